package archive

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract"
)

func gzipOf(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err == nil {
		_, err = w.Write(data)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zstdOf(t testing.TB, data []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(data, nil)
}

// bzip2Tar is a tar with one member, as bzip2 packs it, which no package of ours
// can.
func bzip2Tar(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/een.tar.bz2")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// temp sets a folder for temporary files, in which nothing may stay behind.
func temp(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Cleanup(func() {
		if list, err := os.ReadDir(dir); err != nil || len(list) > 0 {
			t.Errorf("left behind: %v, %v", list, err)
		}
	})
	return dir
}

func TestArchives(t *testing.T) {
	big := "groot.pdf=" + strings.Repeat("0123456789abcdef", inMemory/16+1)
	members := []string{"dpa.pdf", "map/", "map/sla.docx", big, "leeg.txt="}
	bigDoc := " = 1048592 bytes"
	root := t.TempDir()
	put(t, root, "a.zip", zipOf(t, members...))
	put(t, root, "b.TAR", tarOf(t, members...))
	put(t, root, "c.tar.gz", gzipOf(t, tarOf(t, members...)))
	put(t, root, "d.tzst", zstdOf(t, tarOf(t, members...)))
	put(t, root, "e.tbz2", bzip2Tar(t))
	put(t, root, "f.zip", tarOf(t, "verkeerde naam.pdf"))
	put(t, root, "g.zip", zipOf(t, "[Content_Types].xml=x", "word/document.xml"))
	put(t, root, "h.zip", []byte("geen zip"))
	put(t, root, "i.zip", []byte{})
	put(t, root, "j.zip", zipOf(t))
	put(t, root, "k.tar", make([]byte, 10240))
	put(t, root, "l.tar.gz", gzipOf(t, []byte("geen tar")))
	put(t, root, "m.zip", zipOf(t, "mimetype=application/vnd.oasis.opendocument.text", "content.xml"))
	put(t, root, "n.docx", zipOf(t, "x.pdf")) // by its name no archive file
	put(t, root, "o.zip", zipOf(t, "META-INF/manifest.xml", "mimetype", "content.xml"))
	put(t, root, "p.zip", zipOf(t, "export/dpa.pdf", "content.xml"))
	want := []string{}
	for _, a := range []string{"a.zip", "b.TAR", "c.tar.gz", "d.tzst"} {
		want = append(want, a+"!/dpa.pdf = dpa.pdf", a+"!/map/sla.docx = map/sla.docx", a+"!/groot.pdf"+bigDoc, a+"!/leeg.txt = ")
	}
	got := listing(t, folderOf(t, root, SourceOptions{TempDir: temp(t)}))
	for i, line := range got {
		// Documents that are zips are read like files; their length says nothing.
		if path, _, _ := strings.Cut(line, " = "); path == "g.zip" || path == "m.zip" || path == "o.zip" || path == "n.docx" || path == "l.tar.gz" {
			got[i] = path
		}
	}
	expect(t, got, append(want, "e.tbz2!/een.pdf = een", "f.zip!/verkeerde naam.pdf = verkeerde naam.pdf", "g.zip", "h.zip = geen zip", "i.zip = ", "l.tar.gz", "m.zip", "n.docx", "o.zip", "p.zip!/export/dpa.pdf = export/dpa.pdf", "p.zip!/content.xml = content.xml")...)
}

func TestNestedArchives(t *testing.T) {
	inner := zipOf(t, "dpa.pdf", "brief.zip=geen zip", "stuk.zip=PK\x03\x04stuk")
	fill := "vulling.bin=" + strings.Repeat("vulling ", inMemory/4)
	level := inner
	for _, pack := range []func(string) []byte{
		func(in string) []byte { return gzipOf(t, tarOf(t, fill, "een.zip="+in)) },
		func(in string) []byte { return tarOf(t, "twee.tar.gz="+in) },
		func(in string) []byte { return zipOf(t, "drie.tar="+in, "naast.pdf") },
	} {
		level = pack(string(level))
	}
	want := "diep.zip!/drie.tar!/twee.tar.gz!/"
	root := t.TempDir()
	put(t, root, "diep.zip", level)
	expect(t, listing(t, folderOf(t, root, SourceOptions{TempDir: temp(t)})),
		want+"vulling.bin = 2097152 bytes", want+"een.zip!/dpa.pdf = dpa.pdf", want+"een.zip!/brief.zip = geen zip", want+"een.zip!/stuk.zip ! unreadable", "diep.zip!/naast.pdf = naast.pdf")
	expect(t, listing(t, folderOf(t, root, SourceOptions{TempDir: temp(t), Limits: SourceLimits{Depth: 3}})),
		want+"vulling.bin = 2097152 bytes", want+"een.zip ! limit", "diep.zip!/naast.pdf = naast.pdf")
	expect(t, listing(t, folderOf(t, root, SourceOptions{TempDir: temp(t), Include: []string{"drie.tar"}, Exclude: []string{"*.bin", "brief*"}})),
		want+"een.zip!/dpa.pdf = dpa.pdf", want+"een.zip!/stuk.zip ! unreadable")
	expect(t, listing(t, folderOf(t, root, SourceOptions{TempDir: temp(t), Limits: SourceLimits{NestedBytes: 100}})), "diep.zip!/drie.tar ! limit", "diep.zip!/naast.pdf = naast.pdf")
}

// No room to unpack is the fault of the machine, and is said.
func TestNoRoom(t *testing.T) {
	big := "groot.pdf=" + strings.Repeat("0123456789abcdef", inMemory/16+1)
	root := t.TempDir()
	put(t, root, "a.tgz", gzipOf(t, tarOf(t, big, "klein.pdf")))
	put(t, root, "b.zip", zipOf(t, "b.tar="+string(tarOf(t, big)), "klein.pdf"))
	f := folderOf(t, root, SourceOptions{TempDir: filepath.Join(root, "is er niet")})
	expect(t, listing(t, f),
		"a.tgz!/groot.pdf ? er is geen tijdelijk bestand te maken om het uit te pakken (no such file or directory); maak ruimte of kies een andere tijdelijke map",
		"a.tgz!/klein.pdf = klein.pdf", "b.zip!/b.tar ! unreadable", "b.zip!/klein.pdf = klein.pdf")
}

func TestMemberNames(t *testing.T) {
	long := strings.Repeat("é", 3000)
	for name, want := range map[string]string{
		"../../etc/passwd":        "etc/passwd",
		"/etc/passwd":             "etc/passwd",
		`C:\map\..\dpa.pdf`:       "C:/dpa.pdf",
		`map\dpa.pdf`:             "map/dpa.pdf",
		"a//b/./c":                "a/b/c",
		"..":                      "",
		"/":                       "",
		"a\x00b\x1b[2J\x7f":       "a%00b%1B[2J%7F",
		"a\xffb\xc3":              "a%FFb%C3",
		"\u202efdp.exe":           "%E2%80%AEfdp.exe",
		"oud.zip!/dpa.pdf":        "oud.zip%21/dpa.pdf",
		"raar!":                   "raar!",
		"\ufffd.pdf":              "%EF%BF%BD.pdf",
		long:                      strings.Repeat("é", 256) + "…" + strings.Repeat("é", 256),
		strings.Repeat("a/", 300): strings.Repeat("a/", 50) + "…" + strings.Repeat("/a", 50),
	} {
		if got := memberPath(name); got != want {
			t.Errorf("%.60q is %q, want %q", name, got, want)
		}
	}
	root := t.TempDir()
	put(t, root, "a.zip", zipOf(t, "dpa.pdf=1", "dpa.pdf=2", "/dpa.pdf=3", "dpa (2).pdf=4", "..=5", "a\x00=6"))
	put(t, root, "b.tar", tarOf(t, "dpa.pdf=1", "./dpa.pdf=2", "dpa.pdf=3", strings.Repeat("lang/", 60)+"x=4", "é.pdf=5"))
	expect(t, listing(t, folderOf(t, root, SourceOptions{Hidden: true})),
		"a.zip!/dpa.pdf = 1", "a.zip!/dpa (2).pdf = 2", "a.zip!/dpa (3).pdf = 3", "a.zip!/dpa (2) (2).pdf = 4", "a.zip!/_ = 5", "a.zip!/a%00 = 6",
		"b.tar!/dpa.pdf = 1", "b.tar!/dpa (2).pdf = 2", "b.tar!/dpa (3).pdf = 3", "b.tar!/"+strings.Repeat("lang/", 60)+"x = 4", "b.tar!/é.pdf = 5")
}

// Names in code pages, as Windows and older programs write them.
func TestZipNames(t *testing.T) {
	extra := func(name, raw string) []byte {
		b := binary.LittleEndian.AppendUint16(nil, unicodePathID)
		b = binary.LittleEndian.AppendUint16(b, uint16(5+len(name)))
		b = append(b, 1)
		b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(raw)))
		return append(b, name...)
	}
	for _, tt := range []struct {
		name  string
		flags uint16
		extra []byte
		want  string
	}{
		{"cli\x89nt.pdf", 0, nil, "cliënt.pdf"},
		{"\xd3\xd2 \x82.pdf", 0, nil, "ËÊ é.pdf"}, // 850; in 437 lines of a frame
		{"cliënt.pdf", utf8Flag, nil, "cliënt.pdf"},
		{"cliënt.pdf", 0, nil, "cliënt.pdf"},
		{"cli\xeb.pdf", utf8Flag, nil, "cli\xeb.pdf"},
		{"cli.pdf", 0, extra("cliënt.pdf", "cli.pdf"), "cliënt.pdf"},
		{"cli.pdf", 0, extra("cliënt.pdf", "anders.pdf"), "cli.pdf"},
		{"cli.pdf", 0, []byte{0x75, 0x70, 255, 255, 1}, "cli.pdf"},
		{"cli.pdf", 0, append([]byte{1, 0, 0, 0}, extra("ü", "cli.pdf")...), "ü"},
	} {
		if got := zipName(&zip.File{FileHeader: zip.FileHeader{Name: tt.name, Flags: tt.flags, Extra: tt.extra}}); got != tt.want {
			t.Errorf("%q is %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestOpenSource(t *testing.T) {
	root := tree(t, "map/dpa.pdf", ".naast.pdf")
	put(t, root, "archief.bin", zipOf(t, "map/dpa.pdf", "sla.pdf"))
	put(t, root, "bundel", gzipOf(t, tarOf(t, "sla.pdf")))
	put(t, root, "stuk.zip", []byte("PK\x03\x04stuk"))
	put(t, root, "leeg.tar", []byte{})
	for _, tt := range []struct {
		file string
		opts SourceOptions
		want []string
	}{
		{"map", SourceOptions{}, []string{"dpa.pdf = dpa.pdf"}},
		{"map/dpa.pdf", SourceOptions{Include: []string{"*.docx"}}, []string{"dpa.pdf = dpa.pdf"}},
		{".naast.pdf", SourceOptions{}, []string{".naast.pdf = .naast.pdf"}},
		{"archief.bin", SourceOptions{}, []string{"archief.bin!/map/dpa.pdf = map/dpa.pdf", "archief.bin!/sla.pdf = sla.pdf"}},
		{"archief.bin", SourceOptions{Include: []string{"map/*"}}, []string{"archief.bin!/map/dpa.pdf = map/dpa.pdf"}},
		{"bundel", SourceOptions{}, []string{"bundel!/sla.pdf = sla.pdf"}},
		{"stuk.zip", SourceOptions{}, []string{"stuk.zip ! unreadable"}},
		{"leeg.tar", SourceOptions{}, []string{"leeg.tar = "}},
	} {
		src, err := OpenSource(filepath.Join(root, tt.file), tt.opts)
		if err != nil {
			t.Fatal(err)
		}
		if src.Name() != filepath.ToSlash(filepath.Join(root, tt.file)) {
			t.Errorf("name %q", src.Name())
		}
		got := listing(t, src)
		expect(t, got, tt.want...)
		for _, line := range got {
			if path, _, _ := strings.Cut(line, " "); !src.(Coverer).Covers(path) {
				t.Errorf("%s was met and is not covered", path)
			}
		}
		if len(tt.opts.Include) > 0 && tt.file == "archief.bin" && src.(Coverer).Covers("archief.bin!/sla.pdf") {
			t.Error("sla.pdf is covered")
		}
	}
	for file, want := range map[string]string{
		"geen":         "bestaat niet",
		"map/dpa.pdf/": "", // a folder below a file
	} {
		if _, err := OpenSource(filepath.Join(root, file)+"/x", SourceOptions{}); err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, extract.ErrFile) || !strings.Contains(lang.English.Sentence(err.Error()), "cannot be read") {
			t.Errorf("%s: %v", file, err)
		}
	}
	if _, err := OpenSource(os.DevNull, SourceOptions{}); !errors.Is(err, extract.ErrFile) || !strings.HasSuffix(lang.English.Sentence(err.Error()), "the file cannot be read (pipe or device); give a folder, or a file") {
		t.Errorf("a device: %v", lang.English.Sentence(err.Error()))
	}
	if _, err := NewFolder(filepath.Join(root, "stuk.zip"), SourceOptions{}); !errors.Is(err, extract.ErrFile) || !strings.HasSuffix(lang.English.Sentence(err.Error()), "the file cannot be read (file); give a folder") {
		t.Errorf("a file as a folder: %v", lang.English.Sentence(err.Error()))
	}
}

// Members read by others while the walk goes on, and after it; what is open keeps
// its archive file open.
func TestMembersReadElsewhere(t *testing.T) {
	var members []string
	for i := range 30 {
		members = append(members, strings.Repeat("x", i%7)+string(rune('a'+i%26))+".pdf="+strings.Repeat("inhoud", i*100))
	}
	members = append(members, "groot.pdf="+strings.Repeat("ab", inMemory/2+9))
	root := t.TempDir()
	put(t, root, "a.zip", zipOf(t, members...))
	put(t, root, "b.tar", tarOf(t, members...))
	put(t, root, "c.tgz", gzipOf(t, tarOf(t, members...)))
	put(t, root, "d.zip", zipOf(t, "in.zip="+string(zipOf(t, members...)), "in.tar="+string(tarOf(t, members...))))
	type task struct {
		f File
		r io.ReadCloser
	}
	tasks, sums := make(chan task, 1000), make(chan map[string]uint32)
	for range 4 {
		go func() {
			seen := map[string]uint32{}
			for task := range tasks {
				data, err := io.ReadAll(task.r)
				if err != nil || int64(len(data)) != task.f.Size {
					t.Errorf("%s: %d bytes, %v", task.f.Path, len(data), err)
				}
				if err := errors.Join(task.r.Close(), task.r.Close()); err != nil {
					t.Errorf("%s: %v", task.f.Path, err)
				}
				seen[task.f.Path] = crc32.ChecksumIEEE(data)
			}
			sums <- seen
		}()
	}
	late := map[string]File{}
	for f, err := range folderOf(t, root, SourceOptions{TempDir: temp(t)}).Files(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		tasks <- task{f, r}
		late[f.Path] = f
	}
	close(tasks)
	all := map[string]uint32{}
	for range 4 {
		for path, sum := range <-sums {
			all[path] = sum
		}
	}
	if len(all) != 5*len(members) {
		t.Errorf("%d members, want %d", len(all), 5*len(members))
	}
	for path, sum := range all {
		if want := late["a.zip!/"+path[strings.LastIndex(path, "!/")+2:]].Sum; want != fmt.Sprintf("crc32:%08x", sum) {
			t.Errorf("%s: %08x, want %s", path, sum, want)
		}
	}
	for path, f := range late {
		if _, err := f.Open(); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("%s after the walk: %v", path, err)
		}
	}
}

// A member that was replaced by one of the same size and time is another one.
func TestMemberSum(t *testing.T) {
	file := func(data []byte, name string) File {
		t.Helper()
		root := t.TempDir()
		put(t, root, name, data)
		for f, err := range folderOf(t, root, SourceOptions{}).Files(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		t.Fatal("no file")
		return File{}
	}
	place := func(f File) Place { return Place{Path: f.Path, Size: f.Size, ModTime: f.ModTime, Sum: f.Sum} }
	one, two := file(zipOf(t, "a.pdf=een"), "a.zip"), file(zipOf(t, "a.pdf=twe"), "a.zip")
	if place(one).Same(place(two)) || !one.ModTime.Equal(two.ModTime) || one.Size != two.Size {
		t.Errorf("%+v is the same as %+v", place(one), place(two))
	}
	if !place(one).Same(place(file(zipOf(t, "a.pdf=een", "b.pdf"), "a.zip"))) {
		t.Error("what was not replaced is not the same")
	}
	one = file(tarOf(t, "a.pdf=een"), "a.tar")
	time.Sleep(2 * time.Millisecond)
	if two = file(tarOf(t, "a.pdf=twe"), "a.tar"); place(one).Same(place(two)) {
		t.Errorf("%+v is the same as %+v", place(one), place(two))
	}
	if !one.ModTime.Equal(time.Date(2021, 3, 1, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("changed at %v", one.ModTime)
	}
}

// A member of a stream can be had once, and only when the walk is there.
func TestPassingMember(t *testing.T) {
	root := t.TempDir()
	put(t, root, "a.tgz", gzipOf(t, tarOf(t, "a.pdf", "b.pdf")))
	var before File
	for f, err := range folderOf(t, root, SourceOptions{}).Files(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if before.Open != nil {
			if _, err := before.Open(); !errors.Is(err, fs.ErrClosed) {
				t.Errorf("one that went by: %v", err)
			}
		}
		if _, err := content(f); err != nil {
			t.Error(err)
		}
		if _, err := f.Open(); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("for the second time: %v", err)
		}
		before = f
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for f, err := range folderOf(t, root, SourceOptions{}).Files(ctx) {
		if err != nil {
			if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			continue
		}
		cancel()
		if _, err := f.Open(); !errors.Is(err, context.Canceled) {
			t.Errorf("opened after the end: %v", err)
		}
	}
}
