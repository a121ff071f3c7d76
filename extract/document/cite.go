package document

import "strings"

// Cite puts the labels at and above a block together as a lawyer cites them:
// the number of a paragraph means nothing without that of its article. "7.2"
// says enough by itself; item 1 under heading "Artikel 6" is "Artikel 6 lid 1";
// item c under "7.2" is "7.2 onder c"; in Belgium "Artikel 6, § 1, 2°". "" where
// nothing is numbered. Parents must come before their children.
func Cite(blocks []Block, block int) string {
	var chain []int // labelled blocks, innermost first
	headed := false // stands under a heading without a number
	for i := block; i >= 0; i = blocks[i].Parent {
		b := &blocks[i]
		if b.Label != "" && b.Label != "•" {
			chain = append(chain, i)
		} else if b.Kind == Heading && i != block && len(chain) > 0 {
			headed = true
		}
	}
	var annex, chapter, base, rest string
	ofHeading := false // base is the number of a heading
	for k := len(chain) - 1; k >= 0; k-- {
		b := &blocks[chain[k]]
		heading := b.Kind == Heading
		switch kind := labelKind(b.Label); {
		case kind == annexLabel:
			annex, chapter, base, rest = b.Label, "", "", ""
		case kind == chapterLabel:
			chapter, base, rest = b.Label, "", ""
		case kind == articleLabel, kind == dottedLabel, kind == numberLabel && heading && !strings.Contains(base, " "):
			base, rest, ofHeading = b.Label, "", heading || kind == articleLabel
		case base == "" && headed && !heading:
			base, ofHeading = "nr. "+b.Label, false
		case base == "":
			base, ofHeading = b.Label, heading
		case kind == numberLabel && ofHeading && rest == "":
			rest = " lid " + b.Label
		case strings.HasPrefix(b.Label, "§"), strings.HasSuffix(b.Label, "°"):
			rest += ", " + b.Label
		default:
			rest += " onder " + b.Label
		}
	}
	cited := base + rest
	if cited == "" {
		cited = chapter
	}
	switch {
	case annex == "":
		return cited
	case cited == "":
		return annex
	}
	return annex + ", " + cited
}

type kindOfLabel uint8

const (
	otherLabel   kindOfLabel = iota // a letter, a Roman number
	numberLabel                     // "7"
	dottedLabel                     // "7.2": whole by itself
	articleLabel                    // "Artikel 7"
	chapterLabel                    // "Hoofdstuk 2": articles are not cited by it
	annexLabel                      // "Bijlage 2": articles in it are
)

func labelKind(label string) kindOfLabel {
	if word, _, named := strings.Cut(label, " "); named || !digits(label) {
		switch strings.TrimSuffix(strings.ToLower(word), ".") {
		case "artikel", "art", "article", "clausule", "clause":
			return articleLabel
		case "hoofdstuk", "afdeling", "deel", "titel", "chapter", "part":
			return chapterLabel
		case "bijlage", "annex", "appendix", "addendum", "schedule", "aanhangsel":
			return annexLabel
		}
	}
	switch head, _, dotted := strings.Cut(label, "."); {
	case digits(label):
		return numberLabel
	case dotted && digits(head):
		return dottedLabel
	}
	return otherLabel
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
