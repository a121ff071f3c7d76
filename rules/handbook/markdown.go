package handbook

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/clausule/clausule/rules"
)

// Markdown writes the catalogue as a Markdown file with a table of contents and
// an anchor for every id and alias. Equal catalogues give equal bytes. Errors are
// those of the writer.
func Markdown(w io.Writer, c *rules.Catalogue, o Options) error {
	m := &markdown{w: bufio.NewWriter(w)}
	m.book(newBook(c, o))
	return m.w.Flush()
}

// markdown keeps the first error of the writer in its buffer.
type markdown struct{ w *bufio.Writer }

func (m *markdown) f(format string, args ...any) { fmt.Fprintf(m.w, format, args...) }

func (m *markdown) book(b *book) {
	m.f("# %s\n\n%s\n\n", escape(b.Title), intro(b))
	m.f("## Inhoud\n\n")
	for _, p := range b.Packs {
		m.f("- [%s](#pack-%s) (%d)\n", escape(p.Title), p.Name, len(p.Requirements))
		for _, r := range p.Requirements {
			m.f("  - [%s](#%s) %s\n", r.ID, r.ID, escape(r.Title))
		}
	}
	if len(b.Profiles) > 0 {
		m.f("- [Profielen](#profielen)\n")
	}
	m.f("\n")
	for i := range b.Packs {
		m.pack(&b.Packs[i])
	}
	if len(b.Profiles) > 0 {
		m.f("<a id=\"profielen\"></a>\n\n## Profielen\n\n")
		for i := range b.Profiles {
			m.profile(&b.Profiles[i])
		}
	}
}

// intro says what the book is.
func intro(b *book) string {
	return fmt.Sprintf("%d eisen in %d packs. Per eis staat hier wat een contract moet geven, waar dat vandaan komt, wat er nodig is voor het oordeel “voldoet”, en een voorstel voor de tekst. De zinnen zijn voorbeelden met het oordeel dat clausule erover geeft.", b.Requirements, len(b.Packs))
}

func (m *markdown) pack(p *pack) {
	m.f("<a id=\"pack-%s\"></a>\n\n## %s\n\n", p.Name, escape(p.Title))
	m.f("Pack `%s`", p.Name)
	if p.Version != "" {
		m.f(", versie %s", escape(p.Version))
	}
	m.f(".\n\n")
	for _, s := range p.Sources {
		m.f("- %s\n", escape(s))
	}
	if len(p.Sources) > 0 {
		m.f("\n")
	}
	for i := range p.Requirements {
		m.requirement(&p.Requirements[i])
	}
}

func (m *markdown) requirement(r *requirement) {
	m.f("<a id=\"%s\"></a>", r.ID)
	for _, alias := range r.Aliases {
		m.f("<a id=\"%s\"></a>", alias)
	}
	m.f("\n\n### %s\n\n`%s`", escape(r.Title), r.ID)
	for _, alias := range r.Aliases {
		m.f(" · ook `%s`", alias)
	}
	m.f(" · %s · plicht van %s\n\n", escape(r.Importance), escape(r.Bearer))
	m.paragraph(r.Meaning)
	if english := strings.TrimSpace(r.TitleEN + ". " + r.MeaningEN); english != "." {
		m.f("*%s*\n\n", escape(strings.TrimPrefix(english, ". ")))
	}
	m.paragraph(r.Area)
	m.labelled("Bron", strings.Join(r.Sources, "; "))
	m.labelled("Zekerheid", r.Certainty)
	m.labelled("Voorbehoud", r.Caveat)
	if len(r.Needed) > 0 {
		m.f("**%s**\n\n", r.NeededTitle)
		for _, n := range r.Needed {
			m.f("- %s: %s\n", escape(n.Name), escape(n.Text))
		}
		m.f("\n")
	}
	if len(r.Thresholds) > 0 {
		m.f("| drempel | waarde | herkomst |\n|---|---|---|\n")
		for _, t := range r.Thresholds {
			m.f("| %s | %s | %s |\n", escape(t.Name), escape(t.Value), escape(t.Basis))
		}
		m.f("\n")
	}
	for i, c := range r.Changes {
		if i == 0 {
			m.f("**Aangepast**\n\n")
		}
		m.f("- %s\n", escape(c))
		if i == len(r.Changes)-1 {
			m.f("\n")
		}
	}
	m.labelled("Woorden", r.WordsNL)
	m.labelled("Woorden in België", r.WordsBE)
	m.quoted("Modeltekst", r.ModelNL)
	m.quoted("Modeltekst voor België", r.ModelBE)
	for _, x := range r.Examples {
		m.f("**%s**\n\n", x.Title)
		for _, s := range x.Sentences {
			text := lines(s.Text, "  ")
			if s.Lacks != "" {
				text += " *(" + escape(s.Lacks) + ")*"
			}
			m.f("- %s\n", text)
		}
		m.f("\n")
	}
}

func (m *markdown) profile(p *profile) {
	m.f("### %s\n\n`--profile %s` · %d eisen", escape(p.Title), p.Name, p.Requirements)
	if len(p.On) > 0 {
		m.f(" · bouwt voort op %s", escape(strings.Join(p.On, ", ")))
	}
	m.f("\n\n")
	m.paragraph(p.Meaning)
	for _, c := range p.Changes {
		m.f("- %s\n", escape(c))
	}
	if len(p.Changes) > 0 {
		m.f("\n")
	}
}

func (m *markdown) paragraph(text string) {
	if text != "" {
		m.f("%s\n\n", escape(text))
	}
}

func (m *markdown) labelled(label, text string) {
	if text != "" {
		m.f("**%s:** %s\n\n", label, escape(text))
	}
}

func (m *markdown) quoted(label, text string) {
	if text != "" {
		m.f("**%s**\n\n> %s\n\n", label, lines(text, "> "))
	}
}

// lines writes a text of more lines so that each stays one.
func lines(text, indent string) string {
	var out []string
	for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, escape(l))
		}
	}
	return strings.Join(out, "\\\n"+indent)
}

// escape keeps text from being read as Markdown or HTML.
func escape(s string) string {
	var b strings.Builder
	for i, c := range strings.Join(strings.Fields(s), " ") {
		switch {
		case strings.ContainsRune("\\`*_<>[]|~", c), i == 0 && strings.ContainsRune("#+-=", c):
			b.WriteByte('\\')
		case c == '&':
			b.WriteString("&amp;")
			continue
		case (c == '.' || c == ')') && i > 0 && i < 10 && numeral(s[:i]):
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

func numeral(s string) bool { return strings.Trim(s, "0123456789") == "" }
