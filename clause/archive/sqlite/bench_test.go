package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/storetest"
)

// BenchmarkCommit keeps a document, in batches as of a scan. The second figure is
// what it takes on disk, without its text.
func BenchmarkCommit(b *testing.B) {
	s := open(b, Options{})
	var batches []archive.Batch
	for batch := range storetest.Synthetic(1000, 1) {
		batches = append(batches, batch)
	}
	documents, round := 0, 0
	for b.Loop() {
		if documents++; documents%storetest.Batch != 0 {
			continue
		}
		at := documents/storetest.Batch - 1
		batch := batches[at%len(batches)]
		if at%len(batches) == 0 {
			round++
		}
		// Further rounds are other documents with the same contents.
		batch.Outcomes = slices.Clone(batch.Outcomes)
		for i, o := range batch.Outcomes {
			other := *o
			other.SHA256 = fmt.Sprintf("%d%s", round, o.SHA256)
			batch.Outcomes[i] = &other
		}
		batch.Places = slices.Clone(batch.Places)
		for i := range batch.Places {
			p := &batch.Places[i]
			p.Path = strconv.Itoa(round) + p.Path
			if p.SHA256 != "" {
				p.SHA256 = strconv.Itoa(round) + p.SHA256
			}
		}
		if err := s.Commit(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := s.writer.erase(b.Context()); err != nil {
		b.Fatal(err)
	}
	if info, err := os.Stat(s.path); err == nil {
		b.ReportMetric(float64(info.Size())/float64(documents), "disk-B/op")
	}
}

// large is a store of ten thousand documents, made once.
var large = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "archief")
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "groot.db")
	s, err := Open(context.Background(), path, Options{})
	if err != nil {
		return "", err
	}
	if err := storetest.Fill(context.Background(), s, 10_000, 1); err != nil {
		return "", err
	}
	return path, s.Close()
})

// BenchmarkQuery asks all sorts of things of ten thousand documents.
func BenchmarkQuery(b *testing.B) {
	path, err := large()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = os.RemoveAll(filepath.Dir(path)) })
	b.Run("Open", func(b *testing.B) {
		for b.Loop() {
			s, err := Open(b.Context(), path, Options{})
			if err != nil {
				b.Fatal(err)
			}
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	s, err := Open(b.Context(), path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	long := []archive.Condition{{Op: archive.More, Amount: 48, Unit: archive.Hours}}
	for _, bench := range []struct {
		name string
		q    archive.Query
	}{
		{"All", archive.Query{}},
		{"Missing", archive.Query{Status: []clause.Status{clause.Missing}}},
		{"Requirement", archive.Query{Requirements: []string{string(storetest.Settings().Requirements[7].ID)}, Status: []clause.Status{clause.Conflict}, Results: true, Findings: true}},
		{"Pack", archive.Query{Requirements: []string{"ksz"}, Status: []clause.Status{clause.Conflict}, Results: true, Findings: true}},
		{"Values", archive.Query{Values: long, Results: true, Findings: true}},
		{"ValuesOfOne", archive.Query{Values: long, Requirements: []string{"avg.*"}, Status: []clause.Status{clause.Partial}}},
		{"CommonWord", archive.Query{Text: "de", Results: true, Findings: true}},
		{"TwoWords", archive.Query{Text: "verwerker uiterlijk"}},
		{"Prefix", archive.Query{Text: "pers*"}},
		{"Phrase", archive.Query{Text: `"binnen 24 uur"`, Results: true, Findings: true}},
		{"RareWord", archive.Query{Text: "trampoline maanden", Requirements: []string{"ksz"}}},
		{"NoWord", archive.Query{Text: "bestaatniet"}},
		{"TextAndValues", archive.Query{Text: "verwerker", Values: long}},
		{"Supplier", archive.Query{Supplier: "polderdata", FromYear: 2019, ToYear: 2021}},
		{"Path", archive.Query{Path: "*/kade-vier*/*.docx"}},
		{"Failed", archive.Query{Failed: true}},
		{"Deep", archive.Query{Offset: 9500}},
		{"Everything", archive.Query{Results: true, Findings: true}},
	} {
		bench.q.Limit = 100
		b.Run(bench.name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				n = 0
				for _, err := range s.Records(b.Context(), bench.q) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
			}
			b.ReportMetric(float64(n), "records")
		})
		b.Run(bench.name+"/Stats", func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Stats(b.Context(), bench.q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("ExportAll", func(b *testing.B) {
		for b.Loop() {
			n := 0
			for _, err := range s.Records(b.Context(), archive.Query{Results: true, Findings: true}) {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/document")
		}
	})
}
