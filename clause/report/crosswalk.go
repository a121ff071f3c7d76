package report

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause"
)

// crosswalk tells, per provision that serves more than one regime, which ones:
// who negotiates it sees what hangs on it.
func (t *textReport) crosswalk() {
	type row struct {
		at     string
		serves []clause.Served
	}
	var rows []row // sentences of one provision together
	for i := range t.r.Passages {
		p := &t.r.Passages[i]
		at := place(p.Page, p.Label, "")
		if at == "" {
			at = "“" + shorten(clean(p.Quote), 40) + "”"
		}
		if n := len(rows); n > 0 && rows[n-1].at == at {
			rows[n-1].serves = append(rows[n-1].serves, p.Serves...)
			continue
		}
		rows = append(rows, row{at, slices.Clone(p.Serves)})
	}
	rows = slices.DeleteFunc(rows, func(r row) bool { return len(regimes(r.serves)) < 2 })
	if len(rows) == 0 {
		return
	}
	t.title("Eén bepaling, meer regimes", len(rows), cyan)
	for _, r := range rows {
		t.wrapStyled("", 0, r.at, bold)
		for _, part := range []struct {
			verb   string
			status clause.Status
		}{{"voldoet aan ", clause.Met}, {"draagt bij aan ", clause.Partial}} {
			if list := provisions(r.serves, part.status); len(list) > 0 {
				t.wrap("  ", 4, part.verb+strings.Join(list, "; "))
			}
		}
	}
}

// regimes lists the documents whose requirements are served.
func regimes(serves []clause.Served) []string {
	var list []string
	for i := range serves {
		for _, c := range serves[i].Sources {
			list = append(list, c.Document)
		}
	}
	return unique(list)
}

// provisions lists what the served requirements with a status rest on, as a
// lawyer cites it.
func provisions(serves []clause.Served, status clause.Status) []string {
	var list []string
	for i := range serves {
		if serves[i].Status != status {
			continue
		}
		for _, c := range serves[i].Sources {
			list = append(list, clean(strings.TrimSpace(c.Document+" "+c.Place)))
		}
	}
	return unique(list)
}
