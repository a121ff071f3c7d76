package document

import (
	"fmt"
	"slices"
)

// Revision is the state of text under tracked changes.
type Revision uint8

// The states of text.
const (
	Unchanged Revision = iota
	Inserted
	Deleted
	// Withdrawn text is in no reading: it was inserted and deleted again, or is
	// the blank that parts a deletion from an insertion which it would otherwise
	// run together with ("24 48"). Only a text with all changes holds it.
	Withdrawn
)

var revisionNames = [...]string{"none", "inserted", "deleted", "withdrawn"}

func (r Revision) String() string {
	if int(r) < len(revisionNames) {
		return revisionNames[r]
	}
	return fmt.Sprintf("revision(%d)", uint8(r))
}

// MarshalText writes the revision's name, for JSON.
func (r Revision) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads a revision's name, of a report in JSON.
func (r *Revision) UnmarshalText(text []byte) error {
	i := slices.Index(revisionNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("document: no revision is called %q", text)
	}
	*r = Revision(i)
	return nil
}

// Change is a stretch of text under a tracked change. Moved text is deleted in
// one place and inserted in the other.
type Change struct {
	Span     Span     `json:"span"`
	Revision Revision `json:"revision"`
	Author   string   `json:"author,omitempty"` // as the file names who made it
	Date     string   `json:"date,omitempty"`   // as the file has it, as a rule RFC 3339
}

// Link is a cross reference that the file itself makes, such as a REF field or
// a hyperlink to a bookmark, with the block it points to. What is only typed
// ("artikel 7.2") is no link.
type Link struct {
	Span  Span `json:"span"`
	Block int  `json:"block"`
}

// Revisions chooses one of the readings of a draft with tracked changes.
type Revisions uint8

// The readings of a draft.
const (
	// AcceptRevisions reads the text as if every change had been accepted. What
	// was inserted stands in Document.Changes.
	AcceptRevisions Revisions = iota
	// OriginalRevisions reads the text as it was before the changes. What they
	// delete stands in Document.Changes.
	OriginalRevisions
	// AllRevisions reads what was deleted and what was inserted, each in its
	// place and marked in Document.Changes. Labels are those of the accepted
	// text; a deleted paragraph keeps the one that it had.
	AllRevisions
)

// Keeps tells whether the reading holds text in the given state.
func (r Revisions) Keeps(state Revision) bool {
	switch r {
	case AcceptRevisions:
		return state != Deleted && state != Withdrawn
	case OriginalRevisions:
		return state != Inserted && state != Withdrawn
	}
	return true
}

var revisionsNames = [...]string{"accept", "original", "all"}

func (r Revisions) String() string {
	if int(r) < len(revisionsNames) {
		return revisionsNames[r]
	}
	return fmt.Sprintf("revisions(%d)", uint8(r))
}

// MarshalText writes the name of the reading, for JSON.
func (r Revisions) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the name of a reading.
func (r *Revisions) UnmarshalText(text []byte) error {
	i := slices.Index(revisionsNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("document: no reading is called %q", text)
	}
	*r = Revisions(i)
	return nil
}
