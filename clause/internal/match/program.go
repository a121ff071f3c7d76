// Package match finds the patterns of a whole catalogue in the sentences of a
// contract. All patterns share one automaton: equal words, concepts and groups
// are one node, a word of the text leads straight to the nodes and to the
// patterns that need it, and what a node found in a sentence is found once.
// The cost of a sentence grows with its words and with the patterns that they
// touch, not with the size of the catalogue.
package match

import (
	"fmt"
	"strings"

	"github.com/clausule/clausule/rules/pattern"
)

// PatternID names a pattern within a Program, in order of addition.
type PatternID int32

// node is a word, concept, group or sequence; shared by all its users.
type node struct {
	kind nodeKind
	sym  int32  // word: its symbol; dynamic: its slot
	alts []seqs // any: alternatives
}

type nodeKind uint8

const (
	wordNode    nodeKind = iota
	anyNode              // one of several sequences: a group or concept
	dynamicNode          // supplied by the caller for each text
)

// seqs is a sequence of nodes with the gaps allowed before each.
type seqs []step

type step struct {
	node int32
	gap  int32
}

// compiled is a pattern: alternatives of terms.
type compiled struct {
	mode pattern.Mode
	alts []alternative
}

type alternative struct {
	seq     seqs   // Sequence mode
	terms   []term // Set mode
	trigger []int32
	always  bool // no word is certain to be there: try every sentence
}

type term struct {
	node    int32
	context bool
}

// Program is an immutable set of compiled patterns, safe for concurrent use
// through Scanners.
type Program struct {
	words    map[string]int32 // exact words → symbol
	prefixes map[string]int32 // "meld*" → symbol
	suffixes map[string]int32 // "*lek" → symbol
	infixes  []infix          // "*verwerker*"
	minFix   int
	nodes    []node
	patterns []compiled
	triggers [][]ref // symbol → alternatives
	always   []ref
	dynamic  map[string]int32 // name → node
	symbols  int
	nslots   int
}

type infix struct {
	text string
	sym  int32
}

type ref struct {
	pattern PatternID
	alt     int32
}

// Builder compiles patterns into a Program.
type Builder struct {
	p        *Program
	concepts map[string][]*pattern.Pattern
	names    map[string]int32 // concept → node; -1 while it is being built
	byText   map[string]int32 // canonical text of a group → node
	symNode  map[int32]int32
	firsts   map[int32][]int32 // node → symbols of which one must be present; nil entry = none certain
	weights  map[int32]int     // node → how poor a trigger those symbols make
	common   map[string]bool   // words that stand in every sentence
	heavy    []bool            // symbol → is one of those words
}

// NewBuilder starts a program over the concepts; the dynamic ones are supplied
// by the caller for every text (party names, values).
func NewBuilder(concepts map[string][]*pattern.Pattern, dynamic []string) *Builder {
	b := &Builder{
		p: &Program{
			words: map[string]int32{}, prefixes: map[string]int32{}, suffixes: map[string]int32{},
			dynamic: map[string]int32{}, minFix: 2,
		},
		concepts: concepts,
		names:    map[string]int32{},
		byText:   map[string]int32{},
		symNode:  map[int32]int32{},
		firsts:   map[int32][]int32{},
		weights:  map[int32]int{},
		common:   map[string]bool{},
	}
	for _, w := range strings.Fields(commonWords) {
		b.common[w] = true
	}
	for _, name := range dynamic {
		b.p.dynamic[name] = b.add(node{kind: dynamicNode, sym: int32(b.p.nslots)})
		b.p.nslots++
	}
	return b
}

// Add compiles a pattern and returns its id.
func (b *Builder) Add(pt *pattern.Pattern) (PatternID, error) {
	c := compiled{mode: pt.Mode}
	for _, a := range pt.Alts {
		alt, err := b.alternative(a, pt.Mode)
		if err != nil {
			return 0, err
		}
		c.alts = append(c.alts, alt)
	}
	b.p.patterns = append(b.p.patterns, c)
	return PatternID(len(b.p.patterns) - 1), nil
}

func (b *Builder) alternative(a pattern.Alt, mode pattern.Mode) (alternative, error) {
	var alt alternative
	if mode == pattern.Sequence {
		seq, err := b.sequence(a)
		if err != nil {
			return alt, err
		}
		alt.seq = seq
		alt.trigger = b.rarest(seq)
		alt.always = alt.trigger == nil
		return alt, nil
	}
	var own seqs
	for _, t := range a.Terms {
		n, err := b.term(t)
		if err != nil {
			return alt, err
		}
		alt.terms = append(alt.terms, term{node: n, context: t.Context})
		if !t.Context {
			own = append(own, step{node: n})
		}
	}
	alt.trigger = b.rarest(own)
	alt.always = alt.trigger == nil
	return alt, nil
}

// Program finishes the build.
func (b *Builder) Program() *Program {
	p := b.p
	p.triggers = make([][]ref, p.symbols)
	for id, c := range p.patterns {
		for i, a := range c.alts {
			r := ref{PatternID(id), int32(i)}
			if a.always {
				p.always = append(p.always, r)
				continue
			}
			for _, s := range a.trigger {
				p.triggers[s] = append(p.triggers[s], r)
			}
		}
	}
	return p
}

func (b *Builder) add(n node) int32 {
	b.p.nodes = append(b.p.nodes, n)
	return int32(len(b.p.nodes) - 1)
}

func (b *Builder) term(t pattern.Term) (int32, error) {
	switch t.Kind {
	case pattern.Word:
		return b.word(t), nil
	case pattern.Concept:
		return b.concept(t.Text)
	default:
		return b.group(t.Group)
	}
}

func (b *Builder) word(t pattern.Term) int32 {
	var sym int32
	if t.Prefix && t.Suffix {
		sym = -1
		for _, in := range b.p.infixes {
			if in.text == t.Text {
				sym = in.sym
			}
		}
		if sym < 0 {
			sym = b.symbol()
			b.p.infixes = append(b.p.infixes, infix{t.Text, sym})
		}
	} else {
		table := b.p.words
		if t.Suffix {
			table = b.p.prefixes
		} else if t.Prefix {
			table = b.p.suffixes
		}
		s, ok := table[t.Text]
		if !ok {
			s = b.symbol()
			table[t.Text] = s
			b.heavy[s] = !t.Prefix && !t.Suffix && b.common[t.Text]
		}
		sym = s
	}
	n, ok := b.symNode[sym]
	if !ok {
		n = b.add(node{kind: wordNode, sym: sym})
		b.symNode[sym] = n
		b.firsts[n] = []int32{sym}
	}
	return n
}

func (b *Builder) symbol() int32 {
	b.p.symbols++
	b.heavy = append(b.heavy, false)
	return int32(b.p.symbols - 1)
}

func (b *Builder) concept(name string) (int32, error) {
	if n, ok := b.p.dynamic[name]; ok {
		return n, nil
	}
	if n, ok := b.names[name]; ok {
		if n < 0 {
			return 0, fmt.Errorf("begrip <%s> verwijst naar zichzelf", name)
		}
		return n, nil
	}
	defs, ok := b.concepts[name]
	if !ok {
		return 0, fmt.Errorf("begrip <%s> bestaat niet", name)
	}
	b.names[name] = -1
	var alts []seqs
	for _, d := range defs {
		for _, a := range d.Alts {
			s, err := b.sequence(a)
			if err != nil {
				return 0, err
			}
			alts = append(alts, s)
		}
	}
	n := b.any(alts)
	b.names[name] = n
	return n, nil
}

func (b *Builder) group(alts []pattern.Alt) (int32, error) {
	key := (&pattern.Pattern{Mode: pattern.Sequence, Alts: alts}).String()
	if n, ok := b.byText[key]; ok {
		return n, nil
	}
	var list []seqs
	for _, a := range alts {
		s, err := b.sequence(a)
		if err != nil {
			return 0, err
		}
		list = append(list, s)
	}
	n := b.any(list)
	b.byText[key] = n
	return n, nil
}

func (b *Builder) any(alts []seqs) int32 {
	if len(alts) == 1 && len(alts[0]) == 1 {
		return alts[0][0].node
	}
	n := b.add(node{kind: anyNode, alts: alts})
	// Of the union of the alternatives' rarest steps one symbol must be
	// there; an alternative without certain symbols leaves nothing certain.
	var union []int32
	seen := map[int32]bool{}
	for _, s := range alts {
		r := b.rarest(s)
		if r == nil {
			union = nil
			break
		}
		for _, sym := range r {
			if !seen[sym] {
				seen[sym] = true
				union = append(union, sym)
			}
		}
	}
	b.firsts[n] = union
	return n
}

func (b *Builder) sequence(a pattern.Alt) (seqs, error) {
	var out seqs
	for _, t := range a.Terms {
		n, err := b.term(t)
		if err != nil {
			return nil, err
		}
		out = append(out, step{node: n, gap: int32(t.Gap)})
	}
	return out, nil
}

// rarest picks the step whose presence depends on the fewest symbols; nil when
// no step is certain to bring one. The words that stand in every sentence make
// poor triggers, so they weigh as much as many rare ones.
func (b *Builder) rarest(s seqs) []int32 {
	var best []int32
	bestWeight := 0
	for _, st := range s {
		f := b.firsts[st.node]
		if f == nil {
			continue
		}
		w := b.weight(st.node, f)
		if best == nil || w < bestWeight {
			best, bestWeight = f, w
		}
	}
	return best
}

// weight counts the symbols of a node, the common ones many times; it is asked
// for at every use of a concept, and a concept can have hundreds of symbols.
func (b *Builder) weight(node int32, symbols []int32) int {
	w, ok := b.weights[node]
	if !ok {
		for _, sym := range symbols {
			w++
			if b.heavy[sym] {
				w += 100
			}
		}
		b.weights[node] = w
	}
	return w
}

const commonWords = "de het een van en in op aan te voor met door is zijn of dat die bij als om niet geen zal kan worden wordt tot uit over naar"
