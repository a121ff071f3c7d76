// Package opc opens Office Open XML packages (ECMA-376 Part 2: zip files with
// content types and relationships) that come from strangers. Every limit is
// checked before memory is taken: the number of entries before the directory
// is read, a part's declared size before it is inflated, its real size while
// it is. Entry names are looked up and never used as file paths; relationships
// to outside the package are reported and never followed.
package opc

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"path"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

const found = "Word-document (.docx)"

// freeRatio is the inflated size up to which the ratio of inflated to stored
// bytes is not looked at: small parts of repetitive XML compress very well.
const freeRatio = 8 << 20

// maxRatio is what deflate can reach at most; a part that declares more lies.
const maxRatio = 1032

// Package is an opened package. It is not safe for concurrent use.
type Package struct {
	name     string
	limits   document.Limits
	parts    map[string]*zip.File // by folded name
	types    map[string]string    // content type by folded part name, or by "." + extension
	Untyped  bool                 // the package has no readable list of content types
	inflated int64
}

// Open reads the directory of a package. Errors are of type *document.Error.
func Open(src document.Source, limits document.Limits) (*Package, error) {
	limits = limits.WithDefaults()
	if limits.Depth == 0 {
		limits.Depth = 1000
	}
	if int64(len(src.Data)) > limits.FileBytes {
		return nil, document.OverLimit(src.Name, found, "het aantal bytes van het bestand", limits.FileBytes)
	}
	switch f := Identify(src.Data); f.Container {
	case Empty:
		return nil, &document.Error{Name: src.Name, Reason: document.ErrEmpty, Remedy: "controleer of het bestand volledig is ontvangen"}
	case Encrypted:
		return nil, document.Encrypted(src.Name, f.Name)
	case Foreign, Unknown:
		return nil, Unsupported(src.Name, f.Name, nil)
	}
	if err := countEntries(src, limits); err != nil {
		return nil, err
	}
	r, err := zip.NewReader(bytes.NewReader(src.Data), int64(len(src.Data)))
	if err != nil {
		return nil, document.Damaged(src.Name, found, "de inhoudsopgave van het zip-bestand is niet te lezen", err)
	}
	if len(r.File) > limits.Parts {
		return nil, document.OverLimit(src.Name, found, "het aantal onderdelen", int64(limits.Parts))
	}
	p := &Package{name: src.Name, limits: limits, parts: make(map[string]*zip.File, len(r.File))}
	for _, f := range r.File {
		if strings.HasSuffix(f.Name, "/") {
			continue // a folder
		}
		if f.Flags&1 != 0 {
			return nil, document.Encrypted(src.Name, "zip-bestand met wachtwoord")
		}
		key := fold(f.Name)
		if _, twice := p.parts[key]; twice {
			return nil, document.Damaged(src.Name, found, fmt.Sprintf("het onderdeel %.80q komt twee keer voor", f.Name), nil)
		}
		p.parts[key] = f
	}
	return p, nil
}

// Unsupported is the error of a file in a format that was recognised and is
// not read as a package.
func Unsupported(name, format string, err error) *document.Error {
	return &document.Error{Name: name, Reason: document.ErrUnsupported, Found: format,
		Remedy: "sla het op als Word-document (.docx) of PDF", Err: err}
}

// countEntries refuses a directory with too many entries before it is read:
// reading takes some 300 bytes of memory an entry.
func countEntries(src document.Source, limits document.Limits) error {
	data := src.Data
	// The end record is 22 bytes and a comment of at most 64 KiB.
	tail := data[max(0, len(data)-22-1<<16):]
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < 0 || at+22 > len(tail) {
		return document.Damaged(src.Name, found, "het einde van het zip-bestand ontbreekt; het is afgebroken", nil)
	}
	// 0xFFFF stands for "see the zip64 record".
	if n := int(binary.LittleEndian.Uint16(tail[at+10:])); n > limits.Parts && n != 0xFFFF {
		return document.OverLimit(src.Name, found, "het aantal onderdelen", int64(limits.Parts))
	}
	// The count in the end record may lie, so that entries are counted by
	// their signature too; zip files inside the file count along, hence the
	// wide margin.
	if n := bytes.Count(data, []byte("PK\x01\x02")); n > 10*limits.Parts {
		return document.OverLimit(src.Name, found, "het aantal onderdelen", int64(limits.Parts))
	}
	return nil
}

// fold makes part names comparable: they differ neither in case nor in the
// direction of slashes (some writers get that wrong), and have no leading one.
func fold(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// Has tells whether the package has a part of that name.
func (p *Package) Has(name string) bool { return p.parts[fold(name)] != nil }

// EntryName is the name of a part as the zip file has it, "" for none.
func (p *Package) EntryName(name string) string {
	if f := p.parts[fold(name)]; f != nil {
		return f.Name
	}
	return ""
}

// Size is the declared inflated size of a part, 0 for none.
func (p *Package) Size(name string) int64 {
	if f := p.parts[fold(name)]; f != nil {
		return int64(min(f.UncompressedSize64, 1<<62))
	}
	return 0
}

// ErrNoPart is the underlying error of a part that is not in the package.
var ErrNoPart = errors.New("part is not in the package")

// Check refuses a part whose declared size goes over a limit or cannot be
// true. It takes no memory. Reading a part checks it too.
func (p *Package) Check(name string) error {
	f := p.parts[fold(name)]
	if f == nil {
		return document.Damaged(p.name, found, fmt.Sprintf("het onderdeel %.80q ontbreekt", name), ErrNoPart)
	}
	size, stored := f.UncompressedSize64, f.CompressedSize64
	switch {
	case size > uint64(p.limits.PartBytes):
		return document.OverLimit(p.name, found, fmt.Sprintf("het aantal bytes van onderdeel %.80q", name), p.limits.PartBytes)
	case p.inflated+int64(size) > p.limits.TotalBytes:
		return document.OverLimit(p.name, found, "het aantal bytes van alle onderdelen samen", p.limits.TotalBytes)
	case size > freeRatio && size > stored*uint64(p.limits.InflateRate):
		return document.OverLimit(p.name, found, fmt.Sprintf("de uitpakverhouding van onderdeel %.80q", name), p.limits.InflateRate)
	case size > stored*maxRatio+1024:
		return document.Damaged(p.name, found, fmt.Sprintf("het onderdeel %.80q geeft een onmogelijke grootte op", name), nil)
	}
	return nil
}

// Read inflates a part. The bytes come back in a string so that a scanner can
// cut it without copying.
func (p *Package) Read(ctx context.Context, name string) (string, error) {
	if err := p.Check(name); err != nil {
		return "", err
	}
	f := p.parts[fold(name)]
	r, err := f.Open()
	if err != nil {
		return "", document.Damaged(p.name, found, fmt.Sprintf("het onderdeel %.80q is niet te openen", name), err)
	}
	defer r.Close()
	var b strings.Builder
	b.Grow(int(f.UncompressedSize64))
	limited := io.LimitReader(&contextReader{ctx, r}, int64(f.UncompressedSize64)+1)
	n, err := io.Copy(&b, limited)
	p.inflated += n
	if err != nil {
		if ctx.Err() != nil {
			return "", fmt.Errorf("%s: %w", p.name, ctx.Err())
		}
		return "", document.Damaged(p.name, found, fmt.Sprintf("het onderdeel %.80q is niet uit te pakken", name), err)
	}
	return b.String(), nil
}

// ReadXML inflates an XML part and converts it to UTF-8; see xmlscan.Decode.
func (p *Package) ReadXML(ctx context.Context, name string) (string, error) {
	raw, err := p.Read(ctx, name)
	if err != nil {
		return "", err
	}
	return p.DecodeXML(name, raw)
}

// DecodeXML converts the bytes of an XML part to UTF-8.
func (p *Package) DecodeXML(name, raw string) (string, error) {
	xml, err := xmlscan.Decode(raw)
	if err != nil {
		return "", document.Damaged(p.name, found, fmt.Sprintf("het onderdeel %.80q bevat tekens die niet mogen", name), err)
	}
	return xml, nil
}

// Fault makes an error of the scanner into one for the user.
func (p *Package) Fault(name string, err error) error {
	var scan *xmlscan.Error
	if errors.As(err, &scan) && scan.Limit != "" {
		e := document.OverLimit(p.name, found, fmt.Sprintf("het aantal geneste of herhaalde elementen in onderdeel %.80q", name), int64(scan.Max))
		e.Err = err
		return e
	}
	return document.Damaged(p.name, found, fmt.Sprintf("het onderdeel %.80q is geen geldige XML", name), err)
}

// XMLLimits are the scanner's limits that follow from the package's.
func (p *Package) XMLLimits() xmlscan.Limits { return xmlscan.Limits{Depth: p.limits.Depth} }

// Excerpt writes a zip file of the named parts alone, their compressed bytes
// copied as they are. All must pass Check.
func (p *Package) Excerpt(names ...string) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		if err := p.Check(name); err != nil {
			return nil, err
		}
		if err := w.Copy(p.parts[fold(name)]); err != nil {
			return nil, document.Damaged(p.name, found, fmt.Sprintf("het onderdeel %.80q is niet te kopiëren", name), err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("%s: %w", p.name, err)
	}
	return b.Bytes(), nil
}

// Matches tells whether content is byte for byte what the directory of the
// package says of the part: its length and its CRC-32.
func (p *Package) Matches(name, content string) bool {
	f := p.parts[fold(name)]
	if f == nil || f.UncompressedSize64 != uint64(len(content)) {
		return false
	}
	sum := crc32.NewIEEE()
	// The hash takes the string in pieces, so that it is not copied whole.
	var buf [32 << 10]byte
	for rest := content; rest != ""; {
		n := copy(buf[:], rest)
		sum.Write(buf[:n])
		rest = rest[n:]
	}
	return sum.Sum32() == f.CRC32
}

// Took adds n bytes to what the package has inflated, for a part that was read
// by other means.
func (p *Package) Took(n int) { p.inflated += int64(n) }

type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *contextReader) Read(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(b)
}
