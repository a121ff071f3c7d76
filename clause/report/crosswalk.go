package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/rules"
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
		at := t.TightPlace(&clause.Finding{File: p.File, Page: p.Page, Label: p.Label})
		if p.Page == 0 && p.Label == "" {
			at = strings.TrimSpace(at + " “" + textpage.Shorten(clean(p.Quote), 40) + "”")
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
	t.title(t.Text("Eén bepaling, meer regimes"), len(rows), textpage.Cyan)
	for _, r := range rows {
		t.WrapStyled("", 0, r.at, textpage.Bold)
		meets, helps := t.provisions(r.serves)
		if len(meets) > 0 {
			t.Wrap("  ", 4, t.Textf("voldoet aan %s", strings.Join(meets, "; ")))
		}
		if len(helps) > 0 {
			t.Wrap("  ", 4, t.Textf("draagt bij aan %s", strings.Join(helps, "; ")))
		}
	}
}

// regimes lists the documents whose requirements are served, background aside:
// nobody has to comply with an article.
func regimes(serves []clause.Served) []string {
	var list []string
	for i := range serves {
		for _, c := range serves[i].Sources {
			if c.Kind != rules.Background {
				list = append(list, c.Document)
			}
		}
	}
	return unique(list)
}

// provisions lists what the served requirements rest on, as a lawyer cites it:
// what the provision meets, and that to which it only contributes. It meets a
// place when all requirements that cite it are met and given in full here.
func (w words) provisions(serves []clause.Served) (meets, helps []string) {
	given := map[rules.ID]bool{} // in full, by some sentence of the provision
	for i := range serves {
		s := &serves[i]
		given[s.Requirement] = given[s.Requirement] || s.Status == clause.Met && !s.Weak
	}
	short := map[rules.Citation]bool{}
	var all []rules.Citation
	for i := range serves {
		for _, c := range serves[i].Sources {
			if c.Kind == rules.Background {
				continue
			}
			all = append(all, c)
			short[c] = short[c] || !given[serves[i].Requirement]
		}
	}
	of := func(wanted bool) []string {
		return w.grouped(slices.DeleteFunc(slices.Clone(all), func(c rules.Citation) bool { return short[c] != wanted }))
	}
	return of(false), of(true)
}

// grouped puts the places of one document together: "DORA art. 30 lid 2 onder b
// en d, art. 28 lid 7".
func (w words) grouped(list []rules.Citation) []string {
	var documents []string
	places := map[string][]string{}
	for _, c := range list {
		d := clean(c.Document)
		documents = append(documents, d)
		if p := clean(c.Place); p != "" {
			// "art. 28 lid 3 onder a, art. 44"
			places[d] = append(places[d], strings.Split(strings.ReplaceAll(p, ", art. ", "\x00art. "), "\x00")...)
		}
	}
	documents = unique(documents)
	for i, d := range documents {
		slices.SortStableFunc(places[d], comparePlaces)
		documents[i] = wording.Tight(w.Cite(rules.Citation{Document: d, Place: joinPlaces(unique(places[d]))}))
	}
	return documents
}

// comparePlaces orders places as they stand in a document: numbers by their
// value.
func comparePlaces(a, b string) int {
	for a != "" && b != "" {
		numberA, restA := digits(a)
		numberB, restB := digits(b)
		if numberA != "" && numberB != "" {
			if c := cmp.Or(cmp.Compare(len(numberA), len(numberB)), strings.Compare(numberA, numberB)); c != 0 {
				return c
			}
			a, b = restA, restB
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

// digits cuts the number at the start of s, without leading zeros.
func digits(s string) (number, rest string) {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return strings.TrimLeft(s[:max(n-1, 0)], "0") + s[max(n-1, 0):n], s[n:]
}

// joinPlaces joins places that differ in their last word only.
func joinPlaces(list []string) string {
	var stems []string
	last := map[string][]string{}
	for _, p := range list {
		stem, word := "", p
		if k := strings.LastIndexByte(p, ' '); k > 0 {
			stem, word = p[:k], p[k+1:]
		}
		stems = append(stems, stem)
		last[stem] = append(last[stem], word)
	}
	var parts []string
	for _, stem := range unique(stems) {
		words := last[stem]
		n := len(words) - 1
		text := words[n]
		if n > 0 {
			text = strings.Join(words[:n], ", ") + " en " + words[n]
		}
		if stem != "" {
			text = stem + " " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}
