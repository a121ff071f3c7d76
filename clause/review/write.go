package review

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/review/redline"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
)

// Outcome tells what came into the file.
type Outcome struct {
	Comments int // comments on what stands in the contract, the overview included
	// Insertions are those that were written, with the numbers that they show.
	Insertions []Insertion
	// Unplaced are those of the plan and what the file had no place for.
	Unplaced []Unplaced
	// Protection is the kind of editing that the document is locked to, as
	// redline.Outcome has it; "" where it is not.
	Protection string
}

// Clauses is the number of clauses that were inserted.
func (o *Outcome) Clauses() int { return len(clauses(o.Insertions)) }

// Write writes the Word file with what the plan puts in. Source and options are
// those of which the plan was made. The result is read back: a number that the
// word processor would not give as the plan has it is typed, and one that would
// move others is left out. Nothing is written before all has succeeded, and
// equal input gives equal bytes.
//
// Errors are those of redline.Apply.
func Write(ctx context.Context, w io.Writer, src document.Source, opts document.Options, plan *Plan) (*Outcome, error) {
	before, err := docx.Read(ctx, src, opts)
	if err != nil {
		return nil, err
	}
	insertions := slices.Clone(plan.Insertions)
	o := plan.options
	how := redline.Options{Author: o.author(), Date: o.Date, Language: o.Language}
	var out bytes.Buffer
	// Each round settles all numbers that do not come out as planned and one
	// that moves others; from the last on there is no automatic number left.
	const rounds = 3
	for round := 0; ; round++ {
		out.Reset()
		placed, err := redline.Apply(ctx, &out, src, opts, edit(plan.Comments, insertions), how)
		if err != nil {
			return nil, err
		}
		after, err := docx.Read(ctx, document.Source{Name: src.Name, Data: out.Bytes()}, opts)
		if err != nil {
			return nil, err
		}
		if settle(before, after, insertions, round == rounds) {
			_, err := w.Write(out.Bytes())
			return outcome(plan, insertions, placed), err
		}
	}
}

// edit is what goes into the file.
func edit(comments []Comment, insertions []Insertion) redline.Edit {
	var e redline.Edit
	for _, c := range comments {
		e.Comments = append(e.Comments, redline.Comment{At: c.At, Text: c.Text})
	}
	for i := range insertions {
		in := &insertions[i]
		e.Insertions = append(e.Insertions, redline.Insertion{After: in.After, Outside: true, Comment: in.Comment, Paragraphs: []redline.Paragraph{
			{Text: in.written(), Like: in.Like, Numbered: in.Automatic, Heading: in.Heading},
		}})
	}
	return e
}

// written is the text of the paragraph in the file.
func (in *Insertion) written() string {
	if in.Automatic {
		return in.Text
	}
	return in.Typed + in.Text
}

// settle compares the numbers of the result with those of before and of the
// plan. It tells whether all is well; where not, it has changed insertions. With
// all set it changes every automatic number.
func settle(before, after *document.Document, insertions []Insertion, all bool) bool {
	well := true
	if all {
		for i := range insertions {
			well = well && !insertions[i].Automatic
			insertions[i].Automatic = false
		}
		return well
	}
	old, in := 0, 0
	for j := range after.Blocks {
		b := &after.Blocks[j]
		switch {
		case old < len(before.Blocks) && body(before, old) == body(after, j):
			if before.Blocks[old].Label != b.Label && well {
				well = !withdraw(insertions[:in], before.Blocks[old].Label)
			}
			old++
		case in < len(insertions) && strings.HasSuffix(oneLine(after.Slice(b.Span)), oneLine(insertions[in].Text)):
			if i := &insertions[in]; i.Automatic && i.Label != b.Label {
				i.Automatic, well = false, false
			}
			in++
		}
	}
	return well
}

// withdraw takes the number from the last insertion with an automatic one of the
// kind of the label that it moved, or of any kind, and tells whether there was
// one.
func withdraw(insertions []Insertion, moved string) bool {
	for _, same := range [...]bool{true, false} {
		for i := len(insertions) - 1; i >= 0; i-- {
			if in := &insertions[i]; in.Automatic && (!same || shape(in.Label) == shape(moved)) {
				in.Automatic, in.Label, in.Typed = false, "", ""
				return true
			}
		}
	}
	return false
}

// body is the text of a block without its number.
func body(doc *document.Document, i int) string {
	b := &doc.Blocks[i]
	return oneLine(doc.Slice(document.Span{Start: b.Body, End: b.Span.End}))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// outcome tells what was written.
func outcome(plan *Plan, insertions []Insertion, placed *redline.Outcome) *Outcome {
	o := &Outcome{Unplaced: slices.Clone(plan.Unplaced), Protection: placed.Protection}
	for _, c := range placed.Comments {
		if c.Fit != redline.Left {
			o.Comments++
		}
	}
	for i := range insertions {
		if placed.Insertions[i].Fit != redline.Left {
			o.Insertions = append(o.Insertions, insertions[i])
			continue
		}
		for _, id := range insertions[i].Requirements {
			o.Unplaced = append(o.Unplaced, Unplaced{id, "", plan.options.Language.Text("het bestand heeft er geen plaats voor")})
		}
	}
	return o
}
