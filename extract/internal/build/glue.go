package build

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
)

// Glue is what comes between two texts that a deleted paragraph mark parted.
// People who delete the mark between two sentences seldom type the blank that
// is needed then; it is added where neither text has one.
func Glue[B, A []byte | string](before B, after A) string {
	if len(before) == 0 || len(after) == 0 {
		return ""
	}
	last, _ := utf8.DecodeLastRuneInString(string(before[max(0, len(before)-utf8.UTFMax):]))
	first, _ := utf8.DecodeRuneInString(string(after[:min(len(after), utf8.UTFMax)]))
	if unicode.IsSpace(last) || unicode.IsSpace(first) {
		return ""
	}
	return " "
}

// apart puts a blank between a deletion and an insertion that would read as one
// word or one number where the text holds both: "binnen 24 48 uur", not 2448.
// The blank is withdrawn, so that no reading has it.
func (p *Paragraph) apart() {
	var at []int // indices of changes in front of which a blank comes
	for i := 1; i < len(p.Changes); i++ {
		last, next := &p.Changes[i-1], &p.Changes[i]
		if last.End == next.Start && last.Revision != next.Revision && p.words(last, next) {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return
	}
	var text strings.Builder
	changes := make([]Change, 0, len(p.Changes)+len(at))
	breaks, anchors := slices.Clone(p.PageBreaks), slices.Clone(p.Anchors)
	written, b, a, k := 0, 0, 0, 0 // how far each of them is done
	for n := 0; n <= len(at); n++ {
		end, upto := len(p.Text), len(p.Changes)
		if n < len(at) {
			upto = at[n]
			end = p.Changes[upto].Start
		}
		text.WriteString(p.Text[written:end])
		written = end
		for ; k < upto; k++ {
			c := p.Changes[k]
			c.Start, c.End = c.Start+n, c.End+n
			changes = append(changes, c)
		}
		for ; b < len(breaks) && (breaks[b] < end || n == len(at)); b++ {
			breaks[b] += n
		}
		for ; a < len(anchors) && (anchors[a].At < end || anchors[a].At == end && anchors[a].End || n == len(at)); a++ {
			anchors[a].At += n
		}
		if n < len(at) {
			changes = append(changes, Change{Start: text.Len(), End: text.Len() + 1, Revision: document.Withdrawn})
			text.WriteByte(' ')
		}
	}
	p.Text, p.Changes, p.PageBreaks, p.Anchors = text.String(), changes, breaks, anchors
}

// words tells whether two changes that touch run together: neither white space
// nor punctuation keeps them apart.
func (p *Paragraph) words(last, next *Change) bool {
	if last.Start >= last.End || next.Start >= next.End || next.End > len(p.Text) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(p.Text[last.Start:last.End])
	after, _ := utf8.DecodeRuneInString(p.Text[next.Start:next.End])
	between := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsControl(r) }
	return !between(before) && !between(after)
}
