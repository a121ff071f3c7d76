package document

import (
	"strings"
	"testing"
)

// outline builds a document of a line per block: indent by parent, kind, label,
// as "  item 1".
func outline(t *testing.T, lines ...string) *Document {
	t.Helper()
	kinds := map[string]Kind{"heading": Heading, "item": Item, "par": Paragraph}
	d := &Document{}
	var open []int // blocks by depth
	for i, line := range lines {
		text := strings.TrimLeft(line, " ")
		depth := (len(line) - len(text)) / 2
		name, label, _ := strings.Cut(text, " ")
		kind, ok := kinds[name]
		if !ok || depth > len(open) {
			t.Fatalf("line %d: %q", i, line)
		}
		start := len(d.Text)
		d.Text += "x\n"
		b := Block{Kind: kind, Label: label, Span: Span{Start: start, End: start + 1}, Body: start, Parent: -1}
		if depth > 0 {
			b.Parent = open[depth-1]
		}
		d.Blocks = append(d.Blocks, b)
		open = append(open[:depth], i)
	}
	if err := d.Validate(); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLocateLabel(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string // of the last line
	}{
		{"nothing", []string{"par "}, ""},
		{"dotted", []string{"heading 7", "  par 7.2"}, "7.2"},
		{"below a dotted one", []string{"heading 7", "  par 7.2", "    par "}, "7.2"},
		{"letter below", []string{"heading 7", "  par 7.2", "    item c"}, "7.2 onder c"},
		{"paragraph of an article", []string{"heading ", "  heading Artikel 6", "    item 1"}, "Artikel 6 lid 1"},
		{"letter in a paragraph of an article", []string{"heading Artikel 6", "  item 1", "    item a"}, "Artikel 6 lid 1 onder a"},
		{"article in a chapter", []string{"heading Hoofdstuk 2", "  heading Artikel 6", "    par "}, "Artikel 6"},
		{"chapter alone", []string{"heading Hoofdstuk 2", "  par "}, "Hoofdstuk 2"},
		{"number of a heading", []string{"heading 7", "  par "}, "7"},
		{"paragraph under the number of a heading", []string{"heading 7", "  item 3"}, "7 lid 3"},
		{"bullet", []string{"heading 7", "  item 3", "    item •"}, "7 lid 3"},
		{"numbered chapter above an article", []string{"heading 2", "  heading Artikel 6", "    item 1"}, "Artikel 6 lid 1"},
		{"numbers at two depths of heading", []string{"heading 2", "  heading 5", "    par "}, "5"},
		{"heading without number", []string{"heading ", "  item 3"}, "nr. 3"},
		{"no heading", []string{"item 3"}, "3"},
		{"list in a dotted paragraph", []string{"par 7.2", "  item 1"}, "7.2 onder 1"},
		{"annex", []string{"heading Bijlage 2", "  par "}, "Bijlage 2"},
		{"article of an annex", []string{"heading Bijlage 2", "  heading 3", "    item 1"}, "Bijlage 2, 3 lid 1"},
		{"dotted in an article", []string{"heading Artikel 6", "  par 6.1", "    item i"}, "6.1 onder i"},
		{"Belgian", []string{"heading Artikel 6", "  par § 1", "    item 2°"}, "Artikel 6, § 1, 2°"},
		{"letter only", []string{"item a"}, "a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := outline(t, tt.lines...)
			if got := d.Locate(d.Blocks[len(d.Blocks)-1].Span).Label; got != tt.want {
				t.Errorf("label %q, want %q", got, tt.want)
			}
		})
	}
}
