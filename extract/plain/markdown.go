package plain

import (
	"context"
	"path"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/label"
)

// isMarkdown tells whether a text is written in Markdown: by its name, by a
// heading or a table, or by emphasis and links more than once.
func isMarkdown(name, text string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdown", ".mkd":
		return true
	}
	marks := 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if level, title := atx(line); level > 0 && title != "" || separatorRow(line) {
			return true
		}
		if i := strings.Index(line, "**"); i >= 0 && strings.Contains(line[i+2:], "**") && strings.Trim(line, "*") != "" {
			marks++
		}
		if i := strings.Index(line, "]("); i > 0 && strings.Contains(line[i:], ")") {
			marks++
		}
	}
	return marks >= 2
}

// atx reads "## Titel ##"; level 0 is no heading.
func atx(line string) (level int, title string) {
	for level < len(line) && line[level] == '#' {
		level++
	}
	if level == 0 || level > 6 || level < len(line) && line[level] != ' ' && line[level] != '\t' {
		return 0, ""
	}
	title = strings.TrimSpace(line[level:])
	if bare := strings.TrimRight(title, "#"); bare == "" || strings.HasSuffix(bare, " ") {
		title = strings.TrimSpace(bare)
	}
	return level, title
}

// separatorRow tells whether a line is the one below the head of a pipe table.
func separatorRow(line string) bool {
	return strings.Contains(line, "|") && strings.Contains(line, "-") && strings.Trim(line, "|:- \t") == ""
}

// thematic tells whether a line is a horizontal rule.
func thematic(line string) bool {
	bare := strings.ReplaceAll(strings.ReplaceAll(line, " ", ""), "\t", "")
	return len(bare) >= 3 && (strings.Trim(bare, "-") == "" || strings.Trim(bare, "*") == "" || strings.Trim(bare, "_") == "")
}

// markdown reads Markdown line by line.
type markdown struct {
	b      *build.Builder
	flow   *reflow
	tables int
	para   []string // lines of the open paragraph or item
	item   *item    // the open paragraph is this list item
	lists  []list   // open lists, outermost first
}

// item is a list item on its way to the builder.
type item struct {
	label string // as written: "-", "7."
	level int
}

// list is an open list.
type list struct {
	indent  int // column of the mark
	ordered bool
	number  int // of the last item
}

func readMarkdown(ctx context.Context, b *build.Builder, text string) error {
	lines := strings.Split(dropComments(text), "\n")
	m := &markdown{b: b, flow: newReflow(lines)}
	for i := 0; i < len(lines); i++ {
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if i == 0 {
			i = m.frontMatter(lines)
			if i == len(lines) {
				break
			}
		}
		i = m.line(lines, i)
	}
	m.flush()
	return nil
}

// dropComments takes out HTML comments; one that is not closed stays as text.
func dropComments(text string) string {
	if !strings.Contains(text, "<!--") {
		return text
	}
	var out strings.Builder
	for {
		before, rest, open := strings.Cut(text, "<!--")
		_, after, closed := strings.Cut(rest, "-->")
		if !open || !closed {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(before)
		text = after
	}
}

// frontMatter reads the block of settings at the top of a file as lines of
// their own and returns the index of the first line after it.
func (m *markdown) frontMatter(lines []string) int {
	if strings.TrimSpace(lines[0]) != "---" {
		return 0
	}
	for i := 1; i < len(lines) && i < 100; i++ {
		switch line := strings.TrimSpace(lines[i]); {
		case line == "---":
			for _, l := range lines[1:i] {
				m.b.Add(build.Paragraph{Text: l})
			}
			return i + 1
		case line == "" || !strings.Contains(line, ":") && !strings.HasPrefix(line, "- "):
			return 0
		}
	}
	return 0
}

// line reads the line at index i and returns the index of the last line that
// it took.
func (m *markdown) line(lines []string, i int) int {
	raw := unquote(lines[i])
	line := strings.TrimSpace(raw)
	if line == "" {
		m.flush()
		return i
	}
	if fence := fenceMark(line); fence != "" {
		m.flush()
		return m.fenced(lines, i, fence)
	}
	if level, title := atx(line); level > 0 {
		m.flush()
		m.lists = nil
		text, _ := inline(title)
		m.b.Add(build.Paragraph{Kind: document.Heading, Level: level, Text: text})
		return i
	}
	if i+1 < len(lines) && strings.Contains(line, "|") && separatorRow(strings.TrimSpace(unquote(lines[i+1]))) {
		m.flush()
		return m.table(lines, i)
	}
	if len(m.para) == 1 && m.item == nil {
		if level := setext(line); level > 0 {
			text, _ := inline(m.para[0])
			m.para = nil
			m.lists = nil
			m.b.Add(build.Paragraph{Kind: document.Heading, Level: level, Text: text})
			return i
		}
	}
	if thematic(line) {
		m.flush()
		m.lists = nil
		return i
	}
	if id, text, ok := footnote(line); ok {
		m.flush()
		text, _ = inline(text)
		m.b.Add(build.Paragraph{Kind: document.Footnote, Label: id, Text: text})
		return i
	}
	if mark, body, ok := listMark(line); ok {
		m.listItem(mark, body, indentOf(raw))
		return i
	}
	if len(m.para) == 0 && indentOf(raw) == 0 {
		m.lists = nil
	}
	m.para = append(m.para, hardBreak(raw))
	return i
}

// hardBreak trims a line and leaves a line break at its end where two spaces
// or a backslash ask for one.
func hardBreak(raw string) string {
	line := strings.TrimSpace(raw)
	if strings.HasSuffix(raw, "  ") || strings.HasSuffix(line, "\\") {
		return strings.TrimSuffix(line, "\\") + "\n"
	}
	return line
}

// unquote takes the marks of block quotes away.
func unquote(line string) string {
	for {
		trimmed := strings.TrimLeft(line, " \t")
		rest, ok := strings.CutPrefix(trimmed, ">")
		if !ok {
			return line
		}
		line = strings.TrimPrefix(rest, " ")
	}
}

func indentOf(raw string) int {
	n := 0
	for _, c := range raw {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

func setext(line string) int {
	switch {
	case len(line) >= 2 && strings.Trim(line, "=") == "":
		return 1
	case len(line) >= 2 && strings.Trim(line, "-") == "":
		return 2
	}
	return 0
}

func fenceMark(line string) string {
	for _, mark := range [...]string{"```", "~~~"} {
		if strings.HasPrefix(line, mark) {
			return mark
		}
	}
	return ""
}

// fenced keeps what stands in a code fence as it is, each line a paragraph.
func (m *markdown) fenced(lines []string, i int, mark string) int {
	for i++; i < len(lines); i++ {
		line := unquote(lines[i])
		if strings.HasPrefix(strings.TrimSpace(line), mark) {
			return i
		}
		m.b.Add(build.Paragraph{Text: columns(line)})
	}
	return i
}

// footnote reads "[^1]: tekst".
func footnote(line string) (id, text string, ok bool) {
	rest, ok := strings.CutPrefix(line, "[^")
	if !ok {
		return "", "", false
	}
	id, text, ok = strings.Cut(rest, "]:")
	return id, strings.TrimSpace(text), ok && id != "" && len(id) < 20
}

// listMark reads "- ", "* ", "+ " and "7. ", "7) ".
func listMark(line string) (mark, body string, ok bool) {
	mark, body, ok = strings.Cut(strings.Replace(line, "\t", " ", 1), " ")
	if !ok || strings.TrimSpace(body) == "" {
		return "", "", false
	}
	switch mark {
	case "-", "*", "+":
		return mark, strings.TrimSpace(body), true
	}
	digits := strings.TrimRight(mark, ".)")
	if len(mark) != len(digits)+1 || digits == "" || len(digits) > 3 || strings.Trim(digits, "0123456789") != "" {
		return "", "", false
	}
	return mark, strings.TrimSpace(body), true
}

// listItem opens an item.
func (m *markdown) listItem(mark, body string, indent int) {
	m.flush()
	for len(m.lists) > 0 && m.lists[len(m.lists)-1].indent > indent+1 {
		m.lists = m.lists[:len(m.lists)-1]
	}
	ordered := mark[0] >= '0' && mark[0] <= '9'
	if n := len(m.lists); n == 0 || m.lists[n-1].indent+1 < indent {
		m.lists = append(m.lists, list{indent: indent, ordered: ordered})
	}
	l := &m.lists[len(m.lists)-1]
	if ordered != l.ordered {
		*l = list{indent: l.indent, ordered: ordered}
	}
	m.item = &item{level: len(m.lists)}
	if ordered {
		number := 0
		for _, c := range strings.TrimRight(mark, ".)") {
			number = number*10 + int(c-'0')
		}
		if number == 1 && l.number >= 1 { // "1. 1. 1." is shown as 1. 2. 3.
			number = l.number + 1
		}
		l.number = number
		m.item.label = itoa(number) + mark[len(mark)-1:]
	} else {
		m.item.label = "•"
		// "- a) tekst" and "- [x] tekst": the mark in the text is the label.
		if inner, ok := label.Parse(body); ok && inner.Sure && inner.Kind != label.Bullet {
			m.item.label = ""
		}
		for _, box := range [...]string{"[ ] ", "[x] ", "[X] "} {
			body = strings.TrimPrefix(body, box)
		}
	}
	m.para = []string{hardBreak(body)}
}
