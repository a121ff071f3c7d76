package zipguard

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/clausule/clausule/extract/document"
)

// Part is a part with new content.
type Part struct{ Name, Content string }

// Rewrite writes the archive with other content in some parts. All other
// entries are copied with their compressed bytes, times and order; a part that
// the archive does not have comes behind them, in the order given and with the
// time of the first entry. Equal calls give equal bytes.
func (a *Archive) Rewrite(w io.Writer, changed []Part) error {
	if a.dir == nil {
		return document.Damaged(a.name, a.found, "het is geen zip-bestand", nil)
	}
	content := make(map[string]string, len(changed))
	for _, p := range changed {
		content[Fold(p.Name)] = p.Content
	}
	out := zip.NewWriter(w)
	if err := out.SetComment(a.dir.Comment); err != nil {
		return fmt.Errorf("%s: %w", a.name, err)
	}
	for _, f := range a.dir.File {
		s, ok := content[Fold(f.Name)]
		if !ok || a.parts[Fold(f.Name)] != f {
			if err := out.Copy(f); err != nil {
				return document.Damaged(a.name, a.found, fmt.Sprintf("het onderdeel %.80q is niet te kopiëren", f.Name), err)
			}
			continue
		}
		if err := replace(out, f.FileHeader, s); err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
	}
	for _, p := range changed {
		if a.Has(p.Name) {
			continue
		}
		h := zip.FileHeader{Name: p.Name, Method: zip.Deflate, ReaderVersion: 20}
		if len(a.dir.File) > 0 {
			first := &a.dir.File[0].FileHeader
			// As they stand: Modified would add an extra field.
			h.ModifiedTime, h.ModifiedDate = first.ModifiedTime, first.ModifiedDate
		}
		if err := replace(out, h, p.Content); err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("%s: %w", a.name, err)
	}
	return nil
}

// hasDescriptor is the flag of an entry whose sizes stand behind it
// (APPNOTE.TXT 4.4.4, bit 3).
const hasDescriptor = 1 << 3

// replace writes an entry with the header of another and new content. Stored
// entries stay stored.
func replace(out *zip.Writer, h zip.FileHeader, content string) error {
	var b bytes.Buffer
	if h.Method == zip.Store {
		b.WriteString(content)
	} else {
		h.Method = zip.Deflate
		fw, err := flate.NewWriter(&b, flate.DefaultCompression)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(fw, content); err != nil {
			return err
		}
		if err := fw.Close(); err != nil {
			return err
		}
	}
	h.Flags &^= hasDescriptor
	h.Extra = withoutZip64(h.Extra)
	h.CRC32 = crc32.ChecksumIEEE([]byte(content))
	h.UncompressedSize64, h.CompressedSize64 = uint64(len(content)), uint64(b.Len())
	entry, err := out.CreateRaw(&h)
	if err != nil {
		return err
	}
	_, err = entry.Write(b.Bytes())
	return err
}

// withoutZip64 takes the sizes of the old content out of an extra field
// (APPNOTE.TXT 4.5.3). A field that is malformed is dropped as a whole.
func withoutZip64(extra []byte) []byte {
	var out []byte
	for len(extra) >= 4 {
		id, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if len(extra) < 4+size {
			return nil
		}
		if id != 1 {
			out = append(out, extra[:4+size]...)
		}
		extra = extra[4+size:]
	}
	return out
}
