package rules

import (
	"regexp"
	"strings"
)

// English gives the citation as an English text cites it: "GDPR, Art. 33(2)" for
// "AVG, art. 33 lid 2". What has no certain English form stays as it is.
func (c Citation) English() Citation {
	c.Document, _ = English(c.Document)
	c.Place, _ = EnglishPlace(c.Place)
	return c
}

// EnglishPlace writes a place in a law or policy as English texts do: "art. 28 lid
// 3 onder a en b, art. 44" is "Art. 28(3)(a) and (b), Art. 44". A place of
// which it does not understand every word it gives back as it is, and false.
func EnglishPlace(place string) (string, bool) {
	if english, ok := English(place); ok {
		return english, true
	}
	return writePlace(place)
}

// writePlace is EnglishPlace for a place that stands in no table.
func writePlace(place string) (string, bool) {
	if place == "" {
		return "", true
	}
	words := placeWords.FindAllString(place, -1)
	w := placeWriter{words: words}
	if strings.Join(words, "") != strings.Join(strings.Fields(place), "") || !w.write() {
		return place, false
	}
	return w.b.String(), true
}

// placeWords parts a place into words, numbers and signs; what fits none of them
// is left out, as a remark in brackets is, and then the place is not understood.
var placeWords = regexp.MustCompile(`§?[\p{L}\d./:-]*[\p{L}\d]\.?|[,;]`)

// placeWriter writes the words of a place one after the other. A number or letter
// belongs to the level that was named last.
type placeWriter struct {
	words []string
	level string // "lid", "onder", "punt"; "" for a level that English names too
	b     strings.Builder
}

// placeLevels are the levels that English writes in brackets.
var placeLevels = map[string]bool{"lid": true, "leden": true, "onder": true, "punt": true, "punten": true}

// placeNames are words with one English form, which stands in the same place.
var placeNames = map[string]string{
	"art.": "Art.", "artikel": "Article", "artikelen": "Articles", "par.": "section", "nr.": "no.", "bijlage": "Annex",
	"overweging": "recital", "overwegingen": "recitals", "hoofdstuk": "Chapter", "afdeling": "Section", "maatregel": "measure",
	"randnummer": "para", "randnummers": "paras", "aanhef": "introductory part", "voetnoot": "footnote",
}

var (
	placeNumber = regexp.MustCompile(`^(§?\d+[a-z]?(\.\d+)*[a-z]?(-\d+[a-z]?)?|[IVXL]+|[A-Z])$`)
	placeLetter = regexp.MustCompile(`^([a-z]|[ivx]+|\d+[a-z]?)$`)
)

func (w *placeWriter) write() bool {
	for i, word := range w.words {
		lower := strings.ToLower(word)
		name, named := placeNames[lower]
		switch {
		case placeLevels[lower]:
			w.level = lower
			if w.next(i) == "" || !placeLetter.MatchString(w.next(i)) {
				return false
			}
		case named:
			w.level = ""
			w.put(w.plural(i, name))
		case word == ";":
			w.level = ""
			w.b.WriteString(word)
		case word == ",":
			deeper := w.level != "" && w.next(i) != "lid" && placeLevels[w.next(i)]
			if w.level == "onder" && i > 1 && w.words[i-2] == "onder" && w.points(i+1) {
				w.level, deeper = "punt", true // "lid 2 onder a, ii"
			}
			if !deeper {
				w.b.WriteString(word)
			}
		case lower == "en":
			w.put("and")
		case w.level != "":
			if !placeLetter.MatchString(word) {
				return false
			}
			w.bracket(word)
		case placeNumber.MatchString(word):
			w.put(word)
		default:
			return false
		}
	}
	return len(w.words) > 0
}

// plural is the name of what several numbers follow: "Chapters VI and VII".
func (w *placeWriter) plural(i int, name string) string {
	switch {
	case i+3 >= len(w.words) || w.words[i+2] != "en" && w.words[i+2] != "," || !placeNumber.MatchString(w.words[i+3]),
		strings.HasSuffix(name, ".") || strings.HasSuffix(name, "s"):
		return name
	case strings.HasSuffix(name, "x"):
		return name + "es"
	}
	return name + "s"
}

// points tells whether the words from i on, up to the end, are roman numbers. An
// "i" among others may be the letter after h.
func (w *placeWriter) points(i int) bool {
	sure := i == len(w.words)-1
	for _, word := range w.words[i:] {
		switch {
		case word == "," || word == "en":
		case strings.Trim(word, "ivx") != "":
			return false
		case len(word) > 1:
			sure = true
		}
	}
	return sure
}

func (w *placeWriter) next(i int) string {
	if i+1 < len(w.words) {
		return w.words[i+1]
	}
	return ""
}

func (w *placeWriter) put(word string) {
	if w.b.Len() > 0 {
		w.b.WriteByte(' ')
	}
	w.b.WriteString(word)
}

// bracket puts a level behind the one that it belongs to, with a space after
// "and" or a comma only.
func (w *placeWriter) bracket(word string) {
	text := w.b.String()
	if strings.HasSuffix(text, " and") || strings.HasSuffix(text, ",") {
		w.b.WriteByte(' ')
	}
	w.b.WriteString("(" + word + ")")
}
