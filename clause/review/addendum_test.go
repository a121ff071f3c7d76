package review

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
	"github.com/clausule/clausule/rules"
)

// addendumOf writes the addendum to a contract and reads it back.
func addendumOf(t *testing.T, doc *document.Document, report *clause.Report, o Options) (*document.Document, []byte) {
	t.Helper()
	var out bytes.Buffer
	if _, err := Addendum(context.Background(), &out, doc, report, o); err != nil {
		t.Fatal(err)
	}
	got, err := docx.Read(context.Background(), document.Source{Name: "addendum.docx", Data: out.Bytes()}, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Warnings) > 0 {
		t.Error(got.Warnings)
	}
	return got, out.Bytes()
}

func checked(t *testing.T, file string, l lang.Language) (*document.Document, *clause.Report) {
	t.Helper()
	doc, err := extract.OpenFile(context.Background(), file, extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := checker(l)
	if err != nil {
		t.Fatal(err)
	}
	report, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return doc, report
}

func TestAddendum(t *testing.T) {
	doc, report := checked(t, contracts+"verwerkersovereenkomst-strijdig.pdf", lang.Dutch)
	got, data := addendumOf(t, doc, report, Options{})
	for _, want := range []string{
		"bij Overeenkomst gegevensverwerking",
		"1. Stichting Kinderopvang Het Kroos, in de Overeenkomst ook “Klant” genoemd;",
		"2. Zilvermeeuw Analytics B.V., in de Overeenkomst ook “Zilvermeeuw” genoemd,",
		"Artikel 1. Verhouding tot de Overeenkomst\n",
		"\n2.1 In afwijking van artikel ",
		"\n3.1 In aanvulling op artikel ",
		"\n4.1 Zilvermeeuw ",
		"Stichting Kinderopvang Het Kroos\n", "Handtekening:",
		"Bijlage: bevindingen",
		"\nVoldoet: ",
	} {
		if !strings.Contains(got.Text, want) {
			t.Errorf("%q does not stand in the addendum", want)
		}
	}
	// Each clause that is proposed stands there once, and the table names it.
	labels := map[string]string{}
	for i := range got.Blocks {
		b := &got.Blocks[i]
		if b.Label != "" && b.Table == nil {
			labels[b.Label] = got.Slice(document.Span{Start: b.Body, End: b.Span.End})
		}
	}
	for _, r := range report.Results {
		if r.Model == "" || r.Status == clause.Unknown {
			continue
		}
		row := got.Text[strings.Index(got.Text, "Bijlage: bevindingen"):]
		at := strings.Index(row, string(r.Requirement))
		if at < 0 {
			t.Fatalf("%s stands not in the table", r.Requirement)
		}
		_, number, _ := strings.Cut(row[at:], "Zie ")
		number, _, _ = strings.Cut(number, " van dit addendum")
		if text := labels[number]; !strings.HasSuffix(text, strings.Join(strings.Fields(r.Model), " ")) {
			t.Errorf("%s: %s is %q", r.Requirement, number, text)
		}
	}
	var again bytes.Buffer
	if _, err := Addendum(context.Background(), &again, doc, report, Options{}); err != nil || !bytes.Equal(again.Bytes(), data) {
		t.Error("the same contract gives other bytes", err)
	}
}

func TestAddendumOptions(t *testing.T) {
	doc, report := checked(t, contracts+"verwerkersovereenkomst-strijdig.pdf", lang.English)
	got, _ := addendumOf(t, doc, report, Options{Least: rules.Must, Language: lang.English})
	for _, want := range []string{"Annex: findings", "What is missing or falls short", "Conflict (mandatory)", "\nMet: ", "of this addendum."} {
		if !strings.Contains(got.Text, want) {
			t.Errorf("%q does not stand in the addendum", want)
		}
	}
	for _, r := range report.Results {
		if has := strings.Contains(got.Text, string(r.Requirement)); r.Status != clause.Met && has != (r.Importance == rules.Must) {
			t.Errorf("%s (%s) stands there: %v", r.Requirement, r.Importance, has)
		}
	}
}

// TestAddendumHostile fills in what a contract should not call itself.
func TestAddendumHostile(t *testing.T) {
	doc, report := checked(t, contracts+"verwerkersovereenkomst-zwak.pdf", lang.Dutch)
	title := "A & B <w:p/> {{lid}} \"x\" {{eis}} \x01 ]]>"
	doc = &document.Document{Name: doc.Name, SHA256: doc.SHA256, Text: title, Blocks: []document.Block{{Kind: document.Heading, Span: document.Span{End: len(title)}, Parent: -1}}}
	other := *report
	other.Parties = []clause.PartyInfo{{Role: "klant", Names: []string{"K\n\t& Zoon</w:t>", "{{artikel}}"}}, {Role: "leverancier", Names: []string{"wij"}}}
	other.Results = nil
	for _, r := range report.Results {
		r.Findings, r.Nearest = nil, nil
		if r.Status == clause.Missing {
			other.Results = append(other.Results, r)
		}
	}
	other.Matrix = nil
	got, data := addendumOf(t, doc, &other, Options{})
	for _, want := range []string{"A & B <w:p/> { {lid}} \"x\" { {eis}}", "K & Zoon</w:t>, in de Overeenkomst ook “{ {artikel}}” genoemd", "in de Overeenkomst “wij” genoemd"} {
		if !strings.Contains(got.Text, want) {
			t.Errorf("%q does not stand in %q", want, got.Text[:600])
		}
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(part, []byte("{{")) {
			t.Errorf("%s: a field was not filled in", f.Name)
		}
		for d := xml.NewDecoder(bytes.NewReader(part)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Errorf("%s: %v", f.Name, err)
				break
			}
		}
	}
}

func TestNamed(t *testing.T) {
	const text = "Kwartel is een handelsnaam van Plankgas Software B.V. te Lemmerveen. De Gemeente neemt af."
	for _, c := range []struct {
		names       []string
		line, signs string
	}{
		{[]string{"Kwartel", "Plankgas Software"}, "Plankgas Software B.V., in de Overeenkomst ook “Kwartel” genoemd", "Plankgas Software B.V."},
		{[]string{"Plankgas Software"}, "Plankgas Software B.V.", "Plankgas Software B.V."},
		{[]string{"Gemeente"}, openName + ", in de Overeenkomst “Gemeente” genoemd", "Gemeente"},
		{[]string{"Gemeente Zandbeemd", "Opdrachtgever"}, "Gemeente Zandbeemd, in de Overeenkomst ook “Opdrachtgever” genoemd", "Gemeente Zandbeemd"},
	} {
		if got := named(c.names, text); got != (party{c.line, c.signs}) {
			t.Errorf("named(%q) = %+v", c.names, got)
		}
	}
}

// TestAddendumErrors: what does not belong together, and a writer that fails.
func TestAddendumErrors(t *testing.T) {
	doc, report := checked(t, contracts+"verwerkersovereenkomst-zwak.pdf", lang.Dutch)
	other := *report
	other.Document.SHA256 = ""
	if _, err := Addendum(context.Background(), io.Discard, doc, &other, Options{}); !errors.Is(err, ErrReport) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Addendum(ctx, io.Discard, doc, report, Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	r, w := io.Pipe()
	r.Close()
	if _, err := Addendum(context.Background(), w, doc, report, Options{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
}

// TestTemplateFields: each field stands in one run, or filling in does nothing.
func TestTemplateFields(t *testing.T) {
	z, err := zip.NewReader(bytes.NewReader(addendumTemplate), int64(len(addendumTemplate)))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for rest := string(part); ; {
			_, after, ok := strings.Cut(rest, "{{")
			if !ok {
				break
			}
			name, tail, _ := strings.Cut(after, "}}")
			found = append(found, name)
			rest = tail
		}
	}
	slices.Sort(found)
	want := []string{"artikel", "bijlage", "bron", "eis", "kop-eis", "kop-oordeel", "kop-plaats", "kop-tekort", "lid", "oordeel", "opschrift", "overweging", "partij", "plaats", "tekent-een", "tekent-twee", "tekort", "titel", "toelichting", "voettekst", "voldoet"}
	if !slices.Equal(found, want) {
		t.Errorf("fields %q", found)
	}
}

// TestAddendumCircle: a contract and the addendum to it, checked as one, meet all
// that a clause is proposed for. What the addendum replaces gives way to it.
func TestAddendumCircle(t *testing.T) {
	c, err := checker(lang.Dutch)
	if err != nil {
		t.Fatal(err)
	}
	replaced := 0
	for _, file := range []string{"saas-voorwaarden.pdf", "verwerkersovereenkomst-strijdig.pdf", "verwerkersovereenkomst-zwak.docx", "verwerkersovereenkomst-belgie.docx"} {
		doc, before := checked(t, contracts+file, lang.Dutch)
		addendum, _ := addendumOf(t, doc, before, Options{})
		after, err := c.CheckBundle(context.Background(), doc, addendum)
		if err != nil {
			t.Fatal(err)
		}
		for i := range after.Results {
			switch b, a := &before.Results[i], &after.Results[i]; {
			case a.Status != clause.Met && b.Status != clause.Unknown && (b.Model != "" || b.Status == clause.Met):
				t.Errorf("%s: %s was %s and is %s with the addendum: %s", file, a.Requirement, b.Status, a.Status, strings.Join(a.Lacks, "; "))
			case b.Status == clause.Conflict && slices.Contains(a.Flags, "rangorde-beslist"):
				replaced++
			}
		}
	}
	if replaced == 0 {
		t.Error("no provision gives way to the addendum")
	}
}
