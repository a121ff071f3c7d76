package doc

import "github.com/clausule/clausule/extract/document"

// piece is a stretch of text that stands together in the file ([MS-DOC] 2.8.35).
type piece struct {
	cp, end int // character positions
	fc      int // offset in the WordDocument stream
	wide    bool
	prm     uint16
}

func (p *piece) width() int {
	if p.wide {
		return 2
	}
	return 1
}

// pieces is the piece table with the property modifiers that it refers to.
type pieces struct {
	list []piece
	grps [][]byte // grpprls of the Clx, for a Prm1
	lost int      // characters that stand outside the file
}

// readPieces reads the Clx ([MS-DOC] 2.9.38).
func (f *file) readPieces(name string) (*pieces, error) {
	b := f.structure(fibClx)
	t := &pieces{}
	for len(b) > 0 && b[0] == 1 {
		n := u16(b, 1)
		if 3+n > len(b) {
			break
		}
		t.grps = append(t.grps, b[3:3+n])
		b = b[3+n:]
	}
	if len(b) < 5 || b[0] != 2 {
		return nil, document.Damaged(name, found, "de tabel met de plaats van de tekst ontbreekt", nil)
	}
	table := newPLC(part(b, 5, u32(b, 1)), 8)
	t.list = make([]piece, 0, table.n)
	for i := range table.n {
		d := table.data(i)
		fc := u32(d, 2)
		p := piece{cp: table.at(i), end: table.at(i + 1), fc: fc & 0x3FFFFFFF, wide: fc&0x40000000 == 0, prm: uint16(u16(d, 6))}
		if !p.wide {
			p.fc /= 2
		}
		if p.end <= p.cp || i == 0 && p.cp != 0 {
			return nil, document.Damaged(name, found, "de tabel met de plaats van de tekst loopt niet op", nil)
		}
		if p.end > f.characters+1 {
			// The last piece may hold a mark behind the last story.
			p.end = f.characters + 1
		}
		if p.end <= p.cp {
			break
		}
		// The positions of what stands outside the file stay: what comes
		// behind it must be found in its place.
		if there := max(len(f.word)-p.fc, 0) / p.width(); there < p.end-p.cp {
			t.lost += p.end - p.cp - there
		}
		t.list = append(t.list, p)
	}
	if len(t.list) == 0 {
		return nil, document.Damaged(name, found, "de tabel met de plaats van de tekst is leeg", nil)
	}
	t.lost += max(f.characters-t.list[len(t.list)-1].end, 0)
	return t, nil
}

// find is the index of the piece that holds a position, len(list) for none.
func (t *pieces) find(cp int) int {
	low, high := 0, len(t.list)
	for low < high {
		if middle := (low + high) / 2; t.list[middle].end <= cp {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// bytes gives the bytes of the characters from cp up to end of a piece.
func (f *file) bytes(p *piece, cp, end int) []byte {
	w := p.width()
	return part(f.word, p.fc+(cp-p.cp)*w, (min(end, p.end)-cp)*w)
}

// narrow gives the character of a byte in a compressed piece ([MS-DOC] 2.9.73):
// a code point of its own but for these, which are those of Windows-1252. Word
// writes no others there; what other programs mean by them is the same code.
func narrow(c byte) rune {
	if c < 0x80 || c > 0x9F {
		return rune(c)
	}
	return [...]rune{'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8D, 'Ž', 0x8F,
		0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9D, 'ž', 'Ÿ'}[c-0x80]
}
