package dutch

import (
	"testing"
	"unicode/utf8"

	"github.com/clausule/clausule/rules/pattern"
)

func TestASCIIClass(t *testing.T) {
	for c := byte(0); c < utf8.RuneSelf; c++ {
		class := asciiClass(c)
		if word := class&asciiWord != 0; word != pattern.IsWordRune(rune(c)) {
			t.Errorf("asciiClass(%q) word = %v", c, word)
		}
		if class&asciiWord != 0 {
			plain := pattern.Fold(string(c)) == string(c)
			if plain != (class&asciiPlain != 0) {
				t.Errorf("asciiClass(%q) plain = %v", c, !plain)
			}
		}
	}
}

type wantToken struct {
	source string
	text   string
	punct  byte
}

func TestTokenize(t *testing.T) {
	tests := []struct {
		text string
		want []wantToken
	}{
		{"", nil},
		{" … – ", nil},
		{"Verwerker meldt", []wantToken{{"Verwerker", "verwerker", 0}, {"meldt", "meldt", 0}}},
		{"99,9% per", []wantToken{{"99", "99", 0}, {"9%", "9%", 0}, {"per", "per", 0}}},
		{"art. 28(3) AVG.", []wantToken{{"art", "art", '.'}, {"28", "28", 0}, {"3", "3", 0}, {"AVG", "avg", '.'}}},
		{"één (1) uur", []wantToken{{"één", "een", '('}, {"1", "1", ')'}, {"uur", "uur", 0}}},
		{"de sub-verwerker(s), i.v.m.", []wantToken{{"de", "de", 0}, {"sub-verwerker", "subverwerker", 0}, {"s", "s", ','}, {"i", "i", 0}, {"v", "v", 0}, {"m", "m", '.'}}},
		{"'Leverancier' – foto’s", []wantToken{{"Leverancier", "leverancier", '-'}, {"foto’s", "fotos", 0}}},
		{"klant - en leveranciers-", []wantToken{{"klant", "klant", '-'}, {"en", "en", 0}, {"leveranciers", "leveranciers", 0}}},
		{"Verwerker zal:\n a\tb", []wantToken{{"Verwerker", "verwerker", 0}, {"zal", "zal", ':'}, {"a", "a", '\t'}, {"b", "b", 0}}},
		{"€ 1.000,- per x; y", []wantToken{{"€", "€", 0}, {"1", "1", 0}, {"000", "000", 0}, {"per", "per", 0}, {"x", "x", ';'}, {"y", "y", 0}}},
		{"[naam] ja?", []wantToken{{"naam", "naam", ')'}, {"ja", "ja", '?'}}},
	}
	for _, tt := range tests {
		got := Tokenize(tt.text, 100)
		if len(got) != len(tt.want) {
			t.Errorf("%q: %d tokens, want %d: %v", tt.text, len(got), len(tt.want), got)
			continue
		}
		for i, w := range tt.want {
			g := got[i]
			if src := tt.text[g.Start-100 : g.End-100]; src != w.source || g.Text != w.text || g.Punct != w.punct {
				t.Errorf("%q token %d: %q %q %q, want %q %q %q", tt.text, i, src, g.Text, g.Punct, w.source, w.text, w.punct)
			}
		}
	}
}

func FuzzTokenize(f *testing.F) {
	for _, s := range []string{"Verwerker meldt binnen 24 uur.", "99,9% – é́\xff '-' sub-verwerker(s)", "ﬁ € “a”\t"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, tok := range Tokenize(text, 0) {
			if tok.Start < end || tok.End <= tok.Start || tok.End > len(text) {
				t.Fatalf("token %+v outside order in %q", tok, text)
			}
			if tok.Text == "" || tok.Text != pattern.Fold(text[tok.Start:tok.End]) {
				t.Fatalf("token %+v folds to %q", tok, pattern.Fold(text[tok.Start:tok.End]))
			}
			end = tok.End
		}
	})
}
