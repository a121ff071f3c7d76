package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
)

// comparisonView is a comparison in the words of one language, from which each of
// its forms is written.
type comparisonView struct {
	title    string
	sides    []viewFact // the two versions
	asked    string     // what they were compared on
	verdict  string     // in one line, the worst first
	worse    bool
	caution  []string // what the reader must know before relying on it
	glance   []viewLine
	sections []viewSection
	areas    []viewLine
	further  []viewFact
}

type viewFact struct{ name, text string }

// viewSection is a kind of change with the requirements that have it.
type viewSection struct {
	kind    clause.ChangeKind
	title   string
	note    string
	entries []viewEntry
}

type viewEntry struct {
	change  *clause.Change
	title   string
	about   string // id, importance and the move of the verdict
	note    string
	lines   []viewLine
	was     []viewPassage
	now     []viewPassage
	nothing string // what is told of the new version where nothing counts
	near    []viewPassage
	verb    string // before the model clause
	model   string
}

// viewLine is one difference.
type viewLine struct {
	direction clause.Direction
	text      string
}

type viewPassage struct {
	place string
	quote string
	same  bool // in the new version, the words of the old one
}

// comparisonViewOf puts a comparison into words.
func comparisonViewOf(c *clause.Comparison, l words, whole bool) *comparisonView {
	v := &comparisonView{title: l.Text("Wat er verandert"), verdict: verdictOf(c, l), caution: cautions(c, l)}
	if c.Draft {
		v.title = l.Text("Wat doet dit concept")
		v.sides = []viewFact{{l.Text("Concept"), draftFact(c, l)}, {l.Text("Vóór"), standing(&c.Old.Summary, l)}, {l.Text("Na"), standing(&c.New.Summary, l)}}
	} else {
		v.sides = []viewFact{{l.Text("Oud"), sideFact(&c.Old, l)}, {l.Text("Nieuw"), sideFact(&c.New, l)}}
	}
	n := len(c.Changes) + c.Summary.Same
	v.asked = l.Textf("vergeleken op %s uit %s", l.Count(n, "eis", "eisen"), strings.Join(c.Catalogue.Packs, ", "))
	if name := clean(c.Catalogue.Profile); name != "" {
		v.asked += " · " + l.Textf("profiel %s", name)
	}
	for _, kind := range clause.ChangeKinds() {
		s := viewSection{kind: kind, title: sectionTitle(kind, l), note: sectionNote(kind, l)}
		for i := range c.Changes {
			if c.Changes[i].Kind == kind {
				s.entries = append(s.entries, entryOf(&c.Changes[i], l, whole))
				v.worse = v.worse || c.Changes[i].Worse()
			}
		}
		if len(s.entries) > 0 {
			v.sections = append(v.sections, s)
		}
	}
	v.glance = glance(c, l)
	for i := range c.Areas {
		v.areas = append(v.areas, areaLine(&c.Areas[i], l))
	}
	v.further = further(c, l)
	return v
}

// sideFact describes one version.
func sideFact(s *clause.Compared, l words) string {
	d := &s.Document
	parts := []string{l.File(d.Name), l.Format(d.Format)}
	if len(d.Files) > 0 {
		parts = []string{l.Count(len(d.Files), "stuk", "stukken")}
	}
	if d.Pages > 0 {
		parts = append(parts, l.Count(d.Pages, "bladzijde", "bladzijden"))
	}
	return strings.Join(append(parts, standing(&s.Summary, l)), " · ")
}

// standing is the outcome of one version.
func standing(s *clause.Summary, l words) string {
	var parts []string
	for _, x := range []struct {
		n      int
		status clause.Status
	}{{s.Met, clause.Met}, {s.Partial, clause.Partial}, {s.Conflict, clause.Conflict}, {s.Missing, clause.Missing}, {s.Unknown, clause.Unknown}, {s.Waived, clause.Waived}} {
		if x.n > 0 || x.status != clause.Unknown && x.status != clause.Waived {
			parts = append(parts, strings.ReplaceAll(strconv.Itoa(x.n)+" "+x.status.In(l.Language), " ", glue))
		}
	}
	return strings.Join(parts, ", ")
}

// draftFact tells whose changes they are.
func draftFact(c *clause.Comparison, l words) string {
	parts := []string{l.File(c.New.Document.Name), l.Format(c.New.Document.Format)}
	var names []string
	for _, r := range []*clause.RevisionInfo{c.Old.Document.Revisions, c.New.Document.Revisions} {
		if r == nil {
			continue
		}
		for _, a := range r.Authors {
			if a = clean(a); !slices.Contains(names, a) {
				names = append(names, a)
			}
		}
	}
	const named = 3
	if n := len(names); n > named {
		names = append(names[:named:named], l.Text("anderen"))
	}
	if len(names) > 0 {
		parts = append(parts, l.Textf("wijzigingen van %s", strings.Join(names, ", ")))
	}
	return strings.Join(parts, " · ")
}

// verdictOf is the outcome in one line.
func verdictOf(c *clause.Comparison, l words) string {
	if len(c.Changes)+len(c.Areas) == 0 {
		if c.Same() {
			return l.Text("Niets veranderd: beide versies geven hetzelfde.")
		}
		return l.Text("Aan wat het contract geeft is niets veranderd.")
	}
	var parts []string
	for _, k := range clause.ChangeKinds() {
		if n := c.Summary.Of(k); n > 0 {
			parts = append(parts, strings.ReplaceAll(strconv.Itoa(n)+" "+k.In(l.Language), " ", glue))
		}
	}
	// What can no longer be told of an area is no shift.
	n := 0
	for i := range c.Areas {
		if c.Areas[i].Old != clause.Undetermined && c.Areas[i].New != clause.Undetermined {
			n++
		}
	}
	if n > 0 {
		parts = append(parts, strings.ReplaceAll(l.Count(n, "taak verschoven", "taken verschoven"), " ", glue))
	}
	return strings.Join(append(parts, strings.ReplaceAll(strconv.Itoa(c.Summary.Same)+" "+l.Text("gelijk gebleven"), " ", glue)), " · ")
}

func sectionTitle(k clause.ChangeKind, l words) string {
	switch k {
	case clause.Lost:
		return l.Text("Verloren")
	case clause.Weakened:
		return l.Text("Verzwakt")
	case clause.Mixed:
		return l.Text("Gewijzigd")
	case clause.Unreadable:
		return l.Text("Niet meer te beoordelen")
	case clause.Readable:
		return l.Text("Nu wel te beoordelen")
	case clause.Strengthened:
		return l.Text("Versterkt")
	case clause.Gained:
		return l.Text("Nieuw geregeld")
	}
	return string(k)
}

func sectionNote(k clause.ChangeKind, l words) string {
	switch k {
	case clause.Unreadable:
		return l.Text("In de nieuwe versie is niet alle tekst gelezen. Of dit vervallen is, is niet vast te stellen; het telt niet als verlies.")
	case clause.Readable:
		return l.Text("In de oude versie was niet alle tekst gelezen. Of dit nieuw is, is niet vast te stellen.")
	}
	return ""
}

// cautions tells what keeps the comparison from being whole.
func cautions(c *clause.Comparison, l words) []string {
	var out []string
	for _, side := range []struct {
		name string
		of   *clause.Compared
	}{{l.Text("Oud"), &c.Old}, {l.Text("Nieuw"), &c.New}} {
		if c.Draft && side.of == &c.Old {
			continue // the same file
		}
		lost, _ := l.Attention(side.of.Document.Warnings)
		for _, s := range lost {
			out = append(out, side.name+": "+s)
		}
	}
	if !c.Draft && c.Old.Document.SHA256 != "" && c.Old.Document.SHA256 == c.New.Document.SHA256 {
		out = append(out, l.Text("Beide bestanden zijn byte voor byte gelijk. Zijn het de bestanden die u bedoelt?"))
	}
	return out
}

// entryOf puts one change into words.
func entryOf(c *clause.Change, l words, whole bool) viewEntry {
	e := viewEntry{change: c, title: clean(c.Title), model: clean(c.Model)}
	e.about = string(c.Requirement) + " · " + l.Importance(c.Importance) + " · "
	if c.Old.Status == c.New.Status {
		e.about += l.Textf("blijft: %s", c.New.Status.In(l.Language))
	} else {
		e.about += c.Old.Status.In(l.Language) + " → " + c.New.Status.In(l.Language)
	}
	if c.Unsure {
		e.note = l.Text("Alleen herkend aan gelijkenis: misschien staat hetzelfde er in andere woorden. Lees beide passages.")
	}
	told := map[string]bool{}
	for i := range c.Details {
		line := viewLine{c.Details[i].Direction, detailText(&c.Details[i], l)}
		if !told[line.text] {
			told[line.text] = true
			e.lines = append(e.lines, line)
		}
	}
	if len(e.lines) == 0 && c.Worse() && len(c.New.Lacks) > 0 && c.New.Status != clause.Missing {
		e.lines = []viewLine{{clause.Worse, clean(strings.Join(c.New.Lacks, "; "))}}
	}
	old, new := telltale(c)
	most := 2
	if whole {
		most = len(old) + len(new)
	}
	e.was, e.now = passages(old, nil, most, whole, l), passages(new, old, most, whole, l)
	if len(e.now) == 0 && (c.New.Status == clause.Missing || len(e.was) > 0) {
		e.nothing = l.Text("niets gevonden dat dit geeft")
		switch c.New.Status {
		case clause.Unknown:
			e.nothing = l.Text("niet te beoordelen: niet alle tekst is gelezen")
		case clause.Missing:
			e.near = passages(c.New.Nearest, nil, 1, whole, l)
		}
	}
	switch {
	case !c.Worse() || e.model == "":
		e.model = ""
	case c.New.Status == clause.Conflict, c.New.Status == clause.Missing:
		e.verb = l.Advice(c.New.Status)
	default:
		e.verb = l.Advice(clause.Partial)
	}
	return e
}

// telltale gives the passages that show a change: those of its details, else the
// first on which each verdict rests.
func telltale(c *clause.Change) (old, new []clause.Finding) {
	for i := range c.Details {
		d := &c.Details[i]
		if d.OldAt != nil {
			old = append(old, *d.OldAt)
		}
		if d.NewAt != nil {
			new = append(new, *d.NewAt)
		}
	}
	if len(old)+len(new) == 0 {
		old, new = c.Old.Findings[:min(1, len(c.Old.Findings))], c.New.Findings[:min(1, len(c.New.Findings))]
	}
	return old, new
}

// glanced is how many changes are told at a glance.
const glanced = 15

// glance lists what got worse, a line each; nil where there is so little that the
// entries themselves are seen at once.
func glance(c *clause.Comparison, l words) []viewLine {
	var out []viewLine
	for i := range c.Changes {
		change := &c.Changes[i]
		if !change.Worse() {
			continue
		}
		text := clean(change.Title) + ": "
		if change.Old.Status != change.New.Status {
			text += change.Old.Status.In(l.Language) + " → " + change.New.Status.In(l.Language)
		}
		if change.New.Status != clause.Missing && len(change.Details) > 0 && change.Details[0].Direction == clause.Worse {
			if change.Old.Status != change.New.Status {
				text += "; "
			}
			text += detailText(&change.Details[0], l)
		}
		out = append(out, viewLine{clause.Worse, text})
	}
	for i := range c.Areas {
		if c.Areas[i].Direction == clause.Worse {
			out = append(out, areaLine(&c.Areas[i], l))
		}
	}
	const few = 2
	if len(out) <= few {
		return nil
	}
	if n := len(out) - glanced; n > 0 {
		out = append(out[:glanced], viewLine{clause.Worse, l.Textf("en nog %d", n)})
	}
	return out
}

// passages gives at most n passages, each once.
func passages(list, old []clause.Finding, n int, whole bool, l words) []viewPassage {
	var out []viewPassage
	for _, group := range bySpan(list) {
		if len(out) == n {
			break
		}
		f := leading(group)
		p := viewPassage{place: l.under(f), quote: quote(f, whole)}
		p.same = slices.ContainsFunc(old, func(o clause.Finding) bool { return clean(reads(&o)) == clean(reads(f)) })
		out = append(out, p)
	}
	return out
}

// detailText is one difference in words.
func detailText(d *clause.Detail, l words) string {
	about := clean(d.Asks)
	old, new := clean(d.Old), clean(d.New)
	switch d.Kind {
	case clause.DetailValue:
		switch {
		case new == "":
			return l.Textf("%s: %s vervalt", about, old)
		case old == "":
			return l.Textf("%s: er staat nu %s", about, new)
		}
		return about + ": " + old + " → " + new
	case clause.DetailElement:
		return about + ": " + stateWord(old, l) + " → " + stateWord(new, l)
	case clause.DetailReservation:
		if new != "" {
			return l.Textf("voorbehoud erbij: %s", new)
		}
		return l.Textf("voorbehoud weg: %s", old)
	case clause.DetailAgainst:
		if new != "" {
			return l.Textf("nu strijdig: %s", new)
		}
		return l.Textf("niet langer strijdig: %s", old)
	case clause.DetailFlag:
		if new != "" {
			return l.Textf("let op, nieuw: %s", l.flags([]string{new}, ""))
		}
		return l.Textf("vervallen aandachtspunt: %s", l.flags([]string{old}, ""))
	case clause.DetailTension:
		if new != "" {
			return new
		}
		return l.Textf("opgelost: %s", old)
	}
	return about
}

func stateWord(s string, l words) string {
	switch clause.PointState(s) {
	case clause.PointGiven:
		return l.Text("gegeven")
	case clause.PointWeak:
		return l.Text("met voorbehoud")
	case clause.PointAbsent:
		return l.Text("ontbreekt")
	case clause.PointAgainst:
		return l.Text("weggenomen")
	}
	return s
}

// areaLine tells of an area that moved.
func areaLine(a *clause.AreaChange, l words) viewLine {
	text := clean(a.Title) + ": " + l.Holder(a.Old) + " → " + l.Holder(a.New)
	if at := a.NewAt; at != nil {
		text += where(" · ", l.TightPlace(at))
	} else if at := a.OldAt; at != nil && l.TightPlace(at) != "" {
		text += " · " + l.Textf("was %s", l.TightPlace(at))
	}
	return viewLine{a.Direction, text}
}

// further tells what changed that is no matter of what the contract gives.
func further(c *clause.Comparison, l words) []viewFact {
	var out []viewFact
	for _, p := range c.Parties {
		name := l.Text("Leverancier")
		if p.Role == "klant" {
			name = l.Text("Klant")
		}
		list := func(names []string) string {
			if len(names) == 0 {
				return l.Text("niet herkend")
			}
			return clean(strings.Join(names, ", "))
		}
		out = append(out, viewFact{name, list(p.Old) + " → " + list(p.New)})
	}
	if c.Kinds != nil {
		out = append(out, viewFact{l.Text("Soort document"), c.Kinds.Old.In(l.Language) + " → " + c.Kinds.New.In(l.Language)})
	}
	blanks := func(list []clause.BlankField) string {
		var parts []string
		for i := range list {
			b := &list[i]
			parts = append(parts, clean(b.Text)+where(", ", l.TightPlace(&clause.Finding{File: b.File, Page: b.Page, Label: b.Label, Heading: b.Heading})))
		}
		return several(unique(parts), l)
	}
	references := func(list []clause.Reference) string {
		var parts []string
		for i := range list {
			r := &list[i]
			parts = append(parts, clean(r.Text)+where(", ", l.TightPlace(&clause.Finding{File: r.File, Page: r.Page})))
		}
		return several(unique(parts), l)
	}
	if len(c.Blanks.Opened) > 0 {
		out = append(out, viewFact{l.Text("Nu nog in te vullen"), blanks(c.Blanks.Opened)})
	}
	if len(c.Blanks.Filled) > 0 {
		out = append(out, viewFact{l.Text("Niet langer open"), blanks(c.Blanks.Filled)})
	}
	if len(c.References.Opened) > 0 {
		out = append(out, viewFact{l.Text("Nu niet bijgevoegd"), references(c.References.Opened)})
	}
	if len(c.References.Closed) > 0 {
		out = append(out, viewFact{l.Text("Niet langer ontbrekend"), references(c.References.Closed)})
	}
	return out
}

// several lists the first of many.
func several(list []string, l words) string {
	const told = 6
	if n := len(list) - told; n > 0 {
		list = append(list[:told:told], l.Textf("en nog %d", n))
	}
	return strings.Join(list, "; ")
}
