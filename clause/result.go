package clause

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/rules"
)

// result puts a verdict into words.
func (c *Checker) result(d *draft, v *verdict) Result {
	r := v.plan
	res := Result{
		Requirement: r.ID, Title: title(r.lang, r.Requirement), Importance: r.Importance, Status: v.status,
		Lacks: distinct(v.lacks), Flags: append([]string{}, v.flags...),
		Findings: []Finding{}, Nearest: []Finding{},
		Sources: append([]rules.Citation{}, r.Sources...), Caveat: phrase(r.lang, r.Caveat), Adjusted: settings(r.Requirement),
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
	res.Reason = reason(&res, v.missed, r.lang)
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
	f.Why = (teller{lang: r.lang, past: of == d.before}).why(con, r, p, f.Value) + r.stretched(p)
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
	elementFlag     = "vlag"
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

// teller says what a passage does for a requirement, as it stands or, of one that
// a draft takes away, as it was.
type teller struct {
	lang lang.Language
	past bool
}

// tell says one of two forms of a sentence.
func (t teller) tell(now, past string, operands ...string) string {
	if t.past {
		return t.lang.Say(past, operands...)
	}
	return t.lang.Say(now, operands...)
}

// why tells in one sentence what a passage does for the requirement.
func (t teller) why(con *contract.Contract, r *requirementPlan, p *passage, v *Value) string {
	l := t.lang
	what := ""
	switch p.list {
	case listElement:
		what = r.elements[p.element].Lacks
	case listWhole:
		what = l.Text("de waarborg in haar geheel")
	default:
		what = l.Text("de bepaling")
	}
	switch {
	case p.divides != nil:
		return t.tell("Verdeelt een gebied: %s (%s).", "verdeelde een gebied: %s (%s).", p.divides.area, p.divides.holder)
	case p.told != "":
		return p.told
	case p.block == blockRole:
		return set(con.Units[p.unit].Role, l)
	case p.block == blockExcluded:
		return l.Say("Telt niet: %s.", p.why)
	case p.block == blockParty:
		return l.Text("Telt niet: dit is een verplichting van de andere partij.")
	case p.doubt && (p.against || p.list == listConflict):
		return t.tell("Lijkt strijdig, maar een getal is in de scan onzeker te lezen.", "leek strijdig, maar een getal is in de scan onzeker te lezen.")
	case p.against && p.value != nil && p.than.breaks():
		return t.tell("Strijdig: %s.", "was strijdig; %s.", p.than.of(v.Raw, l))
	case p.block == blockNegated && p.against:
		return t.tell("Strijdig: de verplichting wordt uitgesloten.", "was strijdig; de verplichting wordt uitgesloten.")
	case p.block == blockNegated && p.yields:
		return t.tell("Strijdig: de leverancier zegt dat hij het niet doet.", "was strijdig; de leverancier zegt dat hij het niet doet.")
	case p.block == blockNegated:
		return l.Text("Telt niet: de zin is ontkennend.")
	case p.list == listConflict:
		if why := r.lists[listConflict][p.clause].Reason; why != "" {
			return t.tell("Strijdig: %s.", "was strijdig; %s.", why)
		}
		return t.tell("Strijdig: de bepaling neemt de waarborg weg.", "was strijdig; de bepaling neemt de waarborg weg.")
	case p.list == listPartly:
		if why := r.lists[listPartly][p.clause].Reason; why != "" {
			return t.tell("Regelt het onderwerp, maar het schiet tekort: %s.", "regelde het onderwerp, maar het schoot tekort: %s.", why)
		}
		return t.tell("Regelt het onderwerp, maar niet volledig.", "regelde het onderwerp, maar niet volledig.")
	case len(p.weak) > 0:
		return t.tell("Geeft %s, maar: %s.", "gaf %s, maar: %s.", what, strings.Join(distinct(p.weak), "; "))
	case v != nil:
		return t.tell("Geeft %s: %s.", "gaf %s: %s.", what, v.Raw)
	}
	return t.tell("Geeft %s.", "gaf %s.", what)
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

// set tells that a passage does not count for what it stands in.
func set(role contract.Role, l lang.Language) string {
	switch role {
	case contract.Definition:
		return l.Text("Telt niet: dit staat in een definitie.")
	case contract.Recital:
		return l.Text("Telt niet: dit staat in de overwegingen.")
	case contract.Note:
		return l.Text("Telt niet: dit staat in een toelichting of invulinstructie.")
	case contract.QuotedLaw:
		return l.Text("Telt niet: dit staat in een weergave van de wet.")
	}
	return l.Text("Telt niet: dit staat in tekst die geen bepaling is.")
}

// reason is the verdict in one sentence.
func reason(res *Result, missed gap, l lang.Language) string {
	where := ""
	if len(res.Findings) > 0 {
		where = place(&res.Findings[0], l)
	}
	switch res.Status {
	case Met:
		return l.Say("Geregeld%s.", where)
	case Partial:
		return l.Say("Gedeeltelijk geregeld%s; schiet tekort: %s.", where, strings.Join(res.Lacks, "; "))
	case Conflict:
		return l.Say("Strijdig%s: %s.", where, strings.Join(res.Lacks, "; "))
	case Unknown:
		return missed.sentence(l)
	}
	if len(res.Nearest) > 0 {
		if near := place(&res.Nearest[0], l); near != "" {
			return l.Say("Geen bepaling gevonden die telt; wat het dichtst in de buurt komt, staat%s.", near)
		}
		return l.Text("Geen bepaling gevonden die telt; wel een die in de buurt komt.")
	}
	return l.Text("Geen bepaling gevonden.")
}

// place tells where a finding stands, to be put behind what is said of it.
func place(f *Finding, l lang.Language) string {
	in := ""
	if f.Label != "" {
		in = l.Say(" in %s", article(f.Label))
	}
	switch {
	case f.Page > 0 && f.File != "":
		return in + l.Say(" (%s, blz. %s)", f.File, strconv.Itoa(f.Page))
	case f.Page > 0:
		return in + l.Say(" (blz. %s)", strconv.Itoa(f.Page))
	case f.File != "" && f.Label != "":
		return in + " (" + f.File + ")"
	case f.File != "":
		return l.Say(" in %s", f.File)
	}
	return in
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
