package match

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/rules/pattern"
)

func concepts(t testing.TB, defs map[string][]string) map[string][]*pattern.Pattern {
	t.Helper()
	out := map[string][]*pattern.Pattern{}
	for name, terms := range defs {
		for _, text := range terms {
			p, err := pattern.Parse(text, pattern.Sequence)
			if err != nil {
				t.Fatal(err)
			}
			out[name] = append(out[name], p)
		}
	}
	return out
}

func build(t testing.TB, defs map[string][]string, mode pattern.Mode, texts ...string) *Program {
	t.Helper()
	b := NewBuilder(concepts(t, defs), []string{"verwerker", "duur"})
	for _, text := range texts {
		p, err := pattern.Parse(text, mode)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	return b.Program()
}

var vocabulary = map[string][]string{
	"melden":  {"meld | meldt | gemeld", "(stel | stelt) ..6 in kennis", "in kennis ..2 gesteld"},
	"inbreuk": {"datalek* | *inbreuk", "inbreuk ..3 op de beveiliging"},
	"alles":   {"<melden> ..4 <inbreuk>"},
}

func TestMatch(t *testing.T) {
	for _, tc := range []struct {
		mode    pattern.Mode
		pattern string
		text    string
		want    string // spans of the first hit, "" for none
	}{
		{pattern.Set, "<melden> <inbreuk>", "verwerker meldt elk datalek", "1-2 3-4"},
		{pattern.Set, "<inbreuk> <melden>", "verwerker stelt klant direct in kennis van datalekken", "7-8 1-6"},
		{pattern.Set, "<melden> <inbreuk>", "verwerker stelt een twee drie vier vijf zes zeven in kennis van datalekken", ""},
		{pattern.Set, "<melden> <inbreuk>", "verwerker meldt niets", ""},
		{pattern.Set, "meldt (a b | c d)", "c meldt c d", "1-2 2-4"},
		{pattern.Set, "meldt (a b | c d)", "c meldt c x d", ""},
		{pattern.Sequence, "stelt ..2 in kennis", "hij stelt ons in kennis", "1-5"},
		{pattern.Sequence, "stelt ..2 in kennis", "hij stelt a b c in kennis", ""},
		{pattern.Sequence, "stelt ..2 in kennis", "stelt stelt a b in kennis", "1-6"},
		{pattern.Sequence, "a | b c", "x b c", "1-3"},
		{pattern.Sequence, "<alles>", "wij melden niet maar wie meldt u elk persoonsdatalek of geen inbreuk", ""},
		{pattern.Sequence, "<alles>", "wie meldt u elk gegevensinbreuk", "1-5"},
		{pattern.Sequence, "*verwerker*", "de subverwerkersovereenkomst", "1-2"},
		{pattern.Sequence, "meld*", "gemeld", ""},
		{pattern.Sequence, "meld*", "meldplicht", "0-1"},
		{pattern.Sequence, "<inbreuk>", "een inbreuk dus op de beveiliging", "1-2"},
	} {
		p := build(t, vocabulary, tc.mode, tc.pattern)
		s := p.NewScanner(nil)
		s.Load(Text{Words: strings.Fields(tc.text)})
		got := ""
		if hits := s.Match(0, nil); len(hits) > 0 {
			var parts []string
			for _, sp := range hits[0].Spans {
				parts = append(parts, fmt.Sprintf("%d-%d", sp.Start, sp.End))
			}
			got = strings.Join(parts, " ")
		}
		if got != tc.want {
			t.Errorf("%q in %q: got %q, want %q", tc.pattern, tc.text, got, tc.want)
		}
	}
}

func TestContextSuppliesMarkedTerms(t *testing.T) {
	p := build(t, vocabulary, pattern.Set, "<melden> ^<inbreuk>", "<melden> <inbreuk>")
	own, context := p.NewScanner(nil), p.NewScanner(nil)
	context.Load(Text{Words: strings.Fields("artikel 6 datalekken")})
	own.Load(Text{Words: strings.Fields("verwerker meldt dit aan klant")})
	if hits := own.Match(0, func() *Scanner { return context }); len(hits) != 1 || !hits[0].Context {
		t.Errorf("marked term: got %v, want one hit from the context", hits)
	}
	if hits := own.Match(1, func() *Scanner { return context }); len(hits) != 0 {
		t.Errorf("unmarked term: got %v, want none", hits)
	}
	own.Load(Text{Words: strings.Fields("klant betaalt")})
	if hits := own.Match(0, func() *Scanner { return context }); len(hits) != 0 {
		t.Errorf("context alone: got %v, want none", hits)
	}
}

func TestDynamicConcepts(t *testing.T) {
	p := build(t, vocabulary, pattern.Set, "<verwerker> <melden> <duur>")
	s := p.NewScanner(nil)
	words := strings.Fields("acme meldt binnen 36 uur")
	s.Load(Text{Words: words, Dynamic: []Place{{"verwerker", Span{0, 1}}, {"duur", Span{3, 5}}}})
	if got := s.Match(0, nil); len(got) != 1 {
		t.Fatalf("got %v, want one hit", got)
	}
	s.Load(Text{Words: words})
	if got := s.Match(0, nil); len(got) != 0 {
		t.Errorf("dynamic spans of the previous text are still there: %v", got)
	}
}

func TestCandidatesAreNecessary(t *testing.T) {
	texts := []string{"<melden> <inbreuk>", "klant betaalt", "(a | zeldzaam) woord", "<verwerker> ^betaalt"}
	p := build(t, vocabulary, pattern.Set, texts...)
	s := p.NewScanner(nil)
	for _, text := range []string{"verwerker meldt elk datalek", "klant betaalt", "zeldzaam woord", "niets van dit alles", "klant betaalt a woord gemeld datalek"} {
		s.Load(Text{Words: strings.Fields(text)})
		candidate := map[PatternID]bool{}
		for _, id := range s.Candidates() {
			candidate[id] = true
		}
		for id := range texts {
			if s.Any(PatternID(id)) && !candidate[PatternID(id)] {
				t.Errorf("%q matches %q but is no candidate", texts[id], text)
			}
		}
		if text == "niets van dit alles" && candidate[0] {
			t.Errorf("%q is a candidate for %q", texts[0], text)
		}
	}
}

func TestUnknownConcept(t *testing.T) {
	b := NewBuilder(concepts(t, map[string][]string{"a": {"<b>"}, "b": {"x <a>"}}), nil)
	for _, text := range []string{"<bestaatniet>", "<a>"} {
		p, err := pattern.Parse(text, pattern.Set)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Add(p); err == nil {
			t.Errorf("Add(%q) gave no error", text)
		}
	}
}

// FuzzCandidates holds the promise on which the speed rests: no pattern
// matches a text without being a candidate for it, and spans lie in the text.
func FuzzCandidates(f *testing.F) {
	f.Add("<melden> ..3 <inbreuk> | a* (b | *c)", "verwerker meldt a ab xc datalek")
	f.Add("stelt ..2 in kennis", "stelt a in kennis in kennis")
	defs := concepts(f, vocabulary)
	f.Fuzz(func(t *testing.T, text, sentence string) {
		if len(text) > 200 || len(sentence) > 400 {
			return
		}
		words := strings.Fields(sentence)
		for _, mode := range []pattern.Mode{pattern.Set, pattern.Sequence} {
			p, err := pattern.Parse(text, mode)
			if err != nil {
				continue
			}
			b := NewBuilder(defs, []string{"verwerker"})
			if _, err := b.Add(p); err != nil {
				continue
			}
			s := b.Program().NewScanner(nil)
			s.Load(Text{Words: words})
			candidate := len(s.Candidates()) > 0
			for _, h := range s.Match(0, nil) {
				if !candidate {
					t.Fatalf("%q matches %q and is no candidate", text, sentence)
				}
				for _, sp := range h.Spans {
					if sp.Start < 0 || sp.End > len(words) || sp.Start > sp.End {
						t.Fatalf("span %v outside %d words", sp, len(words))
					}
				}
			}
		}
	})
}

func BenchmarkScan(b *testing.B) {
	p := build(b, vocabulary, pattern.Set, "<melden> <inbreuk>", "<melden> (binnen | uiterlijk)", "<alles> onverwijld")
	s := p.NewScanner(nil)
	text := "verwerker stelt klant onverwijld in kennis van elk datalek en meldt binnen de gestelde termijn wat hij daarvan weet"
	words := strings.Fields(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Load(Text{Words: words})
		for _, id := range s.Candidates() {
			s.Match(id, nil)
		}
	}
}

// Something of a million letters is no word: no wildcard is tried on its every
// beginning. What a scanner remembers of the words it saw stays bounded.
func TestScannerIsBounded(t *testing.T) {
	p := build(t, vocabulary, pattern.Set, "<inbreuk>")
	s := p.NewScanner(nil)
	s.Load(Text{Words: []string{"datalek" + strings.Repeat("a", 1<<20)}})
	if s.Any(0) {
		t.Error("a word of a million letters was matched")
	}
	s.Load(Text{Words: []string{"datalek" + strings.Repeat("a", 100)}})
	if !s.Any(0) {
		t.Error("a word of a hundred letters was not matched")
	}
	words := make([]string, 1000)
	for n := range 100 {
		for i := range words {
			words[i] = fmt.Sprintf("datalek%d", n*len(words)+i)
		}
		s.Load(Text{Words: words})
		if len(s.words.known) > maxCache {
			t.Fatalf("%d words are remembered", len(s.words.known))
		}
		if !s.Any(0) {
			t.Fatal("not matched after many words")
		}
	}
}

// A program that was written reads back as the same program, byte for byte,
// and finds the same.
func TestCodec(t *testing.T) {
	texts := []string{"<melden> <inbreuk>", "<melden> ^<inbreuk> (onverwijld | binnen ..3 <duur>)", "*verwerker* meld* *lek", "<verwerker> ^x"}
	for _, mode := range []pattern.Mode{pattern.Set} {
		p := build(t, vocabulary, mode, texts...)
		data := p.Append(nil)
		got, rest, err := Read(string(data) + "tail")
		if err != nil || string(rest) != "tail" {
			t.Fatalf("Read: %v, rest %q", err, rest)
		}
		if string(got.Append(nil)) != string(data) {
			t.Error("written again, the program differs")
		}
		words := strings.Fields("verwerker stelt klant onverwijld in kennis van elk datalek")
		a, b := p.NewScanner(nil), got.NewScanner(nil)
		a.Load(Text{Words: words})
		b.Load(Text{Words: words})
		if x, y := fmt.Sprint(a.Candidates()), fmt.Sprint(b.Candidates()); x != y {
			t.Errorf("candidates %s, want %s", y, x)
		}
		for id := range texts {
			if x, y := fmt.Sprint(a.Match(PatternID(id), nil)), fmt.Sprint(b.Match(PatternID(id), nil)); x != y {
				t.Errorf("%q: hits %s, want %s", texts[id], y, x)
			}
		}
		for n := range data {
			if _, _, err := Read(string(data[:n])); err == nil && n < len(data) {
				t.Errorf("a program cut after %d of %d bytes was read", n, len(data))
			}
		}
	}
}

// use asks a scanner of a program all that it can be asked.
func use(p *Program) {
	s := p.NewScanner(nil)
	around := s.Beside(nil)
	for _, text := range []string{"verwerker meldt a b x c datalek", "x stelt a in kennis van een inbreuk op de beveiliging"} {
		words := strings.Fields(text)
		around.Load(Text{Words: words, Dynamic: []Place{{"verwerker", Span{0, 1}}}})
		s.Load(Text{Words: words, Dynamic: []Place{{"verwerker", Span{0, 1}}, {"duur", Span{1, 3}}}})
		for id := range p.Len() {
			around.Any(PatternID(id))
		}
		for _, id := range s.Candidates() {
			s.Match(id, func() *Scanner { return around })
		}
	}
}

// A program of which a byte was changed is refused, or can be used without harm.
func TestReadOfChangedBytes(t *testing.T) {
	data := build(t, vocabulary, pattern.Set, "<melden> ^<inbreuk> (a | b ..3 *cd)", "<alles> (x | <duur>) <verwerker>").Append(nil)
	refused := 0
	for i := range data {
		for _, flip := range []byte{1, 2, 4, 0x80, 0xff} {
			data[i] ^= flip
			if p, _, err := Read(string(data)); err == nil {
				use(p)
			} else if refused++; !errors.Is(err, ErrProgram) {
				t.Fatal(err)
			}
			data[i] ^= flip
		}
	}
	if refused < len(data) {
		t.Errorf("%d of %d changed programs were refused", refused, 5*len(data))
	}
}

// FuzzRead: whatever is read can be used without harm.
func FuzzRead(f *testing.F) {
	f.Add(build(f, vocabulary, pattern.Set, "<melden> ^<inbreuk> (a | b ..3 *cd)").Append(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, _, err := Read(string(data)); err == nil {
			use(p)
		}
	})
}

// Programs that are joined find what each of them finds, under ids that follow
// each other.
func TestJoined(t *testing.T) {
	program := func(patterns ...string) *Program {
		b := NewBuilder(nil, []string{"partij"})
		for _, text := range patterns {
			pt, err := pattern.Parse(text, pattern.Set)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := b.Add(pt); err != nil {
				t.Fatal(err)
			}
		}
		return b.Program()
	}
	j := Join(program("meldt lek", "nooit"), nil, program(), program("<partij> lek", "^kop lek"))
	s, around := j.NewScanner(nil), j.NewScanner(nil)
	s.Load(Text{Words: []string{"zij", "meldt", "een", "lek"}, Dynamic: []Place{{"partij", Span{0, 1}}}})
	around.Load(Text{Words: []string{"kop"}})
	if got := s.Candidates(); !slices.Equal(got, []PatternID{0, 2, 3}) {
		t.Errorf("candidates %v", got)
	}
	for id, want := range []bool{true, false, true, true} {
		if got := len(s.Match(PatternID(id), func() *JoinedScanner { return around })) > 0; got != want {
			t.Errorf("pattern %d: %v, want %v", id, got, want)
		}
	}
	if s.Any(3) {
		t.Error("a term of the heading was found without one")
	}
}
