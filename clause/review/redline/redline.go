// Package redline puts comments and tracked insertions into a Word file (.docx,
// .docm, .dotx, .dotm; transitional and strict). Every byte that is no part of
// them stays: parts that are not concerned are copied with their compressed
// bytes, in their order, and the main part only has markup put in between.
//
// Rejecting the insertions gives the text of before; Apply reads its own result
// back and gives an error, and no file, where that is not so.
//
// It follows ECMA-376 Part 1, 17.13 (annotations), with the notes of
// MS-OI29500 on what Word accepts.
package redline

import (
	"time"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
)

// Edit is what is put into a document. Spans and blocks are those of the
// document that extract/docx.Read gives of the same bytes with the same options.
type Edit struct {
	Comments   []Comment
	Insertions []Insertion
}

// Comment is a Word comment at a stretch of text. Comments may overlap and may
// have the same stretch; they come in the file in the order that they have here.
type Comment struct {
	// At is a span of Document.Text; it may cross blocks. Where a comment
	// cannot stand just there it stands as near as it can, and the Outcome
	// tells.
	At document.Span
	// Text is plain text; each line is a paragraph.
	Text string
}

// Insertion is one or more new paragraphs, as a tracked change that the reader
// accepts or rejects.
type Insertion struct {
	// After is the index in Document.Blocks of the block behind whose paragraph
	// they come: a note or a text box counts for the paragraph that it belongs
	// to, and behind a table of contents or a filled-in field they come behind
	// the whole of it. Insertions after one block come in the order that they
	// have in the Edit.
	After int
	// Outside puts them behind the table in which that block stands, and not in
	// its cell; of tables in a table behind the outermost.
	Outside    bool
	Paragraphs []Paragraph
	// Comment is put at the inserted text, each line a paragraph; "" for none.
	// It goes with the text where that is rejected.
	Comment string
}

// Paragraph is a new paragraph.
type Paragraph struct {
	// Text is plain text: a tab is a tab, a line end a line break. Characters
	// that XML cannot hold become U+FFFD.
	Text string
	// Like is the index in Document.Blocks of the block that it looks like: it
	// has the properties of its paragraph and those of the run that holds most
	// of its text, without what belongs to that one place (section, frame,
	// page break, tracked changes, hidden or struck text, notes). -1 for the
	// default style of the document.
	Like int
	// Numbered gives it the automatic number that follows on that of Like, so
	// that what comes behind it counts on; false leaves the number away, also
	// one that comes with the style, and keeps the indent that came with it, so
	// that a number that is typed stands where an automatic one would.
	Numbered bool
	// Heading keeps it on one page with what follows, and makes it bold where
	// Like is no heading. Without it a paragraph like a heading takes the
	// heading's style all the same.
	Heading bool
}

// Options say in whose name changes are made.
type Options struct {
	Author   string // "" means Clausule; Word keeps 255 characters
	Initials string // "" means the first letters of the author
	// Date is the time of all changes, written in UTC in seconds. The zero time
	// writes none, so that equal input gives equal bytes whenever it is run.
	Date time.Time
	// Language is that of error messages.
	Language lang.Language
}

// Outcome tells where everything came to stand.
type Outcome struct {
	// Comments has a Placement for each of Edit.Comments, and Insertions for
	// each of Edit.Insertions, in their order.
	Comments, Insertions []Placement
	// Protection is the kind of editing that the document is locked to:
	// "readOnly", "comments", "trackedChanges" or "forms"; "" where it is not.
	// The lock stays, and who opens the file can accept nothing before lifting
	// it (Word: Controleren, Beveiligen).
	Protection string
}
