package archive

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"
)

// contents are the bytes of an archive file, which stay open until the walk and
// all who read members of it have done.
type contents struct {
	r     io.ReaderAt
	size  int64
	uses  atomic.Int64
	close func() error // nil for nothing to close
}

// newContents has one use, of who made it.
func newContents(r io.ReaderAt, size int64, close func() error) *contents {
	c := &contents{r: r, size: size, close: close}
	c.uses.Store(1)
	return c
}

// ReadAt reads as the bytes would be read from a file; an offset before its begin
// is a fault of who wrote it there, and not of the medium.
func (c *contents) ReadAt(p []byte, offset int64) (int, error) {
	if offset < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return c.r.ReadAt(p, offset)
}

// retain adds a use; the error is fs.ErrClosed after the last one ended.
func (c *contents) retain() error {
	for {
		n := c.uses.Load()
		if n == 0 {
			return fs.ErrClosed
		}
		if c.uses.CompareAndSwap(n, n+1) {
			return nil
		}
	}
}

func (c *contents) release() error {
	if c.uses.Add(-1) > 0 || c.close == nil {
		return nil
	}
	return c.close()
}

// section opens a part of the contents, which keeps them open.
func (c *contents) section(offset, n int64) (io.ReadCloser, error) {
	if err := c.retain(); err != nil {
		return nil, err
	}
	return &held{Reader: io.NewSectionReader(c, offset, n), of: c}, nil
}

// sub are the contents of a part, which keep the whole open.
func (c *contents) sub(offset, n int64) (*contents, error) {
	if err := c.retain(); err != nil {
		return nil, err
	}
	return newContents(io.NewSectionReader(c, offset, n), n, c.release), nil
}

// held is a reader that ends a use of contents when it is closed.
type held struct {
	io.Reader
	inner io.Closer // closed before; nil for none
	of    *contents
	once  sync.Once
}

func (h *held) Close() (err error) {
	h.once.Do(func() {
		if h.inner != nil {
			err = h.inner.Close()
		}
		if e := h.of.release(); err == nil {
			err = e
		}
	})
	return err
}

// inMemory is the size up to which what is unpacked stays in memory.
const inMemory = 1 << 20

// unpack reads r to its end into contents of their own: small ones in memory,
// others in a file without a name. More than the bytes that were said are an error.
func unpack(ctx context.Context, dir string, r io.Reader, said int64) (*contents, error) {
	r = io.LimitReader(&stoppable{ctx, r}, said+1)
	var head bytes.Buffer
	head.Grow(int(min(said, inMemory)) + bytes.MinRead)
	n, err := io.CopyN(&head, r, inMemory+1)
	if err == nil || err == io.EOF {
		err = over(n, said)
	}
	if err != nil {
		return nil, err
	}
	if n <= inMemory {
		return newContents(bytes.NewReader(head.Bytes()), n, nil), nil
	}
	f, closing, err := tempFile(dir)
	if err != nil {
		return nil, err
	}
	rest := int64(0)
	if _, err = f.Write(head.Bytes()); err == nil {
		rest, err = io.Copy(storing{f}, r)
	}
	if err == nil {
		err = over(n+rest, said)
	}
	if err != nil {
		closing()
		return nil, err
	}
	return newContents(f, n+rest, closing), nil
}

func over(n, said int64) error {
	if n > said {
		return unreadable(brokenMember)
	}
	return nil
}

// tempFile makes a file that only this user can read. Where the system allows it
// the file has no name from here on: nothing of a contract stays behind, even
// when the program is killed. Elsewhere closing takes it away.
func tempFile(dir string) (*os.File, func() error, error) {
	f, err := os.CreateTemp(dir, "clausule-*") // mode 0600
	if err != nil {
		return nil, nil, storeFailure(err)
	}
	if os.Remove(f.Name()) == nil {
		return f, f.Close, nil
	}
	return f, func() error {
		err := f.Close()
		if e := os.Remove(f.Name()); err == nil {
			err = e
		}
		return err
	}, nil
}

// storing tells the errors of the temporary file from those of what is unpacked
// into it.
type storing struct{ f *os.File }

func (s storing) Write(p []byte) (int, error) {
	n, err := s.f.Write(p)
	if err != nil {
		err = storeFailure(err)
	}
	return n, err
}

// stoppable ends reading with the context.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}
