package child

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/clausule/clausule/clause/archive"
)

func readAll(b *testing.B) (names []string, docs [][]byte, size int64) {
	b.Helper()
	names, err := filepath.Glob("../../../testdata/contracts/*.pdf")
	if err != nil || len(names) == 0 {
		b.Fatal(names, err)
	}
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			b.Fatal(err)
		}
		docs, size = append(docs, data), size+int64(len(data))
	}
	return names, docs, size
}

// BenchmarkEngine tells what children cost beyond the work itself.
func BenchmarkEngine(b *testing.B) {
	checker, options, err := build([]byte("all"))
	if err != nil {
		b.Fatal(err)
	}
	here := archive.NewEngine(checker, options)
	names, docs, size := readAll(b)
	pool := newPool(b, asReader, Config{Settings: here.Settings(), Setup: []byte("all"), Processes: 1})
	for _, bm := range []struct {
		name   string
		engine archive.Engine
	}{{"process", here}, {"child", pool}} {
		b.Run(bm.name, func(b *testing.B) {
			b.SetBytes(size)
			var told time.Duration
			own := processorTime()
			n := 0
			for b.Loop() {
				for i, data := range docs {
					out, err := bm.engine.Do(b.Context(), archive.Job{Name: filepath.Base(names[i]), Path: names[i], Body: bytes.NewReader(data), KeepText: true})
					if err != nil {
						b.Fatal(err)
					}
					told += out.CPU
					n++
				}
			}
			b.ReportMetric(float64((processorTime()-own).Microseconds())/float64(n), "µs-own/doc")
			b.ReportMetric(float64(told.Microseconds())/float64(n), "µs-told/doc")
		})
	}
}
