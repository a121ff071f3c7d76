package html

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/stylename"
)

// paragraph is a paragraph that is being read.
type paragraph struct {
	text    []byte
	changes []build.Change
	links   []link
	serial  int // paragraphs so far
	breaks  int // line breaks at the end of the text
	// Bytes of visible text, blanks left out.
	chars, boldChars int
	size             int16 // smallest, 0 unknown
}

// para is a paragraph that is ready, with where it stands.
type para struct {
	kind    document.Kind
	label   string // as Word computed it
	item    *item  // whose number stands in front
	text    string
	level   int
	cell    *cell
	bold    bool
	size    int16
	changes []build.Change
	links   []link
	region  int32
	note    int32
	main    bool
	article int32
}

// link is a reference to a place in the page.
type link struct {
	start, end int // in the text of its paragraph
	target     string
}

// target is the place with an id.
type target struct {
	para int32 // index in walker.out
	at   int32 // offset in its text
}

// texts takes the text of a token.
func (w *walker) texts(text []byte) {
	in := &w.top().in
	if w.raw != "" {
		switch {
		case w.raw == "style" && w.over == 0 && len(w.stack) > 1 && w.top().name == "style":
			w.sheet.add(string(text))
			return
		case w.hush:
			return
		case w.top().fresh:
			w.top().fresh = false
			text = bytes.TrimPrefix(text, []byte("\n")) // HTML standard: the first line break is no part of it
		}
	}
	if in.unseen && w.raw == "" && w.top().name == "head" && !blank(text) {
		w.endHead("") // text is no part of a head
		in = &w.top().in
	}
	if in.unseen || in.concealed || in.invisible {
		if !in.unseen && w.hidden < 1<<20 {
			w.hidden += letterCount(text)
		}
		return
	}
	if in.pre {
		w.preformatted(string(text))
		return
	}
	// White space is a blank; of several one is enough.
	at := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n', '\r', '\t', '\f':
			if text[i] == '\t' && w.office && i > at && text[i-1] > ' ' && i+1 < len(text) && text[i+1] > ' ' {
				continue // LibreOffice writes a tab as such
			}
			text[i] = ' '
			fallthrough
		case ' ':
			if i > at && text[i-1] == ' ' {
				w.write(string(text[at:i]))
				at = i + 1
			}
		}
	}
	w.write(string(text[at:]))
}

func letterCount(text []byte) int {
	n := 0
	for _, c := range text {
		if c > ' ' {
			n++
		}
	}
	return n
}

// preformatted takes text whose line breaks count; an empty line ends the
// paragraph.
func (w *walker) preformatted(text string) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	for line := range strings.SplitAfterSeq(text, "\n") {
		if blank := strings.TrimSpace(line) == ""; blank && strings.HasSuffix(line, "\n") && len(w.text) > 0 && w.text[len(w.text)-1] == '\n' {
			w.flush()
			continue
		}
		w.write(line)
	}
}

// write adds text to the paragraph where it is seen.
func (w *walker) write(text string) {
	in := &w.top().in
	if text == "" || in.unseen || in.concealed || in.invisible {
		return
	}
	if in.revision != document.Unchanged {
		if strings.TrimSpace(text) != "" {
			w.revisions = true
		}
		if !w.view.Keeps(in.revision) {
			return
		}
	}
	if in.revision != document.Unchanged && w.changeCount >= maxChanges {
		w.cut = true
		return
	}
	if in.symbol {
		text = strings.Map(symbol, text)
	}
	if (in.mark || w.marking > 0) && len(w.text) == 0 && len(w.mark) < 100 {
		w.mark = append(w.mark, text...)
		return
	}
	if in.raised {
		text = raise(text)
	}
	if w.used += int64(len(text)); w.used > w.budget {
		w.cut = true
		return
	}
	if len(w.text)+len(text) > maxText || len(w.changes) > 4096 {
		w.flush()
	}
	start := len(w.text)
	if text[0] == ' ' && start > 0 && w.text[start-1] == ' ' {
		text = text[1:]
	}
	w.text = append(w.text, text...)
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return
	}
	w.breaks = 0
	w.chars += len(trimmed)
	if in.bold {
		w.boldChars += len(trimmed)
	}
	if in.struck {
		w.struck = true
	}
	if w.size == 0 || in.sized < w.size {
		w.size = in.sized
	}
	if in.revision != document.Unchanged {
		w.change(start, in)
	}
}

// change marks the text from start on as inserted or deleted.
func (w *walker) change(start int, in *inherited) {
	c := build.Change{Start: start, End: len(w.text), Revision: in.revision}
	if in.change != nil {
		c.Author, c.Date = in.change.name, in.change.date
	}
	if n := len(w.changes); n > 0 {
		last := &w.changes[n-1]
		if last.Revision == c.Revision && last.Author == c.Author && last.Date == c.Date && strings.TrimSpace(string(w.text[last.End:start])) == "" {
			last.End = c.End
			return
		}
	}
	w.changeCount++
	w.changes = append(w.changes, c)
}

// symbol reads a sign of the fonts Symbol and Wingdings.
func symbol(r rune) rune {
	if r >= 0xF000 && r <= 0xF0FF {
		r -= 0xF000
	}
	switch r {
	case 0xA7, 0xB7, 'v', 'l', 'n', 'Ø': // the bullets of Word
		return '•'
	case 0xFC:
		return '✓'
	case 0xFE, 0xFD, 'x':
		return '☒'
	case 'o', 'q', 0xA8:
		return '☐'
	case 0xE0:
		return '→'
	}
	return r
}

// raise writes superscript digits as such, so that a raised number behind a
// word is no part of it.
func raise(text string) string {
	if text == "" || strings.Trim(text, "0123456789") != "" {
		return text
	}
	return strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
		"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(text)
}

// lineBreak takes a br; two of them leave an empty line between paragraphs.
func (w *walker) lineBreak() {
	in := &w.top().in
	if in.unseen || in.concealed || in.invisible {
		return
	}
	if w.breaks++; w.breaks > 1 {
		w.flush()
		return
	}
	n := w.breaks
	w.write("\n")
	w.breaks = n
}

// flush ends the paragraph.
func (w *walker) flush() {
	in := &w.top().in
	mark := w.takeMark()
	w.marking = 0
	if mark == "" && blank(w.text) {
		w.reset()
		return
	}
	p := para{kind: in.kind, label: mark, text: string(w.text), cell: in.cell, size: w.size,
		bold: w.chars > 0 && w.boldChars == w.chars, changes: w.changes, links: w.links,
		region: in.region, note: in.note, main: in.main, article: in.article}
	w.reset()
	w.serial++
	if len(w.out) >= maxParagraphs {
		w.cut = true
		return
	}
	if p.kind == document.Paragraph {
		w.settle(in, &p)
	}
	w.measure(&p)
	w.out = append(w.out, p)
}

// reset begins a paragraph.
func (w *walker) reset() {
	w.text, w.breaks, w.chars, w.boldChars, w.size = w.text[:0], 0, 0, 0, 0
	w.changes, w.links = nil, nil
}

func blank(text []byte) bool {
	return !bytes.ContainsFunc(text, func(r rune) bool { return !unicode.IsSpace(r) })
}

// takeMark gives the label that Word computed. What is too long for a label was
// text after all.
func (w *walker) takeMark() string {
	if len(w.mark) == 0 {
		return ""
	}
	mark := strings.TrimSpace(string(w.mark))
	w.mark = w.mark[:0]
	if mark == "••" { // LibreOffice's XHTML
		mark = "•"
	}
	if utf8.RuneCountInString(mark) > 40 {
		w.text = append([]byte(mark+" "), w.text...)
		return ""
	}
	return mark
}

// settle decides what a paragraph of the body is.
func (w *walker) settle(in *inherited, p *para) {
	if it := in.item; it != nil && !it.used && p.label == "" {
		it.used = true
		p.item = it
	}
	if in.item != nil {
		p.level = in.item.list.depth
	}
	switch {
	case in.note >= 0:
		p.kind, p.item, p.level = document.Footnote, nil, 0
	case in.head > 0 && !stylename.Sentence(p.text):
		p.kind, p.level = document.Heading, int(in.head)
	case in.cell != nil:
		p.kind = document.Cell
	case p.item != nil || p.label != "":
		p.kind = document.Item
	default:
		p.level = 0
	}
}

// anchor remembers the place with an id.
func (w *walker) anchor(id string) {
	if id == "" || len(id) > 1024 || len(w.targets) >= maxIDs {
		return
	}
	if _, twice := w.targets[id]; twice {
		return
	}
	w.targets[id] = target{para: int32(len(w.out)), at: int32(len(w.text))}
}
