package build

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// draft is a document with tracked changes as AllRevisions reads it. In the
// text of its paragraphs [+…+] is inserted and [-…-] deleted; the same at the
// very end, behind a |, stands for the paragraph mark.
func draft(t *testing.T, paras ...Paragraph) *document.Document {
	t.Helper()
	b := New(document.Source{Name: "ontwerp"}, document.FormatDOCX, document.Limits{})
	for _, p := range paras {
		text := p.Text
		p.Text = ""
		if rest, mark, ok := strings.Cut(text, "|"); ok {
			text = rest
			p.Mark = map[string]document.Revision{"+": document.Inserted, "-": document.Deleted}[mark]
		}
		for text != "" {
			at := strings.Index(text, "[")
			if at < 0 || at+1 == len(text) || text[at+1] != '+' && text[at+1] != '-' {
				p.Text += text
				break
			}
			sign := text[at+1 : at+2]
			inner, rest, _ := strings.Cut(text[at+2:], sign+"]")
			p.Text += text[:at]
			c := Change{Start: len(p.Text), Revision: document.Inserted, Author: "A"}
			if sign == "-" {
				c.Revision = document.Deleted
			}
			p.Text += inner
			c.End = len(p.Text)
			p.Changes = append(p.Changes, c)
			text = rest
		}
		b.Add(p)
	}
	doc, err := b.Document()
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func outline(d *document.Document) string {
	var s strings.Builder
	for _, b := range d.Blocks {
		if s.Len() > 0 {
			s.WriteString(" / ")
		}
		if b.Revision != document.Unchanged {
			fmt.Fprintf(&s, "%s ", b.Revision)
		}
		fmt.Fprintf(&s, "%s", d.Slice(b.Span))
	}
	return s.String()
}

func TestRevisions(t *testing.T) {
	text := func(s string) Paragraph { return Paragraph{Text: s} }
	item := func(label, s string) Paragraph {
		return Paragraph{Kind: document.Item, Label: label, Text: s, Level: 1}
	}
	cell := func(row, column int, s string) Paragraph {
		return Paragraph{Kind: document.Cell, Table: &document.TableRef{Table: 1, Row: row, Column: column}, Text: s}
	}
	tests := []struct {
		name                    string
		paras                   []Paragraph
		all, accepted, original string
	}{
		{"nothing tracked", []Paragraph{text("Vast."), text("En meer.")}, "Vast. / En meer.", "Vast. / En meer.", "Vast. / En meer."},
		{"a value replaced", []Paragraph{text("Verwerker meldt binnen [-24-][+48+] uur.")},
			"Verwerker meldt binnen 24 48 uur.", "Verwerker meldt binnen 48 uur.", "Verwerker meldt binnen 24 uur."},
		{"half a word", []Paragraph{text("De verwerk[-er-][+ing+] telt.")}, "De verwerker ing telt.", "De verwerking telt.", "De verwerker telt."},
		{"where punctuation or a blank parts", []Paragraph{text("Binnen [-24 uur-][+, of eerder,+] na[-dat-][+ het+][-geen-] einde[+ €5+][-€4-].")},
			"Binnen 24 uur, of eerder, nadat het geen einde €5 €4.", "Binnen , of eerder, na het einde €5.", "Binnen 24 uur nadatgeen einde€4."},
		{"with the blanks around", []Paragraph{text("Dit  [-is  -]blijft [- weg -] staan.")}, "Dit is blijft weg staan.", "Dit blijft staan.", "Dit is blijft weg staan."},
		{"with a blank that is in it and behind it", []Paragraph{text("Binnen 24[+ uur +] dagen, [-lid 2 -]\tof eerder.")},
			"Binnen 24 uur dagen, lid 2\tof eerder.", "Binnen 24 uur dagen, \tof eerder.", "Binnen 24 dagen, lid 2\tof eerder."},
		{"whole paragraphs", []Paragraph{text("Een."), text("[-Twee.-]|-"), text("[+Drie.+]|+"), text("Vier.")},
			"Een. / deleted Twee. / inserted Drie. / Vier.", "Een. / Drie. / Vier.", "Een. / Twee. / Vier."},
		{"the label goes with its paragraph", []Paragraph{item("a)", "een"), item("b)", "[-twee-]|-"), item("b)", "drie")},
			"a) een / deleted b) twee / b) drie", "a) een / b) drie", "a) een / b) twee / b) drie"},
		{"a deleted mark joins, with the label of the last", []Paragraph{item("a)", "een"), item("b)", "twee|-"), item("b)", "vervolg")},
			"a) een / b) twee / b) vervolg", "a) een / b) twee vervolg", "a) een / b) twee / b) vervolg"},
		{"an inserted mark parts", []Paragraph{text("Een zin.|+"), text("Nog een.")}, "Een zin. / Nog een.", "Een zin. / Nog een.", "Een zin. Nog een."},
		{"marks of three in a row", []Paragraph{text("a[-b-]|-"), text("[-c-]|-"), text("d")}, "ab / deleted c / d", "a d", "ab / c / d"},
		{"cells do not run together", []Paragraph{cell(0, 0, "x|-"), cell(0, 1, "y"), cell(1, 0, "[-weg-]"), cell(1, 1, "z")},
			"x / y / deleted weg / z", "x / y / z", "x / y / weg / z"},
		{"a line break that makes two paragraphs", []Paragraph{text("1. Verwerker meldt.[-\n2. Verwerker bewaart.-]")},
			"1. Verwerker meldt. / deleted 2. Verwerker bewaart.", "1. Verwerker meldt.", "1. Verwerker meldt. / 2. Verwerker bewaart."},
		{"all of it deleted", []Paragraph{text("[-Weg.-]")}, "deleted Weg.", "", "Weg."},
		{"letters of more than one byte", []Paragraph{text("é[-ë-]ï € [+5+]")}, "éëï € 5", "éï € 5", "éëï €"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := draft(t, tt.paras...)
			if got := outline(doc); got != tt.all {
				t.Errorf("all:\n got %s\nwant %s", got, tt.all)
			}
			for state, want := range map[document.Revision]string{document.Deleted: tt.accepted, document.Inserted: tt.original} {
				view, offsets := doc.Without(state)
				if err := view.Validate(); err != nil {
					t.Fatalf("without %s: %v", state, err)
				}
				unmarked := *view
				unmarked.Blocks = append([]document.Block(nil), view.Blocks...)
				for i := range unmarked.Blocks {
					unmarked.Blocks[i].Revision = document.Unchanged
				}
				if got := outline(&unmarked); got != want {
					t.Errorf("without %s:\n got %s\nwant %s", state, got, want)
				}
				// What is visible leads back to itself.
				for at := range len(view.Text) {
					if c := view.Text[at]; c != ' ' && c != '\n' && c != '\t' && doc.Text[offsets.Origin(at)] != c {
						t.Fatalf("without %s: offset %d (%q) leads to %q", state, at, c, doc.Text[offsets.Origin(at)])
					}
				}
				for _, b := range view.Blocks {
					origin := doc.Slice(offsets.Span(b.Span))
					for _, word := range strings.Fields(view.Slice(b.Span)) {
						if len(tt.paras) > 2 && !strings.Contains(origin, word) {
							t.Errorf("without %s: %q is not in %q", state, word, origin)
						}
					}
				}
			}
		})
	}
}

// TestAnchorsApart: what ends at a deletion does not take in the blank behind it.
func TestAnchorsApart(t *testing.T) {
	b := New(document.Source{Name: "ankers"}, document.FormatDOCX, document.Limits{})
	b.Add(Paragraph{Text: "na 2448 uur",
		Changes: []Change{{Start: 3, End: 5, Revision: document.Deleted}, {Start: 5, End: 7, Revision: document.Inserted}},
		Anchors: []Anchor{{At: 3, Key: 1}, {At: 5, Key: 2, End: true}, {At: 5, Key: 3}, {At: 7, Key: 4, End: true}, {At: 11, Key: 5}}})
	doc, err := b.Document()
	if err != nil {
		t.Fatal(err)
	}
	at := b.Places()
	if got := doc.Text[at[0].Offset:at[1].Offset] + "|" + doc.Text[at[2].Offset:at[3].Offset] + "|" + doc.Text[at[3].Offset:at[4].Offset]; doc.Text != "na 24 48 uur" || got != "24|48| uur" {
		t.Errorf("%q: %q", doc.Text, got)
	}
}

func TestAnchors(t *testing.T) {
	b := New(document.Source{Name: "ankers"}, document.FormatDOCX, document.Limits{})
	b.Add(Paragraph{Text: "  Een  twee", Anchors: []Anchor{{At: 0, Key: 1}, {At: 7, Key: 2}, {At: 11, Key: 3}}})
	b.Add(Paragraph{Text: " ", Anchors: []Anchor{{At: 1, Key: 4}}})
	b.Add(Paragraph{Kind: document.Item, Label: "b)", Text: "drie\n2. vier", Anchors: []Anchor{{At: 0, Key: 5}, {At: 8, Key: 6}}})
	b.Add(Paragraph{Anchors: []Anchor{{At: 0, Key: 7}}})
	doc, err := b.Document()
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, p := range b.Places() {
		fmt.Fprintf(&got, "%d: block %d at %.4q\n", p.Key, p.Block, doc.Text[p.Offset:])
	}
	want := `1: block 0 at "Een "
2: block 0 at "twee"
3: block 0 at "\n\nb)"
4: block 1 at "b) d"
5: block 1 at "drie"
6: block 2 at "vier"
7: block -1 at ""
`
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
}
