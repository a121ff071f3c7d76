package build

import (
	"strings"
	"unicode"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/label"
)

// labels reads the typed labels. A label that could be running text as well
// ("5 Beveiliging", "A. Jansen") counts when another of its kind comes before
// or after it in the document.
func (b *Builder) labels() {
	type seen struct {
		para int
		lab  label.Label
	}
	last := map[string]seen{}      // by style: the last label of it
	doubtful := map[string][]int{} // by style: labels that wait for a successor
	var before label.Label         // last label of a letter or Roman number
	for i := range b.paras {
		p := &b.paras[i]
		l := p.lab
		if l.Text == "" {
			if !labelled(p) {
				continue
			}
			var ok bool
			if l, ok = label.Parse(p.text); !ok {
				continue
			}
			// In a cell a number is as a rule a value, and a dash an empty cell.
			if p.Table != nil && (l.Body >= len(p.text) || !l.Sure) {
				continue
			}
		}
		if l.Kind == label.Letter || l.Kind == label.Roman {
			l = l.ReadAs(before)
			before = l
		}
		prev, known := last[l.Style]
		if l.Sure || known && l.Follows(prev.lab) || p.Strong && l.Kind == label.Numeric {
			p.lab = l
			last[l.Style] = seen{i, l}
			for _, at := range doubtful[l.Style] {
				if w, ok := label.Parse(b.paras[at].text); ok && l.Follows(w) {
					b.paras[at].lab = w
				}
			}
			delete(doubtful, l.Style)
			continue
		}
		// Not sure, and nothing before it: see whether an earlier doubtful
		// one precedes it; then both are labels.
		accepted := false
		waiting := doubtful[l.Style]
		for k := len(waiting) - 1; k >= 0 && !accepted; k-- {
			at := waiting[k]
			if w, ok := label.Parse(b.paras[at].text); ok && l.Follows(w) {
				b.paras[at].lab, p.lab = w, l
				last[l.Style] = seen{i, l}
				accepted = true
			}
		}
		if !accepted && len(waiting) < 16 {
			doubtful[l.Style] = append(waiting, i)
		}
	}
}

// labelled tells whether a typed label may stand at the start of p.
func labelled(p *para) bool {
	switch p.Kind {
	case document.Header, document.Footer, document.Footnote, document.Picture:
		return false
	}
	return true
}

// body is the text after the label.
func (p *para) body() string {
	if p.lab.Text == "" {
		return p.text
	}
	return p.text[p.lab.Body:]
}

// title tells whether the paragraph is as short as a title and ends like one.
// Words counts words of the body.
func (p *para) title(words int) bool {
	body := p.body()
	if body == "" || len(body) > 14*words || strings.Count(body, "\n") > 1 || strings.Contains(body, "\t") {
		return false
	}
	if strings.ContainsRune(".;,!?", rune(body[len(body)-1])) && !strings.HasSuffix(body, "B.V.") && !strings.HasSuffix(body, "N.V.") {
		return false
	}
	n := 0
	for range strings.FieldsSeq(body) {
		n++
	}
	return n <= words
}

// capitals tells whether a text is written in capitals throughout and is more
// than an abbreviation.
func capitals(s string) bool {
	upper := 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			upper++
		}
	}
	return upper >= 4
}

// opens tells whether the text begins as a title does.
func opens(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r) || unicode.IsDigit(r)
	}
	return false
}
