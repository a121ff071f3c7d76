package archive

import (
	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// Query chooses documents and results. The zero value asks for all documents
// without their results. Conditions of different fields hold together, the values
// of one are alternatives.
type Query struct {
	// Requirements are ids, packs or parts of ids with a star: "ksz.audit.recht",
	// "ksz", "ksz.audit.*".
	Requirements []string
	Status       []clause.Status
	Importance   []rules.Importance
	// Values are conditions on the amount that a finding rests on, one that counts;
	// with several, one result has to meet all, and those in one unit are about one
	// finding: "> 24 hours" and "< 72 hours" are a range.
	Values []Condition
	// Text is looked for in the quotes of findings: words that must all be there,
	// a phrase between quotes, a beginning with a star. Letters and accents in
	// capitals or not are the same.
	Text string

	Supplier string // a part of the name; capitals do not count
	FromYear int    // 0 for no bound; documents whose year is not known do not meet one
	ToYear   int
	Path     string // a part of a path, or a pattern with stars and question marks over all of it; capitals do not count
	Kinds    []clause.Kind
	SHA256   string
	// Failed asks for documents and places with a failure, of these classes or,
	// where there are none, all.
	Failed  bool
	Classes []Class
	// Outdated asks for what is not under the settings of the last scan.
	Outdated bool

	// Results asks for the results that meet the conditions on results, Findings
	// for their findings too. A document without one is left out where there is
	// such a condition.
	Results  bool
	Findings bool
	Limit    int // of documents; 0 for all
	Offset   int
}

// Condition compares the amount of a finding with a number.
type Condition struct {
	Op     Op
	Amount float64
	// Unit is that of Amount; durations are compared in hours.
	Unit Unit
}

// Op is a comparison.
type Op string

// The comparisons.
const (
	Less    Op = "<"
	AtMost  Op = "<="
	Equal   Op = "="
	AtLeast Op = ">="
	More    Op = ">"
)

// Unit is what an amount is counted in.
type Unit string

// The units.
const (
	Hours   Unit = "hours"
	Percent Unit = "percent"
	Euros   Unit = "euros"
	PerYear Unit = "per-year" // times a year
)
