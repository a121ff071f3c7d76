package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
)

// open reads one contract; "-" is standard input.
func (p *program) open(ctx context.Context, name string) (*document.Document, error) {
	if name != "-" {
		return extract.OpenFile(ctx, name, extract.Options{})
	}
	// A read from a terminal or pipe cannot be cancelled; an interrupt must
	// not wait for it.
	type input struct {
		source document.Source
		err    error
	}
	read := make(chan input, 1)
	go func() {
		src, err := extract.ReadSource("-", p.stdin, document.Limits{})
		read <- input{src, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case in := <-read:
		if in.err != nil {
			return nil, in.err
		}
		return extract.Open(ctx, in.source, extract.Options{})
	}
}

// checkInputs refuses calls whose files cannot be meant.
func checkInputs(files []string, verb string) error {
	if len(files) == 0 {
		return usagef("geef een bestand, bijvoorbeeld: clausule %s contract.docx (of - voor standaardinvoer)", verb)
	}
	stdin := 0
	for _, f := range files {
		if f == "" {
			return usagef("een bestandsnaam is leeg")
		}
		if f == "-" {
			stdin++
		}
	}
	if stdin > 1 {
		return usagef("standaardinvoer (-) kan maar één keer worden gelezen")
	}
	return nil
}

// incomplete tells in one line what of a document could not be read; "" when
// all of it was.
func incomplete(name string, warnings []document.Warning) string {
	var lost []document.Warning
	for _, w := range warnings {
		if w.Incomplete() {
			lost = append(lost, w)
		}
	}
	what := document.Lines(lost)
	const most = 3
	if n := len(what); n > most {
		what = append(what[:most], fmt.Sprintf("en nog %d", n-most))
	}
	if len(what) == 0 {
		return ""
	}
	return name + ": niet geheel gelezen: " + strings.Join(what, " ")
}
