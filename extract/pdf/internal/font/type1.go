package font

import (
	"bytes"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// type1Encoding reads the built-in encoding from the clear-text part of a
// Type 1 font program: "dup 65 /A put" lines between /Encoding and "def". It
// is nil where the program uses the standard encoding.
func type1Encoding(data []byte) map[int]string {
	i := bytes.Index(data, []byte("/Encoding"))
	if i < 0 {
		return nil
	}
	end := len(data)
	if e := bytes.Index(data, []byte("eexec")); e > i {
		end = e
	}
	l := &object.Lexer{Data: data[:end], Pos: i + len("/Encoding")}
	out := map[int]string{}
	var number int64 = -1
	for tokens := 0; tokens < 4096; tokens++ {
		switch v := l.Next().(type) {
		case int64:
			number = v
		case object.NameToken:
			if number >= 0 && number < 256 {
				out[int(number)] = string(v)
			}
		case object.Keyword:
			if v == object.EOF || v == "StandardEncoding" || v == "def" || v == "readonly" {
				if len(out) > 0 || v != "def" {
					if len(out) == 0 {
						return nil
					}
					return out
				}
			}
			if v == "put" {
				number = -1
			}
		}
	}
	return out
}
