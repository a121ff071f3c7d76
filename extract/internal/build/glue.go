package build

import (
	"unicode"
	"unicode/utf8"
)

// Glue is what comes between two texts that a deleted paragraph mark parted.
// People who delete the mark between two sentences seldom type the blank that
// is needed then; it is added where neither text has one.
func Glue[B, A []byte | string](before B, after A) string {
	if len(before) == 0 || len(after) == 0 {
		return ""
	}
	last, _ := utf8.DecodeLastRuneInString(string(before[max(0, len(before)-utf8.UTFMax):]))
	first, _ := utf8.DecodeRuneInString(string(after[:min(len(after), utf8.UTFMax)]))
	if unicode.IsSpace(last) || unicode.IsSpace(first) {
		return ""
	}
	return " "
}
