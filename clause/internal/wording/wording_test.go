package wording

import (
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		"gewoon":                        "gewoon",
		"  a\t b\r\nc  ":                "a b c",
		"a\x1b[31mb\x00":                "a\ufffd[31mb\ufffd",
		"links\u202enaar\u200brechts":   "linksnaarrechts",
		"half\xff":                      "half\ufffd",
		"geen teken \ufffe \U0001ffff.": "geen teken \ufffd \ufffd.",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	if got := CleanLines(" a \r\n\r\n b\tc\x00\n"); got != "a\nb c\ufffd" {
		t.Errorf("CleanLines: %q", got)
	}
}

func TestShorten(t *testing.T) {
	for _, tc := range []struct {
		in, want string
		n        int
	}{
		{"kort", "kort", 4},
		{"een langere zin, met woorden", "een langere zin …", 19},
		{"éénlangwoordzonderspatie", "éénlangw …", 10},
		{"ab", " …", 1},
	} {
		if got := Shorten(tc.in, tc.n); got != tc.want {
			t.Errorf("Shorten(%q, %d) = %q, want %q", tc.in, tc.n, got, tc.want)
		}
	}
}

func TestPlace(t *testing.T) {
	for _, tc := range []struct {
		f      clause.Finding
		nl, en string
	}{
		{clause.Finding{Label: "7.2", Page: 3, Heading: "Einde"}, "art. 7.2, blz. 3", "art. 7.2, p. 3"},
		{clause.Finding{Label: "Bijlage 2"}, "Bijlage 2", "Bijlage 2"},
		{clause.Finding{Heading: "Einde", File: "a.pdf"}, "a.pdf, onder “Einde”", "a.pdf, under “Einde”"},
		{clause.Finding{}, "", ""},
	} {
		if got := (Words{}).Place(&tc.f); got != tc.nl {
			t.Errorf("%q, want %q", got, tc.nl)
		}
		if got := (Words{lang.English}).Place(&tc.f); got != tc.en {
			t.Errorf("%q, want %q", got, tc.en)
		}
	}
}
