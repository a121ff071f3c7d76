package contract

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
)

// read makes a contract of Markdown.
func read(t testing.TB, text string) *Contract {
	t.Helper()
	doc, err := plain.Read(context.Background(), document.Source{Name: "test.md", Data: []byte(text)}, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return Parse(doc)
}

// tokensOf is the text of the tokens of a unit, lead and own parted by "|".
func tokensOf(u *Unit) string {
	s := opening(u.Own(), 1000)
	if u.Lead > 0 {
		s = opening(u.Tokens[:u.Lead], 1000) + " | " + s
	}
	return s
}

// with returns the units of a role.
func with(c *Contract, role Role) []string {
	var out []string
	for i := range c.Units {
		if c.Units[i].Role == role {
			out = append(out, c.Doc.Slice(c.Units[i].Span))
		}
	}
	return out
}

func TestUnits(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // provisions as tokens
	}{
		{"sentences", "Verwerker meldt datalekken. Klant betaalt.", []string{"verwerker meldt datalekken", "klant betaalt"}},
		{"list", "De Verwerker zal:\n\n- datalekken melden;\n- meewerken aan audits.\n", []string{"de verwerker zal", "de verwerker zal | datalekken melden", "de verwerker zal | meewerken aan audits"}},
		{"nested list", "Verwerker treft:\n\na. technische maatregelen, waaronder:\n\n   1. versleuteling;\n   2. logging;\n\nb. organisatorische maatregelen.\n", []string{
			"verwerker treft", "verwerker treft | technische maatregelen waaronder", "verwerker treft technische maatregelen waaronder | versleuteling",
			"verwerker treft technische maatregelen waaronder | logging", "verwerker treft | organisatorische maatregelen"}},
		{"numbered paragraphs have no lead", "## Artikel 3. Melden\n\n3.1 Verwerker meldt datalekken.\n\n3.2 Klant beoordeelt de melding.\n", []string{"verwerker meldt datalekken", "klant beoordeelt de melding"}},
		{"numbered list after a full sentence has no lead", "## Melden\n\nDit artikel gaat over melden.\n\n1. Verwerker meldt datalekken.\n2. Klant beoordeelt.\n", []string{"dit artikel gaat over melden", "verwerker meldt datalekken", "klant beoordeelt"}},
		{"heading with colon introduces", "### De Verwerker verplicht zich tot:\n\n- melden van datalekken\n- meewerken aan audits\n", []string{"de verwerker verplicht zich tot | melden van datalekken", "de verwerker verplicht zich tot | meewerken aan audits"}},
		{"enumeration in a sentence", "Verwerker zal: a. datalekken melden; b. meewerken; en c. wissen. De Klant controleert dit.", []string{
			"verwerker zal", "verwerker zal | datalekken melden", "verwerker zal | meewerken en", "verwerker zal | wissen", "de klant controleert dit"}},
		{"roman numbers in brackets", "Leverancier levert: (i) een export, (ii) een verklaring en (iii) hulp.", []string{
			"leverancier levert", "leverancier levert | een export", "leverancier levert | een verklaring en", "leverancier levert | hulp"}},
		{"letters run past i and v", "Verwerker levert: g) een, h) twee, i) drie.", []string{"verwerker levert g een h twee i drie"}},
		{"semicolons", "Bij het einde zal Verwerker: alle gegevens teruggeven; alle kopieën wissen; dit bevestigen.", []string{
			"bij het einde zal verwerker", "bij het einde zal verwerker | alle gegevens teruggeven", "bij het einde zal verwerker | alle kopieen wissen", "bij het einde zal verwerker | dit bevestigen"}},
		{"fields are no enumeration", "Subverwerker van Verwerker: Wolk; land: Nederland; dienst: hosting.", []string{"subverwerker van verwerker wolk land nederland dienst hosting"}},
		{"one semicolon cuts nothing", "Back-ups: dagelijks; bewaard gedurende 30 dagen.", []string{"backups dagelijks bewaard gedurende 30 dagen"}},
		{"second sentence of an item with a party of its own", "Verwerker zal:\n\n- wissen. Klant bevestigt dat.\n- melden. Binnen 24 uur.\n", []string{
			"verwerker zal", "verwerker zal | wissen", "klant bevestigt dat", "verwerker zal | melden", "verwerker zal | binnen 24 uur"}},
		{"tail of a list", "Verwerker mag alleen doorgeven als:\n\n- Klant instemt;\n- de wet het eist,\n\neen en ander binnen de grenzen van de AVG.\n", []string{
			"verwerker mag alleen doorgeven als", "verwerker mag alleen doorgeven als | klant instemt", "verwerker mag alleen doorgeven als | de wet het eist",
			"verwerker mag alleen doorgeven als | een en ander binnen de grenzen van de avg"}},
		{"table", "Verwerker haalt:\n\n| Onderwerp | Waarde |\n|---|---|\n| RTO | 4 uur |\n| RPO | 1 uur |\n", []string{"verwerker haalt", "verwerker haalt | rto 4 uur", "verwerker haalt | rpo 1 uur"}},
		{"table whose first row is content", "| Onderwerp | Hosting van de toepassing |\n|---|---|\n| Duur | Gelijk aan de overeenkomst |\n| Back-up | Elke nacht |\n", []string{
			"onderwerp hosting van de toepassing", "duur gelijk aan de overeenkomst", "backup elke nacht"}},
		{"table whose first row names columns", "| Categorie | Voorbeelden van gegevens |\n|---|---|\n| Contact | Naam, adres |\n", []string{"contact naam adres"}},
		{"table with names of columns only", "| Land | Verwerking |\n|---|---|\n| Nederland | Hosting van de toepassing |\n", []string{"nederland hosting van de toepassing"}},
		{"table of three columns", "| Wolk | Opslag van alle data | Nederland |\n|---|---|---|\n| Regen | Mail | België |\n", []string{"regen mail belgie"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := read(t, tt.text)
			var got []string
			for i := range c.Units {
				if c.Units[i].Role == Provision {
					got = append(got, tokensOf(&c.Units[i]))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHead(t *testing.T) {
	tests := []struct {
		name, text string
		want       map[string]string // unit and its headings
	}{
		{"table and text", "# Overeenkomst\n\nDit is de inleiding ervan.\n\n## 5. Continuïteit\n\n### Waarden\n\n| Onderwerp | Waarde |\n|---|---|\n| RTO | 4 uur |\n\nVerwerker maakt back-ups van alle gegevens.\n", map[string]string{
			"rto 4 uur": "onderwerp waarde waarden continuiteit",
			"verwerker maakt backups van alle gegevens": "waarden continuiteit",
			"dit is de inleiding ervan":                 "overeenkomst",
		}},
		{"title of two lines, annex", "# Verwerkersovereenkomst\n\n# Kanaal Accountants\n\n## Artikel 1 Melden\n\nVerwerker meldt datalekken.\n\n## Bijlage 1 Beveiliging\n\n### Back-up\n\nVerwerker maakt back-ups.\n", map[string]string{
			"verwerker meldt datalekken": "melden",
			"verwerker maakt backups":    "backup beveiliging",
		}},
		{"chapters of one rank", "# Beveiliging\n\n## Toegang\n\nVerwerker beperkt de toegang.\n\n# Privacy\n\n## Melden\n\nVerwerker meldt datalekken.\n", map[string]string{
			"verwerker beperkt de toegang": "toegang beveiliging",
			"verwerker meldt datalekken":   "melden privacy",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := read(t, tt.text)
			got := map[string]string{}
			for i := range c.Units {
				if key := tokensOf(&c.Units[i]); tt.want[key] != "" {
					got[key] = opening(c.Units[i].Head, 100)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestUnstyledTitle holds headings that the reader could not see to their work.
func TestUnstyledTitle(t *testing.T) {
	doc := build(para("Beschikbaarheid"), para("De dienst is beschikbaar gedurende 99 procent van de maand."), para("Definities"), para("Onder storing wordt hier het uitvallen van de dienst begrepen."))
	c := Parse(doc)
	if c.Units[0].Role != HeadingOnly || opening(c.Units[1].Head, 9) != "beschikbaarheid" {
		t.Errorf("title: role %v, head %q", c.Units[0].Role, opening(c.Units[1].Head, 9))
	}
	if c.Units[1].Article == c.Units[3].Article {
		t.Error("two titles, one article")
	}
	if c.Units[3].Role != Definition {
		t.Errorf("under the title Definities: %v", c.Units[3].Role)
	}
}

// TestLineBreaks: a writer who presses shift-enter means a new paragraph.
func TestLineBreaks(t *testing.T) {
	b := para("Begrippen\n1.1. Datalek is een inbreuk.\n1.2. Dienst is wat geleverd wordt.")
	c := para("Melden\nVerwerker meldt datalekken:\na. aan Klant;\nb. binnen 24 uur.")
	doc := build(b, c)
	doc.Blocks[0].Label, doc.Blocks[1].Label = "Artikel 1", "Artikel 2"
	got := dump(Parse(doc))
	want := `language nl, same name false
provider: Verwerker
customer: Klant
0 [1.1] heading "Begrippen"
1 [1.2] definition "Datalek is een inbreuk."
2 [1.3] definition "Dienst is wat geleverd wordt."
3 [2.4] heading "Melden"
4 [2.5] provision "Verwerker meldt datalekken:" provider
5 [2.5] provision lead 4 "aan Klant;" customer
6 [2.5] provision lead 4 "binnen 24 uur."
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	read := Parse(doc)
	if got := read.Locate(2); got.Label != "1.2" || got.Heading != "Begrippen" || got.Block != 0 {
		t.Errorf("Locate = %+v", got)
	}
	if got := read.Locate(6); got.Label != "Artikel 2" || got.Heading != "Melden" || got.Block != 1 {
		t.Errorf("Locate = %+v", got)
	}
}

// TestMistrust: a part that goes on to the end has lost its end.
func TestMistrust(t *testing.T) {
	text := "## Overwegingen\n\nPartijen willen samenwerken.\n\n" + strings.Repeat("Alle gegevens worden door de leverancier elke dag zorgvuldig gekopieerd en op een tweede plaats bewaard.\n\n", 40)
	if got := len(with(read(t, text), Provision)); got != 40 {
		t.Errorf("%d provisions", got)
	}
}

func TestLongRow(t *testing.T) {
	long := "Verwerker maakt elke dag een back-up van alle gegevens en bewaart die op een tweede plaats. " +
		"Verwerker test elk kwartaal of de back-up kan worden teruggezet en meldt de uitkomst aan Klant. " +
		"Klant mag bij die test aanwezig zijn en krijgt daarvan het verslag, met alle bevindingen die daarin zijn opgenomen. " +
		"Wat niet voldoet wordt binnen een maand hersteld en daarna opnieuw getest op dezelfde wijze als hiervoor beschreven staat."
	c := read(t, "| Maatregel | Uitleg | Wie |\n|---|---|---|\n| Back-up | "+long+" | Verwerker |\n")
	got := with(c, Provision)
	if len(got) != 5 || !strings.HasPrefix(got[1], "Verwerker test") {
		t.Fatalf("row cut into %d units: %q", len(got), got)
	}
	for i := range c.Units {
		if u := &c.Units[i]; u.Role == Provision && (u.Lead != 1 || u.Tokens[0].Text != "backup") {
			t.Errorf("%q has no key: %s", c.Doc.Slice(u.Span), tokensOf(u))
		}
	}
}

func TestArticlesAndParagraphs(t *testing.T) {
	c := read(t, `# Contract

## Artikel 4. Onderhoud

### 4.1 Gepland

Leverancier kondigt onderhoud aan.

### 4.2 Dringend

Leverancier mag direct ingrijpen.

## Artikel 5. Melden

1. Leverancier meldt incidenten. Dat gebeurt per e-mail.
2. De melding bevat:
   - de aard;
   - de gevolgen.
3. Klant reageert.
`)
	unit := func(text string) *Unit {
		for i := range c.Units {
			if c.Doc.Slice(c.Units[i].Span) == text {
				return &c.Units[i]
			}
		}
		t.Fatalf("no unit %q", text)
		return nil
	}
	same := func(a, b string, article, paragraph bool) {
		t.Helper()
		x, y := unit(a), unit(b)
		if (x.Article == y.Article) != article || (x.Paragraph == y.Paragraph) != paragraph {
			t.Errorf("%q (%d.%d) and %q (%d.%d)", a, x.Article, x.Paragraph, b, y.Article, y.Paragraph)
		}
	}
	same("Leverancier kondigt onderhoud aan.", "Leverancier mag direct ingrijpen.", true, false)
	same("Leverancier mag direct ingrijpen.", "Leverancier meldt incidenten.", false, false)
	same("Leverancier meldt incidenten.", "Dat gebeurt per e-mail.", true, true)
	same("Leverancier meldt incidenten.", "De melding bevat:", true, false)
	same("De melding bevat:", "de gevolgen.", true, true)
	same("de gevolgen.", "Klant reageert.", true, false)
	last := unit("de gevolgen.")
	if len(last.Prev) != 2 || c.Doc.Slice(c.Units[last.Prev[0]].Span) != "De melding bevat:" {
		t.Errorf("Prev = %v", last.Prev)
	}
}

// Under a heading without a subject every paragraph stands for itself; a heading
// of its own gives it one.
func TestMixedArticles(t *testing.T) {
	c := read(t, `# Contract

## Artikel 4. Onderhoud

4.1 Leverancier kondigt onderhoud aan.

## Artikel 5. Overige en aanvullende bepalingen

5.1 Leverancier meldt incidenten.

5.2 Klant betaalt.

### 5.3 Audits

Klant houdt audits.

## Artikel 6. Algemene voorwaarden

6.1 Die gelden niet.
`)
	mixed := []string{}
	for _, u := range c.Units {
		if u.Mixed && u.Role == Provision {
			mixed = append(mixed, c.Doc.Slice(u.Span))
		}
	}
	if diff := cmp.Diff([]string{"Leverancier meldt incidenten.", "Klant betaalt."}, mixed); diff != "" {
		t.Error(diff)
	}
}

func TestRoles(t *testing.T) {
	tests := []struct {
		text string
		want Role // of the last unit
	}{
		{"Verwerker meldt datalekken binnen 24 uur.", Provision},
		{"Onder «Subverwerker» wordt verstaan de partij die door Verwerker wordt ingeschakeld en waarvoor Verwerker verantwoordelijk is.", Definition},
		{"Onder overmacht wordt mede verstaan: stroomuitval en tekortkomingen van toeleveranciers.", Provision},
		{"Datalek: een inbreuk op de beveiliging die leidt tot verlies en die onverwijld gemeld moet worden.", Definition},
		{"Waarvoor: het versturen van nieuwsbrieven", Provision},
		{"Wie: de klanten die zich hebben aangemeld.", Provision},
		{"Hoe lang: de tijd die de wet voorschrijft.", Provision},
		{"Ontvangers: de afdeling administratie van Klant.", Provision},
		{"Doel: het afhandelen van bestellingen.", Provision},
		{"«Anonimisering» heeft in dit contract de betekenis die de wet daaraan geeft.", Definition},
		{"Een verwerkersovereenkomst is een overeenkomst als bedoeld in artikel 28 AVG.", Definition},
		{"Het heeft voor Klant geen betekenis of de back-up versleuteld is.", Provision},
		{"Bewaartermijn: de periode gedurende welke gegevens beschikbaar blijven.", Definition},
		{"Bewaartermijn: de duur van de overeenkomst.", Provision},
		{"Back-up: elke dag om 02.00 uur.", Provision},
		{"Encryptie: alle data wordt versleuteld opgeslagen.", Provision},
		{"Voor rekening van opdrachtgever komt: de begeleiding die nodig is bij een nieuwe versie.", Provision},
		{"Leverancier B.V., gevestigd te Breda, info@voorbeeld.nl, hierna te noemen: «Leverancier»;", Definition},
		{"Onder ondersteuning wordt verstaan:\n\n- het oplossen van storingen;\n- het geven van uitleg.", Definition},
		{"Verwerker bewaart gegevens in het systeem Kompas (hierna: “het Systeem”).", Provision},
		{"Deze SLA (hierna: “de SLA”) is bijlage 2 bij de overeenkomst tussen Wolk B.V. en Klant.", Provision},
		{"Deze partij (hierna: “Wolk”), Wolk B.V., is gevestigd te Gent.", Definition},
		{"Overwegende dat Klant persoonsgegevens van diverse betrokkenen wil laten verwerken;", Recital},
		{"Gezien het feit dat Verwerker in opdracht van Klant gegevens verwerkt;", Recital},
		{"In aanmerking nemende dat:\n\n- Klant gegevens heeft;\n- Verwerker een dienst levert;\n", Recital},
		{"In aanmerking nemende dat:\n\n- Klant gegevens heeft;\n\nkomen het volgende overeen:\n\nVerwerker meldt datalekken.", Provision},
		{"## Overwegingen\n\nVerwerker levert een dienst.\n\n## Artikel 1 Melden\n\nVerwerker meldt datalekken.", Provision},
		{"## Definities\n\nIncident: een storing.", Definition},
		{"## Definities\n\nVerwerker zal deze begrippen niet ruimer uitleggen.", Provision},
		{"## Definities\n\nDe begrippen die Verwerker gebruikt hebben de betekenis van de AVG.", Definition},
		{"Artikel 33 AVG bepaalt dat een datalek binnen 72 uur wordt gemeld.", QuotedLaw},
		{"De AVG verplicht de verwerker passende maatregelen te treffen.", QuotedLaw},
		{"De verwerker neemt alle maatregelen die artikel 32 AVG vereist.", Provision},
		{"Toelichting: hier vult u de termijn in.", Note},
		{"[Kies de variant die past]", Note},
		{"Let op: dit model vervangt geen juridisch advies.", Note},
		{"Let op: wij bieden geen ondersteuning.", Provision},
		{"## Veelgestelde vragen\n\nVerwerker meldt datalekken binnen een dag.", Note},
		{"Worden back-ups getest?", Note},
		{"Wordt ons bedrijf verkocht? Dan mag u direct opzeggen.", Provision},
		{"Persoonsgegevens: alle informatie over een geïdentificeerde of identificeerbare natuurlijke persoon.", Definition},
		{"## Toelichting\n\nDit is bedoeld voor scholen.\n\n## 1. Melden\n\nVerwerker meldt.", Provision},
		{"## Ondertekening\n\nNaam: J. Jansen", Signature},
		{"Aldus overeengekomen en getekend te Gent,\n\nNaam: P. Peeters", Signature},
		{"Handtekening: ______", Signature},
		{"## Ondertekening\n\nNaam: J. Jansen\n\n## Bijlage 1 Maatregelen\n\nVerwerker maakt back-ups.", Provision},
		{"## Partijen\n\nVerwerker:\n\n- Naam: Wolk", Definition},
		{"## Partijen\n\nVerwerker:\n\n- Contactpersoon: J. Jansen", Provision},
		{"## Back-up", HeadingOnly},
		{"## Artikel 7 Datalekken\n\n### 7.1 Notificatie: binnen 48 uur na ontdekking", Provision},
	}
	for _, tt := range tests {
		c := read(t, tt.text)
		if len(c.Units) == 0 {
			t.Errorf("%q: no units", tt.text)
			continue
		}
		if got := c.Units[len(c.Units)-1].Role; got != tt.want {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
		}
	}
}

func TestReferences(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Zie Bijlage 2 en bijlage 3.\n\n## Bijlage 2 Maatregelen\n\nVerwerker maakt back-ups.", "bijlage 3"},
		{"Zie Bijlage 2.\n\n## Bijlage 2 Maatregelen\n", "Bijlage 2"},
		{"De beschikbaarheid staat in de SLA.", "SLA"},
		{"# Service Level Agreement\n\nDe SLA geldt voor de dienst.", ""},
		{"De gegevens van bijlage I bij de Verordening gelden.", ""},
		{"Zie de bijlage.", ""},
		{"Zie Annex B.", "Annex B"},
	}
	for _, tt := range tests {
		c := read(t, tt.text)
		var got []string
		for _, r := range c.OpenReferences {
			if c.Doc.Slice(r.Span) != r.Text {
				t.Errorf("%q: span gives %q for %q", tt.text, c.Doc.Slice(r.Span), r.Text)
			}
			got = append(got, r.Text)
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestBlanks(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Binnen […] uur en binnen [30] dagen.", "[…]"},
		{"Binnen XX uur, te [plaats], door @@ op ______.", "XX|[plaats]|@@|______"},
		{"Het bedrag is n.t.b. of nader te bepalen.", "n.t.b|nader te bepalen"},
		{"Datum: ........ en bedrag ……", "........|……"},
		{"Release 4.xx en MAXX en [x] gekozen.", ""},
	}
	for _, tt := range tests {
		doc := build(para(tt.text))
		var got []string
		for _, s := range Parse(doc).Blanks {
			got = append(got, doc.Slice(s))
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestLanguage(t *testing.T) {
	tests := []struct{ text, want string }{
		{"De verwerker meldt een inbreuk aan de klant en niet aan derden.", "nl"},
		{"The processor shall notify the customer of any breach and by email.", "en"},
		{"Le sous-traitant informe les personnes et les autorités dans le délai prévu par la loi.", "fr"},
		{"Der Auftragsverarbeiter informiert die Kunden und die Behörden mit der Meldung.", "de"},
		{"99,9% 4 uur", ""},
	}
	for _, tt := range tests {
		if got := Parse(build(para(tt.text))).Language; got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestValuesOfLead holds that a value in the text between a lead and its item
// is not given to the item.
func TestValuesOfLead(t *testing.T) {
	c := read(t, "Verwerker zal binnen 2 dagen:\n\n- binnen [...] uur melden;\n- gegevens wissen.\n")
	u := &c.Units[len(c.Units)-1]
	if len(u.Values) != 1 || u.Values[0].Kind != dutch.Duration || u.Values[0].Amount != 2 {
		t.Errorf("values of %q: %+v", tokensOf(u), u.Values)
	}
}

// TestNumberedProvisions: numbers in front of whole sentences part provisions,
// unless a sentence introduces them.
func TestNumberedProvisions(t *testing.T) {
	tests := []struct {
		text string
		want []string // paragraph and unit
	}{
		{"1. Verwerker meldt alle datalekken. 2. Klant mag een audit doen. 3. Verwerker wist de gegevens.", []string{
			"1 verwerker meldt alle datalekken", "2 klant mag een audit doen", "3 verwerker wist de gegevens"}},
		{"1. Verwerker meldt elk datalek.\n2. Klant mag audits doen. Dat kan altijd.\n3. Verwerker wist de gegevens.", []string{
			"1 verwerker meldt elk datalek", "2 klant mag audits doen", "2 dat kan altijd", "3 verwerker wist de gegevens"}},
		{"Hierna staat alles.\n1. Verwerker meldt elk datalek.\n2. Klant mag audits doen.", []string{
			"1 hierna staat alles", "2 verwerker meldt elk datalek", "3 klant mag audits doen"}},
		{"Verwerker spreekt af:\n1. Hij meldt elk datalek.\n2. Hij helpt bij audits.", []string{
			"1 verwerker spreekt af", "1 verwerker spreekt af | hij meldt elk datalek", "1 verwerker spreekt af | hij helpt bij audits"}},
		{"Dit staat in artikel 1. 2. Klant mag audits doen.", []string{"1 dit staat in artikel 1", "1 2 klant mag audits doen"}},
		{"1. Melden.\n2. Wissen.", []string{"1 1 melden", "1 2 wissen"}},
	}
	for _, tt := range tests {
		c := Parse(build(para(tt.text)))
		var got []string
		for i := range c.Units {
			got = append(got, fmt.Sprint(c.Units[i].Paragraph, " ", tokensOf(&c.Units[i])))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q: %s", tt.text, diff)
		}
	}
}

// TestBareList: lists from PDF files often come without their bullets.
func TestBareList(t *testing.T) {
	doc := build(para("De leverancier zal ervoor instaan dat:"), para("de dienst altijd beschikbaar is;"), para("er kopieën zijn van alle data."), para("Klant betaalt daarvoor een vergoeding per maand, vooraf."),
		para("Leverancier biedt de volgende diensten:"), para("Systeembeheer"), para("Back-up en herstel"), para("Leverancier rekent daarvoor een vast bedrag per maand."))
	want := []string{"de leverancier zal ervoor instaan dat", "de leverancier zal ervoor instaan dat | de dienst altijd beschikbaar is",
		"de leverancier zal ervoor instaan dat | er kopieen zijn van alle data", "klant betaalt daarvoor een vergoeding per maand vooraf",
		"leverancier biedt de volgende diensten", "leverancier biedt de volgende diensten | systeembeheer", "leverancier biedt de volgende diensten | backup en herstel",
		"leverancier rekent daarvoor een vast bedrag per maand"}
	c := Parse(doc)
	var got []string
	for i := range c.Units {
		got = append(got, tokensOf(&c.Units[i]))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDeletedTextIsNoUnit(t *testing.T) {
	doc := build(para("Verwerker meldt datalekken."), para("Verwerker meldt niets."))
	doc.Blocks[1].Revision = document.Deleted
	if got := with(Parse(doc), Provision); len(got) != 1 {
		t.Errorf("units: %q", got)
	}
}

// para and build make documents without a reader.
func para(text string) document.Block {
	return document.Block{Kind: document.Paragraph, Label: text, Parent: -1}
}

func build(blocks ...document.Block) *document.Document {
	doc := &document.Document{Name: "test"}
	for _, b := range blocks {
		if doc.Text != "" {
			doc.Text += "\n\n"
		}
		start := len(doc.Text)
		doc.Text += b.Label // para carries its text there
		b.Label, b.Span, b.Body = "", document.Span{Start: start, End: len(doc.Text)}, start
		doc.Blocks = append(doc.Blocks, b)
	}
	return doc
}
