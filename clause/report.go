package clause

import (
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// SchemaVersion is the version of the JSON report; it rises when a field
// changes its meaning or goes.
const SchemaVersion = 1

// Version is the version of the engine. It rises with every change that can
// alter a verdict.
const Version = "0.1.0"

// Status is the verdict on one requirement.
type Status string

// The verdicts.
const (
	Met      Status = "met"      // the guarantee is given in substance whole
	Partial  Status = "partial"  // regulated, but an element lacks or is weakened
	Conflict Status = "conflict" // the contract takes the guarantee away
	Missing  Status = "missing"  // no provision deals with it
	Unknown  Status = "unknown"  // nothing found, but text could not be read or is not Dutch
	Waived   Status = "waived"   // switched off by the user, with a reason
)

// Statuses lists the verdicts in the order in which a lawyer wants to see
// them: what needs action first.
func Statuses() []Status { return []Status{Conflict, Missing, Partial, Unknown, Met, Waived} }

// Dutch is the word for the status in a report.
func (s Status) Dutch() string {
	switch s {
	case Met:
		return "voldoet"
	case Partial:
		return "gedeeltelijk"
	case Conflict:
		return "strijdig"
	case Missing:
		return "ontbreekt"
	case Unknown:
		return "niet te beoordelen"
	case Waived:
		return "vrijgesteld"
	}
	return string(s)
}

// In is the word for the status in a report in a language.
func (s Status) In(l lang.Language) string { return l.Text(s.Dutch()) }

// Report is the outcome of one check. Its JSON form is a contract with other
// programs; results stand in catalogue order and nothing in it depends on
// clock, path or machine.
type Report struct {
	SchemaVersion int           `json:"schemaVersion"`
	Tool          Tool          `json:"tool"`
	Catalogue     CatalogueInfo `json:"catalogue"`
	Document      DocumentInfo  `json:"document"`
	Parties       []PartyInfo   `json:"parties"`
	Results       []Result      `json:"results"`
	// Matrix says per area of the catalogue, in its order, whose task it is.
	Matrix []Area `json:"matrix,omitempty"`
	// Passages are those on which results rest, with all that each serves; see
	// Crosswalk. Check leaves it empty: it says again what Results say.
	Passages []Passage   `json:"crosswalk,omitempty"`
	OpenRefs []Reference `json:"openReferences,omitempty"` // annexes referred to that are not in the text
	// Blanks are the places that are still to be filled in, in the order of the
	// text.
	Blanks  []BlankField `json:"blanks,omitempty"`
	Summary Summary      `json:"summary"`
}

// Tool names the program that made the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// CatalogueInfo tells which requirements the contract was held against.
type CatalogueInfo struct {
	Profile string   `json:"profile,omitempty"` // "standaard"
	Packs   []string `json:"packs"`             // "ksz@2026.1"
	// Date is the day on which waivers were held: "2026-11-22"; empty where
	// the catalogue has none, since nothing else hangs on it.
	Date string `json:"date,omitempty"`
	// PatternsOnly tells that nothing was judged by its likeness to examples.
	PatternsOnly bool   `json:"patternsOnly,omitempty"`
	Digest       string `json:"digest"`
}

// DocumentInfo describes the contract.
type DocumentInfo struct {
	Name     string          `json:"name"`
	Format   document.Format `json:"format"`
	SHA256   string          `json:"sha256"`
	Pages    int             `json:"pages"` // 0 where the format has none
	Language string          `json:"language"`
	// Kind is the kind of document. A requirement is judged whatever it is.
	Kind Kind `json:"kind,omitempty"`
	// Files are the documents of a bundle, in order; nil for one document.
	Files []FileInfo `json:"files,omitempty"`
	// Revisions tells of the tracked changes of a draft; nil without any.
	Revisions *RevisionInfo      `json:"revisions,omitempty"`
	Warnings  []document.Warning `json:"warnings"`
}

// FileInfo describes a document of a bundle.
type FileInfo struct {
	// Name is that of the file, by which findings and warnings name it; unique
	// in the bundle.
	Name     string          `json:"name"`
	Format   document.Format `json:"format"`
	SHA256   string          `json:"sha256"`
	Pages    int             `json:"pages"` // 0 where the format has none
	Language string          `json:"language"`
	Kind     Kind            `json:"kind"`
}

// RevisionInfo tells of the tracked changes in the text of a draft.
type RevisionInfo struct {
	// Reading is how the draft was read. With all of its changes it is judged
	// as if they had been accepted.
	Reading  document.Revisions `json:"reading"`
	Inserted int                `json:"inserted"` // stretches of the text
	Deleted  int                `json:"deleted"`
	Authors  []string           `json:"authors"` // in order of appearance, the first 20
}

// PartyInfo gives the names under which a party appears in the contract.
type PartyInfo struct {
	Role  string   `json:"role"` // leverancier, klant
	Names []string `json:"names"`
}

// Reference is a document or annex that the contract refers to and that is not
// in the text.
type Reference struct {
	Text  string `json:"text"`
	File  string `json:"file,omitempty"` // of a bundle, in which it stands
	Start int    `json:"start"`
	End   int    `json:"end"`
	Page  int    `json:"page,omitempty"`
}

// BlankField is a place that was left open: "[naam]", "____", "n.t.b.". A number
// that is only suggested ("[30] dagen") is none.
type BlankField struct {
	File    string `json:"file,omitempty"` // of a contract of several documents
	Text    string `json:"text"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Page    int    `json:"page,omitempty"`
	Label   string `json:"label"` // article or paragraph as printed
	Heading string `json:"heading"`
}

// Result is the verdict on one requirement.
type Result struct {
	Requirement rules.ID         `json:"requirement"`
	Title       string           `json:"title"`
	Importance  rules.Importance `json:"importance"`
	Status      Status           `json:"status"`
	// Was is the verdict on the text as it was before the tracked changes of a
	// draft; empty where it is the same or not known.
	Was Status `json:"was,omitempty"`
	// Reason is the verdict in one sentence, in the language of Options, like
	// Lacks and all that tells why.
	Reason string `json:"reason"`
	// Basis is the sort of evidence that the verdict rests on; empty where nothing
	// was decided.
	Basis Basis `json:"basis,omitempty"`
	// Confidence is how often verdicts with this status on this basis were those
	// of a reader, from 0 to 1, on contracts that no rule was made on. It says
	// nothing about this contract or this requirement in particular; 0 where
	// fewer than twenty verdicts with this status were measured.
	Confidence float64 `json:"confidence,omitempty"`
	// Lacks tells what keeps the requirement from being met, for a reader: what an element asks, or how a passage falls short. Programs look
	// at the elements of Findings.
	Lacks []string `json:"lacks"`
	// Flags are worth knowing and do not change the status. One without a space
	// is a name, the same in every language, which Word puts into words; the
	// others are texts for a reader.
	Flags []string `json:"flags"`
	// Findings are the passages that the verdict rests on: those that take the
	// guarantee away, then the one that gives it whole, then one an element in
	// the order of the rule, then what else gives something; at most
	// Options.Findings. One that falls short is there only where Lacks says so.
	Findings []Finding `json:"findings"`
	// Nearest are passages that come close and do not count, with why.
	Nearest []Finding `json:"nearest"`
	// Lapsed are passages of the text before the tracked changes of a draft that
	// counted for or against the guarantee, and do not or not in the same way as
	// the draft now reads. They are known of a draft that was read with all of
	// its changes.
	Lapsed []Finding `json:"lapsed,omitempty"`
	// Points are what the requirement turns on, with how the contract stands to
	// each, in the order of the rule; only with Options.Points. There are none
	// where nothing was found.
	Points []Point `json:"points,omitempty"`
	// Tensions are pairs of passages in different places that do not agree on
	// what the requirement asks; at most four. They are of the judged text only.
	Tensions []Tension `json:"tensions,omitempty"`
	// Model is the clause we would propose, with the names that the contract
	// gives its parties; empty when the requirement is met.
	Model string `json:"model,omitempty"`
	// Sources are the laws and policies that ask for it.
	Sources []rules.Citation `json:"sources"`
	// Caveat is what a lawyer has to check before relying on the verdict: a
	// fact in the requirement that is not certain.
	Caveat string `json:"caveat,omitempty"`
	// Waiver tells who waived the requirement; nil where nobody did.
	Waiver *Waiver `json:"waiver,omitempty"`
	// Adjusted are the settings that a profile or the user's own rules changed.
	Adjusted []Setting `json:"adjusted,omitempty"`
}

// Finding is a passage of the contract with what it means for a requirement.
type Finding struct {
	// File is the document of a bundle in which the passage stands, and to whose
	// text Start, End and Page belong; empty for one document.
	File    string `json:"file,omitempty"`
	Element string `json:"element"`
	Against bool   `json:"against"` // it takes the guarantee away
	Weak    bool   `json:"weak,omitempty"`
	Quote   string `json:"quote"` // verbatim: the text between Start and End
	Start   int    `json:"start"` // byte offset in the extracted text
	End     int    `json:"end"`
	// Reads is the passage as the judged text has it, where that is not the
	// quote: that holds what a draft deletes and what it inserts.
	Reads string `json:"reads,omitempty"`
	// Lead is the sentence that introduces the passage where it is an item of a
	// list: "Verwerker zorgt ervoor dat:".
	Lead string `json:"lead,omitempty"`
	// Revision tells that the words which decide are new in this draft, or that
	// it deletes them where the original text was asked for.
	Revision document.Revision `json:"revision,omitempty"`
	Page     int               `json:"page,omitempty"`
	Label    string            `json:"label"` // article or paragraph as printed
	Heading  string            `json:"heading"`
	Value    *Value            `json:"value,omitempty"`
	Why      string            `json:"why"` // one sentence
	// Overruled tells that the passage does not count since a part of the
	// contract that goes before it says otherwise.
	Overruled bool `json:"overruled,omitempty"`
	// Fingerprint identifies the finding across versions of the document:
	// it depends on requirement, element and words, not on the place.
	Fingerprint string `json:"fingerprint"`
}

// Value is a number that a passage rests on: one that was held against a
// threshold, or that the requirement asks for.
type Value struct {
	Kind string `json:"kind"` // duration, percentage, frequency, money
	Raw  string `json:"raw"`  // as the judged text has it: "36 uur"
	Norm string `json:"norm"` // "PT36H"
	// Worst is the most clock time that a duration in working days or office
	// hours can last, over weekends but without public holidays: "PT96H" for two
	// working days from Friday evening. Empty where it is what Norm says.
	Worst string `json:"worst,omitempty"`
}

// Summary counts the results by status.
type Summary struct {
	Met      int `json:"met"`
	Partial  int `json:"partial"`
	Conflict int `json:"conflict"`
	Missing  int `json:"missing"`
	Unknown  int `json:"unknown"`
	Waived   int `json:"waived,omitempty"`
}

// Add counts a result with the status.
func (s *Summary) Add(status Status) {
	switch status {
	case Met:
		s.Met++
	case Partial:
		s.Partial++
	case Conflict:
		s.Conflict++
	case Missing:
		s.Missing++
	case Unknown:
		s.Unknown++
	case Waived:
		s.Waived++
	}
}
