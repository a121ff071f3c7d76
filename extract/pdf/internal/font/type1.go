package font

import (
	"bytes"
	"strconv"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// type1Encoding reads the built-in encoding from the clear-text part of a
// Type 1 font program: "dup 65 /A put" lines between /Encoding and "def", or a
// list of names in brackets. standard tells that the program uses the standard
// encoding.
func type1Encoding(data []byte) (codes map[int]string, standard bool) {
	i := bytes.Index(data, []byte("/Encoding"))
	if i < 0 {
		return nil, false
	}
	end := len(data)
	if e := bytes.Index(data, []byte("eexec")); e > i {
		end = e
	}
	l := &object.Lexer{Data: data[:end], Pos: i + len("/Encoding")}
	codes = map[int]string{}
	var number int64 = -1
	for tokens := 0; tokens < 4096; tokens++ {
		switch v := l.Next().(type) {
		case int64:
			number = v
		case object.List:
			for code, item := range v[:min(len(v), 256)] {
				if name, ok := item.(object.NameToken); ok {
					codes[code] = string(name)
				}
			}
			return codes, false
		case object.NameToken:
			if number >= 0 && number < 256 {
				codes[int(number)] = string(v)
			}
		case object.Keyword:
			switch {
			case v == "StandardEncoding" && len(codes) == 0:
				return nil, true
			case v == object.EOF, v == "readonly", v == "def" && len(codes) > 0:
				return codes, false
			case v == "put":
				number = -1
			// A number with a base, "8#101", comes in two pieces.
			case len(v) > 1 && v[0] == '#' && number > 1 && number <= 36:
				if n, err := strconv.ParseInt(string(v[1:]), int(number), 16); err == nil {
					number = n
				}
			}
		}
	}
	return codes, false
}
