package clause

import (
	"errors"
	"slices"

	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/rules"
	"github.com/clausule/clausule/rules/pattern"
)

// patterns turns the patterns of a catalogue into ids of one program: those of
// the built-in catalogue were compiled ahead and are looked up, what else there
// is, is compiled. Equal patterns have one id.
type patterns struct {
	ready   *readyProgram // nil where it does not fit the vocabulary
	builder *match.Builder
	ids     map[rules.PatternText]match.PatternID // of what is compiled
	terms   []termSet                             // of what is compiled: see negating

	catalogue *rules.Catalogue
	concepts  map[string][]*pattern.Pattern
	holds     map[string]bool // concepts that hold a negation; false while being looked at
}

// newPatterns starts on a catalogue, with the program that was compiled ahead
// or nil.
func newPatterns(cat *rules.Catalogue, ready *readyProgram) *patterns {
	return &patterns{ready: ready, ids: map[rules.PatternText]match.PatternID{}, catalogue: cat, holds: map[string]bool{}}
}

// add gives the id of a pattern; none for an empty one.
func (p *patterns) add(text rules.PatternText) (match.PatternID, error) {
	if text.Text == "" {
		return none, nil
	}
	if id, ok := p.ready.find(text); ok {
		return id, nil
	}
	if id, ok := p.ids[text]; ok {
		return id, nil
	}
	if p.builder == nil {
		if err := p.parseConcepts(); err != nil {
			return none, err
		}
		p.builder = match.NewBuilder(p.concepts, rules.DynamicConcepts())
	}
	pt, err := pattern.Parse(text.Text, text.Mode)
	if err != nil {
		return none, err
	}
	id, err := p.builder.Add(pt)
	if err != nil {
		return none, err
	}
	id += p.ready.size()
	p.ids[text] = id
	p.terms = append(p.terms, p.negatingTerms(pt))
	return id, nil
}

// parseConcepts reads the vocabulary. The error joins the faults of concepts
// that cannot be parsed.
func (p *patterns) parseConcepts() error {
	p.concepts = map[string][]*pattern.Pattern{}
	var faults []error
	for def := range p.catalogue.Concepts() {
		for _, text := range def.Terms {
			pt, err := pattern.Parse(text, pattern.Sequence)
			if err != nil {
				faults = append(faults, &rules.Error{Origin: rules.Origin{File: def.Origin}, Message: err.Error()})
				continue
			}
			p.concepts[def.Name] = append(p.concepts[def.Name], pt)
		}
	}
	return errors.Join(faults...)
}

// negating tells which terms of a pattern can hold a negation.
func (p *patterns) negating(id match.PatternID) termSet {
	switch n := p.ready.size(); {
	case id < 0:
		return 0
	case id < n:
		return p.ready.negating(id)
	default:
		return p.terms[id-n]
	}
}

// finish gives the programs in the order of their ids.
func (p *patterns) finish() *match.Joined {
	var ahead, own *match.Program
	if p.ready != nil {
		ahead = p.ready.program
	}
	if p.builder != nil {
		own = p.builder.Program()
	}
	return match.Join(ahead, own)
}

// negatingTerms tells which terms of a pattern can hold a negation, as the
// spans of a hit count them: per term of a set, as a whole for a sequence.
// The alternatives of a pattern are taken together.
func (p *patterns) negatingTerms(pt *pattern.Pattern) termSet {
	var out termSet
	for _, a := range pt.Alts {
		for i, t := range a.Terms {
			at := i
			if pt.Mode == pattern.Sequence {
				at = 0
			}
			if p.negatingTerm(t) {
				out |= 1 << at
			}
		}
	}
	return out
}

func (p *patterns) negatingTerm(t pattern.Term) bool {
	switch t.Kind {
	case pattern.Word:
		return negationWords[t.Text]
	case pattern.Concept:
		known, seen := p.holds[t.Text]
		if seen {
			return known
		}
		p.holds[t.Text] = false
		for _, def := range p.concepts[t.Text] {
			p.holds[t.Text] = p.holds[t.Text] || p.negatingTerms(def) != 0
		}
		return p.holds[t.Text]
	}
	for _, a := range t.Group {
		for _, g := range a.Terms {
			if p.negatingTerm(g) {
				return true
			}
		}
	}
	return false
}

var negationWords = map[string]bool{
	"niet": true, "geen": true, "nooit": true, "nimmer": true, "noch": true, "evenmin": true, "zonder": true,
	"niemand": true, "niets": true, "verboden": true, "geenszins": true,
}

// filed is something that belongs to a pattern.
type filed[T any] struct {
	id   match.PatternID
	item T
}

// byPattern holds what belongs to each pattern, in the order in which it was
// filed.
type byPattern[T any] struct {
	start []int32 // by pattern: its first item; the next begins where they end
	items []T
}

// newByPattern files things under so many patterns.
func newByPattern[T any](patterns int, all []filed[T]) byPattern[T] {
	b := byPattern[T]{make([]int32, patterns+1), make([]T, len(all))}
	for _, f := range all {
		b.start[f.id]++
	}
	end := int32(0)
	for id, n := range b.start {
		end += n
		b.start[id] = end
	}
	for _, f := range slices.Backward(all) {
		b.start[f.id]--
		b.items[b.start[f.id]] = f.item
	}
	return b
}

// of gives what belongs to a pattern.
func (b *byPattern[T]) of(id match.PatternID) []T { return b.items[b.start[id]:b.start[id+1]] }
