package rules

import (
	"fmt"
	"strings"
	"testing"
)

// broken are mistakes that lawyers make in YAML and in patterns. Each is one
// change to a clean pack.
func broken() []struct {
	name  string
	edits []edit
} {
	in := func(old, new string) []edit { return []edit{{meldingFile, old, new}} }
	core := func(pattern string) []edit { return in("- alle: <berichten> ^<voorval>", "- "+pattern) }
	set := func(pattern string) []edit { return core("alle: " + pattern) }
	row := func(pattern string) []edit { return core("reeks: " + pattern) }
	return []struct {
		name  string
		edits []edit
	}{
		// YAML.
		{"tab om in te springen", in("    plaats: art. 1", "\tplaats: art. 1")},
		{"tab na het streepje", in("  - document: Eigen tekst\n", "  -\tdocument: Eigen tekst\n")},
		{"geen spatie na de dubbele punt", in("titel: Een", "titel:Een")},
		{"geen spatie na de dubbele punt van een patroon", core("alle:<berichten> ^<voorval>")},
		{"geen spatie na het streepje", core("alle: <berichten> ^<voorval>\n      -woord: voorval")},
		{"geen spatie na het enige streepje", in("- alle: <berichten> ^<voorval>", "-alle: <berichten> ^<voorval>")},
		{"dubbele punt in een titel", in("titel: Een voorval", "titel: Voorval: een lek")},
		{"dubbele punt in een voorbeeld", in("- Partijen overleggen", "- Termijn: partijen overleggen")},
		{"aanhalingsteken niet gesloten", in("titel: Een voorval", "titel: \"Een voorval")},
		{"apostrof binnen enkele aanhalingstekens", in("titel: Een voorval wordt op tijd bericht", "titel: 'Foto's worden gewist'")},
		{"tekst na een aanhalingsteken", set("'<berichten>' ^<voorval>")},
		{"alle zonder waarde", set("")},
		{"lijst zonder streepje", in("- alle: <berichten> ^<voorval>", "  alle: <berichten> ^<voorval>")},
		{"verkeerde inspringing", in("    een-van:\n      - alle", "   een-van:\n      - alle")},
		{"te weinig inspringing", in("  melding:\n", "melding:\n")},
		{"sleutel twee keer", in("drager: leverancier\n", "drager: leverancier\nbelang: should\n")},
		{"percentage tussen accolades", in("drempels:\n  voldaan-tot: 48 uur | 1 werkdag\n  deels-tot: 72 uur | 2 werkdagen", "drempels: {voldaan-tot: 99,5%, deels-tot: 99%}")},
		{"percentage tussen vierkante haken", in("voldaan-tot: 48 uur | 1 werkdag", "voldaan-tot: [99,5%]")},
		{"harde spatie na de dubbele punt", in("titel: Een", "titel:\u00a0Een")},
		{"harde spatie om in te springen", in("    plaats: art. 1", "  \u00a0 plaats: art. 1")},
		{"harde spatie na het streepje", core("\u00a0alle: <berichten>")},
		{"lang streepje uit Word", in("- alle: <berichten> ^<voorval>", "– alle: <berichten> ^<voorval>")},
		{"opsommingsteken uit Word", in("- document: Eigen tekst\n    plaats", "• document: Eigen tekst\n    plaats")},
		{"krullende aanhalingstekens om een titel", in("titel: Een voorval wordt op tijd bericht", "titel: “Een voorval: op tijd”")},
		{"krullende aanhalingstekens om een waarde", in("belang: must", "belang: ‘must’")},
		{"zacht koppelteken", in("eigen beweging", "eigen bewe\u00adging")},
		{"teken zonder breedte", set("<berichten> voor\u200bval")},
		{"sterretje aan het begin", set("*lek <berichten>")},
		{"sterretje alleen", set("*")},
		{"staande streep aan het begin", core("woord: | voorval | ramp")},
		{"procentteken aan het begin", core("woord: %lek")},
		{"apenstaartje aan het begin", core("woord: @klant")},
		{"uitroepteken aan het begin", set("!klant <berichten>")},
		{"vraagteken als sleutel", in("titel: Een", "? titel: Een")},
		{"hekje in een patroon", set("<berichten> #voorval")},
		{"vergeten dubbele punt", in("belang: must", "belang must")},
		{"twee sleutels op één regel", in("voorbeelden:\n  voldaan:\n", "voorbeelden: voldaan:\n")},
		{"zonder te ver ingesprongen", core("alle: <berichten> ^<voorval>\n          zonder: niet")},
		{"zonder te weinig ingesprongen", core("alle: <berichten> ^<voorval>\n      zonder: niet")},
		{"streepje voor een element", in("  melding:\n", "  - melding:\n")},
		{"patroon zonder een-van", in("    een-van:\n      - alle", "    - alle")},
		{"patroon naast mist", in("    een-van:\n      - alle", "    alle")},
		{"voorbeeld met een aanhalingsteken vooraan", in("- Partijen overleggen", "- \"Partijen\" overleggen")},
		{"voorbeeld met een invulplek vooraan", in("- Partijen overleggen", "- [Partijen] overleggen")},
		{"voorbeeld met een hekje", in("- Partijen overleggen", "- Partijen overleggen volgens bijlage #3")},
		{"voorbeeld met een apostrof vooraan", in("- Partijen overleggen", "- 's Avonds overleggen partijen")},
		{"andere tekenset", in("Eigen tekst", "Eigen t\xebkst")},
		// Keys and values.
		{"bron zonder document", in("  - document: Eigen tekst\n    plaats: art. 1", "  - Eigen tekst")},
		{"modeltekst zonder nl", in("modeltekst:\n  nl: >-\n    Verwerker", "modeltekst: >-\n    Verwerker")},
		{"waarde als tekst", in("- waarde:\n          soort: duur\n          bij", "- waarde: duur\n        bij")},
		{"ja tussen aanhalingstekens", core("alle: <berichten>\n        ieder: 'true'")},
		{"grens zonder eenheid", in("hoogstens: voldaan-tot", "hoogstens: 48")},
		{"of tussen twee grenzen", in("48 uur | 1 werkdag", "48 uur of 1 werkdag")},
		{"soort in een eenheid", in("soort: duur", "soort: uren")},
		{"id zonder pack", in("id: proef.melding", "id: melding")},
		{"sleutel verkeerd gespeld", in("telt-niet:", "telt niet:")},
		{"sleutel met een hoofdletter", in("titel: Een", "Titel: Een")},
		{"sleutel van een ander veld", in("verzwakt:\n  - woord", "verzwakt:\n  - tekst")},
		{"Engels belang", in("belang: must", "belang: mandatory")},
		{"Nederlands belang", in("belang: must", "belang: verplicht")},
		{"drager met een andere naam", in("drager: leverancier", "drager: verwerker")},
		{"id is niet de naam van het bestand", in("id: proef.melding", "id: proef.meldingen")},
		{"id met een spatie", in("id: proef.melding", "id: proef melding")},
		{"drempel zonder eenheid", in("voldaan-tot: 48 uur | 1 werkdag", "voldaan-tot: 48")},
		{"drempel met een decimale punt", []edit{{meldingFile, "soort: duur", "soort: percentage"}, {meldingFile, "48 uur | 1 werkdag", "99.5%"}, {meldingFile, "72 uur | 2 werkdagen", "99%"}}},
		{"drempel in woorden", in("voldaan-tot: 48 uur | 1 werkdag", "voldaan-tot: twee dagen")},
		{"drempel met 'binnen'", in("voldaan-tot: 48 uur | 1 werkdag", "voldaan-tot: binnen 48 uur")},
		{"drempel die niet bestaat", in("hoogstens: voldaan-tot", "hoogstens: max")},
		{"drempel met een hoofdletter", in("  voldaan-tot: 48", "  Voldaan-tot: 48")},
		{"element met hoofdletters", in("  melding:\n", "  Melding:\n")},
		{"element met een spatie", in("  melding:\n", "  melding van een lek:\n")},
		{"wijkt bij een element", core("alle: <berichten>\n        wijkt: true")},
		{"ja voor waar", core("alle: <berichten> ^<voorval>\n        ieder: ja")},
		{"onbekend begrip", set("<berichtn> ^<voorval>")},
		{"onbekende verzwakker", in("vlaggen:", "verzwakkers:\n  - inspanningen\nvlaggen:")},
		{"voorbeeld zonder streepje", in("    - Partijen overleggen", "    Partijen overleggen")},
		{"voorbeeld onder deels zonder mist", in("    - tekst: Verwerker bericht de klant over elk voorval.\n      mist: termijn", "    - Verwerker bericht de klant over elk voorval.")},
		{"onbekend profiel", []edit{{file: "profielen/kantoor.yaml", new: "naam: kantoor\ntitel: Kantoor\nop:\n  - kszz\n"}}},
		{"datum in woorden", []edit{{file: OverlayFile, new: "vrijstellingen:\n  - eis: ksz.audit.recht\n    reden: klein contract\n    door: A. Jansen\n    tot: 31 maart 2027\n"}}},
		{"datum die niet bestaat", []edit{{file: OverlayFile, new: "vrijstellingen:\n  - eis: ksz.audit.recht\n    reden: klein contract\n    door: A. Jansen\n    tot: 2027-02-30\n"}}},
		{"aanpassing van een eis die niet bestaat", []edit{{file: OverlayFile, new: "aanpassingen:\n  ksz.audit.rechten:\n    belang: must\n"}}},
		// Files.
		{"bestand met .txt erachter", []edit{{file: "proef/proef.boete.yaml.txt", new: "id: proef.boete\n"}}},
		{"bestand naast de mappen", []edit{{file: "proef.boete.yaml", new: minimal("proef.boete", "")}}},
		{"aanpassingen onder een andere naam", []edit{{file: "aanpassing.yaml", new: "aanpassingen:\n  ksz.audit.recht:\n    belang: must\n"}}},
		{"bestand in een map in de map", []edit{{file: "proef/nieuw/proef.boete.yaml", new: minimal("proef.boete", "")}}},
		{"map zonder pack.yaml", []edit{{file: "kantoor/kantoor.boete.yaml", new: minimal("kantoor.boete", "")}}},
		// Patterns.
		{"haakje niet gesloten", set("<berichten> (voorval | ramp")},
		{"haakje te veel", set("<berichten> voorval | ramp)")},
		{"punthaak niet gesloten", set("<berichten ^<voorval>")},
		{"begrip met een hoofdletter", set("<Berichten> ^<voorval>")},
		{"begrip zonder punthaken", []edit{{meldingFile, "<berichten> ^<voorval>", "op-tijd <voorval>"}, {"begrippen/woorden.yaml", "  voorval:", "  op-tijd:\n    - tijdig\n  voorval:"}, {meldingFile, "ernstige <voorval>", "<op-tijd>"}}},
		{"OF voor een keuze", set("(bericht OF meldt) <voorval>")},
		{"NIET voor een verbod", set("<berichten> NIET <klant>")},
		{"komma voor een keuze", set("(bericht, meldt) <voorval>")},
		{"reguliere expressie", set("bericht.* voorval")},
		{"reguliere expressie met vierkante haken", set("bericht[en]* voorval")},
		{"reguliere expressie met vraagteken", set("berichte?n voorval")},
		{"uitgangen tussen haakjes", set("bericht(en)? voorval")},
		{"streep buiten haakjes", set("bericht | meldt <voorval>")},
		{"schuine streep voor een keuze", set("bericht/meldt <voorval>")},
		{"begrip tussen vierkante haken", set("bericht [voorval]")},
		{"begrip zoals in een webpagina", set("bericht &lt;voorval&gt;")},
		{"letter uit een ander alfabet", set("bericht v\u043eorval")},
		{"aanhalingstekens in een patroon", set("“in kennis” <voorval>")},
		{"beletselteken uit Word", row("stelt … in kennis")},
		{"drie punten", row("stelt ... in kennis")},
		{"spatie tussen punten en getal", row("stelt .. 8 in kennis")},
		{"punten aan het eind", row("stelt ..")},
		{"punten in alle", set("stelt .. kennis")},
		{"lege keuze", set("<berichten> (voorval | )")},
		{"streep te veel", set("<berichten> | ")},
		{"sterretje midden in een woord", set("be*ten voorval")},
		{"te kort met een sterretje", set("b* voorval")},
		{"dakje in een reeks", row("^voorval bericht")},
		{"twee zinnen in een patroon", row("het voorval. Verwerker bericht")},
		{"patroon dat alles raakt", core("woord: de")},
		{"patroon van alleen de partijen", set("<verwerker> <klant>")},
		{"woorden met streepjes aaneen", set("in-kennis-stellen <voorval>")},
		{"zonder verbiedt wat alle vraagt", set("<berichten> <voorval>\n        zonder: voorval | *lek | voorvallen")},
		{"twee patronen in één", core("alle: <berichten>\n        reeks: stelt in kennis")},
		{"patroon zonder sleutel", core("<berichten> ^<voorval>")},
	}
}

// lintOnly are the mistakes in what can be read as it stands.
var lintOnly = map[string]bool{
	"begrip zonder punthaken": true, "patroon dat alles raakt": true, "patroon van alleen de partijen": true,
	"woorden met streepjes aaneen": true, "streep buiten haakjes": true, "zonder verbiedt wat alle vraagt": true,
	"aanpassing van een eis die niet bestaat": true, // refused where it is applied
}

// Every mistake is told at its line and column with what to write instead, and
// none leaves a rule behind that silently does not match.
func TestBroken(t *testing.T) {
	var b strings.Builder
	for _, tc := range broken() {
		fmt.Fprintf(&b, "## %s\n", tc.name)
		faults := lint(fixture(t, tc.edits...), vocabularyOf(t))
		errors := 0
		for _, f := range faults {
			b.WriteString(f.String() + "\n")
			if f.Severity == SeverityError {
				errors++
			}
			if o := f.Err.Origin; o.Line > 0 && o.Column == 0 {
				t.Errorf("%s: column lacks: %v", tc.name, f)
			}
			if o := f.Err.Origin; f.Err.Fix == "" || f.Err.Message == "" || o.File == "" {
				t.Errorf("%s: place, fault or remedy lacks: %v", tc.name, f)
			}
		}
		if errors == 0 {
			t.Errorf("%s: passes", tc.name)
		}
		// What Load accepts has to be readable; only Lint knows that it is not meant.
		if _, err := load(fixture(t, tc.edits...), vocabularyOf(t), nil); err == nil && !lintOnly[tc.name] {
			t.Errorf("%s: is loaded as if it were good", tc.name)
		} else if err != nil && lintOnly[tc.name] {
			t.Errorf("%s: is refused, and need not be on the list", tc.name)
		}
		b.WriteString("\n")
	}
	golden(t, "broken", b.String())
}

// vocabularyOf is the built-in vocabulary without that of the fixture.
func vocabularyOf(t *testing.T) *Catalogue {
	t.Helper()
	c, err := vocabulary()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
