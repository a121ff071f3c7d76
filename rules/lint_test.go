package rules

import (
	"strings"
	"testing"
)

func TestLintClean(t *testing.T) {
	for _, f := range lint(fixture(t), &Catalogue{}) {
		t.Errorf("a pack without faults gives %v", f)
	}
}

// Every case adds one fault to a clean pack; the golden file shows that it is
// found, where, and that nothing else is.
func TestLint(t *testing.T) {
	in := func(old, new string) []edit { return []edit{{meldingFile, old, new}} }
	words := func(old, new string) []edit { return []edit{{"begrippen/woorden.yaml", old, new}} }
	cases := []struct {
		name  string
		edits []edit
	}{
		{"fault of loading", in("verzwakt:", "verzwak:")},
		{"no source", in("bron:\n  - document: Eigen tekst\n    plaats: art. 1\n", "")},
		{"no model text", in("modeltekst:\n  nl: >-\n    Verwerker bericht elk voorval binnen 24 uur aan Verwerkingsverantwoordelijke.\n", "")},
		{"scope of the core", in("    een-van:\n      - alle: <ber", "    bereik: lid\n    een-van:\n      - alle: <ber")},
		{"scope outside a weakening clause", in("toezichthouder\n", "toezichthouder\n    bereik: lid\n")},
		{"weakening clause without reason", in("    mist: alleen bij een ernstig voorval\n", "")},
		{"look-alike without reason", in("    mist: een bericht aan de toezichthouder is geen bericht aan de klant\n", "")},
		{"flag without name", in("mist: kosten", "mist: Kost geld")},
		{"pattern twice in a list", in("- alle: <berichten> ^<voorval>", "- alle: <berichten> ^<voorval>\n      - alle:  <berichten>   ^<voorval>")},
		{"pattern twice in canonical form", in("      - woord: onverwijld | zonder onredelijke vertraging", "      - woord: Onverwijld\n      - woord: onverwijld")},
		{"same pattern for and against", in("- alle: <verwerker> (niet gehouden | niet verplicht) <berichten>", "- alle: <berichten> ^<voorval>")},
		{"alternative twice", in("woord: onverwijld |", "woord: onverwijld | Onverwijld |")},
		{"alternative twice in a group", in("(niet gehouden |", "(niet gehouden | niet gehouden |")},
		{"without covers a word", in("^<voorval>", "bericht\n        zonder: bericht*")},
		{"without covers a concept", in("^<voorval>", "^<voorval>\n        zonder: x | <berichten>")},
		{"without covers a form of a concept", in("alle: <berichten> ^<voorval>", "reeks: over het datalek\n        zonder: <voorval>")},
		{"without covers a phrase", in("alle: <berichten> ^<voorval>", "reeks: a b ..3 c d\n        zonder: b ..5 c")},
		{"without covers every choice of a group", in("alle: <berichten> ^<voorval>", "alle: (a b | c b) <berichten>\n        zonder: b")},
		{"without covers a part", in("alle: <berichten> ^<voorval>", "woord: a b | c\n        zonder: b")},
		{"without does not cover", in("alle: <berichten> ^<voorval>", "alle: (a b | c) ^b <berichten> d e\n        zonder: b | e d | f | d f | ddd*")},
		{"value near what must not be there", in("daarbuiten: strijdig\n", "daarbuiten: strijdig\n        zonder: <berichten>\n")},
		{"only terms of the surroundings", in("<berichten> ^<voorval>", "^<berichten> ^<voorval>")},
		{"threshold never used", in("  deels-tot", "  ooit: 3 dagen\n  deels-tot")},
		{"threshold that cannot be read", in("72 uur | 2 werkdagen", "enkele dagen")},
		{"threshold of another kind", in("72 uur | 2 werkdagen", "72%")},
		{"limits that do not widen", in("72 uur | 2 werkdagen", "24 uur")},
		{"beyond without limit", in("          hoogstens: voldaan-tot\n          deels-hoogstens: deels-tot\n", "")},
		{"flow style", in("drempels:\n  voldaan-tot: 48 uur | 1 werkdag\n  deels-tot: 72 uur | 2 werkdagen", "drempels: {voldaan-tot: 48 uur, deels-tot: 72 uur}")},
		{"flow list", in("ook:\n  - andere.melding", "ook: [andere.melding]")},
		{"party by one of its names", in("<berichten> ^<voorval>", "verwerker <berichten> ^<voorval>")},
		{"vocabulary", in("drempels:", "woordenschat:\n  nl:\n    - mededeling van een datalek\n    - 'binnen 48 uur, onverwijld bericht'\n    - ramp\n  be:\n    - voorval in het gegevenscentrum\ndrempels:")},
		{"examples removed", []edit{{file: "proef/proef.kort.yaml", new: minimal("proef.kort", "bron:\n  - document: d\n")}, {"proef/pack.yaml", "eisen:\n", "eisen:\n  - proef.kort\n"}}},
		{"one met example", in("    - Verwerker bericht de klant binnen 24 uur over elk voorval.\n", "")},
		{"no partial example", in("  deels:\n    - tekst: Verwerker bericht de klant over elk voorval.\n      mist: termijn\n", "")},
		{"no conflict example", in("  strijdig:\n    - Verwerker is niet gehouden een voorval te berichten.\n", "")},
		{"example twice", in("- Partijen overleggen elk kwartaal.", "- Verwerker bericht de klant over elk voorval.")},
		{"unused concept", words("  voorval:", "  ongebruikt:\n    - nergens <voorval>\n  voorval:")},
		{"unused weakener", words("  keuze:", "  nooit:\n    mist: x\n    een-van:\n      - woord: y\n  keuze:")},
		{"form twice in a concept", words("| mededeling", "| mededeling | bericht*")},
		{"weakener that can never count", words("woord: mits", "woord: mits\n        zonder: mits")},
		{"pack without source", []edit{{"proef/pack.yaml", "bron:\n  - document: Eigen tekst\n", ""}}},
		{"listed without file", []edit{{"proef/pack.yaml", "eisen:\n", "eisen:\n  - proef.weg\n"}}},
		{"listed twice", []edit{{"proef/pack.yaml", "eisen:\n", "eisen:\n  - proef.melding\n"}}},
		{"file not listed", []edit{{"proef/pack.yaml", "  - proef.melding\n", "  - proef.kort\n"}, {file: "proef/proef.kort.yaml", new: minimal("proef.kort", "bron:\n  - document: d\n")}}},
	}
	var b strings.Builder
	for _, tc := range cases {
		b.WriteString("## " + tc.name + "\n")
		for _, f := range lint(fixture(t, tc.edits...), &Catalogue{}) {
			b.WriteString(f.String() + "\n")
			if f.Err.Fix == "" || f.Err.Origin.File == "" || f.Err.Origin.Line == 0 {
				t.Errorf("%s: place or remedy lacks: %+v", tc.name, f.Err)
			}
		}
		b.WriteString("\n")
	}
	golden(t, "lint", b.String())
}

// Concepts that use each other multiply; the search for patterns that can never
// count must end all the same.
func TestLintEnds(t *testing.T) {
	var b strings.Builder
	b.WriteString("begrippen:\n")
	for i := range 20 {
		b.WriteString("  t" + itoa(i) + ":\n")
		for j := range 40 {
			next := "w" + itoa(j)
			if i < 19 {
				next = "<t" + itoa(i+1) + ">"
			}
			b.WriteString("    - a" + itoa(j) + " (x | " + next + " | (" + next + "))\n")
		}
	}
	faults := lint(fixture(t,
		edit{file: "begrippen/torens.yaml", new: b.String()},
		edit{meldingFile, "^<voorval>", "<t0> <t1> (<t2> | <t3>)\n        zonder: <t1> <t0> | <t3> b | (<t1> | <t2>) c"},
	), &Catalogue{})
	for _, f := range faults {
		if f.Severity == SeverityError {
			t.Errorf("unexpected: %v", f)
		}
	}
}

func TestLintUnreadable(t *testing.T) {
	f := lint(brokenFS{}, &Catalogue{})
	if len(f) != 1 || f[0].Severity != SeverityError || f[0].Err.Unwrap() == nil {
		t.Errorf("an unreadable file system gives %v", f)
	}
}
