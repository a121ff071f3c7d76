package clause

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/rules"
)

// result puts a verdict into words.
func (c *Checker) result(d *draft, v *verdict) Result {
	r := v.plan
	res := Result{
		Requirement: r.ID, Title: r.Title, Importance: r.Importance, Status: v.status,
		Lacks: distinct(v.lacks), Flags: append([]string{}, v.flags...),
		Findings: []Finding{}, Nearest: []Finding{},
		Sources: append([]rules.Citation{}, r.Sources...), Caveat: r.Caveat, Adjusted: settings(r.Requirement),
	}
	for _, p := range v.findings {
		if len(res.Findings) == c.options.Findings {
			break
		}
		res.Findings = append(res.Findings, d.finding(d.now, r, p))
	}
	for _, p := range v.nearest {
		if len(res.Nearest) >= c.options.Nearest {
			break
		}
		res.Nearest = append(res.Nearest, d.finding(d.now, r, p))
	}
	if v.status != Met {
		res.Model = inTermsOf(d.now.con, model(r.Model, d.now.belgian))
	}
	res.Reason = reason(&res, v.missed)
	res.Basis = v.basis(d.now)
	res.Confidence = confidence(v.status, res.Basis)
	return res
}

// model picks the model clause in the terms of the country whose law the
// contract speaks.
func model(m rules.ModelText, belgian bool) string {
	if m.BE != "" && belgian {
		return strings.TrimSpace(m.BE)
	}
	return strings.TrimSpace(m.NL)
}

// finding tells of a passage in one of the readings of a draft.
func (d *draft) finding(of *reading, r *requirementPlan, p *passage) Finding {
	con := of.con
	f := d.found(of, p)
	f.Element, f.Against, f.Weak = r.elementName(p), p.against || p.list == listConflict, p.counts() && (!p.strong() || p.list == listPartly || p.list == listAlike)
	if v := p.amount(&con.Units[p.unit]); v != nil {
		f.Value = &Value{Kind: kindName(v.Kind), Raw: con.Doc.Text[v.Span.Start:v.Span.End], Norm: v.Norm}
		f.Value.stretch(v)
	}
	f.Why = why(con, r, p, f.Value) + r.stretched(p)
	f.Overruled = p.outranked
	f.Fingerprint = fingerprint(r.ID, f.Element, con.Units[p.unit].Own())
	return f
}

// amount is the value that a passage rests on: the one held against a limit, else
// the only one that a term of the pattern asked for, as "99,9%" or "binnen een
// week"; nil for none. Which of several in a row of a table it is, is not known.
func (p *passage) amount(u *contract.Unit) *dutch.Value {
	if p.value != nil || p.list != listElement && p.list != listWhole {
		return p.value
	}
	for _, sp := range p.spans {
		var only *dutch.Value
		n := 0
		for i := range u.Values {
			if v := &u.Values[i]; v.Kind != dutch.Blank && sp.Start <= v.Start && v.End <= sp.End {
				only = v
				n++
			}
		}
		if n != 1 || inRow(u, only) {
			continue
		}
		const around = 6 // words of such a term beside the value
		if sp.Start == only.Start || sp.End == only.End || sp.End-sp.Start <= only.End-only.Start+around {
			return only
		}
	}
	return nil
}

// inRow tells whether a value shares a row of a table with others of its kind.
func inRow(u *contract.Unit, v *dutch.Value) bool {
	if !slices.ContainsFunc(u.Own(), func(t dutch.Token) bool { return t.Punct == '\t' }) {
		return false
	}
	n := 0
	for i := range u.Values {
		if u.Values[i].Kind == v.Kind {
			n++
		}
	}
	return n > 1
}

// found quotes a passage and tells where it stands.
func (d *draft) found(of *reading, p *passage) Finding {
	con := of.con
	u := &con.Units[p.unit]
	loc := con.Locate(p.unit)
	file, at := of.place(u.Span)
	doc := d.docs[file]
	f := Finding{
		Quote: doc.Slice(at), Start: at.Start, End: at.End,
		Page: doc.PageAt(at.Start), Label: loc.Label, Heading: loc.Heading,
	}
	if d.files != nil {
		f.File = d.files[file]
	}
	if text := con.Doc.Slice(u.Span); text != f.Quote {
		f.Reads = text
	}
	if u.LeadUnit >= 0 {
		f.Lead = sentence(con, u.LeadUnit)
	}
	if mark := d.marks[file]; of.rests(p, mark) {
		f.Revision = mark
	}
	return f
}

// elementName names what a passage speaks to; the parts of a rule that are no
// element have a name of their own.
func (r *requirementPlan) elementName(p *passage) string {
	switch p.list {
	case listElement:
		return r.elements[p.element].Name
	case listWhole:
		return elementWhole
	case listConflict:
		return elementConflict
	case listAlike:
		return elementAlike
	}
	return elementPartly
}

// The names of what is no element.
const (
	elementWhole    = "geheel"
	elementConflict = "strijdig"
	elementPartly   = "deels"
	elementAlike    = "gelijkenis"
	// elementReservation is what empties a guarantee from elsewhere.
	elementReservation = "voorbehoud"
)

func kindName(k dutch.ValueKind) string {
	switch k {
	case dutch.Duration:
		return "duration"
	case dutch.Percentage:
		return "percentage"
	case dutch.Frequency:
		return "frequency"
	case dutch.Money:
		return "money"
	}
	return "blank"
}

// why tells in one sentence what a passage does for the requirement.
func why(con *contract.Contract, r *requirementPlan, p *passage, v *Value) string {
	what := "de bepaling"
	switch p.list {
	case listElement:
		what = r.elements[p.element].Lacks
	case listWhole:
		what = "de waarborg in haar geheel"
	}
	switch {
	case p.told != "":
		return p.told
	case p.block == blockRole:
		return "Telt niet: dit staat in " + roleName(con.Units[p.unit].Role) + "."
	case p.block == blockExcluded:
		return "Telt niet: " + p.why + "."
	case p.block == blockParty:
		return "Telt niet: dit is een verplichting van de andere partij."
	case p.doubt && (p.against || p.list == listConflict):
		return "Lijkt strijdig, maar " + weakDoubt + "."
	case p.against && p.value != nil:
		return fmt.Sprintf("Strijdig: %s is %s.", v.Raw, p.than)
	case p.block == blockNegated && p.against:
		return "Strijdig: de verplichting wordt uitgesloten."
	case p.block == blockNegated && p.yields:
		return "Strijdig: de leverancier zegt dat hij het niet doet."
	case p.block == blockNegated:
		return "Telt niet: de zin is ontkennend."
	case p.list == listConflict:
		if why := r.lists[listConflict][p.clause].Reason; why != "" {
			return "Strijdig: " + why + "."
		}
		return "Strijdig: de bepaling neemt de waarborg weg."
	case p.list == listPartly:
		return "Regelt het onderwerp, maar " + lacks(r.lists[listPartly][p.clause].Reason) + "."
	case len(p.weak) > 0:
		return fmt.Sprintf("Geeft %s, maar: %s.", what, strings.Join(distinct(p.weak), "; "))
	case v != nil:
		return fmt.Sprintf("Geeft %s: %s.", what, v.Raw)
	}
	return fmt.Sprintf("Geeft %s.", what)
}

// distinct leaves out a reason that another one goes on from: "alleen voor zover
// mogelijk" beside "alleen voor zover mogelijk of op verzoek".
func distinct(reasons []string) []string {
	out := []string{}
	for _, r := range reasons {
		if !slices.ContainsFunc(reasons, func(other string) bool { return strings.HasPrefix(other, r+" ") }) {
			out = append(out, r)
		}
	}
	return out
}

func lacks(reason string) string {
	if reason == "" {
		return "niet volledig"
	}
	return "het schiet tekort: " + reason
}

func roleName(role contract.Role) string {
	switch role {
	case contract.Definition:
		return "een definitie"
	case contract.Recital:
		return "de overwegingen"
	case contract.Note:
		return "een toelichting of invulinstructie"
	case contract.QuotedLaw:
		return "een weergave van de wet"
	}
	return "tekst die geen bepaling is"
}

// reason is the verdict in one sentence.
func reason(res *Result, missed gap) string {
	where := ""
	if len(res.Findings) > 0 {
		where = place(&res.Findings[0])
	}
	switch res.Status {
	case Met:
		return "Geregeld" + where + "."
	case Partial:
		return "Gedeeltelijk geregeld" + where + "; schiet tekort: " + strings.Join(res.Lacks, "; ") + "."
	case Conflict:
		return "Strijdig" + where + ": " + strings.Join(res.Lacks, "; ") + "."
	case Unknown:
		return "Niet gevonden, maar " + string(missed) + "."
	}
	if len(res.Nearest) > 0 {
		if near := place(&res.Nearest[0]); near != "" {
			return "Geen bepaling gevonden die telt; wat het dichtst in de buurt komt, staat" + near + "."
		}
		return "Geen bepaling gevonden die telt; wel een die in de buurt komt."
	}
	return "Geen bepaling gevonden."
}

func place(f *Finding) string {
	var b strings.Builder
	if f.Label != "" {
		b.WriteString(" in " + article(f.Label))
	}
	switch {
	case f.Page > 0 && f.File != "":
		fmt.Fprintf(&b, " (%s, blz. %d)", f.File, f.Page)
	case f.Page > 0:
		fmt.Fprintf(&b, " (blz. %d)", f.Page)
	case f.File != "" && f.Label != "":
		fmt.Fprintf(&b, " (%s)", f.File)
	case f.File != "":
		b.WriteString(" in " + f.File)
	}
	return b.String()
}

// fingerprint identifies a passage by its words, so that it stays the same
// when articles are renumbered.
func fingerprint(id rules.ID, element string, tokens []dutch.Token) string {
	h := sha256.New()
	h.Write([]byte(id))
	h.Write([]byte{0})
	h.Write([]byte(element))
	for _, t := range tokens {
		h.Write([]byte{0})
		h.Write([]byte(t.Text))
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
