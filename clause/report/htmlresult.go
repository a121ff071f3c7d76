package report

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
	"github.com/clausule/clausule/clause/internal/webpage"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// htmlGroup is a group of results that ask for the same thing of the reader.
type htmlGroup struct {
	Title   string
	Results []*htmlResult
}

// htmlResult is the verdict on one requirement as its page shows it.
type htmlResult struct {
	ID, Key, Title             string
	Status, Sign, Word, Was    string
	Importance, ImportanceWord string
	Open                       bool
	Where                      []htmlPlace // of the passages, in short
	Reason                     string
	Basis                      int // which of the view's it rests on, from 1; 0 for none
	Lacks, Flags               string
	Findings                   []htmlPassage
	Tensions                   []htmlTension
	Lapsed, Overruled, Near    []htmlPassage
	Advice, Model              string
	Caveat                     string
	Adjusted                   []string
	Sources                    string
	Lang                       string // of quotes and model clauses, where it is not the page's
}

// htmlPlace cites a passage, and leads to it where the text is at hand.
type htmlPlace struct {
	Text string
	At   *anchor
	ID   string // what the ids of marks begin with
}

// htmlPassage is a passage with what it means.
type htmlPassage struct {
	Place         htmlPlace
	Kind          string
	Heading, Note string
	Lead, Quote   string
	Lang          string
	// whole tells that the quote is what the text has.
	whole   bool
	Reasons []string
}

// InText tells that the quote stands in the contract on the page, as it reads
// here. It is then not said twice: the script shows it.
func (p htmlPassage) InText() bool { return p.whole && p.Place.At != nil && p.Place.At.First > 0 }

// htmlTension is two passages that do not agree.
type htmlTension struct {
	Title        string
	Gives, Takes htmlPassage
	Why          string
}

// groups puts the results in the order in which a lawyer wants to see them, the
// gravest first.
func (v *htmlView) groups() []htmlGroup {
	t := &textReport{r: v.r}
	list := v.sections()
	list = append(list,
		section{title: v.Text("Voldoet"), takes: func(r *clause.Result) bool { return r.Status == clause.Met }},
		section{title: v.Text("Vrijgesteld"), takes: func(r *clause.Result) bool { return r.Status == clause.Waived }})
	var out []htmlGroup
	for _, s := range list {
		g := htmlGroup{Title: s.title}
		for _, r := range t.selected(s.takes) {
			v.results++
			g.Results = append(g.Results, v.result(r, v.id+"r"+strconv.Itoa(v.results)))
		}
		if len(g.Results) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func (v *htmlView) result(r *clause.Result, id string) *htmlResult {
	out := &htmlResult{
		ID: id, Key: clean(string(r.Requirement)), Title: clean(r.Title),
		Status: string(r.Status), Sign: wording.Mark(r.Status), Word: v.Status(r.Status),
		Importance: clean(string(r.Importance)), ImportanceWord: v.Importance(r.Importance),
		Open:  r.Status == clause.Conflict,
		Flags: v.flags(r.Flags, "; "),
		Model: strings.TrimSpace(webpage.Visible(r.Model)), Caveat: clean(r.Caveat), Sources: v.citations(r.Sources), Lang: v.foreign,
	}
	if r.Was != "" {
		out.Was = v.Status(r.Was)
	}
	// The reason repeats what lacks, and where that is; it says more only where
	// these are silent.
	if r.Status == clause.Unknown || r.Status == clause.Waived || len(r.Lacks) == 0 && r.Status != clause.Met {
		out.Reason = clean(r.Reason)
	}
	out.Basis = v.basis(r)
	// What stands beside "ontbreekt" gives something and is not enough.
	kind := evidenceOf
	if r.Status == clause.Missing || r.Status == clause.Unknown {
		kind = func(f *clause.Finding) evidence {
			if f.Against {
				return evidenceAgainst
			}
			return evidenceNear
		}
	}
	out.Findings = v.passages(telling(r), kind, id)
	out.Lacks = v.lacks(r, out.Findings)
	for _, p := range out.Findings {
		if len(out.Where) < 2 && !slices.ContainsFunc(out.Where, func(q htmlPlace) bool { return q.Text == p.Place.Text }) {
			out.Where = append(out.Where, p.Place)
		}
	}
	for i := range r.Tensions {
		out.Tensions = append(out.Tensions, v.tension(&r.Tensions[i], id))
	}
	out.Lapsed = v.passages(r.Lapsed, func(*clause.Finding) evidence { return evidenceLapsed }, id)
	for i := range r.Nearest {
		list := &out.Near
		if r.Nearest[i].Overruled {
			list = &out.Overruled
		}
		*list = append(*list, v.passageOf([]*clause.Finding{&r.Nearest[i]}, evidenceNear, id))
	}
	out.Advice = v.Advice(r.Status)
	for i := range r.Adjusted {
		s := &r.Adjusted[i]
		out.Adjusted = append(out.Adjusted, v.settingFrom(s))
	}
	return out
}

// lacks tells how a result falls short. Of a conflict the passages may have said
// it already.
func (v *htmlView) lacks(r *clause.Result, told []htmlPassage) string {
	if r.Status == clause.Met {
		return ""
	}
	var list []string
	for _, lack := range r.Lacks {
		said := slices.ContainsFunc(told, func(p htmlPassage) bool {
			return slices.ContainsFunc(p.Reasons, func(why string) bool { return strings.Contains(why, clean(lack)) })
		})
		if r.Status != clause.Conflict || !said {
			list = append(list, clean(lack))
		}
	}
	return strings.Join(list, "; ")
}

// basis finds what sort of evidence a verdict rests on, and how far that is to be
// trusted, among those of the view, each told once.
func (v *htmlView) basis(r *clause.Result) int {
	text := ""
	switch basis := r.Basis.In(v.Language); {
	case r.Basis == "":
		return 0
	case r.Confidence == 0:
		text = v.Textf("Berust op: %s; te weinig nageteld.", basis)
	default:
		text = v.Textf("Berust op: %s; klopte in %d van de 100 gevallen.", basis, int(math.Round(100*r.Confidence)))
	}
	n := slices.Index(v.Bases, text)
	if n < 0 {
		n = len(v.Bases)
		v.Bases = append(v.Bases, text)
	}
	return n + 1
}

// passages gives findings; those on the same words are one passage to the reader.
func (v *htmlView) passages(list []clause.Finding, kindOf func(*clause.Finding) evidence, target string) []htmlPassage {
	var out []htmlPassage
	for _, group := range bySpan(list) {
		kind := evidences
		for _, f := range group {
			kind = min(kind, kindOf(f))
		}
		out = append(out, v.passageOf(group, kind, target))
	}
	return out
}

func (v *htmlView) passageOf(group []*clause.Finding, kind evidence, target string) htmlPassage {
	f := leading(group)
	text := clean(reads(f))
	p := htmlPassage{
		Place: v.placeOf(f, kind, target), Kind: kind.class(),
		Lead: clean(f.Lead), Quote: text, Lang: v.foreign, whole: f.Reads == "",
	}
	if f.Label != "" {
		p.Heading = clean(f.Heading)
	}
	if textpage.DisplayWidth(text) > quoteWidth {
		p.Quote = shortened(f, reads(f))
	}
	var reasons []string
	for _, g := range group {
		if p.Note == "" {
			p.Note = v.Novelty(g)
		}
		if g.Why != "" {
			reasons = append(reasons, clean(g.Why))
		}
	}
	p.Reasons = v.merged(unique(reasons))
	return p
}

func (v *htmlView) tension(x *clause.Tension, target string) htmlTension {
	out := htmlTension{Title: v.Text("Elders verzwakt"), Why: clean(x.Why)}
	takes := evidenceWeak
	if x.Kind == clause.Contradiction {
		out.Title = v.Text("Tegenspraak")
	}
	if x.Takes.Against {
		takes = evidenceAgainst
	}
	out.Gives = v.passageOf([]*clause.Finding{&x.Gives}, evidenceOf(&x.Gives), target)
	out.Takes = v.passageOf([]*clause.Finding{&x.Takes}, takes, target)
	return out
}

// placeOf cites a finding, and marks its words in the text.
func (v *htmlView) placeOf(f *clause.Finding, kind evidence, target string) htmlPlace {
	return htmlPlace{Text: v.found(f), At: v.anchors.add(f.File, f.Start, f.End, kind, target), ID: v.id}
}

// htmlArea is a row of the responsibility matrix.
type htmlArea struct {
	ID, Title, Key           string
	Class, Deviation         string
	Holder, Expected         string
	Was, Reason, Model, From string
	Lang                     string
	Findings                 []htmlPassage
}

func (v *htmlView) areas() []htmlArea {
	var out []htmlArea
	for i := range v.r.Matrix {
		a := &v.r.Matrix[i]
		id := v.id + "a" + strconv.Itoa(i+1)
		row := htmlArea{
			ID: id, Title: clean(a.Title), Key: clean(string(a.Area)), Holder: v.Holder(a.Holder), Expected: v.Holder(a.Expected),
			Reason: clean(a.Reason), Model: strings.TrimSpace(webpage.Visible(a.Model)), From: v.citations(a.Sources), Lang: v.foreign,
		}
		row.Class, row.Deviation = v.deviation(a)
		if a.Was != "" {
			row.Was = v.Holder(a.Was)
		}
		for _, group := range bySpan(a.Findings) {
			row.Findings = append(row.Findings, v.passageOf(group, evidenceArea, id))
		}
		out = append(out, row)
	}
	return out
}

// deviation tells how a row differs from what is usual, with the verdict whose
// colours it takes.
func (v *htmlView) deviation(a *clause.Area) (class, text string) {
	switch {
	case a.Waiver != nil:
		return string(clause.Waived), v.Status(clause.Waived)
	case a.Deviation == clause.Detriment:
		class = string(clause.Conflict)
	case a.Deviation == clause.Shifted:
		class = string(clause.Partial)
	case a.Deviation == clause.Advantage:
		class = string(clause.Met)
	case a.Holder == clause.Undetermined:
		class = string(clause.Unknown)
	case a.Holder == clause.Unassigned:
		class = string(clause.Missing)
	default:
		class = string(clause.Met)
	}
	return class, a.Deviation.In(v.Language)
}

// htmlOpen is a place of the text that asks for something, with how often it
// stands there.
type htmlOpen struct {
	Text  string
	Place htmlPlace
}

// openRefs lists what the contract refers to and does not hold.
func (v *htmlView) openRefs() []htmlOpen {
	var out []htmlOpen
	for i := range v.r.OpenRefs {
		ref := &v.r.OpenRefs[i]
		f := clause.Finding{File: ref.File, Start: ref.Start, End: ref.End, Page: ref.Page}
		if doc := v.anchors.doc(ref.File); doc != nil {
			loc := doc.Locate(document.Span{Start: ref.Start, End: ref.End})
			f.Label, f.Heading = loc.Label, loc.Heading
		}
		out = append(out, htmlOpen{clean(ref.Text), v.placeOf(&f, evidenceOpen, "")})
	}
	return out
}

func (v *htmlView) blanks() []htmlOpen {
	var out []htmlOpen
	for i := range v.r.Blanks {
		b := &v.r.Blanks[i]
		f := clause.Finding{File: b.File, Start: b.Start, End: b.End, Page: b.Page, Label: b.Label, Heading: b.Heading}
		out = append(out, htmlOpen{textpage.Shorten(clean(b.Text), 60), v.placeOf(&f, evidenceOpen, "")})
	}
	return out
}

// htmlChanged is a requirement whose verdict the tracked changes alter.
type htmlChanged struct {
	Title, Was, Now, Status, Sign, Target string
}

// changed lists the verdicts that the tracked changes alter, the losses first.
func (v *htmlView) changed(groups []htmlGroup) []htmlChanged {
	byKey := map[string]*htmlResult{}
	for _, g := range groups {
		for _, r := range g.Results {
			byKey[r.Key] = r
		}
	}
	var lost, gained []htmlChanged
	for i := range v.r.Results {
		r := &v.r.Results[i]
		h := byKey[clean(string(r.Requirement))]
		if r.Was == "" || h == nil {
			continue
		}
		c := htmlChanged{h.Title, h.Was, h.Word, h.Status, h.Sign, h.ID}
		if gravity(r.Status) > gravity(r.Was) {
			lost = append(lost, c)
		} else {
			gained = append(gained, c)
		}
	}
	return append(lost, gained...)
}

// htmlServed is a provision with the regimes that it serves.
type htmlServed struct {
	Place       htmlPlace
	Meets, Aids []string
}

// served tells, per provision that serves more than one regime, which ones.
func (v *htmlView) served() []htmlServed {
	var out []htmlServed
	for i := range v.r.Passages {
		p := &v.r.Passages[i]
		if len(regimes(p.Serves)) < 2 {
			continue
		}
		meets, aids := v.provisions(p.Serves)
		f := clause.Finding{File: p.File, Start: p.Start, End: p.End, Page: p.Page, Label: p.Label}
		out = append(out, htmlServed{v.placeOf(&f, evidenceGives, ""), meets, aids})
	}
	return out
}

// choices lists the packs and the importances that occur, for the filters.
func (v *htmlView) choices() (packs []string, importances []htmlChoice) {
	seen := map[rules.Importance]bool{}
	for i := range v.r.Results {
		r := &v.r.Results[i]
		if p := clean(r.Requirement.Pack()); !slices.Contains(packs, p) {
			packs = append(packs, p)
		}
		seen[r.Importance] = true
	}
	for _, i := range []rules.Importance{rules.Must, rules.MustAnnex, rules.Should, rules.Could} {
		if seen[i] {
			importances = append(importances, htmlChoice{string(i), v.Importance(i)})
		}
	}
	return packs, importances
}

type htmlChoice struct{ Value, Text string }
