package docx

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

const (
	// maxBookmarks and maxLinks bound what is kept of cross references.
	maxBookmarks = 1 << 17
	maxLinks     = 1 << 16
	// maxName is the length from which on the name of a bookmark is no name;
	// Word allows 40 characters.
	maxName = 255
	// maxTold is the number of references of which a warning tells each by
	// itself.
	maxTold = 10
)

// The kinds of anchor, in the low bits of a build.Anchor's key.
const (
	bookmarkAnchor = iota
	linkStart
	linkEnd
	runAnchor
	anchorKinds
)

// crossRefs are the bookmarks of a document and what refers to them.
type crossRefs struct {
	bookmarks []string        // names in lower case: Word makes no difference
	known     map[string]bool // the same, and names that only have a value
	links     []link
}

// link is a reference to a bookmark.
type link struct {
	target string
	field  bool // and no hyperlink
	number bool // shows the number of the paragraph that it points to
	quiet  bool // no warning: it stands in a table of contents or in what is deleted
}

// bookmark notes a w:bookmarkStart (17.13.6.2). One between paragraphs stands
// at the next.
func (w *walker) bookmark(t *xmlscan.Token) {
	name, _ := t.Attr(nsW, "name")
	refs := &w.res.refs
	if name == "" || name == "_GoBack" || len(name) > maxName || len(refs.bookmarks) >= maxBookmarks {
		return
	}
	name = strings.Clone(strings.ToLower(name)) // so that it does not keep the part in memory
	key := len(refs.bookmarks) * anchorKinds
	refs.bookmarks = append(refs.bookmarks, name)
	refs.known[name] = true
	if w.cur == nil {
		w.waiting = append(w.waiting, key+bookmarkAnchor)
		return
	}
	w.cur.anchor(key + bookmarkAnchor)
}

func (p *paragraph) anchor(key int) {
	p.anchors = append(p.anchors, build.Anchor{At: len(p.text), Key: key})
}

// beginLink notes where a reference begins and returns its number from 1 on; 0
// for none.
func (w *walker) beginLink(l link) int {
	refs := &w.res.refs
	if l.target == "" || len(l.target) > maxName || w.cur == nil || len(refs.links) >= maxLinks {
		return 0
	}
	l.target = strings.Clone(strings.ToLower(l.target))
	if l.target == w.within {
		return 0 // the page number in a line of a table of contents that is a link itself
	}
	l.quiet = w.inTOC > 0 || w.cur.look.toc || w.tracking.views&accepted == 0
	for i := range w.fields {
		l.quiet = l.quiet || w.fields[i].toc
	}
	refs.links = append(refs.links, l)
	n := len(refs.links)
	w.cur.anchor((n-1)*anchorKinds + linkStart)
	return n
}

// endLink notes where a reference ends.
func (w *walker) endLink(n int) {
	if n > 0 && w.cur != nil {
		w.cur.anchor((n-1)*anchorKinds + linkEnd)
	}
}

// hyperlink reads a w:hyperlink (17.16.22). One to another file is no cross
// reference.
func (w *walker) hyperlink(t *xmlscan.Token) {
	target, _ := t.Attr(nsW, "anchor")
	if _, outward := t.Attr(nsR, "id"); outward {
		target = ""
	}
	defer w.enter(InHyperlink)()
	outer := w.within
	n := w.beginLink(link{target: target})
	if n > 0 {
		w.within = w.res.refs.links[n-1].target
	}
	w.each(w.inline)
	w.within = outer
	w.endLink(n)
}

// simpleField reads a w:fldSimple (17.16.19).
func (w *walker) simpleField(t *xmlscan.Token) {
	code, _ := t.Attr(nsW, "instr")
	defer w.enter(InField)()
	n := w.beginLink(w.reference(code))
	result := false
	w.each(func(t *xmlscan.Token) bool {
		result = true
		return w.inline(t)
	})
	w.endLink(n)
	if !result {
		w.noResult(code, &runProps{})
	}
}

// reference reads the code of a field that refers to a bookmark (17.16.5.51,
// .42, .50, .25); the target is empty for other fields.
func (w *walker) reference(code string) (l link) {
	kind, rest := word(code)
	switch strings.ToUpper(kind) {
	case "REF", "PAGEREF", "NOTEREF":
		l.field = true
	case "HYPERLINK":
	case "SET", "ASK", "FILLIN":
		// It makes a bookmark without a place.
		if name, _ := word(rest); len(name) <= maxName && len(w.res.refs.known) < 2*maxBookmarks {
			w.res.refs.known[strings.Clone(strings.ToLower(name))] = true
		}
		return l
	default:
		return l
	}
	for i := 0; rest != "" && i < 20; i++ {
		var arg string
		switch arg, rest = word(rest); {
		case l.field && (arg == `\r` || arg == `\n` || arg == `\w`):
			l.number = true
		case !l.field && arg == `\l`:
			l.target, rest = word(rest)
		case arg == `\*` || arg == `\#` || arg == `\d`:
			_, rest = word(rest)
		case l.field && l.target == "" && !strings.HasPrefix(arg, `\`):
			l.target = arg
		}
	}
	return l
}

// word cuts the first argument off a field's code.
func word(code string) (arg, rest string) {
	code = strings.TrimLeftFunc(code, unicode.IsSpace)
	if quoted, ok := strings.CutPrefix(code, `"`); ok {
		arg, rest, _ = strings.Cut(quoted, `"`)
		return arg, rest
	}
	if i := strings.IndexFunc(code, unicode.IsSpace); i >= 0 {
		return code[:i], code[i:]
	}
	return code, ""
}

// link gives the document its links, and warns of those that lead nowhere or
// show a number that their target no longer has.
func (r *reader) link(doc *document.Document) {
	refs := &r.res.refs
	if len(refs.links) == 0 {
		return
	}
	targets := map[string]int{}
	start, end := make([]int, len(refs.links)), make([]int, len(refs.links))
	for i := range start {
		start[i] = -1
	}
	for _, p := range r.b.Places() {
		switch i := p.Key / anchorKinds; p.Key % anchorKinds {
		case bookmarkAnchor:
			if name := refs.bookmarks[i]; p.Block >= 0 {
				if _, twice := targets[name]; !twice {
					targets[name] = p.Block
				}
			}
		case linkStart:
			if start[i] < 0 {
				start[i], end[i] = p.Offset, p.Offset
			}
		case linkEnd:
			end[i] = max(end[i], p.Offset)
		}
	}
	var lost, stale []string
	for i, l := range refs.links {
		span := document.Span{Start: start[i], End: end[i]}
		if span.Start < 0 || span.Len() == 0 {
			continue
		}
		shown := doc.Slice(span)
		span.End -= len(shown) - len(strings.TrimRight(shown, " \n\t"))
		span.Start += len(shown) - len(strings.TrimLeft(shown, " \n\t"))
		if shown = strings.TrimSpace(shown); shown == "" {
			continue
		}
		block, ok := targets[l.target]
		if ok {
			doc.Links = append(doc.Links, document.Link{Span: span, Block: block})
		}
		switch {
		case !l.field || l.quiet:
		case broken(shown), !refs.known[l.target] && !r.cut:
			lost = append(lost, fmt.Sprintf("De verwijzing “%.60s”%s heeft geen doel: de plaats waarnaar zij wees is er niet meer.", shown, where(doc, span)))
		case ok && l.number && r.opts.Revisions != document.OriginalRevisions && outdated(shown, doc, block):
			stale = append(stale, fmt.Sprintf("De verwijzing “%.60s”%s is verouderd: zij wijst naar wat nu %s is.", shown, where(doc, span), document.Cite(doc.Blocks, block)))
		}
	}
	slices.SortStableFunc(doc.Links, func(a, b document.Link) int { return a.Span.Start - b.Span.Start })
	doc.Warnings = append(doc.Warnings, told(document.WarnReferenceLost, lost, "hebben evenmin een doel")...)
	doc.Warnings = append(doc.Warnings, told(document.WarnReferenceStale, stale, "zijn eveneens verouderd")...)
}

// told makes warnings of messages, with one for all that are over maxTold.
func told(code document.WarningCode, messages []string, rest string) (list []document.Warning) {
	for i, m := range messages {
		if i == maxTold {
			list = append(list, document.Warning{Code: code, Message: fmt.Sprintf("Nog %d verwijzingen %s.", len(messages)-i, rest)})
			break
		}
		list = append(list, document.Warning{Code: code, Message: strings.ToValidUTF8(m, "")})
	}
	return list
}

// where says in Dutch where a span stands, with a blank in front.
func where(doc *document.Document, s document.Span) string {
	switch at := doc.Locate(s); {
	case at.Label != "":
		return " in " + at.Label
	case at.Heading != "":
		return fmt.Sprintf(" onder “%.60s”", at.Heading)
	}
	return ""
}

// broken tells whether the result of a field is what Word writes where it does
// not find the bookmark, in the language of the user.
func broken(shown string) bool {
	shown = strings.ToLower(shown)
	for _, text := range [...]string{
		"fout! verwijzingsbron niet gevonden", "fout! bladwijzer niet gedefinieerd",
		"error! reference source not found", "error! bookmark not defined",
		"erreur ! source du renvoi introuvable", "erreur ! signet non défini",
		"fehler! verweisquelle konnte nicht gefunden werden", "fehler! textmarke nicht definiert",
	} {
		if strings.HasPrefix(shown, text) {
			return true
		}
	}
	return false
}

// outdated tells whether a reference shows another number than the block that
// it points to has. It may show more than the block's own label ("7.2(a)" for
// item a) or less ("7" for "Artikel 7").
func outdated(shown string, doc *document.Document, block int) bool {
	have := numerals(shown)
	if len(have) == 0 {
		return false
	}
	for i := block; i >= 0 && len(have) > 0; i = doc.Blocks[i].Parent {
		label := doc.Blocks[i].Label
		want := numerals(label)
		if label == "" || len(want) == 0 {
			if i == block {
				return false // nothing to compare with
			}
			continue
		}
		n := min(len(have), len(want))
		if !slices.Equal(have[len(have)-n:], want[len(want)-n:]) {
			return true
		}
		if n < len(want) || len(want) > 1 {
			return false // "7.2" is the whole of a number
		}
		have = have[:len(have)-n]
	}
	return false
}

// numerals cuts a label into its numbers and single letters, in lower case:
// "Artikel 7.2(a)" is 7, 2, a.
func numerals(s string) (list []string) {
	for f := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if unicode.IsDigit(rune(f[0])) || len(f) == 1 || strings.Trim(f, "ivxl") == "" {
			list = append(list, f)
		}
	}
	return list
}
