package workbook

import (
	"strings"
	"testing"
	"unicode/utf16"
)

func TestCut(t *testing.T) {
	for _, s := range []string{strings.Repeat("a", 40000), strings.Repeat("😀", 20000), strings.Repeat("a", 32766) + "😀", "a" + strings.Repeat("é", 32766)} {
		got := cut(s)
		if n := len(utf16.Encode([]rune(got))); n > 32767 || n < 32766 {
			t.Errorf("%d code units", n)
		}
		if got != s && (!strings.HasSuffix(got, "…") || !strings.HasPrefix(s, strings.TrimSuffix(got, "…"))) {
			t.Errorf("cut to …%s", got[len(got)-10:])
		}
	}
	whole := strings.Repeat("a", 32767)
	if cut(whole) != whole {
		t.Error("a text that fits was cut")
	}
}
