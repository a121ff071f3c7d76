package storetest

import (
	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/extract/document"
)

// What synthetic archives are made of. The names are made up.
var (
	suppliers = []string{
		"Noorderlicht Hosting B.V.", "Kade Vier Software B.V.", "Trampoline ICT Diensten", "Wolkenveld Cloud N.V.", "Datahaven Zuid B.V.",
		"Bureau Lindeboom", "Vesting Automatisering B.V.", "De Gouden Server B.V.", "Polderdata N.V.", "Zonnewijzer Systemen B.V.",
		"Café Automatiek V.O.F.", "Rietveld & Zonen IT", "Brug en Sluis Software B.V.", "Ijsvogel Analytics B.V.", "Ærø Nordic Cloud A/S",
		"Müller Datentechnik GmbH", "Société Nuage S.A.", "Hoekstra Beheer B.V.", "Kompas Personeelssystemen B.V.", "Sterrewacht Beveiliging B.V.",
		"Duinrand Archiefdiensten B.V.", "Tulp Telecom N.V.", "Veenkolonie Hosting", "Waterlinie Back-up B.V.", "Oostenwind Digitaal B.V.",
	}
	customers = []string{
		"Gemeente Zandwijk", "Gemeente Oudeveen", "Waterschap Lage Landen", "Stichting Zorggroep De Linde", "Provincie Middenland",
		"Ziekenhuis Rivierzicht", "Hogeschool Noordkust", "Woonstichting Thuishaven",
	}
	kinds = []clause.Kind{
		clause.KindProcessorAgreement, clause.KindProcessorAgreement, clause.KindProcessorAgreement, clause.KindProcessorAgreement,
		clause.KindServiceLevels, clause.KindTerms, clause.KindMainAgreement, clause.KindMainAgreement, clause.KindOther,
	}
	titles = map[clause.Kind]string{
		clause.KindProcessorAgreement: "verwerkersovereenkomst", clause.KindServiceLevels: "sla", clause.KindTerms: "voorwaarden",
		clause.KindMainAgreement: "overeenkomst", clause.KindOther: "bijlage",
	}
	formats = []document.Format{
		document.FormatPDF, document.FormatPDF, document.FormatPDF, document.FormatDOCX, document.FormatDOCX, document.FormatODT,
	}
	documentClasses = []archive.Class{
		archive.Empty, archive.Unsupported, archive.Encrypted, archive.Damaged, archive.Damaged, archive.Limit, archive.Crash, archive.Memory, archive.Timeout,
	}
	placeClasses = []archive.Class{archive.Vanished, archive.Denied, archive.Changed, archive.Unreadable}
	failures     = map[archive.Class]string{
		archive.Empty:       "het bestand bevat geen tekst",
		archive.Unsupported: "dit formaat wordt niet gelezen",
		archive.Encrypted:   "het bestand is met een wachtwoord beveiligd; haal de beveiliging eraf",
		archive.Damaged:     "het bestand is beschadigd",
		archive.Limit:       "het bestand is te groot",
		archive.Crash:       "het lezen liep tweemaal vast",
		archive.Memory:      "het lezen vroeg te veel geheugen",
		archive.Timeout:     "het lezen duurde te lang",
		archive.Vanished:    "het bestand is verdwenen",
		archive.Denied:      "geen recht om het bestand te lezen",
		archive.Changed:     "het bestand veranderde tijdens het lezen",
		archive.Unreadable:  "het bestand is niet te openen",
	}
	headings = []string{
		"Definities", "Voorwerp van de overeenkomst", "Beveiliging", "Geheimhouding", "Subverwerkers", "Datalekken", "Controle en audit",
		"Teruggave en vernietiging", "Aansprakelijkheid", "Duur en beëindiging", "Slotbepalingen",
	}
	// sentences have a place for what a requirement asks.
	sentences = []string{
		"Verwerker staat ervoor in dat het volgende geldt gedurende de looptijd van de overeenkomst: %s.",
		"LEVERANCIER verplicht zich jegens Verwerkingsverantwoordelijke tot het volgende: %s.",
		"Partijen komen overeen dat %s, tenzij dwingend recht zich daartegen verzet.",
		"Op eerste schriftelijk verzoek van de klant verstrekt LEVERANCIER kosteloos alle bewijs dat %s.",
		"Verwerker treft passende technische en organisatorische maatregelen, zodat %s.",
		"Indien daartoe aanleiding bestaat, overleggen partijen over de vraag of %s.",
		"LEVERANCIER spant zich in om te bereiken dat %s.",
	}
	// valued have a place for a value.
	valued = []string{
		"Verwerker stelt Verwerkingsverantwoordelijke uiterlijk binnen %s op de hoogte van elk incident met persoonsgegevens.",
		"LEVERANCIER voldoet aan een verzoek van de klant binnen %s na ontvangst daarvan.",
		"Als norm geldt: %s. Wordt die niet gehaald, dan betaalt LEVERANCIER een boete aan de cliënt.",
	}
	values = []clause.Value{
		{Kind: "duration", Raw: "24 uur", Norm: "PT24H"},
		{Kind: "duration", Raw: "36 uur", Norm: "PT36H"},
		{Kind: "duration", Raw: "achtenveertig (48) uur", Norm: "PT48H"},
		{Kind: "duration", Raw: "72 uur", Norm: "PT72H"},
		{Kind: "duration", Raw: "twee werkdagen", Norm: "P2BD", Worst: "PT96H"},
		{Kind: "duration", Raw: "5 werkdagen", Norm: "P5BD", Worst: "PT168H"},
		{Kind: "duration", Raw: "30 dagen", Norm: "P30D"},
		{Kind: "duration", Raw: "drie maanden", Norm: "P3M"},
		{Kind: "percentage", Raw: "99,9%", Norm: "99.9"},
		{Kind: "percentage", Raw: "99,5 %", Norm: "99.5"},
		{Kind: "frequency", Raw: "eenmaal per jaar", Norm: "P1Y"},
		{Kind: "frequency", Raw: "twee keer per jaar", Norm: "P6M"},
		{Kind: "money", Raw: "€ 500.000", Norm: "500000"},
	}
	outliers = []clause.Value{
		{Kind: "duration", Raw: "10 jaar", Norm: "P10Y"},
		{Kind: "duration", Raw: "60 werkdagen", Norm: "P60BD", Worst: "PT2016H"},
		{Kind: "percentage", Raw: "85%", Norm: "85"},
		{Kind: "money", Raw: "€ 50", Norm: "50"},
	}
)
