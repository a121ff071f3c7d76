package object

import (
	"bytes"
	"context"
	"errors"
	"fmt"
)

// preflight checks, without taking memory for it, everything in the file's
// structure on which github.com/ledongthuc/pdf could loop for ever, overflow
// the stack or take unlimited memory: those ends cannot be recovered from.
func preflight(ctx context.Context, data []byte, limits Limits) error {
	unfit := func(format string, args ...any) error {
		err := fmt.Errorf(format, args...)
		if errors.Is(err, ErrUnfit) {
			return err
		}
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if i := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); i == 0 && len(data) >= 100 && (data[5] != '1' || data[8] != '\n' && data[8] != '\r') {
		return fmt.Errorf("%w: version", ErrUnfit)
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
	x := &xrefCheck{extends: map[int64]int64{}, data: data, most: int64(len(data))/8 + 4096, entries: map[int64]int64{}, budget: budget{limits: limits}}
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
			return unfit("cross-reference section at %d: %w", next, err)
		}
		if previous == nil {
			break
		}
		if next, ok = previous.(int64); !ok {
			return unfit("/Prev is no number")
		}
	}
	numbers := make([]int64, 0, len(x.containers))
	for n := range x.containers {
		numbers = append(numbers, n)
	}
	for i := 0; i < len(numbers); i++ {
		extends, err := x.container(ctx, numbers[i])
		if err != nil {
			return unfit("object stream %d: %w", numbers[i], err)
		}
		if extends > 0 {
			x.extends[numbers[i]] = extends
			if !x.containers[extends] {
				x.containers[extends] = true
				numbers = append(numbers, extends)
			}
		}
	}
	if x.loops() {
		return unfit("object streams extend each other without end")
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
	extends    map[int64]int64 // the object stream that one extends
	budget     budget
}

// loops tells whether a chain of object streams comes back to itself, or is so
// long that a search through it would take for ever.
func (x *xrefCheck) loops() bool {
	const longest = 256
	for n := range x.extends {
		length := 0
		for at := n; x.extends[at] != 0; at = x.extends[at] {
			if length++; length > longest {
				return true
			}
		}
	}
	return false
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
		return nil, fmt.Errorf("%w: hybrid file", ErrUnfit)
	}
	return trailer["Prev"], x.trailer(trailer)
}

// trailer refuses what the other reader does better: encrypted files.
func (x *xrefCheck) trailer(trailer Table) error {
	if size, ok := trailer["Size"].(int64); !ok || size < 0 || size > x.most {
		return fmt.Errorf("/Size %v", trailer["Size"])
	}
	if trailer["Encrypt"] != nil {
		return fmt.Errorf("%w: encrypted", ErrUnfit)
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

// container checks an object stream, and tells which one it extends, 0 for
// none. The library opens it anew for each object in it, trusts its counts, and
// follows the references of its dictionary.
func (x *xrefCheck) container(ctx context.Context, number int64) (extends int64, err error) {
	offset, ok := x.entries[number]
	if !ok || x.packed[number] || offset < 0 || offset >= int64(len(x.data)) {
		return 0, fmt.Errorf("does not stand in the file")
	}
	dict, raw, ok := x.streamAt(&Lexer{Data: x.data, Pos: int(offset)})
	if !ok || dict["Type"] != NameToken("ObjStm") {
		return 0, fmt.Errorf("not an object stream")
	}
	for key, v := range dict {
		ref, isRef := v.(Ref)
		switch {
		case !isRef || key == "Length":
		case key == "Extends":
			extends = int64(ref.Number)
		default:
			return 0, fmt.Errorf("/%s is a reference", key)
		}
	}
	n, ok1 := dict["N"].(int64)
	first, ok2 := dict["First"].(int64)
	body, err := x.decode(ctx, dict, raw)
	size := int64(len(body))
	const mostSize, mostWork = 1 << 20, 128 << 20
	switch {
	case err != nil:
		return 0, err
	case !ok1 || !ok2 || n < 0 || n > size || first <= 0 || first > size:
		return 0, fmt.Errorf("counts do not fit")
	case size > mostSize || n*size > mostWork:
		return 0, fmt.Errorf("%w: too large to be opened for every object", ErrUnfit)
	case bytes.LastIndexByte(body, '<') > bytes.LastIndexByte(body, '>'):
		return 0, fmt.Errorf("a string has no end")
	}
	return extends, nil
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
