package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract"
)

// listing is what a walk yields, in order: "path = the bytes", or "path ! class".
// Every message of a source has an English form.
func listing(t testing.TB, src Source) []string {
	t.Helper()
	list := []string{}
	for f, err := range src.Files(context.Background()) {
		var place *PlaceError
		if errors.As(err, &place) {
			list = append(list, place.Path+" ! "+string(place.Failure.Class))
			// The others are those of opening any file.
			if own := !strings.HasPrefix(place.Failure.Message, "het bestand ") && place.Failure.Class != Denied; own && lang.English.Sentence(place.Failure.Message) == place.Failure.Message {
				t.Errorf("%s: no English for %q", place.Path, place.Failure.Message)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := content(f)
		if err != nil {
			list = append(list, fmt.Sprintf("%s ? %v", f.Path, err))
			continue
		}
		if int64(len(data)) != f.Size {
			t.Errorf("%s: %d bytes, and %d were read", f.Path, f.Size, len(data))
		}
		if len(data) > 40 {
			data = fmt.Appendf(nil, "%d bytes", len(data))
		}
		list = append(list, f.Path+" = "+string(data))
	}
	return list
}

// content reads a file; what it says of itself now must be what it said.
func content(f File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	size, at, err := f.Stat()
	if err == nil && (size != f.Size || !at.Equal(f.ModTime)) {
		err = fmt.Errorf("%s changed", f.Path)
	}
	return data, err
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(- want, + got)\n%s", diff)
	}
}

// tree writes files below a new folder: those that end in a slash are folders,
// those with " -> " links.
func tree(t testing.TB, files ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, f := range files {
		if link, to, ok := strings.Cut(f, " -> "); ok {
			if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
				t.Skip("no symbolic links here: ", err)
			}
			continue
		}
		put(t, root, f, nil)
	}
	return root
}

// put writes a file: data, or its name.
func put(t testing.TB, root, name string, data []byte) {
	t.Helper()
	full := filepath.Join(root, filepath.FromSlash(name))
	dir := filepath.Dir(full)
	if strings.HasSuffix(name, "/") {
		dir = full
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if dir == full {
		return
	}
	if data == nil {
		data = []byte(filepath.Base(name))
	}
	if err := os.WriteFile(full, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func folderOf(t testing.TB, root string, opts SourceOptions) *Folder {
	t.Helper()
	f, err := NewFolder(root, opts)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFolder(t *testing.T) {
	deep := strings.Repeat("map/", 60)
	root := tree(t, "b.pdf", "a/z.docx", "a/b/c.txt", "a.txt", "leeg/", deep+"x.pdf", "Ünïcode é.pdf", "Unicode e\u0301.pdf", "!/zip!/x.pdf", "x!")
	f := folderOf(t, root, SourceOptions{})
	want := []string{
		"%21/zip%21/x.pdf = x.pdf", "Unicode e\u0301.pdf = Unicode e\u0301.pdf", "a/b/c.txt = c.txt", "a/z.docx = z.docx", "a.txt = a.txt",
		"b.pdf = b.pdf", deep + "x.pdf = x.pdf", "x%21 = x!", "Ünïcode é.pdf = Ünïcode é.pdf",
	}
	expect(t, listing(t, f), want...)
	expect(t, listing(t, f), want...) // a second walk is the same
	if f.Name() != filepath.ToSlash(root) {
		t.Errorf("name %q, want %q", f.Name(), root)
	}
	// A walk ends where it is told to.
	n := 0
	for range f.Files(t.Context()) {
		if n++; n == 2 {
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n = 0
	for _, err := range f.Files(ctx) {
		if n++; n == 2 {
			cancel()
		} else if n == 3 && !errors.Is(err, context.Canceled) || n > 3 {
			t.Errorf("after the end: %v", err)
		}
	}
	if n != 3 {
		t.Errorf("%d steps", n)
	}
}

func TestFolderChoice(t *testing.T) {
	root := tree(t, "2021/dpa.pdf", "2021/sla.docx", "2022/concept/x.pdf", "2022/DPA e\u0301.PDF", ".git/a.pdf", "~$sla.docx", "Thumbs.db", ".verborgen.pdf", "__MACOSX/a.pdf")
	put(t, root, "2022/oud.zip", zipOf(t, "concept/y.pdf", "map/dpa.pdf", "map/.x.pdf", "__MACOSX/map/dpa.pdf"))
	all := []string{"2021/dpa.pdf", "2021/sla.docx", "2022/DPA e\u0301.PDF", "2022/concept/x.pdf", "2022/oud.zip!/concept/y.pdf", "2022/oud.zip!/map/dpa.pdf"}
	for _, tt := range []struct {
		name string
		opts SourceOptions
		want []string
	}{
		{"all", SourceOptions{}, all},
		{"base name", SourceOptions{Include: []string{"*.docx"}}, all[1:2]},
		{"capitals and accents", SourceOptions{Include: []string{"dpa ?.pdf", "SLA.*"}}, all[1:3]},
		{"path", SourceOptions{Include: []string{"2021/*"}}, all[:2]},
		{"no slash in a star", SourceOptions{Include: []string{"2022/*.pdf"}}, all[2:3]},
		{"any folders", SourceOptions{Include: []string{"**/concept/**"}}, all[3:5]},
		{"folder", SourceOptions{Include: []string{"2022/"}}, all[2:]},
		{"archive file", SourceOptions{Include: []string{"*.zip"}}, all[4:]},
		{"in an archive file", SourceOptions{Include: []string{"2022/oud.zip!/map/*"}}, all[5:]},
		{"without a folder", SourceOptions{Exclude: []string{"concept"}}, []string{all[0], all[1], all[2], all[5]}},
		{"without archive files", SourceOptions{Exclude: []string{"*.zip", "./2021"}}, all[2:4]},
		{"both", SourceOptions{Include: []string{"dpa*"}, Exclude: []string{"2022"}}, all[:1]},
		{"nothing", SourceOptions{Include: []string{"*.odt"}}, nil},
		{"skipped", SourceOptions{Skip: []string{filepath.Join(root, "2021"), filepath.Join(root, "2022", "nog-niet"), filepath.Join(root, "2022", "oud.zip")}}, all[2:4]},
		{"hidden", SourceOptions{Hidden: true, Exclude: []string{"20*"}}, []string{".git/a.pdf", ".verborgen.pdf", "Thumbs.db", "__MACOSX/a.pdf", "~$sla.docx"}},
	} {
		f := folderOf(t, root, tt.opts)
		var got []string
		for file, err := range f.Files(t.Context()) {
			if err != nil {
				t.Fatal(tt.name, err)
			}
			got = append(got, file.Path)
			if !f.Covers(file.Path) {
				t.Errorf("%s: %s was met and is not covered", tt.name, file.Path)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (- want, + got)\n%s", tt.name, diff)
		}
		if len(tt.opts.Skip) > 0 {
			continue
		}
		for _, path := range all {
			if covered, met := f.Covers(path), strings.Contains(strings.Join(got, "\n")+"\n", path+"\n"); covered != met {
				t.Errorf("%s: %s is covered: %v, met: %v", tt.name, path, covered, met)
			}
		}
	}
}

// What a walk with a choice cannot look at stays, and nothing else.
func TestFolderCovers(t *testing.T) {
	f := folderOf(t, tree(t, "map/x.docx", "weg/x.docx"), SourceOptions{Include: []string{"*.pdf"}, Exclude: []string{"weg"}})
	for path, want := range map[string]bool{
		"map/x.pdf": true, "map/x.docx": false, "map": true, "map/gone": true, "weg": false, "weg/x.pdf": false,
		"oud.zip": true, "oud.zip!/x.docx": false, "oud.zip!/x.pdf": true, "oud.zip!/in.tgz": true, "oud.zip!/weg/x.pdf": false, ".git/x.pdf": false, "map/%FF.docx": false,
	} {
		if f.Covers(path) != want {
			t.Errorf("%s: %v", path, !want)
		}
	}
}

func TestFolderLinks(t *testing.T) {
	other := tree(t, "map/ver.pdf", "map/rond -> ..", "los.pdf")
	root := tree(t, "a/dpa.pdf", "a/rond -> ..", "a/zelf -> .", "kopie.pdf -> a/dpa.pdf", "weg.pdf -> nergens.pdf", "weg -> nergens",
		"lus.pdf -> lus.pdf", "buiten -> "+other, "buiten2 -> "+filepath.Join(other, "map"), "buiten.pdf -> "+filepath.Join(other, "los.pdf"),
		"buiten.socket -> /dev/null", "ook -> "+filepath.Join(other, "los.pdf"))
	if err := os.Symlink(root, filepath.Join(other, "terug")); err != nil {
		t.Fatal(err)
	}
	expect(t, listing(t, folderOf(t, root, SourceOptions{})),
		"a/dpa.pdf = dpa.pdf", "buiten ! unreadable", "buiten.pdf ! unreadable", "buiten2 ! unreadable", "kopie.pdf = dpa.pdf",
		"lus.pdf ! vanished", "weg.pdf ! vanished")
	expect(t, listing(t, folderOf(t, root, SourceOptions{FollowLinks: true})),
		"a/dpa.pdf = dpa.pdf", "buiten/los.pdf = los.pdf", "buiten/map/ver.pdf = ver.pdf", "buiten.pdf = los.pdf", "kopie.pdf = dpa.pdf",
		"lus.pdf ! vanished", "ook = los.pdf", "weg.pdf ! vanished")
	// A source may itself be reached by a link.
	link := filepath.Join(t.TempDir(), "naar")
	if err := os.Symlink(filepath.Join(root, "a"), link); err != nil {
		t.Fatal(err)
	}
	f := folderOf(t, link, SourceOptions{Skip: []string{filepath.Join(root, "a", "x")}})
	expect(t, listing(t, f), "dpa.pdf = dpa.pdf", "rond ! unreadable")
	if f.Name() != filepath.ToSlash(link) {
		t.Errorf("name %q", f.Name())
	}
}

// What the system refuses costs what it is about. The super-user is refused
// nothing, so the refusals are ours.
func TestFolderRefusals(t *testing.T) {
	root := tree(t, "a.pdf", "dicht/x.pdf", "dicht.pdf", "dicht.zip", "stuk/x.pdf", "weg/x.pdf", "weg.pdf", "z.pdf")
	f := folderOf(t, root, SourceOptions{})
	refuse := func(name string) error {
		switch base := filepath.Base(name); {
		case strings.HasPrefix(base, "dicht"):
			return &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
		case strings.HasPrefix(base, "stuk"):
			return &fs.PathError{Op: "open", Path: name, Err: errors.New("input/output error")}
		case base == "weg":
			return &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		return nil
	}
	f.disk = disk{
		readDir: func(name string) ([]fs.DirEntry, error) {
			if err := refuse(name); err != nil {
				return nil, err
			}
			list, err := os.ReadDir(name)
			if name == root {
				os.Remove(filepath.Join(root, "weg.pdf")) // after the listing
			}
			return list, err
		},
		open: func(name string) (*os.File, error) {
			if err := refuse(name); err != nil {
				return nil, err
			}
			return os.Open(name)
		},
		stat: os.Stat,
	}
	got := listing(t, f)
	for i, line := range got {
		if path, rest, ok := strings.Cut(line, " ? "); ok {
			if !strings.Contains(rest, "permission") {
				t.Error(line)
			}
			got[i] = path + " ?"
		}
	}
	expect(t, got, "a.pdf = a.pdf", "dicht ! denied", "dicht.pdf ?", "dicht.zip ! denied", "stuk ! unreadable", "weg ! vanished", "weg.pdf ! vanished", "z.pdf = z.pdf")

	// The folder itself ends the walk: nothing can be said of what is in it.
	f.disk.readDir = func(name string) ([]fs.DirEntry, error) { return nil, refuse("dicht") }
	for _, err := range f.Files(t.Context()) {
		var typed *extract.Error
		if !errors.As(err, &typed) || !errors.Is(err, fs.ErrPermission) || !errors.Is(err, extract.ErrFile) || typed.Remedy == "" {
			t.Errorf("a source without access: %v", err)
		}
	}
}

func TestFolderOddNames(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("names are text here")
	}
	root := t.TempDir()
	for _, name := range []string{"a\xff.pdf", "a%FF.pdf", "a\xff", "b\n.pdf", "\u202egpj.pdf"} {
		put(t, root, name, []byte{})
	}
	expect(t, listing(t, folderOf(t, root, SourceOptions{})), "a%FF.pdf = ", "a%FF = ", "a%FF (2).pdf = ", "b%0A.pdf = ", "%E2%80%AEgpj.pdf = ")
}

func TestFileStat(t *testing.T) {
	root := tree(t, "a.pdf")
	put(t, root, "b.zip", zipOf(t, "c.pdf"))
	for f, err := range folderOf(t, root, SourceOptions{}).Files(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := content(f); err != nil {
			t.Error(err)
		}
		name, _, _ := strings.Cut(f.Path, "!/")
		if err := os.Chtimes(filepath.Join(root, name), time.Time{}, time.Unix(1e9, 0)); err != nil {
			t.Fatal(err)
		}
		if _, at, err := f.Stat(); err != nil || at.Equal(f.ModTime) {
			t.Errorf("%s: changed at %v, %v", f.Path, at, err)
		}
		if err := os.Remove(filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
		if _, _, err := f.Stat(); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: gone, %v", f.Path, err)
		}
	}
}

// zipOf makes a zip; a name may be followed by "=" and the content, which is the
// name otherwise.
func zipOf(t testing.TB, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, m := range members {
		name, data, ok := strings.Cut(m, "=")
		if !ok && !strings.HasSuffix(name, "/") {
			data = name
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(2021, 3, 1, 12, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = io.WriteString(f, data)
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

// tarOf makes a tar in the same way.
func tarOf(t testing.TB, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range members {
		name, data, ok := strings.Cut(m, "=")
		if !ok {
			data = name
		}
		h := &tar.Header{Name: name, Size: int64(len(data)), Mode: 0o644, ModTime: time.Date(2021, 3, 1, 12, 0, 0, 0, time.UTC)}
		if strings.HasSuffix(name, "/") {
			h.Size, data = 0, ""
		}
		err := w.WriteHeader(h)
		if err == nil {
			_, err = io.WriteString(w, data)
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
