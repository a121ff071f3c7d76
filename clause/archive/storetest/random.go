package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/rules"
)

// likeMemory does the same at random to the store and to one in memory, and asks
// both the same.
func (s *suite) likeMemory() {
	rng := rand.New(rand.NewPCG(8, 8))
	memory := archive.NewMemory()
	both := []archive.Store{memory, s.store}
	settings := []archive.Settings{Settings(), Settings(), Settings()}
	settings[1].Judging = "een andere catalogus"
	settings[1].Requirements = settings[1].Requirements[10:]
	settings[2].Reading = "een andere lezer"
	var pool []archive.Batch
	for b := range Synthetic(80, 5) {
		pool = append(pool, b)
	}
	var known []string // hashes
	for step := range 30 {
		now := settings[rng.IntN(len(settings))]
		switch what := rng.IntN(10); {
		case step == 0 || what == 0:
			for _, store := range both {
				if _, err := store.Begin(s.ctx, archive.Run{Started: epoch, Sources: []string{Source}, Settings: now}); err != nil {
					s.Fatal(err)
				}
			}
		case what == 1:
			keep := rng.IntN(10)
			var gone [2]int
			for i, store := range both {
				n, err := store.Sweep(s.ctx, Source, func(path string) bool { return len(path)%11 != keep })
				s.ok(err)
				gone[i] = n
			}
			s.same("swept", gone[1], gone[0])
		case what == 2 && len(known) > 0:
			sha256 := known[rng.IntN(len(known))]
			var was [2]bool
			for i, store := range both {
				ok, err := store.Forget(s.ctx, sha256)
				s.ok(err)
				was[i] = ok
			}
			s.same("forgotten", was[1], was[0])
		case what == 3:
			var n [2]int
			class := archive.Classes()[rng.IntN(9)]
			for i, store := range both {
				count, err := store.Reset(s.ctx, archive.Retry{Classes: []archive.Class{class}})
				s.ok(err)
				n[i] = count
			}
			s.same("reset", n[1], n[0])
		default:
			b := part(rng, pool[rng.IntN(len(pool))])
			b.Settings = now
			for _, o := range b.Outcomes {
				known = append(known, o.SHA256)
			}
			for _, store := range both {
				s.ok(store.Commit(s.ctx, b))
			}
		}
		for range 5 {
			s.compare(memory, query(rng, known))
		}
		if s.Failed() {
			s.Fatalf("after step %d", step)
		}
	}
	s.compare(memory, archive.Query{Results: true, Findings: true})
	for _, sha256 := range known {
		want, err := memory.Document(s.ctx, sha256)
		s.ok(err)
		got, err := s.store.Document(s.ctx, sha256)
		s.ok(err)
		s.same("document", got, want)
	}
}

// part is a batch with some of the outcomes and places of another.
func part(rng *rand.Rand, b archive.Batch) archive.Batch {
	from := rng.IntN(len(b.Outcomes))
	to := from + 1 + rng.IntN(min(15, len(b.Outcomes)-from))
	b.Outcomes = b.Outcomes[from:to]
	from = rng.IntN(len(b.Places))
	b.Places = b.Places[from : from+1+rng.IntN(min(20, len(b.Places)-from))]
	return b
}

func (s *suite) compare(memory archive.Store, q archive.Query) {
	s.Helper()
	want, err := collect(s.ctx, memory, q)
	s.ok(err)
	got, err := collect(s.ctx, s.store, q)
	s.ok(err)
	s.same(fmt.Sprintf("records of %+v", q), got, want)
	counted, err := memory.Stats(s.ctx, q)
	s.ok(err)
	stats, err := s.store.Stats(s.ctx, q)
	s.ok(err)
	s.same(fmt.Sprintf("stats of %+v", q), stats, counted)
}

// query makes up a query, mostly of a condition or two.
func query(rng *rand.Rand, known []string) archive.Query {
	var q archive.Query
	one := func(n int) bool { return rng.IntN(n) == 0 }
	requirements := Settings().Requirements
	if one(4) {
		id := string(requirements[rng.IntN(len(requirements))].ID)
		q.Requirements = append(q.Requirements, []string{id, "ksz", "avg.*", "*.a*", "rendement"}[rng.IntN(5)], id)
	}
	if one(4) {
		list := clause.Statuses()
		q.Status = append(q.Status, list[rng.IntN(len(list))], list[rng.IntN(len(list))])
	}
	if one(8) {
		q.Importance = []rules.Importance{[]rules.Importance{rules.Must, rules.MustAnnex, rules.Should, rules.Could}[rng.IntN(4)]}
	}
	for range rng.IntN(4) / 2 {
		v := values[rng.IntN(len(values))]
		amount, unit, _ := archive.Amount(v)
		q.Values = append(q.Values, archive.Condition{
			Op: []archive.Op{archive.Less, archive.AtMost, archive.Equal, archive.AtLeast, archive.More}[rng.IntN(5)], Amount: amount, Unit: unit,
		})
	}
	if one(3) {
		q.Text = []string{
			"verwerker", "klant", "client", "binnen 24", `"binnen 24 uur"`, "pers*", "boete norm", "cafe automatiek", "polderdata looptijd", `"tot het volg*"`, "ærø", "zzz", "bewijs dat",
		}[rng.IntN(13)]
	}
	if one(8) {
		q.Supplier = []string{"B.V.", "société", "kade", "É", "%"}[rng.IntN(5)]
	}
	if one(8) {
		q.FromYear = 2012 + rng.IntN(15)
	}
	if one(8) {
		q.ToYear = 2012 + rng.IntN(15)
	}
	if one(8) {
		q.Path = []string{"kopie", "*.pdf", "2019/*", "ONGESORTEERD", "?0*"}[rng.IntN(5)]
	}
	if one(10) {
		q.Kinds = kinds[rng.IntN(len(kinds)):]
	}
	if one(20) && len(known) > 0 {
		q.SHA256 = known[rng.IntN(len(known))]
	}
	if one(10) {
		q.Failed = true
		if one(2) {
			q.Classes = slices.Clone(archive.Classes()[rng.IntN(13):])
		}
	}
	q.Outdated = one(6)
	q.Results, q.Findings = one(2), one(2)
	if one(3) {
		q.Limit, q.Offset = 1+rng.IntN(20), rng.IntN(10)
	}
	return q
}
