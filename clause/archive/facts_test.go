package archive

import (
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
)

func TestFacts(t *testing.T) {
	doc := &document.Document{Text: "Gemeente Zandbeemd, hierna: “Klant”, en Orion Software B.V., hierna: “Orion”.\n\nVersie 2 van 1 maart 2020\n\nOndertekend te Ede op 3-4-2021."}
	parties := func(supplier, customer string) *clause.Report {
		return &clause.Report{Parties: []clause.PartyInfo{{Role: "leverancier", Names: []string{supplier}}, {Role: "klant", Names: []string{"Klant", customer}}}}
	}
	for _, test := range []struct {
		supplier, customer string
		want               Facts
	}{
		{"Orion", "Gemeente Zandbeemd", Facts{"Orion Software B.V.", "Gemeente Zandbeemd", 2021}},
		{"Verwerker", "Klant", Facts{"", "Gemeente Zandbeemd", 2021}},
		{"Orion", "Orion", Facts{"", "", 2021}},
	} {
		if got := facts(doc, parties(test.supplier, test.customer), "2019/a.docx"); got != test.want {
			t.Errorf("%s and %s: %+v, want %+v", test.supplier, test.customer, got, test.want)
		}
	}
}

func TestYear(t *testing.T) {
	far := strings.Repeat("Verwerker meldt een inbreuk in de beveiliging aan Opdrachtgever. ", 40)
	for text, want := range map[string]int{
		"Versie 1.0 — 29 maart 2026":                                                        2026,
		"Laatst bijgewerkt: december 2025":                                                  2025,
		"Datum:\n\n17 juni 2014":                                                            2014,
		"| Ingangsdatum | 1 september 2022 |":                                               2022,
		"Versie 2.1 d.d. 12-03-2021":                                                        2021,
		"Versie 1: 1-1-2018\nVersie 2: 1-1-2020":                                            2020,
		"Versie 1 van 1-1-2018. Ondertekend op 1 mei 2019":                                  2019,
		"Aldus opgemaakt te Gent op 5 mei 2020 in twee exemplaren":                          2020,
		"Getekend 2 mei 2020\nGetekend 2 januari 2021":                                      2021,
		"De overeenkomst gaat in op 1 januari 2021 en eindigt op 31 december 2023.":         2021,
		"treedt in werking op 1 april 2019 en loopt tot en met 31 maart 2024":               2019,
		"Deze overeenkomst eindigt op 31 december 2023.":                                    0,
		"Verordening (EU) 2016/679 van het Europees Parlement en de Raad van 27 april 2016": 0,
		"de wet van 30 juli 2018 betreffende de bescherming":                                0,
		"De Telecommunicatiewet, gewijzigd op 1 mei 2017":                                   0,
		"adequaatheidsbesluit van de Europese Commissie (d.d. 28 juni 2021)":                0,
		"ISO 27001:2022, NEN 7510:2017, KvK 20192020":                                       0,
		"Ondertekend op __ maart 20__":                                                      0,
		"Versie van 1 januari 1989":                                                         0,
		"Versie van 1 januari 2101":                                                         0,
		"Versie van 1 januari 1990":                                                         1990,
		"geboren op 3 mei 1995":                                                             0,
		"12 juni 2015":                                                                      2015,
		far + "Op 3 mei 2015 was er een storing. " + far:                                    0,
		far + "\n\nUtrecht, 3 mei 2015":                                                     2015,
		far + "Ondertekend op 3 mei 2015. " + far + "Utrecht, 3 mei 2017":                   2015,
		far + "Partijen hebben op 14 januari 2026 een overeenkomst gesloten. " + far:        2026,
		far + "Op 14 januari 2026 getekend door partijen. " + far:                           2026,
		"Stuur dit aangetekend. Einddatum: 3 mei 2015":                                      0,
		"": 0,
	} {
		if got := year(&document.Document{Text: text}, ""); got != want {
			t.Errorf("…%q: %d, want %d", text[max(0, len(text)-90):], got, want)
		}
	}
	running := &document.Document{Text: far + "\n\n3 mei 2015\n\n" + far}
	at := strings.Index(running.Text, "3 mei")
	running.Blocks = []document.Block{{Span: document.Span{End: at - 2}, Parent: -1}, {Kind: document.Footer, Span: document.Span{Start: at, End: at + 10}, Parent: -1}}
	if got := year(running, ""); got != 2015 {
		t.Errorf("the date in a footer: %d", got)
	}
	if got := year(&document.Document{Text: "Versie van 2 mei 2015"}, "2019/a.docx"); got != 2015 {
		t.Errorf("%d, but the text goes before the path", got)
	}
	if got := year(&document.Document{Text: strings.Repeat("Versie van 2 mei 2015\n", 5000) + "Ondertekend op 3 mei 2016"}, ""); got != 2016 {
		t.Errorf("%d: the last of very many dates", got)
	}
}

func TestYearIn(t *testing.T) {
	for path, want := range map[string]int{
		"2021/dpa.pdf": 2021, "DPA Starred 2019.docx": 2019, "2018/dpa 2019.docx": 2019, "2018-2020/dpa.docx": 2020, "20210312 dpa.pdf": 2021, "202103_dpa.pdf": 2021,
		"2021/oud.zip!/dpa.docx": 2021, "ISO 27001-2022.pdf": 0, "2020/ISO 27001-2022.pdf": 2020, "contract 12345.pdf": 0, "contract 20211345.pdf": 0, "1989/a": 0, "dpa.pdf": 0, "": 0, "/": 0,
	} {
		if got := yearIn(path); got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
}

func BenchmarkFacts(b *testing.B) {
	doc := &document.Document{Text: "Versie 2.1 van 3 mei 2020\n\n" + strings.Repeat("Verwerker meldt een inbreuk binnen 48 uur aan Opdrachtgever (zie artikel 7.2).\n\n", 400) + "Ondertekend op 3-4-2021."}
	r := &clause.Report{Parties: []clause.PartyInfo{{Role: "leverancier", Names: []string{"Verwerker", "Orion"}}, {Role: "klant", Names: []string{"Opdrachtgever"}}}}
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		facts(doc, r, "2021/a.docx")
	}
}
