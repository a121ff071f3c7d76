package match

import "math/bits"

// masks hold, per node, a set of symbols as the words of a bit set that are not
// zero. Symbols that came into the program together lie together, so that even a
// concept of hundreds of words takes a few.
type masks struct {
	start []int32 // by node
	words []maskWord
}

type maskWord struct {
	bits uint64
	at   int32 // index in the bit set
}

// touch tells whether the set of a node has a member in common with a bit set.
func (m *masks) touch(n int32, set bitset) bool {
	for _, w := range m.words[m.start[n]:m.start[n+1]] {
		if set[w.at]&w.bits != 0 {
			return true
		}
	}
	return false
}

// of gives the set of a node.
func (m *masks) of(n int32) []maskWord { return m.words[m.start[n]:m.start[n+1]] }

// bitset is a set of small numbers.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, n/64+1) }

func (b bitset) has(n int32) bool { return b[n>>6]&(1<<(n&63)) != 0 }
func (b bitset) set(n int32)      { b[n>>6] |= 1 << (n & 63) }
func (b bitset) drop(n int32)     { b[n>>6] &^= 1 << (n & 63) }

// needsOf gives two sets for every node: symbols of which one must be in a text
// for the node to stand there, and symbols of which each is enough. And for every
// sequence of a group the node that needs most.
func needsOf(p *Program) (need, enough masks, rarest []int32) {
	var a, b collector
	a.seen, b.seen = newBitset(p.symbols+p.nslots), newBitset(p.symbols+p.nslots)
	need.start, enough.start = make([]int32, 1, len(p.nodes)+1), make([]int32, 1, len(p.nodes)+1)
	need.words, enough.words = make([]maskWord, 0, 4*len(p.nodes)), make([]maskWord, 0, 4*len(p.nodes))
	sizes := make([]int32, len(p.nodes))
	rarest = make([]int32, len(p.stepStart)-1)
	for n := range p.nodes {
		switch nd := &p.nodes[n]; nd.kind {
		case wordNode:
			a.add(nd.sym)
			b.add(nd.sym)
		case dynamicNode:
			a.add(int32(p.symbols) + nd.sym)
			b.add(int32(p.symbols) + nd.sym)
		default:
			for i := p.altStart[n]; i < p.altStart[n+1]; i++ {
				q := p.alt(i)
				if len(q) == 1 {
					b.addAll(enough.of(q[0].node))
				}
				// Each of its steps must be there; the smallest set tells most.
				best := q[0].node
				for _, st := range q[1:] {
					if sizes[st.node] < sizes[best] {
						best = st.node
					}
				}
				rarest[i] = best
				a.addAll(need.of(best))
			}
		}
		sizes[n] = a.flush(&need)
		b.flush(&enough)
	}
	return need, enough, rarest
}

// collector gathers a set of symbols.
type collector struct {
	seen bitset
	at   []int32 // words of seen that are not zero
}

func (c *collector) add(sym int32) { c.or(sym>>6, 1<<(sym&63)) }

func (c *collector) addAll(set []maskWord) {
	for _, w := range set {
		c.or(w.at, w.bits)
	}
}

func (c *collector) or(at int32, bits uint64) {
	if c.seen[at] == 0 {
		c.at = append(c.at, at)
	}
	c.seen[at] |= bits
}

// flush makes the set that of the next node, is empty again, and gives the
// number of its members.
func (c *collector) flush(m *masks) int32 {
	size := 0
	for _, at := range c.at {
		size += bits.OnesCount64(c.seen[at])
		m.words = append(m.words, maskWord{c.seen[at], at})
		c.seen[at] = 0
	}
	c.at = c.at[:0]
	m.start = append(m.start, int32(len(m.words)))
	return int32(size)
}
