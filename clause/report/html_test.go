package report_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

func htmlOf(t testing.TB, o report.HTMLOptions, contracts ...report.Contract) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.HTML(&b, contracts, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var checker = sync.OnceValues(func() (*clause.Checker, error) {
	catalogue, err := rules.Builtin("ksz", "avg", "gedeeld")
	if err != nil {
		return nil, err
	}
	return clause.New(catalogue, clause.Options{})
})

// judged is a contract of a file, or of several as a bundle.
func judged(t testing.TB, o extract.Options, files ...string) report.Contract {
	t.Helper()
	c, err := checker()
	if err != nil {
		t.Fatal(err)
	}
	var docs []*document.Document
	for _, file := range files {
		doc, err := extract.OpenFile(context.Background(), file, o)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, doc)
	}
	var r *clause.Report
	if len(docs) > 1 {
		r, err = c.CheckBundle(context.Background(), docs...)
	} else {
		r, err = c.Check(context.Background(), docs[0])
	}
	if err != nil {
		t.Fatal(err)
	}
	return report.Contract{Report: r, Documents: docs}
}

// small is a contract with every kind of block, and a report on it whose passages
// overlap, lie in each other and run over two blocks.
func small() report.Contract {
	d := &document.Document{Name: "klein.pdf", Format: document.FormatPDF, SHA256: "0", Revisions: document.AllRevisions}
	add := func(b document.Block, label, text string) document.Span {
		if d.Text != "" {
			d.Text += "\n"
		}
		b.Span.Start = len(d.Text)
		d.Text += label
		b.Body = len(d.Text)
		d.Text += text
		b.Span.End = len(d.Text)
		b.Label = strings.TrimSpace(label)
		b.Parent = -1
		d.Blocks = append(d.Blocks, b)
		return b.Span
	}
	add(document.Block{Kind: document.Heading, Level: 1}, "", "Overeenkomst <b>& bijlagen")
	add(document.Block{Kind: document.Heading, Level: 3}, "Artikel 1 ", "Melding")
	melding := add(document.Block{}, "1.1 ", "Leverancier meldt een inbreuk binnen 24 72 uur, voor zover mogelijk, aan Klant.")
	lijst := add(document.Block{Kind: document.Item, Level: 2}, "a) ", "de aard van de inbreuk;")
	for i, cell := range []string{"Dienst", "Hersteltijd", "Hosting"} {
		add(document.Block{Kind: document.Cell, Table: &document.TableRef{Table: 1, Row: i / 2, Column: i % 2, Header: i < 2}}, "", cell)
	}
	nested := add(document.Block{Kind: document.Cell, Table: &document.TableRef{Table: 2}}, "", "genest")
	add(document.Block{Kind: document.Cell, Table: &document.TableRef{Table: 1, Row: 1, Column: 3}}, "", "4 uur")
	add(document.Block{Kind: document.Footnote}, "1 ", "Een voetnoot.")
	add(document.Block{Kind: document.Picture}, "", "[Afbeelding: schema]")
	leeg := add(document.Block{Kind: document.Heading, Level: 2}, "Bijlage 1 ", "[in te vullen]")
	at := func(of document.Span, words string) (start, end int) {
		start = of.Start + strings.Index(d.Text[of.Start:of.End], words)
		return start, start + len(words)
	}
	d.Pages = []document.Page{{Number: 1, Source: document.PageText}, {Number: 2, Start: nested.Start, Source: document.PageText}}
	from, to := at(melding, "24 ")
	d.Changes = []document.Change{
		{Span: document.Span{Start: from, End: to}, Revision: document.Deleted, Author: "A. Jansen", Date: "2026-01-02T03:04:05Z"},
		{Span: document.Span{Start: to, End: to + 3}, Revision: document.Inserted},
	}
	from, to = at(melding, "meldt")
	d.Doubtful = []document.Span{{Start: from, End: to}}
	finding := func(of document.Span, words string, f clause.Finding) clause.Finding {
		f.Start, f.End = at(of, words)
		f.Quote, f.Page, f.Label = words, 1, "1.1"
		return f
	}
	whole := finding(melding, d.Text[melding.Start+4:melding.End], clause.Finding{Why: "Geeft de melding.", Reads: "Leverancier meldt een inbreuk binnen 72 uur, voor zover mogelijk, aan Klant."})
	over := clause.Finding{Start: whole.Start, End: lijst.End, Quote: d.Text[whole.Start:lijst.End], Page: 1, Label: "1.1", Weak: true, Why: "Geeft de inhoud, maar: alleen voor zover mogelijk."}
	open := func(of document.Span, words string) (string, int, int) {
		from, to := at(of, words)
		return words, from, to
	}
	text, start, end := open(leeg, "[in te vullen]")
	return report.Contract{Documents: []*document.Document{d}, Report: &clause.Report{
		SchemaVersion: clause.SchemaVersion, Tool: clause.Tool{Name: "clausule", Version: "test"},
		Catalogue: clause.CatalogueInfo{Packs: []string{"ksz@2026.1", "eigen@1"}, Digest: "d"},
		Document: clause.DocumentInfo{Name: "klein.pdf", Format: document.FormatPDF, SHA256: "0", Pages: 2, Language: "nl", Kind: clause.KindProcessorAgreement,
			Revisions: &clause.RevisionInfo{Reading: document.AllRevisions, Inserted: 1, Deleted: 1, Authors: []string{"A. Jansen"}},
			Warnings:  []document.Warning{{Code: document.WarnPageWithoutText, Page: 2, Message: "bevat alleen een afbeelding; er is niets gelezen"}}},
		Parties: []clause.PartyInfo{{Role: "leverancier", Names: []string{"Leverancier"}}},
		Blanks:  []clause.BlankField{{Text: text, Start: start, End: end, Page: 2, Label: "Bijlage 1"}},
		Results: []clause.Result{
			{Requirement: "eigen.melding", Title: "Inbreuk wordt gemeld", Importance: rules.Must, Status: clause.Met, Was: clause.Partial,
				Findings: []clause.Finding{whole}, Flags: []string{"niet-ingevuld"}, Sources: []rules.Citation{{Document: "AVG", Place: "art. 33 lid 2"}}},
			{Requirement: "ksz.inhoud", Title: "De melding heeft een inhoud", Importance: rules.Should, Status: clause.Partial, Lacks: []string{"de gevolgen"},
				Findings: []clause.Finding{over}, Model: "De melding noemt \"aard\" <en> gevolgen.\nBinnen 24 uur.", Caveat: "Nog niet getoetst.", Basis: clause.BasisIncomplete, Confidence: 0.757},
			{Requirement: "ksz.termijn", Title: "De termijn is kort", Importance: rules.Must, Status: clause.Conflict, Lacks: []string{"72 uur is te lang"},
				Findings: []clause.Finding{finding(melding, "binnen 24 72 uur", clause.Finding{Against: true, Why: "Strijdig: 72 uur is te lang.", Value: &clause.Value{Raw: "72 uur"}})}},
			{Requirement: "ksz.register", Title: "Er is een register", Importance: rules.MustAnnex, Status: clause.Missing, Lacks: []string{"een register"},
				Nearest: []clause.Finding{finding(melding, "meldt een inbreuk", clause.Finding{Why: "Telt niet: iets anders."})}, Model: "Leverancier houdt een register."},
			{Requirement: "ksz.vrij", Title: "Vrijgesteld", Importance: rules.Could, Status: clause.Waived, Reason: "Vrijgesteld tot en met 31-12-2028."},
		},
		Matrix: []clause.Area{{Area: "gedeeld.backup", Title: "Back-up", Holder: rules.HeldByCustomer, Expected: rules.HeldByProvider, Deviation: clause.Detriment,
			Reason: "De klant doet dit.", Findings: []clause.Finding{finding(lijst, "de aard", clause.Finding{Why: "Legt het bij de klant."})}, Model: "Leverancier maakt back-ups."}},
		Summary: clause.Summary{Met: 1, Partial: 1, Conflict: 1, Missing: 1, Waived: 1},
	}}
}

var inlined = regexp.MustCompile(`(?s)<style>.*?</style>|<script>.*?</script>|content="default-src.*?"`)

func TestHTMLGolden(t *testing.T) {
	got := inlined.ReplaceAllString(htmlOf(t, report.HTMLOptions{}, small()), "")
	file := filepath.Join("testdata", "small.html")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (renew with -update):\n%s", file, diff)
	}
}

// pageOf parses a page and checks what holds for every one: ids are unique, what
// refers leads somewhere, nothing is fetched, headings skip no level, and the
// policy lets the page's own style and script through.
func pageOf(t *testing.T, name, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	var refs []string
	policy, heading := "", 0
	scripts := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "style" || n.Data == "script" && attr(n, "type") == "" {
			if s := fetches.FindString(words(n)); s != "" {
				t.Errorf("%s: %q in a <%s> may fetch something", name, s, n.Data)
			}
		}
		switch n.Data {
		case "style":
			if !strings.Contains(policy, "style-src 'sha256-"+digest(n.FirstChild.Data)+"'") {
				t.Errorf("%s: the policy does not let the style sheet through", name)
			}
		case "script":
			if scripts++; attr(n, "type") == "" && !strings.Contains(policy, "script-src 'sha256-"+digest(n.FirstChild.Data)+"'") {
				t.Errorf("%s: the policy does not let the script through", name)
			}
		case "link", "img", "iframe", "object", "embed", "base", "video", "audio":
			t.Errorf("%s: <%s> may fetch something", name, n.Data)
		case "h1", "h2", "h3", "h4", "h5", "h6":
			level := int(n.Data[1] - '0')
			if level > heading+1 {
				t.Errorf("%s: heading %q of level %d after one of level %d", name, words(n), level, heading)
			}
			heading = level
		}
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				if ids[a.Val] {
					t.Errorf("%s: id %q stands twice", name, a.Val)
				}
				ids[a.Val] = true
			case "content":
				if attr(n, "http-equiv") == "Content-Security-Policy" {
					policy = a.Val
				}
			case "href":
				if !strings.HasPrefix(a.Val, "#") {
					t.Errorf("%s: link to %q", name, a.Val)
				}
				refs = append(refs, strings.TrimPrefix(a.Val, "#"))
			case "aria-labelledby", "aria-describedby", "data-more", "aria-controls", "for":
				refs = append(refs, strings.Fields(a.Val)...)
			case "data-m":
				if a.Val != "" {
					refs = append(refs, digits.ReplaceAllString(strings.TrimPrefix(attr(n, "href"), "#"), "")+a.Val)
				}
			case "src", "srcset", "action", "formaction", "style", "background", "poster", "data":
				t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
			}
			if strings.HasPrefix(a.Key, "on") || a.Key == "tabindex" && a.Val != "0" && a.Val != "-1" {
				t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
			}
		}
	}
	for _, ref := range refs {
		if !ids[ref] {
			t.Errorf("%s: nothing has the id %q", name, ref)
		}
	}
	if scripts != 2 || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("%s: %d scripts under the policy %q", name, scripts, policy)
	}
	return root
}

var (
	digits  = regexp.MustCompile(`\d+$`)
	fetches = regexp.MustCompile(`url\(|@import|https?:|fetch\(|XMLHttp|WebSocket|import\(`)
)

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// words is the text below a node.
func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// find gives the first element for which ok holds.
func find(root *html.Node, ok func(*html.Node) bool) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && ok(n) {
			return n
		}
	}
	return nil
}

func class(name string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		return strings.Contains(" "+attr(n, "class")+" ", " "+name+" ")
	}
}

func TestHTMLStructure(t *testing.T) {
	const contracts = "../../testdata/contracts/"
	bundle := []string{"../../testdata/bundle/raamovereenkomst.md", "../../testdata/bundle/bijlage-1-verwerkersovereenkomst.txt"}
	zwak := judged(t, extract.Options{}, contracts+"verwerkersovereenkomst-zwak.docx")
	sla := judged(t, extract.Options{}, contracts+"sla-hosting.pdf")
	bare := report.Contract{Report: sample()}
	for name, list := range map[string][]report.Contract{
		"small":   {small()},
		"draft":   {judged(t, extract.Options{Revisions: extract.AllRevisions}, contracts+"verwerkersovereenkomst-concept.docx")},
		"bundle":  {judged(t, extract.Options{}, bundle...)},
		"several": {zwak, sla, small(), bare},
		"bare":    {bare},
		"none":    nil,
	} {
		page := htmlOf(t, report.HTMLOptions{}, list...)
		pageOf(t, name, page)
		if again := htmlOf(t, report.HTMLOptions{}, list...); again != page {
			t.Errorf("%s: not the same bytes twice", name)
		}
		pageOf(t, name+", in English", htmlOf(t, report.HTMLOptions{Language: lang.English}, list...))
	}
}

// The page holds the text of the contract, word for word, and each passage that
// the report points to is the text between the marks of its link.
func TestHTMLText(t *testing.T) {
	for _, c := range []report.Contract{small(), judged(t, extract.Options{}, "../../testdata/contracts/sla-hosting.docx")} {
		doc := c.Documents[0]
		root := pageOf(t, doc.Name, htmlOf(t, report.HTMLOptions{}, c))
		paper := find(root, class("paper"))
		// What the page adds to the text: page numbers and signs that lead on.
		for n := range paper.Descendants() {
			if class("pg")(n) || class("ref")(n) {
				n.FirstChild = nil
			}
		}
		if want, got := strings.Join(strings.Fields(doc.Text), ""), strings.Join(strings.Fields(words(paper)), ""); want != got {
			t.Errorf("%s: the text is not that of the contract:\n%s", doc.Name, cmp.Diff(want, got))
		}
		marks := map[string]*html.Node{}
		for n := range paper.Descendants() {
			if n.Data == "mark" {
				marks[attr(n, "id")] = n
			}
		}
		passages := 0
		for n := range root.Descendants() {
			first, ok := strings.CutPrefix(attr(n, "href"), "#m")
			if !ok {
				continue
			}
			last := attr(n, "data-m")
			if last == "" {
				last = first
			}
			var text strings.Builder
			from, _ := strconv.Atoi(first)
			to, _ := strconv.Atoi(last)
			for i := from; i <= to; i++ {
				text.WriteString(words(marks["m"+strconv.Itoa(i)]))
			}
			got := strings.Join(strings.Fields(text.String()), "")
			if !quoted(c.Report, got) {
				t.Errorf("%s: no passage of the report is %q", doc.Name, got)
			}
			passages++
		}
		if passages == 0 {
			t.Errorf("%s: no passage is linked", doc.Name)
		}
	}
}

// quoted tells whether a report quotes a text, white space aside.
func quoted(r *clause.Report, text string) bool {
	same := func(quote string) bool { return strings.Join(strings.Fields(quote), "") == text }
	for i := range r.Results {
		x := &r.Results[i]
		for _, list := range [][]clause.Finding{x.Findings, x.Nearest, x.Lapsed} {
			for k := range list {
				if same(list[k].Quote) {
					return true
				}
			}
		}
		for k := range x.Tensions {
			if same(x.Tensions[k].Gives.Quote) || same(x.Tensions[k].Takes.Quote) {
				return true
			}
		}
	}
	for i := range r.Matrix {
		for k := range r.Matrix[i].Findings {
			if same(r.Matrix[i].Findings[k].Quote) {
				return true
			}
		}
	}
	for i := range r.Blanks {
		if same(r.Blanks[i].Text) {
			return true
		}
	}
	for i := range r.OpenRefs {
		if same(r.OpenRefs[i].Text) {
			return true
		}
	}
	return false
}

// Whatever a contract, its file name or a rule holds, it stays text.
func TestHTMLEscapes(t *testing.T) {
	const evil = `</script></style></title><script>alert(1)</script><img src=x onerror="alert('2')"> {{.}} "'` + "`\u2028\x00\x1b]0;x\a\u202e"
	c := small()
	d, r := c.Documents[0], c.Report
	d.Text = strings.Repeat("Veilige tekst. ", 3)
	d.Blocks = []document.Block{{Span: document.Span{End: len(d.Text)}, Parent: -1}}
	start := len(d.Text) + 1
	d.Text += "\n" + evil
	d.Blocks = append(d.Blocks, document.Block{Kind: document.Heading, Level: 1, Span: document.Span{Start: start, End: len(d.Text)}, Body: start, Parent: -1})
	d.Changes, d.Doubtful, d.Pages = []document.Change{{Span: document.Span{Start: start, End: len(d.Text)}, Revision: document.Inserted, Author: evil}}, nil, nil
	f := clause.Finding{Element: evil, Quote: evil, Start: start, End: len(d.Text), Label: evil, Heading: evil, Why: evil, Lead: evil}
	r.Document.Name, r.Document.Warnings[0].Message = evil, evil
	r.Catalogue.Profile, r.Catalogue.Packs = evil, []string{evil}
	r.Parties[0].Names = []string{evil}
	r.Blanks[0].Text, r.OpenRefs = evil, []clause.Reference{{Text: evil}}
	for i := range r.Results {
		x := &r.Results[i]
		x.Requirement = rules.ID(evil)
		x.Title, x.Reason, x.Model, x.Caveat, x.Lacks, x.Flags = evil, evil, evil, evil, []string{evil}, []string{evil}
		x.Findings, x.Nearest = []clause.Finding{f}, []clause.Finding{f}
		x.Tensions = []clause.Tension{{Gives: f, Takes: f, Why: evil}}
		x.Sources = []rules.Citation{{Document: evil, Place: evil}}
	}
	r.Matrix[0].Title, r.Matrix[0].Reason, r.Matrix[0].Model, r.Matrix[0].Findings = evil, evil, evil, []clause.Finding{f}
	for name, list := range map[string][]report.Contract{"one": {c}, "several": {c, c}} {
		page := htmlOf(t, report.HTMLOptions{}, list...)
		root := pageOf(t, name, page)
		if n := find(root, func(n *html.Node) bool { return n.Data == "script" && strings.Contains(words(n), "alert(1)") }); n != nil {
			t.Errorf("%s: text of the contract became a script", name)
		}
		if strings.ContainsAny(page, "\x00\x1b\a\u202e") {
			t.Errorf("%s: control characters stand in the page", name)
		}
		if !strings.Contains(words(find(root, class("paper"))), `<script>alert(1)</script><img src=x onerror="alert('2')"> {{.}}`) {
			t.Errorf("%s: the text of the contract is not there", name)
		}
	}
}

// A contract that nobody could have written is still a page, in time and size in
// proportion to it.
func TestHTMLHostile(t *testing.T) {
	const n = 20000
	d := &document.Document{Name: "groot.txt", Text: strings.Repeat("a ", n)}
	for i := range n {
		b := document.Block{Span: document.Span{Start: 2 * i, End: 2*i + 1}, Body: 2 * i, Parent: -1}
		switch i % 3 {
		case 0:
			b.Kind, b.Table = document.Cell, &document.TableRef{Table: i%7 + 1, Row: i, Column: 1 << 30}
		case 1:
			b.Kind, b.Level = document.Heading, i
		}
		d.Blocks = append(d.Blocks, b)
	}
	r := &clause.Report{}
	for i := range 200 {
		r.Results = append(r.Results, clause.Result{Requirement: "a.b", Status: clause.Met, Findings: []clause.Finding{
			{Start: i, End: len(d.Text) - i, Quote: d.Text[i : len(d.Text)-i]}, {Start: -1, End: 5}, {Start: 3, End: 1 << 40}, {File: "elders", Start: 1, End: 2},
		}})
	}
	page := htmlOf(t, report.HTMLOptions{}, report.Contract{Report: r, Documents: []*document.Document{d}})
	if limit := 200*len(d.Blocks) + 2000*len(r.Results) + 100_000; len(page) > limit {
		t.Errorf("a page of %d bytes, want at most %d", len(page), limit)
	}
	pageOf(t, "hostile", page)
}

func TestHTMLWriterFails(t *testing.T) {
	broken := brokenWriter{errors.New("schijf vol")}
	if err := report.HTML(broken, []report.Contract{small()}, report.HTMLOptions{}); !errors.Is(err, broken.err) {
		t.Errorf("got %v", err)
	}
}

func ExampleHTML() {
	doc, err := extract.Open(context.Background(), extract.Source{Name: "contract.txt", Data: []byte("Leverancier meldt een inbreuk binnen 24 uur aan Klant.")}, extract.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	catalogue, err := rules.Builtin("avg")
	if err != nil {
		fmt.Println(err)
		return
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	found, err := checker.Check(context.Background(), doc)
	if err != nil {
		fmt.Println(err)
		return
	}
	var page strings.Builder
	contract := report.Contract{Report: found, Documents: []*extract.Document{doc}}
	if err := report.HTML(&page, []report.Contract{contract}, report.HTMLOptions{}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(page.String(), "<h1>contract.txt</h1>"))
	// Output: true
}

// A contract of which nothing was read does not look as if it were empty.
func TestHTMLUnread(t *testing.T) {
	d := &document.Document{Name: "scan.pdf", Format: document.FormatPDF}
	r := &clause.Report{Document: clause.DocumentInfo{Name: d.Name, Format: d.Format}}
	for l, want := range map[lang.Language]string{"": "<p class=\"muted\">Hiervan is geen tekst gelezen.</p>", lang.English: "<p class=\"muted\" lang=\"en\">No text of this could be read.</p>"} {
		if got := htmlOf(t, report.HTMLOptions{Language: l}, report.Contract{Report: r, Documents: []*document.Document{d}}); !strings.Contains(got, want) {
			t.Errorf("%q: no %s", l, want)
		}
	}
}
