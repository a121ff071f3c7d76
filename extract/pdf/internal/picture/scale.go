package picture

import "context"

// taps is how one pixel of a scaled row is made: of the pixels from first on,
// each with its weight. The weights add up to one.
type taps struct {
	first   int
	weights []uint32
}

const one = 1 << 16

// kernel gives the taps for n pixels made into m: the mean of the covered
// pixels when there are fewer, lines between neighbours when there are more.
func kernel(n, m int) []taps {
	all := make([]taps, m)
	ratio := float64(n) / float64(m)
	for i := range all {
		var first int
		var share []float64
		if m > n {
			at := max(0, (float64(i)+0.5)*ratio-0.5)
			first = min(int(at), n-1)
			share = []float64{1}
			if f := at - float64(first); f > 0 && first+1 < n {
				share = []float64{1 - f, f}
			}
		} else {
			from, to := float64(i)*ratio, float64(i+1)*ratio
			first = min(int(from), n-1)
			for j := first; j < n && float64(j) < to; j++ {
				share = append(share, (min(to, float64(j+1))-max(from, float64(j)))/ratio)
			}
		}
		t := taps{first: first, weights: make([]uint32, len(share))}
		rest, heaviest := int64(one), 0
		for j, s := range share {
			t.weights[j] = uint32(max(0, s) * one)
			rest -= int64(t.weights[j])
			if t.weights[j] > t.weights[heaviest] {
				heaviest = j
			}
		}
		t.weights[heaviest] = uint32(int64(t.weights[heaviest]) + rest)
		all[i] = t
	}
	return all
}

// scale makes b as large as asked, first its rows and then its columns.
func scale(ctx context.Context, b bitmap, width, height int) (bitmap, error) {
	if width != b.width {
		across := kernel(b.width, width)
		s := newBitmap(width, b.height)
		for y := range b.height {
			if err := canceled(ctx, y); err != nil {
				return b, err
			}
			from, to := b.row(y), s.row(y)
			for x, t := range across {
				sum := uint32(one / 2)
				for i, p := range from[t.first : t.first+len(t.weights)] {
					sum += t.weights[i] * uint32(p)
				}
				to[x] = byte(sum / one)
			}
		}
		b = s
	}
	if height != b.height {
		s := newBitmap(width, height)
		sums := make([]uint32, width)
		for y, t := range kernel(b.height, height) {
			if err := canceled(ctx, y); err != nil {
				return b, err
			}
			for x := range sums {
				sums[x] = one / 2
			}
			for i, w := range t.weights {
				for x, p := range b.row(t.first + i) {
					sums[x] += w * uint32(p)
				}
			}
			to := s.row(y)
			for x, sum := range sums {
				to[x] = byte(sum / one)
			}
		}
		b = s
	}
	b.bilevel = false
	return b, nil
}
