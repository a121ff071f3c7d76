// Package document is the model that every reader of Clausule produces and
// every analysis consumes: one UTF-8 text, cut into blocks that know what they
// are, which number a reader of the page sees in front of them, and where they
// stand. It holds types only and imports nothing of the project.
package document

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Format names the file format that was found, never the one that the file
// name claims.
type Format string

// The formats that have a reader.
const (
	FormatPDF      Format = "pdf"
	FormatDOCX     Format = "docx"
	FormatText     Format = "txt"
	FormatMarkdown Format = "md"
	FormatODT      Format = "odt"
	FormatRTF      Format = "rtf"
	FormatDOC      Format = "doc"
	FormatHTML     Format = "html"
)

// Source is a document as it came in: a name for messages and reports, and its
// bytes. Every format needs random access, so the whole file is held.
type Source struct {
	Name string // base name or "-", shown in reports; never opened
	Data []byte
}

// SHA256 returns the hexadecimal SHA-256 of the bytes; it identifies the
// document in reports whatever its name.
func (s Source) SHA256() string {
	sum := sha256.Sum256(s.Data)
	return hex.EncodeToString(sum[:])
}

// Span is a half-open range of byte offsets in Document.Text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains tells whether offset lies in the span.
func (s Span) Contains(offset int) bool { return s.Start <= offset && offset < s.End }

// Overlaps tells whether the two spans share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Kind says what a block is on the page.
type Kind uint8

// The kinds of block.
const (
	Paragraph Kind = iota
	Heading
	Item     // of a list, bulleted or numbered below the level of an article
	Cell     // of a table; see Block.Table
	Footnote // or endnote
	Header   // running header: repeated on every page, no part of a sentence
	Footer   // running footer or page number
	Textbox
	TOC // a line of a table of contents
	// Picture is the description that the author gave a picture, for who
	// cannot see it: "[Afbeelding: …]". It is no text of the page.
	Picture
)

var kindNames = [...]string{"paragraph", "heading", "item", "cell", "footnote", "header", "footer", "textbox", "toc", "picture"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// MarshalText writes the kind's name, for JSON.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// TableRef places a cell: the table's number in the document (1-based, in
// order of appearance, nested tables counted where they begin), and row and
// column (0-based). Header is true in the row that names the columns.
type TableRef struct {
	Table  int  `json:"table"`
	Row    int  `json:"row"`
	Column int  `json:"column"`
	Header bool `json:"header,omitempty"`
}

// Block is a piece of the text that a reader would call one paragraph, one
// heading, one list item, one table cell.
type Block struct {
	Kind Kind `json:"kind"`
	// Span covers the block's whole visible text, its label included.
	Span Span `json:"span"`
	// Body is where the text after the label begins; equal to Span.Start
	// where there is no label. The body ends with the span.
	Body int `json:"body"`
	// Label is the number that a reader sees, without closing dot:
	// "7.2", "Artikel 3", "a)", "Bijlage 2"; "•" for a bullet; "" for none.
	Label string `json:"label,omitempty"`
	// Level is the depth: of a heading 1 (chapter or title) and up, of a
	// list item 1 and up; 0 for other blocks.
	Level int `json:"level,omitempty"`
	// Page is the 1-based page on which the block begins; 0 where the
	// format has no pages.
	Page int `json:"page,omitempty"`
	// Parent is the index of the block that this one stands under: the
	// heading of a paragraph, the introducing paragraph or item of a list
	// item, the higher heading of a heading. -1 for none. Always smaller
	// than the block's own index.
	Parent int       `json:"parent"`
	Table  *TableRef `json:"table,omitempty"`
	// Revision tells that all of the block's text was inserted or deleted by
	// a tracked change; Document.Changes holds those of less than a block.
	Revision Revision `json:"revision,omitempty"`
}

// PageSource says where the text of a page came from.
type PageSource string

// Where the text of a page came from.
const (
	PageText  PageSource = "text"  // characters stored in the file
	PageOCR   PageSource = "ocr"   // recognised from an image
	PageNone  PageSource = "none"  // an image or failed page: something stands there, nothing was read
	PageEmpty PageSource = "empty" // read, and there is nothing on it
)

// Page is one page of a format that has pages. Spans of pages follow each
// other without overlap; a paragraph that runs on belongs to the page on which
// it begins, and Breaks of the document tell where the next page starts.
type Page struct {
	Number int        `json:"number"` // 1-based
	Start  int        `json:"start"`  // offset in Text of the first byte that is printed on this page
	Source PageSource `json:"source"`
	// Engine names what read the page where it was not the format's own
	// reader: the name of a Fallback or a Recognizer.
	Engine string `json:"engine,omitempty"`
	// Confidence is the mean confidence of a recognition made now, weighted by
	// characters, from 0 to 1; 0 where nothing was recognised or where it is
	// not known, as for a text layer that somebody else made.
	Confidence float64 `json:"confidence,omitempty"`
}

// Document is a contract as text, with its structure. Offsets everywhere are
// bytes in Text. Blocks cover all text but the white space between them, in
// reading order, without overlap.
type Document struct {
	Name   string  `json:"name"`
	Format Format  `json:"format"`
	SHA256 string  `json:"sha256"`
	Text   string  `json:"text"`
	Blocks []Block `json:"blocks"`
	Pages  []Page  `json:"pages,omitempty"` // nil where the format has none
	// Changes are the stretches of Text that a tracked change inserted or
	// deleted, in order and without overlap; see Options.Revisions for which of
	// them the text holds.
	Changes []Change `json:"changes,omitempty"`
	// Revisions is the reading of the tracked changes that the text is.
	Revisions Revisions `json:"revisions,omitempty"`
	// Links are the cross references that the file itself makes, in order.
	Links []Link `json:"links,omitempty"`
	// Doubtful are the words of which a recogniser was not sure, in order.
	Doubtful []Span    `json:"doubtful,omitempty"`
	Warnings []Warning `json:"warnings,omitempty"`
}

// Slice returns the text of a span, and "" for a span that does not lie in the
// text.
func (d *Document) Slice(s Span) string {
	if s.Start < 0 || s.End > len(d.Text) || s.Start > s.End {
		return ""
	}
	return d.Text[s.Start:s.End]
}

// Location is a place as a lawyer would cite it.
type Location struct {
	Page    int    // 1-based; 0 where the format has none
	Label   string // the numbers at and above the place, as far as a citation needs them: "7.2", "Artikel 6 lid 1", "7.2 onder c"
	Heading string // text of the nearest heading above the place, without its label
	Block   int    // index in Document.Blocks; -1 for a place outside every block
}

// Locate tells where a span begins.
func (d *Document) Locate(s Span) Location {
	loc := Location{Page: d.PageAt(s.Start), Block: d.BlockAt(s.Start)}
	loc.Label = Cite(d.Blocks, loc.Block)
	for i := loc.Block; i >= 0; i = d.Blocks[i].Parent {
		b := &d.Blocks[i]
		if b.Kind == Heading && i != loc.Block {
			loc.Heading = strings.TrimSpace(d.Text[b.Body:b.Span.End])
			break
		}
	}
	return loc
}

// BlockAt returns the index of the block in which offset lies, or of the last
// block before it when it lies between two; -1 before the first.
func (d *Document) BlockAt(offset int) int {
	return sort.Search(len(d.Blocks), func(i int) bool { return d.Blocks[i].Span.Start > offset }) - 1
}

// PageAt returns the 1-based page on which offset is printed; 0 where the
// format has no pages.
func (d *Document) PageAt(offset int) int {
	i := sort.Search(len(d.Pages), func(i int) bool { return d.Pages[i].Start > offset }) - 1
	if i < 0 {
		return 0
	}
	return d.Pages[i].Number
}

// IsDoubtful tells whether a recogniser was not sure of a word in text[start:end].
func (d *Document) IsDoubtful(start, end int) bool {
	i := sort.Search(len(d.Doubtful), func(i int) bool { return d.Doubtful[i].End > start })
	return i < len(d.Doubtful) && d.Doubtful[i].Start < end
}

// OldRecognition tells whether offset lies on a page whose text somebody else
// recognised, so that nothing is known of how sure it is.
func (d *Document) OldRecognition(offset int) bool {
	i := d.PageAt(offset) - 1
	return i >= 0 && d.Pages[i].Source == PageOCR && d.Pages[i].Engine == ""
}

// Unread returns the numbers of the pages of which nothing could be read
// although something stands there. A requirement for which nothing was found
// in a document with such pages is unknown, not missing.
func (d *Document) Unread() []int {
	var pages []int
	for _, p := range d.Pages {
		if p.Source == PageNone {
			pages = append(pages, p.Number)
		}
	}
	return pages
}

// Validate reports the first breach of the model's promises: text that is not
// UTF-8, blocks that overlap, stand out of order or outside the text, parents
// that do not come before their children. Readers are tested with it.
func (d *Document) Validate() error {
	if !utf8.ValidString(d.Text) {
		return fmt.Errorf("document %s: text is not valid UTF-8", d.Name)
	}
	end := 0
	for i, b := range d.Blocks {
		switch {
		case b.Span.Start < end || b.Span.End <= b.Span.Start || b.Span.End > len(d.Text):
			return fmt.Errorf("document %s: block %d has span [%d,%d) after offset %d of %d", d.Name, i, b.Span.Start, b.Span.End, end, len(d.Text))
		case b.Body < b.Span.Start || b.Body > b.Span.End:
			return fmt.Errorf("document %s: block %d has body %d outside [%d,%d)", d.Name, i, b.Body, b.Span.Start, b.Span.End)
		case b.Parent < -1 || b.Parent >= i:
			return fmt.Errorf("document %s: block %d has parent %d", d.Name, i, b.Parent)
		case strings.TrimSpace(d.Text[end:b.Span.Start]) != "":
			return fmt.Errorf("document %s: text before block %d belongs to no block: %.40q", d.Name, i, d.Text[end:b.Span.Start])
		}
		end = b.Span.End
	}
	doubted := 0
	for _, s := range d.Doubtful {
		if s.Start < doubted || s.End <= s.Start || s.End > len(d.Text) {
			return fmt.Errorf("document %s: doubtful word [%d,%d) is out of order", d.Name, s.Start, s.End)
		}
		doubted = s.End
	}
	changed := 0
	for _, c := range d.Changes {
		if c.Span.Start < changed || c.Span.End <= c.Span.Start || c.Span.End > len(d.Text) || c.Revision == Unchanged {
			return fmt.Errorf("document %s: change [%d,%d) is out of order or no change", d.Name, c.Span.Start, c.Span.End)
		}
		changed = c.Span.End
	}
	for _, l := range d.Links {
		if l.Span.Start < 0 || l.Span.End < l.Span.Start || l.Span.End > len(d.Text) || l.Block < 0 || l.Block >= len(d.Blocks) {
			return fmt.Errorf("document %s: link [%d,%d) to block %d leads nowhere", d.Name, l.Span.Start, l.Span.End, l.Block)
		}
	}
	if strings.TrimSpace(d.Text[end:]) != "" {
		return fmt.Errorf("document %s: text after the last block belongs to no block", d.Name)
	}
	for i, p := range d.Pages {
		if p.Number != i+1 || p.Start < 0 || p.Start > len(d.Text) || i > 0 && p.Start < d.Pages[i-1].Start {
			return fmt.Errorf("document %s: page %d is out of order", d.Name, p.Number)
		}
	}
	return nil
}
