package clause_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
)

func TestDeviations(t *testing.T) {
	for _, tt := range []struct {
		text   string
		status clause.Status
		lacks  string
	}{
		{"In afwijking van artikel 7.1 bedraagt de termijn 60 uur.", clause.Partial, "60 uur is meer dan 48 uur of 1 werkdag (art. 12.2)"},
		{"De termijn genoemd in artikel 7.1 bedraagt 72 uur.", clause.Partial, "72 uur is meer dan 48 uur of 1 werkdag (art. 12.2)"},
		{"De in artikel 7.1 genoemde termijn is vijf werkdagen.", clause.Conflict, "vijf werkdagen is meer dan 72 uur of 2 werkdagen"},
		{"In afwijking van artikel 7 geldt voor vermoedens een termijn van vijf werkdagen.", clause.Partial, "vijf werkdagen is meer dan 72 uur of 2 werkdagen (art. 12.2)"},
		{"In afwijking van artikel 7.1 meldt Verwerker een datalek in het weekend binnen 60 uur aan Verwerkingsverantwoordelijke.", clause.Partial, "60 uur is meer dan 48 uur of 1 werkdag (art. 12.2)"},

		{"In afwijking van artikel 7.1 bedraagt de termijn 12 uur.", clause.Met, ""},
		{"In afwijking van artikel 6 bedraagt de termijn 72 uur.", clause.Met, ""},
		{"De termijn genoemd in artikel 7.1 gaat 72 uur na de melding van rechtswege opnieuw in.", clause.Met, ""},
		{"In afwijking van artikel 7.1 van de Hoofdovereenkomst geldt 72 uur.", clause.Met, ""},
	} {
		t.Run(tt.text, func(t *testing.T) {
			r := verdicts(t, fmt.Sprintf(agreement, tt.text), "ksz")["incidentmelding"]
			if got := strings.Join(r.Lacks, "; "); r.Status != tt.status || got != tt.lacks {
				t.Errorf("%s %q, want %s %q", r.Status, got, tt.status, tt.lacks)
			}
		})
	}
}
