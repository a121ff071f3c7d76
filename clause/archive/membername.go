package archive

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"hash/maphash"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// What of the path of a member is shown: longer ones lose their middle.
const (
	nameBytes = 1024
	nameParts = 100
)

// memberPath makes of the name of a member of an archive file, which may be
// anything, a path that can be shown and told from others: valid text, with
// slashes, without steps up. It is empty for a name without letters.
func memberPath(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	parts := strings.Split(name, "/")
	for i, part := range parts {
		parts[i] = plainName(part, i < len(parts)-1)
	}
	if len(parts) > nameParts {
		parts = slices.Concat(parts[:nameParts/2], []string{"…"}, parts[len(parts)-nameParts/2:])
	}
	name = strings.Join(parts, "/")
	if len(name) <= nameBytes {
		return name
	}
	head, tail := nameBytes/2, len(name)-nameBytes/2
	for !utf8.RuneStart(name[head]) {
		head--
	}
	for !utf8.RuneStart(name[tail]) {
		tail++
	}
	return name[:head] + "…" + name[tail:]
}

// plainName is the name of a file or folder as it can be shown: what is no text,
// controls the terminal or turns the direction of writing is written as %1B. A
// folder whose name ends in "!" must not seem to be an archive file.
func plainName(name string, folder bool) string {
	if folder && strings.HasSuffix(name, "!") {
		name = name[:len(name)-1] + "%21"
	}
	if !strings.ContainsFunc(name, unshown) {
		return name
	}
	var b strings.Builder
	for i, r := range name {
		if !unshown(r) {
			b.WriteRune(r)
			continue
		}
		_, size := utf8.DecodeRuneInString(name[i:])
		for _, c := range []byte(name[i : i+size]) {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// unshown tells the characters that plainName replaces; U+FFFD stands for what is
// no text.
func unshown(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// names gives each member of an archive file a path of its own.
type names struct {
	seed maphash.Seed
	seen map[uint64]int // how often a name was given, by its hash: names can be long
}

func newNames() *names { return &names{maphash.MakeSeed(), map[uint64]int{}} }

// unique gives a path, with a number before the ending where it was given before.
func (n *names) unique(p string) string {
	key := maphash.String(n.seed, p)
	if n.seen[key] == 0 {
		n.seen[key] = 1
		return p
	}
	ending := path.Ext(p)
	stem := strings.TrimSuffix(p, ending)
	for {
		n.seen[key]++
		q := fmt.Sprintf("%s (%d)%s", stem, n.seen[key], ending)
		if other := maphash.String(n.seed, q); n.seen[other] == 0 {
			n.seen[other] = 1
			return q
		}
	}
}

// utf8Flag tells that the name of a member is in UTF-8 (APPNOTE.TXT 4.4.4, bit
// 11).
const utf8Flag = 1 << 11

// zipName decodes the name of a member of a zip. A name without the mark of UTF-8
// is in code page 437 by the standard (APPNOTE.TXT, appendix D), but many programs
// write UTF-8 all the same, and Windows in Western Europe writes 850, which is
// 437 with letters in the place of lines and blocks.
func zipName(f *zip.File) string {
	if name := unicodePath(f); name != "" {
		return name
	}
	if f.Flags&utf8Flag != 0 || utf8.ValidString(f.Name) {
		return f.Name
	}
	page := charmap.CodePage437
	name := decodeName(page, f.Name)
	if strings.ContainsFunc(name, func(r rune) bool { return r >= '\u2500' && r <= '\u259f' }) {
		name = decodeName(charmap.CodePage850, f.Name)
	}
	return name
}

// decodeName decodes bytes of a code page; each of them is a character.
func decodeName(page *charmap.Charmap, name string) string {
	var b strings.Builder
	for i := range len(name) {
		b.WriteRune(page.DecodeByte(name[i]))
	}
	return b.String()
}

// unicodePathID is the extra field with the name in UTF-8 (APPNOTE.TXT 4.6.9).
const unicodePathID = 0x7075

// unicodePath is the name in the extra field for it, if it belongs to the name in
// the header.
func unicodePath(f *zip.File) string {
	little := binary.LittleEndian
	for extra := f.Extra; len(extra) >= 4; {
		id, size := little.Uint16(extra), int(little.Uint16(extra[2:]))
		if len(extra) < 4+size {
			return ""
		}
		field := extra[4 : 4+size]
		if id == unicodePathID && size > 5 && field[0] == 1 && little.Uint32(field[1:]) == crc32.ChecksumIEEE([]byte(f.Name)) &&
			utf8.Valid(field[5:]) && !bytes.ContainsRune(field[5:], 0) {
			return string(field[5:])
		}
		extra = extra[4+size:]
	}
	return ""
}
