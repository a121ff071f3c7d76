package object

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
)

// Rebuild opens a file without its cross-reference table: it finds the objects
// by scanning for "N G obj", the last definition of a number wins. It reads
// what Ordinary cannot: files that are damaged, cut off, or put together wrong.
// Encrypted files that the password does not open give ErrPassword,
// ErrWrongPassword or ErrCipher.
func Rebuild(ctx context.Context, data []byte, options Options) (File, error) {
	f, err := newOwnFile(ctx, data, options.Limits)
	if err != nil {
		return nil, err
	}
	s := scan{file: f, work: scanRate*len(data) + 1<<20}
	if err := s.run(ctx); err != nil {
		return nil, err
	}
	s.findTrailer()
	if err := f.open(options.Password); err != nil {
		return nil, err
	}
	if err := f.openPacked(ctx, s.containers); err != nil {
		return nil, err
	}
	if !leadsToPage(f.Trailer().Key("Root").Key("Pages")) {
		if err := f.findCatalogue(ctx); err != nil {
			return nil, err
		}
	}
	if len(f.entries) == 0 {
		return nil, ErrNoPDF
	}
	f.faults = 0
	return f, nil
}

// scan finds the objects of a file.
type scan struct {
	file       *ownFile
	work       int // bytes that may still be parsed; a bound against overlapping objects
	containers []int
	catalogue  int
	trailers   []Table
}

func (s *scan) run(ctx context.Context) error {
	data := s.file.data
	for pos, turn := 0, 0; ; turn++ {
		if turn%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		i := bytes.Index(data[pos:], []byte("obj"))
		if i < 0 {
			break
		}
		at := pos + i
		pos = at + 3
		number, generation, begin, ok := header(data, at)
		if !ok || number == 0 || number > mostObjects {
			continue
		}
		s.file.set(number, entry{place: scanned, offset: uint32(pos), position: uint32(begin), generation: uint16(generation)})
		if s.work > 0 {
			pos = s.object(number, pos)
		}
	}
	for pos := 0; s.work > 0; {
		i := bytes.Index(data[pos:], []byte("trailer"))
		if i < 0 {
			break
		}
		pos += i + len("trailer")
		l := &Lexer{Data: data, Pos: pos, Refs: true, Ctx: ctx}
		if t, ok := l.Next().(Table); ok && len(s.trailers) < mostTrailers {
			s.trailers = append(s.trailers, t)
		}
		s.work -= l.Pos - pos
	}
	return nil
}

const (
	// scanRate bounds the bytes that are parsed by the length of the file; only
	// where objects overlap is a byte parsed more than once.
	scanRate = 3
	// mostTops bounds the objects that are looked at when the page tree is lost.
	mostTops       = 200_000
	mostTrailers   = 4096
	mostContainers = 200_000
)

// object looks at the object that begins at pos and returns where to go on.
func (s *scan) object(number, pos int) int {
	l := &Lexer{Data: s.file.data, Pos: pos, Refs: true, Ctx: s.file.ctx, shallow: true}
	dict, ok := l.Next().(Table)
	s.work -= l.Pos - pos
	if !ok {
		s.file.entries[number].note |= apart
		return pos
	}
	kind, _ := dict["Type"].(NameToken)
	switch kind {
	case "Catalog", "Pages", "Page":
	case "":
		if dict["Contents"] == nil {
			s.file.entries[number].note |= apart
		}
	default:
		s.file.entries[number].note |= apart
	}
	if kind == "Catalog" && dict["Pages"] != nil {
		s.catalogue = number
	}
	after := l.Pos
	if l.Next() != Keyword("stream") {
		return after
	}
	switch {
	case kind == "ObjStm" || kind == "" && dict["N"] != nil && dict["First"] != nil:
		if len(s.containers) < mostContainers {
			s.containers = append(s.containers, number)
		}
	case kind == "XRef":
		if len(s.trailers) < mostTrailers {
			whole := Lexer{Data: s.file.data, Pos: pos, Refs: true, Ctx: s.file.ctx}
			if dict, ok := whole.Next().(Table); ok {
				s.trailers = append(s.trailers, dict)
			}
		}
	}
	start := streamStart(s.file.data, l.Pos)
	length, direct := dict["Length"].(int64)
	if !direct {
		length = -1
	}
	end := s.file.streamEnd(start, length)
	s.work -= 64
	return max(end, after)
}

// header reads "N G " backwards from the keyword obj.
func header(data []byte, at int) (number, generation, begin int, ok bool) {
	p := at
	back := func(limit int) (int, bool) {
		for p > 0 && isSpace(data[p-1]) {
			p--
		}
		end := p
		for p > 0 && data[p-1] >= '0' && data[p-1] <= '9' && end-p < limit {
			p--
		}
		v := 0
		for _, c := range data[p:end] {
			v = v*10 + int(c-'0')
		}
		return v, p < end
	}
	if generation, ok = back(5); !ok || p == 0 || !isSpace(data[p-1]) {
		return 0, 0, 0, false
	}
	number, ok = back(9)
	return number, generation, p, ok
}

// findTrailer joins the trailers; the last one that has an entry wins.
func (s *scan) findTrailer() {
	f := s.file
	f.trailer = Table{}
	for _, t := range slices.Backward(s.trailers) {
		for _, key := range []string{"Root", "Encrypt", "ID", "Info"} {
			if f.trailer[key] == nil && t[key] != nil {
				f.trailer[key] = t[key]
			}
		}
	}
	if s.catalogue > 0 && f.Trailer().Key("Root").Kind() != Dict {
		// The one named may stand in an object stream that is not open yet.
		if root, ok := f.trailer["Root"].(Ref); !ok || f.at(root.Number).place != unknown {
			f.trailer["Root"] = Ref{Number: s.catalogue}
		}
	}
}

// openPacked adds the objects of the object streams. An object that is defined
// further on in the file than the object stream wins.
func (f *ownFile) openPacked(ctx context.Context, containers []int) error {
	slices.SortFunc(containers, func(a, b int) int { return int(f.at(a).position) - int(f.at(b).position) })
	for _, c := range slices.Compact(containers) {
		if err := ctx.Err(); err != nil {
			return err
		}
		p, err := f.unpack(c)
		if errors.Is(err, ErrBudget) {
			return fmt.Errorf("object stream %d: %w", c, err)
		}
		if p == nil {
			continue
		}
		position := f.at(c).position
		for _, o := range p.objects {
			n := int(o.number)
			if old := f.at(n); old.place == unknown || old.position <= position && n != c {
				f.set(n, entry{place: packedIn, container: uint32(c), position: position})
				delete(f.parsed, n)
			}
		}
	}
	return nil
}

// findCatalogue looks for another catalogue, or else for what is left of the
// page tree.
func (f *ownFile) findCatalogue(ctx context.Context) error {
	var tops List
	looked := 0
	for n := range f.entries {
		if n%256 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if f.entries[n].place <= free || f.entries[n].note&apart != 0 {
			continue
		}
		if looked++; looked > mostTops {
			break
		}
		v := f.resolve(Ref{Number: n})
		if v.Kind() != Dict {
			continue
		}
		switch v.Key("Type").Name() {
		case "Catalog":
			if leadsToPage(v.Key("Pages")) {
				f.trailer["Root"] = Ref{Number: n}
				return nil
			}
		case "Pages":
			if v.Key("Parent").Kind() != Dict && v.Key("Kids").Kind() == Array {
				tops = append(tops, Ref{Number: n})
			}
		case "Page", "":
			if v.Key("Parent").Kind() != Dict && isPage(v) {
				tops = append(tops, Ref{Number: n})
			}
		}
	}
	if len(tops) == 0 && f.Trailer().Key("Root").Key("Pages").Kind() == Dict {
		return nil // a tree without pages is better than none
	}
	// The nodes of which the parent is lost, in order of their number.
	pages := any(Table{"Type": NameToken("Pages"), "Kids": tops})
	if len(tops) == 1 {
		pages = tops[0]
	}
	root := Table{"Type": NameToken("Catalog"), "Pages": pages}
	if old, ok := f.Trailer().Key("Root").(ownValue); ok {
		for key, v := range old.table() {
			if key != "Pages" {
				root[key] = v
			}
		}
	}
	f.trailer["Root"] = root
	return nil
}

// isPage tells whether a dictionary outside the page tree is a page.
func isPage(v Value) bool {
	if v.Key("Type").Name() == "Page" {
		return true
	}
	contents := v.Key("Contents").Kind()
	return (contents == Stream || contents == Array) && (v.Key("MediaBox").Len() == 4 || v.Key("Resources").Kind() == Dict)
}

// leadsToPage tells whether a page tree has a page.
func leadsToPage(v Value) bool {
	const mostDepth = 40
	nodes := 4096
	var walk func(v Value, depth int) bool
	walk = func(v Value, depth int) bool {
		if nodes--; nodes < 0 || depth > mostDepth || v.Kind() != Dict {
			return false
		}
		kids := v.Key("Kids")
		if kids.Kind() != Array {
			return kids.Kind() == Dict || v.Key("Type").Name() != "Pages" && v.Key("Type").Name() != "Catalog"
		}
		for i := range kids.Len() {
			if nodes < 0 || walk(kids.Index(i), depth+1) {
				return true
			}
		}
		return false
	}
	return walk(v, 0)
}
