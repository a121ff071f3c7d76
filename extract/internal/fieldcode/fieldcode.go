// Package fieldcode reads the codes of fields of Word, whatever the format of
// the file.
package fieldcode

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/clausule/clausule/extract/internal/symbol"
)

// Display is what Word shows of a field that has no result in the file: the
// text of a button to click on, which templates use for what is to be filled in,
// and a sign of a symbol font (ECMA-376 part 1, 17.16.5). Number tells that it shows a number that
// it counts itself and that stands nowhere in the file.
func Display(code string) (text string, number bool) {
	name, rest := word(code)
	switch strings.ToUpper(name) {
	case "MACROBUTTON", "GOTOBUTTON":
		_, rest = word(rest)
		return strings.TrimSpace(rest), false
	case "SYMBOL":
		return sign(rest), false
	case "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM":
		return "", true
	}
	return "", false
}

// sign reads what follows the name of a SYMBOL field: 168 \f "Wingdings" \s 10.
// U+FFFD stands for a glyph without a known meaning.
func sign(rest string) string {
	number, rest := word(rest)
	code, err := strconv.ParseInt(number, 0, 32)
	if err != nil || code < ' ' {
		return ""
	}
	font := ""
	if _, after, ok := strings.Cut(strings.ToLower(rest), `\f`); ok {
		if font = strings.TrimSpace(after); strings.HasPrefix(font, `"`) {
			font, _, _ = strings.Cut(font[1:], `"`)
		} else {
			font, _ = word(font)
		}
	}
	return string(symbol.Rune(font, rune(code)))
}

// NumbersMissing is the message about n numbers that fields show and that are
// not in the text.
func NumbersMissing(n int) string {
	return fmt.Sprintf("Het document nummert met velden (AUTONUM of LISTNUM, %d keer); die nummers staan niet in het bestand en ontbreken in de tekst.", n)
}

// word cuts the first word off.
func word(code string) (first, rest string) {
	code = strings.TrimSpace(code)
	if at := strings.IndexAny(code, " \t\r\n"); at >= 0 {
		return code[:at], code[at+1:]
	}
	return code, ""
}
