package dutch

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"Ondertekend op 12 maart 2021 te Ede.":           "2021-3-12 “12 maart 2021”",
		"MAART 2021":                                     "2021-3-0 “MAART 2021”",
		"1ste februari 2020, 2de mei 2020, 3e jan. 2020": "2020-2-1 “1ste februari 2020” 2020-5-2 “2de mei 2020” 2020-1-3 “3e jan. 2020”",
		"12-03-2021":                                     "2021-3-12 “12-03-2021”",
		"1/4/2019 en 01.04.2019":                         "2019-4-1 “1/4/2019” 2019-4-1 “01.04.2019”",
		"op 09 / 05 / 2015.":                             "2015-5-9 “09 / 05 / 2015”",
		"update 10\u201105\u20112026":                    "2026-5-10 “10\u201105\u20112026”",
		"12\u00a0maart\u00a02021":                        "2021-3-12 “12\u00a0maart\u00a02021”",
		"12 maart\n2021":                                 "2021-3-12 “12 maart\n2021”",
		"2021-03-12T10:00 en 2021/03/13":                 "2021-3-12 “2021-03-12” 2021-3-13 “2021/03/13”",
		"1 sept 2021":                                    "2021-9-1 “1 sept 2021”",
		"(d.d. 28 juni 2021)":                            "2021-6-28 “28 juni 2021”",
		"Versie 2.1 12-03-2021":                          "2021-3-12 “12-03-2021”",
		"32 maart 2021":                                  "2021-3-0 “maart 2021”",
		"30-02-2021, 12-13-2021, 0-1-2021":               "",
		"(EU) 2016/679, EU 2021/914":                     "",
		"ISO 27001:2022, NEN 7510:2017":                  "",
		"KvK 12345678, 2021 euro, 12021":                 "",
		"__ maart 20__, .. - .. - 20..":                  "",
		"112-03-2021, 12-003-2021, 1.12-03-2021":         "",
		"alsmaart 2021, x-mei 2021":                      "",
		"2021-03-123, 12-03-20211, 12-03-2021a":          "",
		"2021-03-04-2020":                                "2021-3-4 “2021-03-04”",
		"":                                               "",
	} {
		var got []string
		for d := range Dates(text) {
			got = append(got, fmt.Sprintf("%d-%d-%d “%s”", d.Year, d.Month, d.Day, text[d.Span.Start:d.Span.End]))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %s, want %s", text, s, want)
		}
	}
}

func FuzzDates(f *testing.F) {
	for _, s := range []string{"12 maart 2021, 1/4/2019", "2021-03-04-2020-01-02", "1ste mei\u00a02020", "10\u201105\u20112026", "é1.1.2011.1.2011", "\xff5-5-2005"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for d := range Dates(text) {
			if d.Span.Start < end || d.Span.End <= d.Span.Start || d.Span.End > len(text) {
				t.Fatalf("%+v out of order in %q", d, text)
			}
			if d.Year < 1000 || d.Year > 2999 || d.Month < 1 || d.Month > 12 || d.Day < 0 || d.Day > 31 {
				t.Fatalf("%+v is no date, in %q", d, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[d.Span.Start:d.Span.End]) {
				t.Fatalf("%+v cuts a rune in %q", d, text)
			}
			end = d.Span.End
		}
	})
}

func BenchmarkDates(b *testing.B) {
	for name, unit := range map[string]string{"prose": "Verwerker meldt een inbreuk binnen 48 uur na 12 maart 2021. ", "figures": "1-1-2011", "years": "2021 "} {
		text := strings.Repeat(unit, 100_000/len(unit))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				for range Dates(text) {
				}
			}
		})
	}
}
