// Package wording says what all writers of reports say in the same words, in the
// language of the report: verdicts, importance, places, sources.
package wording

import (
	"cmp"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// Status is the word for a verdict, "" for none.
func Status(l lang.Language, s clause.Status) string { return s.In(l) }

// Mark is a sign for a verdict, for who sees no colours.
func Mark(s clause.Status) string {
	switch s {
	case clause.Conflict:
		return "✗"
	case clause.Missing:
		return "○"
	case clause.Partial:
		return "◐"
	case clause.Unknown:
		return "?"
	case clause.Waived:
		return "-"
	}
	return "✓"
}

// Importance says how much a requirement weighs.
func Importance(l lang.Language, i rules.Importance) string {
	switch i {
	case rules.Must:
		return l.Text("verplicht")
	case rules.MustAnnex:
		return l.Text("verplicht, meestal in een bijlage")
	case rules.Should:
		return l.Text("aanbevolen")
	case rules.Could:
		return l.Text("wenselijk")
	}
	return string(i)
}

// Format names the format of a file.
func Format(l lang.Language, f document.Format) string {
	switch f {
	case document.FormatDOCX:
		return "Word (docx)"
	case document.FormatDOC:
		return "Word 97-2003 (doc)"
	case document.FormatODT:
		return "OpenDocument (odt)"
	case document.FormatText:
		return l.Text("tekst")
	case document.FormatMarkdown:
		return "Markdown"
	}
	return strings.ToUpper(string(f))
}

// File is the name of a file.
func File(l lang.Language, name string) string {
	if name = Clean(name); name == "-" {
		return l.Text("standaardinvoer")
	}
	return name
}

// Name is what a report is on: its file, or the files of its bundle.
func Name(l lang.Language, r *clause.Report) string {
	if len(r.Document.Files) == 0 {
		return File(l, r.Document.Name)
	}
	var names []string
	for i := range r.Document.Files {
		names = append(names, File(l, r.Document.Files[i].Name))
	}
	return strings.Join(names, " + ")
}

// Place cites as a lawyer does: "art. 7.2, blz. 3", with the file before it where
// there are several; "" where nothing is known.
func Place(l lang.Language, f *clause.Finding) string {
	var parts []string
	if f.File != "" {
		parts = append(parts, File(l, f.File))
	}
	label, heading := Clean(f.Label), Clean(f.Heading)
	switch {
	case label != "" && label[0] >= '0' && label[0] <= '9':
		parts = append(parts, "art. "+label)
	case label != "":
		parts = append(parts, label)
	case heading != "":
		parts = append(parts, l.Textf("onder “%s”", Shorten(heading, 40)))
	}
	if f.Page > 0 {
		parts = append(parts, l.Textf("blz. %d", f.Page))
	}
	return strings.Join(parts, ", ")
}

// Quote gives the words of a finding, in the judged text, behind the beginning
// of what introduces them: an item of a list alone does not say who does what.
func Quote(f *clause.Finding) string {
	text := Clean(cmp.Or(f.Reads, f.Quote))
	if lead := Clean(f.Lead); lead != "" {
		return lead + " … " + text
	}
	return text
}

// Sources cites the laws and policies that ask for something.
func Sources(l lang.Language, list []rules.Citation) string {
	var parts []string
	for _, c := range list {
		parts = append(parts, Cite(l, c))
	}
	return strings.Join(parts, "; ")
}

// Cite writes a source as a lawyer does.
func Cite(l lang.Language, c rules.Citation) string {
	if l == lang.English {
		c = c.English()
	}
	return strings.TrimSpace(Clean(c.Document) + " " + Clean(c.Place))
}

// Word is a name that programs know, as a reader reads it.
func Word(l lang.Language, name string) string { return Clean(clause.Word(l, name)) }

// Flags puts flags into words: a rule names them by one word with hyphens and
// without accents or capitals, "sla-eenzijdig-wijzigbaar", or by a sentence.
func Flags(l lang.Language, list []string) []string {
	texts := make([]string, len(list))
	for i, f := range list {
		texts[i] = Clean(f)
		if strings.Contains(texts[i], " ") {
			continue
		}
		if l == lang.English {
			texts[i] = Word(l, texts[i])
			continue
		}
		parts := strings.Split(texts[i], "-")
		for k, part := range parts {
			parts[k] = cmp.Or(spelling[part], part)
		}
		texts[i] = strings.Join(parts, " ")
	}
	return texts
}

// spelling is how words of flags are written that a name cannot spell.
var spelling = map[string]string{
	"kopieen": "kopieën", "sla": "SLA", "eer": "EER", "unie": "Unie", "verenigde": "Verenigde", "staten": "Staten",
	"nederlandse": "Nederlandse", "belgische": "Belgische", "rto": "RTO", "rpo": "RPO", "dpia": "DPIA", "avg": "AVG",
}

// Warnings tells warnings in as few lines as they need: those that say the same
// of several pages of a file in one.
func Warnings(l lang.Language, list []document.Warning) []string {
	var lines []string
	for _, g := range document.Group(list) {
		file, pages := Clean(g.File), g.Ranges(l.Text("en"))
		line := Clean(l.Sentence(g.Message))
		switch n := len(g.Pages); {
		case n == 1 && file != "":
			line = l.Textf("%s, pagina %s: %s", file, pages, line)
		case n == 1:
			line = l.Textf("pagina %s: %s", pages, line)
		case n > 1 && file != "":
			line = l.Textf("%s, pagina's %s: %s", file, pages, line)
		case n > 1:
			line = l.Textf("pagina's %s: %s", pages, line)
		case file != "":
			line = file + ": " + line
		}
		lines = append(lines, line)
	}
	return lines
}

// Attention tells the warnings of a report: first those that mean that text is
// lacking, then the others.
func Attention(l lang.Language, r *clause.Report) (lost, other []string) {
	var unread, rest []document.Warning
	for _, w := range r.Document.Warnings {
		if w.Incomplete() {
			unread = append(unread, w)
		} else {
			rest = append(rest, w)
		}
	}
	return Warnings(l, unread), Warnings(l, rest)
}

// Parties lists the names of a party: "leverancier" or "klant".
func Parties(l lang.Language, r *clause.Report, role string) string {
	var names []string
	for _, p := range r.Parties {
		if p.Role == role {
			names = append(names, p.Names...)
		}
	}
	if len(names) == 0 {
		return l.Text("niet herkend")
	}
	return Clean(strings.Join(names, ", "))
}

// OpenReferences lists what a contract refers to and that is not in its text.
func OpenReferences(l lang.Language, r *clause.Report) []string {
	var list []string
	for i := range r.OpenRefs {
		ref := &r.OpenRefs[i]
		text := Clean(ref.Text)
		if at := Place(l, &clause.Finding{File: ref.File, Page: ref.Page}); at != "" {
			text += ", " + at
		}
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

// Advice tells what to do with a model clause.
func Advice(l lang.Language, s clause.Status) string {
	switch s {
	case clause.Conflict:
		return l.Text("Vervang door:")
	case clause.Partial:
		return l.Text("Vul aan tot:")
	case clause.Unknown:
		return l.Text("Ontbreekt het, voeg dan toe:")
	}
	return l.Text("Voeg toe:")
}

// Tally counts the results of a status and an importance; either may be "" for
// all.
func Tally(r *clause.Report, s clause.Status, i rules.Importance) int {
	n := 0
	for k := range r.Results {
		res := &r.Results[k]
		if (s == "" || res.Status == s) && (i == "" || res.Importance == i) {
			n++
		}
	}
	return n
}

// Holder names the party that has an area of the responsibility matrix, "" for
// none.
func Holder(l lang.Language, h rules.Holder) string { return Word(l, string(h)) }

// Deviation tells how the division of an area differs from what is usual, "" where
// it does not.
func Deviation(l lang.Language, a *clause.Area) string {
	if a.Waiver != nil {
		return l.Text("vrijgesteld")
	}
	return a.Deviation.In(l)
}

// Revisions tells how a draft was read, "" where it has no tracked changes.
func Revisions(l lang.Language, info *clause.RevisionInfo) string {
	if info == nil {
		return ""
	}
	by := ""
	const named = 3
	if n := len(info.Authors); n > 0 {
		names := info.Authors
		if n > named {
			names = append(names[:named:named], l.Text("anderen"))
		}
		by = l.Textf(" door %s", Clean(Enumeration(l, names)))
	}
	switch info.Reading {
	case document.AllRevisions:
		var parts []string
		if info.Inserted > 0 {
			parts = append(parts, l.Count(info.Inserted, "invoeging", "invoegingen"))
		}
		if info.Deleted > 0 {
			parts = append(parts, l.Count(info.Deleted, "schrapping", "schrappingen"))
		}
		return l.Textf("%s%s; getoetst is de tekst zoals die luidt als alle wijzigingen worden geaccepteerd, met daarbij wat er vervalt", Enumeration(l, parts), by)
	case document.OriginalRevisions:
		return l.Textf("bijgehouden%s; getoetst is de tekst zoals die vóór de wijzigingen luidde", by)
	}
	return l.Textf("bijgehouden%s; getoetst is de tekst zoals die luidt als alle wijzigingen worden geaccepteerd (--revisions all toont ook wat er vervalt)", by)
}

// Enumeration lists names as a sentence does.
func Enumeration(l lang.Language, names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return l.Textf("%s en %s", strings.Join(names[:last], ", "), names[last])
}

// Novelty tells that a passage is new in a draft, or goes with it; "" for neither.
func Novelty(l lang.Language, f *clause.Finding) string {
	switch f.Revision {
	case document.Inserted:
		return l.Text("nieuw in dit concept")
	case document.Deleted:
		return l.Text("vervalt in dit concept")
	}
	return ""
}
