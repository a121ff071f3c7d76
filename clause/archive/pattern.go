package archive

import (
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// pattern is a pattern of SourceOptions, cut at the slashes.
type pattern struct {
	parts [][]rune
	base  bool // it has no slash and is held against the base name
}

func newPatterns(list []string) []pattern {
	var out []pattern
	for _, s := range list {
		s = strings.TrimPrefix(fold(filepath.ToSlash(s)), "./")
		s = strings.TrimSuffix(s, "/")
		p := pattern{base: !strings.Contains(s, "/")}
		for part := range strings.SplitSeq(strings.TrimPrefix(s, "/"), "/") {
			p.parts = append(p.parts, []rune(part))
		}
		if s != "" {
			out = append(out, p)
		}
	}
	return out
}

// fold makes paths and patterns comparable: capitals do not count, nor how an
// accent is written, and the border of an archive file is a slash.
func fold(s string) string {
	return strings.ReplaceAll(strings.ToLower(norm.NFC.String(s)), "!/", "/")
}

// splitFolded cuts a path into names that patterns can be held against.
func splitFolded(path string) [][]rune {
	parts := strings.Split(fold(path), "/")
	names := make([][]rune, len(parts))
	for i, part := range parts {
		names[i] = []rune(part)
	}
	return names
}

func matchAny(list []pattern, names [][]rune) bool {
	for _, p := range list {
		of := names
		if p.base {
			of = names[len(names)-1:]
		}
		if glob(p.parts, of, func(part []rune) bool { return string(part) == "**" }, matchName) {
			return true
		}
	}
	return false
}

func matchName(pattern, name []rune) bool {
	return glob(pattern, name, func(r rune) bool { return r == '*' }, func(p, r rune) bool { return p == '?' || p == r })
}

// glob matches a pattern in which star stands for any number of elements. Only
// the last star is ever tried again, so that the work is at most the product of
// the lengths.
func glob[T any](pattern, of []T, star func(T) bool, same func(p, e T) bool) bool {
	p, i, lastStar, tried := 0, 0, -1, 0
	for i < len(of) {
		switch {
		case p < len(pattern) && star(pattern[p]):
			lastStar, tried = p, i
			p++
		case p < len(pattern) && same(pattern[p], of[i]):
			p++
			i++
		case lastStar >= 0:
			tried++
			p, i = lastStar+1, tried
		default:
			return false
		}
	}
	for p < len(pattern) && star(pattern[p]) {
		p++
	}
	return p == len(pattern)
}
