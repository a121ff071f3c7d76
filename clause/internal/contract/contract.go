// Package contract reads a document as a lawyer does: it cuts the text into
// units (sentences, list items with the words that introduce them, table
// rows), tells which of them bind (provisions) and which only define, recite,
// explain or sign, and knows who the parties are and under which names they go
// in this contract.
package contract

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// Contract is a document with its legal structure.
type Contract struct {
	Doc   *document.Document
	Units []Unit // reading order
	// Parties holds the provider, the customer and any others that are
	// named, with their names as written, in order of appearance.
	Parties []PartyNames
	// SameName is true where the contract gives both parties one and the
	// same name ("hierna te noemen “Verwerker”" twice): who must do what is
	// then uncertain wherever that name stands.
	SameName bool
	// Language is "nl", "fr", "en", "de", or "" where it cannot be told.
	Language string
	// Parts are the documents that the text is of, in order; at least one.
	Parts []Part
	// OpenReferences are the places that point to an annex or a service level
	// agreement which does not stand in the text or has nothing in it.
	OpenReferences []Reference
	// Blanks are the fields that were not filled in, in order.
	Blanks []document.Span

	called map[dutch.Party]Called
	cited  map[int][]Cited  // by unit
	view   []document.Block // the blocks that the contract was read by
	ranks  map[[2]Place]int // the first goes before the second; the unit that says so
	ranked map[Place]bool   // stand in ranks
	under  []int            // title without style above a block of the view, -1 for none
}

// PartyNames is a party with the names that the contract uses for it.
type PartyNames struct {
	Party dutch.Party
	Names []string
}

// Reference is a place that points outside the text.
type Reference struct {
	Text string // "Bijlage 2", "SLA"
	Span document.Span
}

// Role says what a unit is for. Only a provision can meet a requirement.
type Role uint8

// The roles of a unit.
const (
	Provision   Role = iota
	Definition       // defines a term, or names a party
	Recital          // "overwegende dat …"
	TOC              // line of a table of contents
	HeadingOnly      // a heading, a header row, a title without text
	Note             // template instruction, explanation, FAQ, version table
	QuotedLaw        // says what the law says: "Artikel 33 AVG bepaalt …"
	Signature        // signing block
	RunningText      // running header or footer

	// RoleCount is the number of roles.
	RoleCount = iota
)

var roleNames = [...]string{"provision", "definition", "recital", "toc", "heading", "note", "law", "signature", "running"}

func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return "role?"
}

// Unit is the smallest piece of a contract that is judged by itself: a
// sentence, an item of a list or a row of a table.
type Unit struct {
	// Span is the unit itself, without the words that introduce it and
	// without its label: the verbatim quote.
	Span  document.Span
	Block int // index of the block in which it begins
	Role  Role
	// Lead is the number of tokens at the start of Tokens that come from the
	// introducing sentence; 0 where there is none. LeadUnit is the index of
	// that unit, -1 where there is none.
	Lead     int
	LeadUnit int
	Tokens   []dutch.Token // lead, then own
	// Head holds the tokens of all headings above, nearest first, each closed
	// by a full stop; for a table row those of the header row come first.
	// Units share these slices.
	Head []dutch.Token
	// Prev holds the indexes of the preceding units of the same paragraph, at
	// most the last 64.
	Prev []int
	// Article is equal for units under the same numbered heading, its
	// sub-levels included; 0 for text that stands before every heading.
	// Paragraph is equal for units of one numbered paragraph with its list,
	// or of one block with its list. Both rise in reading order.
	Article, Paragraph int
	// Mixed is true under a heading that names no subject ("Overige bepalingen"):
	// what the paragraphs of such an article say, they say each for itself.
	Mixed    bool
	Mentions []dutch.Mention
	Values   []dutch.Value
	Clauses  []dutch.Clause
	// Annex is true in an annex of the contract.
	Annex bool
	Part  int // index in Contract.Parts
	annex int // number of the annex in its part, 0 in the body

	view int // block of the view in which it begins
}

// SameAnnex tells whether both stand in one annex, or both in the body of one
// document.
func (u *Unit) SameAnnex(v *Unit) bool { return u.Part == v.Part && u.annex == v.annex }

// Own returns the tokens of the unit itself, without its lead.
func (u *Unit) Own() []dutch.Token { return u.Tokens[u.Lead:] }

// Limits of what one unit may take along from its surroundings; a real
// contract stays far below them.
const (
	maxLead = 160 // tokens of introducing sentences
	maxHead = 120 // tokens of headings
	maxPrev = 64  // preceding units
)

// Parse reads the structure of a document. It never fails: text that it cannot
// place is a provision of its own.
func Parse(doc *document.Document) *Contract { return ParseSet(doc) }

// parse reads the contract once the structure of its documents is known.
func (p *parser) parse() *Contract {
	p.c.Language = language(p.blocks)
	resolve(p)
	p.c.Blanks = blanks(p.doc)
	p.cut()
	p.finish()
	p.describe()
	p.c.OpenReferences = p.references()
	p.rank()
	p.cite()
	for i := range p.c.Units {
		u := &p.c.Units[i]
		u.view, u.Block = u.Block, p.orig[u.Block]
	}
	p.c.view, p.c.under = p.view, make([]int, len(p.view))
	for i := range p.blocks {
		p.c.under[i] = p.blocks[i].under
	}
	return p.c
}

// Locate tells where unit i begins, as a lawyer would cite it. It knows more
// than [document.Document.Locate] where several numbered paragraphs, or a title
// and its text, stand in one block, and where a title has no style.
func (c *Contract) Locate(i int) document.Location {
	u := &c.Units[i]
	loc := document.Location{Page: c.Doc.PageAt(u.Span.Start), Label: document.Cite(c.view, u.view), Block: u.Block}
	for k := u.view; k >= 0; k = c.view[k].Parent {
		b := &c.view[k]
		if title := c.under[k]; loc.Heading == "" && title >= 0 {
			loc.Heading = strings.TrimSpace(c.Doc.Slice(document.Span{Start: c.view[title].Body, End: c.view[title].Span.End}))
		}
		if loc.Heading == "" && b.Kind == document.Heading && k != u.view {
			loc.Heading = strings.TrimSpace(c.Doc.Slice(document.Span{Start: b.Body, End: b.Span.End}))
		}
		if loc.Heading != "" {
			break
		}
	}
	return loc
}

// parser holds what is known while a contract is read.
type parser struct {
	doc    *document.Document
	c      *Contract
	view   []document.Block // the blocks that the contract is read by
	orig   []int            // their blocks in the document
	blocks []block          // what is known of them
	parts  []stretch        // the documents that they are of
	headed []int            // headed parts "2.1", "2.2" of a block
	extent extent

	byParagraph map[int][]int // units of a paragraph
	heads       map[headKey][]dutch.Token
	leadBudget  int // tokens that leads may still take in all

	articleCount, paragraphCount int // in the documents so far
	annexCount                   int
	rankers                      int            // sentences about a rank so far
	annexIDs                     map[string]int // by key, the number of an annex
}

// block is what is known of a block of the document.
type block struct {
	kind    document.Kind
	parent  int
	tokens  []dutch.Token // of the body
	label   label
	skip    bool    // deleted, without words, or the description of a picture
	section section // what the part of the contract is for
	name    bool    // heading that names the document: its title
	title   bool    // reads as a heading though it has no style of one
	under   int     // nearest such title above with the same parent, -1 for none
	annex   int     // the number of the annex in the document, 0 in its body
	part    int     // the document
	article int
	mixed   bool // stands right under the heading of an article that names no subject
	para    int
	intro   int // block that introduces this one, -1 for none
	// last is the index of the last unit that was cut from the block, -1
	// before; items take it as their lead.
	last int
}

// text is the body of block i.
func (p *parser) text(i int) string {
	b := &p.view[i]
	return p.doc.Text[b.Body:b.Span.End]
}

func (p *parser) tokenize() {
	p.blocks = make([]block, len(p.view))
	total := 0
	for i := range p.view {
		d := &p.view[i]
		b := &p.blocks[i]
		b.kind, b.parent, b.intro, b.last, b.under = d.Kind, d.Parent, -1, -1, -1
		b.label = parseLabel(d.Label)
		b.tokens = dutch.Tokenize(p.doc.Text[d.Body:d.Span.End], d.Body)
		b.skip = d.Kind == document.Picture || d.Revision == document.Withdrawn || d.Revision == document.Deleted && p.doc.Revisions != document.OriginalRevisions
		total += len(b.tokens)
	}
	p.leadBudget = 8*total + 4096
}
