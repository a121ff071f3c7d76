package archive

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clausule/clausule/extract"
)

// Folder is a source: a folder on disk with all below it. Its files come in the
// order of their names, folder by folder; members of archive files in the order in
// which they stand there, with the path "2021/oud.zip!/map/dpa.docx". Archive
// files in archive files are walked too.
//
// An archive file is opened where its name and its bytes say that it is one. A zip
// that is a document by its format (Word, OpenDocument) is a document. Named
// pipes, sockets and devices are never opened. Symbolic and hard links in an
// archive file are left out.
//
// Names of members are never used as names on disk. In paths, what is no text or
// controls the terminal is written as %1B, steps up are left out, and a name that
// comes twice gets a number: "dpa (2).docx".
//
// A folder is safe for concurrent walks.
type Folder struct {
	root string // absolute
	*choice
	disk disk
}

var (
	_ Source  = (*Folder)(nil)
	_ Coverer = (*Folder)(nil)
)

// disk is how files are reached.
type disk struct {
	readDir func(name string) ([]fs.DirEntry, error)
	open    func(name string) (*os.File, error)
	stat    func(name string) (fs.FileInfo, error)
}

var systemDisk = disk{os.ReadDir, openFile, os.Stat}

// regular refuses what is no file any more when it is opened.
func regular(f *os.File, err error) (*os.File, error) {
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = changedFailure()
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// NewFolder gives the folder at root as a source. The error is an *extract.Error
// with extract.ErrFile where there is no folder.
func NewFolder(root string, opts SourceOptions) (*Folder, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, extract.FileError(root, err)
	}
	info, err := os.Stat(abs)
	if err != nil {
		return nil, extract.FileError(root, err)
	}
	if !info.IsDir() {
		return nil, kindError(root, "bestand", "geef een map op")
	}
	return &Folder{abs, newChoice(opts), systemDisk}, nil
}

// Name is the absolute path of the folder, with slashes.
func (f *Folder) Name() string { return filepath.ToSlash(f.root) }

// Covers tells whether a walk meets what has this path, if it is there. Folders
// and archive files are met whatever Include says.
func (f *Folder) Covers(path string) bool {
	included, out := f.passedBelow(path, 0, false)
	if out || included || archiveName(path) {
		return !out
	}
	if strings.ContainsAny(path, "!%") {
		return false // a member, or a name that is not that on disk
	}
	info, err := f.disk.stat(filepath.Join(f.root, filepath.FromSlash(path)))
	return err == nil && info.IsDir() || errors.Is(err, fs.ErrNotExist)
}

// Files walks over the files. Only the folder itself that cannot be listed, and
// the context, end the walk.
func (f *Folder) Files(ctx context.Context) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		real, err := filepath.EvalSymlinks(f.root)
		if err != nil {
			yield(File{}, extract.FileError(f.root, err))
			return
		}
		w := &walker{ctx: ctx, yield: yield, disk: f.disk, choice: f.choice, root: real, visited: map[string]bool{}}
		w.folder(folder{disk: f.root, real: real})
	}
}

// folder is a folder on the way of a walk, or a name in one.
type folder struct {
	disk, real string // its name, and without links
	path       string // below the source
	included   bool   // matches Include, or one above it does
	away       bool   // a link out of the source led to it
}

func (w *walker) folder(at folder) bool {
	if at.away {
		// A loop, a second link to it, or the source again.
		if w.visited[at.real] || within(at.real, w.root) {
			return true
		}
		w.visited[at.real] = true
	}
	if !w.live() {
		return false
	}
	entries, err := w.disk.readDir(at.disk)
	if err != nil && at.path == "" {
		w.yield(File{}, extract.FileError(at.disk, err))
		return false
	}
	if err != nil && !w.fail(at.path, placeFailure(err)) {
		return false
	}
	// What was listed before the error is there.
	shown := shownNames(entries)
	for i, e := range entries {
		entries[i] = nil
		name := e.Name()
		if s, ok := shown[name]; ok {
			name = s
		}
		if !w.live() || !w.entry(at, e, name) {
			return false
		}
	}
	return true
}

// shownNames gives the names in a folder that do not stand in a path as they are;
// nil for none.
func shownNames(entries []fs.DirEntry) map[string]string {
	plain := func(e fs.DirEntry) bool { return shownName(e.Name()) == e.Name() }
	if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return !plain(e) }) {
		return nil
	}
	given, shown := newNames(), map[string]string{}
	for _, e := range entries {
		if plain(e) {
			given.unique(e.Name())
		}
	}
	for _, e := range entries {
		if !plain(e) {
			shown[e.Name()] = given.unique(shownName(e.Name()))
		}
	}
	return shown
}

// shownName is the name of a file or folder in a path. None ends in "!", so that
// "!/" is the border of an archive file only.
func shownName(name string) string { return plainName(name, true) }

// entry deals with one name in a folder.
func (w *walker) entry(at folder, e fs.DirEntry, name string) bool {
	path := name
	if at.path != "" {
		path = at.path + "/" + name
	}
	below := folder{disk: filepath.Join(at.disk, e.Name()), real: filepath.Join(at.real, e.Name()), path: path, away: at.away}
	if w.skipped(below.real) {
		return true
	}
	var out bool
	if below.included, out = w.passed(path, at.included); out {
		return true
	}
	switch {
	case e.Type()&fs.ModeSymlink != 0:
		return w.link(below)
	case e.IsDir():
		return w.folder(below)
	case !e.Type().IsRegular():
		return true
	}
	info, err := e.Info()
	if err != nil {
		return w.fail(path, placeFailure(err))
	}
	return w.file(below.disk, path, info, below.included)
}

// link follows a symbolic link, or does not.
func (w *walker) link(at folder) bool {
	said := at.included && documentName(at.path) // it would be missed
	info, err := w.disk.stat(at.disk)
	if err == nil {
		at.real, err = filepath.EvalSymlinks(at.disk)
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return w.fail(at.path, placeFailure(err))
	case err != nil && said:
		// Also a link to itself.
		return w.fail(at.path, &Failure{Class: Vanished, Message: danglingLink})
	case err != nil || w.skipped(at.real):
		return true
	}
	inside := within(at.real, w.root)
	switch {
	case inside && info.Mode().IsRegular(), w.FollowLinks && info.Mode().IsRegular():
		return w.file(at.disk, at.path, info, at.included)
	case inside || !info.IsDir() && !(info.Mode().IsRegular() && said):
		return true // walked in its own place, or nothing to read
	case !w.FollowLinks:
		return w.fail(at.path, unreadable(outsideLink))
	}
	at.away = true
	return w.folder(at)
}

// within tells whether a file is a folder or lies below it; neither has links.
func within(file, folder string) bool {
	rest, ok := strings.CutPrefix(file, folder)
	return ok && (rest == "" || rest[0] == filepath.Separator || strings.HasSuffix(folder, string(filepath.Separator)))
}
