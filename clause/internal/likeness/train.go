package likeness

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Sample is a sentence to learn from: whether it regulates what a requirement is
// about, well or badly, or merely looks as if it did.
type Sample struct {
	Features []Feature
	Positive bool
}

// Weight is what a feature adds to the score of a requirement.
type Weight struct {
	Feature Feature
	Worth   int8 // in units of 1/Scale
}

// Fit is what was learned of one requirement.
type Fit struct {
	ID      string
	Bias    int
	Weights []Weight // by feature
}

// Scale is the number of units in which scores are counted to a unit of the log
// odds. Scores are whole numbers, so that they are the same on every machine.
const Scale = 48

// kept is the number of features of a requirement that are kept: those with the
// greatest weights.
const kept = 500

// Train fits one requirement by logistic regression (stochastic gradient descent
// with decay). The same samples in the same order give the same fit, everywhere:
// the conversions keep compilers from fusing multiplication and addition.
func Train(id string, samples []Sample) Fit {
	const (
		rounds = 12
		rate   = 0.3
		decay  = 1 - 1e-4
		rare   = 3 // the weight of a positive sample: there are fewer of them
	)
	index := map[Feature]int32{}
	var features []Feature
	sets := make([][]int32, len(samples))
	for i := range samples {
		sets[i] = make([]int32, len(samples[i].Features))
		for k, f := range samples[i].Features {
			at, ok := index[f]
			if !ok {
				at = int32(len(features))
				index[f], features = at, append(features, f)
			}
			sets[i][k] = at
		}
	}
	weights, bias := make([]float64, len(features)), -2.0
	order := make([]int, len(samples))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(2016, 679))
	for round := range rounds {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		pace := rate / (1 + float64(rate*float64(round)))
		for _, i := range order {
			if len(sets[i]) == 0 {
				continue
			}
			z := bias
			for _, f := range sets[i] {
				z += weights[f]
			}
			step := -pace / (1 + math.Exp(-max(-30, min(30, z))))
			if samples[i].Positive {
				step = rare * float64(pace+step)
			}
			bias += step / 10
			share := step / math.Sqrt(float64(len(sets[i])))
			for _, f := range sets[i] {
				weights[f] = float64(weights[f]*decay) + share
			}
		}
	}
	fit := Fit{ID: id, Bias: int(math.Round(bias * Scale))}
	for i, w := range weights {
		if worth := math.Round(max(-127, min(127, w*Scale))); worth != 0 {
			fit.Weights = append(fit.Weights, Weight{features[i], int8(worth)})
		}
	}
	slices.SortFunc(fit.Weights, func(a, b Weight) int {
		return cmp.Or(cmp.Compare(size(b.Worth), size(a.Worth)), cmp.Compare(a.Feature, b.Feature))
	})
	fit.Weights = fit.Weights[:min(len(fit.Weights), kept)]
	slices.SortFunc(fit.Weights, func(a, b Weight) int { return cmp.Compare(a.Feature, b.Feature) })
	return fit
}

func size(w int8) int { return max(int(w), -int(w)) }
