package rtf

import (
	"errors"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

func check(t *testing.T, data []byte, opts document.Options) {
	doc, err := Read(t.Context(), document.Source{Name: "a.rtf", Data: data}, opts)
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
	for _, state := range []document.Revision{document.Deleted, document.Inserted} {
		view, _ := doc.Without(state)
		if err := view.Validate(); err != nil {
			t.Fatal(err)
		}
	}
}

// seeds are bodies that use most of what the reader knows.
func seeds() []string {
	return []string{
		`{\listtext\pard 1.1\tab}\pard\ls1\ilvl1 a{\deleted b\par}{\revised\revauth1\revdttm-2015266240 c}\pard\s1\ls2 d\par{\v e}{\mvf f}{\mvt g}`,
		`\trowd\trhdr\clmgf\cellx9\clmrg\cldel\cellx99\pard\intbl a\cell\pard\intbl\itap2 b\nestcell{\*\nesttableprops\trowd\cellx5\nestrow}\cell\row\pard c\par`,
		`{\field{\*\fldinst HYPERLINK \\l "x"}{\fldrslt {\*\bkmkstart x}a}}{\field{\*\fldinst FORMDROPDOWN{\*\formfield{\fftype2\ffres0{\*\ffl b}}}}}{\field{\*\fldinst TOC}{\fldrslt c\tab 1\par}}`,
		`a{\footnote b{\shp{\*\shpinst{\shptxt c\par}}}}{\header d\par}{\object{\*\objclass e}{\result f}}{\pict\picwgoal9 00\bin3 }}}}{\upr{g}{\*\ud h}}{\*\moMath{\mden i}}`,
		`{\*\pn\pnlvlbody\pnstart3{\pntxta .}}a\par\uc2\u-10179??\u-8704\'65\'65\u-3913 b\f3\'b7\f22\'82\'a0\sect`,
	}
}

// FuzzRead varies the bytes of the file.
func FuzzRead(f *testing.F) {
	for _, s := range seeds() {
		f.Add([]byte(word(s)), uint8(0))
	}
	f.Fuzz(func(t *testing.T, data []byte, view uint8) {
		check(t, data, document.Options{Headers: view&4 != 0, Revisions: document.Revisions(view % 3), Limits: document.Limits{TextBytes: 1 << 20}})
	})
}

// FuzzTokens varies the body behind an intact header. The tokens must cover
// the file without going back.
func FuzzTokens(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		s := scanner{data: []byte(body)}
		for before := -1; ; {
			tok := s.next()
			if tok.kind == tokenEOF {
				break
			}
			if s.pos <= before || s.pos > len(body) {
				t.Fatalf("token %d goes from %d to %d of %d", tok.kind, before, s.pos, len(body))
			}
			before = s.pos
		}
		check(t, []byte(word(body)), document.Options{Headers: true, Revisions: document.AllRevisions})
	})
}

// contract is the body of a contract of some 300 pages, as Word writes it.
func contract(articles int) string {
	var b strings.Builder
	for range articles {
		b.WriteString(`{\listtext\pard\plain\ltrpar \rtlch\fcs1 \af0 \ltrch\fcs0 \b\insrsid1 Artikel 1\tab}\pard\plain \ltrpar\s1\ql\fi-720\li720\ls1\outlinelevel0\adjustright\rin0\lin720 {\rtlch\fcs1 \af0 \ltrch\fcs0 \b\insrsid1 Beveiliging van persoonsgegevens}{\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 ` + "\r\n" + `\par }`)
		for range 5 {
			b.WriteString(`{\listtext\pard\plain\ltrpar \rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 1.1\tab}\pard\plain \ltrpar\ql\fi-720\li720\ls1\ilvl1\adjustright {\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 De verwerker treft passende technische en organisatorische maatregelen }` +
				`{\rtlch\fcs1 \ai\af2 \ltrch\fcs0 \i\f2\insrsid1 om de geco\u246\'f6rdineerde persoonsgegevens te beveiligen }{\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 tegen verlies of enige vorm van onrechtmatige verwerking.` + "\r\n" + `\par }`)
		}
	}
	return b.String()
}

func BenchmarkRead(b *testing.B) {
	data := []byte(word(contract(2500)))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(b.Context(), document.Source{Name: "a.rtf", Data: data}, document.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTokens is the floor under BenchmarkRead: cutting the file into
// tokens alone.
func BenchmarkTokens(b *testing.B) {
	data := []byte(word(contract(2500)))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		s := scanner{data: data}
		for s.next().kind != tokenEOF {
		}
	}
}
