package storetest

import (
	"reflect"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
)

func TestSynthetic(t *testing.T) {
	const n = 150
	var batches []archive.Batch
	var judged, failed, findings, places int
	passages := 0
	for b := range Synthetic(n, 1) {
		batches = append(batches, b)
		if len(b.Outcomes) > Batch {
			t.Errorf("a batch of %d outcomes", len(b.Outcomes))
		}
		places += len(b.Places)
		for _, o := range b.Outcomes {
			if o.Failure != nil {
				failed++
				continue
			}
			judged++
			var sum clause.Summary
			distinct := map[int]bool{}
			for _, r := range o.Report.Results {
				sum.Add(r.Status)
				findings += len(r.Findings)
				for _, f := range r.Findings {
					distinct[f.Start] = true
					if f.End-f.Start != len(f.Quote) {
						t.Fatalf("%s: a quote of %d bytes from %d to %d", r.Requirement, len(f.Quote), f.Start, f.End)
					}
				}
			}
			passages += len(distinct)
			if sum != o.Report.Summary || len(o.Report.Results) != len(Settings().Requirements) {
				t.Fatalf("%d results, counted %+v, told %+v", len(o.Report.Results), sum, o.Report.Summary)
			}
		}
	}
	if judged+failed != n || failed == 0 || places <= n {
		t.Errorf("%d judged, %d failed, %d places", judged, failed, places)
	}
	t.Logf("per judged document: %.1f results, %.1f findings, %.1f passages", float64(len(Settings().Requirements)), float64(findings)/float64(judged), float64(passages)/float64(judged))
	i := 0
	for b := range Synthetic(n, 1) {
		if !reflect.DeepEqual(b, batches[i]) {
			t.Fatalf("batch %d is another the second time", i)
		}
		i++
	}
	for b := range Synthetic(1, 2) {
		if b.Outcomes[0].SHA256 == batches[0].Outcomes[0].SHA256 {
			t.Error("two seeds give the same document")
		}
	}
}
