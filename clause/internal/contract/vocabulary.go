package contract

import "github.com/clausule/clausule/clause/internal/dutch"

// roleWord is the party that a word means in every contract. Words are folded.
func roleWord(w string) dutch.Party {
	switch w {
	case "verwerker", "verwerkers", "bewerker", "bewerkers", "gegevensverwerker", "leverancier", "leveranciers", "opdrachtnemer", "opdrachtnemers",
		"dienstverlener", "dienstverleners", "dienstenleverancier", "serviceprovider", "hostingprovider", "hostingleverancier", "cloudprovider",
		"cloudleverancier", "cloudaanbieder", "cloudserviceprovider", "clouddienstverlener", "clouddienstenleverancier", "csp", "saasleverancier", "saasprovider",
		"ictleverancier", "ictdienstverlener", "itleverancier", "itdienstverlener", "aanbieder", "provider", "dataprocessor", "serviceleverancier", "softwareleverancier":
		return dutch.Provider
	case "verwerkingsverantwoordelijke", "verwerkingsverantwoordelijken", "gegevensverantwoordelijke", "klant", "klanten", "opdrachtgever", "opdrachtgevers",
		"afnemer", "afnemers", "cliënt", "client", "eindverwerkingsverantwoordelijke":
		return dutch.Customer
	case "partijen":
		return dutch.BothParties
	case "subverwerker", "subverwerkers", "onderverwerker", "onderverwerkers", "subbewerker", "subbewerkers", "subcontractant", "subcontractanten",
		"onderaannemer", "onderaannemers", "hulpleverancier", "hulpleveranciers", "onderleverancier", "onderleveranciers", "toeleverancier", "toeleveranciers",
		"subprocessor", "subprocessors", "subverwerkende", "onderopdrachtnemer", "onderopdrachtnemers", "subleverancier", "subleveranciers":
		return dutch.Subprocessor
	case "toezichthouder", "toezichthouders", "gba", "gegevensbeschermingsautoriteit", "toezichtsautoriteit", "toezichtautoriteit", "cbp",
		"overheidsinstantie", "overheidsinstanties", "privacytoezichthouder", "rijksinspectie":
		return dutch.Authority
	case "betrokkene", "betrokkenen", "derden", "auditor", "auditors", "accountant", "curator":
		return dutch.ThirdParty
	}
	return dutch.NoParty
}

// weakRole is the party that a word means where a contract uses it as the name
// of a party; elsewhere it is an ordinary word.
func weakRole(w string) dutch.Party {
	switch w {
	case "verantwoordelijke", "verantwoordelijken", "gemeente", "instelling", "onderwijsinstelling", "zorginstelling", "bestuur", "schoolbestuur", "school", "gebruiker",
		"gebruikers", "organisatie", "ziekenhuis", "universiteit", "hogeschool", "provincie", "waterschap", "ministerie", "abonnee", "licentienemer", "koper",
		"huurder", "praktijk", "zorgaanbieder", "deelnemer", "deelnemers", "instellingen", "gemeenten", "scholen", "stichting", "politie", "staat",
		"bestuursorgaan", "overheidsorganisatie", "aanbesteder", "aanbestedende", "corporatie", "vereniging", "werkgever", "coach", "professional", "controller",
		"agentschap", "bank", "verzekeraar", "pensioenfonds", "fonds", "ocmw", "stad", "intercommunale", "veiligheidsregio", "omgevingsdienst", "apotheek", "kliniek",
		"zorggroep", "museum", "ondernemer", "cliente", "winkelier":
		return dutch.Customer
	case "licentiegever", "contractant", "aannemer", "verkoper", "inschrijver", "uitvoerder", "beheerder", "processor", "bureau", "host", "partner", "exploitant":
		return dutch.Provider
	}
	return dutch.NoParty
}

// phraseRole lists the names of more than one word, the longer ones first.
var phraseRole = [...]struct {
	words []string
	party dutch.Party
}{
	{[]string{"cloud", "service", "provider"}, dutch.Provider},
	{[]string{"managed", "service", "provider"}, dutch.Provider},
	{[]string{"service", "provider"}, dutch.Provider},
	{[]string{"hosting", "provider"}, dutch.Provider},
	{[]string{"cloud", "provider"}, dutch.Provider},
	{[]string{"cloud", "leverancier"}, dutch.Provider},
	{[]string{"cloud", "dienstverlener"}, dutch.Provider},
	{[]string{"saas", "leverancier"}, dutch.Provider},
	{[]string{"ict", "leverancier"}, dutch.Provider},
	{[]string{"data", "processor"}, dutch.Provider},
	{[]string{"data", "controller"}, dutch.Customer},
	{[]string{"sub", "processor"}, dutch.Subprocessor},
	{[]string{"sub", "processors"}, dutch.Subprocessor},
	{[]string{"leverende", "partij"}, dutch.Provider},
	{[]string{"verwerkende", "partij"}, dutch.Provider},
	{[]string{"verwerkings", "verantwoordelijke"}, dutch.Customer},
	{[]string{"aanbestedende", "dienst"}, dutch.Customer},
	{[]string{"aanbestedende", "overheid"}, dutch.Customer},
	{[]string{"bevoegd", "gezag"}, dutch.Customer},
	{[]string{"sub", "verwerker"}, dutch.Subprocessor},
	{[]string{"sub", "verwerkers"}, dutch.Subprocessor},
	{[]string{"sub", "bewerker"}, dutch.Subprocessor},
	{[]string{"sub", "bewerkers"}, dutch.Subprocessor},
	{[]string{"onder", "aannemer"}, dutch.Subprocessor},
	{[]string{"ieder", "der", "partijen"}, dutch.BothParties},
	{[]string{"elk", "der", "partijen"}, dutch.BothParties},
	{[]string{"ieder", "van", "de", "partijen"}, dutch.BothParties},
	{[]string{"elk", "van", "de", "partijen"}, dutch.BothParties},
	{[]string{"een", "van", "de", "partijen"}, dutch.BothParties},
	{[]string{"ieder", "van", "partijen"}, dutch.BothParties},
	{[]string{"elk", "van", "partijen"}, dutch.BothParties},
	{[]string{"een", "van", "partijen"}, dutch.BothParties},
	{[]string{"een", "der", "partijen"}, dutch.BothParties},
	{[]string{"beide", "partijen"}, dutch.BothParties},
	{[]string{"elke", "partij"}, dutch.BothParties},
	{[]string{"iedere", "partij"}, dutch.BothParties},
	{[]string{"de", "andere", "partij"}, dutch.BothParties},
	{[]string{"de", "ene", "partij"}, dutch.BothParties},
	{[]string{"autoriteit", "persoonsgegevens"}, dutch.Authority},
	{[]string{"college", "bescherming", "persoonsgegevens"}, dutch.Authority},
	{[]string{"toezichthoudende", "autoriteit"}, dutch.Authority},
	{[]string{"toezichthoudende", "autoriteiten"}, dutch.Authority},
	{[]string{"toezichthoudende", "overheid"}, dutch.Authority},
	{[]string{"toezichthoudende", "instantie"}, dutch.Authority},
	{[]string{"bevoegde", "autoriteit"}, dutch.Authority},
	{[]string{"bevoegde", "autoriteiten"}, dutch.Authority},
	{[]string{"bevoegde", "overheid"}, dutch.Authority},
	{[]string{"bevoegde", "overheden"}, dutch.Authority},
	{[]string{"nederlandsche", "bank"}, dutch.Authority},
	{[]string{"derde", "partij"}, dutch.ThirdParty},
	{[]string{"derde", "partijen"}, dutch.ThirdParty},
	{[]string{"registeraccountant"}, dutch.ThirdParty},
}

// opensPhrase tells whether such a name begins with a word.
func opensPhrase(w string) bool {
	switch w {
	case "cloud", "managed", "service", "hosting", "saas", "ict", "data", "sub", "leverende", "verwerkende", "verwerkings", "aanbestedende", "bevoegd", "onder", "ieder", "elk", "een", "beide", "elke", "iedere", "de", "autoriteit", "college", "toezichthoudende", "bevoegde", "nederlandsche", "derde", "registeraccountant":
		return true
	}
	return false
}

// otherProvider tells whether the word in front of "verwerker" or
// "leveranciers" makes it somebody whom the provider engages.
func otherProvider(w string) bool {
	switch w {
	case "sub", "onder", "andere", "ander", "derde", "verdere", "externe", "extern", "ingeschakelde", "toe", "overige", "nieuwe", "vervangende":
		return true
	}
	return false
}

// possessive tells whether a word before a plural makes it somebody's own:
// "zijn leveranciers", "onze klanten".
func possessive(w string) bool {
	switch w {
	case "zijn", "haar", "hun", "diens", "onze", "ons", "uw", "eigen", "wiens":
		return true
	}
	return false
}

// determiner tells whether a word in front of a noun shows that it is no name.
func determiner(w string) bool {
	switch w {
	case "de", "het", "een", "deze", "dit", "die", "dat", "elke", "elk", "iedere", "ieder", "zijn", "haar", "hun", "onze", "uw", "geen", "alle", "den", "der":
		return true
	}
	return false
}

// providerVerb tells whether a verb, as the next word after a name, is what a
// provider does; strong ones hardly ever have a customer as subject.
func providerVerb(w string) (strong, weak bool) {
	switch w {
	case "verwerkt", "levert", "biedt", "host", "hosts", "informeert", "treft", "waarborgt", "garandeert", "schakelt", "bewaart", "monitort", "streeft",
		"verzorgt", "ondersteunt", "assisteert", "verwijdert", "retourneert", "wist", "vernietigt", "hanteert", "implementeert", "beheert", "ontwikkelt", "exploiteert", "herstelt", "back-upt":
		return true, false
	case "zal", "kan", "mag", "heeft", "is", "dient", "meldt", "stelt", "neemt", "maakt", "voert", "zorgt", "behoudt", "spant", "richt", "plant", "ontvangt",
		"verleent", "houdt", "draagt", "legt", "verplicht", "verbindt", "werkt", "geeft", "zet", "gebruikt", "staat", "verklaart", "garandeer", "beschikt", "moet":
		return false, true
	}
	return false, false
}

// modal tells whether a word is the finite verb of a duty.
func modal(w string) bool {
	switch w {
	case "zal", "zullen", "dient", "dienen", "moet", "moeten", "verplicht", "verplichten", "verbindt", "verbinden", "garandeert", "garanderen", "waarborgt", "mag", "mogen", "kan", "kunnen",
		"meldt", "informeert", "treft", "verwerkt", "verleent", "stelt", "draagt", "spant":
		return true
	}
	return false
}

// noBrand tells whether a capitalised word is never the name of a party.
func noBrand(w string) bool {
	switch w {
	case "avg", "gdpr", "wbp", "uavg", "sla", "dpa", "eu", "eer", "ap", "kvk", "btw", "bv", "nv", "artikel", "bijlage", "annex", "partij", "partijen",
		"persoonsgegevens", "verwerking", "verwerkingen", "overeenkomst", "dienst", "diensten", "dienstverlening", "systeem", "software", "platform", "applicatie",
		"data", "gegevens", "datalek", "datalekken", "incident", "incidenten", "betrokkene", "betrokkenen", "gebruiker", "gebruikers", "onderhoud", "support",
		"monitoring", "backup", "backups", "website", "cloud", "commissie", "europese", "unie", "nederland", "belgië", "belgie", "wet", "verordening", "tel",
		"email", "datum", "versie", "naam", "adres", "u", "wij", "we", "ons", "uw", "onze", "hij", "zij", "ze", "het", "de", "een", "deze", "dit", "die", "dat",
		"indien", "als", "wanneer", "wie", "wat", "er", "hierbij", "daarbij", "hiermee", "daarmee", "hiervan", "hieronder", "daarnaast", "tevens", "ook", "bij", "met", "na",
		"op", "in", "aan", "tot", "voor", "van", "dan", "ieder", "iedere", "elk", "elke", "alle", "geen", "niemand", "men", "helpdesk", "servicedesk",
		"abonnement", "licentie", "programmatuur", "uptime", "beschikbaarheid", "derde", "derden", "medewerker", "medewerkers", "personeel", "functionaris",
		"account", "toegang", "beveiliging", "communicatie", "melding", "escalatie", "vergoeding", "prijs", "facturatie", "systemen", "product", "producten",
		"informatie", "document", "contract", "audit", "audits", "auditor", "rapport", "resultaat", "iedereen", "toezichthouder", "autoriteit", "bewerking":
		return true
	}
	return false
}
