package sqlite_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/sqlite"
	"github.com/clausule/clausule/clause/archive/storetest"
)

// A store in a file is there for the next program, which asks and does not write.
func ExampleOpen() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "archief")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "clausule.db")

	store, err := sqlite.Open(ctx, file, sqlite.Options{})
	if err != nil {
		log.Fatal(err)
	}
	if err := storetest.Fill(ctx, store, 20, 1); err != nil { // archive.Scan does this
		log.Fatal(err)
	}
	if err := store.Close(); err != nil {
		log.Fatal(err)
	}

	store, err = sqlite.Open(ctx, file, sqlite.Options{ReadOnly: true})
	if err != nil {
		log.Fatal(err)
	}
	defer store.Close()
	stats, err := store.Stats(ctx, archive.Query{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(stats.Documents, "documents in", stats.Places, "places,", stats.Judged, "judged")
	// Output: 20 documents in 23 places, 18 judged
}
