package redline

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
	"github.com/clausule/clausule/extract/docx/opc"
)

// Apply writes a Word file with an edit in it. What cannot stand where it was
// asked for stands as near as it can, and the Outcome tells; nothing else is
// changed. Equal calls give equal bytes. Nothing is written before all has
// succeeded.
//
// Errors are of type *Error (ErrSigned, ErrFlat, ErrChanged), or those of
// extract/docx.Read about a file that cannot be read, or of the context or w.
func Apply(ctx context.Context, w io.Writer, src document.Source, opts document.Options, edit Edit, o Options) (*Outcome, error) {
	pkg, err := opc.Open(src, opts.Limits)
	if err != nil {
		return nil, err
	}
	if pkg.IsFlat() {
		return nil, newError(src, o.Language, ErrFlat, nil)
	}
	if signed(ctx, pkg) {
		return nil, newError(src, o.Language, ErrSigned, nil)
	}
	doc, runs, err := docx.ReadRuns(ctx, src, opts)
	if err != nil {
		return nil, err
	}
	r := &reviser{files: files{ctx: ctx, pkg: pkg}, opts: o}
	if r.main, err = docx.MainPart(ctx, pkg, src.Name); err != nil {
		return nil, err
	}
	if err := r.prepare(doc, runs, edit); err != nil {
		return nil, err
	}
	out, err := r.edit(edit)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := pkg.Rewrite(&b, r.changed); err != nil {
		return nil, err
	}
	if err := unharmed(ctx, src, b.Bytes(), opts); err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		return nil, newError(src, o.Language, ErrChanged, err)
	}
	_, err = w.Write(b.Bytes())
	return out, err
}

// reviser makes the changes to one file.
type reviser struct {
	files
	opts                   Options
	author, initials, date string

	main      string // name of the main part
	xml, raw  string
	relations []opc.Relationship
	styles    *styles
	lists     *lists
	text      *text
	layout    *layout
	splices   splices
	notes     []note
	id        int // of the next tracked change
}

// prepare reads what the edit needs to know of the file.
func (r *reviser) prepare(doc *document.Document, runs []docx.Run, edit Edit) error {
	r.signature()
	var err error
	if r.xml, r.raw, err = r.read(r.main); err != nil {
		return err
	}
	// Relationships that cannot be read are those of the reader's warning; a new
	// one is then refused, in relate.
	r.relations, _ = r.pkg.Relationships(r.ctx, r.main)
	styles, err := r.side(r.relations, "styles")
	if err != nil {
		return err
	}
	lists, err := r.side(r.relations, "numbering")
	if err != nil {
		return err
	}
	r.styles, r.lists = readStyles(r.pkg, styles), readLists(r.pkg, lists)
	r.text = newText(doc, runs, r.main)
	want, props := map[int]bool{}, map[int]bool{}
	for _, c := range edit.Comments {
		found, first, last := r.text.ends(c.At)
		if first >= 0 {
			want[found[first].Paragraph.Start], want[found[last].Paragraph.Start] = true, true
		}
	}
	for _, in := range edit.Insertions {
		if in.After >= 0 && in.After < len(doc.Blocks) {
			found := r.text.within(doc.Blocks[in.After].Span)
			if n := len(found); n > 0 {
				props[found[n-1].Paragraph.Start] = true
			}
		}
		for _, p := range in.Paragraphs {
			if model := r.text.modelRun(p.Like); model != nil {
				props[model.Paragraph.Start] = true
			}
		}
	}
	r.layout, err = readLayout(r.pkg, r.xml, r.styles.framed, want, props)
	if errors.Is(err, errNodes) {
		return document.OverLimit(r.text.doc.Name, "Word-document (.docx)", "het aantal alinea's, cellen en onderdelen van alinea's", maxNodes)
	}
	if err != nil {
		return r.pkg.Fault(r.main, err)
	}
	r.id = r.layout.nextID
	return nil
}

// signature works out in whose name the changes are made. Word keeps 255
// characters of an author and 9 of initials.
func (r *reviser) signature() {
	r.author, r.initials = strings.TrimSpace(r.opts.Author), strings.TrimSpace(r.opts.Initials)
	if r.author == "" {
		r.author = "Clausule"
	}
	if r.initials == "" {
		for word := range strings.FieldsSeq(r.author) {
			r.initials += cut(word, 1)
		}
	}
	r.author, r.initials = cut(r.author, 255), cut(r.initials, 9)
	if !r.opts.Date.IsZero() {
		r.date = r.opts.Date.UTC().Truncate(time.Second).Format(time.RFC3339)
	}
}

func (r *reviser) newID() string {
	r.id++
	return strconv.Itoa(r.id - 1)
}

// edit makes the changes to the parts.
func (r *reviser) edit(edit Edit) (*Outcome, error) {
	part, err := r.comments(r.main, r.relations, r.layout.names)
	if err != nil {
		return nil, err
	}
	nextNote := max(part.next, r.layout.nextComment)
	newNote := func(text string) (id int, ok bool) {
		if r.layout.ranges+len(r.notes) >= maxRanges {
			return 0, false
		}
		id = nextNote + len(r.notes)
		r.notes = append(r.notes, note{id, text})
		return id, true
	}
	out := &Outcome{Protection: r.protection(r.relations)}
	for _, c := range edit.Comments {
		s := r.layout.anchor(r.text, c.At)
		if s.Fit != Left {
			text := c.Text
			if r.layout.paras[s.para].leads {
				// LibreOffice (7.4) drops the first paragraph of a comment whose
				// mark stands in the first one of a content control.
				text = "\n" + text
			}
			if id, ok := newNote(text); ok {
				if s.bare {
					r.splices.put(s.to, endRank, r.reference(id))
				} else {
					r.splices.put(s.from, startRank, r.rangeStart(id))
					r.splices.put(s.to, endRank, r.rangeEnd(id)+r.reference(id))
				}
			} else {
				s.Placement = Placement{Left, TooMany}
			}
		}
		out.Comments = append(out.Comments, s.Placement)
	}
	r.insertAll(edit.Insertions, newNote, out)
	if len(r.splices.list) == 0 {
		return out, nil
	}
	r.write(r.main, r.splices.apply(r.xml), r.raw)
	if len(r.notes) == 0 {
		return out, nil
	}
	var b strings.Builder
	for _, c := range r.notes {
		r.comment(&b, &part.names, c)
	}
	return out, r.save(part, r.main, b.String())
}

// insertAll makes the insertions. Those at one place are put in together, since
// the last paragraph there may need another form than the rest.
func (r *reviser) insertAll(list []Insertion, newNote func(string) (int, bool), out *Outcome) {
	type place struct {
		gap
		paras []fresh
	}
	var places []*place
	known := map[int]*place{}
	for _, in := range list {
		g, fit := r.layout.gapOf(r.text, in.After)
		if in.Outside {
			g, fit = r.layout.outside(r.text, in.After, g, fit)
		}
		if len(in.Paragraphs) == 0 {
			fit = Placement{Left, Nowhere}
		}
		out.Insertions = append(out.Insertions, fit)
		if fit.Fit == Left {
			continue
		}
		to := known[g.at]
		if to == nil {
			to = &place{gap: g}
			known[g.at] = to
			places = append(places, to)
		}
		from := len(to.paras)
		for _, p := range in.Paragraphs {
			to.paras = append(to.paras, fresh{Paragraph: p, look: r.lookOf(p.Like)})
		}
		if in.Comment == "" {
			continue
		}
		if id, ok := newNote(in.Comment); ok {
			to.paras[from].start = r.rangeStart(id)
			last := &to.paras[len(to.paras)-1]
			// In an insertion of its own the mark goes with the text.
			last.close = r.rangeEnd(id) + r.tracked("ins") + ">" + r.reference(id) + r.layout.names.end("ins")
		} else {
			out.Insertions[len(out.Insertions)-1].Why = TooMany
		}
	}
	for _, p := range places {
		r.insert(p.gap, p.paras)
	}
}

// unharmed tells of the file that was made whether its original, without the
// changes, is that of the source.
func unharmed(ctx context.Context, src document.Source, made []byte, opts document.Options) error {
	opts.Revisions = document.OriginalRevisions
	before, err := docx.Read(ctx, src, opts)
	if err != nil {
		return err
	}
	after, err := docx.Read(ctx, document.Source{Name: src.Name, Data: made}, opts)
	if err != nil {
		return err
	}
	if before.Text != after.Text || len(before.Blocks) != len(after.Blocks) {
		return errText
	}
	for i := range before.Blocks {
		a, b := &before.Blocks[i], &after.Blocks[i]
		if a.Span != b.Span || a.Body != b.Body || a.Kind != b.Kind || a.Label != b.Label || a.Level != b.Level || a.Parent != b.Parent {
			return errText
		}
	}
	return nil
}
