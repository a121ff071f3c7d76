package plain

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// inline gives the text that a line of Markdown shows, and whether all of it
// is bold. Marks that mean nothing where they stand ("5 * 3", "[naam]") stay.
func inline(s string) (text string, strong bool) {
	if !strings.ContainsAny(s, "\\`*_~[<&") {
		return s, false
	}
	p := &inliner{s: s}
	p.run()
	return p.finish()
}

// inliner turns marks into pieces that are kept or dropped when it is known
// whether they have a partner.
type inliner struct {
	s      string
	pieces []piece
	open   map[byte][]int // indices of pieces that may open emphasis, by mark
	links  []int          // indices of pieces "[" that may open a link
	ticks  map[int][]int  // offsets of runs of backticks, by length
}

type piece struct {
	text string
	// n is the number of marks of a run of emphasis that are still unmatched.
	n    int
	bold int // marks that were matched in pairs
	mark byte
}

func (p *inliner) add(text string) { p.pieces = append(p.pieces, piece{text: text}) }

func (p *inliner) run() {
	p.open = map[byte][]int{}
	plain := 0
	for i := 0; i < len(p.s); {
		if strings.IndexByte("\\`<&*_~[]!", p.s[i]) < 0 {
			i++
			continue
		}
		at := len(p.pieces)
		if plain < i {
			p.add(p.s[plain:i])
		}
		size := p.special(i)
		if size == 0 { // nothing special after all
			p.pieces = p.pieces[:at]
			i++
			continue
		}
		i += size
		plain = i
	}
	if plain < len(p.s) {
		p.add(p.s[plain:])
	}
}

// special reads the mark at offset i and returns its size, 0 for plain text.
func (p *inliner) special(i int) int {
	s := p.s
	switch c := s[i]; c {
	case '\\':
		if i+1 < len(s) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0 {
			p.add(s[i+1 : i+2])
			return 2
		}
	case '`':
		return p.code(i)
	case '<':
		return p.angle(i)
	case '&':
		if end := strings.IndexByte(s[i:min(len(s), i+34)], ';'); end > 1 {
			if text := html.UnescapeString(s[i : i+end+1]); text != s[i:i+end+1] {
				p.add(text)
				return end + 1
			}
		}
	case '*', '_', '~':
		return p.emphasis(i)
	case '!':
		if strings.HasPrefix(s[i:], "![") && strings.Contains(s[i:min(len(s), i+2000)], "](") {
			p.pieces = append(p.pieces, piece{text: "!"})
			p.links = append(p.links, len(p.pieces))
			p.add("[")
			return 2
		}
	case '[':
		if strings.HasPrefix(s[i:], "[^") { // reference to a footnote
			if end := strings.IndexByte(s[i:min(len(s), i+24)], ']'); end > 2 && !strings.ContainsAny(s[i:i+end], " ") {
				p.add("")
				return end + 1
			}
		}
		p.links = append(p.links, len(p.pieces))
		p.add("[")
		return 1
	case ']':
		return p.link(i)
	}
	return 0
}

// code reads a code span; its text stands for itself.
func (p *inliner) code(i int) int {
	if p.ticks == nil {
		p.ticks = map[int][]int{}
		for k := 0; k < len(p.s); k++ {
			if n := run(p.s[k:], '`'); n > 0 {
				p.ticks[n] = append(p.ticks[n], k)
				k += n
			}
		}
	}
	n := run(p.s[i:], '`')
	ends := p.ticks[n]
	for len(ends) > 0 && ends[0] <= i {
		ends = ends[1:]
	}
	p.ticks[n] = ends
	if len(ends) == 0 {
		p.add(p.s[i : i+n])
		return n
	}
	p.add(strings.TrimSpace(p.s[i+n : ends[0]]))
	return ends[0] + n - i
}

// angle reads "<https://…>", "<naam@voorbeeld.nl>" and HTML tags. What is in
// angle brackets and neither ("<naam klant>") stays.
func (p *inliner) angle(i int) int {
	end := strings.IndexByte(p.s[i:min(len(p.s), i+2000)], '>')
	if end < 2 {
		return 0
	}
	inner := p.s[i+1 : i+end]
	if !strings.ContainsAny(inner, " \n") && (strings.Contains(inner, "://") || strings.Contains(inner, "@") || strings.HasPrefix(inner, "mailto:")) {
		p.add(strings.TrimPrefix(inner, "mailto:"))
		return end + 1
	}
	name := strings.ToLower(strings.Trim(inner, "/ "))
	if k := strings.IndexAny(name, " \t\n/"); k >= 0 {
		if !strings.Contains(name, "=") {
			return 0
		}
		name = name[:k]
	}
	switch name {
	case "br", "p", "div", "li", "tr", "hr", "ul", "ol", "table", "tbody", "thead":
		p.add("\n")
	case "td", "th":
		p.add("\t")
	case "b", "i", "u", "s", "em", "strong", "span", "sup", "sub", "small", "a", "font", "mark", "ins", "del", "center",
		"h1", "h2", "h3", "h4", "h5", "h6", "details", "summary", "img", "code", "section", "article", "blockquote":
		p.add("")
	default:
		return 0
	}
	return end + 1
}

// link reads "](…)" and drops the marks and the address of a link.
func (p *inliner) link(i int) int {
	if len(p.links) == 0 {
		return 0
	}
	opener := p.links[len(p.links)-1]
	p.links = p.links[:len(p.links)-1]
	if !strings.HasPrefix(p.s[i:], "](") {
		return 0
	}
	depth := 0
	for k := i + 1; k < len(p.s) && k < i+4000; k++ {
		switch p.s[k] {
		case ']': // the next link: this one has no end
			return 0
		case '\\':
			k++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				p.pieces[opener].text = ""
				if opener > 0 && p.pieces[opener-1].text == "!" && p.pieces[opener-1].n == 0 {
					p.pieces[opener-1].text = ""
				}
				p.add("")
				return k + 1 - i
			}
		}
	}
	return 0
}

// emphasis reads a run of *, _ or ~.
func (p *inliner) emphasis(i int) int {
	s := p.s
	mark := s[i]
	n := run(s[i:], mark)
	if mark == '~' && n != 2 || n > 16 {
		p.add(s[i : i+n])
		return n
	}
	prev, _ := utf8.DecodeLastRuneInString(s[:i])
	next, _ := utf8.DecodeRuneInString(s[i+n:])
	if i == 0 {
		prev = ' '
	}
	if i+n == len(s) {
		next = ' '
	}
	left := !unicode.IsSpace(next) && (!punct(next) || unicode.IsSpace(prev) || punct(prev))
	right := !unicode.IsSpace(prev) && (!punct(prev) || unicode.IsSpace(next) || punct(next))
	opens, closes := left, right
	if mark == '_' {
		opens = left && (!right || punct(prev))
		closes = right && (!left || punct(next))
	}
	rest := n
	bold := 0
	if closes {
		stack := p.open[mark]
		for rest > 0 && len(stack) > 0 {
			o := &p.pieces[stack[len(stack)-1]]
			m := min(o.n, rest)
			if mark != '~' {
				m = min(m, 3)
			}
			o.n -= m
			rest -= m
			if m >= 2 {
				o.bold += m
				bold += m
			}
			if o.n == 0 {
				stack = stack[:len(stack)-1]
			}
		}
		p.open[mark] = stack
	}
	p.pieces = append(p.pieces, piece{n: rest, mark: mark, bold: bold})
	if opens && rest > 0 {
		p.open[mark] = append(p.open[mark], len(p.pieces)-1)
	}
	return n
}

// finish puts the pieces together; marks without partner are text.
func (p *inliner) finish() (string, bool) {
	var out strings.Builder
	bold, plain := 0, 0 // bytes of visible text in bold and outside
	inBold := false
	for i := range p.pieces {
		q := &p.pieces[i]
		text := q.text
		if q.mark != 0 {
			if q.bold >= 2 && q.mark != '~' {
				inBold = !inBold
			}
			text = strings.Repeat(string(rune(q.mark)), q.n)
		}
		out.WriteString(text)
		if n := len(strings.TrimSpace(text)); inBold {
			bold += n
		} else {
			plain += n
		}
	}
	return out.String(), bold > 0 && plain == 0
}

func punct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// run is the length of the run of c at the start of s.
func run(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}
