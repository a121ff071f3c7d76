package archive

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"

	"github.com/clausule/clausule/extract/document"
)

// maxPacked bounds what a packed document may unfold to: the most text that a
// reader gives, with its structure.
const maxPacked = 512 << 20

// Pack packs a document for keeping: a text of a hundred kilobytes takes some
// twenty. Only the same version of the engine can be relied on to unpack it.
func Pack(doc *document.Document) ([]byte, error) {
	var out bytes.Buffer
	z, err := zstd.NewWriter(&out, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	if err := gob.NewEncoder(z).Encode(doc); err != nil {
		return nil, fmt.Errorf("archive: %s is niet te bewaren: %w", doc.Name, err)
	}
	err = z.Close()
	return out.Bytes(), err
}

// Unpack gives back what Pack packed. Bytes that Pack did not make are an error.
func Unpack(data []byte) (*document.Document, error) {
	z, err := zstd.NewReader(bytes.NewReader(data), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxPacked))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	var doc document.Document
	if err := gob.NewDecoder(io.LimitReader(z, maxPacked)).Decode(&doc); err != nil {
		return nil, fmt.Errorf("archive: de bewaarde tekst is niet te lezen: %w", err)
	}
	if err := doc.Validate(); err != nil {
		return nil, fmt.Errorf("archive: de bewaarde tekst is beschadigd: %w", err)
	}
	return &doc, nil
}
