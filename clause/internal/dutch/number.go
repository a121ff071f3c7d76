package dutch

import (
	"math"
	"strconv"
	"strings"
)

// numberWord reads a folded Dutch number word up to 999.999: "achtenveertig",
// "tweeenzeventig", "honderdtwintig", "anderhalf".
func numberWord(word string) (float64, bool) {
	if len(word) < 3 || len(word) > 60 {
		return 0, false
	}
	switch word {
	case "half", "halve":
		return 0.5, true
	case "anderhalf", "anderhalve":
		return 1.5, true
	case "nul":
		return 0, true
	}
	// "tweeeneenhalf", "drieenhalf"
	for _, tail := range []string{"eneenhalf", "eneenhalve", "enhalf", "enhalve"} {
		if head, ok := strings.CutSuffix(word, tail); ok {
			if n, ok := smallNumber(head); ok {
				return float64(n) + 0.5, true
			}
		}
	}
	n, ok := wholeNumber(word)
	return float64(n), ok
}

func wholeNumber(word string) (int, bool) {
	if i := strings.Index(word, "duizend"); i >= 0 {
		head, tail := word[:i], strings.TrimPrefix(word[i+len("duizend"):], "en")
		n, rest := 1, 0
		var ok bool
		if head != "" {
			if n, ok = belowThousand(head); !ok {
				return 0, false
			}
		}
		if tail != "" {
			if rest, ok = belowThousand(tail); !ok {
				return 0, false
			}
		}
		return n*1000 + rest, true
	}
	return belowThousand(word)
}

// belowThousand also reads "vijftienhonderd".
func belowThousand(word string) (int, bool) {
	i := strings.Index(word, "honderd")
	if i < 0 {
		return smallNumber(word)
	}
	n, rest := 1, 0
	var ok bool
	if head := word[:i]; head != "" {
		if n, ok = smallNumber(head); !ok {
			return 0, false
		}
	}
	if tail := word[i+len("honderd"):]; tail != "" {
		if rest, ok = smallNumber(tail); !ok {
			rest, ok = smallNumber(strings.TrimPrefix(tail, "en"))
		}
		if !ok {
			return 0, false
		}
	}
	return n*100 + rest, true
}

// smallNumber reads one to ninety-nine.
func smallNumber(word string) (int, bool) {
	switch word {
	case "een":
		return 1, true
	case "twee":
		return 2, true
	case "drie":
		return 3, true
	case "vier":
		return 4, true
	case "vijf":
		return 5, true
	case "zes":
		return 6, true
	case "zeven":
		return 7, true
	case "acht":
		return 8, true
	case "negen":
		return 9, true
	case "tien":
		return 10, true
	case "elf":
		return 11, true
	case "twaalf":
		return 12, true
	case "dertien":
		return 13, true
	case "veertien":
		return 14, true
	case "vijftien":
		return 15, true
	case "zestien":
		return 16, true
	case "zeventien":
		return 17, true
	case "achttien":
		return 18, true
	case "negentien":
		return 19, true
	}
	for _, ten := range [...]struct {
		word string
		n    int
	}{{"twintig", 20}, {"dertig", 30}, {"veertig", 40}, {"vijftig", 50}, {"zestig", 60}, {"zeventig", 70}, {"tachtig", 80}, {"negentig", 90}} {
		head, ok := strings.CutSuffix(word, ten.word)
		if !ok {
			continue
		}
		if head == "" {
			return ten.n, true
		}
		if head, ok = strings.CutSuffix(head, "en"); !ok {
			return 0, false
		}
		if n, ok := smallNumber(head); ok && n < 10 {
			return ten.n + n, true
		}
		return 0, false
	}
	return 0, false
}

// ordinal reads the ordinals that terms are counted with.
func ordinal(word string) (float64, bool) {
	switch word {
	case "eerste", "eerstvolgende", "eerstkomende", "volgende", "daaropvolgende", "opvolgende", "1e", "1ste":
		return 1, true
	case "tweede", "2e", "2de":
		return 2, true
	case "derde", "3e", "3de":
		return 3, true
	case "vierde", "4e", "4de":
		return 4, true
	case "vijfde", "5e", "5de":
		return 5, true
	case "zesde":
		return 6, true
	case "zevende", "7e", "7de":
		return 7, true
	case "achtste":
		return 8, true
	case "negende":
		return 9, true
	case "tiende", "10e", "10de":
		return 10, true
	case "veertiende", "14e", "14de":
		return 14, true
	case "vijftiende", "15e", "15de":
		return 15, true
	case "dertigste", "30e", "30ste":
		return 30, true
	}
	return 0, false
}

// parseDigits reads a number written in digits the Dutch way ("1.000,50") and,
// where that is plain, the English way ("1,000.50"). With decimalDot a single
// full stop is a decimal sign even before three digits ("99.995%").
func parseDigits(raw string, decimalDot bool) (float64, bool) {
	if raw == "" || len(raw) > 40 {
		return 0, false
	}
	dots, commas := strings.Count(raw, "."), strings.Count(raw, ",")
	decimal := byte(0)
	switch {
	case dots > 0 && commas > 0:
		decimal = ','
		if strings.LastIndexByte(raw, '.') > strings.LastIndexByte(raw, ',') {
			decimal = '.'
		}
	case commas == 1:
		decimal = ','
	case dots == 1 && (decimalDot || !grouped(raw, '.')):
		decimal = '.'
	case dots > 1 && !grouped(raw, '.'), commas > 1 && !grouped(raw, ','):
		return 0, false // a version or an article: "1.2.3"
	}
	buf := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case isDigit(c):
			buf = append(buf, c)
		case c == decimal:
			buf = append(buf, '.')
		case c != '.' && c != ',':
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(string(buf), 64)
	return f, err == nil && !math.IsInf(f, 0)
}

// grouped tells whether the separator stands before groups of three digits.
func grouped(raw string, sep byte) bool {
	first := strings.IndexByte(raw, sep)
	if first < 1 || first > 3 || raw[0] == '0' {
		return false
	}
	for rest := raw[first:]; rest != ""; rest = rest[4:] {
		if len(rest) < 4 || rest[0] != sep || !allDigits(rest[1:4]) {
			return false
		}
	}
	return true
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// formatNumber writes a number as Norm does, with a decimal point.
func formatNumber(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
