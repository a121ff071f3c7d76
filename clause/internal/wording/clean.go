package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Glue stands for a space at which no line may end. Text of a contract never
// holds it: Clean makes a plain space of every white space.
const Glue = "\u00a0"

// Clean makes a text from a contract fit for a line of a report: all
// white space becomes single spaces, control characters (a contract may hold
// escape sequences) show as U+FFFD, and invisible marks that could turn the
// reading order or hide a break are left out.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	return strings.Join(strings.Fields(strings.Map(plain, s)), " ")
}

// CleanLines is Clean of every line of a text; lines that are empty go.
func CleanLines(s string) string {
	if isClean(s) {
		return s
	}
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(s, "\r", "\n")) {
		if line = Clean(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func plain(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), noncharacter(r):
		return unicode.ReplacementChar
	case unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

// noncharacter tells of code points that are no characters and that XML forbids.
func noncharacter(r rune) bool { return r&0xfffe == 0xfffe }

// isClean tells whether Clean would leave a text as it is, as most are.
func isClean(s string) bool {
	last := ' '
	for _, r := range s {
		switch {
		case r == ' ' && last == ' ':
			return false
		case r >= 0x20 && r < 0x7f:
		case unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError, noncharacter(r):
			return false
		}
		last = r
	}
	return last != ' ' || s == ""
}

// Shorten cuts a text to at most n characters, at a space where there is one, and
// tells so with "…".
func Shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	end, space, runes := 0, 0, 0
	for i, r := range s {
		if r == ' ' {
			space = i
		}
		if runes++; runes > n-2 {
			end = i
			break
		}
	}
	if space > end/2 {
		end = space
	}
	return strings.TrimRight(s[:end], " ,;:") + " …"
}
