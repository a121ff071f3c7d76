package archive

import (
	"archive/tar"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// zstdWindow bounds the memory of unpacking zstd. What any decoder should take is
// 8 MiB (RFC 8878, section 3.1.1.1.2); only the highest levels go beyond 64.
const zstdWindow = 64 << 20

// archiveKind is what the bytes of a file say that it is.
type archiveKind uint8

const (
	otherFile  archiveKind = iota
	zipFile                // or a document that is a zip by its format
	tarFile                // not compressed
	packedFile             // compressed, perhaps a tar
)

// sniffArchive looks at the first bytes. Named tells that the name is that of an
// archive file: a tar without members is then one too.
func sniffArchive(in *contents, named bool) (archiveKind, error) {
	head := make([]byte, min(in.size, tarBlock))
	if _, err := in.ReadAt(head, 0); err != nil && err != io.EOF {
		return otherFile, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")), bytes.HasPrefix(head, []byte("PK\x07\x08")):
		return zipFile, nil
	case bytes.HasPrefix(head, []byte("\x1f\x8b\x08")), bytes.HasPrefix(head, []byte("BZh")), bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")):
		return packedFile, nil
	case tarHead(head), named && emptyBlock(head):
		return tarFile, nil
	}
	return otherFile, nil
}

// tarBlock is the unit of a tar; a header is one block.
const tarBlock = 512

func emptyBlock(head []byte) bool {
	return len(head) == tarBlock && len(bytes.Trim(head, "\x00")) == 0
}

// tarHead tells whether a block is the header of a member: its checksum is right,
// reckoned with spaces in its own place (POSIX.1-1988, ustar).
func tarHead(b []byte) bool {
	if len(b) < tarBlock || b[0] == 0 && !bytes.HasPrefix(b[257:], []byte("ustar")) {
		return false
	}
	const from, to = 148, 156
	said, err := strconv.ParseInt(strings.Trim(string(b[from:to]), " \x00"), 8, 64)
	if err != nil {
		return false
	}
	sum, signed := int64(0), int64(0) // some old writers counted signed bytes
	for i, c := range b[:tarBlock] {
		if i >= from && i < to {
			c = ' '
		}
		sum += int64(c)
		signed += int64(int8(c))
	}
	return said == sum || said == signed
}

// packed walks over a compressed tar. What else is compressed is not known.
func (w *walker) packed(a *opened) (known, goOn bool) {
	r, closing, err := unpacker(io.NewSectionReader(a.in, 0, a.in.size))
	if err != nil {
		return true, w.fail(a.path, damage(err, brokenPacking))
	}
	defer closing()
	stream := &stoppable{w.ctx, &metered{r, a.whole}}
	head := make([]byte, tarBlock)
	n := 0
	for n < len(head) && err == nil {
		var m int
		m, err = stream.Read(head[n:])
		n += m
	}
	switch {
	case err != nil && err != io.EOF:
		return true, w.fail(a.path, damage(err, brokenPacking))
	case !tarHead(head[:n]) && !(emptyBlock(head[:n]) && archiveName(a.path)):
		return false, true
	}
	if f := w.shallow(a); f != nil {
		return true, w.fail(a.path, f)
	}
	return true, w.tar(a, io.MultiReader(bytes.NewReader(head[:n]), stream), nil)
}

// unpacker finds the compression from the first bytes.
func unpacker(in *io.SectionReader) (io.Reader, func(), error) {
	var magic [1]byte
	if _, err := in.ReadAt(magic[:], 0); err != nil {
		return nil, nil, err
	}
	switch magic[0] {
	case 0x1f:
		r, err := gzip.NewReader(in)
		return r, func() {}, err
	case 'B':
		return bzip2.NewReader(in), func() {}, nil
	}
	r, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(zstdWindow))
	if err != nil {
		return nil, nil, err
	}
	return r, r.Close, nil
}

// metered counts what comes out of an archive file.
type metered struct {
	r     io.Reader
	whole *onDisk
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	if e := m.whole.spend(int64(n)); e != nil {
		return 0, e
	}
	return n, err
}

// tar walks over the members of a tar in their order. At is where a tar is read
// that is not compressed; its members are then parts of it, and need no copy.
func (w *walker) tar(a *opened, stream io.Reader, at *io.SectionReader) bool {
	r := tar.NewReader(stream)
	for n := 1; ; n++ {
		if !w.live() {
			return false
		}
		h, err := r.Next()
		switch {
		case err == io.EOF:
			return true
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			return w.fail(a.path, damage(err, brokenTar))
		case n > w.Limits.Members:
			return w.fail(a.path, limitFailure(membersOfArchive, int64(w.Limits.Members)))
		}
		if !tarFileHeader(h) {
			continue
		}
		m := member{name: h.Name, size: h.Size, modTime: keptTime(h.ModTime), sum: a.stamp}
		goOn := true
		if sparse := h.Typeflag == tar.TypeGNUSparse || sparseRecords(h.PAXRecords); at != nil && !sparse {
			goOn = w.tarPart(a, m, at)
		} else {
			if sparse {
				// Holes come out of nothing.
				if err := a.whole.spend(h.Size); err != nil {
					return w.fail(a.path, damage(err, brokenTar))
				}
			}
			one := &passing{walker: w, r: r, size: h.Size}
			m.open, m.contents = one.open, one.contents
			goOn = w.member(a, m, nil)
			one.r = nil
		}
		if !goOn {
			return false
		}
	}
}

// tarFileHeader tells whether a member is a file with bytes of its own.
func tarFileHeader(h *tar.Header) bool {
	switch h.Typeflag {
	case tar.TypeReg, tar.TypeCont, tar.TypeGNUSparse:
		return !strings.HasSuffix(h.Name, "/")
	}
	return false
}

// tarPart yields a member that is a part of the tar, from where it is read now.
func (w *walker) tarPart(a *opened, m member, at *io.SectionReader) bool {
	offset, err := at.Seek(0, io.SeekCurrent)
	if err != nil {
		return w.fail(a.path, damage(err, brokenTar))
	}
	var failure *Failure
	if m.size > a.in.size-offset {
		failure = unreadable(brokenMember)
	}
	m.open = func() (io.ReadCloser, error) { return a.in.section(offset, m.size) }
	m.contents = func() (*contents, error) { return a.in.sub(offset, m.size) }
	return w.member(a, m, failure)
}

// sparseRecords tells a member with holes, of which not all bytes stand in the tar
// (GNU tar, "Storing Sparse Files", the PAX formats).
func sparseRecords(records map[string]string) bool {
	for key := range records {
		if strings.HasPrefix(key, "GNU.sparse.") {
			return true
		}
	}
	return false
}

// passing is a member of a stream, which can be had once, while the walk is there.
type passing struct {
	*walker
	r    io.Reader // nil when it went by
	size int64
}

func (p *passing) contents() (*contents, error) {
	r := p.r
	if r == nil {
		return nil, fs.ErrClosed
	}
	p.r = nil
	return unpack(p.ctx, p.TempDir, r, p.size)
}

func (p *passing) open() (io.ReadCloser, error) {
	c, err := p.contents()
	if err != nil {
		return nil, err
	}
	defer c.release()
	return c.section(0, c.size)
}
