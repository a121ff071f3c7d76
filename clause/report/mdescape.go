package report

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/wording"
)

// cutLink stands where a wiki would otherwise make a link, an address or a picture
// of a text: a comment, which nobody sees and which copies as nothing. A backslash
// does not do, for those are sought in the text as it shows.
const cutLink = "<!-- -->"

// markdown makes a text fit for a line of Markdown (CommonMark 0.31 with the
// extensions of GitHub) wherever it stands: all of it shows as it is, and nothing
// in it becomes markup, a link, a cell or HTML.
func markdown(text string) string {
	s := wording.Clean(text)
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i, r := range s {
		switch r {
		case '\\', '`', '*', '_', '[', ']', '{', '}', '<', '>', '|', '~', '&', '$', '^':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '#', '!': // numbers of issues and of requests to merge
			b.WriteByte('\\')
			b.WriteRune(r)
			if i+1 < len(s) && digit(s[i+1]) {
				b.WriteString(cutLink)
			}
		case '@': // addresses, and people who would get a message
			b.WriteString("@" + cutLink)
		case ':':
			if opensBlock(s, i) {
				b.WriteByte('\\')
			}
			b.WriteByte(':')
			if strings.HasPrefix(s[i+1:], "//") || emoji(s[i+1:]) {
				b.WriteString(cutLink)
			}
		case '.':
			if i >= 3 && strings.EqualFold(s[i-3:i], "www") {
				b.WriteString(cutLink)
			} else if numbered(s, i) {
				b.WriteByte('\\')
			}
			b.WriteByte('.')
		case ')':
			if numbered(s, i) {
				b.WriteByte('\\')
			}
			b.WriteByte(')')
		case '-', '+', '=':
			if opensBlock(s, i) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// opensBlock tells whether a sign stands where it could begin a list, a line or
// an underlined heading: among the first of the text.
func opensBlock(s string, at int) bool {
	return strings.Trim(s[:at], "-+=: ") == ""
}

// numbered tells whether what stands before the sign at at is a number that
// begins the text: "1.", "1)".
func numbered(s string, at int) bool {
	return at > 0 && strings.Trim(s[:at], "0123456789") == ""
}

// emoji tells whether a text goes on with a name that ends in a colon.
func emoji(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':':
			return i > 0
		case digit(c), 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c == '+', c == '-':
		default:
			return false
		}
	}
	return false
}
