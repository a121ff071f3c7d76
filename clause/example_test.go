package clause_test

import (
	"context"
	"fmt"
	"log"
	"testing/fstest"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/rules"
)

// A contract is read, held against requirements of the built-in catalogue, and
// every verdict comes with the words that decide.
func ExampleChecker_Check() {
	catalogue, err := rules.Builtin("avg.28-3-b.geheimhouding", "ksz.vertrouwelijkheid.incidentmelding")
	if err != nil {
		log.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		log.Fatal(err)
	}
	// extract.OpenFile reads a file; Open takes bytes.
	doc, err := extract.Open(context.Background(), extract.Source{Name: "contract.txt", Data: []byte(`
Artikel 4. Inbreuken

4.1 Verwerker meldt een inbreuk in verband met persoonsgegevens binnen 24 uur na ontdekking aan Verwerkingsverantwoordelijke.
`)}, extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	report, err := checker.Check(context.Background(), doc)
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range report.Results {
		fmt.Println(r.Requirement, r.Status)
		for _, f := range r.Findings[:min(1, len(r.Findings))] {
			fmt.Printf("  art. %s: %s\n", f.Label, f.Quote)
		}
	}
	// Output:
	// ksz.vertrouwelijkheid.incidentmelding met
	//   art. 4.1: Verwerker meldt een inbreuk in verband met persoonsgegevens binnen 24 uur na ontdekking aan Verwerkingsverantwoordelijke.
	// avg.28-3-b.geheimhouding missing
}

// A main agreement and its processor agreement are judged as one contract. The
// order of precedence decides where they differ.
func ExampleChecker_CheckBundle() {
	catalogue, err := rules.Builtin("ksz.vertrouwelijkheid.incidentmelding")
	if err != nil {
		log.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		log.Fatal(err)
	}
	var docs []*extract.Document
	for _, file := range [...]struct{ name, text string }{
		{"hoofd.txt", `
RAAMOVEREENKOMST

Artikel 7. Datalekken
7.1 Opdrachtnemer meldt een datalek binnen vijf werkdagen aan Opdrachtgever.
`}, {"verwerking.txt", `
VERWERKERSOVEREENKOMST

Artikel 3. Datalekken
3.1 Verwerker meldt een datalek binnen 24 uur na ontdekking aan Verwerkingsverantwoordelijke.

Artikel 8. Slot
8.1 Bij strijd met de raamovereenkomst gaat deze verwerkersovereenkomst voor.
`}} {
		doc, err := extract.Open(context.Background(), extract.Source{Name: file.name, Data: []byte(file.text)}, extract.Options{})
		if err != nil {
			log.Fatal(err)
		}
		docs = append(docs, doc)
	}
	report, err := checker.CheckBundle(context.Background(), docs...)
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range report.Document.Files {
		fmt.Println(f.Name, f.Kind)
	}
	r := report.Results[0]
	fmt.Println(r.Status, r.Flags)
	for _, f := range r.Nearest {
		fmt.Printf("%s art. %s: %s\n", f.File, f.Label, f.Why)
	}
	// Output:
	// hoofd.txt main-agreement
	// verwerking.txt processor-agreement
	// met [subverwerkers-niet-genoemd rangorde-beslist]
	// hoofd.txt art. 7.1: Telt niet: vijf werkdagen moet wijken, want bij strijd gaat de verwerkersovereenkomst voor (art. 8.1).
}

// The responsibility matrix says per area whose task it is by the contract, and
// whose it usually is.
func ExampleArea() {
	catalogue, err := rules.Builtin("gedeeld.backup", "gedeeld.fysiek", "gedeeld.versleuteling")
	if err != nil {
		log.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		log.Fatal(err)
	}
	doc, err := extract.Open(context.Background(), extract.Source{Name: "bijlage.txt", Data: []byte(`
Fysieke beveiliging van het datacenter is de taak van Leverancier.
Voor back-ups zorgt uitsluitend de klant.
`)}, extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	report, err := checker.Check(context.Background(), doc)
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range report.Matrix {
		fmt.Printf("%s: %s, gebruikelijk %s\n", a.Title, a.Holder, a.Expected)
	}
	// Output:
	// Versleuteling: niet geregeld, gebruikelijk gedeeld
	// Back-up en herstel: klant, gebruikelijk gedeeld
	// Fysieke beveiliging: leverancier, gebruikelijk leverancier
}

// A draft that is read with all of its tracked changes is judged as it will
// read when they are accepted; what they take away is told beside it.
func ExampleChecker_Check_draft() {
	catalogue, err := rules.Builtin("ksz.audit.recht", "ksz.audit.rapporten")
	if err != nil {
		log.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		log.Fatal(err)
	}
	doc, err := extract.OpenFile(context.Background(), "../testdata/contracts/verwerkersovereenkomst-concept.docx",
		extract.Options{Revisions: extract.AllRevisions})
	if err != nil {
		log.Fatal(err)
	}
	report, err := checker.Check(context.Background(), doc)
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range report.Results {
		fmt.Printf("%s: %s, was %s\n", r.Requirement, r.Status, r.Was)
		for _, f := range r.Findings {
			fmt.Printf("  %s: art. %s\n", f.Revision, f.Label)
		}
		for _, f := range r.Lapsed {
			fmt.Printf("  art. %s: %s\n", f.Label, f.Why)
		}
	}
	// Output:
	// ksz.audit.recht: missing, was met
	//   art. 8.1: Vervalt in dit concept: gaf het recht van de klant op een audit: eenmaal per jaar.
	//   art. 8.1: Vervalt in dit concept: gaf een audit door een derde.
	// ksz.audit.rapporten: met, was missing
	//   inserted: art. 8.1
}

// An explanation tells every passage that was looked at, and whether and why it
// counts.
func ExampleChecker_Explain() {
	catalogue, err := rules.Builtin("ksz.vertrouwelijkheid.incidentmelding")
	if err != nil {
		log.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		log.Fatal(err)
	}
	doc, err := extract.Open(context.Background(), extract.Source{Name: "contract.txt", Data: []byte(`
Artikel 4. Inbreuken

4.1 Klant meldt een datalek binnen 24 uur aan Verwerker.
`)}, extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	e, err := checker.Explain(context.Background(), doc, "ksz.vertrouwelijkheid.incidentmelding")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(e.Result.Status)
	for _, s := range e.Steps[:min(1, len(e.Steps))] {
		fmt.Println(s.Label, s.Counts, s.Why)
	}
	// Output:
	// missing
	// 4.1 false Telt niet: dit is een verplichting van de andere partij.
}

// What is missing is told element by element, with what comes nearest.
func ExampleExplanation() {
	catalogue, err := rules.Builtin()
	if err != nil {
		log.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		log.Fatal(err)
	}
	doc, err := extract.Open(context.Background(), extract.Source{Name: "contract.txt", Data: []byte(`
Artikel 4. Subverwerkers

4.1 Verwerker sluit met iedere subverwerker een overeenkomst.
`)}, extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	e, err := checker.Explain(context.Background(), doc, "ksz.onderaanneming.controle")
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range e.Elements {
		fmt.Println(s.State, s.Asks)
	}
	for _, n := range e.Near {
		fmt.Println(n.Label, n.Quote)
	}
	// Output:
	// absent controle door de leverancier op zijn onderaannemers
	// 4.1 Verwerker sluit met iedere subverwerker een overeenkomst.
}

// One sentence serves every requirement that rests on it.
func ExampleReport_Crosswalk() {
	catalogue, err := rules.Builtin("ksz.vertrouwelijkheid.incidentmelding", "avg.33-3.inhoud")
	if err != nil {
		log.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		log.Fatal(err)
	}
	doc, err := extract.Open(context.Background(), extract.Source{Name: "contract.txt", Data: []byte(`
Artikel 9. Inbreuken

9.2 Verwerker meldt een inbreuk binnen 24 uur na ontdekking aan Klant, met de aard van de inbreuk, de gevolgen en de genomen maatregelen.
`)}, extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	report, err := checker.Check(context.Background(), doc)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range report.Crosswalk() {
		for _, s := range p.Serves {
			fmt.Printf("art. %s: %s (%s) geeft %v\n", p.Label, s.Requirement, s.Status.Dutch(), s.Elements)
		}
	}
	// Output:
	// art. 9.2: ksz.vertrouwelijkheid.incidentmelding (voldoet) geeft [melding termijn startpunt]
	// art. 9.2: avg.33-3.inhoud (gedeeltelijk) geeft [aard gevolgen maatregelen]
}

// A waiver of the user's own takes a requirement out of the judgement, up to and
// including its last day.
func ExampleWaiver() {
	catalogue, err := rules.Builtin("ksz.audit.recht")
	if err != nil {
		log.Fatal(err)
	}
	own, err := rules.Load(fstest.MapFS{rules.OverlayFile: {Data: []byte(`vrijstellingen:
  - eis: ksz.audit.recht
    reden: de dienst verwerkt alleen openbare gegevens
    door: J. Smit
    tot: 2027-03-31
`)}})
	if err != nil {
		log.Fatal(err)
	}
	catalogue, err = catalogue.Beside(own)
	if err != nil {
		log.Fatal(err)
	}
	doc, err := extract.Open(context.Background(), extract.Source{Name: "contract.txt", Data: []byte("Verwerker bewaart de gegevens.")}, extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, day := range []time.Time{{}, time.Date(2027, time.March, 31, 0, 0, 0, 0, time.UTC), time.Date(2027, time.April, 1, 0, 0, 0, 0, time.UTC)} {
		checker, err := clause.New(catalogue, clause.Options{Date: day})
		if err != nil {
			log.Fatal(err)
		}
		report, err := checker.Check(context.Background(), doc)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(day.Format(time.DateOnly), report.Results[0].Status)
	}
	// Output:
	// 0001-01-01 missing
	// 2027-03-31 waived
	// 2027-04-01 missing
}

// A new version of a contract is compared with the old one: what it gives and
// takes, per requirement, whatever else was rewritten.
func ExampleCompare() {
	catalogue, err := rules.Builtin("ksz.vertrouwelijkheid.incidentmelding", "ksz.audit.recht")
	if err != nil {
		log.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{Points: true})
	if err != nil {
		log.Fatal(err)
	}
	check := func(name, text string) *clause.Report {
		doc, err := extract.Open(context.Background(), extract.Source{Name: name, Data: []byte(text)}, extract.Options{})
		if err != nil {
			log.Fatal(err)
		}
		report, err := checker.Check(context.Background(), doc)
		if err != nil {
			log.Fatal(err)
		}
		return report
	}
	comparison, err := clause.Compare(check("old.txt", `
1.1 Verwerker meldt een datalek binnen 24 uur na ontdekking aan Klant.
1.2 Klant mag eenmaal per jaar een audit laten uitvoeren.
`), check("new.txt", `
1.1 Klant mag eenmaal per jaar een audit laten uitvoeren.
1.2 Verwerker stelt Klant binnen 36 uur na ontdekking van een datalek in kennis.
`))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range comparison.Changes {
		fmt.Println(c.Requirement, c.Kind, c.Old.Status, c.New.Status)
		for _, d := range c.Details {
			fmt.Printf("  %s: %s, then %s\n", d.Direction, d.Old, d.New)
		}
	}
	// Output:
	// ksz.vertrouwelijkheid.incidentmelding weakened met met
	//   worse: 24 uur, then 36 uur
}
