//go:build unix

package archive

import (
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
