package match

import "github.com/clausule/clausule/rules/pattern"

// wakes tells what each node wakes when it can stand in a text. Of every
// alternative one step is chosen that must be there, the one least often to be
// met; the alternative hangs on it and sleeps without it. So a text touches only
// what its words lead to, however large the catalogue is.
type wakes struct {
	bySymbol []int32 // symbol → its node; -1 for none
	altNode  []int32 // alternative → the node that it belongs to
	single   bitset  // alternatives of one step
	// What hangs on node n lies from hangStart[n] to hangStart[n+1], and from
	// patternStart[n] to patternStart[n+1].
	hangStart, patternStart []int32
	hanging                 []int32 // alternatives
	patterns                []PatternID
	always                  []PatternID // those that the surroundings alone can give
}

// The weight of a node says how often it is met: that of a word is known, a
// group is met as often as its alternatives together. Names of parties stand in
// most sentences, values in some.
const (
	weightDynamic = 2500
	weightMost    = 1 << 20
)

func wakesOf(p *Program) wakes {
	w := wakes{bySymbol: make([]int32, len(p.weights))}
	for i := range w.bySymbol {
		w.bySymbol[i] = -1
	}
	weights := make([]uint32, len(p.nodes))
	chosen := func(q seqs) int32 {
		best := q[0].node
		for _, st := range q[1:] {
			if weights[st.node] < weights[best] {
				best = st.node
			}
		}
		return best
	}
	w.hangStart = make([]int32, len(p.nodes)+1)
	w.patternStart = make([]int32, len(p.nodes)+1)
	w.altNode = make([]int32, len(p.stepStart)-1)
	w.single = newBitset(len(w.altNode))
	on := make([]int32, len(w.altNode)) // alternative → the node that it hangs on
	// A node refers to earlier nodes only, so their weights are known.
	for n := range p.nodes {
		nd := &p.nodes[n]
		switch nd.kind {
		case wordNode:
			w.bySymbol[nd.sym] = int32(n)
			weights[n] = p.weights[nd.sym]
		case dynamicNode:
			weights[n] = weightDynamic
		default:
			for a := p.altStart[n]; a < p.altStart[n+1]; a++ {
				on[a], w.altNode[a] = chosen(p.alt(a)), int32(n)
				if len(p.alt(a)) == 1 {
					w.single.set(a)
				}
				w.hangStart[on[a]+1]++
				weights[n] = min(weights[n]+weights[on[a]], weightMost)
			}
		}
	}
	// Per pattern the distinct nodes on which its alternatives hang.
	hangs := func(id int, f func(on int32)) {
		c := &p.patterns[id]
		var seen []int32
		for i := range c.alts {
			on := int32(-1)
			if c.mode == pattern.Sequence {
				on = chosen(c.alts[i].seq)
			} else {
				for _, t := range c.alts[i].terms {
					if !t.context && (on < 0 || weights[t.node] < weights[on]) {
						on = t.node
					}
				}
			}
			if !contains(seen, on) {
				seen = append(seen, on)
				f(on)
			}
		}
	}
	for id := range p.patterns {
		hangs(id, func(on int32) {
			if on < 0 {
				w.always = append(w.always, PatternID(id))
				return
			}
			w.patternStart[on+1]++
		})
	}
	for n := range p.nodes {
		w.hangStart[n+1] += w.hangStart[n]
		w.patternStart[n+1] += w.patternStart[n]
	}
	w.hanging = make([]int32, len(w.altNode))
	w.patterns = make([]PatternID, w.patternStart[len(p.nodes)])
	next := append([]int32(nil), w.hangStart...)
	for a, n := range on {
		w.hanging[next[n]] = int32(a)
		next[n]++
	}
	nextPattern := append([]int32(nil), w.patternStart...)
	for id := range p.patterns {
		hangs(id, func(on int32) {
			if on >= 0 {
				w.patterns[nextPattern[on]] = PatternID(id)
				nextPattern[on]++
			}
		})
	}
	return w
}

func contains(list []int32, x int32) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}
