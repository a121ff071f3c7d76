package dutch

import (
	"fmt"
	"strings"
	"testing"
)

// describe writes a value as the tables expect it:
// kind|verbatim|amount unit|norm|flags
func describe(text string, v Value) string {
	out := fmt.Sprintf("%s|%s|%s %s|%s", v.Kind, text[v.Span.Start:v.Span.End], formatNumber(round(v.Amount)), v.Unit, v.Norm)
	flags := []string{}
	if v.Bound != None {
		flags = append(flags, v.Bound.String())
	}
	if v.Soft {
		flags = append(flags, "soft")
	}
	if v.Mismatch {
		flags = append(flags, "mismatch")
	}
	if v.Suggested {
		flags = append(flags, "suggested")
	}
	return strings.TrimSuffix(out+"|"+strings.Join(flags, " "), "|")
}

func TestValues(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		// Durations.
		{"binnen 36 uur na ontdekking", []string{"duration|36 uur|36 uur|PT36H|max"}},
		{"binnen twee (2) werkdagen", []string{"duration|twee (2) werkdagen|2 werkdag|P2BD|max"}},
		{"binnen achtenveertig (72) uur", []string{"duration|achtenveertig (72) uur|72 uur|PT72H|max mismatch"}},
		{"binnen 48 (achtenveertig) uur", []string{"duration|48 (achtenveertig) uur|48 uur|PT48H|max"}},
		{"binnen één (1) maand", []string{"duration|één (1) maand|1 maand|P1M|max"}},
		{"een termijn van twee weken", []string{"duration|twee weken|2 week|P2W"}},
		{"een termijn van een maand", []string{"duration|een maand|1 maand|P1M"}},
		{"na anderhalf uur", []string{"duration|anderhalf uur|1.5 uur|PT1.5H"}},
		{"een half jaar", []string{"duration|een half jaar|0.5 jaar|P6M"}},
		{"twee en een half jaar", []string{"duration|twee en een half jaar|2.5 jaar|P30M"}},
		{"minimaal dertig dagen vooraf", []string{"duration|dertig dagen|30 dag|P30D|min"}},
		{"uiterlijk tweeënzeventig uur", []string{"duration|tweeënzeventig uur|72 uur|PT72H|max"}},
		{"honderdtwintig minuten", []string{"duration|honderdtwintig minuten|120 minuut|PT120M"}},
		{"ten laatste binnen de 48 uur", []string{"duration|48 uur|48 uur|PT48H|max"}},
		{"binnen de maand na de kennisgeving", []string{"duration|de maand|1 maand|P1M|max"}},
		{"maximaal 4 klokuren en 8 kantooruren", []string{"duration|4 klokuren|4 klokuur|PT4H|max", "duration|8 kantooruren|8 kantooruur|PT8BH|max"}},
		{"binnen 36 uren, 2 wkd", []string{"duration|36 uren|36 uur|PT36H|max", "duration|2 wkd|2 werkdag|P2BD"}},
		{"vijftien (15) kalenderdagen", []string{"duration|vijftien (15) kalenderdagen|15 dag|P15D"}},
		{"[30] dagen", []string{"duration|[30] dagen|30 dag|P30D|suggested"}},
		{"binnen [dertig (30)] dagen", []string{"duration|[dertig (30)] dagen|30 dag|P30D|max suggested"}},
		{"binnen [30 dagen]", []string{"duration|30 dagen|30 dag|P30D|max suggested"}},
		{"binnen 24-48 uur", []string{"duration|24-48 uur|48 uur|PT48H|max"}},
		{"binnen 1,5 uur en 1.000 dagen", []string{"duration|1,5 uur|1.5 uur|PT1.5H|max", "duration|1.000 dagen|1000 dag|P1000D|max"}},
		{"niet langer dan 6 maanden", []string{"duration|6 maanden|6 maand|P6M|max"}},
		{"niet langer bewaard dan 6 maanden", []string{"duration|6 maanden|6 maand|P6M|max"}},
		{"niet minder dan 30 dagen", []string{"duration|30 dagen|30 dag|P30D|min"}},
		{"binnen 2 schooldagen", []string{"duration|2 schooldagen|2 werkdag|P2BD|max"}},
		{"niet later dan drie werkdagen", []string{"duration|drie werkdagen|3 werkdag|P3BD|max"}},
		{"meer dan 4 uur", []string{"duration|4 uur|4 uur|PT4H|min"}},
		{"ten minste zes (6) maanden", []string{"duration|zes (6) maanden|6 maand|P6M|min"}},
		{"≤ 4 uur", []string{"duration|4 uur|4 uur|PT4H|max"}},
		{"binnen 24 uur of één werkdag", []string{"duration|24 uur|24 uur|PT24H|max", "duration|één werkdag|1 werkdag|P1BD|max"}},
		{"uiterlijk de eerstvolgende werkdag", []string{"duration|eerstvolgende werkdag|1 werkdag|P1BD|max"}},
		{"binnen 5 opeenvolgende werkdagen", []string{"duration|5 opeenvolgende werkdagen|5 werkdag|P5BD|max"}},
		{"binnen 30 (kalender)dagen en 5 (werk)dagen", []string{"duration|30 (kalender)dagen|30 dag|P30D|max", "duration|5 (werk)dagen|5 werkdag|P5BD|max"}},
		{"binnen 48u, de 72-uurstermijn", []string{"duration|48u|48 uur|PT48H|max", "duration|72-uurstermijn|72 uur|PT72H"}},
		{"vierenveertig en acht en veertig uur", []string{"duration|acht en veertig uur|48 uur|PT48H"}},
		{"uiterlijk op de tweede werkdag na de melding", []string{"duration|tweede werkdag|2 werkdag|P2BD|max"}},
		{"uiterlijk op de eerste werkdag van de maand", nil},
		{"zoals in artikel 3 h, onder 16 jaar", nil},
		{"een minimale uptime van 95%", []string{"percentage|95%|95 %|95|min"}},
		{"uiterlijk na negentig (90) dagen", []string{"duration|negentig (90) dagen|90 dag|P90D|max"}},
		// Soft.
		{"gemiddeld 4 uur, gemiddeld 99,9%", []string{"duration|4 uur|4 uur|PT4H|soft", "percentage|99,9%|99.9 %|99.9"}},
		{"zo mogelijk binnen 24 uur", []string{"duration|24 uur|24 uur|PT24H|max soft"}},
		{"zo mogelijk binnen 24 uur en uiterlijk binnen 72 uur", []string{"duration|24 uur|24 uur|PT24H|max soft", "duration|72 uur|72 uur|PT72H|max"}},
		{"streeft ernaar binnen 24 uur te melden", []string{"duration|24 uur|24 uur|PT24H|max soft"}},
		{"streeft naar 24 uur, doch uiterlijk 72 uur", []string{"duration|24 uur|24 uur|PT24H|soft", "duration|72 uur|72 uur|PT72H|max"}},
		{"zo spoedig mogelijk, doch binnen 24 uur", []string{"duration|24 uur|24 uur|PT24H|max"}},
		{"bijvoorbeeld 30 dagen", []string{"duration|30 dagen|30 dag|P30D|soft"}},
		{"circa 4 uur (indicatief)", []string{"duration|4 uur|4 uur|PT4H|soft"}},
		{"binnen 24 uur; dit is geen fatale termijn", []string{"duration|24 uur|24 uur|PT24H|max"}},
		{"binnen 24 uur, welke termijn niet als fatale termijn geldt", []string{"duration|24 uur|24 uur|PT24H|max soft"}},
		{"een RTO van 4 uur als streefwaarde", []string{"duration|4 uur|4 uur|PT4H|soft"}},
		// No durations.
		{"24x7 en 24/7 en 5 x 8 bereikbaar tijdens kantooruren", nil},
		{"24 uur per dag, 7 dagen per week", nil},
		{"24 uur per dag en 365 dagen per jaar", nil},
		{"van 9.00 tot 17.00 uur en om 8:30 uur", nil},
		{"van 9 tot 17 uur, van 9.00 tot 17 uur", nil},
		{"kinderen van 16 jaar en ouder", nil},
		{"in een dag als deze", nil},
		{"tussen 24 en 48 uur", []string{"duration|48 uur|48 uur|PT48H"}},
		// Frequencies.
		{"dagelijks een back-up", []string{"frequency|dagelijks|1 dag|P1D"}},
		{"eenmaal per jaar", []string{"frequency|eenmaal per jaar|1 jaar|P1Y"}},
		{"ten minste één keer per twaalf maanden", []string{"frequency|één keer per twaalf maanden|12 maand|P12M|min"}},
		{"1x per kwartaal", []string{"frequency|1x per kwartaal|1 kwartaal|P3M"}},
		{"99,9% per kalendermaand", []string{"percentage|99,9%|99.9 %|99.9", "frequency|per kalendermaand|1 maand|P1M"}},
		{"jaarlijks, elk kwartaal, iedere nacht, wekelijks", []string{"frequency|jaarlijks|1 jaar|P1Y", "frequency|elk kwartaal|1 kwartaal|P3M", "frequency|iedere nacht|1 dag|P1D", "frequency|wekelijks|1 week|P1W"}},
		{"maximaal één maal per jaar", []string{"frequency|één maal per jaar|1 jaar|P1Y|max"}},
		{"twee (2) keer per jaar", []string{"frequency|twee (2) keer per jaar|0.5 jaar|P6M"}},
		{"tweemaal jaarlijks", []string{"frequency|tweemaal jaarlijks|0.5 jaar|P6M"}},
		{"driemaandelijks en halfjaarlijks", []string{"frequency|driemaandelijks|3 maand|P3M", "frequency|halfjaarlijks|0.5 jaar|P6M"}},
		{"elke 4 uur, om de twee jaar, eens in de drie jaar", []string{"frequency|elke 4 uur|4 uur|PT4H", "frequency|om de twee jaar|2 jaar|P2Y", "frequency|eens in de drie jaar|3 jaar|P3Y"}},
		{"maximaal 4 uur per maand", []string{"duration|4 uur|4 uur|PT4H|max", "frequency|per maand|1 maand|P1M"}},
		{"op jaarbasis", []string{"frequency|jaarbasis|1 jaar|P1Y"}},
		{"het dagelijks bestuur", nil},
		// Percentages.
		{"99,9% en 99.9 % en 99,5 procent", []string{"percentage|99,9%|99.9 %|99.9", "percentage|99.9 %|99.9 %|99.9", "percentage|99,5 procent|99.5 %|99.5"}},
		{"minimaal 99.995%", []string{"percentage|99.995%|99.995 %|99.995|min"}},
		{"negenennegentig komma negen procent", []string{"percentage|negenennegentig komma negen procent|99.9 %|99.9"}},
		{"[99,9]%", []string{"percentage|[99,9]%|99.9 %|99.9|suggested"}},
		// Money.
		{"€ 1.000.000,-", []string{"money|€ 1.000.000,-|1000000 EUR|1000000"}},
		{"€1.000.000,= per jaar", []string{"money|€1.000.000,=|1000000 EUR|1000000"}},
		{"EUR 25.000 excl. btw", []string{"money|EUR 25.000|25000 EUR|25000"}},
		{"maximaal 2,5 mln euro", []string{"money|2,5 mln euro|2500000 EUR|2500000|max"}},
		{"€ 2,5 mln", []string{"money|€ 2,5 mln|2500000 EUR|2500000"}},
		{"één miljoen euro en 1.000 euro", []string{"money|één miljoen euro|1000000 EUR|1000000", "money|1.000 euro|1000 EUR|1000"}},
		{"25.000 EUR excl. btw", []string{"money|25.000 EUR|25000 EUR|25000"}},
		{"50.000,- euro per gebeurtenis", []string{"money|50.000,- euro|50000 EUR|50000"}},
		{"€ 95 per uur", []string{"money|€ 95|95 EUR|95"}},
		{"€ 1.250,50", []string{"money|€ 1.250,50|1250.5 EUR|1250.5"}},
		// Blanks.
		{"binnen […] uur", []string{"blank|[…] uur|0 uur|"}},
		{"binnen [   ] dagen of [ ] weken, [ ] ja", []string{"blank|[   ] dagen|0 dag|", "blank|[ ] weken|0 week|"}},
		{"binnen XX werkdagen", []string{"blank|XX werkdagen|0 werkdag|"}},
		{"de heer ____ te @@", []string{"blank|____|0 |", "blank|@@|0 |"}},
		{"n.t.b. en nader te bepalen", []string{"blank|n.t.b.|0 |", "blank|nader te bepalen|0 |"}},
		{"[naam] en [aantal] dagen en <datum>", []string{"blank|[naam]|0 |", "blank|[aantal] dagen|0 dag|", "blank|<datum>|0 |"}},
		{"binnen …… uur of ... dagen", []string{"blank|…… uur|0 uur|", "blank|... dagen|0 dag|"}},
		{"XX% en €  [●]", []string{"blank|XX%|0 %|", "blank|[●]|0 EUR|"}},
		{"Artikel 1 ........ 3", nil},
		{"[Naam verwerker](#naam)", nil},
		{"[sic] en (…) de rest... enz.", nil},
	}
	for _, tt := range tests {
		got := []string{}
		tokens := Tokenize(tt.text, 7)
		for _, v := range Values(tt.text, 7, tokens) {
			v.Span.Start -= 7
			v.Span.End -= 7
			got = append(got, strings.TrimSuffix(describe(tt.text, v), "|"))
		}
		want := []string{}
		for _, w := range tt.want {
			want = append(want, strings.TrimSuffix(w, "|"))
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%q:\n got %q\nwant %q", tt.text, got, want)
		}
	}
}

func FuzzValues(f *testing.F) {
	for _, s := range []string{
		"binnen achtenveertig (48) uur", "[30] dagen, […] uur, XX%", "€ 1.000,- per 24-48 uur", "eenmaal per [   ] maanden",
		"24 uur, 7 dagen per week", "2,5 mln euro … n.t.b. {{x}} <naam> ____", "(((((((1)))) uur", "é 1.1.1.1,1 uur 9%%",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const offset = 3
		tokens := Tokenize(text, offset)
		token, pos := 0, offset
		for _, v := range Values(text, offset, tokens) {
			if v.Start < token || v.End < v.Start || v.End > len(tokens) || v.Start == v.End && v.Kind != Blank {
				t.Fatalf("%+v: tokens out of order in %q", v, text)
			}
			if v.Span.Start < pos || v.Span.End <= v.Span.Start || v.Span.End > offset+len(text) {
				t.Fatalf("%+v: bytes out of order in %q", v, text)
			}
			if v.Kind != Blank && (v.Norm == "" || v.Unit == "") {
				t.Fatalf("%+v: incomplete in %q", v, text)
			}
			token, pos = v.End, v.Span.End
		}
	})
}
