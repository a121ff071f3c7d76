package redline

import (
	"errors"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
)

// The reasons for which a file that can be read is not written.
var (
	ErrSigned = errors.New("het bestand is digitaal ondertekend, en een wijziging verbreekt de handtekening")
	ErrFlat   = errors.New("het is een Word-document in één XML-bestand (Flat OPC), en daarin wordt niet geschreven")
	// ErrChanged protects the text of the source: the file that was made did
	// not read as the source does when its changes are rejected.
	ErrChanged = errors.New("de opmerkingen en invoegingen zijn niet zonder schade in het bestand te zetten")
)

// Error tells in one line why a file is not written, and what to do about it.
type Error struct {
	Name     string        // of the source
	Reason   error         // ErrSigned, ErrFlat or ErrChanged
	Language lang.Language // of the message
	Err      error         // what is behind it; may be nil
}

func newError(src document.Source, l lang.Language, reason, err error) *Error {
	return &Error{Name: src.Name, Reason: reason, Language: l, Err: err}
}

func (e *Error) Error() string {
	remedy := "sla het in Word opnieuw op als .docx en probeer het nog eens"
	if e.Reason == ErrSigned {
		remedy = "werk in een kopie waarvan in Word de handtekening verwijderd is"
	}
	return e.Name + ": " + e.Language.Text(e.Reason.Error()) + "; " + e.Language.Text(remedy)
}

// Unwrap gives the reason and what is behind it.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}

// What is behind errors; nobody tests for these.
var (
	errText        = errors.New("the original of the result reads otherwise than that of the source")
	errNodes       = errors.New("too many elements to keep")
	errNotComments = errors.New("the root is not w:comments")
)
