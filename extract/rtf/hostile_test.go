package rtf

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// TestHostile: every file is refused with a reason or read, and none takes
// memory out of proportion.
func TestHostile(t *testing.T) {
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	// In short the files are too small to come over most limits.
	mega, short := 1_000_000, testing.Short()
	if short {
		mega /= 20
	}
	for _, tt := range []struct {
		name string
		make func() string
		err  error
		want string // warning; "" for any
	}{
		{"opening braces", func() string { return `{\rtf1` + strings.Repeat("{", 10*mega) }, document.ErrLimit, ""},
		{"braces in what is passed over", func() string { return word(`{\*\weg` + strings.Repeat("{", 2*mega)) }, nil, "bestand-hersteld"},
		{"pairs of braces", func() string { return word(strings.Repeat("{}", 2*mega)) }, nil, ""},
		{"closing braces", func() string { return word(strings.Repeat("}", 2*mega)) }, nil, "bestand-hersteld"},
		{"binary data of a gigabyte", func() string { return word(`een\bin1073741824 `) }, nil, "bestand-hersteld"},
		{"binary data without end", func() string { return word(`een\bin99999999999999999999 `) }, nil, "bestand-hersteld"},
		{"binary data of less than nothing", func() string { return word(`een\bin-5 twee`) }, nil, ""},
		{"a storm of characters", func() string { return word(strings.Repeat(`\u-10179`, mega)) }, nil, ""},
		{"bytes", func() string { return word(strings.Repeat(`\'e9`, mega)) }, nil, ""},
		{"fallbacks", func() string { return word(strings.Repeat(`\uc2147483647\u8364`, mega/10)) }, nil, ""},
		{"fonts", func() string { return word(`{\fonttbl` + many(mega, `{\f%d A;}`) + `}a`) }, nil, ""},
		{"styles", func() string { return word(`{\stylesheet` + many(mega, `{\s%d\sbasedon1 A;}`) + `}a`) }, nil, ""},
		{"a chain of styles", func() string {
			return word(`{\stylesheet` + many(mega*3/50, `{\s%d\sbasedon0 A;}`) + `}` + many(mega*3/50, `\s%d a\par`))
		}, nil, ""},
		{"lists", func() string {
			return word(`{\*\listtable` + many(mega/10, `{\list{\listlevel{\leveltext\'02\'00.;}}\listid%d}`) + `}{\*\listoverridetable` + many(mega/10, `{\listoverride\listid%[1]d\ls%[1]d}`) + `}\pard\ls9 a`)
		}, nil, "onderdeel-ontbreekt"},
		{"numbered paragraphs", func() string { return word(`\ls1` + strings.Repeat(`\par`, 2*mega)) }, nil, "limiet-bereikt"},
		{"paragraphs", func() string { return word(strings.Repeat("a\\par ", mega)) }, nil, "limiet-bereikt"},
		{"a huge paragraph", func() string { return word(strings.Repeat("De verwerker meldt. ", mega)) }, nil, ""},
		{"a huge paragraph of bytes", func() string { return word(`\f22 ` + strings.Repeat("\x82\xa0", 4*mega)) }, nil, ""},
		{"changes", func() string { return word(strings.Repeat(`{\revised a}b`, mega)) }, nil, "limiet-bereikt wijzigingen-geaccepteerd"},
		{"bookmarks", func() string { return word(many(mega, `{\*\bkmkstart b%d}`)) }, nil, ""},
		{"cells", func() string {
			return word(`\trowd` + strings.Repeat(`\cellx9`, mega) + strings.Repeat(`\cell`, mega) + `\row`)
		}, nil, ""},
		{"rows", func() string {
			return word(`\trowd` + many(1000, `\cellx%d`) + strings.Repeat(`\intbl a\cell\row`, mega/10))
		}, nil, ""},
		{"rows of other widths", func() string { return word(many(mega/10, `\trowd\cellx%d\intbl a\cell\row`)) }, nil, ""},
		{"nested tables", func() string { return word(many(mega/10, `\intbl\itap%d a\nestcell`)) }, nil, ""},
		{"tables in and out", func() string { return word(strings.Repeat(`\pard\intbl\itap50 a\nestcell\pard b\par`, mega/20)) }, nil, ""},
		{"notes in one group", func() string { return word(strings.Repeat(`\footnote`, mega)) }, nil, ""},
		{"notes in notes", func() string { return word(strings.Repeat(`{\footnote a`, 900) + strings.Repeat(`}`, 900)) }, nil, ""},
		{"fields in one group", func() string { return word(strings.Repeat(`\field`, mega)) }, nil, ""},
		{"fields in fields", func() string { return word(strings.Repeat(`{\field{\*\fldinst a}{\fldrslt`, 400)) }, nil, "bestand-hersteld"},
		{"control words", func() string { return word(many(mega, `\woord`+strings.Repeat("x", 20)+`%d`)) }, nil, ""},
		{"a control word", func() string { return word(`\` + strings.Repeat("a", 10*mega)) }, nil, ""},
		{"a field code", func() string { return word(`{\field{\*\fldinst ` + strings.Repeat("REF ", mega) + `}{\fldrslt a}}`) }, nil, ""},
		{"authors", func() string { return word(`{\*\revtbl` + many(mega, `{A%d;}`) + `}a`) }, nil, ""},
		{"old lists", func() string { return word(many(mega/5, `{\*\pn\pnlvlbody\pnstart%d}a\par`)) }, nil, "limiet-bereikt onderdeel-ontbreekt"},
		{"drop-down items", func() string {
			return word(`{\field{\*\fldinst{\*\formfield` + strings.Repeat(`{\*\ffl a}`, mega) + `}}}`)
		}, nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := []byte(tt.make())
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			doc, err := Read(t.Context(), document.Source{Name: "a.rtf", Data: data}, document.Options{Revisions: document.AllRevisions})
			runtime.ReadMemStats(&after)
			if taken := (after.TotalAlloc - before.TotalAlloc) >> 20; taken > 400 {
				t.Errorf("%d MiB allocated for %d MiB", taken, len(data)>>20)
			}
			if !errors.Is(err, tt.err) {
				t.Fatal(err)
			}
			if err != nil {
				return
			}
			if err := doc.Validate(); err != nil {
				t.Fatal(err)
			}
			if tt.want != "" && !short && codes(doc) != tt.want {
				t.Errorf("got %q, want %q", codes(doc), tt.want)
			}
		})
	}
}

// TestTruncated: a file that breaks off at any byte is read as far as it goes.
func TestTruncated(t *testing.T) {
	var whole []byte
	for _, s := range seeds() {
		whole = append(whole, s...)
	}
	whole = []byte(word(string(whole)))
	for n := range whole {
		if !bytes.HasPrefix(whole[:n], []byte(`{\rtf`)) {
			continue
		}
		doc := read(t, string(whole[:n]), document.Options{Headers: true, Revisions: document.AllRevisions})
		if !strings.Contains(codes(doc), string(document.WarnRepaired)) {
			t.Fatalf("cut at %d: no warning", n)
		}
	}
}
