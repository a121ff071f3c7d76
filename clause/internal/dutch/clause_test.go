package dutch

import (
	"strings"
	"testing"
)

// sketch writes clauses as the tables expect them, one a line:
// first words … last word | actor modality flags | negating words
func sketch(text string, tokens []Token, clauses []Clause) []string {
	var out []string
	for _, c := range clauses {
		words := text[tokens[c.Start].Start:tokens[c.End-1].End]
		line := words + " | " + c.Actor.String() + " " + c.Modality.String()
		if c.Passive {
			line += " passive"
		}
		if c.Subordinate {
			line += " sub"
		}
		if c.Conditional {
			line += " if"
		}
		if len(c.Negations) > 0 {
			line += " |"
			for _, n := range c.Negations {
				line += " " + tokens[n].Text
			}
		}
		out = append(out, line)
	}
	return out
}

func TestClauses(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		// Who acts.
		{"Wanneer Verwerker een subverwerker inschakelt om namens Klant gegevens te verwerken, doet hij dit bij overeenkomst.", []string{
			"Wanneer Verwerker een subverwerker inschakelt om namens Klant gegevens te verwerken | provider plain sub if",
			"doet hij dit bij overeenkomst | provider plain",
		}},
		{"Verwerker informeert Klant onverwijld.", []string{"Verwerker informeert Klant onverwijld | provider plain"}},
		{"Na ontdekking informeert Verwerker Klant.", []string{"Na ontdekking informeert Verwerker Klant | provider plain"}},
		{"Binnen 24 uur na ontdekking informeert de Verwerker de Klant.", []string{"Binnen 24 uur na ontdekking informeert de Verwerker de Klant | provider plain"}},
		{"Klant wordt door Verwerker geïnformeerd.", []string{"Klant wordt door Verwerker geïnformeerd | provider plain passive"}},
		{"Klant wordt binnen 24 uur geïnformeerd.", []string{"Klant wordt binnen 24 uur geïnformeerd | none plain passive"}},
		{"Na bevestiging van ontvangst door Klant worden de data bij Verwerker gewist.", []string{"Na bevestiging van ontvangst door Klant worden de data bij Verwerker gewist | none plain passive"}},
		{"De data worden na goedkeuring door Klant binnen een maand gewist.", []string{"De data worden na goedkeuring door Klant binnen een maand gewist | none plain passive"}},
		{"Door Klant worden de data gewist.", []string{"Door Klant worden de data gewist | customer plain passive"}},
		{"De data worden na afloop door Klant gewist.", []string{"De data worden na afloop door Klant gewist | customer plain passive"}},
		{"De door Klant verstrekte gegevens worden gewist.", []string{"De door Klant verstrekte gegevens worden gewist | none plain passive"}},
		{"De gegevens van Klant verwerkt Verwerker zorgvuldig.", []string{"De gegevens van Klant verwerkt Verwerker zorgvuldig | provider plain"}},
		{"Aan Klant verstrekt Verwerker een kopie.", []string{"Aan Klant verstrekt Verwerker een kopie | provider plain"}},
		{"Jaarlijks laat Klant Verwerker auditeren.", []string{"Jaarlijks laat Klant Verwerker auditeren | customer right"}},
		{"Klant is gerechtigd een audit uit te voeren.", []string{"Klant is gerechtigd een audit uit te voeren | customer right"}},
		{"Klant heeft het recht audits te houden.", []string{"Klant heeft het recht audits te houden | customer right"}},
		{"Verwerker en Klant treden in overleg; partijen informeren elkaar.", []string{"Verwerker en Klant treden in overleg | both plain", "partijen informeren elkaar | both plain"}},
		{"Verwerker staat Klant toe dat Klant audits uitvoert.", []string{"Verwerker staat Klant toe | provider plain", "dat Klant audits uitvoert | customer plain sub"}},
		{"Back-ups zijn de verantwoordelijkheid van Klant.", []string{"Back-ups zijn de verantwoordelijkheid van Klant | customer plain"}},
		{"Het is aan Klant om back-ups te maken.", []string{"Het is aan Klant om back-ups te maken | customer plain"}},
		{"De medewerkers van Verwerker houden de gegevens geheim.", []string{"De medewerkers van Verwerker houden de gegevens geheim | provider plain"}},
		{"Klant ontvangt elk kwartaal een rapport.", []string{"Klant ontvangt elk kwartaal een rapport | customer right"}},

		// Coordination and inheritance.
		{"Verwerker verwerkt de gegevens zorgvuldig en zal deze niet verstrekken.", []string{"Verwerker verwerkt de gegevens zorgvuldig | provider plain", "en zal deze niet verstrekken | provider duty | niet"}},
		{"Verwerker wist de gegevens en informeert Klant hierover.", []string{"Verwerker wist de gegevens | provider plain", "en informeert Klant hierover | provider plain"}},
		{"Na afloop wist Verwerker de gegevens en ontvangt Klant een bevestiging.", []string{"Na afloop wist Verwerker de gegevens | provider plain", "en ontvangt Klant een bevestiging | customer right"}},
		{"Indien Klant daarom verzoekt, zal Verwerker de gegevens wissen.", []string{"Indien Klant daarom verzoekt | customer plain sub if", "zal Verwerker de gegevens wissen | provider duty"}},
		{"Indien Klant daarom verzoekt zal Verwerker de gegevens wissen.", []string{"Indien Klant daarom verzoekt | customer plain sub if", "zal Verwerker de gegevens wissen | provider duty"}},
		{"Verwerker zal, indien Klant daarom verzoekt, de gegevens wissen.", []string{"Verwerker zal | provider duty", "indien Klant daarom verzoekt | customer plain sub if", "de gegevens wissen | provider duty"}},
		{"Indien Verwerker een lek vaststelt, zal deze de Klant informeren.", []string{"Indien Verwerker een lek vaststelt | provider plain sub if", "zal deze de Klant informeren | provider duty"}},
		{"Klant verplicht Verwerker om de gegevens te wissen.", []string{"Klant verplicht Verwerker om de gegevens te wissen | provider plain"}},
		{"Besteedt Opdrachtnemer werk uit, dan staat hij daarvoor in.", []string{"Besteedt Opdrachtnemer werk uit | provider plain sub if", "dan staat hij daarvoor in | provider plain"}},
		{"De persoonsgegevens worden verzameld, verwerkt en gewist.", []string{"De persoonsgegevens worden verzameld, verwerkt en gewist | none plain passive"}},
		{"Verwerker zal:\nKlant een kopie verstrekken", []string{"Verwerker zal | provider duty", "Klant een kopie verstrekken | provider duty"}},
		{"De verwerker verbindt zich ertoe:\nde gegevens te wissen", []string{"De verwerker verbindt zich ertoe | provider duty", "de gegevens te wissen | provider duty"}},
		{"De verwerker:\ninformeert Klant over elk datalek", []string{"De verwerker | provider plain", "informeert Klant over elk datalek | provider plain"}},
		{"Verwerker zal: a. niet melden; b. de gegevens wissen", []string{"Verwerker zal | provider duty", "a. niet melden | provider duty | niet", "b. de gegevens wissen | provider duty"}},
		{"Verwerker zal: indien Klant dit verzoekt, de gegevens wissen", []string{"Verwerker zal | provider duty", "indien Klant dit verzoekt | customer plain sub if", "de gegevens wissen | provider duty"}},
		{"Verwerker, die de gegevens verwerkt, meldt elk datalek.", []string{"Verwerker | provider plain", "die de gegevens verwerkt | provider plain sub", "meldt elk datalek | provider plain"}},
		{"Verwerker wist de gegevens die Klant heeft verstrekt.", []string{"Verwerker wist de gegevens | provider plain", "die Klant heeft verstrekt | customer plain sub"}},
		{"Artikel 8 Datalekken Verwerker informeert Klant over ieder datalek.", []string{"Artikel 8 Datalekken Verwerker informeert Klant over ieder datalek | provider plain"}},
		{"Acme ondersteunt de klant.", []string{"Acme ondersteunt de klant | none plain"}},
		{"De helpdesk informeert Klant.", []string{"De helpdesk informeert Klant | none plain"}},
		{"Ook wanneer Klant opzegt, wist Verwerker de gegevens.", []string{"Ook wanneer Klant opzegt | customer plain sub if", "wist Verwerker de gegevens | provider plain"}},
		{"In dat geval kan Klant de overeenkomst ontbinden.", []string{"In dat geval kan Klant de overeenkomst ontbinden | customer right"}},
		{"Verwerker bevestigt aan Klant dat de gegevens zijn gewist.", []string{"Verwerker bevestigt aan Klant | provider plain", "dat de gegevens zijn gewist | none plain passive sub"}},
		{"Klant garandeert dat de inhoud, zoals bedoeld in artikel 3, niet onrechtmatig is.", []string{"Klant garandeert | customer plain", "dat de inhoud, zoals bedoeld in artikel 3, niet onrechtmatig is | customer plain sub | niet"}},
		{"Klant garandeert dat de inhoud, zoals die in de bijlage staat, niet onrechtmatig is.", []string{"Klant garandeert | customer plain", "dat de inhoud | customer plain sub | niet", "zoals die in de bijlage staat | none plain sub", "niet onrechtmatig is | customer plain sub | niet"}},
		{"Klant stemt ermee in dat de dienst door derden wordt verleend.", []string{"Klant stemt ermee in | customer plain", "dat de dienst door derden wordt verleend | third-party plain passive sub"}},
		{"Verwerker legt zijn medewerkers een plicht op die voortduurt na afloop.", []string{"Verwerker legt zijn medewerkers een plicht op | provider plain", "die voortduurt na afloop | none plain sub"}},
		{"Het datacenter waarin wordt gehost voldoet aan ISO 27001.", []string{"Het datacenter | none plain", "waarin wordt gehost | none plain passive sub", "voldoet aan ISO 27001 | none plain"}},
		{"Op Leverancier rust geen waarschuwingsplicht.", []string{"Op Leverancier rust geen waarschuwingsplicht | provider refusal | geen"}},
		{"Voor schade die ontstaat bij een derde dient Klant zich tot die derde te wenden.", []string{"Voor schade | customer duty", "die ontstaat bij een derde | none plain sub", "dient Klant zich tot die derde te wenden | customer duty"}},
		{"Mocht Klant dat wensen, dan verstrekt Verwerker een kopie.", []string{"Mocht Klant dat wensen | customer right sub if", "dan verstrekt Verwerker een kopie | provider plain"}},
		{"Verwerker controleert jaarlijks of derden de afspraken naleven.", []string{"Verwerker controleert jaarlijks of derden de afspraken naleven | provider plain"}},
		{"Verwerker test of deze kan worden teruggezet.", []string{"Verwerker test | provider plain", "of deze kan worden teruggezet | none right passive sub"}},
		{"Onze onderaannemers melden datalekken aan Klant.", []string{"Onze onderaannemers melden datalekken aan Klant | subprocessor plain"}},
		{"Leverancier mag zonder toestemming of kennisgeving derden inschakelen.", []string{"Leverancier mag zonder toestemming of kennisgeving derden inschakelen | provider right"}},
		{"De toegang kan op ieder moment en voor onbepaalde duur worden onderbroken.", []string{"De toegang kan op ieder moment en voor onbepaalde duur worden onderbroken | none right passive"}},
		{"Aan de eisen binden de niveaus niemand.", []string{"Aan de eisen binden de niveaus niemand | none plain | niemand"}},

		// How binding.
		{"Verwerker spant zich in datalekken te melden.", []string{"Verwerker spant zich in datalekken te melden | provider effort"}},
		{"Verwerker streeft naar een beschikbaarheid van 99%.", []string{"Verwerker streeft naar een beschikbaarheid van 99% | provider effort"}},
		{"Verwerker zal zich inspannen de dienst te herstellen.", []string{"Verwerker zal zich inspannen de dienst te herstellen | provider effort"}},
		{"Verwerker is niet gehouden datalekken te melden.", []string{"Verwerker is niet gehouden datalekken te melden | provider refusal | niet"}},
		{"Verwerker staat er niet voor in dat back-ups worden gemaakt.", []string{"Verwerker staat er niet voor in | provider refusal | niet", "dat back-ups worden gemaakt | none refusal passive sub | niet"}},
		{"Verwerker hoeft Klant niet te informeren.", []string{"Verwerker hoeft Klant niet te informeren | provider refusal | niet"}},
		{"Verwerker garandeert niet dat de dienst beschikbaar is.", []string{"Verwerker garandeert niet | provider refusal | niet", "dat de dienst beschikbaar is | provider refusal sub | niet"}},
		{"Verwerker geeft geen garantie dat back-ups slagen.", []string{"Verwerker geeft geen garantie | provider refusal | geen", "dat back-ups slagen | none refusal sub | geen"}},
		{"Verwerker is verplicht niet te verkopen.", []string{"Verwerker is verplicht niet te verkopen | provider duty | niet"}},
		{"Verwerker mag de gegevens niet verkopen.", []string{"Verwerker mag de gegevens niet verkopen | provider duty | niet"}},
		{"Verwerker kan de gegevens verkopen.", []string{"Verwerker kan de gegevens verkopen | provider right"}},
		{"Verwerker dient Klant te informeren.", []string{"Verwerker dient Klant te informeren | provider duty"}},
		{"Het is Verwerker niet toegestaan gegevens te verkopen.", []string{"Het is Verwerker niet toegestaan gegevens te verkopen | provider duty | niet"}},
		{"Klant heeft geen recht op een audit.", []string{"Klant heeft geen recht op een audit | customer refusal | geen"}},
		{"Verwerker is niet aansprakelijk voor subverwerkers.", []string{"Verwerker is niet aansprakelijk voor subverwerkers | provider refusal | niet"}},

		// What is negated.
		{"Verwerker meldt niet later dan 24 uur na ontdekking.", []string{"Verwerker meldt niet later dan 24 uur na ontdekking | provider plain"}},
		{"Verwerker bewaart de gegevens niet langer dan nodig.", []string{"Verwerker bewaart de gegevens niet langer dan nodig | provider plain"}},
		{"Verwerker schakelt geen derden in zonder voorafgaande toestemming van Klant.", []string{"Verwerker schakelt geen derden in zonder voorafgaande toestemming van Klant | provider plain"}},
		{"Verwerker verwerkt niet anders dan in opdracht van Klant.", []string{"Verwerker verwerkt niet anders dan in opdracht van Klant | provider plain"}},
		{"Verwerker meldt niet alleen datalekken maar ook incidenten.", []string{"Verwerker meldt niet alleen datalekken maar ook incidenten | provider plain"}},
		{"Bij niet-naleving betaalt Verwerker een boete.", []string{"Bij niet-naleving betaalt Verwerker een boete | provider plain"}},
		{"Bij het niet tijdig nakomen betaalt Verwerker een boete.", []string{"Bij het niet tijdig nakomen betaalt Verwerker een boete | provider plain"}},
		{"Verwerker beveiligt tegen toegang door niet bevoegde personen.", []string{"Verwerker beveiligt tegen toegang door niet bevoegde personen | provider plain"}},
		{"Verwerker meldt zonder onredelijke vertraging.", []string{"Verwerker meldt zonder onredelijke vertraging | provider plain"}},
		{"Verwerker schakelt derden in zonder Klant te informeren.", []string{"Verwerker schakelt derden in | provider plain | zonder", "zonder Klant te informeren | provider plain sub | zonder"}},
		{"Verwerker zendt de vraag door aan Klant, zonder er zelf op in te gaan.", []string{"Verwerker zendt de vraag door aan Klant | provider plain", "zonder er zelf op in te gaan | provider plain sub | zonder"}},
		{"Leverancier mag zonder Klant te informeren derden inschakelen.", []string{"Leverancier mag | provider right | zonder", "zonder Klant te informeren | provider plain sub | zonder", "derden inschakelen | provider right | zonder"}},
		{"Verwerker wijzigt de dienst zonder het platform te sluiten of te stoppen en wist de gegevens.", []string{"Verwerker wijzigt de dienst | provider plain", "zonder het platform te sluiten of te stoppen | provider plain sub | zonder", "en wist de gegevens | provider plain"}},
		{"Indien Verwerker zonder het te melden derden inschakelt, mag Klant opzeggen.", []string{"Indien Verwerker | provider plain sub if", "zonder het te melden | provider plain sub | zonder", "derden inschakelt | third-party plain sub if", "mag Klant opzeggen | customer right"}},
		{"Verwerker schakelt geen derden in zonder Klant te informeren.", []string{"Verwerker schakelt geen derden in zonder Klant te informeren | provider plain"}},
		{"De overeenkomst kan Klant zonder inachtneming van enige termijn noch schadevergoeding beëindigen.", []string{"De overeenkomst kan Klant zonder inachtneming van enige termijn noch schadevergoeding beëindigen | customer right"}},
		{"Kom je er niet uit, dan helpen we je.", []string{"Kom je er niet uit | none plain sub if | niet", "dan helpen we je | none plain"}},
		{"Komen wij er samen niet uit, dan beslist de rechter te Utrecht.", []string{"Komen wij er samen niet uit | provider plain sub if | niet", "dan beslist de rechter te Utrecht | none plain"}},
		{"Verwerker kan bezwaar maken en, als partijen er niet uitkomen, de licentie opzeggen.", []string{"Verwerker kan bezwaar maken en | provider right", "als partijen er niet uitkomen | both plain sub if | niet", "de licentie opzeggen | provider right"}},
		{"Indien een werknemer zijn rechten uitoefent, verleent Kantoor Klant op verzoek bijstand.", []string{"Indien een werknemer zijn rechten uitoefent | none plain sub if", "verleent Kantoor Klant op verzoek bijstand | none plain"}},
		{"De registratie staat Klant desgevraagd ter beschikking.", []string{"De registratie staat Klant desgevraagd ter beschikking | none plain"}},
		{"De rechten op de data komen Klant toe.", []string{"De rechten op de data komen Klant toe | none plain"}},
		{"Het staat Klant vrij een audit uit te voeren.", []string{"Het staat Klant vrij een audit uit te voeren | customer right"}},
		{"Indien een derde, waaronder een deurwaarder, afgifte van data verlangt, stelt Leverancier Klant daarvan op de hoogte.", []string{"Indien een derde, waaronder een deurwaarder, afgifte van data verlangt | third-party plain sub if", "stelt Leverancier Klant daarvan op de hoogte | provider plain"}},
		{"Verwerker treft maatregelen, waaronder versleuteling van alle gegevens van Klant, en meldt datalekken.", []string{"Verwerker treft maatregelen, waaronder versleuteling van alle gegevens van Klant | provider plain", "en meldt datalekken | provider plain"}},
		{"Verwerker bepaalt of en in hoeverre zij de Klant informatie over een datalek verschaft.", []string{"Verwerker bepaalt | provider plain", "of en in hoeverre zij de Klant informatie over een datalek verschaft | provider plain sub"}},
		{"Verwerker mag niet zonder toestemming gegevens overdragen.", []string{"Verwerker mag niet zonder toestemming gegevens overdragen | provider duty"}},
		{"Verwerker is niet gehouden de naleving aan te tonen.", []string{"Verwerker is niet gehouden de naleving aan te tonen | provider refusal | niet"}},
		{"Verwerker schakelt geen derden in zonder dat Klant dat goedkeurt.", []string{"Verwerker schakelt geen derden in | provider plain", "zonder dat Klant dat goedkeurt | customer plain sub"}},
		{"Verwerker wijzigt de dienst zonder dat Klant dat goedkeurt.", []string{"Verwerker wijzigt de dienst | provider plain", "zonder dat Klant dat goedkeurt | customer plain sub | zonder"}},
		{"Klant is gerechtigd zonder vergoeding op te zeggen.", []string{"Klant is gerechtigd zonder vergoeding op te zeggen | customer right"}},
		{"Klant kan geen teruggave verlangen.", []string{"Klant kan geen teruggave verlangen | customer refusal | geen"}},
		{"Klant heeft geen recht op bewijs; een kopie op verzoek.", []string{"Klant heeft geen recht op bewijs | customer refusal | geen", "een kopie op verzoek | customer plain"}},
		{"Verwerker zal niet: gegevens verkopen; gegevens verhuren", []string{"Verwerker zal niet | provider duty | niet", "gegevens verkopen | provider duty | niet", "gegevens verhuren | provider duty | niet"}},
		{"Klant is niet gehouden back-ups te maken.", []string{"Klant is niet gehouden back-ups te maken | customer right | niet"}},
		{"Klant kan er geen rechten aan ontlenen.", []string{"Klant kan er geen rechten aan ontlenen | customer refusal | geen"}},
		{"Leverancier mag gegevens gebruiken, maar verstrekt ze niet aan derden.", []string{"Leverancier mag gegevens gebruiken | provider right", "maar verstrekt ze niet aan derden | provider plain | niet"}},
		{"Klant kan de sleutels intrekken en Opdrachtnemer beschikt niet over kopieën.", []string{"Klant kan de sleutels intrekken | customer right", "en Opdrachtnemer beschikt niet over kopieën | provider plain | niet"}},
		{"Klant heeft geen enkele zeggenschap over de sleutels.", []string{"Klant heeft geen enkele zeggenschap over de sleutels | customer refusal | geen"}},
		{"Klant blijft eigenaar van de gegevens.", []string{"Klant blijft eigenaar van de gegevens | customer right"}},
		{"Vraagt u ons iets, dan zeggen wij dat direct.", []string{"Vraagt u ons iets | customer plain sub if", "dan zeggen wij dat direct | provider plain"}},
		{"Bij einde behoudt Klant toegang en levert Leverancier deze terug.", []string{"Bij einde behoudt Klant toegang | customer right", "en levert Leverancier deze terug | provider plain"}},
		{"Verwerker verstrekt het rapport om niet binnen tien dagen.", []string{"Verwerker verstrekt het rapport om niet binnen tien dagen | provider plain"}},
		{"De CSP waarborgt dat noch hijzelf noch een derde toegang heeft.", []string{"De CSP waarborgt | none plain", "dat noch hijzelf noch een derde toegang heeft | third-party plain sub | noch noch"}},
		{"Leverancier behoudt zich het recht voor derden in te schakelen.", []string{"Leverancier behoudt zich het recht voor derden in te schakelen | provider right"}},
		{"Verwerkt Leverancier gegevens, dan leggen partijen dat vast.", []string{"Verwerkt Leverancier gegevens | provider plain sub if", "dan leggen partijen dat vast | both plain"}},
		{"Dit artikel ontslaat Verwerker niet van de plicht datalekken te melden.", []string{"Dit artikel ontslaat Verwerker niet van de plicht datalekken te melden | provider plain"}},
		{"Verwerker garandeert 99,9%, gepland onderhoud niet meegerekend.", []string{"Verwerker garandeert 99,9%, gepland onderhoud niet meegerekend | provider plain"}},
		{"Verwerker wist alle kopieën, back-ups niet uitgezonderd, binnen een maand.", []string{"Verwerker wist alle kopieën, back-ups niet uitgezonderd, binnen een maand | provider plain"}},
		{"Verwerker bewaart de logs een jaar (back-ups niet inbegrepen).", []string{"Verwerker bewaart de logs een jaar (back-ups niet inbegrepen | provider plain"}},
		{"Back-ups zijn niet inbegrepen.", []string{"Back-ups zijn niet inbegrepen | none plain | niet"}},
		{"De lijst is niet limitatief, al dan niet op verzoek.", []string{"De lijst is niet limitatief, al dan niet op verzoek | none plain"}},
		{"Verwerker verstrekt nimmer gegevens aan derden, noch verkoopt hij deze.", []string{"Verwerker verstrekt nimmer gegevens aan derden | provider plain | nimmer", "noch verkoopt hij deze | provider plain | noch"}},
	}
	for _, tt := range tests {
		tokens := Tokenize(tt.text, 0)
		got := sketch(tt.text, tokens, Clauses(tokens, partyMentions(tokens), false))
		if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("%q\n got %s\nwant %s", tt.text, strings.Join(got, "\n     "), strings.Join(tt.want, "\n     "))
		}
	}
}

// TestPeople reads who answers for the people that act.
func TestPeople(t *testing.T) {
	for _, tt := range []struct {
		text     string
		actor    Party
		stranger bool
	}{
		{"De ICT-afdeling van Klant maakt dagelijks een back-up.", Customer, false},
		{"De afdeling Beheer van Leverancier maakt dagelijks een back-up.", Provider, false},
		{"De applicatiebeheerder van Klant kent rechten toe.", Customer, false},
		{"Na afloop vernietigt de archiefdienst van Klant alle kopieen.", Customer, false},
		{"Gebruikers melden een datalek bij de servicedesk.", NoParty, true},
		{"Iedere eindgebruiker moet een datalek melden.", NoParty, true},
		{"Een datalek dient door gebruikers te worden gemeld.", NoParty, true},
		{"Een datalek wordt onverwijld gemeld.", NoParty, false},
		{"Gebruikers loggen in met een tweede factor.", NoParty, false},
		{"Leverancier maakt een kopie voor gebruikers.", Provider, false},
	} {
		tokens := Tokenize(tt.text, 0)
		c := Clauses(tokens, partyMentions(tokens), false)[0]
		if c.Actor != tt.actor || c.Stranger != tt.stranger {
			t.Errorf("%q: %s %v, want %s %v", tt.text, c.Actor, c.Stranger, tt.actor, tt.stranger)
		}
	}
}

// A verb that reads as an imperative too goes on with the subject before it.
func TestAddressedCoordinated(t *testing.T) {
	tokens := Tokenize("Verwerker heeft een noodplan en test dat ieder jaar.", 0)
	for _, c := range Clauses(tokens, partyMentions(tokens), true) {
		if c.Actor != Provider {
			t.Errorf("%s in %+v", c.Actor, c)
		}
	}
}

// An imperative tells the customer what to do where the text speaks to him.
func TestAddressed(t *testing.T) {
	for text, want := range map[string]Party{
		"Meld een datalek binnen 24 uur aan ons.":    Customer,
		"Maak dagelijks een kopie van uw bestanden.": Customer,
		"Verwijder na afloop alle kopieën.":          Customer,
		"Maak ik een kopie, dan versleutel ik die.":  NoParty,
		"Mail uw vragen, wij beantwoorden ze.":       Provider,
		"Melding van een lek binnen 24 uur.":         NoParty,
		"Test uw back-up en bewaar die veilig.":      Customer,
	} {
		tokens := Tokenize(text, 0)
		if got := Clauses(tokens, partyMentions(tokens), true)[0].Actor; got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
		if got := Clauses(tokens, partyMentions(tokens), false)[0].Actor; got == Customer {
			t.Errorf("%q, not addressed: %s", text, got)
		}
	}
}

func FuzzClauses(f *testing.F) {
	for _, s := range []string{
		"Indien Klant daarom verzoekt, zal Verwerker (zo nodig) de gegevens die hij heeft wissen; en niet later dan 5 dagen.",
		"Verwerker zal: a) als Klant dit wil, dat en die of en, niet zonder toestemming; b) zijn", "dat die welke en of indien", "Tenzij met uitzondering van mits, behalve (uitgezonderd), uitgezonderd; anders dan", "zijn zijn zijn te worden",
	} {
		f.Add(s, uint8(3))
	}
	f.Fuzz(func(t *testing.T, text string, every uint8) {
		tokens := Tokenize(text, 0)
		mentions := partyMentions(tokens)
		for i := int(every); i < len(tokens) && every > 0; i += int(every) {
			mentions = append(mentions, Mention{i - 1, i + 1, Party(i % 7)})
		}
		at := 0
		clauses := Clauses(tokens, mentions, every%2 == 0)
		for _, e := range Exceptions(tokens, mentions, clauses) {
			if e.Start < 0 || e.Opener < e.Start || e.End <= e.Start || e.End > len(tokens) || e.Opener >= e.End {
				t.Fatalf("exception %+v in %d tokens of %q", e, len(tokens), text)
			}
		}
		for _, c := range clauses {
			if c.Start != at || c.End <= c.Start {
				t.Fatalf("clause %+v does not join on %d in %q", c, at, text)
			}
			last := -1
			for _, n := range c.Negations {
				if n <= last || n >= len(tokens) {
					t.Fatalf("negations %v out of order in %q", c.Negations, text)
				}
				last = n
			}
			at = c.End
		}
		if at != len(tokens) {
			t.Fatalf("clauses cover %d of %d tokens of %q", at, len(tokens), text)
		}
	})
}
