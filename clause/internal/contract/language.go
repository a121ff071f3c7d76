package contract

// language tells the language of a text by its most frequent function words:
// "nl", "fr", "en", "de", or "" where there are too few.
func language(blocks []block) string {
	var nl, fr, en, de int
	seen := 0
	for i := range blocks {
		for _, t := range blocks[i].tokens {
			if seen++; seen > 40000 {
				break
			}
			switch t.Text {
			case "de":
				nl++
				fr++
			case "het", "een", "van", "en", "voor", "zijn", "wordt", "worden", "deze", "niet", "door", "met", "aan", "bij", "op", "te", "zal", "naar", "ten", "tot", "dat":
				nl++
			case "le", "les", "des", "et", "du", "une", "dans", "pour", "par", "sur", "est", "sont", "aux", "au", "que", "qui", "ou", "la":
				fr++
			case "the", "and", "to", "shall", "by", "with", "for", "any", "this", "be", "or", "on", "such", "not":
				en++
			case "der", "die", "das", "und", "ist", "den", "dem", "mit", "von", "zu", "für", "fur", "nicht", "werden", "oder", "auf", "durch", "eine", "einer":
				de++
			}
		}
	}
	best, name, second := nl, "nl", 0
	for _, o := range [...]struct {
		n    int
		name string
	}{{fr, "fr"}, {en, "en"}, {de, "de"}} {
		if o.n > best {
			best, name, second = o.n, o.name, best
		} else if o.n > second {
			second = o.n
		}
	}
	if best < 2 || best == second {
		return ""
	}
	return name
}
