package document

import (
	"slices"
	"strings"
)

// References lists the cross references of the text with the blocks they point
// to, in order: those that the file makes itself (Links) and those that are only
// typed, such as "artikel 7.2", "art. 7 lid 2", "lid 3 van artikel 5", "lid 2"
// within its own article, "onder b", "Bijlage A", "hoofdstuk 3" and "§ 2". Of
// "artikelen 3 en 4" each number is a reference by itself.
//
// What cannot be resolved to one block is left out, and so is what the words
// behind it make a reference to a law or to another contract ("artikel 28 AVG",
// "artikel 5 van de Hoofdovereenkomst"). A bare number within an annex means
// that of the annex where there is one.
func (d *Document) References() []Link {
	x := NewCiter(d)
	links := slices.Clone(d.Links)
	taken := 0 // of d.Links, by their order in the text
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind == TOC || b.Kind == Header || b.Kind == Footer {
			continue
		}
		for _, l := range x.In(i, Span{b.Body, b.Span.End}) {
			for taken < len(d.Links) && d.Links[taken].Span.End <= l.Span.Start {
				taken++
			}
			if taken < len(d.Links) && d.Links[taken].Span.Overlaps(l.Span) {
				continue
			}
			links = append(links, l)
		}
	}
	slices.SortStableFunc(links, func(a, b Link) int { return a.Span.Start - b.Span.Start })
	return links
}

// Citer finds the references that are typed in a part of a document, for who
// does not want those of the whole. It is not changed by use.
type Citer struct {
	text  string
	index *labelIndex
}

// NewCiter gives the Citer of a document. It looks at Text and Blocks only, and
// at those when it is made.
func NewCiter(d *Document) *Citer { return &Citer{d.Text, newLabelIndex(d)} }

// In lists the references in a span of the text, which must lie in the block
// with that index, as [Document.References] does.
func (c *Citer) In(block int, span Span) []Link {
	p := citations{text: c.text[span.Start:span.End]}
	p.scan()
	var links []Link
	for _, cited := range p.found {
		if at := c.index.resolve(block, cited); at >= 0 {
			links = append(links, Link{Span: Span{span.Start + cited.start, span.Start + cited.end}, Block: at})
		}
	}
	return links
}

// maxAncestors bounds a walk along parents: no contract is deeper.
const maxAncestors = 64

// labelIndex finds blocks by their labels.
type labelIndex struct {
	blocks []Block
	scope  []int // by block: the annex that it stands in, -1 for the contract itself
	whole  map[labelKey]labelled
	under  map[labelKey]labelled // by the labelled block above it
}

type labelKey struct {
	in int // block or scope
	id string
}

// labelled is what a key leads to. A better rank wins; of two with the same
// rank nothing is certain.
type labelled struct {
	block, rank int
	many        bool
}

// The ranks of what can be cited as an article.
const (
	rankItem = iota
	rankDotted
	rankHeading
	rankArticle
)

func newLabelIndex(d *Document) *labelIndex {
	x := &labelIndex{blocks: d.Blocks, scope: make([]int, len(d.Blocks)), whole: map[labelKey]labelled{}, under: map[labelKey]labelled{}}
	annex := -1 // whose heading came last: what follows it stands in it, also where the styles do not say so
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind == Heading && labelKind(b.Label) == annexLabel {
			annex = i
		}
		x.scope[i] = annex
		if b.Label == "" || b.Label == "•" || b.Kind == TOC || b.Kind == Header || b.Kind == Footer || b.Kind == Footnote {
			continue
		}
		kind, word, id := labelKind(b.Label), labelWord(b.Label), labelID(b.Label)
		above := x.above(i)
		switch {
		case kind == annexLabel:
			put(x.whole, labelKey{-1, "annex " + id}, labelled{block: i}, b.Revision)
			continue
		case kind == chapterLabel, word == "paragraaf":
			put(x.whole, labelKey{x.scope[i], chapterWord(word) + " " + id}, labelled{block: i}, b.Revision)
			continue
		}
		rank := -1
		switch {
		case kind == articleLabel:
			rank = rankArticle
		case (kind == numberLabel || kind == dottedLabel) && b.Kind == Heading:
			rank = rankHeading
		case kind == dottedLabel:
			rank = rankDotted
		case kind == numberLabel && !x.numbered(above):
			rank = rankItem
		}
		if rank >= 0 {
			put(x.whole, labelKey{x.scope[i], id}, labelled{block: i, rank: rank}, b.Revision)
		}
		if above >= 0 {
			put(x.under, labelKey{above, id}, labelled{block: i}, b.Revision)
			if head := labelID(d.Blocks[above].Label) + "."; kind == dottedLabel && strings.HasPrefix(id, head) {
				put(x.under, labelKey{above, id[len(head):]}, labelled{block: i}, b.Revision)
			}
		}
	}
	return x
}

func put(m map[labelKey]labelled, k labelKey, v labelled, r Revision) {
	if r == Deleted {
		v.rank -= 10 // what has been deleted is meant by nobody else
	}
	old, ok := m[k]
	switch {
	case !ok || v.rank > old.rank:
		m[k] = v
	case v.rank == old.rank:
		old.many = true
		m[k] = old
	}
}

// above is the nearest labelled block above one, -1 for none.
func (x *labelIndex) above(i int) int {
	for n, k := 0, x.blocks[i].Parent; k >= 0 && n < maxAncestors; n, k = n+1, x.blocks[k].Parent {
		if l := x.blocks[k].Label; l != "" && l != "•" {
			return k
		}
	}
	return -1
}

// numbered tells whether a block is, or stands in, something that is cited as
// an article.
func (x *labelIndex) numbered(i int) bool {
	if i < 0 {
		return false
	}
	switch labelKind(x.blocks[i].Label) {
	case annexLabel, chapterLabel:
		return false
	}
	return true
}

// article is the article that a block stands in or is, -1 for none.
func (x *labelIndex) article(i int) int {
	best := -1
	for n := 0; i >= 0 && n < maxAncestors; n, i = n+1, x.blocks[i].Parent {
		b := &x.blocks[i]
		switch labelKind(b.Label) {
		case articleLabel:
			return i
		case annexLabel, chapterLabel:
			return best
		case numberLabel, dottedLabel:
			if best < 0 || b.Kind == Heading && x.blocks[best].Kind != Heading {
				best = i
			}
		}
	}
	return best
}

// resolve finds the block that a citation in a block means, -1 for none.
func (x *labelIndex) resolve(from int, c citation) int {
	scope := x.scope[from]
	if c.annex != "" {
		if scope = x.find(x.whole, -1, "annex "+c.annex); scope < 0 {
			return -1
		}
	}
	at := -1
	switch c.kind {
	case citesAnnex:
		at = scope
	case citesArticle:
		at = x.inScope(c, scope, c.id)
	case citesChapter:
		if at = x.inScope(c, scope, c.word+" "+c.id); at < 0 && c.word == "paragraaf" {
			at = x.inScope(c, scope, c.id)
		}
	case citesPart:
		at = x.article(from)
		if c.parts[0].letter {
			at = x.nearest(from, c.parts[0].id)
			return x.descend(at, c.parts[1:])
		}
	}
	if to := x.descend(at, c.parts); to >= 0 || c.kind != citesPart || at < 0 {
		return to
	}
	// Of 7.3 without a heading above it lid 2 is 7.2.
	if head, _, ok := cutLast(labelID(x.blocks[at].Label), "."); ok {
		return x.descend(x.find(x.whole, x.scope[at], head+"."+c.parts[0].id), c.parts[1:])
	}
	return -1
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// inScope looks in an annex and, where the citation does not say which, in the
// contract itself.
func (x *labelIndex) inScope(c citation, scope int, id string) int {
	at := x.find(x.whole, scope, id)
	if at < 0 && scope >= 0 && c.annex == "" {
		at = x.find(x.whole, -1, id)
	}
	return at
}

func (x *labelIndex) find(m map[labelKey]labelled, in int, id string) int {
	if l, ok := m[labelKey{in, id}]; ok && !l.many {
		return l.block
	}
	return -1
}

// nearest finds the item with a letter in the list that a block stands in or
// introduces.
func (x *labelIndex) nearest(from int, id string) int {
	for n, i := 0, from; i >= 0 && n < maxAncestors; n, i = n+1, x.blocks[i].Parent {
		if at := x.find(x.under, i, id); at >= 0 {
			return at
		}
	}
	return -1
}

// descend goes from an article to its paragraph and the item in it.
func (x *labelIndex) descend(at int, parts []part) int {
	for _, p := range parts {
		if at < 0 {
			return -1
		}
		next := x.find(x.under, at, p.id)
		if next < 0 && !p.letter {
			// Paragraphs that stand by themselves: "artikel 7 lid 2" is 7.2.
			next = x.find(x.whole, x.scope[at], labelID(x.blocks[at].Label)+"."+p.id)
		}
		at = next
	}
	return at
}

// labelWord is the word in front of the number of a label, in lower case.
func labelWord(label string) string {
	if word, _, ok := strings.Cut(label, " "); ok {
		return strings.TrimSuffix(strings.ToLower(word), ".")
	}
	return ""
}

// labelID is the number of a label without what stands around it: "7.2", "a",
// "2°".
func labelID(label string) string {
	if _, id, ok := strings.Cut(label, " "); ok {
		label = id
	}
	return strings.ToLower(strings.Trim(label, " ().:§"))
}

// chapterWord gives the words for one level of chapters one name.
func chapterWord(word string) string {
	switch word {
	case "chapter":
		return "hoofdstuk"
	case "part":
		return "deel"
	}
	return word
}
