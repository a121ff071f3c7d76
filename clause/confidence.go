package clause

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/clausule/clausule/clause/lang"
)

// Basis says what sort of evidence a verdict rests on.
type Basis string

// The sorts of evidence, by verdict.
const (
	BasisValue       Basis = "value"          // met: a number that was held against a limit
	BasisWhole       Basis = "whole"          // met: one sentence that gives all
	BasisOnePlace    Basis = "one-place"      // met: sentences of one article
	BasisSeveral     Basis = "several-places" // met: sentences of different articles
	BasisReservation Basis = "reservation"    // partial: all is there, with a reservation
	BasisIncomplete  Basis = "incomplete"     // partial: an element lacks
	BasisFallsShort  Basis = "falls-short"    // partial: a provision that regulates it too thinly
	BasisLikeness    Basis = "likeness"       // partial: known by its likeness to examples
	BasisLimit       Basis = "limit"          // conflict: a number past its limit
	BasisRefusal     Basis = "refusal"        // conflict: words that take it away
	BasisNear        Basis = "near"           // missing: something comes near
	BasisNothing     Basis = "nothing"        // missing: nothing comes near
)

// Dutch tells the basis in words, as the end of a sentence.
func (b Basis) Dutch() string {
	switch b {
	case BasisValue:
		return "een getal dat aan een grens is getoetst"
	case BasisWhole:
		return "één zin die alles geeft"
	case BasisOnePlace:
		return "zinnen in één artikel"
	case BasisSeveral:
		return "zinnen in verschillende artikelen"
	case BasisReservation:
		return "een bepaling met een voorbehoud"
	case BasisIncomplete:
		return "een bepaling waaraan een onderdeel ontbreekt"
	case BasisFallsShort:
		return "een bepaling die te weinig regelt"
	case BasisLikeness:
		return "gelijkenis met voorbeelden"
	case BasisLimit:
		return "een getal dat een grens overschrijdt"
	case BasisRefusal:
		return "woorden die de waarborg wegnemen"
	case BasisNear:
		return "niets dat telt, wel iets dat in de buurt komt"
	case BasisNothing:
		return "niets in de buurt gevonden"
	}
	return ""
}

// In tells it in a language.
func (b Basis) In(l lang.Language) string { return l.Text(b.Dutch()) }

// basis tells what a verdict rests on; "" where nothing was decided.
func (v *verdict) basis(r *reading) Basis {
	switch v.status {
	case Met:
		return v.given(r)
	case Partial:
		switch {
		case len(v.findings) > 0 && v.findings[0].list == listAlike:
			return BasisLikeness
		case v.whole == nil && !v.some() && v.partly != nil:
			return BasisFallsShort
		case v.lacking():
			return BasisIncomplete
		}
		return BasisReservation
	case Conflict:
		if len(v.findings) > 0 && v.findings[0].against && v.findings[0].value != nil {
			return BasisLimit
		}
		return BasisRefusal
	case Missing:
		if len(v.nearest) > 0 {
			return BasisNear
		}
		return BasisNothing
	}
	return ""
}

// given tells how a requirement is met.
func (v *verdict) given(r *reading) Basis {
	if v.whole != nil && v.whole.strong() {
		return BasisWhole
	}
	article, several := -1, false
	for e, p := range v.best {
		if p == nil || v.plan.elements[e].Flag != "" {
			continue
		}
		if p.value != nil {
			return BasisValue
		}
		at := r.con.Units[p.unit].Article
		several = several || article >= 0 && at != article
		article = at
	}
	if several {
		return BasisSeveral
	}
	return BasisOnePlace
}

// some tells whether a passage gives an element that changes the verdict.
func (v *verdict) some() bool {
	for e, p := range v.best {
		if p != nil && v.plan.elements[e].Flag == "" {
			return true
		}
	}
	return false
}

// lacking tells whether an element that changes the verdict has no passage.
func (v *verdict) lacking() bool {
	if v.whole != nil {
		return false
	}
	for e, p := range v.best {
		if p == nil && v.plan.elements[e].Flag == "" {
			return true
		}
	}
	return false
}

// measuredConfidence is, per verdict and basis, how many verdicts on contracts
// that no rule was made on were the reader's: a line of verdict, basis, number
// and number right, parted by tabs.
//
//go:embed confidence.tsv
var measuredConfidence string

// share is how often something was so.
type share struct{ n, right int }

var confidences = sync.OnceValue(func() map[Status]map[Basis]share {
	out := map[Status]map[Basis]share{}
	for line := range strings.Lines(measuredConfidence) {
		f := strings.Fields(line)
		if len(f) != 4 || line[0] == '#' {
			continue
		}
		n, _ := strconv.Atoi(f[2])
		right, _ := strconv.Atoi(f[3])
		if out[Status(f[0])] == nil {
			out[Status(f[0])] = map[Basis]share{}
		}
		out[Status(f[0])][Basis(f[1])] = share{n, right}
	}
	return out
})

// pull is the number of verdicts that a basis is taken to have been measured on
// beside its own, with the outcome of all of that status: few measurements say
// little.
const pull = 8

// enough is the number of measured verdicts of a status below which their share
// says nothing.
const enough = 20

// confidence is the share of verdicts of this sort that were right, to two
// decimals; 0 where too few are known to say.
func confidence(status Status, basis Basis) float64 {
	of := confidences()[status]
	var all share
	for _, s := range of {
		all.n, all.right = all.n+s.n, all.right+s.right
	}
	if all.n < enough || basis == "" {
		return 0
	}
	own := of[basis]
	p := (float64(own.right) + pull*float64(all.right)/float64(all.n)) / float64(own.n+pull)
	return math.Round(100*p) / 100
}
