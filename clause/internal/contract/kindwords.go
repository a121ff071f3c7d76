package contract

import "strings"

// genre is what a word says that a document is.
type genre uint8

const (
	genreNone genre = iota
	genreProcessor
	genreSLA
	genreTerms
	genreMain     // an agreement for services
	genreContract // "overeenkomst", of whatever kind
	genreElse     // a contract, or terms, of another kind
	genreText     // no contract at all: a manual, a statement, a report
)

func (g genre) kind() Kind {
	switch g {
	case genreProcessor:
		return ProcessorAgreement
	case genreSLA:
		return ServiceLevels
	case genreTerms:
		return Terms
	case genreMain, genreContract:
		return MainAgreement
	}
	return Other
}

// strong tells whether the word alone says which kind of contract is meant.
func (g genre) strong() bool { return g == genreProcessor || g == genreSLA || g == genreElse }

// genreOf knows the words for documents. Words are folded: "SaaS-overeenkomst"
// is "saasovereenkomst".
func genreOf(w string) genre {
	switch w {
	case "dpa", "modelcontractbepalingen", "standaardcontractbepalingen", "modelcontractclausules", "standaardcontractclausules":
		return genreProcessor
	case "sla", "dap", "servicelevelagreement", "servicelevels", "dienstenniveaus", "serviceniveaus", "dienstenniveau", "serviceniveau", "servicelevel", "dienstverleningsniveaus":
		return genreSLA
	case "eula", "gebruikersovereenkomst", "eindgebruikersovereenkomst", "terms":
		return genreTerms
	case "nda", "convenant", "allonge", "arbit", "arvodi", "ariv", "gibit", "schuldbekentenis", "volmacht", "statuten", "polis":
		return genreElse
	case "handleiding", "handreiking", "leidraad", "wegwijzer", "stappenplan", "policy", "notice", "statement", "procedure", "notulen", "agenda", "offerte", "aanmaning", "whitepaper",
		"factsheet", "faq", "checklist", "quickscan", "dpia", "pia", "bestek", "uitvraag", "offerteaanvraag", "pve", "nota", "advies", "memo", "notitie", "presentatie", "training", "cursus",
		"vacature", "toelichting", "uitleg", "uitgelegd", "handboek", "disclaimer", "cookies", "cookie", "besluit", "vonnis", "arrest", "uitspraak", "gedragscode", "brochure", "blog",
		"persbericht", "stappen", "tips", "roadmap", "overzicht", "samenvatting", "jaarverslag", "mededeling", "gids":
		return genreText
	}
	for _, end := range [...]string{"overeenkomst", "contract", "voorwaarden", "bijlage", "addendum", "afspraken", "convenant", "agreement"} {
		if head, ok := strings.CutSuffix(w, end); ok {
			return compound(head, end)
		}
	}
	for _, end := range [...]string{"verklaring", "statement", "beleid", "beleidsplan", "beleidsdocument", "beleidsnota", "reglement", "protocol", "register", "rapport", "rapportage", "verslag", "factuur",
		"formulier", "analyse", "beoordeling", "bijsluiter", "vragenlijst", "gids", "handleiding", "lijst", "brief", "procedure", "instructie", "leidraad", "policy"} {
		if strings.HasSuffix(w, end) {
			return genreText
		}
	}
	if strings.HasPrefix(w, "aanbesteding") {
		return genreText
	}
	return genreNone
}

// compound is the genre of a compound of a word for a contract.
func compound(head, end string) genre {
	switch {
	case hasAnyPrefix(head, "verwerk", "bewerk", "subverwerk", "subbewerk", "gegevensverwerk", "dataverwerk", "persoonsgegevens", "modelverwerk", "conceptverwerk", "standaardverwerk", "raamverwerk"):
		return genreProcessor
	case strings.Contains(head, "niveau"), strings.HasPrefix(head, "servicelevel"), head == "sla":
		return genreSLA
	}
	switch end {
	case "voorwaarden":
		if strings.Contains(head, "inkoop") || strings.HasPrefix(head, "rijks") || hasAnyPrefix(head, "arbeids", "subsidie", "aanbestedings", "deelname", "toelatings", "huur", "verhuur", "reis", "polis", "verzekering", "actie", "leen", "krediet") {
			return genreElse
		}
		return genreTerms
	case "bijlage", "addendum", "afspraken":
		return genreNone
	case "convenant":
		return genreElse
	}
	if hasAnyPrefix(head, "huur", "verhuur", "onderhuur", "arbeids", "samenwerking", "geheimhouding", "vertrouwelijkheid", "koop", "verkoop", "inkoop", "vaststelling", "lening", "geldlening", "krediet",
		"franchise", "aandeelhouders", "stage", "beeindiging", "detachering", "uitzend", "agentuur", "distributie", "pacht", "vennootschap", "maatschaps", "aanneming", "schenking", "consortium",
		"optie", "bruikleen", "verzekering", "vrijwilligers", "leer", "praktijk", "intentie", "uitgave", "gegevensuitwissel", "uitwissel", "datadeling", "bemiddeling", "borgtocht", "erfpacht",
		"coalitie", "koopaanneem", "project", "partnerschap", "zorg", "behandel", "opleiding", "sponsor", "subsidie", "convenant", "non", "ontslag", "studie") {
		return genreElse
	}
	if head == "" {
		return genreContract
	}
	return genreMain
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// genrePair is the genre of two words; of the first alone where the two say no
// more.
func genrePair(w, next string, alone genre) genre {
	switch w {
	case "service", "dienst":
		switch next {
		case "level", "levels", "niveau", "niveaus":
			return genreSLA
		}
	case "dossier":
		if next == "afspraken" {
			return genreSLA
		}
	case "data", "dataprocessing":
		if next == "processing" || next == "addendum" {
			return genreProcessor
		}
	case "processing":
		if next == "agreement" || next == "addendum" {
			return genreProcessor
		}
	case "processor":
		if next == "agreement" {
			return genreProcessor
		}
	case "voorwaarden":
		// "voorwaarden voor inkoop", "voorwaarden voor het verstrekken van …"
		if next == "inkoop" {
			return genreElse
		}
	case "rental", "lease", "employment", "nondisclosure", "confidentiality":
		if next == "agreement" || next == "contract" {
			return genreElse
		}
	case "terms":
		if next == "of" || next == "and" {
			return genreTerms
		}
	case "programma":
		if next == "van" {
			return genreText
		}
	case "vraag", "veelgestelde", "frequently":
		return genreText
	case "gezamenlijke", "gezamenlijk":
		// Two controllers are no processor and his customer.
		if strings.HasPrefix(next, "verantwoordelijk") || strings.HasPrefix(next, "verwerkingsverantwoordelijk") {
			return genreElse
		}
	}
	return alone
}

// topic is a subject on which some kinds of document use many words.
type topic uint8

const (
	topicNone topic = iota
	topicProcessing
	topicLevels
	topicTerms
	topicServices
	topicRent
	topicWork
	topicPurchase
	topicSecret
	topicTender
	topicCookies
	topicGuide
	topicMinutes
	topicLetter
	topicTeam
	topicCount
)

// topics tells of each topic which kind it speaks for, the points for a word in
// a thousand, and the most that it gives.
var topics = [topicCount]struct {
	kind   Kind
	weight float64
	most   float64
	of     string // "12 woorden over …"
}{
	topicProcessing: {ProcessorAgreement, 0.12, 4, "over een verwerker en zijn opdrachtgever"},
	topicLevels:     {ServiceLevels, 0.16, 4, "over beschikbaarheid, storingen en hersteltijden"},
	topicTerms:      {Terms, 0.12, 3, "over voorwaarden, betaling en aansprakelijkheid"},
	topicServices:   {MainAgreement, 0.06, 2, "over een opdracht en partijen"},
	topicRent:       {Other, 0.5, 6, "over huur"},
	topicWork:       {Other, 0.4, 6, "over arbeid in dienst"},
	topicPurchase:   {Other, 0.4, 5, "over inkoop, koop en levering van zaken"},
	topicSecret:     {Other, 0.3, 5, "over een geheim dat partijen elkaar toevertrouwen"},
	topicTender:     {Other, 0.4, 6, "over een aanbesteding"},
	topicCookies:    {Other, 0.3, 5, "over bezoekers en cookies"},
	topicGuide:      {Other, 0.25, 3, "die een lezer iets uitleggen"},
	topicMinutes:    {Other, 0.4, 5, "over een vergadering of onderzoek"},
	topicLetter:     {Other, 0.5, 3, "van een brief of rekening"},
	topicTeam:       {Other, 0.4, 4, "over een team of project"},
}

// topicOf knows the words that tell what a document is about.
func topicOf(w string) topic {
	switch w {
	case "verwerker", "verwerkers", "bewerker", "bewerkers", "verwerkingsverantwoordelijke", "verwerkingsverantwoordelijken", "subverwerker", "subverwerkers", "subbewerker", "subbewerkers",
		"verantwoordelijke", "processor", "controller", "subprocessor", "subprocessors":
		return topicProcessing
	case "beschikbaarheid", "uptime", "downtime", "reactietijd", "reactietijden", "responstijd", "responstijden", "oplostijd", "oplostijden", "hersteltijd", "hersteltijden", "storing", "storingen",
		"prioriteit", "prioriteiten", "onderhoudsvenster", "onderhoudsvensters", "servicedesk", "servicelevel", "servicelevels", "serviceniveau", "serviceniveaus", "dienstenniveau", "dienstenniveaus",
		"sla", "servicevenster", "servicewindow", "rto", "rpo", "onderhoud", "helpdesk", "incident", "incidenten":
		return topicLevels
	case "voorwaarden", "offerte", "offertes", "factuur", "facturen", "abonnement", "abonnementen", "betaling", "betalingen", "aansprakelijkheid", "aansprakelijk", "overmacht", "tarieven", "prijzen",
		"ontbinding", "ontbinden", "licentie", "gebruiksrecht", "wederpartij", "schadevergoeding", "verschuldigd", "betalingstermijn", "aanbieding", "aanbiedingen", "prijs", "prijswijziging":
		return topicTerms
	case "opdracht", "opdrachtgever", "opdrachtnemer", "diensten", "dienstverlening", "looptijd", "vergoeding", "partijen", "partij", "leverancier", "overeenkomst", "opzegging", "acceptatie", "werkzaamheden",
		"nadere":
		return topicServices
	case "huurder", "verhuurder", "huur", "huurprijs", "gehuurde", "woonruimte", "waarborgsom", "huurovereenkomst", "bedrijfsruimte", "servicekosten":
		return topicRent
	case "werkgever", "werknemer", "salaris", "loon", "arbeidsovereenkomst", "dienstverband", "proeftijd", "vakantiedagen", "vakantiegeld", "vakantietoeslag", "cao", "functioneren", "concurrentiebeding",
		"stagiair", "bruto", "arbeidsduur", "ziekteverzuim":
		return topicWork
	case "inkoopvoorwaarden", "koper", "verkoper", "koopprijs", "inkoper", "inkoop", "goederen", "zaken", "keuring", "afleveradres", "koopovereenkomst", "rijksinkoopvoorwaarden", "verpakking":
		return topicPurchase
	case "geheimhoudingsovereenkomst", "ontvanger", "verstrekker", "ontvangende", "verstrekkende", "nda", "bekendmakende", "openbarende":
		return topicSecret
	case "inschrijver", "inschrijvers", "inschrijving", "inschrijvingen", "gunning", "gunningscriteria", "aanbesteding", "aanbestedende", "perceel", "gegadigde", "gegadigden", "gunningscriterium",
		"geschiktheidseisen", "aanbestedingsprocedure", "uitsluitingsgronden":
		return topicTender
	case "cookie", "cookies", "browser", "bezoeker", "bezoekers", "nieuwsbrief", "websitebezoekers", "privacyverklaring", "cookieverklaring", "toestemmingsbanner", "webshop", "websitebezoek",
		"klacht", "inzagerecht", "profilering":
		return topicCookies
	case "handleiding", "leest", "lezen", "invullen", "invult", "vult", "kies", "hieronder", "hierover", "stap", "stappen", "tip", "tips", "lezer", "uitleg", "checklist", "voorbeelden", "organisaties", "veelgestelde", "vaak", "meestal", "downloaden", "lees",
		"controleer", "beleidsdocument", "beleid", "zogenaamde", "eigenlijk", "verstandig":
		return topicGuide
	case "notulen", "aanwezig", "afwezig", "voorzitter", "vergadering", "actiepunt", "actiepunten", "rondvraag", "agendapunt", "dpia", "bevindingen", "aanbevelingen", "restrisico", "risicos", "kans",
		"verwerkingsregister", "verwerkingsactiviteit", "verwerkingsactiviteiten", "onderzoek", "conclusie", "conclusies", "notulist", "besluitenlijst":
		return topicMinutes
	case "geachte", "hoogachtend", "groet", "groeten", "factuurnummer", "factuurdatum", "vervaldatum", "subtotaal", "rekeningnummer", "iban", "bijgaand", "beste":
		return topicLetter
	case "teamleden", "projectleden", "projectlid", "teamlid", "team", "student", "studenten", "groepsleden", "samenwerkingsovereenkomst", "samenwerking", "projectgroep", "consortium", "penvoerder":
		return topicTeam
	}
	return topicNone
}
