package lang

import (
	"cmp"
	"embed"
	"regexp"
	"slices"
	"strconv"
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
	r := recognition{left: mostTries}
	if s, ok := r.sentence(message); ok {
		return s
	}
	return message
}

// mostTries bounds the work on one message: texts can stand in texts.
const mostTries = 400

// recognition finds what a message is made of.
type recognition struct{ left int }

func (r *recognition) sentence(message string) (string, bool) {
	if english, ok := messages().whole[message]; ok {
		return english, true
	}
	if english, ok := english()[message]; ok {
		return english, true
	}
	if r.left--; r.left < 0 {
		return "", false
	}
	if s, ok := r.fit(message, false); ok {
		return s, true
	}
	partly, whole := r.cut(message)
	if whole {
		return partly, true
	}
	if s, ok := r.fit(message, true); ok {
		return s, true
	}
	return partly, partly != ""
}

// fit finds the format of a message, of those that begin with an operand or of
// the others, which are surer.
func (r *recognition) fit(message string, loose bool) (string, bool) {
	formats := messages().formats
	for i := range formats {
		f := &formats[i]
		if loose != (f.literals[0] == "") {
			continue
		}
		operands := f.fit(message)
		if operands == nil {
			continue
		}
		for k, o := range operands {
			if !f.quotes(k) {
				operands[k] = r.operand(o)
			}
		}
		return Dutch.Say(f.english, operands...), true
	}
	return "", false
}

// cut parts a message into one text behind another: where both are known it is
// the whole of it.
func (r *recognition) cut(message string) (english string, whole bool) {
	const mostCuts = 6
	for _, between := range [...]string{"\n", ": ", "; "} {
		at := 0
		for range mostCuts {
			n := strings.Index(message[at:], between)
			if n < 0 {
				break
			}
			at += n
			before, a := r.sentence(message[:at])
			after, b := r.sentence(message[at+len(between):])
			if !a {
				before = message[:at]
			}
			at += len(between)
			if !b {
				after = message[at:]
			}
			if a && b {
				return before + between + after, true
			}
			if (a || b) && english == "" {
				english = before + between + after
			}
		}
	}
	return english, false
}

// operand gives an operand of a message: a text of its own, a number as it is
// written in Dutch, or what stays as it is.
func (r *recognition) operand(o string) string {
	if thousands.MatchString(o) {
		return strings.ReplaceAll(o, ".", ",")
	}
	if s, ok := r.sentence(o); ok {
		return s
	}
	return o
}

var thousands = regexp.MustCompile(`^\d{1,3}(\.\d{3})+$`)

// format is a text with operands in it.
type format struct {
	literals []string // around the operands
	kinds    []byte   // of the operands: the letters of their verbs
	english  string   // with %s for every operand
}

// quotes tells whether an operand stands in quotation marks: it is what somebody
// wrote, and stays.
func (f *format) quotes(k int) bool {
	return f.kinds[k] == 'q' || strings.HasSuffix(f.literals[k], "“") && strings.HasPrefix(f.literals[k+1], "”")
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
		if end < 0 || !written(kind, rest[:end]) {
			return nil
		}
		operands[i] = rest[:end]
		rest = rest[end+len(literal):]
	}
	return operands
}

// written tells whether a verb can have written an operand.
func written(kind byte, operand string) bool {
	switch kind {
	case 'd':
		return operand != "" && strings.Trim(operand, "0123456789") == ""
	case 'q':
		_, err := strconv.Unquote(operand)
		return err == nil
	}
	return true
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
