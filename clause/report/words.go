package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// words are what reports of every form call things, in a language.
type words struct{ lang.Language }

func (w words) importance(i rules.Importance) string {
	switch i {
	case rules.Must:
		return w.Text("verplicht")
	case rules.MustAnnex:
		return w.Text("verplicht, meestal in een bijlage")
	case rules.Should:
		return w.Text("aanbevolen")
	case rules.Could:
		return w.Text("wenselijk")
	}
	return string(i)
}

// fileName is the name of a file for reading.
func (w words) fileName(name string) string {
	if name = clean(name); name == "-" {
		return w.Text("standaardinvoer")
	}
	return name
}

func (w words) formatName(f document.Format) string {
	switch f {
	case document.FormatDOCX:
		return "Word (docx)"
	case document.FormatDOC:
		return "Word 97-2003 (doc)"
	case document.FormatODT:
		return "OpenDocument (odt)"
	case document.FormatText:
		return w.Text("tekst")
	case document.FormatMarkdown:
		return "Markdown"
	}
	return strings.ToUpper(string(f))
}

// enumeration lists names as a sentence does.
func (w words) enumeration(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return w.Textf("%s en %s", strings.Join(names[:last], ", "), names[last])
}

// Warnings tells warnings in as few lines as they need, in a language.
func Warnings(list []document.Warning, l lang.Language) []string { return words{l}.warnings(list) }

func (w words) warnings(list []document.Warning) []string {
	var lines []string
	for _, g := range document.Group(list) {
		file, pages := clean(g.File), g.Ranges(w.Text("en"))
		line := clean(w.Sentence(g.Message))
		switch n := len(g.Pages); {
		case n == 1 && file != "":
			line = w.Textf("%s, pagina %s: %s", file, pages, line)
		case n == 1:
			line = w.Textf("pagina %s: %s", pages, line)
		case n > 1 && file != "":
			line = w.Textf("%s, pagina's %s: %s", file, pages, line)
		case n > 1:
			line = w.Textf("pagina's %s: %s", pages, line)
		case file != "":
			line = file + ": " + line
		}
		lines = append(lines, line)
	}
	return lines
}

// flags puts flags into words: a rule names them by one word with hyphens and
// without accents or capitals, "sla-eenzijdig-wijzigbaar", or by a sentence.
func (w words) flags(list []string, sep string) string {
	texts := make([]string, len(list))
	for i, f := range list {
		texts[i] = clean(f)
		if strings.Contains(texts[i], " ") {
			continue
		}
		if w.Language == lang.English {
			texts[i] = clause.Word(w.Language, texts[i])
			continue
		}
		parts := strings.Split(texts[i], "-")
		for k, part := range parts {
			parts[k] = cmp.Or(spelling[part], part)
		}
		texts[i] = strings.Join(parts, " ")
	}
	return strings.Join(texts, sep)
}

// spelling is how words of flags are written that a name cannot spell.
var spelling = map[string]string{
	"kopieen": "kopieën", "sla": "SLA", "eer": "EER", "unie": "Unie", "verenigde": "Verenigde", "staten": "Staten",
	"nederlandse": "Nederlandse", "belgische": "Belgische", "rto": "RTO", "rpo": "RPO", "dpia": "DPIA", "avg": "AVG",
}

// word is a name that programs know, as a reader reads it.
func (w words) word(name string) string { return clean(clause.Word(w.Language, name)) }

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
	if w.Language == lang.English {
		c = c.English()
	}
	s := clean(c.Document) + where(" ", clean(c.Place))
	return strings.NewReplacer("art. ", "art."+glue, "Art. ", "Art."+glue).Replace(s)
}

func (w words) citations(list []rules.Citation) string {
	var parts []string
	for _, c := range list {
		parts = append(parts, w.cite(c))
	}
	return strings.Join(parts, "; ")
}

// revisions tells how a draft was read, "" where it has no tracked changes.
func (w words) revisions(info *clause.RevisionInfo) string {
	if info == nil {
		return ""
	}
	by := ""
	const named = 3
	if n := len(info.Authors); n > 0 {
		names := info.Authors
		if n > named {
			names = append(names[:named:named], w.Text("anderen"))
		}
		by = w.Textf(" door %s", clean(w.enumeration(names)))
	}
	switch info.Reading {
	case document.AllRevisions:
		var parts []string
		if info.Inserted > 0 {
			parts = append(parts, w.Count(info.Inserted, "invoeging", "invoegingen"))
		}
		if info.Deleted > 0 {
			parts = append(parts, w.Count(info.Deleted, "schrapping", "schrappingen"))
		}
		return w.Textf("%s%s; getoetst is de tekst zoals die luidt als alle wijzigingen worden geaccepteerd, met daarbij wat er vervalt", w.enumeration(parts), by)
	case document.OriginalRevisions:
		return w.Textf("bijgehouden%s; getoetst is de tekst zoals die vóór de wijzigingen luidde", by)
	}
	return w.Textf("bijgehouden%s; getoetst is de tekst zoals die luidt als alle wijzigingen worden geaccepteerd (--revisions all toont ook wat er vervalt)", by)
}

// novelty tells that a passage is new in the draft, or goes with it.
func (w words) novelty(f *clause.Finding) string {
	switch f.Revision {
	case document.Inserted:
		return w.Text("nieuw in dit concept")
	case document.Deleted:
		return w.Text("vervalt in dit concept")
	}
	return ""
}

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
