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

// number is a number found in front of a unit.
type number struct {
	start     int // first token
	amount    float64
	article   bool // a bare "een", which may be no number at all
	clock     bool // a time of day: "17.00"
	mismatch  bool
	suggested bool
}

// numberBefore reads the number that ends right before token end, using no
// token before s.taken. With decimalDot "99.995" is below a hundred.
func (s *valueScanner) numberBefore(end int, decimalDot bool) (number, bool) {
	j := end - 1
	if j < s.taken {
		return number{}, false
	}
	if isDigit(s.tokens[j].Text[0]) {
		return s.digitsBefore(end, decimalDot)
	}
	n, ok := s.wordsBefore(end)
	if !ok {
		return n, false
	}
	// "48 (achtenveertig) uur": the digits stand first.
	if n.start > s.taken && opensBracket(s.gap(n.start-1)) && isDigit(s.tokens[n.start-1].Text[0]) {
		if d, ok := s.digitsBefore(n.start, decimalDot); ok {
			d.mismatch = d.amount != n.amount
			return d, true
		}
	}
	return n, true
}

func (s *valueScanner) digitsBefore(end int, decimalDot bool) (number, bool) {
	j := end - 1
	n := number{start: j}
	raw := s.raw(j)
	if i := strings.LastIndexAny(raw, "-‐‑"); i >= 0 {
		// "24-48": the farther end of a range decides.
		raw = strings.TrimLeft(raw[i:], "-\x80\x90\x91\xe2")
		if !allDigits(raw) {
			return n, false
		}
	} else if !allDigits(raw) {
		return n, false
	} else {
		for n.start > s.taken && allDigits(s.tokens[n.start-1].Text) {
			g := s.gap(n.start - 1)
			if g == ":" {
				return number{start: n.start - 1, clock: true}, true
			}
			if g != "." && g != "," {
				break
			}
			n.start--
		}
		raw = s.text[s.tokens[n.start].Start-s.offset : s.tokens[j].End-s.offset]
		if len(raw) > 3 && raw[len(raw)-3] == '.' && j == n.start+1 && len(s.tokens[n.start].Text) <= 2 {
			n.clock = true // perhaps; only the unit "uur" makes it one
		}
	}
	var ok bool
	if n.amount, ok = parseDigits(raw, decimalDot); !ok {
		return n, false
	}
	open, shut := s.before(s.tokens[n.start].Start), s.after(s.tokens[j].End)
	if !(open == '(' && shut == ')' || open == '[' && shut == ']') {
		return n, true
	}
	n.suggested = open == '['
	if n.start > s.taken {
		if w, ok := s.wordsBefore(n.start); ok {
			n.start = w.start
			n.mismatch = w.amount != n.amount
			if s.before(s.tokens[n.start].Start) == '[' {
				n.suggested = true
			}
		}
	}
	return n, true
}

// wordsBefore reads a number in words that ends right before token end.
func (s *valueScanner) wordsBefore(end int) (number, bool) {
	j := end - 1
	if j < s.taken {
		return number{}, false
	}
	word := s.tokens[j].Text
	amount, ok := numberWord(word)
	if !ok {
		return number{}, false
	}
	n := number{start: j, amount: amount}
	n.article = word == "een" && !accented(s.raw(j))
	switch {
	case amount == 0.5 && s.wordAt(j-1) == "een":
		n.start = j - 1
		if s.wordAt(j-2) == "en" && j-3 >= s.taken {
			if whole, ok := numberWord(s.tokens[j-3].Text); ok {
				n.start, n.amount = j-3, whole+0.5
			}
		}
	case amount >= 20 && amount < 100 && math.Mod(amount, 10) == 0 && s.wordAt(j-1) == "en" && j-2 >= s.taken && s.wordAt(j-3) != "tussen":
		if ones, ok := smallNumber(s.tokens[j-2].Text); ok && ones < 10 {
			n.start, n.amount = j-2, amount+float64(ones)
		}
	}
	return n, true
}

// wordAt is word for tokens that are still free.
func (s *valueScanner) wordAt(i int) string {
	if i < s.taken {
		return ""
	}
	return s.word(i)
}

func opensBracket(gap string) bool { return strings.ContainsAny(gap, "([") }

// accented tells "één" from "een".
func accented(raw string) bool {
	for i := 0; i < len(raw); i++ {
		if raw[i] >= 0x80 {
			return true
		}
	}
	return false
}

// numberAfter reads digits that start at token i and gives the index behind
// them. The sign may be glued to the first ("€1.000").
func (s *valueScanner) numberAfter(i int, sign string) (float64, int, bool) {
	if i >= len(s.tokens) {
		return 0, 0, false
	}
	first := strings.TrimPrefix(s.tokens[i].Text, sign)
	if !allDigits(first) {
		return 0, 0, false
	}
	end := i + 1
	for end < len(s.tokens) && allDigits(s.tokens[end].Text) {
		if g := s.gap(end - 1); g != "." && g != "," {
			break
		}
		end++
	}
	raw := first + s.text[s.tokens[i].End-s.offset:s.tokens[end-1].End-s.offset]
	amount, ok := parseDigits(raw, false)
	return amount, end, ok
}
