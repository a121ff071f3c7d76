package object

import "encoding/binary"

// unpredict undoes the PNG and TIFF predictors (ISO 32000-1, 7.4.4.4).
func unpredict(data []byte, param Value, failed error) ([]byte, error) {
	predictor := param.Key("Predictor").Int()
	if predictor <= 1 {
		return data, failed
	}
	number := func(key string, standard, most int64) int {
		v := param.Key(key)
		if v.Kind() != Integer || v.Int() <= 0 || v.Int() > most {
			return int(standard)
		}
		return int(v.Int())
	}
	colors, bits, columns := number("Colors", 1, 32), number("BitsPerComponent", 8, 16), number("Columns", 1, 1<<20)
	pixel := max(1, colors*bits/8)
	row := (colors*bits*columns + 7) / 8
	if predictor == 2 {
		for rest := data; len(rest) > 0; {
			n := min(row, len(rest))
			addLeft(rest[:n], colors, bits)
			rest = rest[n:]
		}
		return data, failed
	}
	row = min(row, len(data))
	out := make([]byte, 0, len(data))
	previous := make([]byte, row)
	for len(data) > 1 {
		method := data[0]
		n := min(row, len(data)-1)
		start := len(out)
		out = append(out, data[1:1+n]...)
		data = data[1+n:]
		line := out[start:]
		for i := range line {
			var left, upleft byte
			if i >= pixel {
				left, upleft = line[i-pixel], previous[i-pixel]
			}
			switch method {
			case 1:
				line[i] += left
			case 2:
				line[i] += previous[i]
			case 3:
				line[i] += byte((int(left) + int(previous[i])) / 2)
			case 4:
				line[i] += paeth(left, previous[i], upleft)
			}
		}
		copy(previous, line)
	}
	return out, failed
}

// addLeft undoes the TIFF predictor in one row: each sample is the difference
// with the one of the same colour to the left.
func addLeft(line []byte, colors, bits int) {
	switch bits {
	case 8:
		for i := colors; i < len(line); i++ {
			line[i] += line[i-colors]
		}
	case 16:
		for i := 2 * colors; i+1 < len(line); i += 2 {
			v := binary.BigEndian.Uint16(line[i:]) + binary.BigEndian.Uint16(line[i-2*colors:])
			binary.BigEndian.PutUint16(line[i:], v)
		}
	case 1, 2, 4:
		mask := byte(1<<bits - 1)
		per := 8 / bits
		left := make([]byte, colors)
		for i := range len(line) * per {
			shift := 8 - bits*(i%per+1)
			b := &line[i/per]
			v := (*b>>shift + left[i%colors]) & mask
			*b = *b&^(mask<<shift) | v<<shift
			left[i%colors] = v
		}
	}
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	da, db, dc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	if da <= db && da <= dc {
		return a
	}
	if db <= dc {
		return b
	}
	return c
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
