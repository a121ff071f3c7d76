package clause_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// The general rules of reading, G1 to G24 of the catalogue: each with sentences
// on both of its sides.
func TestGeneralRules(t *testing.T) {
	const (
		breach   = rules.ID("ksz.vertrouwelijkheid.incidentmelding")
		secure   = rules.ID("avg.28-3-c.beveiliging")
		secrecy  = rules.ID("avg.28-3-b.geheimhouding")
		orders   = rules.ID("avg.28-3-a.instructies")
		requests = rules.ID("avg.28-3-e.betrokkenen")
		help     = rules.ID("avg.28-3-f.bijstand")
		show     = rules.ID("avg.28-3-h.aantonen")
		choice   = rules.ID("avg.28-3-g.wissen-teruggave")
		consent  = rules.ID("avg.28-2.toestemming")
		notice   = rules.ID("ksz.onderaanneming.kennisgeving")
		chain    = rules.ID("ksz.onderaanneming.doorlegging")
		liable   = rules.ID("ksz.onderaanneming.aansprakelijkheid")
		audit    = rules.ID("ksz.audit.recht")
		repair   = rules.ID("ksz.audit.herstel")
		reports  = rules.ID("ksz.audit.rapporten")
		sla      = rules.ID("ksz.continuiteit.sla")
		rto      = rules.ID("ksz.continuiteit.rto")
		backup   = rules.ID("ksz.continuiteit.integriteit")
		use      = rules.ID("ksz.vertrouwelijkheid.gebruik")
		place    = rules.ID("ksz.soevereiniteit.locatie")
		norms    = rules.ID("ksz.beveiliging.normen")
		give     = rules.ID("ksz.teruggave.teruggave")
		format   = rules.ID("ksz.teruggave.formaat")
		destroy  = rules.ID("ksz.teruggave.vernietiging")
		kept     = rules.ID("ksz.teruggave.bewaartermijn")
		move     = rules.ID("ksz.overdraagbaarheid.migratie")
		describe = rules.ID("avg.28-3.omschrijving")
		contacts = rules.ID("ksz.beveiliging.contacten")
		law      = rules.ID("ksz.bijlage-c.toepasselijk-recht")
		crypt    = rules.ID("ksz.privacy.versleuteling")
		owner    = rules.ID("rendement.eigendom")
		unlawful = rules.ID("avg.28-3.inbreuk-instructie")
	)
	const met, partial, conflict, missing = clause.Met, clause.Partial, clause.Conflict, clause.Missing
	c := builtin(t)
	for g, cases := range [][]struct {
		id   rules.ID
		want clause.Status
		text string
		flag string // must be among the flags
	}{
		1: { // a definition promises nothing, but says what a word means
			{breach, missing, "Artikel 1. Definities\n\nIn deze overeenkomst wordt verstaan onder:\n\na) Datalekmelding: de melding door Verwerker van een datalek binnen 24 uur aan Klant;", ""},
			{secure, missing, "Artikel 1. Definities\n\n1.1 Beveiliging: passende technische en organisatorische maatregelen die Verwerker neemt.", ""},
			{breach, met, "Artikel 1. Definities\n\n1.1 Incident: een inbreuk in verband met persoonsgegevens.\n\nArtikel 2. Melding\n\n2.1 Verwerker meldt een Incident binnen 24 uur aan Klant.", ""},
			{breach, met, "Artikel 2. Melding\n\n2.1 Verwerker meldt een datalek (hierna: Incident) binnen 24 uur aan Klant.", ""},
		},
		2: { // nor do recitals
			{secrecy, missing, "Overwegende dat:\n\n- Verwerker zijn personeel tot geheimhouding heeft verplicht;\n- partijen afspraken willen vastleggen;\n\nkomen overeen als volgt:\n\nArtikel 1. Betaling\n\n1.1 Klant betaalt binnen dertig dagen.", ""},
			{secrecy, met, "Overwegende dat:\n\n- partijen afspraken willen vastleggen;\n\nkomen overeen als volgt:\n\nArtikel 1. Geheimhouding\n\n1.1 Verwerker verplicht zijn personeel tot geheimhouding van de persoonsgegevens.", ""},
		},
		3: { // the wrong party
			{breach, missing, "Klant meldt een datalek binnen 24 uur aan Verwerker.", ""},
			{breach, met, "Verwerker meldt een datalek binnen 24 uur aan Klant.", ""},
			{backup, conflict, "Klant is zelf verantwoordelijk voor het maken van back-ups.", ""},
			{secrecy, missing, "Klant verplicht zijn personeel tot geheimhouding van de persoonsgegevens.", ""},
			{secure, missing, "Klant zorgt ervoor dat passende technische en organisatorische maatregelen worden getroffen om zijn wachtwoorden te beveiligen.", ""},
			{secrecy, missing, "Klant waarborgt dat zijn personeel geheimhouding van de persoonsgegevens in acht neemt.", ""},
			{secrecy, met, "Verwerker waarborgt dat zijn personeel geheimhouding van de persoonsgegevens in acht neemt.", ""},
		},
		4: { // a denial
			{breach, conflict, "Verwerker is niet gehouden datalekken aan Klant te melden.", ""},
			{liable, conflict, "Verwerker is niet aansprakelijk voor het handelen of nalaten van zijn subverwerkers.", ""},
			{liable, met, "Verwerker is volledig aansprakelijk voor het handelen of nalaten van zijn subverwerkers.", ""},
			{audit, conflict, "Klant heeft geen recht op een audit bij Verwerker.", ""},
			{audit, met, "Klant heeft recht op een audit bij Verwerker. Verwerker werkt daaraan mee.", ""},
			{backup, conflict, "Verwerker is niet verplicht back-ups van de gegevens te maken.", ""},
			{sla, conflict, "Verwerker garandeert geen beschikbaarheid van de dienst.", ""},
			{unlawful, missing, "Is een instructie in strijd met de AVG, dan stelt Verwerker Klant daarvan niet in kennis.", ""},
			{unlawful, met, "Is een instructie in strijd met de AVG, dan stelt Verwerker Klant daarvan in kennis.", ""},
		},
		5: { // a free hand
			{choice, partial, "Na het einde van de overeenkomst wist Verwerker, naar eigen keuze, de persoonsgegevens of geeft hij ze terug.", ""},
			{choice, met, "Na het einde van de overeenkomst wist Verwerker, naar keuze van Klant, de persoonsgegevens of geeft hij ze terug.", ""},
			{breach, conflict, "Verwerker beslist naar eigen inzicht of hij een datalek aan Klant meldt.", ""},
			{consent, conflict, "Verwerker mag zonder toestemming van Klant subverwerkers inschakelen.", ""},
			{use, conflict, "Verwerker behoudt zich het recht voor de persoonsgegevens voor eigen doeleinden te gebruiken.", ""},
			{destroy, partial, "Na het einde van de overeenkomst vernietigt Verwerker alle kopieën van de gegevens, tenzij Verwerker anders besluit.", ""},
			{destroy, partial, "Na het einde van de overeenkomst vernietigt Verwerker alle kopieën van de gegevens, tenzij Verwerker ze wenst te behouden.", ""},
		},
		6: { // an effort
			{secure, partial, "Verwerker spant zich in om passende technische en organisatorische maatregelen te treffen.", ""},
			{secure, met, "Verwerker treft passende technische en organisatorische maatregelen.", ""},
			{sla, partial, "Verwerker streeft naar een beschikbaarheid van 99,5% per maand.", ""},
			{sla, met, "Verwerker garandeert een beschikbaarheid van 99,5% per maand.", ""},
			{chain, partial, "Verwerker zal naar best vermogen dezelfde verplichtingen opleggen aan zijn subverwerkers.", ""},
			{backup, partial, "Het maken en testen van back-ups is een middelenverbintenis van Verwerker.", ""},
			{requests, met, "Verwerker verleent, voor zover mogelijk, bijstand bij verzoeken van betrokkenen.", ""},
			{help, met, "Rekening houdend met de aard van de verwerking verleent Verwerker bijstand bij een gegevensbeschermingseffectbeoordeling en bij de melding van een datalek aan de toezichthouder.", ""},
			{breach, met, "Verwerker meldt een datalek binnen 48 uur aan Klant, waar mogelijk binnen 24 uur.", ""},
		},
		7: { // a condition
			{chain, partial, "Verwerker legt aan subverwerkers dezelfde verplichtingen op, voor zover relevant.", ""},
			{chain, met, "Verwerker legt aan subverwerkers in een overeenkomst dezelfde verplichtingen op.", ""},
			{crypt, partial, "Verwerker versleutelt de gegevens tijdens transport en in opslag waar passend.", ""},
			{crypt, met, "Verwerker versleutelt de gegevens tijdens transport en in opslag.", ""},
			{breach, partial, "Verwerker meldt een datalek binnen 24 uur aan Klant, mits technisch haalbaar.", ""},
		},
		8: { // an exception
			{destroy, met, "Na het einde van de overeenkomst vernietigt Verwerker binnen dertig dagen alle kopieën van de gegevens, tenzij een wettelijke plicht tot bewaring bestaat.", ""},
			{place, met, "Verwerker verwerkt de persoonsgegevens uitsluitend binnen de EER, tenzij Klant vooraf schriftelijk toestemming geeft.", ""},
			{place, partial, "Verwerker verwerkt de persoonsgegevens uitsluitend binnen de EER, tenzij een andere grondslag van de AVG doorgifte toestaat.", ""},
			{use, partial, "Verwerker gebruikt de persoonsgegevens niet voor eigen doeleinden en verstrekt ze niet aan derden, behoudens voor statistische doeleinden van Verwerker.", ""},
		},
		9: { // costs
			{help, partial, "Verwerker verleent tegen de dan geldende tarieven bijstand bij een DPIA en bij de melding van datalekken aan de toezichthouder.", ""},
			{move, partial, "Verwerker verleent op basis van nacalculatie hulp bij de overstap naar een andere leverancier.", ""},
			{move, met, "Verwerker verleent kosteloos hulp bij de overstap naar een andere leverancier.", ""},
			{reports, partial, "Verwerker verstrekt Klant tegen vergoeding zijn auditrapporten.", ""},
			{reports, met, "Verwerker verstrekt Klant jaarlijks zijn auditrapporten.", ""},
			{give, partial, "Bij het einde van de overeenkomst geeft Verwerker binnen dertig dagen alle gegevens terug, tegen betaling van de kosten.", ""},
			{audit, met, "Klant mag jaarlijks een audit laten uitvoeren op eigen kosten. Verwerker verleent daaraan medewerking.", ""},
		},
		10: { // limits, also several at once
			{audit, met, "Klant mag maximaal eenmaal per jaar een audit laten uitvoeren, gedurende kantooruren, na aankondiging van ten minste dertig dagen en op kosten van Klant. Verwerker werkt daaraan mee.", ""},
			{audit, partial, "Klant mag alleen bij een concreet vermoeden van misbruik een audit laten uitvoeren. Verwerker werkt daaraan mee.", ""},
			{audit, partial, "Klant aanvaardt een auditrapport van een derde in plaats van een eigen audit.", ""},
			{audit, partial, "Klant mag na instemming van Verwerker een audit laten uitvoeren. Verwerker werkt daaraan mee.", ""},
		},
		11: { // a reference that leads nowhere, and one that leads somewhere
			{sla, partial, "De beschikbaarheid van de dienst staat in de SLA.", ""},
			{sla, met, "1.1 De beschikbaarheid van de dienst staat in Bijlage 1.\n\nBijlage 1. Dienstniveaus\n\nDe dienst is 99,7% van de tijd beschikbaar.", ""},
			{secure, met, "1.1 Verwerker treft passende technische en organisatorische maatregelen. Deze staan in Bijlage 2.", ""},
		},
		12: { // what was not filled in
			{breach, partial, "Verwerker meldt een datalek binnen […] uur aan Klant.", "niet-ingevuld"},
			{breach, partial, "Verwerker meldt een datalek binnen XX uur aan Klant.", "niet-ingevuld"},
			{breach, met, "Verwerker meldt een datalek binnen [24] uur aan Klant.", "voorgestelde-waarde"},
			{law, met, "Op deze overeenkomst is Nederlands recht van toepassing. Geschillen worden voorgelegd aan de bevoegde rechter te [plaats].", ""},
			{format, met, "Verwerker geeft de gegevens bij het einde van de overeenkomst terug in een in overleg te bepalen formaat.", ""},
		},
		13: { // a number beside a word
			{breach, partial, "Verwerker meldt een datalek zonder onredelijke vertraging en uiterlijk binnen 72 uur aan Klant.", ""},
			{breach, met, "Verwerker meldt een datalek zonder onredelijke vertraging en uiterlijk binnen 48 uur aan Klant.", ""},
			{breach, met, "Verwerker meldt een datalek zonder onredelijke vertraging, zo mogelijk binnen 24 uur, aan Klant.", ""},
			{breach, conflict, "Verwerker meldt een datalek onverwijld, doch uiterlijk binnen vijf werkdagen aan Klant.", ""},
			{breach, met, "Verwerker meldt een datalek onverwijld aan Klant.", ""},
		},
		14: { // no fatal term
			{rto, partial, "Verwerker herstelt storingen binnen acht uur; deze termijn is indicatief.", ""},
			{rto, partial, "De streefwaarde voor het herstel van storingen is vier uur.", ""},
			{rto, met, "Verwerker herstelt storingen binnen vier uur.", ""},
		},
		15: { // a fact
			{norms, met, "Verwerker is gecertificeerd volgens ISO 27001.", ""},
			{norms, met, "Verwerker voldoet aan ISO 27001.", ""},
			{norms, partial, "Verwerker hanteert ISO 27001 als richtlijn.", ""},
		},
		16: { // an option that is sold apart
			{backup, partial, "Indien Klant het pakket Plus afneemt, maakt Verwerker dagelijks een back-up en test hij het terugzetten.", ""},
			{backup, met, "Verwerker maakt dagelijks een back-up en test het terugzetten.", ""},
		},
		17: { // limits of liability touch liability only
			{breach, met, "Verwerker meldt een datalek binnen 24 uur aan Klant. De aansprakelijkheid van Verwerker is beperkt tot het factuurbedrag.", ""},
			{liable, partial, "Verwerker is aansprakelijk voor zijn subverwerkers, tot ten hoogste het bedrag dat hij op hen kan verhalen.", ""},
		},
		18: { // silence is consent
			{consent, met, "Verwerker informeert Klant vooraf over nieuwe subverwerkers. Maakt Klant niet binnen 30 dagen bezwaar, dan geldt dit als toestemming.", ""},
			{consent, met, "Verwerker schakelt alleen na schriftelijke toestemming van Klant een subverwerker in. Toestemming wordt geacht te zijn verleend als Klant niet binnen 14 dagen na de melding bezwaar maakt.", ""},
			{notice, met, "Verwerker meldt een nieuwe subverwerker ten minste 30 dagen vooraf aan Klant; bij uitblijven van bezwaar geldt dit als instemming.", ""},
		},
		19: { // terms that the provider may change by himself
			{breach, met, "Verwerker meldt een datalek binnen 24 uur aan Klant. Verwerker mag deze voorwaarden eenzijdig wijzigen.", ""},
		},
		20: { // examples, notes, headings
			{backup, missing, "Artikel 8. Back-up en herstel\n\nArtikel 9. Betaling\n\n9.1 Klant betaalt binnen dertig dagen.", ""},
			{breach, missing, "[Toelichting: hier kan worden opgenomen dat Verwerker een datalek binnen 24 uur aan Klant meldt.]", ""},
			{backup, missing, "Inhoudsopgave\n\n1. Back-up en herstel ........ 3\n\n2. Betaling ........ 4\n\nArtikel 1. Betaling\n\n1.1 Klant betaalt binnen dertig dagen.", ""},
		},
		21: { // verbs in two pieces
			{breach, met, "Verwerker brengt Klant binnen 24 uur na ontdekking op de hoogte van een datalek.", ""},
			{breach, met, "Verwerker stelt, zodra hij daarvan weet en in ieder geval binnen 24 uur, Klant van een datalek in kennis.", ""},
			{reports, met, "Verwerker stelt zijn auditrapporten jaarlijks aan Klant ter beschikking.", ""},
			{reports, missing, "Verwerker stelt een contactpersoon ter beschikking. Auditrapporten zijn vertrouwelijk.", ""},
		},
		22: { // double negation
			{consent, met, "Verwerker schakelt geen subverwerkers in zonder voorafgaande schriftelijke toestemming van Klant.", ""},
			{orders, met, "Verwerker verwerkt de persoonsgegevens nimmer anders dan op schriftelijke instructie van Klant.", ""},
			{place, met, "Verwerker verwerkt geen persoonsgegevens buiten de EER zonder voorafgaande toestemming van Klant.", ""},
			{kept, met, "Verwerker bewaart de persoonsgegevens niet langer dan noodzakelijk.", ""},
			{place, met, "De gegevens worden uitsluitend binnen de EER verwerkt.", ""},
			{place, missing, "De gegevens worden niet uitsluitend binnen de EER verwerkt.", ""},
			{secure, met, "Verwerker treft niet alleen passende technische maar ook passende organisatorische maatregelen.", ""},
			{consent, conflict, "Verwerker is niet verplicht toestemming van Klant te vragen voor het inschakelen van subverwerkers.", ""},
		},
		23: { // consent that is not needed
			{consent, conflict, "Verwerker mag subverwerkers inschakelen zonder voorafgaande toestemming van Klant.", ""},
			{place, conflict, "Verwerker mag de persoonsgegevens zonder toestemming van Klant buiten de EER verwerken.", ""},
		},
		24: { // the present tense promises
			{backup, met, "Verwerker maakt dagelijks een back-up van de gegevens en test ieder kwartaal of deze is terug te zetten.", ""},
			{secrecy, met, "De medewerkers van Verwerker zijn gebonden aan geheimhouding van de persoonsgegevens.", ""},
			{owner, met, "De gegevens zijn en blijven eigendom van Klant.", ""},
			{breach, met, "Wij melden u een datalek binnen 24 uur.", ""},
			{contacts, partial, "Voor vragen en incidenten is de helpdesk van Verwerker bereikbaar op 020 555 00 00.", ""},
			{describe, partial, "Verwerker verwerkt persoonsgegevens van werknemers van Klant voor de salarisadministratie.", ""},
			{show, met, "Verwerker stelt Klant alle informatie ter beschikking die nodig is om de naleving aan te tonen.", ""},
			{repair, met, "Verwerker herstelt tekortkomingen die uit een audit blijken zo spoedig mogelijk.", ""},
		},
	} {
		for i, tc := range cases {
			t.Run(fmt.Sprintf("G%d/%d", g, i+1), func(t *testing.T) {
				r, err := c.Check(context.Background(), readPlain(t, tc.text))
				if err != nil {
					t.Fatal(err)
				}
				for k := range r.Results {
					res := &r.Results[k]
					if res.Requirement != tc.id {
						continue
					}
					if res.Status != tc.want || tc.flag != "" && !slices.Contains(res.Flags, tc.flag) {
						t.Errorf("%s is %s, want %s %s; lacks %q, flags %q\n%s", tc.id, res.Status, tc.want, tc.flag, res.Lacks, res.Flags, tc.text)
					}
					return
				}
				t.Errorf("no verdict on %s", tc.id)
			})
		}
	}
}
