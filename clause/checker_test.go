package clause_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
	"github.com/clausule/clausule/rules"
)

// testRule is a requirement with every kind of clause, so that each step of
// the judgement can be seen apart.
const testRule = `id: proef.melding
titel: Een lek wordt gemeld
belang: must
drager: leverancier
bron:
  - document: proef
drempels:
  voldaan-tot: 48 uur | 1 werkdag
  deels-tot: 72 uur | 2 werkdagen
elementen:
  melding:
    mist: de melding
    een-van:
      - alle: (meldt | melden | gemeld | melding) ^lek
  termijn:
    mist: de termijn
    bereik: lid
    een-van:
      - waarde:
          soort: duur
          bij: (meldt | melden | gemeld)
          niet-bij: toezichthouder
          hoogstens: voldaan-tot
          deels-hoogstens: deels-tot
          daarbuiten: strijdig
      - woord: onverwijld
volstaat:
  - woord: lekken zijn onmogelijk
deels:
  - alle: lek (website | portaal)
    mist: alleen op een website
verzwakt:
  - woord: ernstig lek
    mist: alleen ernstige lekken
strijdig:
  - woord: lekken blijven geheim
    mist: lekken blijven geheim
telt-niet:
  - woord: waterleiding
    mist: dit gaat over water
vlaggen:
  - woord: telefonisch
    mist: telefonisch
verzwakkers:
  - inspanning
modeltekst:
  nl: Verwerker meldt elk lek binnen 24 uur.
voorbeelden:
  voldaan:
    - Verwerker meldt elk lek binnen 24 uur aan Klant.
    - Verwerker meldt elk lek onverwijld aan Klant.
  ontbreekt:
    - Verwerker levert software.
`

func checker(t testing.TB, rule string) *clause.Checker {
	t.Helper()
	cat, err := rules.Load(fstest.MapFS{
		"proef/pack.yaml":          {Data: []byte("naam: proef\nversie: \"1\"\ntitel: Proef\n")},
		"proef/proef.melding.yaml": {Data: []byte(rule)},
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := clause.New(cat, clause.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func read(t testing.TB, text string) *document.Document {
	t.Helper()
	doc, err := plain.Read(context.Background(), document.Source{Name: "proef.txt", Data: []byte(text)}, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestJudgement(t *testing.T) {
	c := checker(t, testRule)
	for _, tc := range []struct {
		name, text string
		want       clause.Status
		lacks      string // must be among what lacks
		flag       string
		nearest    string // must be in the why of a passage that does not count
	}{
		{name: "all elements", text: "Verwerker meldt elk lek binnen 24 uur aan Klant.", want: clause.Met},
		{name: "word instead of value", text: "Verwerker meldt elk lek onverwijld aan Klant.", want: clause.Met},
		{name: "value beyond the first limit", text: "Verwerker meldt elk lek binnen 60 uur aan Klant.", want: clause.Partial, lacks: "60 uur is meer dan 48 uur of 1 werkdag"},
		{name: "value beyond all limits", text: "Verwerker meldt elk lek binnen 5 dagen aan Klant.", want: clause.Conflict, lacks: "5 dagen is meer dan 72 uur of 2 werkdagen"},
		{name: "working days have their own limit", text: "Verwerker meldt elk lek binnen twee werkdagen aan Klant.", want: clause.Partial},
		{name: "the number decides over the word", text: "Verwerker meldt elk lek onverwijld en uiterlijk binnen 72 uur aan Klant.", want: clause.Partial},
		{name: "the number of another does not", text: "Verwerker meldt elk lek onverwijld aan Klant, zodat Klant binnen 72 uur bij de toezichthouder kan melden.", want: clause.Met},
		{name: "a shorter aim gives way", text: "Verwerker meldt elk lek onverwijld en zo mogelijk binnen 24 uur aan Klant.", want: clause.Met},
		{name: "an aim past the limit does not", text: "Verwerker meldt elk lek onverwijld en zo mogelijk binnen 60 uur aan Klant.", want: clause.Partial, lacks: "60 uur is meer dan 48 uur"},
		{name: "an aim past all limits is no refusal", text: "Verwerker meldt elk lek onverwijld en zo mogelijk binnen 5 dagen aan Klant.", want: clause.Partial, lacks: "5 dagen is meer dan 72 uur"},
		{name: "element lacking", text: "Verwerker meldt elk lek aan Klant.", want: clause.Partial, lacks: "de termijn"},
		{name: "element in the same paragraph", text: "Verwerker meldt elk lek aan Klant. Hij doet dat onverwijld.", want: clause.Met},
		{name: "element in another paragraph", text: "Artikel 1. Melding\n\n1.1 Verwerker meldt elk lek aan Klant.\n\n1.2 Facturen worden onverwijld betaald.", want: clause.Partial, lacks: "de termijn"},
		{name: "element without core", text: "Verwerker levert onverwijld.", want: clause.Missing},
		{name: "term in the heading", text: "Artikel 6. Lek\n\n6.1 Verwerker meldt dit onverwijld aan Klant.", want: clause.Met},
		{name: "whole", text: "De lekken zijn onmogelijk.", want: clause.Met},
		{name: "partly", text: "Verwerker zet een lek op zijn website.", want: clause.Partial, lacks: "alleen op een website"},
		{name: "weakened by the rule", text: "Verwerker meldt een ernstig lek onverwijld aan Klant.", want: clause.Partial, lacks: "alleen ernstige lekken"},
		{name: "weakened by effort", text: "Verwerker spant zich in elk lek onverwijld te melden aan Klant.", want: clause.Partial},
		{name: "conflict", text: "De lekken blijven geheim.", want: clause.Conflict, lacks: "lekken blijven geheim"},
		{name: "conflict beats a promise", text: "Verwerker meldt elk lek onverwijld aan Klant.\n\nDe lekken blijven geheim.", want: clause.Conflict},
		{name: "refusal", text: "Verwerker is niet verplicht een lek te melden aan Klant.", want: clause.Conflict},
		{name: "the provider declines", text: "Verwerker meldt een lek niet aan Klant.", want: clause.Conflict, lacks: "zegt dat hij het niet doet"},
		{name: "what he declines gives way to a promise", text: "Verwerker meldt elk lek onverwijld aan Klant.\n\nVerwerker meldt een lek niet aan Klant.", want: clause.Met},
		{name: "negation towards another", text: "Verwerker meldt een lek niet aan derden.", want: clause.Missing, nearest: "ontkennend"},
		{name: "released", text: "Verwerker is ontslagen van de verplichting om een lek te melden aan Klant.", want: clause.Conflict},
		{name: "wrong party", text: "Klant meldt elk lek onverwijld aan Verwerker.", want: clause.Missing, nearest: "andere partij"},
		{name: "excluded", text: "Verwerker meldt een lek in de waterleiding onverwijld.", want: clause.Missing, nearest: "dit gaat over water"},
		{name: "definition", text: "Artikel 1. Definities\n\nIn deze overeenkomst wordt verstaan onder:\n\nMeldplicht: Verwerker meldt elk lek onverwijld.", want: clause.Missing, nearest: "definitie"},
		{name: "flag", text: "Verwerker meldt elk lek onverwijld en telefonisch aan Klant.", want: clause.Met, flag: "telefonisch"},
		{name: "blank", text: "Verwerker meldt elk lek binnen [...] uur aan Klant.", want: clause.Partial, flag: "niet-ingevuld"},
		{name: "list item with its lead", text: "Verwerker zal:\n\n- elk lek onverwijld melden aan Klant;\n- software leveren.", want: clause.Met},
		{name: "list item of the customer", text: "Klant zal:\n\n- elk lek onverwijld melden aan Verwerker;\n- betalen.", want: clause.Missing},
		{name: "nothing", text: "Verwerker levert software.", want: clause.Missing, lacks: "de melding"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			report, err := c.Check(context.Background(), read(t, tc.text))
			if err != nil {
				t.Fatal(err)
			}
			r := report.Results[0]
			if r.Status != tc.want {
				t.Errorf("%q: got %s (%s), want %s", tc.text, r.Status, r.Reason, tc.want)
			}
			if tc.lacks != "" && !strings.Contains(strings.Join(r.Lacks, "\n"), tc.lacks) {
				t.Errorf("lacks %q, want %q among them", r.Lacks, tc.lacks)
			}
			if tc.flag != "" && !strings.Contains(strings.Join(r.Flags, "\n"), tc.flag) {
				t.Errorf("flags %q, want %q", r.Flags, tc.flag)
			}
			if tc.nearest != "" {
				var why []string
				for _, f := range r.Nearest {
					why = append(why, f.Why)
				}
				if !strings.Contains(strings.Join(why, "\n"), tc.nearest) {
					t.Errorf("nearest %q, want %q", why, tc.nearest)
				}
			}
		})
	}
}

// An element that changes no verdict and is given with a reservation does not
// lack; the reservation is told once.
func TestReservedFlagElement(t *testing.T) {
	c := checker(t, strings.Replace(testRule, "volstaat:\n", `  vorm:
    mist: een vaste vorm
    bereik: artikel
    vlag: geen-vorm
    een-van:
      - woord: formulier
  nazorg:
    mist: overleg binnen 30 dagen
    bereik: artikel
    vlag: geen-overleg-binnen-30-dagen
    een-van:
      - waarde: {soort: duur, bij: overleg, hoogstens: 30 dagen}
volstaat:
`, 1))
	for _, tc := range []struct{ text, want string }{
		{"Verwerker meldt elk lek onverwijld aan Klant.", "geen-vorm; geen-overleg-binnen-30-dagen"},
		{"Verwerker meldt elk lek onverwijld per formulier aan Klant, met overleg binnen 20 dagen.", ""},
		{"Verwerker spant zich in elk lek onverwijld per formulier te melden aan Klant, met overleg binnen 20 dagen.", ""},
		{"Verwerker meldt elk lek onverwijld aan Klant. Hij spant zich in daarvoor een formulier te gebruiken. Partijen houden overleg binnen 20 dagen.", "een vaste vorm: alleen een inspanning, geen resultaat"},
		{"Verwerker meldt elk lek onverwijld per formulier aan Klant. Partijen houden overleg binnen 60 dagen.", "geen-overleg-binnen-30-dagen"},
	} {
		report, err := c.Check(context.Background(), read(t, tc.text))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(report.Results[0].Flags, "; "); got != tc.want {
			t.Errorf("%q: flags %q, want %q", tc.text, got, tc.want)
		}
	}
}

// A reason that another one goes on from is not told beside it.
func TestReasonsAreDistinct(t *testing.T) {
	c := checker(t, strings.Replace(testRule, "verzwakt:\n", "verzwakt:\n  - woord: ernstig\n    mist: alleen ernstige\n", 1))
	report, err := c.Check(context.Background(), read(t, "Verwerker meldt een ernstig lek onverwijld aan Klant."))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(report.Results[0].Lacks, "; "); got != "alleen ernstige lekken" {
		t.Errorf("lacks %q", got)
	}
}

// An item of a list is quoted verbatim and alone; what introduces it stands beside.
func TestLeadOfAnItem(t *testing.T) {
	doc := read(t, "Verwerker zal:\n\n- elk lek onverwijld melden aan Klant;\n- software leveren.")
	report, err := checker(t, testRule).Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Results[0].Findings {
		if f.Lead != "Verwerker zal:" || f.Quote != doc.Text[f.Start:f.End] || strings.Contains(f.Quote, f.Lead) {
			t.Errorf("%+v", f)
		}
	}
}

// Text that could not be read is never a reason to say that a clause is
// missing.
func TestUnreadPagesAreUnknown(t *testing.T) {
	c := checker(t, testRule)
	doc := read(t, "Verwerker levert software.")
	doc.Pages = []document.Page{{Number: 1, Source: document.PageText}, {Number: 2, Start: len(doc.Text), Source: document.PageNone}}
	report, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	if got := report.Results[0].Status; got != clause.Unknown {
		t.Errorf("missing with an unread page: got %s, want unknown", got)
	}
	doc = read(t, "Verwerker meldt elk lek onverwijld aan Klant.")
	doc.Warnings = []document.Warning{{Code: document.WarnLimit, Message: "afgekapt"}}
	if report, err = c.Check(context.Background(), doc); err != nil {
		t.Fatal(err)
	}
	if got := report.Results[0].Status; got != clause.Met {
		t.Errorf("met with an incomplete text: got %s, want met", got)
	}
}

func TestQuotesAreVerbatim(t *testing.T) {
	c := checker(t, testRule)
	doc := read(t, "Artikel 6. Lek\n\n6.1 Verwerker meldt elk lek\nbinnen 24 uur aan «Klant».\n\n6.2 Klant meldt elk lek onverwijld aan Verwerker.")
	report, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	r := report.Results[0]
	all := append(append([]clause.Finding{}, r.Findings...), r.Nearest...)
	if len(r.Findings) == 0 || r.Findings[0].Label != "6.1" || r.Findings[0].Value != nil && r.Findings[0].Value.Norm != "PT24H" {
		t.Errorf("findings %+v", r.Findings)
	}
	for _, f := range all {
		if f.Quote != doc.Text[f.Start:f.End] || f.Quote == "" {
			t.Errorf("quote %q is not the text at [%d,%d)", f.Quote, f.Start, f.End)
		}
		if f.Fingerprint == "" || f.Why == "" {
			t.Errorf("finding without fingerprint or reason: %+v", f)
		}
	}
}

func TestReportsAreDeterministic(t *testing.T) {
	cat, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	text := "Verwerkersovereenkomst\n\nVerwerker meldt een datalek binnen 24 uur aan Klant. Verwerker maakt dagelijks een back-up.\n\nVerwerker mag audits weigeren."
	var first []byte
	for range 3 {
		c, err := clause.New(cat, clause.Options{})
		if err != nil {
			t.Fatal(err)
		}
		report, err := c.Check(context.Background(), read(t, text))
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(report)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = data
		} else if string(first) != string(data) {
			t.Fatal("two runs over the same text differ")
		}
	}
}

func TestCheckHonoursContext(t *testing.T) {
	c := checker(t, testRule)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Check(ctx, read(t, "Verwerker meldt elk lek.")); err != context.Canceled {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func TestExplain(t *testing.T) {
	c := checker(t, testRule)
	doc := read(t, "Verwerker meldt elk lek aan Klant.")
	e, err := c.Explain(context.Background(), doc, "proef.melding")
	if err != nil {
		t.Fatal(err)
	}
	if e.Result.Status != clause.Partial || len(e.Steps) != 1 || !e.Steps[0].Counts || strings.Join(e.Steps[0].Matched, "|") != "meldt|lek" {
		t.Errorf("got %+v", e)
	}
	if _, err := c.Explain(context.Background(), doc, "proef.meldin"); err == nil || !strings.Contains(err.Error(), "proef.melding") {
		t.Errorf("unknown id: got %v, want a suggestion", err)
	}
}

func FuzzCheckText(f *testing.F) {
	f.Add("Verwerker meldt elk lek binnen 24 uur aan Klant.")
	f.Add("Artikel 1. Lek\n\n1.1 Verwerker zal: a. melden; b. [..] uur")
	c := checker(f, testRule)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4<<10 {
			return
		}
		doc, err := plain.Read(context.Background(), document.Source{Name: "x.txt", Data: []byte(text)}, document.Options{})
		if err != nil {
			return
		}
		report, err := c.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range report.Results {
			for _, x := range append(r.Findings, r.Nearest...) {
				if x.Quote != doc.Slice(document.Span{Start: x.Start, End: x.End}) {
					t.Fatalf("quote %q at [%d,%d)", x.Quote, x.Start, x.End)
				}
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	cat, err := rules.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	c, err := clause.New(cat, clause.Options{})
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("Artikel 6. Datalekken\n\n6.1 Verwerker meldt een datalek binnen 24 uur aan Klant, met alle informatie die Klant nodig heeft voor zijn eigen melding.\n\n6.2 Verwerker maakt dagelijks een back-up en test ieder kwartaal of deze kan worden teruggezet.\n\n", 40)
	doc := read(b, text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := c.Check(context.Background(), doc); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	cat, err := rules.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := clause.New(cat, clause.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// A definition tells what a name stands for in the articles.
func TestDefinedTerms(t *testing.T) {
	cat, err := rules.Load(rules.Sources(), "ksz.vertrouwelijkheid.incidentmelding")
	if err != nil {
		t.Fatal(err)
	}
	c, err := clause.New(cat, clause.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for definition, want := range map[string]clause.Status{
		"Gebeurtenis: een inbreuk in verband met persoonsgegevens.": clause.Met,
		"Gebeurtenis: een feest voor relaties.":                     clause.Missing,
	} {
		text := "Artikel 1. Definities\n\n" + definition + "\n\nArtikel 2. Melding\n\n2.1 Verwerker meldt Gebeurtenissen binnen 24 uur aan Klant."
		report, err := c.Check(context.Background(), read(t, text))
		if err != nil {
			t.Fatal(err)
		}
		if got := report.Results[0].Status; got != want {
			t.Errorf("%s: got %s, want %s", definition, got, want)
		}
	}
}

// TestPictures: what the author of a contract says of a picture in it is no
// text of the page, and promises nothing.
func TestPictures(t *testing.T) {
	const promise = "Verwerker meldt een inbreuk in verband met persoonsgegevens binnen 24 uur na ontdekking aan de Verwerkingsverantwoordelijke."
	doc := read(t, "Verwerkersovereenkomst\n\nPartijen zijn Verwerker en Verwerkingsverantwoordelijke.\n\n"+promise)
	status := func() clause.Status {
		t.Helper()
		r, err := catalogueChecker(t, "ksz.vertrouwelijkheid.incidentmelding").Check(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		return r.Results[0].Status
	}
	if got := status(); got == clause.Missing {
		t.Fatalf("as a paragraph the promise is %s", got)
	}
	doc.Blocks[len(doc.Blocks)-1].Kind = document.Picture
	if got := status(); got != clause.Missing {
		t.Errorf("as the description of a picture the promise is %s, want %s", got, clause.Missing)
	}
}
