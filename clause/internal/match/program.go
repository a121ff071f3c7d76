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
	reach   lists // by node: see above, wakes and asks

	groups   sequences // of groups, by node
	patterns sequences // of patterns
	modes    list      // by pattern
	always   list      // sequences of patterns of which the surroundings may supply every step

	// leaves are the nodes that are made of no others: words and dynamic concepts.
	leaves flags
}

// sequences are those of groups or of patterns.
type sequences struct {
	first list  // by group or pattern: its first sequence; they are numbered in that order
	owner list  // by sequence: the group or pattern
	steps lists // by sequence
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

// above gives the groups that stand wherever a node does, as a member of a member.
func (p *Program) above(n int32) list { return p.reach.of(reachLists * n) }

// wakes gives the sequences of groups to be looked at where a node stands: those
// of which it, or a group above it, is the step that is met least often. Where
// that does not stand, they cannot.
func (p *Program) wakes(n int32) list { return p.reach.of(reachLists*n + 1) }

// asks gives the sequences of patterns in the same way.
func (p *Program) asks(n int32) list { return p.reach.of(reachLists*n + 2) }

// reachLists is the number of lists that a node has in reach. They lie side by
// side, for whoever needs one soon needs the others.
const reachLists = 3

// leafNodes are the nodes that are made of no others. They are written with the
// program, so that they need not be looked for at every start.
func (p *Program) leafNodes() flags {
	leaf := newBitset(p.nodes())
	for n := range p.nodes() {
		if from, to := p.groups.of(n); from == to && len(p.members.of(n)) == 0 {
			leaf.set(n)
		}
	}
	return newFlags(leaf)
}

// nodes is the number of nodes.
func (p *Program) nodes() int32 { return p.members.len() }
