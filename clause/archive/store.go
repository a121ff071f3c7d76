package archive

import (
	"context"
	"iter"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
)

// Store keeps what scans found. Every document, known by the hash of its bytes,
// has exactly one outcome, whatever its places. A store is safe for concurrent
// use; errors but those of the context mean that nothing of the call was kept.
type Store interface {
	// Begin records that a scan begins and gives its number; the settings are what
	// Records and Stats later describe requirements by.
	Begin(ctx context.Context, run Run) (int64, error)
	// End records how a scan ended. One that is Idle takes the place of those before
	// it with the same sources, settings and tally: a folder may be watched for
	// years.
	End(ctx context.Context, id int64, ended time.Time, tally Tally) error

	// Place tells what is known of the file at a place; nil for nothing.
	Place(ctx context.Context, source, path string) (*PlaceState, error)
	// Places gives what is known of all places of a source, in the order of their
	// paths.
	Places(ctx context.Context, source string) iter.Seq2[PlaceState, error]
	// Document tells under which settings a document was read and judged; nil
	// where it is not known.
	Document(ctx context.Context, sha256 string) (*DocumentState, error)
	// Text gives the text of a document as it was kept; nil where it was not.
	Text(ctx context.Context, sha256 string) ([]byte, error)

	// Commit keeps a batch, all of it or nothing. An outcome takes the place of
	// that of the same document under other settings; one under the settings that
	// the store has it under already is left out, and so is only counted once
	// (first result wins). Places take the place of those with the same source and
	// path. Documents without a place are forgotten by Sweep.
	Commit(ctx context.Context, batch Batch) error
	// Sweep takes out the places of a source for which seen says no: they are not
	// there any more. Seen is asked for each with its path. It returns how many
	// went. Documents that have no place left go with all that came from them.
	Sweep(ctx context.Context, source string, seen func(path string) bool) (int, error)
	// Forget takes a document out with all that came from it, so that nothing of
	// it can be found in the bytes of the store either. It tells whether it was
	// there.
	Forget(ctx context.Context, sha256 string) (bool, error)
	// Reset makes documents unknown, so that the next scan tries them again; it
	// returns how many they are.
	Reset(ctx context.Context, which Retry) (int, error)

	// Records gives documents with their places, in the order of their first
	// place, and of their results what the query asks for.
	Records(ctx context.Context, q Query) iter.Seq2[Record, error]
	// Stats counts. Of the query the order and the limit do not count.
	Stats(ctx context.Context, q Query) (*Stats, error)
	// Runs gives the scans, the last first.
	Runs(ctx context.Context) ([]Run, error)

	Close() error
}

// Retry chooses documents that are worth another try; the zero value all that have
// a failure.
type Retry struct {
	Classes []Class // those with a failure of these
	// Incomplete chooses those of which some text could not be read, as scans when
	// no program recognised their text.
	Incomplete bool
}

// Run is a scan as the store remembers it.
type Run struct {
	ID       int64     `json:"id"`
	Started  time.Time `json:"started"`
	Ended    time.Time `json:"ended,omitzero"` // zero for one that was broken off or is still going on
	Sources  []string  `json:"sources"`
	Settings Settings  `json:"settings"`
	Tally    Tally     `json:"tally"`
}

// Tally counts what a scan did with places.
type Tally struct {
	Places    int `json:"places"`    // that were looked at
	Unchanged int `json:"unchanged"` // known, neither opened nor judged
	Hashed    int `json:"hashed"`    // opened
	Copies    int `json:"copies"`    // opened, and the same bytes were known
	Judged    int `json:"judged"`    // documents read and judged
	Rejudged  int `json:"rejudged"`  // documents judged again from the text that was kept
	Failed    int `json:"failed"`    // documents and places with a failure, known ones included
	Gone      int `json:"gone"`      // places that are not there any more
}

// Idle tells of a scan that it opened nothing and changed nothing.
func (t Tally) Idle() bool {
	return t == Tally{Places: t.Places, Unchanged: t.Unchanged, Failed: t.Failed}
}

// PlaceState is what a store knows of a place.
type PlaceState struct {
	Place
	// SHA256 is that of the document; empty where none was ever read there. After
	// a failure of the place it is that of the document that was there before.
	SHA256 string
	// Failure is that of the place; nil for none.
	Failure *Failure
}

// DocumentState is under which settings a store has a document.
type DocumentState struct {
	Reading, Judging string // digests; see Settings
	Failure          *Failure
	Text             bool // its text was kept
}

// Batch is what a scan commits at once.
type Batch struct {
	Run      int64
	Settings Settings
	Outcomes []*Outcome
	Places   []PlaceState
}

// Record is a document as a store gives it back.
type Record struct {
	SHA256  string          `json:"sha256"`
	Places  []Place         `json:"places"`
	Failure *Failure        `json:"failure,omitempty"`
	Facts   Facts           `json:"facts"`
	Format  document.Format `json:"format,omitempty"`
	Pages   int             `json:"pages,omitempty"`
	Kind    clause.Kind     `json:"kind,omitempty"`
	// Language is that of the text.
	Language string             `json:"language,omitempty"`
	Parties  []clause.PartyInfo `json:"parties,omitempty"`
	Warnings []document.Warning `json:"warnings,omitempty"`
	Summary  clause.Summary     `json:"summary"`
	// Settings tells whether the outcome is under the settings of the last scan;
	// false where that has not come to it.
	Current bool `json:"current"`
	// Results are those that the query asks for, in catalogue order, with their
	// findings; what a report has beside them (model, nearest, sources) is left
	// out.
	Results []clause.Result `json:"results,omitempty"`
}

// Stats are the counts of an archive.
type Stats struct {
	Documents int           `json:"documents"` // that have an outcome
	Judged    int           `json:"judged"`
	Outdated  int           `json:"outdated"` // judged or failed under other settings than those of the last scan
	Places    int           `json:"places"`
	Failures  map[Class]int `json:"failures"` // of documents, and of places
	// Incomplete counts the judged documents of which some text was not read.
	Incomplete   int                 `json:"incomplete"`
	Kinds        map[clause.Kind]int `json:"kinds"`
	Years        map[int]int         `json:"years"` // 0: not known
	Requirements []RequirementStats  `json:"requirements"`
}

// RequirementStats counts the verdicts on a requirement.
type RequirementStats struct {
	Requirement
	Summary clause.Summary         `json:"summary"`
	Years   map[int]clause.Summary `json:"years"`
}
