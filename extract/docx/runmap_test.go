package docx

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx/opc"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

func readRuns(t testing.TB, p map[string]string, opts document.Options) (*document.Document, []Run) {
	t.Helper()
	doc, runs, err := ReadRuns(t.Context(), document.Source{Name: "a.docx", Data: pack(t, p)}, opts)
	if err != nil {
		t.Fatal(err)
	}
	return doc, runs
}

func TestReadRuns(t *testing.T) {
	content := item(1, run("De ")+runWith("<w:b/>", "<w:t>termijn &amp; &#8364;</w:t><w:tab/><w:t> is</w:t>")+del(run("24"))+ins(run("48"))) +
		p(`<w:hyperlink w:anchor="x">`+run("link")+`</w:hyperlink><w:sdt><w:sdtContent>`+ref("PAGE", "7")+`</w:sdtContent></w:sdt><w:r><w:footnoteReference w:id="2"/>`+box+`</w:r>`)
	in := parts(content)
	doc, runs := readRuns(t, in, document.Options{Revisions: document.AllRevisions})
	plain := read(t, in, document.Options{Revisions: document.AllRevisions})
	if doc.Text != plain.Text {
		t.Errorf("the text %q is another than without runs, %q", doc.Text, plain.Text)
	}
	var got strings.Builder
	for _, r := range runs {
		xml := in[r.Part]
		fmt.Fprintf(&got, "%q %s %s", doc.Slice(r.Text), r.Part, xml[r.Element.Start:r.Element.End])
		if r.Props.End > 0 {
			got.WriteString(" " + xml[r.Props.Start:r.Props.End])
		}
		if r.In != 0 {
			fmt.Fprintf(&got, " in %d", r.In)
		}
		if r.Revision != document.Unchanged {
			got.WriteString(" " + r.Revision.String())
		}
		got.WriteByte('\n')
		if w := xml[r.Run.Start:r.Run.End]; !strings.HasPrefix(w, "<w:r>") || !strings.HasSuffix(w, "</w:r>") || r.Run.Start > r.Element.Start || r.Run.End < r.Element.End {
			t.Errorf("run %q", w)
		}
		if w := xml[r.Paragraph.Start:r.Paragraph.End]; !strings.HasPrefix(w, "<w:p>") || !strings.HasSuffix(w, "</w:p>") || r.Paragraph.Start > r.Run.Start || r.Paragraph.End < r.Run.End {
			t.Errorf("paragraph %q", w)
		}
	}
	const want = `" Noot twee." word/footnotes.xml <w:t xml:space="preserve"> Noot twee.</w:t> in 16
"Vervolg." word/footnotes.xml <w:t>Vervolg.</w:t> in 16
"De " word/document.xml <w:t xml:space="preserve">De </w:t>
"termijn & €" word/document.xml <w:t>termijn &amp; &#8364;</w:t> <w:rPr><w:b/></w:rPr>
"\t" word/document.xml <w:tab/> <w:rPr><w:b/></w:rPr>
"is" word/document.xml <w:t> is</w:t> <w:rPr><w:b/></w:rPr>
"24" word/document.xml <w:delText xml:space="preserve">24</w:delText> deleted
"48" word/document.xml <w:t xml:space="preserve">48</w:t> inserted
"link" word/document.xml <w:t xml:space="preserve">link</w:t> in 4
"7" word/document.xml <w:t xml:space="preserve">7</w:t> in 3
"Kader" word/document.xml <w:t>Kader</w:t> in 8
`
	if g := strings.ReplaceAll(got.String(), `" Noot`, `"Noot`); g != strings.ReplaceAll(want, `" Noot`, `"Noot`) {
		t.Errorf("\n got %s\nwant %s", g, want)
	}
}

// TestSource: offsets in the text lead to the characters in the XML.
func TestSource(t *testing.T) {
	for _, c := range []struct{ xml, word, want string }{
		{`<w:t>een &amp; twee</w:t>`, "& t", "&amp; twee"},
		{`<w:t>een &amp; twee</w:t>`, "twee", "twee"},
		{`<w:t xml:space="preserve">  veel    blanks</w:t>`, "blanks", "blanks"},
		{"<w:t>af\u00adbreken\u200b nu</w:t>", "breken", "breken"},
		{"<w:t>af\u00adbreken\u200b nu</w:t>", "nu", "nu"},
		{"<w:t>e\u0301e\u0301n</w:t>", "én", "e\u0301n"},
		{"<w:t>con\ufb01dentie</w:t>", "dentie", "dentie"},
		{"<w:t><![CDATA[een & ]]>twee</w:t>", "& twee", "& ]]>twee"},
		{"<w:t><!-- x -->een<!-- y --> twee</w:t>", "twee", "twee"},
		{`<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>23</w:t>`, "³", "3<"},
		{`<w:t>voor</w:t><w:noBreakHyphen/><w:t>na</w:t>`, "-na", "<w:noBreakHyphen/>"},
	} {
		in := parts(p(`<w:r>` + c.xml + `</w:r>`))
		doc, runs := readRuns(t, in, document.Options{})
		at, found := strings.Index(doc.Text, c.word), false
		for _, r := range runs {
			if !r.Text.Contains(at) {
				continue
			}
			found = true
			if got := in[r.Part][r.Source(doc, at):]; !strings.HasPrefix(got, c.want) {
				t.Errorf("%q in %s: got %.30q", c.word, c.xml, got)
			}
			if end := r.Source(doc, r.Text.End); end < r.Element.Start || end > r.Element.End {
				t.Errorf("%s: the end of %+v is %d", c.xml, r, end)
			}
		}
		if !found {
			t.Errorf("%q in %s: no run among %+v", c.word, c.xml, runs)
		}
	}
}

// inked is text as it comes into a document, without its blanks and with
// superscript digits as digits, which only a run's properties tell.
func inked(text string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(text) {
		if i := strings.IndexRune("⁰¹²³⁴⁵⁶⁷⁸⁹", r); i >= 0 {
			r = rune("0123456789"[len([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹"[:i]))])
		}
		switch n, blank := build.Visible(r); {
		case blank || n == 0:
		case n > 1:
			b.WriteString([...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-'\uFB00'])
		case r == '\u2011':
			b.WriteByte('-')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// TestSharedRuns: of every run of the measuring material the XML at its range
// gives the text, and the runs together give all of it.
func TestSharedRuns(t *testing.T) {
	count, private := 0, 0
	for _, file := range sharedFiles(t, "corpus/docx", "testfiles/docx") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		src := document.Source{Name: filepath.Base(file), Data: data}
		for _, revisions := range [...]document.Revisions{document.AcceptRevisions, document.AllRevisions} {
			opts := document.Options{Headers: true, Revisions: revisions}
			doc, runs, err := ReadRuns(t.Context(), src, opts)
			plain, errPlain := Read(t.Context(), src, opts)
			if (err == nil) != (errPlain == nil) {
				t.Errorf("%s: %v with runs, %v without", src.Name, err, errPlain)
			}
			if err != nil || errPlain != nil {
				continue
			}
			if doc.Text != plain.Text {
				t.Errorf("%s: the text is another than without runs", src.Name)
			}
			pkg, err := opc.Open(src, document.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{}
			for i, r := range runs {
				xml, ok := parts[r.Part]
				if !ok {
					if xml, err = pkg.ReadXML(t.Context(), r.Part); err != nil {
						t.Fatal(err)
					}
					parts[r.Part] = xml
				}
				count++
				for what, of := range map[string]Range{"run": r.Run, "paragraph": r.Paragraph, "element": r.Element} {
					if w := xml[of.Start:of.End]; what != "element" && r.Run.End == 0 {
						continue
					} else if of.End > 0 && (!strings.HasPrefix(w, "<") || !strings.HasSuffix(w, ">")) {
						t.Errorf("%s: run %d: %s %.60q", src.Name, i, what, w)
					}
				}
				if r.Chars.End == 0 {
					continue
				}
				raw, _ := xmlscan.DecodeOffsets(xml[r.Chars.Start:r.Chars.End], r.cdata)
				if strings.ContainsFunc(raw, func(r rune) bool { return r >= 0xF000 && r <= 0xF0FF }) {
					private++
					continue
				}
				got, want := inked(doc.Slice(r.Text)), inked(raw)
				if r.Element.End == 0 { // in a formula an accent is put on the last letter
					got = strings.Map(func(r rune) rune {
						if unicode.Is(unicode.Mn, r) {
							return -1
						}
						return r
					}, norm.NFD.String(got))
				}
				if got != want {
					t.Errorf("%s: run %d: the text is %q, the XML %q", src.Name, i, got, want)
				}
				if mid := r.Text.Start + r.Text.Len()/2; r.Text.Len() > 1 {
					if at := r.Source(doc, mid); at < r.Chars.Start || at > r.Chars.End {
						t.Errorf("%s: run %d: offset %d leads to %d, outside %v", src.Name, i, mid, at, r.Chars)
					}
				}
			}
		}
	}
	t.Logf("%d runs, %d with characters of a symbol font", count, private)
}

func TestManyRuns(t *testing.T) {
	in := parts(p(strings.Repeat("<w:r><w:t>a</w:t></w:r>", maxRuns+1)))
	_, _, err := ReadRuns(t.Context(), document.Source{Name: "a.docx", Data: pack(t, in)}, document.Options{Limits: document.Limits{InflateRate: 10_000}})
	if !errors.Is(err, document.ErrLimit) {
		t.Errorf("got %v", err)
	}
}
