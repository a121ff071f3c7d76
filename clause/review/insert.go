package review

import (
	"slices"
	"strings"
	"unicode"
)

// insertions turns gaps into new paragraphs, in the order of the contract: at
// the end of the article on their subject, else in a new article behind the
// last.
func (p *planner) insertions(gaps []*gap, plan *Plan) []Insertion {
	var out []Insertion
	for i := range p.sections {
		n := 0
		for _, g := range gaps {
			if g.section == i {
				n++
				out = append(out, p.added(g, i, n))
			}
		}
	}
	rest := slices.DeleteFunc(slices.Clone(gaps), func(g *gap) bool { return g.section >= 0 })
	if len(rest) == 0 {
		return out
	}
	if p.last < 0 {
		for _, g := range rest {
			for _, r := range g.results {
				plan.Unplaced = append(plan.Unplaced, Unplaced{r.Requirement, r.Title, p.language.Text("het contract heeft geen bepalingen waarachter plaats is")})
			}
		}
		return out
	}
	return append(out, p.article(rest)...)
}

// added is the n-th clause that is added to a section.
func (p *planner) added(g *gap, at, n int) Insertion {
	s := &p.sections[at]
	in := p.clause(g)
	in.After, in.Like = s.last, s.plain
	if s.numbered >= 0 {
		in.Like = s.numbered
		in.number(p.following(s.numbered, n, s.last))
	}
	return in
}

// clause is the text of a gap.
func (p *planner) clause(g *gap) Insertion {
	in := Insertion{Text: g.results[0].Model, Comment: p.proposal(g)}
	for _, r := range g.results {
		in.Requirements = append(in.Requirements, r.Requirement)
	}
	return in
}

func (in *Insertion) number(n number) {
	in.Label, in.Automatic, in.Typed = n.label, n.automatic, n.typed
}

// article is a new article behind the last one of the body, with a heading and
// numbers in the manner of the contract.
func (p *planner) article(gaps []*gap) []Insertion {
	title := Insertion{After: p.last, Like: p.last, Heading: true, Text: newArticle}
	if p.doc.Blocks[p.last].Table != nil {
		title.Like = -1
	}
	like, number, hand := title.Like, "", 0
	if k := p.pattern(); k >= 0 {
		s := &p.sections[k]
		title.Like = s.heading
		if capitals(p.text(s.heading)) {
			title.Text = strings.ToUpper(title.Text)
		}
		if label := p.doc.Blocks[s.heading].Label; label != "" {
			title.number(p.following(s.heading, 1, p.last))
			hand = lastNumber(title.Label)
		}
		like = max(s.plain, s.numbered)
		// The last article may be a single sentence.
		for i := k; i >= 0; i-- {
			if n := p.sections[i].numbered; n >= 0 && p.doc.Blocks[p.sections[i].heading].Level == p.doc.Blocks[s.heading].Level {
				like, number = n, p.doc.Blocks[n].Label
				break
			}
		}
	}
	out := []Insertion{title}
	for i, g := range gaps {
		in := p.clause(g)
		in.After, in.Like = p.last, like
		if first, ok := firstLabel(number, hand); ok {
			if label, ok := step(first, i); ok {
				in.number(p.shown(like, label))
			}
		}
		out = append(out, in)
	}
	return out
}

// newArticle is the heading over clauses that no article is about. It goes into
// a Dutch contract.
const newArticle = "Aanvullende bepalingen"

// pattern is the last section that has the form of an article: the heading that
// most of them have; -1 for none.
func (p *paper) pattern() int {
	type form struct {
		level int
		shape string
	}
	of := func(i int) form {
		b := &p.doc.Blocks[p.sections[i].heading]
		return form{b.Level, shape(b.Label)}
	}
	count := map[form]int{}
	most := 0
	for i := range p.sections {
		count[of(i)]++
		most = max(most, count[of(i)])
	}
	for i := len(p.sections) - 1; i >= 0; i-- {
		if count[of(i)] == most {
			return i
		}
	}
	return -1
}

// capitals tells whether a heading is written in capitals.
func capitals(text string) bool {
	return strings.ContainsFunc(text, unicode.IsUpper) && !strings.ContainsFunc(text, unicode.IsLower)
}

// remarks tells in comments what is missing, for who wants no change in the
// text: at the heading of the article where it belongs.
func (p *planner) remarks(gaps []*gap) {
	for _, g := range gaps {
		if g.section < 0 {
			continue
		}
		for _, r := range g.results {
			p.notes = append(p.notes, p.lacking(r, p.sections[g.section].heading))
		}
	}
}
