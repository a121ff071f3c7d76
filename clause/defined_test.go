package clause

import (
	"maps"
	"testing"

	"github.com/clausule/clausule/clause/internal/dutch"
)

func TestFirstPersons(t *testing.T) {
	tests := []struct {
		words []string
		want  map[int]string
	}{
		{[]string{"ik", "meld", "een", "datalek"}, map[int]string{1: "meldt"}},
		{[]string{"daarna", "sla", "ik", "dit"}, map[int]string{1: "slaat"}},
		{[]string{"dan", "zet", "ik"}, nil},
		{[]string{"verwerker", "meld"}, nil},
	}
	for _, test := range tests {
		var tokens []dutch.Token
		for _, w := range test.words {
			tokens = append(tokens, dutch.Token{Text: w})
		}
		got := firstPersons(tokens)
		if !maps.Equal(got, test.want) {
			t.Errorf("%v: %v, want %v", test.words, got, test.want)
		}
	}
}
