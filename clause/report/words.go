package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// words are what reports of every form call things, with for the text and the
// pages places and sources that no line breaks.
type words struct{ wording.Words }

func wordsIn(l lang.Language) words { return words{wording.Words{Language: l}} }

// Warnings tells warnings in as few lines as they need, in a language.
func Warnings(list []document.Warning, l lang.Language) []string {
	return wordsIn(l).Warnings(list)
}

func (w words) flags(list []string, sep string) string { return strings.Join(w.Flags(list), sep) }

// places gives where findings stand, without repeats, at most n. A file is named
// once for places that follow each other.
func (w words) places(findings []clause.Finding, n int) []string {
	var list []string
	seen := map[string]bool{}
	file := ""
	for _, f := range findings {
		s := w.TightPlace(&f)
		if s == "" || seen[s] || len(list) == n {
			continue
		}
		seen[s] = true
		if same := f.File == file; same && f.Page+len(f.Label)+len(f.Heading) > 0 {
			f.File = ""
			s = w.TightPlace(&f)
		}
		file = cmp.Or(f.File, file)
		list = append(list, s)
	}
	return list
}

// found is the place of a finding, for a line of its own.
func (w words) found(f *clause.Finding) string {
	if s := w.TightPlace(f); s != "" {
		return s
	}
	return w.Text("zonder nummer")
}

// passage names the place of a finding in a sentence, where "onder “Einde”" would
// not do.
func (w words) passage(f *clause.Finding) string {
	switch s := w.TightPlace(f); {
	case s == "":
		return w.Text("een passage zonder nummer")
	case f.File == "" && clean(f.Label) == "" && clean(f.Heading) != "":
		return w.Textf("de tekst %s", s)
	default:
		return s
	}
}

// citations are sources that no line breaks.
func (w words) citations(list []rules.Citation) string { return wording.Tight(w.Sources(list)) }

// renewed tells how far the findings of a result are new in the draft, or go
// with it.
func (w words) renewed(findings []clause.Finding) string {
	told, n := "", 0
	for i := range findings {
		if s := w.Novelty(&findings[i]); s != "" {
			told = s
			n++
		}
	}
	if 0 < n && n < len(findings) {
		return w.Textf("deels %s", told)
	}
	return told
}

// was tells the verdict on the text before the changes, where they alter it.
func (w words) was(r *clause.Result) string {
	if r.Was == "" {
		return ""
	}
	return fmt.Sprintf("%s%s%s", w.Text("was:"), glue, r.Was.In(w.Language))
}
