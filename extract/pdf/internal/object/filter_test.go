package object

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"testing"
)

var roomy = Limits{StreamBytes: 1 << 20, TotalBytes: 4 << 20, Rate: 200}

func dict(entries Table) Value { return ownValue{file: &ownFile{}, v: entries} }

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func TestFilters(t *testing.T) {
	text := bytes.Repeat([]byte("De verwerker verwerkt uitsluitend in opdracht. "), 200)
	var packed bytes.Buffer
	w := lzw.NewWriter(&packed, lzw.MSB, 8)
	w.Write(text)
	w.Close()
	a85 := make([]byte, ascii85.MaxEncodedLen(len(text)))
	a85 = append(a85[:ascii85.Encode(a85, text)], "~>"...)
	tests := []struct {
		name string
		raw  []byte
		dict Table
		want []byte
	}{
		{"none", text, Table{}, text},
		{"Flate", deflated(text), Table{"Filter": NameToken("FlateDecode")}, text},
		{"Flate without its checksum", deflated(text)[:len(deflated(text))-4], Table{"Filter": NameToken("FlateDecode")}, text},
		{"bare deflate", append([]byte("??"), deflated(text)[2:]...), Table{"Filter": NameToken("Fl")}, text},
		{"LZW as Go writes it", packed.Bytes(), Table{"Filter": NameToken("LZWDecode"), "DecodeParms": Table{"EarlyChange": int64(0)}}, text},
		{"LZW of ISO 32000-1, 7.4.4.2", []byte{0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01}, Table{"Filter": NameToken("LZWDecode")}, []byte("-----A---B")},
		{"base 85", a85, Table{"Filter": NameToken("ASCII85Decode")}, text},
		{"hexadecimal", []byte("48 65 6c6C 6f>rest"), Table{"Filter": NameToken("ASCIIHexDecode")}, []byte("Hello")},
		{"run length", []byte{2, 'a', 'b', 'c', 254, 'x', 128, 'z'}, Table{"Filter": NameToken("RunLengthDecode")}, []byte("abcxxx")},
		{"two filters", append([]byte(nil), a85...), Table{"Filter": List{NameToken("A85"), NameToken("Crypt")}}, text},
		{"PNG predictors", deflated([]byte{0, 1, 2, 1, 5, 1, 2, 1, 1, 3, 4, 4, 4, 1, 1}), Table{"Filter": NameToken("FlateDecode"), "DecodeParms": Table{"Predictor": int64(15), "Columns": int64(2)}},
			[]byte{1, 2, 5, 6, 6, 7, 7, 11, 8, 12}},
		{"TIFF predictor", deflated([]byte{1, 1, 1, 5, 1, 1}), Table{"Filter": NameToken("FlateDecode"), "DecodeParms": Table{"Predictor": int64(2), "Columns": int64(3)}}, []byte{1, 2, 3, 5, 6, 7}},
	}
	for _, tt := range tests {
		b := budget{limits: roomy}
		got, _, _, err := b.decode(t.Context(), tt.raw, dict(tt.dict))
		if !bytes.Equal(got, tt.want) {
			t.Errorf("%s: %.60q, want %.60q (error %v)", tt.name, got, tt.want, err)
		}
	}
}

func TestFilterLimits(t *testing.T) {
	zeros := deflated(make([]byte, 3<<20))
	flate := Table{"Filter": NameToken("FlateDecode")}
	tests := []struct {
		name   string
		limits Limits
		dict   Table
		want   error
	}{
		{"one stream", Limits{1 << 20, 1 << 30, 1 << 30}, flate, ErrTooLarge},
		{"all streams", Limits{1 << 30, 1 << 20, 1 << 30}, flate, ErrBudget},
		{"an unknown one", roomy, Table{"Filter": NameToken("NoDecode")}, ErrFilter},
		{"too many filters", roomy, Table{"Filter": make(List, 9)}, ErrFilter},
	}
	for _, tt := range tests {
		b := budget{limits: tt.limits}
		got, _, _, err := b.decode(t.Context(), zeros, dict(tt.dict))
		if !errors.Is(err, tt.want) || int64(cap(got)) > 2<<20 {
			t.Errorf("%s: %d bytes, error %v, want %v", tt.name, cap(got), err, tt.want)
		}
	}
	b := budget{limits: Limits{1 << 30, 1 << 30, 200}}
	if _, _, _, err := b.decode(t.Context(), deflated(make([]byte, 10<<20)), dict(flate)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("rate: error %v", err)
	}
}
