package archive

import (
	"context"
	"time"
)

// keep commits what comes in, in batches, and hands each result on when the store
// has it.
func (s *scan) keep(ctx context.Context, each func(Result) bool) error {
	var (
		batch []event
		full  int // documents in the batch
		due   <-chan time.Time
	)
	// What is ready is kept, also when the scan is broken off.
	flush := func() error {
		due = nil
		ready := batch
		batch, full = nil, 0
		if err := s.commit(context.WithoutCancel(ctx), ready); err != nil {
			return err
		}
		for i := range ready {
			s.count(&ready[i])
			if !each(ready[i].Result) {
				return errLeft
			}
		}
		return nil
	}
	for {
		select {
		case e, ok := <-s.events:
			if !ok {
				return flush()
			}
			if e.of != nil && !e.lands && !e.of.landed {
				e.of.held = append(e.of.held, e)
				continue
			}
			batch = append(batch, s.land(e)...)
			urgent := false
			if e.Outcome != nil {
				full++
				urgent = e.Outcome.Wall >= s.Slow
			}
			const most = 1000 // results without work of their own
			if urgent || full >= s.Batch || len(batch) >= most {
				if err := flush(); err != nil {
					return err
				}
			} else if due == nil {
				due = time.After(s.BatchAge)
			}
		case <-due:
			if err := flush(); err != nil {
				return err
			}
		}
	}
}

// land gives an event with the copies that waited for it.
func (s *scan) land(e event) []event {
	if e.of == nil {
		return []event{e}
	}
	if e.lands {
		e.of.landed, e.of.failure, e.of.nowhere = true, e.Failure, e.ofPlace
	}
	landed := append([]event{e}, e.of.held...)
	e.of.held = nil
	for i := range landed {
		l := &landed[i]
		if l.Failure = e.of.failure; l.Failure != nil {
			l.Action = Failed
		}
		if e.of.nowhere {
			l.write, l.ofPlace = true, true
		}
	}
	return landed
}

// commit writes a batch to the store and ends the flights that it brings home.
func (s *scan) commit(ctx context.Context, ready []event) error {
	b := Batch{Run: s.runID, Settings: s.settings}
	for i := range ready {
		e := &ready[i]
		if e.Outcome != nil {
			b.Outcomes = append(b.Outcomes, e.Outcome)
		}
		if e.write {
			p := PlaceState{Place: e.Place, SHA256: e.SHA256}
			if e.ofPlace {
				p.Failure = e.Failure
			}
			b.Places = append(b.Places, p)
		}
	}
	if len(b.Outcomes)+len(b.Places) > 0 {
		if err := s.store.Commit(ctx, b); err != nil {
			return err
		}
	}
	for i := range ready {
		if ready[i].lands {
			s.flights.end(ready[i].of)
		}
	}
	return nil
}

// count adds an event to the tally.
func (s *scan) count(e *event) { s.tally.Add(e.Result) }
