package object

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	// windowBits is the binary logarithm of the room that each object has in a
	// view.
	windowBits = 32
	// mostShown bounds the bytes of an object that a view shows. The library
	// takes up to a hundred times as much memory for what it reads.
	mostShown = 1 << 20
	// mostNumbers bounds the numbers of objects in a view: the library makes a
	// table of them.
	mostNumbers = 1 << 20
	tailBytes   = 100
)

// view shows a file to github.com/ledongthuc/pdf as that library reads it best:
// a plain header, one cross-reference section of one stream without filter, no
// object streams. Each object has a window of its own, far apart from the next,
// so that the place from which the library reads tells which object it is
// after. Nothing is copied; the contents of a window are looked up when they
// are read.
type view struct {
	file *ownFile
	head []byte
	tail []byte
	end  int64
	// begun is the object that the library began to read last.
	begun int
	// work is how many bytes it may still read beyond the first piece of an
	// object.
	work int
}

func window(number int) int64 { return int64(number+1) << windowBits }

// newView makes a view of a file. root is the number of the catalogue.
func newView(f *ownFile, root Ref, ids []string) (*view, error) {
	size := len(f.entries)
	for size > 0 && f.entries[size-1].place <= free {
		size--
	}
	if size > mostNumbers {
		return nil, fmt.Errorf("%w: %d objects", ErrTooLarge, size)
	}
	var id strings.Builder
	for _, s := range ids {
		fmt.Fprintf(&id, "<%x>", s)
	}
	const row = 1 + 7 + 2
	v := &view{file: f, work: workRate*len(f.data) + workFree}
	v.head = fmt.Appendf(nil, "%%PDF-1.7\n%d 0 obj\n<</Type/XRef/Size %d/W[1 7 2]/Root %d %d R/ID[%s]/Length %d>>\nstream\n", size, size, root.Number, root.Generation, id.String(), row*size)
	for number := range size {
		var b [row]byte
		if e := f.entries[number]; e.place > free && number > 0 {
			binary.BigEndian.PutUint64(b[:8], uint64(window(number)))
			b[0] = 1
			if e.place != packedIn {
				binary.BigEndian.PutUint16(b[8:], e.generation)
			}
		}
		v.head = append(v.head, b[:]...)
	}
	start := len("%PDF-1.7\n")
	v.tail = fmt.Appendf(nil, "\nstartxref\n%d\n%%%%EOF\n", start)
	v.tail = append(make([]byte, tailBytes-len(v.tail)), v.tail...)
	v.end = window(size) + tailBytes
	return v, nil
}

var errShown = errors.New("pdf: object is too large for a view")

// ReadAt implements io.ReaderAt.
func (v *view) ReadAt(p []byte, at int64) (int, error) {
	if at < 1<<windowBits {
		return copyFrom(p, v.head, at)
	}
	if from := v.end - tailBytes; at >= from {
		return copyFrom(p, v.tail, at-from)
	}
	number, rest := int(at>>windowBits)-1, at&(1<<windowBits-1)
	if rest == 0 {
		v.begun = number
	}
	if rest > 0 {
		v.work -= len(p)
	}
	if rest > mostShown || v.work < 0 {
		return 0, errShown
	}
	e := v.file.at(number)
	switch e.place {
	case tabled:
		return copyFrom(p, v.file.data[min(int(e.offset), len(v.file.data)):], rest)
	case packedIn:
		body, ok := v.file.container(int(e.container)).object(number)
		if !ok {
			return 0, io.ErrUnexpectedEOF
		}
		n := 0
		for _, part := range [][]byte{fmt.Appendf(nil, "%d 0 obj\n", number), body, []byte("\nendobj\n")} {
			if rest < int64(len(part)) {
				n += copy(p[n:], part[rest:])
				rest = 0
			} else {
				rest -= int64(len(part))
			}
		}
		return ended(n, len(p))
	}
	return 0, io.ErrUnexpectedEOF
}

func copyFrom(p, data []byte, at int64) (int, error) {
	if at < 0 || at >= int64(len(data)) {
		return 0, io.EOF
	}
	return ended(copy(p, data[at:]), len(p))
}

func ended(n, want int) (int, error) {
	if n < want {
		return n, io.EOF
	}
	return n, nil
}
