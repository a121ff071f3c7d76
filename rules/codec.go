package rules

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
)

// codec writes or reads the compiled form: one definition of the order of the
// fields serves both. A text is its length in bytes, a colon, its bytes and a
// newline; a number is digits and a newline; a list is the number of its items
// ("-" for nil) and the items. It is made for reading: texts share the memory of
// the input, nothing is looked up by name, and that takes a fiftieth of the time
// of JSON. Lines keep differences between versions readable.
type codec struct {
	out *bytes.Buffer // nil when reading
	in  string
	pos int
	err error
}

var errCompiled = errors.New("onverwachte inhoud")

// digits reads a number and the separator after it; -1 where there is none.
func (c *codec) digits(separator byte) int {
	const most = 15 // digits that any int holds
	n, i := 0, c.pos
	for ; i < len(c.in) && c.in[i]-'0' <= 9; i++ {
		n = 10*n + int(c.in[i]-'0')
	}
	if i == c.pos || i-c.pos > most || i == len(c.in) || c.in[i] != separator {
		c.fail()
		return -1
	}
	c.pos = i + 1
	return n
}

func (c *codec) fail() {
	if c.err == nil {
		c.err = errCompiled
	}
	c.pos = len(c.in)
}

func (c *codec) number(n *int) {
	if c.out != nil {
		c.out.WriteString(strconv.Itoa(*n))
		c.out.WriteByte('\n')
		return
	}
	*n = max(c.digits('\n'), 0)
}

func (c *codec) truth(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	c.number(&n)
	*b = n == 1
}

// text codes a string of any named type.
func text[S ~string](c *codec, s *S) {
	if c.out != nil {
		c.out.WriteString(strconv.Itoa(len(*s)))
		c.out.WriteByte(':')
		c.out.WriteString(string(*s))
		c.out.WriteByte('\n')
		return
	}
	if strings.HasPrefix(c.in[c.pos:], "0:\n") { // most are empty
		*s = ""
		c.pos += len("0:\n")
		return
	}
	n := c.digits(':')
	if n < 0 || n >= len(c.in)-c.pos || c.in[c.pos+n] != '\n' {
		c.fail()
		return
	}
	*s = S(c.in[c.pos : c.pos+n])
	c.pos += n + 1
}

// list codes a list by coding its items.
func list[T any](c *codec, items *[]T, item func(*codec, *T)) {
	if c.out != nil {
		if *items == nil {
			c.out.WriteString("-\n")
			return
		}
		n := len(*items)
		c.number(&n)
	} else {
		if strings.HasPrefix(c.in[c.pos:], "-\n") {
			*items = nil
			c.pos += len("-\n")
			return
		}
		n := c.digits('\n')
		// Every item takes at least two bytes.
		if n < 0 || n > (len(c.in)-c.pos)/2 {
			c.fail()
			return
		}
		*items = make([]T, n)
	}
	for i := range *items {
		item(c, &(*items)[i])
	}
}

func codeCitation(c *codec, x *Citation) {
	text(c, &x.Document)
	text(c, &x.Place)
	text(c, &x.Kind)
}

func codePack(c *codec, p *Pack) {
	text(c, &p.Name)
	text(c, &p.Version)
	text(c, &p.Title)
	list(c, &p.Sources, codeCitation)
	c.number(&p.Rank)
	list(c, &p.Order, text[ID])
}

func codeClause(c *codec, x *Clause) {
	text(c, &x.All)
	text(c, &x.Sequence)
	text(c, &x.Words)
	valued := x.Value != nil
	c.truth(&valued)
	if valued {
		if x.Value == nil {
			x.Value = &Value{}
		}
		for _, s := range []*string{&x.Value.Kind, &x.Value.Near, &x.Value.NotNear, &x.Value.Max, &x.Value.Min, &x.Value.PartMax, &x.Value.PartMin, &x.Value.Beyond, &x.Value.Together} {
			text(c, s)
		}
		text(c, &x.Value.Holder)
		text(c, &x.Value.Expected)
	}
	text(c, &x.Without)
	text(c, &x.Heading)
	text(c, &x.Scope)
	text(c, &x.Reason)
	c.truth(&x.Negation)
	c.truth(&x.AnyParty)
	c.truth(&x.Yields)
}

func codeElement(c *codec, e *Element) {
	text(c, &e.Name)
	text(c, &e.Lacks)
	text(c, &e.Scope)
	text(c, &e.Flag)
	list(c, &e.AnyOf, codeClause)
}

// codeThresholds codes the map as a list in the order of its keys.
func codeThresholds(c *codec, m *map[string]Threshold) {
	type pair struct {
		name string
		Threshold
	}
	var pairs []pair
	if *m != nil {
		pairs = []pair{}
	}
	for _, k := range keysOf(*m) {
		pairs = append(pairs, pair{k, (*m)[k]})
	}
	list(c, &pairs, func(c *codec, p *pair) {
		text(c, &p.name)
		text(c, &p.Value)
		text(c, &p.Basis)
	})
	if c.out != nil || pairs == nil {
		return
	}
	*m = make(map[string]Threshold, len(pairs))
	for _, p := range pairs {
		(*m)[p.name] = p.Threshold
	}
}

// codeRequirement leaves out the examples, which only tests need.
func codeRequirement(c *codec, q *Requirement) {
	text(c, &q.ID)
	text(c, &q.Title)
	text(c, &q.TitleEN)
	text(c, &q.Meaning)
	text(c, &q.MeaningEN)
	text(c, &q.Importance)
	text(c, &q.Bearer)
	list(c, &q.Aliases, text[ID])
	list(c, &q.Sources, codeCitation)
	text(c, &q.Certainty)
	text(c, &q.Caveat)
	codeThresholds(c, &q.Thresholds)
	list(c, &q.Vocabulary.NL, text[string])
	list(c, &q.Vocabulary.BE, text[string])
	c.number(&q.Needed)
	list(c, &q.Elements, codeElement)
	codeDivision(c, q)
	for _, clauses := range []*[]Clause{&q.Whole, &q.Partly, &q.Weakened, &q.Conflicts, &q.Excluded, &q.Flags} {
		list(c, clauses, codeClause)
	}
	list(c, &q.Places, text[Place])
	list(c, &q.Weakeners, text[string])
	text(c, &q.Model.NL)
	text(c, &q.Model.BE)
	text(c, &q.Origin)
}

func codeProfile(c *codec, p *Profile) {
	text(c, &p.Name)
	text(c, &p.Title)
	text(c, &p.Meaning)
	list(c, &p.On, text[string])
	list(c, &p.Select, text[string])
	list(c, &p.Adjustments, codeAdjustment)
	text(c, &p.Origin)
	codeMarks(c, p)
}

// codeMarks codes where the settings of a profile stand, so that a requirement
// that it sets otherwise can tell the line.
func codeMarks(c *codec, p *Profile) {
	type mark struct {
		path string
		at   Origin
	}
	var marks []mark
	for _, path := range keysOf(p.marks) {
		if strings.HasPrefix(path, settingsKey+".") {
			marks = append(marks, mark{path, p.marks[path]})
		}
	}
	list(c, &marks, func(c *codec, m *mark) {
		text(c, &m.path)
		c.number(&m.at.Line)
		c.number(&m.at.Column)
	})
	if c.out != nil || marks == nil {
		return
	}
	p.marks = make(map[string]Origin, len(marks))
	for _, m := range marks {
		m.at.File = p.Origin
		p.marks[m.path] = m.at
	}
}

func codeAdjustment(c *codec, a *Adjustment) {
	text(c, &a.Target)
	text(c, &a.Importance)
	codeThresholds(c, &a.Thresholds)
	list(c, &a.Required, text[string])
	text(c, &a.Model.NL)
	text(c, &a.Model.BE)
	list(c, &a.Elements, codeElement)
	for _, role := range addable {
		clauses := a.Clauses[role]
		list(c, &clauses, codeClause)
		if c.out == nil && len(clauses) > 0 {
			if a.Clauses == nil {
				a.Clauses = map[Role][]Clause{}
			}
			a.Clauses[role] = clauses
		}
	}
	text(c, &a.path)
}

func codeConcept(c *codec, d *ConceptDef) {
	text(c, &d.Name)
	list(c, &d.Terms, text[string])
	text(c, &d.Origin)
}

func codeWeakener(c *codec, w *Weakener) {
	text(c, &w.Name)
	text(c, &w.Lacks)
	list(c, &w.AnyOf, codeClause)
	list(c, &w.Elsewhere, codeClause)
	list(c, &w.Hollows, text[ID])
	text(c, &w.Origin)
}

// compiledShared is the vocabulary with its digest.
type compiledShared struct {
	digest    string
	concepts  []ConceptDef
	weakeners []Weakener
}

func codeShared(c *codec, s *compiledShared) {
	text(c, &s.digest)
	list(c, &s.concepts, codeConcept)
	list(c, &s.weakeners, codeWeakener)
}

// compiledPack is the requirements of one pack with their digests.
type compiledPack struct {
	digests      []string
	requirements []Requirement
}

func codeCompiledPack(c *codec, p *compiledPack) {
	list(c, &p.digests, text[string])
	list(c, &p.requirements, codeRequirement)
	if len(p.digests) != len(p.requirements) {
		c.fail()
	}
}

// encode gives the compiled form of a value.
func encode[T any](code func(*codec, *T), v *T) []byte {
	c := &codec{out: &bytes.Buffer{}}
	code(c, v)
	return c.out.Bytes()
}

// decode reads a compiled form; all of it must be used.
func decode[T any](code func(*codec, *T), data string) (*T, error) {
	c := &codec{in: data}
	v := new(T)
	code(c, v)
	if c.err == nil && c.pos != len(data) {
		c.fail()
	}
	if c.err != nil {
		return nil, c.err
	}
	return v, nil
}
