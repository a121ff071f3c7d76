// Package lang says what people read in Dutch, in which this project is
// written, or in English. The key of every text is its Dutch form, as it stands
// in the code that says it; the English forms stand in the files of the folder
// en, one line a text. What comes from a contract is quoted and never
// translated.
package lang

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Language is a language that reports can be written in, by its code in
// ISO 639-1. The zero value is Dutch.
type Language string

// The languages.
const (
	Dutch   Language = "nl"
	English Language = "en"
)

// Languages lists the languages, the default first.
func Languages() []Language { return []Language{Dutch, English} }

// UnknownError tells of a code that stands for no language of this package.
type UnknownError struct{ Code string }

func (e *UnknownError) Error() string {
	return fmt.Sprintf("onbekende taal %q; kies nl of en", e.Code)
}

// Parse gives the language of a code: "nl" or "en", or "" for the default. Its
// error is an *UnknownError.
func Parse(code string) (Language, error) {
	switch l := Language(strings.ToLower(code)); l {
	case "":
		return Dutch, nil
	case Dutch, English:
		return l, nil
	}
	return Dutch, &UnknownError{code}
}

// Text gives a text in the language. One that has no translation stays Dutch.
func (l Language) Text(dutch string) string {
	if l != English {
		return dutch
	}
	if english, ok := english()[dutch]; ok {
		return english
	}
	return dutch
}

// Textf is Text of a format of package fmt, with its operands put in. A
// translation may put them in another order, as in "%[2]s".
func (l Language) Textf(format string, operands ...any) string {
	return fmt.Sprintf(l.Text(format), operands...)
}

// Say is Textf of a format with no verbs but %s and %[2]s, for sentences that are
// made by the thousand: it costs what putting the parts together costs.
func (l Language) Say(format string, operands ...string) string {
	format = l.Text(format)
	size := len(format)
	for _, s := range operands {
		size += len(s)
	}
	var b strings.Builder
	b.Grow(size)
	next := 0
	for {
		before, verb, found := strings.Cut(format, "%")
		b.WriteString(before)
		switch {
		case !found:
			return b.String()
		case strings.HasPrefix(verb, "s"):
			format = verb[1:]
		case len(verb) > 3 && verb[0] == '[' && verb[2:4] == "]s":
			next, format = int(verb[1]-'1'), verb[4:]
		default: // %% and what is no verb of these
			b.WriteByte('%')
			format = strings.TrimPrefix(verb, "%")
			continue
		}
		if 0 <= next && next < len(operands) {
			b.WriteString(operands[next])
		}
		next++
	}
}

// Count says a number of things: "1 eis", "12 eisen". Both forms are texts of
// their own, without the number.
func (l Language) Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + l.Text(one)
	}
	return fmt.Sprintf("%d %s", n, l.Text(many))
}

// Number writes a number as the readers of the language do, with a mark between
// thousands: 12.345 in Dutch, 12,345 in English.
func (l Language) Number(n int) string {
	mark := "."
	if l == English {
		mark = ","
	}
	s, sign := strconv.Itoa(n), ""
	if n < 0 {
		s, sign = s[1:], "-"
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + mark + s[i:]
	}
	return sign + s
}

// Known tells whether a text has a translation.
func (l Language) Known(dutch string) bool {
	if l != English {
		return true
	}
	_, ok := english()[dutch]
	return ok
}

//go:embed en/*.tsv
var files embed.FS

// english reads the translations when one is first asked for.
var english = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	list, _ := files.ReadDir("en")
	for _, f := range list {
		content, _ := files.ReadFile("en/" + f.Name())
		for line := range strings.Lines(string(content)) {
			if dutch, english, ok := parseLine(line); ok {
				table[dutch] = english
			}
		}
	}
	return table
})

// parseLine reads "Dutch<tab>English", both with the escapes of Go for what a
// line cannot hold: \n, \t and \\. Lines that are empty or begin with # are
// comments.
func parseLine(line string) (dutch, english string, ok bool) {
	line = strings.TrimRight(line, "\n")
	if strings.HasPrefix(line, "#") {
		return "", "", false
	}
	dutch, english, ok = strings.Cut(line, "\t")
	unescape := strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\t`, "\t")
	return unescape.Replace(dutch), unescape.Replace(english), ok && dutch != ""
}
