//go:build unix

package archive

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What would block, or is no file, is never opened, also behind a link.
func TestFolderNoFiles(t *testing.T) {
	root := tree(t, "a.pdf", "koppeling.pdf -> pijp.zip", "z.pdf")
	if err := syscall.Mkfifo(filepath.Join(root, "pijp.zip"), 0o644); err != nil {
		t.Skip("no named pipes here: ", err)
	}
	if l, err := net.Listen("unix", filepath.Join(root, "s.pdf")); err == nil {
		defer l.Close()
	}
	expect(t, listing(t, folderOf(t, root, SourceOptions{FollowLinks: true})), "a.pdf = a.pdf", "z.pdf = z.pdf")
	if _, err := OpenSource(filepath.Join(root, "pijp.zip"), SourceOptions{}); err == nil {
		t.Error("a pipe is a source")
	}
}

// A pipe that takes the place of a file after the folder was listed does not hold up
// the walk, nor who reads.
func TestFolderFileBecomesPipe(t *testing.T) {
	for _, name := range []string{"b.pdf", "b.zip"} {
		root := tree(t, "a.pdf", name, "c.pdf")
		var met []string
		for f, err := range folderOf(t, root, SourceOptions{}).Files(t.Context()) {
			var place *PlaceError
			switch {
			case errors.As(err, &place):
				met = append(met, place.Path+": "+string(place.Failure.Class))
				continue
			case err != nil:
				t.Fatal(err)
			}
			if f.Path == "a.pdf" || f.Path == "b.pdf" {
				if err := os.Remove(filepath.Join(root, name)); err != nil && f.Path == "a.pdf" {
					t.Fatal(err)
				}
				if err := syscall.Mkfifo(filepath.Join(root, name), 0o644); err != nil {
					t.Skip("no named pipes here: ", err)
				}
			}
			class := ""
			if r, err := f.Open(); err != nil {
				class = string(placeFailure(err).Class)
			} else {
				r.Close()
			}
			met = append(met, f.Path+": "+class)
		}
		want := "a.pdf: , " + name + ": changed, c.pdf: "
		if got := strings.Join(met, ", "); got != want && !(name == "b.pdf" && got == "a.pdf: , c.pdf: ") {
			t.Errorf("%s: met %q, want %q", name, got, want)
		}
	}
}

// A temporary file has no name while it is in use: nothing stays when the program
// is killed.
func TestTempFileWithoutName(t *testing.T) {
	root, dir := t.TempDir(), temp(t)
	put(t, root, "a.tgz", gzipOf(t, tarOf(t, "groot.pdf="+strings.Repeat("ab", inMemory))))
	for f, err := range folderOf(t, root, SourceOptions{TempDir: dir}).Files(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		list, err := os.ReadDir(dir)
		if err != nil || len(list) > 0 {
			t.Errorf("in use: %v, %v", list, err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	// Nobody else may read it in the moment that it has a name.
	f, closing, err := tempFile(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer closing()
	if info, err := f.Stat(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
