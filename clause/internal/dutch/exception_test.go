package dutch

import (
	"strings"
	"testing"
)

// TestExceptions reads what an exception says and whether it takes something
// away.
func TestExceptions(t *testing.T) {
	for _, tt := range []struct {
		text string
		want string // the exceptions, "-" before those that take
	}{
		// What the law, the other party or both ask for.
		{"Leverancier vernietigt de gegevens, tenzij de wet hem tot bewaren verplicht.", "tenzij de wet hem tot bewaren verplicht"},
		{"Leverancier vernietigt de gegevens, behoudens dwingend recht.", "behoudens dwingend recht"},
		{"Leverancier vernietigt de gegevens, behoudens wat de Archiefwet bepaalt.", "behoudens wat de Archiefwet bepaalt"},
		{"Leverancier informeert Klant, tenzij een rechter dat verbiedt.", "tenzij een rechter dat verbiedt"},
		{"Leverancier informeert Klant, tenzij de toezichthouder anders verlangt.", "tenzij de toezichthouder anders verlangt"},
		{"Leverancier informeert Klant, tenzij Klant daarvan afziet.", "tenzij Klant daarvan afziet"},
		{"Leverancier informeert Klant, tenzij Leverancier daarvan afziet.", "-tenzij Leverancier daarvan afziet"},
		{"Leverancier verwerkt de gegevens in de EER, behoudens nadere instructies van Klant.", "behoudens nadere instructies van Klant"},
		{"Leverancier verwerkt de gegevens in de EER, behoudens toestemming van Klant.", "behoudens toestemming van Klant"},
		{"Leverancier verwerkt de gegevens in de EER, tenzij Leverancier toestemming verleent.", "-tenzij Leverancier toestemming verleent"},
		{"Leverancier verwerkt de gegevens in de EER, tenzij hij vooraf toestemming heeft gekregen.", "tenzij hij vooraf toestemming heeft gekregen"},
		{"De dienst is beschikbaar, tenzij partijen anders overeenkomen.", "tenzij partijen anders overeenkomen"},
		{"Klant mag eenmaal per jaar een audit uitvoeren, tenzij een datalek aanleiding geeft tot meer.", "tenzij een datalek aanleiding geeft tot meer"},
		// What nobody can count on.
		{"De dienst is beschikbaar, behoudens overmacht.", "behoudens overmacht"},
		{"De dienst is beschikbaar, met uitzondering van gepland onderhoud.", "met uitzondering van gepland onderhoud"},
		{"Leverancier vergoedt de schade, tenzij die aan Klant te wijten is.", "tenzij die aan Klant te wijten is"},
		{"Behalve een back-up maakt Leverancier ook een kopie.", ""},
		{"Back-ups zijn uitgezonderd van de overdracht.", ""},
		{"Leverancier meldt datalekken binnen 24 uur, weekenden niet uitgezonderd.", ""},
		{"Leverancier beveiligt de dienst, behoudens wat Klant zelf moet beveiligen.", "behoudens wat Klant zelf moet beveiligen"},
		{"Leverancier herstelt de dienst binnen vier uur, tenzij Klant hem geen toegang verleent.", "tenzij Klant hem geen toegang verleent"},
		{"Leverancier helpt Klant, tenzij een betrokkene zijn verzoek intrekt.", "tenzij een betrokkene zijn verzoek intrekt"},
		// What takes.
		{"Leverancier meldt datalekken, tenzij de wet geen melding voorschrijft.", "-tenzij de wet geen melding voorschrijft"},
		{"Leverancier meldt datalekken, behalve kleine.", "-behalve kleine"},
		{"Leverancier meldt datalekken, behalve verzoeken van Klant.", "-behalve verzoeken van Klant"},
		{"Leverancier versleutelt de gegevens (met uitzondering van back-ups) met AES.", "-met uitzondering van back-ups"},
		{"Leverancier versleutelt de gegevens, logbestanden uitgezonderd.", "-logbestanden uitgezonderd"},
		{"Leverancier versleutelt de gegevens, uitgezonderd logbestanden.", "-uitgezonderd logbestanden"},
		{"Leverancier zal, behalve bij spoed, Klant vooraf informeren.", "-behalve bij spoed"},
		{"Behoudens spoed informeert Leverancier Klant vooraf.", "-Behoudens spoed"},
		{"Leverancier herstelt gebreken, tenzij hij dat niet nodig vindt.", "-tenzij hij dat niet nodig vindt"},
		{"Leverancier wist alles, tenzij de wet dat verbiedt, behalve de archieven.", "tenzij de wet dat verbiedt; -behalve de archieven"},
		// Conditions take by what they say only.
		{"Leverancier meldt datalekken, mits Klant een adres opgeeft.", "mits Klant een adres opgeeft"},
		{"Leverancier meldt datalekken, mits Klant alle facturen heeft voldaan.", "-mits Klant alle facturen heeft voldaan"},
		{"Leverancier meldt datalekken, op voorwaarde dat Klant het Pluspakket afneemt.", "-voorwaarde dat Klant het Pluspakket afneemt"},
		{"Leverancier meldt datalekken, voor zover dat voor Leverancier niet bezwaarlijk is.", "-voor zover dat voor Leverancier niet bezwaarlijk is"},
		{"De gegevens worden bewaard zolang het abonnement loopt.", "zolang het abonnement loopt"},
		{"Leverancier gebruikt ze niet voor iets anders dan zijn eigen onderzoek.", "-anders dan zijn eigen onderzoek"},
		{"Leverancier verwerkt ze op instructie, alsmede voor eigen onderzoek.", "-alsmede voor eigen onderzoek"},
		{"Leverancier wist alle gegevens binnen een maand, behalve op back-ups die na twee weken worden overschreven.", "behalve op back-ups die na twee weken worden overschreven"},
		{"Leverancier kijkt niet in de gegevens, tenzij dat voor herstel nodig is.", "tenzij dat voor herstel nodig is"},
		{"Leverancier verwerkt ze op instructie, alsmede volgens de wet.", "alsmede volgens de wet"},
	} {
		tokens := Tokenize(tt.text, 0)
		mentions := partyMentions(tokens)
		var got []string
		for _, e := range Exceptions(tokens, mentions, Clauses(tokens, mentions, false)) {
			sign := ""
			if e.Takes {
				sign = "-"
			}
			got = append(got, sign+tt.text[tokens[e.Start].Start:tokens[e.End-1].End])
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%s\n got %q\nwant %q", tt.text, s, tt.want)
		}
	}
}
