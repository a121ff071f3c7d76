package docx

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// lists makes documents with automatic numbering at random. It leaves out what
// LibreOffice does not read as the standard has it: legal numbering, restarts
// after a chosen level, and start values of a single list below its first level.
type lists struct {
	*rand.Rand
	nums      []int
	abstracts int
}

func (l *lists) one(of ...string) string { return of[l.IntN(len(of))] }

// level writes level i of a list.
func (l *lists) level(i int, style string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:lvl w:ilvl="%d">`, i)
	fmt.Fprintf(&b, `<w:start w:val="%s"/>`, l.one("1", "1", "1", "3", "26"))
	format := l.one("decimal", "decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "decimalZero", "bullet")
	if l.IntN(12) > 0 {
		fmt.Fprintf(&b, `<w:numFmt w:val="%s"/>`, format)
	}
	if style != "" {
		fmt.Fprintf(&b, `<w:pStyle w:val="%s"/>`, style)
	}
	if l.IntN(4) == 0 {
		fmt.Fprintf(&b, `<w:suff w:val="%s"/>`, l.one("space", "tab"))
	}
	text := l.one("", "(", "Artikel ", "§ ")
	for k := l.IntN(2) * i; k <= i; k++ {
		if k < i {
			text += fmt.Sprint("%", k+1, ".")
		} else {
			text += fmt.Sprint("%", k+1)
		}
	}
	text += l.one(".", ")", " :", "")
	if format == "bullet" {
		text = l.one("•", "–", "o")
	}
	fmt.Fprintf(&b, `<w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="360"/></w:pPr></w:lvl>`, text, 360*(i+1))
	return b.String()
}

// document makes the parts of a document of n paragraphs.
func (l *lists) document(n int) map[string]string {
	var numbers, instances, sheet strings.Builder
	sheet.WriteString(`<w:styles` + namespaces + `><w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>`)
	l.abstracts, l.nums = 4+l.IntN(4), nil
	styles := []string{""}
	for a := range l.abstracts {
		linked := l.IntN(3) == 0
		fmt.Fprintf(&numbers, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="multilevel"/>`, a)
		for i := range 9 {
			style := ""
			if linked && i < 3 {
				style = fmt.Sprintf("L%dN%d", a, i)
			}
			numbers.WriteString(l.level(i, style))
		}
		numbers.WriteString(`</w:abstractNum>`)
		for k := range 1 + l.IntN(3) {
			id := 10*a + k + 1
			l.nums = append(l.nums, id)
			fmt.Fprintf(&instances, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>`, id, a)
			if k > 0 && l.IntN(2) == 0 {
				fmt.Fprintf(&instances, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="%d"/></w:lvlOverride>`, 1+l.IntN(5))
			} else if k > 0 && l.IntN(3) == 0 {
				i := l.IntN(3)
				fmt.Fprintf(&instances, `<w:lvlOverride w:ilvl="%d">%s</w:lvlOverride>`, i, l.level(i, ""))
			}
			instances.WriteString(`</w:num>`)
		}
		if linked {
			for i := range 3 {
				based, level := "Standaard", ""
				if i > 0 {
					level = fmt.Sprintf(`<w:ilvl w:val="%d"/>`, i)
					if l.IntN(2) == 0 {
						based = fmt.Sprintf("L%dN%d", a, i-1)
					}
				}
				list := fmt.Sprintf(`<w:numId w:val="%d"/>`, 10*a+1)
				if i > 0 && based != "Standaard" && l.IntN(2) == 0 {
					list = "" // inherited
				}
				fmt.Fprintf(&sheet, `<w:style w:type="paragraph" w:styleId="L%dN%d"><w:name w:val="Lijst %d niveau %d"/><w:basedOn w:val="%s"/><w:pPr><w:numPr>%s%s</w:numPr></w:pPr></w:style>`,
					a, i, a, i, based, level, list)
				styles = append(styles, fmt.Sprintf("L%dN%d", a, i))
			}
		}
	}
	sheet.WriteString(`</w:styles>`)
	var content strings.Builder
	level, num := 0, l.nums[0]
	for i := range n {
		if l.IntN(5) == 0 {
			num = l.nums[l.IntN(len(l.nums))]
		}
		if level += l.IntN(4) - 1; level < 0 || level > 5 {
			level = 0
		}
		props := fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, num)
		switch l.IntN(12) {
		case 0:
			props = ""
		case 1:
			props = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>`
		case 2, 3, 4:
			props = ""
			if style := styles[l.IntN(len(styles))]; style != "" {
				props = `<w:pStyle w:val="` + style + `"/>`
			}
		}
		text := run(fmt.Sprintf("De verwerker doet zaak %d.", i))
		if l.IntN(12) == 0 {
			text = ""
		}
		content.WriteString(p(`<w:pPr>` + props + `</w:pPr>` + text))
	}
	out := parts(content.String())
	out["word/numbering.xml"] = `<w:numbering` + namespaces + `>` + numbers.String() + instances.String() + `</w:numbering>`
	out["word/styles.xml"] = sheet.String()
	return out
}

// TestLibreOfficeRandomLists compares the labels of lists made at random.
func TestLibreOfficeRandomLists(t *testing.T) {
	docs := map[string][]byte{}
	for seed := range uint64(50) {
		l := &lists{Rand: rand.New(rand.NewPCG(4, seed))}
		docs[fmt.Sprintf("lijst-%02d", seed)] = pack(t, l.document(120))
	}
	theirs := libreOffice(t, docs)
	labels, equal := 0, 0
	for _, name := range sortedKeys(theirs) {
		n, same := tally(t, name, numberedLines(t, docs[name]), theirs[name])
		labels += n
		equal += same
	}
	t.Logf("%d of %d labels equal", equal, labels)
	if labels < 1000 || equal*1000 < labels*998 {
		t.Errorf("%d of %d labels equal, want 99.8 %%", equal, labels)
	}
}
