package match

import (
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// texts are texts, each with its node.
type texts struct {
	text  string // all of them, one after the other
	start list   // where each begins in it, and the end of the last
	nodes list
}

func (t *texts) len() int32         { return t.nodes.len() }
func (t *texts) get(i int32) string { return t.text[t.start.at(i):t.start.at(i+1)] }
func (t *texts) valid(nodes int32) bool {
	return t.start.cuts(t.len(), int32(len(t.text))) && t.nodes.below(nodes)
}

func newTexts(of map[string]int32) texts {
	var text strings.Builder
	start, nodes := appendNumbers(nil, 0), []byte(nil)
	for _, key := range slices.Sorted(maps.Keys(of)) {
		text.WriteString(key)
		start = appendNumbers(start, int32(text.Len()))
		nodes = appendNumbers(nodes, of[key])
	}
	return texts{text: text.String(), start: list(start), nodes: list(nodes)}
}

// table is texts that can be looked up. A slot is empty, 0, or holds the index of
// a text, plus one, and bits of its hash; the slots are a power of two.
type table struct {
	texts
	slots list
}

const (
	tagShift   = 24
	entryMask  = 1<<tagShift - 1
	maxEntries = entryMask - 1
)

// newTable makes a table; hash gives that of a text.
func newTable(of map[string]int32, hash func(string) uint32) table {
	t := table{texts: newTexts(of)}
	size := uint32(1) << bits.Len32(uint32(2*t.len())) // at least half is empty
	slots := make([]int32, size)
	for i := range t.len() {
		at, tag := spread(hash(t.get(i)), size)
		for slots[at] != 0 {
			at = (at + 1) & (size - 1)
		}
		slots[at] = tag | (i + 1)
	}
	t.slots = list(appendNumbers(nil, slots...))
	return t
}

// spread gives the slot at which a text with a hash is looked for first, and the
// bits that mark it.
func spread(hash, size uint32) (slot uint32, tag int32) {
	mixed := hash * 0x9e3779b1
	return mixed >> 7 & (size - 1), int32(mixed>>25) << tagShift
}

func (t *table) valid(nodes int32) bool {
	if size := t.slots.len(); size == 0 || size&(size-1) != 0 || !t.texts.valid(nodes) {
		return false
	}
	for i := range t.slots.len() {
		if t.slots.at(i)&entryMask > t.len() {
			return false
		}
	}
	return true
}

// find gives the node of a text with its hash, -1 if there is none.
func (t *table) find(hash uint32, text string) int32 {
	size := uint32(t.slots.len())
	at, tag := spread(hash, size)
	for range size {
		slot := t.slots.at(int32(at))
		if slot == 0 {
			break
		}
		if slot&^entryMask == tag && slot&entryMask != 0 && t.get(slot&entryMask-1) == text {
			return t.nodes.at(slot&entryMask - 1)
		}
		at = (at + 1) & (size - 1)
	}
	return -1
}

// The hash of a text is made byte by byte, so that those of all beginnings of a
// word are known after one pass, and those of all ends after one from the end.
const hashSeed = 2166136261

func hashByte(h uint32, b byte) uint32 { return (h ^ uint32(b)) * 16777619 }

func hashForward(s string) uint32 {
	h := uint32(hashSeed)
	for i := range len(s) {
		h = hashByte(h, s[i])
	}
	return h
}

func hashBackward(s string) uint32 {
	h := uint32(hashSeed)
	for i := len(s) - 1; i >= 0; i-- {
		h = hashByte(h, s[i])
	}
	return h
}

const (
	// minFix is the length in bytes of the shortest text before or after a
	// wildcard that is looked for.
	minFix = 2
	// maxWord is the length in bytes beyond which something is no word, and no
	// wildcard is tried on it.
	maxWord = 256
	// maxCache bounds the words that are remembered, so that what reads many
	// contracts does not grow.
	maxCache = 1 << 15
)

// lexicon remembers which nodes a word stands for, itself and by wildcards.
type lexicon struct {
	p       *Program
	known   map[string][]int32
	dynamic map[string]int32 // the nodes of dynamic concepts
}

func newLexicon(p *Program) *lexicon {
	x := &lexicon{p, map[string][]int32{}, map[string]int32{}}
	for i := range p.dynamic.len() {
		x.dynamic[p.dynamic.get(i)] = p.dynamic.nodes.at(i)
	}
	return x
}

func (x *lexicon) nodes(w string) []int32 {
	if len(w) > maxWord {
		return nil
	}
	nodes, ok := x.known[w]
	if ok {
		return nodes
	}
	if len(x.known) >= maxCache {
		clear(x.known)
	}
	nodes = x.p.nodesOf(w)
	x.known[strings.Clone(w)] = nodes
	return nodes
}

// nodesOf gives the nodes that a word stands for.
func (p *Program) nodesOf(w string) []int32 {
	var out []int32
	add := func(n int32) {
		if n >= 0 {
			out = append(out, n)
		}
	}
	h := uint32(hashSeed)
	for i := range len(w) {
		h = hashByte(h, w[i])
		if i+1 >= minFix {
			add(p.prefixes.find(h, w[:i+1]))
		}
	}
	add(p.words.find(h, w))
	h = hashSeed
	for i := len(w) - 1; i >= 0; i-- {
		h = hashByte(h, w[i])
		if len(w)-i >= minFix {
			add(p.suffixes.find(h, w[i:]))
		}
	}
	for i := range p.infixes.len() {
		if strings.Contains(w, p.infixes.get(i)) {
			out = append(out, p.infixes.nodes.at(i))
		}
	}
	return out
}
