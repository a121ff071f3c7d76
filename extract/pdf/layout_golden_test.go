package pdf_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	p1 = "De leverancier verleent de diensten met de zorg die van een vakbekwaam dienstverlener mag worden verwacht. Hij zet daarvoor voldoende gekwalificeerd personeel in en houdt de afgesproken termijnen aan."
	p2 = "De klant verstrekt tijdig alle gegevens die voor de uitvoering nodig zijn. Zolang die ontbreken, zijn de termijnen van de leverancier opgeschort, voor zover hij door het ontbreken niet verder kan werken."
	p3 = "Facturen worden betaald binnen dertig dagen na ontvangst. Bij te late betaling is de wettelijke handelsrente verschuldigd over het bedrag dat openstaat, zonder dat een aanmaning nodig is."
	p4 = "Partijen houden geheim wat zij van elkaar vernemen en waarvan zij het vertrouwelijke karakter kennen of behoren te kennen. Deze verplichting blijft gelden na het einde van de overeenkomst."
	p5 = "De leverancier stelt de klant in staat de naleving te controleren. Een controle wordt ten minste tien werkdagen tevoren aangekondigd en verstoort de bedrijfsvoering niet meer dan nodig is."
	fr = "Le prestataire fournit les services avec le soin que l'on peut attendre d'un professionnel. Il affecte un personnel qualifié en nombre suffisant et respecte les délais convenus entre les parties."
)

// golden writes what a person would check: page, kind, label, level, place in
// a table, text.
func golden(d *document.Document) string {
	var s strings.Builder
	for _, b := range d.Blocks {
		fmt.Fprintf(&s, "%d %s", b.Page, b.Kind)
		if b.Kind == document.Heading || b.Kind == document.Item {
			fmt.Fprintf(&s, " %d", b.Level)
		}
		if b.Label != "" {
			fmt.Fprintf(&s, " [%s]", b.Label)
		}
		if b.Table != nil {
			fmt.Fprintf(&s, " %d.%d.%d", b.Table.Table, b.Table.Row, b.Table.Column)
			if b.Table.Header {
				s.WriteString("h")
			}
		}
		fmt.Fprintf(&s, ": %s\n", strings.NewReplacer("\n", "/", "\t", "|").Replace(d.Slice(b.Span)))
	}
	return s.String()
}

// contract is a page with running header, footer and its number.
func contract(page, pages int) *sheet {
	s := newSheet()
	s.in("F1", 8).at(72, 805).line("Raamovereenkomst beheer en onderhoud")
	s.at(72, 40).line("Vertrouwelijk").at(72, 40).right(523, fmt.Sprintf("Pagina %d van %d", page, pages))
	return s.in("F1", 10).at(72, 760)
}

// plain starts a page of ordinary text, to give the document its measure.
func plain() *sheet {
	return newSheet().para(p1).skip(6).para(p2).skip(6)
}

func one(s *sheet) []byte { return pdftest.Pages(s.String()) }

func TestGolden(t *testing.T) {
	tests := []struct {
		name string
		make func() []byte
	}{
		{"alineas", func() []byte {
			s := newSheet().in("F2", 16).line("Raamovereenkomst beheer").in("F1", 10).skip(10)
			s.justify = true
			return one(s.para(p1).skip(6).para(p2).skip(6).in("F2", 10).line("Betaling").in("F1", 10).para(p3).skip(6).para(p4))
		}},
		{"uitgevuld-smal", func() []byte { // wide gaps between words
			s := newSheet()
			s.justify, s.width = true, 150
			return one(s.para(p1).skip(8).para("Aansprakelijkheidsverzekeringsmaatschappijen vergoeden schadevergoedingsverplichtingen overeenkomstig polisvoorwaarden uitsluitend rechtstreeks."))
		}},
		{"afbreking", func() []byte {
			s := newSheet()
			s.width = 240
			return one(s.para("De ver\u00adwer\u00adkings\u00adver\u00adant\u00adwoor\u00adde\u00adlij\u00adke bepaalt het doel van de gegevens\u00adver\u00adwer\u00adking en de beveiligings\u00admaat\u00adre\u00adge\u00adlen die daarvoor nodig zijn, de verwerker voert de verwerking uit en legt de bewaar\u00adter\u00admij\u00adnen vast in zijn register van verwerkings\u00adactiviteiten en in de ICT-systemen.").skip(6).
				lines("Het beheer geldt ook voor de in- en", "uitvoer van de gegevens en voor alle SaaS-", "toepassingen die de klant heeft aangekocht."))
		}},
		{"twee-kolommen", func() []byte {
			s := newSheet().in("F2", 14).line("Algemene voorwaarden").in("F1", 8).skip(6)
			s.width = 215
			top := s.y
			s.in("F2", 8).line("Artikel 1 Diensten").in("F1", 8).item("1.1", 20, p1).item("1.2", 20, p2).skip(5).in("F2", 8).line("Artikel 2 Betaling").in("F1", 8).item("2.1", 20, p3)
			s.para("De leverancier mag zijn prijzen eenmaal per jaar aanpassen aan het indexcijfer, mits hij dat voornemen aan de klant uiterlijk")
			s.at(308, top)
			s.para("een maand tevoren schriftelijk aankondigt.").skip(5).in("F2", 8).line("Artikel 3 Geheimhouding").in("F1", 8).item("3.1", 20, p4).skip(5).in("F2", 8).line("Artikel 4 Controle").in("F1", 8).item("4.1", 20, p5)
			return one(s)
		}},
		{"drie-kolommen", func() []byte {
			s := newSheet().in("F2", 18).line("Leveringsvoorwaarden voor zakelijke klanten").in("F1", 7).skip(8)
			top := s.y
			s.width = 140
			for i, p := range []string{p1 + " " + p2, p3 + " " + p4, p5 + " " + p1} {
				s.at(72+155*float64(i), top).in("F2", 7).line(fmt.Sprintf("%d. Onderwerp %c", i+1, 'A'+i)).in("F1", 7).para(p)
			}
			return one(s)
		}},
		{"nederlands-frans", func() []byte { // two languages side by side, drawn row by row
			s := newSheet()
			s.width = 215
			for i, pair := range [][2]string{{p1, fr}, {p3, "Les factures sont payables dans les trente jours de leur réception. En cas de retard, des intérêts légaux sont dus sur le montant impayé, sans mise en demeure préalable."}, {p4, "Les parties gardent secret ce qu'elles apprennent l'une de l'autre et dont elles connaissent le caractère confidentiel. Cette obligation survit à la fin du contrat."}} {
				y := s.y
				s.at(72, y).in("F2", 9).line(fmt.Sprintf("Artikel %d", i+1)).in("F1", 9).para(pair[0])
				low := s.y
				s.at(308, y).in("F2", 9).line(fmt.Sprintf("Article %d", i+1)).in("F1", 9).para(pair[1])
				s.y = min(low, s.y) - 8
			}
			return one(s)
		}},
		{"clausules", func() []byte {
			s := newSheet().in("F2", 11).line("3. Beveiliging").in("F1", 10).skip(2)
			s.item("3.1", 30, p1).skip(4).item("3.2", 30, "De leverancier neemt in ieder geval de volgende maatregelen:")
			s.x, s.width = 102, 421
			s.item("a.", 20, "versleuteling van gegevens bij opslag en bij verzending, met sleutels die in de Europese Unie worden bewaard en beheerd;").item("b.", 20, "toegang met twee factoren;").item("c.", 20, "vastlegging van:")
			s.x, s.width = 122, 401
			s.item("(i)", 20, "aanmeldingen;").item("(ii)", 20, "wijzigingen van rechten, ook die van beheerders die van buiten de organisatie werken aan de systemen;").item("(iii)", 20, "storingen.")
			s.x, s.width = 72, 451
			s.skip(4).item("3.3", 30, "In afwijking van artikel 3.1 geldt voor testomgevingen het bepaalde in bijlage 2.").skip(8)
			s.in("F2", 11).line("Artikel 4 Meldingen").in("F1", 10)
			s.item("1.", 30, "Een storing wordt gemeld binnen 4 uur.").item("2.", 30, p5).skip(6).in("F2", 10).line("§ 5. Toezicht").in("F1", 10)
			s.item("1°", 30, "een jaarlijkse controle door een onafhankelijke deskundige, op kosten van de leverancier, die het rapport aan de klant stuurt;").item("2°", 30, "een toets bij elke wijziging.")
			return one(s)
		}},
		{"kale-letters", func() []byte { // labels without a sign behind them, beyond a hanging indent
			s := plain().item("5.1", 24, "De leverancier mag de dienst opschorten indien:")
			s.x, s.width = 96, 427
			s.item("a", 12, "de klant in verzuim is met de betaling van een factuur die niet binnen de gestelde termijn schriftelijk is betwist;").item("b", 12, "daartoe een bevel is gegeven;").item("c", 12, "Leverancier gegronde redenen heeft om aan te nemen dat de veiligheid van het netwerk in gevaar is.")
			return one(s)
		}},
		{"opsommingen", func() []byte {
			s := plain()
			for _, mark := range []string{"•", "-", "–", "o"} {
				s.item(mark, 18, "beheer van de servers, met inbegrip van het plaatsen van updates en het bewaken van de beschikbaarheid ervan;").item(mark, 18, "ondersteuning.").skip(6)
			}
			return one(s)
		}},
		{"begrippen", func() []byte {
			s := newSheet().in("F2", 11).line("Artikel 1 Definities").in("F1", 10).skip(4)
			for _, d := range [][2]string{{"Dienst", "de dienst die de leverancier krachtens deze overeenkomst aan de klant verleent, met alle toebehoren."}, {"Storing", "een onderbreking van de dienst."}, {"Werkdag", "maandag tot en met vrijdag, met uitzondering van de feestdagen die in Nederland algemeen erkend zijn."}} {
				y := s.y
				s.x, s.width = 72, 100
				s.in("F2", 10).line(d[0])
				s.in("F1", 10).at(172, y)
				s.width = 351
				s.para(d[1]).skip(5)
			}
			return one(s.at(72, s.y).skip(10).para("Begrippen met een hoofdletter hebben ook in het meervoud deze betekenis."))
		}},
		{"sla-tabel", func() []byte {
			s := plain()
			s.table(true, []float64{80, 150, 110, 111}, []string{"Prioriteit", "Omschrijving", "Reactietijd", "Hersteltijd"},
				[]string{"1", "De dienst is voor alle gebruikers onbruikbaar", "15 minuten", "4 uur"},
				[]string{"2", "Een deel van de dienst werkt niet", "1 uur", "8 uur"},
				[]string{"3", "Overige storingen", "1 werkdag", "in overleg, uiterlijk met de eerstvolgende uitgave"})
			return one(s.skip(10).para(p3))
		}},
		{"tabel-zonder-lijnen", func() []byte {
			s := plain().skip(6)
			s.table(false, []float64{130, 160, 161}, []string{"Onderdeel", "Norm", "Meting"},
				[]string{"Beschikbaarheid", "99,8% per maand", "elke minuut, van buitenaf"},
				[]string{"Reactietijd", "95% binnen 2 seconden, gemeten over een hele maand", "steekproef"},
				[]string{"Herstelpunt", "24 uur", "test per kwartaal"})
			return one(s.skip(16).para(p3))
		}},
		{"samengevoegde-cellen", func() []byte {
			s := plain()
			s.table(true, []float64{110, 110, 110, 121}, []string{"Dienst", "Openstelling", "<", "Boete"},
				[]string{"Hosting", "werkdagen", "weekend", "5%"}, []string{"Alle andere diensten vallen onder de openstelling van hosting", "<", "<", "geen"}, []string{"Beheer", "08.00-18.00", "10.00-16.00", "2%"})
			return one(s.skip(10).para(p3))
		}},
		{"tabel-over-paginas", func() []byte {
			a, b := contract(1, 2), contract(2, 2)
			a.para(p1).para(p2).at(72, 150).table(true, []float64{120, 331}, []string{"Verwerker", "Taak"}, []string{"Hostbedrijf", "opslag van gegevens"}, []string{"Mailbedrijf", "verzending van berichten"})
			b.table(true, []float64{120, 331}, []string{"Verwerker", "Taak"}, []string{"Supportbedrijf", "eerste lijn"}, []string{"Testbedrijf", "beproeving"}).skip(12).para(p3)
			return pdftest.Pages(a.String(), b.String())
		}},
		{"open-tabel-over-paginas", func() []byte { // the header comes back and a cell goes on
			a, b := contract(1, 2), contract(2, 2)
			w := []float64{120, 331}
			a.para(p1).para(p2).at(72, 130).table(false, w, []string{"Verwerker", "Taak"}, []string{"Hostbedrijf", "opslag van gegevens"}, []string{"Mailbedrijf", "verzending van berichten en het bewaren van de"})
			b.in("F2", 10).at(76, 760).line("Verwerker").at(196, 760).line("Taak").in("F1", 10).at(196, 743).line("ontvangst daarvan")
			b.at(72, 726).table(false, w, []string{"", ""}, []string{"Testbedrijf", "beproeving"}, []string{"Supportbedrijf", "eerste lijn"}).at(72, b.y).skip(20).para(p3)
			return pdftest.Pages(a.String(), b.String())
		}},
		{"tabellen-met-kopjes", func() []byte { // tables without rules under small headings
			s := plain().skip(4)
			for i, kop := range []string{"Vervoer", "Opslag"} {
				s.in("F2", 10).line(kop).in("F1", 10).skip(2)
				y := s.y
				s.line("Maatregel").at(230, y).line("Uitwerking").at(72, s.y).rule(72, s.y+9, 523, s.y+9)
				for _, r := range [][2]string{{"Versleuteling", "met sleutels van de klant"}, {"Toegang", "met twee factoren"}, {"Controle", "jaarlijks"}} {
					y := s.y
					s.line(r[0]).at(230, y).line(r[1]).at(72, s.y)
				}
				s.skip(10 + 2*float64(i))
			}
			return one(s.para(p3))
		}},
		{"zin-over-pagina", func() []byte {
			a, b, c := contract(1, 3), contract(2, 3), contract(3, 3)
			a.para(p1).at(72, 92).para("De leverancier meldt elke inbreuk op de beveiliging onverwijld en in ieder geval binnen 24 uur nadat hij daarvan heeft kennisgenomen aan de contactpersoon van de klant, met vermelding van de gegevens")
			b.para("die zijn getroffen en van de maatregelen die hij heeft genomen.").skip(6).para(p2).at(72, 79).line("De klant beoordeelt of melding aan de toezichthouder nodig is en verricht die dan zelf, en doet dat zo nodig vooraf")
			c.para("in overleg met de leverancier.").skip(6).para(p3)
			return pdftest.Pages(a.String(), b.String(), c.String())
		}},
		{"even-en-oneven", func() []byte { // headers that differ left and right, with the text of a logo
			var pages []string
			for n := 1; n <= 6; n++ {
				s := newSheet().in("F1", 8)
				if n%2 == 1 {
					s.at(72, 810).right(523, "Acme Diensten").right(523, "Overeenkomst 2026-114")
					s.at(72, 30).right(523, fmt.Sprint(n))
				} else {
					s.at(72, 810).line("Acme Diensten").line("Algemeen deel")
					s.at(72, 30).line(fmt.Sprint(n))
				}
				s.in("F1", 10).at(72, 760)
				s.in("F2", 10).line(fmt.Sprintf("Artikel %d Onderwerp %c", n, 'A'+n)).in("F1", 10).para([]string{p1, p2, p3, p4, p5, p1}[n-1])
				pages = append(pages, s.String())
			}
			return pdftest.Pages(pages...)
		}},
		{"briefhoofd", func() []byte { // a letterhead on the first page only
			a := newSheet().in("F2", 14).at(72, 800).line("Acme Diensten B.V.").in("F1", 8).lines("Havenkade 12, 1012 AB Amsterdam", "KvK 12345678 - www.acme.example")
			a.in("F1", 10).at(72, 700).line("Betreft: opdracht beheer").skip(10).para(p1)
			a.in("F1", 8).at(72, 30).right(523, "1/2")
			b := newSheet().para(p2).in("F1", 8).at(72, 30).right(523, "2/2")
			return pdftest.Pages(a.String(), b.String())
		}},
		{"zijbalk", func() []byte { // the particulars of the sender beside a letter
			s := newSheet()
			s.width = 350
			s.line("Aan de gemeente Voorbeeld").skip(20).para(p1).skip(6).para(p2).skip(6).para(p3)
			return one(s.in("F1", 7).at(450, 760).lines("Acme Diensten B.V.", "Havenkade 12", "1012 AB Amsterdam", "www.acme.example", "Ons kenmerk", "2026-114"))
		}},
		{"paneel", func() []byte { // a shaded column with a table beside two columns of text
			s := newSheet()
			fmt.Fprint(s, "0.9 g 420 400 150 380 re f 0 g\n")
			s.in("F1", 8)
			s.width = 165
			s.para(p1+" "+p2).para(p3+" "+p4).at(245, 760).para(p4 + " De prijs daalt (in 2026:").line("8.8 procent) of blijft gelijk, naar keuze").line("van de leverancier.").para(p5)
			s.at(428, 760).in("F2", 8).line("Kerngegevens").in("F1", 8)
			for _, r := range [][2]string{{"Looptijd", "3 jaar"}, {"Opzegtermijn", "6 maanden"}, {"Waarde", "90.000 euro"}, {"Verlenging", "2 x 1 jaar"}, {"Contact", "inkoop"}} {
				y := s.y
				s.at(428, y).line(r[0]).at(500, y).line(r[1])
			}
			return one(s)
		}},
		{"dia", func() []byte { // a title in large type to the left of the text
			s := newSheet().in("F1", 28).at(60, 500).lines("Stand van", "zaken").in("F1", 14).at(280, 560)
			s.width = 270
			for _, l := range []string{"Het contract loopt af in maart.", "De evaluatie is besproken met de gebruikers en met de leverancier.", "De verlenging is aangevraagd."} {
				s.item("•", 18, l).skip(8)
			}
			return one(s)
		}},
		{"tabel-met-weinig-lijnen", func() []byte { // only the header is underlined, one rule runs down
			s := plain().skip(6)
			y := s.y
			s.table(false, []float64{110, 110, 110, 110}, []string{"Leden", "Organisatie", "Leden", "Organisatie"}, []string{"Jansen", "Gemeente A", "Bakker", "Gemeente B"},
				[]string{"De Vries", "Provincie C", "Smit", "Waterschap D"}, []string{"Mulder", "Ministerie E", "Visser", "Gemeente F"}, []string{"Bos", "Gemeente G", "Vos", "Gemeente H"})
			s.rule(72, y-4, 290, y-4).rule(292, y-4, 510, y-4).rule(291, y+10, 291, s.y+9)
			return one(s.skip(12).para(p3))
		}},
		{"watermerk", func() []byte {
			s := newSheet()
			fmt.Fprint(s, "0.8 g ")
			s.in("F2", 90).turned(55, 150, 200, "CONCEPT")
			fmt.Fprint(s, "0 g ")
			return one(s.in("F1", 10).at(72, 760).para(p1).skip(6).para(p2).skip(6).para(p3).skip(6).para(p4).skip(6).para(p5))
		}},
		{"regelnummers", func() []byte {
			var pages []string
			n := 0
			for _, texts := range [][]string{{p1, p2, p3, p4}, {p5, p3, p2}} {
				s := newSheet()
				for _, p := range texts {
					s.para(p).skip(13)
				}
				bottom := s.y + 20
				for y := 760.0; y > bottom; y -= 13 {
					n++
					s.in("F1", 7).at(72, y).right(50, fmt.Sprint(n))
				}
				pages = append(pages, s.String())
			}
			return pdftest.Pages(pages...)
		}},
		{"cijfers-in-marge", func() []byte { // large article numbers beside the text, with a turned word
			s := newSheet()
			for i, p := range []string{p1, p2} {
				y := s.y
				s.in("F2", 30).at(36, y-8).line(fmt.Sprintf("0%d", i+1)).in("F1", 5).turned(90, 30, y-12, "ARTIKEL")
				s.in("F2", 10).at(80, y).line("ONDERWERP "+string(rune('A'+i))).in("F1", 10)
				s.width = 420
				s.item(fmt.Sprintf("%d.1", i+1), 24, p).item(fmt.Sprintf("%d.2", i+1), 24, p5).skip(10)
			}
			return one(s)
		}},
		{"margekoppen", func() []byte { // headings in a column of their own on the left
			s := newSheet()
			for i, p := range []string{p1, p2, p3} {
				y := s.y
				s.in("F2", 10).at(72, y).lines([][]string{{"Uitvoering", "van diensten"}, {"Medewerking"}, {"Betaling", "en rente"}}[i]...)
				s.in("F1", 10).at(190, y)
				s.width = 333
				s.item(fmt.Sprintf("%d.1", i+1), 24, p).item(fmt.Sprintf("%d.2", i+1), 24, p5).skip(12)
			}
			return one(s)
		}},
		{"inhoudsopgave", func() []byte {
			s := newSheet().in("F2", 14).line("Inhoudsopgave").in("F1", 10).skip(4)
			s.leader("1. Algemeen", "2").leader("1.1 Begrippen", "2").leader("2. Dienstverlening en service levels", "4").leader("Bijlage 1: Tarieven", "12").skip(30)
			return pdftest.Pages(s.String(), newSheet().in("F2", 12).line("1. Algemeen").in("F1", 10).para(p1).String())
		}},
		{"spatiering", func() []byte {
			s := newSheet().in("F2", 11).spaced(6, "INHOUD").skip(4).in("F1", 10).para(p1).skip(8)
			s.in("F2", 11)
			for i, r := range "BIJLAGE" { // each letter by itself, all over the line
				s.WriteString(pdftest.Line("F2", 11, 72+70*float64(i), s.y, string(r)))
			}
			s.skip(20).line("A R T I K E L  7").in("F1", 10).para(p2)
			return one(s)
		}},
		{"initiaal", func() []byte { // a drop cap over two lines
			s := newSheet()
			lines := s.breakLines(p1[1:], 420)
			s.in("F1", 30).at(72, 747).line("D").in("F1", 10)
			s.at(98, 760).line(lines[0]).line(lines[1]).at(72, s.y)
			return one(s.para(strings.Join(lines[2:], " ")).skip(6).para(p2))
		}},
		{"voetnoten", func() []byte {
			s := plain()
			s.WriteString("BT /F1 10 Tf 1 0 0 1 72 640 Tm (De leverancier volgt de richtlijn) Tj 4 Ts /F1 6 Tf (1) Tj 0 Ts /F1 10 Tf ( en meet het verbruik per m) Tj 4 Ts /F1 6 Tf (2) Tj 0 Ts /F1 10 Tf ( in de) Tj ET\n")
			s.WriteString("BT /F1 10 Tf 1 0 0 1 72 627 Tm (1) Tj 4 Ts /F1 6 Tf (e) Tj 0 Ts /F1 10 Tf ( en 2) Tj 4 Ts /F1 6 Tf (e) Tj 0 Ts /F1 10 Tf ( verdieping.) Tj ET\n")
			s.rule(72, 110, 200, 110).in("F1", 8).at(72, 98)
			s.item("1", 8, "Richtlijn informatiebeveiliging, zoals laatst gewijzigd, te vinden op de website van de leverancier en op aanvraag kosteloos toegestuurd.").item("2", 8, "Zie bijlage 3.")
			return one(s)
		}},
		{"liggende-bijlage", func() []byte {
			a := newSheet().para(p1).skip(6).para(p2).String()
			b := newSheet()
			b.in("F2", 14).at(60, 540).line("Bijlage 2 Maatregelen").in("F1", 10)
			b.table(true, []float64{160, 280, 280}, []string{"Onderwerp", "Maatregel", "Bewijs"}, []string{"Toegang", "Alleen bevoegden komen bij de gegevens, na aanmelding met twee factoren", "uittreksel van het register"}, []string{"Opslag", "Versleuteld", "verklaring"})
			landscape := func(box, rotate, content string) []byte {
				return pdftest.File("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 2 /Kids [5 0 R 7 0 R] >>", pdftest.Font("Helvetica"), pdftest.Font("Helvetica-Bold"),
					"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents 6 0 R >>", pdftest.Stream("", []byte(a)),
					"<< /Type /Page /Parent 2 0 R /MediaBox "+box+" /Rotate "+rotate+" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents 8 0 R >>", pdftest.Stream("", []byte(content)))
			}
			return landscape("[0 0 842 595]", "0", b.String())
		}},
		{"gedraaide-pagina", func() []byte { // the same, turned by /Rotate
			b := newSheet()
			b.in("F2", 14).at(60, 540).line("Bijlage 2 Maatregelen").in("F1", 10)
			b.table(true, []float64{160, 280, 280}, []string{"Onderwerp", "Maatregel", "Bewijs"}, []string{"Toegang", "Alleen bevoegden komen bij de gegevens, na aanmelding met twee factoren", "uittreksel van het register"}, []string{"Opslag", "Versleuteld", "verklaring"})
			return pdftest.File("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [5 0 R] >>", pdftest.Font("Helvetica"), pdftest.Font("Helvetica-Bold"),
				"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate 90 /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents 6 0 R >>",
				pdftest.Stream("", []byte("q 0 1 -1 0 595 0 cm "+b.String()+" Q")))
		}},
		{"gedraaid-zonder-rotate", func() []byte { // the same, drawn sideways on an upright page
			b := newSheet()
			b.in("F2", 14).at(60, 540).line("Bijlage 2 Maatregelen").in("F1", 10)
			b.table(true, []float64{160, 280, 280}, []string{"Onderwerp", "Maatregel", "Bewijs"}, []string{"Toegang", "Alleen bevoegden komen bij de gegevens, na aanmelding met twee factoren", "uittreksel van het register"}, []string{"Opslag", "Versleuteld", "verklaring"})
			return pdftest.Pages("q 0 1 -1 0 595 0 cm " + b.String() + " Q")
		}},
		{"gedraaide-tekst", func() []byte {
			s := plain()
			s.in("F1", 7).turned(90, 30, 200, "Deze tekst staat in de marge en hoort niet in een zin,").turned(90, 39, 200, "ook de tweede regel niet.")
			return one(s)
		}},
		{"handtekeningen", func() []byte {
			s := plain().line("Aldus overeengekomen en ondertekend:").skip(10)
			y := s.y
			s.lines("Voor de leverancier", "Naam: J. de Vries", "Functie: directeur", "Datum: 1 maart 2026")
			s.at(310, y).lines("Voor de klant", "Naam: A. Bakker", "Functie: wethouder", "Datum: 3 maart 2026")
			return one(s)
		}},
		{"handtekeningen-per-regel", func() []byte { // the same, drawn row by row
			s := plain().line("Aldus overeengekomen en ondertekend:").skip(10)
			for _, r := range [][2]string{{"Voor de leverancier", "Voor de klant"}, {"Naam: J. de Vries", "Naam: A. Bakker"}, {"Functie: directeur", "Functie: wethouder"}, {"Datum: 1 maart 2026", "Datum: 3 maart 2026"}} {
				y := s.y
				s.at(72, y).line(r[0]).at(310, y).line(r[1])
			}
			return one(s)
		}},
		{"formulier", func() []byte {
			s := plain()
			for _, r := range [][2]string{{"Naam organisatie:", "Gemeente Voorbeeld"}, {"Adres:", "Markt 1"}, {"Postcode en plaats:", "1234 AB Voorbeeld"}, {"Contactpersoon:", "mevrouw Bakker"}} {
				y := s.y
				s.at(72, y).line(r[0]).at(230, y).line(r[1])
			}
			return one(s.at(72, s.y).skip(10).para(p3))
		}},
		{"tekstkader", func() []byte {
			s := newSheet()
			s.width = 280
			s.para(p1).skip(6).para(p2).skip(6).para(p3)
			s.rule(370, 765, 530, 765).rule(370, 690, 530, 690).rule(370, 690, 370, 765).rule(530, 690, 530, 765)
			s.in("F1", 8).at(378, 752)
			s.width = 145
			return one(s.para("Let op: deze voorwaarden vervangen alle eerdere versies en gelden vanaf de datum van ondertekening."))
		}},
		{"onderstreept-en-vet", func() []byte {
			s := newSheet().line("Aansprakelijkheid").rule(72, 758.5, 150, 758.5).at(72, 740).para(p1).skip(6)
			y := s.y
			return one(s.line("Overmacht").at(72.3, y).line("Overmacht").at(72, s.y).para(p2).rule(72, s.y+16, 300, s.y+16))
		}},
		{"woord-voor-woord", func() []byte {
			s := newSheet()
			for _, l := range s.breakLines(p1, s.width) {
				s.words(l)
			}
			s.skip(6)
			for _, l := range s.breakLines(p2, s.width) {
				s.letters(l)
			}
			s.WriteString("BT /F1 10 Tf 1 0 0 1 72 600 Tm [(De) -278 (klant) -278 (be) 20 (taalt) -278 (bin) -15 (nen) -250 (30) -278 (da) 12 (gen.)] TJ ET\n")
			return one(s)
		}},
		{"andere-volgorde", func() []byte {
			s := newSheet().in("F1", 8).at(72, 40).right(523, "Pagina 1 van 1").in("F1", 10)
			s.at(72, 600).para(p3).at(72, 760).in("F2", 12).line("Dienstverlening").in("F1", 10).at(72, 690).para(p2).at(72, 740).para(p1)
			return one(s)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := tt.make()
			if dir := os.Getenv("CLAUSULE_GOLDEN_PDF"); dir != "" { // to look at the pages themselves
				if err := os.WriteFile(filepath.Join(dir, tt.name+".pdf"), data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got := golden(read(t, data))
			name := filepath.Join("testdata", "layout", tt.name+".txt")
			if *update {
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
