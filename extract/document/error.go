package document

import (
	"errors"
	"fmt"
	"strconv"
)

// The reasons for which a document cannot be read at all. Test for them with
// errors.Is on what a reader returns.
var (
	ErrEmpty       = errors.New("het bestand is leeg")
	ErrUnsupported = errors.New("dit formaat wordt niet gelezen")
	ErrEncrypted   = errors.New("het bestand is met een wachtwoord beveiligd")
	ErrDamaged     = errors.New("het bestand is beschadigd")
	ErrLimit       = errors.New("het bestand gaat over een grens")
	// ErrPassword comes with ErrEncrypted where a password, or another one,
	// opens the file.
	ErrPassword = errors.New("een wachtwoord is nodig")
	// ErrEngine is about the machine, not about the file: a program that the
	// reading needs is not installed or does not work.
	ErrEngine = errors.New("een hulpprogramma ontbreekt of werkt niet")
)

// Error tells in one line of Dutch why a document could not be read and what
// to do about it.
type Error struct {
	Name   string // of the source
	Reason error  // one of the Err values above
	Found  string // the format that was found, in words: "PNG-afbeelding", "Word 97-2003 (.doc)"
	Detail string // what exactly is wrong, in Dutch; may be empty
	Remedy string // what the user can do, in Dutch, as an imperative
	Err    error  // underlying error; may be nil
}

func (e *Error) Error() string {
	msg := e.Name + ": " + e.Reason.Error()
	if e.Found != "" {
		msg += " (" + e.Found + ")"
	}
	if e.Detail != "" {
		msg += ": " + e.Detail
	}
	if e.Remedy != "" {
		msg += "; " + e.Remedy
	}
	return msg
}

// Unwrap gives the reason and the underlying error.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}

// Damaged is the error of a file that holds the format found but cannot be
// read to the end.
func Damaged(name, found, detail string, err error) *Error {
	return &Error{Name: name, Reason: ErrDamaged, Found: found, Detail: detail,
		Remedy: "open het in het programma waarmee het gemaakt is en sla het opnieuw op", Err: err}
}

// Encrypted is the error of a file that needs a password and that cannot be
// read with one.
func Encrypted(name, found string) *Error {
	return &Error{Name: name, Reason: ErrEncrypted, Found: found,
		Remedy: "sla een kopie zonder wachtwoord op en bied die aan"}
}

// Locked is the error of a file that a password opens, when none was given or
// a wrong one.
func Locked(name, found string, wrong bool) *Error {
	e := &Error{Name: name, Reason: ErrEncrypted, Found: found, Err: ErrPassword,
		Remedy: "geef het wachtwoord (bij de opdracht: --password-file), of sla een kopie zonder wachtwoord op"}
	if wrong {
		e.Detail = "het opgegeven wachtwoord klopt niet"
	}
	return e
}

// OverLimit is the error of a file that asks for more than a limit allows. A
// program can raise the limit; who only has the file cannot, so the remedy is
// about the file.
func OverLimit(name, found, what string, limit int64) *Error {
	return &Error{Name: name, Reason: ErrLimit, Found: found, Detail: fmt.Sprintf("%s is meer dan %s", what, grouped(limit)),
		Remedy: "sla het opnieuw op in het programma waarmee het gemaakt is, of splits het"}
}

// grouped writes a number as it is written in Dutch: 67.108.864.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}
