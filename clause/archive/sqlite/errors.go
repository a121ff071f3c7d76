package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// What can be wrong with a store, for errors.Is on an *Error.
var (
	ErrFull     = errors.New("de schijf is vol; maak ruimte vrij en begin de scan opnieuw, die verdergaat waar hij was")
	ErrReadOnly = errors.New("er kan niet in worden geschreven; geef schrijfrecht op het bestand en op de map, of kies een andere plaats")
	ErrBusy     = errors.New("een ander programma houdt de opslag bezet; wacht tot het klaar is en probeer het opnieuw")
	ErrCorrupt  = errors.New("het bestand is beschadigd; zet een reservekopie terug, of verwijder het en begin de scan opnieuw")
	ErrNotStore = errors.New("het bestand is geen opslag van Clausule; geef een ander bestand, of een naam die nog niet bestaat")
	ErrNewer    = errors.New("de opslag is door een nieuwere versie van Clausule gemaakt; gebruik die versie")
	ErrMissing  = errors.New("het bestand of de map bestaat niet; controleer de naam, of maak eerst de map")
	ErrDenied   = errors.New("er is geen recht om het bestand te openen; vraag toegang of kies een andere plaats")
	ErrReplaced = errors.New("het bestand is verwijderd, verplaatst of vervangen terwijl het in gebruik was; zet het terug of laat het nieuwe staan, en begin de scan opnieuw")
	ErrMedium   = errors.New("lezen of schrijven is mislukt; controleer de schijf of de verbinding ermee")
	// ErrNotErased: what was to be forgotten is gone, but another program still
	// reads what the store was before, which is why that is still in the file
	// beside it.
	ErrNotErased = errors.New("het document is verwijderd, maar een ander programma leest nog in de oude stand, die daarom nog in het bestand -wal staat; sluit dat programma en herhaal de opdracht")
)

// Error is what went wrong with a store. It wraps one of the errors of this
// package, where one says it, and the error of SQLite.
type Error struct {
	Path string // of the store, as it was opened
	Is   error  // one of this package; nil for what none of them says
	Err  error  // as SQLite told it; may be nil
}

func (e *Error) Error() string {
	if e.Is != nil {
		return fmt.Sprintf("%s: %v", e.Path, e.Is)
	}
	return fmt.Sprintf("%s: de opslag gaf een fout: %v", e.Path, e.Err)
}

func (e *Error) Unwrap() []error {
	var list []error
	for _, err := range []error{e.Is, e.Err} {
		if err != nil {
			list = append(list, err)
		}
	}
	return list
}

// wrap types an error of the store at a path. Those of the context and those that
// are typed already stay as they are.
func wrap(ctx context.Context, path string, err error) error {
	if err == nil {
		return nil
	}
	var typed *Error
	if errors.As(err, &typed) {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for _, is := range []error{ErrNotStore, ErrNewer, ErrCorrupt, ErrMissing, ErrNotErased} {
		if errors.Is(err, is) {
			return &Error{Path: path, Is: is}
		}
	}
	e := &Error{Path: path, Err: err}
	var told *driver.Error
	switch {
	case errors.As(err, &told):
		e.Is = sentinel(told.Code())
		if _, err := os.Stat(path); e.Is == ErrDenied && errors.Is(err, fs.ErrNotExist) {
			e.Is = ErrMissing
		}
	case errors.Is(err, sql.ErrNoRows):
		e.Is = ErrCorrupt // all that is asked for without being sure is asked otherwise
	case errors.Is(err, fs.ErrNotExist):
		e.Is = ErrMissing
	case errors.Is(err, fs.ErrPermission):
		e.Is = ErrDenied
	case errors.Is(err, syscall.EROFS):
		e.Is = ErrReadOnly
	case errors.Is(err, syscall.ENOSPC):
		e.Is = ErrFull
	}
	return e
}

// sentinel is the error of this package that a result code of SQLite stands for.
func sentinel(code int) error {
	switch code & 0xff {
	case codes.SQLITE_FULL:
		return ErrFull
	case codes.SQLITE_READONLY:
		return ErrReadOnly
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return ErrBusy
	case codes.SQLITE_CORRUPT:
		return ErrCorrupt
	case codes.SQLITE_NOTADB:
		return ErrNotStore
	case codes.SQLITE_CANTOPEN, codes.SQLITE_PERM, codes.SQLITE_AUTH:
		return ErrDenied
	case codes.SQLITE_IOERR:
		return ErrMedium
	}
	return nil
}
