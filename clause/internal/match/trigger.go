package match

import (
	"cmp"
	"slices"
)

// trigger is a set of symbols of which one must be in a text before the
// patterns that hang on it can match. Dynamic concepts have the symbols after
// those of the words.
type trigger struct {
	symbols []int32
}

// need tells what must be in a text for a node to stand there: one of the
// symbols. The weight says how often that is so, in ten thousand sentences.
type need struct {
	symbols []int32
	dynamic bool // the symbols are slots
	weight  uint32
}

// Names of parties stand in most sentences, values in some.
const (
	weightDynamic = 2500
	weightMost    = 1 << 20
)

// needOf gives the need of a group: of the union of what its alternatives need
// most one must be there.
func (b *Builder) needOf(alts []seqs) need {
	var out need
	for _, a := range alts {
		n := &b.needs[b.rarest(a)]
		out.weight = min(out.weight+n.weight, weightMost)
		for _, sym := range n.symbols {
			if n.dynamic {
				sym = ^sym // dynamic ones and words are kept apart until all words are known
			}
			out.symbols = append(out.symbols, sym)
		}
	}
	slices.Sort(out.symbols)
	out.symbols = slices.Compact(out.symbols)
	return out
}

// rarest picks the step that is met least often; -1 where there is none.
func (b *Builder) rarest(q seqs) int32 {
	best := int32(-1)
	for _, st := range q {
		if best < 0 || b.needs[st.node].weight < b.needs[best].weight {
			best = st.node
		}
	}
	return best
}

// byNeed gives the nodes of steps, those met least often first.
func (b *Builder) byNeed(q seqs) []int32 {
	out := make([]int32, len(q))
	for i, st := range q {
		out[i] = st.node
	}
	slices.SortStableFunc(out, func(x, y int32) int { return cmp.Compare(b.needs[x].weight, b.needs[y].weight) })
	return out
}

// triggerOf gives the trigger of a node, -1 for none.
func (b *Builder) triggerOf(n int32) int32 {
	if n < 0 {
		return -1
	}
	t, ok := b.trigger[n]
	if !ok {
		t = int32(len(b.p.triggers))
		symbols := b.needs[n].symbols
		if b.needs[n].dynamic {
			symbols = []int32{^symbols[0]}
		}
		b.p.triggers = append(b.p.triggers, trigger{symbols: symbols})
		b.trigger[n] = t
	}
	return t
}

// triggerIndex leads from symbols to triggers and from those to patterns. The
// lists of each lie one after the other: those of symbol s from bySymbol[s] to
// bySymbol[s+1].
type triggerIndex struct {
	node               []int32 // symbol → its node; -1 for none
	bySymbol, triggers []int32
	start              []int32 // by trigger
	patterns           []PatternID
	always             []PatternID // those that the surroundings alone can give
}

// symbol gives the place of a symbol of a trigger in the index.
func (p *Program) symbol(sym int32) int32 {
	if sym < 0 {
		return int32(p.symbols) + ^sym
	}
	return sym
}

func indexOf(p *Program) triggerIndex {
	x := triggerIndex{
		node: make([]int32, p.symbols), bySymbol: make([]int32, p.symbols+p.nslots+1), start: make([]int32, len(p.triggers)+1),
	}
	for i := range x.node {
		x.node[i] = -1
	}
	for n := range p.nodes {
		if p.nodes[n].kind == wordNode {
			x.node[p.nodes[n].sym] = int32(n)
		}
	}
	total := 0
	for t := range p.triggers {
		for _, sym := range p.triggers[t].symbols {
			x.bySymbol[p.symbol(sym)+1]++
			total++
		}
	}
	for i := 1; i < len(x.bySymbol); i++ {
		x.bySymbol[i] += x.bySymbol[i-1]
	}
	x.triggers = make([]int32, total)
	next := slices.Clone(x.bySymbol)
	for t := range p.triggers {
		for _, sym := range p.triggers[t].symbols {
			at := p.symbol(sym)
			x.triggers[next[at]] = int32(t)
			next[at]++
		}
	}
	for range 2 { // first the lengths of the lists, then the lists
		next = slices.Clone(x.start)
		for id := range p.patterns {
			alts := p.patterns[id].alts
			for i := range alts {
				t := alts[i].trigger
				if slices.ContainsFunc(alts[:i], func(a alternative) bool { return a.trigger == t }) {
					continue
				}
				switch {
				case t < 0 && x.patterns == nil:
				case t < 0:
					x.always = append(x.always, PatternID(id))
				case x.patterns == nil:
					x.start[t+1]++
				default:
					x.patterns[next[t]] = PatternID(id)
					next[t]++
				}
			}
		}
		if x.patterns == nil {
			for t := 1; t < len(x.start); t++ {
				x.start[t] += x.start[t-1]
			}
			x.patterns = make([]PatternID, x.start[len(p.triggers)])
		}
	}
	return x
}
