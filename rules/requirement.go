// Package rules holds the catalogue: requirements written by lawyers as YAML
// files, one a requirement, in packs that belong to a law or a policy. It loads
// them strictly, checks them, overlays them and finds them; it knows nothing of
// contracts.
package rules

import "strings"

// ID names a requirement for ever: "ksz.audit.recht". The first part is the
// pack.
type ID string

// Importance says what a lawyer must do when a requirement is not met.
type Importance string

// The degrees of importance.
const (
	Must      Importance = "must"         // without it the contract is insufficient
	MustAnnex Importance = "must-bijlage" // obligatory, usually regulated in an annex
	Should    Importance = "should"
	Could     Importance = "could"
)

// Rank orders degrees of importance: 0 for Must, higher for what matters less.
func (i Importance) Rank() int {
	switch i {
	case Must:
		return 0
	case MustAnnex:
		return 1
	case Should:
		return 2
	}
	return 3
}

// Bearer is the party on whom the requirement puts the duty. A promise of the
// wrong party never counts (G3).
type Bearer string

// The bearers.
const (
	Provider Bearer = "leverancier"
	Customer Bearer = "klant"
	Both     Bearer = "beide"
	Document Bearer = "document" // something the contract itself must contain
)

// Requirement is one thing that a contract must give, as a lawyer wrote it.
type Requirement struct {
	ID         ID         `json:"id"`
	Title      string     `json:"titel"`               // what the contract then gives, as one line
	TitleEN    string     `json:"title,omitempty"`     // the same in English
	Meaning    string     `json:"betekenis,omitempty"` // the requirement in one or two sentences
	MeaningEN  string     `json:"meaning,omitempty"`   // the same in English
	Importance Importance `json:"belang"`
	Bearer     Bearer     `json:"drager"`
	Aliases    []ID       `json:"ook,omitempty"` // further ids under which the same rule is known
	Sources    []Citation `json:"bron"`
	// Certainty tells how well the facts of the requirement were checked;
	// empty where it states none that could be in doubt.
	Certainty Certainty `json:"zekerheid,omitempty"`
	// Caveat is what a lawyer has to check before relying on a verdict.
	Caveat string `json:"voorbehoud,omitempty"`
	// Thresholds are the named limits that values are held against.
	Thresholds map[string]Threshold `json:"drempels,omitempty"`
	// Vocabulary lists the words by which a reader knows the subject.
	Vocabulary Vocabulary `json:"woordenschat,omitzero"`

	// Elements are what the clause must contain; all of them make it met.
	// The first is the core: the others count only near it (see Scope).
	// A requirement with a Division has none.
	Elements []Element `json:"elementen,omitempty"`
	// Division stands in place of the elements in an area of the
	// responsibility matrix; nil in all others.
	Division *Division `json:"verdeling,omitempty"`
	// Needed is how many of the elements make it met, where not all are
	// needed ("at least four of five"); 0 means all.
	Needed int `json:"nodig,omitempty"`
	// Whole are clauses that give the guarantee by themselves, whatever the
	// elements say: a ban on subcontracting gives prior notice of it.
	Whole []Clause `json:"volstaat,omitempty"`
	// Partly are clauses that regulate the subject but not enough; Reason
	// says what lacks.
	Partly []Clause `json:"deels,omitempty"`
	// Weakened are reservations that, standing near a clause that would
	// count, make it partial; Reason says why.
	Weakened []Clause `json:"verzwakt,omitempty"`
	// Conflicts are clauses that take the guarantee away.
	Conflicts []Clause `json:"strijdig,omitempty"`
	// Excluded are look-alikes: a sentence that matches never counts for
	// this requirement, except as a conflict. Reason says why not.
	Excluded []Clause `json:"telt-niet,omitempty"`
	// Flags are worth telling and do not change the status; Reason is the
	// flag's name.
	Flags []Clause `json:"vlaggen,omitempty"`
	// Places names the parts of a contract that count for this requirement
	// beside its provisions: a contact person stands in the table of
	// parties. See Place.
	Places []Place `json:"ook-in,omitempty"`
	// Weakeners names the general reservations (G5-G16) that make a promise
	// of this requirement partial. Nil means DefaultWeakeners.
	Weakeners []string `json:"verzwakkers,omitempty"`

	Model    ModelText `json:"modeltekst,omitzero"`
	Examples Examples  `json:"voorbeelden,omitzero"`

	// Origin is the file that the requirement was read from.
	Origin string `json:"-"`
	// Changes are the values that a profile or the user's own rules set
	// otherwise, with their places; all others stand in the file of Origin.
	Changes []Change `json:"-"`
	marks   map[string]Origin
}

// Place is where a value of the requirement stands, by its path in the file:
// "elementen.melding.een-van.0", "voorbeelden.voldaan.2". A requirement of the
// compiled catalogue gives the file alone.
func (r *Requirement) Place(path string) Origin {
	for path != "" {
		if at, ok := r.marks[path]; ok {
			return at
		}
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
	return Origin{File: r.Origin}
}

// Pack is the first part of the id.
func (r *Requirement) Pack() string { return r.ID.Pack() }

// Pack is the first part of the id: "ksz".
func (id ID) Pack() string {
	for i := 0; i < len(id); i++ {
		if id[i] == '.' {
			return string(id[:i])
		}
	}
	return string(id)
}

// Valid tells whether the id is well formed: at least two parts of small letters,
// digits and hyphens, with dots between.
func (id ID) Valid() bool { return validID(string(id)) }

// DefaultWeakeners are the general reservations that apply where a requirement
// names none: best efforts (G6), discretion (G5), a condition on the core
// promise (G7).
func DefaultWeakeners() []string { return []string{"inspanning", "keuze", "voorwaarde"} }

// Place is a part of a contract that holds no provisions.
type Place string

// The places that a requirement can name under "ook-in".
const (
	PlaceDefinitions Place = "definities" // definitions, and the description of the parties
	PlaceRecitals    Place = "overwegingen"
	PlaceNotes       Place = "toelichting"
	PlaceSignature   Place = "ondertekening"
	PlaceHeadings    Place = "koppen"
	PlaceMargins     Place = "kantlijn" // running headers and footers
)

// Citation is where a requirement comes from.
type Citation struct {
	Document string `json:"document"`
	Place    string `json:"plaats,omitempty"`
	// Kind tells what the document is; empty for a regime.
	Kind CitationKind `json:"soort,omitempty"`
}

// CitationKind tells what kind of document a requirement comes from.
type CitationKind string

// Background is an article, a page of a supplier or a news item that a
// requirement was made from. The others are regimes: laws, policies and
// frameworks with which somebody has to comply.
const Background CitationKind = "achtergrond"

// Threshold is a limit with its origin.
type Threshold struct {
	// Value is the limit: "48 uur". Several alternatives part with "|":
	// "48 uur | 1 werkdag".
	Value string `json:"waarde"`
	Basis Basis  `json:"herkomst,omitempty"`
}

// Basis is where a threshold comes from.
type Basis string

// The origins of a threshold. One of the law is not a matter of taste; one of
// the house is a proposal that a user may well set otherwise.
const (
	BasisLaw    Basis = "wet"
	BasisSource Basis = "seed" // a document that the catalogue was made from states it
	BasisHouse  Basis = "huis"
	BasisOwn    Basis = "eigen" // set by the user's own rules
)

// Certainty tells how well the facts behind a requirement were checked.
type Certainty string

// The degrees of certainty, the best first.
const (
	CertaintyText Certainty = "getoetst"     // held against the text of the provision
	CertaintyTwo  Certainty = "twee-bronnen" // two independent public sources
	CertaintyOne  Certainty = "een-bron"     // one secondary source
	CertaintyNone Certainty = "zonder-bron"
)

// Vocabulary lists words in use in the Netherlands and in Belgium.
type Vocabulary struct {
	NL []string `json:"nl"`
	BE []string `json:"be,omitempty"`
}

// Element is one part of what a requirement asks.
type Element struct {
	Name  string `json:"naam"`
	Lacks string `json:"mist"` // what the contract lacks without it, for the report
	// Scope is how near to the core the element must stand; empty means
	// the paragraph. Of the core itself it means nothing.
	Scope Scope `json:"bereik,omitempty"`
	// Flag makes the element optional: without it the status stays, and the
	// report gets this flag.
	Flag  string   `json:"vlag,omitempty"`
	AnyOf []Clause `json:"een-van"`
}

// Scope is a stretch of the contract around a sentence.
type Scope string

// The scopes, from narrow to wide.
const (
	ScopeSentence  Scope = "zin"
	ScopeParagraph Scope = "lid"      // the numbered paragraph or list, its introduction included
	ScopeArticle   Scope = "artikel"  // everything under the same heading
	ScopeContract  Scope = "contract" // anywhere: the element stands by itself
)

// Clause is one pattern of a rule with what belongs to it. Exactly one of All,
// Sequence, Words and Value is given.
type Clause struct {
	All      string `json:"alle,omitempty"`  // all terms in one sentence, in any order
	Sequence string `json:"reeks,omitempty"` // the terms one after the other
	Words    string `json:"woord,omitempty"` // alternatives; short for a sequence
	Value    *Value `json:"waarde,omitempty"`

	// Without are sequences of which none may stand in the sentence; "|"
	// parts them.
	Without string `json:"zonder,omitempty"`
	// Heading is a set that must stand in a heading above the sentence.
	Heading string `json:"kop,omitempty"`

	// Scope of a weakening clause: how near to the promise it must stand;
	// empty means the sentence.
	Scope Scope `json:"bereik,omitempty"`
	// Reason is what lacks (deels, verzwakt), why it does not count
	// (telt-niet) or the flag's name (vlaggen).
	Reason string `json:"mist,omitempty"`
	// Negation true allows a negated sentence to count. By default a
	// positive pattern does not count in a clause with "niet" or "geen"
	// that the pattern itself does not contain.
	Negation bool `json:"ontkend-telt,omitempty"`
	// AnyParty true switches off the check that the bearer, and not the
	// other party, is the one who promises.
	AnyParty bool `json:"ieder,omitempty"`
	// Yields true lets a clause that speaks against the guarantee decide only
	// where no element of it is given anywhere in the contract.
	Yields bool `json:"wijkt,omitempty"`
}

// Value asks for a value in the sentence and holds it against thresholds.
type Value struct {
	Kind string `json:"soort"`         // duur, percentage, frequentie, bedrag, gebieden
	Near string `json:"bij,omitempty"` // pattern (set) that must stand in the same sentence
	// NotNear is a pattern that must not stand close to the value in the clause that holds the
	// value.
	NotNear string `json:"niet-bij,omitempty"`
	// The limits name a threshold or give a value. A value at or within
	// Max/Min counts; one beyond it but within PartMax/PartMin counts as
	// weakened; one beyond both is a conflict if Beyond is "strijdig",
	// weakened if it is "deels" (default).
	Max     string `json:"hoogstens,omitempty"`
	Min     string `json:"minstens,omitempty"`
	PartMax string `json:"deels-hoogstens,omitempty"`
	PartMin string `json:"deels-minstens,omitempty"`
	Beyond  string `json:"daarbuiten,omitempty"`
	// Together, of a flag, is what the duration and the one that the verdict
	// rests on may last one after the other; the flag tells what is left of it.
	// Mist names it: "de 72 uur van art. 33 lid 1 AVG".
	Together string `json:"samen,omitempty"`
	// Holder and Expected choose the areas of the matrix that the kind
	// "gebieden" counts: those that the contract lays with this party, and
	// those that are expected with this one. Empty means any.
	Holder   Holder `json:"houder,omitempty"`
	Expected Holder `json:"verwacht,omitempty"`
}

// ModelText is the clause that we would propose, in plain contract Dutch; BE
// where Belgian terms differ.
type ModelText struct {
	NL string `json:"nl"`
	BE string `json:"be,omitempty"`
}

// Examples are the compulsory tests of a requirement: by verdict, or by holder
// where it is an area of the responsibility matrix.
type Examples struct {
	Met      []string         `json:"voldaan,omitempty"`
	Partial  []PartialExample `json:"deels,omitempty"`
	Conflict []string         `json:"strijdig,omitempty"`
	Missing  []string         `json:"ontbreekt,omitempty"`

	Customer   []string `json:"klant,omitempty"`
	Both       []string `json:"gedeeld,omitempty"`
	Provider   []string `json:"leverancier,omitempty"`
	Unassigned []string `json:"niet-geregeld,omitempty"`

	Known []KnownFailure `json:"nog-niet,omitempty"`
}

// PartialExample is a sentence that meets a requirement in part; Lacks says in
// words what lacks.
type PartialExample struct {
	Text  string `json:"tekst"`
	Lacks string `json:"mist"`
}

// KnownFailure is a sentence whose verdict is still wrong; the test fails as
// soon as it passes, so that it moves to where it belongs.
type KnownFailure struct {
	Text   string `json:"tekst"`
	Should string `json:"hoort"` // voldaan, deels, strijdig, ontbreekt; or a holder
	Reason string `json:"reden"`
}

// Weakener is a general reservation that makes any promise partial, read from
// the shared pack.
type Weakener struct {
	Name  string   `json:"naam"`
	Lacks string   `json:"mist"` // for the report: "alleen een inspanning"
	AnyOf []Clause `json:"een-van,omitempty"`
	// Elsewhere are the forms in which a provision weakens what is promised in
	// another one, which it names by its number (concept <artikel>).
	Elsewhere []Clause `json:"elders,omitempty"`
	// Hollows are the requirements whose guarantee a provision with one of
	// AnyOf empties wherever it stands. That is told and changes no verdict.
	Hollows []ID   `json:"holt-uit,omitempty"`
	Origin  string `json:"-"`
}

// Clauses calls yield for each clause with its path in the file
// ("verzwakkers.keuze.een-van.0") until that is false.
func (w *Weakener) Clauses(yield func(path string, c *Clause) bool) {
	for _, list := range [...]struct {
		name    string
		clauses []Clause
	}{{"een-van", w.AnyOf}, {"elders", w.Elsewhere}} {
		for i := range list.clauses {
			if !yield("verzwakkers."+w.Name+"."+list.name+"."+itoa(i), &list.clauses[i]) {
				return
			}
		}
	}
}

// ConceptDef lists the words and phrases of a shared concept, each a sequence
// pattern that may use other concepts.
type ConceptDef struct {
	Name   string   `json:"naam"`
	Terms  []string `json:"vormen"`
	Origin string   `json:"-"`
}
