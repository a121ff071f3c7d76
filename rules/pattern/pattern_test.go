package pattern_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/rules/pattern"
)

func word(s string) pattern.Term    { return pattern.Term{Text: s} }
func concept(s string) pattern.Term { return pattern.Term{Kind: pattern.Concept, Text: s} }
func alt(t ...pattern.Term) pattern.Alt {
	return pattern.Alt{Terms: t}
}
func group(a ...pattern.Alt) pattern.Term { return pattern.Term{Kind: pattern.Group, Group: a} }

func TestParse(t *testing.T) {
	gap := func(n int, t pattern.Term) pattern.Term { t.Gap = n; return t }
	context := func(t pattern.Term) pattern.Term { t.Context = true; return t }
	for _, tc := range []struct {
		text, canonical string
		mode            pattern.Mode
		want            []pattern.Alt
	}{
		{"Melden", "melden", pattern.Sequence, []pattern.Alt{alt(word("melden"))}},
		{"Sub-verwerker geïnformeerd", "subverwerker geinformeerd", pattern.Sequence, []pattern.Alt{alt(word("subverwerker"), word("geinformeerd"))}},
		{"a | b c", "a | b c", pattern.Sequence, []pattern.Alt{alt(word("a")), alt(word("b"), word("c"))}},
		{" <melden>  ^<inbreuk> ", "<melden> ^<inbreuk>", pattern.Set, []pattern.Alt{alt(concept("melden"), context(concept("inbreuk")))}},
		{"stelt .. in kennis", "stelt .. in kennis", pattern.Sequence, []pattern.Alt{alt(word("stelt"), gap(25, word("in")), word("kennis"))}},
		{"stelt ..8 <klant>", "stelt ..8 <klant>", pattern.Sequence, []pattern.Alt{alt(word("stelt"), gap(8, concept("klant")))}},
		{"a ..60 b", "a ..60 b", pattern.Sequence, []pattern.Alt{alt(word("a"), gap(60, word("b")))}},
		{"(onverwijld | zonder ..2 vertraging) <melden>", "(onverwijld | zonder ..2 vertraging) <melden>", pattern.Set, []pattern.Alt{
			alt(group(alt(word("onverwijld")), alt(word("zonder"), gap(2, word("vertraging")))), concept("melden"))}},
		{"^(a | b)", "^(a | b)", pattern.Set, []pattern.Alt{alt(context(group(alt(word("a")), alt(word("b")))))}},
		{"meld* *lek *verwerker*", "meld* *lek *verwerker*", pattern.Sequence, []pattern.Alt{alt(
			pattern.Term{Text: "meld", Suffix: true}, pattern.Term{Text: "lek", Prefix: true}, pattern.Term{Text: "verwerker", Prefix: true, Suffix: true})}},
		{"99,9%", "99 9%", pattern.Sequence, []pattern.Alt{alt(word("99"), word("9%"))}},
		// In a set the pieces of one written word stay next to each other.
		{"28/3 lid", "(28 3) lid", pattern.Set, []pattern.Alt{alt(group(alt(word("28"), word("3"))), word("lid"))}},
		{"^24/7", "^(24 7)", pattern.Set, []pattern.Alt{alt(context(group(alt(word("24"), word("7")))))}},
		{"foto's € 500", "fotos € 500", pattern.Sequence, []pattern.Alt{alt(word("fotos"), word("€"), word("500"))}},
		{"'s avonds a.u.b. nr. 5 e-mail persoons- en meldt.", "s avonds a u b nr 5 email persoons en meldt", pattern.Sequence, []pattern.Alt{alt(
			word("s"), word("avonds"), word("a"), word("u"), word("b"), word("nr"), word("5"), word("email"), word("persoons"), word("en"), word("meldt"))}},
		// Without its number the gap would look like ".. 24", which is refused.
		{"a ..25 24 uur", "a ..25 24 uur", pattern.Sequence, []pattern.Alt{alt(word("a"), gap(25, word("24")), word("uur"))}},
		{"a..b", "a .. b", pattern.Sequence, []pattern.Alt{alt(word("a"), gap(25, word("b")))}},
	} {
		got, err := pattern.Parse(tc.text, tc.mode)
		if err != nil {
			t.Errorf("%q: %v", tc.text, err)
			continue
		}
		if diff := cmp.Diff(&pattern.Pattern{Mode: tc.mode, Alts: tc.want}, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tc.text, diff)
		}
		if got.String() != tc.canonical {
			t.Errorf("%q is written %q, want %q", tc.text, got.String(), tc.canonical)
		}
	}
}

func TestParseFaults(t *testing.T) {
	for _, tc := range []struct {
		text   string
		mode   pattern.Mode
		offset int
		part   string // of the message
	}{
		{"", pattern.Set, 0, "ontbreekt een woord"},
		{"a | ", pattern.Set, 4, "ontbreekt een woord"},
		{"a || b", pattern.Set, 3, "ontbreekt een woord"},
		{"(a", pattern.Set, 0, "niet gesloten"},
		{"a b)", pattern.Set, 3, "')' zonder '('"},
		{"()", pattern.Set, 1, "ontbreekt een woord"},
		{"a <b", pattern.Set, 2, "'<' zonder '>'"},
		{"a b>", pattern.Set, 3, "'>' zonder '<'"},
		{"<Melden>", pattern.Set, 0, "geen geldige naam"},
		{"<>", pattern.Set, 0, "geen geldige naam"},
		{"a .. b", pattern.Set, 2, "alleen in een reeks"},
		{".. b", pattern.Sequence, 0, "tussen twee woorden"},
		{"a ..", pattern.Sequence, 2, "volgt geen woord"},
		{"a .. ..3 b", pattern.Sequence, 5, "tussen twee woorden"},
		{"a ..61 b", pattern.Sequence, 6, "ten hoogste 60"},
		{"a ..0 b", pattern.Sequence, 5, "geen tussenruimte"},
		{"^a", pattern.Sequence, 0, "'^' kan alleen"},
		{"(^a)", pattern.Set, 1, "'^' kan alleen"},
		{"a ^", pattern.Set, 3, "ontbreekt een term"},
		{"a ^^b", pattern.Set, 3, "staat hier niet goed"},
		{"me*ld", pattern.Set, 0, "'*' kan alleen"},
		{"é ,", pattern.Set, 3, "leesteken telt niet mee"},
		{"é --", pattern.Set, 3, "is geen woord"},
		{"(meldt OF bericht)", pattern.Set, 7, "'OF' is hier een gewoon woord"},
		{"a AND b", pattern.Set, 2, "'AND' is hier een gewoon woord"},
		{"NIET b", pattern.Set, 0, "'NIET' is hier een gewoon woord"},
		{"a .*", pattern.Set, 2, "'.*' betekent hier niets"},
		{"meld.* b", pattern.Set, 4, "'.*' betekent hier niets"},
		{"meld[et]en", pattern.Set, 4, "'[' betekent hier niets"},
		{"a melde?n", pattern.Set, 7, "'?' betekent hier niets"},
		{`\bmelden`, pattern.Set, 0, `'\' betekent hier niets`},
		{"meld(t | en)", pattern.Set, 4, "direct achter een woord"},
		{"<melden>t", pattern.Set, 8, "ontbreekt een spatie"},
		{"a<melden>", pattern.Set, 1, "ontbreekt een spatie"},
		{"(a)(b)", pattern.Set, 3, "ontbreekt een spatie"},
		{"ab^<b>", pattern.Set, 2, "ontbreekt een spatie"},
		{"“in kennis”", pattern.Set, 0, "aanhalingstekens betekenen"},
		{"'in kennis'", pattern.Set, 0, "aanhalingstekens betekenen"},
		{"‘meldt’", pattern.Set, 0, "aanhalingstekens betekenen"},
		{"«melden»", pattern.Set, 0, "geen punthaak"},
		{"stelt … in", pattern.Sequence, 6, "'…' is één teken"},
		{"stelt ... in", pattern.Sequence, 8, "meer dan twee punten"},
		{"stelt .. 8 in", pattern.Sequence, 9, "een spatie tussen '..' en het getal"},
		{"meldt, bericht", pattern.Set, 5, "leesteken telt niet mee"},
		{"!klant", pattern.Set, 0, "'!' betekent hier niets"},
		{"-klant", pattern.Set, 0, "een streepje voor een woord"},
		{"a – b", pattern.Set, 2, "een lang streepje"},
		{"bedrijf. Klant", pattern.Sequence, 7, "na deze punt begint een nieuwe zin"},
		{"mel\u00adden", pattern.Set, 3, "onzichtbaar teken"},
		{"info@klant", pattern.Set, 4, "'@' staat in geen woord"},
		{"§ 3", pattern.Set, 0, "staat in geen woord"},
		{"*", pattern.Set, 0, "is geen woord"},
		{"a*", pattern.Set, 0, "te veel woorden"},
		{"abc.d*", pattern.Sequence, 0, "te veel woorden"},
		{"*a.bcd", pattern.Sequence, 0, "te veel woorden"},
		{strings.Repeat("(", pattern.MaxDepth+1) + "a", pattern.Set, pattern.MaxDepth, "te diep"},
		{strings.Repeat("a ", pattern.MaxLength/2+1), pattern.Set, 0, "te lang"},
		{"a \xff", pattern.Set, 0, "UTF-8"},
	} {
		_, err := pattern.Parse(tc.text, tc.mode)
		var syntax *pattern.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%.40q gives %v", tc.text, err)
			continue
		}
		if syntax.Offset != tc.offset || !strings.Contains(syntax.Message, tc.part) || syntax.Fix == "" {
			t.Errorf("%.40q gives %d %q with remedy %q, want %d %q", tc.text, syntax.Offset, syntax.Message, syntax.Fix, tc.offset, tc.part)
		}
		if !strings.Contains(err.Error(), syntax.Fix) {
			t.Errorf("%q hides the remedy", err)
		}
	}
}

func TestFold(t *testing.T) {
	for word, want := range map[string]string{
		"Verwerker": "verwerker", "sub-verwerker": "subverwerker", "back‑up": "backup", "geëist": "geeist",
		"foto’s": "fotos", "Ⅳ": "iv", "9%": "9%", "€": "€", "---": "", "ﬁnanciën": "financien", "abc9": "abc9",
	} {
		if got := pattern.Fold(word); got != want {
			t.Errorf("Fold(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestConcepts(t *testing.T) {
	p, err := pattern.Parse("<a> (b | <c> (<d>)) ^<a>", pattern.Set)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	p.Concepts(func(name string) { got = append(got, name) })
	if want := []string{"a", "c", "d", "a"}; !slices.Equal(got, want) {
		t.Errorf("Concepts gives %v, want %v", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"<melden> <inbreuk> (onverwijld | zonder ..2 vertraging)", "stelt ..8 <klant> .. in kennis", "^<a> b* *c *d* | 28/3",
		"((a) | (b ..60 c))", "½ ² ™ Ⅳ ŉ İ ẞ ǅ", "a\u00a0b", "-a-b-", "𝝬 µ", "a..25 24", "%.%*", "aa.b.cc*", "%'00", "a'%", "5'%",
	} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, set bool) {
		mode := pattern.Sequence
		if set {
			mode = pattern.Set
		}
		p, err := pattern.Parse(text, mode)
		if err != nil {
			var syntax *pattern.SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("%q gives %T", text, err)
			}
			if syntax.Offset < 0 || syntax.Offset > len(syntax.Pattern) || syntax.Message == "" || syntax.Fix == "" || !utf8.ValidString(err.Error()) {
				t.Fatalf("%q gives a bad error: %+v", text, syntax)
			}
			return
		}
		canonical := p.String()
		if len(canonical) > pattern.MaxLength {
			return // compatibility characters grow when they are written out
		}
		again, err := pattern.Parse(canonical, mode)
		if err != nil {
			t.Fatalf("%q is written %q, which gives %v", text, canonical, err)
		}
		if !reflect.DeepEqual(p, again) {
			t.Fatalf("%q is written %q, which reads as %q", text, canonical, again)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	const text = "<verwerker> (niet gehouden | niet verplicht | hoeft ..6 niet) ^<melden> (inbreuk* | *lek | beveiligings-incident)"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pattern.Parse(text, pattern.Set); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleParse() {
	p, err := pattern.Parse("<melden> ^<inbreuk> (onverwijld | zonder onredelijke vertraging)", pattern.Set)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p)
	for _, t := range p.Alts[0].Terms[:2] {
		fmt.Println(t.Text, t.Context)
	}

	_, err = pattern.Parse("stelt ..8 <klant> ..4 (in kennis", pattern.Sequence)
	fmt.Println(err)
	// Output:
	// <melden> ^<inbreuk> (onverwijld | zonder onredelijke vertraging)
	// melden false
	// inbreuk true
	// patroon "stelt ..8 <klant> ..4 (in kennis", teken 23: dit haakje wordt niet gesloten; zet ')' achter de groep
}
