package clausetest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/clausule/clausule/clause/clausetest"
	"github.com/clausule/clausule/rules"
)

func sources(t testing.TB) *rules.Catalogue {
	t.Helper()
	cat, err := rules.Load(rules.Sources())
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// Every sentence of every built-in rule file gets the verdict that the file
// says; at most one in twenty-five may stand under nog-niet.
func TestBuiltinExamples(t *testing.T) {
	out, err := clausetest.Run(context.Background(), sources(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range out.Failures {
		t.Error(f)
	}
	if known := len(out.Known); known*25 > out.Total() {
		t.Errorf("%d of %d examples stand under nog-niet; at most 4%% may", known, out.Total())
	}
	if out.Total() < 900 {
		t.Errorf("only %d examples were run", out.Total())
	}
}

// No pattern of an element stands in a rule for nothing: without it some
// example gets another verdict.
func TestBuiltinPatternsAreNeeded(t *testing.T) {
	if testing.Short() {
		t.Skip("runs every example once for every pattern")
	}
	unneeded, err := clausetest.Mutate(context.Background(), sources(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range unneeded {
		if u.Shared {
			continue
		}
		t.Error(u)
	}
}

const leak = `id: proef.lek
titel: Een lek wordt gemeld
belang: must
drager: leverancier
bron:
  - document: proef
elementen:
  melding:
    mist: de melding
    een-van:
      - alle: meldt lek
      - alle: bericht lek
modeltekst:
  nl: Verwerker meldt elk lek.
voorbeelden:
  voldaan:
    - Verwerker meldt elk lek aan Klant.
    - Verwerker bericht niets.
  ontbreekt:
    - Verwerker levert software.
  nog-niet:
    - tekst: Verwerker meldt elk lek.
      hoort: voldaan
      reden: stond hier nog
    - tekst: Verwerker vertelt van elk lek.
      hoort: voldaan
      reden: vertellen ontbreekt
`

func trial(t testing.TB) *rules.Catalogue {
	t.Helper()
	cat, err := rules.Load(fstest.MapFS{
		"proef/pack.yaml":      {Data: []byte("naam: proef\nversie: \"1\"\ntitel: Proef\n")},
		"proef/proef.lek.yaml": {Data: []byte(leak)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// A sentence with the wrong verdict fails, and so does a known failure that
// has come to pass.
func TestRunTellsFailures(t *testing.T) {
	out, err := clausetest.Run(context.Background(), trial(t))
	if err != nil {
		t.Fatal(err)
	}
	if out.Passed != 3 || len(out.Known) != 1 || len(out.Failures) != 2 {
		t.Fatalf("got %d passed, %d known, failures %v", out.Passed, len(out.Known), out.Failures)
	}
	for i, want := range []string{"proef/proef.lek.yaml:18:7: proef.lek: hoort voldoet, werd ontbreekt: Verwerker bericht niets.", "staat onder 'nog-niet' maar slaagt"} {
		if got := out.Failures[i].String(); !strings.Contains(got, want) {
			t.Errorf("failure %d: %s, want %q in it", i, got, want)
		}
	}
}

func TestMutateFindsIdlePatterns(t *testing.T) {
	unneeded, err := clausetest.Mutate(context.Background(), trial(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(unneeded) != 1 || unneeded[0].Path != "elementen.melding.een-van.1" || unneeded[0].Pattern != "alle: bericht lek" {
		t.Errorf("got %v, want the second pattern", unneeded)
	}
}

func ExampleRun() {
	catalogue, err := rules.Load(rules.Sources(), "avg.28-3-a.instructies")
	if err != nil {
		fmt.Println(err)
		return
	}
	outcome, err := clausetest.Run(context.Background(), catalogue)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(outcome.Failures), "voorbeelden kregen een ander oordeel")
	// Output: 0 voorbeelden kregen een ander oordeel
}

// A pattern that no example needs may be wrong without anybody noticing.
func ExampleMutate() {
	catalogue, err := rules.Load(fstest.MapFS{
		"eigen/pack.yaml": {Data: []byte("naam: eigen\nversie: '1'\ntitel: Eigen\n")},
		"eigen/eigen.taal.yaml": {Data: []byte(`id: eigen.taal
titel: De voertaal is Nederlands
belang: should
drager: document
elementen:
  taal:
    mist: de voertaal
    een-van:
      - woord: voertaal
      - woord: taal van de overeenkomst
voorbeelden:
  voldaan:
    - De voertaal is het Nederlands.
  ontbreekt:
    - Partijen overleggen jaarlijks.
`)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	unneeded, err := clausetest.Mutate(context.Background(), catalogue)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, u := range unneeded {
		if u.Shared {
			continue
		}
		fmt.Println(u)
	}
	// Output:
	// eigen/eigen.taal.yaml:10:9: eigen.taal: geen voorbeeld heeft het patroon elementen.taal.een-van.1 nodig (woord: taal van de overeenkomst); voeg een voorbeeld toe of haal het weg
}
