package archive

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// Judge reads and judges a job in this process: what an Engine does with one
// document, wherever it runs. CPU and Wall of the outcome are left to the caller.
func Judge(ctx context.Context, checker *clause.Checker, options extract.Options, job Job) (*Outcome, error) {
	doc, err := read(ctx, options, job)
	if err != nil {
		if f := failure(job.Name, err); f != nil {
			return &Outcome{Failure: f, Attempts: 1}, nil
		}
		return nil, err
	}
	report, err := checker.Check(ctx, doc)
	if errors.Is(err, clause.ErrDocument) { // a fault of a reader on these bytes
		return &Outcome{Failure: CrashFailure(), Attempts: 1}, nil
	}
	if err != nil {
		return nil, err
	}
	trim(report)
	out := &Outcome{SHA256: doc.SHA256, Report: report, Facts: facts(doc, report, job.Path), Attempts: 1}
	if job.KeepText && job.Text == nil {
		if out.Text, err = Pack(doc); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// read gives the document of a job.
func read(ctx context.Context, options extract.Options, job Job) (*document.Document, error) {
	if job.Text != nil {
		doc, err := Unpack(job.Text)
		if err != nil {
			return nil, &TextError{err}
		}
		return doc, nil
	}
	src, err := extract.ReadSource(job.Name, job.Body, options.Limits)
	if err != nil {
		// Only the limit on the size is about the document. The body is then not
		// at its end, of which a hash is reckoned.
		if errors.Is(err, extract.ErrLimit) {
			if _, err := io.Copy(io.Discard, job.Body); err != nil {
				return nil, &BodyError{err}
			}
			if job.Wanted != nil && !job.Wanted() {
				return nil, ErrUnwanted
			}
			return nil, err
		}
		return nil, &BodyError{err}
	}
	if job.Wanted != nil && !job.Wanted() {
		return nil, ErrUnwanted
	}
	return extract.Open(ctx, src, options)
}

// failure puts an error of a reader into its class; nil for one that is no fault
// of the document.
func failure(name string, err error) *Failure {
	var typed *extract.Error
	if !errors.As(err, &typed) {
		return nil
	}
	f := &Failure{Class: Damaged, Message: strings.TrimPrefix(typed.Error(), typed.Name+": ")}
	switch {
	case errors.Is(err, extract.ErrEmpty):
		f.Class = Empty
	case errors.Is(err, extract.ErrUnsupported):
		f.Class = Unsupported
	case errors.Is(err, extract.ErrEncrypted):
		f.Class = Encrypted
	case errors.Is(err, extract.ErrLimit):
		f.Class = Limit
	case errors.Is(err, extract.ErrEngine):
		f.Class = Tool
	case errors.Is(err, extract.ErrFile):
		return nil
	}
	return f
}

// trim takes out of a report what can be made from the text at any time and would
// be kept in vain.
func trim(r *clause.Report) {
	r.Passages = nil
	for i := range r.Results {
		res := &r.Results[i]
		res.Nearest, res.Model, res.Sources, res.Points = []clause.Finding{}, "", []rules.Citation{}, nil
	}
}
