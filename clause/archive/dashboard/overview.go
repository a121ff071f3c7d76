package dashboard

import (
	"fmt"
	"html/template"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/rules"
)

// overview is what the template of the page shows.
type overview struct {
	*collection
	Words wording.Words
	Title string
	Main  template.HTML

	Facts      []string
	Notes      []string
	Figures    []figure
	Statuses   []statusName
	Shares     []share // per importance and pack
	Years      []share
	Sorts      []sortOfUnread
	Rows       []requirementRow
	Chart      string // what the small charts show
	Apart      []apart
	Strange    []apart
	Unusual    []apart
	MoreApart  int
	MoreValues int
	MoreOdd    int
	Importance []choice
	Packs      []choice
	Kinds      []choice
	YearList   []int
	Blocks     []struct{} // of evidence
	AnyUnread  int
}

type statusName struct{ Status, Sign, Word string }

type figure struct {
	N       int
	Text    string
	Href    string
	Class   string
	Explain string
}

type choice struct{ Value, Text string }

// share is how the verdicts of a group are divided.
type share struct {
	Name  string
	N     string
	Tally tally
	Met   string
	Href  string
}

// group is a table of shares.
type group struct {
	A, B string // the heads
	List []share
	W    wording.Words
}

func newGroup(a, b string, list []share, w wording.Words) group { return group{a, b, list, w} }

type sortOfUnread struct {
	Class, Text string
	Place       bool
	List        []unread
}

type requirementRow struct {
	No                    int
	ID, Title, Importance string
	Rank                  int
	Pack                  string // where it begins
	Tally                 tally
	Counts                []countLink
	Met                   string
	Share                 float64 // of the decided that is in conflict or missing
	Chart                 template.HTML
}

type countLink struct {
	Status, Href string
	N            int
}

type apart struct{ Name, Of, Title, Text, Status, Href string }

// view fills in what the template shows.
func (o overview) view() *overview {
	w := o.Words
	for _, s := range clause.Statuses() {
		o.Statuses = append(o.Statuses, statusName{string(s), wording.Mark(s), w.Status(s)})
	}
	o.facts()
	o.figures()
	o.shares()
	o.unreadByClass()
	o.requirements()
	o.outliers()
	seen := map[string]bool{}
	for i := range o.contracts {
		if k := o.kindName(&o.contracts[i]); !seen[k] {
			seen[k] = true
			o.Kinds = append(o.Kinds, choice{k, k})
		}
	}
	slices.SortFunc(o.Kinds, func(a, b choice) int { return strings.Compare(a.Text, b.Text) })
	for i := range o.Kinds {
		if o.Kinds[i].Value == "" {
			o.Kinds[i] = choice{"-", w.Text("onbekend")}
		}
	}
	for _, y := range o.years() {
		if y > 0 {
			o.YearList = append(o.YearList, y)
		}
	}
	o.Blocks = make([]struct{}, (len(o.contracts)+perBlock-1)/perBlock)
	return &o
}

func (o *overview) facts() {
	w := o.Words
	if o.run != nil {
		if s := wording.Shorten(wording.Clean(o.run.Settings.Catalogue), 200); s != "" {
			o.Facts = append(o.Facts, s)
		}
		if !o.run.Started.IsZero() {
			o.Facts = append(o.Facts, w.Textf("laatste scan %s", o.run.Started.UTC().Format(time.DateOnly)))
		}
		if s := wording.Shorten(wording.Clean(o.run.Settings.Engine), 60); s != "" {
			o.Facts = append(o.Facts, "Clausule "+s)
		}
	}
	if l := levels[o.level]; o.level > 0 {
		switch {
		case l.quote == 0:
			o.Notes = append(o.Notes, w.Text("De citaten zijn weggelaten, anders werd deze pagina te groot; bij elk oordeel staan wel de reden en de plaats. Kies minder contracten om de citaten te zien."))
		case l.met == 0:
			o.Notes = append(o.Notes, w.Textf("Citaten zijn ingekort tot %d tekens, en die bij eisen waaraan is voldaan zijn weggelaten, anders werd deze pagina te groot. Kies minder contracten om alles te zien.", l.quote))
		default:
			o.Notes = append(o.Notes, w.Textf("Citaten zijn ingekort tot %d tekens, en die bij eisen waaraan is voldaan tot %d, anders werd deze pagina te groot. Kies minder contracten om alles te zien.", l.quote, l.met))
		}
	}
}

func (o *overview) figures() {
	w := o.Words
	incomplete, outdated, conflicts := 0, 0, 0
	for i := range o.contracts {
		con := &o.contracts[i]
		if con.incomplete {
			incomplete++
		}
		if con.outdated {
			outdated++
		}
		if con.tally[0] > 0 {
			conflicts++
		}
	}
	o.AnyUnread = len(o.unread) + o.hidden
	o.Figures = []figure{
		{N: len(o.contracts), Text: w.Text("getoetst"), Href: "#view=matrix", Explain: w.Text("documenten met een oordeel")},
		{N: conflicts, Text: w.Text("met strijdigheid"), Href: "#view=matrix&only=conflict", Class: "conflict", Explain: w.Text("ten minste één eis is strijdig")},
		{N: incomplete, Text: w.Text("niet geheel gelezen"), Href: "#view=matrix&only=incomplete", Class: "unknown", Explain: w.Text("van een deel is geen tekst gelezen")},
		{N: o.AnyUnread, Text: w.Text("niet gelezen"), Href: "#view=unread", Class: "missing", Explain: w.Text("geen oordeel; zie de reden per document")},
		{N: outdated, Text: w.Text("verouderd"), Href: "#view=matrix&only=outdated", Class: "partial", Explain: w.Text("nog niet getoetst met de laatste regels")},
		{N: o.copies, Text: w.Text("kopieën"), Href: "#view=matrix&only=copies", Explain: w.Text("dezelfde inhoud op een andere plaats, één keer getoetst")},
	}
}

func (o *overview) shares() {
	w := o.Words
	add := func(list []share, name, href string, n int, of []tally) []share {
		s := share{Name: name, Href: href, N: fmt.Sprint(n)}
		for i := range of {
			s.Tally.add(&of[i])
		}
		if s.Tally.all() == 0 {
			return list
		}
		s.Met = percentMet(&s.Tally)
		return append(list, s)
	}
	for _, i := range []rules.Importance{rules.Must, rules.MustAnnex, rules.Should, rules.Could} {
		var of []tally
		for _, col := range o.columns {
			if col.Importance == i {
				of = append(of, col.tally)
			}
		}
		if len(of) > 0 {
			o.Importance = append(o.Importance, choice{string(i), w.Importance(i)})
			o.Shares = add(o.Shares, w.Importance(i), "#view=matrix&imp="+string(i), len(of), of)
		}
	}
	var packs []string
	for _, col := range o.columns {
		if !slices.Contains(packs, col.Pack) {
			packs = append(packs, col.Pack)
		}
	}
	for _, p := range packs {
		o.Packs = append(o.Packs, choice{p, p})
		if len(packs) == 1 {
			break // it would say again what all say
		}
		var of []tally
		for _, col := range o.columns {
			if col.Pack == p {
				of = append(of, col.tally)
			}
		}
		o.Shares = add(o.Shares, p, "#view=matrix&pack="+url.QueryEscape(p), len(of), of)
	}
	for _, y := range o.years() {
		var of []tally
		for i := range o.contracts {
			if o.contracts[i].year == y {
				of = append(of, o.contracts[i].tally)
			}
		}
		name, href := fmt.Sprint(y), fmt.Sprintf("#view=matrix&from=%d&to=%d", y, y)
		if y == 0 {
			name, href = w.Text("jaar onbekend"), "#view=matrix&from=none"
		}
		o.Years = add(o.Years, name, href, len(of), of)
	}
}

// percentMet is the share of the contracts that meet a requirement, of those on
// which it could be decided.
func percentMet(t *tally) string {
	if t.decided() == 0 {
		return "–"
	}
	n := t[4] * 100 / t.decided()
	return fmt.Sprintf("%d %%", n)
}

func (o *overview) unreadByClass() {
	for _, class := range archive.Classes() {
		s := sortOfUnread{Class: string(class), Text: o.Words.Text(class.Dutch()), Place: class.OfPlace()}
		for _, u := range o.unread {
			if u.Class == class {
				s.List = append(s.List, u)
			}
		}
		if len(s.List) > 0 {
			o.Sorts = append(o.Sorts, s)
		}
	}
}

// Contracts is how many contracts have verdicts.
func (o *overview) Contracts() int { return len(o.contracts) }

// Hidden is how many unread are not listed.
func (o *overview) Hidden() int { return o.hidden }

// mostYears is how many years a small chart shows, the last ones.
const mostYears = 12

func (o *overview) requirements() {
	w := o.Words
	years := o.years()
	unknown := len(years) > 0 && years[len(years)-1] == 0
	if unknown {
		years = years[:len(years)-1]
	}
	years = years[max(0, len(years)-mostYears):]
	if len(years) > 0 {
		o.Chart = w.Textf("%d t/m %d", years[0], years[len(years)-1])
		if unknown {
			o.Chart += w.Text("; los: jaar onbekend")
		}
	}
	if unknown {
		years = append(years, 0)
	}
	pack := ""
	for k, col := range o.columns {
		row := requirementRow{
			No: k + 1, ID: wording.Clean(string(col.ID)), Title: wording.Clean(col.Title), Importance: w.Importance(col.Importance), Rank: col.Importance.Rank(),
			Tally: col.tally, Met: percentMet(&col.tally), Chart: o.chart(col, years),
		}
		if all := col.tally.decided(); all > 0 {
			row.Share = float64(col.tally[0]+col.tally[1]) / float64(all)
		}
		if col.Pack != pack {
			pack, row.Pack = col.Pack, col.Pack
		}
		for s, status := range clause.Statuses()[:5] {
			row.Counts = append(row.Counts, countLink{string(status), "#view=matrix&req=" + url.QueryEscape(string(col.ID)) + "&st=" + string(status), col.tally[s]})
		}
		o.Rows = append(o.Rows, row)
	}
}

// chart draws how the verdicts on a requirement are divided in every year.
func (o *overview) chart(col *column, years []int) template.HTML {
	if len(years) == 0 {
		return ""
	}
	var told []string
	var paths [len(verdicts)]strings.Builder
	x := 0
	for i, y := range years {
		if y == 0 && i > 0 {
			x += 4 // apart
		}
		t := col.years[y]
		if t != nil && t.all() > 0 {
			top := 24.0
			for s, n := range t {
				if n > 0 {
					h := 24 * float64(n) / float64(t.all())
					top -= h
					fmt.Fprintf(&paths[s], "M%d %.1fh7v%.1fh-7z", x, top, h)
				}
			}
			name := fmt.Sprint(y)
			if y == 0 {
				name = o.Words.Text("jaar onbekend")
			}
			told = append(told, name+": "+percentMet(t))
		}
		x += 8
	}
	var b strings.Builder
	label := template.HTMLEscapeString(o.Words.Text("voldoet") + " – " + strings.Join(told, "; "))
	fmt.Fprintf(&b, `<svg class="chart" role="img" viewBox="0 0 %d 24" width="%d" height="24"><title>%s</title>`, x, x, label)
	for s := range paths {
		if paths[s].Len() > 0 {
			fmt.Fprintf(&b, `<path class="%s" d="%s"/>`, clause.Statuses()[s], paths[s].String())
		}
	}
	return template.HTML(b.String() + "</svg>") // the label is escaped, the rest numbers
}

// bar draws a tally as a bar of segments.
func bar(words wording.Words, t tally) template.HTML {
	all := t.all()
	if all == 0 {
		return ""
	}
	var told []string
	for s, n := range t {
		if n > 0 {
			told = append(told, fmt.Sprintf("%s %d", words.Status(clause.Statuses()[s]), n))
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="bar" role="img" viewBox="0 0 1000 10" preserveAspectRatio="none" width="100%%" height="14"><title>%s</title>`, template.HTMLEscapeString(strings.Join(told, ", ")))
	x := 0.0
	for s, n := range t {
		if n > 0 {
			width := 1000 * float64(n) / float64(all)
			fmt.Fprintf(&b, `<rect class="%s" x="%.1f" width="%.1f" height="10"/>`, clause.Statuses()[s], x, width)
			x += width
		}
	}
	return template.HTML(b.String() + "</svg>") // words of ours, escaped, and numbers
}

func (o *overview) outliers() {
	w := o.Words
	name := func(i int) (name, of string) {
		con := &o.contracts[i]
		parts := []string{}
		if con.supplier != "" {
			parts = append(parts, con.supplier)
		}
		if con.year > 0 {
			parts = append(parts, fmt.Sprint(con.year))
		}
		if len(con.paths) > 0 && path.Dir(con.paths[0]) != "." {
			parts = append(parts, path.Dir(con.paths[0]))
		}
		return con.name(), strings.Join(parts, " · ")
	}
	link := func(i, column int) string {
		href := "#view=matrix&c=" + o.contracts[i].id()
		if column >= 0 {
			href += "&r=" + url.QueryEscape(string(o.columns[column].ID))
		}
		return href
	}
	list, more := o.contractsApart()
	o.MoreApart = more
	for _, x := range list {
		a := apart{Text: w.Textf("%d strijdig of ontbrekend; gebruikelijk is %.0f (%d documenten van deze soort)", x.n, x.usual, x.of), Href: link(x.contract, -1)}
		a.Name, a.Of = name(x.contract)
		o.Apart = append(o.Apart, a)
	}
	values, more := o.valuesApart()
	o.MoreValues = more
	for _, x := range values {
		col := o.columns[x.column]
		a := apart{Title: wording.Clean(col.Title), Text: w.Textf("%s; gebruikelijk is %s (%d contracten)", x.raw, x.usual, x.of), Href: link(x.contract, x.column), Status: o.statusOf(x.contract, x.column)}
		a.Name, a.Of = name(x.contract)
		o.Strange = append(o.Strange, a)
	}
	odd, more := o.verdictsApart(list)
	o.MoreOdd = more
	for _, x := range odd {
		col := o.columns[x.column]
		a := apart{Title: wording.Clean(col.Title), Text: w.Textf("%s, terwijl %d %% van %d contracten voldoet", w.Status(clause.Statuses()[x.status]), int(100*x.met), x.of), Href: link(x.contract, x.column), Status: o.statusOf(x.contract, x.column)}
		a.Name, a.Of = name(x.contract)
		o.Unusual = append(o.Unusual, a)
	}
}

func (o *overview) statusOf(contract, column int) string {
	if i := strings.IndexByte(verdicts, o.rows[contract][column]); i >= 0 {
		return string(clause.Statuses()[i])
	}
	return ""
}

// Apartness tells whether anything stands out, or there is enough to know.
func (o *overview) Apartness() string {
	switch {
	case len(o.contracts) < fewest:
		return o.Words.Textf("Vanaf %d contracten is te zeggen wat gebruikelijk is en wat daarvan afwijkt.", fewest)
	case len(o.Apart)+len(o.Strange)+len(o.Unusual) == 0:
		return o.Words.Text("Geen contract wijkt sterk af van de andere.")
	}
	return ""
}

// Listed are the places of what was not read, at least one.
func (u unread) Listed() []string {
	if len(u.Paths) == 0 {
		return []string{"?"}
	}
	return u.Paths
}

// scriptWords are the texts that the script says.
func scriptWords(w wording.Words) map[string]string {
	words := map[string]string{
		"shown": w.Text("{n} van {all} contracten"), "all": w.Text("{n} contracten"), "none": w.Text("Geen contract voldoet aan deze filters."),
		"cols": w.Text("{n} eisen"), "cell": w.Text("{contract}; {eis}: {oordeel}"), "noVerdict": w.Text("geen oordeel"),
		"name": w.Text("Contract"), "supplier": w.Text("Leverancier"), "year": w.Text("Jaar"), "unknownYear": w.Text("jaar onbekend"),
		"close": w.Text("Sluiten"), "prev": w.Text("Vorige eis"), "next": w.Text("Volgende eis"), "places": w.Text("Plaatsen"), "more": w.Text("en nog {n}"),
		"every": w.Text("Alle eisen van dit contract"), "same": w.Text("Alle contracten met dit oordeel op deze eis"), "lacks": w.Text("Tekort:"), "because": w.Text("Want:"),
		"flags": w.Text("Let op:"), "value": w.Text("Waarde:"), "incomplete": w.Text("niet geheel gelezen"), "outdated": w.Text("verouderd"),
		"noEvidence": w.Text("Bij dit oordeel zijn geen passages bewaard."), "noQuotes": w.Text("De citaten van dit contract zijn weggelaten, anders werd de pagina te groot."),
		"metLeftOut": w.Text("Het citaat is weggelaten, anders werd de pagina te groot."),
		"cut":        w.Text("Citaten zijn ingekort tot {n} tekens."), "overruled": w.Text("moet wijken voor een ander deel"), "gives": w.Text("geeft"), "weak": w.Text("verzwakt"), "against": w.Text("neemt weg"),
		"choose": w.Text("Kies een eis hieronder om te zien waarop het oordeel berust."), "failed": w.Text("Deze gegevens zijn niet te openen in deze browser; gebruik een recente versie van Firefox, Chrome, Edge of Safari."),
		"printed": w.Text("De eerste {n} van {all} contracten in de gekozen volgorde. De tekens staan voor de eisen, in de volgorde en met de nummers van de tabel van eisen."),
		"filters": w.Text("Gekozen: {f}"), "notFound": w.Text("Dit contract staat niet in deze pagina."), "hint": w.Text("Klik op een vakje, of ga er met de pijltjes heen en druk op Enter."),
	}
	for _, s := range clause.Statuses() {
		words["s_"+string(s)] = w.Status(s)
	}
	for _, i := range []rules.Importance{rules.Must, rules.MustAnnex, rules.Should, rules.Could} {
		words["i_"+string(i)] = w.Importance(i)
	}
	return words
}
