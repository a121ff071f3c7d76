package document

import "strings"

// keyword tells what a word in front of a number cites. Plural words may be
// followed by a list of numbers.
func keyword(word string) (kind citationKind, name string, plural, ok bool) {
	switch word {
	case "artikel", "art", "article", "clause", "clausule", "section":
		return citesArticle, "", false, true
	case "artikelen", "artt", "articles", "clauses", "clausules", "sections":
		return citesArticle, "", true, true
	case "paragraaf", "§", "hoofdstuk", "afdeling", "titel", "deel", "chapter", "part":
		if word == "§" {
			word = "paragraaf"
		}
		return citesChapter, chapterWord(word), false, true
	case "paragrafen", "hoofdstukken":
		return citesChapter, map[bool]string{true: "paragraaf", false: "hoofdstuk"}[word == "paragrafen"], true, true
	case "bijlage", "annex", "appendix", "schedule", "aanhangsel", "addendum":
		return citesAnnex, "", false, true
	case "bijlagen", "annexes", "appendices", "schedules":
		return citesAnnex, "", true, true
	case "lid", "onder", "sub", "onderdeel":
		return citesPart, "", false, true
	case "leden":
		return citesPart, "", true, true
	}
	if ordinalNumber(word) != "" {
		return citesPart, "", false, true
	}
	return 0, "", false, false
}

// ordinalNumber is the number that a Dutch ordinal stands for, "" for none.
func ordinalNumber(word string) string {
	switch word {
	case "eerste":
		return "1"
	case "tweede":
		return "2"
	case "derde":
		return "3"
	case "vierde":
		return "4"
	case "vijfde":
		return "5"
	case "zesde":
		return "6"
	case "zevende":
		return "7"
	case "achtste":
		return "8"
	case "negende":
		return "9"
	case "tiende":
		return "10"
	}
	return ""
}

// lawName tells whether a word is, or ends, the name of a law; raw is the word
// as it is written.
func lawName(word, raw string) bool {
	switch raw {
	case "AVG", "Avg", "UAVG", "GDPR", "BW", "Rv", "Awb", "AWB", "Sv", "Sr", "Aw", "Tw", "Wbp", "WBP", "Wft", "WvK", "WvSr", "EVRM", "VWEU", "VEU", "NIS2", "Cbw", "Wbni", "DORA", "eIDAS", "Woo", "Wob":
		return true
	}
	word = strings.ToLower(word)
	switch word {
	case "wet", "wetboek", "grondwet", "act", "code", "handvest", "verdrag", "convention", "regulation", "directive", "statute", "bw", "avg", "gdpr", "uavg":
		return true
	}
	for _, end := range [...]string{"wet", "verordening", "richtlijn", "besluit", "regeling", "verordeningen"} {
		if len(word) > 4 && strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// otherContract tells whether a word names a contract that is not known to be
// the one that is read.
func otherContract(word string) bool {
	return strings.HasSuffix(word, "overeenkomst") || strings.HasSuffix(word, "contract") || word == "voorwaarden" || word == "agreement" || word == "terms" || word == "norm" || word == "iso"
}
