package likeness

import (
	"slices"
	"testing"
)

// A model gives what its fits hold, also for features that only others have.
func TestModel(t *testing.T) {
	fits := []Fit{
		{ID: "een", Bias: -96, Weights: []Weight{{2, 10}, {5, -7}, {9, 127}}},
		{ID: "twee", Bias: 3, Weights: []Weight{{5, 1}, {7, -128}, {1 << 31, 4}}},
	}
	m, err := Read(string(Append(nil, fits)))
	if err != nil {
		t.Fatal(err)
	}
	if m.Index("twee") != 1 || m.Index("drie") != -1 || m.Len() != 2 {
		t.Fatalf("ids: %d %d %d", m.Index("twee"), m.Index("drie"), m.Len())
	}
	scorer := m.NewScorer()
	for _, tt := range []struct {
		features []Feature
		want     []int32
	}{
		{nil, []int32{-96, 3}},
		{[]Feature{2, 5, 9}, []int32{34, 4}},
		{[]Feature{1, 3, 5, 6, 7, 8, 1 << 31}, []int32{-103, -120}},
		{[]Feature{5, 9, 1<<31 + 1}, []int32{24, 4}},
	} {
		got := scorer.Scores(append(tt.features, tt.features...)) // each counts once
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v scores %v, want %v", tt.features, got, tt.want)
		}
		for r := range fits {
			sum := int32(fits[r].Bias)
			for _, f := range tt.features {
				sum += int32(m.worth(r, f))
			}
			if sum != got[r] {
				t.Errorf("%v: the worths of %s add up to %d, the score is %d", tt.features, fits[r].ID, sum, got[r])
			}
		}
	}
}
