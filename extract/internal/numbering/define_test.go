package numbering_test

import (
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/internal/numbering"
)

// TestDefine numbers with lists that no numbering part defines.
func TestDefine(t *testing.T) {
	article := numbering.Level{Defined: true, Start: 1, Format: "decimal", Text: "Artikel %1"}
	sub := numbering.Level{Defined: true, Start: 1, Text: "%1.%2"}
	letter := numbering.Level{Defined: true, Start: 1, Format: numbering.FormatCode(4), Text: "%3)"}
	list := func(levels ...numbering.Level) (l [numbering.Levels]numbering.Level) {
		copy(l[:], levels)
		return l
	}
	running, after := letter, letter
	running.NoRestart = true
	after.RestartAfter = 1
	tests := []struct {
		name      string
		list      numbering.List
		overrides map[int]numbering.Override
		steps     string // levels of the paragraphs
		want      string
	}{
		{"three levels", numbering.List{ID: 7, Levels: list(article, sub, letter)}, nil, "012201",
			"Artikel 1|1.1|a)|b)|Artikel 2|2.1"},
		{"a level that goes on", numbering.List{ID: 7, Levels: list(article, sub, running)}, nil, "01202",
			"Artikel 1|1.1|a)|Artikel 2|b)"},
		{"a level that restarts after the first only", numbering.List{ID: 7, Levels: list(article, sub, after)}, nil, "0121202",
			"Artikel 1|1.1|a)|1.2|b)|Artikel 2|a)"},
		{"a start of its own and another appearance", numbering.List{ID: 7, Levels: list(article, sub)},
			map[int]numbering.Override{0: {Start: 4, HasStart: true}, 1: {Level: &numbering.Level{Defined: true, Start: 1, Text: "lid %2"}}}, "0101",
			"Artikel 4|lid 1|Artikel 5|lid 1"},
		{"a format that is not built shows digits", numbering.List{ID: 7, Levels: list(numbering.Level{Defined: true, Start: 3, Format: numbering.FormatCode(40), Text: "%1."})}, nil, "0",
			"3."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			defs := numbering.Define([]numbering.List{tt.list}, []numbering.Instance{{ID: 1, List: 7, Overrides: tt.overrides}})
			c := numbering.NewCounter(defs, numbering.Styles{})
			var got []string
			for _, level := range tt.steps {
				label, ok := c.Next(numbering.Paragraph{Ref: numbering.Ref{NumID: 1, HasNum: true, Level: int(level - '0'), HasLevel: true}})
				if !ok {
					t.Fatal("paragraph is not numbered")
				}
				got = append(got, label.Text)
			}
			if s := strings.Join(got, "|"); s != tt.want {
				t.Errorf("got %s, want %s", s, tt.want)
			}
		})
	}
	unknown := numbering.Define([]numbering.List{{ID: 1, Levels: list(numbering.Level{Defined: true, Format: "nfc40"}, numbering.Level{Defined: true, Format: "nfc40"})}}, nil).Unknown
	if len(unknown) != 1 || unknown[0] != "nfc40" {
		t.Errorf("unknown formats %q", unknown)
	}
}
