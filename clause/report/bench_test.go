package report_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/extract"
)

// The throughput is in bytes of output.
func BenchmarkText(b *testing.B) {
	benchmark(b, func(w io.Writer, r *clause.Report) error {
		return report.Text(w, []*clause.Report{r}, report.TextOptions{})
	})
}

func BenchmarkJSON(b *testing.B) { benchmark(b, report.JSON) }

// BenchmarkHTML is of the report alone; BenchmarkHTMLContract has the contract.
func BenchmarkHTML(b *testing.B) {
	benchmark(b, func(w io.Writer, r *clause.Report) error {
		return report.HTML(w, []report.Contract{{Report: r}}, report.HTMLOptions{})
	})
}

func BenchmarkHTMLContract(b *testing.B) {
	c := judged(b, extract.Options{}, "../../testdata/contracts/sla-hosting.docx")
	benchmark(b, func(w io.Writer, _ *clause.Report) error {
		return report.HTML(w, []report.Contract{c}, report.HTMLOptions{})
	})
}

func benchmark(b *testing.B, write func(io.Writer, *clause.Report) error) {
	r := sample()
	for len(r.Results) < 250 {
		r.Results = append(r.Results, sample().Results...)
	}
	var size bytes.Buffer
	if err := write(&size, r); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if err := write(io.Discard, r); err != nil {
			b.Fatal(err)
		}
	}
}
