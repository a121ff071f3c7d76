package html

import (
	"errors"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

func check(t *testing.T, data []byte, opts document.Options) {
	doc, err := Read(t.Context(), document.Source{Name: "a.html", Data: data}, opts)
	if err != nil {
		var typed *document.Error
		if !errors.As(err, &typed) {
			t.Fatalf("untyped error %v", err)
		}
		return
	}
	if err := doc.Validate(); err != nil {
		t.Fatal(err)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		wordPage,
		`<!doctype html><style>ol{counter-reset:i}li:before{content:counters(i,".") " "}li{counter-increment:i}.x{display:none}</style><nav>a</nav><main><ol reversed start=3><li value=9>a<li>b<ul><li>c</ol><table><tr><td rowspan=0 colspan=3>d<td><table><tr><th>e</table></table></main>`,
		`<p>Een<a href="#fn1"><sup>1</sup></a><ins cite=a>b</ins><del>c<p>d</del><select><option>a<option selected>b</select><input type=checkbox checked><section class=footnotes><ol><li id=fn1>Noot<a href="#r">↩</a></ol></section>`,
		`<?xml version="1.0" encoding="utf-8"?><html><body><svg><text>a</text></svg><math><mfrac><mi>a</mi><mi>b</mi></mfrac></math><pre>a

b</pre><![if !supportLists]>1.1<![endif]>c</body></html>`,
		archiveOf("quoted-printable", "<p>a=3Db=\r\nc"),
		archiveOf("base64", "PHA+YQ=="),
	} {
		f.Add([]byte(s), uint8(0))
	}
	f.Fuzz(func(t *testing.T, data []byte, view uint8) {
		check(t, data, document.Options{Headers: view&4 != 0, Revisions: document.Revisions(view % 3), Limits: document.Limits{TextBytes: 1 << 20, PartBytes: 1 << 20}})
	})
}

// FuzzStyles varies the style sheet of a page.
func FuzzStyles(f *testing.F) {
	f.Add(`.a > li:before { content: "\2022 " counter(x, lower-roman) } @media x { p { } } /* */ ol.a.start { counter-reset: x 3 y }`, `display:none; font-size: 2em; list-style: "a\"" inside`)
	f.Fuzz(func(t *testing.T, sheet, style string) {
		check(t, []byte("<style>"+sheet+`</style><ol class="a start" style="`+strings.ReplaceAll(style, `"`, "&quot;")+`"><li>een<li>twee</ol>`), document.Options{})
	})
}

// TestHostile: bytes made to take time or memory end in a document or an error.
func TestHostile(t *testing.T) {
	n := 200_000
	if testing.Short() {
		n /= 20
	}
	for name, page := range map[string]string{
		"nested":          strings.Repeat("<div>", n) + "tekst",
		"nested and back": strings.Repeat("<div>", n) + "tekst" + strings.Repeat("</div>", n),
		"unclosed":        strings.Repeat("<b><i><p>", n) + "tekst",
		"end tags":        strings.Repeat("<b>", 500) + "<div>" + strings.Repeat("</b></i></p></li>", n) + "tekst",
		"tables":          strings.Repeat("<table><tr><td>", n) + "tekst",
		"cells":           "<table>" + strings.Repeat("<tr><td rowspan=65534 colspan=1000>a", n/10) + "</table>",
		"lists":           strings.Repeat("<ol><li value=1000000000000000000>a", n),
		"attributes":      "<p" + strings.Repeat(" a=b", n) + ">tekst",
		"many attributes": "<p" + strings.Repeat(" a=b", 4*n) + ">tekst",
		"long attribute":  "<p title='" + strings.Repeat("a>", 8*n) + "'>tekst",
		"entities":        "<p>" + strings.Repeat("&amp;&notanentity;&#x110000;", n),
		"one word":        strings.Repeat("a", 64*n),
		"script":          "<script>" + strings.Repeat("</scrip <p>", n) + "</script>tekst",
		"comment":         "<!--" + strings.Repeat("--", 8*n),
		"ids":             strings.Repeat("<a id=x href='#x'>a</a>", n),
		"changes":         "<p>" + strings.Repeat("<ins>a</ins><del>b</del>", n),
		"changes broken":  "<p>" + strings.Repeat("<ins>a</ins><br>1.1 b", n/4),
		"options":         "<select>" + strings.Repeat("<option>a", n),
		"rules":           "<style>" + strings.Repeat(".a,.b{display:none}", n) + "</style><p class='a b'>tekst",
		"counters":        "<style>div{counter-reset:a} b:before{content:counters(a,'.')}</style>" + strings.Repeat("<div>", 500) + strings.Repeat("<b>a</b>", n),
		"classes":         "<style>.z{}</style>" + strings.Repeat("<p class='"+strings.Repeat("a ", 500)+"'>a", n/100),
		"conditionals":    strings.Repeat("<![if !supportLists]>1", n),
		"names":           strings.Repeat("<a"+strings.Repeat("b", 90)+">", n/10),
		"boundaries":      "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n" + strings.Repeat("--a\n", n),
		"header":          "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n" + strings.Repeat(" x\n", n),
	} {
		t.Run(name, func(t *testing.T) {
			for _, view := range []document.Revisions{document.AcceptRevisions, document.AllRevisions} {
				check(t, []byte(page), document.Options{Revisions: view})
			}
		})
	}
}

// TestOversized: a token of more than the tokenizer takes is read in pieces, and
// what comes after it as well.
func TestOversized(t *testing.T) {
	word := strings.Repeat("verwerker ", maxToken/4)
	for name, page := range map[string]string{
		"text":      "<p>" + word + "&eacute;</p><p>slot",
		"attribute": "<p>" + "<img src='data:" + strings.Repeat("A", 2*maxToken) + "'>é</p><p>slot",
		"script":    "<p><script>" + word + "<p>nee</script>é</p><p>slot",
		"comment":   "<p><!--" + word + "<p>nee-->é</p><p>slot",
		"textarea":  "<p><textarea>" + word + "</textarea>é</p><p>slot",
	} {
		doc := read(t, page, document.Options{})
		if !strings.Contains(doc.Text, "é") || !strings.HasSuffix(doc.Text, "\n\nslot") || strings.Contains(doc.Text, "nee") {
			t.Errorf("%s: ends %q", name, doc.Text[max(0, len(doc.Text)-40):])
		}
		if kept := strings.Count(doc.Text, "verwerker"); (name == "text" || name == "textarea") && kept < maxToken/4-4 {
			t.Errorf("%s: only %d words", name, kept)
		}
	}
}

// contract is a page with a contract of some 300 pages.
func contract(articles int) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><head><meta charset=utf-8><style>.c1{font-weight:700}</style></head><body><main>")
	for range articles {
		b.WriteString("<h2 id='x' class='c1'>Beveiliging van persoonsgegevens</h2><ol>")
		for range 5 {
			b.WriteString("<li><p class='c2' style='margin-top:0cm;line-height:110%'>De verwerker treft passende technische en organisatorische maatregelen <span style='font-family:Calibri'><i>om de persoonsgegevens te beveiligen</i></span> tegen verlies of enige vorm van onrechtmatige verwerking.</p>")
		}
		b.WriteString("</ol>")
	}
	return b.String()
}

func BenchmarkRead(b *testing.B) {
	data := []byte(contract(2500))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(b.Context(), document.Source{Name: "a.html", Data: data}, document.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
