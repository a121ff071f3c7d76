// Package zipguard opens zip files that come from strangers. Every limit is
// checked before memory is taken: the number of entries before the directory
// is read, a part's declared size before it is inflated, its real size while
// it is. Every part that is inflated counts for the total, so that entries that
// share their compressed bytes gain nothing. Entry names are looked up and
// never used as file paths.
package zipguard

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// freeRatio is the inflated size up to which the ratio of inflated to stored
// bytes is not looked at: small parts of repetitive XML compress very well.
const freeRatio = 8 << 20

// maxRatio is what deflate can reach at most; a part that declares more lies.
const maxRatio = 1032

// Archive is an opened zip file. It is not safe for concurrent use.
type Archive struct {
	name     string
	found    string
	limits   document.Limits
	parts    map[string]*zip.File // by folded name
	dir      *zip.Reader          // nil for None
	inflated int64
}

// Open reads the directory of a zip file. Found names the format in Dutch, for
// messages: "Word-document (.docx)". Errors are of type *document.Error.
func Open(src document.Source, found string, limits document.Limits) (*Archive, error) {
	limits = limits.WithDefaults()
	if limits.Depth == 0 {
		limits.Depth = 1000
	}
	if int64(len(src.Data)) > limits.FileBytes {
		return nil, document.OverLimit(src.Name, found, "het aantal bytes van het bestand", limits.FileBytes)
	}
	a := &Archive{name: src.Name, found: found, limits: limits}
	if err := a.countEntries(src.Data); err != nil {
		return nil, err
	}
	r, err := zip.NewReader(bytes.NewReader(src.Data), int64(len(src.Data)))
	if err != nil {
		return nil, document.Damaged(src.Name, found, "de inhoudsopgave van het zip-bestand is niet te lezen", err)
	}
	a.parts, a.dir = make(map[string]*zip.File, len(r.File)), r
	for _, f := range r.File {
		if strings.HasSuffix(f.Name, "/") {
			continue // a folder
		}
		if f.Flags&1 != 0 {
			return nil, document.Encrypted(src.Name, "zip-bestand met wachtwoord")
		}
		key := Fold(f.Name)
		if _, twice := a.parts[key]; twice {
			return nil, document.Damaged(src.Name, found, fmt.Sprintf("het onderdeel %.80q komt twee keer voor", f.Name), nil)
		}
		a.parts[key] = f
	}
	return a, nil
}

// None is an archive without parts, for a format that has its parts elsewhere
// and the same limits.
func None(src document.Source, found string, limits document.Limits) *Archive {
	limits = limits.WithDefaults()
	if limits.Depth == 0 {
		limits.Depth = 1000
	}
	return &Archive{name: src.Name, found: found, limits: limits}
}

// Names are the names of all parts as Fold writes them, in alphabetical order.
func (a *Archive) Names() []string { return slices.Sorted(maps.Keys(a.parts)) }

// Inflated is the number of bytes inflated so far.
func (a *Archive) Inflated() int64 { return a.inflated }

// Fold makes part names comparable: they differ neither in case nor in the
// direction of slashes (some writers get that wrong), and have no leading one.
func Fold(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// Has tells whether the archive has a part of that name.
func (a *Archive) Has(name string) bool { return a.parts[Fold(name)] != nil }

// EntryName is the name of a part as the zip file has it, "" for none.
func (a *Archive) EntryName(name string) string {
	if f := a.parts[Fold(name)]; f != nil {
		return f.Name
	}
	return ""
}

// Size is the declared inflated size of a part, 0 for none.
func (a *Archive) Size(name string) int64 {
	if f := a.parts[Fold(name)]; f != nil {
		return int64(min(f.UncompressedSize64, 1<<62))
	}
	return 0
}

// ErrNoPart is the underlying error of a part that is not in the archive.
var ErrNoPart = errors.New("part is not in the archive")

// Check refuses a part whose declared size goes over a limit or cannot be
// true. It takes no memory. Reading a part checks it too.
func (a *Archive) Check(name string) error {
	f := a.parts[Fold(name)]
	if f == nil {
		return document.Damaged(a.name, a.found, fmt.Sprintf("het onderdeel %.80q ontbreekt", name), ErrNoPart)
	}
	size, stored := f.UncompressedSize64, f.CompressedSize64
	switch {
	case size > uint64(a.limits.PartBytes):
		return document.OverLimit(a.name, a.found, fmt.Sprintf("het aantal bytes van onderdeel %.80q", name), a.limits.PartBytes)
	case a.inflated+int64(size) > a.limits.TotalBytes:
		return document.OverLimit(a.name, a.found, "het aantal bytes van alle onderdelen samen", a.limits.TotalBytes)
	case size > freeRatio && size > stored*uint64(a.limits.InflateRate):
		return document.OverLimit(a.name, a.found, fmt.Sprintf("de uitpakverhouding van onderdeel %.80q", name), a.limits.InflateRate)
	case size > stored*maxRatio+1024:
		return document.Damaged(a.name, a.found, fmt.Sprintf("het onderdeel %.80q geeft een onmogelijke grootte op", name), nil)
	}
	return nil
}

// Read inflates a part. The bytes come back in a string so that a scanner can
// cut it without copying.
func (a *Archive) Read(ctx context.Context, name string) (string, error) {
	if err := a.Check(name); err != nil {
		return "", err
	}
	f := a.parts[Fold(name)]
	r, err := f.Open()
	if err != nil {
		return "", document.Damaged(a.name, a.found, fmt.Sprintf("het onderdeel %.80q is niet te openen", name), err)
	}
	defer r.Close()
	var b strings.Builder
	b.Grow(int(f.UncompressedSize64))
	limited := io.LimitReader(&contextReader{ctx, r}, int64(f.UncompressedSize64)+1)
	n, err := io.Copy(&b, limited)
	a.inflated += n
	if err != nil {
		if ctx.Err() != nil {
			return "", fmt.Errorf("%s: %w", a.name, ctx.Err())
		}
		return "", document.Damaged(a.name, a.found, fmt.Sprintf("het onderdeel %.80q is niet uit te pakken", name), err)
	}
	return b.String(), nil
}

// ReadXML inflates an XML part and converts it to UTF-8; see xmlscan.Decode.
func (a *Archive) ReadXML(ctx context.Context, name string) (string, error) {
	raw, err := a.Read(ctx, name)
	if err != nil {
		return "", err
	}
	return a.DecodeXML(name, raw)
}

// DecodeXML converts the bytes of an XML part to UTF-8.
func (a *Archive) DecodeXML(name, raw string) (string, error) {
	xml, err := xmlscan.Decode(raw)
	if err != nil {
		return "", document.Damaged(a.name, a.found, fmt.Sprintf("het onderdeel %.80q bevat tekens die niet mogen", name), err)
	}
	return xml, nil
}

// Fault makes an error of the scanner into one for the user.
func (a *Archive) Fault(name string, err error) error {
	var scan *xmlscan.Error
	if errors.As(err, &scan) && scan.Limit != "" {
		e := document.OverLimit(a.name, a.found, fmt.Sprintf("het aantal geneste of herhaalde elementen in onderdeel %.80q", name), int64(scan.Max))
		e.Err = err
		return e
	}
	return document.Damaged(a.name, a.found, fmt.Sprintf("het onderdeel %.80q is geen geldige XML", name), err)
}

// XMLLimits are the scanner's limits that follow from the archive's.
func (a *Archive) XMLLimits() xmlscan.Limits { return xmlscan.Limits{Depth: a.limits.Depth} }

// Excerpt writes a zip file of the named parts alone, their compressed bytes
// copied as they are. All must pass Check.
func (a *Archive) Excerpt(names ...string) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		if err := a.Check(name); err != nil {
			return nil, err
		}
		if err := w.Copy(a.parts[Fold(name)]); err != nil {
			return nil, document.Damaged(a.name, a.found, fmt.Sprintf("het onderdeel %.80q is niet te kopiëren", name), err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("%s: %w", a.name, err)
	}
	return b.Bytes(), nil
}

// Matches tells whether content is byte for byte what the directory of the
// archive says of the part: its length and its CRC-32.
func (a *Archive) Matches(name, content string) bool {
	f := a.parts[Fold(name)]
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

// Took adds n bytes to what the archive has inflated, for a part that was read
// by other means.
func (a *Archive) Took(n int) { a.inflated += int64(n) }

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
