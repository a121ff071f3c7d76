package match

import (
	"slices"

	"github.com/clausule/clausule/rules/pattern"
)

// Span is a half-open range of token indexes.
type Span struct{ Start, End int }

// Text is what a Scanner looks at: the folded words of a sentence, and where
// the dynamic concepts stand in it.
type Text struct {
	Words   []string
	Dynamic []Place // those of a concept in the order of the text
	// Synonyms gives, by index, a further word that stands for the one in
	// the text: what a defined term means.
	Synonyms map[int]string
}

// Place is where a dynamic concept stands.
type Place struct {
	Concept string
	Span    Span
}

// Hit is one occurrence of a pattern. Spans holds, per term, where it stands;
// a term that the context supplied has an empty span.
type Hit struct {
	Spans   []Span
	Context bool // at least one term came from the context
}

// Scanner looks at one text at a time. It is cheap to load and must not be
// shared between goroutines.
type Scanner struct {
	p       *Program
	words   *lexicon
	watched bitset // by sequence of a pattern: what Candidates tells of

	known  bitset  // nodes of which places holds where they stand
	place  []int32 // by node that is known: its index in places
	places [][]Span
	used   int // of the places

	settled  bool
	alive    bitset  // nodes that can stand in the text
	roots    []int32 // those of them that made others stand
	todo     bitset  // sequences of groups to be looked at
	possibly bitset  // sequences of patterns to be looked at
	cand     []PatternID

	// now and next are the partial sequences while one is followed.
	now, next []Span
}

// maxOccurrences bounds what one node may find in one text; a sentence with
// more is no sentence.
const maxOccurrences = 256

// NewScanner makes a scanner. Candidates tells only of the patterns that are
// watched, by id; of all when watched is nil.
func (p *Program) NewScanner(watched []bool) *Scanner {
	s := p.newScanner(newLexicon(p))
	s.watch(watched)
	return s
}

// Beside makes a scanner of the same program for the same goroutine, which shares
// what is known of words; its Candidates tells of none when watched is nil.
func (s *Scanner) Beside(watched []bool) *Scanner {
	beside := s.p.newScanner(s.words)
	if watched != nil {
		beside.watch(watched)
	}
	return beside
}

func (p *Program) newScanner(words *lexicon) *Scanner {
	nodes, sequences := p.nodes(), p.patterns.owner.len()
	return &Scanner{
		p: p, words: words, known: newBitset(nodes), place: make([]int32, nodes), alive: newBitset(nodes),
		todo: newBitset(p.groups.owner.len()), possibly: newBitset(sequences), watched: newBitset(sequences),
	}
}

// watch chooses the patterns that Candidates tells of; all for nil.
func (s *Scanner) watch(watched []bool) {
	for id := range int32(s.p.Len()) {
		if watched == nil || watched[id] {
			for q, end := s.p.patterns.of(id); q < end; q++ {
				s.watched.set(q)
			}
		}
	}
}

// Load takes the next text.
func (s *Scanner) Load(t Text) {
	clear(s.known)
	clear(s.alive)
	s.settled, s.used = false, 0
	for i, w := range t.Words {
		s.word(i, w)
		if len(t.Synonyms) > 0 {
			if other, ok := t.Synonyms[i]; ok {
				s.word(i, other)
			}
		}
	}
	for _, d := range t.Dynamic {
		if n, ok := s.words.dynamic[d.Concept]; ok {
			s.give(n, d.Span)
		}
	}
}

// word notes that a word stands at i.
func (s *Scanner) word(i int, w string) {
	for _, n := range s.words.nodes(w) {
		s.give(n, Span{i, i + 1})
	}
}

// give notes where the text itself gives a node.
func (s *Scanner) give(n int32, sp Span) {
	if !s.known.has(n) {
		at := s.room()
		s.keep(n, at, s.places[at])
	}
	places := &s.places[s.place[n]]
	if k := len(*places); k == 0 || (*places)[k-1] != sp {
		*places = append(*places, sp)
	}
}

// room gives the index of an empty list for the places of one more node.
func (s *Scanner) room() int {
	if s.used == len(s.places) {
		s.places = append(s.places, nil)
	}
	s.places[s.used] = s.places[s.used][:0]
	s.used++
	return s.used - 1
}

// keep notes where a node stands.
func (s *Scanner) keep(n int32, at int, places []Span) {
	s.known.set(n)
	s.place[n], s.places[at] = int32(at), places
}

// Any tells whether the pattern occurs in the loaded text.
func (s *Scanner) Any(id PatternID) bool { return s.canMatch(id) && len(s.Match(id, nil)) > 0 }

// canMatch tells whether the text can hold what some alternative of a pattern
// needs of it.
func (s *Scanner) canMatch(id PatternID) bool {
	for q, end := s.p.patterns.of(int32(id)); q < end; q++ {
		if s.possible(&s.p.patterns, q) {
			return true
		}
	}
	return false
}

// Match finds the occurrences of a pattern. The context gives a scanner loaded
// with headings and preceding text, which may supply the terms marked for it; it
// is asked for only where the text itself leaves such a term open. Nil when
// there is none.
func (s *Scanner) Match(id PatternID, context func() *Scanner) []Hit {
	var hits []Hit
	patterns := &s.p.patterns
	for q, end := patterns.of(int32(id)); q < end; q++ {
		if !s.possible(patterns, q) {
			continue
		}
		steps := patterns.steps.of(q)
		if pattern.Mode(s.p.modes.at(int32(id))) == pattern.Set {
			hits = s.set(steps, context, hits)
			continue
		}
		spans := slices.Clone(s.follow(steps))
		for i := range spans {
			hits = append(hits, Hit{Spans: spans[i : i+1 : i+1]})
		}
	}
	return hits
}

// maxHits bounds the occurrences of one set in one sentence.
const maxHits = 12

// set finds the occurrences of a set: one for every place of its first term
// that the text itself supplies, the other terms taken nearest to it.
func (s *Scanner) set(terms list, context func() *Scanner, hits []Hit) []Hit {
	var few [8][]Span // most sets are small
	lists := few[:0]
	if int(terms.len()) > len(few) {
		lists = make([][]Span, 0, terms.len())
	}
	lists = lists[:terms.len()]
	key := -1
	for i := range lists {
		step := terms.at(int32(i))
		lists[i] = s.node(stepNode(step))
		if len(lists[i]) > 0 {
			if key < 0 {
				key = i
			}
		} else if step&contextMark == 0 || context == nil {
			return hits
		}
	}
	if key < 0 {
		return hits
	}
	fromContext := false
	for i := range lists {
		if len(lists[i]) == 0 {
			if len(context().node(stepNode(terms.at(int32(i))))) == 0 {
				return hits
			}
			fromContext = true
		}
	}
	places := lists[key][:min(len(lists[key]), maxHits)]
	all := make([]Span, len(places)*len(lists))
	for n, first := range places {
		spans := all[n*len(lists) : (n+1)*len(lists) : (n+1)*len(lists)]
		for i, list := range lists {
			switch {
			case len(list) == 0:
			case i == key:
				spans[i] = first
			default:
				spans[i] = nearest(list, first)
			}
		}
		hits = append(hits, Hit{Spans: spans, Context: fromContext})
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
	if s.known.has(n) {
		return s.places[s.place[n]]
	}
	if s.absent(n) {
		return nil
	}
	members := s.p.members.of(n)
	q, end := s.p.groups.of(n)
	at := s.room()
	spans := s.places[at]
	for i := int32(0); i < members.len() && len(spans) <= maxOccurrences; i++ {
		if m := members.at(i); !s.absent(m) {
			spans = append(spans, s.node(m)...)
		}
	}
	for ; q < end && len(spans) <= maxOccurrences; q++ {
		if s.possible(&s.p.groups, q) {
			spans = append(spans, s.follow(s.p.groups.steps.of(q))...)
		}
	}
	spans = inOrder(spans)
	spans = spans[:min(len(spans), maxOccurrences)]
	s.keep(n, at, spans)
	return spans
}

// absent tells of a node, without looking for it, that it does not stand in the
// text. Of others it is not known.
func (s *Scanner) absent(n int32) bool {
	if s.settled {
		return !s.alive.has(n)
	}
	return s.p.leaves.has(n) && !s.known.has(n)
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

// follow finds where steps follow each other within their gaps. For every
// beginning the shortest continuation of each step is followed, and every
// distinct end kept. The result holds until the next call.
func (s *Scanner) follow(steps list) []Span {
	// What the steps need is looked for first: below, the buffers are in use.
	for i := range steps.len() {
		if len(s.node(stepNode(steps.at(i)))) == 0 {
			return nil
		}
	}
	if steps.len() == 0 {
		return nil
	}
	first := s.node(stepNode(steps.at(0)))
	if steps.len() == 1 {
		return first
	}
	current, next := append(s.now[:0], first...), s.next
	for i := int32(1); i < steps.len() && len(current) > 0; i++ {
		step := steps.at(i)
		current, next = extend(next[:0], current, s.node(stepNode(step)), int(step&gapMask)), current
	}
	s.now, s.next = current, next
	return current
}

// extend lengthens partial sequences by every place that lies within the gap
// after them.
func extend(to, current, places []Span, gap int) []Span {
	for _, c := range current {
		from, last := c.End, c.End+gap
		i := 0
		if len(places) > 8 {
			i, _ = slices.BinarySearchFunc(places, from, func(sp Span, from int) int { return sp.Start - from })
		}
		for ; i < len(places) && places[i].Start <= last; i++ {
			if places[i].Start < from {
				continue
			}
			to = append(to, Span{c.Start, places[i].End})
			if len(to) > maxOccurrences {
				break
			}
		}
	}
	to = inOrder(to)
	return to[:min(len(to), maxOccurrences)]
}
