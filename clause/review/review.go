// Package review gives a contract back to who has to negotiate it: the Word file
// itself, with comments at the words that decide and, as tracked changes, the
// clauses that are missing, where they belong; or, for a contract that is no
// Word file, an addendum with those clauses and a table of findings.
//
// New makes the plan, which can be looked at; Write carries it out. Nothing that
// stands in the file is changed or renumbered, so that cross references keep
// their meaning.
package review

import (
	"errors"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
	"github.com/clausule/clausule/rules"
)

// DefaultAuthor is whose comments and changes they are when nobody is named.
const DefaultAuthor = "Clausule"

// Options choose what is written; the zero value writes all there is, in Dutch.
type Options struct {
	// CommentsOnly leaves the text of the contract as it is; what is missing is
	// told in comments.
	CommentsOnly bool
	// Least is the least importance that a requirement must have; empty for all.
	// Areas of the responsibility matrix have none: they are left out when it
	// is set.
	Least rules.Importance
	// Language is that of the comments, and of the table of findings in an
	// addendum. Clauses go into a Dutch contract and stay Dutch.
	Language lang.Language
	// Author is shown with comments and changes; DefaultAuthor when empty.
	Author string
	// Date is shown with them too. The zero time leaves it out, so that the same
	// file gives the same bytes on every day.
	Date time.Time
}

func (o Options) author() string {
	if o.Author == "" {
		return DefaultAuthor
	}
	return o.Author
}

// asks tells whether a requirement of an importance takes part.
func (o Options) asks(i rules.Importance) bool {
	return o.Least == "" || i.Rank() <= o.Least.Rank()
}

// ErrReport: the report is not one on this document alone, so that its places
// mean nothing in it.
var ErrReport = errors.New("review: het verslag gaat niet over dit document; toets het document zelf, en niet als deel van een bundel")

// Plan is what will be written into a contract.
type Plan struct {
	// Name is that of the document.
	Name string
	// Comments are the comments on what stands in the contract, in the order of
	// their places. The first is the overview, on the first paragraph.
	Comments []Comment
	// Insertions are new paragraphs, in the order in which they will stand.
	Insertions []Insertion
	// Unplaced are the missing requirements for which nothing is inserted.
	Unplaced []Unplaced

	options Options
}

// Comment is a comment at words of the contract.
type Comment struct {
	At document.Span
	// Requirements are those, and the areas of the matrix, that it speaks of.
	Requirements []rules.ID
	Text         string // lines
}

// Insertion is new text that can be accepted or rejected by itself: a clause, or
// the heading over clauses.
type Insertion struct {
	// Requirements are those that it is proposed for; nil for a heading.
	Requirements []rules.ID
	// After is the block of the document behind which it stands, or behind the
	// table of which that is a cell; insertions behind the same block stand in
	// the order of the plan.
	After int
	// Like is the block whose form it takes; -1 for the default of the document.
	Like int
	// Label is the number that a reader will see before it; "" for none.
	Label string
	// Automatic tells that the word processor puts the number there, as it does
	// for Like. Typed is the number with all that stands between it and the
	// text, for where it does not.
	Automatic bool
	Typed     string
	Heading   bool
	Text      string
	Comment   string
}

// Unplaced is a missing requirement for which nothing is inserted.
type Unplaced struct {
	Requirement rules.ID
	Title       string
	Reason      string // in the language of the comments
}

// New plans the review of a contract. Doc and runs are what docx.ReadRuns makes
// of the file with its tracked changes accepted, report is the judgement of doc.
// What is not to be assessed, or waived, is not inserted. Its error is ErrReport.
func New(doc *document.Document, runs []docx.Run, report *clause.Report, options Options) (*Plan, error) {
	if err := belongs(doc, report); err != nil {
		return nil, err
	}
	p := &planner{paper: read(doc, runs), report: report, options: options, language: wording.Words{Language: options.Language}}
	plan := &Plan{Name: doc.Name, options: options}
	p.caveats()
	missing := p.missing(plan)
	p.place(missing)
	if options.CommentsOnly {
		p.remarks(missing)
	} else {
		plan.Insertions = p.insertions(missing, plan)
	}
	p.judgements()
	p.areas()
	plan.Comments = p.comments(plan)
	return plan, nil
}

// belongs checks that findings of the report can be found in the document.
func belongs(doc *document.Document, report *clause.Report) error {
	if doc == nil || report == nil || len(report.Document.Files) > 0 || doc.SHA256 != report.Document.SHA256 {
		return ErrReport
	}
	fits := func(list []clause.Finding) bool {
		for i := range list {
			f := &list[i]
			if f.Start < 0 || f.Start > f.End || f.End > len(doc.Text) || doc.Text[f.Start:f.End] != f.Quote {
				return false
			}
		}
		return true
	}
	for i := range report.Results {
		if r := &report.Results[i]; !fits(r.Findings) || !fits(r.Nearest) {
			return ErrReport
		}
	}
	for i := range report.Matrix {
		if !fits(report.Matrix[i].Findings) {
			return ErrReport
		}
	}
	return nil
}

// planner makes a plan.
type planner struct {
	*paper
	report   *clause.Report
	options  Options
	language wording.Words
	notes    []note
	common   map[string]bool // what is uncertain of many requirements
}
