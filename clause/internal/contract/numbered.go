package contract

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
)

// numbered cuts a block in which the writer numbered whole provisions, "1. …
// 2. …", on lines of their own or in one line. It gives nothing where a sentence
// introduces the numbers or where they number less than sentences.
func (p *parser) numbered(d document.Block) []document.Block {
	text := p.doc.Text[d.Body:d.Span.End]
	starts, first := numberedStarts(d.Label, text)
	if len(starts) == 0 {
		return nil
	}
	var out []document.Block
	add := func(from, to int, label string, size int) {
		b := d
		b.Span.Start, b.Body = d.Body+from, d.Body+from+size
		b.Span.End = d.Body + len(strings.TrimRight(text[:to], " \t\r\n"))
		if from == 0 && size == 0 {
			b.Span.Start = d.Span.Start
		}
		if label != "" {
			b.Label = label
		}
		out = append(out, b)
	}
	if starts[0] > 0 {
		add(0, starts[0], "", 0)
	}
	for k, at := range starts {
		to := len(text)
		if k+1 < len(starts) {
			to = starts[k+1]
		}
		label := strconv.Itoa(first + k)
		add(at, to, label, numberSize(text[at:], first+k))
	}
	return out
}

// numberedStarts finds where the provisions "1. …", "2. …" of a text begin, and
// the number of the first. A block that has the number itself as its label goes
// on with the next.
func numberedStarts(label, text string) ([]int, int) {
	next := 1
	inside := false // the first provision stands before the first number
	switch l := parseLabel(label); {
	case l.family == numeric && l.depth == 1 && l.first > 0:
		next, inside = l.first+1, true
	case label != "":
		return nil, 0
	}
	first, from := next, 0
	var starts []int
	for at := 0; at < len(text); at++ {
		if text[at] < '1' || text[at] > '9' || numberSize(text[at:], next) == 0 {
			continue
		}
		before := strings.TrimRight(text[:at], " \t\r\n")
		fresh := at == 0 || strings.IndexByte(text[len(before):at], '\n') >= 0
		switch {
		case len(before) == at && at > 0:
			continue
		case !fresh && !strings.HasSuffix(before, "."):
			continue
		case len(starts) == 0 && !inside && !fresh:
			continue // the number of an article in running text
		case len(starts) == 0 && strings.HasSuffix(before, ":"):
			return nil, 0
		case (len(starts) > 0 || inside) && !wholeSentence(text[from:at]):
			return nil, 0
		}
		starts = append(starts, at)
		from = at + numberSize(text[at:], next)
		next++
	}
	if len(starts) == 0 || len(starts) == 1 && !inside || !wholeSentence(text[from:]) {
		return nil, 0
	}
	return starts, first
}

// numberSize gives the bytes of "7. " or "7) " in front of a capital, 0 where the
// text does not begin so.
func numberSize(text string, number int) int {
	rest, found := strings.CutPrefix(text, strconv.Itoa(number))
	if !found || rest == "" || rest[0] != '.' && rest[0] != ')' {
		return 0
	}
	body := strings.TrimLeft(rest[1:], " \t")
	if len(body) == len(rest)-1 {
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(body); !unicode.IsUpper(r) {
		return 0
	}
	return len(text) - len(body)
}

// wholeSentence tells whether a numbered text is long enough, and closed as, a
// sentence.
func wholeSentence(text string) bool {
	text = strings.TrimRight(text, " \t\r\n*_")
	return strings.HasSuffix(text, ".") && len(strings.Fields(text)) >= 4
}
