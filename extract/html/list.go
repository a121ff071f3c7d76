package html

import (
	"strconv"
	"strings"

	"github.com/clausule/clausule/extract/internal/numbering"
)

// list is a list that is open.
type list struct {
	name     string // of the element
	class    string
	format   string // list-style-type
	next     int    // the number of the next item
	reversed bool
	started  bool // the first number is given
	items    int
	depth    int
}

// item is an item of a list and its number.
type item struct {
	list   *list
	format string
	label  string // by the counters of the style sheet
	n      int
	fixed  bool // the number does not depend on how many items follow
	used   bool // the label stands in front of a paragraph already
}

// newList opens a list.
func (w *walker) newList(name string, a *attrs, st *style, around *list) *list {
	l := &list{name: name, class: a.class, depth: 1, next: 1, format: "disc"}
	if around != nil {
		l.depth = around.depth + 1
	}
	if name == "ol" {
		l.format = "decimal"
		if n, ok := integer(a.start); ok {
			l.next, l.started = n, true
		}
		l.reversed = a.reversed
	}
	if f := listType(a.kind); f != "" {
		l.format = f
	}
	if st.list != "" {
		l.format = st.list
	}
	return l
}

// newItem opens an item; without a list around it a browser shows a bullet.
func (w *walker) newItem(l *list, a *attrs, st *style) *item {
	if l == nil {
		l = &list{depth: 1, next: 1, format: "disc"}
	}
	if n, ok := integer(a.value); ok && l.name == "ol" {
		l.next, l.started = n, true
	}
	it := &item{list: l, n: l.next, format: l.format, fixed: l.started || !l.reversed}
	if l.reversed {
		l.next--
	} else {
		l.next++
	}
	l.next = clamp(l.next)
	l.items++
	if f := listType(a.kind); f != "" {
		it.format = f
	}
	if st.list != "" {
		it.format = st.list
	}
	return it
}

// listType is the meaning of the attribute type.
func listType(kind string) string {
	switch kind {
	case "1":
		return "decimal"
	case "a":
		return "lower-alpha"
	case "A":
		return "upper-alpha"
	case "i":
		return "lower-roman"
	case "I":
		return "upper-roman"
	}
	switch kind = strings.ToLower(kind); kind {
	case "disc", "circle", "square", "none":
		return kind
	}
	return ""
}

// integer reads a number as the HTML standard does: digits in front count.
func integer(s string) (int, bool) {
	s = strings.TrimSpace(s)
	negative := strings.HasPrefix(s, "-")
	s = strings.TrimLeft(s, "+-")
	end := 0
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	if end == 0 {
		return 0, false
	}
	if end > 10 {
		end = 10
	}
	n, err := strconv.Atoi(s[:end])
	if err != nil {
		return 0, false
	}
	if negative {
		n = -n
	}
	return clamp(n), true
}

// text is the label that a browser shows, "" for none. It is to be asked for
// when the whole list is read: a reversed list counts from its end.
func (it *item) text() string {
	if it.label != "" {
		return it.label
	}
	n := it.n
	if !it.fixed {
		n = clamp(it.list.items + n - 1)
	}
	switch it.format {
	case "none":
		return ""
	case "disc", "circle", "square", "disclosure-open", "disclosure-closed":
		return "•"
	}
	if it.format[0] == '"' || it.format[0] == '\'' {
		s := unescape(it.format[1:quoteEnd(it.format)])
		return strings.TrimSpace(strings.Map(visibleOnly, s))
	}
	return marker(it.format, n) + "."
}

// marker writes a number in one of the predefined styles of CSS; one that is
// not known here is decimal, as for a browser that does not know it.
func marker(format string, n int) string {
	switch format {
	case "none":
		return ""
	case "disc", "circle", "square":
		return "•"
	case "decimal-leading-zero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "lower-alpha", "lower-latin":
		return alphabetic(n, 'a')
	case "upper-alpha", "upper-latin":
		return alphabetic(n, 'A')
	case "lower-roman":
		return strings.ToLower(roman(n))
	case "upper-roman":
		return roman(n)
	}
	return strconv.Itoa(n)
}

// alphabetic counts a, b, … z, aa, ab.
func alphabetic(n int, first byte) string {
	if n <= 0 {
		return strconv.Itoa(n)
	}
	var b [16]byte
	at := len(b)
	for n > 0 {
		n--
		at--
		b[at] = first + byte(n%26)
		n /= 26
	}
	return string(b[at:])
}

// roman writes 1 to 3999; other numbers have no Roman form in CSS.
func roman(n int) string {
	if n <= 0 || n > 3999 {
		return strconv.Itoa(n)
	}
	return numbering.Write("upperRoman", n, "")
}
