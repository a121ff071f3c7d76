// Package wording says what every form of a report, a comparison and a review says
// in the same words, in the language of its reader: verdicts, importance, places,
// sources.
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

// Words are the words of one language; the zero value has those of Dutch.
type Words struct{ lang.Language }

// Status is the word for a verdict, "" for none.
func (w Words) Status(s clause.Status) string { return s.In(w.Language) }

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
func (w Words) Importance(i rules.Importance) string {
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

// Format names the format of a file.
func (w Words) Format(f document.Format) string {
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

// File is the name of a file.
func (w Words) File(name string) string {
	if name = Clean(name); name == "-" {
		return w.Text("standaardinvoer")
	}
	return name
}

// Name is what a report is on: its file, or the files of its bundle.
func (w Words) Name(r *clause.Report) string {
	if len(r.Document.Files) == 0 {
		return w.File(r.Document.Name)
	}
	var names []string
	for i := range r.Document.Files {
		names = append(names, w.File(r.Document.Files[i].Name))
	}
	return strings.Join(names, " + ")
}

// Place cites as a lawyer does: "art. 7.2, blz. 3". A label that is no number
// stands as it is; without one the heading helps to find the passage. The file
// comes first where there are several. It is "" where nothing is known.
func (w Words) Place(f *clause.Finding) string { return w.place(f, " ") }

// TightPlace is Place without spaces at which a line may end in a number.
func (w Words) TightPlace(f *clause.Finding) string { return w.place(f, Glue) }

func (w Words) place(f *clause.Finding, space string) string {
	var parts []string
	if f.File != "" {
		parts = append(parts, w.File(f.File))
	}
	label, heading := strings.ReplaceAll(Clean(f.Label), " ", space), Clean(f.Heading)
	switch {
	case label != "" && label[0] >= '0' && label[0] <= '9':
		parts = append(parts, "art."+space+label)
	case label != "":
		parts = append(parts, label)
	case heading != "":
		parts = append(parts, w.Textf("onder “%s”", Shorten(heading, 40)))
	}
	if f.Page > 0 {
		parts = append(parts, w.Textf("blz.%s%d", space, f.Page))
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
func (w Words) Sources(list []rules.Citation) string {
	var parts []string
	for _, c := range list {
		parts = append(parts, w.Cite(c))
	}
	return strings.Join(parts, "; ")
}

// Cite writes a source as a lawyer does.
func (w Words) Cite(c rules.Citation) string {
	if w.Language == lang.English {
		c = c.English()
	}
	return strings.TrimSpace(Clean(c.Document) + " " + Clean(c.Place))
}

// Tight keeps the number of an article on the line of its "art.", in a source.
func Tight(cited string) string {
	return strings.NewReplacer("art. ", "art."+Glue, "Art. ", "Art."+Glue).Replace(cited)
}

// Word is a name that programs know, as a reader reads it.
func (w Words) Word(name string) string { return Clean(clause.Word(name, w.Language)) }

// Effect tells what a finding does for its result; empty where there is none.
func (w Words) Effect(f *clause.Finding) string {
	switch {
	case f.Against:
		return w.Text("tegen")
	case f.Weak:
		return w.Text("zwak")
	case f.Element != "":
		return w.Text("voor")
	}
	return ""
}

// Flags puts flags into words: a rule names them by one word with hyphens and
// without accents or capitals, "sla-eenzijdig-wijzigbaar", or by a sentence.
func (w Words) Flags(list []string) []string {
	texts := make([]string, len(list))
	for i, f := range list {
		texts[i] = Clean(f)
		if strings.Contains(texts[i], " ") {
			continue
		}
		if w.Language == lang.English {
			texts[i] = w.Word(texts[i])
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
func (w Words) Warnings(list []document.Warning) []string {
	var lines []string
	for _, g := range document.Group(list) {
		file, pages := Clean(g.File), g.Ranges(w.Text("en"))
		line := Clean(w.Sentence(g.Message))
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

// Attention tells warnings: first those that mean that text is lacking, then the
// others.
func (w Words) Attention(list []document.Warning) (lost, other []string) {
	var unread, rest []document.Warning
	for _, x := range list {
		if x.Incomplete() {
			unread = append(unread, x)
		} else {
			rest = append(rest, x)
		}
	}
	return w.Warnings(unread), w.Warnings(rest)
}

// Untold are the warnings of a report whose heading says how a draft was read: no
// warning has to repeat it.
func Untold(r *clause.Report) []document.Warning {
	if r.Document.Revisions == nil {
		return r.Document.Warnings
	}
	return slices.DeleteFunc(slices.Clone(r.Document.Warnings), func(x document.Warning) bool { return x.Code == document.WarnRevisions })
}

// Parties lists the names of a party: "leverancier" or "klant".
func (w Words) Parties(r *clause.Report, role string) string {
	var names []string
	for _, p := range r.Parties {
		if p.Role == role {
			names = append(names, p.Names...)
		}
	}
	if len(names) == 0 {
		return w.Text("niet herkend")
	}
	return Clean(strings.Join(names, ", "))
}

// OpenReferences lists what a contract refers to and that is not in its text.
func (w Words) OpenReferences(r *clause.Report) []string {
	var list []string
	for i := range r.OpenRefs {
		ref := &r.OpenRefs[i]
		text := Clean(ref.Text)
		if at := w.Place(&clause.Finding{File: ref.File, Page: ref.Page}); at != "" {
			text += ", " + at
		}
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

// Advice tells what to do with a model clause.
func (w Words) Advice(s clause.Status) string {
	switch s {
	case clause.Conflict:
		return w.Text("Vervang door:")
	case clause.Partial:
		return w.Text("Vul aan tot:")
	case clause.Unknown:
		return w.Text("Ontbreekt het, voeg dan toe:")
	}
	return w.Text("Voeg toe:")
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
func (w Words) Holder(h rules.Holder) string { return w.Word(string(h)) }

// Deviation tells how the division of an area differs from what is usual, "" where
// it does not.
func (w Words) Deviation(a *clause.Area) string {
	if a.Waiver != nil {
		return w.Text("vrijgesteld")
	}
	return a.Deviation.In(w.Language)
}

// Revisions tells how a draft was read, "" where it has no tracked changes.
func (w Words) Revisions(info *clause.RevisionInfo) string {
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
		by = w.Textf(" door %s", Clean(w.Enumeration(names)))
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
		return w.Textf("%s%s; getoetst is de tekst zoals die luidt als alle wijzigingen worden geaccepteerd, met daarbij wat er vervalt", w.Enumeration(parts), by)
	case document.OriginalRevisions:
		return w.Textf("bijgehouden%s; getoetst is de tekst zoals die vóór de wijzigingen luidde", by)
	}
	return w.Textf("bijgehouden%s; getoetst is de tekst zoals die luidt als alle wijzigingen worden geaccepteerd (--revisions all toont ook wat er vervalt)", by)
}

// Enumeration lists names as a sentence does.
func (w Words) Enumeration(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return w.Textf("%s en %s", strings.Join(names[:last], ", "), names[last])
}

// Novelty tells that a passage is new in a draft, or goes with it; "" for neither.
func (w Words) Novelty(f *clause.Finding) string {
	switch f.Revision {
	case document.Inserted:
		return w.Text("nieuw in dit concept")
	case document.Deleted:
		return w.Text("vervalt in dit concept")
	}
	return ""
}
