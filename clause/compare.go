package clause

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// ErrPoints: a report without points does not say enough to be compared.
var ErrPoints = errors.New("clause: het verslag zegt niet waar elke eis op berust; maak het met Options.Points")

// CompareError tells why two reports cannot be compared.
type CompareError struct {
	What     string // "de catalogus"
	Old, New string
}

func (e *CompareError) Error() string {
	return fmt.Sprintf("clause: %s van de verslagen verschilt (%s en %s); toets beide contracten met dezelfde eisen en instellingen", e.What, e.Old, e.New)
}

// Compare tells what a new version of a contract gives and takes beside the old
// one. Both reports must come from one catalogue, settings and day included, with
// Options.Points; else the error is a *CompareError or ErrPoints. They must be in
// one language too, for the comparison says what they say. The reports are left as
// they are, and the same reports give the same comparison.
func Compare(old, new *Report) (*Comparison, error) {
	if old == nil || new == nil {
		return nil, errors.New("clause: er zijn twee verslagen nodig om te vergelijken; het ene is nil")
	}
	if err := comparable(old, new); err != nil {
		return nil, err
	}
	c := &Comparison{
		SchemaVersion: ComparisonVersion, Tool: new.Tool, Catalogue: new.Catalogue,
		Old:     Compared{old.Document, old.Summary},
		New:     Compared{new.Document, new.Summary},
		Draft:   draftOf(&old.Document, &new.Document),
		Changes: []Change{}, Areas: []AreaChange{}, Parties: []PartyChange{},
	}
	changes := make([]*Change, len(old.Results))
	for i := range old.Results {
		changes[i] = changeOf(&old.Results[i], &new.Results[i])
	}
	numbers(old, new, changes)
	for _, change := range changes {
		if change == nil {
			c.Summary.Same++
			continue
		}
		*c.Summary.of(change.Kind)++
		c.Changes = append(c.Changes, *change)
	}
	slices.SortStableFunc(c.Changes, func(a, b Change) int {
		return cmp.Or(
			cmp.Compare(slices.Index(ChangeKinds(), a.Kind), slices.Index(ChangeKinds(), b.Kind)),
			cmp.Compare(a.Importance.Rank(), b.Importance.Rank()),
			cmp.Compare(worth(a.New.Status), worth(b.New.Status)),
		)
	})
	c.areas(old, new)
	c.parties(old, new)
	if old.Document.Kind != new.Document.Kind {
		c.Kinds = &KindChange{old.Document.Kind, new.Document.Kind}
	}
	c.Blanks.Opened, c.Blanks.Filled = unmatched(new.Blanks, old.Blanks, blankKeys), unmatched(old.Blanks, new.Blanks, blankKeys)
	c.References.Opened, c.References.Closed = unmatched(new.OpenRefs, old.OpenRefs, referenceKeys), unmatched(old.OpenRefs, new.OpenRefs, referenceKeys)
	return c, nil
}

// comparable tells why two reports cannot be compared; nil where they can.
func comparable(old, new *Report) error {
	for _, x := range []struct{ what, old, new string }{
		{"de versie van clausule", old.Tool.Version, new.Tool.Version},
		{"de catalogus", old.Catalogue.Digest, new.Catalogue.Digest},
		{"de dag waarop vrijstellingen gelden", old.Catalogue.Date, new.Catalogue.Date},
		{"de keuze om alleen met patronen te oordelen", fmt.Sprint(old.Catalogue.PatternsOnly), fmt.Sprint(new.Catalogue.PatternsOnly)},
		{"het aantal eisen", fmt.Sprint(len(old.Results)), fmt.Sprint(len(new.Results))},
		{"het aantal gebieden", fmt.Sprint(len(old.Matrix)), fmt.Sprint(len(new.Matrix))},
	} {
		if x.old != x.new {
			return &CompareError{x.what, x.old, x.new}
		}
	}
	for i := range old.Results {
		if a, b := old.Results[i].Requirement, new.Results[i].Requirement; a != b {
			return &CompareError{"de volgorde van de eisen", string(a), string(b)}
		}
		if a, b := old.Results[i].Title, new.Results[i].Title; a != b {
			return &CompareError{"de taal", a, b}
		}
	}
	for i := range old.Matrix {
		if a, b := old.Matrix[i].Area, new.Matrix[i].Area; a != b {
			return &CompareError{"de volgorde van de gebieden", string(a), string(b)}
		}
	}
	for _, r := range []*Report{old, new} {
		for i := range r.Results {
			if s := r.Results[i].Status; len(r.Results[i].Points) == 0 && (s == Met || s == Partial || s == Conflict) {
				return ErrPoints
			}
		}
	}
	return nil
}

// draftOf tells whether two documents are the readings of one draft. One of them
// may hold no changes: a draft that only deletes reads plain once accepted.
func draftOf(old, new *DocumentInfo) bool {
	is := func(d *DocumentInfo, reading document.Revisions) bool {
		return d.Revisions != nil && d.Revisions.Reading == reading
	}
	before, after := is(old, document.OriginalRevisions), is(new, document.AcceptRevisions)
	return old.SHA256 != "" && old.SHA256 == new.SHA256 && (before || old.Revisions == nil) && (after || new.Revisions == nil) && (before || after)
}

// worth orders verdicts by what they leave the customer; what was not judged
// stands beside what was not found.
func worth(s Status) int {
	switch s {
	case Met:
		return 3
	case Partial:
		return 2
	case Conflict:
		return 0
	}
	return 1
}

// changeOf compares two verdicts on one requirement; nil where they are the same
// in substance.
func changeOf(old, new *Result) *Change {
	if old.Status == Waived || new.Status == Waived || old.Status == Unknown && new.Status == Unknown {
		return nil
	}
	c := unchanged(old, new)
	if given(old) && given(new) {
		c.Details = details(old, new)
	}
	switch before, now := worth(old.Status), worth(new.Status); {
	case new.Status == Unknown:
		c.Kind = Unreadable
	case old.Status == Unknown:
		c.Kind = Readable
	case now < before && before > worth(Missing) && now <= worth(Missing):
		c.Kind = Lost
	case now < before:
		c.Kind = Weakened
	case now > before && old.Status == Missing:
		c.Kind = Gained
	case now > before:
		c.Kind = Strengthened
	case len(c.Details) == 0:
		return nil
	default:
		c.Kind = direction(c.Details)
	}
	if c.Kind == Lost {
		// What it said besides matters no longer.
		c.Details = slices.DeleteFunc(c.Details, func(d Detail) bool { return d.Direction != Worse || d.Kind == DetailFlag })
	}
	c.lead()
	return c
}

// unchanged is a change before anything is known to differ.
func unchanged(old, new *Result) *Change {
	return &Change{
		Requirement: new.Requirement, Title: new.Title, Importance: new.Importance, Model: new.Model,
		Unsure:  old.Basis == BasisLikeness || new.Basis == BasisLikeness,
		Sources: append([]rules.Citation{}, new.Sources...), Details: []Detail{},
		Old: sideOf(old), New: sideOf(new),
	}
}

// lead puts the passages first that tell the difference.
func (c *Change) lead() {
	for _, d := range slices.Backward(c.Details) {
		c.Old.lead(d.OldAt)
		c.New.lead(d.NewAt)
	}
}

// given tells whether there is something to compare point by point.
func given(r *Result) bool { return len(r.Points) > 0 && (r.Status != Waived && r.Status != Unknown) }

// direction is the kind of a change that alters no verdict.
func direction(details []Detail) ChangeKind {
	worse, better := false, false
	for i := range details {
		worse = worse || details[i].Direction == Worse
		better = better || details[i].Direction == Better
	}
	switch {
	case worse && !better:
		return Weakened
	case better && !worse:
		return Strengthened
	}
	return Mixed
}

// sidePassages is how many passages are given of one version.
const sidePassages = 4

func sideOf(r *Result) ChangedSide {
	s := ChangedSide{
		Status: r.Status, Reason: r.Reason, Lacks: append([]string{}, r.Lacks...),
		Findings: append([]Finding{}, r.Findings[:min(len(r.Findings), sidePassages)]...), Nearest: []Finding{},
	}
	if len(r.Findings) == 0 {
		s.Nearest = append(s.Nearest, r.Nearest[:min(len(r.Nearest), 1)]...)
	}
	return s
}

// lead puts a passage first.
func (s *ChangedSide) lead(f *Finding) {
	if f == nil {
		return
	}
	s.Findings = slices.DeleteFunc(s.Findings, func(g Finding) bool {
		return g.File == f.File && g.Start == f.Start && g.End == f.End && g.Element == f.Element
	})
	s.Findings = slices.Insert(s.Findings, 0, *f)
	s.Findings = s.Findings[:min(len(s.Findings), sidePassages)]
}

// areas compares the responsibility matrix.
func (c *Comparison) areas(old, new *Report) {
	for i := range old.Matrix {
		a, b := &old.Matrix[i], &new.Matrix[i]
		if a.Holder == b.Holder || a.Waiver != nil || b.Waiver != nil {
			continue
		}
		if b.Holder == Undetermined && len(a.Findings) == 0 || a.Holder == Undetermined && len(b.Findings) == 0 {
			continue // nobody had it, as far as can be told
		}
		change := AreaChange{Area: b.Area, Title: b.Title, Old: a.Holder, New: b.Holder, Expected: b.Expected, Direction: Other, OldAt: first(a.Findings), NewAt: first(b.Findings)}
		if a.Holder != Undetermined && b.Holder != Undetermined {
			switch before, now := burden(a.Holder), burden(b.Holder); {
			case now > before:
				change.Direction = Worse
			case now < before:
				change.Direction = Better
			}
		}
		c.Areas = append(c.Areas, change)
	}
	order := []Direction{Worse, Other, Better}
	slices.SortStableFunc(c.Areas, func(a, b AreaChange) int {
		return cmp.Compare(slices.Index(order, a.Direction), slices.Index(order, b.Direction))
	})
}

// burden orders holders by what they leave to the customer. An area that nobody
// has is his risk, but he promised nothing.
func burden(h rules.Holder) int {
	switch h {
	case rules.HeldByProvider:
		return 0
	case rules.HeldByBoth:
		return 1
	case rules.HeldByCustomer:
		return 3
	}
	return 2
}

func first(list []Finding) *Finding {
	if len(list) == 0 {
		return nil
	}
	return &list[0]
}

// parties compares the names by which the parties go.
func (c *Comparison) parties(old, new *Report) {
	for _, role := range []string{"leverancier", "klant"} {
		a, b := namesOf(old, role), namesOf(new, role)
		if !slices.Equal(folded(a), folded(b)) {
			c.Parties = append(c.Parties, PartyChange{role, a, b})
		}
	}
}

func namesOf(r *Report, role string) []string {
	out := []string{}
	for _, p := range r.Parties {
		if p.Role == role {
			out = append(out, p.Names...)
		}
	}
	return out
}

// folded lists names without what their writing differs in.
func folded(names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, strings.ToLower(strings.Join(strings.Fields(n), " ")))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unmatched lists the members of a list that have no counterpart in another one,
// each of which stands for one. Keys are tried in turn: the first tells the most.
func unmatched[T any](list, other []T, keys []func(*T) string) []T {
	taken, matched := make([]bool, len(other)), make([]bool, len(list))
	for _, key := range keys {
		at := map[string][]int{}
		for i := range other {
			if !taken[i] {
				k := key(&other[i])
				at[k] = append(at[k], i)
			}
		}
		for i := range list {
			k := key(&list[i])
			if !matched[i] && len(at[k]) > 0 {
				taken[at[k][0]], matched[i] = true, true
				at[k] = at[k][1:]
			}
		}
	}
	out := []T{}
	for i := range list {
		if !matched[i] {
			out = append(out, list[i])
		}
	}
	return out
}

// Blanks are told apart by their words and where they stand, as far as that says
// anything in both versions.
var blankKeys = []func(*BlankField) string{
	func(b *BlankField) string { return named(b.Text) + "\x00" + same(b.Label) + "\x00" + same(b.Heading) },
	func(b *BlankField) string { return named(b.Text) + "\x00" + same(b.Heading) },
	func(b *BlankField) string { return named(b.Text) },
	func(b *BlankField) string { return same(b.Label) + "\x00" + same(b.Heading) },
}

// named is what a blank asks for: "[naam]" has a name, and a line of whatever
// length has none.
func named(blank string) string {
	return same(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return ' '
	}, blank))
}

var referenceKeys = []func(*Reference) string{func(r *Reference) string { return same(r.Text) }}

// same is a text without what its writing differs in.
func same(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
