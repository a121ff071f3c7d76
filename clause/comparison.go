package clause

import (
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/rules"
)

// ComparisonVersion is the version of the JSON form of a Comparison; it rises
// when a field changes its meaning or goes.
const ComparisonVersion = 1

// Comparison tells what a new version of a contract gives and takes, per
// requirement. Only substance counts: other words, another order, other numbers
// of articles, other names for the parties or another file format are no change.
type Comparison struct {
	SchemaVersion int           `json:"schemaVersion"`
	Tool          Tool          `json:"tool"`
	Catalogue     CatalogueInfo `json:"catalogue"`
	Old           Compared      `json:"old"`
	New           Compared      `json:"new"`
	// Draft tells that both are readings of one draft with tracked changes: the
	// text before them, and as it reads with all of them accepted.
	Draft bool `json:"draft,omitempty"`
	// Changes are the requirements with another outcome, the gravest change
	// first; of equals the obligatory ones first, in catalogue order.
	Changes []Change `json:"changes"`
	// Areas are those of the responsibility matrix that another party holds,
	// first those that are now more the customer's.
	Areas []AreaChange `json:"areas"`
	// Parties are those that go by other names. It says nothing of a verdict.
	Parties []PartyChange `json:"parties"`
	// Kinds is set where the one is another kind of document than the other.
	Kinds *KindChange `json:"kinds,omitempty"`
	// Blanks are places that are still to be filled in: those that were opened,
	// and those of the old version that no longer are.
	Blanks BlankChange `json:"blanks"`
	// References are the annexes that are not in the text: those newly missing,
	// and those of the old version that are there now or no longer referred to.
	References ReferenceChange  `json:"references"`
	Summary    ComparisonCounts `json:"summary"`
}

// Compared is one of two versions.
type Compared struct {
	Document DocumentInfo `json:"document"`
	Summary  Summary      `json:"summary"`
}

// ChangeKind says how a requirement fares in the new version.
type ChangeKind string

// The kinds of change, the gravest first.
const (
	// Lost: what was met, wholly or in part, is now missing or in conflict.
	Lost ChangeKind = "lost"
	// Weakened: less is given, or what was not dealt with is now in conflict.
	Weakened ChangeKind = "weakened"
	// Mixed: better on one point and worse on another, or different without
	// either.
	Mixed ChangeKind = "mixed"
	// Unreadable: the requirement could be judged and no longer can, since text
	// was not read. It is no loss.
	Unreadable ChangeKind = "unreadable"
	// Readable: it could not be judged before and now can; whether the outcome is
	// new nobody knows.
	Readable ChangeKind = "readable"
	// Strengthened: more is given.
	Strengthened ChangeKind = "strengthened"
	// Gained: what was missing is now given, wholly or in part.
	Gained ChangeKind = "gained"
)

// ChangeKinds lists the kinds of change, the gravest first.
func ChangeKinds() []ChangeKind {
	return []ChangeKind{Lost, Weakened, Mixed, Unreadable, Readable, Strengthened, Gained}
}

// Dutch is the kind in the words of a report.
func (k ChangeKind) Dutch() string {
	switch k {
	case Lost:
		return "verloren"
	case Weakened:
		return "verzwakt"
	case Mixed:
		return "gewijzigd"
	case Unreadable:
		return "niet meer te beoordelen"
	case Readable:
		return "nu wel te beoordelen"
	case Strengthened:
		return "versterkt"
	case Gained:
		return "nieuw"
	}
	return string(k)
}

// In is the kind in the words of a report in a language.
func (k ChangeKind) In(l lang.Language) string { return l.Text(k.Dutch()) }

// Change is a requirement with another outcome.
type Change struct {
	Requirement rules.ID         `json:"requirement"`
	Title       string           `json:"title"`
	Importance  rules.Importance `json:"importance"`
	Kind        ChangeKind       `json:"kind"`
	// Unsure tells that one of the verdicts rests on likeness alone: the words
	// may say the same in a way that the rules do not know.
	Unsure bool        `json:"unsure,omitempty"`
	Old    ChangedSide `json:"old"`
	New    ChangedSide `json:"new"`
	// Details are the points on which they differ, what is worse first. There are
	// none where the old version or the new one gives nothing.
	Details []Detail `json:"details"`
	// Model is the clause that we propose for the new version; empty where it
	// meets the requirement.
	Model string `json:"model,omitempty"`
	// Sources are the laws and policies that ask for it.
	Sources []rules.Citation `json:"sources"`
}

// ChangedSide is what one version says of a requirement.
type ChangedSide struct {
	Status Status   `json:"status"`
	Reason string   `json:"reason"`
	Lacks  []string `json:"lacks"`
	// Findings are the passages on which the verdict rests, those first that
	// tell the difference.
	Findings []Finding `json:"findings"`
	// Nearest are passages that come near and do not count, where nothing does.
	Nearest []Finding `json:"nearest"`
}

// DetailKind says what a detail is about.
type DetailKind string

// The kinds of detail.
const (
	DetailElement     DetailKind = "element"     // an element that came, went or changed state
	DetailReservation DetailKind = "reservation" // on what is given
	DetailValue       DetailKind = "value"       // a number
	DetailAgainst     DetailKind = "against"     // words that take the guarantee away
	DetailFlag        DetailKind = "flag"        // something worth knowing
	DetailTension     DetailKind = "tension"     // passages that do not agree
)

// Direction tells for whom a difference is: better or worse for the customer,
// or neither.
type Direction string

// The directions.
const (
	Worse  Direction = "worse"
	Better Direction = "better"
	Other  Direction = "other"
)

// Detail is one point on which two versions differ.
type Detail struct {
	Kind      DetailKind `json:"kind"`
	Direction Direction  `json:"direction"`
	Element   string     `json:"element,omitempty"` // as in Finding
	// Asks is what the element asks, in the language of the reports: "de termijn".
	Asks string `json:"asks,omitempty"`
	// Old and New are what each version says: a value as it is written, the state
	// of an element, the words of a reservation, flag or tension. Empty where it
	// says nothing.
	Old string `json:"old,omitempty"`
	New string `json:"new,omitempty"`
	// OldValue and NewValue are the values of a DetailValue.
	OldValue *Value `json:"oldValue,omitempty"`
	NewValue *Value `json:"newValue,omitempty"`
	// OldAt and NewAt are the passages.
	OldAt *Finding `json:"oldAt,omitempty"`
	NewAt *Finding `json:"newAt,omitempty"`
}

// AreaChange is an area of the responsibility matrix that moved.
type AreaChange struct {
	Area      rules.ID     `json:"area"`
	Title     string       `json:"title"`
	Old       rules.Holder `json:"old"`
	New       rules.Holder `json:"new"`
	Expected  rules.Holder `json:"expected"`
	Direction Direction    `json:"direction"`
	OldAt     *Finding     `json:"oldAt,omitempty"`
	NewAt     *Finding     `json:"newAt,omitempty"`
}

// PartyChange is a party that goes by other names.
type PartyChange struct {
	Role string   `json:"role"` // leverancier, klant
	Old  []string `json:"old"`
	New  []string `json:"new"`
}

// KindChange is a document of another kind.
type KindChange struct {
	Old Kind `json:"old"`
	New Kind `json:"new"`
}

// BlankChange tells of places that are to be filled in.
type BlankChange struct {
	Opened []BlankField `json:"opened"` // in the new version
	Filled []BlankField `json:"filled"` // in the old version
}

// ReferenceChange tells of annexes that are referred to.
type ReferenceChange struct {
	Opened []Reference `json:"opened"` // in the new version
	Closed []Reference `json:"closed"` // in the old version
}

// ComparisonCounts counts requirements by kind of change.
type ComparisonCounts struct {
	Lost         int `json:"lost"`
	Weakened     int `json:"weakened"`
	Mixed        int `json:"mixed"`
	Unreadable   int `json:"unreadable"`
	Readable     int `json:"readable"`
	Strengthened int `json:"strengthened"`
	Gained       int `json:"gained"`
	Same         int `json:"same"`
}

// Of is the number of requirements with one kind of change.
func (c *ComparisonCounts) Of(k ChangeKind) int {
	if n := c.of(k); n != nil {
		return *n
	}
	return 0
}

func (c *ComparisonCounts) of(k ChangeKind) *int {
	switch k {
	case Lost:
		return &c.Lost
	case Weakened:
		return &c.Weakened
	case Mixed:
		return &c.Mixed
	case Unreadable:
		return &c.Unreadable
	case Readable:
		return &c.Readable
	case Strengthened:
		return &c.Strengthened
	case Gained:
		return &c.Gained
	}
	return nil
}

// Worse tells whether the customer loses something with a change.
func (c *Change) Worse() bool {
	switch c.Kind {
	case Lost, Weakened:
		return true
	case Mixed:
		for i := range c.Details {
			if c.Details[i].Direction == Worse {
				return true
			}
		}
	}
	return false
}

// Same tells whether the versions agree in everything that a comparison looks at.
func (c *Comparison) Same() bool {
	return len(c.Changes)+len(c.Areas)+len(c.Parties) == 0 && c.Kinds == nil &&
		len(c.Blanks.Opened)+len(c.Blanks.Filled)+len(c.References.Opened)+len(c.References.Closed) == 0
}
