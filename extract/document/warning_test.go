package document

import (
	"slices"
	"testing"
)

func TestLines(t *testing.T) {
	scan := func(page int) Warning { return Warning{Code: WarnPageWithoutText, Page: page, Message: "een scan"} }
	repaired := Warning{Code: WarnRepaired, Message: "hersteld"}
	for _, tc := range []struct {
		in   []Warning
		want []string
	}{
		{nil, nil},
		{[]Warning{scan(3)}, []string{"pagina 3: een scan"}},
		{[]Warning{scan(1), repaired, scan(2), scan(3), scan(7), scan(9)}, []string{"pagina's 1-3, 7 en 9: een scan", "hersteld"}},
		{[]Warning{scan(1), scan(2)}, []string{"pagina's 1-2: een scan"}},
		{[]Warning{scan(1), scan(3)}, []string{"pagina's 1 en 3: een scan"}},
		{[]Warning{repaired, repaired}, []string{"hersteld"}},
	} {
		if got := Lines(tc.in); !slices.Equal(got, tc.want) {
			t.Errorf("%v: %q, want %q", tc.in, got, tc.want)
		}
	}
}
