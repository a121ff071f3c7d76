package doc

import (
	"errors"
	"fmt"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/cfb"
)

// The places of structures in FibRgFcLcb97 ([MS-DOC] 2.5.6), counted in pairs
// of offset and length.
const (
	fibStshf       = 1
	fibFndRef      = 2
	fibFndTxt      = 3
	fibSed         = 6
	fibHdd         = 11
	fibBteChpx     = 12
	fibBtePapx     = 13
	fibFfn         = 15
	fibBkmk        = 21
	fibBkf         = 22
	fibClx         = 33
	fibSpaMom      = 40
	fibEndRef      = 46
	fibEndTxt      = 47
	fibDggInfo     = 50
	fibRMark       = 51
	fibTxbxTxt     = 56
	fibHdrTxbxTxt  = 58
	fibLst         = 73
	fibLfo         = 74
	fibPairs       = 75 // as many as are read
	firstWord97    = 0xC0
	identWord97    = 0xA5EC
	flagEncrypted  = 0x0100
	flagTable1     = 0x0200
	offsetCounts   = 0x3E // cslw, behind which the counts of characters stand
	offsetCcpText  = 0x0C // in FibRgLw97
	smallestHeader = 0x9A
)

// file holds the streams of a document and what the FIB says of them.
type file struct {
	word  []byte // the text and its formatting
	table []byte // everything that refers to it
	data  []byte // pictures and form fields; nil where there are none
	pairs []byte // FibRgFcLcb

	text                         story
	footnotes, headers, endnotes story
	boxes, headerBoxes           story
	characters                   int // of all stories
	lid                          int // language of Word itself

	broken bool // a stream could not be read to its end
}

// story is a range of character positions ([MS-DOC] 2.3).
type story struct{ start, end int }

// split gives the parts of a story by their ends, in order. Parts that overlap,
// as those of a hostile file may, get only what the others left.
func (s story) split(ends plc) func(i int) story {
	last := 0
	return func(i int) story {
		from := min(max(ends.at(i), last), s.end-s.start)
		last = min(max(ends.at(i+1), from), s.end-s.start)
		return story{s.start + from, s.start + last}
	}
}

// open reads the container and the FIB.
func open(src document.Source) (*file, error) {
	box, err := cfb.Open(src.Data)
	if err != nil {
		return nil, document.Damaged(src.Name, found, "het OLE-bestand waarin het document staat is niet te openen", err)
	}
	f := &file{}
	f.word, err = f.stream(box, "WordDocument")
	switch {
	case errors.Is(err, cfb.ErrAbsent):
		return nil, &document.Error{Name: src.Name, Reason: document.ErrUnsupported, Found: "OLE-bestand van Office 97-2003", Remedy: saveAs}
	case err != nil:
		return nil, document.Damaged(src.Name, found, "het hoofdonderdeel is onleesbaar", err)
	}
	ident, version, flags := u16(f.word, 0), u16(f.word, 2), u16(f.word, 0x0A)
	switch {
	case len(f.word) < smallestHeader:
		return nil, document.Damaged(src.Name, found, "het hoofdonderdeel is te kort", nil)
	case ident != identWord97 && ident>>8 != 0xA5:
		return nil, document.Damaged(src.Name, found, fmt.Sprintf("het hoofdonderdeel begint met %04X", ident), nil)
	case ident != identWord97, version < firstWord97:
		return nil, &document.Error{Name: src.Name, Reason: document.ErrUnsupported, Found: "Word 6.0/95-document (.doc)", Remedy: saveAs}
	case flags&flagEncrypted != 0:
		return nil, document.Encrypted(src.Name, found)
	}
	name := "0Table"
	if flags&flagTable1 != 0 {
		name = "1Table"
	}
	if f.table, err = f.stream(box, name); err != nil {
		return nil, document.Damaged(src.Name, found, fmt.Sprintf("het onderdeel %s, waarin staat hoe de tekst loopt, ontbreekt", name), err)
	}
	f.data, _ = f.stream(box, "Data")
	f.lid = u16(f.word, 6)
	return f, f.header(src.Name)
}

// stream reads a stream. One that is broken is taken as far as it goes.
func (f *file) stream(box *cfb.File, name string) ([]byte, error) {
	b, err := box.Stream(name)
	if errors.Is(err, cfb.ErrChain) && len(b) > 0 {
		f.broken = true
		return b, nil
	}
	return b, err
}

// header reads the counts of characters and the places of the structures
// ([MS-DOC] 2.5.1, 2.5.4). The sizes of the parts are written in front of them.
func (f *file) header(name string) error {
	counts := offsetCounts + 2
	at := counts + 4*u16(f.word, offsetCounts)
	f.pairs = part(f.word, at+2, 8*min(u16(f.word, at), fibPairs))
	f.characters = 0
	for i, s := range [...]*story{&f.text, &f.footnotes, &f.headers, nil, nil, &f.endnotes, &f.boxes, &f.headerBoxes} {
		n := u32(f.word, counts+offsetCcpText+4*i)
		// A character takes a byte at least.
		if n > len(f.word)-f.characters {
			return document.Damaged(name, found, "het bestand zegt meer tekst te hebben dan erin past", nil)
		}
		if s != nil {
			*s = story{f.characters, f.characters + n}
		}
		f.characters += n
	}
	return nil
}

// place is the offset and the length of a structure in the table stream; the
// length is 0 for one that is absent or lies outside.
func (f *file) place(i int) (offset, length int) {
	offset, length = u32(f.pairs, 8*i), u32(f.pairs, 8*i+4)
	if offset > len(f.table) || length > len(f.table)-offset {
		return 0, 0
	}
	return offset, length
}

// structure is the bytes of a structure in the table stream; nil for none.
func (f *file) structure(i int) []byte {
	offset, length := f.place(i)
	return part(f.table, offset, length)
}
