package pdf

import (
	"strings"
	"unicode"

	"github.com/clausule/clausule/extract/pdf/internal/content"
)

// What the text of a page looks like when an engine has guessed which letters
// the glyphs are, from numbers that mean something else.
const (
	oneScript   = 0.8 // of the letters are of one script, or they are guessed
	plainLatin  = 0.7 // of the Latin letters are a to z
	fewVowels   = 0.2 // of the letters a to z; Dutch, French and English have 0.38 to 0.45
	manyVowels  = 0.7
	fewE        = 0.05 // of the same are e; Dutch has 0.19, few languages below 0.08
	judgeVowels = 40   // letters from which on these tell
)

// scripts are the writing systems that are told apart. Japanese mixes three.
var scripts = [...][]*unicode.RangeTable{
	{unicode.Latin}, {unicode.Greek}, {unicode.Cyrillic}, {unicode.Arabic}, {unicode.Hebrew},
	{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo}, {unicode.Devanagari}, {unicode.Thai},
}

// plausible tells whether the text of a page may be what the page says. An
// engine that finds no meaning for a glyph may take its number for a letter,
// and be sure of it.
func plausible(page *content.Page) bool {
	var counts [len(scripts)]int
	letters, plain, vowels, es := 0, 0, 0, 0
	for i := range page.Glyphs {
		for _, r := range page.Glyphs[i].Text {
			if !unicode.IsLetter(r) {
				continue
			}
			letters++
			for k, tables := range scripts {
				if unicode.In(r, tables...) {
					counts[k]++
					break
				}
			}
			if r |= 0x20; 'a' <= r && r <= 'z' {
				plain++
				if strings.ContainsRune("aeiouy", r) {
					vowels++
				}
				if r == 'e' {
					es++
				}
			}
		}
	}
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	latin := counts[0]
	switch {
	case letters == 0:
		return true
	case float64(most) < oneScript*float64(letters):
		return false
	case latin < most:
		return true
	case float64(plain) < plainLatin*float64(latin):
		return false
	case latin < judgeVowels:
		return true
	}
	share := func(n int) float64 { return float64(n) / float64(plain) }
	return share(es) >= fewE && share(vowels) >= fewVowels && share(vowels) <= manyVowels
}

// legible tells whether recognised text is one: most of it letters, and those
// plausible.
func legible(page *content.Page) bool {
	letters, others := 0, 0
	for i := range page.Glyphs {
		for _, r := range page.Glyphs[i].Text {
			switch {
			case unicode.IsLetter(r), unicode.IsDigit(r):
				letters++
			case !unicode.IsSpace(r):
				others++
			}
		}
	}
	return letters > others && plausible(page)
}
