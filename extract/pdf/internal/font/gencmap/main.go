// Gencmap writes cjk.bin, the character collections and predefined CMaps that
// package font embeds, from the CMap resources that Adobe publishes
// (github.com/adobe-type-tools/cmap-resources and mapping-resources-pdf,
// BSD-3-Clause; see LICENSE-adobe-cmap.txt).
//
// The argument is a folder with Adobe-Japan1, Adobe-GB1 and so on below it,
// each holding its CMap files and its Adobe-…-UCS2 file.
package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// collections are the folders that are read. For Japan2 (the Hojo CMaps) there
// is no table of text.
var collections = []string{"Adobe-Japan1", "Adobe-GB1", "Adobe-CNS1", "Adobe-Korea1", "Adobe-KR"}

type section struct {
	name string
	data []byte
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: gencmap FOLDER FILE")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder, target string) error {
	var sections []section
	for _, c := range collections {
		data, err := os.ReadFile(filepath.Join(folder, c, c+"-UCS2"))
		if err != nil {
			return err
		}
		sections = append(sections, section{c, texts(data)})
		entries, err := os.ReadDir(filepath.Join(folder, c))
		if err != nil {
			return err
		}
		for _, e := range entries {
			name := e.Name()
			// The Unicode CMaps need no table: the code is the text.
			if strings.HasPrefix(name, "Uni") || strings.HasPrefix(name, "Adobe-") || strings.HasPrefix(name, "Hojo") || strings.Contains(name, "UCS2") {
				continue
			}
			data, err := os.ReadFile(filepath.Join(folder, c, name))
			if err != nil {
				return err
			}
			sections = append(sections, section{name, codes(data, c)})
		}
	}
	// An index of names, lengths stored and lengths inflated, then the
	// sections, each deflated on its own.
	var index, body []byte
	index = binary.AppendUvarint(index, uint64(len(sections)))
	for _, s := range sections {
		var b bytes.Buffer
		w, err := flate.NewWriter(&b, flate.BestCompression)
		if err != nil {
			return err
		}
		if _, err := w.Write(s.data); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
		index = appendString(index, s.name)
		index = binary.AppendUvarint(index, uint64(b.Len()))
		index = binary.AppendUvarint(index, uint64(len(s.data)))
		body = append(body, b.Bytes()...)
	}
	return os.WriteFile(target, append(index, body...), 0o644)
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// operators calls f with the operands of each operator of a CMap.
func operators(data []byte, f func(op string, operands []any)) {
	l := &object.Lexer{Data: data}
	var operands []any
	for {
		t := l.Next()
		k, ok := t.(object.Keyword)
		if !ok {
			operands = append(operands, t)
			continue
		}
		if k == object.EOF {
			return
		}
		f(string(k), operands)
		operands = operands[:0]
	}
}

func number(v any) int {
	n := 0
	for _, c := range []byte(v.(string)) {
		n = n<<8 | int(c)
	}
	return n
}

func utf16Runes(s string) []rune {
	var out []rune
	for i := 0; i+1 < len(s); i += 2 {
		u := rune(s[i])<<8 | rune(s[i+1])
		if u >= 0xd800 && u < 0xdc00 && i+3 < len(s) {
			low := rune(s[i+2])<<8 | rune(s[i+3])
			u = 0x10000 + (u-0xd800)<<10 + low - 0xdc00
			i += 2
		}
		out = append(out, u)
	}
	return out
}

// texts packs a table from character identifier to text: runs of identifiers
// whose code points count up, as gap, length and difference from the code
// point that would follow; then the identifiers with several code points.
func texts(data []byte) []byte {
	single := map[int]rune{}
	several := map[int][]rune{}
	add := func(id int, r []rune) {
		if len(r) == 1 {
			single[id] = r[0]
		} else if len(r) > 1 {
			several[id] = r
		}
	}
	operators(data, func(op string, o []any) {
		switch op {
		case "endbfchar":
			for i := 0; i+1 < len(o); i += 2 {
				add(number(o[i]), utf16Runes(o[i+1].(string)))
			}
		case "endbfrange":
			for i := 0; i+2 < len(o); i += 3 {
				from, to := number(o[i]), number(o[i+1])
				for id := from; id <= to; id++ {
					switch d := o[i+2].(type) {
					case string:
						r := utf16Runes(d)
						r[len(r)-1] += rune(id - from)
						add(id, r)
					case object.List:
						add(id, utf16Runes(d[id-from].(string)))
					}
				}
			}
		}
	})
	ids := keys(single)
	var gaps, lengths, steps []byte
	runs, next, expected := 0, 0, 0
	for i := 0; i < len(ids); {
		n := 1
		for i+n < len(ids) && ids[i+n] == ids[i]+n && single[ids[i+n]] == single[ids[i]]+rune(n) {
			n++
		}
		gaps = binary.AppendUvarint(gaps, uint64(ids[i]-next))
		lengths = binary.AppendUvarint(lengths, uint64(n-1))
		steps = binary.AppendVarint(steps, int64(int(single[ids[i]])-expected))
		next, expected = ids[i]+n, int(single[ids[i]])+n
		runs++
		i += n
	}
	out := binary.AppendUvarint(nil, uint64(runs))
	out = append(append(append(out, gaps...), lengths...), steps...)
	out = binary.AppendUvarint(out, uint64(len(several)))
	for _, id := range keys(several) {
		out = binary.AppendUvarint(out, uint64(id))
		out = appendString(out, string(several[id]))
	}
	return out
}

func keys[V any](m map[int]V) []int {
	out := make([]int, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Ints(out)
	return out
}

// codes packs a CMap from code to character identifier: the collection, the
// CMap that it builds on, the writing mode, the codespaces, and the ranges.
func codes(data []byte, collection string) []byte {
	base, vertical := "", uint64(0)
	type space struct{ bytes, low, high int }
	type span struct{ bytes, low, high, id int }
	var spaces []space
	var spans []span
	operators(data, func(op string, o []any) {
		n := len(o)
		switch op {
		case "usecmap":
			base = string(o[n-1].(object.NameToken))
		case "def":
			if n >= 2 && o[n-2] == object.NameToken("WMode") && o[n-1] == int64(1) {
				vertical = 1
			}
		case "endcodespacerange":
			for i := 0; i+1 < n; i += 2 {
				spaces = append(spaces, space{len(o[i].(string)), number(o[i]), number(o[i+1])})
			}
		case "endcidchar":
			for i := 0; i+1 < n; i += 2 {
				c := number(o[i])
				spans = append(spans, span{len(o[i].(string)), c, c, int(o[i+1].(int64))})
			}
		case "endcidrange":
			for i := 0; i+2 < n; i += 3 {
				spans = append(spans, span{len(o[i].(string)), number(o[i]), number(o[i+1]), int(o[i+2].(int64))})
			}
		}
	})
	sort.SliceStable(spans, func(i, j int) bool {
		if spans[i].bytes != spans[j].bytes {
			return spans[i].bytes < spans[j].bytes
		}
		return spans[i].low < spans[j].low
	})
	out := appendString(nil, collection)
	out = appendString(out, base)
	out = binary.AppendUvarint(out, vertical)
	out = binary.AppendUvarint(out, uint64(len(spaces)))
	for _, s := range spaces {
		out = append(out, byte(s.bytes))
		out = binary.BigEndian.AppendUint32(out, uint32(s.low))
		out = binary.BigEndian.AppendUint32(out, uint32(s.high))
	}
	out = binary.AppendUvarint(out, uint64(len(spans)))
	var sizes, lows, lengths, steps []byte
	last, expected := 0, 0
	for _, s := range spans {
		sizes = append(sizes, byte(s.bytes))
		lows = binary.AppendVarint(lows, int64(s.low-last))
		lengths = binary.AppendUvarint(lengths, uint64(s.high-s.low))
		steps = binary.AppendVarint(steps, int64(s.id-expected))
		last, expected = s.high+1, s.id+s.high-s.low+1
	}
	return append(append(append(append(out, sizes...), lows...), lengths...), steps...)
}
