package label_test

import (
	"testing"

	"github.com/clausule/clausule/extract/internal/label"
)

func TestParse(t *testing.T) {
	tests := []struct {
		line, text, body string
		kind             label.Kind
		sure             bool
	}{
		{"Artikel 5. Beveiliging", "Artikel 5", "Beveiliging", label.Article, true},
		{"ARTIKEL 5 — TITEL", "Artikel 5", "TITEL", label.Article, true},
		{"Artikel 5 - beveiliging", "Artikel 5", "beveiliging", label.Article, true},
		{"Artikel 5 Beveiliging van gegevens", "Artikel 5", "Beveiliging van gegevens", label.Article, true},
		{"Artikel 5", "Artikel 5", "", label.Article, true},
		{"Clausule 8: Audits", "Clausule 8", "Audits", label.Article, true},
		{"Artikel 5:", "Artikel 5", "", label.Article, true},
		{"Artikel 12 (Aansprakelijkheid)", "Artikel 12", "(Aansprakelijkheid)", label.Article, true},
		{"Artikel 5a. Toezicht", "Artikel 5a", "Toezicht", label.Article, true},
		{"Artikel 5 bis – Toezicht", "Artikel 5 bis", "Toezicht", label.Article, true},
		{"Artikel IV. Slot", "Artikel IV", "Slot", label.Article, true},
		{"Artikel 5.2 De Verwerker", "Artikel 5.2", "De Verwerker", label.Article, true},
		{"Art. 12. – Aansprakelijkheid", "Art. 12", "Aansprakelijkheid", label.Article, true},
		{"Art. 1Partijen en definities", "Art. 1", "Partijen en definities", label.Article, true},
		{"5. Beveiliging", "5", "Beveiliging", label.Numeric, true},
		{"5 Beveiliging", "5", "Beveiliging", label.Numeric, false},
		{"5. – Beveiliging", "5", "Beveiliging", label.Numeric, true},
		{"7.2 De Verwerker", "7.2", "De Verwerker", label.Numeric, true},
		{"7.2. De Verwerker", "7.2", "De Verwerker", label.Numeric, true},
		{"7.2 Tot nakoming is gehouden", "7.2", "Tot nakoming is gehouden", label.Numeric, true},
		{"7.2.De Verwerker", "7.2", "De Verwerker", label.Numeric, true},
		{"7.2.1 \"Dienst\"", "7.2.1", "\"Dienst\"", label.Numeric, true},
		{"7.2\tde Verwerker", "7.2", "de Verwerker", label.Numeric, true},
		{"7.2 het recht op inzage", "7.2", "het recht op inzage", label.Numeric, false},
		{"5 . 2 De Verwerker", "5.2", "De Verwerker", label.Numeric, true},
		{"1\\. Beveiliging", "1", "Beveiliging", label.Numeric, true},
		{"7\\.2 De Verwerker", "7.2", "De Verwerker", label.Numeric, true},
		{"1) dat", "1)", "dat", label.Numeric, true},
		{"(2) dat", "2)", "dat", label.Numeric, true},
		{"A.4 Toegang", "A.4", "Toegang", label.Numeric, true},
		{"A.5.19 Leveranciers", "A.5.19", "Leveranciers", label.Numeric, true},
		{"a) dat", "a)", "dat", label.Letter, true},
		{"a. dat", "a", "dat", label.Letter, true},
		{"b.) dat", "b)", "dat", label.Letter, true},
		{"(b) dat", "b)", "dat", label.Letter, true},
		{"A. Begrippen", "A", "Begrippen", label.Letter, false},
		{"aa) dat", "aa)", "dat", label.Letter, true},
		{"ii) dat", "ii)", "dat", label.Roman, true},
		{"(iv) dat", "iv)", "dat", label.Roman, true},
		{"II. De klant", "II", "De klant", label.Roman, true},
		{"§2 De klant", "§ 2", "De klant", label.Section, true},
		{"§ 2. De klant", "§ 2", "De klant", label.Section, true},
		{"Lid 2. De klant", "lid 2", "De klant", label.Section, true},
		{"lid 2: de klant", "lid 2", "de klant", label.Section, true},
		{"1° de klant", "1°", "de klant", label.Ordinal, true},
		{"1º de klant", "1°", "de klant", label.Ordinal, true},
		{"Bijlage 2A", "Bijlage 2A", "", label.Annex, true},
		{"Bijlage 2: Subverwerkers", "Bijlage 2", "Subverwerkers", label.Annex, true},
		{"BIJLAGE 2 SUBVERWERKERS", "Bijlage 2", "SUBVERWERKERS", label.Annex, true},
		{"Bijlage A.10 – Logging", "Bijlage A.10", "Logging", label.Annex, true},
		{"Bijlage: Maatregelen", "Bijlage", "Maatregelen", label.Annex, true},
		{"Annex I – Maatregelen", "Annex I", "Maatregelen", label.Annex, true},
		{"Hoofdstuk 3 Beveiliging", "Hoofdstuk 3", "Beveiliging", label.Chapter, true},
		{"- naam", "•", "naam", label.Bullet, true},
		{"• naam", "•", "naam", label.Bullet, true},
		{"\uf0b7 naam", "•", "naam", label.Bullet, true},
		{"o naam", "•", "naam", label.Bullet, false},
		{"  \\- naam", "•", "naam", label.Bullet, true},
	}
	for _, tt := range tests {
		l, ok := label.Parse(tt.line)
		if !ok {
			t.Errorf("Parse(%q): no label, want %q", tt.line, tt.text)
			continue
		}
		if l.Text != tt.text || tt.line[l.Body:] != tt.body || l.Kind != tt.kind || l.Sure != tt.sure {
			t.Errorf("Parse(%q) = %q kind %d sure %v body %q; want %q kind %d sure %v body %q",
				tt.line, l.Text, l.Kind, l.Sure, tt.line[l.Body:], tt.text, tt.kind, tt.sure, tt.body)
		}
	}
}

func TestParseNoLabel(t *testing.T) {
	for _, line := range []string{
		"", " ", "2024 was een goed jaar", "10 dagen na de melding", "1.000 euro", "1.5.2024", "12 mei 2024", "99.9 procent",
		"99,9% beschikbaarheid", "art. 28 AVG bepaalt dat", "Artikel 28 AVG bepaalt dat", "Artikel 28, lid 3, bepaalt", "artikel 7 is van toepassing",
		"lid 2 is van overeenkomstige toepassing", "§ 2, eerste lid", "bijlage 2 bevat een lijst", "Bijlage 2 bevat een lijst",
		"B.V. Jansen", "o.a. de naam", "i.v.m. ziekte", "24 uur per dag", "24/7 bereikbaar", "9.00 uur", "1.2 miljoen", "-", "•", "— ", "7.2",
		"civil) recht", "20° C", "Titel van het stuk", "Deelname", "Artikelen 5 en 6", "(zie artikel 5)", "www.clausule.nl", "B2B", "2e lid", "-5 graden",
	} {
		if l, ok := label.Parse(line); ok {
			t.Errorf("Parse(%q) = %+v, want no label", line, l)
		}
	}
}

func TestComputed(t *testing.T) {
	for in, want := range map[string]string{
		"7.2.": "7.2", "7": "7", "Artikel 5.": "Artikel 5", "Artikel 5:": "Artikel 5", "(a)": "a)", "\uf0b7": "•", "§": "•", "-": "•", "o": "•", "": "",
		"Overweging 3": "Overweging 3", "2024": "2024", "ii.": "ii", "001.": "001", "a": "a", "iv": "iv",
	} {
		if got := label.Computed(in).Text; got != want {
			t.Errorf("Computed(%q) = %q, want %q", in, got, want)
		}
	}
}

// A letter by itself is a label where a list was found by its place.
func TestComputedLetter(t *testing.T) {
	a, b := label.Computed("a"), label.Computed("b")
	if a.Kind != label.Letter || !b.Follows(a) || label.Computed("iv").Kind != label.Roman {
		t.Errorf("%+v, %+v", a, b)
	}
	if l, ok := label.Parse("› versleuteling"); !ok || l.Kind != label.Bullet {
		t.Errorf("%+v, %v", l, ok)
	}
}

func TestReadAs(t *testing.T) {
	parse := func(s string) label.Label {
		l, ok := label.Parse(s + " x")
		if !ok {
			t.Fatalf("no label in %q", s)
		}
		return l
	}
	tests := []struct {
		prev, line string
		kind       label.Kind
	}{{"h)", "i)", label.Letter}, {"a)", "i)", label.Roman}, {"iv)", "v)", label.Roman}, {"u)", "v)", label.Letter}, {"ix.", "x.", label.Roman}}
	for _, tt := range tests {
		if got := parse(tt.line).ReadAs(parse(tt.prev)); got.Kind != tt.kind || !got.Follows(parse(tt.prev)) && tt.line != "i)" {
			t.Errorf("%q after %q is kind %d, want %d (%+v)", tt.line, tt.prev, got.Kind, tt.kind, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"Artikel 5. Titel", "7.2.1 x", "(iv) x", "§ 2", "1° x", "Bijlage 2A", "1\\. x", "5 . 2 x", "Art. 1P", "\\", "A.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		l, ok := label.Parse(line)
		if !ok {
			return
		}
		if l.Body <= 0 || l.Body > len(line) || l.Text == "" || l.Kind == label.None || l.Style == "" {
			t.Fatalf("Parse(%q) = %+v", line, l)
		}
		for _, n := range l.Path {
			if n <= 0 {
				t.Fatalf("Parse(%q) has path %v", line, l.Path)
			}
		}
		if r := l.ReadAs(l); r.Body != l.Body {
			t.Fatalf("ReadAs moved the body of %q", line)
		}
		label.Computed(line)
	})
}
