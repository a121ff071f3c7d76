package pdfium

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// layout is the name of our own directory in the cache; a change in how its
// files are kept gets a new name.
const layout = "pdfium-1"

// sumExt is the end of the name of the file with the SHA-256 of an entry.
const sumExt = ".sha256"

// openCache makes the directory ready for wazero, which trusts what it finds:
// of an entry it checks the machine code, but not the table of where functions
// begin, nor its lengths. A spoilt entry would end the process. So every entry
// has its digest beside it, and an entry without one, or with another one, is
// taken away here. It reports whether the directory can be used and whether there
// is anything in it.
func openCache(parent string) (dir string, filled, ok bool) {
	dir = filepath.Join(parent, layout)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", false, false
	}
	// Lstat: a link may point where others can write.
	if info, err := os.Lstat(dir); err != nil || !trusted(info) {
		return "", false, false
	}
	good, bad := 0, false
	for _, path := range entries(dir) {
		if strings.HasSuffix(path, sumExt) {
			continue
		}
		if intact(path) {
			good++
			continue
		}
		// Another process may be writing this very file: leave its temporary
		// files alone until they are certainly left behind.
		if strings.HasSuffix(path, ".tmp") {
			if info, err := os.Lstat(path); err == nil && time.Since(info.ModTime()) > time.Hour {
				_ = os.Remove(path)
			}
			continue
		}
		_ = os.Remove(path + sumExt)
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			bad = true
		}
	}
	if bad {
		return "", false, false
	}
	// When a directory cannot be written to and is empty, wazero would compile
	// and then fail.
	probe, err := os.CreateTemp(dir, "probe.*.tmp")
	if err != nil {
		return dir, good > 0, good > 0
	}
	probe.Close()
	_ = os.Remove(probe.Name())
	return dir, good > 0, true
}

// sealCache writes the digest of the entries that this process has just made:
// any other without a digest was taken away by openCache. Failing to write one
// only means that the entry will not be used again.
func sealCache(dir string) {
	for _, path := range entries(dir) {
		if strings.HasSuffix(path, sumExt) || strings.HasSuffix(path, ".tmp") {
			continue
		}
		if _, err := os.Lstat(path + sumExt); err == nil {
			continue
		}
		sum, err := digest(path)
		if err != nil {
			continue
		}
		tmp, err := os.CreateTemp(filepath.Dir(path), "sum.*.tmp")
		if err != nil {
			return
		}
		_, err = tmp.Write(sum)
		if cerr := tmp.Close(); err == nil {
			err = cerr
		}
		if err == nil {
			err = os.Rename(tmp.Name(), path+sumExt)
		}
		if err != nil {
			_ = os.Remove(tmp.Name())
		}
	}
}

// entries are the files in the directories that wazero makes, one for each of
// its versions and each kind of machine.
func entries(dir string) []string {
	var paths []string
	versions, _ := os.ReadDir(dir)
	for _, version := range versions {
		if !version.IsDir() {
			continue
		}
		files, _ := os.ReadDir(filepath.Join(dir, version.Name()))
		for _, file := range files {
			paths = append(paths, filepath.Join(dir, version.Name(), file.Name()))
		}
	}
	return paths
}

func intact(path string) bool {
	want, err := os.ReadFile(path + sumExt)
	if err != nil {
		return false
	}
	sum, err := digest(path)
	return err == nil && bytes.Equal(sum, want)
}

// digest is the SHA-256 of a file in hexadecimal.
func digest(path string) ([]byte, error) {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(err, fs.ErrInvalid)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, err
	}
	return hex.AppendEncode(nil, h.Sum(nil)), nil
}
