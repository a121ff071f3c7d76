package rules

import (
	"slices"
	"strings"
)

// Difference is what changed between two versions of a catalogue.
type Difference struct {
	Added   []Entry         `json:"added"`
	Removed []Entry         `json:"removed"`
	Changed []ChangedEntry  `json:"changed"`
	Words   []ChangedWords  `json:"words"` // shared concepts and general reservations
	Waivers []WaiverChanged `json:"waivers"`
}

// Entry is a requirement that one version has and the other lacks.
type Entry struct {
	ID    ID     `json:"id"`
	Title string `json:"title"`
}

// ChangedEntry is a requirement that both versions have, with its title in the
// new one.
type ChangedEntry struct {
	Entry
	// Judged tells whether a verdict can differ: patterns, thresholds, importance,
	// bearer or places changed, not only texts.
	Judged  bool        `json:"judged"`
	Changes []FieldDiff `json:"changes"`
}

// FieldDiff is one value that changed. Was is "" for what is new, Now for what
// is gone.
type FieldDiff struct {
	Field string `json:"field"` // as in the file: "belang", "drempels.voldaan-tot", "elementen.melding"
	Was   string `json:"was,omitempty"`
	Now   string `json:"now,omitempty"`
}

// ChangedWords is a concept or a general reservation of which forms changed.
type ChangedWords struct {
	Name    string   `json:"name"`
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"`
}

// WaiverChanged is a waiver that was given, withdrawn or altered; the side that
// lacks it is nil.
type WaiverChanged struct {
	Was *Waiver `json:"was,omitempty"`
	Now *Waiver `json:"now,omitempty"`
}

// Empty tells whether nothing changed.
func (d *Difference) Empty() bool {
	return len(d.Added)+len(d.Removed)+len(d.Changed)+len(d.Words)+len(d.Waivers) == 0
}

// Diff tells what changed from one version of a catalogue to another. A
// requirement that got another id counts as the same where it keeps the old one
// as an alias. Examples are not compared: they do not change what a rule says.
func Diff(old, now *Catalogue) *Difference {
	d := &Difference{Added: []Entry{}, Removed: []Entry{}, Changed: []ChangedEntry{}, Words: []ChangedWords{}, Waivers: []WaiverChanged{}}
	same := map[ID]bool{}
	for _, a := range old.requirements {
		b, ok := now.Lookup(a.ID)
		if !ok {
			d.Removed = append(d.Removed, Entry{a.ID, a.Title})
			continue
		}
		same[b.ID] = true
		f := &fieldDiffs{}
		f.requirement(a, b)
		if len(f.list) > 0 {
			d.Changed = append(d.Changed, ChangedEntry{Entry{b.ID, b.Title}, old.RequirementDigest(a.ID) != now.RequirementDigest(b.ID), f.list})
		}
	}
	for _, b := range now.requirements {
		if !same[b.ID] {
			d.Added = append(d.Added, Entry{b.ID, b.Title})
		}
	}
	d.words(old, now)
	d.waivers(old, now)
	return d
}

type fieldDiffs struct{ list []FieldDiff }

func (f *fieldDiffs) note(field, was, now string) {
	if was != now {
		f.list = append(f.list, FieldDiff{field, was, now})
	}
}

// notes tells what left a list and what came into it.
func (f *fieldDiffs) notes(field string, was, now []string) {
	gone, come := leftAndCome(was, now)
	for _, s := range gone {
		f.note(field, s, "")
	}
	for _, s := range come {
		f.note(field, "", s)
	}
}

// leftAndCome holds two lists against each other as sets.
func leftAndCome(was, now []string) (gone, come []string) {
	for _, s := range was {
		if !slices.Contains(now, s) {
			gone = append(gone, s)
		}
	}
	for _, s := range now {
		if !slices.Contains(was, s) {
			come = append(come, s)
		}
	}
	return gone, come
}

func (f *fieldDiffs) requirement(a, b *Requirement) {
	f.note("id", string(a.ID), string(b.ID))
	f.note("titel", a.Title, b.Title)
	f.note("title", a.TitleEN, b.TitleEN)
	f.note("betekenis", a.Meaning, b.Meaning)
	f.note("meaning", a.MeaningEN, b.MeaningEN)
	f.note("belang", string(a.Importance), string(b.Importance))
	f.note("drager", string(a.Bearer), string(b.Bearer))
	f.notes("ook", stringsOf(a.Aliases), stringsOf(b.Aliases))
	f.notes("bron", citationTexts(a.Sources), citationTexts(b.Sources))
	f.note("zekerheid", string(a.Certainty), string(b.Certainty))
	f.note("voorbehoud", a.Caveat, b.Caveat)
	f.notes("woordenschat.nl", a.Vocabulary.NL, b.Vocabulary.NL)
	f.notes("woordenschat.be", a.Vocabulary.BE, b.Vocabulary.BE)
	f.thresholds(a, b)
	f.note("nodig", count(a.Needed), count(b.Needed))
	f.elements(a, b)
	f.division(a, b)
	lists := a.lists()
	for i, list := range b.lists() {
		f.clauses(string(list.role), *lists[i].clauses, *list.clauses)
	}
	f.notes("ook-in", stringsOf(a.Places), stringsOf(b.Places))
	f.notes("verzwakkers", a.WeakenerNames(), b.WeakenerNames())
	f.note("modeltekst.nl", a.Model.NL, b.Model.NL)
	f.note("modeltekst.be", a.Model.BE, b.Model.BE)
}

func stringsOf[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

func citationTexts(list []Citation) (out []string) {
	for _, c := range list {
		out = append(out, strings.TrimSpace(c.Document+" "+c.Place))
	}
	return out
}

func count(n int) string {
	if n == 0 {
		return "alle"
	}
	return itoa(n)
}

func (f *fieldDiffs) thresholds(a, b *Requirement) {
	names := keysOf(a.Thresholds)
	for _, name := range keysOf(b.Thresholds) {
		if _, ok := a.Thresholds[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		was, now := a.Thresholds[name], b.Thresholds[name]
		f.note("drempels."+name, was.Value, now.Value)
		f.note("drempels."+name+".herkomst", string(was.Basis), string(now.Basis))
	}
}

func (f *fieldDiffs) elements(a, b *Requirement) {
	find := func(list []Element, name string) *Element {
		if i := slices.IndexFunc(list, func(e Element) bool { return e.Name == name }); i >= 0 {
			return &list[i]
		}
		return nil
	}
	for i := range a.Elements {
		was := &a.Elements[i]
		path := "elementen." + was.Name
		now := find(b.Elements, was.Name)
		if now == nil {
			f.note(path, "element: "+was.Lacks, "")
			continue
		}
		f.note(path+".mist", was.Lacks, now.Lacks)
		f.note(path+".bereik", string(was.Scope), string(now.Scope))
		f.note(path+".vlag", was.Flag, now.Flag)
		f.clauses(path, was.AnyOf, now.AnyOf)
	}
	for i := range b.Elements {
		e := &b.Elements[i]
		if find(a.Elements, e.Name) == nil {
			path := "elementen." + e.Name
			f.note(path, "", "element: "+e.Lacks)
			f.note(path+".bereik", "", string(e.Scope))
			f.note(path+".vlag", "", e.Flag)
			f.clauses(path, nil, e.AnyOf)
		}
	}
	if len(a.Elements) > 0 && len(b.Elements) > 0 {
		f.note("kern", a.Elements[0].Name, b.Elements[0].Name)
	}
}

func (f *fieldDiffs) division(a, b *Requirement) {
	was, now := a.Division, b.Division
	if was == nil && now == nil {
		return
	}
	if was == nil {
		was = &Division{}
	}
	if now == nil {
		now = &Division{}
	}
	f.note(divisionKey+".verwacht", string(was.Expected), string(now.Expected))
	lists := was.lists()
	for i, list := range now.lists() {
		f.clauses(divisionKey+"."+string(list.role), *lists[i].clauses, *list.clauses)
	}
}

// clauses tells of patterns that left, came, or got another condition.
func (f *fieldDiffs) clauses(path string, was, now []Clause) {
	var a, b []string
	for i := range was {
		a = append(a, was[i].inFull())
	}
	for i := range now {
		b = append(b, now[i].inFull())
	}
	gone, come := leftAndCome(a, b)
	for _, old := range gone {
		at := slices.IndexFunc(come, func(s string) bool { return head(s) == head(old) })
		if at < 0 {
			f.note(path, old, "")
			continue
		}
		f.note(path, old, come[at])
		come = slices.Delete(come, at, at+1)
	}
	for _, s := range come {
		f.note(path, "", s)
	}
}

// clauseSep parts the keys of a clause in full.
const clauseSep = "; "

// head is what a clause asks, without its conditions.
func head(s string) string {
	text, _, _ := strings.Cut(s, clauseSep)
	return text
}

// inFull is the clause with all that belongs to it, on one line.
func (c *Clause) inFull() string {
	out := []string{c.String()}
	add := func(key, value string) {
		if value != "" {
			out = append(out, key+": "+value)
		}
	}
	if v := c.Value; v != nil {
		add("bij", v.Near)
		add("niet-bij", v.NotNear)
		v.limitTexts(add)
		add("daarbuiten", v.Beyond)
	}
	add("zonder", c.Without)
	add("kop", c.Heading)
	add("bereik", string(c.Scope))
	if c.Negation {
		add("ontkend-telt", "true")
	}
	if c.AnyParty {
		add("ieder", "true")
	}
	if c.Yields {
		add("wijkt", "true")
	}
	add("mist", c.Reason)
	return strings.Join(out, clauseSep)
}

// words compares the shared vocabulary.
func (d *Difference) words(old, now *Catalogue) {
	was, is := old.forms(), now.forms()
	names := keysOf(was)
	for _, name := range keysOf(is) {
		if _, ok := was[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if gone, come := leftAndCome(was[name], is[name]); len(gone)+len(come) > 0 {
			d.Words = append(d.Words, ChangedWords{Name: name, Added: come, Removed: gone})
		}
	}
}

// forms lists the forms of the vocabulary by name: "<melden>" for a concept,
// "verzwakker keuze" for a general reservation.
func (c *Catalogue) forms() map[string][]string {
	out := map[string][]string{}
	for _, d := range c.concepts {
		name := "<" + d.Name + ">"
		for _, t := range d.Terms {
			out[name] = append(out[name], choices(t)...)
		}
	}
	for i := range c.weakeners {
		w := &c.weakeners[i]
		name := "verzwakker " + w.Name
		for _, c := range w.Clauses {
			out[name] = append(out[name], c.inFull())
		}
		for _, id := range w.Hollows {
			out[name] = append(out[name], "holt-uit: "+string(id))
		}
		out[name] = append(out[name], "mist: "+w.Lacks)
	}
	return out
}

// choices parts a pattern at the '|' outside parentheses.
func choices(text string) (out []string) {
	depth, start := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			depth--
		case '|':
			if depth == 0 {
				out = append(out, strings.TrimSpace(text[start:i]))
				start = i + 1
			}
		}
	}
	return append(out, strings.TrimSpace(text[start:]))
}

func (d *Difference) waivers(old, now *Catalogue) {
	find := func(list []Waiver, id ID) *Waiver {
		if i := slices.IndexFunc(list, func(w Waiver) bool { return w.Requirement == id }); i >= 0 {
			return &list[i]
		}
		return nil
	}
	for i := range old.waivers {
		was := &old.waivers[i]
		is := find(now.waivers, was.Requirement)
		if is == nil || is.Until != was.Until || is.Reason != was.Reason || is.By != was.By {
			d.Waivers = append(d.Waivers, WaiverChanged{was, is})
		}
	}
	for i := range now.waivers {
		if is := &now.waivers[i]; find(old.waivers, is.Requirement) == nil {
			d.Waivers = append(d.Waivers, WaiverChanged{nil, is})
		}
	}
}

// Adjusts tells whether the catalogue holds settings or waivers for requirements
// of any pack, which only Beside applies.
func (c *Catalogue) Adjusts() bool { return c.overlay != nil }
