package review

import (
	"bytes"
	_ "embed"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/nguyenthenguyen/docx"
)

//go:embed template/addendum.docx
var addendumTemplate []byte

// write fills in the template by github.com/nguyenthenguyen/docx, which replaces
// fields in the main part and the footer and writes the package. What it cannot
// do is done here: a line end would become w:br inside w:t, so texts come in one
// line; a value that looks like a field would be filled in itself; paragraphs
// and rows that occur more than once are made from the one in the template; and
// errors of the writer are not told, so that it writes to memory.
func (a *addendum) write(w io.Writer) error {
	file, err := docx.ReadDocxFromMemory(bytes.NewReader(addendumTemplate), int64(len(addendumTemplate)))
	if err != nil {
		return fmt.Errorf("review: het sjabloon van het addendum: %w", err)
	}
	d := file.Editable()
	name := "Addendum bij " + a.title
	for _, f := range [...][2]string{
		{"opschrift", "Addendum"}, {"titel", "bij " + a.title}, {"overweging", a.preamble},
		{"tekent-een", a.parties[0].signs}, {"tekent-twee", a.parties[1].signs},
		{"bijlage", a.language.annex}, {"toelichting", a.intro}, {"voldoet", a.met},
		{"kop-eis", a.language.title}, {"kop-oordeel", a.language.status}, {"kop-plaats", a.language.place}, {"kop-tekort", a.language.lacks},
	} {
		if err := d.Replace(field(f[0]), value(f[1]), -1); err != nil {
			return err
		}
	}
	if err := d.ReplaceFooter(field("voettekst"), value(name)); err != nil {
		return err
	}
	content := d.GetContent()
	content = repeat(content, "w:p", "partij", func(one string) string {
		return filled(one, "partij", a.parties[0].line) + filled(one, "partij", a.parties[1].line)
	})
	line := element(content, "w:p", "lid")
	content = repeat(content, "w:p", "lid", func(string) string { return "" })
	content = repeat(content, "w:p", "artikel", func(one string) string {
		var b strings.Builder
		for _, art := range a.articles {
			b.WriteString(filled(one, "artikel", art.heading))
			for _, text := range art.lines {
				b.WriteString(filled(line, "lid", text))
			}
		}
		return b.String()
	})
	content = repeat(content, "w:tr", "eis", func(one string) string {
		var b strings.Builder
		for _, r := range a.rows {
			b.WriteString(filled(one, "eis", r.title, "bron", r.source, "oordeel", r.status, "plaats", r.place, "tekort", r.lacks))
		}
		return b.String()
	})
	d.SetContent(content)
	var out bytes.Buffer
	if err := d.Write(&out); err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}

func field(name string) string { return "{{" + name + "}}" }

// value makes of a text what can be filled in: one line, and no field.
func value(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "{{", "{ {")
}

// filled is a piece of the template with pairs of fields and texts filled in, in
// one pass.
func filled(piece string, pairs ...string) string {
	list := make([]string, len(pairs))
	for i := 0; i < len(pairs); i += 2 {
		var b bytes.Buffer
		// Writing to memory does not fail.
		_ = xml.EscapeText(&b, []byte(value(pairs[i+1])))
		list[i], list[i+1] = field(pairs[i]), b.String()
	}
	return strings.NewReplacer(list...).Replace(piece)
}

// bounds finds the element with a tag in which a field stands.
func bounds(content, tag, name string) (start, end int) {
	at := strings.Index(content, field(name))
	if at < 0 {
		return 0, 0
	}
	start = max(strings.LastIndex(content[:at], "<"+tag+">"), strings.LastIndex(content[:at], "<"+tag+" "))
	closing := "</" + tag + ">"
	length := strings.Index(content[at:], closing)
	if start < 0 || length < 0 {
		return 0, 0
	}
	return start, at + length + len(closing)
}

func element(content, tag, name string) string {
	start, end := bounds(content, tag, name)
	return content[start:end]
}

// repeat puts something in the place of the element in which a field stands.
func repeat(content, tag, name string, make func(one string) string) string {
	start, end := bounds(content, tag, name)
	return content[:start] + make(content[start:end]) + content[end:]
}

// join writes the number of a paragraph: "2.3".
func join(article, paragraph int) string {
	return strconv.Itoa(article) + "." + strconv.Itoa(paragraph)
}
