package lang

import (
	"cmp"
	"embed"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Sentence gives a finished message in the language. The packages extract and
// rules know no languages: their warnings and errors are Dutch sentences with the
// operands in them. The formats that these are made of stand, with their English,
// in the files of the folder messages; a message is given in English where it
// fits one of them or is one text behind another (“contract.pdf: …”), and stays
// as it is where it fits none.
func (l Language) Sentence(message string) string {
	const longest = 8 << 10 // what is longer is no sentence
	if l != English || len(message) > longest {
		return message
	}
	if s, ok := sentence(message, 0); ok {
		return s
	}
	return message
}

// deepest is how many messages can stand in each other.
const deepest = 6

func sentence(message string, depth int) (string, bool) {
	if english, ok := messages().whole[message]; ok {
		return english, true
	}
	if english, ok := english()[message]; ok {
		return english, true
	}
	if depth == deepest {
		return "", false
	}
	for _, t := range messages().formats {
		if operands := t.fit(message); operands != nil {
			for i, o := range operands {
				if s, ok := sentence(o, depth+1); ok {
					operands[i] = s
				}
			}
			return Dutch.Say(t.english, operands...), true
		}
	}
	for _, between := range [...]string{"\n", ": ", "; "} {
		before, after, found := strings.Cut(message, between)
		if !found || before == "" || after == "" {
			continue
		}
		first, a := sentence(before, depth+1)
		second, b := sentence(after, depth+1)
		if a || b {
			if !a {
				first = before
			}
			if !b {
				second = after
			}
			return first + between + second, true
		}
	}
	return "", false
}

// format is a text with operands in it.
type format struct {
	literals []string // around the operands
	kinds    []byte   // of the operands: the letters of their verbs
	english  string   // with %s for every operand
}

// fit gives the operands of which the format makes a message; nil where it makes
// another. An operand ends where what follows it first occurs.
func (f *format) fit(message string) []string {
	rest, ok := strings.CutPrefix(message, f.literals[0])
	if !ok {
		return nil
	}
	operands := make([]string, len(f.kinds))
	for i, kind := range f.kinds {
		literal := f.literals[i+1]
		end := len(rest)
		switch {
		case i < len(f.kinds)-1 && literal != "":
			end = strings.Index(rest, literal)
		case i == len(f.kinds)-1:
			if !strings.HasSuffix(rest, literal) {
				return nil
			}
			end = len(rest) - len(literal)
		}
		if end < 0 || kind == 'd' && strings.Trim(rest[:end], "0123456789") != "" || kind == 'd' && end == 0 {
			return nil
		}
		operands[i] = rest[:end]
		rest = rest[end+len(literal):]
	}
	return operands
}

// table is what the messages of other packages are made of.
type table struct {
	whole   map[string]string
	formats []format // the most telling first
}

//go:embed messages/*.tsv
var messageFiles embed.FS

var messages = sync.OnceValue(func() *table {
	t := &table{whole: map[string]string{}}
	list, _ := messageFiles.ReadDir("messages")
	for _, f := range list {
		content, _ := messageFiles.ReadFile("messages/" + f.Name())
		for line := range strings.Lines(string(content)) {
			dutch, english, ok := parseLine(line)
			if !ok {
				continue
			}
			if !strings.Contains(dutch, "%") {
				t.whole[dutch] = english
				continue
			}
			t.formats = append(t.formats, newFormat(dutch, english))
		}
	}
	slices.SortStableFunc(t.formats, func(a, b format) int { return cmp.Compare(b.tells(), a.tells()) })
	return t
})

// operand is a verb of package fmt.
var operand = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*\d*(\.\d+)?([a-zA-Z])`)

func newFormat(dutch, english string) format {
	f := format{english: operand.ReplaceAllString(english, "%${1}s")}
	end := 0
	for _, at := range operand.FindAllStringSubmatchIndex(dutch, -1) {
		f.literals = append(f.literals, strings.ReplaceAll(dutch[end:at[0]], "%%", "%"))
		f.kinds = append(f.kinds, dutch[at[6]])
		end = at[1]
	}
	f.literals = append(f.literals, strings.ReplaceAll(dutch[end:], "%%", "%"))
	return f
}

// tells is how much of the format is text.
func (f *format) tells() int { return len(strings.Join(f.literals, "")) }
