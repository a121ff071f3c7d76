package review

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/review/redline"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
	"github.com/clausule/clausule/rules"
)

func (s *sample) write(t testing.TB, o Options) ([]byte, *Outcome) {
	t.Helper()
	var out bytes.Buffer
	outcome, err := Write(context.Background(), &out, s.source, document.Options{}, s.plan(t, o))
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), outcome
}

// labelled are the paragraphs of a document with their numbers.
func labelled(doc *document.Document) []string {
	var out []string
	for i := range doc.Blocks {
		out = append(out, doc.Blocks[i].Label+"\t"+body(doc, i))
	}
	return out
}

// TestCircle: the reviewed file, with its changes accepted, is checked again.
// What was inserted meets its requirement, nothing got worse, and every
// paragraph that stood there has the number that it had; so it has when the
// changes are rejected.
func TestCircle(t *testing.T) {
	rank := map[clause.Status]int{clause.Met: 0, clause.Partial: 1, clause.Missing: 2, clause.Conflict: 3}
	inserted, unmet, worse := 0, 0, 0
	for _, file := range ownContracts(t) {
		s := open(t, file)
		data, outcome := s.write(t, Options{})
		again := judge(t, document.Source{Name: s.source.Name, Data: data}, lang.Dutch)
		verdict := map[rules.ID]clause.Status{}
		for _, r := range again.report.Results {
			verdict[r.Requirement] = r.Status
		}
		proposed := map[rules.ID]bool{}
		for _, in := range outcome.Insertions {
			for _, id := range in.Requirements {
				inserted++
				proposed[id] = true
				if verdict[id] != clause.Met {
					unmet++
					t.Logf("%s: %s is %s after its clause was inserted", s.source.Name, id, verdict[id])
				}
			}
		}
		for _, r := range s.report.Results {
			if now := verdict[r.Requirement]; !proposed[r.Requirement] && rank[now] > rank[r.Status] {
				worse++
				t.Logf("%s: %s was %s and is %s", s.source.Name, r.Requirement, r.Status, now)
			}
		}
		for _, in := range outcome.Insertions {
			if in.Label != "" && !slices.ContainsFunc(labelled(again.doc), func(l string) bool {
				return strings.HasPrefix(l, in.Label+"\t") && strings.HasSuffix(l, oneLine(in.Text))
			}) {
				t.Errorf("%s: %s %.40s… does not show its number", s.source.Name, in.Label, in.Text)
			}
		}
		left := labelled(again.doc)
		for _, want := range labelled(s.doc) {
			i := slices.Index(left, want)
			if i < 0 {
				t.Fatalf("%s: %q has another number, or is gone", s.source.Name, want)
			}
			left = left[i+1:]
		}
		before, err := docx.Read(context.Background(), s.source, document.Options{Revisions: document.OriginalRevisions})
		if err != nil {
			t.Fatal(err)
		}
		after, err := docx.Read(context.Background(), again.source, document.Options{Revisions: document.OriginalRevisions})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(labelled(before), labelled(after)) {
			t.Errorf("%s: with the changes rejected it is another text", s.source.Name)
		}
	}
	t.Logf("%d clauses inserted, %d requirements not met, %d other verdicts worse", inserted, unmet, worse)
	if inserted == 0 || unmet > 0 || worse > 0 {
		t.Errorf("of %d clauses %d do not meet their requirement; %d other verdicts are worse", inserted, unmet, worse)
	}
}

// list makes a Word file of paragraphs "level text": level 1 is a heading
// numbered "1.", level 2 a paragraph numbered "1.1" or, continuous, "1)" on; 0 is
// plain, t a table.
func list(t *testing.T, continuous bool, lines ...string) document.Source {
	t.Helper()
	second, number := "%1.%2", `<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>`
	if continuous {
		number = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`
	}
	var b strings.Builder
	for _, l := range lines {
		level, text, _ := strings.Cut(l, " ")
		props := map[string]string{"1": `<w:pStyle w:val="Kop1"/>`, "2": number, "0": ""}[level]
		if level == "t" {
			b.WriteString(`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`)
			continue
		}
		b.WriteString(`<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`)
	}
	const ns = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	level := func(i, text string) string {
		return `<w:lvl w:ilvl="` + i + `"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="` + text + `"/></w:lvl>`
	}
	return pack(t, map[string]string{
		"word/document.xml":  `<w:document` + ns + `><w:body>` + b.String() + `</w:body></w:document>`,
		"word/styles.xml":    `<w:styles` + ns + `><w:style w:type="paragraph" w:default="1" w:styleId="S"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`,
		"word/numbering.xml": `<w:numbering` + ns + `><w:abstractNum w:abstractNumId="0">` + level("0", "%1.") + level("1", second) + `</w:abstractNum><w:abstractNum w:abstractNumId="1">` + level("0", "%1)") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`,
	})
}

// TestNumbers inserts into lists that run on, and that begin anew.
func TestNumbers(t *testing.T) {
	contract := []string{
		"0 Verwerkersovereenkomst",
		"1 Onderwerp", "2 Verwerker verwerkt persoonsgegevens uitsluitend volgens schriftelijke instructies van Opdrachtgever.", "2 De duur is die van de hoofdovereenkomst.",
		"1 Audit", "2 Opdrachtgever mag eenmaal per jaar een audit laten uitvoeren door een onafhankelijke deskundige.", "2 Verwerker verleent daarbij zijn medewerking.",
		"1 Toepasselijk recht", "2 Nederlands recht is van toepassing.", "2 De rechter in Utrecht is bevoegd.",
	}
	audit := func(o *Outcome) Insertion {
		for _, in := range o.Insertions {
			if slices.Contains(in.Requirements, "ksz.audit.rapporten") {
				return in
			}
		}
		t.Fatal("nothing was inserted for ksz.audit.rapporten")
		return Insertion{}
	}
	_, own := judge(t, list(t, false, contract...), lang.Dutch).write(t, Options{})
	if in := audit(own); !strings.HasPrefix(in.Label, "2.") || !in.Automatic {
		t.Errorf("own numbers in each article: %+v", in)
	}
	last := own.Insertions[len(own.Insertions)-1]
	if !strings.HasPrefix(last.Label, "4.") || !last.Automatic {
		t.Errorf("new article: %+v", last)
	}
	data, runs := judge(t, list(t, true, contract...), lang.Dutch).write(t, Options{})
	if in := audit(runs); in.Label != "" || in.Automatic {
		t.Errorf("numbers that run on: %+v", in)
	}
	after := judge(t, document.Source{Name: "x.docx", Data: data}, lang.Dutch)
	for _, want := range []string{"4)", "6)"} {
		if !slices.ContainsFunc(after.doc.Blocks, func(b document.Block) bool { return b.Label+")" == want || b.Label == want }) {
			t.Errorf("%s is gone: %q", want, labelled(after.doc))
		}
	}
}

// TestTables: what belongs behind a table does not go into its last cell.
func TestTables(t *testing.T) {
	data, outcome := judge(t, list(t, false,
		"0 Verwerkersovereenkomst",
		"1 Onderwerp", "2 Verwerker verwerkt persoonsgegevens uitsluitend volgens schriftelijke instructies van Opdrachtgever.",
		"1 Audit", "2 Opdrachtgever mag een audit laten uitvoeren door een onafhankelijke deskundige, op de volgende dagen:", "t Maandag en dinsdag",
		"1 Subverwerkers", "2 Verwerker maakt gebruik van deze subverwerkers:", "t Wolkje B.V. te Almere",
	), lang.Dutch).write(t, Options{})
	after := judge(t, document.Source{Name: "x.docx", Data: data}, lang.Dutch).doc
	for _, in := range outcome.Insertions {
		i := slices.IndexFunc(after.Blocks, func(b document.Block) bool { return strings.HasSuffix(oneLine(after.Slice(b.Span)), oneLine(in.Text)) })
		if i < 0 || after.Blocks[i].Table != nil || after.Blocks[i].Label != in.Label {
			t.Errorf("%s %.40s… stands at block %d", in.Label, in.Text, i)
		}
	}
	text := after.Text
	audit, day, subs := strings.Index(text, "onafhankelijke auditor"), strings.Index(text, "Maandag"), strings.Index(text, "Subverwerkers")
	if day > audit || audit > subs || strings.Index(text, "Wolkje B.V.") > strings.Index(text, newArticle) {
		t.Errorf("in the wrong order: %s", text)
	}
}

// TestSharedHeadings: articles of an annex that count on from those of the
// contract keep their numbers; the new article then has none.
func TestSharedHeadings(t *testing.T) {
	source := list(t, false,
		"0 Verwerkersovereenkomst",
		"1 Onderwerp", "2 Verwerker verwerkt persoonsgegevens uitsluitend volgens schriftelijke instructies van Opdrachtgever.",
		"1 Audit", "2 Opdrachtgever mag een audit laten uitvoeren door een onafhankelijke deskundige.",
		"1 Toepasselijk recht", "2 Nederlands recht is van toepassing.",
		"0 Bijlage 1", "1 Soorten gegevens", "2 Namen en adressen.", "1 Subverwerkers", "2 Wolkje B.V. te Almere.",
	)
	before := judge(t, source, lang.Dutch)
	data, outcome := before.write(t, Options{})
	left := labelled(judge(t, document.Source{Name: "x.docx", Data: data}, lang.Dutch).doc)
	for _, want := range labelled(before.doc) {
		i := slices.Index(left, want)
		if i < 0 {
			t.Fatalf("%q has another number, or is gone", want)
		}
		left = left[i+1:]
	}
	for _, in := range outcome.Insertions {
		if in.Heading && in.Label != "" {
			t.Errorf("the new article is number %s, which there is already", in.Label)
		}
	}
}

func TestWriteRepeats(t *testing.T) {
	s := open(t, contracts+"verwerkersovereenkomst-zwak.docx")
	one, _ := s.write(t, Options{})
	two, outcome := s.write(t, Options{})
	if !bytes.Equal(one, two) {
		t.Error("the same contract gives other bytes")
	}
	if outcome.Comments == 0 || outcome.Clauses() == 0 {
		t.Errorf("%+v", outcome)
	}
}

func TestWriteErrors(t *testing.T) {
	s := open(t, contracts+"verwerkersovereenkomst-zwak.docx")
	plan := s.plan(t, Options{})
	signed := pack(t, map[string]string{
		"word/document.xml":       `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>`,
		"_xmlsignatures/sig1.xml": `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>`,
	})
	var out bytes.Buffer
	if _, err := Write(context.Background(), &out, signed, document.Options{}, judge(t, signed, lang.Dutch).plan(t, Options{})); !errors.Is(err, redline.ErrSigned) || out.Len() > 0 {
		t.Errorf("%v, %d bytes", err, out.Len())
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Write(ctx, &out, s.source, document.Options{}, plan); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("%v, %d bytes", err, out.Len())
	}
	if _, err := Write(context.Background(), &out, document.Source{Name: "x.docx", Data: []byte("x")}, document.Options{}, plan); !errors.Is(err, document.ErrUnsupported) {
		t.Error(err)
	}
}

// TestCircleOfEverything: the same with all packs there are, and with what is
// obligatory alone, also on the measuring material where that is at hand.
func TestCircleOfEverything(t *testing.T) {
	all, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	c, err := clause.New(all, clause.Options{})
	if err != nil {
		t.Fatal(err)
	}
	files := ownContracts(t)
	shared, err := filepath.Glob("../../../shared/corpus/docx/*.docx")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, shared...)
	rank := map[clause.Status]int{clause.Met: 0, clause.Partial: 1, clause.Missing: 2, clause.Conflict: 3}
	for _, o := range []Options{{}, {Least: rules.Must}} {
		met := 0
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := &sample{source: document.Source{Name: filepath.Base(file), Data: data}}
			if s.doc, s.runs, err = docx.ReadRuns(t.Context(), s.source, document.Options{}); err != nil {
				t.Fatal(err)
			}
			if s.report, err = c.Check(t.Context(), s.doc); err != nil {
				t.Fatal(err)
			}
			written, outcome := s.write(t, o)
			doc, err := docx.Read(t.Context(), document.Source{Name: s.source.Name, Data: written}, document.Options{})
			if err != nil {
				t.Fatal(err)
			}
			after, err := c.Check(t.Context(), doc)
			if err != nil {
				t.Fatal(err)
			}
			proposed := map[rules.ID]bool{}
			for _, in := range outcome.Insertions {
				for _, id := range in.Requirements {
					proposed[id] = true
				}
			}
			for i := range after.Results {
				a, b := &after.Results[i], &s.report.Results[i]
				switch {
				case proposed[a.Requirement] && a.Status == clause.Met:
					met++
				case proposed[a.Requirement] || rank[a.Status] > rank[b.Status]:
					t.Errorf("%s: %s was %s and is %s: %s", s.source.Name, a.Requirement, b.Status, a.Status, strings.Join(a.Lacks, "; "))
				}
			}
		}
		if met == 0 {
			t.Error("nothing was inserted")
		}
		t.Logf("at least %q: %d requirements met by what was inserted", o.Least, met)
	}
}
