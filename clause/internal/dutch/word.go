package dutch

import "strings"

// wordClass is what a word can be in a sentence, as flags: Dutch words often are
// several things, and position decides.
type wordClass uint16

const (
	finite      wordClass = 1 << iota // third person singular or auxiliary
	auxiliary                         // zal, is, heeft, wordt …: a participle or infinitive may follow
	pastForm                          // can be a past participle
	infinitive                        // can be an infinitive or a plural
	preposition                       // governs what follows
	determiner                        // opens a noun phrase or stands inside one
	coordinator                       // en, of, maar
	opener                            // indien, zodat, waarbij: opens a subordinate clause
	conditional                       // an opener that makes a condition
	pronoun                           // hij, zij
	adverb                            // may stand between verb and subject
	nounToo                           // also a noun: "test", "bericht"
	adjective                         // inflected: stands between determiner and noun
)

// classify gives what a folded word can be.
func classify(word string) wordClass {
	if c := closedClass(word); c != 0 {
		return c
	}
	n := len(word)
	if n < 4 {
		if word == "zet" || word == "let" {
			return finite
		}
		return 0
	}
	switch word[n-1] {
	case 't':
		if lexicalVerb(word) {
			c := finite
			if participleToo(word) {
				c |= pastForm
			}
			return c
		}
		if participle(word) {
			return pastForm
		}
	case 'd':
		if participle(word) {
			return pastForm
		}
	case 'n':
		if word[n-2] == 'e' || word[n-2] == 'a' {
			c := infinitive
			if participle(word) {
				c |= pastForm
			}
			return c
		}
		if word == "zien" || word == "doen" || strings.HasSuffix(word, "zien") || strings.HasSuffix(word, "doen") {
			return infinitive
		}
	case 'e':
		if adjectiveEnd(word) {
			return adjective
		}
	case 's':
		if strings.HasSuffix(word, "lijks") {
			return adverb
		}
	}
	return 0
}

// closedClass knows the words of the closed classes and the auxiliaries.
func closedClass(word string) wordClass {
	switch word {
	case "zal", "zult", "zou", "mag", "kan", "kun", "kunt", "moet", "is", "heeft", "heb", "hebt", "ben", "bent", "wordt", "werd", "werden",
		"was", "waren", "had", "hadden", "zouden", "dient", "hoeft", "wil", "wilt", "mocht", "mochten", "moest", "moesten", "kon", "konden", "blijft":
		return finite | auxiliary
	case "zullen":
		return finite | auxiliary
	case "worden", "hebben", "kunnen", "moeten", "mogen", "blijven", "dienen", "hoeven", "willen":
		return finite | auxiliary | infinitive
	case "zijn":
		return finite | auxiliary | infinitive | determiner
	case "laten", "gaan", "staan":
		return infinitive
	case "test", "start", "bericht", "acht", "rust", "besluit", "wacht", "last", "licht", "richt", "toets", "klacht":
		return finite | nounToo
	case "gelden":
		return infinitive
	case "van", "aan", "met", "voor", "jegens", "bij", "namens", "tegenover", "in", "op", "onder", "over", "uit", "tegen", "per", "sinds", "gedurende",
		"tijdens", "ten", "ter", "behoudens", "aangaande", "nopens", "conform", "overeenkomstig", "volgens", "ingevolge", "krachtens", "inzake",
		"omtrent", "behalve", "buiten", "zonder", "naast", "na", "vanwege", "langs", "middels", "via", "richting", "binnen", "tot", "door", "tussen",
		"rondom", "rond", "qua", "ondanks", "vanaf", "vanuit", "uiterlijk", "naar", "om", "te", "dan", "wegens", "blijkens", "gezien", "dankzij", "contra":
		return preposition
	case "betreffende":
		return preposition | determiner
	case "de", "het", "een", "deze", "dit", "elk", "elke", "ieder", "iedere", "alle", "al", "haar", "hun", "uw", "onze", "ons", "jouw", "je", "diens",
		"geen", "enige", "enig", "enkele", "beide", "zulke", "dergelijke", "eventuele", "desbetreffende", "betrokken", "voormelde", "genoemde", "iets",
		"sommige", "overige", "andere", "ander", "meerdere", "dezelfde", "zelfde", "generlei", "geenerlei", "dezes", "hem", "hen", "s", "wiens", "der", "des":
		return determiner
	case "die", "dat", "welke", "dewelke", "hetwelk", "hetgeen", "welk":
		return determiner | opener
	case "en", "of", "maar", "doch", "alsmede", "noch", "evenals", "danwel", "hetzij", "respectievelijk", "resp", "ofwel", "dus", "want":
		return coordinator
	case "indien", "wanneer", "tenzij", "mits", "ingeval", "voorzover", "als", "inzoverre":
		return opener | conditional
	case "zodra", "omdat", "aangezien", "zodat", "opdat", "doordat", "terwijl", "nadat", "voordat", "hoewel", "ofschoon", "totdat", "zolang", "zoals", "alvorens",
		"naarmate", "telkens", "waarbij", "waarin", "waarvoor", "waarop", "waarmee", "waartoe", "waardoor", "waarvan", "waarna", "waaraan", "waaruit", "waarover",
		"waarnaar", "waaronder", "waartegen", "waarbinnen", "waartussen", "waarmede", "vooraleer", "alwaar", "wie", "niettegenstaande", "alsof":
		return opener
	case "hij", "zij", "ze", "men", "wij", "we", "jij", "u", "ik", "eerstgenoemde", "laatstgenoemde", "jullie":
		return pronoun
	case "er", "zich", "ook", "daarom", "daartoe", "daarbij", "daarvoor", "daarmee", "daarvan", "daarop", "daarover", "daarna", "hierbij", "hiertoe", "hiervoor", "hierover", "hiervan",
		"onverwijld", "direct", "terstond", "onmiddellijk", "steeds", "altijd", "tevens", "voorts", "eveneens", "niet", "nimmer", "nooit", "evenmin", "echter", "alsdan", "vervolgens",
		"zelf", "wel", "reeds", "uitsluitend", "slechts", "alleen", "enkel", "zo", "spoedig", "snel", "vooraf", "tijdig", "schriftelijk", "redelijkerwijs", "desgevraagd", "desgewenst",
		"daarnaast", "bovendien", "verder", "zowel", "nu", "toch", "immers", "derhalve", "eerst", "telkenmale", "minimaal", "maximaal", "tenminste", "minstens", "jaarlijks",
		"dagelijks", "maandelijks", "wekelijks", "kosteloos", "actief", "proactief", "ervoor", "ertoe", "erop", "ervan", "erin", "daaraan", "daarin", "zulks", "elkaar", "mogelijk", "ongevraagd":
		return adverb
	}
	return 0
}

// adjectiveEnd recognises inflected adjectives and participles, which stand
// between determiner and noun.
func adjectiveEnd(word string) bool {
	switch word {
	case "derde", "waarde", "einde", "orde", "teneinde", "rede", "mede", "garde", "instantie":
		return false
	}
	for _, end := range [...]string{"ende", "elde", "erde", "igde", "lijke", "ische", "bare", "ige", "ele", "iele", "eve", "ste", "kte", "ede", "rde", "nde", "gde", "tte", "pte", "fte", "ivee", "are"} {
		if strings.HasSuffix(word, end) {
			return len(word) > len(end)+1
		}
	}
	return false
}

// lexicalVerb recognises the third person singular of verbs that contracts use.
func lexicalVerb(word string) bool {
	switch word {
	case "aanvaardt", "accepteert", "bedraagt", "begint", "behoort", "bekomt", "bepaalt", "bereikt", "berust", "beschikt", "beschouwt",
		"besteedt", "bestaat", "betekent", "betreft", "bevat", "bewaakt", "bewaart", "bezorgt", "biedt", "bindt", "blijkt", "brengt", "deelt", "dekt", "doet", "draagt",
		"draait", "duurt", "dwingt", "eindigt", "eist", "erkent", "faalt", "gaat", "garandeert", "gebeurt", "gebruikt", "gedraagt", "geeft", "geldt",
		"geschiedt", "grijpt", "haalt", "handelt", "hanteert", "hecht", "helpt", "herstelt", "hervat", "hoort", "houdt", "huurt", "kent", "keert", "kiest", "klopt", "komt",
		"koopt", "krijgt", "laat", "legt", "leidt", "lekt", "let", "leunt", "levert", "ligt", "logt", "loopt", "lost", "lukt", "maakt", "meldt", "mist", "neemt", "noemt", "oefent",
		"omgaat", "omvat", "ontleent", "ontslaat", "ontstaat", "ontvangt", "ontheft", "ondervindt", "oordeelt", "overdraagt", "overlegt", "patcht", "past", "plaatst", "plant", "pleegt", "poogt", "raadt",
		"raakt", "reikt", "rolt", "roept", "rondt", "rust", "scheidt", "schakelt", "schendt", "schiet", "screent", "slaat", "sluit", "speelt", "spant", "staat", "stapt", "stelt", "stemt", "stopt",
		"stort", "strekt", "streeft", "strijdt", "stuurt", "toetst", "toont", "tracht", "traint", "treedt", "treft", "trekt", "uit", "vangt", "valt", "vergt", "verkrijgt", "verleent", "verneemt",
		"verricht", "verschaft", "verstrekt", "vertrouwt", "verwerkt", "verwacht", "verzet", "verzoekt", "verlangt", "vindt", "voert", "voldoet", "volgt", "volstaat", "voorkomt", "vormt", "vraagt", "vrijwaart",
		"waarschuwt", "waarborgt", "weet", "weegt", "wendt", "wenst", "werkt", "wijst", "wijkt", "wint", "wist", "zegt", "zendt", "zet", "ziet", "zoekt", "zorgt", "versleutelt", "verplicht",
		"vereist", "vermoedt", "voorziet", "verbiedt", "onderhoudt", "behoudt", "onthoudt", "machtigt", "leeft", "overhandigt", "toestaat", "toestemt", "toelaat", "aanlevert", "nakomt",
		"naleeft", "uitvoert", "uitoefent", "inschakelt", "uitbesteedt", "plaatsvindt", "oplevert", "overneemt", "overgaat", "aantoont", "aanwijst", "afneemt", "aangaat", "doorgeeft",
		"voortvloeit", "tekortschiet", "optreedt", "vaststelt", "vastlegt", "toekent", "instemt", "meebrengt", "meewerkt", "stopzet", "ontbreekt", "deponeert", "bewerkt", "beperkt", "bevestigt",
		"toevertrouwt", "gebruikmaakt", "wil", "vernietigt", "beveiligt", "wijzigt", "onderzoekt", "ontdekt", "beschermt", "bedingt", "begeleidt", "verhelpt", "versterkt", "verhuist", "verzaakt", "wisselt",
		"vervangt", "verloopt", "vervalt", "verkoopt", "verhuurt", "verspreidt", "verwerft", "verwijst", "weigert", "stuit", "ondersteunt", "ontzegt", "ontvalt", "opzegt", "beslist", "beslecht", "benoemt",
		"beoogt", "beheerst", "omschrijft", "beschrijft", "voorschrijft", "voorstelt", "overlijdt", "schrijft", "blokkeert", "dreigt", "hindert", "zakt", "stijgt", "daalt", "stoelt", "vloeit", "vermeldt", "verklaart",
		"verbindt", "bericht", "anonimiseert", "steunt", "repareert", "verzekert", "kondigt", "kwijt", "overtreedt", "betaalt", "factureert", "vergoedt", "verschilt", "bekleedt", "beantwoordt", "behandelt", "verwittigt",
		"vordert", "beveelt", "gelast", "sommeert", "belt", "mailt", "opvraagt", "opeist", "sluist", "deelneemt", "nagaat", "toeziet", "bijhoudt", "terugbezorgt", "teruggeeft":
		return true
	}
	if len(word) < 6 {
		return false
	}
	for _, end := range [...]string{"eert", "igt", "ndt", "ldt", "rdt", "udt", "idt", "aagt", "oopt", "aakt", "ijft", "ijgt", "eelt", "andelt", "wikkelt", "uikt", "evert", "isselt", "ijdert", "oegt", "aalt", "uurt", "ookt"} {
		if strings.HasSuffix(word, end) {
			return !strings.HasPrefix(word, "ge") || word[2] == 'n'
		}
	}
	return false
}

// participleToo tells whether a verb form in -t is also the past participle:
// "verwerkt", "gebruikt", but not "vernietigt" or "beheert".
func participleToo(word string) bool {
	if strings.HasSuffix(word, "dt") {
		return false
	}
	prefixed := false
	for _, p := range [...]string{"ver", "be", "ont", "her", "ge", "onder", "over", "vol", "mis"} {
		prefixed = prefixed || strings.HasPrefix(word, p)
	}
	if !prefixed {
		return false
	}
	switch word[len(word)-2] {
	case 'k', 'f', 's', 'h', 'p', 'x', 'a', 'o', 'e', 'u', 'i':
		switch word {
		case "geeft", "gaat", "bestaat", "ontstaat", "ontslaat", "beheerst", "begint", "volstaat", "voldoet", "overgaat", "verkoopt", "verloopt":
			return false
		}
		return true
	}
	return false
}

// participle recognises the shape of a past participle: "gewist", "opgeslagen",
// "verstrekt", "geinformeerd".
func participle(word string) bool {
	switch word[len(word)-1] {
	case 't', 'd', 'n':
	default:
		return false
	}
	return participleShape(word) && !nounEnd(word)
}

// nounEnd recognises nouns that have the shape of a participle.
func nounEnd(word string) bool {
	for _, noun := range [...]string{"heid", "beleid", "gebied", "geweld", "geld", "verband", "bestand", "verbod", "besluit", "bericht", "ment", "dienst", "plicht", "recht", "gevallen", "geheimen",
		"gebreken", "gemeenten", "gebouwen", "gevolgen", "gedeelten", "getallen", "stand", "contract", "tijd", "bewind", "inhoud", "meerderheid", "wet", "bewust", "naast", "test"} {
		if strings.HasSuffix(word, noun) {
			return true
		}
	}
	return false
}

func participleShape(word string) bool {
	for _, p := range [...]string{"ver", "be", "ont", "her", "ge"} {
		if strings.HasPrefix(word, p) && len(word) > len(p)+2 {
			return word[len(word)-1] != 'n' || p == "ge" || strongParticiple(word)
		}
	}
	for _, p := range [...]string{"over", "onder", "vol", "mis", "door"} {
		if rest, ok := strings.CutPrefix(word, p); ok && len(rest) > 3 {
			switch {
			case strongParticiple(rest):
				return true
			case strings.HasSuffix(rest, "kend"), strings.HasSuffix(rest, "digd"), strings.HasSuffix(rest, "zocht"), strings.HasSuffix(rest, "tooid"), strings.HasSuffix(rest, "daan"), strings.HasSuffix(rest, "eerd"):
				return true
			}
		}
	}
	for _, p := range [...]string{"aan", "af", "achter", "bij", "binnen", "bekend", "beschikbaar", "door", "goed", "in", "mede", "mee", "na", "om", "onder", "op", "open", "over", "samen", "stop", "tegemoet",
		"ter", "terug", "toe", "uit", "vast", "voor", "voort", "vrij", "weg", "weer", "deel", "plaats", "gelijk", "open"} {
		if rest, ok := strings.CutPrefix(word, p); ok && (strings.HasPrefix(rest, "ge") || strings.HasPrefix(rest, "ver") || strings.HasPrefix(rest, "be")) && len(rest) > 4 {
			return !strings.HasSuffix(rest, "n") || strings.HasPrefix(rest, "ge") || strongParticiple(rest)
		}
	}
	return false
}

// strongParticiple knows participles in -en that are no infinitives as well.
func strongParticiple(word string) bool {
	for _, end := range [...]string{"loren", "boden", "broken", "kregen", "nomen", "sloten", "schreven", "wezen", "trokken", "bonden", "holpen", "worven", "zonden", "lopen", "houden", "geven", "worpen", "dwenen", "staan", "gaan", "streken", "schenen", "keken", "rezen", "slagen"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}
