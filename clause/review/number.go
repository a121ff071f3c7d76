package review

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/clausule/clausule/extract/document"
)

const digits = "0123456789"

// number is the number that a new paragraph gets.
type number struct {
	label     string // as a reader sees it, without what closes it
	automatic bool   // the word processor puts it there
	typed     string // the number with what stands between it and the text
}

// following gives the number that follows on that of a block, for the n-th
// paragraph behind it. The zero number is given where another block has it
// already, or where the numbering runs on in the next article: there a new
// number would move others, to which the contract may refer.
func (p *paper) following(like, n, from int) number {
	label := p.doc.Blocks[like].Label
	next, ok := step(label, n)
	if !ok || p.used[next] && !p.restarts(like, from) {
		return number{}
	}
	if p.runsOn(like, from) {
		return number{}
	}
	return p.shown(like, next)
}

// shown is a label in the form in which a block has its own.
func (p *paper) shown(like int, label string) number {
	b := &p.doc.Blocks[like]
	head := p.doc.Slice(document.Span{Start: b.Span.Start, End: b.Body})
	typed, ok := strings.CutPrefix(head, b.Label)
	if !ok {
		return number{}
	}
	typed += dash(p.text(like))
	if strings.TrimSpace(typed) == typed {
		typed += " "
	}
	return number{label: label, automatic: !p.typed[like], typed: label + typed}
}

// dash is what stands between a number and the words of a heading: "– ".
func dash(text string) string {
	rest := strings.TrimLeft(text, "-–—:.| \t")
	return text[:len(text)-len(rest)]
}

// step counts on from a label: "7.3" becomes "7.4", "b)" becomes "c)".
func step(label string, n int) (string, bool) {
	end := strings.LastIndexAny(label, digits) + 1
	if end > 0 {
		start := end
		for start > 0 && label[start-1] >= '0' && label[start-1] <= '9' {
			start--
		}
		// "2°" and "§ 1" close with a sign; letters behind a number count by
		// themselves ("7a").
		if strings.ContainsFunc(label[end:], unicode.IsLetter) {
			return "", false
		}
		const most = 1 << 20
		value, err := strconv.Atoi(label[start:end])
		if err != nil || value > most || n > most {
			return "", false
		}
		return label[:start] + strconv.Itoa(value+n) + label[end:], true
	}
	for i := range len(label) {
		c := label[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			rest := label[i+1:]
			// "ii" and "iv" are numbers of Rome; a single i may be one.
			if strings.ContainsFunc(rest, unicode.IsLetter) || c|0x20 == 'i' || c|0x20 == 'v' || int(c|0x20)+n > 'z' {
				return "", false
			}
			return label[:i] + string(rune(int(c)+n)) + rest, true
		}
	}
	return "", false
}

// shape is a label without its numbers, so that those of one list are equal:
// "1.", "12." and "§ 3" of one kind.
func shape(label string) string {
	var b strings.Builder
	digit := false
	for _, r := range label {
		if strings.ContainsRune(digits, r) {
			if !digit {
				b.WriteByte('0')
			}
			digit = true
			continue
		}
		digit = false
		b.WriteRune(r)
	}
	return b.String()
}

// runsOn tells whether the numbering of a block goes on, behind the block from,
// under the next heading.
func (p *paper) runsOn(like, from int) bool {
	label := p.doc.Blocks[like].Label
	next, _ := step(label, 1)
	for i := from + 1; i < len(p.doc.Blocks); i++ {
		b := &p.doc.Blocks[i]
		if b.Table == nil && b.Kind == p.doc.Blocks[like].Kind && shape(b.Label) == shape(label) {
			return b.Label == next
		}
	}
	return false
}

// restarts tells whether the label of a block begins anew in each article, so
// that others may have the same one.
func (p *paper) restarts(like, from int) bool {
	label := p.doc.Blocks[like].Label
	return strings.Count(shape(label), "0") <= 1 && !p.runsOn(like, from)
}

// firstLabel is the label of the first paragraph of a new article with a number, in
// the manner of the last one: "14.3" gives "15.1", "§ 4" gives "§ 1".
func firstLabel(label string, article int) (string, bool) {
	end := strings.LastIndexAny(label, digits) + 1
	if end == 0 {
		return "", false
	}
	start := end
	for start > 0 && label[start-1] >= '0' && label[start-1] <= '9' {
		start--
	}
	head := label[:start]
	if i := strings.IndexAny(head, digits); i >= 0 {
		k := i
		for k < len(head) && head[k] >= '0' && head[k] <= '9' {
			k++
		}
		if article <= 0 || strings.ContainsAny(head[k:], digits) {
			return "", false
		}
		head = head[:i] + strconv.Itoa(article) + head[k:]
	}
	return head + "1" + label[end:], true
}

// lastNumber is the last number in a label; 0 for none.
func lastNumber(label string) int {
	end := strings.LastIndexAny(label, digits) + 1
	start := end
	for start > 0 && label[start-1] >= '0' && label[start-1] <= '9' {
		start--
	}
	n, err := strconv.Atoi(label[start:end])
	if err != nil {
		return 0
	}
	return n
}
