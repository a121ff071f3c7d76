package workbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// archive is the package of a workbook. The library hands over its sheets in
// the order of a map; an archive holds them, compressed, and writes them by name,
// so that equal workbooks are equal files. No entry has a time.
type archive struct {
	to      io.Writer
	entries []*entry
}

type entry struct {
	header  zip.FileHeader
	packed  bytes.Buffer
	deflate *flate.Writer
}

// firstDay is the first that the format knows, 1 January 1980: month and day from
// 1 in its lowest bits.
const firstDay = 1<<5 | 1

func newArchive(w io.Writer) *archive { return &archive{to: w} }

// Create begins an entry; the one before it has come to its end.
func (a *archive) Create(name string) (io.Writer, error) {
	if err := a.end(); err != nil {
		return nil, err
	}
	e := &entry{header: zip.FileHeader{Name: name, Method: zip.Deflate, ModifiedDate: firstDay}}
	var err error
	if e.deflate, err = flate.NewWriter(&e.packed, flate.DefaultCompression); err != nil {
		return nil, err
	}
	a.entries = append(a.entries, e)
	return e, nil
}

func (e *entry) Write(p []byte) (int, error) {
	e.header.CRC32 = crc32.Update(e.header.CRC32, crc32.IEEETable, p)
	e.header.UncompressedSize64 += uint64(len(p))
	return e.deflate.Write(p)
}

// end completes the last entry.
func (a *archive) end() error {
	if len(a.entries) == 0 {
		return nil
	}
	e := a.entries[len(a.entries)-1]
	if e.deflate == nil {
		return nil
	}
	err := e.deflate.Close()
	e.deflate = nil
	e.header.CompressedSize64 = uint64(e.packed.Len())
	return err
}

// AddFS is there for the interface; the library does not call it.
func (a *archive) AddFS(fs.FS) error { return fs.ErrInvalid }

// Close writes the package, the list of its content types first as is the custom.
func (a *archive) Close() error {
	if err := a.end(); err != nil {
		return err
	}
	const types = "[Content_Types].xml"
	slices.SortFunc(a.entries, func(x, y *entry) int {
		switch {
		case x.header.Name == types:
			return -1
		case y.header.Name == types:
			return 1
		}
		return strings.Compare(x.header.Name, y.header.Name)
	})
	out := zip.NewWriter(a.to)
	for _, e := range a.entries {
		w, err := out.CreateRaw(&e.header)
		if err != nil {
			return err
		}
		if _, err := e.packed.WriteTo(w); err != nil {
			return err
		}
	}
	return out.Close()
}
