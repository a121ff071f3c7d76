package odt

import (
	"archive/zip"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// TestRead reads small bodies, in a package and in one XML file.
func TestRead(t *testing.T) {
	frame := func(content string) string {
		return `<draw:frame svg:width="5cm" svg:height="2cm">` + content + `</draw:frame>`
	}
	for _, c := range []struct{ name, body, want string }{
		{"text", p(`De <text:span>verwerker</text:span> meldt` + "\n  " + `een<text:s text:c="3"/>datalek<text:line-break/>binnen 24<text:tab/>uur.`),
			"paragraph: De verwerker meldt een datalek⏎binnen 24⇥uur."},
		{"headings", h(1, "P1", "Definities") + h(2, "Heading_20_2", "Begrippen") + h(1, "Ongenummerd", "Ondertekening") + h(3, "Heading_20_2", "Diep") + h(1, "Kop_20_1", "Duur"),
			"heading[Artikel 1] 1: Definities\nheading[1.1] 2: Begrippen\nheading 1: Ondertekening\nheading[1.2] 3: Diep\nheading[Artikel 2] 1: Duur"},
		{"heading by style name", styled("Title", "Overeenkomst") + p("Tussen partijen."), "heading 1: Overeenkomst\nparagraph: Tussen partijen."},
		{"heading that is a clause", h(2, "Heading_20_2", "De verwerker meldt een inbreuk zonder onredelijke vertraging aan de verantwoordelijke."),
			"paragraph[1.1]: De verwerker meldt een inbreuk zonder onredelijke vertraging aan de verantwoordelijke."},
		{"heading that restarts", h(1, "P1", "Een") + `<text:h text:style-name="P1" text:outline-level="1" text:restart-numbering="true" text:start-value="7">Zeven</text:h>` +
			`<text:h text:style-name="P1" text:outline-level="1" text:is-list-header="true">Zonder</text:h>` + h(1, "P1", "Acht"),
			"heading[Artikel 1] 1: Een\nheading[Artikel 7] 1: Zeven\nheading 1: Zonder\nheading[Artikel 8] 1: Acht"},
		{"table", tbl(`<table:table-header-rows>`+row(cell(p("Wat")), cell(p("Waar")))+`</table:table-header-rows>`,
			row(cell(p("Opslag")), cell(p("Almere")+tbl(row(cell(p("binnen")))))),
			row(`<table:table-cell table:number-columns-spanned="2">`+p("samen")+`</table:table-cell><table:covered-table-cell>`+p("bedekt")+`</table:covered-table-cell>`),
			`<table:table-row table:number-rows-repeated="4000000000"><table:table-cell table:number-columns-repeated="99999999"/></table:table-row>`),
			"cell 1/0/0H: Wat\ncell 1/0/1H: Waar\ncell 1/1/0: Opslag\ncell 1/1/1: Almere\ncell 2/0/0: binnen\ncell 1/2/0: samen"},
		{"table with a bold first row", tbl(row(cell(p(span("T1", "Soort"))), cell(p(span("T1", "Termijn")))), row(cell(p("P1")), cell(p("15 minuten"))), `<table:table-row table:visibility="collapse">`+cell(p("weg"))+`</table:table-row>`),
			"cell 1/0/0H: Soort\ncell 1/0/1H: Termijn\ncell 1/1/0: P1\ncell 1/1/1: 15 minuten"},
		{"picture with a description", p(strings.Repeat("Tekst van een contract. ", 10) + frame(`<draw:image/><svg:title>Schema</svg:title><svg:desc>Ligging van het datacentrum</svg:desc>`) + "na"), "paragraph: " + strings.Repeat("Tekst van een contract. ", 10) + "na\npicture: [Afbeelding: Ligging van het datacentrum]"},
		{"text box", p("voor " + frame(`<draw:text-box>`+p("in het kader")+`</draw:text-box><draw:image/>`) + "na"), "paragraph: voor na\ntextbox: in het kader"},
		{"shapes", p(`<draw:g><draw:rect>` + p("vak") + `</draw:rect><draw:custom-shape>` + p("wolk") + `<draw:enhanced-geometry/></draw:custom-shape></draw:g>tekst`), "paragraph: tekst\ntextbox: vak\ntextbox: wolk"},
		{"frame on the page", frame(`<draw:text-box>`+p("los")+`</draw:text-box>`) + p("tekst"), "textbox: los\nparagraph: tekst"},
		{"notes", p(`Termijn<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>` + p("Werkdagen.") + p("Ook in mei.") +
			`</text:note-body></text:note> van dertig dagen`), "paragraph: Termijn van dertig dagen\nfootnote: Werkdagen.\nfootnote: Ook in mei."},
		{"annotation", p(`Akkoord<office:annotation><dc:creator>Jan</dc:creator>` + p("klopt dit?") + `</office:annotation><office:annotation-end/>.`), "paragraph: Akkoord."},
		{"fields", p(`<text:date>15 januari 2026</text:date>, <text:placeholder>naam</text:placeholder>, <text:drop-down><text:label text:value="x"/>gekozen</text:drop-down>, ` +
			`<text:ruby><text:ruby-base>basis</text:ruby-base><text:ruby-text>boven</text:ruby-text></text:ruby><text:script>alert()</text:script>`),
			"paragraph: 15 januari 2026, naam, gekozen, basis"},
		{"hidden", p(`zicht`+span("T2", "weg"+span("T4", "baar"))) + styled("Weg", "weg") + p(`weg<text:hidden-paragraph text:is-hidden="true"/>`) +
			p(`<text:hidden-text text:is-hidden="true">weg</text:hidden-text><text:hidden-text>hier</text:hidden-text><text:variable-set text:display="none">weg</text:variable-set>`) +
			`<text:section text:display="none">` + p("weg") + `</text:section><text:section text:display="condition" text:is-hidden="true">` + p("weg") + `</text:section>` +
			`<text:section text:display="condition">` + p("deel") + `</text:section>`, "paragraph: zichtbaar\nparagraph: hier\nparagraph: deel"},
		{"index", `<text:table-of-content><text:table-of-content-source><text:index-title-template>sjabloon</text:index-title-template></text:table-of-content-source><text:index-body>` +
			`<text:index-title>` + p("Inhoud") + `</text:index-title>` + p(`Definities<text:tab/>2`) + `</text:index-body></text:table-of-content>` + p("Tekst."),
			"toc: Inhoud\ntoc: Definities⇥2\nparagraph: Tekst."},
		{"superscript and symbols", p("10 m"+span("T3", "2")+" 1"+span("T3", "e")) + p(span("Symbool", "\uf0fe")+" akkoord"), "paragraph: 10 m² 1e\nparagraph: ☑ akkoord"},
		{"form fields of Word", p(`<field:fieldmark field:type="vnd.oasis.opendocument.field.FORMCHECKBOX"><field:param field:name="Checkbox_Checked" field:value="true"/></field:fieldmark> ja ` +
			`<field:fieldmark-start field:type="x.FORMTEXT"/>FORMTEXT<field:fieldmark-separator/>Almere<field:fieldmark-end/>`), "paragraph: ☒ ja Almere"},
		{"controls", `<office:forms><form:form><form:checkbox form:id="c1" form:label="akkoord" form:current-state="checked"/><form:text form:id="c2" form:current-value="Almere"/></form:form></office:forms>` +
			p(`<draw:control draw:control="c1"/>, <draw:control draw:control="c2"/>`), "paragraph: ☒ akkoord, Almere"},
		{"content control", p(`Plaats: <loext:content-control>Almere</loext:content-control>`), "paragraph: Plaats: Almere"},
		{"style loop", styled("LusA", "tekst"), "paragraph: tekst"},
		{"formula in the text", p(frame(`<draw:object><math:math><math:msub><math:mi>x</math:mi><math:mn>1</math:mn></math:msub></math:math></draw:object>`) + " is groter"), "paragraph: x_1 is groter"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, pack(t, parts(c.body), zip.Deflate), document.Options{})
			if got := outline(doc); got != c.want {
				t.Errorf("package:\n got %s\nwant %s", got, c.want)
			}
			one := read(t, flat(c.body), document.Options{})
			if got := outline(one); got != c.want {
				t.Errorf("one XML file:\n got %s\nwant %s", got, c.want)
			}
			if len(doc.Warnings)+len(one.Warnings) > 0 {
				t.Errorf("warnings: %v %v", doc.Warnings, one.Warnings)
			}
		})
	}
}

func TestEmbeddedFormula(t *testing.T) {
	doc := read(t, pack(t, parts(p(`F is <draw:frame><draw:object xlink:href="./Object 1"/><draw:image/></draw:frame>.`)), zip.Deflate), document.Options{})
	if got := outline(doc); got != "paragraph: F is a/10^3." || len(doc.Warnings) > 0 {
		t.Errorf("got %s, %v", got, doc.Warnings)
	}
}

func TestHeaders(t *testing.T) {
	doc := read(t, pack(t, parts(p("Tekst.")), zip.Deflate), document.Options{Headers: true})
	if got, want := outline(doc), "header: Kopregel\nparagraph: Tekst.\nfooter: blz. 3"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// TestPages: breaks count only where they agree with the number of pages that
// the file states; styles break pages too.
func TestPages(t *testing.T) {
	for _, c := range []struct {
		name, body string
		pages      string
	}{
		{"agree", p("een") + p("twee<text:soft-page-break/> drie") + styled("P2", "vier"), "1 1 3"},
		{"between paragraphs", styled("P2", "een") + `<text:soft-page-break/>` + p("twee") + `<text:soft-page-break/>` + p("drie"), "1 2 3"},
		{"too few", p("een") + p("twee<text:soft-page-break/> drie"), "0 0"},
	} {
		doc := read(t, pack(t, parts(c.body), zip.Deflate), document.Options{})
		var got []string
		for _, b := range doc.Blocks {
			got = append(got, string(rune('0'+b.Page)))
		}
		if strings.Join(got, " ") != c.pages {
			t.Errorf("%s: blocks on pages %v, want %s", c.name, got, c.pages)
		}
	}
}

func TestLinks(t *testing.T) {
	doc := read(t, pack(t, parts(
		p(`Zie <text:bookmark-ref text:ref-name="b1">artikel 1</text:bookmark-ref>, <text:a xlink:href="#b1">aldaar</text:a>, <text:a xlink:href="https://example.nl/">elders</text:a> `+
			`en <text:reference-ref text:ref-name="b1">niets</text:reference-ref>.`)+
			h(1, "P1", `<text:bookmark-start text:name="b1"/>Duur<text:bookmark-end text:name="b1"/>`)), zip.Deflate), document.Options{})
	var got []string
	for _, l := range doc.Links {
		got = append(got, doc.Slice(l.Span)+" -> "+doc.Slice(doc.Blocks[l.Block].Span))
	}
	if s := strings.Join(got, "; "); s != "artikel 1 -> Artikel 1. Duur; aldaar -> Artikel 1. Duur" {
		t.Errorf("got %s", s)
	}
}

func TestWarnings(t *testing.T) {
	large := `<draw:frame svg:width="21cm" svg:height="297mm"><draw:image xlink:href="Pictures/1.png"/></draw:frame>`
	text := p(strings.Repeat("De verwerker beveiligt de gegevens. ", 10))
	for _, c := range []struct {
		name, codes string
		change      func(map[string]string)
	}{
		{"without styles", "onderdeel-ontbreekt", func(m map[string]string) { delete(m, "styles.xml") }},
		{"styles are no XML", "onderdeel-ontbreekt", func(m map[string]string) { m["styles.xml"] = "<a>" }},
		{"page of a scan", "inhoud-niet-gelezen", func(m map[string]string) { m[contentPart] = content(text + p(large)) }},
		{"only a small picture", "inhoud-niet-gelezen", func(m map[string]string) { m[contentPart] = content(p(`<draw:frame><draw:image/></draw:frame>`)) }},
		{"struck out by hand", "doorgehaalde-tekst", func(m map[string]string) {
			m[contentPart] = strings.Replace(content(text+p(span("Door", "72")+" 24 uur")), "<office:automatic-styles>", `<office:automatic-styles><style:style style:name="Door" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>`, 1)
		}},
		{"picture beside text", "", func(m map[string]string) {
			m[contentPart] = content(text + p(`<draw:frame><draw:image/></draw:frame>`))
		}},
		{"embedded file", "inhoud-niet-gelezen", func(m map[string]string) {
			m[contentPart] = content(text + p(`<draw:frame><draw:object xlink:href="./Object 9"/></draw:frame>`))
		}},
		{"unknown glyph", "tekens-zonder-unicode", func(m map[string]string) { m[contentPart] = content(text + p(span("Symbool", "\uf001"))) }},
		{"unknown number format", "onderdeel-ontbreekt", func(m map[string]string) {
			m["styles.xml"] = strings.Replace(m["styles.xml"], `style:num-format="A"`, `style:num-format="一"`, 1)
			m[contentPart] = content(text + ul(`text:style-name="Letters"`, li(p("x"))))
		}},
	} {
		in := parts(text)
		c.change(in)
		if got := codes(read(t, pack(t, in, zip.Deflate), document.Options{})); got != c.codes {
			t.Errorf("%s: got %q, want %q", c.name, got, c.codes)
		}
	}
}

func TestRefuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		reason error
		found  string
		change func(map[string]string)
	}{
		{"spreadsheet", document.ErrUnsupported, "OpenDocument-werkblad (.ods)", func(m map[string]string) { m["mimetype"] = "application/vnd.oasis.opendocument.spreadsheet" }},
		{"presentation by its content", document.ErrUnsupported, "OpenDocument-presentatie (.odp)", func(m map[string]string) {
			m[contentPart] = strings.NewReplacer("<office:text", "<office:presentation", "</office:text", "</office:presentation").Replace(m[contentPart])
		}},
		{"password", document.ErrEncrypted, "OpenDocument-tekst (.odt)", func(m map[string]string) {
			m["META-INF/manifest.xml"] = strings.Replace(manifest, `text"/>`, `text"/><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>`, 1)
		}},
		{"without text", document.ErrDamaged, "OpenDocument-tekst (.odt)", func(m map[string]string) { delete(m, contentPart) }},
		{"document type", document.ErrDamaged, "OpenDocument-tekst (.odt)", func(m map[string]string) { m[contentPart] = "<!DOCTYPE a>" + m[contentPart] }},
		{"broken off", document.ErrDamaged, "OpenDocument-tekst (.odt)", func(m map[string]string) { m[contentPart] = m[contentPart][:len(m[contentPart])-30] }},
		{"too deep", document.ErrLimit, "OpenDocument-tekst (.odt)", func(m map[string]string) {
			m[contentPart] = content(strings.Repeat("<text:section>", 2000) + strings.Repeat("</text:section>", 2000))
		}},
	} {
		in := parts(p("Tekst."))
		c.change(in)
		_, err := Read(t.Context(), document.Source{Name: "a.odt", Data: pack(t, in, zip.Deflate)}, document.Options{})
		var typed *document.Error
		if !errors.Is(err, c.reason) || !errors.As(err, &typed) || typed.Found != c.found {
			t.Errorf("%s: got %v, want %v (%s)", c.name, err, c.reason, c.found)
		}
	}
	for name, c := range map[string]struct {
		data   string
		reason error
	}{
		"nothing": {"", document.ErrEmpty}, "other XML": {"<a/>", document.ErrUnsupported}, "no XML": {"abc", document.ErrDamaged},
		"flat presentation": {strings.ReplaceAll(string(flat("")), "office:text", "office:presentation"), document.ErrUnsupported},
	} {
		if _, err := Read(t.Context(), document.Source{Name: "a.fodt", Data: []byte(c.data)}, document.Options{}); !errors.Is(err, c.reason) {
			t.Errorf("%s: got %v, want %v", name, err, c.reason)
		}
	}
	if _, err := Read(t.Context(), document.Source{Name: "a.fodt", Data: flat(p("Tekst."))}, document.Options{Limits: document.Limits{PartBytes: 100}}); !errors.Is(err, document.ErrLimit) {
		t.Errorf("too large: got %v", err)
	}
}

func TestStopsWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, data := range [][]byte{pack(t, parts(p("Tekst.")), zip.Deflate), flat(p("Tekst."))} {
		if _, err := Read(ctx, document.Source{Name: "a.odt", Data: data}, document.Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want cancelled", err)
		}
	}
}

// TestLongParagraph: a paragraph of several megabytes is cut, and loses
// nothing.
func TestLongParagraph(t *testing.T) {
	sentence := "De verwerker houdt een register bij. "
	doc := read(t, pack(t, parts(ul(digits, li(p(strings.Repeat(span("T1", sentence), 100_000))))), zip.Deflate), document.Options{Limits: document.Limits{InflateRate: 1000}})
	if got := strings.Count(doc.Text, strings.TrimSpace(sentence)); got != 100_000 || len(doc.Blocks) < 2 || doc.Blocks[0].Label != "1" || doc.Blocks[1].Label != "" {
		t.Errorf("%d sentences in %d blocks", got, len(doc.Blocks))
	}
}
