package archive

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// The years that a contract can be of.
const (
	firstYear = 1990
	lastYear  = 2100
)

// maxDates is how many dates are looked at from the beginning of a text, and how
// many from its end.
const maxDates = 256

// sense is what the words around a date say it is, the better the higher.
type sense int

const (
	alone     sense = iota // nothing
	elsewhere              // of a law, a person, an end
	opening                // at the head of the document, nothing said
	closing                // at its foot
	concluded              // of this agreement, or of the one that it belongs to
	dated                  // of the document or its version
	begins                 // of the agreement
	signed
)

// year finds the year of a contract: that of its signing, else of its beginning,
// else of its date or version, else of a date at its head or foot, else the one in
// its path; 0 for none.
func year(doc *document.Document, path string) int {
	var head, tail []dutch.Date
	for d := range dutch.Dates(doc.Text) {
		switch {
		case d.Year < firstYear || d.Year > lastYear:
		case len(head) < maxDates:
			head = append(head, d)
		case len(tail) < 2*maxDates:
			tail = append(tail, d)
		default:
			tail = append(tail[:0], tail[maxDates:]...)
			tail = append(tail, d)
		}
	}
	best, found := alone, 0
	for _, d := range append(head, tail[max(0, len(tail)-maxDates):]...) {
		s := senseOf(doc, d.Span)
		switch {
		case s < opening || s < best:
		case s > best:
			best, found = s, d.Year
		case s == signed || s == dated || s == closing:
			// The last to sign makes the contract, the last version is the one
			// that is read.
			found = max(found, d.Year)
		}
	}
	if found == 0 {
		return yearIn(path)
	}
	return found
}

// The bytes around a date in which words tell what it is, and those at the edges of
// a document in which it may tell that by itself.
const (
	wordsBefore = 110
	wordsAfter  = 40
	headOf      = 1200
	footOf      = 1000
)

// senseOf reads the words around a date. Of two that say what it is, the nearer one
// in front of it decides.
func senseOf(doc *document.Document, span dutch.Range) sense {
	before := window(doc.Text, span.Start-wordsBefore, span.Start)
	if at := strings.LastIndex(before, ". "); at >= 0 && !strings.HasSuffix(before[:at], "d.d") && !strings.HasSuffix(before[:at], " art") && !strings.HasSuffix(before[:at], " nr") {
		before = before[at+1:] // keeps a border in front of the first word
	}
	after := window(doc.Text, span.End, span.End+wordsAfter)
	if at := strings.IndexAny(after, ".;\n"); at >= 0 {
		after = after[:at]
	}
	if s := lastCue(before); s != alone {
		if s != elsewhere && s != signed && ofLaw(before) {
			return elsewhere
		}
		return s
	}
	switch {
	case ofLaw(before):
		return elsewhere
	case has(after, "ondertekend", "getekend"):
		return signed
	case has(after, "ingangsdatum", "in werking", "ingegaan", "ingaat"):
		return begins
	case span.Start < headOf:
		return opening
	case len(doc.Text)-span.End < footOf:
		return closing
	}
	if i := doc.BlockAt(span.Start); i >= 0 {
		if k := doc.Blocks[i].Kind; k == document.Header || k == document.Footer {
			return opening
		}
	}
	return alone
}

// window is a part of a text in small letters, with a space for white space of any
// kind and signs of layout.
func window(text string, from, to int) string {
	from, to = max(0, from), min(len(text), to)
	for from < to && !utf8.RuneStart(text[from]) {
		from++
	}
	for from < to && to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '|', r == '*', r == '_', r == '`':
			return ' '
		}
		return r
	}, text[from:to]))
}

// cue is a word or a few that say what the date behind them is.
type cue struct {
	words string
	sense sense
}

func cues() []cue {
	return []cue{
		{"ondertekend", signed}, {"ondertekening", signed}, {"getekend", signed}, {"opgemaakt", signed}, {"handtekening", signed}, {"gedaan te", signed},
		{"plaats en datum", signed}, {"plaats, datum", signed}, {"plaats/datum", signed}, {"aldus overeengekomen", signed}, {"voor akkoord", signed}, {"ondertekeningsdatum", signed},
		{"ingangsdatum", begins}, {"datum ingang", begins}, {"datum van ingang", begins}, {"ingaande", begins}, {"ingang van", begins}, {"gaat in", begins}, {"in werking", begins},
		{"inwerkingtreding", begins}, {"aanvangsdatum", begins}, {"vangt aan", begins}, {"aanvang", begins}, {"startdatum", begins}, {"begindatum", begins}, {"begint", begins},
		{"van kracht", begins}, {"geldt vanaf", begins}, {"geldig vanaf", begins}, {"looptijd", begins},
		{"datum", dated}, {"versie", dated}, {"version", dated}, {"bijgewerkt", dated}, {"update", dated}, {"gepubliceerd", dated}, {"vastgesteld", dated}, {"gedateerd", dated},
		{"herzien", dated}, {"gewijzigd", dated}, {"uitgave", dated}, {"revisie", dated}, {"d.d.", dated}, {"dd.", dated},
		{"gesloten", concluded}, {"overeenkomst van", concluded}, {"overeenkomst d.d.", concluded}, {"contract van", concluded}, {"contract d.d.", concluded}, {"offerte van", concluded}, {"offerte d.d.", concluded},
		{"overeengekomen op", concluded}, {"partijen hebben op", concluded}, {"aangegaan op", concluded}, {"heden", concluded},
		{"einddatum", elsewhere}, {"eindigt", elsewhere}, {"eindigend", elsewhere}, {"eindigen", elsewhere}, {"tot", elsewhere}, {"tot en met", elsewhere}, {"t/m", elsewhere}, {"loopt af", elsewhere},
		{"vervaldatum", elsewhere}, {"uiterlijk", elsewhere}, {"verstrijkt", elsewhere}, {"geldig tot", elsewhere}, {"opgezegd", elsewhere}, {"beëindigd", elsewhere}, {"vóór", elsewhere}, {"sinds", elsewhere},
		{"geboren", elsewhere}, {"geboortedatum", elsewhere}, {"uittreksel", elsewhere}, {"notaris", elsewhere}, {"statuten", elsewhere}, {"opgericht", elsewhere}, {"©", elsewhere}, {"copyright", elsewhere},
		{"certificaat", elsewhere}, {"gecertificeerd", elsewhere}, {"factuur", elsewhere}, {"goedgekeurd op", elsewhere}, {"laatste controle", elsewhere},
	}
}

// lastCue is the sense of the cue that ends last in a text, the longer of two that
// end together.
func lastCue(text string) sense {
	best, end, size := alone, -1, 0
	for _, c := range cues() {
		at := strings.LastIndex(text, c.words)
		for at > 0 && letterBefore(text, at) {
			at = strings.LastIndex(text[:at+len(c.words)-1], c.words)
		}
		if at < 0 || letterAfter(text, at+len(c.words)) {
			continue
		}
		if to := at + len(c.words); to > end || to == end && len(c.words) > size {
			best, end, size = c.sense, to, len(c.words)
		}
	}
	return best
}

// has tells whether one of the words stands in a text.
func has(text string, words ...string) bool {
	for _, w := range words {
		if at := strings.Index(text, w); at >= 0 && !letterBefore(text, at) {
			return true
		}
	}
	return false
}

func letterBefore(text string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return at > 0 && unicode.IsLetter(r)
}

func letterAfter(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return at < len(text) && unicode.IsLetter(r)
}

// ofLaw tells whether the words before a date speak of a law, a decision or a norm.
func ofLaw(text string) bool {
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '.' }) {
		w = strings.Trim(w, ".")
		switch w {
		case "wetten", "arrest", "vonnis", "raad", "parlement", "staatsblad", "stb", "stcrt", "staatscourant", "publicatieblad", "beschikking", "ordonnantie", "k.b", "kb", "iso", "nen", "iec", "rechtbank":
			return true
		}
		for _, end := range [...]string{"wet", "verordening", "richtlijn", "besluit", "decreet", "regeling", "wetboek"} {
			if strings.HasSuffix(w, end) {
				return true
			}
		}
	}
	return false
}

// yearIn reads the year in a path, the last of the file name before the nearest
// folder: "2021/dpa.pdf", "DPA Starred 2019.docx", "20210312 dpa.pdf". That of a norm
// is none: "ISO 27001-2022".
func yearIn(path string) int {
	for path != "" {
		at := strings.LastIndexByte(path, '/')
		if found := yearOf(path[at+1:]); found > 0 {
			return found
		}
		path = path[:max(at, 0)]
	}
	return 0
}

// yearOf reads the last year in a name.
func yearOf(name string) int {
	found, before := 0, ""
	for {
		start := strings.IndexFunc(name, figure)
		if start < 0 {
			return found
		}
		rest := name[start:]
		number := rest[:len(rest)-len(strings.TrimLeftFunc(rest, figure))]
		name = rest[len(number):]
		// A year, or one with the month, and the day, behind it.
		if len(number) == 4 || (len(number) == 6 || len(number) == 8) && "01" <= number[4:6] && number[4:6] <= "12" {
			ofNorm := start == 1 && (before == "27001" || before == "27002" || before == "7510" || before == "9001")
			if n, err := strconv.Atoi(number[:4]); err == nil && firstYear <= n && n <= lastYear && !ofNorm {
				found = n
			}
		}
		before = number
	}
}

func figure(r rune) bool { return '0' <= r && r <= '9' }
