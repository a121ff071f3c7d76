package clause_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// comparer is a checker of the whole catalogue whose reports can be compared.
func comparer(t testing.TB) *clause.Checker {
	t.Helper()
	c, err := clause.New(builtinCatalogue(t), clause.Options{Points: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func pointsOf(t testing.TB, c *clause.Checker, doc *document.Document) *clause.Report {
	t.Helper()
	r, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func compare(t testing.TB, old, new *clause.Report) *clause.Comparison {
	t.Helper()
	c, err := clause.Compare(old, new)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// toldOf writes a comparison in short, a line each change.
func toldOf(c *clause.Comparison) []string {
	var out []string
	for i := range c.Changes {
		x := &c.Changes[i]
		var b strings.Builder
		fmt.Fprintf(&b, "%s %s, %s to %s", x.Requirement, x.Kind, x.Old.Status, x.New.Status)
		for _, d := range x.Details {
			fmt.Fprintf(&b, "; %s %s %s: %q to %q", d.Direction, d.Kind, d.Element, d.Old, d.New)
		}
		out = append(out, b.String())
	}
	for _, a := range c.Areas {
		out = append(out, fmt.Sprintf("%s %s, %s to %s", a.Area, a.Direction, a.Old, a.New))
	}
	return out
}

// An edit changes one thing in a contract. All that it changes is in the golden
// file.
var edits = []struct {
	name     string
	id       rules.ID // what it is about
	kind     clause.ChangeKind
	from, to string
}{
	{"24 to 72 hours", "ksz.vertrouwelijkheid.incidentmelding", clause.Weakened, "uiterlijk binnen 24 uur nadat", "uiterlijk binnen 72 uur nadat"},
	{"24 to 36 hours, still met", "ksz.vertrouwelijkheid.incidentmelding", clause.Weakened, "uiterlijk binnen 24 uur nadat", "uiterlijk binnen 36 uur nadat"},
	{"24 to 12 hours", "ksz.vertrouwelijkheid.incidentmelding", clause.Strengthened, "uiterlijk binnen 24 uur nadat", "uiterlijk binnen 12 uur nadat"},
	{"24 hours to two working days", "ksz.vertrouwelijkheid.incidentmelding", clause.Weakened, "uiterlijk binnen 24 uur nadat", "uiterlijk binnen twee werkdagen nadat"},
	{"24 hours to 5 days", "ksz.vertrouwelijkheid.incidentmelding", clause.Lost, "uiterlijk binnen 24 uur nadat", "uiterlijk binnen vijf dagen nadat"},
	{"99.8 to 99.5 %", "ksz.continuiteit.sla", clause.Weakened, "99,8 procent", "99,5 procent"},
	{"99.8 to 99.9 %", "ksz.continuiteit.sla", clause.Strengthened, "99,8 procent", "99,9 procent"},
	{"60 to 14 days of notice", "ksz.onderaanneming.kennisgeving", clause.Weakened, "ten minste zestig dagen van tevoren", "ten minste veertien dagen van tevoren"},
	{"return in 30 to 120 days", "ksz.teruggave.teruggave", clause.Weakened, "Teruggave vindt plaats binnen dertig dagen", "Teruggave vindt plaats binnen honderdtwintig dagen"},
	{"return in 30 to 14 days", "ksz.teruggave.teruggave", clause.Strengthened, "Teruggave vindt plaats binnen dertig dagen", "Teruggave vindt plaats binnen veertien dagen"},
	{"recovery in 4 to 24 hours", "ksz.continuiteit.rto", clause.Weakened, "binnen vier uur hersteld", "binnen vierentwintig uur hersteld"},
	{"audit gone", "ksz.audit.recht", clause.Lost, "Verwerkingsverantwoordelijke mag de naleving van deze Verwerkersovereenkomst eenmaal per jaar, en bij een Datalek zo vaak als nodig, (laten) controleren door een audit. Verwerker verleent daaraan alle medewerking. Verwerkingsverantwoordelijke kondigt een audit tien werkdagen van tevoren aan.", ""},
	{"liability for sub-processors gone", "ksz.onderaanneming.aansprakelijkheid", clause.Lost, "Verwerker is voor het handelen en nalaten van haar Subverwerkers jegens Verwerkingsverantwoordelijke aansprakelijk als voor haar eigen handelen en nalaten.", ""},
	{"liability for sub-processors excluded", "ksz.onderaanneming.aansprakelijkheid", clause.Lost, "jegens Verwerkingsverantwoordelijke aansprakelijk als", "jegens Verwerkingsverantwoordelijke niet aansprakelijk als"},
	{"own purposes", "ksz.vertrouwelijkheid.gebruik", clause.Weakened, "gebruikt de Gegevens niet voor eigen doeleinden of voor doeleinden van derden, ook niet in geanonimiseerde of samengevoegde vorm, en verstrekt de Gegevens niet aan derden, tenzij", "gebruikt de Gegevens ook voor eigen doeleinden en verstrekt deze aan derden, tenzij"},
	{"effort", "avg.28-3-c.beveiliging", clause.Weakened, "Verwerker treft passende", "Verwerker spant zich in om passende"},
	{"costs", "avg.28-3-f.bijstand", clause.Weakened, "Verwerker verleent kosteloos bijstand", "Verwerker verleent tegen de dan geldende uurtarieven bijstand"},
	{"costs of reports", "ksz.audit.rapporten", clause.Weakened, "ieder jaar kosteloos het", "ieder jaar tegen betaling het"},
	{"encryption at rest gone", "ksz.privacy.versleuteling", clause.Weakened, "versleuteld tijdens transport (TLS 1.3) en in opslag (AES-256)", "versleuteld tijdens transport (TLS 1.3)"},
	{"no court", "ksz.bijlage-c.toepasselijk-recht", clause.Weakened, " Geschillen worden voorgelegd aan de rechtbank Noord-Nederland, locatie Groningen.", ""},
	{"audit with consent", "ksz.audit.recht", clause.Weakened, "(laten) controleren door een audit.", "(laten) controleren door een audit, mits Verwerker daarmee instemt."},
	{"no proof of destruction", "ksz.teruggave.bewijs", clause.Lost, " Zij verstrekt uit eigen beweging een schriftelijk bewijs van vernietiging.", ""},
	{"no secrecy", "avg.28-3-b.geheimhouding", clause.Lost, "Verwerker waarborgt dat iedere persoon die onder haar gezag toegang tot de Gegevens heeft, een geheimhoudingsverklaring heeft ondertekend. De plicht tot geheimhouding blijft na het einde van deze Verwerkersovereenkomst bestaan.", ""},
	{"escrow gone", "rendement.escrow", clause.Lost, "De broncode van de Dienst is in depot gegeven bij een onafhankelijke escrow-agent. Bij faillissement van Verwerker of bij staking van de Dienst mag Verwerkingsverantwoordelijke de broncode gebruiken om de Dienst voort te (laten) zetten.", ""},
}

// Of an edit all that changes is told and nothing else; made undone, it is told
// the other way round.
func TestCompareEdits(t *testing.T) {
	c := comparer(t)
	text := contractTexts(t)["verwerkersovereenkomst-goed.docx"]
	old := pointsOf(t, c, readPlain(t, text))
	var out strings.Builder
	for _, e := range edits {
		if n := strings.Count(text, e.from); n != 1 {
			t.Fatalf("%s: %q stands %d times in the contract", e.name, e.from, n)
		}
		now := pointsOf(t, c, readPlain(t, strings.Replace(text, e.from, e.to, 1)))
		forth, back := compare(t, old, now), compare(t, now, old)
		i := slices.IndexFunc(forth.Changes, func(x clause.Change) bool { return x.Requirement == e.id })
		if i < 0 || forth.Changes[i].Kind != e.kind {
			t.Errorf("%s: %s is not %s", e.name, e.id, e.kind)
		}
		if a, b := outcome(forth, false), outcome(back, true); !slices.Equal(a, b) {
			t.Errorf("%s: forth and back differ: %s", e.name, cmp.Diff(a, b))
		}
		fmt.Fprintf(&out, "# %s\n%s\n", e.name, strings.Join(toldOf(forth), "\n"))
	}
	golden(t, filepath.Join("testdata", "compare.golden"), out.String())
}

// outcome lists the requirements that change with the verdicts, sorted; with back
// the versions have changed places.
func outcome(c *clause.Comparison, back bool) []string {
	var out []string
	for _, x := range c.Changes {
		a, b := x.Old.Status, x.New.Status
		if back {
			a, b = b, a
		}
		out = append(out, fmt.Sprintf("%s %s %s", x.Requirement, a, b))
	}
	slices.Sort(out)
	return out
}

// How a contract is written is no change.
func TestCompareSameMeaning(t *testing.T) {
	if testing.Short() {
		t.Skip("judges many contracts")
	}
	c := comparer(t)
	texts := map[string]string{}
	for name, text := range contractTexts(t) {
		if strings.HasSuffix(name, ".docx") {
			texts[name] = text
		}
	}
	asked, differ := 0, 0
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		text := texts[name]
		old := pointsOf(t, c, readPlain(t, text))
		for _, tr := range sameMeaning {
			other := tr.of(text)
			if other == text || (tr.name == "lines of a page" || tr.name == "hyphens at line ends") && wrapped(text) {
				continue
			}
			x := compare(t, old, pointsOf(t, c, readPlain(t, other)))
			asked += len(old.Results) + len(old.Matrix)
			for _, line := range toldOf(x) {
				if id, _, _ := strings.Cut(line, " "); !slices.Contains(tr.except, rules.ID(id)) {
					differ++
					t.Errorf("%s, %s: %s", name, tr.name, line)
				}
			}
		}
	}
	const least = 20_000
	if asked < least || differ > 0 {
		t.Errorf("%d differences in %d requirements and areas", differ, asked)
	}
}

// Articles in another order and with other numbers give the same.
func TestCompareOrder(t *testing.T) {
	c := comparer(t)
	text := contractTexts(t)["verwerkersovereenkomst-goed.docx"]
	old := pointsOf(t, c, readPlain(t, text))
	// The articles from "Beveiliging" up to "Duur en einde", the last one first.
	var articles []string
	lines := strings.SplitAfter(text, "\n")
	first, last := -1, -1
	for i, line := range lines {
		if !strings.HasPrefix(line, "Artikel ") || !articleHeading.MatchString(strings.TrimSpace(line)) {
			continue
		}
		if first < 0 && strings.Contains(line, "Beveiliging") {
			first = i
		}
		if strings.Contains(line, "Duur en einde") {
			last = i
		}
	}
	if first < 0 || last < first {
		t.Fatalf("articles not found: %d to %d", first, last)
	}
	for i := first; i < last; i++ {
		if strings.HasPrefix(lines[i], "Artikel ") {
			articles = append(articles, "")
		}
		articles[len(articles)-1] += lines[i]
	}
	slices.Reverse(articles)
	moved := strings.Join(lines[:first], "") + strings.Join(articles, "") + strings.Join(lines[last:], "")
	if got := toldOf(compare(t, old, pointsOf(t, c, readPlain(t, moved)))); len(got) > 0 {
		t.Errorf("another order of %d articles:\n%s", len(articles), strings.Join(got, "\n"))
	}
}

// A contract that was saved as another kind of file gives the same.
func TestCompareFormats(t *testing.T) {
	c := comparer(t)
	open := func(file string) *clause.Report {
		doc, err := extract.OpenFile(context.Background(), file, extract.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return pointsOf(t, c, doc)
	}
	for _, tc := range []struct {
		name   string
		others []string
	}{
		{"saas-voorwaarden", []string{"contracts/saas-voorwaarden.pdf"}},
		{"sla-hosting", []string{"variants/sla-hosting.odt", "variants/sla-hosting.rtf", "variants/sla-hosting.doc", "variants/sla-hosting.html"}},
		{"verwerkersovereenkomst-concept", []string{"variants/verwerkersovereenkomst-concept.odt", "variants/verwerkersovereenkomst-concept.rtf", "variants/verwerkersovereenkomst-concept.doc"}},
		{"verwerkersovereenkomst-goed", []string{"contracts/verwerkersovereenkomst-goed.pdf", "variants/verwerkersovereenkomst-goed.odt", "variants/verwerkersovereenkomst-goed.rtf", "variants/verwerkersovereenkomst-goed.doc"}},
		{"verwerkersovereenkomst-strijdig", []string{"contracts/verwerkersovereenkomst-strijdig.pdf"}},
		{"verwerkersovereenkomst-zwak", []string{"contracts/verwerkersovereenkomst-zwak.pdf"}},
		{"voorwaarden-gewone-taal", []string{"contracts/voorwaarden-gewone-taal.pdf"}},
	} {
		old := open("../testdata/contracts/" + tc.name + ".docx")
		for _, other := range tc.others {
			x := compare(t, old, open("../testdata/"+other))
			if !x.Same() {
				t.Errorf("%s: %s %v %v %v %v", other, strings.Join(toldOf(x), "\n"), x.Parties, x.Blanks, x.References, x.Kinds)
			}
		}
	}
}

// What is no matter of a requirement is told beside.
func TestCompareFurther(t *testing.T) {
	c := comparer(t)
	text := contractTexts(t)["verwerkersovereenkomst-goed.docx"]
	old := pointsOf(t, c, readPlain(t, text))
	t.Run("parties", func(t *testing.T) {
		x := compare(t, old, pointsOf(t, c, readPlain(t, replaceWords("verwerker", "leverancier")(text))))
		if len(x.Parties) != 1 || x.Parties[0].Role != "leverancier" || !slices.Contains(x.Parties[0].New, "Leverancier") {
			t.Errorf("%v", x.Parties)
		}
	})
	t.Run("blanks", func(t *testing.T) {
		open := strings.Replace(text, "Naam: A. Bouwmeester", "Naam: [naam]", 1)
		x := compare(t, old, pointsOf(t, c, readPlain(t, open)))
		if len(x.Blanks.Opened) != 1 || len(x.Blanks.Filled) != 0 || x.Blanks.Opened[0].Text != "[naam]" {
			t.Errorf("%v", x.Blanks)
		}
		x = compare(t, pointsOf(t, c, readPlain(t, open)), old)
		if len(x.Blanks.Opened) != 0 || len(x.Blanks.Filled) != 1 {
			t.Errorf("back: %v", x.Blanks)
		}
	})
	t.Run("references", func(t *testing.T) {
		x := compare(t, old, pointsOf(t, c, readPlain(t, strings.Replace(text, "De maatregelen staan in Bijlage 2.", "De maatregelen staan in Bijlage 7.", 1))))
		if len(x.References.Opened) != 1 || x.References.Opened[0].Text != "Bijlage 7" {
			t.Errorf("%v", x.References)
		}
	})
	t.Run("kind", func(t *testing.T) {
		sla := pointsOf(t, c, readPlain(t, contractTexts(t)["sla-hosting.docx"]))
		x := compare(t, old, sla)
		if x.Kinds == nil || x.Kinds.Old != clause.KindProcessorAgreement || x.Kinds.New != clause.KindServiceLevels {
			t.Errorf("%v", x.Kinds)
		}
		if x.Summary.Lost == 0 || x.Summary.Of(clause.Lost) != x.Summary.Lost || x.Same() {
			t.Errorf("%+v", x.Summary)
		}
	})
	t.Run("areas", func(t *testing.T) {
		x := compare(t, old, pointsOf(t, c, readPlain(t, strings.Replace(text, "Verwerker maakt ieder uur een back-up, bewaart", "Verwerkingsverantwoordelijke maakt ieder uur een back-up, bewaart", 1))))
		i := slices.IndexFunc(x.Areas, func(a clause.AreaChange) bool { return a.Area == "gedeeld.backup" })
		if i < 0 || x.Areas[i].Direction != clause.Worse || x.Areas[i].New != rules.HeldByCustomer {
			t.Errorf("%+v", x.Areas)
		}
	})
}

// Words in the place of a term that are enough for the rule are worse for the
// customer; of a term in the place of words that can not be said.
func TestCompareTermGone(t *testing.T) {
	c := comparer(t)
	text := contractTexts(t)["verwerkersovereenkomst-goed.docx"]
	old := pointsOf(t, c, readPlain(t, text))
	now := pointsOf(t, c, readPlain(t, strings.Replace(text, "uiterlijk binnen 24 uur nadat", "zo spoedig mogelijk nadat", 1)))
	kind := func(x *clause.Comparison) clause.ChangeKind {
		for i := range x.Changes {
			if x.Changes[i].Requirement == "ksz.vertrouwelijkheid.incidentmelding" {
				return x.Changes[i].Kind
			}
		}
		return ""
	}
	if forth, back := kind(compare(t, old, now)), kind(compare(t, now, old)); forth != clause.Weakened || back != clause.Mixed {
		t.Errorf("forth %q, back %q", forth, back)
	}
}

// What was not read is no loss, and what was read before is no gain.
func TestCompareUnread(t *testing.T) {
	c := comparer(t)
	text := contractTexts(t)["verwerkersovereenkomst-goed.docx"]
	const liable = "Verwerker is voor het handelen en nalaten van haar Subverwerkers jegens Verwerkingsverantwoordelijke aansprakelijk als voor haar eigen handelen en nalaten."
	whole := pointsOf(t, c, readPlain(t, text))
	doc := readPlain(t, strings.Replace(text, liable, "", 1))
	doc.Warnings = append(doc.Warnings, document.Warning{Code: document.WarnPageWithoutText, Page: 2, Message: "bladzijde 2 is niet gelezen"})
	part := pointsOf(t, c, doc)
	find := func(x *clause.Comparison) *clause.Change {
		i := slices.IndexFunc(x.Changes, func(x clause.Change) bool { return x.Requirement == "ksz.onderaanneming.aansprakelijkheid" })
		if i < 0 {
			t.Fatalf("not told: %v", toldOf(x))
		}
		return &x.Changes[i]
	}
	if x := find(compare(t, whole, part)); x.Kind != clause.Unreadable || x.Worse() || len(x.Details) > 0 {
		t.Errorf("%+v", x)
	}
	if x := find(compare(t, part, whole)); x.Kind != clause.Readable {
		t.Errorf("%+v", x)
	}
}

// Only reports of one catalogue, with its settings, can be compared.
func TestCompareRefuses(t *testing.T) {
	text := "Verwerker meldt een datalek binnen 24 uur aan Klant."
	report := func(o clause.Options, ids ...string) *clause.Report {
		cat, err := rules.Builtin(ids...)
		if err != nil {
			t.Fatal(err)
		}
		c, err := clause.New(cat, o)
		if err != nil {
			t.Fatal(err)
		}
		return pointsOf(t, c, readPlain(t, text))
	}
	points := clause.Options{Points: true}
	one := report(points, "ksz.vertrouwelijkheid.incidentmelding")
	var refused *clause.CompareError
	if _, err := clause.Compare(one, report(points, "ksz")); !errors.As(err, &refused) || refused.What != "de catalogus" {
		t.Errorf("another catalogue: %v", err)
	}
	if _, err := clause.Compare(one, report(clause.Options{Points: true, PatternsOnly: true}, "ksz.vertrouwelijkheid.incidentmelding")); !errors.As(err, &refused) {
		t.Errorf("patterns only: %v", err)
	}
	bare := report(clause.Options{}, "ksz.vertrouwelijkheid.incidentmelding")
	if _, err := clause.Compare(bare, bare); !errors.Is(err, clause.ErrPoints) {
		t.Errorf("without points: %v", err)
	}
	if _, err := clause.Compare(one, nil); err == nil {
		t.Error("nil is compared")
	}
	if x, err := clause.Compare(one, one); err != nil || !x.Same() || x.Changes == nil {
		t.Errorf("itself: %+v %v", x, err)
	}
}
