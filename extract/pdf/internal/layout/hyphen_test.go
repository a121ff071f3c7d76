package layout

import "testing"

func TestVocabulary(t *testing.T) {
	auto := newVocabulary()
	for range 3 {
		auto.add("de beveiligingsmaatregelen van de sub-verwerker gelden")
	}
	auto.follow("wij nemen beveiligings-", "maatregelen en meer")
	auto.settle()
	manual := newVocabulary()
	for range 40 {
		manual.add("de sub-verwerker en het e-mailadres staan op de Plesk-server van de sub-verwerker")
	}
	manual.follow("onze sub-", "verwerker")
	manual.settle()
	if auto.manual || !manual.manual {
		t.Fatalf("hyphenated by hand: %v and %v, want false and true", auto.manual, manual.manual)
	}
	tests := []struct {
		v          *vocabulary
		a, b, want string
		offset     int
	}{
		{auto, "passende", "maatregelen", "passende maatregelen", 9},
		{auto, "passende beveiligings-", "maatregelen", "passende beveiligingsmaatregelen", 21},
		{auto, "de sub-", "verwerker", "de sub-verwerker", 7},
		{auto, "CLOUD-", "programmatuur", "CLOUD-programmatuur", 6},
		{auto, "in-", "en verkoop", "in- en verkoop", 4},
		{auto, "data-", "uitwisseling", "data-uitwisseling", 5},
		{auto, "verwerkings-", "doeleinden", "verwerkingsdoeleinden", 11},
		{auto, "eigenaar-", "e-mail", "eigenaar-e-mail", 9},
		{auto, "opslag\u00ad", "ruimte", "opslagruimte", 6},
		{auto, "2020-", "2024", "2020-2024", 5},
		{auto, "punt -", "een", "punt - een", 7},
		{auto, "______", "____", "__________", 6},
		{manual, "Plesk-", "server", "Plesk-server", 6},
		{manual, "klant-", "contactpersoon", "klant-contactpersoon", 6},
		{auto, "", "tekst", "tekst", 0},
	}
	for _, tt := range tests {
		if got, at := tt.v.join(tt.a, tt.b); got != tt.want || at != tt.offset {
			t.Errorf("%q and %q: %q at %d, want %q at %d", tt.a, tt.b, got, at, tt.want, tt.offset)
		}
	}
}
