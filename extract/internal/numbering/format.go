package numbering

import (
	"strconv"
	"strings"
)

// maxLetter and maxRoman are where Word's letters and roman numerals stop;
// beyond them digits are shown.
const (
	maxLetter = 780
	maxRoman  = 32767
)

func known(name string) bool {
	switch name {
	case "decimal", "decimalZero", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "none", "bullet",
		"ordinal", "cardinalText", "ordinalText", "hex", "numberInDash":
		return true
	}
	return false
}

// apply writes a counter in the format (17.18.59). Language is the tag of the
// text ("nl-NL"); it decides over numbers in words.
func (f format) apply(n int, language string) string {
	switch f.name {
	case "none", "bullet":
		return ""
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return strings.ToUpper(repeated(n, "abcdefghijklmnopqrstuvwxyz"))
	case "lowerLetter":
		return repeated(n, "abcdefghijklmnopqrstuvwxyz")
	case "greekLower":
		return repeated(n, "αβγδεζηθικλμνξοπρστυφχψω")
	case "greekUpper":
		return repeated(n, "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ")
	case "hex":
		return strings.ToUpper(strconv.FormatInt(int64(n), 16))
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "ordinal":
		return ordinal(n, language)
	case "cardinalText":
		return capital(cardinalText(n, language))
	case "ordinalText":
		return capital(ordinalText(n, language))
	}
	s := strconv.Itoa(n)
	if n >= 0 && len(s) < f.pad {
		s = strings.Repeat("0", f.pad-len(s)) + s
	}
	return s
}

// roman gives upper-case roman numerals; zero and less have none.
func roman(n int) string {
	if n <= 0 || n > maxRoman {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range [...]struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"},
		{10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= d.value {
			b.WriteString(d.sign)
			n -= d.value
		}
	}
	return b.String()
}

// repeated counts a, b, … z, aa, bb, … zz, aaa: Word repeats the letter and
// does not count in base 26.
func repeated(n int, alphabet string) string {
	letters := []rune(alphabet)
	if n <= 0 || n > maxLetter {
		return strconv.Itoa(n)
	}
	n--
	return strings.Repeat(string(letters[n%len(letters)]), n/len(letters)+1)
}

func isDutch(language string) bool { return strings.HasPrefix(strings.ToLower(language), "nl") }

func ordinal(n int, language string) string {
	s := strconv.Itoa(n)
	if isDutch(language) {
		return s + "e"
	}
	if n%100 >= 11 && n%100 <= 13 {
		return s + "th"
	}
	switch n % 10 {
	case 1:
		return s + "st"
	case 2:
		return s + "nd"
	case 3:
		return s + "rd"
	}
	return s + "th"
}

// cardinalText writes 1 to 99 in words, in Dutch or else in English; other
// numbers in digits.
func cardinalText(n int, language string) string {
	if n < 1 || n > 99 {
		return strconv.Itoa(n)
	}
	if isDutch(language) {
		units := [...]string{"", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
			"twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"}
		tens := [...]string{"", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"}
		switch unit := n % 10; {
		case n < 20:
			return units[n]
		case unit == 0:
			return tens[n/10]
		case unit == 2 || unit == 3:
			return units[unit] + "ën" + tens[n/10]
		default:
			return units[unit] + "en" + tens[n/10]
		}
	}
	units := [...]string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
		"twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
	tens := [...]string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
	switch {
	case n < 20:
		return units[n]
	case n%10 == 0:
		return tens[n/10]
	}
	return tens[n/10] + "-" + units[n%10]
}

func ordinalText(n int, language string) string {
	if n < 1 || n > 99 {
		return ordinal(n, language)
	}
	word := cardinalText(n, language)
	if isDutch(language) {
		switch {
		case n == 1:
			return "eerste"
		case n == 3:
			return "derde"
		case n == 8 || n >= 20:
			return word + "ste"
		}
		return word + "de"
	}
	for _, irregular := range [...][2]string{{"one", "first"}, {"two", "second"}, {"three", "third"}, {"five", "fifth"},
		{"eight", "eighth"}, {"nine", "ninth"}, {"twelve", "twelfth"}} {
		if head, ok := strings.CutSuffix(word, irregular[0]); ok && (head == "" || strings.HasSuffix(head, "-")) {
			return head + irregular[1]
		}
	}
	if head, ok := strings.CutSuffix(word, "y"); ok {
		return head + "ieth"
	}
	return word + "th"
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Write writes a number in a format by its name in WordprocessingML
// ("lowerRoman", "decimalZero"; ECMA-376 Part 1, 17.18.59); in digits where the
// name is not known. Language decides over numbers in words.
func Write(name string, n int, language string) string { return format{name: name}.apply(n, language) }
