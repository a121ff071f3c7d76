package rules

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/clausule/clausule/rules/pattern"
)

// Severity says whether a fault stops a pack from being used.
type Severity string

// The severities.
const (
	SeverityError   Severity = "fout"         // the pack is refused
	SeverityWarning Severity = "waarschuwing" // worth a look
)

// Fault is something that Lint found.
type Fault struct {
	Err      *Error
	Severity Severity
}

// String writes place, severity, fault and remedy on one line.
func (f Fault) String() string {
	text := *f.Err
	text.Message = string(f.Severity) + ": " + text.Message
	return text.Error()
}

// Lint reads all packs of a file system as Load does and goes further: it finds
// what loads but cannot be meant. It returns the faults in the order of the
// files; a file system that cannot be read is one fault.
//
// Errors are: everything that Load refuses; a pattern that can never count or
// that stands twice; a clause without the reason it needs; a threshold that
// cannot be read; flow style ([a, b] cuts "99,9%" in two); a requirement without
// source, without model text (must and should), or without examples: two met,
// one missing, and one of every other status that it can get. Warnings are:
// vocabulary, thresholds and keys without effect.
func Lint(fsys fs.FS) []Fault {
	base, err := vocabulary()
	if err != nil {
		return []Fault{{&Error{Message: err.Error(), Err: err}, SeverityError}}
	}
	return lint(fsys, base)
}

func lint(fsys fs.FS, base *Catalogue) []Fault {
	l := &linter{parsed: map[string][]pattern.Alt{}}
	s, err := read(fsys, nil)
	if err != nil {
		for _, e := range Errors(err) {
			l.faults = append(l.faults, Fault{e, SeverityError})
		}
		if len(l.faults) == 0 {
			l.faults = []Fault{{&Error{Message: err.Error(), Fix: "geef een map met packs", Err: err}, SeverityError}}
		}
		return l.faults
	}
	s.check(base)
	for _, e := range s.faults {
		l.faults = append(l.faults, Fault{e, SeverityError})
	}
	l.source, l.words = s, s.vocabulary(base)
	for _, r := range s.files {
		for _, at := range r.flow {
			l.faults = append(l.faults, Fault{&Error{Origin: at, ID: r.id, Message: "een lijst of sleutels tussen haakjes", Fix: "schrijf ze onder elkaar: een komma binnen '[…]' of '{…}' knipt '99,9%' in tweeën"}, SeverityError})
		}
	}
	for _, p := range s.packs {
		l.pack(p)
		for _, q := range p.requirements {
			if len(s.files[q.Origin].faults) == 0 {
				l.requirement(q)
			}
		}
	}
	l.vocabulary()
	if len(s.faults) == 0 {
		l.settings(base)
	}
	slices.SortStableFunc(l.faults, func(a, b Fault) int {
		return cmp.Or(a.Err.Origin.compare(b.Err.Origin), strings.Compare(a.Err.Message, b.Err.Message))
	})
	return l.faults
}

// settings applies the profiles and the overlay to the built-in catalogue with
// the packs of the source, and notes what cannot be applied.
func (l *linter) settings(base *Catalogue) {
	if l.source.overlay == nil && len(l.source.profiles) == 0 {
		return
	}
	all, err := Builtin()
	if err == nil {
		var own *Catalogue
		if own, err = l.source.catalogue(base); err == nil {
			all, err = all.Beside(own)
		}
	}
	for _, e := range Errors(err) {
		l.faults = append(l.faults, Fault{e, SeverityError})
	}
	if err != nil {
		return
	}
	for _, p := range l.source.profiles {
		_, err := all.Profile(p.Name)
		for _, e := range Errors(err) {
			if e.Origin.File == p.Origin { // a fault of a profile below it is told there
				l.faults = append(l.faults, Fault{e, SeverityError})
			}
		}
	}
}

type linter struct {
	source *source
	words  *Catalogue // the vocabulary
	faults []Fault
	parsed map[string][]pattern.Alt // concepts, by name
	budget int
}

func (l *linter) note(s Severity, file, path string, id ID, message, fix string) {
	l.faults = append(l.faults, Fault{&Error{Origin: l.source.place(file, path), ID: id, Message: message, Fix: fix}, s})
}

// pack holds the order in pack.yaml against the files.
func (l *linter) pack(p *packSource) {
	if p.Origin == "" {
		return
	}
	if len(p.Sources) == 0 {
		l.note(SeverityWarning, p.Origin, "", "", "het pack noemt geen bron", "voeg 'bron' toe")
	}
	have := map[ID]bool{}
	for _, q := range p.requirements {
		have[q.ID] = true
	}
	listed := map[ID]bool{}
	for i, id := range p.Order {
		at := "eisen." + itoa(i)
		switch {
		case listed[id]:
			l.note(SeverityError, p.Origin, at, id, fmt.Sprintf("'%s' staat twee keer onder 'eisen'", id), "haal één regel weg")
		case !have[id] && l.source.files[strings.TrimSuffix(p.Origin, "pack.yaml")+string(id)+".yaml"] == nil:
			l.note(SeverityError, p.Origin, at, id, fmt.Sprintf("'%s' staat onder 'eisen' maar heeft geen bestand", id), fmt.Sprintf("maak %s.yaml of haal de regel weg", id))
		}
		listed[id] = true
	}
	for _, q := range p.requirements {
		if len(p.Order) > 0 && q.ID != "" && !listed[q.ID] {
			l.note(SeverityWarning, q.Origin, "id", q.ID, fmt.Sprintf("'%s' staat niet onder 'eisen' in pack.yaml", q.ID), "zet het op zijn plaats in de volgorde")
		}
	}
}

func (l *linter) requirement(q *Requirement) {
	note := func(s Severity, path, message, fix string) { l.note(s, q.Origin, path, q.ID, message, fix) }
	if len(q.Sources) == 0 {
		note(SeverityError, "id", "de eis noemt geen bron", "voeg 'bron' toe met document en plaats")
	}
	if q.Model.NL == "" && q.Importance != Could {
		note(SeverityError, "id", fmt.Sprintf("een eis met belang '%s' heeft een modeltekst nodig", q.Importance), "voeg 'modeltekst' met 'nl' toe")
	}
	if len(q.Elements) > 0 && q.Elements[0].Scope != "" {
		note(SeverityWarning, "elementen."+q.Elements[0].Name+".bereik", "het eerste element is de kern; 'bereik' betekent daar niets", "haal het weg")
	}
	q.Clauses(func(role Role, _ *Element, path string, c *Clause) bool {
		switch role {
		case RolePartly, RoleWeakened:
			if c.Reason == "" {
				note(SeverityError, path, fmt.Sprintf("een patroon onder '%s' zegt niet wat er ontbreekt", role), "voeg 'mist: …' toe")
			}
		case RoleFlag:
			if c.Value != nil && c.Value.Together != "" {
				if c.Reason == "" {
					note(SeverityError, path, "een vlag met 'samen' zegt niet waarvan iets overblijft", "voeg 'mist: …' toe")
				}
			} else if !pattern.ValidName(c.Reason) {
				note(SeverityError, path+".mist", "een vlag heeft een naam nodig", "voeg 'mist: naam' toe, in kleine letters, cijfers en streepjes")
			}
		case RoleExcluded:
			if c.Reason == "" {
				note(SeverityWarning, path, "een patroon onder 'telt-niet' zegt niet waarom", "voeg 'mist: …' toe")
			}
		}
		if c.Scope != "" && role != RoleWeakened {
			note(SeverityWarning, path+".bereik", "'bereik' betekent alleen iets onder 'verzwakt' en bij een element", "haal het weg")
		}
		l.clause(q.Origin, path, q.ID, c)
		l.broad(q.Origin, path, q.ID, c)
		l.split(q.Origin, path, q.ID, c)
		if role == RoleElement || role == RoleWhole || role == RoleConflict {
			l.named(q.Origin, path, q.ID, c)
		}
		return true
	})
	l.hyphens(q)
	l.vocabularyWords(q)
	l.duplicates(q)
	l.thresholds(q)
	l.examples(q)
}

// duplicates finds the same clause twice: in one list it is superfluous, in two
// it says two things at once.
func (l *linter) duplicates(q *Requirement) {
	seen := map[string]string{}
	where := map[string]Role{}
	q.Clauses(func(role Role, e *Element, path string, c *Clause) bool {
		key := clauseKey(c)
		if e != nil && role == RoleElement {
			key += "\x00" + e.Name // two elements may share their words
		}
		if first, ok := seen[key]; ok {
			l.note(SeverityError, q.Origin, path, q.ID, "dit patroon staat er al: "+l.source.place(q.Origin, first).String(), "haal één van de twee weg")
		}
		seen[key] = path
		key = clauseKey(c)
		if other, ok := where[key]; ok && other != role && (role == RoleConflict || role == RoleExcluded) && (other == RoleElement || other == RoleWhole) {
			l.note(SeverityError, q.Origin, path, q.ID, fmt.Sprintf("hetzelfde patroon staat onder '%s' en onder '%s'", other, role), "maak één van de twee nauwer, bijvoorbeeld met 'zonder'")
		}
		if _, ok := where[key]; !ok {
			where[key] = role
		}
		return true
	})
}

func clauseKey(c *Clause) string {
	key := strings.Join([]string{c.All, c.Sequence, c.Words, c.Without, c.Heading}, "\x01")
	if c.Value != nil {
		key += fmt.Sprintf("\x01%+v", *c.Value)
	}
	return key + fmt.Sprint(c.Negation, c.AnyParty, c.Yields)
}

func (l *linter) thresholds(q *Requirement) {
	used := map[string]bool{}
	q.Clauses(func(_ Role, _ *Element, path string, c *Clause) bool {
		v := c.Value
		if v == nil {
			return true
		}
		limited := false
		v.limitTexts(func(_, text string) {
			limited = true
			used[text] = true
		})
		if v.Beyond != "" && !limited {
			l.note(SeverityWarning, q.Origin, path+".waarde.daarbuiten", q.ID, "'daarbuiten' zonder grens betekent niets", "voeg 'hoogstens' of 'minstens' toe")
		}
		return true
	})
	for _, path := range q.narrower() {
		key := path[strings.LastIndexByte(path, '.')+1:]
		l.note(SeverityError, q.Origin, path, q.ID, "'"+key+"' is niet ruimer dan de grens van voldaan", "verwissel de drempels of haal er één weg")
	}
	for _, name := range keysOf(q.Thresholds) {
		if !used[name] {
			l.note(SeverityWarning, q.Origin, "drempels."+name, q.ID, "drempel '"+name+"' wordt nergens gebruikt", "haal hem weg of gebruik hem bij 'hoogstens' of 'minstens'")
		}
	}
}

// examples counts: two met, one missing, one of every other status that the
// requirement can get.
func (l *linter) examples(q *Requirement) {
	x := &q.Examples
	if q.Division != nil {
		l.holders(q)
		return
	}
	conflict := len(q.Conflicts) > 0
	partial := len(q.Elements) > 1 || len(q.Partly)+len(q.Weakened)+len(q.WeakenerNames()) > 0
	q.Clauses(func(_ Role, _ *Element, _ string, c *Clause) bool {
		if v := c.Value; v != nil {
			conflict = conflict || v.Beyond == "strijdig"
			partial = partial || v.PartMax+v.PartMin != "" || v.Max+v.Min != "" && v.Beyond != "strijdig"
		}
		return true
	})
	for _, need := range []struct {
		key      string
		have, at int
	}{
		{"voldaan", len(x.Met), 2},
		{"ontbreekt", len(x.Missing), 1},
		{"deels", len(x.Partial), one(partial)},
		{"strijdig", len(x.Conflict), one(conflict)},
	} {
		if need.have < need.at {
			l.note(SeverityError, q.Origin, "voorbeelden", q.ID, fmt.Sprintf("%d voorbeeld(en) onder '%s'; de eis kan die uitkomst krijgen", need.have, need.key), fmt.Sprintf("geef er ten minste %d", need.at))
		}
	}
	l.twice(q)
}

// holders counts the examples of an area: one that leaves it unregulated, one of
// the holder that is expected, and one of another.
func (l *linter) holders(q *Requirement) {
	x := &q.Examples
	have := map[Holder]int{HeldByCustomer: len(x.Customer), HeldByBoth: len(x.Both), HeldByProvider: len(x.Provider)}
	expected := have[q.Division.Expected]
	for _, need := range []struct {
		key  string
		have int
	}{
		{string(q.Division.Expected), expected},
		{"een andere houder", have[HeldByCustomer] + have[HeldByBoth] + have[HeldByProvider] - expected},
		{unassignedKey, len(x.Unassigned)},
	} {
		if need.have == 0 {
			l.note(SeverityError, q.Origin, "voorbeelden", q.ID, fmt.Sprintf("geen voorbeeld onder '%s'", need.key), "geef er ten minste 1")
		}
	}
	l.twice(q)
}

// twice finds an example that stands twice.
func (l *linter) twice(q *Requirement) {
	x := &q.Examples
	seen := map[string]string{}
	see := func(path, text string) {
		if other, ok := seen[text]; ok {
			l.note(SeverityError, q.Origin, path, q.ID, "dit voorbeeld staat er al: "+l.source.place(q.Origin, other).String(), "haal één van de twee weg")
			return
		}
		seen[text] = path
	}
	for i, t := range x.Met {
		see("voorbeelden.voldaan."+itoa(i), t)
	}
	for i, t := range x.Partial {
		see("voorbeelden.deels."+itoa(i), t.Text)
	}
	for i, t := range x.Conflict {
		see("voorbeelden.strijdig."+itoa(i), t)
	}
	for i, t := range x.Missing {
		see("voorbeelden.ontbreekt."+itoa(i), t)
	}
	for _, list := range []struct {
		key   string
		texts []string
	}{{string(HeldByCustomer), x.Customer}, {string(HeldByBoth), x.Both}, {string(HeldByProvider), x.Provider}, {unassignedKey, x.Unassigned}} {
		for i, t := range list.texts {
			see("voorbeelden."+list.key+"."+itoa(i), t)
		}
	}
	for i, t := range x.Known {
		see("voorbeelden.nog-niet."+itoa(i), t.Text)
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
