package report

import (
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
)

func TestShorten(t *testing.T) {
	for _, tc := range []struct {
		in      string
		columns int
		want    string
	}{
		{"Onderaannemers", 20, "Onderaannemers"},
		{"Beoogde termijnen voor opvolging (inspanningsverbintenis)", 48, "Beoogde termijnen voor opvolging …"},
		{"Duur, einde en overdracht", 8, "Duur …"},
		{"Inspanningsverbintenissen", 12, "Inspan…issen"},
	} {
		if got := textpage.Shorten(tc.in, tc.columns); got != tc.want {
			t.Errorf("textpage.Shorten(%q, %d) = %q, want %q", tc.in, tc.columns, got, tc.want)
		}
	}
}

func TestFlagsAreWords(t *testing.T) {
	if got := (words{}).flags([]string{"sla-eenzijdig-wijzigbaar", "niet-alle-kopieen", "de e-mail telt niet"}, "; "); got != "SLA eenzijdig wijzigbaar; niet alle kopieën; de e-mail telt niet" {
		t.Error(got)
	}
}

// The sign that a model clause goes on does not stand on a line of its own.
func TestBriefKeepsItsEllipsis(t *testing.T) {
	text := brief("Verwerker meldt. Verwerker wist en geeft terug wat hij heeft, ook na afloop.", 30)
	for columns := 10; columns < 40; columns++ {
		lines := textpage.Wrapped(text, columns)
		if last := strings.TrimSpace(lines[len(lines)-1]); last == "…" {
			t.Errorf("%d columns: %q", columns, lines)
		}
	}
}

// What needs no cleaning is told apart from what does; spaces in a row do not
// stand in a line.
func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " ": "", "a": "a", "één “zin” — zo": "één “zin” — zo", "a  b": "a b", " a": "a", "a ": "a", "a\tb": "a b",
		"a\u00a0b": "a b", "a\x1b[2J": "a\ufffd[2J", "a\u200bb": "ab", "a\xffb": "a\ufffdb", "a\u0085b": "a b",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
	if got := strings.Join(textpage.Wrapped("  een  twee drie-en-twintig vier ", 8), "|"); got != "een twee|drie-en-twintig|vier" {
		t.Error(got)
	}
}

func TestPassageInASentence(t *testing.T) {
	for _, tc := range []struct {
		f    clause.Finding
		want string
	}{
		{clause.Finding{Label: "7.2"}, "art. 7.2"},
		{clause.Finding{Heading: "Einde", Page: 3}, "de tekst onder “Einde”, blz. 3"},
		{clause.Finding{File: "sla.docx", Heading: "Einde"}, "sla.docx, onder “Einde”"},
		{clause.Finding{}, "een passage zonder nummer"},
	} {
		if got := strings.ReplaceAll(words{}.passage(&tc.f), glue, " "); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
}
