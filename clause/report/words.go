package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/report/internal/wording"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// words are what reports of every form call things, in a language.
type words struct{ lang.Language }

func (w words) importance(i rules.Importance) string { return wording.Importance(w.Language, i) }

func (w words) fileName(name string) string { return wording.File(w.Language, name) }

func (w words) formatName(f document.Format) string { return wording.Format(w.Language, f) }

func (w words) enumeration(names []string) string { return wording.Enumeration(w.Language, names) }

// Warnings tells warnings in as few lines as they need, in a language.
func Warnings(list []document.Warning, l lang.Language) []string { return wording.Warnings(l, list) }

func (w words) warnings(list []document.Warning) []string { return wording.Warnings(w.Language, list) }

func (w words) flags(list []string, sep string) string {
	return strings.Join(wording.Flags(w.Language, list), sep)
}

// word is a name that programs know, as a reader reads it.
func (w words) word(name string) string { return wording.Word(w.Language, name) }

// place cites as a lawyer does: "art. 7.2, blz. 3". A label that is no number
// stands as it is; without one the heading helps to find the passage. The file
// comes first where there are several.
func (w words) place(f *clause.Finding) string {
	var parts []string
	if f.File != "" {
		parts = append(parts, w.fileName(f.File))
	}
	label, heading, page := clean(f.Label), clean(f.Heading), f.Page
	switch {
	case label != "" && label[0] >= '0' && label[0] <= '9':
		parts = append(parts, "art."+glue+strings.ReplaceAll(label, " ", glue))
	case label != "":
		parts = append(parts, strings.ReplaceAll(label, " ", glue))
	case heading != "":
		parts = append(parts, w.Textf("onder “%s”", shorten(heading, 40)))
	}
	if page > 0 {
		parts = append(parts, w.Textf("blz.%s%d", glue, page))
	}
	return strings.Join(parts, ", ")
}

// places gives where findings stand, without repeats, at most n. A file is named
// once for places that follow each other.
func (w words) places(findings []clause.Finding, n int) []string {
	var list []string
	seen := map[string]bool{}
	file := ""
	for _, f := range findings {
		s := w.place(&f)
		if s == "" || seen[s] || len(list) == n {
			continue
		}
		seen[s] = true
		if same := f.File == file; same && f.Page+len(f.Label)+len(f.Heading) > 0 {
			f.File = ""
			s = w.place(&f)
		}
		file = cmp.Or(f.File, file)
		list = append(list, s)
	}
	return list
}

// found is the place of a finding, for a line of its own.
func (w words) found(f *clause.Finding) string {
	if s := w.place(f); s != "" {
		return s
	}
	return w.Text("zonder nummer")
}

// passage names the place of a finding in a sentence, where "onder “Einde”" would
// not do.
func (w words) passage(f *clause.Finding) string {
	switch s := w.place(f); {
	case s == "":
		return w.Text("een passage zonder nummer")
	case f.File == "" && clean(f.Label) == "" && clean(f.Heading) != "":
		return w.Textf("de tekst %s", s)
	default:
		return s
	}
}

// cite writes a source as a lawyer does.
func (w words) cite(c rules.Citation) string {
	return strings.NewReplacer("art. ", "art."+glue, "Art. ", "Art."+glue).Replace(wording.Cite(w.Language, c))
}

func (w words) citations(list []rules.Citation) string {
	var parts []string
	for _, c := range list {
		parts = append(parts, w.cite(c))
	}
	return strings.Join(parts, "; ")
}

func (w words) revisions(info *clause.RevisionInfo) string {
	return wording.Revisions(w.Language, info)
}

func (w words) novelty(f *clause.Finding) string { return wording.Novelty(w.Language, f) }

// renewed tells how far the findings of a result are new in the draft, or go
// with it.
func (w words) renewed(findings []clause.Finding) string {
	told, n := "", 0
	for i := range findings {
		if s := w.novelty(&findings[i]); s != "" {
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

// holder names the party of an area.
func (w words) holder(h rules.Holder) string { return w.word(string(h)) }
