package clause_test

import (
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
)

// What is no contract of the kinds that the rules are written for is judged all
// the same, with a warning that costs no verdict and no exit code.
func TestKindIsAWarning(t *testing.T) {
	c := checker(t, testRule)
	promise := "Verwerker meldt elk lek onverwijld aan Klant. "
	filler := strings.Repeat("De verwerker levert de software en het onderhoud aan de klant en zorgt voor de facturen. ", 10)
	for _, tc := range []struct {
		name, text string
		want       clause.Kind
		warned     bool
	}{
		{"agreement", "# Verwerkersovereenkomst\n\n" + promise + filler, clause.KindProcessorAgreement, false},
		{"manual", "# Stappenplan verwerkersovereenkomst\n\n" + promise + filler, clause.KindOther, true},
		{"lease", "# Huurovereenkomst\n\n" + promise + filler, clause.KindOther, true},
		{"excerpt", promise, clause.KindOther, false},
	} {
		report := check(t, c, read(t, tc.text))
		var message string
		for _, w := range report.Document.Warnings {
			if w.Code == document.WarnKind {
				message = w.Message
				if w.Incomplete() {
					t.Errorf("%s: the warning says that text is lacking", tc.name)
				}
			}
		}
		if report.Document.Kind != tc.want || (message != "") != tc.warned {
			t.Errorf("%s: %s, warning %q", tc.name, report.Document.Kind, message)
		}
		if tc.warned && !strings.Contains(message, "de titel noemt") {
			t.Errorf("%s: the warning %q does not say why", tc.name, message)
		}
		if report.Results[0].Status != clause.Met {
			t.Errorf("%s: %s", tc.name, report.Results[0].Status)
		}
	}
}
