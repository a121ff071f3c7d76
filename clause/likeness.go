package clause

import (
	_ "embed"
	"math"
	"sync"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/likeness"
)

// likenessModel is what was learned from the examples of the built-in rules,
// behind the digest of those examples.
//
//go:generate go test . -run ^TestLikenessModel$ -update
//go:embed likeness.model
var likenessModel string

// learned is likenessModel, read once; nil where it is something else.
var learned = sync.OnceValue(func() *likeness.Model {
	if len(likenessModel) < likenessDigest {
		return nil
	}
	m, err := likeness.Embedded(likenessModel[likenessDigest:])
	if err != nil {
		return nil
	}
	return m
})

// likenessDigest is the length of a SHA-256 digest in hexadecimal digits.
const likenessDigest = 64

// The scores from which a provision that no pattern knows counts as speaking of a
// requirement, and from which it is worth looking at. They were chosen on
// contracts that neither the rules nor the model were made on; see the table of
// confidence.
const (
	likenessCounts = 72
	likenessNear   = -24
)

// alike is the provision that looks most like the examples of a requirement, of
// those that look more like them than like those of any other.
type alike struct {
	unit  int // -1 for none
	score int32
}

// resemblance scores the provisions of a contract by their likeness to the
// examples of every requirement that the model knows. A provision is taken to
// speak only of the one that it looks most like.
func resemblance(m *likeness.Model, con *contract.Contract) []alike {
	best := make([]alike, m.Len())
	for i := range best {
		best[i].unit = -1
	}
	scorer := m.NewScorer()
	var features []likeness.Feature
	for i := range con.Units {
		u := &con.Units[i]
		if u.Role != contract.Provision || len(u.Own()) < fewestWords {
			continue
		}
		features = likeness.Of(u, features)
		scores := scorer.Scores(features)
		of := 0
		for r, s := range scores {
			if s > scores[of] {
				of = r
			}
		}
		if best[of].unit < 0 || scores[of] > best[of].score {
			best[of] = alike{i, scores[of]}
		}
	}
	return best
}

// fewestWords is the number of words below which likeness says nothing.
const fewestWords = 3

// verdict judges a requirement in one reading of a contract.
func (c *Checker) verdict(r *reading, i int) *verdict {
	v := judge(r.con, &c.plan.requirements[i], r.found[i], r.missed)
	if v.status == Missing && !c.options.PatternsOnly {
		c.resembling(r, i, v)
	}
	return v
}

// resembling looks for a provision that no pattern knows but that looks like the
// examples of a requirement of which nothing was found. One that does so enough
// is taken to regulate it, though nobody can say how well: the verdict becomes
// partial. A lesser likeness is told of as near.
func (c *Checker) resembling(r *reading, i int, v *verdict) {
	m := learned()
	if m == nil {
		return
	}
	at := m.Index(string(v.plan.ID))
	if at < 0 {
		return
	}
	if r.alike == nil {
		r.alike = resemblance(m, r.con)
	}
	a := r.alike[at]
	if a.unit < 0 || a.score < likenessNear || v.knows(r, i, a.unit) {
		return
	}
	p := &passage{unit: a.unit, list: listAlike, told: v.plan.lang.Text(toldNear)}
	if a.score < likenessCounts {
		p.block = blockExcluded
		v.nearest = append(v.nearest, p)
		return
	}
	p.told = v.plan.lang.Text(toldAlike)
	v.status, v.lacks = Partial, []string{v.plan.lang.Text(lacksAlike)}
	v.findings = []*passage{p}
}

// knows tells whether the patterns of the rule found something in a unit and
// say why it does not count, or the unit is for the customer to do.
func (v *verdict) knows(r *reading, i, unit int) bool {
	for k := range r.found[i] {
		if p := &r.found[i][k]; p.unit == unit && (p.block != blockNone || p.list == listExcluded) {
			return true
		}
	}
	u := &r.con.Units[unit]
	if v.plan.Bearer != "leverancier" || len(u.Clauses) == 0 {
		return false
	}
	for k := range u.Clauses {
		if c := &u.Clauses[k]; !otherParty(c) && !(c.Subordinate && c.Actor == dutch.NoParty) {
			return false
		}
	}
	return true
}

// What a likeness is told as.
const (
	toldAlike  = "Lijkt op wat deze eis vraagt, in een bewoording die de regels niet kennen: lees na wat het precies geeft."
	toldNear   = "Telt niet: lijkt iets op wat deze eis vraagt, maar te weinig om op af te gaan."
	lacksAlike = "alleen herkend aan gelijkenis; niet vastgesteld wat de bepaling precies geeft"
)

// Likeness tells which provision looks most like the examples of a requirement
// and on which of its words that rests. It is what a statistical model says that
// was fitted on those examples alone; it decides only where the patterns of the
// rule find nothing.
type Likeness struct {
	Finding
	// Score is the log odds that the passage regulates what the requirement is
	// about, as the model has it; Counts is the score from which that decides.
	Score  float64  `json:"score"`
	Counts float64  `json:"counts"`
	Words  []string `json:"words"` // those that speak most for it, the strongest first
}

// explainLikeness gives the likeness for requirement i; nil where the model does
// not know it or is not asked.
func (c *Checker) explainLikeness(d *draft, i int) *Likeness {
	m := learned()
	r := &c.plan.requirements[i]
	if m == nil || c.options.PatternsOnly {
		return nil
	}
	at := m.Index(string(r.ID))
	if at < 0 {
		return nil
	}
	if d.now.alike == nil {
		d.now.alike = resemblance(m, d.now.con)
	}
	a := d.now.alike[at]
	if a.unit < 0 {
		return nil
	}
	told := toldNear
	if a.score >= likenessCounts {
		told = toldAlike
	}
	l := &Likeness{Finding: d.finding(d.now, r, &passage{unit: a.unit, list: listAlike, told: r.lang.Text(told)}), Score: units(a.score), Counts: units(likenessCounts), Words: []string{}}
	u := &d.now.con.Units[a.unit]
	for _, w := range m.Words(at, u, mostWords) {
		t := u.Tokens[w.Token]
		l.Words = append(l.Words, d.now.con.Doc.Text[t.Start:t.End])
	}
	return l
}

// mostWords is the number of words that an explanation names.
const mostWords = 6

// units gives a score in log odds, to two decimals.
func units(score int32) float64 {
	return math.Round(float64(score)/likeness.Scale*100) / 100
}
