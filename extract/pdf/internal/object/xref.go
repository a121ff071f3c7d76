package object

import (
	"bytes"
	"context"
	"fmt"
)

// headerZone is how far into the file the header may stand (ISO 32000-1,
// annex H, note 13).
const headerZone = 1024

// openTable opens a file by its cross-reference table (ISO 32000-1, 7.5.4 and
// 7.5.8), which it reads with the checks that the library lacks: chains that
// come back, counts and sizes out of all proportion. It gives ErrDamaged when
// the table does not lead to a page tree.
func openTable(ctx context.Context, data []byte, options Options) (*ownFile, error) {
	f, err := openTableAt(ctx, data, options)
	if err == nil || ctx.Err() != nil {
		return f, err
	}
	// Offsets count from the header, in files that have something before it.
	if h := bytes.Index(data[:min(len(data), headerZone)], []byte("%PDF-")); h > 0 {
		if f, err := openTableAt(ctx, data[h:], options); err == nil {
			return f, nil
		}
	}
	return nil, err
}

func openTableAt(ctx context.Context, data []byte, options Options) (*ownFile, error) {
	f, err := newOwnFile(ctx, data, options.Limits)
	if err != nil {
		return nil, err
	}
	start, err := lastSection(data)
	if err != nil {
		return nil, err
	}
	x := &xref{file: f, most: len(data)/8 + 4096}
	if err := x.chain(ctx, start); err != nil {
		return nil, err
	}
	if err := f.open(options.Password); err != nil {
		return nil, err
	}
	if f.Trailer().Key("Root").Key("Pages").Kind() != Dict || f.faults > 0 {
		return nil, fmt.Errorf("%w: no page tree", ErrDamaged)
	}
	return f, nil
}

// lastSection finds the offset of the newest cross-reference section.
func lastSection(data []byte) (int64, error) {
	mark := []byte("startxref")
	i := bytes.LastIndex(data, mark)
	if i < 0 {
		return 0, fmt.Errorf("%w: no startxref", ErrDamaged)
	}
	l := &Lexer{Data: data, Pos: i + len(mark)}
	start, ok := l.Next().(int64)
	if !ok {
		return 0, fmt.Errorf("%w: startxref is no number", ErrDamaged)
	}
	// Behind it may be junk, but no newer objects of which the end is cut off.
	if bytes.Contains(data[l.Pos:], []byte(" obj")) {
		return 0, fmt.Errorf("%w: objects behind the last cross-reference section", ErrDamaged)
	}
	return start, nil
}

// xref reads cross-reference sections into the entries of a file.
type xref struct {
	file  *ownFile
	most  int // entries that the file's length allows
	count int // entries seen in all sections
}

// chain reads the sections from the newest to the oldest.
func (x *xref) chain(ctx context.Context, next int64) error {
	const longest = 4096
	seen := map[int64]bool{}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if next < 0 || next >= int64(len(x.file.data)) || len(seen) > longest {
			return fmt.Errorf("%w: cross-reference section at %d", ErrDamaged, next)
		}
		seen[next] = true
		trailer, err := x.section(ctx, next)
		if err != nil {
			return fmt.Errorf("%w: cross-reference section at %d: %w", ErrDamaged, next, err)
		}
		if x.file.trailer == nil {
			x.file.trailer = trailer
		}
		// The rows of a section win from those of the stream that it names, and
		// those from the rows of older sections (7.5.8.4).
		if at, ok := trailer["XRefStm"].(int64); ok && at > 0 && at < int64(len(x.file.data)) && !seen[at] {
			seen[at] = true
			if _, err := x.section(ctx, at); err != nil {
				return fmt.Errorf("%w: cross-reference stream at %d: %w", ErrDamaged, at, err)
			}
		}
		var ok bool
		if next, ok = whole(trailer["Prev"]); !ok {
			return nil
		}
		// A first section that says that nothing comes before it.
		if next == 0 {
			return nil
		}
		if seen[next] {
			return nil // all of it has been read
		}
	}
}

func whole(v any) (int64, bool) {
	switch n := v.(type) {
	case int64:
		return n, true
	case float64:
		return int64(n), n >= 0 && n < 1<<40
	}
	return 0, false
}

func (x *xref) section(ctx context.Context, at int64) (Table, error) {
	l := &Lexer{Data: x.file.data, Pos: int(at), Ctx: ctx}
	switch first := l.Next().(type) {
	case Keyword:
		if first == "xref" {
			return x.table(ctx, l)
		}
	case int64:
		return x.stream(ctx, int(first), int(at))
	}
	return nil, fmt.Errorf("not found")
}

// room counts n entries from start on, and tells whether they fit.
func (x *xref) room(start, n int64) bool {
	if start < 0 || n < 0 || start > mostObjects || n > mostObjects || start+n > mostObjects+1 {
		return false
	}
	x.count += int(min(n, int64(x.most)+1))
	return x.count <= x.most
}

func (x *xref) add(number int64, e entry) {
	if number > 0 && number <= mostObjects && x.file.at(int(number)).place == unknown {
		x.file.set(int(number), e)
	}
}

func (x *xref) table(ctx context.Context, l *Lexer) (Table, error) {
	var deleted []int64
	for {
		token := l.Next()
		if token == Keyword("trailer") {
			break
		}
		start, ok1 := token.(int64)
		n, ok2 := l.Next().(int64)
		if !ok1 || !ok2 || !x.room(start, n) {
			return nil, fmt.Errorf("subsection %.40v", token)
		}
		for i := range n {
			if i&0xffff == 0xffff {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
			}
			before := l.Pos
			offset, generation, use, ok := l.row()
			if !ok {
				// Fewer rows than promised.
				l.Pos = before
				if l.Next() == Keyword("trailer") {
					l.Pos = before
					break
				}
				return nil, fmt.Errorf("entry %d", start+i)
			}
			// Some writers count from one although they begin with the row of
			// object zero.
			if i == 0 && start == 1 && use == 'f' && offset == 0 && generation == 65535 {
				start = 0
			}
			if use == 'f' {
				deleted = append(deleted, start+i)
			} else if offset > 0 && offset < int64(len(l.Data)) {
				x.add(start+i, entry{place: tabled, offset: uint32(offset), generation: uint16(generation)})
			}
		}
	}
	l.Refs = true
	trailer, ok := l.Next().(Table)
	if !ok {
		return nil, fmt.Errorf("no trailer")
	}
	// In a hybrid file the stream has what is marked as deleted here.
	if trailer["XRefStm"] == nil {
		for _, number := range deleted {
			x.add(number, entry{place: free})
		}
	}
	return trailer, nil
}

// row reads one entry of a table.
func (l *Lexer) row() (offset, generation int64, use byte, ok bool) {
	digits := func() (n int64, ok bool) {
		l.SkipSpace()
		p := l.Pos
		for p < len(l.Data) && l.Data[p] >= '0' && l.Data[p] <= '9' && p-l.Pos < 18 {
			n = n*10 + int64(l.Data[p]-'0')
			p++
		}
		ok = p > l.Pos
		l.Pos = p
		return n, ok
	}
	var ok1, ok2 bool
	offset, ok1 = digits()
	generation, ok2 = digits()
	l.SkipSpace()
	if !ok1 || !ok2 || l.Pos >= len(l.Data) {
		return 0, 0, 0, false
	}
	use = l.Data[l.Pos]
	l.Pos++
	return offset, generation, use, (use == 'n' || use == 'f') && (l.Pos == len(l.Data) || !isRegular(l.Data[l.Pos]))
}

// stream reads a cross-reference stream (7.5.8).
func (x *xref) stream(ctx context.Context, number, at int) (Table, error) {
	l := &Lexer{Data: x.file.data, Pos: at, Ctx: ctx}
	if !l.definition(number) {
		return nil, fmt.Errorf("no object")
	}
	l.Refs = true
	dict, ok := l.Next().(Table)
	if !ok || l.Next() != Keyword("stream") || dict["Type"] != NameToken("XRef") {
		return nil, fmt.Errorf("no cross-reference stream")
	}
	// A /Length that is a reference cannot be looked up yet.
	length, ok := dict["Length"].(int64)
	if !ok {
		length = -1
	}
	start := streamStart(l.Data, l.Pos)
	raw := l.Data[min(start, len(l.Data)):x.file.streamEnd(start, length)]
	index, ok := dict["Index"].(List)
	if !ok {
		index = List{int64(0), dict["Size"]}
	}
	widths, ok := dict["W"].(List)
	if !ok || len(widths) < 3 {
		return nil, fmt.Errorf("/W")
	}
	var w [3]int
	total := 0
	for i := range w {
		n, ok := widths[i].(int64)
		if !ok || n < 0 || n > 8 {
			return nil, fmt.Errorf("/W")
		}
		w[i] = int(n)
		total += int(n)
	}
	// References in the dictionary lead nowhere.
	body, _, _, err := x.file.budget.decode(ctx, raw, ownValue{file: &ownFile{}, v: dict})
	if total == 0 || err != nil && len(body) < total {
		return nil, fmt.Errorf("content: %w", err)
	}
	for i := 0; i+1 < len(index); i += 2 {
		start, ok1 := index[i].(int64)
		n, ok2 := index[i+1].(int64)
		// More rows may be promised than there are.
		n = min(n, int64(len(body)/total))
		if !ok1 || !ok2 || !x.room(start, n) {
			return nil, fmt.Errorf("/Index")
		}
		for k := range n {
			x.row(start+k, body, w)
			body = body[total:]
		}
	}
	return dict, nil
}

func (x *xref) row(number int64, row []byte, w [3]int) {
	field := func(width int) (v uint64) {
		for _, c := range row[:width] {
			v = v<<8 | uint64(c)
		}
		row = row[width:]
		return v
	}
	kind := uint64(1)
	if w[0] > 0 {
		kind = field(w[0])
	}
	second, third := field(w[1]), field(w[2])
	switch {
	case kind == 0:
		x.add(number, entry{place: free})
	case kind == 1 && second > 0 && second < uint64(len(x.file.data)):
		x.add(number, entry{place: tabled, offset: uint32(second), generation: uint16(third)})
	case kind == 2 && second > 0 && second <= mostObjects:
		x.add(number, entry{place: packedIn, container: uint32(second)})
	}
}
