package extract

import (
	"context"

	"github.com/clausule/clausule/extract/docx"
)

// maxInserted is how deep Word documents may be inserted in each other.
const maxInserted = 3

// readWord reads a Word document with the documents that are inserted in it.
func readWord(ctx context.Context, src Source, opts Options) (*Document, error) {
	return wordReader(0).Read(ctx, src, opts)
}

// wordReader reads a Word document that is itself inserted at a depth.
func wordReader(depth int) docx.Reader {
	if depth >= maxInserted {
		return docx.Reader{}
	}
	return docx.Reader{Chunk: func(ctx context.Context, src Source, opts Options) (*Document, error) {
		found := sniff(src.Data)
		switch {
		case found.name == wordFile:
			return wordReader(depth+1).Read(ctx, src, opts)
		case found.read == nil, found.name == "PDF":
			return nil, found.error(src.Name)
		}
		return found.read(ctx, src, opts)
	}}
}

const wordFile = "Word-document (.docx)"
