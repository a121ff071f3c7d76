package plain

import (
	"strconv"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
)

func itoa(n int) string { return strconv.Itoa(n) }

// flush hands the open paragraph or item to the builder. A paragraph whose
// lines are not one sentence run on becomes one paragraph a line.
func (m *markdown) flush() {
	lines := m.para
	m.para = nil
	it := m.item
	m.item = nil
	first := true
	for len(lines) > 0 {
		joined := []byte(lines[0])
		n := 1
		for n < len(lines) && !strings.HasSuffix(lines[n-1], "\n") && !m.flow.breaks(lines[n-1], strings.TrimSuffix(lines[n], "\n")) {
			joined = m.flow.extend(joined, lines[n-1], lines[n])
			n++
		}
		lines = lines[n:]
		text, strong := inline(strings.TrimSuffix(string(joined), "\n"))
		p := build.Paragraph{Text: text, Strong: strong}
		switch {
		case it == nil:
		case !first:
			p.Strong = false
		case it.label == "" || it.label == "•":
			p.Kind, p.Level, p.Label = document.Item, it.level, it.label
		case it.level == 1:
			// A number at the margin may be an article's: the builder looks at
			// what stands around it.
			p.Text = it.label + " " + text
		default:
			p.Kind, p.Level, p.Label = document.Item, it.level, it.label
		}
		first = false
		m.b.Add(p)
	}
}

// table reads a pipe table; the row above the separator names the columns.
func (m *markdown) table(lines []string, i int) int {
	m.tables++
	m.row(lines[i], 0, true)
	row := 1
	for i += 2; i < len(lines); i++ {
		line := strings.TrimSpace(unquote(lines[i]))
		if line == "" || !strings.Contains(line, "|") {
			break
		}
		m.row(line, row, false)
		row++
	}
	return i - 1
}

func (m *markdown) row(line string, row int, header bool) {
	line = strings.TrimSpace(unquote(line))
	line = strings.TrimPrefix(line, "|")
	if !strings.HasSuffix(line, "\\|") {
		line = strings.TrimSuffix(line, "|")
	}
	for column := 0; ; column++ {
		cell, rest, more := cutCell(line)
		text, _ := inline(strings.TrimSpace(cell))
		for part := range strings.SplitSeq(text, "\n") {
			m.b.Add(build.Paragraph{Kind: document.Cell, Text: part,
				Table: &document.TableRef{Table: m.tables, Row: row, Column: column, Header: header}})
		}
		if !more {
			return
		}
		line = rest
	}
}

// cutCell cuts a row at the first pipe that is not escaped.
func cutCell(line string) (cell, rest string, more bool) {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '|':
			return line[:i], line[i+1:], true
		}
	}
	return line, "", false
}
