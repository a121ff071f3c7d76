package dutch

import "strings"

// What is here knows the words by which an exception is judged.

// lawWord knows the words of what the law itself asks or forbids.
func lawWord(w string) bool {
	switch w {
	case "wet", "wetten", "wetgeving", "wetgever", "regelgeving", "unierecht", "lidstaatrecht", "rechtens", "avg", "gdpr", "dwingend", "dwingende", "verbod", "verboden", "verbiedt",
		"verbieden", "vonnis", "bevel", "rechtbank", "bewaarplicht", "bewaarplichten", "bewaringsplicht", "rechtsvordering", "rechtsvorderingen", "strafbaar", "wettig", "fiscale", "fiscaal", "wetsbepaling", "wetsbepalingen":
		return true
	}
	return len(w) > 5 && strings.HasSuffix(w, "wet") || strings.HasSuffix(w, "bewaarplicht") || strings.HasPrefix(w, "wettelijk") || strings.HasPrefix(w, "strafrechtelijk") || strings.HasPrefix(w, "opsporings") || strings.HasPrefix(w, "gerechtelijk") || strings.HasPrefix(w, "rechterlijk") || strings.HasPrefix(w, "wettig")
}

// lawBefore knows the words that make of "recht" the law.
func lawBefore(w string) bool {
	switch w {
	case "toepasselijk", "lidstatelijk", "nationaal", "geldend", "europees", "belgisch", "nederlands", "publiek", "ander", "het", "eu", "unie":
		return true
	}
	return false
}

// consentNoun knows the nouns of consent and of other agreements.
func consentNoun(w string) bool {
	switch w {
	case "toestemming", "instemming", "goedkeuring", "akkoord", "bewilliging", "opzegging", "ontheffing", "machtiging", "tegenbericht", "tegeninstructie", "vrijgave":
		return true
	}
	return false
}

// wishWord knows how somebody asks, wants or agrees.
func wishWord(w string) bool {
	switch w {
	case "toestemt", "instemt", "goedkeurt", "goedgekeurd", "toegestemd", "ingestemd", "toestaat", "verzoekt", "verzoek", "verzocht", "vraagt", "vragen", "gevraagd", "opdracht", "instructie", "instructies",
		"aanwijzing", "aanwijzingen", "instrueert", "ontslaat", "afziet", "afstand", "wenst", "kiest", "gekozen", "verkiest", "verlangt", "bepaalt", "beslist", "besluit", "aangeeft", "instelt", "bezwaar",
		"verzet", "keuze", "wil", "wilt", "opzegt", "meedeelt", "opdraagt", "machtigt", "machtiging", "vrijstelt", "bewilligt", "gelast", "geactiveerd", "inschakelt", "aanvraagt", "laat", "geeft", "onderschrijft", "intrekt", "ingetrokken":
		return true
	}
	return false
}

// mindWord knows what somebody finds or wants.
func mindWord(w string) bool {
	switch w {
	case "acht", "achten", "vindt", "vinden", "vind", "oordeelt", "oordelen", "meent", "menen", "wenst", "wil", "willen", "besluit", "besluiten", "beslist", "beslissen", "kiest", "kiezen", "verkiest",
		"weigert", "bepaalt", "prefereert", "bezwaar", "bezwaren", "aanmerkt", "bestempelt", "uitkomt", "schikt":
		return true
	}
	return false
}

// burden knows the words of what is a burden on who must do it, or serves him.
func burden(w string) bool {
	switch w {
	case "bezwaarlijk", "bezwarend", "bedrijfsbelang", "bedrijfsbelangen", "bedrijfsvoering", "rendabel", "winstgevend", "kostendekkend", "belastend", "ongelegen", "bedrijfseconomisch", "bedrijfseconomische":
		return true
	}
	return false
}

// boughtWord knows the words of invoices and of plans that are bought.
func boughtWord(w string) bool {
	switch w {
	case "factuur", "facturen", "betalingsachterstand", "afneemt", "pluspakket", "premiumpakket", "servicepakket", "openstaande", "wanbetaling":
		return true
	}
	return strings.HasSuffix(w, "abonnement") && w != "abonnement" || strings.HasSuffix(w, "pakket") && w != "pakket" && w != "maatregelenpakket"
}

// harmlessCause knows what takes nothing that could be counted on: force
// majeure, the fault of one of the parties, maintenance, what is public.
func harmlessCause(w string) bool {
	switch w {
	case "overmacht", "opzet", "opzettelijk", "schuld", "roekeloosheid", "nalatigheid", "wijten", "toerekenen", "toerekenbaar", "toegerekend",
		"onderhoud", "onderhoudswerkzaamheden", "onderhoudsvenster", "onderhoudsvensters",
		"openbaar", "openbare", "bekend", "publiek", "fraude", "bedrog":
		return true
	}
	return false
}

// dayOff knows the days that a term does not count.
func dayOff(w string) bool {
	switch w {
	case "weekend", "weekends", "weekenden", "feestdagen", "zondagen", "zaterdagen", "zaterdag", "zondag":
		return true
	}
	return false
}

// helpWord knows what a party must do for the other to be able to keep his word.
func helpWord(w string) bool {
	switch w {
	case "verleent", "verstrekt", "meewerkt", "aanlevert", "levert", "reageert", "voldoet", "verschaft", "meedeelt", "beschikbaar":
		return true
	}
	return false
}

// faultWord knows how a party falls short.
func faultWord(w string) bool {
	switch w {
	case "tekortkoming", "tekortkomingen", "tekortschiet", "tekortgeschoten", "wanprestatie", "nakomt", "nalaat", "naleeft", "nageleefd", "nagekomen":
		return true
	}
	return false
}

// givenWord knows the verbs of who gives his consent.
func givenWord(w string) bool {
	switch w {
	case "geeft", "verleent", "gegeven", "verleend", "geven", "verlenen":
		return true
	}
	return false
}

// demandWord knows what authorities do.
func demandWord(w string) bool {
	switch w {
	case "eist", "eisen", "vordert", "verlangt", "gelast", "beveelt", "vereist", "opdraagt", "belet", "verzet", "last", "verzoekt", "voorschrijft", "oplegt", "uitspraak", "dwingt", "gedwongen":
		return true
	}
	return false
}

// agreedWord knows what is done otherwise by agreement: "tenzij anders bepaald".
func agreedWord(w string) bool {
	switch w {
	case "bepaald", "bepaalt", "vermeld", "aangegeven", "aangeeft", "bedongen", "geregeld", "voorzien", "luidt", "voortvloeit", "blijkt", "vastgelegd", "beslist", "instrueert", "verzoekt", "verlangt", "instelt",
		"overeen", "opgenomen", "voorschrijft", "vereist", "vraagt", "wenst", "beschreven", "meedeelt", "besluit", "kiest", "tegenbericht", "andersluidend", "andersluidende", "afwijkend", "afwijkende":
		return true
	}
	return false
}
