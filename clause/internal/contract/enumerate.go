package contract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// part is a stretch of a block: running text, or one item of an enumeration
// that stands inside the paragraph ("Verwerker zal: a. …; b. …").
type part struct {
	start, end int // bytes in the text, label of an item left out
	item       bool
	sibling    bool // an item beside the label of the block itself
}

// marker is what may be the label of an item inside a paragraph.
type marker struct {
	at, body int // where the label begins, where the text after it begins
	style    string
	value    int
	letter   int // place in the alphabet of a label of one letter, else 0
}

// enumerate cuts a text into running text and the items of enumerations in it.
// Label is the label that stands before the text, "" for none: the text of "b)"
// may hold "c)" as well.
func enumerate(label, text string) []part {
	runs := markers(label, text)
	if len(runs) == 0 {
		return []part{{start: 0, end: len(text)}}
	}
	var parts []part
	sibling := false
	if runs[0].at > 0 {
		parts = append(parts, part{start: 0, end: runs[0].at})
	} else if runs[0].at < 0 {
		parts = append(parts, part{start: 0, end: runs[1].at})
		runs, sibling = runs[1:], true
	}
	for k, m := range runs {
		end := len(text)
		if k+1 < len(runs) {
			end = runs[k+1].at
		}
		parts = append(parts, part{start: m.body, end: end, item: true, sibling: sibling})
	}
	// What follows the last item on a line of its own is running text again.
	last := &parts[len(parts)-1]
	if nl := strings.IndexByte(text[last.start:last.end], '\n'); nl >= 0 && strings.Contains(text[:last.start], "\n") {
		rest := part{start: last.start + nl, end: last.end}
		if strings.TrimSpace(text[rest.start:rest.end]) != "" {
			last.end = rest.start
			parts = append(parts, rest)
		}
	}
	return parts
}

// markers finds the first enumeration of at least two items whose labels
// follow each other, the first one after a colon or on a new line.
func markers(label, text string) []marker {
	var run []marker
	if m, ok := markerAt(label, 0); ok && m.style != "-" && !strings.HasSuffix(m.style, "1.") {
		m.at = -1
		run = append(run, m)
	} else if !strings.ContainsAny(text, ":\n") {
		return nil
	}
	for at := 0; at < len(text); at++ {
		if at > 0 && text[at-1] != ' ' && text[at-1] != '\n' && text[at-1] != '\t' {
			continue
		}
		m, ok := markerAt(text, at)
		if !ok {
			continue
		}
		if n := len(run); n > 0 && m.letter == run[n-1].value+1 && strings.Replace(m.style, "i", "a", 1) == run[0].style {
			m.style, m.value = run[0].style, m.letter
		}
		before := strings.TrimRight(text[:at], " \t\n*_")
		fresh := at > 0 && text[at-1] == '\n'
		switch {
		case len(run) == 0:
			if m.value == 1 && (strings.HasSuffix(before, ":") || fresh && before != "") {
				run = append(run, m)
			}
		case m.style == run[0].style && (m.value == run[len(run)-1].value+1 || m.style == "-"):
			if fresh || m.style != "-" && divides(before, m.style) {
				run = append(run, m)
			}
		case len(run) == 1 && m.value == 1 && (m.style != run[0].style || run[0].at < 0) && strings.HasSuffix(before, ":"):
			run[0] = m
		}
	}
	if len(run) < 2 {
		return nil
	}
	return run
}

// divides tells whether a text may end an item of an enumeration.
func divides(before, style string) bool {
	if before == "" {
		return false
	}
	if strings.ContainsRune(";,.:", rune(before[len(before)-1])) {
		return true
	}
	// "(a) melden en (b) herstellen"
	return strings.HasSuffix(style, ")") || strings.HasSuffix(before, " en") || strings.HasSuffix(before, " of")
}

// markerAt reads "a)", "a.", "(a)", "1)", "1.", "(i)", "ii.", "1°", "-", "•".
func markerAt(text string, at int) (marker, bool) {
	rest := text[at:]
	if rest == "" {
		return marker{}, false
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch r {
	case '-', '–', '•', '*', '▪', '·':
		if len(rest) > size && rest[size] == ' ' {
			body := at + size + 1
			return marker{at: at, body: body, style: "-", value: 1}, true
		}
		return marker{}, false
	}
	i := 0
	open := ""
	if rest[0] == '(' {
		i, open = 1, "("
	}
	start := i
	for i < len(rest) && i-start < 5 && (rest[i]|0x20 >= 'a' && rest[i]|0x20 <= 'z' || rest[i] >= '0' && rest[i] <= '9') {
		i++
	}
	token := rest[start:i]
	if token == "" {
		return marker{}, false
	}
	closing := ""
	switch {
	case strings.HasPrefix(rest[i:], ".)"):
		closing, i = ")", i+2
	case strings.HasPrefix(rest[i:], ")"):
		closing, i = ")", i+1
	case strings.HasPrefix(rest[i:], "."):
		closing, i = ".", i+1
	case strings.HasPrefix(rest[i:], "°"), strings.HasPrefix(rest[i:], "º"):
		closing, i = "°", i+2
	}
	if closing == "" || open != "" && closing != ")" || i >= len(rest) || rest[i] != ' ' && rest[i] != '\n' && rest[i] != '\t' {
		return marker{}, false
	}
	m := marker{at: at, body: at + i + 1}
	if len(token) == 1 && token[0] >= 'a' {
		m.letter = int(token[0]-'a') + 1
	}
	switch {
	case unicode.IsDigit(rune(token[0])):
		n := leading(token)
		if n == 0 || len(token) > 2 || closing == "." && open == "" && n > 30 {
			return marker{}, false
		}
		m.value, m.style = n, open+"1"+closing
	case len(token) == 1 && token != "i":
		m.value, m.style = int(token[0]|0x20-'a')+1, open+"a"+closing
		if token[0] < 'a' {
			m.style = open + "A" + closing
		}
		if token == "v" || token == "x" { // a Roman number, or a letter
			m.style, m.value = open+"i"+closing, romanValue(token)
		}
	default:
		n := romanValue(strings.ToLower(token))
		if n == 0 {
			return marker{}, false
		}
		m.value, m.style = n, open+"i"+closing
	}
	return m, true
}

// romanValue reads a Roman number up to twelve; 0 for anything else.
func romanValue(s string) int {
	for i, r := range [...]string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"} {
		if r == s {
			return i + 1
		}
	}
	return 0
}

// semicolons cuts a sentence such as "Verwerker zal: dit doen; dat doen; zus doen" at its
// semicolons: an enumeration without labels.
func semicolons(text string) []part {
	whole := []part{{start: 0, end: len(text)}}
	colon := -1
	for at := 0; at < len(text); at++ {
		if text[at] == ':' && at+1 < len(text) && (text[at+1] == ' ' || text[at+1] == '\n') {
			colon = at
			break
		}
		if text[at] == ';' {
			return whole
		}
	}
	if colon < 0 || strings.Count(strings.TrimRight(text[colon:], "; \n"), ";") < 2 {
		return whole
	}
	// "land: Nederland; dienst: hosting" is a row of fields, and a catchword
	// with its particulars is one statement.
	rest := strings.Split(text[colon+1:], ";")
	fields := 0
	for _, r := range rest {
		if strings.Contains(r, ": ") {
			fields++
		}
	}
	if fields*2 >= len(rest)-1 && fields > 0 || len(strings.Fields(text[:colon])) < 3 {
		return whole
	}
	parts := []part{{start: 0, end: colon + 1}}
	from := colon + 1
	for at := from; at < len(text); at++ {
		if text[at] != ';' {
			continue
		}
		if strings.TrimSpace(text[from:at]) != "" {
			parts = append(parts, part{start: from, end: at + 1, item: true})
		}
		from = at + 1
	}
	if strings.TrimSpace(text[from:]) != "" {
		parts = append(parts, part{start: from, end: len(text), item: true})
	}
	return parts
}
