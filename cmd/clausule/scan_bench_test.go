package main

import (
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/sqlite"
	"github.com/clausule/clausule/extract/tesseract"
)

// BenchmarkScan tells how many documents a scan reads, judges and keeps in a
// second: a folder, children and a store in a file, as the command has them. The
// children have started and the rules are compiled before the clock starts.
func BenchmarkScan(b *testing.B) {
	for _, bm := range []struct{ name, dir, include, ocr string }{
		{"docx", "../../testdata/contracts", "*.docx", "off"},
		{"pdf", "../../testdata/contracts", "*.pdf", "off"},
		{"scan", "../../testdata/variants", "*-scan.pdf", "auto"},
	} {
		b.Run(bm.name, func(b *testing.B) {
			if bm.ocr != "off" {
				if err := tesseract.New(tesseract.Options{}).Available(b.Context()); err != nil {
					b.Skip(err)
				}
			}
			workers := runtime.GOMAXPROCS(0) + 1
			engine, err := poolFor(b, workers, "--ocr", bm.ocr)
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { engine.Close() })
			source, err := archive.OpenSource(bm.dir, archive.SourceOptions{Include: []string{bm.include}})
			if err != nil {
				b.Fatal(err)
			}
			scan := func(file string) (documents int, size int64) {
				store, err := sqlite.Open(b.Context(), file, sqlite.Options{})
				if err != nil {
					b.Fatal(err)
				}
				defer store.Close()
				for r, err := range archive.Scan(b.Context(), source, store, archive.Options{Engine: engine, Workers: workers}) {
					if err != nil || r.Action != archive.Judged {
						b.Fatal(r, err)
					}
					documents++
					size += r.Place.Size
				}
				return documents, size
			}
			dir, all := b.TempDir(), 0
			_, size := scan(filepath.Join(dir, "first.db"))
			b.SetBytes(size)
			for n := 0; b.Loop(); n++ {
				documents, _ := scan(filepath.Join(dir, "scan"+strconv.Itoa(n)+".db"))
				all += documents
			}
			b.ReportMetric(float64(all)/b.Elapsed().Seconds(), "docs/s")
		})
	}
}
