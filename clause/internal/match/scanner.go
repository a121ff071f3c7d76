package match

import (
	"slices"
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

// found is where one node stands in the text that was loaded with the stamp.
type found struct {
	stamp uint32
	spans []Span
}

// Scanner looks at one text at a time. It is cheap to load and must not be
// shared between goroutines.
type Scanner struct {
	p       *Program
	watched []bool             // by pattern: what Candidates tells of; nil for all
	cache   map[string][]int32 // word → symbols
	stamp   uint32
	nodes   []found
	stands  []uint32 // by node: 2·stamp when it cannot stand in the text, one more when it may
	seen    []uint32 // by pattern: stamp of the last time it was a candidate
	pulled  []uint32 // by trigger: the same
	cand    []PatternID
	touched []int32 // symbols of the text, those of dynamic concepts after the words
	present bitset  // the same

	// now and next are the partial sequences while one is followed.
	now, next []Span
}

// maxOccurrences bounds what one node may find in one text; a sentence with
// more is no sentence.
const maxOccurrences = 256

// NewScanner makes a scanner. Candidates tells only of the patterns that are
// watched, by id; of all when watched is nil.
func (p *Program) NewScanner(watched []bool) *Scanner {
	return &Scanner{
		p: p, watched: watched, cache: map[string][]int32{},
		nodes: make([]found, len(p.nodes)), stands: make([]uint32, len(p.nodes)),
		seen: make([]uint32, len(p.patterns)), pulled: make([]uint32, len(p.triggers)),
		present: newBitset(p.symbols + p.nslots),
	}
}

// Load takes the next text.
func (s *Scanner) Load(t Text) {
	s.stamp++
	for _, sym := range s.touched {
		s.present.drop(sym)
	}
	s.touched = s.touched[:0]
	for i, w := range t.Words {
		s.place(i, w)
		if other, ok := t.Synonyms[i]; ok {
			s.place(i, other)
		}
	}
	for name, spans := range t.Dynamic {
		if n, ok := s.p.dynamic[name]; ok && len(spans) > 0 {
			nd := &s.nodes[n]
			nd.spans, nd.stamp = append(nd.spans[:0], spans...), s.stamp
			s.touch(int32(s.p.symbols) + s.p.nodes[n].sym)
		}
	}
}

func (s *Scanner) touch(sym int32) {
	s.touched = append(s.touched, sym)
	s.present.set(sym)
}

// awake tells whether a node can stand in the text: whether for some alternative
// all steps can. It is found out once per text, and only where somebody asks.
func (s *Scanner) awake(n int32) bool {
	if s.p.nodes[n].kind != anyNode {
		return s.nodes[n].stamp == s.stamp
	}
	if known := s.stands[n]; known>>1 == s.stamp {
		return known&1 != 0
	}
	known := s.stamp << 1
	switch {
	case !s.p.need.touch(n, s.present):
	case s.p.enough.touch(n, s.present):
		known |= 1
	default:
		for a := s.p.altStart[n]; a < s.p.altStart[n+1]; a++ {
			if s.awake(s.p.rarest[a]) && s.possible(s.p.alt(a)) {
				known |= 1
				break
			}
		}
	}
	s.stands[n] = known
	return known&1 != 0
}

// possible tells whether all steps of a sequence can stand in the text.
func (s *Scanner) possible(q seqs) bool {
	for i := range q {
		if !s.awake(q[i].node) {
			return false
		}
	}
	return true
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
		n := s.p.index.node[sym]
		if n < 0 {
			continue
		}
		nd := &s.nodes[n]
		if nd.stamp != s.stamp {
			nd.stamp, nd.spans = s.stamp, nd.spans[:0]
			s.touch(sym)
		}
		if k := len(nd.spans); k == 0 || nd.spans[k-1].Start != i {
			nd.spans = append(nd.spans, Span{i, i + 1})
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
	x := &s.p.index
	for _, sym := range s.touched {
		for _, t := range x.triggers[x.bySymbol[sym]:x.bySymbol[sym+1]] {
			if s.pulled[t] == s.stamp {
				continue
			}
			s.pulled[t] = s.stamp
			for _, id := range x.patterns[x.start[t]:x.start[t+1]] {
				s.candidate(id)
			}
		}
	}
	for _, id := range x.always {
		s.candidate(id)
	}
	slices.Sort(s.cand)
	return s.cand
}

func (s *Scanner) candidate(id PatternID) {
	if s.seen[id] != s.stamp && (s.watched == nil || s.watched[id]) {
		s.seen[id] = s.stamp
		if s.canMatch(&s.p.patterns[id]) {
			s.cand = append(s.cand, id)
		}
	}
}

// canMatch tells whether some alternative has all that it needs of the text
// itself.
func (s *Scanner) canMatch(c *compiled) bool {
	for i := range c.alts {
		can := true
		for _, n := range c.alts[i].must {
			if !s.awake(n) {
				can = false
				break
			}
		}
		if can {
			return true
		}
	}
	return false
}

// Any tells whether the pattern occurs in the loaded text.
func (s *Scanner) Any(id PatternID) bool { return len(s.Match(id, nil)) > 0 }

// Match finds the occurrences of a pattern. The context gives a scanner loaded
// with headings and preceding text, which may supply the terms marked for it; it
// is asked for only where the text itself leaves such a term open. Nil when
// there is none.
func (s *Scanner) Match(id PatternID, context func() *Scanner) []Hit {
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
func (s *Scanner) set(a *alternative, context func() *Scanner, hits []Hit) []Hit {
	// Cheap refusal, before anything is looked for.
	for _, n := range a.must {
		if !s.awake(n) {
			return hits
		}
	}
	var few [8][]Span // most sets are small
	lists := few[:0]
	if len(a.terms) > len(few) {
		lists = make([][]Span, 0, len(a.terms))
	}
	lists = lists[:len(a.terms)]
	key := -1
	fromContext := false
	for i, t := range a.terms {
		lists[i] = s.node(t.node)
		if len(lists[i]) > 0 {
			if key < 0 {
				key = i
			}
		} else if !t.context || context == nil {
			return hits
		}
	}
	for i, t := range a.terms {
		if len(lists[i]) == 0 && key >= 0 {
			if len(context().node(t.node)) == 0 {
				return hits
			}
			fromContext = true
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

// node finds the occurrences of a node, once per text. They are in order and
// distinct.
func (s *Scanner) node(n int32) []Span {
	nd := &s.nodes[n]
	if nd.stamp == s.stamp {
		return nd.spans
	}
	if !s.awake(n) {
		return nil
	}
	spans := nd.spans[:0]
	for a := s.p.altStart[n]; a < s.p.altStart[n+1]; a++ {
		if s.awake(s.p.rarest[a]) {
			spans = append(spans, s.sequence(s.p.alt(a))...)
			if len(spans) > maxOccurrences {
				spans = spans[:maxOccurrences]
				break
			}
		}
	}
	nd.spans, nd.stamp = inOrder(spans), s.stamp
	return nd.spans
}

// inOrder sorts spans and drops what stands there twice.
func inOrder(spans []Span) []Span {
	for i := 1; i < len(spans); i++ {
		if compareSpans(spans[i-1], spans[i]) >= 0 {
			slices.SortFunc(spans, compareSpans)
			return slices.Compact(spans)
		}
	}
	return spans
}

func compareSpans(a, b Span) int {
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return a.End - b.End
}

// sequence finds where the steps follow each other within their gaps. For
// every beginning the shortest continuation of each step is followed, and every
// distinct end kept. The result holds until the next call.
func (s *Scanner) sequence(q seqs) []Span {
	if !s.possible(q) {
		return nil
	}
	if len(q) == 1 {
		return s.node(q[0].node)
	}
	// What the steps need is looked for first: below, the buffers are in use.
	for _, st := range q {
		if len(s.node(st.node)) == 0 {
			return nil
		}
	}
	current, next := append(s.now[:0], s.node(q[0].node)...), s.next
	for _, st := range q[1:] {
		next = next[:0]
		places := s.node(st.node)
		for _, c := range current {
			from, to := c.End, c.End+int(st.gap)
			i := 0
			if len(places) > 8 {
				i, _ = slices.BinarySearchFunc(places, from, func(sp Span, from int) int { return sp.Start - from })
			}
			for ; i < len(places) && places[i].Start <= to; i++ {
				if places[i].Start < from {
					continue
				}
				next = append(next, Span{c.Start, places[i].End})
				if len(next) > maxOccurrences {
					break
				}
			}
		}
		next = inOrder(next)
		if len(next) > maxOccurrences {
			next = next[:maxOccurrences]
		}
		current, next = next, current
		if len(current) == 0 {
			break
		}
	}
	s.now, s.next = current, next
	return current
}
