package contract

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
)

var update = flag.Bool("update", false, "write the golden files anew")

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
	c := read(t, "# Overeenkomst\n\n## 5. Continuïteit\n\n### Waarden\n\n| Onderwerp | Waarde |\n|---|---|\n| RTO | 4 uur |\n\nVerwerker maakt back-ups van alle gegevens.\n")
	want := map[string]string{
		"rto 4 uur": "onderwerp waarde waarden continuiteit overeenkomst",
		"verwerker maakt backups van alle gegevens": "waarden continuiteit overeenkomst",
	}
	for i := range c.Units {
		if w, ok := want[tokensOf(&c.Units[i])]; ok {
			if got := opening(c.Units[i].Head, 100); got != w {
				t.Errorf("head of %q = %q, want %q", tokensOf(&c.Units[i]), got, w)
			}
			delete(want, tokensOf(&c.Units[i]))
		}
	}
	if len(want) > 0 {
		t.Errorf("units not found: %v", want)
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

func TestRoles(t *testing.T) {
	tests := []struct {
		text string
		want Role // of the last unit
	}{
		{"Verwerker meldt datalekken binnen 24 uur.", Provision},
		{"Onder «Subverwerker» wordt verstaan de partij die door Verwerker wordt ingeschakeld en waarvoor Verwerker verantwoordelijk is.", Definition},
		{"Datalek: een inbreuk op de beveiliging die leidt tot verlies en die onverwijld gemeld moet worden.", Definition},
		{"Bewaartermijn: de periode gedurende welke gegevens beschikbaar blijven.", Definition},
		{"Bewaartermijn: de duur van de overeenkomst.", Provision},
		{"Encryptie: alle data wordt versleuteld opgeslagen.", Provision},
		{"Voor rekening van opdrachtgever komt: de begeleiding die nodig is bij een nieuwe versie.", Provision},
		{"Leverancier B.V., gevestigd te Breda, info@voorbeeld.nl, hierna te noemen: «Leverancier»;", Definition},
		{"Verwerker bewaart gegevens in het systeem Kompas (hierna: “het Systeem”).", Provision},
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

func TestParties(t *testing.T) {
	tests := []struct {
		name, text         string
		provider, customer []string
	}{
		{"hierna", "Duinzicht B.V., hierna: “Klant”;\n\nen Klaver Hosting B.V., hierna te noemen “Leverancier”;\n\nKlaver Hosting meldt incidenten aan Klant. Leverancier herstelt.",
			[]string{"Klaver Hosting", "Leverancier"}, []string{"Duinzicht", "Klant"}},
		{"brand without naming", "Deze overeenkomst tussen Klant en Helder regelt de verwerking.\n\nHelder verwerkt gegevens in opdracht van Klant. Helder meldt datalekken aan Klant. Helder wist de gegevens aan het einde.",
			[]string{"Helder"}, []string{"Klant"}},
		{"brand in brackets", "Gesloten tussen WOLK B.V., handelend onder de naam Wolkje (de Verwerker), en de Klant die de dienst gebruikt (de Verwerkingsverantwoordelijke). Wolkje meldt datalekken.",
			[]string{"WOLK", "Wolkje", "Verwerker"}, []string{"Klant", "Verwerkingsverantwoordelijke"}},
		{"definition list", "## Definities\n\nIn deze voorwaarden wordt verstaan onder: \"Orion\": Orion Software B.V.; \"Klant\": de wederpartij van Orion.\n\n## 2. Dienst\n\nOrion levert de dienst aan Klant. Orion stelt updates beschikbaar. Orion garandeert 99% beschikbaarheid.",
			[]string{"Orion", "Orion Software"}, []string{"Klant"}},
		{"key and value", "## Partijen\n\nVerwerkingsverantwoordelijke: Gemeente Lijnden\n\nVerwerker: Kanaal Software\n\n## Artikel 1 Melden\n\nKanaal Software meldt datalekken aan Gemeente Lijnden.",
			[]string{"Verwerker", "Kanaal Software"}, []string{"Verwerkingsverantwoordelijke", "Gemeente Lijnden"}},
		{"customer under its own name", "Stichting Duinzicht, gevestigd te Ede, hierna: “Duinzicht”;\n\nen Klaver B.V., gevestigd te Gouda, hierna: “Verwerker”;\n\nVerwerker meldt datalekken aan Duinzicht. Duinzicht zal de kosten dragen. Duinzicht kan een audit doen. Duinzicht heeft recht op inzage.",
			[]string{"Klaver", "Verwerker"}, []string{"Stichting Duinzicht", "Duinzicht"}},
		{"both under their own names", "Lijn B.V., gevestigd te Ede, hierna: “Lijn”;\n\nen Punt B.V., gevestigd te Gouda, hierna: “Punt”;\n\nPunt verwerkt gegevens in opdracht van Lijn. Punt meldt datalekken aan Lijn. Punt handelt op instructie van Lijn.",
			[]string{"Punt"}, []string{"Lijn"}},
		{"subprocessor that acts is no party", strings.Repeat("Verwerker meldt datalekken aan Klant. ", 9) + "Wolkje levert de opslag. Wolkje verwerkt gegevens in Ierland. Wolkje bewaart die.",
			[]string{"Verwerker"}, []string{"Klant"}},
		{"wij en u", "Wij verwerken persoonsgegevens namens u. Wij informeren u bij een datalek. Onze dienst is altijd beschikbaar.",
			[]string{"wij"}, []string{"u"}},
		{"no pronouns in a formal contract", "Verwerker meldt datalekken aan Klant. Dit geldt binnen ons land.", []string{"Verwerker"}, []string{"Klant"}},
		{"ordinary word as name", "Stichting De Brug, gevestigd te Ede, hierna: de “Instelling”;\n\nen Brugsoft B.V., hierna: “Opdrachtnemer”;\n\nOpdrachtnemer meldt datalekken aan de Instelling.",
			[]string{"Brugsoft", "Opdrachtnemer"}, []string{"Stichting De Brug", "Instelling"}},
		{"a service is no party", "Verwerker levert de planning (hierna: de Dienst). De Dienst verwerkt gegevens. De Klant betaalt.", []string{"Verwerker"}, []string{"Klant"}},
		{"old word", "Bewerker meldt een datalek aan Verantwoordelijke. De verantwoordelijke medewerker van Bewerker tekent dit aan.", []string{"Bewerker"}, []string{"Verantwoordelijke"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := read(t, tt.text)
			got := map[dutch.Party][]string{}
			for _, p := range c.Parties {
				got[p.Party] = p.Names
			}
			want := map[dutch.Party][]string{dutch.Provider: tt.provider, dutch.Customer: tt.customer}
			for party, names := range want {
				slices.Sort(names)
				slices.Sort(got[party])
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if c.SameName {
				t.Error("SameName is set")
			}
		})
	}
}

func TestSameName(t *testing.T) {
	c := read(t, "De ondergetekenden:\n\nI. Haven B.V., gevestigd te Delft, hierna te noemen “Verwerker”;\n\nII. Kade B.V., gevestigd te Gouda, hierna te noemen “Verwerker”;\n\n## Artikel 1 Melden\n\nVerwerker meldt datalekken.")
	if !c.SameName {
		t.Error("one name for two parties is not seen")
	}
}

func TestMentions(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Verwerker informeert Verwerkingsverantwoordelijke.", "provider:Verwerker customer:Verwerkingsverantwoordelijke"},
		{"De Verwerkings-verantwoordelijke betaalt de Opdrachtnemer.", "customer:Verwerkings-verantwoordelijke provider:Opdrachtnemer"},
		{"Verwerker schakelt geen subverwerker of andere verwerker in.", "provider:Verwerker subprocessor:subverwerker subprocessor:verwerker"},
		{"De sub verwerkers van Leverancier zijn bekend.", "subprocessor:sub verwerkers provider:Leverancier"},
		{"Verwerker meldt dit aan de Autoriteit Persoonsgegevens of de bevoegde autoriteit.", "provider:Verwerker authority:Autoriteit Persoonsgegevens authority:bevoegde autoriteit"},
		{"Een melding aan de AP doet Klant; een app niet.", "authority:AP customer:Klant"},
		{"Ieder van de partijen en elke partij zwijgt.", "both:Ieder van de partijen both:elke partij"},
		{"De verwerkersovereenkomst en de klantgegevens.", ""},
		{"Derden en derde landen, het derde lid, een derde.", "third-party:Derden third-party:derde"},
		{"Leverancier en haar leveranciers.", "provider:Leverancier subprocessor:leveranciers"},
		{"De klanten van Klant.", "customer:Klant"},
		{"De verantwoordelijke functionaris meldt dit aan de verantwoordelijke.", "customer:verantwoordelijke"},
		{"Een cloud service provider verwerkt.", "provider:cloud service provider"},
	}
	for _, tt := range tests {
		c := read(t, tt.text)
		var got []string
		for i := range c.Units {
			u := &c.Units[i]
			for _, m := range u.Mentions {
				got = append(got, fmt.Sprintf("%s:%s", m.Party, c.Doc.Text[u.Tokens[m.Start].Start:u.Tokens[m.End-1].End]))
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, strings.Join(got, " "), tt.want)
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

func TestDeletedTextIsNoUnit(t *testing.T) {
	doc := build(para("Verwerker meldt datalekken."), para("Verwerker meldt niets."))
	doc.Blocks[1].Revision = document.Deleted
	if got := with(Parse(doc), Provision); len(got) != 1 {
		t.Errorf("units: %q", got)
	}
}

func TestGolden(t *testing.T) {
	text, err := os.ReadFile("testdata/overeenkomst.md")
	if err != nil {
		t.Fatal(err)
	}
	got := dump(read(t, string(text)))
	const golden = "testdata/overeenkomst.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func dump(c *Contract) string {
	var b strings.Builder
	fmt.Fprintf(&b, "language %s, same name %v\n", c.Language, c.SameName)
	for _, p := range c.Parties {
		fmt.Fprintf(&b, "%s: %s\n", p.Party, strings.Join(p.Names, ", "))
	}
	for _, r := range c.OpenReferences {
		fmt.Fprintf(&b, "open: %s\n", r.Text)
	}
	for _, s := range c.Blanks {
		fmt.Fprintf(&b, "blank: %s\n", c.Doc.Slice(s))
	}
	for i := range c.Units {
		u := &c.Units[i]
		fmt.Fprintf(&b, "%d [%d.%d] %s", i, u.Article, u.Paragraph, u.Role)
		if u.Annex {
			b.WriteString(" annex")
		}
		if u.LeadUnit >= 0 {
			fmt.Fprintf(&b, " lead %d", u.LeadUnit)
		}
		fmt.Fprintf(&b, " %q", c.Doc.Slice(u.Span))
		for _, m := range u.Mentions {
			if m.Start >= u.Lead {
				fmt.Fprintf(&b, " %s", m.Party)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// check holds a contract to what the engine relies on.
func check(t *testing.T, c *Contract) {
	t.Helper()
	last := -1
	for i := range c.Units {
		u := &c.Units[i]
		if u.Span.Start < 0 || u.Span.End > len(c.Doc.Text) || u.Span.Start >= u.Span.End {
			t.Fatalf("unit %d: span %v of %d", i, u.Span, len(c.Doc.Text))
		}
		if u.Span.Start < last {
			t.Fatalf("unit %d begins at %d, before %d", i, u.Span.Start, last)
		}
		last = u.Span.Start
		if u.Block < 0 || u.Block >= len(c.Doc.Blocks) {
			t.Fatalf("unit %d: block %d", i, u.Block)
		}
		if u.Lead < 0 || u.Lead >= len(u.Tokens) || (u.Lead > 0) != (u.LeadUnit >= 0) || u.LeadUnit >= i {
			t.Fatalf("unit %d: lead %d of %d tokens from unit %d", i, u.Lead, len(u.Tokens), u.LeadUnit)
		}
		for _, k := range u.Own() {
			if k.Start < u.Span.Start || k.End > u.Span.End {
				t.Fatalf("unit %d: token %+v outside %v", i, k, u.Span)
			}
		}
		for _, k := range u.Prev {
			if k >= i || c.Units[k].Paragraph != u.Paragraph {
				t.Fatalf("unit %d: previous unit %d", i, k)
			}
		}
		end := 0
		for _, m := range u.Mentions {
			if m.Start < end || m.End <= m.Start || m.End > len(u.Tokens) || m.Party == dutch.NoParty {
				t.Fatalf("unit %d: mention %+v", i, m)
			}
			end = m.End
		}
		for _, v := range u.Values {
			if v.Start < 0 || v.End > len(u.Tokens) || v.Start > v.End {
				t.Fatalf("unit %d: value %+v", i, v)
			}
		}
		for _, cl := range u.Clauses {
			if cl.Start < 0 || cl.End > len(u.Tokens) || cl.Start > cl.End {
				t.Fatalf("unit %d: clause %+v", i, cl)
			}
		}
	}
	for _, s := range c.Blanks {
		if c.Doc.Slice(s) == "" {
			t.Fatalf("blank %v is empty", s)
		}
	}
}

// TestSharedContracts holds real contracts to the invariants; they are no part
// of the project.
func TestSharedContracts(t *testing.T) {
	root := os.Getenv("CLAUSULE_SHARED")
	if root == "" {
		root = "../../../../shared"
	}
	files, _ := filepath.Glob(filepath.Join(root, "corpus", "text", "*.txt"))
	if len(files) == 0 {
		t.Skip("no shared contracts (set CLAUSULE_SHARED)")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		c := read(t, string(data))
		check(t, c)
		provisions := len(with(c, Provision))
		if provisions*3 < len(c.Units) {
			t.Errorf("%s: %d provisions of %d units", filepath.Base(f), provisions, len(c.Units))
		}
		if len(c.Parties) < 2 {
			t.Errorf("%s: parties %v", filepath.Base(f), c.Parties)
		}
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

func FuzzParse(f *testing.F) {
	f.Add("# A\n\nVerwerker zal:\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n", []byte{0, 1, 2, 3})
	f.Add("1.1 a: b; c; d. e (i) f\n\nhierna: “X”", []byte{2, 2, 3, 3, 3, 200})
	f.Add("Verwerker: a\nb:\n(i) c, (ii) d", []byte{9, 8, 7})
	f.Fuzz(func(t *testing.T, text string, shape []byte) {
		if len(text) > 1<<14 {
			return
		}
		doc, err := plain.Read(context.Background(), document.Source{Name: "x.md", Data: []byte(text)}, document.Options{})
		if err != nil {
			return
		}
		check(t, Parse(doc))
		// The same text with a structure that no reader would give it.
		for i := range doc.Blocks {
			if i >= len(shape) {
				break
			}
			b := &doc.Blocks[i]
			b.Kind = document.Kind(shape[i] % 9)
			b.Parent = int(shape[i]/9)%(i+1) - 1
			b.Table = nil
			if b.Kind == document.Cell {
				b.Table = &document.TableRef{Table: 1 + int(shape[i]/64), Row: int(shape[i] / 32), Column: int(shape[i] / 16), Header: shape[i]%5 == 0}
			}
			b.Label = [...]string{"", "Artikel 3", "3.1", "a)", "•", "Bijlage 2", "§ 2", "1°"}[shape[i]%8]
		}
		if err := doc.Validate(); err != nil {
			t.Skip(err)
		}
		check(t, Parse(doc))
	})
}

func BenchmarkParse(b *testing.B) {
	text, err := os.ReadFile("testdata/overeenkomst.md")
	if err != nil {
		b.Fatal(err)
	}
	doc, err := plain.Read(context.Background(), document.Source{Name: "x.md", Data: []byte(strings.Repeat(string(text), 20))}, document.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(doc.Text)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(doc)
	}
}
