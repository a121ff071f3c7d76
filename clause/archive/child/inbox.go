package child

import (
	"errors"
	"io"
)

// inbox reads ahead what the parent sends, so that its end is seen while a document
// is in work. Next gives frames that hold until the following call.
type inbox struct {
	frames chan frame
	free   chan []byte
	last   []byte
}

type frame struct {
	kind    kind
	content []byte
	err     error
}

// newInbox begins to read, until the reader gives an error or done is closed;
// after an error it calls gone.
func newInbox(r *frameReader, done <-chan struct{}, gone func()) *inbox {
	in := &inbox{frames: make(chan frame, 1), free: make(chan []byte, 2)}
	in.free <- nil
	in.free <- nil
	go func() {
		for {
			var buf []byte
			select {
			case buf = <-in.free:
			case <-done:
				return
			}
			k, content, err := r.next(buf)
			select {
			case in.frames <- frame{k, content, err}:
			case <-done:
				return
			}
			if err != nil {
				close(in.frames)
				gone()
				return
			}
		}
	}()
	return in
}

// next gives the next frame.
func (in *inbox) next() (kind, []byte, error) {
	if in.last != nil {
		in.free <- in.last
		in.last = nil
	}
	f, ok := <-in.frames
	if !ok {
		return 0, nil, io.ErrUnexpectedEOF
	}
	if in.last = f.content; f.content == nil {
		in.last = []byte{}
	}
	return f.kind, f.content, f.err
}

// body reads a document out of the frames that it comes in.
type body struct {
	in     *inbox
	rest   []byte
	end    kind  // of the frame that ended it; 0 before
	broken error // why there is no such frame
}

// errAborted: the parent could not get the rest.
var errAborted = errors.New("child: the rest of the document cannot be had")

func (b *body) Read(p []byte) (int, error) {
	for len(b.rest) == 0 {
		switch {
		case b.broken != nil:
			return 0, b.broken
		case b.end == sendAbort:
			return 0, errAborted
		case b.end != 0:
			return 0, io.EOF
		}
		k, content, err := b.in.next()
		switch {
		case err == io.EOF:
			b.broken = io.ErrUnexpectedEOF
		case err != nil:
			b.broken = err
		case k == sendData:
			b.rest = content
		case k == sendJudge, k == sendSkip, k == sendAbort:
			b.end = k
		default:
			b.broken = errFrame
		}
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

// drain reads what is left.
func (b *body) drain() {
	// What it was is in end and broken.
	_, _ = io.Copy(io.Discard, b)
}
