package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
)

// edit gives a zip with its end record changed.
func edit(data []byte, change func(end []byte)) []byte {
	data = bytes.Clone(data)
	change(data[bytes.LastIndex(data, []byte("PK\x05\x06")):])
	return data
}

// repeated gives a zip of which the directory says n times more members than it
// has, all the same bytes.
func repeated(data []byte, n int) []byte {
	at, end := bytes.Index(data, []byte("PK\x01\x02")), bytes.LastIndex(data, []byte("PK\x05\x06"))
	dir := bytes.Repeat(data[at:end], n)
	out := append(append(bytes.Clone(data[:at]), dir...), data[end:]...)
	return edit(out, func(end []byte) {
		binary.LittleEndian.PutUint16(end[8:], uint16(n))
		binary.LittleEndian.PutUint16(end[10:], uint16(n))
		binary.LittleEndian.PutUint32(end[12:], uint32(len(dir)))
	})
}

// flagged gives a zip with flags set on all its members.
func flagged(data []byte, flags byte) []byte {
	data = bytes.Clone(data)
	for magic, at := range map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8} {
		for i := 0; ; {
			n := bytes.Index(data[i:], []byte(magic))
			if n < 0 {
				break
			}
			i += n + 4
			data[i-4+at] |= flags
		}
	}
	return data
}

// methodZip is a zip with one member that is packed by another method.
func methodZip(t *testing.T, method uint16, pack func(io.Writer) (io.WriteCloser, error)) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(method, pack)
	f, err := w.CreateHeader(&zip.FileHeader{Name: "dpa.pdf", Method: method})
	if err == nil {
		_, err = io.WriteString(f, "inhoud")
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func unpacked(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if data, err = io.ReadAll(r); err != nil {
		t.Fatal(err)
	}
	return data
}

func TestHostileArchives(t *testing.T) {
	three := zipOf(t, "a.pdf", "b.pdf", "c.pdf")
	big := zipOf(t, "a.pdf="+strings.Repeat("nul", 100_000))
	zeros := strings.Repeat("\x00", 8<<20+1)
	broken := bytes.Clone(zipOf(t, "a.pdf="+strings.Repeat("abc", 50)))
	broken[bytes.Index(broken, []byte("PK\x07\x08"))-3] ^= 0x55 // the packed bytes
	long := tarOf(t, "a.pdf", "b.pdf="+strings.Repeat("b", 5000))
	many := func(n int) []string {
		var list []string
		for range n {
			list = append(list, "x=1")
		}
		return list
	}
	links := func() []byte {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		for _, h := range []tar.Header{{Typeflag: tar.TypeSymlink, Name: "l.pdf", Linkname: "/etc/passwd"}, {Typeflag: tar.TypeLink, Name: "h.pdf", Linkname: "a.pdf"},
			{Typeflag: tar.TypeFifo, Name: "pijp"}, {Typeflag: tar.TypeBlock, Name: "schijf.pdf"}, {Typeflag: tar.TypeXGlobalHeader, Name: "x", PAXRecords: map[string]string{"comment": "x"}}, {Typeflag: tar.TypeReg, Name: "a.pdf"}} {
			if err := w.WriteHeader(&h); err != nil {
				t.Fatal(err)
			}
		}
		w.Close()
		return b.Bytes()
	}
	tight := SourceLimits{MemberBytes: 1000, Members: 3, FreeBytes: 1 << 20, InflateRate: 20}
	for _, tt := range []struct {
		name   string
		data   []byte
		limits SourceLimits
		want   []string
	}{
		{"cut off.zip", three[:len(three)-30], SourceLimits{}, []string{" ! unreadable"}},
		{"no directory.zip", bytes.ReplaceAll(three, []byte("PK\x01\x02"), []byte("PK\x01\x03")), SourceLimits{}, []string{" ! unreadable"}},
		{"shifted.zip", edit(three, func(end []byte) { end[16] ^= 0x0f }), SourceLimits{}, []string{"!/a.pdf ?", "!/b.pdf ?", "!/c.pdf ?"}},
		{"comment.zip", append(edit(three, func(end []byte) { end[20] = 3 }), "PK!"...), tight, []string{"!/a.pdf = a.pdf", "!/b.pdf = b.pdf", "!/c.pdf = c.pdf"}},
		{"members.zip", zipOf(t, many(4)...), tight, []string{" ! limit"}},
		{"hidden members.zip", edit(zipOf(t, many(4)...), func(end []byte) { end[8], end[10] = 2, 2 }), tight, []string{" ! limit"}},
		{"said members.zip", edit(three, func(end []byte) { end[10], end[11] = 255, 254 }), tight, []string{" ! limit"}},
		{"member.zip", zipOf(t, "a.pdf="+strings.Repeat("a", 1001), "b.pdf"), tight, []string{"!/a.pdf ! limit", "!/b.pdf = b.pdf"}},
		{"rate.zip", zipOf(t, "a.pdf="+zeros, "b.pdf"), SourceLimits{}, []string{"!/a.pdf ! limit", "!/b.pdf = b.pdf"}},
		{"total.zip", zipOf(t, "a.pdf="+zeros[:1<<20], "b.pdf="+zeros[:1<<20]), SourceLimits{FreeBytes: 1 << 20, InflateRate: 20}, []string{"!/a.pdf = 1048576 bytes", " ! limit"}},
		{"overlap.zip", repeated(big, 200), SourceLimits{}, []string{" ! unreadable"}},
		{"password.zip", flagged(three, encryptedFlag), SourceLimits{}, []string{"!/a.pdf ! unreadable", "!/b.pdf ! unreadable", "!/c.pdf ! unreadable"}},
		{"deflate64.zip", methodZip(t, 9, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) }), SourceLimits{}, []string{"!/dpa.pdf ! unreadable"}},
		{"zstd.zip", methodZip(t, methodZstd, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) }), SourceLimits{}, []string{"!/dpa.pdf = inhoud"}},
		{"broken.zip", broken, SourceLimits{}, []string{"!/a.pdf ?"}},
		{"broken in.zip", zipOf(t, "in.zip="+string(broken), "in.tgz=\x1f\x8b\x08stuk", "b.pdf"), SourceLimits{}, []string{"!/in.zip!/a.pdf ?", "!/in.tgz ! unreadable", "!/b.pdf = b.pdf"}},
		{"cut off.tar", long[:4000], SourceLimits{}, []string{"!/a.pdf = a.pdf", "!/b.pdf ! unreadable", " ! unreadable"}},
		{"broken.tar", append(bytes.Clone(long[:1024]), long[1000:]...), SourceLimits{}, []string{"!/a.pdf = a.pdf", " ! unreadable"}},
		{"cut off.tgz", gzipOf(t, long)[:60], SourceLimits{}, []string{" ! unreadable"}},
		{"cut off in a member.tzst", zstdOf(t, long[:4000]), SourceLimits{}, []string{"!/a.pdf = a.pdf", "!/b.pdf ?", " ! unreadable"}},
		{"members.tar", tarOf(t, many(4)...), tight, []string{"!/x = 1", "!/x (2) = 1", "!/x (3) = 1", " ! limit"}},
		{"member.tar", tarOf(t, "a.pdf="+strings.Repeat("a", 1001), "b.pdf"), tight, []string{"!/a.pdf ! limit", "!/b.pdf = b.pdf"}},
		{"bomb.tgz", gzipOf(t, tarOf(t, "a.bin="+zeros[:3<<19], "b.pdf")), tight, []string{"!/a.bin ! limit", " ! limit"}},
		{"bomb in.zip", zipOf(t, "in.tgz="+string(gzipOf(t, tarOf(t, "a.bin="+zeros[:3<<19], "b.pdf"))), "b.pdf"), tight, []string{"!/in.tgz!/a.bin ! limit", "!/in.tgz ! limit", " ! limit"}},
		{"links.tar", links(), SourceLimits{}, []string{"!/a.pdf = "}},
		{"holes.tar", unpacked(t, "testdata/gat-gnu.tar.gz"), SourceLimits{}, []string{"!/gat.pdf = 1048576 bytes"}},
		{"pax holes.tar", unpacked(t, "testdata/gat-posix.tar.gz"), SourceLimits{}, []string{"!/gat.pdf = 1048576 bytes"}},
		{"many holes.tar", unpacked(t, "testdata/gat-posix.tar.gz"), SourceLimits{FreeBytes: 1000, InflateRate: 1}, []string{" ! limit"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			put(t, root, tt.name, tt.data)
			got := listing(t, folderOf(t, root, SourceOptions{Limits: tt.limits, TempDir: temp(t)}))
			for i, line := range got {
				line = strings.TrimPrefix(line, tt.name)
				if path, message, ok := strings.Cut(line, " ? "); ok {
					if f := placeFailure(errors.New(message)); !strings.Contains(message, brokenMember) || f.Class != Unreadable {
						t.Errorf("%s: %s", path, message)
					}
					line = path + " ?"
				}
				got[i] = line
			}
			expect(t, got, tt.want...)
		})
	}
	// What stands between the holes is in its place.
	for _, kind := range []string{"gnu", "posix"} {
		src, err := OpenSource("testdata/gat-"+kind+".tar.gz", SourceOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for f, err := range src.Files(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			data, err := content(f)
			if at := bytes.Index(data, []byte("abc")); err != nil || at != 600_000 {
				t.Errorf("%s: at %d, %v", kind, at, err)
			}
		}
	}
}

// An end record that speaks of more members than fit in any memory takes none.
func TestDirectoryMemory(t *testing.T) {
	var data bytes.Buffer
	w := zip.NewWriter(&data)
	for range 66_000 { // so that the records of zip64 are there
		if _, err := w.CreateRaw(&zip.FileHeader{Name: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	lying := data.Bytes()
	at := bytes.LastIndex(lying, []byte("PK\x06\x06"))
	binary.LittleEndian.PutUint64(lying[at+32:], 1<<40)
	f, err := checkDirectory(bytes.NewReader(lying), int64(len(lying)), 1_000_000)
	if err != nil || f == nil || f.Class != Limit {
		t.Errorf("lying: %v, %v", f, err)
	}
	binary.LittleEndian.PutUint64(lying[at+32:], 66_000)
	f, err = checkDirectory(bytes.NewReader(lying), int64(len(lying)), 66_000)
	if err != nil || f != nil {
		t.Errorf("honest: %v, %v", f, err)
	}
	if f, _ = checkDirectory(bytes.NewReader(lying), int64(len(lying)), 65_999); f == nil || f.Class != Limit {
		t.Errorf("one too many: %v", f)
	}
}

// Times of any year are such that every store and export can keep them.
func TestMemberTimes(t *testing.T) {
	for _, at := range []time.Time{{}, time.Unix(-1<<40, 0), time.Unix(1<<40, 0), time.Unix(1<<33, 0), time.Date(2021, 3, 1, 12, 0, 0, 0, time.FixedZone("", 3600))} {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		if err := errors.Join(w.WriteHeader(&tar.Header{Name: "a.pdf", ModTime: at, Format: tar.FormatGNU}), w.Close()); err != nil {
			t.Fatal(err)
		}
		root := t.TempDir()
		put(t, root, "a.tar", b.Bytes())
		for f, err := range folderOf(t, root, SourceOptions{}).Files(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			if _, err := content(f); err != nil {
				t.Error(err)
			}
			kept := time.Unix(0, f.ModTime.UnixNano()).UTC()
			if _, err := json.Marshal(f.ModTime); err != nil || !kept.Equal(f.ModTime) || f.ModTime.Location() != time.UTC {
				t.Errorf("%v is %v, kept %v, %v", at, f.ModTime, kept, err)
			}
			if at.Year() == 2021 && !f.ModTime.Equal(at) {
				t.Errorf("%v is %v", at, f.ModTime)
			}
		}
	}
}

// What is remembered of names does not grow with their length.
func TestNamesMemory(t *testing.T) {
	n := newNames()
	name := strings.Repeat("x", nameBytes)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range 20_000 {
		n.unique(name + string(rune(0x4e00+i)))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
		t.Errorf("%d bytes for 20,000 names", grown)
	}
	runtime.KeepAlive(n)
}

// walkBytes walks over the bytes of an archive file as OpenSource does, reads all
// members and holds what comes of it to its contract.
func walkBytes(t *testing.T, data []byte, path string) {
	in := newContents(bytes.NewReader(data), int64(len(data)), nil)
	seen := map[string]bool{}
	look := func(f File, err error) bool {
		var place *PlaceError
		name := f.Path
		if errors.As(err, &place) {
			name = place.Path
		} else if err != nil {
			t.Fatal(err)
		}
		if bad := func(r rune) bool { return unicode.IsControl(r) }; !utf8.ValidString(name) || strings.ContainsFunc(name, bad) || strings.Contains("/"+name+"/", "/../") {
			t.Errorf("path %q", name)
		}
		if place != nil {
			if place.Failure.Message == "" {
				t.Errorf("%s: no message", name)
			}
			return true
		}
		if seen[name] || !strings.HasPrefix(name, path+"!/") {
			t.Errorf("path %q", name)
		}
		seen[name] = true
		r, err := f.Open()
		if err != nil {
			return true
		}
		n, err := io.Copy(io.Discard, r)
		if err == nil && n != f.Size {
			t.Errorf("%s: %d bytes, and %d were read", name, f.Size, n)
		}
		r.Close()
		return true
	}
	w := &walker{ctx: t.Context(), yield: look, disk: systemDisk, choice: newChoice(SourceOptions{Hidden: true, Exclude: []string{"*.weg"},
		Limits: SourceLimits{Members: 100, MemberBytes: 2 << 20, NestedBytes: 2 << 20, FreeBytes: 8 << 20, InflateRate: 1}})}
	whole := &onDisk{disk: systemDisk, name: "x", rate: 1, left: w.Limits.FreeBytes}
	w.archive(&opened{whole: whole, path: path, in: in, included: true, depth: 1})
	if n := in.uses.Load(); n != 1 {
		t.Errorf("%d uses are left", n)
	}
}

func FuzzZipSource(f *testing.F) {
	three := zipOf(f, "a.pdf", "../b.pdf", "a.pdf", "in.zip="+string(zipOf(f, "x")))
	f.Add(three)
	f.Add(flagged(three, encryptedFlag))
	f.Add(repeated(three, 3))
	f.Add(zipOf(f, "in.tar="+string(tarOf(f, "x")), "in.tgz="+string(gzipOf(f, tarOf(f, "x")))))
	f.Fuzz(func(t *testing.T, data []byte) { walkBytes(t, data, "x.zip") })
}

func FuzzTarSource(f *testing.F) {
	f.Add(tarOf(f, "a.pdf", "../b.pdf", "map/", strings.Repeat("lang/", 60), "é\x00"[:2], "in.zip="+string(zipOf(f, "x"))))
	f.Add(gzipOf(f, tarOf(f, "a.pdf", "in.tar="+string(tarOf(f, "x")))))
	f.Add(zstdOf(f, tarOf(f, "a.pdf")))
	f.Add(unpacked(f, "testdata/gat-gnu.tar.gz"))
	f.Add(unpacked(f, "testdata/gat-posix.tar.gz"))
	f.Fuzz(func(t *testing.T, data []byte) { walkBytes(t, data, "x.tar") })
}
