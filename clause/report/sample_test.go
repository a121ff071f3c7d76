package report_test

import (
	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

const longQuote = "Indien zich een inbreuk in verband met persoonsgegevens voordoet, van welke aard dan ook en ongeacht de vraag of deze inbreuk aan Leverancier kan worden toegerekend, zal Leverancier, nadat zij daarvan kennis heeft genomen en de eerste maatregelen heeft getroffen die redelijkerwijs van haar mogen worden verwacht, de Klant daarover binnen 72 uur via het opgegeven contactadres inlichten, met vermelding van de aard van de inbreuk, de getroffen categorieën van betrokkenen en de genomen maatregelen."

// sample is a report with a result of every status.
func sample() *clause.Report {
	return &clause.Report{
		SchemaVersion: clause.SchemaVersion,
		Tool:          clause.Tool{Name: "clausule", Version: "test"},
		Catalogue:     clause.CatalogueInfo{Profile: "zorg", Packs: []string{"ksz@2026.1", "avg@2026.1"}, Digest: "d"},
		Document: clause.DocumentInfo{
			Name: "Verwerkersovereenkomst Zonnehoek.pdf", Format: document.FormatPDF, SHA256: "0", Pages: 7, Language: "nl",
			Warnings: []document.Warning{
				{Code: document.WarnRepaired, Message: "het bestand was beschadigd en is gelezen na herstel"},
				{Code: document.WarnPageWithoutText, Page: 5, Message: "bevat alleen een afbeelding; er is niets gelezen"},
			},
		},
		Parties: []clause.PartyInfo{
			{Role: "leverancier", Names: []string{"Leverancier", "Zonnehoek B.V."}},
			{Role: "klant", Names: []string{"Klant"}},
		},
		Blanks: []clause.BlankField{
			{Text: "[Naam]", Page: 1, Heading: "Partijen"}, {Text: "[Adres]", Page: 1, Heading: "Partijen"}, {Text: "[Naam]", Page: 1, Heading: "Partijen"},
			{Text: "n.t.b.", Page: 3, Label: "7.3"}, {Text: "____", Page: 7, Label: "Bijlage 2"}, {Text: "[Datum]"}, {Text: "[Plaats]"},
		},
		OpenRefs: []clause.Reference{{Text: "Bijlage 3", Page: 2}, {Text: "Bijlage 3", Page: 2}},
		Results: []clause.Result{
			{Requirement: "ksz.audit.recht", Title: "De klant mag audits laten uitvoeren", Importance: rules.Must, Status: clause.Met,
				Sources: []rules.Citation{{Document: "KSZ-beleidslijn cloud computing", Place: "2.2 §5a"}, {Document: "AVG", Place: "art. 28 lid 3 onder h"}},
				Flags:   []string{"kosten bij de klant"},
				Tensions: []clause.Tension{{Kind: clause.Hollowed, Element: "recht", Decides: "gives",
					Gives: clause.Finding{Element: "recht", Quote: "Klant mag een audit laten uitvoeren.", Page: 4, Label: "9.1"},
					Takes: clause.Finding{Element: "voorbehoud", Quote: "Schade door derden wordt niet vergoed.", Page: 5, Label: "11.2"},
					Why:   "De waarborg staat er, maar wordt uitgehold."}},
				Adjusted: []clause.Setting{{Path: "belang", Was: "should", Now: "must", Origin: "aanpassingen.yaml:3:13"}},
				Findings: []clause.Finding{
					{Element: "recht", Quote: "Klant mag een audit laten uitvoeren.", Start: 900, End: 936, Page: 4, Label: "9.1"},
					{Element: "medewerking", Quote: "Leverancier verleent medewerking.", Start: 940, End: 973, Page: 4, Label: "9.1"},
				}},
			{Requirement: "ksz.vertrouwelijkheid.incidentmelding", Title: "Inbreuk wordt op tijd aan de klant gemeld", Importance: rules.Must, Status: clause.Partial,
				Reason: "De melding is geregeld, maar de termijn is te lang.",
				Lacks:  []string{"een termijn van ten hoogste 48 uur"},
				Adjusted: []clause.Setting{
					{Path: "drempels.voldaan-tot", Was: "48 uur", Now: "24 uur", Origin: "aanpassingen.yaml:5:20"},
					{Path: "elementen.termijn.vlag", Was: "termijn", Now: "verplicht", Origin: "profielen/zorg.yaml:9:3"},
					{Path: "strijdig.3", Now: "alle: <verwerker> nooit", Origin: "aanpassingen.yaml:9:9"},
				},
				Findings: []clause.Finding{
					{Element: "melding", Quote: longQuote, Start: 100, End: 100 + len(longQuote), Page: 3, Label: "7.2", Why: "de plicht om te melden"},
					{Element: "termijn", Weak: true, Quote: longQuote, Start: 100, End: 100 + len(longQuote), Page: 3, Label: "7.2", Value: &clause.Value{Kind: "duration", Raw: "72 uur", Norm: "PT72H"}, Why: "72 uur is langer dan 48 uur"},
				},
				Tensions: []clause.Tension{{Kind: clause.Contradiction, Element: "termijn", Decides: "takes",
					Gives: clause.Finding{Element: "termijn", Quote: "Melding binnen 24 uur", Page: 6, Label: "Bijlage 3"},
					Takes: clause.Finding{Element: "termijn", Quote: longQuote, Start: 100, End: 100 + len(longQuote), Page: 3, Label: "7.2"},
					Why:   "Voor hetzelfde staan twee waarden in het contract."}},
				Model: "Leverancier meldt een inbreuk zonder onredelijke vertraging en uiterlijk binnen 48 uur na ontdekking aan Klant. De melding bevat ten minste de aard van de inbreuk, de waarschijnlijke gevolgen en de genomen en voorgestelde maatregelen."},
			{Requirement: "ksz.continuiteit.integriteit", Title: "Back-ups worden gemaakt en getest", Importance: rules.Must, Status: clause.Missing,
				Lacks:  []string{"een plicht om back-ups te maken"},
				Caveat: "Gelezen in de versie van 2017; ga na of er een nieuwere is. De woorden van art. 25 lid 2 onder a, i zijn nog niet getoetst. Ga ook na wat nr. 4 vraagt.",
				Nearest: []clause.Finding{
					{Element: "backup", Quote: "Klant maakt zelf back-ups.", Start: 700, End: 726, Page: 4, Label: "Bijlage 1", Why: "de plicht rust op de klant"},
				},
				Model: "Leverancier maakt ten minste dagelijks een back-up."},
			{Requirement: "ksz.datacenter.fysiek", Title: "Het datacenter is fysiek beveiligd", Importance: rules.MustAnnex, Status: clause.Missing,
				Caveat: "Of vier van de vijf maatregelen volstaan, is een keuze van deze catalogus.",
				Model:  "Leverancier beveiligt het datacenter met toegangscontrole en camera's."},
			{Requirement: "rendement.escrow", Title: "Continuïteit bij faillissement is geregeld", Importance: rules.Should, Status: clause.Missing,
				Model: "Leverancier deponeert de broncode bij een onafhankelijke derde."},
			{Requirement: "ksz.teruggave.vernietiging", Title: "Alle kopieën worden na afloop vernietigd", Importance: rules.Must, Status: clause.Conflict,
				Reason: "De leverancier mag gegevens houden.", Lacks: []string{"vernietiging"}, Caveat: "Gelezen in de versie van 2017; ga na of er een nieuwere is.",
				Findings: []clause.Finding{
					{Element: "strijdig", Against: true, Quote: "Leverancier mag na afloop een kopie\n\tbehouden.", Start: 500, End: 546, Heading: "Einde van de overeenkomst", Why: "de leverancier houdt een kopie"},
				},
				Model: "Leverancier vernietigt na afloop alle kopieën."},
			{Requirement: "ksz.continuiteit.rpo", Title: "Het grootste verlies van gegevens is bepaald", Importance: rules.Should, Status: clause.Unknown,
				Reason: "Niets gevonden, maar bladzijde 5 is niet gelezen."},
			{Requirement: "ksz.privacy.sleutelbeheer", Title: "De klant beheert de sleutels", Importance: rules.Could, Status: clause.Waived,
				Reason: "niet van toepassing tot 2027"},
		},
		Summary: clause.Summary{Met: 1, Partial: 1, Conflict: 1, Missing: 2, Unknown: 1, Waived: 1},
	}
}

// draft is a report on a draft that was read with all its tracked changes.
func draft() *clause.Report {
	const until = " uur na ontdekking."
	return &clause.Report{
		SchemaVersion: clause.SchemaVersion,
		Tool:          clause.Tool{Name: "clausule", Version: "test"},
		Catalogue:     clause.CatalogueInfo{Packs: []string{"ksz@2026.1"}, Digest: "d"},
		Document: clause.DocumentInfo{
			Name: "concept.docx", Format: document.FormatDOCX, SHA256: "0", Language: "nl",
			Revisions: &clause.RevisionInfo{Reading: document.AllRevisions, Inserted: 3, Deleted: 1, Authors: []string{"A. Jansen", "Juridische Zaken"}},
			Warnings:  []document.Warning{{Code: document.WarnRevisions, Message: "Het document bevat bijgehouden wijzigingen."}},
		},
		Parties: []clause.PartyInfo{{Role: "leverancier", Names: []string{"Verwerker"}}, {Role: "klant", Names: []string{"Klant"}}},
		Results: []clause.Result{
			{Requirement: "ksz.vertrouwelijkheid.incidentmelding", Title: "Inbreuk wordt op tijd aan de klant gemeld", Importance: rules.Must, Status: clause.Partial, Was: clause.Met,
				Lacks: []string{"72 uur is meer dan 48 uur"},
				Findings: []clause.Finding{{Element: "termijn", Weak: true, Quote: "Verwerker meldt een inbreuk binnen 2472" + until, Reads: "Verwerker meldt een inbreuk binnen 72" + until, Start: 100, End: 159, Label: "5.1", Heading: "Datalekken",
					Revision: document.Inserted, Value: &clause.Value{Kind: "duration", Raw: "72 uur", Norm: "PT72H"}, Why: "Geeft de termijn, maar: 72 uur is meer dan 48 uur."}},
				Lapsed: []clause.Finding{{Element: "termijn", Quote: "Verwerker meldt een inbreuk binnen 2472" + until, Reads: "Verwerker meldt een inbreuk binnen 24" + until, Start: 100, End: 159, Label: "5.1", Heading: "Datalekken",
					Value: &clause.Value{Kind: "duration", Raw: "24 uur", Norm: "PT24H"}, Why: "Gewijzigd in dit concept: gaf de termijn: 24 uur."}},
			},
			{Requirement: "ksz.audit.recht", Title: "De klant mag audits laten uitvoeren", Importance: rules.Must, Status: clause.Missing, Was: clause.Met,
				Lacks:  []string{"een recht op audit"},
				Lapsed: []clause.Finding{{Element: "recht", Quote: "Klant mag jaarlijks een audit laten uitvoeren.", Start: 300, End: 346, Label: "8.1", Heading: "Controle", Why: "Vervalt in dit concept: gaf het recht op audit."}}},
			{Requirement: "ksz.teruggave.vernietiging", Title: "Alle kopieën worden na afloop vernietigd", Importance: rules.Must, Status: clause.Met, Was: clause.Conflict,
				Findings: []clause.Finding{{Element: "wissen", Quote: "Verwerker wist alle kopieën.", Start: 400, End: 429, Label: "9.2", Revision: document.Inserted, Why: "Geeft het wissen."}},
				Lapsed:   []clause.Finding{{Element: "strijdig", Against: true, Quote: "Verwerker mag een kopie behouden.", Start: 430, End: 463, Label: "9.2", Why: "Vervalt in dit concept: was strijdig; de leverancier houdt een kopie."}}},
		},
		Summary: clause.Summary{Met: 1, Partial: 1, Missing: 1},
	}
}
