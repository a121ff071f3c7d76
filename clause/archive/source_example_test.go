package archive_test

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/clausule/clausule/clause/archive"
)

// A source yields what stands in a folder and in the archive files in it; what
// cannot be walked is told, and the walk goes on.
func ExampleOpenSource() {
	dir, err := os.MkdirTemp("", "archief")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	f, err := os.Create(filepath.Join(dir, "oud.zip"))
	if err != nil {
		log.Fatal(err)
	}
	w := zip.NewWriter(f)
	w.Create("2019/sla.pdf")
	w.Create("2019/foto.jpg")
	if err := errors.Join(w.Close(), f.Close(), os.WriteFile(filepath.Join(dir, "dpa.pdf"), nil, 0o600), os.WriteFile(filepath.Join(dir, "stuk.zip"), []byte("PK\x03\x04"), 0o600)); err != nil {
		log.Fatal(err)
	}

	src, err := archive.OpenSource(dir, archive.SourceOptions{Exclude: []string{"*.jpg"}})
	if err != nil {
		log.Fatal(err)
	}
	for file, err := range src.Files(context.Background()) {
		var place *archive.PlaceError
		switch {
		case errors.As(err, &place):
			fmt.Println(err)
		case err != nil:
			log.Fatal(err) // the walk ended
		default:
			fmt.Println(file.Path)
		}
	}
	// Output:
	// dpa.pdf
	// oud.zip!/2019/sla.pdf
	// stuk.zip: het einde van het zip-bestand ontbreekt; vraag een nieuw exemplaar
}
