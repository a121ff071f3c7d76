package clause_test

import (
	"slices"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// An exception makes any promise less, whatever the rule knows of it, unless what
// it takes is nothing that the customer could count on. What only an exception
// names is not given.
func TestExceptions(t *testing.T) {
	const breach, crypt, secret, order, audit, usb = "ksz.vertrouwelijkheid.incidentmelding", "ksz.privacy.versleuteling", "avg.28-3-b.geheimhouding", "ksz.vertrouwelijkheid.overheidsverzoek", "ksz.audit.recht", "ksz.systeem.usb"
	for _, tt := range []struct {
		id   rules.ID
		text string
		want clause.Status
		not  string // what is not given
	}{
		{breach, "Leverancier meldt een datalek binnen 24 uur aan Klant.", clause.Met, ""},
		{breach, "Leverancier meldt een datalek binnen 24 uur aan Klant, behalve bij een datalek van zijn onderaannemer.", clause.Partial, ""},
		{breach, "Leverancier meldt een datalek binnen 24 uur aan Klant, tenzij de wet dat verbiedt.", clause.Met, ""},
		{breach, "Behoudens in het hoogseizoen meldt Leverancier een datalek binnen 24 uur aan Klant.", clause.Partial, ""},
		{breach, "Leverancier meldt een datalek binnen 24 uur aan Klant; behalve op zijn website maakt hij het niet openbaar.", clause.Met, ""},
		{breach, "Leverancier meldt een datalek binnen 24 uur aan Klant, voor zover die geen factuur open heeft staan.", clause.Partial, ""},
		{breach, "Leverancier meldt een datalek binnen 24 uur aan Klant, met uitzondering van:\na) datalekken bij toeleveranciers;\nb) kleine datalekken.", clause.Partial, ""},
		{breach, "Leverancier meldt een datalek binnen 24 uur aan Klant, tenzij:\na) Klant anders vraagt;\nb) het een klein datalek betreft.", clause.Partial, ""},
		{breach, "Leverancier meldt een datalek binnen 24 uur aan Klant, tenzij:\na) Klant anders vraagt;\nb) de wet dat verbiedt.", clause.Met, ""},
		{audit, "Klant mag een audit uitvoeren en Leverancier werkt daaraan mee, op voorwaarde dat de audit geen onredelijke verstoring van de bedrijfsvoering oplevert.", clause.Met, ""},
		{crypt, "Leverancier versleutelt de gegevens bij opslag en tijdens transport, testomgevingen uitgezonderd.", clause.Partial, ""},
		{secret, "De medewerkers van Leverancier zijn tot geheimhouding verplicht, behalve ingehuurde krachten.", clause.Partial, "ingehuurden"},
		{order, "Leverancier licht Klant in over vorderingen van autoriteiten, behalve bij vorderingen van buitenlandse diensten.", clause.Partial, "buitenland"},
		{audit, "Klant mag ten hoogste eenmaal per jaar een audit uitvoeren en Leverancier werkt daaraan mee, tenzij een datalek aanleiding geeft tot meer.", clause.Met, ""},
		{audit, "Klant mag een audit uitvoeren en Leverancier werkt daaraan mee, tenzij hij een certificaat overlegt.", clause.Partial, ""},
		// The rule names the exception itself.
		{usb, "USB-sticks zijn geblokkeerd, tenzij Leverancier toestemming geeft; elk gebruik wordt geregistreerd en gecontroleerd.", clause.Met, ""},
	} {
		r, err := builtin(t, string(tt.id)).Check(t.Context(), readPlain(t, tt.text))
		if err != nil {
			t.Fatal(err)
		}
		got := r.Results[0]
		if got.Status != tt.want {
			t.Errorf("%s: %s on %q: %s", tt.id, got.Status, tt.text, got.Reason)
		}
		if tt.not != "" && slices.ContainsFunc(got.Findings, func(f clause.Finding) bool { return f.Element == tt.not }) {
			t.Errorf("%s: gives %s by %q", tt.id, tt.not, tt.text)
		}
	}
}
