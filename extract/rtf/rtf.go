// Package rtf reads Rich Text Format into the document model: the text that
// stands on paper, with numbers, headings, tables, notes and text boxes, in one
// of the readings of its tracked changes.
//
// It follows the Rich Text Format Specification 1.9.1 and what Word, LibreOffice
// and other writers make of it. It takes bytes from strangers: the file is read
// once from begin to end, limits are checked before memory is taken, and
// whatever cannot be read is either an error with a reason (package document)
// or a warning in the document.
package rtf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/fieldcode"
)

const found = "Rich Text Format (.rtf)"

// Read reads an RTF document. The error is of type *document.Error, unless the
// context ended. A document of which only parts could not be read comes back
// with warnings. Pages are not known: RTF leaves breaking them to the program
// that shows it.
func Read(ctx context.Context, src document.Source, opts document.Options) (*document.Document, error) {
	limits := opts.Limits.WithDefaults()
	if int64(len(src.Data)) > limits.FileBytes {
		return nil, document.OverLimit(src.Name, found, "de grootte van het bestand in bytes", limits.FileBytes)
	}
	data := trim(src.Data)
	if len(data) == 0 {
		return nil, &document.Error{Name: src.Name, Reason: document.ErrEmpty, Remedy: "controleer of het bestand volledig is gekopieerd"}
	}
	if !Is(data) {
		return nil, &document.Error{Name: src.Name, Reason: document.ErrUnsupported, Detail: "het is geen Rich Text Format", Remedy: "sla het op als DOCX of PDF"}
	}
	w := newWalker(ctx, data, opts)
	w.read()
	if err := w.err; err != nil {
		var typed *document.Error
		if errors.As(err, &typed) {
			typed.Name, typed.Found = src.Name, found
			return nil, typed
		}
		return nil, fmt.Errorf("%s: %w", src.Name, err)
	}
	for len(w.flows) > 0 { // a limit cut the text in the middle of a note
		w.endFlow()
		w.cur.after = append(w.cur.after, w.done...)
	}
	w.finish()
	b := build.New(src, document.FormatRTF, limits)
	for _, h := range w.headers {
		add(b, h)
	}
	add(b, w.out)
	for _, f := range w.footers {
		add(b, f)
	}
	w.warn(b)
	doc, err := b.Document()
	if err != nil {
		return nil, err
	}
	doc.Links = w.marks.resolve(b.Places())
	return doc, nil
}

// Is tells whether the bytes of a file are RTF, perhaps behind blanks or the mark
// of UTF-8, which some programs put in front and Word does not mind.
func Is(data []byte) bool { return bytes.HasPrefix(trim(data), []byte(`{\rtf`)) }

func trim(data []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n\x00")
}

func newWalker(ctx context.Context, data []byte, opts document.Options) *walker {
	w := &walker{
		ctx: ctx, s: scanner{data: data}, opts: opts, limits: opts.Limits.WithDefaults(), ansi: western(),
		names: map[string]string{}, fonts: map[int]font{}, pages: map[int]codePage{}, lost: map[string]int{},
		styles: stylesheet{byID: map[int]style{}, looks: map[int]look{}, font: -1},
		lists:  lists{styled: map[int]int{}, legacies: map[legacy]*legacy{}},
		marks:  marks{bookmarks: map[string]int{}},
		beside: bytes.Contains(data, []byte(`\listtext`)),
		// Word leaves out the first level. LibreOffice writes it, and leaves
		// out others.
		levels: bytes.Contains(data, []byte(`\ilvl0`)),
		// Bytes beyond ASCII belong in escapes. Writers who do not know that
		// write UTF-8; other text is hardly ever valid as such.
		isUTF8: sync.OnceValue(func() bool { return utf8.Valid(data) }),
	}
	w.flow = flow{kind: document.Paragraph, story: &story{}}
	w.g = group{uc: 1, char: charProps{size: defaultSize}, para: paraProps{outline: -1}}
	return w
}

// add hands paragraphs to the builder.
func add(b *build.Builder, paras []para) {
	body := build.BodySize(paras, func(p *para) (document.Kind, int, int) { return p.kind, p.size, len(p.text) })
	for i := range paras {
		p := &paras[i]
		if !p.gone {
			b.Add(build.Paragraph{Kind: p.kind, Label: p.label, Text: p.text, Level: p.level, Table: p.table,
				Strong: p.bold || body > 0 && p.size*5 >= body*6, Changes: p.changes, Anchors: p.anchors,
				Mark: p.mark.Revision, MarkBy: p.mark.Author, MarkDate: p.mark.Date})
		}
		*p = para{} // the builder has it now
	}
}

// fewCharacters is the length of text below which a document with pictures is
// taken for a scan.
const fewCharacters = 200

// warn reports what could not be read or was taken for granted.
func (w *walker) warn(b *build.Builder) {
	warn := func(code document.WarningCode, format string, args ...any) {
		b.Warn(document.Warning{Code: code, Message: fmt.Sprintf(format, args...)})
	}
	if w.truncated {
		warn(document.WarnRepaired, "Het RTF-bestand breekt af voor zijn einde; wat er staat is gelezen.")
	}
	if rest := bytes.Trim(w.s.data[w.s.pos:], " \t\r\n\x00\x1a"); len(rest) > 0 && w.full == "" {
		warn(document.WarnRepaired, "Achter het einde van het RTF-document staan nog %d bytes; die horen er niet bij en zijn niet gelezen.", len(rest))
	}
	if w.full != "" {
		warn(document.WarnLimit, "Het document heeft meer dan %s; wat daarna komt is niet gelezen.", w.full)
	}
	if w.pictures > 0 && w.size < fewCharacters && len(w.lost) == 0 {
		w.lost["vooral afbeeldingen, wellicht een scan"]++
	}
	for _, what := range slices.Sorted(maps.Keys(w.lost)) {
		if n := w.lost[what]; n > 1 {
			warn(document.WarnNotFollowed, "Het document bevat %s (%d keer); de tekst daarvan is niet gelezen.", what, n)
		} else {
			warn(document.WarnNotFollowed, "Het document bevat %s; de tekst daarvan is niet gelezen.", what)
		}
	}
	if w.glyphs > 0 {
		warn(document.WarnGlyphs, "Het document bevat tekens uit een symboollettertype zonder bekende betekenis (%d); in de tekst staat daarvoor het teken U+FFFD.", w.glyphs)
	}
	if w.struck {
		b.WarnStruck()
	}
	if w.autonums > 0 {
		b.Warn(document.Warning{Code: document.WarnPartMissing, Message: fieldcode.NumbersMissing(w.autonums)})
	}
	if w.unpaged {
		warn(document.WarnEncoding, "Het document gebruikt een tekenset die niet bekend is; de tekst is gelezen als Windows-1252.")
	}
	if w.guessed {
		warn(document.WarnEncoding, "Het document bevat tekens die niet zijn geschreven zoals RTF voorschrijft; ze zijn gelezen als UTF-8.")
	}
	if w.revisions {
		b.WarnRevisions(w.opts.Revisions, "")
	}
	if w.lists.tooMany {
		warn(document.WarnPartMissing, "Het document bevat meer lijsten dan er worden bijgehouden (%d); in de overige ontbreken nummers.", maxLists)
	}
	if w.numbered && len(w.lists.definitions().Unknown) > 0 {
		warn(document.WarnPartMissing, "Een lijst gebruikt een nummervorm die niet wordt nagebootst (%s); in plaats daarvan staan er cijfers.", w.lists.definitions().Unknown[0])
	}
}
