package archive

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Methods of packing beside those that package zip knows, and what a member needs
// that is behind a password (APPNOTE.TXT 4.4.4 and 4.4.5).
const (
	methodBzip2   = 12
	methodZstd    = 93
	methodAES     = 99
	encryptedFlag = 1
)

// zip walks over the members of a zip, in the order of its directory. A document
// that is a zip by its format is not known.
func (w *walker) zip(a *opened) (known, goOn bool) {
	if f, err := checkDirectory(a.in, a.in.size, w.Limits.Members); f != nil || err != nil {
		if f == nil {
			f = damage(err, brokenZip)
		}
		return true, w.fail(a.path, f)
	}
	r, err := zip.NewReader(a.in, a.in.size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return true, w.fail(a.path, damage(err, brokenZip))
	}
	if officePackage(r.File) {
		return false, true
	}
	if f := w.shallow(a); f != nil {
		return true, w.fail(a.path, f)
	}
	r.RegisterDecompressor(methodBzip2, func(r io.Reader) io.ReadCloser { return io.NopCloser(bzip2.NewReader(r)) })
	r.RegisterDecompressor(methodZstd, zstd.ZipDecompressor(zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(zstdWindow)))
	packed := uint64(0)
	for _, f := range r.File {
		if packed += min(f.CompressedSize64, 1<<62); packed > uint64(a.in.size) {
			// Members that share their bytes: a small file that unpacks to any size.
			return true, w.fail(a.path, unreadable(overlappedZip))
		}
	}
	for i, f := range r.File {
		r.File[i] = nil
		if strings.HasSuffix(f.Name, "/") || !f.Mode().IsRegular() {
			continue
		}
		if !w.live() {
			return true, false
		}
		failure := w.zipFailure(f)
		if failure == nil {
			if err := a.whole.spend(int64(f.UncompressedSize64)); err != nil {
				return true, w.fail(a.path, damage(err, rateOfArchive))
			}
		}
		if !w.member(a, w.zipMember(a, f), failure) {
			return true, false
		}
	}
	return true, true
}

func (w *walker) zipMember(a *opened, f *zip.File) member {
	m := member{name: zipName(f), size: int64(min(f.UncompressedSize64, 1<<62)), modTime: keptTime(f.Modified), sum: fmt.Sprintf("crc32:%08x", f.CRC32)}
	m.open = func() (io.ReadCloser, error) {
		if err := a.in.retain(); err != nil {
			return nil, err
		}
		r, err := f.Open()
		if err != nil {
			a.in.release()
			return nil, err
		}
		return &held{Reader: r, inner: r, of: a.in}, nil
	}
	m.contents = func() (*contents, error) {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		defer r.Close()
		return unpack(w.ctx, w.TempDir, r, m.size)
	}
	return m
}

// zipFailure tells why a member cannot be read, from what the directory says.
func (w *walker) zipFailure(f *zip.File) *Failure {
	size, packed := f.UncompressedSize64, f.CompressedSize64
	switch {
	case f.Flags&encryptedFlag != 0 || f.Method == methodAES:
		return unreadable(lockedMember)
	case f.Method != zip.Store && f.Method != zip.Deflate && f.Method != methodBzip2 && f.Method != methodZstd:
		return unreadable(fmt.Sprintf(oddMethod, f.Method))
	case size > 1<<62:
		return limitFailure(bytesOfMember, w.Limits.MemberBytes)
	case size > freeMember && size/uint64(w.Limits.InflateRate) > packed:
		return limitFailure(rateOfMember, w.Limits.InflateRate)
	}
	return nil
}

// officePackage tells a document that is a zip by its format: of Office, of
// OpenDocument, an e-book, a Pages document. Their readers, or the message that
// they are not read, come from package extract.
func officePackage(files []*zip.File) bool {
	content, manifest := false, false
	for i, f := range files {
		switch strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/")) {
		case "[content_types].xml", "word/document.xml", "index/document.iwa":
			return true
		case "mimetype":
			if i == 0 {
				return true
			}
		case "content.xml":
			content = true
		case "meta-inf/manifest.xml":
			manifest = true
		}
	}
	return content && manifest // repacked, so that mimetype is no longer the first
}

// The records of a zip without their variable parts (APPNOTE.TXT 4.3.12 to
// 4.3.16).
const (
	zipHeaderBytes  = 46
	zipEndBytes     = 22
	zipEnd64Bytes   = 56
	zipLocatorBytes = 20
)

// directoryBytes bounds the names and other variable parts of a directory.
const directoryBytes = 256 << 20

// checkDirectory refuses a zip with too many members, or too much said of them,
// before its directory is read, which takes memory for each.
func checkDirectory(in io.ReaderAt, size int64, most int) (*Failure, error) {
	// The end record is followed by a comment of at most 64 KiB.
	tail := make([]byte, min(size, zipEndBytes+1<<16))
	base := size - int64(len(tail))
	if _, err := in.ReadAt(tail, base); err != nil && err != io.EOF {
		return nil, err
	}
	at := -1
	if last := len(tail) - zipEndBytes + 4; last > 0 {
		at = bytes.LastIndex(tail[:last], []byte("PK\x05\x06"))
	}
	if at < 0 {
		return unreadable(cutOffZip), nil
	}
	little := binary.LittleEndian
	end := base + int64(at)
	record := tail[at:]
	d := directory{in: in, size: size, most: most}
	count, other := uint64(little.Uint16(record[10:])), uint64(0)
	d.try(end, uint64(little.Uint32(record[12:])), uint64(little.Uint32(record[16:])))
	if end >= zipLocatorBytes {
		var locator [zipLocatorBytes]byte
		if _, err := in.ReadAt(locator[:], end-zipLocatorBytes); err != nil {
			return nil, err
		}
		if p := little.Uint64(locator[8:]); string(locator[:4]) == "PK\x06\x07" && p <= uint64(end-zipLocatorBytes) {
			var big [zipEnd64Bytes]byte
			if _, err := in.ReadAt(big[:], int64(p)); err != nil && err != io.EOF {
				return nil, err
			}
			other = little.Uint64(big[32:])
			d.try(int64(p), little.Uint64(big[40:]), little.Uint64(big[48:]))
			if count == 0xFFFF {
				count = 0 // it stands for "see the zip64 record"
			}
		}
	}
	switch {
	case d.err != nil:
		return nil, d.err
	case max(count, other) > uint64(most), d.members > most:
		return limitFailure(membersOfArchive, int64(most)), nil
	case d.bytes > directoryBytes:
		return limitFailure(bytesOfDirectory, directoryBytes), nil
	}
	return nil, nil
}

// directory counts what stands in the directory of a zip, in the worst of the
// places where it can begin.
type directory struct {
	in      io.ReaderAt
	size    int64
	most    int
	members int
	bytes   int64
	err     error
}

// try counts a directory of size bytes at offset before the record at end: it
// begins where the record says, or where it must begin to end at the record.
func (d *directory) try(end int64, size, offset uint64) {
	if offset < uint64(d.size) {
		d.count(int64(offset))
	}
	if size <= uint64(end) && uint64(end)-size != offset {
		d.count(end - int64(size))
	}
}

func (d *directory) count(offset int64) {
	r := bufio.NewReaderSize(io.NewSectionReader(d.in, offset, d.size-offset), 1<<16)
	members, variable := 0, int64(0)
	for members <= d.most && variable <= directoryBytes {
		var h [zipHeaderBytes]byte
		if _, err := io.ReadFull(r, h[:]); err != nil {
			if err != io.EOF && err != io.ErrUnexpectedEOF {
				d.err = err
			}
			break
		}
		if string(h[:4]) != "PK\x01\x02" {
			break
		}
		little := binary.LittleEndian
		n := int(little.Uint16(h[28:])) + int(little.Uint16(h[30:])) + int(little.Uint16(h[32:]))
		members++
		variable += int64(n)
		if _, err := r.Discard(n); err != nil {
			break
		}
	}
	d.members, d.bytes = max(d.members, members), max(d.bytes, variable)
}
