// Package match finds the patterns of a whole catalogue in the sentences of a
// contract. All patterns share one network: equal words, concepts and groups are
// one node. What the words of a sentence give is worked out upwards from them,
// and a sequence is looked at only when that of its steps stands in the sentence
// which is met least often. So the cost of a sentence grows with its words and
// with the patterns that they touch, not with the size of the catalogue.
package match

// PatternID names a pattern within a Program, in order of addition.
type PatternID int32

// Program is an immutable set of compiled patterns, safe for concurrent use
// through Scanners. It is used in the form in which it is written.
//
// A node is a word, a group (or concept) of sequences of nodes, or a dynamic
// concept, which the caller supplies for each text. A group comes after all
// nodes that it is made of. A sequence of one step is not held as such: its node
// is a member of the group.
type Program struct {
	words    table // exact words
	prefixes table // "meld*"
	suffixes table // "*lek"
	infixes  texts // "*verwerker*"
	dynamic  texts // names of dynamic concepts

	members lists // by node
	above   lists // by node: the groups that stand wherever it does, as a member of a member

	groups   sequences // of groups, by node
	patterns sequences // of patterns
	modes    list      // by pattern
	always   list      // sequences of patterns of which the surroundings may supply every step

	// The nodes that have uses: in sequences of groups, and of patterns.
	groupPivots, patternPivots flags
	// leaves are the nodes that are made of no others: words and dynamic concepts.
	leaves flags
}

// sequences are those of groups or of patterns.
type sequences struct {
	first list  // by group or pattern: its first sequence; they are numbered in that order
	owner list  // by sequence: the group or pattern
	steps lists // by sequence
	// uses are, by node, the sequences of which it is the step that is met least
	// often: where it does not stand, they cannot.
	uses lists
}

// of gives the sequences of a group or pattern: from one up to another.
func (q *sequences) of(owner int32) (from, to int32) { return q.first.at(owner), q.first.at(owner + 1) }

// A step is a node with, in its lowest bits, the gap that may come before it, and
// a mark where the surroundings may supply it.
const (
	gapMask     = 1<<6 - 1
	contextMark = 1 << 6
	nodeShift   = 7
	maxNodes    = 1 << 23
)

func stepNode(step int32) int32 { return step >> nodeShift }

// derive gives the sets of nodes that follow from the rest of the program. They
// are written with it, so that they need not be made at every start.
func (p *Program) derive() (groupPivots, patternPivots, leaves flags) {
	nodes := p.nodes()
	leaf := newBitset(nodes)
	for n := range nodes {
		if from, to := p.groups.of(n); from == to && len(p.members.of(n)) == 0 {
			leaf.set(n)
		}
	}
	return p.groups.pivots(), p.patterns.pivots(), newFlags(leaf)
}

// pivots are the nodes that have uses.
func (q *sequences) pivots() flags {
	out := newBitset(q.uses.len())
	for n := range q.uses.len() {
		if len(q.uses.of(n)) > 0 {
			out.set(n)
		}
	}
	return newFlags(out)
}

// nodes is the number of nodes.
func (p *Program) nodes() int32 { return p.members.len() }
