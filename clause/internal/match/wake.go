package match

import (
	"strings"

	"github.com/clausule/clausule/rules/pattern"
)

// wakes tells what each node wakes when it can stand in a text. Of every
// alternative one step is chosen that must be there, the one least often to be
// met; the alternative hangs on it and sleeps without it. So a text touches only
// what its words lead to, however large the catalogue is.
type wakes struct {
	bySymbol []int32 // symbol → its node; -1 for none
	// start cuts alts and patterns by node: those of node n lie from
	// start[n] to start[n+1].
	altStart, patternStart []int32
	alts                   []wakened
	patterns               []PatternID
	always                 []PatternID // those that the surroundings alone can give
}

// wakened is an alternative of a node.
type wakened struct{ node, alt int32 }

// The weight of a node says how often it is met: a word once, the words that
// stand in every sentence and the names of parties much more often, a group as
// often as its alternatives together.
const (
	weightWord    = 1
	weightCommon  = 150
	weightDynamic = 80
	weightMost    = 1 << 20
)

const commonWords = "de het een van en in op aan te voor met door is zijn of dat die bij als om niet geen zal kan worden wordt tot uit over naar"

func wakesOf(p *Program) wakes {
	w := wakes{bySymbol: make([]int32, p.symbols)}
	for i := range w.bySymbol {
		w.bySymbol[i] = -1
	}
	common := make([]bool, p.symbols)
	for _, word := range strings.Fields(commonWords) {
		if sym, ok := p.words[word]; ok {
			common[sym] = true
		}
	}
	weights := make([]int32, len(p.nodes))
	chosen := func(q seqs) int32 {
		best := q[0].node
		for _, st := range q[1:] {
			if weights[st.node] < weights[best] {
				best = st.node
			}
		}
		return best
	}
	w.altStart = make([]int32, len(p.nodes)+1)
	w.patternStart = make([]int32, len(p.nodes)+1)
	// A node refers to earlier nodes only, so their weights are known.
	for n := range p.nodes {
		nd := &p.nodes[n]
		switch nd.kind {
		case wordNode:
			w.bySymbol[nd.sym] = int32(n)
			weights[n] = weightWord
			if common[nd.sym] {
				weights[n] = weightCommon
			}
		case dynamicNode:
			weights[n] = weightDynamic
		default:
			for _, a := range nd.alts {
				on := chosen(a)
				w.altStart[on+1]++
				weights[n] = min(weights[n]+weights[on], weightMost)
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
		w.altStart[n+1] += w.altStart[n]
		w.patternStart[n+1] += w.patternStart[n]
	}
	w.alts = make([]wakened, w.altStart[len(p.nodes)])
	w.patterns = make([]PatternID, w.patternStart[len(p.nodes)])
	nextAlt := append([]int32(nil), w.altStart...)
	for n := range p.nodes {
		for i, a := range p.nodes[n].alts {
			on := chosen(a)
			w.alts[nextAlt[on]] = wakened{int32(n), int32(i)}
			nextAlt[on]++
		}
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
