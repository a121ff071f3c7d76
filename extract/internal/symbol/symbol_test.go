package symbol

import (
	"testing"
	"unicode/utf8"
)

func TestRune(t *testing.T) {
	for _, c := range []struct {
		font string
		code rune
		want rune
	}{
		{"Symbol", 0xF0B7, '•'}, {"Symbol", 0xB7, '•'}, {"Symbol", 0xF061, 'α'}, {"symbol", 0xF0A3, '≤'}, {"Symbol", 0xF0B3, '≥'},
		{"Symbol", 0xF0FE, '⎭'}, {"Symbol", 0xF0E5, '∑'}, {"Symbol", 0xF07E, '∼'}, {"Symbol", 0xF020, ' '},
		{"Symbol", 0xF0F0, utf8.RuneError}, {"Symbol", 0xF080, utf8.RuneError}, {"Symbol", 0x05, utf8.RuneError},
		{"Wingdings", 0xF0FC, '✓'}, {"WINGDINGS", 0xFE, '☑'}, {"Wingdings", 0xF083, '③'}, {"Wingdings", 0xF021, utf8.RuneError},
		{"Wingdings 2", 0xF052, '☑'}, {"Wingdings 2", 0xF0A3, '☐'}, {"Webdings", 0xF061, '✔'},
		{"Arial", 0xF0B7, '•'}, {"Marlett", 0xF061, utf8.RuneError}, {"", 0xF0D8, '¬'},
		{"Segoe UI Symbol", 0x2610, '☐'}, {"Arial", 0x41, 'A'}, {"Arial", 0xD800, utf8.RuneError}, {"Arial", 0x07, utf8.RuneError},
	} {
		if got := Rune(c.font, c.code); got != c.want {
			t.Errorf("%s %04X: got %q, want %q", c.font, c.code, got, c.want)
		}
	}
	if n, m := utf8.RuneCountInString(low), utf8.RuneCountInString(up); n != 0x7F-0x20 || m != 0xFF-0xA0 {
		t.Errorf("the tables have %d and %d glyphs, want %d and %d", n, m, 0x7F-0x20, 0xFF-0xA0)
	}
}
