package odt

import (
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/numbering"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// maxLevels is the depth of lists (part 3, 19.797: a positive integer; no
// program has more than ten).
const maxLevels = 10

// maxLabel bounds the length of a label in bytes.
const maxLabel = 255

// listStyle is a text:list-style or text:outline-style (part 3, 16.30, 16.34).
type listStyle struct {
	name        string
	consecutive bool // all levels count as one
	levels      [maxLevels]*listLevel
}

// listLevel is the appearance of one level of a list.
type listLevel struct {
	kind           levelKind
	format         string // name for numbering.Write
	prefix, suffix string
	pattern        string // with %1% to %10%; see hasPattern
	hasPattern     bool
	display        int // levels shown, this one included
	start          int
	bullet         string
	style          string // of the label's characters
}

type levelKind uint8

const (
	levelNumber levelKind = iota
	levelBullet
	levelImage
)

// listStyle reads the levels of a list style.
func (w *walker) listStyle(t *xmlscan.Token, name string) *listStyle {
	l := &listStyle{name: name, consecutive: isTrue(t, nsText, "consecutive-numbering")}
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsText {
			return false
		}
		var level listLevel
		switch t.Local {
		case "list-level-style-number", "outline-level-style":
		case "list-level-style-bullet":
			level.kind = levelBullet
		case "list-level-style-image":
			level.kind = levelImage
		default:
			return false
		}
		at, ok := number(t, nsText, "level")
		if !ok || at < 1 || at > maxLevels {
			return false
		}
		level.prefix, level.suffix = attr(t, nsStyle, "num-prefix"), attr(t, nsStyle, "num-suffix")
		level.bullet, level.style = attr(t, nsText, "bullet-char"), attr(t, nsText, "style-name")
		level.format = w.sheet.format(attr(t, nsStyle, "num-format"), isTrue(t, nsStyle, "num-letter-sync"))
		if v, ok := t.Attr(nsLO, "num-format"); ok && v != "" {
			level.format = w.sheet.format(v, false)
		}
		for _, space := range [...]xmlscan.Space{nsStyle, nsLO} {
			if v, ok := t.Attr(space, "num-list-format"); ok && !level.hasPattern {
				level.pattern, level.hasPattern = v, true
			}
		}
		level.display, level.start = 1, 1
		if n, ok := number(t, nsText, "display-levels"); ok && n > 1 {
			level.display = min(n, at)
		}
		if n, ok := number(t, nsText, "start-value"); ok && n >= 0 {
			level.start = n
		}
		l.levels[at-1] = &level
		return false
	})
	return l
}

// format names the number format of a style:num-format (part 3, 19.502) as
// package numbering has it. The letters of a format that is not built are
// kept, so that it can be told.
func (s *stylesheet) format(value string, sync bool) string {
	switch value {
	case "":
		return "none"
	case "1":
		return "decimal"
	case "i":
		return "lowerRoman"
	case "I":
		return "upperRoman"
	case "a", "A":
		name := "lowerLetter"
		if value == "A" {
			name = "upperLetter"
		}
		if !sync {
			name += "26" // aa comes after z, then ab
		}
		return name
	case "1st":
		return "ordinal"
	case "One":
		return "cardinalText"
	case "First":
		return "ordinalText"
	case "01, 02, 03, ...", "01":
		return "decimalZero"
	}
	return "?" + value
}

// list is the state of one list. Lists of one id continue each other. A draft
// with tracked changes has two numberings, that of the accepted text and that of
// the original.
type list struct{ accepted, original counter }

// of is the numbering that a paragraph shows in a reading.
func (l *list) of(view document.Revisions, mark document.Revision) *counter {
	if view == document.OriginalRevisions || !document.AcceptRevisions.Keeps(mark) {
		return &l.original
	}
	return &l.accepted
}

// counter holds the values that the levels of a list have reached.
type counter struct {
	values [maxLevels]int
	set    [maxLevels]bool
}

// place is where a paragraph stands in a list.
type place struct {
	list    *list
	style   *listStyle
	level   int // 0-based
	restart bool
	start   int // of a restart, -1 for the level's own
}

// step counts one paragraph.
func (c *counter) step(p *place) {
	at := p.level
	if p.style.consecutive {
		at = 0
	}
	switch {
	case p.start >= 0:
		c.values[at] = p.start
	case !c.set[at] || p.restart:
		c.values[at] = p.style.start(at)
	default:
		c.values[at]++
	}
	c.set[at] = true
	for i := range at {
		if !c.set[i] {
			c.values[i], c.set[i] = p.style.start(i), true
		}
	}
	for i := at + 1; i < maxLevels; i++ {
		c.set[i] = false
	}
}

func (s *listStyle) start(level int) int {
	if l := s.levels[level]; l != nil {
		return l.start
	}
	return 1
}

// label writes the number of a paragraph after its step.
func (p *place) label(sheet *stylesheet, c *counter) string {
	level := p.style.levels[p.level]
	if level == nil || level.style != "" && sheet.of(familyText, level.style).run.hidden == yes {
		return ""
	}
	switch level.kind {
	case levelBullet:
		return bullet(level.bullet)
	case levelImage:
		return "•"
	}
	var b strings.Builder
	if level.hasPattern {
		p.pattern(&b, sheet, c, level.pattern)
	} else {
		p.joined(&b, sheet, c, level)
	}
	return clean(b.String())
}

// joined writes the numbers of the levels that are shown with dots between
// them; levels without a number leave no dot either.
func (p *place) joined(b *strings.Builder, sheet *stylesheet, c *counter, level *listLevel) {
	b.WriteString(level.prefix)
	first := p.level
	if level.format != "none" && !p.style.consecutive {
		first = p.level - level.display + 1
	}
	for i, written := max(first, 0), false; i <= p.level; i++ {
		n := p.value(sheet, c, i)
		if n == "" {
			continue
		}
		if written {
			b.WriteByte('.')
		}
		written = true
		b.WriteString(n)
	}
	b.WriteString(level.suffix)
}

// pattern writes a label with %1% to %10% in it.
func (p *place) pattern(b *strings.Builder, sheet *stylesheet, c *counter, pattern string) {
	for pattern != "" && b.Len() <= maxLabel {
		before, rest, ok := strings.Cut(pattern, "%")
		b.WriteString(before)
		if !ok {
			return
		}
		digits, after, ok := strings.Cut(rest, "%")
		level := 0
		for i := range len(digits) {
			if digits[i] < '0' || digits[i] > '9' || len(digits) > 2 {
				level = -1
				break
			}
			level = 10*level + int(digits[i]-'0')
		}
		if !ok || level < 1 || level > maxLevels {
			b.WriteByte('%')
			pattern = rest
			continue
		}
		if level-1 <= p.level {
			b.WriteString(p.value(sheet, c, level-1))
		}
		pattern = after
	}
}

// value is the number of one level.
func (p *place) value(sheet *stylesheet, c *counter, level int) string {
	format := "decimal"
	if l := p.style.levels[level]; l != nil {
		if l.kind != levelNumber {
			return ""
		}
		format = l.format
	}
	n := c.values[level]
	if p.style.consecutive {
		n = c.values[0]
	}
	switch format {
	case "lowerLetter26":
		return letters(n)
	case "upperLetter26":
		return strings.ToUpper(letters(n))
	}
	if unknown, ok := strings.CutPrefix(format, "?"); ok {
		sheet.unknown[unknown] = true
		format = "decimal"
	}
	return numbering.Write(format, n, sheet.language)
}

// letters counts a to z, then aa, ab: in base 26 without a zero.
func letters(n int) string {
	if n <= 0 {
		return numbering.Write("decimal", n, "")
	}
	var b [8]byte
	i := len(b)
	for n > 0 && i > 0 {
		n--
		i--
		b[i] = 'a' + byte(n%26)
		n /= 26
	}
	return string(b[i:])
}

// bullet gives "•" for every mark, and the text itself where somebody made a
// word into a bullet.
func bullet(text string) string {
	signs := 0
	for _, r := range text {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			signs++
		}
	}
	if text == "" {
		return ""
	}
	if signs < 2 {
		return "•"
	}
	return clean(text)
}

// clean makes a label into one line of bounded length.
func clean(s string) string {
	return cut(strings.Join(strings.Fields(s), " "), maxLabel)
}

// cut shortens s to at most n bytes without splitting a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// bulleted is the list style of a list that names none.
func bulleted() *listStyle {
	l := &listStyle{}
	for i := range l.levels {
		l.levels[i] = &listLevel{kind: levelBullet, bullet: "•", start: 1}
	}
	return l
}
