package rules_test

import (
	"errors"
	"fmt"
	"testing/fstest"
	"time"

	"github.com/clausule/clausule/rules"
)

// A pack of one's own: a folder with a pack.yaml and one file a requirement.
func ExampleLoad() {
	files := fstest.MapFS{
		"eigen/pack.yaml": {Data: []byte("naam: eigen\nversie: '2026.1'\ntitel: Onze eigen eisen\n")},
		"eigen/eigen.taal.yaml": {Data: []byte(`id: eigen.taal
titel: Het contract wordt in het Nederlands uitgevoerd
belang: should
drager: beide
elementen:
  taal:
    mist: de voertaal
    een-van:
      - alle: (voertaal | taal) nederlands*
`)},
	}
	c, err := rules.Load(files)
	if err != nil {
		fmt.Println(err)
		return
	}
	for q := range c.All() {
		fmt.Println(q.ID, q.Elements[0].AnyOf[0].All)
	}
	fmt.Println(c.Names())

	files["eigen/eigen.taal.yaml"] = &fstest.MapFile{Data: []byte("id: eigen.taal\ntitl: Taal\nbelang: should\ndrager: beide\nelementen:\n  taal:\n    mist: de voertaal\n    een-van:\n      - alle: (voertaal | taal\n")}
	_, err = rules.Load(files)
	for _, e := range rules.Errors(err) {
		fmt.Println(e)
	}
	// Output:
	// eigen.taal (voertaal | taal) nederlands*
	// [eigen@2026.1]
	// eigen/eigen.taal.yaml:2:1: onbekende sleutel 'titl'; bedoelde u 'titel'?
	// eigen/eigen.taal.yaml:9:15: in 'alle': dit haakje wordt niet gesloten; zet ')' achter de groep
}

func ExampleCatalogue_Find() {
	c, err := rules.Builtin()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range c.Find("incident meld", 1) {
		fmt.Println(f.Requirement.ID)
	}
	// Output:
	// ksz.vertrouwelijkheid.incidentmelding
}

func ExampleBuiltin() {
	_, err := rules.Builtin("ksz.vertrouwelijkheid.incidentmeling")
	var missing *rules.NotFoundError
	if errors.As(err, &missing) {
		fmt.Println(missing)
	}
	// Output:
	// onbekende eis "ksz.vertrouwelijkheid.incidentmeling"; bedoelde u 'ksz.vertrouwelijkheid.incidentmelding'?
}

func ExampleLint() {
	for _, f := range rules.Lint(fstest.MapFS{
		"eigen/pack.yaml": {Data: []byte("naam: eigen\nversie: '1'\ntitel: Eigen\nbron:\n  - document: Eigen beleid\neisen: [eigen.taal]\n")},
	}) {
		fmt.Println(f)
	}
	// Output:
	// eigen/pack.yaml:6:8: fout: een lijst of sleutels tussen haakjes; schrijf ze onder elkaar: een komma binnen '[…]' of '{…}' knipt '99,9%' in tweeën
	// eigen/pack.yaml:6:9: fout: 'eigen.taal' staat onder 'eisen' maar heeft geen bestand; maak eigen.taal.yaml of haal de regel weg
}

func ExampleParseLimits() {
	limits, err := rules.ParseLimits(rules.KindDuration, "48 uur | 1 werkdag")
	fmt.Println(limits, err)
	// Output:
	// [{duur 48 uur} {duur 1 werkdag}] <nil>
}

func ExampleRequirement_Clauses() {
	c, err := rules.Builtin()
	if err != nil {
		fmt.Println(err)
		return
	}
	q, ok := c.Lookup("ksz.vertrouwelijkheid.incidentmelding")
	if !ok {
		return
	}
	elements := map[string]bool{}
	q.Clauses(func(role rules.Role, e *rules.Element, _ string, _ *rules.Clause) bool {
		if role == rules.RoleElement {
			elements[e.Name] = true
		}
		return true
	})
	fmt.Println(len(elements) == len(q.Elements))
	// Output:
	// true
}

// A profile selects requirements and may set them otherwise; every value
// remembers where it was set.
func ExampleCatalogue_Profile() {
	all, err := rules.Builtin()
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := all.Profile("ksz-streng")
	if err != nil {
		fmt.Println(err)
		return
	}
	q, ok := c.Lookup("ksz.vertrouwelijkheid.incidentmelding")
	if !ok {
		return
	}
	for _, ch := range q.Changes {
		if ch.Path == "drempels.voldaan-tot" {
			fmt.Println(c.ProfileName(), ch.Was, "→", ch.Now, ch.Origin.File)
		}
	}
	// Output:
	// ksz-streng 48 uur | 1 werkdag → 24 uur | 1 werkdag profielen/ksz-streng.yaml
}

// The user's own settings and waivers, beside the built-in catalogue.
func ExampleCatalogue_Beside() {
	own, err := rules.Load(fstest.MapFS{rules.OverlayFile: {Data: []byte(`aanpassingen:
  ksz.audit.recht:
    belang: should
vrijstellingen:
  - eis: rendement.escrow
    reden: de broncode is openbaar
    door: J. Smit
    tot: 2027-03-31
`)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := rules.Builtin()
	if err == nil {
		c, err = c.Beside(own)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	q, _ := c.Lookup("ksz.audit.recht")
	fmt.Println(q.Importance, q.Changes[0].Origin)
	w, _ := c.Waiver("rendement.escrow")
	fmt.Println(w.Until, w.Holds(time.Date(2027, time.April, 1, 0, 0, 0, 0, time.UTC)), w.Origin)
	// Output:
	// should aanpassingen.yaml:3:13
	// 2027-03-31 false aanpassingen.yaml:5:10
}

// What a verdict says, for a reader of English. A text of one's own rules has no
// English form and stays as it is.
func ExampleEnglish() {
	c, err := rules.Builtin("ksz.vertrouwelijkheid.incidentmelding")
	if err != nil {
		fmt.Println(err)
		return
	}
	for q := range c.All() {
		for _, e := range q.Elements[:2] {
			lacks, _ := q.FillEnglish(e.Lacks)
			fmt.Println(lacks)
		}
		for _, s := range q.Sources {
			s = s.English()
			fmt.Println(s.Document, s.Place)
		}
	}
	fmt.Println(rules.English("een eis van ons kantoor"))
	// Output:
	// the notification of a breach to the customer
	// a time limit of at most 48 hours or 1 working day
	// KSZ/BCSS cloud computing policy 2.2 §6c
	// GDPR Art. 33(2)
	// een eis van ons kantoor false
}
