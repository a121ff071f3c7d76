package rules

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestEnglish(t *testing.T) {
	for dutch, want := range map[string]string{
		"alleen op verzoek":                     "only on request",
		"de wijze of de prijs van de omzetting": "the manner or price of the conversion",
		"AVG":                                   "GDPR",
		Must.Dutch():                            "mandatory",
	} {
		if got, ok := English(dutch); got != want || !ok {
			t.Errorf("English(%q) = %q, %v; want %q", dutch, got, ok, want)
		}
	}
	if got, ok := English("een eis van het kantoor"); got != "een eis van het kantoor" || ok {
		t.Errorf("a text that is not of the catalogue gives %q, %v", got, ok)
	}
}

func TestFillEnglish(t *testing.T) {
	q := &Requirement{Thresholds: map[string]Threshold{"voldaan-tot": {Value: "24 uur | 1 werkdag"}}}
	for in, want := range map[string]string{
		"een termijn van ten hoogste {voldaan-tot}": "a time limit of at most 24 hours or 1 working day",
		"alleen op verzoek":                         "only on request",
	} {
		if got, ok := q.FillEnglish(in); got != want || !ok {
			t.Errorf("%q gives %q, %v; want %q", in, got, ok, want)
		}
	}
	const own = "bericht binnen {voldaan-tot}"
	if got, ok := q.FillEnglish(own); got != q.Fill(own) || ok {
		t.Errorf("%q gives %q, %v", own, got, ok)
	}
}

func TestEnglishLimit(t *testing.T) {
	for in, want := range map[string]string{
		"48 uur | 1 werkdag":     "48 hours or 1 working day",
		"48 uur of 1 werkdag":    "48 hours or 1 working day",
		"1 Maand | 22 werkdagen": "1 month or 22 working days",
		"1,5 uur":                "1.5 hours",
		"1 kwartaal":             "1 quarter",
		"6 gebieden":             "6 areas",
		"99,5%":                  "99.5%",
		"99 procent":             "99%",
		"€ 500.000":              "€500,000",
		"2.500,50 euro":          "€2,500.50",
		"jaarlijks":              "annually",
		"per maand":              "once per month",
		"1 keer per jaar":        "once per year",
		"2 keer per jaar":        "twice per year",
		"4 maal per kwartaal":    "4 times per quarter",
		"eens per 3 maanden":     "once every 3 months",
		"per halfjaar":           "once per six months",
	} {
		if got, ok := EnglishLimit(in); got != want || !ok {
			t.Errorf("EnglishLimit(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "onverwijld", "48 uur | spoedig", "24", "1.2.3 uur", "drie keer per jaar", "per eeuw"} {
		if got, ok := EnglishLimit(in); got != in || ok {
			t.Errorf("EnglishLimit(%q) = %q, %v", in, got, ok)
		}
	}
}

func TestCitationEnglish(t *testing.T) {
	for in, want := range map[Citation]Citation{
		{Document: "AVG", Place: "art. 33 lid 2"}:                      {Document: "GDPR", Place: "Art. 33(2)"},
		{Document: "Inkoopbeleid", Place: "zie het deel over prijzen"}: {Document: "Inkoopbeleid", Place: "zie het deel over prijzen"},
		{Document: "Inkoopbeleid"}:                                     {Document: "Inkoopbeleid"},
	} {
		if got := in.English(); got != want {
			t.Errorf("%v gives %v, want %v", in, got, want)
		}
	}
}

func TestEnglishPlace(t *testing.T) {
	for in, want := range map[string]string{
		"art. 28":                          "Art. 28",
		"art. 28 lid 3":                    "Art. 28(3)",
		"art. 28 lid 3 onder a":            "Art. 28(3)(a)",
		"art. 28, 29 en 30":                "Art. 28, 29 and 30",
		"art. 28 lid 3, aanhef":            "Art. 28(3), introductory part",
		"art. 28 lid 3 onder a, art. 44":   "Art. 28(3)(a), Art. 44",
		"art. 30 lid 3 onder e, punt ii":   "Art. 30(3)(e)(ii)",
		"art. 25 lid 2 onder a, i":         "Art. 25(2)(a)(i)",
		"art. 25 lid 2 onder i en art. 29": "Art. 25(2)(i) and Art. 29",
		// As a report puts several together.
		"art. 30 lid 2 onder b en d, art. 28 lid 7": "Art. 30(2)(b) and (d), Art. 28(7)",
		"art. 25 lid 2 onder a, i, ii en iii":       "Art. 25(2)(a)(i), (ii) and (iii)",
		"art. 5 lid 1 onder h, i en j":              "Art. 5(1)(h), (i) and (j)",
		"art. 33 lid 2 en lid 3":                    "Art. 33(2) and (3)",
		"art.\u00a032 lid 1":                        "Art. 32(1)",
		"2.2 §2b en voetnoot 5":                     "2.2 §2b and footnote 5",
		"2.1 §5; 2.2 §4, voetnoot":                  "2.1 §5; 2.2 §4, footnote",
		"2.3-1; Bijlage C":                          "2.3-1; Annex C",
		"hoofdstuk VI en VII, en art. 13":           "Chapters VI and VII, and Art. 13",
		"overweging 81":                             "recital 81",
		"bijlage I en II":                           "Annexes I and II",
		"maatregel 5.20.04 en 5.20.10":              "measures 5.20.04 and 5.20.10",
		"par. 5.2":                                  "section 5.2",
		"Bijlage C (escrow)":                        "Annex C (escrow)", // from the table
		"":                                          "",
	} {
		if got, ok := EnglishPlace(in); got != want || !ok {
			t.Errorf("EnglishPlace(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"art. 6bis", "art. 5 lid 1 of 2", "art. 28 lid", "art. 5 onder hulp", "Bijlage C (anders)", "slot", "¶ 3"} {
		if got, ok := EnglishPlace(in); got != in || ok {
			t.Errorf("EnglishPlace(%q) = %q, %v", in, got, ok)
		}
	}
}

// Every source of the built-in catalogue can be cited in English.
func TestEnglishCitations(t *testing.T) {
	c, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for q := range c.All() {
		for _, s := range q.Sources {
			if _, ok := EnglishPlace(s.Place); !ok {
				t.Errorf("%s: no English for the place %q", q.ID, s.Place)
			}
		}
	}
}

var (
	wordsOf      = regexp.MustCompile(`\p{L}+`)
	numbersOf    = regexp.MustCompile(`\d+`)
	dutchDate    = regexp.MustCompile(`\b(\d{1,2})-\d{1,2}-(\d{4})\b`)
	placeholders = regexp.MustCompile(`\{[^{}]*\}`)
)

// dutchWords are words of Dutch that English lacks: what still has one is not
// translated.
var dutchWords = strings.Fields(`de het een van voor niet wordt worden zijn wat dat dit deze aan bij naar om uit op en ter
	te ten tot mag moet kan alleen geen zonder tussen ook nog maar dan haar hij zij zich leverancier klant gegevens verwerker
	onderaannemer lid artikel bijlage overeenkomst beveiliging toegang melding genoemd gezegd kosten termijn naleving verwerking
	daarvan zelf alle`)

// The English of a phrase fits where the Dutch stands in a sentence.
func TestEnglishForm(t *testing.T) {
	cited := regexp.MustCompile(`^(art\.|artikel) `) // "Art." has a capital in English
	for dutch, english := range readTables(t) {
		fault := func(what string) { t.Errorf("%q is in English %q: %s", dutch, english, what) }
		for _, w := range wordsOf.FindAllString(placeholders.ReplaceAllString(strings.ToLower(english), ""), -1) {
			if slices.Contains(dutchWords, w) {
				fault("'" + w + "' is Dutch")
			}
		}
		if !slices.Equal(placeholders.FindAllString(dutch, -1), placeholders.FindAllString(english, -1)) {
			fault("other placeholders")
		}
		if a, b := numbers(dutch), numbers(english); !slices.Equal(a, b) {
			fault("other numbers")
		}
		if upper(dutch) != upper(english) && !cited.MatchString(dutch) {
			fault("it begins with the other case")
		}
		if strings.HasSuffix(dutch, ".") != strings.HasSuffix(english, ".") && !strings.HasSuffix(english, "et seq.") {
			fault("one of them ends with a full stop")
		}
		if !strings.Contains(dutch, " ") && strings.Contains(dutch, "-") && strings.Contains(english, " ") && !dutchDate.MatchString(dutch) {
			fault("a name has hyphens and no spaces")
		}
		if strings.Join(strings.Fields(english), " ") != english || strings.ContainsAny(english, "«»") {
			fault("spaces or quotation marks of another kind")
		}
	}
}

// numbers are those of a text in order of size; the month of a date is written in
// letters in English.
func numbers(text string) []string {
	list := numbersOf.FindAllString(dutchDate.ReplaceAllString(text, "$1 $2"), -1)
	slices.Sort(list)
	return list
}

func upper(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}
