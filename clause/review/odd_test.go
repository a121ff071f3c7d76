package review

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// oddLines are the lines of a contract that odd files hold in odd ways.
var oddLines = []string{
	"Verwerkersovereenkomst", "Artikel 1. Beveiliging",
	"1.1 Verwerker treft passende technische en organisatorische maatregelen om een op het risico afgestemd beveiligingsniveau te waarborgen.",
	"Artikel 2. Datalekken", "2.1 Verwerker meldt een datalek binnen 72 uur na ontdekking aan Klant.",
	"Artikel 3. Audit", "3.1 Klant mag eenmaal per jaar een audit uitvoeren op eigen kosten.",
}

// odd is a Word file with a body.
func odd(t *testing.T, body string) document.Source {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>` + body + `</w:body></w:document>`},
	} {
		w, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return document.Source{Name: "x.docx", Data: b.Bytes()}
}

// TestLineBreaks: articles that are lines of one paragraph take no clause: it
// would stand behind all of them, with a number of the first.
func TestLineBreaks(t *testing.T) {
	body := "<w:p><w:r>"
	for _, line := range oddLines {
		body += "<w:t>" + line + "</w:t><w:br/>"
	}
	_, outcome := judge(t, odd(t, body+"</w:r></w:p>"), lang.Dutch).write(t, Options{})
	if len(outcome.Insertions) == 0 {
		t.Fatal("nothing inserted")
	}
	for _, in := range outcome.Insertions {
		if strings.HasPrefix(in.Label, "1.") || strings.HasPrefix(in.Label, "2.") {
			t.Errorf("%s %.40s…", in.Label, in.Text)
		}
	}
}

// TestOtherSubject: an article on another subject takes no clause for a word that
// both have, as "een beveiligde verbinding".
func TestOtherSubject(t *testing.T) {
	var body strings.Builder
	for _, line := range oddLines {
		fmt.Fprintf(&body, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", line)
	}
	plan := judge(t, odd(t, body.String()), lang.Dutch).plan(t, Options{})
	label := func(id rules.ID) string {
		i := slices.IndexFunc(plan.Insertions, func(in Insertion) bool { return slices.Contains(in.Requirements, id) })
		if i < 0 {
			t.Fatalf("%s is not inserted", id)
		}
		return plan.Insertions[i].Label
	}
	if got := label("ksz.teruggave.teruggave"); !strings.HasPrefix(got, "4.") {
		t.Errorf("return of data is %s", got)
	}
	if got := label("ksz.systeem.hardening"); !strings.HasPrefix(got, "1.") {
		t.Errorf("hardening is %s", got)
	}
}

// TestTextboxes: of a contract in text boxes, which hold neither comments nor
// new paragraphs, the overview tells why nothing was inserted, and stays short.
func TestTextboxes(t *testing.T) {
	var body strings.Builder
	for _, line := range oddLines {
		fmt.Fprintf(&body, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", line)
	}
	s := judge(t, odd(t, "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"+body.String()+"</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"), lang.Dutch)
	plan := s.plan(t, Options{})
	if len(plan.Unplaced) < 50 || len(plan.Comments) == 0 {
		t.Fatalf("%d not placed, %d comments", len(plan.Unplaced), len(plan.Comments))
	}
	text := plan.Comments[0].Text
	if !strings.HasPrefix(text, "Overzicht") || strings.Count(text, "Niet ingevoegd") != 1 || !strings.Contains(text, "en nog ") || strings.Count(text, "\n") > 30 {
		t.Errorf("overview: %s", text)
	}
}

// TestAddendumOrder: what completes provisions follows their order.
func TestAddendumOrder(t *testing.T) {
	s := open(t, contracts+"verwerkersovereenkomst-zwak.docx")
	p := &planner{report: s.report}
	list := p.proposed(clause.Partial)
	if len(list) < 10 || !slices.IsSortedFunc(list, func(a, b *clause.Result) int { return deciding(a).Start - deciding(b).Start }) {
		t.Errorf("%d, not in the order of the contract", len(list))
	}
}
