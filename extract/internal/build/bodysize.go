package build

import "github.com/clausule/clausule/extract/document"

// BodySize is the size of letters in which most of the text is set, 0 unknown,
// in the unit of the reader: what stands out from it may be a heading. Of tells
// of a paragraph its kind, its size (0 unknown) and the bytes of its text.
func BodySize[P any](paras []P, of func(*P) (kind document.Kind, size, bytes int)) int {
	chars := map[int]int{}
	for i := range paras {
		if kind, size, bytes := of(&paras[i]); kind != document.Heading && kind != document.TOC {
			chars[size] += bytes
		}
	}
	best := 0
	for size, n := range chars {
		if n > chars[best] || n == chars[best] && size < best {
			best = size
		}
	}
	return best
}
