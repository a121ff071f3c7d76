package child

import (
	"bytes"
	"encoding/gob"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// setup is what a child is told first.
type setup struct {
	Version    int
	Limits     Limits
	Processors int // how many the child may use
	Setup      []byte
}

// hello is what a child answers to it.
type hello struct {
	Version int
	// Engine, Reading and Judging are those of archive.Settings.
	Engine, Reading, Judging string
}

// jobHeader is an archive.Job without its bytes.
type jobHeader struct {
	Name, Path string
	KeepText   bool
	Text       bool // the bytes are a packed text
}

// complaint is an error that a child tells of.
type complaint struct {
	Message string
	// Text tells that it is an archive.TextError.
	Text bool
}

// answer is the outcome of a document, and what it left of the child.
type answer struct {
	SHA256  string
	Failure *archive.Failure
	Facts   archive.Facts
	Report  *clause.Report
	CPU     time.Duration
	// Resident is the memory of the child afterwards, in bytes, Total the time of
	// processors that it has taken since it began.
	Resident int64
	Total    time.Duration
}

// An answer is written with package gob, which takes a sixth of the time that JSON
// does. The types are described once a child: each side keeps its coder.

type answerWriter struct {
	buf bytes.Buffer
	enc *gob.Encoder
}

func newAnswerWriter() *answerWriter {
	w := &answerWriter{}
	w.enc = gob.NewEncoder(&w.buf)
	return w
}

// encode gives the content of a frame, which holds until the next call.
func (w *answerWriter) encode(a *answer) ([]byte, error) {
	w.buf.Reset()
	err := w.enc.Encode(a)
	return w.buf.Bytes(), err
}

type answerReader struct {
	buf bytes.Buffer
	dec *gob.Decoder
}

func newAnswerReader() *answerReader {
	r := &answerReader{}
	r.dec = gob.NewDecoder(&r.buf)
	return r
}

// decode reads the content of a frame.
func (r *answerReader) decode(content []byte) (*answer, error) {
	r.buf.Reset()
	r.buf.Write(content)
	var a answer
	if err := r.dec.Decode(&a); err != nil {
		return nil, err
	}
	if r.buf.Len() > 0 || (a.Report == nil) == (a.Failure == nil) {
		return nil, errFrame
	}
	if a.Report != nil {
		fillLists(a.Report)
	}
	return &a, nil
}

// fillLists makes lists that are always there empty instead of absent, of which
// gob does not know the difference and a report in JSON does.
func fillLists(r *clause.Report) {
	fill(&r.Parties)
	fill(&r.Results)
	fill(&r.Catalogue.Packs)
	fill(&r.Document.Warnings)
	if r.Document.Revisions != nil {
		fill(&r.Document.Revisions.Authors)
	}
	for i := range r.Results {
		res := &r.Results[i]
		fill(&res.Lacks)
		fill(&res.Flags)
		fill(&res.Findings)
		fill(&res.Nearest)
		fill(&res.Sources)
	}
	for i := range r.Matrix {
		fill(&r.Matrix[i].Findings)
		fill(&r.Matrix[i].Sources)
	}
}

func fill[T string | clause.PartyInfo | clause.Result | document.Warning | clause.Finding | rules.Citation](list *[]T) {
	if *list == nil {
		*list = []T{}
	}
}
