package rules

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// files makes a folder of rules of its own: name and text in turn.
func files(pairs ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return out
}

const aMelding = "ksz.vertrouwelijkheid.incidentmelding"

// beside loads a folder and puts it beside the built-in catalogue.
func beside(t *testing.T, fsys fstest.MapFS) (*Catalogue, error) {
	t.Helper()
	all, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	own, err := Load(fsys)
	if err != nil {
		return nil, err
	}
	return all.Beside(own)
}

func TestOverlaySetsValuesAndRemembersWhere(t *testing.T) {
	c, err := beside(t, files(OverlayFile, `aanpassingen:
  `+aMelding+`:
    belang: should
    drempels:
      voldaan-tot: 24 uur
    modeltekst:
      nl: Meld het meteen.
    elementen:
      melding:
        een-van:
          - alle: <inbreuk> sein
    strijdig:
      - woord: verzwijgt
        mist: de leverancier verzwijgt
vrijstellingen:
  - eis: avg.33-2.melding
    reden: geen persoonsgegevens
    door: A. de Vries
    tot: 31-12-2026
`))
	if err != nil {
		t.Fatal(err)
	}
	q, _ := c.Lookup(aMelding)
	base, _ := Builtin(aMelding)
	was, _ := base.Lookup(aMelding)
	if q.Importance != Should || q.Thresholds["voldaan-tot"] != (Threshold{"24 uur", BasisOwn}) || q.Model.NL != "Meld het meteen." || q.Model.BE != was.Model.BE {
		t.Errorf("importance %q, thresholds %v, model %q", q.Importance, q.Thresholds, q.Model.NL)
	}
	if len(q.Elements[0].AnyOf) != len(was.Elements[0].AnyOf)+1 || len(q.Conflicts) != len(was.Conflicts)+1 {
		t.Error("the patterns were not added")
	}
	places := map[string]string{}
	for _, ch := range q.Changes {
		places[ch.Path] = ch.Origin.String() + " " + ch.Was
	}
	for path, want := range map[string]string{
		"belang":                               "aanpassingen.yaml:3:13 must",
		"drempels.voldaan-tot":                 "aanpassingen.yaml:5:20 " + was.Thresholds["voldaan-tot"].Value,
		"strijdig." + itoa(len(was.Conflicts)): "aanpassingen.yaml:13:9 ",
		"elementen.melding.een-van." + itoa(len(was.Elements[0].AnyOf)): "aanpassingen.yaml:11:13 ",
	} {
		if places[path] != want {
			t.Errorf("%s comes from %q, want %q", path, places[path], want)
		}
	}
	if c.RequirementDigest(aMelding) == base.RequirementDigest(aMelding) {
		t.Error("another threshold has the same digest")
	}
	if len(was.Changes) != 0 || was.Importance != Must {
		t.Error("the built-in requirement itself was changed")
	}
	w, ok := c.Waiver("avg.33-2.melding")
	if !ok || w.Requirement != aMelding || w.Origin.String() != "aanpassingen.yaml:16:10" {
		t.Fatalf("waiver %+v", w)
	}
	day := func(s string) time.Time { d, _ := time.Parse(time.DateOnly, s); return d }
	for on, want := range map[string]bool{"2026-12-31": true, "2027-01-01": false, "": false} {
		if w.Holds(day(on)) != want {
			t.Errorf("on %q the waiver holds: %v", on, !want)
		}
	}
	if e := c.Expired(day("2027-01-01")); len(e) != 1 || !strings.Contains(e[0].Error(), "aanpassingen.yaml:16:10: de vrijstelling van") {
		t.Errorf("expired: %v", e)
	}
	if e := c.Expired(day("2026-01-01")); len(e) != 0 {
		t.Errorf("expired: %v", e)
	}
}

func TestProfiles(t *testing.T) {
	fsys := files(
		"profielen/streng.yaml", "naam: streng\ntitel: Streng\nop:\n  - basis\neisen:\n  - -ksz.audit.herstel\naanpassingen:\n  ksz.audit.*:\n    belang: must\n  "+aMelding+":\n    drempels:\n      voldaan-tot: 12 uur\n",
		"profielen/basis.yaml", "naam: basis\ntitel: Basis\neisen:\n  - ksz.audit.*\n  - avg.33-2.melding\naanpassingen:\n  "+aMelding+":\n    belang: could\n    drempels:\n      voldaan-tot: 36 uur\n",
	)
	all, err := beside(t, fsys)
	if err != nil {
		t.Fatal(err)
	}
	c, err := all.Profile("streng")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for q := range c.All() {
		ids = append(ids, string(q.ID))
	}
	if want := []string{"ksz.audit.recht", "ksz.audit.rapporten", "ksz.audit.onderaannemers", "avg.33-2.melding"}; !slices.Equal(ids, want) {
		t.Errorf("the profile takes %v, want %v", ids, want)
	}
	q, ok := c.Lookup("avg.33-2.melding")
	if !ok || q.Thresholds["voldaan-tot"].Value != "12 uur" || q.Importance != Could || q.Changes[1].Was == "36 uur" {
		t.Errorf("settings %v %v, changes %+v", q.Thresholds, q.Importance, q.Changes)
	}
	if c.ProfileName() != "streng" {
		t.Errorf("name %q", c.ProfileName())
	}
	if whole, err := all.Settings("streng"); err != nil || whole.Len() != all.Len() {
		t.Errorf("%d requirements, want all %d (%v)", whole.Len(), all.Len(), err)
	}
	var missing *NotFoundError
	if _, err := all.Profile("stren"); !errors.As(err, &missing) || !slices.Contains(missing.Similar, "streng") {
		t.Errorf("unknown profile: %v", err)
	}
}

// The profiles that come with the library can be used, and the default one is
// among them.
func TestBuiltinProfiles(t *testing.T) {
	all, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, p := range all.Profiles() {
		c, err := all.Profile(p.Name)
		if err != nil {
			t.Errorf("%s: %v", p.Name, err)
			continue
		}
		if c.Len() == 0 || p.Meaning == "" {
			t.Errorf("%s: %d requirements, meaning %q", p.Name, c.Len(), p.Meaning)
		}
		for q := range c.All() {
			for _, ch := range q.Changes {
				if ch.Origin.Line == 0 || ch.Origin.Column == 0 || !strings.HasPrefix(ch.Origin.File, ProfileDir+"/") {
					t.Errorf("%s sets %s of %s at %s, want a line and a column", p.Name, ch.Path, q.ID, ch.Origin)
				}
			}
		}
		found = found || p.Name == DefaultProfile
	}
	if !found {
		t.Errorf("no profile %q", DefaultProfile)
	}
}

// What the user sets for herself holds whatever profile she chooses, and no id
// stands for two rules.
func TestOwnSettingsComeLast(t *testing.T) {
	all, err := beside(t, files(
		OverlayFile, "aanpassingen:\n  "+aMelding+":\n    drempels:\n      voldaan-tot: 36 uur\n    strijdig:\n      - woord: verzwijgt\n        mist: verzwegen\n",
		"eigen/pack.yaml", "naam: eigen\nversie: '1'\ntitel: Eigen\n",
		"eigen/eigen.melding.yaml", "id: eigen.melding\ntitel: Eigen\nbelang: could\ndrager: leverancier\nelementen:\n  a:\n    mist: a\n    een-van:\n      - woord: zeepbel\n"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := all.Profile("ksz-streng")
	if err != nil {
		t.Fatal(err)
	}
	whole, _ := all.Lookup(aMelding)
	q, _ := c.Lookup(aMelding)
	if got := q.Thresholds["voldaan-tot"].Value; got != "36 uur" {
		t.Errorf("the threshold is %s, want that of the user", got)
	}
	if len(q.Conflicts) != len(whole.Conflicts) {
		t.Errorf("%d patterns, want %d: hers were added twice", len(q.Conflicts), len(whole.Conflicts))
	}
}

// What cannot be applied is told with its place and what to write.
func TestSettingsFaults(t *testing.T) {
	overlay := func(text string) []string { return []string{OverlayFile, text} }
	for _, tt := range []struct {
		name string
		fs   []string
		want string
	}{
		{"unknown requirement", overlay("aanpassingen:\n  ksz.audit.rech:\n    belang: must\n"), "aanpassingen.yaml:2:3: onbekende eis 'ksz.audit.rech'; bedoelde u 'ksz.audit.recht'?"},
		{"unknown threshold", overlay("aanpassingen:\n  " + aMelding + ":\n    drempels:\n      voldaan: 24 uur\n"), "aanpassingen.yaml:4:16: onbekende drempel 'voldaan' bij " + aMelding + "; de eis kent: deels-tot, voldaan-tot"},
		{"threshold of another kind", overlay("aanpassingen:\n  " + aMelding + ":\n    drempels:\n      voldaan-tot: 99,5%\n"), "aanpassingen.yaml:4:20: drempel 'voldaan-tot' bij " + aMelding + ": '99,5%' is geen duur; schrijf bijvoorbeeld '48 uur | 1 werkdag'"},
		{"threshold past the other", overlay("aanpassingen:\n  " + aMelding + ":\n    drempels:\n      voldaan-tot: 96 uur\n"), "aanpassingen.yaml:3:5: de grens van deels is bij " + aMelding + " niet ruimer meer dan die van voldaan: deels-tot 72 uur | 2 werkdagen, voldaan-tot 96 uur; zet ook de andere drempel"},
		{"unknown element", overlay("aanpassingen:\n  ksz.audit.recht:\n    elementen:\n      iets:\n        een-van:\n          - woord: iets\n"), "aanpassingen.yaml:4:7: de eis heeft geen element 'iets'; schrijf de naam van een bestaand element"},
		{"unknown concept", overlay("aanpassingen:\n  ksz.audit.recht:\n    strijdig:\n      - alle: <inbruek> nooit\n"), "aanpassingen.yaml:4:15: onbekend begrip <inbruek>; bedoelde u 'inbreuk'?"},
		{"pattern", overlay("aanpassingen:\n  ksz.audit.recht:\n    strijdig:\n      - alle: (a | b\n"), "aanpassingen.yaml:4:15: in 'alle': dit haakje wordt niet gesloten"},
		{"importance", overlay("aanpassingen:\n  ksz.audit.recht:\n    belang: moet\n"), "aanpassingen.yaml:3:13: 'moet' is geen geldige waarde van 'belang'; schrijf 'must' (kies uit: must, must-bijlage, should, could)"},
		{"key", overlay("aanpasingen:\n  ksz.audit.recht:\n    belang: must\n"), "aanpassingen.yaml:1:1: onbekende sleutel 'aanpasingen'; bedoelde u 'aanpassingen'?"},
		{"waiver without reason", overlay("vrijstellingen:\n  - eis: ksz.audit.recht\n    door: A\n    tot: 2027-01-01\n"), "aanpassingen.yaml:2:5: een vrijstelling heeft geen 'reden'; voeg 'reden: …' toe"},
		{"waiver of nothing", overlay("vrijstellingen:\n  - eis: ksz.audit.recth\n    reden: b\n    door: A\n    tot: 2027-01-01\n"), "aanpassingen.yaml:2:10: onbekende eis 'ksz.audit.recth'; bedoelde u 'ksz.audit.recht'?"},
		{"date", overlay("vrijstellingen:\n  - eis: ksz.audit.recht\n    reden: b\n    door: A\n    tot: volgend jaar\n"), "aanpassingen.yaml:5:10: 'volgend jaar' is geen datum; schrijf jaar-maand-dag"},
		{"waived twice", overlay("vrijstellingen:\n  - eis: ksz.audit.recht\n    reden: b\n    door: A\n    tot: 2027-01-01\n  - eis: ksz.audit.recht\n    reden: c\n    door: B\n    tot: 2028-01-01\n"), "aanpassingen.yaml:6:10: de eis ksz.audit.recht is twee keer vrijgesteld, ook op aanpassingen.yaml:2:10; haal één van de twee weg"},
		{"cycle", []string{"profielen/a.yaml", "naam: a\ntitel: A\nop:\n  - b\n", "profielen/b.yaml", "naam: b\ntitel: B\nop:\n  - a\n"}, "profielen/a.yaml:3:1: profiel 'a' bouwt op zichzelf voort: a → b → a; haal één van de namen weg onder 'op'"},
		{"unknown profile below", []string{"profielen/a.yaml", "naam: a\ntitel: A\nop:\n  - kzs\n"}, "profielen/a.yaml:4:5: onbekend profiel 'kzs'; bedoelde u 'ksz'?"},
		{"unknown selection", []string{"profielen/a.yaml", "naam: a\ntitel: A\neisen:\n  - ksz.audit.rechten\n"}, "profielen/a.yaml:4:5: onbekende eis 'ksz.audit.rechten'; bedoelde u 'ksz.audit.recht'?"},
		{"name of the file", []string{"profielen/a.yaml", "naam: b\ntitel: A\n"}, "profielen/a.yaml:1:7: het profiel heet 'b' maar staat in 'a.yaml'; noem het bestand b.yaml"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := files(tt.fs...)
			c, err := beside(t, fsys)
			if err == nil {
				_, err = c.Profile("a")
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
			var told []string
			for _, f := range Lint(fsys) {
				told = append(told, strings.Replace(f.String(), "fout: ", "", 1))
			}
			if !slices.ContainsFunc(told, func(s string) bool { return strings.Contains(s, tt.want) }) {
				t.Errorf("Lint says %q, want %s", told, tt.want)
			}
		})
	}
}

func TestSelectByAlias(t *testing.T) {
	all, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		names []string
		want  ID // the id under which the rule of the breach notice stands; "" if not at all
	}{
		{[]string{"all"}, aMelding},
		{[]string{"ksz"}, aMelding},
		{[]string{"avg"}, "avg.33-2.melding"},
		{[]string{"avg.33-2.*"}, "avg.33-2.melding"},
		{[]string{"avg", "ksz"}, aMelding},
		{[]string{"all", "-ksz"}, "avg.33-2.melding"},
		{[]string{"rendement"}, ""},
	} {
		c, err := all.Select(tt.names...)
		if err != nil {
			t.Fatal(err)
		}
		count, got := 0, ID("")
		for q := range c.All() {
			if q.ID == aMelding || q.ID == "avg.33-2.melding" {
				count++
				got = q.ID
			}
		}
		if got != tt.want || count > 1 {
			t.Errorf("%v gives it %d times, as %q, want %q", tt.names, count, got, tt.want)
		}
	}
}
