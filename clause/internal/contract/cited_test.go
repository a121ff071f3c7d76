package contract

import (
	"fmt"
	"strings"
	"testing"
)

// cites tells what the unit that holds a word names, by the first and last unit
// of each reach.
func cites(c *Contract, word string) string {
	var out []string
	for i := range c.Units {
		if !strings.Contains(c.Doc.Slice(c.Units[i].Span), word) {
			continue
		}
		for _, cited := range c.Cited(i) {
			u := &c.Units[i]
			text := c.Doc.Text[u.Tokens[cited.Start].Start:u.Tokens[cited.End-1].End]
			for _, r := range cited.Reach {
				text += fmt.Sprintf(" [%s … %s]", c.Doc.Slice(c.Units[r.From].Span), c.Doc.Slice(c.Units[r.To-1].Span))
			}
			out = append(out, text)
		}
	}
	return strings.Join(out, " | ")
}

func TestCited(t *testing.T) {
	const numbered = `# Artikel 5. Beveiliging

5.1 Vijf een.

5.2 Vijf twee:

a. item a;

b. item b.

# Artikel 6. Melden

6.1 Zes een.

6.2 Zes twee. Zes slot.

# Artikel 7. Bijstand

1. Zeven een.
2. Zeven twee.
3. DERDE

# Artikel 8. Slot

8.1 Acht een.

8.2 HIER %s

# Bijlage 1. Tarieven

Het tarief.
`
	for _, tt := range []struct{ here, want string }{
		{"Zie artikel 6.", "artikel 6 [Melden … Zes slot.]"},
		{"Zie artikel 6.2.", "artikel 6.2 [Zes twee. … Zes slot.]"},
		{"Zie artikel 6 lid 2 hierna.", "artikel 6 lid 2 [Zes twee. … Zes slot.]"},
		{"Zie art. 7, lid 2.", "art. 7, lid 2 [Zeven twee. … Zeven twee.]"},
		{"Zie artikel 5.2 onder b.", "artikel 5.2 onder b [item b. … item b.]"},
		{"Zie artikel 5, 6.2 en 7 voor de kosten.", "artikel 5, 6.2 en 7 [Beveiliging … item b.] [Zes twee. … Zes slot.] [Bijstand … DERDE]"},
		{"Zie de artikelen 5, 6.2 en 7 lid 2.", "artikelen 5, 6.2 en 7 lid 2 [Beveiliging … item b.] [Zes twee. … Zes slot.] [Zeven twee. … Zeven twee.]"},
		{"Zie artikel 5 en artikel 6.1.", "artikel 5 en artikel 6.1 [Beveiliging … item b.] [Zes een. … Zes een.]"},
		{"Zie de artikelen 5 tot en met 7.", "artikelen 5 tot en met 7 [Beveiliging … DERDE]"},
		{"Zie de artikelen 5 t/m 6.", "artikelen 5 t/m 6 [Beveiliging … Zes slot.]"},
		{"Zie artikel 5 – 6 hierna.", "artikel 5 [Beveiliging … item b.]"},
		{"Zie de artikelen 5 - 6.", "artikelen 5 - 6 [Beveiliging … Zes slot.]"},
		{"Zie de artikelen 5-6.", "artikelen 5-6 [Beveiliging … Zes slot.]"},
		{"Zie § 5.1.", "5.1 [Vijf een. … Vijf een.]"},
		{"Zie artikel 5 dat geldt naast artikel 6.", "artikel 5 [Beveiliging … item b.] | artikel 6 [Melden … Zes slot.]"},
		{"Zie het vorige lid.", "vorige lid [Acht een. … Acht een.]"},
		{"Zie het vorige artikel.", "vorige artikel [Bijstand … DERDE]"},
		{"Dit artikel blijft gelden.", "Dit artikel [Slot … Dit artikel blijft gelden.]"},
		{"Zie artikel 28 AVG en artikel 9.", ""},
		{"Zie artikel 5 van de Hoofdovereenkomst.", ""},
		{"Vorige week nog.", ""},
		{"Zie clausule 6.1.", "clausule 6.1 [Zes een. … Zes een.]"},
		{"Van de SCC's zijn clausule 5 en 6 niet van toepassing.", ""},
		{"Van de modelcontractbepalingen geldt clausule 5 niet, naast artikel 6.1.", "artikel 6.1 [Zes een. … Zes een.]"},
	} {
		t.Run(tt.here, func(t *testing.T) {
			got := cites(read(t, fmt.Sprintf(numbered, tt.here)), tt.here)
			if strings.ReplaceAll(got, "HIER ", "") != tt.want {
				t.Errorf(" got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestCitedInHostileText(t *testing.T) {
	var b strings.Builder
	for i := range 400 {
		fmt.Fprintf(&b, "# Artikel %d. Kop\n\n%d.1 Volgens de artikelen %s 1 tot en met 399.\n\n", i+1, i+1, strings.Repeat("1, ", 200))
	}
	c := read(t, b.String())
	n := 0
	for i := range c.Units {
		for _, cited := range c.Cited(i) {
			n++
			u := &c.Units[i]
			if cited.Start < u.Lead || cited.End > len(u.Tokens) || cited.Start >= cited.End || len(cited.Reach) == 0 {
				t.Fatalf("unit %d: %+v", i, cited)
			}
			for _, r := range cited.Reach {
				if r.From < 0 || r.To > len(c.Units) || r.From >= r.To {
					t.Fatalf("unit %d: %+v", i, cited)
				}
			}
		}
	}
	if n != 400 {
		t.Errorf("%d citations", n)
	}
}
