package review

import (
	"fmt"
	"io"
	"strings"

	"github.com/clausule/clausule/extract/document"
)

// Text writes a plan for reading: the contract with, at their places, the
// comments and the new paragraphs. Doc is the document that it was made of.
func (p *Plan) Text(w io.Writer, doc *document.Document) error {
	var b strings.Builder
	comments, insertions := p.Comments, p.Insertions
	for i := range doc.Blocks {
		block := &doc.Blocks[i]
		fmt.Fprintf(&b, "  %s\n", line(doc.Slice(block.Span)))
		for len(comments) > 0 && comments[0].At.Start <= block.Span.End {
			fmt.Fprintf(&b, "    [%s]\n", line(doc.Slice(comments[0].At)))
			for l := range strings.Lines(comments[0].Text) {
				fmt.Fprintf(&b, "      %s\n", strings.TrimSpace(l))
			}
			comments = comments[1:]
		}
		for len(insertions) > 0 && insertions[0].After == i {
			in := insertions[0]
			kind := "plain"
			switch {
			case in.Automatic:
				kind = "automatic"
			case in.Label != "":
				kind = "typed"
			}
			fmt.Fprintf(&b, "+ %s\n", line(in.shown()))
			like := ""
			if in.Like >= 0 {
				like = line(doc.Slice(doc.Blocks[in.Like].Span))
			}
			fmt.Fprintf(&b, "    {%s, like %q}\n", kind, like)
			for l := range strings.Lines(in.Comment) {
				fmt.Fprintf(&b, "      %s\n", strings.TrimSpace(l))
			}
			insertions = insertions[1:]
		}
	}
	for _, u := range p.Unplaced {
		fmt.Fprintf(&b, "- %s: %s\n", u.Requirement, u.Reason)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shown is the paragraph with its number, as a reader sees it.
func (in *Insertion) shown() string {
	if in.Automatic {
		return in.Label + " " + in.Text
	}
	return in.Typed + in.Text
}

// line is a text on one line of bounded length.
func line(s string) string {
	const most = 110 // letters
	s = strings.Join(strings.Fields(s), " ")
	letters := []rune(s)
	if len(letters) > most {
		return string(letters[:most-30]) + " … " + string(letters[len(letters)-27:])
	}
	return s
}
