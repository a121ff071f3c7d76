package font

import (
	_ "embed"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// glyphList holds "name;hexadecimal code point" lines sorted by name: the
// Adobe Glyph List for New Fonts and its common aliases, as collected in
// github.com/ledongthuc/pdf (BSD-3-Clause).
//
//go:embed glyphlist.txt
var glyphList string

// RuneOfName gives the text that a glyph name stands for, following the rules
// of the Adobe Glyph List specification: a suffix after a full stop is cut,
// parts joined by an underscore are read one by one, "uniXXXX" and "uXXXX"
// name a code point. The names of TeX fonts that the list lacks are known, too.
// The result is empty for a name that tells nothing.
func RuneOfName(name string) string {
	if i := strings.IndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	if name == "" || name[0] == '.' {
		return ""
	}
	if r, ok := listed(name); ok {
		return string(r)
	}
	if text := furtherName(name); text != "" {
		return text
	}
	if strings.IndexByte(name, '_') > 0 {
		var out strings.Builder
		for part := range strings.SplitSeq(name, "_") {
			r := part
			if part != "" {
				r = RuneOfName(part)
			}
			if r == "" {
				return ""
			}
			out.WriteString(r)
		}
		return out.String()
	}
	switch {
	case strings.HasPrefix(name, "uni") && len(name) >= 7 && len(name)%4 == 3:
		// Several groups of four digits name several code points.
		units := make([]uint16, 0, 8)
		for i := 3; i < min(len(name), 67); i += 4 {
			v, err := strconv.ParseUint(name[i:i+4], 16, 16)
			if err != nil {
				return ""
			}
			units = append(units, uint16(v))
		}
		if text := string(utf16.Decode(units)); !strings.Contains(text, Unknown) {
			return text
		}
	case name[0] == 'u' && len(name) >= 5 && len(name) <= 7:
		if v, err := strconv.ParseUint(name[1:], 16, 32); err == nil && utf8.ValidRune(rune(v)) {
			return string(rune(v))
		}
	}
	return ""
}

// listed looks a name up in the list by binary search over its bytes, so that
// the list needs no table in memory.
func listed(name string) (rune, bool) {
	low, high := 0, len(glyphList)
	for low < high {
		middle := low + (high-low)/2
		start := strings.LastIndexByte(glyphList[low:middle], '\n') + 1 + low
		end := start + strings.IndexByte(glyphList[start:], '\n')
		key, value, _ := strings.Cut(glyphList[start:end], ";")
		switch {
		case key == name:
			v, err := strconv.ParseUint(value, 16, 32)
			return rune(v), err == nil
		case key < name:
			low = end + 1
		default:
			high = start
		}
	}
	return 0, false
}
