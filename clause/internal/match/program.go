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

// node is a word, concept, group or sequence; shared by all its users. The
// alternatives of a group are those of Program.alts from the one after it.
type node struct {
	kind nodeKind
	sym  int32 // word: its symbol; dynamic: its slot
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
	seq   seqs   // Sequence mode
	terms []term // Set mode
	// trigger is the index of what must be in the text for the alternative to
	// be tried; -1 where the surroundings alone can give it.
	trigger int32
	// must are the nodes that the text itself has to hold, those that it holds
	// least often first.
	must []int32
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
	// altStart and stepStart cut the sequences of all groups, which lie one
	// after the other: those of node n are altStart[n] to altStart[n+1], the
	// steps of alternative a stepStart[a] to stepStart[a+1].
	altStart, stepStart []int32
	steps               []step
	dynamic             map[string]int32 // name → node
	symbols             int              // of words; those of dynamic concepts follow them, by slot
	nslots              int
	triggers            []trigger
	index               triggerIndex
	need, enough        masks   // by node; see needsOf
	rarest              []int32 // by sequence of a group
}

type infix struct {
	text string
	sym  int32
}

// alt is a sequence of a group.
func (p *Program) alt(a int32) seqs { return p.steps[p.stepStart[a]:p.stepStart[a+1]] }

// Builder compiles patterns into a Program.
type Builder struct {
	p        *Program
	concepts map[string][]*pattern.Pattern
	names    map[string]int32 // concept → node; -1 while it is being built
	byText   map[string]int32 // canonical text of a group → node
	symNode  map[int32]int32
	common   []commonWord
	weights  []uint32        // symbol → how often it is met; see weigh
	needs    []need          // node → what must be in the text for it to stand there
	trigger  map[int32]int32 // node → trigger
}

// NewBuilder starts a program over the concepts; the dynamic ones are supplied
// by the caller for every text (party names, values).
func NewBuilder(concepts map[string][]*pattern.Pattern, dynamic []string) *Builder {
	b := &Builder{
		p: &Program{
			words: map[string]int32{}, prefixes: map[string]int32{}, suffixes: map[string]int32{},
			dynamic: map[string]int32{}, minFix: 2, altStart: []int32{0}, stepStart: []int32{0},
		},
		concepts: concepts,
		names:    map[string]int32{},
		byText:   map[string]int32{},
		symNode:  map[int32]int32{},
		common:   commonWords(),
		trigger:  map[int32]int32{},
	}
	for _, name := range dynamic {
		n := b.add(node{kind: dynamicNode, sym: int32(b.p.nslots)})
		b.needs[n] = need{dynamic: true, symbols: []int32{int32(b.p.nslots)}, weight: weightDynamic}
		b.p.dynamic[name] = n
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
		alt.trigger, alt.must = b.triggerOf(b.rarest(seq)), b.byNeed(seq)
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
	alt.trigger, alt.must = b.triggerOf(b.rarest(own)), b.byNeed(own)
	return alt, nil
}

// Program finishes the build.
func (b *Builder) Program() *Program {
	b.p.finish()
	return b.p
}

// finish derives what a Scanner needs from what is written.
func (p *Program) finish() {
	p.index = indexOf(p)
	p.need, p.enough, p.rarest = needsOf(p)
}

func (b *Builder) add(n node, alts ...seqs) int32 {
	p := b.p
	for _, a := range alts {
		p.steps = append(p.steps, a...)
		p.stepStart = append(p.stepStart, int32(len(p.steps)))
	}
	p.nodes = append(p.nodes, n)
	p.altStart = append(p.altStart, int32(len(p.stepStart)-1))
	b.needs = append(b.needs, b.needOf(alts))
	return int32(len(p.nodes) - 1)
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
			sym = b.symbol(t)
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
			s = b.symbol(t)
			table[t.Text] = s
		}
		sym = s
	}
	n, ok := b.symNode[sym]
	if !ok {
		n = b.add(node{kind: wordNode, sym: sym})
		b.symNode[sym] = n
		b.needs[n] = need{symbols: []int32{sym}, weight: b.weights[sym]}
	}
	return n
}

func (b *Builder) symbol(t pattern.Term) int32 {
	b.weights = append(b.weights, b.weigh(t))
	b.p.symbols++
	return int32(b.p.symbols - 1)
}

// weigh tells how often a word is met, in ten thousand sentences; a word that
// is not among the common ones counts for the least there is.
func (b *Builder) weigh(t pattern.Term) uint32 {
	weight := uint32(1)
	for _, c := range b.common {
		hit := false
		switch {
		case t.Prefix && t.Suffix:
			hit = strings.Contains(c.word, t.Text)
		case t.Suffix:
			hit = strings.HasPrefix(c.word, t.Text)
		case t.Prefix:
			hit = strings.HasSuffix(c.word, t.Text)
		default:
			hit = c.word == t.Text
		}
		if hit {
			weight += c.count
		}
	}
	return weight
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
	return b.add(node{kind: anyNode}, alts...)
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
