package report

import (
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/rules"
)

// Importance says in a few words how much a requirement matters, as the reports
// do.
func Importance(i rules.Importance, l lang.Language) string { return words{l}.importance(i) }

// Flags puts flags into words, as the reports do.
func Flags(list []string, l lang.Language) string { return words{l}.flags(list, "; ") }

// Citation writes a source as a lawyer does, as the reports do.
func Citation(c rules.Citation, l lang.Language) string { return words{l}.cite(c) }
