package numbering

import (
	"strings"
	"unicode/utf8"
)

// maxChain bounds a walk along basedOn and numStyleLink; both may loop in a
// damaged file.
const maxChain = 64

// maxLabel bounds the length of a label in bytes. Word's own bound is 31
// characters; writers of other programs go somewhat over it.
const maxLabel = 255

// Ref is a numPr as it is written, on a paragraph or in a style. The two
// halves are inherited separately, so each says whether it is there.
type Ref struct {
	NumID    int // list instance; 0 takes the numbering away
	HasNum   bool
	Level    int // 0 to 8
	HasLevel bool
}

// Style is what numbering needs to know of a paragraph style or a numbering
// style.
type Style struct {
	BasedOn string // style id, "" for none
	Ref     Ref
}

// Styles are the styles of a document by id, with the id of the default
// paragraph style.
type Styles struct {
	ByID    map[string]Style
	Default string
	// Language of the text ("nl-NL"), for numbers in words.
	Language string
}

// Paragraph is what decides over the number of one paragraph.
type Paragraph struct {
	Style string // style id; "" or unknown means the default style
	Ref   Ref    // the paragraph's own numPr
}

// Label is the number of a paragraph as Word shows it.
type Label struct {
	Text   string // "7.2.", "Artikel 3", "(a)"; "" where the level shows nothing
	Suffix string // between number and text: "\t", " " or ""
	Level  int    // 0 to 8
	Bullet bool   // Text is a mark and not a number
}

// Counter numbers the paragraphs of one story (the body, the notes, the text
// boxes, a header), in order. It is not safe for concurrent use.
type Counter struct {
	defs   *Definitions
	styles Styles
	lists  map[*abstract]*list
	used   map[use]bool // start overrides that have been applied
	links  map[int]*abstract
	found  map[string]inherited // by style
}

// use is a level of a list instance.
type use struct{ id, at int }

// list is the state of one list definition: instances of the same definition
// continue each other.
type list struct {
	values [Levels]int
	set    [Levels]bool
}

// NewCounter starts at the beginning of a story. Definitions may be nil.
func NewCounter(defs *Definitions, styles Styles) *Counter {
	if defs == nil {
		defs = &Definitions{}
	}
	return &Counter{defs: defs, styles: styles, lists: map[*abstract]*list{}, used: map[use]bool{}, links: map[int]*abstract{}, found: map[string]inherited{}}
}

// Next gives the label of the next paragraph and steps its list; ok is false
// for a paragraph without numbering.
func (c *Counter) Next(p Paragraph) (label Label, ok bool) {
	n, def, id, at, ok := c.resolve(p)
	if !ok {
		return Label{}, false
	}
	state := c.lists[def]
	if state == nil {
		state = &list{}
		c.lists[def] = state
	}
	if o := n.overrides[at]; o.hasStart && c.overrides(id, at) {
		state.values[at], state.set[at] = o.start-1, true
	}
	state.step(n, def, at)
	return c.label(n, def, state, at), true
}

// overrides tells whether the start override of a level counts now (17.9.26):
// for the first paragraph at that level, and later ones continue. Where a list
// was made to start again at a lower level, the levels above go on: "3.1" after
// "3.2" is followed by 4.
func (c *Counter) overrides(id, at int) bool {
	if c.used[use{id, at}] {
		return false
	}
	for i := range at + 1 {
		c.used[use{id, i}] = true
	}
	return true
}

// resolve finds the list and the level of a paragraph (17.3.1.19, 17.9.3,
// 17.9.15, 17.7.4.3).
func (c *Counter) resolve(p Paragraph) (n *num, def *abstract, id, at int, ok bool) {
	style := p.Style
	if _, known := c.styles.ByID[style]; !known {
		style = c.styles.Default
	}
	ref, owner := p.Ref, ""
	if !ref.HasNum || !ref.HasLevel {
		from := c.inherit(style)
		if !ref.HasNum {
			ref.NumID, ref.HasNum, owner = from.NumID, from.HasNum, from.owner
		}
		if !ref.HasLevel {
			ref.Level, ref.HasLevel = from.Level, from.HasLevel
		}
	}
	if !ref.HasNum || ref.NumID == 0 {
		return nil, nil, 0, 0, false
	}
	n = c.defs.nums[ref.NumID]
	if n == nil {
		return nil, nil, 0, 0, false
	}
	def = c.follow(ref.NumID, n)
	if def == nil {
		return nil, nil, 0, 0, false
	}
	at = ref.Level
	if !ref.HasLevel {
		at = boundLevel(n, def, style)
		if at < 0 && owner != "" {
			at = boundLevel(n, def, owner)
		}
	}
	return n, def, ref.NumID, min(max(at, 0), Levels-1), true
}

// inherited is what the styles say of a paragraph's numbering.
type inherited struct {
	Ref
	owner string // id of the style that names the list
}

// inherit reads the numbering along basedOn. The list and the level are found
// separately, but a style that names the list says all about the level too:
// what it is based on belongs to another list.
func (c *Counter) inherit(style string) inherited {
	if found, known := c.found[style]; known {
		return found
	}
	var in inherited
	for id, steps := style, 0; id != "" && steps < maxChain && !in.HasNum; steps++ {
		s, known := c.styles.ByID[id]
		if !known {
			break
		}
		if s.Ref.HasLevel && !in.HasLevel {
			in.Level, in.HasLevel = s.Ref.Level, true
		}
		if s.Ref.HasNum {
			in.NumID, in.HasNum, in.owner = s.Ref.NumID, true, id
		}
		id = s.BasedOn
	}
	c.found[style] = in
	return in
}

// boundLevel is the level that names the style (17.9.23), -1 for none.
func boundLevel(n *num, def *abstract, style string) int {
	if style == "" {
		return -1
	}
	for i := range Levels {
		if l := levelOf(n, def, i); l != nil && l.style == style {
			return i
		}
	}
	return -1
}

// follow goes from a list instance to the definition that counts for it: a
// definition may only point to a style, whose list is meant (17.9.21).
func (c *Counter) follow(id int, n *num) *abstract {
	if def, known := c.links[id]; known {
		return def
	}
	def := c.defs.abstracts[n.abstract]
	for steps := 0; def != nil && def.numStyleLink != "" && steps < maxChain; steps++ {
		linked := c.defs.nums[c.styles.ByID[def.numStyleLink].Ref.NumID]
		var next *abstract
		if linked != nil {
			next = c.defs.abstracts[linked.abstract]
		}
		if next == nil || next == def {
			next = c.defs.byStyle[def.numStyleLink]
		}
		if next == nil || next == def {
			break
		}
		def = next
	}
	c.links[id] = def
	return def
}

// levelOf is a level as an instance shows it; nil when nothing defines it.
func levelOf(n *num, def *abstract, i int) *level {
	if o, ok := n.overrides[i]; ok && o.level != nil {
		return o.level
	}
	return def.levels[i]
}

// start is the first value of a level (17.9.25: 0 when absent).
func start(n *num, def *abstract, i int) int {
	if l := levelOf(n, def, i); l != nil {
		return l.start
	}
	return 0
}

// step counts one paragraph at a level.
func (s *list) step(n *num, def *abstract, at int) {
	if s.set[at] {
		s.values[at]++
	} else {
		s.values[at], s.set[at] = start(n, def, at), true
	}
	for i := range at {
		if !s.set[i] {
			s.values[i], s.set[i] = start(n, def, i), true
		}
	}
	for j := at + 1; j < Levels; j++ {
		restart := -1
		if l := levelOf(n, def, j); l != nil {
			restart = l.restart
		}
		// 17.9.10: absent, restart after every higher level; 0, never;
		// k, only after level k (counted from 1) or a higher one.
		if restart < 0 || restart > j || restart > 0 && at <= restart-1 {
			s.set[j] = false
		}
	}
}

// label writes the number (17.9.11).
func (c *Counter) label(n *num, def *abstract, state *list, at int) Label {
	l := levelOf(n, def, at)
	label := Label{Level: at}
	if l == nil {
		return label
	}
	label.Suffix = l.suffix
	if l.format.name == "bullet" {
		label.Bullet = true
		if !l.hidden && (l.text != "" || l.picture) {
			label.Text = bullet(l.text)
			label.Bullet = label.Text == "•"
		}
		return label
	}
	if l.hidden {
		return label
	}
	var b strings.Builder
	for i := 0; i < len(l.text); i++ {
		ch := l.text[i]
		if ch != '%' || i+1 >= len(l.text) || l.text[i+1] < '1' || l.text[i+1] > '9' {
			b.WriteByte(ch)
			continue
		}
		i++
		of := int(l.text[i] - '1')
		if of > at {
			// MS-OI29500 2.1.283: Word shows nothing at all then.
			return label
		}
		higher := levelOf(n, def, of)
		f, language := format{name: "decimal"}, c.styles.Language
		if higher != nil {
			f = higher.format
			if higher.language != "" {
				language = higher.language
			}
		}
		// 17.9.4: legal style shows digits at every level; a leading zero
		// stays.
		if l.legal && f.name != "decimalZero" {
			f = format{name: "decimal"}
		}
		b.WriteString(f.apply(state.values[of], language))
		if b.Len() > maxLabel {
			break
		}
	}
	label.Text = clean(b.String())
	return label
}

// bullet gives "•" for every mark, and the text itself where somebody made a
// word into a bullet.
func bullet(text string) string {
	letters := 0
	for _, r := range text {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			letters++
		}
	}
	if letters < 2 {
		return "•"
	}
	return clean(text)
}

// clean makes a label into one line of bounded length.
func clean(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for len(s) > maxLabel {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}
