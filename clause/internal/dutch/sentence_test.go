package dutch

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSentences(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"", nil},
		{"  \n ", nil},
		{"Verwerker meldt. Klant bevestigt.", []string{"Verwerker meldt.", "Klant bevestigt."}},
		{"Zie art. 28 lid 3 AVG. Verwerker", []string{"Zie art. 28 lid 3 AVG.", "Verwerker"}},
		{"Art. 7.2. Verwerker meldt.", []string{"Art. 7.2. Verwerker meldt."}},
		{"7.2. Verwerker meldt. 7.3. Klant bevestigt. 7.4 Klant betaalt.", []string{"7.2. Verwerker meldt.", "7.3. Klant bevestigt.", "7.4 Klant betaalt."}},
		{"Zie artikel 7.2. Verwerker meldt.", []string{"Zie artikel 7.2.", "Verwerker meldt."}},
		{"a. Verwerker meldt; b. Klant betaalt.", []string{"a. Verwerker meldt; b. Klant betaalt."}},
		{"De kosten i.v.m. audits, d.w.z. uren e.d. komen voor Klant. Dit geldt o.a. hier.", []string{"De kosten i.v.m. audits, d.w.z. uren e.d. komen voor Klant.", "Dit geldt o.a. hier."}},
		{"Acme B.V. (hierna: Verwerker) meldt aan Bank N.V. Amsterdam.", []string{"Acme B.V. (hierna: Verwerker) meldt aan Bank N.V. Amsterdam."}},
		{"Verwerker is Acme B.V. De klant is J.P. de Vries.", []string{"Verwerker is Acme B.V.", "De klant is J.P. de Vries."}},
		{"Ondertekend door mr. A. Jansen te Gent.", []string{"Ondertekend door mr. A. Jansen te Gent."}},
		{"Logs, back-ups, enz. Verwerker wist deze. Logs, enz. worden gewist.", []string{"Logs, back-ups, enz.", "Verwerker wist deze.", "Logs, enz. worden gewist."}},
		{"Zie www.voorbeeld.nl/sla. Mail naar a.b@voorbeeld.nl. TLS 1.2 of v1.04 geldt.", []string{"Zie www.voorbeeld.nl/sla.", "Mail naar a.b@voorbeeld.nl.", "TLS 1.2 of v1.04 geldt."}},
		{"Klant (zie hierboven.) Verwerker", []string{"Klant (zie hierboven.)", "Verwerker"}},
		{"«Wij melden alles.» Dat is beloofd! Echt? Ja.", []string{"«Wij melden alles.»", "Dat is beloofd!", "Echt?", "Ja."}},
		{"De gegevens worden gewist.12 Klant wordt geïnformeerd.", []string{"De gegevens worden gewist.12", "Klant wordt geïnformeerd."}},
		{"Regel een\nloopt door. Regel\n\ntwee", []string{"Regel een\nloopt door.", "Regel", "twee"}},
		{"d.d. 3 mei 2026, nr. 7 en jan. 2027", []string{"d.d. 3 mei 2026, nr. 7 en jan. 2027"}},
		{"Naam: .......... Functie: CISO.", []string{"Naam: .......... Functie: CISO."}},
		{"Binnen 24 u. Dit geldt ook voor u. Wij melden dat.", []string{"Binnen 24 u.", "Dit geldt ook voor u.", "Wij melden dat."}},
		{"Zie Bijlage B. De maatregelen staan daar.", []string{"Zie Bijlage B.", "De maatregelen staan daar."}},
		{"Bijlage 2. Beveiliging", []string{"Bijlage 2. Beveiliging"}},
		{"Prijs excl. BTW. Korting: max. 5%.", []string{"Prijs excl. BTW.", "Korting: max. 5%."}},
		{"Verwerker wist de foto's. Klant bewaart de video’s.", []string{"Verwerker wist de foto's.", "Klant bewaart de video’s."}},
		{"Dit is het einde. • Klant meldt.", []string{"Dit is het einde.", "• Klant meldt."}},
	}
	for _, tt := range tests {
		var got []string
		for _, r := range Sentences(tt.text) {
			got = append(got, tt.text[r.Start:r.End])
		}
		if strings.Join(got, "|") != strings.Join(tt.want, "|") {
			t.Errorf("%q:\n got %q\nwant %q", tt.text, got, tt.want)
		}
	}
}

func FuzzSentences(f *testing.F) {
	for _, s := range []string{"Een. Twee? Drie!", "art. 1.2. Een b.v. is.\n\n12. De", "a.\xff.» É", "…. ... (.)) 1. I. X."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, r := range Sentences(text) {
			if r.Start < end || r.End <= r.Start || r.End > len(text) {
				t.Fatalf("range %v out of order in %q", r, text)
			}
			if lost := strings.TrimSpace(text[end:r.Start]); lost != "" {
				t.Fatalf("%q left out of %q", lost, text)
			}
			if s := text[r.Start:r.End]; strings.TrimSpace(s) != s {
				t.Fatalf("%q not trimmed", s)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[r.Start:r.End]) {
				t.Fatalf("range %v cuts a rune in %q", r, text)
			}
			end = r.End
		}
		if lost := strings.TrimSpace(text[end:]); lost != "" {
			t.Fatalf("%q left out at the end of %q", lost, text)
		}
	})
}
