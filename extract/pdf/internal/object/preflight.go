package object

import (
	"bytes"
	"context"
	"fmt"
)

// preflight checks, without taking memory for it, everything in the file's
// structure on which github.com/ledongthuc/pdf could loop for ever, overflow
// the stack or take unlimited memory: those ends cannot be recovered from.
func preflight(ctx context.Context, data []byte, limits Limits) error {
	unfit := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", ErrUnfit, fmt.Sprintf(format, args...))
	}
	if len(data) < 100 || !bytes.HasPrefix(data, []byte("%PDF-1.")) || data[7] < '0' || data[7] > '7' || data[8] != '\n' && data[8] != '\r' {
		return unfit("header")
	}
	tail := data[len(data)-100:]
	if !bytes.HasSuffix(bytes.TrimRight(tail, "\r\n\t "), []byte("%%EOF")) {
		return unfit("no end mark")
	}
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		return unfit("no startxref")
	}
	l := &Lexer{Data: data, Pos: len(data) - 100 + i + len("startxref")}
	start, ok := l.Next().(int64)
	if !ok {
		return unfit("startxref is no number")
	}
	x := &xrefCheck{data: data, most: int64(len(data))/8 + 4096, entries: map[int64]int64{}, budget: budget{limits: limits}}
	seen := map[int64]bool{}
	for next := start; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		if next < 0 || next >= int64(len(data)) || seen[next] || len(seen) > 512 {
			return unfit("cross-reference chain at %d", next)
		}
		seen[next] = true
		previous, err := x.section(ctx, next)
		if err != nil {
			return unfit("cross-reference section at %d: %v", next, err)
		}
		if previous == nil {
			break
		}
		if next, ok = previous.(int64); !ok {
			return unfit("/Prev is no number")
		}
	}
	for container := range x.containers {
		if err := x.container(ctx, container); err != nil {
			return unfit("object stream %d: %v", container, err)
		}
	}
	return nil
}

// xrefCheck walks the cross-reference sections as the library will.
type xrefCheck struct {
	data       []byte
	most       int64           // highest object number and number of entries that the file's length allows
	count      int64           // entries seen in all sections
	entries    map[int64]int64 // offsets of objects that stand in the file itself, newest first
	packed     map[int64]bool  // objects that stand in an object stream
	containers map[int64]bool
	budget     budget
}

func (x *xrefCheck) section(ctx context.Context, at int64) (previous any, err error) {
	l := &Lexer{Data: x.data, Pos: int(at)}
	switch first := l.Next().(type) {
	case Keyword:
		if first == "xref" {
			return x.table(l)
		}
	case int64:
		l.Pos = int(at)
		return x.stream(ctx, l)
	}
	return nil, fmt.Errorf("not found")
}

func (x *xrefCheck) table(l *Lexer) (previous any, err error) {
	for {
		token := l.Next()
		if token == Keyword("trailer") {
			break
		}
		start, ok1 := token.(int64)
		n, ok2 := l.Next().(int64)
		if !ok1 || !ok2 || !x.room(start, n) {
			return nil, fmt.Errorf("subsection %v", token)
		}
		for i := range n {
			offset, ok1 := l.Next().(int64)
			_, ok2 := l.Next().(int64)
			use, ok3 := l.Next().(Keyword)
			if !ok1 || !ok2 || !ok3 || use != "n" && use != "f" {
				return nil, fmt.Errorf("entry %d", start+i)
			}
			if use == "n" {
				x.plain(start+i, offset)
			}
		}
	}
	l.Refs = true
	trailer, ok := l.Next().(Table)
	if !ok {
		return nil, fmt.Errorf("no trailer")
	}
	if trailer["XRefStm"] != nil {
		return nil, fmt.Errorf("hybrid file")
	}
	return trailer["Prev"], x.trailer(trailer)
}

// trailer refuses what the other reader does better: encrypted files.
func (x *xrefCheck) trailer(trailer Table) error {
	if size, ok := trailer["Size"].(int64); !ok || size < 0 || size > x.most {
		return fmt.Errorf("/Size %v", trailer["Size"])
	}
	if trailer["Encrypt"] != nil {
		return fmt.Errorf("encrypted")
	}
	return nil
}

func (x *xrefCheck) room(start, n int64) bool {
	if start < 0 || n < 0 || start > x.most || n > x.most || start+n > x.most {
		return false
	}
	x.count += n
	return x.count <= 4*x.most
}

func (x *xrefCheck) plain(number, offset int64) {
	if _, seen := x.entries[number]; !seen && !x.packed[number] {
		x.entries[number] = offset
	}
}

func (x *xrefCheck) stream(ctx context.Context, l *Lexer) (previous any, err error) {
	dict, raw, ok := x.streamAt(l)
	if !ok || dict["Type"] != NameToken("XRef") {
		return nil, fmt.Errorf("no cross-reference stream")
	}
	if err := x.trailer(dict); err != nil {
		return nil, err
	}
	index, ok := dict["Index"].(List)
	if !ok {
		index = List{int64(0), dict["Size"]}
	}
	for i := 0; i+1 < len(index); i += 2 {
		start, ok1 := index[i].(int64)
		n, ok2 := index[i+1].(int64)
		if !ok1 || !ok2 || !x.room(start, n) {
			return nil, fmt.Errorf("/Index")
		}
	}
	widths, ok := dict["W"].(List)
	if !ok || len(widths) < 3 || len(widths) > 8 {
		return nil, fmt.Errorf("/W")
	}
	var w [8]int
	total := 0
	for i := range widths {
		n, ok := widths[i].(int64)
		if !ok || n < 0 || n > 8 {
			return nil, fmt.Errorf("/W")
		}
		w[i] = int(n)
		total += int(n)
	}
	body, err := x.decode(ctx, dict, raw)
	if err != nil || total == 0 {
		return nil, fmt.Errorf("content: %v", err)
	}
	if x.packed == nil {
		x.packed, x.containers = map[int64]bool{}, map[int64]bool{}
	}
	field := func(row []byte, from, width int) (v int64) {
		for _, c := range row[from : from+width] {
			v = v<<8 | int64(c)
		}
		return v
	}
	for i := 0; i+1 < len(index); i += 2 {
		start, n := index[i].(int64), index[i+1].(int64)
		for k := range n {
			if len(body) < total {
				return nil, fmt.Errorf("content is too short")
			}
			row := body[:total]
			body = body[total:]
			kind := int64(1)
			if w[0] > 0 {
				kind = field(row, 0, w[0])
			}
			second := field(row, w[0], w[1])
			switch _, seen := x.entries[start+k]; {
			case kind == 1:
				x.plain(start+k, second)
			case kind == 2 && !seen:
				x.packed[start+k] = true
				x.containers[second] = true
			}
		}
	}
	return dict["Prev"], nil
}

// container checks an object stream. The library opens it anew for each object
// in it, trusts its counts, and follows the references of its dictionary.
func (x *xrefCheck) container(ctx context.Context, number int64) error {
	offset, ok := x.entries[number]
	if !ok || x.packed[number] || offset < 0 || offset >= int64(len(x.data)) {
		return fmt.Errorf("does not stand in the file")
	}
	dict, raw, ok := x.streamAt(&Lexer{Data: x.data, Pos: int(offset)})
	if !ok || dict["Extends"] != nil {
		return fmt.Errorf("not a plain object stream")
	}
	for key, v := range dict {
		if _, isRef := v.(Ref); isRef && key != "Length" {
			return fmt.Errorf("/%s is a reference", key)
		}
	}
	n, ok1 := dict["N"].(int64)
	first, ok2 := dict["First"].(int64)
	body, err := x.decode(ctx, dict, raw)
	size := int64(len(body))
	const mostSize, mostWork = 1 << 20, 128 << 20
	switch {
	case err != nil:
		return err
	case !ok1 || !ok2 || n < 0 || n > size || first <= 0 || first > size:
		return fmt.Errorf("counts do not fit")
	case size > mostSize || n*size > mostWork:
		return fmt.Errorf("too large to be opened for every object")
	case bytes.LastIndexByte(body, '<') > bytes.LastIndexByte(body, '>'):
		return fmt.Errorf("a string has no end")
	}
	return nil
}

// streamAt reads "N G obj << >> stream" and gives the stored bytes.
func (x *xrefCheck) streamAt(l *Lexer) (Table, []byte, bool) {
	_, ok1 := l.Next().(int64)
	_, ok2 := l.Next().(int64)
	if !ok1 || !ok2 || l.Next() != Keyword("obj") {
		return nil, nil, false
	}
	l.Refs = true
	dict, ok := l.Next().(Table)
	if !ok || l.Next() != Keyword("stream") {
		return nil, nil, false
	}
	start := streamStart(x.data, l.Pos)
	length, ok := dict["Length"].(int64)
	if ref, isRef := dict["Length"].(Ref); isRef {
		// The length must stand in the file itself: looked up in an object
		// stream it could ask for this very stream again.
		offset, found := x.entries[int64(ref.Number)]
		if !found || x.packed[int64(ref.Number)] || offset < 0 || offset >= int64(len(x.data)) {
			return nil, nil, false
		}
		at := &Lexer{Data: x.data, Pos: int(offset)}
		at.Next()
		at.Next()
		at.Next()
		length, ok = at.Next().(int64)
	}
	if !ok || length < 0 || length > int64(len(x.data)-start) {
		return nil, nil, false
	}
	return dict, x.data[start : start+int(length)], true
}

func (x *xrefCheck) decode(ctx context.Context, dict Table, raw []byte) ([]byte, error) {
	v := ownValue{file: &ownFile{}, v: dict}
	for _, key := range []string{"DecodeParms", "DP"} {
		param := v.Key(key)
		if param.Kind() == Array {
			param = param.Index(0)
		}
		if c := param.Key("Columns").Int(); c < 0 || c > 1<<16 {
			return nil, fmt.Errorf("/Columns %d", c)
		}
	}
	return x.budget.decode(ctx, raw, v)
}

// streamStart skips the end of line after the keyword "stream".
func streamStart(data []byte, pos int) int {
	if pos < len(data) && data[pos] == '\r' {
		pos++
	}
	if pos < len(data) && data[pos] == '\n' {
		pos++
	}
	return pos
}
