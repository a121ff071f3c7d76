package match

import (
	"slices"
	"sort"
	"strings"

	"github.com/clausule/clausule/rules/pattern"
)

// Span is a half-open range of token indexes.
type Span struct{ Start, End int }

// Text is what a Scanner looks at: the folded words of a sentence, and where
// the dynamic concepts stand in it.
type Text struct {
	Words   []string
	Dynamic map[string][]Span
	// Synonyms gives, by index, a further word that stands for the one in
	// the text: what a defined term means.
	Synonyms map[int]string
}

// Hit is one occurrence of a pattern. Spans holds, per term, where it stands;
// a term that the context supplied has an empty span.
type Hit struct {
	Spans   []Span
	Context bool // at least one term came from the context
}

// occurrences is what one node found in a text.
type occurrences struct {
	stamp uint32
	spans []Span
}

// Scanner looks at one text at a time. It is cheap to load and must not be
// shared between goroutines.
type Scanner struct {
	p       *Program
	cache   map[string][]int32 // word → symbols
	stamp   uint32
	found   []occurrences // by node
	present []occurrences // by symbol
	dynamic [][]Span
	n       int
	seen    []uint32 // by pattern: stamp of the last time it was a candidate
	pulled  []uint32 // by trigger: the same
	cand    []PatternID
	touched []int32
}

// maxOccurrences bounds what one node may find in one text; a sentence with
// more is no sentence.
const maxOccurrences = 256

// NewScanner makes a scanner.
func (p *Program) NewScanner() *Scanner {
	return &Scanner{
		p: p, cache: map[string][]int32{},
		found:   make([]occurrences, len(p.nodes)),
		present: make([]occurrences, p.symbols),
		dynamic: make([][]Span, p.nslots),
		seen:    make([]uint32, len(p.patterns)),
		pulled:  make([]uint32, len(p.triggers)),
	}
}

// Load takes the next text.
func (s *Scanner) Load(t Text) {
	s.stamp++
	s.n = len(t.Words)
	s.touched = s.touched[:0]
	for i, w := range t.Words {
		s.place(i, w)
		if other, ok := t.Synonyms[i]; ok {
			s.place(i, other)
		}
	}
	for i := range s.dynamic {
		s.dynamic[i] = nil
	}
	for name, spans := range t.Dynamic {
		if n, ok := s.p.dynamic[name]; ok {
			s.dynamic[s.p.nodes[n].sym] = spans
		}
	}
}

// maxCache bounds the words that a scanner remembers, so that one that reads
// many contracts does not grow; maxWord is the length in bytes beyond which
// something is no word, and no wildcard is tried on it.
const (
	maxCache = 1 << 15
	maxWord  = 256
)

// place notes that the word stands at i.
func (s *Scanner) place(i int, w string) {
	for _, sym := range s.symbols(w) {
		o := &s.present[sym]
		if o.stamp != s.stamp {
			o.stamp = s.stamp
			o.spans = o.spans[:0]
			s.touched = append(s.touched, sym)
		}
		if n := len(o.spans); n == 0 || o.spans[n-1].Start != i {
			o.spans = append(o.spans, Span{i, i + 1})
		}
	}
}

// symbols gives the symbols that a word stands for, itself and wildcards.
func (s *Scanner) symbols(w string) []int32 {
	if len(w) > maxWord {
		return nil
	}
	if syms, ok := s.cache[w]; ok {
		return syms
	}
	if len(s.cache) >= maxCache {
		clear(s.cache)
	}
	var syms []int32
	if sym, ok := s.p.words[w]; ok {
		syms = append(syms, sym)
	}
	for i := s.p.minFix; i <= len(w); i++ {
		if sym, ok := s.p.prefixes[w[:i]]; ok {
			syms = append(syms, sym)
		}
		if sym, ok := s.p.suffixes[w[len(w)-i:]]; ok {
			syms = append(syms, sym)
		}
	}
	for _, in := range s.p.infixes {
		if strings.Contains(w, in.text) {
			syms = append(syms, in.sym)
		}
	}
	s.cache[strings.Clone(w)] = syms
	return syms
}

// Candidates lists the patterns of which the loaded text holds a necessary
// word, in ascending order. The slice is reused by the next call.
func (s *Scanner) Candidates() []PatternID {
	s.cand = s.cand[:0]
	take := func(id PatternID) {
		if s.seen[id] != s.stamp {
			s.seen[id] = s.stamp
			s.cand = append(s.cand, id)
		}
	}
	for _, sym := range s.touched {
		for _, t := range s.p.bySymbol[sym] {
			if s.pulled[t] == s.stamp {
				continue
			}
			s.pulled[t] = s.stamp
			for _, id := range s.p.triggers[t].patterns {
				take(id)
			}
		}
	}
	for _, id := range s.p.always {
		take(id)
	}
	slices.Sort(s.cand)
	return s.cand
}

// Any tells whether the pattern occurs in the loaded text.
func (s *Scanner) Any(id PatternID) bool { return len(s.Match(id, nil)) > 0 }

// Match finds the occurrences of a pattern. The context, a scanner loaded with
// headings and preceding text, may supply the terms marked for it; nil when
// there is none.
func (s *Scanner) Match(id PatternID, context *Scanner) []Hit {
	c := &s.p.patterns[id]
	var hits []Hit
	for i := range c.alts {
		a := &c.alts[i]
		if c.mode == pattern.Sequence {
			for _, sp := range s.sequence(a.seq) {
				hits = append(hits, Hit{Spans: []Span{sp}})
			}
			continue
		}
		hits = s.set(a, context, hits)
	}
	return hits
}

// maxHits bounds the occurrences of one set in one sentence.
const maxHits = 12

// set finds the occurrences of a set: one for every place of its first term
// that the text itself supplies, the other terms taken nearest to it.
func (s *Scanner) set(a *alternative, context *Scanner, hits []Hit) []Hit {
	lists := make([][]Span, len(a.terms))
	key := -1
	fromContext := false
	for i, t := range a.terms {
		lists[i] = s.node(t.node)
		if len(lists[i]) == 0 {
			if !t.context || context == nil || len(context.node(t.node)) == 0 {
				return hits
			}
			fromContext = true
			continue
		}
		if key < 0 {
			key = i
		}
	}
	if key < 0 {
		return hits
	}
	for n, first := range lists[key] {
		if n == maxHits {
			break
		}
		h := Hit{Spans: make([]Span, len(lists)), Context: fromContext}
		for i, list := range lists {
			switch {
			case len(list) == 0:
			case i == key:
				h.Spans[i] = first
			default:
				h.Spans[i] = nearest(list, first)
			}
		}
		hits = append(hits, h)
	}
	return hits
}

func nearest(list []Span, to Span) Span {
	best, bestDistance := list[0], 1<<30
	for _, sp := range list {
		d := 0
		switch {
		case sp.Start >= to.End:
			d = sp.Start - to.End + 1
		case sp.End <= to.Start:
			d = to.Start - sp.End + 1
		}
		if d < bestDistance {
			best, bestDistance = sp, d
		}
	}
	return best
}

// node finds the occurrences of a node, once per text.
func (s *Scanner) node(n int32) []Span {
	nd := &s.p.nodes[n]
	switch nd.kind {
	case wordNode:
		if o := &s.present[nd.sym]; o.stamp == s.stamp {
			return o.spans
		}
		return nil
	case dynamicNode:
		return s.dynamic[nd.sym]
	}
	o := &s.found[n]
	if o.stamp == s.stamp {
		return o.spans
	}
	spans := o.spans[:0]
	for _, alt := range nd.alts {
		spans = append(spans, s.sequence(alt)...)
		if len(spans) > maxOccurrences {
			spans = spans[:maxOccurrences]
			break
		}
	}
	sort.Slice(spans, func(i, j int) bool {
		if spans[i].Start != spans[j].Start {
			return spans[i].Start < spans[j].Start
		}
		return spans[i].End < spans[j].End
	})
	spans = slices.Compact(spans)
	s.found[n] = occurrences{stamp: s.stamp, spans: spans}
	return spans
}

// sequence finds where the steps follow each other within their gaps. For
// every beginning the shortest continuation of each step is followed, and every
// distinct end kept.
func (s *Scanner) sequence(q seqs) []Span {
	first := s.node(q[0].node)
	if len(q) == 1 {
		return first
	}
	if len(first) == 0 {
		return nil
	}
	// Cheap refusal: a step that occurs nowhere.
	for _, st := range q[1:] {
		if len(s.node(st.node)) == 0 {
			return nil
		}
	}
	current := append([]Span(nil), first...)
	for _, st := range q[1:] {
		var next []Span
		places := s.node(st.node)
		for _, c := range current {
			from, to := c.End, c.End+int(st.gap)
			i := sort.Search(len(places), func(i int) bool { return places[i].Start >= from })
			for ; i < len(places) && places[i].Start <= to; i++ {
				next = append(next, Span{c.Start, places[i].End})
				if len(next) > maxOccurrences {
					break
				}
			}
		}
		if len(next) == 0 {
			return nil
		}
		sort.Slice(next, func(i, j int) bool {
			if next[i].Start != next[j].Start {
				return next[i].Start < next[j].Start
			}
			return next[i].End < next[j].End
		})
		current = slices.Compact(next)
		if len(current) > maxOccurrences {
			current = current[:maxOccurrences]
		}
	}
	return current
}
