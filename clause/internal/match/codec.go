package match

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"github.com/clausule/clausule/rules/pattern"
)

// A program can be written and read back, so that the built-in catalogue is
// compiled when it is changed and not at every start.

// ErrProgram says that bytes are not a program written by Append of this
// version.
var ErrProgram = errors.New("match: dit is geen gecompileerd programma van deze versie")

const codecVersion = "clausule-match-6"

// Append adds the program in binary form to b.
func (p *Program) Append(b []byte) []byte {
	w := writer{b}
	w.text(codecVersion)
	w.number(p.symbols, p.nslots, p.minFix)
	for _, table := range []map[string]int32{p.words, p.prefixes, p.suffixes, p.dynamic} {
		w.number(len(table))
		for _, key := range slices.Sorted(maps.Keys(table)) {
			w.text(key)
			w.number(int(table[key]))
		}
	}
	w.number(len(p.infixes))
	for _, in := range p.infixes {
		w.text(in.text)
		w.number(int(in.sym))
	}
	w.number(len(p.nodes), len(p.stepStart)-1, len(p.steps))
	for n, nd := range p.nodes {
		first, last := p.altStart[n], p.altStart[n+1]
		w.number(int(nd.kind), int(nd.sym), int(last-first))
		for a := first; a < last; a++ {
			w.sequence(p.alt(a))
		}
	}
	w.number(len(p.triggers))
	for _, t := range p.triggers {
		w.number(len(t.symbols))
		for _, sym := range t.symbols {
			w.number(int(p.symbol(sym)))
		}
	}
	w.number(len(p.patterns))
	for _, c := range p.patterns {
		w.number(int(c.mode), len(c.alts))
		for _, a := range c.alts {
			w.number(int(a.trigger)+1, len(a.must))
			for _, n := range a.must {
				w.number(int(n))
			}
			if c.mode == pattern.Sequence {
				w.sequence(a.seq)
				continue
			}
			w.number(len(a.terms))
			for _, t := range a.terms {
				n := int(t.node) << 1
				if t.context {
					n |= 1
				}
				w.number(n)
			}
		}
	}
	return w.b
}

type writer struct{ b []byte }

func (w *writer) number(ns ...int) {
	for _, n := range ns {
		w.b = binary.AppendUvarint(w.b, uint64(n))
	}
}

func (w *writer) text(s string) {
	w.number(len(s))
	w.b = append(w.b, s...)
}

func (w *writer) sequence(q seqs) {
	w.number(len(q))
	for _, st := range q {
		w.number(int(st.node), int(st.gap))
	}
}

// Read reads a program back and returns what follows it. It returns ErrProgram
// for anything that Append did not write; it never reads outside its bytes and
// takes no more memory than they warrant.
func Read(b []byte) (*Program, []byte, error) {
	r := &reader{b: b, s: string(b)}
	if r.text() != codecVersion {
		return nil, nil, ErrProgram
	}
	symbols := r.size()
	p := &Program{symbols: symbols, nslots: r.count(1 << 10), minFix: r.count(16)}
	for _, table := range []*map[string]int32{&p.words, &p.prefixes, &p.suffixes, &p.dynamic} {
		n := r.size()
		*table = make(map[string]int32, n)
		limit := symbols
		if table == &p.dynamic {
			limit = 1 << 24
		}
		for range n {
			key := r.text()
			(*table)[key] = r.index(limit)
		}
	}
	p.infixes = make([]infix, r.size())
	for i := range p.infixes {
		p.infixes[i] = infix{r.text(), r.index(symbols)}
	}
	nodes, alts, steps := r.size(), r.size(), r.size()
	p.nodes = make([]node, nodes)
	p.altStart, p.stepStart = make([]int32, 1, nodes+1), make([]int32, 1, alts+1)
	p.steps = make([]step, 0, steps)
	for i := range p.nodes {
		n := &p.nodes[i]
		n.kind, n.sym = nodeKind(r.index(int(dynamicNode)+1)), r.index(max(symbols, p.nslots)+1)
		for range r.size() {
			// A node refers to earlier nodes only: nothing can loop.
			p.steps = r.sequence(p.steps, i)
			p.stepStart = append(p.stepStart, int32(len(p.steps)))
		}
		p.altStart = append(p.altStart, int32(len(p.stepStart)-1))
		switch n.kind {
		case wordNode:
			r.bad = r.bad || int(n.sym) >= symbols
		case dynamicNode:
			r.bad = r.bad || int(n.sym) >= p.nslots
		}
	}
	if len(p.stepStart)-1 != alts || len(p.steps) != steps {
		return nil, nil, ErrProgram
	}
	p.triggers = make([]trigger, r.size())
	for i := range p.triggers {
		p.triggers[i].symbols = make([]int32, r.size())
		for j := range p.triggers[i].symbols {
			sym := r.index(symbols + p.nslots)
			if int(sym) >= symbols {
				sym = ^(sym - int32(symbols))
			}
			p.triggers[i].symbols[j] = sym
		}
	}
	p.patterns = make([]compiled, r.size())
	for i := range p.patterns {
		c := &p.patterns[i]
		c.mode = pattern.Mode(r.index(2))
		c.alts = make([]alternative, r.size())
		for j := range c.alts {
			a := &c.alts[j]
			a.trigger = r.index(len(p.triggers)+1) - 1
			a.must = make([]int32, r.size())
			for k := range a.must {
				a.must[k] = r.index(nodes)
			}
			if c.mode == pattern.Sequence {
				a.seq = r.sequence(nil, nodes)
				continue
			}
			a.terms = make([]term, r.size())
			for k := range a.terms {
				n := r.index(2 * nodes)
				a.terms[k] = term{node: n >> 1, context: n&1 == 1}
			}
		}
	}
	for _, n := range p.dynamic {
		r.bad = r.bad || int(n) >= nodes || p.nodes[n].kind != dynamicNode
	}
	if r.bad {
		return nil, nil, ErrProgram
	}
	p.finish()
	return p, r.b, nil
}

// reader reads what writer wrote; bad is set at the first thing that cannot be,
// and everything after it is zero.
type reader struct {
	b   []byte
	s   string // the same bytes, of which the texts are parts
	bad bool
}

// count reads a number below limit.
func (r *reader) count(limit int) int {
	n, size := binary.Uvarint(r.b)
	if r.bad || size <= 0 || n >= uint64(max(limit, 0)) {
		r.bad = true
		return 0
	}
	r.b = r.b[size:]
	return int(n)
}

// size reads the length of a list, each item of which takes at least a byte.
func (r *reader) size() int { return r.count(len(r.b) + 1) }

func (r *reader) index(limit int) int32 { return int32(r.count(limit)) }

func (r *reader) text() string {
	n := r.size()
	if n > len(r.b) {
		r.bad = true
		return ""
	}
	at := len(r.s) - len(r.b)
	r.b = r.b[n:]
	return r.s[at : at+n]
}

// sequence reads steps that refer to nodes below limit and adds them to a list.
func (r *reader) sequence(to []step, limit int) []step {
	n := r.size()
	for range n {
		to = append(to, step{node: r.index(limit), gap: r.index(pattern.MaxGap + 1)})
	}
	if n == 0 {
		r.bad = true
	}
	return to
}
