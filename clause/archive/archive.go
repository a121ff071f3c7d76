// Package archive scans many contracts and keeps what was found: Scan walks a
// source, reads and judges each document once, however many copies of it there
// are, and commits the outcomes to a store that can be asked afterwards. A scan
// may be killed at any moment; the next one goes on where it was.
//
// The parts are interfaces, so that a program can bring its own: a Source of
// files (folders and archive files are here), an Engine that reads and judges
// (in this process, or in children that untrusted documents cannot take along;
// see package child), and a Store (in memory here, in SQLite in package sqlite).
package archive

import (
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// Place is where a document stands.
type Place struct {
	// Source is the name of the source; see Source.Name.
	Source string `json:"source"`
	// Path is below the source, with slashes; what stands in an archive file
	// follows its path and "!/": "2021/oud.zip!/dpa.docx".
	Path    string    `json:"path"`
	Size    int64     `json:"size"` // in bytes
	ModTime time.Time `json:"modTime"`
	// Sum is a checksum that the source knows without reading the file, such as
	// the CRC-32 in the directory of a zip; empty for none.
	Sum string `json:"sum,omitempty"`
}

// Same tells whether the file at a place seems to be what it was: size, time of
// change and checksum are the same. Its hash then needs no reckoning.
func (p Place) Same(q Place) bool {
	return p.Size == q.Size && p.ModTime.Equal(q.ModTime) && p.Sum == q.Sum
}

// Class is the kind of a failure.
type Class string

// The failures of a document, wherever a copy of it stands. Only retrying them, or
// other settings of reading, gives them another chance. A source has Limit also for
// a place that it cannot look into, of which every scan tries again.
const (
	Empty       Class = "empty"       // no text and no page to read
	Unsupported Class = "unsupported" // a format that is not read
	Encrypted   Class = "encrypted"   // a password is needed
	Damaged     Class = "damaged"     // broken beyond repair
	Limit       Class = "limit"       // over a limit of a reader
	Tool        Class = "tool"        // a program that the reading needs does not work
	Crash       Class = "crash"       // the process that read it died of it, twice
	Memory      Class = "memory"      // it took more memory than a document may
	Timeout     Class = "timeout"     // it took more time than a document may
)

// The failures of a place: nothing is known of the document. Every scan tries
// again.
const (
	Vanished   Class = "vanished"   // there when the folder was listed, gone when it was opened
	Denied     Class = "denied"     // no right to read it
	Changed    Class = "changed"    // changed while it was read
	Unreadable Class = "unreadable" // the medium or the archive file that holds it failed
)

// Classes lists the failures, those of documents first.
func Classes() []Class {
	return []Class{Empty, Unsupported, Encrypted, Damaged, Limit, Tool, Crash, Memory, Timeout, Vanished, Denied, Changed, Unreadable}
}

// OfPlace tells whether a failure says nothing of the document.
func (c Class) OfPlace() bool {
	switch c {
	case Vanished, Denied, Changed, Unreadable:
		return true
	}
	return false
}

// Dutch is the failure in the words of an overview.
func (c Class) Dutch() string {
	switch c {
	case Empty:
		return "leeg"
	case Unsupported:
		return "ander formaat"
	case Encrypted:
		return "beveiligd"
	case Damaged:
		return "beschadigd"
	case Limit:
		return "te groot"
	case Tool:
		return "hulpprogramma ontbreekt"
	case Crash:
		return "vastgelopen"
	case Memory:
		return "te veel geheugen"
	case Timeout:
		return "te veel tijd"
	case Vanished:
		return "verdwenen"
	case Denied:
		return "geen toegang"
	case Changed:
		return "veranderd tijdens het lezen"
	case Unreadable:
		return "niet te openen"
	}
	return string(c)
}

// Failure tells why there is no verdict on a document. It is an error.
type Failure struct {
	Class Class `json:"class"`
	// Message says in Dutch what is wrong and what to do, without the name of the
	// file.
	Message string `json:"message"`
}

func (f *Failure) Error() string { return f.Message }

// Settings are all that decides what a document yields, beside its bytes. Outcomes
// under other settings are made again.
type Settings struct {
	// Reading is a digest of the version of the engine and the options of reading.
	Reading string `json:"reading"`
	// Judging is a digest of the version, the catalogue and the options of
	// judging.
	Judging string `json:"judging"`
	// Engine and Catalogue tell a reader what the digests stand for:
	// "0.1.0", "standaard: ksz@2026.1, …".
	Engine    string `json:"engine"`
	Catalogue string `json:"catalogue"`
	// Requirements are those of the catalogue, in its order.
	Requirements []Requirement `json:"requirements"`
}

// Requirement is what overviews need to know of a requirement.
type Requirement struct {
	ID         rules.ID         `json:"id"`
	Pack       string           `json:"pack"`
	Title      string           `json:"title"`
	Importance rules.Importance `json:"importance"`
}

// Facts are what an archive is sorted by; guesses, each from the text.
type Facts struct {
	Supplier string `json:"supplier,omitempty"` // a name, no role; empty where none was found
	Customer string `json:"customer,omitempty"`
	// Year is that of the contract: of its signing or its beginning, else the one
	// in its path; 0 for neither.
	Year int `json:"year,omitempty"`
}

// Outcome is what became of one document.
type Outcome struct {
	SHA256 string `json:"sha256"`
	// Failure is nil where the document was judged, and else alone.
	Failure *Failure `json:"failure,omitempty"`
	Facts   Facts    `json:"facts"`
	// Report is without model clauses, nearest passages and crosswalk, which can
	// be made from Text at any time. Its document has the name of the first place.
	Report *clause.Report `json:"report,omitempty"`
	// Text is the document as it was read, packed by Pack; nil where it is not to
	// be kept.
	Text []byte `json:"-"`
	// Attempts counts how often the document was begun.
	Attempts int `json:"attempts"`
	// CPU is the time of processors that the last attempt took, Wall that of the
	// clock.
	CPU  time.Duration `json:"cpu"`
	Wall time.Duration `json:"wall"`
}
