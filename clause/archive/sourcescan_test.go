package archive_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause/archive"
)

// zipped and tarred make archive files of members "name=text", which are always
// equally old.
func zipped(t *testing.T, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		name, text, _ := strings.Cut(m, "=")
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Modified: noon})
		if err == nil {
			_, err = io.WriteString(f, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarred(t *testing.T, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range members {
		name, text, _ := strings.Cut(m, "=")
		err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(text)), Mode: 0o600, ModTime: noon})
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A folder with archive files is scanned again and again: only what changed is
// opened, what is gone goes, and a broken archive file takes nothing with it.
func TestScanFolder(t *testing.T) {
	root := t.TempDir()
	at := noon
	write := func(name string, data []byte) {
		t.Helper()
		// Every file is newer than the one before.
		at = at.Add(time.Minute)
		file := filepath.Join(root, name)
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
	write("a.pdf", []byte("met"))
	write("b.zip", zipped(t, "x.pdf=een", "y.pdf=twee", "kopie.pdf=met"))
	write("c.tar", tarred(t, "x.pdf=drie", "y.pdf=vier"))
	store := archive.NewMemory()
	rescan := func(opts archive.SourceOptions, want string) {
		t.Helper()
		source, err := archive.NewFolder(root, opts)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, actions(scan(t, source, store, archive.Options{Engine: &clerk{done: map[string]int{}}, Workers: 1}))); diff != "" {
			t.Errorf("(- want, + got)\n%s", diff)
		}
	}
	places := func(want string) {
		t.Helper()
		var got []string
		for r, err := range store.Records(t.Context(), archive.Query{}) {
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range r.Places {
				got = append(got, p.Path)
			}
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("places (- want, + got)\n%s", diff)
		}
	}
	rescan(archive.SourceOptions{}, "a.pdf:judged b.zip!/kopie.pdf:copied b.zip!/x.pdf:judged b.zip!/y.pdf:judged c.tar!/x.pdf:judged c.tar!/y.pdf:judged")

	const all = "a.pdf b.zip!/kopie.pdf b.zip!/x.pdf b.zip!/y.pdf c.tar!/x.pdf c.tar!/y.pdf"
	places(all)
	rescan(archive.SourceOptions{}, "a.pdf:unchanged b.zip!/kopie.pdf:unchanged b.zip!/x.pdf:unchanged b.zip!/y.pdf:unchanged c.tar!/x.pdf:unchanged c.tar!/y.pdf:unchanged")

	// A member of the same size and time.
	write("b.zip", zipped(t, "x.pdf=EEN", "y.pdf=twee", "kopie.pdf=met"))
	rescan(archive.SourceOptions{}, "a.pdf:unchanged b.zip!/kopie.pdf:unchanged b.zip!/x.pdf:judged b.zip!/y.pdf:unchanged c.tar!/x.pdf:unchanged c.tar!/y.pdf:unchanged")

	// A tar has no checksums; another one is read.
	write("c.tar", tarred(t, "x.pdf=DRIE", "y.pdf=vier"))
	rescan(archive.SourceOptions{}, "a.pdf:unchanged b.zip!/kopie.pdf:unchanged b.zip!/x.pdf:unchanged b.zip!/y.pdf:unchanged c.tar!/x.pdf:judged c.tar!/y.pdf:copied")

	// Another choice leaves what it does not look at.
	rescan(archive.SourceOptions{Include: []string{"a.*"}}, "a.pdf:unchanged")

	places(all)
	write("b.zip", []byte("PK\x03\x04"))
	rescan(archive.SourceOptions{}, "a.pdf:unchanged b.zip:failed c.tar!/x.pdf:unchanged c.tar!/y.pdf:unchanged")

	places(all)
	write("b.zip", zipped(t, "x.pdf=EEN"))
	rescan(archive.SourceOptions{}, "a.pdf:unchanged b.zip:gone b.zip!/kopie.pdf:gone b.zip!/x.pdf:unchanged b.zip!/y.pdf:gone c.tar!/x.pdf:unchanged c.tar!/y.pdf:unchanged")

	places("a.pdf b.zip!/x.pdf c.tar!/x.pdf c.tar!/y.pdf")
}

// What a source cannot look into because of a limit is a place with a failure, and
// the rest of the scan goes on.
func TestScanLimitOfPlace(t *testing.T) {
	root := t.TempDir()
	inner := zipped(t, "x.pdf=diep")
	for name, data := range map[string][]byte{"a.pdf": []byte("een"), "b.zip": zipped(t, "in.zip="+string(inner), "y.pdf=twee", "groot.pdf="+strings.Repeat("x", 50)), "c.pdf": []byte("drie")} {
		if err := os.WriteFile(filepath.Join(root, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	source, err := archive.NewFolder(root, archive.SourceOptions{Limits: archive.SourceLimits{Depth: 1, MemberBytes: 20, NestedBytes: 1000}})
	if err != nil {
		t.Fatal(err)
	}
	store := archive.NewMemory()
	for _, want := range []string{
		"a.pdf:judged b.zip!/groot.pdf:failed b.zip!/in.zip:failed b.zip!/y.pdf:judged c.pdf:judged",
		"a.pdf:unchanged b.zip!/groot.pdf:failed b.zip!/in.zip:failed b.zip!/y.pdf:unchanged c.pdf:unchanged",
	} {
		if got := actions(scan(t, source, store, archive.Options{Engine: &clerk{}})); got != want {
			t.Errorf("scan:\n%s\nwant\n%s", got, want)
		}
	}
	for p, err := range store.Places(t.Context(), source.Name()) {
		if err != nil {
			t.Fatal(err)
		}
		if failed := strings.HasSuffix(p.Path, "in.zip") || strings.HasSuffix(p.Path, "groot.pdf"); failed != (p.Failure != nil) {
			t.Errorf("%s is kept with the failure %v", p.Path, p.Failure)
		}
	}
}
