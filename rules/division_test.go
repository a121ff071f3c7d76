package rules

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const areaFile = "proef/proef.opslag.yaml"

// area is a pack with a requirement that is an area and one that counts areas.
const area = `id: proef.opslag
titel: Opslag
belang: should
drager: beide
bron:
  - document: Proef
verdeling:
  verwacht: leverancier
  gebied:
    - woord: opslag
    - kop: (bewaren | opslaan)
  klant:
    - woord: op eigen schijf
modeltekst:
  nl: Leverancier verzorgt de opslag.
voorbeelden:
  klant:
    - De opslag gebeurt op eigen schijf.
  leverancier:
    - Leverancier verzorgt de opslag.
  niet-geregeld:
    - Leverancier levert.
`

const counting = `id: proef.aantal
titel: Er is verdeeld
belang: could
drager: beide
bron:
  - document: Proef
drempels:
  genoeg:
    waarde: 2 gebieden
    herkomst: huis
elementen:
  gebieden:
    mist: een verdeling
    een-van:
      - waarde:
          soort: gebieden
          minstens: genoeg
verzwakkers: []
voorbeelden:
  voldaan:
    - Opslag is van ons. Verzenden ook.
    - Opslag is van u. Verzenden ook.
  deels:
    - tekst: Opslag is van ons.
      mist: een gebied
  ontbreekt:
    - Niets.
`

func areas(t *testing.T, edits ...edit) fstest.MapFS {
	second := strings.NewReplacer("proef.opslag", "proef.verzenden", "opslag", "verzenden", "Opslag", "Verzenden").Replace(area)
	files := []edit{{areaFile, "", area}, {"proef/proef.verzenden.yaml", "", second}, {"proef/proef.aantal.yaml", "", counting}}
	return fixture(t, append(files, edits...)...)
}

func TestDivisionFaults(t *testing.T) {
	for _, tc := range []struct{ name, old, new, want string }{
		{"elements beside", "verdeling:", "elementen:\n  a:\n    mist: a\n    een-van:\n      - woord: a\nverdeling:", "12:1: een eis heeft 'elementen' of 'verdeling', niet allebei"},
		{"no area", "  gebied:\n    - woord: opslag\n    - kop: (bewaren | opslaan)\n", "", "'verdeling' heeft geen 'gebied'"},
		{"unknown holder", "verwacht: leverancier", "verwacht: leverancer", "8:13: 'leverancer' is geen geldige waarde van 'verwacht'; schrijf 'leverancier' (kies uit: klant, gedeeld, leverancier)"},
		{"value in an area", "    - woord: opslag\n", "    - waarde:\n        soort: duur\n", "een 'waarde' zegt niet waar een zin over gaat"},
		{"heading alone elsewhere", "    - woord: op eigen schijf", "    - kop: schijf", "een patroon heeft geen 'alle', 'reeks', 'woord' of 'waarde'"},
		{"conflict", "modeltekst:", "strijdig:\n  - woord: nooit\nmodeltekst:", "14:1: 'strijdig' betekent niets bij 'verdeling'"},
		{"examples by verdict", "  klant:\n    - De opslag", "  voldaan:\n    - De opslag", "een eis met 'verdeling' heeft voorbeelden per houder"},
	} {
		_, err := load(areas(t, edit{areaFile, tc.old, tc.new}), &Catalogue{}, nil)
		if got := faults(err); !strings.Contains(got, tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
	for _, tc := range []struct{ name, old, new, want string }{
		{"holder of another kind", "soort: duur", "soort: duur\n          houder: klant", "'houder' en 'verwacht' horen bij soort 'gebieden'"},
		{"examples by holder", "  voldaan:", "  klant:\n    - Klant doet dit.\n  voldaan:", "voorbeelden per houder horen bij een eis met 'verdeling'"},
	} {
		_, err := load(fixture(t, edit{meldingFile, tc.old, tc.new}), &Catalogue{}, nil)
		if got := faults(err); !strings.Contains(got, tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func faults(err error) string {
	var lines []string
	for _, e := range Errors(err) {
		lines = append(lines, e.Error())
	}
	return strings.Join(lines, "\n")
}

func TestDivisionLint(t *testing.T) {
	for _, tc := range []struct{ name, old, new, want string }{
		{"sound", "", "", ""},
		{"no example of the expected holder", "  leverancier:\n    - Leverancier verzorgt de opslag.\n", "", "geen voorbeeld onder 'leverancier'"},
		{"no other", "  klant:\n    - De opslag gebeurt op eigen schijf.\n", "", "geen voorbeeld onder 'een andere houder'"},
		{"none that regulates nothing", "  niet-geregeld:\n    - Leverancier levert.\n", "", "geen voorbeeld onder 'niet-geregeld'"},
		{"twice", "    - Leverancier levert.", "    - Leverancier verzorgt de opslag.", "dit voorbeeld staat er al"},
		{"pattern twice", "    - woord: opslag\n", "    - woord: opslag\n    - woord: opslag\n", "dit patroon staat er al"},
	} {
		var edits []edit
		if tc.old != "" {
			edits = append(edits, edit{areaFile, tc.old, tc.new})
		}
		var got []string
		for _, f := range lint(areas(t, edits...), &Catalogue{}) {
			if f.Err.Origin.File == areaFile && f.Severity == SeverityError {
				got = append(got, f.String())
			}
		}
		if text := strings.Join(got, "\n"); (text == "") != (tc.want == "") || !strings.Contains(text, tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, text, tc.want)
		}
	}
}

// What needs the areas has them all, however it was chosen.
func TestAreas(t *testing.T) {
	whole, err := load(areas(t), &Catalogue{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ids := func(c *Catalogue) (out []string) {
		for q := range c.Areas() {
			out = append(out, string(q.ID))
		}
		return out
	}
	both := []string{"proef.opslag", "proef.verzenden"}
	for name, want := range map[string][]string{"proef": both, "proef.opslag": both, "proef.aantal": both, "proef.melding": nil} {
		chosen, err := whole.Select(name)
		if err != nil {
			t.Fatal(err)
		}
		read, err := load(areas(t), &Catalogue{}, []string{name})
		if err != nil {
			t.Fatal(err)
		}
		for how, c := range map[string]*Catalogue{"selected": chosen, "loaded": read} {
			got := ids(c)
			slices.Sort(got)
			if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Requirement{})); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", name, how, diff)
			}
		}
		if name != "proef" && (chosen.Len() != 1 || read.Len() != 1) {
			t.Errorf("%s: %d and %d requirements", name, chosen.Len(), read.Len())
		}
	}
	// Another area can change what a sentence is about, and so the outcome.
	one, _ := whole.Select("proef.opslag")
	changed, err := load(areas(t, edit{"proef/proef.verzenden.yaml", "- woord: verzenden", "- woord: versturen"}), &Catalogue{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	other, _ := changed.Select("proef.opslag")
	if one.Digest() == other.Digest() {
		t.Error("the digest of an area does not see the others")
	}
	q, _ := whole.Lookup("proef.opslag")
	again, err := whole.Replace(q.Without("verdeling.gebied.1"))
	if err != nil {
		t.Fatal(err)
	}
	for a := range again.Areas() {
		if a.ID == q.ID && len(a.Division.Area) != 1 || len(q.Division.Area) != 2 {
			t.Errorf("without a pattern: %d, the original %d", len(a.Division.Area), len(q.Division.Area))
		}
	}
}

// The compiled form keeps divisions.
func TestDivisionCompiled(t *testing.T) {
	c, err := load(areas(t), &Catalogue{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []ID{"proef.opslag", "proef.aantal"} {
		q, _ := c.Lookup(id)
		back, err := decode(codeRequirement, string(encode(codeRequirement, q)))
		if err != nil {
			t.Fatal(err)
		}
		want := *q
		want.Examples = Examples{}
		if diff := cmp.Diff(&want, back, cmpopts.IgnoreUnexported(Requirement{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
}
