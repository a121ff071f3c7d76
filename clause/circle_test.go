package clause_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/judged"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// What the catalogue proposes must do: a contract to which the model clauses of
// all that is missing are added, meets all of that, and nothing else gets worse.

// kept are the requirements that a contract keeps from being met by what it says
// elsewhere, so that its own text has to change.
var kept = map[string]map[rules.ID]string{
	// A list of sub-processors with companies in the United States.
	"G02": {"ksz.soevereiniteit.rechtsmacht": "lijst", "ksz.bijlage-c.licenties": "de verwerker heet er 'Data processor', en data hebben geen licentie"},
	"H02": {"ksz.soevereiniteit.rechtsmacht": "lijst"},
	"H10": {"ksz.soevereiniteit.rechtsmacht": "lijst"},
	"K03": {"ksz.soevereiniteit.rechtsmacht": "lijst"},
	"K06": {"ksz.soevereiniteit.rechtsmacht": "lijst"},
	"K10": {"ksz.soevereiniteit.rechtsmacht": "lijst"},
	"L05": {"ksz.soevereiniteit.rechtsmacht": "lijst"},
	"M01": {"ksz.soevereiniteit.rechtsmacht": "lijst"},
	"M07": {"ksz.soevereiniteit.rechtsmacht": "lijst"},
}

func TestModelClausesMeetTheirRequirements(t *testing.T) {
	if testing.Short() {
		t.Skip("judges many contracts many times")
	}
	files, err := filepath.Glob("../testdata/contracts/*.docx")
	if err != nil || len(files) == 0 {
		t.Fatalf("no contracts: %v", err)
	}
	// Some of those that readers judged, without the ones kept apart.
	for _, name := range []string{"G02", "G06", "G07", "G08", "H05", "K02", "K04", "L02", "M08"} {
		files = append(files, filepath.Join("..", "testdata", "judged", name+".md"))
	}
	t.Run("in an article of their own", func(t *testing.T) { circle(t, files, atEnd) })
	t.Run("beside what comes near", func(t *testing.T) { circle(t, files[:8], beside) })
}

// The same on the measuring material, where that is at hand.
func TestModelClausesOnMeasuringMaterial(t *testing.T) {
	if testing.Short() {
		t.Skip("judges many contracts many times")
	}
	files := corpusFiles(t)
	circle(t, files, atEnd)
}

// proposal is the model clause of a requirement or an area, and where what comes
// nearest to it stands.
type proposal struct {
	id   rules.ID
	text string
	near int // offset, -1 for none
}

func circle(t *testing.T, files []string, add func(*document.Document, []proposal) []addition) {
	t.Helper()
	checker, err := clause.New(builtinCatalogue(t), clause.Options{})
	if err != nil {
		t.Fatal(err)
	}
	placed, met := 0, 0
	for _, file := range files {
		doc, err := extract.OpenFile(t.Context(), file, extract.Options{})
		if err != nil {
			t.Fatal(err)
		}
		name := judged.DocOf(file)
		if filepath.Ext(file) == ".md" {
			name = strings.TrimSuffix(filepath.Base(file), ".md")
		}
		before := check(t, checker, doc)
		missing := proposals(before)
		after := check(t, checker, supplemented(t, doc, add(doc, missing)))
		placed += len(missing)
		met += compared(t, name, before, after)
	}
	t.Logf("%d of %d model clauses met", met, placed)
}

// proposals are the model clauses of all that is missing.
func proposals(r *clause.Report) []proposal {
	var out []proposal
	for i := range r.Results {
		if res := &r.Results[i]; res.Status == clause.Missing {
			p := proposal{id: res.Requirement, text: res.Model, near: -1}
			if len(res.Nearest) > 0 {
				p.near = res.Nearest[0].Start
			}
			out = append(out, p)
		}
	}
	for i := range r.Matrix {
		if a := &r.Matrix[i]; a.Holder == clause.Unassigned {
			out = append(out, proposal{id: a.Area, text: a.Model, near: -1})
		}
	}
	return out
}

// compared holds the reports on a contract before and after against each other,
// and gives the number of proposals that did what they are for.
func compared(t *testing.T, name string, before, after *clause.Report) int {
	t.Helper()
	met := 0
	for i := range after.Results {
		b, a := &before.Results[i], &after.Results[i]
		_, held := kept[name][a.Requirement]
		switch {
		case b.Status == clause.Missing && a.Status == clause.Met:
			if met++; held {
				t.Errorf("%s: %s is met; take it out of those that are kept", name, a.Requirement)
			}
		case b.Status == clause.Missing && !held:
			t.Errorf("%s: %s is %s with its model clause: %s\n%s", name, a.Requirement, a.Status, strings.Join(a.Lacks, "; "), b.Model)
		case b.Status != clause.Missing && good(a.Status) < good(b.Status):
			t.Errorf("%s: the clauses make %s %s, which was %s: %s", name, a.Requirement, a.Status, b.Status, strings.Join(a.Lacks, "; "))
		}
	}
	for i := range after.Matrix {
		switch b, a := &before.Matrix[i], &after.Matrix[i]; {
		case b.Holder == clause.Unassigned && a.Holder == a.Expected:
			met++
		case b.Holder == clause.Unassigned:
			t.Errorf("%s: %s is held by %s with its model clause: %s", name, a.Area, a.Holder, b.Model)
		case b.Deviation == "" && a.Deviation != "":
			t.Errorf("%s: the clauses lay %s with %s, which was with %s", name, a.Area, a.Holder, b.Holder)
		}
	}
	return met
}

// good orders verdicts by what a customer would rather have.
func good(s clause.Status) int {
	return slices.Index([]clause.Status{clause.Conflict, clause.Missing, clause.Unknown, clause.Partial, clause.Met}, s)
}

// addition is text that goes into a contract behind one of its blocks.
type addition struct {
	after  int // index of the block
	blocks []document.Block
	texts  []string // with their labels
}

// ofAddition as the parent of a block is the first block of its addition. Others
// are those of the document before.
const ofAddition = -2

// supplemented puts blocks into a document, as a reader would give it.
func supplemented(t testing.TB, doc *document.Document, adds []addition) *document.Document {
	t.Helper()
	slices.SortStableFunc(adds, func(a, b addition) int { return a.after - b.after })
	out := *doc
	out.Blocks, out.Changes, out.Links, out.Doubtful, out.Pages = nil, nil, nil, nil, nil
	moved := make([]int, len(doc.Blocks))
	var text strings.Builder
	done := 0
	for i, b := range doc.Blocks {
		text.WriteString(doc.Text[done:b.Span.End])
		by := text.Len() - b.Span.End
		done = b.Span.End
		b.Span.Start += by
		b.Span.End += by
		b.Body += by
		if b.Parent >= 0 {
			b.Parent = moved[b.Parent]
		}
		moved[i] = len(out.Blocks)
		out.Blocks = append(out.Blocks, b)
		for ; len(adds) > 0 && adds[0].after == i; adds = adds[1:] {
			first := len(out.Blocks)
			for k, b := range adds[0].blocks {
				text.WriteString("\n\n")
				b.Body += text.Len()
				b.Span.Start = text.Len()
				text.WriteString(adds[0].texts[k])
				b.Span.End = text.Len()
				switch {
				case b.Parent == ofAddition:
					b.Parent = first
				case b.Parent >= 0:
					b.Parent = moved[b.Parent]
				}
				out.Blocks = append(out.Blocks, b)
			}
		}
	}
	text.WriteString(doc.Text[done:])
	out.Text = text.String()
	if err := out.Validate(); err != nil {
		t.Fatal(err)
	}
	return &out
}

// articleNumber is the label of an article: "Artikel 7" or "7".
var articleNumber = regexp.MustCompile(`^(?i:(artikel |art\. ))?(\d+)$`)

func isArticle(b *document.Block) bool {
	return b.Kind == document.Heading && articleNumber.MatchString(b.Label)
}

// body finds the heading of the last article before the annexes, -1 for none,
// and the last block of the body before its signatures.
func body(doc *document.Document) (heading, last int) {
	con := contract.Parse(doc)
	heading, last = -1, -1
	for i := range con.Units {
		u := &con.Units[i]
		if u.Annex || u.Role == contract.Signature && last >= 0 && u.Block > len(doc.Blocks)/2 {
			break
		}
		last = u.Block
		if isArticle(&doc.Blocks[last]) {
			heading = last
		}
	}
	if heading >= 0 {
		last = min(last, articleEnd(doc, heading))
	}
	return heading, last
}

// articleEnd is the last block under the heading of an article.
func articleEnd(doc *document.Document, heading int) int {
	last := heading
	for i := heading + 1; i < len(doc.Blocks); i++ {
		if b := &doc.Blocks[i]; b.Kind == document.Heading && b.Level <= doc.Blocks[heading].Level {
			break
		}
		last = i
	}
	return last
}

// atEnd puts proposals into a new article at the end of the body, numbered as the
// contract numbers its articles.
func atEnd(doc *document.Document, proposals []proposal) []addition {
	heading, last := body(doc)
	title := document.Block{Kind: document.Heading, Level: 2, Parent: -1}
	number, text := "", "Aanvullende bepalingen"
	if heading >= 0 {
		b := &doc.Blocks[heading]
		m := articleNumber.FindStringSubmatch(b.Label)
		n, _ := strconv.Atoi(m[2])
		number = strconv.Itoa(n + 1)
		title.Label, title.Level, title.Parent = m[1]+number, b.Level, b.Parent
		title.Body = len(title.Label) + 1
		text = title.Label + " " + text
	}
	add := addition{after: last, blocks: []document.Block{title}, texts: []string{text}}
	for i, p := range proposals {
		b, text := clauseBlock(number, i+1, p.text)
		b.Parent = ofAddition
		add.blocks, add.texts = append(add.blocks, b), append(add.texts, text)
	}
	return []addition{add}
}

// clauseBlock is a paragraph of an article with a number of its own.
func clauseBlock(article string, n int, text string) (document.Block, string) {
	text = strings.Join(strings.Fields(text), " ")
	b := document.Block{Kind: document.Paragraph}
	if article != "" {
		b.Label = fmt.Sprintf("%s.%d", article, n)
		b.Body = len(b.Label) + 1
		text = b.Label + " " + text
	}
	return b, text
}

// beside puts each proposal at the end of the article in which what comes nearest
// to it stands, and those for which nothing does into a new one.
func beside(doc *document.Document, proposals []proposal) []addition {
	_, end := body(doc)
	con := contract.Parse(doc)
	var adds []addition
	var rest []proposal
	for _, p := range proposals {
		heading := articleOf(con, p.near, end)
		if heading < 0 {
			rest = append(rest, p)
			continue
		}
		last := articleEnd(doc, heading)
		b, text := clauseBlock(articleNumber.FindStringSubmatch(doc.Blocks[heading].Label)[2], 50+len(adds), p.text)
		b.Parent = heading
		adds = append(adds, addition{after: last, blocks: []document.Block{b}, texts: []string{text}})
	}
	return append(adds, atEnd(doc, rest)...)
}

// articleOf is the heading of the article of the body with provisions in which an
// offset lies, -1 for none.
func articleOf(con *contract.Contract, offset, end int) int {
	if offset < 0 {
		return -1
	}
	doc := con.Doc
	at := doc.BlockAt(offset)
	for i := range con.Units {
		if u := &con.Units[i]; u.Span.Start <= offset && offset < u.Span.End && u.Role != contract.Provision {
			return -1
		}
	}
	for at >= 0 && !isArticle(&doc.Blocks[at]) {
		at = doc.Blocks[at].Parent
	}
	if at < 0 || articleEnd(doc, at) > end || doc.Blocks[articleEnd(doc, at)].Table != nil {
		return -1
	}
	return at
}
