package object

// mostSpent bounds what one object may hold: items of arrays count for one,
// dictionaries and their entries for as much more as they take in memory. What
// comes after is read as if it were not there.
const (
	mostSpent = 1 << 18
	tableCost = 16
	entryCost = 4
)

// deep tells whether another array or dictionary would nest too deep.
func (l *Lexer) deep() bool {
	return l.depth >= MaxDepth || l.shallow && l.depth >= 1
}

func (l *Lexer) list() List {
	out := List{}
	if l.deep() {
		l.skipNested()
		return out
	}
	if l.depth == 0 {
		l.spent = 0
	}
	l.depth++
	defer func() { l.depth-- }()
	for {
		v := l.Next()
		if k, ok := v.(Keyword); ok {
			switch k {
			case "]", EOF:
				return out
			case "endobj", "endstream", "obj":
				l.Pos -= len(k)
				return out
			}
			continue
		}
		out = append(out, v)
		if l.spent++; l.spent > mostSpent {
			l.skipNested()
			return out
		}
	}
}

func (l *Lexer) table() Table {
	out := Table{}
	if l.deep() {
		l.skipNested()
		return out
	}
	if l.depth == 0 {
		l.spent = 0
	}
	l.spent += tableCost
	l.depth++
	defer func() { l.depth-- }()
	for {
		key := l.Next()
		switch k := key.(type) {
		case Keyword:
			switch k {
			case ">>", EOF:
				return out
			case "endobj", "stream", "endstream", "obj":
				l.Pos -= len(k)
				return out
			}
		case NameToken:
			v := l.Next()
			if kw, ok := v.(Keyword); ok {
				switch kw {
				case ">>", EOF:
					return out
				case "endobj", "stream", "endstream", "obj":
					l.Pos -= len(kw)
					return out
				}
				continue
			}
			if _, seen := out[string(k)]; !seen {
				out[string(k)] = v
			}
			if l.spent += entryCost; l.spent > mostSpent {
				l.skipNested()
				return out
			}
		}
	}
}

// skipNested moves past the end of an array or dictionary without building
// it, and without recursion.
func (l *Lexer) skipNested() {
	open := 1
	for open > 0 {
		l.tick()
		l.SkipSpace()
		if l.Pos >= len(l.Data) {
			return
		}
		switch c := l.Data[l.Pos]; c {
		case '[':
			open++
			l.Pos++
		case ']':
			open--
			l.Pos++
		case '(':
			l.Pos++
			l.literal()
		case '<':
			l.Pos++
			if l.Pos < len(l.Data) && l.Data[l.Pos] == '<' {
				l.Pos++
				open++
			} else {
				l.hex()
			}
		case '>':
			l.Pos++
			if l.Pos < len(l.Data) && l.Data[l.Pos] == '>' {
				l.Pos++
				open--
			}
		default:
			if isRegular(c) {
				start := l.Pos
				for l.Pos < len(l.Data) && isRegular(l.Data[l.Pos]) {
					l.Pos++
				}
				if word := l.Data[start:l.Pos]; l.Refs {
					switch string(word) {
					case "endobj", "stream", "endstream", "obj":
						l.Pos = start
						return
					}
				}
			} else {
				l.Pos++
			}
		}
	}
}
