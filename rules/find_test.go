package rules

import (
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	q := func(id ID, title string, aliases ...ID) *Requirement {
		return &Requirement{ID: id, Title: title, Aliases: aliases}
	}
	b := &builder{base: &Catalogue{}}
	for _, r := range []*Requirement{
		q("ksz.audit.recht", "Klant mag (laten) auditen"),
		q("ksz.audit.rapporten", "Auditrapporten worden verstrekt"),
		q("ksz.audit.onderaannemers", "Audit ook bij onderaannemers"),
		q("ksz.continuiteit.sla", "Beschikbaarheid met een getal", "rijk.beschikbaarheid"),
		q("ksz.vertrouwelijkheid.incidentmelding", "Inbreuk wordt op tijd aan de klant gemeld", "avg.33-2.melding"),
		q("ksz.bijlage-c.toepasselijk-recht", "Toepasselijk recht en bevoegde rechter"),
		q("avg.28-3-f.bijstand", "Bijstand bij DPIA én meldplicht"),
	} {
		b.add(r, "")
	}
	b.add(&Requirement{ID: "ksz.gegevens.integriteit", Title: "Back-ups zijn getest", Meaning: "Een reservekopie is terug te zetten.",
		TitleEN: "Backups have been tested", MeaningEN: "A copy can be restored."}, "")
	c := b.catalogue(nil)
	for _, tc := range []struct{ query, want string }{
		{"audit", "ksz.audit.recht ksz.audit.rapporten ksz.audit.onderaannemers"},
		{"audit recht", "ksz.audit.recht"},
		{"RECHT", "ksz.audit.recht ksz.bijlage-c.toepasselijk-recht"},
		{"Continuïteit", "ksz.continuiteit.sla"},
		{"avg.33-2.melding", "ksz.vertrouwelijkheid.incidentmelding"},
		{"én dpia", "avg.28-3-f.bijstand"},
		{"incmeld", "ksz.vertrouwelijkheid.incidentmelding"},
		{"meld", "avg.28-3-f.bijstand ksz.vertrouwelijkheid.incidentmelding"},
		{"klant gemeld", "ksz.vertrouwelijkheid.incidentmelding"},
		{"klant audit", "ksz.audit.recht"},
		{"beschikb", "ksz.continuiteit.sla"},
		{"qq", ""},
		{"", ""},
		{"  ", ""},
		{"audit zzz", "ksz.audit.recht ksz.audit.rapporten ksz.audit.onderaannemers"},
		{"backup", "ksz.gegevens.integriteit"},
		{"back-up", "ksz.gegevens.integriteit"},
		{"reservekopie", "ksz.gegevens.integriteit"},
		{"tested restored", "ksz.gegevens.integriteit"},
	} {
		var got []string
		for _, f := range c.Find(tc.query, 0) {
			got = append(got, string(f.Requirement.ID))
		}
		have := strings.Join(got, " ")
		if tc.query == "meld" { // order between start of a word in title and in alias is free
			if len(got) != 2 {
				t.Errorf("%q finds %s", tc.query, have)
			}
			continue
		}
		if have != tc.want {
			t.Errorf("%q finds %s, want %s", tc.query, have, tc.want)
		}
	}
	if got := c.Find("audit", 2); len(got) != 2 || got[0].Score < got[1].Score {
		t.Errorf("two asked, %d given", len(got))
	}
	for id, want := range map[string]ID{
		"ksz.audit.rechtt":                       "ksz.audit.recht",
		"ksz.audti.recht":                        "ksz.audit.recht",
		"ksz.incidentmelding":                    "ksz.vertrouwelijkheid.incidentmelding",
		"KSZ.vertrouwelijkheid.incident-melding": "ksz.vertrouwelijkheid.incidentmelding",
	} {
		if got := c.Suggest(id); len(got) == 0 || got[0] != want || len(got) > 3 {
			t.Errorf("Suggest(%q) gives %v, want %s first", id, got, want)
		}
	}
	if got := c.Suggest(strings.Repeat("x", 100_000)); len(got) != 0 {
		t.Errorf("nonsense suggests %v", got)
	}
}

func TestEdits(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "abd", 1}, {"abc", "ab", 1}, {"ab", "ba", 1}, {"kitten", "sitting", 3}, {"", "abc", 3}} {
		if got := edits(tc.a, tc.b, 10); got != tc.want {
			t.Errorf("edits(%q, %q) = %d, want %d", tc.a, tc.b, got, tc.want)
		}
	}
	if got := edits("a", "abcdef", 2); got <= 2 {
		t.Errorf("past the limit gives %d", got)
	}
}

func BenchmarkFind(b *testing.B) {
	c, err := Builtin()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		c.Find("incident meld", 5)
	}
}
