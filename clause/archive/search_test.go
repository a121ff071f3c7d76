package archive

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestSearchWords(t *testing.T) {
	for text, want := range map[string][]string{
		"":                              nil,
		"Verwerker meldt, binnen 48u.":  {"verwerker", "meldt", "binnen", "48u"},
		"CAFÉ cafe\u0301 ge\u00ADheim":  {"cafe", "cafe", "geheim"},
		"back-up/herstel":               {"back", "up", "herstel"},
		"ﬁnanciële ½ Ærø":               {"financiele", "1", "2", "ærø"},
		"a\xffb":                        {"a", "b"},
		strings.Repeat("x", 500) + " y": {strings.Repeat("x", maxSearchWord), "y"},
	} {
		if got := SearchWords(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestParseSearch(t *testing.T) {
	for text, want := range map[string]Search{
		"":                     nil,
		"  ":                   nil,
		"Melding":              {{Words: []string{"melding"}}},
		"persoon* gegevens":    {{Words: []string{"persoon"}, Prefix: true}, {Words: []string{"gegevens"}}},
		`"binnen 48 uur"`:      {{Words: []string{"binnen", "48", "uur"}}},
		`„binnen 48” "x y*"`:   {{Words: []string{"binnen", "48"}}, {Words: []string{"x", "y"}, Prefix: true}},
		`"binnen 4"*`:          {{Words: []string{"binnen", "4"}, Prefix: true}},
		"back-up":              {{Words: []string{"back", "up"}}},
		`a OR b NEAR(c) -d ^e`: {{Words: []string{"a"}}, {Words: []string{"or"}}, {Words: []string{"b"}}, {Words: []string{"near", "c"}}, {Words: []string{"d"}}, {Words: []string{"e"}}},
		"a - b":                {{Words: []string{"a"}}, {Words: []string{"b"}}},
	} {
		if got, err := ParseSearch(text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, %v; want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"*", "a*b", "a- *", `"open`, `""`, "--", strings.Repeat("a ", 501), "-*", `a-*`} {
		_, err := ParseSearch(text)
		var typed *QueryError
		if !errors.As(err, &typed) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestSearchIn(t *testing.T) {
	quote := "Verwerker meldt een inbreuk zonder onredelijke vertraging, uiterlijk binnen 48 uur, aan de cliënt."
	for text, want := range map[string]bool{
		"inbreuk": true, "INBREUK client": true, "inbreuken": false, "inbr*": true, `"zonder onredelijke vertr*"`: true, `"onredelijke zonder"`: false,
		`"48 uur"`: true, "inbreuk boete": false, "cliënt*": true, "vertraging-uiterlijk": true,
	} {
		s, err := ParseSearch(text)
		if err != nil {
			t.Fatal(err)
		}
		if s.In(quote) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func FuzzParseSearch(f *testing.F) {
	for _, s := range []string{"melding persoon*", `"binnen 48 uur" x`, "„a” «b»*", `"`, "ﬁ\u0301*", "a\xff*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSearch(text)
		if err != nil {
			return
		}
		for _, p := range s {
			if len(p.Words) == 0 {
				t.Fatalf("%q: a phrase without words", text)
			}
			for _, w := range p.Words {
				if again := SearchWords(w); !slices.Equal(again, []string{w}) {
					t.Fatalf("%q: the word %q becomes %q", text, w, again)
				}
			}
			if quote := strings.Join(p.Words, " "); !(Search{p}).In("x " + quote + " y") {
				t.Fatalf("%q is not in %q", p.Words, quote)
			}
		}
	})
}

func TestGlob(t *testing.T) {
	for _, tc := range []struct {
		pattern, text string
		want          bool
	}{
		{"*", "", true}, {"", "", true}, {"", "a", false}, {"a*", "abc/d", true}, {"*/dpa.docx", "2021/x/dpa.docx", true}, {"?.pdf", "ë.pdf", true},
		{"a?c", "ac", false}, {"*a*b*", "xxaxxb", true}, {"*a*b", "xxaxxbx", false}, {"**", "a", true},
		{strings.Repeat("*a", 20), strings.Repeat("a", 4000) + "b", false},
	} {
		if got := matchName([]rune(tc.pattern), []rune(tc.text)); got != tc.want {
			t.Errorf("matchName(%q, %q) = %v", tc.pattern, tc.text, got)
		}
	}
}
