package archive

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Search is what Query.Text asks for: all of its phrases in one quote.
type Search []Phrase

// Phrase is words in a row.
type Phrase struct {
	Words []string // as SearchWords gives them
	// Prefix tells that the last word is only the beginning of one.
	Prefix bool
}

const (
	maxSearch     = 1000 // bytes of a search
	maxSearchWord = 128  // bytes of a word, beyond which it is cut off
)

// ParseSearch reads a text to look for: words, a phrase between quotes, a star
// behind a beginning: `melding "zonder onredelijke vertraging" persoon*`. What a
// text cannot hold, as a hyphen within a word, makes a phrase of its parts. An
// empty text asks for nothing. Its error is a *QueryError.
func ParseSearch(text string) (Search, error) {
	fault := func(reason string) (Search, error) { return nil, &QueryError{Text: shorten(text), Reason: reason} }
	if len(text) > maxSearch {
		return fault("de zoektekst is te lang; gebruik ten hoogste duizend tekens")
	}
	var s Search
	rest := strings.Map(func(r rune) rune {
		switch r {
		case '“', '”', '„', '«', '»':
			return '"'
		}
		return r
	}, text)
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		var part string
		if rest[0] == '"' {
			end := strings.IndexByte(rest[1:], '"')
			if end < 0 {
				return fault(`een aanhalingsteken is niet gesloten; zet " aan beide kanten van de woorden`)
			}
			part, rest = rest[1:end+1], rest[end+2:]
			if strings.HasPrefix(rest, "*") {
				part, rest = part+"*", rest[1:]
			}
		} else {
			end := strings.IndexFunc(rest, func(r rune) bool { return r == '"' || unicode.IsSpace(r) })
			if end < 0 {
				end = len(rest)
			}
			part, rest = rest[:end], rest[end:]
		}
		whole, prefix := strings.CutSuffix(part, "*")
		p := Phrase{Words: SearchWords(whole), Prefix: prefix}
		switch last, _ := utf8.DecodeLastRuneInString(whole); {
		case strings.Contains(whole, "*"), prefix && (len(p.Words) == 0 || !letter(last)):
			return fault("een ster staat achter het begin van een woord, bijvoorbeeld: persoon*")
		case len(p.Words) > 0:
			s = append(s, p)
		}
	}
	if len(s) == 0 && strings.TrimSpace(text) != "" {
		return fault("er staat geen woord in om naar te zoeken")
	}
	return s, nil
}

// shorten is a text as an error repeats it.
func shorten(text string) string {
	if len(text) <= maxSearch {
		return text
	}
	return strings.ToValidUTF8(text[:60], "") + "…"
}

// letter tells what words are made of: letters, figures, and the marks and
// invisible signs that stand with them.
func letter(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Cf) }

// SearchWords gives the words of a text as they are looked for: runs of letters
// and figures in small letters, without accents.
func SearchWords(text string) []string { return strings.Fields(string(AppendSearchWords(nil, text))) }

// AppendSearchWords appends the words of SearchWords with a space between them. An
// index of a store holds them, so that a change here is one in its schema.
func AppendSearchWords(to []byte, text string) []byte {
	start := len(to) // of the text
	word := start    // of the word
	if !ascii(text) {
		text = norm.NFKD.String(text)
	}
	for _, r := range text {
		switch {
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		case r < utf8.RuneSelf, r == utf8.RuneError:
			r = ' '
		case unicode.In(r, unicode.L, unicode.N):
			r = unicode.ToLower(r)
		case unicode.In(r, unicode.M, unicode.Cf):
			continue
		default:
			r = ' '
		}
		switch {
		case r != ' ':
			if len(to)-word < maxSearchWord {
				to = utf8.AppendRune(to, r)
			}
		case len(to) > word:
			to = append(to, ' ')
			word = len(to)
		}
	}
	if word == len(to) && word > start {
		to = to[:len(to)-1]
	}
	return to
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// In tells whether a quote has all phrases.
func (s Search) In(quote string) bool {
	words := SearchWords(quote)
	for _, p := range s {
		if !p.in(words) {
			return false
		}
	}
	return true
}

func (p Phrase) in(words []string) bool {
	n := len(p.Words)
	for at := 0; at+n <= len(words); at++ {
		if !slices.Equal(words[at:at+n-1], p.Words[:n-1]) {
			continue
		}
		if last := words[at+n-1]; last == p.Words[n-1] || p.Prefix && strings.HasPrefix(last, p.Words[n-1]) {
			return true
		}
	}
	return false
}
