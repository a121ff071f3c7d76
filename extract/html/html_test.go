package html

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/clausule/clausule/extract/document"
)

// read reads a page that must be readable.
func read(t testing.TB, page string, opts document.Options) *document.Document {
	t.Helper()
	doc, err := Read(t.Context(), document.Source{Name: "a.html", Data: []byte(page)}, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(); err != nil {
		t.Fatal(err)
	}
	return doc
}

// show writes a document with a line per block: kind, level, label and text.
func show(doc *document.Document) string {
	var b strings.Builder
	for i := range doc.Blocks {
		block := &doc.Blocks[i]
		b.WriteString(block.Kind.String())
		if block.Level > 0 {
			fmt.Fprintf(&b, " %d", block.Level)
		}
		if ref := block.Table; ref != nil {
			fmt.Fprintf(&b, " %d:%d:%d", ref.Table, ref.Row, ref.Column)
			if ref.Header {
				b.WriteString("h")
			}
		}
		if block.Label != "" {
			b.WriteString(" [" + block.Label + "]")
		}
		b.WriteString(": " + strings.ReplaceAll(doc.Text[block.Body:block.Span.End], "\n", "/") + "\n")
	}
	return b.String()
}

// want compares a document with lines as show writes them.
func want(t *testing.T, doc *document.Document, lines ...string) {
	t.Helper()
	if got, want := show(doc), strings.Join(lines, "\n")+"\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestText: what a reader of the page sees, paragraph by paragraph.
func TestText(t *testing.T) {
	for _, tc := range []struct {
		name, page string
		want       []string
	}{
		{"white space", "<p>De  verwerker\n\tmeldt&nbsp;een <b>datalek</b>.</p>", []string{"paragraph: De verwerker meldt een datalek."}},
		{"no end tags", "<p>Een<p>twee<div>drie<p>vier</div>vijf", []string{"paragraph: Een", "paragraph: twee", "paragraph: drie", "paragraph: vier", "paragraph: vijf"}},
		{"head without end", "<head><title>Titel</title><meta charset=utf-8><p>Tekst", []string{"paragraph: Tekst"}},
		{"raw text", "<script>if (a<b) '<p>nee</p>'</script><style>p{}</style><noscript>nee</noscript><p>ja<template><p>nee</template>", []string{"paragraph: ja"}},
		{"hidden", `<p hidden>nee<p style="display : none">nee<p style="visibility:hidden">nee<b style="visibility:visible">ja</b><p class="sr-only">nee<p style="mso-hide:all">nee<dialog>nee</dialog>`, []string{"paragraph: ja"}},
		{"hidden by a rule", `<style>/* x */ .weg, #ook { display: none !important } @media print { p { display: none } } div .nee { display:none } p.half{visibility:hidden}</style>` +
			`<p class="a weg">nee<p id=ook>nee<p class=half>nee<p class=nee>ja`, []string{"paragraph: ja"}},
		{"panels of an accordion", `<div class="accordion-body" style="display:none"><p>De verwerker meldt een datalek.</div><div id="x" hidden role="tabpanel">Tab</div>`, []string{"paragraph: De verwerker meldt een datalek.", "paragraph: Tab"}},
		{"decoration", `<h2>Duur <a href="#x" aria-hidden="true">#</a></h2><p><span aria-hidden="true">1.</span> Tekst`, []string{"heading 2: Duur", "item 1 [1]: Tekst"}},
		{"line breaks", "<p>Een<br>twee<br><br>drie</p>", []string{"paragraph: Een/twee", "paragraph: drie"}},
		{"preformatted", "<pre>Artikel 1\n\nDe verwerker\n  beveiligt.\n</pre>", []string{"heading 2 [Artikel 1]: ", "paragraph: De verwerker/beveiligt."}},
		{"raised", "<p>Een termijn<sup>2</sup> van 10 m<sup>2</sup>, de 1<sup>e</sup> dag", []string{"paragraph: Een termijn² van 10 m², de 1e dag"}},
		{"quotes", "<p><q>Verwerker</q>", []string{"paragraph: “Verwerker”"}},
		{"entities", "<p>&euro; 10 &lt;b&gt; &#8211; &eacute;&eacute;n &amp;nbsp;", []string{"paragraph: € 10 <b> – één &nbsp;"}},
		{"form", `<p><input type=checkbox checked> ja <input type=radio> nee <input value="24"> uur <input type=hidden value=x> <select><option>a<option selected>binnen<option>c</select> <textarea>
twee</textarea>`, []string{"paragraph: ☒ ja ☐ nee 24 uur binnen twee"}},
		{"first option", `<p>Keuze: <select><optgroup label=x><option>een</option><option>twee</optgroup></select>.`, []string{"paragraph: Keuze: een."}},
		{"details", "<details><summary>Artikel 4. Duur</summary>Een jaar.</details>", []string{"heading 2 [Artikel 4]: Duur", "paragraph: Een jaar."}},
		{"fallbacks", "<p>Een <video>nee</video><canvas>nee</canvas><ruby>twee<rt>nee</rt></ruby><svg><title>nee</title><text>in beeld</text><path/></svg></p>", []string{"paragraph: Een tweein beeld"}},
		{"formula", "<p>Korting: <math><mfrac><mi>a</mi><mi>b</mi></mfrac><msup><mn>10</mn><mn>3</mn></msup><annotation>nee</annotation></math>", []string{"paragraph: Korting: a/b10^3"}},
		{"headings", `<h1>Titel</h1><h3>Drie</h3><div role=heading aria-level=2>Twee</div><h2>De verwerker meldt een datalek binnen vierentwintig uur aan de klant, na ontdekking.</h2>`,
			[]string{"heading 1: Titel", "heading 3: Drie", "heading 2: Twee", "paragraph: De verwerker meldt een datalek binnen vierentwintig uur aan de klant, na ontdekking."}},
		{"bold lines head", "<p><strong>Beveiliging</strong></p><p>Passende maatregelen.</p><p style='font-size:18pt'>Duur</p><p>Een jaar geldt deze overeenkomst.</p>",
			[]string{"heading 1: Beveiliging", "paragraph: Passende maatregelen.", "heading 1: Duur", "paragraph: Een jaar geldt deze overeenkomst."}},
		{"misnested", "<b>Een<p>twee</b></p><p>drie</i></div></td>vier</p>", []string{"heading 1: Een", "paragraph: twee", "paragraph: drievier"}},
		{"definition list", "<dl><dt>Verwerker<dd>Wolkje<dt>Klant<dd>U</dl>", []string{"paragraph: Verwerker", "paragraph: Wolkje", "paragraph: Klant", "paragraph: U"}},
		{"after the body", "<body><p>Een</body></html><p>twee", []string{"paragraph: Een", "paragraph: twee"}},
		{"xhtml", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><div/><p>Een<a id="x"/> <![CDATA[twee & drie]]></p><h:p>vier</h:p></body></html>`, []string{"paragraph: Een twee & drie", "paragraph: vier"}},
		{"table of contents", `<div id="TOC"><ul><li>Inleiding<li>Duur</ul></div><p class=MsoToc1>Slot 3</p><p>Tekst`, []string{"toc: Inleiding", "toc: Duur", "toc: Slot 3", "paragraph: Tekst"}},
		{"block by style", `<span style="display:block">Een</span><span style="display:block;float:left">a</span>b`, []string{"paragraph: Een", "paragraph: ab"}},
	} {
		t.Run(tc.name, func(t *testing.T) { want(t, read(t, tc.page, document.Options{}), tc.want...) })
	}
}

// TestLists: the numbers that a browser shows.
func TestLists(t *testing.T) {
	for _, tc := range []struct {
		name, page string
		want       []string
	}{
		{"plain", "<ol><li>een<li>twee<ul><li>drie</ul><li>vier</ol>", []string{"item 1 [1]: een", "item 1 [2]: twee", "item 2 [•]: drie", "item 1 [3]: vier"}},
		{"start and value", "<ol start=3><li>a<li value=7>b<li>c</ol>", []string{"item 1 [3]: a", "item 1 [7]: b", "item 1 [8]: c"}},
		{"reversed", "<ol reversed><li>a<li>b<li>c</ol><ol reversed start=9><li>d<li>e</ol>", []string{"item 1 [3]: a", "item 1 [2]: b", "item 1 [1]: c", "item 1 [9]: d", "item 1 [8]: e"}},
		{"types", "<ol type=a start=26><li>x<li>y</ol><ol type=I start=4><li>x</ol><ol style='list-style: lower-roman inside'><li>x<li>y</ol>",
			[]string{"item 1 [z]: x", "item 1 [aa]: y", "item 1 [IV]: x", "item 1 [i]: x", "item 1 [ii]: y"}},
		{"none", "<ol style='list-style-type:none'><li>een</ol><ul style='list-style:none'><li>twee</ul>", []string{"paragraph: een", "paragraph: twee"}},
		{"by a rule", "<style>ol.l{list-style-type:upper-alpha} li{list-style-type:none}</style><ol class=l><li style='list-style-type:upper-alpha'>een<li>twee</ol>", []string{"item 1 [A]: een", "paragraph: twee"}},
		{"text as marker", `<ul style='list-style-type:"– "'><li>een</ul>`, []string{"item 1 [•]: een"}},
		{"number typed as well", "<ol><li>1. Een.<li>2.1 Twee.<li>Drie.</ol><p>Of:<ul><li>a) vier<li>vijf</ul>", []string{"item 1 [1]: Een.", "paragraph [2.1]: Twee.", "item 1 [3]: Drie.", "paragraph: Of:", "item 1 [a)]: vier", "item 1 [•]: vijf"}},
		{"second paragraph", "<ol><li><p>Een<p>meer<li><p>Twee</ol>", []string{"item 1 [1]: Een", "paragraph: meer", "item 1 [2]: Twee"}},
		{"heading in an item", "<ol><li><h1>Beveiliging</h1></ol><p>Tekst<ol start=2><li><h1>Duur</h1></ol>", []string{"heading 1 [1]: Beveiliging", "paragraph: Tekst", "heading 1 [2]: Duur"}},
		{"item without list", "<li>een", []string{"item 1 [•]: een"}},
		{"counters of Google Docs", `<style>ol.k-0.start{counter-reset:c0 0}.k-0>li{counter-increment:c0}.k-0>li:before{content:"" counter(c0,decimal) ". "}` +
			`ol.k-1.start{counter-reset:c1 0}.k-1>li{counter-increment:c1}.k-1>li:before{content:counter(c0,decimal) "." counter(c1,lower-latin) ". "}ol.k-0,ol.k-1{list-style-type:none}.b>li:before{content:"\0025cf  "}ul.b{list-style-type:none}</style>` +
			`<ol class="x k-0 start"><li>Een</ol><ol class="k-1 start"><li>a<li>b</ol><ol class=k-0><li>Twee</ol><ol class="k-1 start"><li>c</ol><ul class=b><li>punt</ul>`,
			[]string{"item 1 [1]: Een", "item 1 [1.a]: a", "item 1 [1.b]: b", "item 1 [2]: Twee", "item 1 [2.a]: c", "item 1 [•]: punt"}},
		{"nested counters", `<style>ol{counter-reset:i;list-style:none} li{counter-increment:i} li:before{content:counters(i,".") " "} h2:before{content:"Artikel " counter(h) ". "} h2{counter-increment:h}</style>` +
			`<div><h2>Duur</h2><h2>Einde</h2></div><ol><li>een<ol><li>twee<li>drie</ol><li>vier</ol>`,
			[]string{"heading 2 [Artikel 1]: Duur", "heading 2 [Artikel 2]: Einde", "item 1 [1]: een", "paragraph [1.1]: twee", "paragraph [1.2]: drie", "item 1 [2]: vier"}},
	} {
		t.Run(tc.name, func(t *testing.T) { want(t, read(t, tc.page, document.Options{}), tc.want...) })
	}
}

func TestTables(t *testing.T) {
	for _, tc := range []struct {
		name, page string
		want       []string
	}{
		{"spans", "<table><caption>Subverwerkers<thead><tr><th>Naam<th>Land<tbody><tr><td rowspan=2>AWS<td>Ierland<tr><td>Polen<tr><td colspan=2>Slot</table>",
			[]string{"paragraph: Subverwerkers", "cell 1:0:0h: Naam", "cell 1:0:1h: Land", "cell 1:1:0: AWS", "cell 1:1:1: Ierland", "cell 1:2:1: Polen", "cell 1:3:0: Slot"}},
		{"header by th", "<table><tr><th>a<th>b<tr><th>c<td>d</table>", []string{"cell 1:0:0h: a", "cell 1:0:1h: b", "cell 1:1:0: c", "cell 1:1:1: d"}},
		{"header by looks", "<table><tr><td><b>a</b><td><b>b</b><tr><td>c<td>d</table>", []string{"cell 1:0:0h: a", "cell 1:0:1h: b", "cell 1:1:0: c", "cell 1:1:1: d"}},
		{"nested", "<table><tr><td>a<td><table><tr><td>b<td>c</table><tr><td>d<td>e<tr><td>f<tr><td>g</table>",
			[]string{"cell 1:0:0: a", "cell 2:0:0: b", "cell 2:0:1: c", "cell 1:1:0: d", "cell 1:1:1: e", "cell 1:2:0: f", "cell 1:3:0: g"}},
		{"one column", "<table><tr><td><h2>Duur</h2><ol><li>een</ol></table>", []string{"heading 2: Duur", "item 1 [1]: een"}},
		{"page layout", "<table><tr><td>Menu<td><h1>Voorwaarden</h1><p>Tekst<table><tr><td>a<td>b</table></table>", []string{"paragraph: Menu", "heading 1: Voorwaarden", "paragraph: Tekst", "cell 1:0:0: a", "cell 1:0:1: b"}},
		{"presentation", "<table role=presentation><tr><td>a<td>b</table>", []string{"paragraph: a", "paragraph: b"}},
		{"paragraphs end with their cell", "<table><tr><td><p>a<td><p>b<tr><td>c<td>d</table><p>e", []string{"cell 1:0:0: a", "cell 1:0:1: b", "cell 1:1:0: c", "cell 1:1:1: d", "paragraph: e"}},
	} {
		t.Run(tc.name, func(t *testing.T) { want(t, read(t, tc.page, document.Options{}), tc.want...) })
	}
}

const long = "De verwerker treft passende technische en organisatorische maatregelen om de persoonsgegevens te beveiligen tegen verlies of enige vorm van onrechtmatige verwerking. "

// TestMainContent: what stands around the contract is left out, and what may be
// the contract never.
func TestMainContent(t *testing.T) {
	contract := "<h1>Verwerkersovereenkomst</h1><p>" + long + "</p>"
	read1 := []string{"heading 1: Verwerkersovereenkomst", "paragraph: " + strings.TrimSpace(long)}
	for _, tc := range []struct {
		name, page string
		want       []string
	}{
		{"navigation", "<header><nav><ul><li>Home</ul></nav></header><div class='site-nav'>Menu</div><div class=breadcrumbs>Home / Juridisch</div>" + contract + "<aside>Zie ook</aside><footer>KvK 1</footer>", read1},
		{"roles", "<div role=banner>Wolkje</div><div role=navigation>Home</div><div role=search>Zoek</div>" + contract + "<div role=contentinfo>KvK</div>", read1},
		{"cookies", "<div id=CybotCookiebotDialog><p>" + strings.Repeat("Wij plaatsen cookies om het gebruik van de site te meten. ", 9) + "</div>" + contract + strings.Repeat("<p>"+long, 9),
			append(read1, strings.Split(strings.TrimSuffix(strings.Repeat("paragraph: "+strings.TrimSpace(long)+"\n", 9), "\n"), "\n")...)},
		{"main", "<p>Bel ons</p><main>" + contract + "</main><p>Deel dit</p>", read1},
		{"one article", "<p>Bel ons</p><article><header>" + contract + "</header></article>", read1},
		{"two articles", "<article>Een</article><article>twee</article>", []string{"paragraph: Een", "paragraph: twee"}},
		{"small main", "<main><p>Welkom</main>" + contract, append([]string{"paragraph: Welkom"}, read1...)},
		{"contract outside main", "<main>" + contract + strings.Repeat("<p>"+long, 3) + "</main>" + strings.Repeat("<p>Bijlage. "+long, 3), append(append(read1,
			strings.Split(strings.TrimSuffix(strings.Repeat("paragraph: "+strings.TrimSpace(long)+"\n", 3), "\n"), "\n")...),
			strings.Split(strings.TrimSuffix(strings.Repeat("paragraph: Bijlage. "+strings.TrimSpace(long)+"\n", 3), "\n"), "\n")...)},
		{"contract in a sidebar", "<aside>" + strings.Repeat("<p>"+long, 3) + "</aside>", strings.Split(strings.TrimSuffix(strings.Repeat("paragraph: "+strings.TrimSpace(long)+"\n", 3), "\n"), "\n")},
		{"places for links to come to", contract + "<section id=delen><h2>Delen</h2><p>Wij delen uw gegevens niet.</section><section id=gdpr><h2>AVG</h2><p>De verwerker meldt een inbreuk.</section><div class=consent><p>Een subverwerker vergt vooraf toestemming.</div>",
			append(read1[:2:2], "heading 2: Delen", "paragraph: Wij delen uw gegevens niet.", "heading 2: AVG", "paragraph: De verwerker meldt een inbreuk.", "paragraph: Een subverwerker vergt vooraf toestemming.")},
		{"a provision set apart", contract + "<aside><p>De aansprakelijkheid is beperkt tot 10.000 euro.</aside><div class=sidebar><p>Lees ook: tarieven</div>",
			append(read1[:2:2], "paragraph: De aansprakelijkheid is beperkt tot 10.000 euro.")},
		{"misleading class", "<div class=page-with-sidebar>" + contract + "</div>", read1},
		{"title block", "<header><h1>Verwerkersovereenkomst</h1><p>Versie 3</header><p>Tekst", []string{"heading 1: Verwerkersovereenkomst", "paragraph: Versie 3", "paragraph: Tekst"}},
	} {
		t.Run(tc.name, func(t *testing.T) { want(t, read(t, tc.page, document.Options{}), tc.want...) })
	}
	t.Run("headers asked for", func(t *testing.T) {
		want(t, read(t, "<header>Wolkje<nav>Home</nav></header>"+contract+"<footer>KvK 1</footer>", document.Options{Headers: true}),
			"header: Wolkje", read1[0], read1[1], "footer: KvK 1")
	})
}

// wordPage is what Word saves.
const wordPage = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:Author>Jan</o:Author></xml><![endif]--><style><!-- p.MsoNormal {mso-style-parent:"";} --></style></head><body><div class=WordSection1>
<h1><![if !supportLists]><span style='mso-list:Ignore'>Artikel 1<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]><a name="_Ref1">Beveiliging</a><o:p></o:p></h1>
<p><![if !supportLists]><span style='mso-list:Ignore'>1.1<span>&nbsp;&nbsp; </span></span><![endif]>De verwerker neemt maatregelen.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span><![if !supportFootnotes]><span>[1]</span><![endif]></span></a> Zie <!--[if supportFields]><span style='mso-element:field-begin'></span> REF _Ref1 <![endif]--><a href="#_Ref1">artikel 1</a>.<o:p></o:p></p>
<p><span style='font-family:Symbol'><span style='mso-list:Ignore'>&middot;<span>&nbsp;</span></span></span>Termijn: <del cite="mailto:Jan" datetime="2025-01-01">72</del><ins cite="mailto:Jan" datetime="2025-01-01">24</ins> uur.<span style='mso-hide:all'>geheim</span></p>
<div style='mso-element:comment-list'>Opmerking van Jan</div>
<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Volgens ISO 27001.</p></div></div></div></body></html>`

func TestWord(t *testing.T) {
	doc := read(t, wordPage, document.Options{})
	want(t, doc, "heading 1 [Artikel 1]: Beveiliging", "paragraph [1.1]: De verwerker neemt maatregelen. Zie artikel 1.",
		"footnote: Volgens ISO 27001.", "item 1 [•]: Termijn: 24 uur.")
	if len(doc.Links) != 1 || doc.Slice(doc.Links[0].Span) != "artikel 1" || doc.Links[0].Block != 0 {
		t.Errorf("links %+v", doc.Links)
	}
}

// TestComments: what was noted in the margin is no part of the text.
func TestComments(t *testing.T) {
	for _, tc := range []struct{ name, page string }{
		{"Google Docs", `<body class="doc-content"><p>De verwerker<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> meldt.</p>
<div class="c4"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Schrappen?</span></p><p>Nog eens: schrappen.</p></div><p>Slot.</p></body>`},
		{"Word, filtered", `<p class=MsoNormal>De verwerker<span class=MsoCommentReference><a class=msocomanchor id="_anchor_1" href="#_msocom_1">[J1]</a></span> meldt.</p>
<div><hr class=msocomoff><div><div id="_com_1" class=msocomtxt><p class=MsoCommentText><a name="_msocom_1"></a><a href="#_msoanchor_1" class=msocomoff>[J1]</a>Schrappen?</p></div></div></div><p>Slot.</p>`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			want(t, read(t, tc.page, document.Options{}), "paragraph: De verwerker meldt.", "paragraph: Slot.")
		})
	}
}

func TestRevisions(t *testing.T) {
	const page = `<p>Binnen <del cite="mailto:Jan" datetime="2025-01-01T10:00">72</del><ins>24</ins> uur.</p><del><p>Dit vervalt.</p></del><ins><p>Dit komt erbij.</p></ins><p>Blijft <s>staan</s>.`
	for _, tc := range []struct {
		view    document.Revisions
		want    []string
		changes []string
	}{
		{document.AcceptRevisions, []string{"paragraph: Binnen 24 uur.", "paragraph: Dit komt erbij.", "paragraph: Blijft staan."}, []string{"24", "Dit komt erbij."}},
		{document.OriginalRevisions, []string{"paragraph: Binnen 72 uur.", "paragraph: Dit vervalt.", "paragraph: Blijft staan."}, []string{"72", "Dit vervalt."}},
		{document.AllRevisions, []string{"paragraph: Binnen 72 24 uur.", "paragraph: Dit vervalt.", "paragraph: Dit komt erbij.", "paragraph: Blijft staan."}, []string{"72", " ", "24", "Dit vervalt.", "Dit komt erbij."}},
	} {
		doc := read(t, page, document.Options{Revisions: tc.view})
		want(t, doc, tc.want...)
		var changes []string
		for _, c := range doc.Changes {
			changes = append(changes, doc.Slice(c.Span))
			if doc.Slice(c.Span) == "72" && (c.Author != "Jan" || c.Date != "2025-01-01T10:00" || c.Revision != document.Deleted) {
				t.Errorf("change %+v", c)
			}
		}
		if strings.Join(changes, "|") != strings.Join(tc.changes, "|") {
			t.Errorf("view %d: changes %q, want %q", tc.view, changes, tc.changes)
		}
		if codes(doc) != "doorgehaalde-tekst wijzigingen-geaccepteerd" {
			t.Errorf("view %d: warnings %v", tc.view, doc.Warnings)
		}
	}
}

func codes(doc *document.Document) string {
	var list []string
	for _, w := range doc.Warnings {
		list = append(list, string(w.Code))
	}
	return strings.Join(list, " ")
}

func TestNotes(t *testing.T) {
	for name, page := range map[string]string{
		"pandoc":      `<p>Een<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> twee.</p><p>Drie.</p><section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>De noot.<a href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></section>`,
		"LibreOffice": `<p>Een<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> twee.</p><p>Drie.</p><div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>De noot.</p></div>`,
		"EPUB":        `<p>Een<a epub:type="noteref" href="#n1">*</a> twee.</p><p>Drie.</p><aside epub:type="footnote" id="n1"><p>De noot.</p></aside>`,
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, page, document.Options{})
			want(t, doc, "paragraph: Een twee.", "footnote: De noot.", "paragraph: Drie.")
			if len(doc.Links) > 0 {
				t.Errorf("links %+v", doc.Links)
			}
		})
	}
	t.Run("without reference", func(t *testing.T) {
		want(t, read(t, `<p>Een.</p><section class=footnotes><ol><li>De noot.</ol></section>`, document.Options{}), "paragraph: Een.", "footnote: De noot.")
	})
}

func TestLinks(t *testing.T) {
	doc := read(t, `<p>Zie <a href="#a2">artikel <b>2</b></a>, <a href="#weg">dit</a> en <a href="https://x.nl/#a2">dat</a>.<h2 id=a1>Artikel 1</h2><p>Tekst.<h2><a name=a2></a>Artikel 2</h2><p>Tekst, zie <a href="#a1">hierboven</a>.`, document.Options{})
	var got []string
	for _, l := range doc.Links {
		got = append(got, doc.Slice(l.Span)+" > "+doc.Blocks[l.Block].Label)
	}
	if want := "artikel 2 > Artikel 2, hierboven > Artikel 1"; strings.Join(got, ", ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestLibreOffice: numbers outside lists stand against the text.
func TestLibreOffice(t *testing.T) {
	want(t, read(t, `<meta name="generator" content="LibreOffice 7.4"/><body><div title="header"><p>Concept</p></div><h1>Artikel 1.Begrippen</h1><p>1.1De verwerker beveiligt.</p><p>a)Datalek: een inbreuk.</p><p>Wet 2018B is geen nummer.</p>`, document.Options{}),
		"heading 1 [Artikel 1]: Begrippen", "paragraph [1.1]: De verwerker beveiligt.", "item 1 [a)]: Datalek: een inbreuk.", "paragraph: Wet 2018B is geen nummer.")
}

func TestWarnings(t *testing.T) {
	for _, tc := range []struct{ name, page, want string }{
		{"nothing", "<p>Tekst<img src=logo.png>" + long + long, ""},
		{"frame", "<p>Tekst<iframe src=x></iframe>", "inhoud-niet-gelezen"},
		{"frame of an advertiser", "<p>Tekst<iframe src=x width=1 height=1></iframe><iframe style='display:none'></iframe><nav><iframe></iframe></nav>", ""},
		{"frameset", "<frameset><frame src=a><frame src=b></frameset>", "inhoud-niet-gelezen"},
		{"only pictures", "<p>Scan<img src=1.png>", "inhoud-niet-gelezen"},
		{"picture of a page", "<p>" + long + long + "<img width=794 height=1123>", "inhoud-niet-gelezen"},
		{"sentences around the contract", "<main><p>" + long + "</main><footer><p>Op deze overeenkomst is Nederlands recht van toepassing.</footer>", "omlijsting-weggelaten"},
		{"nothing but names around it", "<main><p>" + long + "</main><footer><p>KvK 1 te Utrecht</footer>", ""},
		{"hidden text", "<p>Tekst<p hidden>" + long + long + long, "onzichtbare-tekst"},
		{"nothing hidden that matters", "<p>Tekst<p hidden>a", ""},
		{"encoding", "<p>Verwerker \xe9\xe9n", "tekencodering-geraden"},
		{"depth", strings.Repeat("<div>", 2000) + "tekst", "bestand-hersteld"},
	} {
		if doc := read(t, tc.page, document.Options{}); codes(doc) != tc.want {
			t.Errorf("%s: %v, want %q", tc.name, doc.Warnings, tc.want)
		}
	}
}

func TestEncodings(t *testing.T) {
	const text = "Eén verwerker – “Wolkje” € 5"
	latin, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("<html><p>" + text)
	if err != nil {
		t.Fatal(err)
	}
	bare, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String("<html><p>" + text)
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{
		"utf-8":           "<p>" + text,
		"byte order mark": "\ufeff<p>" + text,
		"meta":            `<meta charset="windows-1252"><p>` + latin,
		"pragma":          `<meta http-equiv=Content-Type content="text/html; charset=windows-1252"><p>` + latin,
		"latin1":          `<meta charset=iso-8859-1><p>` + latin,
		"far away":        "<!--" + strings.Repeat(" ", 3000) + `--><meta charset="cp1252"><p>` + latin,
		"xml":             `<?xml version="1.0" encoding="windows-1252"?><html><p>` + latin,
		"utf-16":          utf16,
		"utf-16 bare":     bare,
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, page, document.Options{})
			want(t, doc, "paragraph: "+text)
			if len(doc.Warnings) > 0 {
				t.Errorf("warnings %v", doc.Warnings)
			}
		})
	}
	t.Run("lying declaration", func(t *testing.T) {
		doc := read(t, "<meta charset=utf-8><p>"+latin, document.Options{})
		want(t, doc, "paragraph: "+text)
		if codes(doc) != "tekencodering-geraden" {
			t.Errorf("warnings %v", doc.Warnings)
		}
	})
}

// TestErrors: what cannot be read is an error with a reason.
func TestErrors(t *testing.T) {
	for _, tc := range []struct {
		name   string
		data   string
		limits document.Limits
		reason error
	}{
		{"empty", "", document.Limits{}, document.ErrEmpty},
		{"file too large", "<p>Tekst", document.Limits{FileBytes: 4}, document.ErrLimit},
		{"page too large", "<p>Tekst", document.Limits{PartBytes: 4}, document.ErrLimit},
		{"grows when decoded", "<meta charset=windows-1252><p>" + strings.Repeat("\x80", 100), document.Limits{PartBytes: 200}, document.ErrLimit},
		{"archive without page", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nx\n--x--", document.Limits{}, document.ErrDamaged},
		{"archive with many parts", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + strings.Repeat("--x\n\n", 50), document.Limits{Parts: 9}, document.ErrLimit},
	} {
		_, err := Read(t.Context(), document.Source{Name: "a.html", Data: []byte(tc.data)}, document.Options{Limits: tc.limits})
		var typed *document.Error
		if !errors.As(err, &typed) || !errors.Is(err, tc.reason) {
			t.Errorf("%s: %v, want %v", tc.name, err, tc.reason)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, document.Source{Name: "a.html", Data: []byte("<p>Tekst")}, document.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestIs(t *testing.T) {
	utf16 := func(s string) string {
		var b bytes.Buffer
		b.WriteString("\xff\xfe")
		for _, c := range []byte(s) {
			b.Write([]byte{c, 0})
		}
		return b.String()
	}
	for _, tc := range []struct {
		data string
		want bool
	}{
		{"<!DOCTYPE html><p>x", true},
		{" \r\n<!-- saved from url -->\n<HTML lang=nl>", true},
		{"<body>x", true},
		{"<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN'><html>", true},
		{"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>", true},
		{utf16("<html><p>x"), true},
		{archiveOf("quoted-printable", "<p>x"), true},
		{"<?xml version='1.0'?><pkg:package>", false},
		{"<header>x", false},
		{"<p>x", false},
		{"De verwerker <html>", false},
		{"", false},
		{"To: a@b.nl\n" + archiveOf("8bit", "<p>x"), false},
		{"MIME-Version: 1.0\nContent-Type: text/plain\n\nx", false},
	} {
		if got := Is([]byte(tc.data)); got != tc.want {
			t.Errorf("%.60q: %v", tc.data, got)
		}
	}
}
