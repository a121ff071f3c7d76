// Package plain reads plain text and Markdown.
//
// Plain text is cut at blank lines, labels and table rows; lines that were
// broken to fit a width are joined again. Markdown is read for what it shows:
// headings, lists, tables and text, without its marks.
package plain

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
)

// Read reads a plain-text or Markdown document. It fails with
// document.ErrLimit for a file over Limits.FileBytes, document.ErrEmpty for a
// file without visible text, document.ErrUnsupported for bytes that are no
// text, and with the context's error.
func Read(ctx context.Context, src document.Source, opts document.Options) (*document.Document, error) {
	limits := opts.Limits.WithDefaults()
	if int64(len(src.Data)) > limits.FileBytes {
		return nil, document.OverLimit(src.Name, "tekst", "de grootte van het bestand in bytes", limits.FileBytes)
	}
	text, warning, err := decode(src)
	if err != nil {
		return nil, err
	}
	text = plainBlanks(text)
	format := document.FormatText
	if isMarkdown(src.Name, text) {
		format = document.FormatMarkdown
	}
	b := build.New(src, format, limits)
	if warning != nil {
		b.Warn(*warning)
	}
	// What lies beyond the limit on text would be thrown away later; not
	// looking at it keeps the work within the limit as well.
	if most := 2 * limits.TextBytes; int64(len(text)) > most {
		text = strings.ToValidUTF8(text[:most], "")
		b.Warn(document.Warning{Code: document.WarnLimit,
			Message: fmt.Sprintf("Het bestand heeft meer dan %d bytes tekst; de rest is niet gelezen.", most)})
	}
	if format == document.FormatMarkdown {
		err = readMarkdown(ctx, b, text)
	} else {
		err = readText(ctx, b, src.Name, text, limits.Pages)
	}
	if err != nil {
		return nil, err
	}
	doc, err := b.Document()
	if err != nil {
		return nil, err
	}
	if len(doc.Blocks) == 0 {
		return nil, &document.Error{Name: src.Name, Reason: document.ErrEmpty, Found: "tekst",
			Detail: "er staat geen zichtbare tekst in", Remedy: "controleer of dit het bedoelde bestand is"}
	}
	return doc, nil
}

// plainBlanks writes every blank as an ordinary one, so that a mark or a label
// is one also before a no-break space. The model has no other blanks.
func plainBlanks(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf && unicode.Is(unicode.Zs, r) {
			return ' '
		}
		return r
	}, text)
}
