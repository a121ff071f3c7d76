// Package storetest has what the tests of stores, and of what is built on them,
// have in common: archives that were never scanned, and what every store must do.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// Batch is the most outcomes in a batch of Synthetic: what a scan commits at once.
const Batch = 50

// Source is the name of the source of a synthetic archive.
const Source = "/archief/contracten"

// epoch is the time from which a synthetic archive counts: nothing in it is of
// now.
var epoch = time.Date(2026, time.November, 2, 9, 0, 0, 0, time.UTC)

// Synthetic makes up an archive of n documents: suppliers with Dutch names, years,
// kinds, verdicts on the requirements of the default profile with quotes and
// values, copies, and documents and places with a failure. Equal arguments give
// equal archives, and the first documents of a larger one are those of a smaller.
func Synthetic(n int, seed uint64) iter.Seq[archive.Batch] {
	return func(yield func(archive.Batch) bool) {
		settings := Settings()
		for from := 0; from < n; from += Batch {
			b := archive.Batch{Run: 1, Settings: settings}
			for i := from; i < min(from+Batch, n); i++ {
				fill(&b, i, seed)
			}
			if !yield(b) {
				return
			}
		}
	}
}

// Fill scans a synthetic archive into a store: a run with its beginning and its
// end.
func Fill(ctx context.Context, store archive.Store, n int, seed uint64) error {
	run := archive.Run{Started: epoch, Sources: []string{Source}, Settings: Settings()}
	id, err := store.Begin(ctx, run)
	if err != nil {
		return err
	}
	var tally archive.Tally
	for b := range Synthetic(n, seed) {
		b.Run = id
		tally.Places += len(b.Places)
		tally.Judged += len(b.Outcomes)
		tally.Hashed += len(b.Places)
		tally.Copies += len(b.Places) - len(b.Outcomes)
		for _, o := range b.Outcomes {
			if o.Failure != nil {
				tally.Failed++
			}
		}
		if err := store.Commit(ctx, b); err != nil {
			return err
		}
	}
	return store.End(ctx, id, epoch.Add(time.Duration(n)*30*time.Millisecond), tally)
}

// catalogue is the built-in one, cut to the default profile.
var catalogue = sync.OnceValue(func() *rules.Catalogue {
	all, err := rules.Builtin()
	if err != nil {
		panic(err)
	}
	cut, err := all.Profile(rules.DefaultProfile)
	if err != nil {
		panic(err)
	}
	return cut
})

// Settings are those of a synthetic archive.
func Settings() archive.Settings {
	c := catalogue()
	s := archive.Settings{
		Reading: digest("lezen " + clause.Version), Judging: digest("oordelen " + c.Digest()),
		Engine: clause.Version, Catalogue: rules.DefaultProfile + ": " + strings.Join(packs(c), ", "),
	}
	for r := range judged(c) {
		s.Requirements = append(s.Requirements, archive.Requirement{ID: r.ID, Pack: r.ID.Pack(), Title: r.Title, Importance: r.Importance})
	}
	return s
}

// judged are the requirements that give a result; an area of the responsibility
// matrix does not.
func judged(c *rules.Catalogue) iter.Seq[*rules.Requirement] {
	return func(yield func(*rules.Requirement) bool) {
		for r := range c.All() {
			if r.Division == nil && !yield(r) {
				return
			}
		}
	}
}

func packs(c *rules.Catalogue) []string {
	var out []string
	for _, p := range c.Packs() {
		out = append(out, p.Name+"@"+p.Version)
	}
	return out
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// maker makes up one document.
type maker struct {
	*rand.Rand
	doc      int
	supplier string
	customer string
	year     int
	good     float64 // from 0 to 1: how well the contract was made
	quotes   []quote
	offset   int
}

// quote is a passage that several requirements may rest on.
type quote struct {
	text       string
	start, end int
	page       int
	label      string
	heading    string
}

func fill(b *archive.Batch, i int, seed uint64) {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, uint64(i)*2+1)), doc: i}
	m.supplier = suppliers[m.IntN(len(suppliers))]
	if i%3 == 0 { // a few suppliers have many contracts
		m.supplier = suppliers[m.IntN(5)]
	}
	m.customer = customers[m.IntN(len(customers))]
	m.year = 2012 + m.IntN(15)
	m.good = min(1, 0.25+float64(m.year-2012)/30+m.Float64()*0.45)
	kind := kinds[m.IntN(len(kinds))]
	format := formats[m.IntN(len(formats))]
	name := fmt.Sprintf("%s-%s-%05d.%s", titles[kind], slug(m.supplier), i, format)
	path := fmt.Sprintf("%d/%s/%s", m.year, slug(m.supplier), name)
	if m.IntN(20) == 0 {
		m.year = 0
		path = "ongesorteerd/" + name
	}
	sum := digest(fmt.Sprintf("document %d van %d", i, seed))
	place := archive.PlaceState{SHA256: sum, Place: archive.Place{
		Source: Source, Path: path, Size: int64(20_000 + m.IntN(400_000)),
		ModTime: epoch.Add(-time.Duration(m.IntN(5_000)) * time.Hour),
	}}
	b.Places = append(b.Places, place)
	for range copies(m.IntN(25)) {
		place.Path = fmt.Sprintf("kopie/%d/%s", m.IntN(100), name)
		b.Places = append(b.Places, place)
	}
	if m.IntN(200) == 0 {
		class := placeClasses[m.IntN(len(placeClasses))]
		b.Places = append(b.Places, archive.PlaceState{
			Place:   archive.Place{Source: Source, Path: fmt.Sprintf("afgesloten/%05d.pdf", i), Size: -1, ModTime: epoch},
			Failure: &archive.Failure{Class: class, Message: failures[class]},
		})
	}
	o := &archive.Outcome{SHA256: sum, Attempts: 1, CPU: time.Duration(5+m.IntN(60)) * time.Millisecond}
	o.Wall = o.CPU + time.Duration(m.IntN(20))*time.Millisecond
	b.Outcomes = append(b.Outcomes, o)
	if m.IntN(50) == 0 {
		class := documentClasses[m.IntN(len(documentClasses))]
		o.Failure = &archive.Failure{Class: class, Message: failures[class]}
		if class == archive.Crash {
			o.Attempts = 2
		}
		return
	}
	o.Facts = archive.Facts{Supplier: m.supplier, Customer: m.customer, Year: m.year}
	if m.IntN(25) == 0 {
		o.Facts.Supplier = ""
	}
	o.Report = m.report(name, sum, format, kind)
}

// copies tells how many copies stand elsewhere.
func copies(dice int) int {
	switch dice {
	case 0:
		return 2
	case 1:
		return 1
	}
	return 0
}

func (m *maker) report(name, sum string, format document.Format, kind clause.Kind) *clause.Report {
	c := catalogue()
	pages := 2 + m.IntN(28)
	r := &clause.Report{
		SchemaVersion: clause.SchemaVersion,
		Tool:          clause.Tool{Name: "clausule", Version: clause.Version},
		Catalogue:     clause.CatalogueInfo{Profile: rules.DefaultProfile, Packs: packs(c), Digest: c.Digest()},
		Document:      clause.DocumentInfo{Name: name, Format: format, SHA256: sum, Language: "nl", Kind: kind, Warnings: []document.Warning{}},
		Parties: []clause.PartyInfo{
			{Role: "leverancier", Names: []string{m.supplier, "Verwerker"}},
			{Role: "klant", Names: []string{m.customer, "Verwerkingsverantwoordelijke"}},
		},
	}
	if format == document.FormatPDF {
		r.Document.Pages = pages
	}
	unread := m.IntN(30) == 0
	if unread {
		r.Document.Warnings = append(r.Document.Warnings, document.Warning{
			Code: document.WarnPageWithoutText, Page: 1 + m.IntN(pages), Message: "De pagina heeft geen tekst en is niet gelezen.",
		})
	}
	if m.IntN(60) == 0 {
		r.Document.Language = "en"
	}
	for q := range judged(c) {
		r.Results = append(r.Results, m.result(q, unread, pages))
	}
	for _, res := range r.Results {
		r.Summary.Add(res.Status)
	}
	return r
}

// hard is how seldom contracts give what a requirement asks, from 0 to 1: a
// property of the requirement, the same in all archives.
func hard(id rules.ID) float64 {
	sum := sha256.Sum256([]byte(id))
	return 0.25 + 0.7*float64(sum[0])/255
}

func (m *maker) result(q *rules.Requirement, unread bool, pages int) clause.Result {
	res := clause.Result{
		Requirement: q.ID, Title: q.Title, Importance: q.Importance, Caveat: q.Caveat,
		Lacks: []string{}, Flags: []string{}, Findings: []clause.Finding{},
	}
	lacks := "een regeling hiervan"
	if len(q.Elements) > 0 {
		lacks = q.Elements[len(q.Elements)-1].Lacks
	}
	chance := m.good * (1.2 - hard(q.ID))
	switch dice := m.Float64(); {
	case dice < chance*0.55:
		res.Status, res.Basis, res.Confidence = clause.Met, clause.BasisWhole, 0.93
		m.find(&res, q, 1+m.IntN(2), pages)
		res.Reason = fmt.Sprintf("Geregeld in art. %s.", res.Findings[0].Label)
	case dice < chance:
		res.Status, res.Basis, res.Confidence = clause.Partial, clause.BasisIncomplete, 0.76
		m.find(&res, q, 1+m.IntN(3), pages)
		res.Lacks = append(res.Lacks, lacks)
		res.Reason = fmt.Sprintf("Gedeeltelijk geregeld in art. %s; schiet tekort: %s.", res.Findings[0].Label, lacks)
	case dice < chance+0.03*hard(q.ID):
		res.Status, res.Basis, res.Confidence = clause.Conflict, clause.BasisRefusal, 0.81
		m.find(&res, q, 1, pages)
		res.Findings[0].Against = true
		res.Findings[0].Why = "Strijdig: de bepaling neemt de waarborg weg."
		res.Lacks = append(res.Lacks, "de bepaling neemt de waarborg weg")
		res.Reason = fmt.Sprintf("Strijdig in art. %s: de bepaling neemt de waarborg weg.", res.Findings[0].Label)
	case unread:
		res.Status, res.Reason = clause.Unknown, "Niet gevonden, maar niet alle tekst kon worden gelezen."
	default:
		res.Status, res.Basis, res.Confidence = clause.Missing, clause.BasisNothing, 0.76
		res.Reason = "Geen bepaling gevonden."
		res.Lacks = append(res.Lacks, lacks)
	}
	return res
}

// find gives a result n findings, most of them in passages that other results
// rest on too.
func (m *maker) find(res *clause.Result, q *rules.Requirement, n, pages int) {
	var value *clause.Value
	if len(q.Thresholds) > 0 {
		value = m.value()
	}
	for k := range n {
		var at quote
		if known := len(m.quotes); value == nil && known > 0 && (known >= 30 || m.IntN(2) == 0) {
			at = m.quotes[m.IntN(known)]
		} else {
			at = m.quote(q, value, pages)
		}
		if slices.ContainsFunc(res.Findings, func(f clause.Finding) bool { return f.Start == at.start }) {
			continue
		}
		element := "kern"
		if len(q.Elements) > 0 {
			element = q.Elements[k%len(q.Elements)].Name
		}
		f := clause.Finding{
			Element: element, Quote: at.text, Start: at.start, End: at.end, Page: at.page, Label: at.label, Heading: at.heading,
			Weak: res.Status == clause.Partial && k == 0, Value: value, Why: "Geeft " + lower(q.Title) + ".",
			Fingerprint: digest(string(q.ID) + element + at.text)[:16],
		}
		value = nil
		res.Findings = append(res.Findings, f)
	}
}

// quote makes up a passage.
func (m *maker) quote(q *rules.Requirement, value *clause.Value, pages int) quote {
	text := ""
	if value != nil {
		text = fmt.Sprintf(valued[m.IntN(len(valued))], value.Raw)
	} else {
		text = fmt.Sprintf(sentences[m.IntN(len(sentences))], lower(q.Title))
	}
	text = strings.ReplaceAll(text, "LEVERANCIER", m.supplier)
	n := len(m.quotes)
	m.offset += 60 + m.IntN(900)
	at := quote{
		text: text, start: m.offset, end: m.offset + len(text), page: min(pages, 1+n/3),
		label: fmt.Sprintf("%d.%d", 2+n/4, 1+n%4), heading: headings[n/4%len(headings)],
	}
	m.offset = at.end
	m.quotes = append(m.quotes, at)
	return at
}

// value makes up a value, a few of them far off.
func (m *maker) value() *clause.Value {
	list := values
	if m.IntN(40) == 0 {
		list = outliers
	}
	v := list[m.IntN(len(list))]
	return &v
}

func lower(title string) string {
	if title == "" {
		return title
	}
	return strings.ToLower(title[:1]) + title[1:]
}

// slug makes a name fit for a path.
func slug(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == '.':
			return -1
		}
		return '-'
	}, name), "-")
}
