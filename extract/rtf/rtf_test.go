package rtf

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

func TestRead(t *testing.T) {
	tests := []struct{ name, rtf, want string }{
		// Text and its bytes.
		{"Word's escapes", word(`\pard\plain \ltrpar\ql {\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 De Verwerker\uc1\u8217\'92s co\'f6rdinatie\u8211\'96}{\rtlch\fcs1 \af0 \ltrch\fcs0 \b tot \'80 5}{\par }`),
			"paragraph: De Verwerker’s coördinatie–tot € 5"},
		{"line ends mean nothing", word("De ver\r\nwerker\n meldt.\\par"), "paragraph: De verwerker meldt."},
		{"control symbols", word(`\{a\}\~b\_c\-d\\e\tab f\line g\:h\par`), "paragraph: {a} b-cd\\e⇥f⏎g:h"},
		{"characters by name", word(`\lquote a\rquote\ldblquote b\rdblquote\emdash c\endash d\bullet e\emspace f\enspace g\zwj h\par`), "paragraph: ‘a’“b”—c–d•e f gh"},
		{"a break ends a line", word("een\\\ntwee\\\r\ndrie"), "paragraph: een\nparagraph: twee\nparagraph: drie"},
		{"fallbacks of several characters", word(`\uc2\u12354 ??a{\uc0\u233}b\u233\'65\'65c\par`), "paragraph: あaébéc"},
		{"a fallback that is missing", word(`een\u8230\par twee\u8217\b0 s\par`), "paragraph: een…\nparagraph: twee’s"},
		{"a fallback in words", word(`\uc1\u8220\ldblquote x\u8221\rdblquote .\par`), "paragraph: “x”."},
		{"surrogate pair", word(`a\u-10179 ?\u-8704 ?b\u-10179 ?c\par`), "paragraph: a😀bc"},
		{"two forms of one text", word(`{\upr{Z\'fcrich {\*\bkmkstart a}}{\*\ud{Z\u252 ?rich}}} telt.\par`), "paragraph: Zürich telt."},
		{"other code pages", word(`{\f20 \'b3}{\f21 \'c4\'e0}{\f22 \'82\'a0\'83A}{\f23 \'eb}{\f24 \'82}\par`), "paragraph: łДаあアëé"},
		{"Macintosh", `{\rtf1\mac{\fonttbl\f0\fswiss\fcharset77 Helvetica;\f1\fnil Ander;}\f0 co\'9ardinatie \f1\'8e\par}`, "paragraph: coördinatie é"},
		{"IBM", `{\rtf1\pca \'82\par}`, "paragraph: é"},
		{"symbol fonts", word(`{\f3 \'b3} 5 {\f10 \'fc}\u-3844 ?{\f10\u-3844 ?\u252\'fc}\par`), "paragraph: ≥ 5 ✓⎫✓✓"},
		{"a symbol field", word(`{\field{\*\fldinst SYMBOL 168 \\f "Wingdings" \\s 10}{\fldrslt\f10\fs20}} ja {\field{\*\fldinst SYMBOL 233 \\f "Arial"}}\par`), "paragraph: ☐ ja é"},
		{"UTF-8 against the rules", `{\rtf1\ansi co` + "ö" + `rdinatie\par}`, "paragraph: coördinatie"},
		{"raw bytes of the code page", "{\\rtf1\\ansi co\xf6rdinatie\\par}", "paragraph: coördinatie"},
		{"binary data", word(`a{\pict\bin6 }}{{\x}b\bin3 {{{c\par`), "paragraph: abc"},
		{"superscript digits", word(`m{\super 2} 1{\super e}{\super\nosupersub 3}\par`), "paragraph: m² 1e3"},

		// What is not seen.
		{"hidden and unknown", word(`a{\v geheim}b{\*\onbekend weg {dieper}}c\v x\v0 d{\xe index}{\*\atnid AB}{\*\atnauthor A}\chatn{\*\annotation weg}\par{\v\par}`), "paragraph: abcd"},
		{"headers without the option", word(`{\header\pard Kop\par}{\footerf\pard Voet\par}a\par`), "paragraph: a"},
		{"e-mail", `{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 De prijs is \'80 5.\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}` +
			`{\*\htmltag148 <li>}\htmlrtf{{\*\pn\pnlvlblt\pnf1\pnindent360{\pntxtb\'b7}}\htmlrtf0 Hosting {\*\htmltag84 &nbsp;}\htmlrtf\'a0\htmlrtf0 NL\htmlrtf\par}\htmlrtf0}`, "paragraph: De prijs is € 5.\nitem[•] 1: Hosting NL"},

		// Fields.
		{"hyperlink", word(`Zie {\field{\*\fldinst {\rtlch HYPERLINK "https://voorbeeld.nl" }{{\*\datafield 00d0}}}{\fldrslt {\cf2\ul de site}}}.\par`), "paragraph: Zie de site."},
		{"nested fields", word(`{\field{\*\fldinst IF {\field{\*\fldinst MERGEFIELD x}{\fldrslt 1}} = 1 "a" "b"}{\fldrslt {\field{\*\fldinst QUOTE}{\fldrslt a}}b}}c\par`), "paragraph: abc"},
		{"check boxes", word(`{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1{\*\ffname Vak}}}}{\fldrslt }} a {\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres25\ffdefres1}}}} b ` +
			`{\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres0\ffdefres1}}}}\par`), "paragraph: ☒ a ☒ b ☐"},
		{"drop-down list", word(`{\field{\*\fldinst FORMDROPDOWN{\*\formfield{\fftype2\ffres1\ffdefres0{\*\ffl Goud}{\*\ffl Zilver}}}}{\fldrslt }} {\field{\*\fldinst FORMTEXT{\*\formfield{\fftype0{\*\ffdeftext x}}}}{\fldrslt ingevuld}}\par`), "paragraph: Zilver ingevuld"},
		{"contents", word(`\pard\s0 {\field{\*\fldinst TOC \\o "1-1"}{\fldrslt {Artikel 1 Duur\tab 1\par}\pard {Artikel 2 Einde\tab 2}}}\par\pard\s21 Artikel 3 Slot\tab 3\par`),
			"toc[Artikel 1]: Duur⇥1\ntoc[Artikel 2]: Einde⇥2\ntoc[Artikel 3]: Slot⇥3"},

		// Headings.
		{"headings by style", word(`\pard\s1 Een\par\pard\s2 Twee\par\pard\s3 Drie\par\pard\s4 Vier is tekst.\par\pard\s5 Vijf\par\pard\s6 Zes is een lus.\par\pard\s0\outlinelevel3 Zeven\par`),
			"heading 1: Een\nheading 2: Twee\nheading 1: Drie\nparagraph: Vier is tekst.\nheading 3: Vijf\nparagraph: Zes is een lus.\nheading 4: Zeven"},
		{"a clause in a heading style", word(`\pard\s1 De verwerker verwerkt de persoonsgegevens alleen op schriftelijke instructie van de verantwoordelijke.\par`),
			"paragraph: De verwerker verwerkt de persoonsgegevens alleen op schriftelijke instructie van de verantwoordelijke."},
		{"a bold line", word(`\pard {\b Toezicht}\par De verantwoordelijke houdt toezicht.\par`), "heading 1: Toezicht\nparagraph: De verantwoordelijke houdt toezicht."},

		// Numbers.
		{"numbers beside the text", word(`{\listtext\pard\plain\ltrpar \s1 \b\loch\af0\hich\af0\dbch\af0 Artikel 1\tab}\pard\plain \s1\ls1\outlinelevel0 {\b Duur\par}` +
			`{\listtext\pard\plain 1.1\tab}\pard\plain\ls1\ilvl1 De overeenkomst duurt een jaar:\par {\listtext\pard a)\tab}\pard\ls1\ilvl2 stilzwijgend;\par` +
			`{\listtext\pard\plain\f3 \'b7\tab}\pard\ls1\ilvl3 niet langer.\par\pard En meer.\par`),
			"heading[Artikel 1] 1: Duur\nparagraph[1.1]: De overeenkomst duurt een jaar:\nitem[a)] 3: stilzwijgend;\nitem[•] 4: niet langer.\nparagraph: En meer."},
		{"Word puts the number in front of the properties", word(`\pard\plain \ltrpar\ql {\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 Verwerker zal:` + "\r\n" + `\par {\listtext\pard\plain\ltrpar \s15 \rtlch\fcs1 \af0\afs22 \ltrch\fcs0 \f3\fs22\insrsid1 \loch\af3\dbch\af0\hich\f3 \'b7\tab}}\pard\plain \ltrpar\s15\ql \fi-360\li720\ls1\adjustright {\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 \hich\af0\dbch\af0\loch\f0 melden;` +
			`\par {\listtext\pard\plain\ltrpar \s15 \f2\fs22 \hich\af2\dbch\af0\loch\f2 b)\tab}}\pard \ltrpar\s15\ls1\ilvl2\adjustright {\rtlch\fcs1 \af0 \ltrch\fcs0 herstellen.\par }`),
			"paragraph: Verwerker zal:\nitem[•] 1: melden;\nitem[b)] 3: herstellen."},
		{"numbers from the lists", word(`\pard\s1\ls1\outlinelevel0 Duur\par\pard\ls1\ilvl1 Een jaar:\par\pard\ls1\ilvl2 stilzwijgend;\par\pard\ls1\ilvl3 niet langer.\par\pard\s30 Lid van de stijl.\par` +
			`\pard\s30\ls0 Zonder nummer.\par\pard\ls2\ilvl0\outlinelevel0 Slot\par`),
			"heading[Artikel 1] 1: Duur\nparagraph[1.1]: Een jaar:\nitem[a)] 3: stilzwijgend;\nitem[•] 4: niet langer.\nparagraph[1.2]: Lid van de stijl.\nparagraph: Zonder nummer.\nheading[Artikel 5] 1: Slot"},
		{"numbers of Word 6", `{\rtf1\ansi{\fonttbl{\f1\fcharset2 Symbol;}}{\pntext\pard 1.\tab}{\*\pn\pnlvlbody\pndec\pnstart1{\pntxta .}}een;\par{\*\pn\pnlvlbody\pndec\pnstart1{\pntxta .}}twee;\par` +
			`\pard Tussen.\par{\*\pn\pnlvlbody\pnlcltr\pnstart2{\pntxta )}}drie;\par{\*\pn\pnlvlcont}vervolg\par\pard{\pntext\f1\'b7\tab}{\*\pn\pnlvlblt\pnf1{\pntxtb\'b7}}vier\par}`,
			"item[1] 1: een;\nitem[2] 1: twee;\nparagraph: Tussen.\nitem[b)] 1: drie;\nparagraph: vervolg\nitem[•] 1: vier"},

		// Tables.
		{"table", word(`\trowd\trgaph70\trhdr\cellx3000\cellx6000\pard\intbl Dienst\cell Prijs\cell\row\trowd\cellx3000\cellx6000\pard\intbl Hosting\par in Nederland\cell\pard\intbl 5\cell\row\pard Na.\par`),
			"cell 1/0/0H: Dienst\ncell 1/0/1H: Prijs\ncell 1/1/0: Hosting\ncell 1/1/0: in Nederland\ncell 1/1/1: 5\nparagraph: Na."},
		{"bold first row", word(`\trowd\cellx3000\cellx6000\pard\intbl {\b Dienst\cell Prijs}\cell\row\pard\intbl Hosting\cell 5\cell\row\pard Na.\par\trowd\cellx1\pard\intbl x\cell\row`),
			"cell 1/0/0H: Dienst\ncell 1/0/1H: Prijs\ncell 1/1/0: Hosting\ncell 1/1/1: 5\nparagraph: Na.\ncell 2/0/0: x"},
		{"columns by the edges", word(`\trowd\cellx6010\cellx9000\pard\intbl breed\cell c\cell\row\trowd\cellx3000\cellx6000\cellx9000\pard\intbl a\cell b\cell c\cell\row` +
			`\trowd\clmgf\cellx3000\clmrg\cellx6000\cellx9000\pard\intbl breed\cell\cell c\cell\row`),
			"cell 1/0/0: breed\ncell 1/0/2: c\ncell 1/1/0: a\ncell 1/1/1: b\ncell 1/1/2: c\ncell 1/2/0: breed\ncell 1/2/2: c"},
		{"tables without text between them", word(`\trowd\irow0\lastrow\cellx5000\pard\intbl een\cell{\trowd\irow0\lastrow\cellx5000\row}\trowd\irow0\cellx5000\pard\intbl twee\cell\row`), "cell 1/0/0: een\ncell 2/0/0: twee"},
		{"numbers in cells without text", word(`\trowd\cellx3000\cellx6000\pard\intbl\ls1\ilvl1\cell een\cell\row`), "cell[1.2] 1/0/1: een"},
		{"nested table", word(`\trowd\cellx5000\cellx9000\pard\intbl\itap1 Voor\par\pard\intbl\itap2 binnen\nestcell{\nonesttables\par}\pard\intbl\itap2 ook\nestcell{\*\nesttableprops\trowd\trhdr\cellx2000\cellx4000\nestrow}{\nonesttables\par}` +
			`\pard\intbl na\cell tweede\cell\row\pard Slot.\par`),
			"cell 1/0/0: Voor\ncell 2/0/0H: binnen\ncell 2/0/1H: ook\ncell 1/0/0: na\ncell 1/0/1: tweede\nparagraph: Slot."},

		// Notes, boxes, pictures.
		{"notes", word(`Tekst{\super\chftn{\footnote\pard\plain \s0{\super\chftn} Een noot.\par Vervolg.}} gaat{\*\footnote\ftnalt\chftn Eindnoot.} door.\par Slot.\par`),
			"paragraph: Tekst gaat door.\nfootnote: Een noot.\nfootnote: Vervolg.\nfootnote: Eindnoot.\nparagraph: Slot."},
		{"text box once", word(`Voor{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\sp{\sn wzDescription}{\sv geheim}}{\shptxt\pard In het vak.\par Nog wat.\par}}{\shprslt{\*\do\dptxbx{\dptxbxtext\pard In het vak.\par}}}} na.\par`),
			"paragraph: Voor na.\ntextbox: In het vak.\ntextbox: Nog wat."},
		{"old text box", word(`Voor{\*\do\dobxpage\dptxbx{\dptxbxtext\pard In het vak.\par}\dpx1} na.\par`), "paragraph: Voor na.\ntextbox: In het vak."},
		{"picture", word(`Voor{\*\shppict{\pict{\*\picprop{\sp{\sn x}{\sv y}}}\picwgoal500\pichgoal500 0102}}{\nonshppict{\pict\picwgoal500 0102}} na, met meer tekst.\par`), "paragraph: Voor na, met meer tekst."},
		{"button", word(`Tussen {\field{\*\fldinst MACROBUTTON NoMacro [naam klant]}{\fldrslt}} en ons.\par`), "paragraph: Tussen [naam klant] en ons."},
		{"formula", word(`x{\mmath{\*\moMath{\mf{\mfPr{\mtype bar}}{\mnum{\mr\mscr0 1}}{\mden{\mr 2}}}{\msSup{\msSupPr{\mctrlPr}}{\me{\mr a}}{\msup{\mr 2}}}{\mnary{\mnaryPr{\mchr \u8721 ?}{\mlimLoc undOvr}}{\msub{\mr i}}{\me{\mr b}}}}}y\par`), "paragraph: x1/2a^2∑_iby"},
		{"a group gives paragraph properties back", word(`{\pard\s1 Kop}{ vervolg\par}{tekst}\par`), "paragraph: Kop vervolg\nparagraph: tekst"},
		{"sections", word(`een\par\sect\sectd\pard twee\sect drie`), "paragraph: een\nparagraph: twee\nparagraph: drie"},
		{"braces missing", word(``)[:len(word(``))-1] + `{\b De verwerker {\i meldt`, "paragraph: De verwerker meldt"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := outline(read(t, tt.rtf, document.Options{})); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	doc := read(t, word(`\sectd{\header\pard Kop\par}{\footerl\pard Voet {\field{\*\fldinst PAGE}{\fldrslt 3}}\par}Een.\sect\sectd{\header\pard Kop\par}{\headerf\pard Anders\par}Twee.\par`), document.Options{Headers: true})
	if got, want := outline(doc), "header: Kop\nheader: Anders\nparagraph: Een.\nparagraph: Twee.\nfooter: Voet 3"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRevisions(t *testing.T) {
	body := `\pard Binnen {\deleted\revauthdel1\revdttmdel-2015266240 72}{\revised\revauth1\revdttm-2015266240 24} uur{\revised\deleted  nooit}.\par` +
		`{\listtext\pard 1.1\tab}\pard\ls1\ilvl1 {\deleted Weg.\par}{\listtext\pard 1.2\tab}\pard\ls1\ilvl1 {\revised\deleted Even.\par}{\listtext\pard 1.2\tab}\pard\ls1\ilvl1 Blijft.\par` +
		`\pard Eerste zin.{\deleted\par}\pard Tweede zin.\par{\revised Erbij.\par}{\mvf Verhuisd. }{\mvt\mvauth1 Verhuisd.}\par` +
		`\trowd\cldel\cellx100\pard\intbl {\deleted rij}\cell\row\pard Slot{\deleted{\footnote\pard\plain Noot.}{\shp{\*\shpinst{\shptxt\pard\plain Vak.\par}}}}.\par`
	for _, tt := range []struct {
		view          document.Revisions
		want, changes string
	}{
		{document.AcceptRevisions, "paragraph: Binnen 24 uur.\nparagraph[1.1]: Blijft.\nparagraph: Eerste zin. Tweede zin.\nparagraph inserted: Erbij.\nparagraph inserted: Verhuisd.\nparagraph: Slot.",
			`inserted 24 (Mr. J. de Wit, 2026-01-15T09:00:00Z); inserted Erbij.⏎⏎; inserted Verhuisd. (Mr. J. de Wit)`},
		{document.OriginalRevisions, "paragraph: Binnen 72 uur.\nparagraph[1.1] deleted: Weg.\nparagraph[1.2]: Blijft.\nparagraph: Eerste zin.\nparagraph: Tweede zin.\nparagraph deleted: Verhuisd.\ncell 1/0/0 deleted: rij\nparagraph: Slot.\nfootnote deleted: Noot.\ntextbox deleted: Vak.",
			`deleted 72 (Mr. J. de Wit, 2026-01-15T09:00:00Z); deleted 1.1 Weg.⏎⏎; deleted ⏎⏎; deleted Verhuisd.; deleted rij; deleted Noot.; deleted Vak.`},
		{document.AllRevisions, "paragraph: Binnen 72 24 uur nooit.\nparagraph[1.1] deleted: Weg.\nparagraph withdrawn: Even.\nparagraph[1.1]: Blijft.\nparagraph: Eerste zin.\nparagraph: Tweede zin.\nparagraph inserted: Erbij.\nparagraph: Verhuisd. Verhuisd.\ncell 1/0/0 deleted: rij\nparagraph: Slot.\nfootnote deleted: Noot.\ntextbox deleted: Vak.",
			`deleted 72 (Mr. J. de Wit, 2026-01-15T09:00:00Z); withdrawn  ; inserted 24 (Mr. J. de Wit, 2026-01-15T09:00:00Z); withdrawn  nooit; deleted 1.1 Weg.⏎⏎; withdrawn Even.⏎⏎; deleted ⏎⏎; inserted Erbij.⏎⏎; deleted Verhuisd. ; inserted Verhuisd. (Mr. J. de Wit); deleted rij; deleted Noot.; deleted Vak.`},
	} {
		doc := read(t, word(body), document.Options{Revisions: tt.view})
		if got := outline(doc); got != tt.want {
			t.Errorf("view %d: got\n%s\nwant\n%s", tt.view, got, tt.want)
		}
		var changes []string
		for _, c := range doc.Changes {
			by := ""
			if c.Author != "" {
				by = " (" + c.Author
				if c.Date != "" {
					by += ", " + c.Date
				}
				by += ")"
			}
			changes = append(changes, fmt.Sprintf("%s %s%s", c.Revision, strings.ReplaceAll(doc.Slice(c.Span), "\n", "⏎"), by))
		}
		if got := strings.Join(changes, "; "); got != tt.changes {
			t.Errorf("view %d: got\n%s\nwant\n%s", tt.view, got, tt.changes)
		}
	}
}

func TestLinks(t *testing.T) {
	doc := read(t, word(`{\*\bkmkstart _Ref1}{\listtext\pard 1.1\tab}\pard\ls1\ilvl1 De termijn.{\*\bkmkend _Ref1}\par\pard Zie artikel {\field{\*\fldinst REF _Ref1 \\r \\h}{\fldrslt 1.1}} en {\field{\*\fldinst HYPERLINK \\l "_Ref1"}{\fldrslt hier}} of {\field{\*\fldinst HYPERLINK "#_Ref1"}{\fldrslt daar}}`+
		` en {\field{\*\fldinst REF Weg}{\fldrslt daar}} en {\field{\*\fldinst PAGEREF _Ref1}{\fldrslt 3}}.\par`), document.Options{})
	var got []string
	for _, l := range doc.Links {
		got = append(got, fmt.Sprintf("%s→%d", doc.Slice(l.Span), l.Block))
	}
	if want := []string{"1.1→0", "hier→0", "daar→0"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWarnings(t *testing.T) {
	long := strings.Repeat("De verwerker meldt. ", 20)
	for _, tt := range []struct{ name, rtf, want string }{
		{"nothing", word(long), ""},
		{"cut off", header + "{De verwerker", "bestand-hersteld"},
		{"more behind the end", word(long) + "}\r\nrommel", "bestand-hersteld"},
		{"zeros behind the end", word(long) + "\r\n\x00\x00", ""},
		{"scan", word(`{\pict\picwgoal11900\pichgoal16800 00}`), "inhoud-niet-gelezen"},
		{"scaled scan", word(long + `{\pict\picwgoal23800\pichgoal33600\picscalex50\picscaley50 00}`), "inhoud-niet-gelezen"},
		{"small scaled picture", word(long + `{\pict\picwgoal23800\pichgoal33600\picscalex5\picscaley5 00}`), ""},
		{"pictures only", word(`kort{\pict\picwgoal500\pichgoal500 00}`), "inhoud-niet-gelezen"},
		{"embedded file", word(long + `{\object\objemb{\*\objclass Excel.Sheet.8}{\*\objdata 00}{\result wat men ziet}}`), "inhoud-niet-gelezen"},
		{"old formula", word(long + `{\object\objemb{\*\objclass Equation.3}{\*\objdata 00}{\result{\pict 00}}}`), ""},
		{"unknown glyph", word(long + `{\f10 \'21}`), "tekens-zonder-unicode"},
		{"unknown code page", word(long + `{\f25 \'e9}`), "tekencodering-geraden"},
		{"UTF-8", `{\rtf1 é ` + long + `}`, "tekencodering-geraden"},
		{"revisions", word(long + `{\revised x}`), "wijzigingen-geaccepteerd"},
		{"struck out by hand", word(`{\strike 72}{\strike0  24 uur} ` + long), "doorgehaalde-tekst"},
		{"numbers by fields", word(`{\field{\*\fldinst AUTONUMLGL}{\fldrslt}} ` + long), "onderdeel-ontbreekt"},
		{"picture of TextEdit", word(`kort{{\NeXTGraphic schema.png \width10 \height10}}`), "inhoud-niet-gelezen"},
		{"unknown numbers", strings.Replace(word(`\pard\ls1 `+long+`\par`), `\levelnfc0\levelnfcn0`, `\levelnfc35`, 1), "onderdeel-ontbreekt"},
	} {
		if got := codes(read(t, tt.rtf, document.Options{})); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, tt := range []struct {
		name, rtf string
		limits    document.Limits
		want      error
	}{
		{"empty", "", document.Limits{}, document.ErrEmpty},
		{"blank", " \n", document.Limits{}, document.ErrEmpty},
		{"not RTF", "De verwerker", document.Limits{}, document.ErrUnsupported},
		{"too large", word("x"), document.Limits{FileBytes: 10}, document.ErrLimit},
		{"too deep", word(strings.Repeat("{", 30) + strings.Repeat("}", 30)), document.Limits{Depth: 20}, document.ErrLimit},
	} {
		_, err := Read(t.Context(), document.Source{Name: "a.rtf", Data: []byte(tt.rtf)}, document.Options{Limits: tt.limits})
		var typed *document.Error
		if !errors.Is(err, tt.want) || !errors.As(err, &typed) || typed.Name != "a.rtf" {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, document.Source{Name: "a.rtf", Data: []byte(word("x"))}, document.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
