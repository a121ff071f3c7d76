package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
)

// checkBundle refuses files that are no bundle.
func checkBundle(files []string) error {
	if len(files) == 1 {
		return usagef("--bundle vraagt ten minste twee bestanden; geef ook de andere stukken van het contract, of laat --bundle weg")
	}
	if len(files) > clause.MaxBundle {
		return usagef("--bundle neemt ten hoogste %d bestanden; dit zijn er %d", clause.MaxBundle, len(files))
	}
	seen := map[string]string{}
	var stats []os.FileInfo
	for _, file := range files {
		path := filepath.Clean(file)
		if _, again := seen[path]; again && file != "-" {
			return twice(seen[path], file)
		}
		seen[path] = file
		stat, err := os.Stat(file)
		for k, other := range stats {
			if err == nil && other != nil && os.SameFile(stat, other) {
				return twice(files[k], file)
			}
		}
		stats = append(stats, stat)
	}
	return nil
}

func twice(a, b string) error {
	if a == b {
		return usagef("%s staat twee keer in de bundel; noem elk bestand één keer", a)
	}
	return usagef("%s en %s zijn hetzelfde bestand; noem elk stuk van de bundel één keer", a, b)
}

// openTogether reads files that are one contract. Where one of them cannot be
// read there are none: what stands in it would count as missing.
func (r *reader) openTogether(ctx context.Context, files []string, jobs int) ([]*document.Document, error) {
	var docs []*document.Document
	unread := false
	err := inOrder(ctx, r, files, jobs, r.open, func(_ string, doc *document.Document, err error) error {
		if err != nil {
			complain(r.p.stderr, err)
			unread = true
			return nil
		}
		docs = append(docs, doc)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if unread {
		fmt.Fprintln(r.p.stderr, "clausule: de bundel is niet getoetst, want niet alle stukken konden worden gelezen; herstel dat of laat ze weg")
		return nil, errUnread
	}
	for k := range docs {
		for n := range docs[:k] {
			if docs[n].SHA256 == docs[k].SHA256 {
				return nil, twice(files[n], files[k])
			}
		}
	}
	return docs, nil
}

// checkTogether checks files as one contract.
func (r *reader) checkTogether(ctx context.Context, checker *clause.Checker, files []string, jobs int, each func(judged) error) (unread bool, err error) {
	docs, err := r.openTogether(ctx, files, jobs)
	if err != nil {
		return false, err
	}
	report, err := checker.CheckBundle(ctx, docs...)
	if err != nil {
		return false, err
	}
	if s := incomplete(r.p.lang, r.p.lang.Sentence("de bundel"), report.Document.Warnings); s != "" {
		fmt.Fprintln(r.p.stderr, "clausule: "+printable(s))
		unread = true
	}
	return unread, each(judged{report, docs, files})
}
