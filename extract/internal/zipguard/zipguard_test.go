package zipguard

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

const format = "proefbestand (.zip)"

type entry struct{ name, content string }

func pack(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(e.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// many is a zip file with n entries without content; with lie its end record
// says that there is one.
func many(t testing.TB, n int, lie bool) []byte {
	var entries []entry
	for i := range n {
		entries = append(entries, entry{fmt.Sprint(i), ""})
	}
	data := pack(t, entries...)
	if lie {
		end := bytes.LastIndex(data, []byte("PK\x05\x06"))
		binary.LittleEndian.PutUint16(data[end+8:], 1)
		binary.LittleEndian.PutUint16(data[end+10:], 1)
	}
	return data
}

func source(data []byte) document.Source { return document.Source{Name: "a.zip", Data: data} }

func TestTooManyEntries(t *testing.T) {
	nested := pack(t, entry{"binnen.zip", string(many(t, 50, false))})
	var zip64 []byte
	if !testing.Short() {
		zip64 = many(t, 100_000, false)
	}
	for _, c := range []struct {
		name  string
		data  []byte
		parts int
		fits  bool
	}{
		{"as many as allowed", many(t, 20, false), 20, true},
		{"one more", many(t, 21, false), 20, false},
		{"the end record lies", many(t, 300, true), 20, false},
		{"it lies, and something stands in front", append([]byte("voorwerk"), many(t, 300, true)...), 20, false},
		{"zip64", zip64, 0, false},
		{"entries of a zip inside do not count", nested, 20, true},
	} {
		if c.data == nil {
			continue // too much for a short run
		}
		_, err := Open(source(c.data), format, document.Limits{Parts: c.parts})
		if fits := err == nil; fits != c.fits || !fits && !errors.Is(err, document.ErrLimit) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

// TestTooManyTakeNothing: the directory is refused before it is read.
func TestTooManyTakeNothing(t *testing.T) {
	for _, lie := range []bool{false, true} {
		entries := 30_000
		if testing.Short() {
			entries = 12_000
		}
		src := source(many(t, entries, lie))
		if allocs := testing.AllocsPerRun(1, func() { Open(src, format, document.Limits{}) }); allocs > 100 {
			t.Errorf("lie %v: %v allocations for a directory that is refused", lie, allocs)
		}
	}
}

func TestNames(t *testing.T) {
	a, err := Open(source(pack(t, entry{"../../etc/passwd", "1"}, entry{"/Absoluut.XML", "2"}, entry{`c:\x\y`, "3"}, entry{"map/", ""})), format, document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(a.Names(), " "); got != "absoluut.xml c:/x/y etc/passwd" {
		t.Errorf("got %s", got)
	}
	for _, name := range []string{"etc/passwd", "absoluut.xml", "C:/X/Y"} {
		if _, err := a.Read(t.Context(), name); err != nil {
			t.Error(err)
		}
	}
	if a.EntryName("etc/passwd") != "../../etc/passwd" || a.Has("map") {
		t.Error("a part does not keep its own name, or a folder is a part")
	}
}

func TestMessagesNameTheFormat(t *testing.T) {
	_, err := Open(source([]byte("geen zip")), format, document.Limits{})
	var typed *document.Error
	if !errors.As(err, &typed) || typed.Found != format || !errors.Is(err, document.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

// TestOverlap: entries that share their compressed bytes are each charged for
// what they inflate to.
func TestOverlap(t *testing.T) {
	data := pack(t, entry{"a", strings.Repeat("x", 1000)}, entry{"b", strings.Repeat("y", 1000)})
	first := bytes.Index(data, []byte("PK\x01\x02"))
	second := first + 4 + bytes.Index(data[first+4:], []byte("PK\x01\x02"))
	copy(data[second+42:second+46], data[first+42:first+46]) // the offset of the local header
	copy(data[second+16:second+20], data[first+16:first+20]) // the checksum
	a, err := Open(source(data), format, document.Limits{TotalBytes: 1500})
	if err != nil {
		t.Fatal(err)
	}
	if s, err := a.Read(t.Context(), "a"); err != nil || len(s) != 1000 {
		t.Fatal(err)
	}
	if _, err := a.Read(t.Context(), "b"); !errors.Is(err, document.ErrLimit) {
		t.Errorf("got %v after %d bytes, want a limit", err, a.Inflated())
	}
}

// FuzzOpen looks for crashes and for parts beyond the limits.
func FuzzOpen(f *testing.F) {
	f.Add(pack(f, entry{"a", "tekst"}, entry{"b/c.xml", "<a/>"}))
	f.Add(many(f, 40, true))
	limits := document.Limits{PartBytes: 1 << 20, TotalBytes: 2 << 20, Parts: 100}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Open(source(data), format, limits)
		if err != nil {
			var typed *document.Error
			if !errors.As(err, &typed) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		names := a.Names()
		if len(names) > limits.Parts {
			t.Fatalf("%d parts", len(names))
		}
		for _, name := range names {
			if s, err := a.Read(t.Context(), name); err == nil && len(s) > 1<<20 || a.Inflated() > 2<<20 {
				t.Fatalf("%d bytes of one part, %d in all", len(s), a.Inflated())
			}
		}
	})
}
