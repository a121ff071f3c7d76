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
		{"TIFF predictor, two colours", deflated([]byte{1, 10, 1, 10, 1, 10}), Table{"Filter": NameToken("FlateDecode"), "DecodeParms": Table{"Predictor": int64(2), "Columns": int64(3), "Colors": int64(2)}}, []byte{1, 10, 2, 20, 3, 30}},
		{"TIFF predictor, 16 bits", deflated([]byte{0, 255, 0, 1, 0, 1}), Table{"Filter": NameToken("FlateDecode"), "DecodeParms": Table{"Predictor": int64(2), "Columns": int64(3), "BitsPerComponent": int64(16)}}, []byte{0, 255, 1, 0, 1, 1}},
		{"TIFF predictor, 4 bits", deflated([]byte{0x12, 0x3f}), Table{"Filter": NameToken("FlateDecode"), "DecodeParms": Table{"Predictor": int64(2), "Columns": int64(4), "BitsPerComponent": int64(4)}}, []byte{0x13, 0x65}},
		{"TIFF predictor, 1 bit", deflated([]byte{0b11111111}), Table{"Filter": NameToken("FlateDecode"), "DecodeParms": Table{"Predictor": int64(2), "Columns": int64(8), "BitsPerComponent": int64(1)}}, []byte{0b10101010}},
		{"PNG predictor, three colours", deflated([]byte{1, 1, 2, 3, 1, 1, 1, 2, 1, 1, 1, 0, 0, 0}), Table{"Filter": NameToken("FlateDecode"), "DecodeParms": Table{"Predictor": int64(11), "Columns": int64(2), "Colors": int64(3)}}, []byte{1, 2, 3, 2, 3, 4, 2, 3, 4, 2, 3, 4}},
		{"Flate with a line end before", append([]byte("\r\n"), deflated(text)...), Table{"Filter": NameToken("FlateDecode")}, text},
		{"Flate without any header", deflated(text)[2:], Table{"Filter": NameToken("FlateDecode")}, text},
		{"Flate cut off", deflated(text)[:40], Table{"Filter": NameToken("FlateDecode")}, text[:12]},
		{"base 85 with a mark and stray characters", []byte("<~87cUR\x00\x80 D]i,\"Eb\no80~>rest"), Table{"Filter": NameToken("A85")}, []byte("Hello World!")},
		{"an outside file", text, Table{"F": "name.pdf"}, text},
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

func FuzzFilters(f *testing.F) {
	names := []string{"FlateDecode", "LZWDecode", "ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode", "Crypt"}
	f.Add(uint8(0), uint8(6), int64(15), int64(3), int64(8), int64(5), deflated([]byte("abcdefghijklmnopqrstuvwxyz")))
	f.Add(uint8(1), uint8(6), int64(2), int64(1), int64(4), int64(9), []byte{0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01})
	f.Add(uint8(3), uint8(0), int64(1), int64(1), int64(1), int64(1), []byte("<~87cURD]i,\"Ebo80~>"))
	f.Add(uint8(4), uint8(2), int64(12), int64(32), int64(16), int64(1<<20), []byte{2, 'a', 'b', 'c', 254, 'x', 128})
	f.Fuzz(func(t *testing.T, first, second uint8, predictor, colors, bits, columns int64, raw []byte) {
		params := Table{"Predictor": predictor, "Colors": colors, "BitsPerComponent": bits, "Columns": columns, "EarlyChange": predictor % 2}
		filters := List{NameToken(names[int(first)%len(names)])}
		if int(second) < len(names) {
			filters = append(filters, NameToken(names[second]))
		}
		b := budget{limits: roomy}
		out, _, _, _ := b.decode(t.Context(), raw, dict(Table{"Filter": filters, "DecodeParms": List{params, params}}))
		if int64(len(out)) > roomy.StreamBytes {
			t.Fatalf("%d bytes", len(out))
		}
	})
}
