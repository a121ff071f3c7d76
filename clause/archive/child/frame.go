package child

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
)

// What goes over the pipes is cut into frames: a letter that tells what it is, the
// length of what follows in four bytes, and that.

// version is that of the frames and of what is in them.
const version = 1

// kind is what a frame holds.
type kind byte

// From the parent to the child.
const (
	sendSetup kind = 'S' // the first: a setup
	sendJob   kind = 'J' // a document comes: a jobHeader
	sendData  kind = 'D' // a piece of it
	sendJudge kind = 'G' // that was all of it: judge it
	sendSkip  kind = 'K' // that was all of it: it is not wanted
	sendAbort kind = 'A' // the rest cannot be had
)

// From the child to the parent.
const (
	sayHello   kind = 'H' // ready: a hello
	sayBeat    kind = 'B' // still at work
	sayText    kind = 'T' // the packed text of the document
	sayOutcome kind = 'O' // what became of the document: an answer
	sayError   kind = 'E' // a complaint; of the setup, or instead of an outcome
)

// most is how much a frame of a kind may hold, in bytes.
func most(k kind) int {
	switch k {
	case sendSetup:
		return 16 << 20
	case sendJob:
		return 1 << 20
	case sendData:
		return pieceSize
	case sayHello, sayError:
		return 64 << 10
	case sayText:
		return 256 << 20
	case sayOutcome:
		return 32 << 20
	}
	return 0
}

// pieceSize is how much of a document goes into one frame, in bytes.
const pieceSize = 128 << 10

// headSize is the length of what stands before a frame.
const headSize = 5

// errFrame: what came is not of this protocol.
var errFrame = errors.New("child: this is no frame")

// frameWriter writes frames. It is safe for concurrent use.
type frameWriter struct {
	mu sync.Mutex
	w  *bufio.Writer
}

func newFrameWriter(w io.Writer) *frameWriter {
	return &frameWriter{w: bufio.NewWriterSize(w, 64<<10)}
}

// send writes a frame, which stays in the buffer until a flush.
func (f *frameWriter) send(k kind, content []byte) error { return f.write(k, content, false) }

// flush writes a frame and all that is in the buffer.
func (f *frameWriter) flush(k kind, content []byte) error { return f.write(k, content, true) }

func (f *frameWriter) write(k kind, content []byte, flush bool) error {
	if len(content) > most(k) {
		return fmt.Errorf("child: a frame %c of %d bytes is too large", k, len(content))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	var head [headSize]byte
	head[0] = byte(k)
	binary.LittleEndian.PutUint32(head[1:], uint32(len(content)))
	if _, err := f.w.Write(head[:]); err != nil {
		return err
	}
	if _, err := f.w.Write(content); err != nil || !flush {
		return err
	}
	return f.w.Flush()
}

// frameReader reads frames.
type frameReader struct{ r io.Reader }

func newFrameReader(r io.Reader) *frameReader {
	return &frameReader{bufio.NewReaderSize(r, 64<<10)}
}

// next reads a frame into buf, or into a larger one, which is taken as the bytes
// come: a length is only a claim. The error is io.EOF between two frames.
func (f *frameReader) next(buf []byte) (kind, []byte, error) {
	var head [headSize]byte
	if _, err := io.ReadFull(f.r, head[:]); err != nil {
		return 0, buf[:0], err
	}
	k := kind(head[0])
	n := int(binary.LittleEndian.Uint32(head[1:]))
	if n < 0 || n > most(k) {
		return 0, buf[:0], errFrame
	}
	buf = buf[:0]
	for len(buf) < n {
		if len(buf) == cap(buf) {
			const step = 256 << 10
			grown := make([]byte, len(buf), min(n, max(2*cap(buf), step)))
			copy(grown, buf)
			buf = grown
		}
		end := min(n, cap(buf))
		got, err := io.ReadFull(f.r, buf[len(buf):end])
		buf = buf[:len(buf)+got]
		if err != nil {
			return 0, buf[:0], io.ErrUnexpectedEOF
		}
	}
	return k, buf, nil
}
