package archive

import (
	"context"
	"io"
	"io/fs"
	"strconv"
	"time"
)

// walker is one walk over a source. Its methods tell whether the walk goes on.
type walker struct {
	ctx   context.Context
	yield func(File, error) bool
	disk  disk
	*choice
	// before is the length of the beginning of all paths that patterns are not held
	// against.
	before int

	// Of the folder that is walked.
	root    string          // without links
	visited map[string]bool // folders elsewhere that were walked, without links
}

// live tells whether the context lives; if not, it ends the walk.
func (w *walker) live() bool {
	if err := w.ctx.Err(); err != nil {
		w.yield(File{}, err)
		return false
	}
	return true
}

func (w *walker) fail(path string, f *Failure) bool {
	// What fails when the context ended fails of that.
	return w.live() && w.yield(File{}, &PlaceError{Path: path, Failure: f})
}

// file yields a file on disk, or the members of an archive file.
func (w *walker) file(name, path string, info fs.FileInfo, included bool) bool {
	if archiveName(path) {
		if known, goOn := w.archiveFile(name, path, included); known {
			return goOn
		}
	}
	if !included {
		return true
	}
	return w.yield(w.document(name, path, info), nil)
}

// document is a file on disk that is no archive file.
func (w *walker) document(name, path string, info fs.FileInfo) File {
	return File{
		Path: path, Size: info.Size(), ModTime: keptTime(info.ModTime()), Anew: true,
		Open: func() (io.ReadCloser, error) {
			f, err := w.disk.open(name)
			if err != nil {
				return nil, err // and no nil in an interface
			}
			return f, nil
		},
		Stat: func() (int64, time.Time, error) {
			now, err := w.disk.stat(name)
			if err != nil {
				return 0, time.Time{}, err
			}
			return now.Size(), keptTime(now.ModTime()), nil
		},
	}
}

// keptTime is a time of change as every store can keep it: archive files, and
// disks, can speak of any year. What is out of the range of nanoseconds is taken
// for the beginning of 1970.
func keptTime(t time.Time) time.Time {
	const first, last = 1678, 2261
	if y := t.UTC().Year(); y < first || y > last {
		return time.Unix(0, 0).UTC()
	}
	return t.UTC()
}

// archiveFile walks over an archive file on disk. It is not known where the bytes
// are those of something else.
func (w *walker) archiveFile(name, path string, included bool) (known, goOn bool) {
	f, err := w.disk.open(name)
	if err != nil {
		return true, w.fail(path, placeFailure(err))
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return true, w.fail(path, placeFailure(err))
	}
	in := newContents(f, info.Size(), f.Close)
	defer in.release()
	whole := &onDisk{name: name, disk: w.disk, size: info.Size(), modTime: info.ModTime(), rate: w.Limits.InflateRate}
	whole.left = w.Limits.FreeBytes + whole.rate*whole.size
	if whole.left < 0 {
		whole.left = w.Limits.FreeBytes // the ratio of a file of exabytes
	}
	return w.archive(&opened{whole: whole, path: path, in: in, included: included, depth: 1, stamp: whole.stamp()})
}

// onDisk is an archive file on disk, which all that stands in it depends on.
type onDisk struct {
	name    string
	disk    disk
	size    int64
	modTime time.Time
	rate    int64
	left    int64 // bytes that may still come out of it
}

// stamp stands for the state of the file.
func (d *onDisk) stamp() string {
	return d.modTime.UTC().Format(time.RFC3339Nano) + "/" + strconv.FormatInt(d.size, 10)
}

// spend takes n bytes of what may come out of the file.
func (d *onDisk) spend(n int64) error {
	if d.left -= n; d.left < 0 {
		d.left = 0
		return limitFailure(rateOfArchive, d.rate)
	}
	return nil
}

// stat tells size and time of a member as long as the file is what it was.
func (d *onDisk) stat(size int64, modTime time.Time) func() (int64, time.Time, error) {
	return func() (int64, time.Time, error) {
		now, err := d.disk.stat(d.name)
		if err != nil {
			return 0, time.Time{}, err
		}
		if now.Size() != d.size || !now.ModTime().Equal(d.modTime) {
			return -1, keptTime(now.ModTime()), nil
		}
		return size, modTime, nil
	}
}

// opened is an archive file that is walked.
type opened struct {
	whole    *onDisk
	path     string
	in       *contents
	included bool // by its own name
	depth    int
	stamp    string // changes when the bytes do
	names    *names
}

// archive walks over an archive file, by what its bytes are.
func (w *walker) archive(a *opened) (known, goOn bool) {
	a.names = newNames()
	kind, err := sniffArchive(a.in, archiveName(a.path))
	if err != nil {
		return true, w.fail(a.path, damage(err, brokenPacking))
	}
	switch kind {
	case zipFile:
		return w.zip(a)
	case tarFile:
		if f := w.shallow(a); f != nil {
			return true, w.fail(a.path, f)
		}
		at := io.NewSectionReader(a.in, 0, a.in.size)
		return true, w.tar(a, at, at)
	case packedFile:
		return w.packed(a)
	}
	return false, true
}

// shallow refuses an archive file that lies too deep in others.
func (w *walker) shallow(a *opened) *Failure {
	if a.depth > w.Limits.Depth {
		return limitFailure(depthOfArchives, int64(w.Limits.Depth))
	}
	return nil
}

// member is a member of an archive file as the walkers of zip and tar find it.
type member struct {
	name    string
	size    int64
	modTime time.Time
	sum     string
	// open gives the bytes, in order; contents gives them in any order.
	open     func() (io.ReadCloser, error)
	contents func() (*contents, error)
}

// member yields a member, or what stands in it. A failure comes in the place of a
// file.
func (w *walker) member(a *opened, m member, failure *Failure) bool {
	clean := memberPath(m.name)
	if clean == "" {
		clean = "_"
	}
	prefix := a.path + "!/"
	full := prefix + a.names.unique(clean)
	included, out := w.passedBelow(full[w.before:], len(prefix)-w.before, a.included)
	archive := archiveName(clean)
	switch {
	case out, !included && !archive:
		return true
	case failure != nil:
		return w.fail(full, failure)
	case archive:
		return w.nested(a, m, full, included)
	case m.size > w.Limits.MemberBytes:
		return w.fail(full, limitFailure(bytesOfMember, w.Limits.MemberBytes))
	}
	return w.yield(a.file(m, full), nil)
}

func (a *opened) file(m member, full string) File {
	return File{
		Path: full, Size: m.size, ModTime: m.modTime, Sum: m.sum, Stat: a.whole.stat(m.size, m.modTime),
		Open: func() (io.ReadCloser, error) {
			r, err := m.open()
			if err != nil {
				return nil, memberError(full, err)
			}
			return &memberReader{r, full}, nil
		},
	}
}

// nested walks over an archive file in an archive file, or yields what only has
// the name of one.
func (w *walker) nested(a *opened, m member, full string, included bool) bool {
	if m.size > w.Limits.NestedBytes {
		return w.fail(full, limitFailure(bytesOfMember, w.Limits.NestedBytes))
	}
	in, err := m.contents()
	if err != nil {
		return w.fail(full, damage(err, brokenMember))
	}
	defer in.release()
	known, goOn := w.archive(&opened{whole: a.whole, path: full, in: in, included: included, depth: a.depth + 1, stamp: m.sum})
	switch {
	case known || !included:
		return goOn
	case m.size > w.Limits.MemberBytes:
		return w.fail(full, limitFailure(bytesOfMember, w.Limits.MemberBytes))
	}
	m.open = func() (io.ReadCloser, error) { return in.section(0, in.size) }
	return w.yield(a.file(m, full), nil)
}

// memberReader gives errors of unpacking with the failure that they stand for.
type memberReader struct {
	io.ReadCloser
	path string
}

func (r *memberReader) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	return n, memberError(r.path, err)
}
