package clause_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

const (
	nobody   = clause.Unassigned
	provider = rules.HeldByProvider
	customer = rules.HeldByCustomer
	shared   = rules.HeldByBoth
)

// divide gives the report of a text against pack gedeeld.
func divide(t *testing.T, text string, packs ...string) *clause.Report {
	t.Helper()
	if packs == nil {
		packs = []string{"gedeeld"}
	}
	catalogue, err := rules.Builtin(packs...)
	if err != nil {
		t.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := extract.Open(context.Background(), extract.Source{Name: "bijlage", Data: []byte(text)}, extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	report, err := checker.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// holders are the areas that have a holder, without the name of the pack.
func holders(r *clause.Report) map[string]rules.Holder {
	out := map[string]rules.Holder{}
	for _, a := range r.Matrix {
		if a.Holder != nobody {
			out[strings.TrimPrefix(string(a.Area), "gedeeld.")] = a.Holder
		}
	}
	return out
}

func file(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && strings.HasPrefix(name, "../../") {
		t.Skipf("%s is not there; it is no part of the project", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// What an annex states decides, whatever the sentences in it say.
func TestMatrixAnnexes(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       map[string]rules.Holder
	}{
		{"tables", file(t, "testdata/verdeling-tabel.md"), map[string]rules.Holder{
			"fysiek": provider, "netwerk": provider, "hosts": provider, "backup": shared, "versleuteling": shared, "toegang": shared,
			"wachtwoorden": customer, "eindpunten": customer, "inhoud": customer, "bedrijfscontinuiteit": customer,
			"beschikbaarheid": provider, "incidenten": shared, "naleving": shared,
		}},
		{"headings", file(t, "testdata/verdeling-proza.txt"), map[string]rules.Holder{
			"fysiek": provider, "netwerk": provider, "eindpunten": customer, "wachtwoorden": customer,
			"backup": shared, "incidenten": shared, "capaciteit": provider,
		}},
		{"lists", "Taken van Leverancier:\n- Back-up\n- Capaciteit\n\nTaken van Klant:\n- Wachtwoorden\n\nGedeelde taken:\n- Versleuteling\n", map[string]rules.Holder{
			"backup": provider, "capaciteit": provider, "wachtwoorden": customer, "versleuteling": shared,
		}},
		{"a title that divides nothing", "Gedeelde verantwoordelijkheid\n\nBack-up\n\nLeverancier maakt dagelijks een back-up van alle gegevens.\n", map[string]rules.Holder{
			"backup": provider,
		}},
		{"somebody unknown ends a division", "Verantwoordelijkheid van Klant:\n- Wachtwoorden\n\nVerantwoordelijkheid van Nimbus:\n- Back-up\n", map[string]rules.Holder{
			"wachtwoorden": customer,
		}},
		{"data that are processed", "Categorieën persoonsgegevens\n\n- inloggegevens en wachtwoorden van gebruikers\n- back-ups van berichten van gebruikers\n", map[string]rules.Holder{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, holders(divide(t, tc.text))); diff != "" {
				t.Errorf("holders (-want +got):\n%s", diff)
			}
		})
	}
}

// Sentences lay an area with whoever acts in them.
func TestMatrixSentences(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       rules.Holder
	}{
		{"provider acts", "Leverancier maakt dagelijks een back-up.", provider},
		{"nobody is named", "Er wordt dagelijks een back-up gemaakt.", provider},
		{"both act", "Leverancier maakt een back-up. Klant controleert de back-up na herstel.", shared},
		{"a right is no task", "Leverancier maakt een back-up. Klant kan een kopie van de back-up opvragen.", provider},
		{"money is no task", "Leverancier maakt een back-up. Klant betaalt de kosten van het terugzetten van een back-up.", provider},
		{"alone decides", "Klant controleert de back-up. Leverancier is als enige verantwoordelijk voor de back-up.", provider},
		{"said to be shared decides", "Klant is volledig verantwoordelijk voor eigen kopieën. De back-up is een gedeelde verantwoordelijkheid.", shared},
		{"expected of the customer", "Wij verwachten van klanten dat zij zelf een back-up maken.", customer},
		{"a lead", "Wij zorgen ervoor dat:\n- van de gegevens back-ups bestaan.", provider},
		{"refused by the provider", "Leverancier is niet gehouden een back-up te maken.", customer},
		{"second subject without verb", "Leverancier zorgt voor de back-up van de dienst en Klant voor die van zijn exports.", shared},
		{"goes on about the last sentence", "Leverancier maakt een back-up. Dit gebeurt met versleuteling van de back-up.", provider},
		{"a definition", "Back-up: een kopie van de gegevens die Leverancier maakt.", nobody},
		{"a heading without text", "Artikel 5 Back-up", nobody},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := divide(t, tc.text, "gedeeld.backup")
			if got := r.Matrix[0].Holder; got != tc.want {
				t.Errorf("%q: %s, want %s", tc.text, got, tc.want)
			}
			if len(r.Matrix) != 1 || len(r.Results) != 0 || r.Summary != (clause.Summary{}) {
				t.Errorf("an area is no result: %d areas, %d results, %+v", len(r.Matrix), len(r.Results), r.Summary)
			}
		})
	}
}

// Who helps with a task, or hands it over, does not have it alone.
func TestMatrixHelp(t *testing.T) {
	for _, tc := range []struct {
		text string
		want rules.Holder
	}{
		{"Ontvangt Leverancier een verzoek van een betrokkene, dan stuurt hij het verzoek door aan Klant, die het verder afhandelt.", shared},
		{"Leverancier stuurt verzoeken van betrokkenen door, waarna Klant ze beantwoordt.", shared},
		{"Leverancier ondersteunt Klant bij het voldoen aan verzoeken van betrokkenen.", shared},
		{"Leverancier zal Klant helpen bij het afhandelen van verzoeken van betrokkenen.", shared},
		{"Leverancier verleent bijstand aan Klant bij verzoeken van betrokkenen.", shared},
		{"Leverancier beantwoordt verzoeken van betrokkenen en ondersteunt Klant met een rapport.", provider},
		{"Leverancier stuurt verzoeken van betrokkenen aan zijn jurist, die ze afhandelt.", provider},
		{"Leverancier beantwoordt verzoeken van betrokkenen en verleent hulp.", provider},
	} {
		if got := divide(t, tc.text, "gedeeld.betrokkenen").Matrix[0].Holder; got != tc.want {
			t.Errorf("%q: %s, want %s", tc.text, got, tc.want)
		}
	}
}

// A contract that says no more of the customer than that he is helped divides
// nothing.
func TestMatrixHelpDividesNothing(t *testing.T) {
	const tasks = "Leverancier maakt back-ups. Leverancier beveiligt het netwerk met firewalls. Leverancier beheert de servers. Leverancier bewaakt de capaciteit. Leverancier beveiligt het datacenter. Leverancier versleutelt alle gegevens. "
	for _, tc := range []struct {
		last string
		want clause.Status
	}{
		{"Leverancier ondersteunt Klant bij verzoeken van betrokkenen.", clause.Partial},
		{"Leverancier stuurt verzoeken van betrokkenen door aan Klant, die ze beantwoordt.", clause.Met},
	} {
		r := divide(t, tasks+tc.last)
		i := slices.IndexFunc(r.Results, func(r clause.Result) bool { return r.Requirement == "gedeeld.matrix.aanwezig" })
		if got := r.Results[i]; got.Status != tc.want {
			t.Errorf("%s: %s (%s), want %s", tc.last, got.Status, got.Reason, tc.want)
		}
	}
}

func TestMatrixDeviation(t *testing.T) {
	for text, want := range map[string]clause.Deviation{
		"Voor back-ups zorgt uitsluitend de klant.":                     clause.Detriment,
		"Leverancier beveiligt het netwerk. Klant beheert het netwerk.": clause.Shifted,
		"Leverancier versleutelt alle gegevens.":                        clause.Advantage,
		"Leverancier beveiligt het netwerk met firewalls.":              "",
	} {
		var got []clause.Deviation
		for _, a := range divide(t, text).Matrix {
			if a.Holder == nobody {
				continue
			}
			got = append(got, a.Deviation)
			if (a.Model == "") != (a.Holder == a.Expected) {
				t.Errorf("%q: model text %q for %s, expected %s", text, a.Model, a.Holder, a.Expected)
			}
			for _, f := range a.Findings {
				if f.Quote != text[f.Start:f.End] || f.Why == "" || f.Fingerprint == "" || f.Element == "" {
					t.Errorf("%q: finding %+v", text, f)
				}
			}
		}
		if diff := cmp.Diff([]clause.Deviation{want}, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// An area is read the same alone as beside the others, for its sentences are
// told from theirs.
func TestMatrixAlone(t *testing.T) {
	text := file(t, "testdata/verdeling-tabel.md")
	whole := divide(t, text)
	for _, a := range whole.Matrix {
		alone := divide(t, text, string(a.Area)).Matrix
		if diff := cmp.Diff([]clause.Area{a}, alone); diff != "" {
			t.Errorf("%s (-all +alone):\n%s", a.Area, diff)
		}
	}
}

// What could not be read may divide anything.
func TestMatrixUnread(t *testing.T) {
	catalogue, err := rules.Builtin("gedeeld")
	if err != nil {
		t.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := extract.Open(context.Background(), extract.Source{Data: []byte("Leverancier maakt dagelijks een back-up.")}, extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	doc.Warnings = append(doc.Warnings, document.Warning{Code: document.WarnPageWithoutText, Page: 2})
	r, err := checker.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range r.Matrix {
		want := clause.Undetermined
		if a.Area == "gedeeld.backup" {
			want = provider
		}
		if a.Holder != want {
			t.Errorf("%s: %s, want %s", a.Area, a.Holder, want)
		}
	}
}

func TestExplainArea(t *testing.T) {
	catalogue, err := rules.Builtin("gedeeld.backup")
	if err != nil {
		t.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := extract.Open(context.Background(), extract.Source{Data: []byte("Wij maken back-ups. Back-up: een kopie van gegevens.")}, extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := checker.Explain(context.Background(), doc, "gedeeld.backup")
	if err != nil {
		t.Fatal(err)
	}
	if e.Area == nil || e.Area.Holder != provider || e.Result.Requirement != "" {
		t.Fatalf("explanation of an area: %+v", e)
	}
	var counts []bool
	for _, s := range e.Steps {
		counts = append(counts, s.Counts)
	}
	if diff := cmp.Diff([]bool{true, false}, counts); diff != "" {
		t.Errorf("steps (-want +got):\n%s\n%+v", diff, e.Steps)
	}
}

// The two pages on shared responsibility from which the catalogue was made
// divide as CATALOGUE.md 1.6 says.
func TestMatrixOfThePagesItCameFrom(t *testing.T) {
	const shared = "../../shared/"
	table := regexp.MustCompile(`(?m)^\| (gedeeld\.[a-z-]+) \|[^|]*\| ([^|]*) \| ([^|]*) \|`)
	rows := table.FindAllStringSubmatch(file(t, shared+"CATALOGUE.md"), -1)
	for column, page := range []string{"seeds/003_e8fef315f15fd9c6.txt", "seeds/004_891f50cfdd54ffb6.txt"} {
		want, got := map[string]rules.Holder{}, map[string]rules.Holder{}
		matrix := divide(t, file(t, shared+page)).Matrix
		for _, row := range rows {
			// A cell in brackets says where the page touches the area.
			holder := strings.Fields(strings.ReplaceAll(row[2+column], ":", " "))[0]
			if holder == "–" || strings.HasPrefix(holder, "(") {
				continue
			}
			want[row[1]] = rules.Holder(holder)
			for _, a := range matrix {
				if string(a.Area) == row[1] {
					got[row[1]] = a.Holder
				}
			}
		}
		if len(want) < 9 {
			t.Fatalf("only %d areas in column %d", len(want), column)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", page, diff)
		}
	}
}

// What a lawyer reads in the contracts of testdata.
func TestMatrixOfContracts(t *testing.T) {
	catalogue, err := rules.Builtin("gedeeld")
	if err != nil {
		t.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]map[string]rules.Holder{
		"voorwaarden-gewone-taal":         {"wachtwoorden": customer, "incidenten": shared, "betrokkenen": shared, "backup": provider},
		"verwerkersovereenkomst-goed":     {"versleuteling": shared, "beschikbaarheid": provider, "toegang": provider, "backup": provider},
		"verwerkersovereenkomst-strijdig": {"beschikbaarheid": nobody, "versleuteling": nobody, "backup": customer, "betrokkenen": customer},
		"saas-voorwaarden":                {"overdracht": nobody, "derden": provider, "wachtwoorden": customer},
	} {
		doc, err := extract.OpenFile(context.Background(), "../testdata/contracts/"+name+".docx", extract.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := checker.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]rules.Holder{}
		for _, a := range r.Matrix {
			if area := strings.TrimPrefix(string(a.Area), "gedeeld."); want[area] != "" {
				got[area] = a.Holder
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
