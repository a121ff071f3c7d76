package object

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// mostPassword is how many bytes of a password count in revisions 5 and 6.
const mostPassword = 127

// passwords lists the byte strings that a password may stand for, the likeliest
// first: without any, as the standard says, and as programs write that do not
// follow it.
func passwords(password string, revision int64) []string {
	list := []string{""}
	add := func(p string) {
		if !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	if revision >= 5 {
		for _, p := range []string{prepare(password), password} {
			add(p[:min(len(p), mostPassword)])
		}
		return list
	}
	if p, ok := docEncoded(password); ok {
		add(p)
	}
	if p, ok := latin(password); ok {
		add(p)
	}
	add(password)
	return list
}

// prepare is the profile SASLprep (RFC 4013) as far as it maps: characters that
// it forbids are left, since a file may have been made with them.
func prepare(password string) string {
	mapped := strings.Map(func(r rune) rune {
		switch {
		case r == 0xA0, r == 0x1680, r >= 0x2000 && r <= 0x200B, r == 0x202F, r == 0x205F, r == 0x3000:
			return ' '
		case r == 0xAD, r == 0x34F, r == 0x1806, r >= 0x180B && r <= 0x180D, r >= 0x200C && r <= 0x200D, r == 0x2060, r >= 0xFE00 && r <= 0xFE0F, r == 0xFEFF:
			return -1
		}
		return r
	}, password)
	return norm.NFKC.String(mapped)
}

func latin(s string) (string, bool) {
	out := make([]byte, 0, len(s))
	for _, r := range norm.NFC.String(s) {
		if r > 0xff {
			return "", false
		}
		out = append(out, byte(r))
	}
	return string(out), true
}

// docEncoding lists the characters of PDFDocEncoding that do not stand at the
// place that Latin-1 gives them (ISO 32000-1, D.2).
var docEncoding = [...]struct {
	first byte
	runes string
}{
	{0x18, "\u02D8\u02C7\u02C6\u02D9\u02DD\u02DB\u02DA\u02DC"},
	{0x80, "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203A\u2212\u2030\u201E\u201C\u201D\u2018" +
		"\u2019\u201A\u2122\uFB01\uFB02\u0141\u0152\u0160\u0178\u017D\u0131\u0142\u0153\u0161\u017E"},
	{0xA0, "\u20AC"},
}

func docEncoded(s string) (string, bool) {
	out := make([]byte, 0, len(s))
next:
	for _, r := range norm.NFC.String(s) {
		for _, part := range docEncoding {
			at := byte(0)
			for _, c := range part.runes {
				if c == r {
					out = append(out, part.first+at)
					continue next
				}
				at++
			}
		}
		if r > 0xff {
			return "", false
		}
		out = append(out, byte(r))
	}
	return string(out), true
}
