package object

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

const (
	// mostObjects bounds the numbers of objects.
	mostObjects = 4_000_000
	// mostCached bounds the source bytes of objects that are kept parsed.
	mostCached = 8 << 20
	// mostBodies bounds the decoded object streams that are kept.
	mostBodies = 32 << 20
	// mostHops bounds a chain of references to references.
	mostHops = 16
	// mostLoading bounds the objects that are being read at the same time: an
	// object asks for the object stream that holds it, which asks for its length.
	mostLoading = 16
	// workRate and workFree bound the bytes that are read as objects: they are
	// read again when they did not stay in the cache.
	workRate = 4
	workFree = 16 << 20
	// againRate and againFree bound the bytes of streams that are decoded more
	// than once: pages may share one.
	againRate = 8
	againFree = 32 << 20
	// imageShare is how many times more than other streams images may decode to.
	imageShare = 16
)

// place tells where an object stands.
type place uint8

const (
	unknown  place = iota
	free           // deleted
	tabled         // at an offset named by a cross-reference section
	scanned        // at an offset where it was found
	packedIn       // in an object stream
)

// entry is one row of a cross-reference table. It is small because a file may
// have millions.
type entry struct {
	offset     uint32 // of its definition; when scanned, just behind the word obj
	position   uint32 // when scanned: of its definition, or of that of the object stream that holds it
	container  uint32 // number of the object stream that holds it
	generation uint16
	place      place
	note       note
}

// note is what is known of an object.
type note uint8

const (
	decoded note = 1 << iota // the stream was decoded before
	apart                    // it is no node of the page tree and no catalogue
)

// ownFile is the own reader. Where its objects stand it learns from the
// cross-reference table or by scanning.
type ownFile struct {
	// ctx is the one that the file was opened with: reading an object on demand
	// is part of the work that it was given for.
	ctx     context.Context
	data    []byte
	budget  budget
	images  budget // of streams that are read as images
	entries []entry
	trailer Table
	crypt   *decrypter
	parsed  map[int]any
	cached  int
	bodies  map[int]*packed // decoded object streams; nil for one that is being read
	held    int
	loading int
	faults  int
	cut     int // streams that were over a limit
	// work is how many bytes may still be read as objects. Without a bound a file
	// of open strings would be read to its end for each of them.
	work int
	// again counts the bytes of streams that were decoded more than once.
	again int
	// No endstream and no endobj comes after these offsets.
	noEndStream, noEndObj int
}

func newOwnFile(ctx context.Context, data []byte, limits Limits) (*ownFile, error) {
	if int64(len(data)) > math.MaxUint32 {
		return nil, ErrTooLarge
	}
	return &ownFile{ctx: ctx, data: data, budget: budget{limits: limits}, parsed: map[int]any{}, bodies: map[int]*packed{}, noEndStream: math.MaxInt, noEndObj: math.MaxInt, work: workRate*len(data) + workFree}, nil
}

// rawStream is a stream object: its dictionary and where its bytes are.
type rawStream struct {
	dict  Table
	start int
	ref   Ref
}

func (f *ownFile) Faults() int { return f.faults }

func (f *ownFile) Cut() int { return f.cut }

func (f *ownFile) Trailer() Value { return ownValue{file: f, v: f.trailer} }

// at gives the entry of an object.
func (f *ownFile) at(number int) entry {
	if number <= 0 || number >= len(f.entries) {
		return entry{}
	}
	return f.entries[number]
}

// set changes the entry of an object; number must not be above mostObjects.
func (f *ownFile) set(number int, e entry) {
	if number >= len(f.entries) {
		size := min(max(number+1, 2*len(f.entries), 256), mostObjects+1)
		f.entries = append(make([]entry, 0, size), f.entries...)[:size]
	}
	f.entries[number] = e
}

// open starts the decryption, if the trailer asks for it.
func (f *ownFile) open(password string) error {
	if f.trailer["Encrypt"] == nil {
		return nil
	}
	dict := f.Trailer().Key("Encrypt")
	if dict.Kind() != Dict {
		return nil
	}
	crypt, err := newDecrypter(dict, f.Trailer().Key("ID").Index(0).Bytes(), password)
	if err != nil {
		return err
	}
	// What was read before is not decrypted.
	f.crypt, f.parsed, f.cached = crypt, map[int]any{}, 0
	f.bodies, f.held = map[int]*packed{}, 0
	return nil
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
			return ownValue{file: f, v: v, ref: Ref{ref.Number, int(f.at(ref.Number).generation)}, own: true}
		}
		ref = next
	}
	return null{}
}

func (f *ownFile) load(number int) any {
	if v, ok := f.parsed[number]; ok {
		return v
	}
	if f.loading >= mostLoading {
		return nil
	}
	if f.work < 0 {
		f.faults++
		return nil
	}
	f.loading++
	defer func() { f.loading-- }()
	v, size := f.parse(number)
	f.work -= size
	if f.cached += size; f.cached > mostCached {
		f.parsed, f.cached = map[int]any{}, size
	}
	f.parsed[number] = v
	return v
}

// parse reads an object and tells how many bytes it took.
func (f *ownFile) parse(number int) (v any, size int) {
	e := f.at(number)
	l := &Lexer{Data: f.data, Pos: int(e.offset), Refs: true, Ctx: f.ctx}
	switch e.place {
	case unknown, free:
		return nil, 0
	case packedIn:
		body := f.container(int(e.container))
		var ok bool
		if l.Data, ok = body.object(number); !ok {
			f.faults++
			return nil, 0
		}
		l.Pos = 0
	case tabled:
		if !l.definition(number) {
			f.faults++
			return nil, 0
		}
	}
	begin := l.Pos
	v = l.Next()
	if _, ok := v.(Keyword); ok {
		v = nil
	}
	size = l.Pos - begin
	if dict, ok := v.(Table); ok && e.place != packedIn && l.Next() == Keyword("stream") {
		v = &rawStream{dict: dict, start: streamStart(l.Data, l.Pos), ref: Ref{number, int(e.generation)}}
	}
	return v, size
}

// definition moves behind "N G obj", or tells that it does not stand there.
func (l *Lexer) definition(number int) bool {
	refs := l.Refs
	l.Refs = false
	defer func() { l.Refs = refs }()
	n, ok1 := l.Next().(int64)
	_, ok2 := l.Next().(int64)
	if !ok1 || !ok2 || n != int64(number) {
		return false
	}
	l.SkipSpace()
	// The object may follow without a space between.
	if !bytes.HasPrefix(l.Data[l.Pos:], []byte("obj")) {
		return false
	}
	l.Pos += len("obj")
	return true
}

// packed is a decoded object stream.
type packed struct {
	body    []byte
	objects []span // by number
}

type span struct{ number, start, end uint32 }

// object gives the bytes of one object.
func (p *packed) object(number int) ([]byte, bool) {
	if p == nil {
		return nil, false
	}
	i, ok := slices.BinarySearchFunc(p.objects, uint32(number), func(s span, n uint32) int { return int(int64(s.number) - int64(n)) })
	if !ok {
		return nil, false
	}
	return p.body[p.objects[i].start:p.objects[i].end], true
}

// container reads an object stream (ISO 32000-1, 7.5.7); nil when it cannot be
// read.
func (f *ownFile) container(number int) *packed {
	if p, ok := f.bodies[number]; ok {
		return p
	}
	f.bodies[number] = nil // found when the stream asks for an object in itself
	p, err := f.unpack(number)
	if err != nil && f.ctx.Err() == nil {
		f.faults++
	}
	if p == nil {
		return nil
	}
	const spanBytes = 12
	size := len(p.body) + spanBytes*len(p.objects)
	if f.held += size; f.held > mostBodies {
		f.bodies, f.held = map[int]*packed{}, size
	}
	f.bodies[number] = p
	return p
}

func (f *ownFile) unpack(number int) (*packed, error) {
	if p := f.at(number).place; p != tabled && p != scanned {
		return nil, fmt.Errorf("%w: no object stream %d", ErrDamaged, number)
	}
	v := f.resolve(Ref{Number: number})
	if v.Kind() != Stream {
		return nil, fmt.Errorf("%w: no object stream %d", ErrDamaged, number)
	}
	body, err := f.Data(f.ctx, v)
	const most = 1 << 20
	n, first := min(v.Key("N").Int(), most), v.Key("First").Int()
	if first <= 0 || first > int64(len(body)) {
		return nil, fmt.Errorf("%w: object stream %d: %w", ErrDamaged, number, err)
	}
	p := &packed{body: body}
	l := &Lexer{Data: body[:first], Ctx: f.ctx}
	for int64(len(p.objects)) < n {
		number, ok1 := l.Next().(int64)
		offset, ok2 := l.Next().(int64)
		if !ok1 || !ok2 {
			break
		}
		if number <= 0 || number > mostObjects || offset < 0 || offset >= int64(len(body))-first {
			n--
			continue
		}
		p.objects = append(p.objects, span{number: uint32(number), start: uint32(first + offset)})
	}
	// An object ends where the next one begins.
	slices.SortFunc(p.objects, func(a, b span) int { return int(int64(a.start) - int64(b.start)) })
	for end, i := uint32(len(body)), len(p.objects)-1; i >= 0; i-- {
		p.objects[i].end = end
		if i > 0 && p.objects[i-1].start < p.objects[i].start {
			end = p.objects[i].start
		}
	}
	slices.SortStableFunc(p.objects, func(a, b span) int { return int(int64(a.number) - int64(b.number)) })
	return p, err
}

// streamStart skips the end of line after the keyword "stream".
func streamStart(data []byte, pos int) int {
	// Some writers put spaces before the end of the line.
	p := pos
	for p < len(data) && (data[p] == ' ' || data[p] == '\t') {
		p++
	}
	if p < len(data) && (data[p] == '\r' || data[p] == '\n') {
		pos = p
	}
	if pos < len(data) && data[pos] == '\r' {
		pos++
	}
	if pos < len(data) && data[pos] == '\n' {
		pos++
	}
	return pos
}

// streamEnd finds the end of a stream that begins at start: by its length when
// that leads to "endstream", else by searching for that word, or for "endobj"
// where it does not come any more.
func (f *ownFile) streamEnd(start int, length int64) int {
	data := f.data
	if start > len(data) {
		return len(data)
	}
	if length >= 0 && length <= int64(len(data)-start) {
		end := start + int(length)
		rest := bytes.TrimLeft(data[end:min(end+16, len(data))], "\r\n \t\x00")
		if bytes.HasPrefix(rest, []byte("endst")) || bytes.HasPrefix(rest, []byte("endobj")) {
			return end
		}
	}
	end := -1
	if start < f.noEndStream {
		if end = bytes.Index(data[start:], []byte("endstream")); end < 0 {
			f.noEndStream = start
		}
	}
	if end < 0 && start < f.noEndObj {
		if end = bytes.Index(data[start:], []byte("endobj")); end < 0 {
			f.noEndObj = start
		}
	}
	if end < 0 {
		return len(data)
	}
	end += start
	if end > start && data[end-1] == '\n' {
		end--
	}
	if end > start && data[end-1] == '\r' {
		end--
	}
	return end
}

// stored gives the bytes of a stream as they are in the file, decrypted.
func (f *ownFile) stored(v ownValue, stream *rawStream) []byte {
	length := int64(-1)
	if l := v.Key("Length"); l.Kind() == Integer {
		length = l.Int()
	}
	start := min(stream.start, len(f.data))
	raw := f.data[start:f.streamEnd(start, length)]
	if f.crypt != nil && v.Key("Type").Name() != "XRef" {
		raw = f.crypt.decrypt(f.crypt.method(v), stream.ref, raw)
	}
	return raw
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
	number := stream.ref.Number
	seen := f.at(number).note&decoded != 0
	if seen && f.again > againRate*len(f.data)+againFree {
		return nil, fmt.Errorf("%w: decoded too often", ErrTooLarge)
	}
	data, filter, _, err := f.budget.decode(ctx, f.stored(own, stream), own)
	if errors.Is(err, ErrTooLarge) || errors.Is(err, ErrBudget) {
		f.cut++
	}
	if filter != "" {
		return nil, fmt.Errorf("%w: %s", ErrFilter, filter)
	}
	if seen {
		f.again += len(data)
	} else if number < len(f.entries) {
		f.entries[number].note |= decoded
	}
	return data, err
}

// Image undoes the filters of a stream up to the one for images.
func (f *ownFile) Image(ctx context.Context, v Value) (data []byte, filter string, params Value, err error) {
	own, ok := v.(ownValue)
	if !ok {
		return nil, "", null{}, nil
	}
	stream, ok := own.v.(*rawStream)
	if !ok {
		return nil, "", null{}, nil
	}
	// Images have a count of their own, and no rate: a blank page is nearly
	// nothing. They are no larger than they say.
	if f.images.limits.Rate == 0 {
		f.images.limits = Limits{TotalBytes: imageShare * f.budget.limits.TotalBytes, Rate: math.MaxInt64}
	}
	f.images.limits.StreamBytes = f.budget.limits.StreamBytes
	if width, height := own.Key("Width").Int(), own.Key("Height").Int(); width > 0 && height > 0 && width < 1<<20 && height < 1<<20 {
		const mostPixel, slack = 8, 1 << 16 // four colours of 16 bits
		f.images.limits.StreamBytes = min(f.images.limits.StreamBytes, mostPixel*width*height+slack)
	}
	data, filter, params, err = f.images.decode(ctx, f.stored(own, stream), own)
	if int64(len(data)) > f.budget.limits.StreamBytes {
		return nil, filter, params, ErrTooLarge
	}
	return data, filter, params, err
}
