package match

import (
	"encoding/binary"
	"errors"
	"strings"
)

// A program can be written and read back, so that the built-in catalogue is
// compiled when it is changed and not at every start.

// ErrProgram says that bytes are not a program written by Append of this
// version.
var ErrProgram = errors.New("match: dit is geen gecompileerd programma van deze versie")

const codecVersion = "clausule-match-10"

// Append adds the program in binary form to b.
func (p *Program) Append(b []byte) []byte {
	c := &codec{out: append(b, codecVersion...), writing: true}
	p.code(c)
	return c.out
}

// Read reads a program back and returns what follows it. The program goes on
// using the text. It returns ErrProgram for anything that Append did not write
// and that could not be used without harm.
func Read(text string) (*Program, string, error) {
	p, rest, err := take(text)
	if err != nil || !p.valid() {
		return nil, "", ErrProgram
	}
	return p, rest, nil
}

// Embedded is Read for a program that is part of the binary, as its code is: only
// the version and the lengths are looked at, and what nobody asks for is not even
// loaded into memory. Used on other bytes, it can make a Scanner panic.
func Embedded(text string) (*Program, string, error) {
	p, rest, err := take(text)
	if err != nil {
		return nil, "", err
	}
	return p, rest, nil
}

// take cuts a program into its parts.
func take(text string) (*Program, string, error) {
	rest, ok := strings.CutPrefix(text, codecVersion)
	c := &codec{in: rest, bad: !ok}
	p := &Program{}
	p.code(c)
	if c.bad {
		return nil, "", ErrProgram
	}
	return p, c.in, nil
}

// code writes or reads the parts of a program: one order serves both.
func (p *Program) code(c *codec) {
	for _, t := range []*table{&p.words, &p.prefixes, &p.suffixes} {
		t.texts.code(c)
		t.slots.code(c)
	}
	p.infixes.code(c)
	p.dynamic.code(c)
	p.members.code(c)
	p.reach.code(c)
	for _, q := range []*sequences{&p.groups, &p.patterns} {
		q.first.code(c)
		q.owner.code(c)
		q.steps.code(c)
	}
	p.modes.code(c)
	p.always.code(c)
	code(c, &p.leaves)
}

func (t *texts) code(c *codec) {
	code(c, &t.text)
	t.start.code(c)
	t.nodes.code(c)
}

func (l *lists) code(c *codec) {
	l.start.code(c)
	l.all.code(c)
}

func (l *list) code(c *codec) {
	code(c, l)
	c.bad = c.bad || len(*l)%numberSize != 0
}

type codec struct {
	writing bool
	out     []byte
	in      string
	bad     bool
}

// code writes a part, or takes it from the text: its length and its bytes.
func code[S ~string](c *codec, part *S) {
	const head = 4
	switch {
	case c.writing:
		c.out = binary.LittleEndian.AppendUint32(c.out, uint32(len(*part)))
		c.out = append(c.out, *part...)
	case c.bad || len(c.in) < head:
		c.bad = true
	default:
		n := uint32(list(c.in[:head]).at(0))
		if c.bad = uint64(n) > uint64(len(c.in)-head); !c.bad {
			*part, c.in = S(c.in[head:head+int(n)]), c.in[head+int(n):]
		}
	}
}

// valid tells whether every number in the program names what it can name, and a
// group is made of earlier nodes only: nothing can loop.
func (p *Program) valid() bool {
	nodes, patterns := p.nodes(), p.modes.len()
	if nodes < 0 || nodes > maxNodes {
		return false
	}
	for _, t := range []*table{&p.words, &p.prefixes, &p.suffixes} {
		if !t.valid(nodes) {
			return false
		}
	}
	return p.infixes.valid(nodes) && p.dynamic.valid(nodes) &&
		p.members.valid(nodes, nodes) && p.reaches() &&
		p.groups.valid(nodes, nodes) && p.patterns.valid(patterns, nodes) &&
		p.modes.below(2) && p.always.below(p.patterns.owner.len()) && p.upward() && p.leaves == p.leafNodes()
}

// reaches tells whether what a node reaches names groups and sequences that are
// there, and later groups only.
func (p *Program) reaches() bool {
	nodes := p.nodes()
	limits := [reachLists]int32{nodes, p.groups.owner.len(), p.patterns.owner.len()}
	return p.reach.valid(reachLists*nodes, 1<<30) && p.reach.each(func(i int32, own list) bool { return own.below(limits[i%reachLists]) })
}

func (q *sequences) valid(owners, nodes int32) bool {
	n := q.owner.len()
	return q.first.cuts(owners, n) && q.owner.below(owners) && q.steps.valid(n, nodes<<nodeShift)
}

// upward tells whether all that a group is made of comes before it.
func (p *Program) upward() bool {
	for g := range p.nodes() {
		for q, end := p.groups.of(g); q < end; q++ {
			if p.groups.owner.at(q) != g {
				return false
			}
		}
	}
	members := p.members.each(func(g int32, members list) bool { return members.below(g) })
	return members && p.groups.steps.each(func(q int32, steps list) bool { return steps.below(p.groups.owner.at(q) << nodeShift) })
}

// each tells whether all lists that are not empty pass a test.
func (l *lists) each(test func(i int32, own list) bool) bool {
	begin := l.start.at(0)
	for i := range l.len() {
		end := l.start.at(i + 1)
		if end > begin && !test(i, l.all[begin:end]) {
			return false
		}
		begin = end
	}
	return true
}

// valid tells whether there are so many lists, of numbers below a limit.
func (l *lists) valid(count, limit int32) bool {
	return l.start.cuts(count, int32(len(l.all))) && l.start.whole() && l.all.below(limit)
}

// below tells whether all numbers lie from 0 up to a limit.
func (l list) below(limit int32) bool {
	most := uint32(0)
	for rest := l; len(rest) > 0; rest = rest[numberSize:] {
		most = max(most, uint32(rest.at(0)))
	}
	return most < uint32(limit) || l.len() == 0
}

// whole tells whether the numbers are bytes between numbers.
func (l list) whole() bool {
	any := int32(0)
	for rest := l; len(rest) > 0; rest = rest[numberSize:] {
		any |= rest.at(0)
	}
	return any%numberSize == 0
}

// cuts tells whether the numbers cut n things into count parts that follow each
// other: the first is 0, none is smaller than the one before it, the last is n.
func (l list) cuts(count, n int32) bool {
	if count < 0 || l.len() != count+1 || l.at(0) != 0 || l.at(count) != n {
		return false
	}
	last := int32(0)
	for rest := l; len(rest) > 0; rest = rest[numberSize:] {
		next := rest.at(0)
		if next < last {
			return false
		}
		last = next
	}
	return true
}
