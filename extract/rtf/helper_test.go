package rtf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// header is the beginning of a file as Word writes it, with fonts, styles,
// lists and authors.
const header = `{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\adeff0\deff0\stshfdbch0\deflang1043{\fonttbl{\f0\froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}` +
	`{\f2\fmodern\fcharset0 Courier New;}{\f3\froman\fcharset2\fprq2 Symbol;}{\f10\fnil\fcharset2 Wingdings;}{\f20\fswiss\fcharset238 Arial CE;}{\f21\fswiss\fcharset204{\*\falt Arial}Arial Cyr;}` +
	`{\f22\fnil\fcharset128 MS Mincho;}{\f23\fswiss\fcharset1 Vrij;}{\f24\fswiss\cpg850 Terminal;}{\f25\fnil\fcharset130 Johab;}}` +
	`{\colortbl;\red0\green0\blue0;\red255\green0\blue0;}` +
	`{\stylesheet{\ql\sa120\fs22 \snext0 Normal;}{\s1\ql\keepn\outlinelevel0\b\fs32 \sbasedon0 \snext0 heading 1;}{\s2\ql\b\fs26 \sbasedon0 Kop 2;}` +
	`{\s3\sbasedon1 Artikelkop;}{\s4\sbasedon1\outlinelevel9 Tekst als kop;}{\s5\outlinelevel2 Eigen;}{\s6\sbasedon7 Lus;}{\s7\sbasedon6 Lus twee;}` +
	`{\s21\sbasedon0 toc 1;}{\*\cs10 \additive Default Paragraph Font;}{\*\ts11\tsrowd Normal Table;}{\s30\ls1\ilvl1 Lid;}}` +
	`{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc0\levelnfcn0\leveljc0\levelfollow0\levelstartat1\levelspace0{\leveltext\leveltemplateid1\'09Artikel \'00;}{\levelnumbers\'09;}\fi-360\li720}` +
	`{\listlevel\levelnfc0\levelnfcn0\levelfollow0\levelstartat1{\leveltext\'03\'00.\'01;}{\levelnumbers\'01\'03;}}` +
	`{\listlevel\levelnfc4\levelnfcn4\levelfollow0\levelstartat1{\leveltext\'02\'02);}{\levelnumbers\'01;}}` +
	`{\listlevel\levelnfc23\levelnfcn23\levelfollow0\levelstartat1{\leveltext\'01\u-3913 ?;}{\levelnumbers;}\f3}{\listname ;}\listid100}}` +
	`{\*\listoverridetable{\listoverride\listid100\listoverridecount0\ls1}{\listoverride\listid100\listoverridecount1{\lfolevel\listoverridestartat1\levelstartat5}\ls2}}` +
	`{\*\revtbl {Unknown;}{Mr. J. de Wit;}}{\info{\title Niet tonen}{\author Iemand}}{\*\rsidtbl \rsid1}{\*\generator Word;}` + "\r\n"

// word wraps a body in Word's header.
func word(body string) string { return header + body + "}" }

func read(t testing.TB, rtf string, opts document.Options) *document.Document {
	t.Helper()
	doc, err := Read(t.Context(), document.Source{Name: "a.rtf", Data: []byte(rtf)}, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(); err != nil {
		t.Fatal(err)
	}
	return doc
}

// outline writes the blocks of a document in short, one a line:
// kind[label]level table: text.
func outline(doc *document.Document) string {
	var lines []string
	for _, b := range doc.Blocks {
		line := b.Kind.String()
		if b.Label != "" {
			line += "[" + b.Label + "]"
		}
		if b.Level > 0 {
			line += fmt.Sprint(" ", b.Level)
		}
		if b.Table != nil {
			line += fmt.Sprintf(" %d/%d/%d", b.Table.Table, b.Table.Row, b.Table.Column)
			if b.Table.Header {
				line += "H"
			}
		}
		if b.Revision != document.Unchanged {
			line += " " + b.Revision.String()
		}
		lines = append(lines, line+": "+strings.NewReplacer("\n", "⏎", "\t", "⇥").Replace(doc.Text[b.Body:b.Span.End]))
	}
	return strings.Join(lines, "\n")
}

// codes are the codes of a document's warnings.
func codes(doc *document.Document) string {
	var list []string
	for _, w := range doc.Warnings {
		list = append(list, string(w.Code))
	}
	return strings.Join(list, " ")
}
