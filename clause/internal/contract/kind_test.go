package contract

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
)

func open(t *testing.T, file string) *document.Document {
	t.Helper()
	doc, err := extract.OpenFile(context.Background(), file, extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func wantKind(t *testing.T, c *Contract, want string) {
	t.Helper()
	if got := c.Parts[0].Kind.String(); got != want {
		t.Errorf("%s: %s, want %s", c.Doc.Name, got, want)
		for _, s := range c.Parts[0].Signs {
			t.Logf("  %.1f %s: %s", s.Weight, s.Kind, s.Why)
		}
	}
}

// The samples stand in folders by their kind.
func TestKind(t *testing.T) {
	files, err := filepath.Glob("testdata/kinds/*/*")
	if err != nil || len(files) < 40 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		wantKind(t, Parse(open(t, file)), filepath.Base(filepath.Dir(file)))
	}
}

// White space, capitals and the marks of Markdown say nothing of the kind.
func TestKindIsOfTheWords(t *testing.T) {
	files, err := filepath.Glob("testdata/kinds/*/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		doc := open(t, file)
		text := strings.NewReplacer("**", "", "# ", "", "## ", "").Replace(doc.Text)
		for name, changed := range map[string]string{"plain": text, "crlf": strings.ReplaceAll(doc.Text, "\n", "\r\n")} {
			c := read(t, changed)
			c.Doc.Name = name + " " + file
			wantKind(t, c, filepath.Base(filepath.Dir(file)))
		}
	}
}

func TestKindOfTheContracts(t *testing.T) {
	const contracts = "../../../testdata/contracts/"
	for name, want := range map[string]string{
		"saas-voorwaarden": "terms", "sla-hosting": "sla", "verwerkersovereenkomst-belgie": "processor-agreement", "verwerkersovereenkomst-concept": "processor-agreement",
		"verwerkersovereenkomst-goed": "processor-agreement", "verwerkersovereenkomst-strijdig": "processor-agreement", "verwerkersovereenkomst-zwak": "processor-agreement",
		"voorwaarden-gewone-taal": "processor-agreement",
	} {
		for _, ext := range []string{".docx", ".pdf"} {
			if _, err := os.Stat(contracts + name + ext); err == nil {
				wantKind(t, Parse(open(t, contracts+name+ext)), want)
			}
		}
	}
}

func TestKindOfTheCorpus(t *testing.T) {
	const corpus = "../../../../shared/corpus/"
	files, _ := filepath.Glob(corpus + "[dpto][oeit][ctfx]*/*")
	if len(files) == 0 {
		t.Skip("the corpus is not here")
	}
	for _, file := range files {
		want := "processor-agreement"
		switch name := filepath.Base(file); {
		case filepath.Base(filepath.Dir(file)) == "other":
			want = "other"
		case strings.Contains(name, "sla"):
			want = "sla"
		case strings.Contains(name, "voorwaarden"):
			want = "terms"
		}
		wantKind(t, Parse(open(t, file)), want)
	}
}

func TestTitleKind(t *testing.T) {
	for _, tc := range []struct {
		title string
		want  Kind
		about bool
	}{
		{"Verwerkersovereenkomst", ProcessorAgreement, false},
		{"Model Verwerkersovereenkomst 4.0", ProcessorAgreement, false},
		{"Overeenkomst tussen verwerkingsverantwoordelijke en verwerker", ProcessorAgreement, false},
		{"Voorwaarden voor de verwerking van persoonsgegevens", ProcessorAgreement, false},
		{"SaaS-overeenkomst", MainAgreement, false},
		{"Service Level Agreement bij de SaaS-overeenkomst", ServiceLevels, false},
		{"Toelichting op de verwerkersovereenkomst", Other, false},
		{"Verwerkersovereenkomst: handleiding", ProcessorAgreement, true},
		{"Wat is een verwerkersovereenkomst?", ProcessorAgreement, true},
		{"Gemeentelijke Inkoopvoorwaarden bij IT", Other, false},
		{"Algemene voorwaarden voor inkoop", Other, false},
		{"Privacyverklaring", Other, false},
		{"Huurcontract", Other, false},
	} {
		p := &parser{doc: read(t, tc.title).Doc}
		p.divide()
		p.tokenize()
		got, about, word := titleKind(p.blocks[0].tokens, p.doc.Text, false)
		if got != tc.want || about != tc.about || word == "" {
			t.Errorf("%s: %s, about %v, by %q", tc.title, got, about, word)
		}
	}
}
