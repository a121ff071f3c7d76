package font

import "strings"

// The advance widths of the standard 14 fonts for codes 32 to 126, in
// thousandths of an em, from the metrics that Adobe publishes for them.
const (
	helvetica = "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 " +
		"1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 " +
		"333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
	helveticaBold = "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 " +
		"975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 " +
		"333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
	times = "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 564 564 564 444 " +
		"921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500 " +
		"333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 480 200 480 541"
	timesBold = "250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 500 500 500 500 333 333 570 570 570 500 " +
		"930 722 667 722 722 667 611 778 778 389 500 778 667 944 722 778 611 778 722 556 667 722 722 1000 722 722 667 333 278 333 581 500 " +
		"333 500 556 444 556 444 333 500 556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 500 500 444 394 220 394 520"
)

// standardWidths returns the widths of a standard font by its name, in ems for
// codes 32 to 126, and whether the name is one.
func standardWidths(name string) ([]float64, bool) {
	name = strings.ToLower(name)
	bold := strings.Contains(name, "bold")
	table := ""
	switch {
	case strings.Contains(name, "courier"):
		out := make([]float64, 95)
		for i := range out {
			out[i] = 0.6
		}
		return out, true
	case strings.Contains(name, "helvetica"), strings.Contains(name, "arial"):
		table = helvetica
		if bold {
			table = helveticaBold
		}
	case strings.Contains(name, "times"):
		table = times
		if bold {
			table = timesBold
		}
	default:
		return nil, false
	}
	out := make([]float64, 0, 95)
	n := 0
	for i := 0; i <= len(table); i++ {
		if i == len(table) || table[i] == ' ' {
			out = append(out, float64(n)/1000)
			n = 0
			continue
		}
		n = n*10 + int(table[i]-'0')
	}
	return out, true
}

// isStandard tells whether a font has the metrics of one of the standard fonts.
func isStandard(name string) bool {
	name = strings.ToLower(name)
	for _, known := range []string{"courier", "helvetica", "arial", "times"} {
		if strings.HasPrefix(name, known) {
			return true
		}
	}
	return false
}

// standardWidth is the width of a text in a standard font; accented letters
// are as wide as their base letter.
func standardWidth(widths []float64, text string) float64 {
	if text == "" {
		return 0.5
	}
	r := []rune(text)[0]
	if r >= 32 && r < 127 {
		return widths[r-32]
	}
	const latin = "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYPsaaaaaaaceeeeiiiidnooooo/ouuuuypy"
	if r >= 0xc0 && r <= 0xff {
		return widths[latin[r-0xc0]-32]
	}
	switch r {
	case '’', '‘', '‚', '·':
		return widths['\''-32]
	case '“', '”', '„':
		return widths['"'-32]
	case '–', '•':
		return widths['n'-32]
	case '—', '…':
		return 1
	}
	return 0.5
}
