package archive

import (
	"context"
	"errors"
	"iter"
	"runtime"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// Impact is what another catalogue would change for a document.
type Impact struct {
	Record Record // without results
	// Changes are the verdicts that differ, in the order of the new catalogue, with
	// what is not in it any more at the end.
	Changes []VerdictChange
	// Failure tells why the document could not be judged again; nil where it was.
	Failure *Failure
}

// VerdictChange is a verdict that another catalogue changes.
type VerdictChange struct {
	Requirement rules.ID         `json:"requirement"`
	Title       string           `json:"title"`
	Importance  rules.Importance `json:"importance"`
	Was         clause.Status    `json:"was,omitempty"` // empty where the requirement is new
	Now         clause.Status    `json:"now,omitempty"` // empty where it has gone
	// Result is the new verdict with its findings; nil where it has gone.
	Result *clause.Result `json:"result,omitempty"`
}

// ImpactOf judges the documents of a store again with another engine, from the
// texts that were kept, and tells per document which verdicts change. Nothing is
// written and no file is read. Documents come in the order of Records, workers of
// them in work at the same time (0 means as many as there are processors); of the
// query the conditions on documents count. The errors are those of the context,
// the store and the engine; the first ends it.
func ImpactOf(ctx context.Context, store Store, engine Engine, q Query, workers int) iter.Seq2[Impact, error] {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	q = Query{Supplier: q.Supplier, FromYear: q.FromYear, ToYear: q.ToYear, Path: q.Path, Kinds: q.Kinds, SHA256: q.SHA256, Limit: q.Limit, Offset: q.Offset, Results: true}
	return func(yield func(Impact, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		type judged struct {
			Impact
			err error
		}
		// A slot a document, in order; as many wait as are in work.
		queue := make(chan chan judged, workers)
		ended := make(chan error, 1)
		go func() {
			defer close(queue)
			for rec, err := range store.Records(ctx, q) {
				if err != nil {
					ended <- err
					return
				}
				if rec.Failure != nil {
					continue
				}
				slot := make(chan judged, 1)
				select {
				case queue <- slot:
				case <-ctx.Done():
					ended <- ctx.Err()
					return
				}
				go func() {
					i, err := impactOn(ctx, store, engine, rec)
					slot <- judged{i, err}
				}()
			}
			ended <- nil
		}()
		// Nothing goes on behind the back of who leaves the loop.
		defer func() {
			cancel()
			for slot := range queue {
				<-slot
			}
		}()
		for slot := range queue {
			if j := <-slot; !yield(j.Impact, j.err) || j.err != nil {
				return
			}
		}
		if err := <-ended; err != nil {
			yield(Impact{}, err)
		}
	}
}

// impactOn judges one document again.
func impactOn(ctx context.Context, store Store, engine Engine, rec Record) (Impact, error) {
	old := rec.Results
	rec.Results = nil
	i := Impact{Record: rec}
	text, err := store.Text(ctx, rec.SHA256)
	if err != nil {
		return i, err
	}
	if text == nil {
		i.Failure = &Failure{Class: Unreadable, Message: "de tekst is niet bewaard; scan opnieuw zonder --no-text om hem te bewaren"}
		return i, nil
	}
	job := Job{Text: text}
	if len(rec.Places) > 0 {
		job.Path = rec.Places[0].Path
		job.Name = base(job.Path)
	}
	out, err := engine.Do(ctx, job)
	var spoilt *TextError
	if errors.As(err, &spoilt) {
		i.Failure = &Failure{Class: Unreadable, Message: spoilt.Error()}
		return i, nil
	}
	if err != nil {
		return i, err
	}
	if i.Failure = out.Failure; i.Failure == nil {
		i.Changes = verdictChanges(old, out.Report.Results)
	}
	return i, nil
}

func verdictChanges(old, results []clause.Result) []VerdictChange {
	was := make(map[rules.ID]*clause.Result, len(old))
	for k := range old {
		was[old[k].Requirement] = &old[k]
	}
	var changes []VerdictChange
	for k := range results {
		now := &results[k]
		c := VerdictChange{Requirement: now.Requirement, Title: now.Title, Importance: now.Importance, Now: now.Status, Result: now}
		if before, ok := was[now.Requirement]; ok {
			c.Was = before.Status
			delete(was, now.Requirement)
		}
		if c.Was != c.Now {
			changes = append(changes, c)
		}
	}
	for k := range old {
		if _, gone := was[old[k].Requirement]; gone {
			changes = append(changes, VerdictChange{Requirement: old[k].Requirement, Title: old[k].Title, Importance: old[k].Importance, Was: old[k].Status})
		}
	}
	return changes
}
