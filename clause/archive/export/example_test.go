package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"log"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/export"
	"github.com/clausule/clausule/clause/archive/storetest"
	"github.com/clausule/clausule/clause/lang"
)

// What could not be read, as a table for a program.
func ExampleWrite() {
	ctx := context.Background()
	store := archive.NewMemory()
	defer store.Close()
	if err := storetest.Fill(ctx, store, 60, 1); err != nil { // archive.Scan does this
		log.Fatal(err)
	}
	var table bytes.Buffer
	if err := export.Write(ctx, &table, store, archive.Query{}, export.Options{Format: export.CSV, Rows: export.Failures, Language: lang.English}); err != nil {
		log.Fatal(err)
	}
	rows, err := csv.NewReader(&table).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	for _, row := range rows {
		fmt.Println(row[0], row[8], row[9])
	}
	// Output:
	// place failure message
	// 2016/trampoline-ict-diensten/verwerkersovereenkomst-trampoline-ict-diensten-00012.pdf limit het bestand is te groot
	// 2025/noorderlicht-hosting-bv/bijlage-noorderlicht-hosting-bv-00000.docx memory het lezen vroeg te veel geheugen
}
