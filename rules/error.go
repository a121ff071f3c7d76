package rules

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Origin is a place in a file of a pack.
type Origin struct {
	File   string // path inside the file system that was loaded, slashes
	Line   int    // 1-based; 0 when the whole file is meant
	Column int    // 1-based, in characters; 0 when the whole line is meant
}

// String writes the place as editors and compilers do: file:line:column.
func (o Origin) String() string {
	switch {
	case o.Line == 0:
		return o.File
	case o.Column == 0:
		return fmt.Sprintf("%s:%d", o.File, o.Line)
	}
	return fmt.Sprintf("%s:%d:%d", o.File, o.Line, o.Column)
}

func (o Origin) compare(p Origin) int {
	return cmp.Or(cmp.Compare(o.File, p.File), cmp.Compare(o.Line, p.Line), cmp.Compare(o.Column, p.Column))
}

// Error is one fault in a pack: where it stands, what is wrong and what to
// write instead. Message and Fix are Dutch, for the lawyer who wrote the rule.
type Error struct {
	Origin  Origin
	ID      ID     // the requirement, or "" where the fault is in another file
	Message string // what is wrong
	Fix     string // what to write instead
	Err     error  // the underlying error, such as a *pattern.SyntaxError; may be nil
}

// Error writes place, fault and remedy on one line.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Origin.File != "" {
		b.WriteString(e.Origin.String())
		b.WriteString(": ")
	}
	b.WriteString(e.Message)
	if e.Fix != "" {
		b.WriteString("; ")
		b.WriteString(e.Fix)
	}
	return b.String()
}

// Unwrap gives the underlying error.
func (e *Error) Unwrap() error { return e.Err }

// Errors takes a joined error apart into the faults it holds, in order; nil if
// there are none.
func Errors(err error) []*Error {
	var out []*Error
	var walk func(error)
	walk = func(err error) {
		if err == nil {
			return
		}
		if e, ok := err.(*Error); ok {
			out = append(out, e)
			return
		}
		switch x := err.(type) {
		case interface{ Unwrap() []error }:
			for _, e := range x.Unwrap() {
				walk(e)
			}
		case interface{ Unwrap() error }:
			walk(x.Unwrap())
		}
	}
	walk(err)
	return out
}

// NotFoundError says that no requirement or pack has this name.
type NotFoundError struct {
	What    string   // "eis", "pack" or "profiel"
	Name    string   // what was asked
	Similar []string // names that look like it, best first
}

// Error names what was asked and what may have been meant.
func (e *NotFoundError) Error() string {
	s := fmt.Sprintf("onbekende %s %q", e.What, e.Name)
	if e.What != "eis" {
		s = fmt.Sprintf("onbekend %s %q", e.What, e.Name)
	}
	if len(e.Similar) > 0 {
		quoted := make([]string, len(e.Similar))
		for i, n := range e.Similar {
			quoted[i] = "'" + n + "'"
		}
		s += "; bedoelde u " + strings.Join(quoted, " of ") + "?"
	}
	return s
}

// join makes one error of the faults in the order of the files, nil if there are
// none.
func join(faults []*Error) error {
	if len(faults) == 0 {
		return nil
	}
	faults = slices.Clone(faults)
	slices.SortStableFunc(faults, func(a, b *Error) int { return a.Origin.compare(b.Origin) })
	errs := make([]error, len(faults))
	for i, f := range faults {
		errs[i] = f
	}
	return errors.Join(errs...)
}
