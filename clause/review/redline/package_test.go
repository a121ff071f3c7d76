package redline

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
)

// simple is a comment on the first word and a paragraph behind it.
func simple() Edit {
	return Edit{Comments: []Comment{{document.Span{Start: 0, End: 4}, "één\n\t<twee>"}},
		Insertions: []Insertion{{Paragraphs: []Paragraph{{Text: "Één nieuw.", Like: 0}}, Comment: "erbij"}}}
}

func utf16Of(s string, bigEndian bool) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		hi, lo := byte(u>>8), byte(u)
		if bigEndian {
			hi, lo = lo, hi
		}
		b.WriteByte(lo)
		b.WriteByte(hi)
	}
	return b.String()
}

// TestPackages: packages of other writers keep to their ways. Want are texts that
// the parts hold afterwards.
func TestPackages(t *testing.T) {
	const commentsRel = `<Relationship Id="rId8" Type="` + relationsOf + `/comments" Target="comments.xml"/></Relationships>`
	withComments := func(xml string) func(map[string]string) {
		return func(in map[string]string) {
			in[relsName] = strings.Replace(in[relsName], `</Relationships>`, commentsRel, 1)
			in["word/comments.xml"] = xml
		}
	}
	for _, c := range []struct {
		name   string
		change func(in map[string]string)
		want   map[string]string
		added  int // parts more than there were
	}{
		{"plain", func(map[string]string) {}, map[string]string{
			typesPart: `<Override PartName="/word/comments.xml" ContentType="` + commentsType + `"/></Types>`, relsName: commentsRel,
			"word/comments.xml": `<w:comments xmlns:w="` + transitional + `"><w:comment w:id="0" w:author="Clausule" w:initials="C">`}, 1},
		{"comments that are there", withComments(`<w:comments` + spaceDecl + `><w:comment w:id="5" w:author="X"><w:p/></w:comment></w:comments>`), map[string]string{
			"word/comments.xml": `</w:comment><w:comment w:id="6"`, mainName: `<w:commentRangeStart w:id="6"/>`}, 0},
		{"comments without end tag", withComments(`<w:comments xmlns:w="` + transitional + `" />`), map[string]string{"word/comments.xml": `<w:comments xmlns:w="` + transitional + `" ><w:comment w:id="0"`}, 0},
		{"comments of another prefix", withComments(`<x:comments xmlns:x="` + transitional + `"><!-- leeg --></x:comments>`), map[string]string{"word/comments.xml": `<!-- leeg --><x:comment x:id="0"`}, 0},
		{"comments in UTF-16", withComments(utf16Of(`<w:comments xmlns:w="`+transitional+`"></w:comments>`, true)), map[string]string{"word/comments.xml": utf16Of(`één`, true)[2:]}, 0},
		{"a relationship without its part", func(in map[string]string) {
			in[relsName] = strings.Replace(in[relsName], `</Relationships>`, commentsRel, 1)
		}, map[string]string{typesPart: `/word/comments.xml`}, 1},
		{"the name is taken", func(in map[string]string) { in["word/Comments.xml"] = "<x/>" }, map[string]string{typesPart: `/word/comments1.xml`, relsName: `Target="comments1.xml"`}, 1},
		{"no relationships", func(in map[string]string) {
			delete(in, relsName)
			in[typesPart] = strings.Replace(in[typesPart], `<Default Extension="rels" ContentType="`+relationsType+`"/>`, "", 1)
		}, map[string]string{typesPart: `<Default Extension="rels"`, relsName: `<Relationship Id="rId1"`}, 2},
		{"types with a prefix", func(in map[string]string) {
			in[typesPart] = `<t:Types xmlns:t="` + typesSpace + `"><t:Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></t:Types>`
			in[relsName] = strings.NewReplacer("<Rel", "<r:Rel", "</Rel", "</r:Rel", "xmlns=", "xmlns:r=").Replace(in[relsName])
		}, map[string]string{typesPart: `<t:Override PartName="/word/comments.xml"`, relsName: `<r:Relationship Id="rId8"`}, 1},
		{"lists without end tag", func(in map[string]string) {
			in[relsName] = `<Relationships xmlns="` + relationsSpace + `"/>`
		}, map[string]string{relsName: `"><Relationship Id="rId1"`}, 1},
		{"the main part elsewhere", func(in map[string]string) {
			in["_rels/.rels"] = strings.Replace(rootRels, "word/document.xml", "/doc/hoofd.xml", 1)
			in[typesPart] = strings.Replace(in[typesPart], "word/document.xml", "doc/hoofd.xml", 1)
			in["doc/hoofd.xml"] = in[mainName]
			delete(in, mainName)
			delete(in, relsName)
		}, map[string]string{"doc/comments.xml": `één`, typesPart: `/doc/comments.xml`, "doc/_rels/hoofd.xml.rels": `Target="comments.xml"`}, 2},
		{"strict", func(in map[string]string) {
			for _, name := range []string{mainName, "word/styles.xml", "word/numbering.xml"} {
				in[name] = strings.ReplaceAll(in[name], transitional, strict)
			}
		}, map[string]string{"word/comments.xml": strict, relsName: `"` + strictRelationType + `"`}, 1},
		{"another prefix", func(in map[string]string) {
			in[mainName] = strings.NewReplacer("<w:", "<q:", "</w:", "</q:", " w:", " q:", "xmlns:w=", "xmlns:q=").Replace(in[mainName])
		}, map[string]string{mainName: `<q:commentRangeStart q:id="0"/><q:r><q:t>Twee`}, 1},
		{"no prefix", func(in map[string]string) {
			in[mainName] = `<document xmlns="` + transitional + `"><body><p><r><t>Twee woorden</t></r></p><p/></body></document>`
		}, map[string]string{mainName: `<p><w:commentRangeStart xmlns:w="` + transitional + `" w:id="0"/><r><t>Twee</t></r>`}, 1},
		{"a prefix with two meanings", func(in map[string]string) {
			in[mainName] = strings.Replace(in[mainName], "<w:sectPr/>", `<x:y xmlns:x="urn:x" xmlns:w="urn:w"/>`, 1)
		}, map[string]string{mainName: `<w:commentRangeStart xmlns:w="` + transitional + `" w:id="0"/>`}, 1},
		{"UTF-16, little end first", func(in map[string]string) { in[mainName] = utf16Of(in[mainName], false) }, map[string]string{mainName: utf16Of("Één nieuw", false)[2:]}, 1},
		{"UTF-16, big end first", func(in map[string]string) { in[mainName] = utf16Of(in[mainName], true) }, map[string]string{mainName: utf16Of("Één nieuw", true)[2:]}, 1},
		{"ASCII", func(in map[string]string) {
			in[mainName] = strings.Replace(in[mainName], "UTF-8", "us-ascii", 1)
		}, map[string]string{mainName: "&#201;&#233;n nieuw."}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := parts(p(run("Twee woorden")) + p(""))
			c.change(in)
			data := pack(t, in)
			var b bytes.Buffer
			out, err := Apply(t.Context(), &b, document.Source{Name: "a.docx", Data: data}, document.Options{}, simple(), Options{})
			if err != nil {
				t.Fatal(err, errors.Unwrap(err))
			}
			if out.Comments[0].Fit != Exact || out.Insertions[0].Fit != Exact {
				t.Errorf("%+v", out)
			}
			made := unpack(t, b.Bytes())
			for name, want := range c.want {
				if !strings.Contains(made[name], want) {
					t.Errorf("%s: no %q in %s", name, want, made[name])
				}
			}
			if len(made) != len(in)+c.added {
				t.Errorf("%d parts, were %d", len(made), len(in))
			}
			for name, content := range made {
				if strings.HasPrefix(content, "\xff") || strings.HasPrefix(content, "\xfe") || strings.Contains(content, "ascii") {
					continue
				}
				if err := wellFormed(content); err != nil {
					t.Errorf("%s: %v in %s", name, err, content)
				}
			}
			if got := readAll(t, b.Bytes(), document.AcceptRevisions).Text; got != "Twee woorden\n\nÉén nieuw." {
				t.Errorf("accepted: %q", got)
			}
			checkMade(t, document.Source{Name: "a.docx", Data: data}, b.Bytes(), readAll(t, data, document.AcceptRevisions), simple(), out)
		})
	}
}

func wellFormed(content string) error {
	d := xml.NewDecoder(strings.NewReader(content))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// TestRefused: what nothing is written into.
func TestRefused(t *testing.T) {
	var flat strings.Builder
	flat.WriteString(`<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">`)
	for name, xml := range parts(p(run("Twee woorden"))) {
		_, root, found := strings.Cut(xml, "?>")
		if !found {
			root = xml
		}
		fmt.Fprintf(&flat, `<pkg:part pkg:name="/%s"><pkg:xmlData>%s</pkg:xmlData></pkg:part>`, name, root)
	}
	flat.WriteString(`</pkg:package>`)
	with := func(change func(in map[string]string)) []byte {
		in := parts(p(run("Twee woorden")))
		change(in)
		return pack(t, in)
	}
	for _, c := range []struct {
		name   string
		data   []byte
		reason error
	}{
		{"flat", []byte(flat.String()), ErrFlat},
		{"signed", with(func(in map[string]string) { in["_xmlsignatures/sig1.xml"] = "<x/>" }), ErrSigned},
		{"signed by relationship", with(func(in map[string]string) {
			in["_rels/.rels"] = strings.Replace(rootRels, `</Rel`, `<Relationship Id="s" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="x"/></Rel`, 1)
		}), ErrSigned},
		{"empty", nil, document.ErrEmpty},
		{"pdf", []byte("%PDF-1.7"), document.ErrUnsupported},
		{"no content types", with(func(in map[string]string) { delete(in, typesPart) }), document.ErrDamaged},
		{"content types that are no XML", with(func(in map[string]string) { in[typesPart] = "<Types" }), document.ErrDamaged},
		{"relationships that are no XML", with(func(in map[string]string) { in[relsName] = "<Relationships>" }), document.ErrDamaged},
		{"comments that are none", with(func(in map[string]string) {
			in[relsName] = strings.Replace(in[relsName], `</Rel`, `<Relationship Id="c" Type="x/comments" Target="comments.xml"/></Rel`, 1)
			in["word/comments.xml"] = "<html/>"
		}), document.ErrDamaged},
		{"a doctype", with(func(in map[string]string) { in[mainName] = "<!DOCTYPE x>" + in[mainName] }), document.ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			out, err := Apply(t.Context(), &b, document.Source{Name: "a.docx", Data: c.data}, document.Options{}, simple(), Options{})
			if !errors.Is(err, c.reason) || out != nil || b.Len() > 0 {
				t.Errorf("%v with %d bytes, want %v", err, b.Len(), c.reason)
			}
		})
	}
	e := &Error{Name: "a.docx", Reason: ErrSigned, Language: lang.English}
	if got := e.Error(); got != "a.docx: the file is digitally signed, and a change breaks the signature; work in a copy of which the signature was removed in Word" {
		t.Error(got)
	}
}

// TestProtection: the lock on a document is reported and stays.
func TestProtection(t *testing.T) {
	for xml, want := range map[string]string{
		`<w:documentProtection w:edit="readOnly" w:enforcement="1"/>`:              "readOnly",
		`<w:documentProtection w:edit="trackedChanges" w:enforcement="true"/>`:     "trackedChanges",
		`<w:documentProtection w:edit="forms" w:enforcement="0"/>`:                 "",
		`<w:documentProtection w:edit="none" w:enforcement="1"/><w:trackChanges/>`: "",
	} {
		in := parts(p(run("Twee woorden")))
		in[relsName] = strings.Replace(in[relsName], `</Rel`, `<Relationship Id="s" Type="x/settings" Target="settings.xml"/></Rel`, 1)
		in["word/settings.xml"] = `<w:settings` + spaceDecl + `>` + xml + `</w:settings>`
		made, out := apply(t, in, simple(), Options{})
		if out.Protection != want || made["word/settings.xml"] != in["word/settings.xml"] {
			t.Errorf("%s: %q", xml, out.Protection)
		}
	}
}

// TestSame: equal calls give equal bytes, an empty edit gives the parts as they
// were, and a writer that fails or a context that ended gives its error.
func TestSame(t *testing.T) {
	in := parts(p(run("Twee woorden")) + p(run("Nog iets.")))
	src := document.Source{Name: "a.docx", Data: pack(t, in)}
	var a, b bytes.Buffer
	for _, w := range []io.Writer{&a, &b} {
		if _, err := Apply(t.Context(), w, src, document.Options{}, simple(), Options{}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two calls give different files")
	}
	if made, _ := apply(t, in, Edit{}, Options{}); !maps.Equal(made, in) {
		t.Error("an empty edit changes a part")
	}
	broken := errors.New("the disk is full")
	if _, err := Apply(t.Context(), failing{broken}, src, document.Options{}, simple(), Options{}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Apply(ctx, io.Discard, src, document.Options{}, simple(), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestPlacementText: every placement says what it is, in both languages.
func TestPlacementText(t *testing.T) {
	for fit := Exact; fit <= Left; fit++ {
		for why := None; why <= Nowhere; why++ {
			pl := Placement{fit, why}
			dutch, english := pl.Text(lang.Dutch), pl.Text(lang.English)
			if (dutch == "") != (english == "") || dutch != "" && dutch == english || fit > Exact && dutch == "" {
				t.Errorf("%+v: %q, %q", pl, dutch, english)
			}
		}
	}
	if got := (Placement{Widened, Field}).Text(lang.Dutch); got != "bij iets meer of minder tekst; op die plek staat een veld, zoals een inhoudsopgave" {
		t.Error(got)
	}
}

// TestLimits: what would take too much memory is refused, whatever the reader
// makes of it.
func TestLimits(t *testing.T) {
	limits := document.Limits{InflateRate: 10_000}
	for name, content := range map[string]string{
		"elements of a paragraph": p(run("Twee woorden") + strings.Repeat("<w:r/>", maxNodes+1)),
		"paragraphs":              p(run("Twee woorden")) + strings.Repeat("<w:p/>", maxParas+1),
		"cells":                   p(run("Twee woorden")) + strings.Repeat("<w:tbl/>", maxNodes+1),
	} {
		src := document.Source{Name: "a.docx", Data: pack(t, parts(content))}
		if _, err := Apply(t.Context(), io.Discard, src, document.Options{Limits: limits}, simple(), Options{}); !errors.Is(err, document.ErrLimit) {
			t.Errorf("%s: %v", name, err)
		}
	}
	deep := strings.Repeat(`<w:sdt><w:sdtPr/><w:sdtContent>`, 400) + p(run("Twee woorden")) + strings.Repeat(`</w:sdtContent></w:sdt>`, 400)
	if _, out := apply(t, parts(deep), simple(), Options{}); out.Comments[0].Fit != Exact || out.Insertions[0].Fit != Exact {
		t.Errorf("400 controls in each other: %+v", out)
	}
}
