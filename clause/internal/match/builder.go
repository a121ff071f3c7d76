package match

import (
	"fmt"
	"slices"
	"strings"

	"github.com/clausule/clausule/rules/pattern"
)

// Builder compiles patterns into a Program.
type Builder struct {
	concepts map[string][]*pattern.Pattern
	names    map[string]int32 // concept → node; -1 while it is being built
	byText   map[string]int32 // canonical text of a group → node
	common   []commonWord

	words, prefixes, suffixes, infixes, dynamic map[string]int32 // text → node

	weights  []uint32 // node → in how many of ten thousand sentences it stands
	groups   []group
	patterns []compiled
}

// group is a node that is made of others.
type group struct {
	node int32
	alts []sequence
}

// sequence is steps as a Program holds them.
type sequence []int32

// compiled is a pattern: alternatives of steps.
type compiled struct {
	mode pattern.Mode
	alts []sequence
}

// Names of parties stand in most sentences, values in some.
const (
	weightDynamic = 2500
	weightMost    = 1 << 20
)

// NewBuilder starts a program over the concepts; the dynamic ones are supplied
// by the caller for every text (party names, values).
func NewBuilder(concepts map[string][]*pattern.Pattern, dynamic []string) *Builder {
	b := &Builder{
		concepts: concepts,
		names:    map[string]int32{},
		byText:   map[string]int32{},
		common:   commonWords(),
		words:    map[string]int32{}, prefixes: map[string]int32{}, suffixes: map[string]int32{},
		infixes: map[string]int32{}, dynamic: map[string]int32{},
	}
	for _, name := range dynamic {
		b.dynamic[name] = b.node(weightDynamic)
	}
	return b
}

// node adds a node that stands in so many of ten thousand sentences.
func (b *Builder) node(weight uint32) int32 {
	b.weights = append(b.weights, weight)
	return int32(len(b.weights) - 1)
}

// Add compiles a pattern and returns its id.
func (b *Builder) Add(pt *pattern.Pattern) (PatternID, error) {
	c := compiled{mode: pt.Mode}
	for _, a := range pt.Alts {
		seq, err := b.sequence(a, pt.Mode)
		if err != nil {
			return 0, err
		}
		c.alts = append(c.alts, seq)
	}
	b.patterns = append(b.patterns, c)
	return PatternID(len(b.patterns) - 1), nil
}

func (b *Builder) sequence(a pattern.Alt, mode pattern.Mode) (sequence, error) {
	var out sequence
	for _, t := range a.Terms {
		n, err := b.term(t)
		if err != nil {
			return nil, err
		}
		if n >= maxNodes {
			return nil, fmt.Errorf("meer dan %d woorden en begrippen", maxNodes)
		}
		step := n << nodeShift
		switch {
		case mode == pattern.Sequence:
			step |= int32(t.Gap)
		case t.Context:
			step |= contextMark
		}
		out = append(out, step)
	}
	return out, nil
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
	table := b.words
	switch {
	case t.Prefix && t.Suffix:
		table = b.infixes
	case t.Suffix:
		table = b.prefixes
	case t.Prefix:
		table = b.suffixes
	}
	n, ok := table[t.Text]
	if !ok {
		n = b.node(b.weigh(t))
		table[t.Text] = n
	}
	return n
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
	if n, ok := b.dynamic[name]; ok {
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
	var alts []pattern.Alt
	for _, d := range defs {
		alts = append(alts, d.Alts...)
	}
	n, err := b.any(alts)
	if err != nil {
		return 0, err
	}
	b.names[name] = n
	return n, nil
}

func (b *Builder) group(alts []pattern.Alt) (int32, error) {
	key := (&pattern.Pattern{Mode: pattern.Sequence, Alts: alts}).String()
	if n, ok := b.byText[key]; ok {
		return n, nil
	}
	n, err := b.any(alts)
	if err != nil {
		return 0, err
	}
	b.byText[key] = n
	return n, nil
}

// any gives the node of a group.
func (b *Builder) any(alts []pattern.Alt) (int32, error) {
	var list []sequence
	var weight uint32
	for _, a := range alts {
		seq, err := b.sequence(a, pattern.Sequence)
		if err != nil {
			return 0, err
		}
		list = append(list, seq)
		weight = min(weight+b.weights[b.rarest(seq)], weightMost)
	}
	if len(list) == 1 && len(list[0]) == 1 {
		return stepNode(list[0][0]), nil
	}
	n := b.node(weight)
	b.groups = append(b.groups, group{n, list})
	return n, nil
}

// rarest picks, of the steps that the text itself must hold, the node that is
// met least often; -1 where there is none.
func (b *Builder) rarest(q sequence) int32 {
	best := int32(-1)
	for _, step := range q {
		if n := stepNode(step); step&contextMark == 0 && (best < 0 || b.weights[n] < b.weights[best]) {
			best = n
		}
	}
	return best
}

// gathering is sequences on the way into a Program, and where they are used.
type gathering struct {
	steps, uses          []sequence
	first, owner, always sequence
}

// add takes in a sequence of an owner, which is looked at where the node stands;
// -1 for everywhere.
func (g *gathering) add(owner int32, q sequence, node int32) {
	n := int32(len(g.steps))
	g.steps, g.owner = append(g.steps, q), append(g.owner, owner)
	if node < 0 {
		g.always = append(g.always, n)
		return
	}
	g.uses[node] = append(g.uses[node], n)
}

// wakened gives the sequences that are looked at where a node stands, and with it
// the groups above it.
func (g *gathering) wakened(node int32, above sequence) sequence {
	out := slices.Clone(g.uses[node])
	for _, n := range above {
		out = append(out, g.uses[n]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// next begins with the next owner.
func (g *gathering) next() { g.first = append(g.first, int32(len(g.steps))) }

func (g *gathering) sequences() sequences {
	return sequences{first: list(appendNumbers(nil, append(g.first, int32(len(g.steps)))...)), owner: list(appendNumbers(nil, g.owner...)), steps: newLists(g.steps)}
}

// Program finishes the build.
func (b *Builder) Program() *Program {
	nodes := len(b.weights)
	members, above := make([]sequence, nodes), make([]sequence, nodes)
	groups := gathering{uses: make([]sequence, nodes)}
	for _, g := range b.groups {
		for len(groups.first) <= int(g.node) {
			groups.next()
		}
		for _, q := range g.alts {
			n := b.rarest(q)
			switch {
			case len(q) > 1:
				groups.add(g.node, q, n)
			case !slices.Contains(members[g.node], n):
				members[g.node] = append(members[g.node], n)
				above[n] = append(above[n], g.node)
			}
		}
	}
	for len(groups.first) < nodes {
		groups.next()
	}
	// Groups come after their members: what is above these is known first.
	for n := nodes - 1; n >= 0; n-- {
		for _, g := range slices.Clone(above[n]) {
			above[n] = append(above[n], above[g]...)
		}
		slices.Sort(above[n])
		above[n] = slices.Compact(above[n])
	}
	patterns := gathering{uses: make([]sequence, nodes)}
	var modes []byte
	for id, c := range b.patterns {
		patterns.next()
		for _, q := range c.alts {
			patterns.add(int32(id), q, b.rarest(q))
		}
		modes = appendNumbers(modes, int32(c.mode))
	}
	reach := make([]sequence, 0, reachLists*nodes)
	for n, over := range above {
		reach = append(reach, over, groups.wakened(int32(n), over), patterns.wakened(int32(n), over))
	}
	p := &Program{
		words: newTable(b.words, hashForward), prefixes: newTable(b.prefixes, hashForward), suffixes: newTable(b.suffixes, hashBackward),
		infixes: newTexts(b.infixes), dynamic: newTexts(b.dynamic),
		members: newLists(members), reach: newLists(reach),
		groups: groups.sequences(), patterns: patterns.sequences(), modes: list(modes), always: list(appendNumbers(nil, patterns.always...)),
	}
	p.leaves = p.leafNodes()
	return p
}
