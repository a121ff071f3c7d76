package object

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sort"
)

const (
	// mostObjects bounds the objects that a rebuilt file may have, and their
	// numbers.
	mostObjects = 5_000_000
	// mostCached bounds the source bytes of objects that are kept parsed.
	mostCached = 32 << 20
	// mostHops bounds a chain of references to references.
	mostHops = 16
)

// Rebuild opens a file without its cross-reference table: it finds the objects
// by scanning for "N G obj", the last definition of a number wins. It reads
// what Ordinary cannot: damaged and hybrid files, versions and headers out of
// the ordinary, all filters for data, and the ciphers of the standard handler
// as long as no password is needed.
func Rebuild(ctx context.Context, data []byte, limits Limits) (File, error) {
	f := &ownFile{data: data, budget: budget{limits: limits}, objects: map[int]entry{}, parsed: map[int]any{}}
	s := scan{file: f, work: 16*len(data) + 1<<20}
	if err := s.run(ctx); err != nil {
		return nil, err
	}
	if err := f.findTrailer(&s); err != nil {
		return nil, err
	}
	if err := f.openPacked(ctx, s.containers); err != nil {
		return nil, err
	}
	if f.Trailer().Key("Root").Key("Pages").Kind() == Null {
		f.findCatalogue()
	}
	if len(f.objects) == 0 {
		return nil, ErrNoPDF
	}
	return f, nil
}

// entry tells where an object stands: in the file, or in an object stream.
type entry struct {
	offset     int // just after "obj"; in an object stream, offset in its body
	position   int // of the definition, or of the object stream that holds it, in the file
	generation int
	container  int // number of the object stream; 0 for none
}

type ownFile struct {
	data    []byte
	budget  budget
	objects map[int]entry
	trailer Table
	crypt   *decrypter
	parsed  map[int]any
	cached  int
	bodies  map[int][]byte // decoded object streams
}

// rawStream is a stream object: its dictionary and where its bytes are.
type rawStream struct {
	dict  Table
	start int
	ref   Ref
}

func (f *ownFile) Faults() int { return 0 }

func (f *ownFile) Trailer() Value { return ownValue{file: f, v: f.trailer} }

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
	for pos := 0; ; {
		i := bytes.Index(data[pos:], []byte("obj"))
		if i < 0 {
			break
		}
		at := pos + i
		pos = at + 3
		number, generation, begin, ok := header(data, at)
		if !ok || number > mostObjects {
			continue
		}
		if len(s.file.objects)%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		s.file.objects[number] = entry{offset: pos, position: begin, generation: generation}
		if s.work > 0 {
			pos = s.object(number, pos)
		}
	}
	for pos := 0; ; {
		i := bytes.Index(data[pos:], []byte("trailer"))
		if i < 0 {
			break
		}
		pos += i + len("trailer")
		if s.work <= 0 {
			break
		}
		l := &Lexer{Data: data, Pos: pos, Refs: true}
		if t, ok := l.Next().(Table); ok {
			s.trailers = append(s.trailers, t)
		}
		s.work -= l.Pos - pos
	}
	return nil
}

// object looks at the object that begins at pos and returns where to go on.
func (s *scan) object(number, pos int) int {
	l := &Lexer{Data: s.file.data, Pos: pos, Refs: true}
	dict, ok := l.Next().(Table)
	s.work -= l.Pos - pos
	if !ok {
		return pos
	}
	kind, _ := dict["Type"].(NameToken)
	if kind == "Catalog" {
		s.catalogue = number
	}
	after := l.Pos
	if l.Next() != Keyword("stream") {
		return after
	}
	switch kind {
	case "ObjStm":
		s.containers = append(s.containers, number)
	case "XRef":
		s.trailers = append(s.trailers, dict)
	}
	start := streamStart(s.file.data, l.Pos)
	length, direct := dict["Length"].(int64)
	if !direct {
		length = -1
	}
	end := streamEnd(s.file.data, start, length)
	s.work -= 64
	return end
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

// streamEnd finds the end of a stream that begins at start: by its length when
// that leads to "endstream", else by searching for that word.
func streamEnd(data []byte, start int, length int64) int {
	if length >= 0 && length <= int64(len(data)-start) {
		end := start + int(length)
		rest := bytes.TrimLeft(data[end:min(end+16, len(data))], "\r\n \t\x00")
		if bytes.HasPrefix(rest, []byte("endst")) || bytes.HasPrefix(rest, []byte("endobj")) {
			return end
		}
	}
	if start > len(data) {
		return len(data)
	}
	i := bytes.Index(data[start:], []byte("endstream"))
	if i < 0 {
		return len(data)
	}
	end := start + i
	if end > start && data[end-1] == '\n' {
		end--
	}
	if end > start && data[end-1] == '\r' {
		end--
	}
	return end
}

// findTrailer takes the last trailer that names a catalogue, and opens the
// encryption if there is one.
func (f *ownFile) findTrailer(s *scan) error {
	f.trailer = Table{}
	for _, t := range slices.Backward(s.trailers) {
		for _, key := range []string{"Root", "Encrypt", "ID"} {
			if f.trailer[key] == nil && t[key] != nil {
				f.trailer[key] = t[key]
			}
		}
	}
	if f.trailer["Root"] == nil && s.catalogue > 0 {
		f.trailer["Root"] = Ref{Number: s.catalogue}
	}
	if f.trailer["Encrypt"] == nil {
		return nil
	}
	dict := f.Trailer().Key("Encrypt")
	if dict.Kind() != Dict {
		return nil
	}
	crypt, err := newDecrypter(dict, f.Trailer().Key("ID").Index(0).Bytes())
	if err != nil {
		return err
	}
	// What was parsed before is not decrypted.
	f.crypt, f.parsed = crypt, map[int]any{}
	return nil
}

// openPacked adds the objects of the object streams. An object that is defined
// further on in the file than the object stream wins.
func (f *ownFile) openPacked(ctx context.Context, containers []int) error {
	f.bodies = map[int][]byte{}
	sort.Slice(containers, func(i, j int) bool {
		return f.objects[containers[i]].position < f.objects[containers[j]].position
	})
	for _, c := range slices.Compact(containers) {
		body, v, err := f.packedBody(ctx, c)
		if err == ErrBudget || ctx.Err() != nil {
			return fmt.Errorf("object stream %d: %w", c, err)
		}
		n, first := v.Key("N").Int(), int(v.Key("First").Int())
		if first <= 0 || first > len(body) {
			continue
		}
		l := &Lexer{Data: body[:first]}
		for range min(n, int64(first)) {
			number, ok1 := l.Next().(int64)
			offset, ok2 := l.Next().(int64)
			if !ok1 || !ok2 {
				break
			}
			at := int64(first) + offset
			if number <= 0 || number > mostObjects || offset < 0 || at >= int64(len(body)) {
				continue
			}
			position := f.objects[c].position
			if old, seen := f.objects[int(number)]; !seen || old.position <= position {
				f.objects[int(number)] = entry{offset: int(at), position: position, container: c}
			}
		}
	}
	return nil
}

func (f *ownFile) packedBody(ctx context.Context, container int) ([]byte, Value, error) {
	v := f.resolve(Ref{Number: container})
	if body, ok := f.bodies[container]; ok {
		return body, v, nil
	}
	if v.Kind() != Stream {
		return nil, v, nil
	}
	body, err := f.Data(ctx, v)
	f.bodies[container] = body
	return body, v, err
}

// findCatalogue looks for the catalogue among the packed objects, or else for
// the root of a page tree.
func (f *ownFile) findCatalogue() {
	numbers := make([]int, 0, len(f.objects))
	for n := range f.objects {
		numbers = append(numbers, n)
	}
	sort.Ints(numbers)
	root := 0
	for _, n := range numbers {
		v := f.resolve(Ref{Number: n})
		switch v.Key("Type").Name() {
		case "Catalog":
			if v.Key("Pages").Kind() == Dict {
				f.trailer["Root"] = Ref{Number: n}
				return
			}
		case "Pages":
			if v.Key("Parent").Kind() == Null {
				root = n
			}
		}
	}
	if root > 0 {
		f.trailer["Root"] = Table{"Type": NameToken("Catalog"), "Pages": Ref{Number: root}}
		return
	}
	// No tree at all: every page object, in order of its number.
	kids := List{}
	for _, n := range numbers {
		if f.resolve(Ref{Number: n}).Key("Type").Name() == "Page" {
			kids = append(kids, Ref{Number: n})
		}
	}
	f.trailer["Root"] = Table{"Type": NameToken("Catalog"), "Pages": Table{"Type": NameToken("Pages"), "Kids": kids}}
}

// resolve follows a reference to its object.
func (f *ownFile) resolve(ref Ref) Value {
	for range mostHops {
		v := f.load(ref.Number)
		next, again := v.(Ref)
		if !again {
			if v == nil {
				return null{}
			}
			return ownValue{file: f, v: v, ref: Ref{ref.Number, f.objects[ref.Number].generation}, own: true}
		}
		ref = next
	}
	return null{}
}

func (f *ownFile) load(number int) any {
	if v, ok := f.parsed[number]; ok {
		return v
	}
	e, ok := f.objects[number]
	if !ok {
		return nil
	}
	data := f.data
	if e.container > 0 {
		data = f.bodies[e.container]
	}
	l := &Lexer{Data: data, Pos: e.offset, Refs: true}
	v := l.Next()
	if _, ok := v.(Keyword); ok {
		v = nil
	}
	size := l.Pos - e.offset
	if dict, ok := v.(Table); ok && e.container == 0 && l.Next() == Keyword("stream") {
		v = &rawStream{dict: dict, start: streamStart(data, l.Pos), ref: Ref{number, e.generation}}
	}
	if f.cached += size; f.cached > mostCached {
		f.parsed, f.cached = map[int]any{}, size
	}
	f.parsed[number] = v
	return v
}

// Data decodes a stream.
func (f *ownFile) Data(ctx context.Context, v Value) ([]byte, error) {
	own, ok := v.(ownValue)
	if !ok {
		return nil, nil
	}
	stream, ok := own.v.(*rawStream)
	if !ok {
		return nil, nil
	}
	length := int64(-1)
	if l := own.Key("Length"); l.Kind() == Integer {
		length = l.Int()
	}
	start := min(stream.start, len(f.data))
	raw := f.data[start:streamEnd(f.data, start, length)]
	kind := own.Key("Type").Name()
	if f.crypt != nil && kind != "XRef" && !(kind == "Metadata" && f.crypt.plainMeta) && !identityCrypt(own) {
		raw = f.crypt.decrypt(f.crypt.streams, stream.ref, raw)
	}
	return f.budget.decode(ctx, raw, own)
}

// identityCrypt tells whether a stream's first filter says that it is not
// encrypted.
func identityCrypt(v Value) bool {
	filter, param := v.Key("Filter"), v.Key("DecodeParms")
	if filter.Kind() == Array {
		filter, param = filter.Index(0), param.Index(0)
	}
	name := param.Key("Name").Name()
	return filter.Name() == "Crypt" && (name == "" || name == "Identity")
}
