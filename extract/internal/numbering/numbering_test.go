package numbering

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/internal/xmlscan"
)

const head = `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
	` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
	` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">`

// lvl writes a level: format, text, and further elements.
func lvl(i int, format, text string, more ...string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val=%q/>%s<w:lvlText w:val="%s"/></w:lvl>`,
		i, format, strings.Join(more, ""), text)
}

func abstractNum(id int, levels ...string) string {
	return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, id, strings.Join(levels, ""))
}

func numOf(id, abstract int, overrides ...string) string {
	return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, abstract, strings.Join(overrides, ""))
}

func restart(level, start int) string {
	return fmt.Sprintf(`<w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride>`, level, start)
}

// legal is the list of a contract: Artikel 1, 1.1, a), i.
func legal(id int) string {
	return abstractNum(id, lvl(0, "decimal", "Artikel %1"), lvl(1, "decimal", "%1.%2"), lvl(2, "lowerLetter", "%3)"), lvl(3, "lowerRoman", "%4."))
}

// at is a paragraph with its own numPr.
func at(num, level int) Paragraph {
	return Paragraph{Ref: Ref{NumID: num, HasNum: true, Level: level, HasLevel: true}}
}

func styled(style string) Paragraph { return Paragraph{Style: style} }

func labels(t *testing.T, xml string, styles Styles, paragraphs []Paragraph) []string {
	t.Helper()
	defs, err := Parse(head+xml+`</w:numbering>`, xmlscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	c := NewCounter(defs, styles)
	var got []string
	for _, p := range paragraphs {
		label, ok := c.Next(p)
		switch {
		case !ok:
			got = append(got, "-")
		default:
			got = append(got, label.Text)
		}
	}
	return got
}

func TestLabels(t *testing.T) {
	chain := Styles{Default: "Normal", ByID: map[string]Style{
		"Normal": {},
		"Kop1":   {BasedOn: "Normal", Ref: Ref{NumID: 1, HasNum: true}},
		"Kop2":   {BasedOn: "Kop1", Ref: Ref{Level: 1, HasLevel: true}},
		"Kop3":   {BasedOn: "Kop2", Ref: Ref{Level: 2, HasLevel: true}},
		"Zonder": {BasedOn: "Kop2", Ref: Ref{NumID: 0, HasNum: true}},
		"Gelijk": {BasedOn: "Kop2"},
		"Eigen":  {BasedOn: "Kop3", Ref: Ref{NumID: 2, HasNum: true}},
		"LusA":   {BasedOn: "LusB"},
		"LusB":   {BasedOn: "LusA"},
		"Lijst":  {Ref: Ref{NumID: 2, HasNum: true}},
	}}
	for _, c := range []struct {
		name, xml  string
		styles     Styles
		paragraphs []Paragraph
		want       string
	}{
		{"a contract", legal(0) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 1), at(1, 1), at(1, 2), at(1, 2), at(1, 1), at(1, 0), at(1, 1), at(1, 2), at(1, 3), at(1, 3)},
			"Artikel 1|1.1|1.2|a)|b)|1.3|Artikel 2|2.1|a)|i.|ii."},
		{"numId 0 takes the number away", legal(0) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(0, 0), at(1, 0)}, "Artikel 1|-|Artikel 2"},
		{"unknown list", legal(0) + numOf(1, 0), Styles{}, []Paragraph{at(9, 0), {}}, "-|-"},
		{"list without definition", numOf(1, 5), Styles{}, []Paragraph{at(1, 0)}, "-"},
		{"two instances of one definition continue each other", legal(0) + numOf(1, 0) + numOf(2, 0), Styles{},
			[]Paragraph{at(1, 0), at(2, 0), at(1, 0)}, "Artikel 1|Artikel 2|Artikel 3"},
		{"start override restarts once", legal(0) + numOf(1, 0) + numOf(2, 0, restart(0, 1)), Styles{},
			[]Paragraph{at(1, 0), at(1, 0), at(2, 0), at(2, 0), at(1, 0), at(2, 0)},
			"Artikel 1|Artikel 2|Artikel 1|Artikel 2|Artikel 3|Artikel 4"},
		{"start override on every level", legal(0) + numOf(1, 0) + numOf(2, 0, restart(0, 1), restart(1, 1), restart(2, 1)), Styles{},
			[]Paragraph{at(1, 1), at(1, 1), at(2, 1), at(2, 1), at(2, 2)}, "1.1|1.2|1.1|1.2|a)"},
		{"start override with another value", legal(0) + numOf(2, 0, restart(0, 7)), Styles{},
			[]Paragraph{at(2, 0), at(2, 0)}, "Artikel 7|Artikel 8"},
		{"start override at a lower level leaves the higher ones", legal(0) + numOf(1, 0) + numOf(2, 0, restart(0, 1), restart(1, 1)), Styles{},
			[]Paragraph{at(1, 0), at(1, 0), at(1, 0), at(1, 1), at(1, 1), at(2, 1), at(2, 1), at(2, 0), at(2, 1)},
			"Artikel 1|Artikel 2|Artikel 3|3.1|3.2|3.1|3.2|Artikel 4|4.1"},
		{"start override of a lower level waits for its first paragraph", legal(0) + numOf(2, 0, restart(0, 4), restart(1, 7)), Styles{},
			[]Paragraph{at(2, 0), at(2, 1), at(2, 1), at(2, 0), at(2, 1)}, "Artikel 4|4.7|4.8|Artikel 5|5.1"},
		{"start override in one instance, its parent in another", legal(0) + numOf(1, 0) + numOf(2, 0, restart(1, 5)), Styles{},
			[]Paragraph{at(1, 0), at(2, 1), at(1, 1), at(1, 0), at(2, 1)}, "Artikel 1|1.5|1.6|Artikel 2|2.1"},
		{"start override restarts what is below", legal(0) + numOf(1, 0) + numOf(2, 0, restart(0, 1)), Styles{},
			[]Paragraph{at(1, 0), at(1, 1), at(1, 2), at(2, 0), at(1, 1), at(1, 2)}, "Artikel 1|1.1|a)|Artikel 1|1.1|a)"},
		{"override with a level and a start value",
			legal(0) + numOf(1, 0, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>`+lvl(0, "upperRoman", "Deel %1")+`</w:lvlOverride>`), Styles{},
			[]Paragraph{at(1, 0), at(1, 1), at(1, 0)}, "Deel V|V.1|Deel VI"},
		{"two definitions count apart", legal(0) + legal(1) + numOf(1, 0) + numOf(2, 1), Styles{},
			[]Paragraph{at(1, 0), at(2, 0), at(1, 1), at(2, 1), at(2, 0), at(1, 1)}, "Artikel 1|Artikel 1|1.1|1.1|Artikel 2|1.2"},
		{"of two instances or definitions with one number the first counts",
			legal(0) + abstractNum(0, lvl(0, "upperRoman", "%1")) + numOf(1, 0) + numOf(1, 0, restart(0, 9)), Styles{},
			[]Paragraph{at(1, 0)}, "Artikel 1"},
		{"a level that is passed over has counted once", legal(0) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 2), at(1, 1), at(1, 0), at(1, 3)}, "Artikel 1|a)|1.2|Artikel 2|i."},
		{"the start of a level that restarts", abstractNum(0, lvl(0, "decimal", "%1"), strings.Replace(lvl(1, "lowerLetter", "%2)"), `w:start w:val="1"`, `w:start w:val="3"`, 1)) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 1), at(1, 1), at(1, 0), at(1, 1)}, "1|c)|d)|2|c)"},
		{"picture bullet", abstractNum(0, lvl(0, "bullet", "", `<w:lvlPicBulletId w:val="0"/>`)) + numOf(1, 0), Styles{}, []Paragraph{at(1, 0)}, "•"},
		{"override replaces a level", legal(0) + numOf(1, 0, `<w:lvlOverride w:ilvl="0">`+lvl(0, "upperLetter", "%1.")+`</w:lvlOverride>`), Styles{},
			[]Paragraph{at(1, 0), at(1, 0), at(1, 1)}, "A.|B.|B.1"},
		{"first paragraph deep in the list", legal(0) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 2), at(1, 1), at(1, 0)}, "a)|1.2|Artikel 2"},
		{"no start element counts from zero", abstractNum(0, `<w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl>`) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 0)}, "0|1"},
		{"lvlRestart 0 never restarts", abstractNum(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%2", `<w:lvlRestart w:val="0"/>`)) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 1), at(1, 1), at(1, 0), at(1, 1)}, "1|1|2|2|3"},
		{"lvlRestart 1 restarts after level 1 alone",
			abstractNum(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%2"), lvl(2, "decimal", "%3", `<w:lvlRestart w:val="1"/>`)) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 1), at(1, 2), at(1, 1), at(1, 2), at(1, 0), at(1, 2)}, "1|1|1|2|2|2|1"},
		{"lvlRestart after a level that is not above means as usual",
			abstractNum(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%2", `<w:lvlRestart w:val="5"/>`)) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 1), at(1, 1), at(1, 0), at(1, 1)}, "1|1|2|2|1"},
		{"legal numbering", abstractNum(0, lvl(0, "upperRoman", "Hoofdstuk %1"), lvl(1, "decimalZero", "%1.%2", `<w:isLgl/>`)) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 0), at(1, 1)}, "Hoofdstuk I|Hoofdstuk II|2.01"},
		{"legal numbering switched off", abstractNum(0, lvl(0, "upperRoman", "%1"), lvl(1, "decimal", "%1.%2", `<w:isLgl w:val="0"/>`)) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 1)}, "I|I.1"},
		{"a level above the own one empties the label", abstractNum(0, lvl(0, "decimal", "%1.%2")) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0)}, ""},
		{"percent sign", abstractNum(0, lvl(0, "decimal", "%1 % %")) + numOf(1, 0), Styles{}, []Paragraph{at(1, 0)}, "1 % %"},
		{"hidden number still counts",
			abstractNum(0, lvl(0, "decimal", "%1", `<w:rPr><w:vanish/></w:rPr>`), lvl(1, "decimal", "%1.%2")) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 0), at(1, 1)}, "||2.1"},
		{"bullets", abstractNum(0, lvl(0, "bullet", "\uf0b7"), lvl(1, "bullet", "o"), lvl(2, "bullet", "–"), lvl(3, "bullet", "NB:"), lvl(4, "bullet", "")) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 1), at(1, 2), at(1, 3), at(1, 4)}, "•|•|•|NB:|"},
		{"text without number", abstractNum(0, lvl(0, "none", "Overwegende dat %1")) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0)}, "Overwegende dat"},
		{"level out of range is clamped", legal(0) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, -5), at(1, 99999999)}, "Artikel 1|"},
		{"custom format: zeros",
			abstractNum(0, lvl(0, "decimal", "%1", `<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>`)) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 0)}, "001|002"},
		{"custom format: Greek",
			abstractNum(0, lvl(0, "decimal", "%1", `<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="α, β, γ, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>`)) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 0)}, "α|β"},
		{"custom format: unknown, fallback",
			abstractNum(0, lvl(0, "decimal", "%1", `<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="foo, bar"/></mc:Choice><mc:Fallback><w:numFmt w:val="upperLetter"/></mc:Fallback></mc:AlternateContent>`)) + numOf(1, 0), Styles{},
			[]Paragraph{at(1, 0), at(1, 0)}, "A|B"},

		{"styles: list from one, level from another", legal(0) + numOf(1, 0), chain,
			[]Paragraph{styled("Kop1"), styled("Kop2"), styled("Kop3"), styled("Gelijk"), styled("Zonder"), styled("Normal")},
			"Artikel 1|1.1|a)|1.2|-|-"},
		{"styles: the list's own style ends the search for the level", legal(0) + abstractNum(1, lvl(0, "decimal", "(%1)")) + numOf(1, 0) + numOf(2, 1), chain,
			[]Paragraph{styled("Eigen")}, "(1)"},
		{"styles: direct level, list from the style", legal(0) + numOf(1, 0), chain,
			[]Paragraph{styled("Kop1"), {Style: "Kop1", Ref: Ref{Level: 1, HasLevel: true}}}, "Artikel 1|1.1"},
		{"styles: numId 0 on the paragraph", legal(0) + numOf(1, 0), chain,
			[]Paragraph{{Style: "Kop1", Ref: Ref{NumID: 0, HasNum: true}}}, "-"},
		{"styles: level bound by pStyle", abstractNum(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2", `<w:pStyle w:val="Lijst"/>`)) + numOf(2, 0), chain,
			[]Paragraph{styled("Lijst"), styled("Lijst")}, "1.1|1.2"},
		{"styles: level bound to the style that names the list, for one based on it",
			abstractNum(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2", `<w:pStyle w:val="Lijst"/>`)) + numOf(2, 0),
			Styles{ByID: map[string]Style{"Lijst": {Ref: Ref{NumID: 2, HasNum: true}}, "Onder": {BasedOn: "Lijst"}}},
			[]Paragraph{styled("Onder"), styled("Lijst")}, "1.1|1.2"},
		{"styles: own list of the paragraph, level from the style", legal(0) + legal(1) + numOf(1, 0) + numOf(2, 1), chain,
			[]Paragraph{{Style: "Kop3", Ref: Ref{NumID: 2, HasNum: true}}}, "a)"},
		{"styles: loop", legal(0) + numOf(1, 0), chain, []Paragraph{styled("LusA")}, "-"},
		{"styles: unknown style is the default one", legal(0) + numOf(1, 0),
			Styles{Default: "N", ByID: map[string]Style{"N": {Ref: Ref{NumID: 1, HasNum: true}}}},
			[]Paragraph{styled("weg"), styled("")}, "Artikel 1|Artikel 2"},
		{"numStyleLink leads to another definition",
			`<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Lijst"/></w:abstractNum>` +
				abstractNum(1, lvl(0, "upperLetter", "%1.")) + numOf(1, 0) + numOf(2, 1), chain,
			[]Paragraph{at(1, 0), at(2, 0)}, "A.|B."},
		{"numStyleLink by styleLink",
			`<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Onbekend"/></w:abstractNum>` +
				`<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Onbekend"/>` + lvl(0, "upperLetter", "%1.") + `</w:abstractNum>` + numOf(1, 0), chain,
			[]Paragraph{at(1, 0)}, "A."},
		{"numStyleLink loop",
			`<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Lijst"/></w:abstractNum>` +
				`<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Lijst"/><w:numStyleLink w:val="Lijst"/></w:abstractNum>` + numOf(1, 0) + numOf(2, 0), chain,
			[]Paragraph{at(1, 0)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(labels(t, c.xml, c.styles, c.paragraphs), "|"); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestFormats(t *testing.T) {
	for _, c := range []struct {
		format, language string
		n                int
		want             string
	}{
		{"decimalZero", "", 9, "09"}, {"decimalZero", "", 10, "10"},
		{"upperRoman", "", 1994, "MCMXCIV"}, {"lowerRoman", "", 4, "iv"}, {"upperRoman", "", 0, "0"}, {"upperRoman", "", 40000, "40000"},
		{"lowerLetter", "", 26, "z"}, {"lowerLetter", "", 27, "aa"}, {"lowerLetter", "", 28, "bb"}, {"upperLetter", "", 53, "AAA"},
		{"lowerLetter", "", 0, "0"}, {"lowerLetter", "", 780, strings.Repeat("z", 30)}, {"lowerLetter", "", 781, "781"},
		{"ordinal", "nl-NL", 2, "2e"}, {"ordinal", "en-US", 1, "1st"}, {"ordinal", "en-US", 12, "12th"}, {"ordinal", "", 22, "22nd"}, {"ordinal", "", 3, "3rd"},
		{"cardinalText", "nl-NL", 1, "Een"}, {"cardinalText", "nl-BE", 22, "Tweeëntwintig"}, {"cardinalText", "nl-NL", 45, "Vijfenveertig"},
		{"cardinalText", "en-GB", 45, "Forty-five"}, {"cardinalText", "nl-NL", 100, "100"},
		{"ordinalText", "nl-NL", 1, "Eerste"}, {"ordinalText", "nl-NL", 3, "Derde"}, {"ordinalText", "nl-NL", 8, "Achtste"},
		{"ordinalText", "nl-NL", 12, "Twaalfde"}, {"ordinalText", "nl-NL", 20, "Twintigste"},
		{"ordinalText", "en-US", 21, "Twenty-first"}, {"ordinalText", "en-US", 20, "Twentieth"}, {"ordinalText", "en-US", 7, "Seventh"},
		{"hex", "", 26, "1A"}, {"numberInDash", "", 3, "- 3 -"}, {"none", "", 3, ""},
	} {
		if got := (format{name: c.format}).apply(c.n, c.language); got != c.want {
			t.Errorf("%s %q %d: got %q, want %q", c.format, c.language, c.n, got, c.want)
		}
	}
}

func TestUnknownFormatIsReported(t *testing.T) {
	defs, err := Parse(head+abstractNum(0, lvl(0, "aiueo", "%1"), lvl(1, "aiueo", "%2"))+numOf(1, 0)+`</w:numbering>`, xmlscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(defs.Unknown, []string{"aiueo"}) {
		t.Errorf("got %q, want the format once", defs.Unknown)
	}
	if label, _ := NewCounter(defs, Styles{}).Next(at(1, 0)); label.Text != "1" {
		t.Errorf("got %q, want plain digits", label.Text)
	}
}

func TestSuffixAndBullet(t *testing.T) {
	defs, err := Parse(head+abstractNum(0, lvl(0, "decimal", "%1", `<w:suff w:val="space"/>`), lvl(1, "bullet", "-", `<w:suff w:val="nothing"/>`), lvl(2, "decimal", "%3"))+
		numOf(1, 0)+`</w:numbering>`, xmlscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	c := NewCounter(defs, Styles{})
	for i, want := range []Label{{"1", " ", 0, false}, {"•", "", 1, true}, {"1", "\t", 2, false}} {
		if got, ok := c.Next(at(1, i)); !ok || got != want {
			t.Errorf("level %d: got %+v, want %+v", i, got, want)
		}
	}
}

func TestStrictNamespace(t *testing.T) {
	xml := strings.ReplaceAll(head, "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main") +
		legal(0) + numOf(1, 0) + `</w:numbering>`
	defs, err := Parse(xml, xmlscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if label, ok := NewCounter(defs, Styles{}).Next(at(1, 0)); !ok || label.Text != "Artikel 1" {
		t.Errorf("got %q, %v", label.Text, ok)
	}
}

func TestBrokenPartKeepsWhatWasRead(t *testing.T) {
	defs, err := Parse(head+legal(0)+numOf(1, 0)+`<w:num`, xmlscan.Limits{})
	if err == nil {
		t.Fatal("no error for a part that is cut off")
	}
	if label, ok := NewCounter(defs, Styles{}).Next(at(1, 0)); !ok || label.Text != "Artikel 1" {
		t.Errorf("got %q, %v", label.Text, ok)
	}
}

// FuzzNumbering looks for crashes, endless loops and labels without bound.
func FuzzNumbering(f *testing.F) {
	f.Add(head+legal(0)+numOf(1, 0)+numOf(2, 0, restart(0, 999999999))+`</w:numbering>`, []byte{1, 0, 1, 1, 2, 0, 2, 8})
	f.Add(head+legal(0)+abstractNum(1, lvl(0, "bullet", "-"), lvl(1, "ordinalText", "%1 %2", `<w:lvlRestart w:val="1"/><w:isLgl/><w:pStyle w:val="b"/>`))+
		numOf(1, 0)+numOf(2, 1, restart(1, 3), `<w:lvlOverride w:ilvl="0">`+lvl(0, "cardinalText", "%1")+`</w:lvlOverride>`)+`</w:numbering>`,
		[]byte{1, 4, 2, 5, 2, 4, 2, 5, 1, 12, 0, 7, 9, 14})
	f.Add(head+`<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum>`+numOf(1, 0)+`</w:numbering>`, []byte{1, 9})
	f.Fuzz(func(t *testing.T, xml string, steps []byte) {
		xml, err := xmlscan.Decode(xml)
		if err != nil {
			return
		}
		defs, _ := Parse(xml, xmlscan.Limits{})
		c := NewCounter(defs, Styles{Default: "a", ByID: map[string]Style{
			"a": {BasedOn: "b", Ref: Ref{NumID: 1, HasNum: true}}, "b": {BasedOn: "a", Ref: Ref{Level: 3, HasLevel: true}}}})
		for i := 0; i+1 < len(steps) && i < 200; i += 2 {
			p := at(int(steps[i]), int(steps[i+1])-4)
			if steps[i+1]%7 == 0 {
				p = styled("b")
			}
			label, ok := c.Next(p)
			if !ok && label != (Label{}) {
				t.Fatalf("a label %+v without numbering", label)
			}
			if len(label.Text) > maxLabel || label.Level < 0 || label.Level >= Levels || strings.ContainsAny(label.Text, "\n\t") {
				t.Fatalf("label %+v", label)
			}
		}
	})
}

func BenchmarkCounter(b *testing.B) {
	defs, err := Parse(head+legal(0)+numOf(1, 0)+`</w:numbering>`, xmlscan.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		c := NewCounter(defs, Styles{})
		for i := range 1000 {
			c.Next(at(1, i%4))
		}
	}
}
