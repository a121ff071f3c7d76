package clause

import (
	"encoding/binary"
	"errors"

	_ "embed"

	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/rules"
	"github.com/clausule/clausule/rules/pattern"
)

// patterns turns the patterns of a catalogue into ids of one program, in the
// order in which they are asked for: by compiling them or, for the built-in
// catalogue, by counting along with a program that was compiled ahead in that
// same order.
type patterns struct {
	builder  *match.Builder
	concepts map[string][]*pattern.Pattern
	holds    map[string]bool // concepts that hold a negation; false while being looked at

	program *match.Program // compiled ahead; nil while compiling
	next    match.PatternID
	terms   [][]bool // by pattern: see negating
}

// errStale says that the program compiled ahead is not that of the catalogue.
var errStale = errors.New("clause: het vooraf gecompileerde programma hoort bij een andere catalogus; draai go generate ./clause")

// newPatterns parses the concepts of a catalogue. The faults are those of
// concepts that cannot be parsed.
func newPatterns(cat *rules.Catalogue) (*patterns, []error) {
	p := &patterns{concepts: map[string][]*pattern.Pattern{}, holds: map[string]bool{}}
	var faults []error
	for def := range cat.Concepts() {
		for _, text := range def.Terms {
			pt, err := pattern.Parse(text, pattern.Sequence)
			if err != nil {
				faults = append(faults, &rules.Error{Origin: rules.Origin{File: def.Origin}, Message: err.Error()})
				continue
			}
			p.concepts[def.Name] = append(p.concepts[def.Name], pt)
		}
	}
	p.builder = match.NewBuilder(p.concepts, rules.DynamicConcepts())
	return p, faults
}

// add gives the id of a pattern; none for an empty one.
func (p *patterns) add(text rules.PatternText) (match.PatternID, error) {
	if text.Text == "" {
		return none, nil
	}
	if p.program != nil {
		p.next++
		return p.next - 1, nil
	}
	pt, err := pattern.Parse(text.Text, text.Mode)
	if err != nil {
		return none, err
	}
	id, err := p.builder.Add(pt)
	if err != nil {
		return none, err
	}
	p.terms = append(p.terms, p.negatingTerms(pt))
	return id, nil
}

// negating tells which terms of a pattern can hold a negation; nil for none.
func (p *patterns) negating(id match.PatternID) []bool {
	if id < 0 || int(id) >= len(p.terms) {
		return nil
	}
	return p.terms[id]
}

// finish gives the program. It fails with errStale when one compiled ahead has
// not as many patterns as were asked for.
func (p *patterns) finish() (*match.Program, error) {
	if p.program == nil {
		return p.builder.Program(), nil
	}
	if int(p.next) != len(p.terms) {
		return nil, errStale
	}
	return p.program, nil
}

// negatingTerms tells which terms of a pattern can hold a negation, as the
// spans of a hit count them: per term of a set, as a whole for a sequence.
// The alternatives of a pattern are taken together.
func (p *patterns) negatingTerms(pt *pattern.Pattern) []bool {
	var out []bool
	for _, a := range pt.Alts {
		for i, t := range a.Terms {
			at := i
			if pt.Mode == pattern.Sequence {
				at = 0
			}
			for at >= len(out) {
				out = append(out, false)
			}
			out[at] = out[at] || p.negatingTerm(t)
		}
	}
	return out
}

func (p *patterns) negatingTerm(t pattern.Term) bool {
	switch t.Kind {
	case pattern.Word:
		return negationWords[t.Text]
	case pattern.Concept:
		known, seen := p.holds[t.Text]
		if seen {
			return known
		}
		p.holds[t.Text] = false
		for _, def := range p.concepts[t.Text] {
			for _, n := range p.negatingTerms(def) {
				p.holds[t.Text] = p.holds[t.Text] || n
			}
		}
		return p.holds[t.Text]
	}
	for _, a := range t.Group {
		for _, g := range a.Terms {
			if p.negatingTerm(g) {
				return true
			}
		}
	}
	return false
}

var negationWords = map[string]bool{
	"niet": true, "geen": true, "nooit": true, "nimmer": true, "noch": true, "evenmin": true, "zonder": true,
	"niemand": true, "niets": true, "verboden": true, "geenszins": true,
}

//go:generate go test . -run ^TestBuiltinProgram$ -update

// builtinProgram is the program of the whole built-in catalogue: its digest,
// the program, and the negating terms of every pattern.
//
//go:embed builtin.program
var builtinProgram string

// readyProgram gives the program compiled ahead if it is that of the catalogue
// with the digest, else nil.
func readyProgram(digest string) *patterns {
	if len(digest) == 0 || len(builtinProgram) < len(digest) || builtinProgram[:len(digest)] != digest {
		return nil
	}
	program, rest, err := match.Read([]byte(builtinProgram[len(digest):]))
	if err != nil {
		return nil
	}
	p := &patterns{program: program}
	for len(rest) > 0 {
		n, size := binary.Uvarint(rest)
		if size <= 0 || n > uint64(len(rest)-size) {
			return nil
		}
		terms := make([]bool, n)
		for i, c := range rest[size : size+int(n)] {
			terms[i] = c == 1
		}
		p.terms, rest = append(p.terms, terms), rest[size+int(n):]
	}
	return p
}

// ahead writes the form that readyProgram reads.
func (p *patterns) ahead(digest string, program *match.Program) []byte {
	out := program.Append([]byte(digest))
	for _, terms := range p.terms {
		out = binary.AppendUvarint(out, uint64(len(terms)))
		for _, t := range terms {
			c := byte(0)
			if t {
				c = 1
			}
			out = append(out, c)
		}
	}
	return out
}
