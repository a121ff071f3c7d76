//go:build unix

package docx

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// agreement is a contract of some 300 pages as Word writes one: 150,000 words,
// a main part of 10 MB, in articles, numbered sub-paragraphs, lists, tables and
// notes.
func agreement() map[string]string {
	var b, notes strings.Builder
	words := []string{"verwerker", "verwerkingsverantwoordelijke", "persoonsgegevens", "beveiliging", "maatregelen", "inbreuk", "betrokkene", "overeenkomst",
		"partijen", "schriftelijk", "termijn", "onverwijld", "passende", "technische", "organisatorische", "doorgifte", "subverwerker", "audit", "bewaartermijn", "geheimhouding"}
	n := 0
	sentence := func(length int) string {
		var s strings.Builder
		s.WriteString("De verwerker draagt zorg voor")
		for range length {
			n++
			s.WriteString([]string{" de ", " een ", " en ", " van "}[n%4])
			s.WriteString(words[(n*7919>>3)%len(words)])
		}
		s.WriteString(".")
		return s.String()
	}
	para := func(props, content string) {
		n++
		fmt.Fprintf(&b, `<w:p w14:paraId="%08X" w14:textId="77777777" w:rsidR="00%06X" w:rsidRDefault="00%06X"><w:pPr>%s<w:rPr><w:lang w:val="nl-NL"/></w:rPr></w:pPr>%s</w:p>`, n, n, n, props, content)
	}
	// piece cuts text into runs of a few words, as Word does where it was edited.
	piece := func(props, text string) string {
		var s strings.Builder
		for len(text) > 0 {
			n++
			cut := min(24+n%9, len(text))
			fmt.Fprintf(&s, `<w:r w:rsidR="00%06X" w:rsidRPr="00%06X"><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>%s<w:szCs w:val="20"/><w:lang w:val="nl-NL"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`,
				n*7919&0xffffff, n*104729&0xffffff, props, text[:cut])
			text = text[cut:]
		}
		return s.String()
	}
	list := func(level int) string {
		return fmt.Sprintf(`<w:pStyle w:val="Tekst"/><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="120"/><w:jc w:val="both"/>`, level)
	}
	for article := range 540 {
		para(`<w:pStyle w:val="Kop1"/><w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="_Ref%d"/>`, article, article)+
			piece(`<w:b/><w:bCs/><w:sz w:val="24"/>`, "Beveiliging van persoonsgegevens")+fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, article))
		for lid := range 5 {
			para(list(1), piece("", sentence(8))+piece("", " ")+
				piece(`<w:i/><w:iCs/>`, sentence(2+lid))+`<w:proofErr w:type="spellStart"/>`+piece("", " zoals bedoeld in artikel 7.2.")+`<w:proofErr w:type="spellEnd"/>`)
		}
		for range 3 {
			para(list(2), piece("", sentence(6)))
		}
		if article%10 == 0 {
			fmt.Fprintf(&notes, `<w:footnote w:id="%d"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> %s</w:t></w:r></w:p></w:footnote>`, article, sentence(5))
			para("", piece("", sentence(10))+fmt.Sprintf(`<w:r><w:rPr><w:rStyle w:val="WegTeken"/><w:vanish w:val="0"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, article))
		}
		if article%20 == 0 {
			b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Raster"/><w:tblW w:w="0" w:type="auto"/><w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>`)
			for range 8 {
				b.WriteString(`<w:tr>`)
				for range 3 {
					b.WriteString(`<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>`)
					para("", piece("", sentence(2)))
					b.WriteString(`</w:tc>`)
				}
				b.WriteString(`</w:tr>`)
			}
			b.WriteString(`</w:tbl>`)
		}
	}
	in := parts("")
	in[ordinaryMain] = strings.Replace(body(b.String()), "<w:document", `<w:document xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"`, 1)
	in["word/footnotes.xml"] = `<w:footnotes` + namespaces + `>` + notes.String() + `</w:footnotes>`
	return in
}

// bare inflates the main part and passes over its XML once, which nobody who
// reads it can do without.
func bare(b *testing.B, data []byte) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		b.Fatal(err)
	}
	f, err := r.Open(ordinaryMain)
	if err != nil {
		b.Fatal(err)
	}
	xml, err := io.ReadAll(f)
	if err != nil {
		b.Fatal(err)
	}
	s := xmlscan.New(string(xml), spaces(), xmlscan.Limits{})
	for s.Next().Kind != xmlscan.EOF {
	}
	if s.Err() != nil {
		b.Fatal(s.Err())
	}
}

var writeAgreement = flag.String("write-agreement", "", "write the contract of the benchmark to this file, to measure a whole process on it")

// cpu is the processor time of this process in microseconds; on a busy machine
// it says more than the clock.
func cpu(b *testing.B) int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return (int64(u.Utime.Sec)+int64(u.Stime.Sec))*1_000_000 + int64(u.Utime.Usec) + int64(u.Stime.Usec)
}

// BenchmarkRead reads a contract of 300 pages; the metric x/bare is the
// processor time over that of bare inflation and one pass over the XML, taken
// in turn.
func BenchmarkRead(b *testing.B) {
	in := agreement()
	data := pack(b, in)
	if *writeAgreement != "" {
		if err := os.WriteFile(*writeAgreement, data, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	src := document.Source{Name: "a.docx", Data: data}
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(in[ordinaryMain])))
		b.ReportAllocs()
		var reading, floor int64
		for b.Loop() {
			start := cpu(b)
			if _, err := Read(b.Context(), src, document.Options{}); err != nil {
				b.Fatal(err)
			}
			middle := cpu(b)
			reading += middle - start
			b.StopTimer()
			bare(b, data)
			floor += cpu(b) - middle
			b.StartTimer()
		}
		b.ReportMetric(float64(reading)/float64(floor), "x/bare")
	})
	b.Run("inflate+scan", func(b *testing.B) {
		b.SetBytes(int64(len(in[ordinaryMain])))
		for b.Loop() {
			bare(b, data)
		}
	})
}
