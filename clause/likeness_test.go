package clause

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/likeness"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
	"github.com/clausule/clausule/rules"
)

// others is the number of examples of other requirements from which one learns
// what it is not.
const others = 3000

// lesson is what the examples of one requirement teach.
type lesson struct {
	id       rules.ID
	positive [][]likeness.Feature
	negative [][]likeness.Feature
}

// lessons reads the examples of the built-in rules, in their order, and the
// digest of them.
func lessons(t *testing.T) ([]lesson, string) {
	t.Helper()
	cat, err := rules.Load(rules.Sources())
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.New()
	features := func(text string) []likeness.Feature {
		fmt.Fprintln(digest, text)
		doc, err := plain.Read(t.Context(), document.Source{Name: "voorbeeld.txt", Data: []byte(text)}, document.Options{})
		if err != nil {
			t.Fatal(err)
		}
		con := contract.Parse(doc)
		var all []likeness.Feature
		for i := range con.Units {
			all = append(all, likeness.Distinct(&con.Units[i])...)
		}
		return all
	}
	var out []lesson
	for r := range cat.All() {
		fmt.Fprintln(digest, r.ID)
		l := lesson{id: r.ID}
		for _, s := range r.Examples.Met {
			l.positive = append(l.positive, features(s))
		}
		for _, s := range r.Examples.Partial {
			l.positive = append(l.positive, features(s.Text))
		}
		for _, s := range r.Examples.Conflict {
			l.positive = append(l.positive, features(s))
		}
		for _, s := range r.Examples.Missing {
			l.negative = append(l.negative, features(s))
		}
		out = append(out, l)
	}
	return out, hex.EncodeToString(digest.Sum(nil))
}

// fit learns lesson i.
func fit(all []lesson, i int) likeness.Fit {
	var samples []likeness.Sample
	for _, f := range all[i].positive {
		samples = append(samples, likeness.Sample{Features: f, Positive: true})
	}
	for _, f := range all[i].negative {
		samples = append(samples, likeness.Sample{Features: f})
	}
	rng := rand.New(rand.NewPCG(9202, 2209))
	for range others {
		if k := rng.IntN(len(all)); k != i && len(all[k].positive) > 0 {
			samples = append(samples, likeness.Sample{Features: all[k].positive[rng.IntN(len(all[k].positive))]})
		}
	}
	return likeness.Train(string(all[i].id), samples)
}

// The model is what the examples of the rules teach.
func TestLikenessModel(t *testing.T) {
	if testing.Short() {
		t.Skip("judges many contracts many times")
	}
	all, digest := lessons(t)
	if *update {
		fits := make([]likeness.Fit, len(all))
		for i := range all {
			fits[i] = fit(all, i)
		}
		if err := os.WriteFile("likeness.model", likeness.Append([]byte(digest), fits), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !strings.HasPrefix(likenessModel, digest) {
		t.Fatal("likeness.model was learned from other examples: run go generate ./clause")
	}
	if _, err := likeness.Read(likenessModel[likenessDigest:]); err != nil {
		t.Fatal(err)
	}
}

// Anybody can fit the model again and gets the same.
func TestLikenessIsReproducible(t *testing.T) {
	if testing.Short() {
		t.Skip("judges many contracts or examples")
	}
	all, _ := lessons(t)
	m := learned()
	for _, i := range []int{0, len(all) / 2} {
		got, err := likeness.Read(string(likeness.Append(nil, []likeness.Fit{fit(all, i)})))
		if err != nil {
			t.Fatal(err)
		}
		at := m.Index(string(all[i].id))
		alone, among := got.NewScorer(), m.NewScorer()
		for k := range all {
			for _, f := range slices.Concat(all[k].positive[:min(3, len(all[k].positive))], all[i].negative) {
				one, whole := alone.Scores(f), among.Scores(f)
				if one[0] != whole[at] {
					t.Fatalf("%s scores %d, the model that is kept %d", all[i].id, one[0], whole[at])
				}
			}
		}
	}
}

// A provision in words that no pattern knows makes a requirement partial, and
// says so; unless the patterns know why it does not count, it is the customer's
// to do, or patterns alone were asked for. The rule here is the real one with
// its patterns taken away.
func TestLikeness(t *testing.T) {
	const id = "ksz.overdraagbaarheid.migratie"
	cat, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	known, _ := cat.Lookup(id)
	bare := *known
	word := func(w string) []rules.Clause { return []rules.Clause{{Words: w}} }
	bare.Elements = []rules.Element{{Name: "hulp", Lacks: "hulp bij de overstap", AnyOf: word("zeepbel")}}
	bare.Whole, bare.Partly, bare.Weakened, bare.Conflicts, bare.Flags = nil, nil, nil, nil, nil
	bare.Excluded = []rules.Clause{{Words: "laminaat", Reason: "dit gaat over vloeren"}}
	if cat, err = cat.Replace(&bare); err != nil {
		t.Fatal(err)
	}
	if cat, err = cat.Select(id); err != nil {
		t.Fatal(err)
	}
	const help = "Bij het einde van de overeenkomst verleent Verwerker medewerking aan de migratie van de gegevens naar een opvolgende leverancier"
	for _, tt := range []struct {
		name, text string
		options    Options
		want       Status
	}{
		{"like its examples", help + ".", Options{}, Partial},
		{"patterns only", help + ".", Options{PatternsOnly: true}, Missing},
		{"known not to count", help + " over laminaat.", Options{}, Missing},
		{"a definition", "In deze overeenkomst wordt verstaan onder: exit: de " + help[37:] + ".", Options{}, Missing},
		{"of the customer", "Klant verzorgt zelf de migratie van de gegevens naar een opvolgende leverancier bij het einde van de overeenkomst.", Options{}, Missing},
		{"something else", "Verwerker stuurt de factuur binnen dertig dagen na de eerste van de maand.", Options{}, Missing},
	} {
		t.Run(tt.name, func(t *testing.T) {
			checker, err := New(cat, tt.options)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := plain.Read(t.Context(), document.Source{Name: "a.txt", Data: []byte(tt.text)}, document.Options{})
			if err != nil {
				t.Fatal(err)
			}
			report, err := checker.Check(t.Context(), doc)
			if err != nil {
				t.Fatal(err)
			}
			r := &report.Results[0]
			if r.Status != tt.want {
				t.Fatalf("%s, want %s: %s", r.Status, tt.want, r.Reason)
			}
			if tt.want == Partial && (len(r.Findings) != 1 || r.Findings[0].Element != elementAlike || !r.Findings[0].Weak || !strings.Contains(r.Reason, "gelijkenis")) {
				t.Errorf("the result does not tell of likeness: %+v", r)
			}
			e, err := checker.Explain(t.Context(), doc, id)
			if err != nil {
				t.Fatal(err)
			}
			if e.Likeness != nil && tt.options.PatternsOnly || e.Likeness == nil && tt.want == Partial {
				t.Errorf("explanation of likeness: %+v", e.Likeness)
			}
			if tt.want == Partial && (len(e.Likeness.Words) == 0 || e.Likeness.Score < e.Likeness.Counts) {
				t.Errorf("likeness is not explained: %+v", e.Likeness)
			}
		})
	}
}

// FuzzLikenessRead feeds bytes to the reader of models: it never panics, and what
// it takes can be used.
func FuzzLikenessRead(f *testing.F) {
	small := likeness.Append(nil, []likeness.Fit{likeness.Train("a", []likeness.Sample{{Features: []likeness.Feature{3, 9}, Positive: true}, {Features: []likeness.Feature{9, 12}}})})
	f.Add(small)
	f.Add(small[:len(small)-1])
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := likeness.Read(string(data))
		if err != nil {
			return
		}
		m.NewScorer().Scores([]likeness.Feature{1, 3, 9, 9, 12, 1 << 31})
	})
}
