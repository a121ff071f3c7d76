package archive

import (
	"context"
	"iter"
	"os"
	"path/filepath"

	"github.com/clausule/clausule/extract"
)

// OpenSource gives what stands at path as a source: a folder, see NewFolder, or
// one file. A file that is a zip or a tar, compressed or not, whatever its name,
// yields its members, with paths such as "oud.zip!/map/dpa.docx"; against these
// the patterns of the options are held from behind "!/". Another file is yielded
// itself, with its base name as path, whatever the options. The name of such a
// source is the absolute path of the file, so that a scan of it says nothing of
// the files beside it.
//
// The error is an *extract.Error with extract.ErrFile where there is nothing at
// path that can be read.
func OpenSource(path string, opts SourceOptions) (Source, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, extract.FileError(path, err)
	}
	info, err := os.Stat(abs)
	switch {
	case err != nil:
		return nil, extract.FileError(path, err)
	case info.IsDir():
		return NewFolder(path, opts)
	case !info.Mode().IsRegular():
		return nil, kindError(path, "pijp of apparaat", "geef een map op, of een bestand")
	}
	f, err := openFile(abs)
	if err != nil {
		return nil, extract.FileError(path, err)
	}
	f.Close()
	return &single{abs, newChoice(opts), systemDisk}, nil
}

// single is a source of one file, or of what stands in it.
type single struct {
	file string // absolute
	*choice
	disk disk
}

var (
	_ Source  = (*single)(nil)
	_ Coverer = (*single)(nil)
)

func (s *single) Name() string { return filepath.ToSlash(s.file) }

// path is that of the file in its source.
func (s *single) path() string { return shownName(filepath.Base(s.file)) }

// Covers tells whether a walk meets what has this path, if it is there.
func (s *single) Covers(path string) bool {
	before := len(s.path()) + len("!/")
	if len(path) < before {
		return true
	}
	included, out := s.passedBelow(path[before:], 0, false)
	return !out && (included || archiveName(path))
}

func (s *single) Files(ctx context.Context) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		path := s.path()
		w := &walker{ctx: ctx, yield: yield, disk: s.disk, choice: s.choice, before: len(path) + len("!/")}
		if !w.live() {
			return
		}
		info, err := w.disk.stat(s.file)
		if err != nil {
			yield(File{}, extract.FileError(s.file, err))
			return
		}
		if known, _ := w.archiveFile(s.file, path, len(s.include) == 0); !known {
			yield(w.document(s.file, path, info), nil)
		}
	}
}
