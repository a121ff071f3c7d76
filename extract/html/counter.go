package html

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds on the counters of a style sheet.
const (
	maxCounters = 1024 // names, and counters with one name inside each other
	maxPieces   = 32   // pieces of one label
	maxLabel    = 64   // bytes of one label
)

// counters are the properties with which a style sheet numbers what the page
// does not: Google Docs and many terms on the web count "7.2" so (CSS Lists and
// Counters Module Level 3).
type counters struct {
	reset, step []step
	content     []piece
	before      bool // content was given
}

// step sets or raises the counter with a name.
type step struct {
	name string
	n    int
}

// piece is a part of a label: a text, or the value of a counter.
type piece struct {
	text   string // or, with all, what stands between the values
	name   string // of the counter, "" for a text
	format string
	all    bool // the counters with that name inside each other
}

func (c *counters) over(o *counters) {
	if o.reset != nil {
		c.reset = o.reset
	}
	if o.step != nil {
		c.step = o.step
	}
	if o.before {
		c.content, c.before = o.content, true
	}
}

// steps reads "name 1 other"; n is the number where none is given.
func steps(value string, n int) []step {
	list := []step{}
	for word := range strings.FieldsSeq(value) {
		if number, err := strconv.Atoi(word); err == nil {
			if len(list) > 0 {
				list[len(list)-1].n = clamp(number)
			}
			continue
		}
		if word == "none" || len(list) >= 16 {
			break
		}
		list = append(list, step{word, n})
	}
	return list
}

// clamp keeps numbers of a page within bounds in which counting is safe.
func clamp(n int) int { return max(min(n, 1e9), -1e9) }

// contents reads the property content of a rule.
func contents(body string) []piece {
	value := ""
	for body != "" {
		var one string
		one, body = declaration(body)
		if name, v, ok := strings.Cut(one, ":"); ok && strings.ToLower(strings.TrimSpace(name)) == "content" {
			value = strings.TrimSpace(v)
		}
	}
	var list []piece
	for value != "" && len(list) < maxPieces {
		switch c := value[0]; {
		case c == '"' || c == '\'':
			end := quoteEnd(value)
			list = append(list, piece{text: unescape(value[1:end])})
			value = value[min(end+1, len(value)):]
		case strings.HasPrefix(value, "counter(") || strings.HasPrefix(value, "counters("):
			args, rest, ok := strings.Cut(value[strings.IndexByte(value, '(')+1:], ")")
			if !ok {
				return list
			}
			p := piece{all: strings.HasPrefix(value, "counters(")}
			value = rest
			fields := strings.Split(args, ",")
			p.name = strings.ToLower(strings.TrimSpace(fields[0]))
			fields = fields[1:]
			if p.all && len(fields) > 0 {
				p.text = unescape(strings.Trim(strings.TrimSpace(fields[0]), `"'`))
				fields = fields[1:]
			}
			if len(fields) > 0 {
				p.format = strings.ToLower(strings.TrimSpace(fields[0]))
			}
			list = append(list, p)
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			value = value[1:]
		default: // attr(), url(), none, normal
			at := strings.IndexAny(value, " \t\n\r")
			if at < 0 {
				return list
			}
			value = value[at:]
		}
	}
	return list
}

func quoteEnd(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0]:
			return i
		}
	}
	return len(s)
}

// unescape undoes the escapes of a CSS string: "\2022 ", "\a", "\"".
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 >= len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		n, digits := rune(0), 0
		for digits < 6 && i < len(s) && hex(s[i]) >= 0 {
			n = n<<4 | rune(hex(s[i]))
			digits++
			i++
		}
		if digits == 0 {
			b.WriteByte(s[i])
			continue
		}
		if n == 0 || !utf8.ValidRune(n) {
			n = utf8.RuneError
		}
		b.WriteRune(n)
		if i >= len(s) || s[i] != ' ' {
			i--
		}
	}
	return b.String()
}

// tally holds the counters of the page that are in scope.
type tally struct {
	values map[string][]scoped
}

// scoped is a counter with the depth of the element in which it counts: the
// parent of the one that set it.
type scoped struct{ depth, n int }

// run resets and raises counters for an element that begins at a depth. New
// names are returned, for the parent to let go of at its end.
func (t *tally) run(c *counters, depth int) (created []string) {
	if t.values == nil {
		t.values = map[string][]scoped{}
	}
	for _, r := range c.reset {
		list := t.values[r.name]
		if n := len(list); n > 0 && list[n-1].depth == depth {
			list[n-1].n = r.n
			continue
		}
		if t.create(r.name, depth, r.n) {
			created = append(created, r.name)
		}
	}
	for _, r := range c.step {
		if len(t.values[r.name]) == 0 {
			if !t.create(r.name, depth, 0) {
				continue
			}
			created = append(created, r.name)
		}
		top := &t.values[r.name][len(t.values[r.name])-1]
		top.n = clamp(top.n + r.n)
	}
	return created
}

func (t *tally) create(name string, depth, n int) bool {
	list, known := t.values[name]
	if len(list) >= maxCounters || !known && len(t.values) >= maxCounters {
		return false
	}
	t.values[name] = append(list, scoped{depth, n})
	return true
}

func (t *tally) drop(names []string) {
	for _, name := range names {
		if list := t.values[name]; len(list) > 1 {
			t.values[name] = list[:len(list)-1]
		} else {
			delete(t.values, name)
		}
	}
}

// label writes what the style sheet puts in front of an element. Counted tells
// whether a counter is in it.
func (t *tally) label(pieces []piece) (text string, counted bool) {
	var b strings.Builder
	for _, p := range pieces {
		if p.name == "" {
			b.WriteString(p.text)
			continue
		}
		counted = true
		list := t.values[p.name]
		switch {
		case len(list) == 0:
			b.WriteString(marker(p.format, 0))
		case !p.all:
			b.WriteString(marker(p.format, list[len(list)-1].n))
		default:
			for i, s := range list {
				if i > 0 {
					b.WriteString(p.text)
				}
				if b.Len() > maxLabel {
					break
				}
				b.WriteString(marker(p.format, s.n))
			}
		}
	}
	return strings.TrimSpace(strings.Map(visibleOnly, b.String())), counted
}

// visibleOnly drops the signs of icon fonts, which lie in the private area.
func visibleOnly(r rune) rune {
	if unicode.Is(unicode.Co, r) {
		return -1
	}
	return r
}
