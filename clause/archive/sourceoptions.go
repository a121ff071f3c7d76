package archive

import (
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// SourceOptions choose which files a source yields. The zero value yields all but
// the hidden ones and opens the archive files among them: .zip, .tar, .tar.gz and
// .tgz, .tar.bz2 and .tbz2, .tar.zst and .tzst.
type SourceOptions struct {
	// Include, where it is not empty, is what files have to match, Exclude what
	// they must not. A pattern has * (any letters but a slash), ? (one of them) and
	// ** (any folders); capitals do not count. One without a slash is held against
	// the base name, another against the path, in which "!/" is a slash like others.
	// What a folder or an archive file matches holds for all that stands in it.
	Include, Exclude []string
	// Hidden yields also what is hidden: names that begin with a point or with
	// "~$", Thumbs.db, desktop.ini, and the folders __MACOSX, $RECYCLE.BIN and
	// System Volume Information.
	Hidden bool
	// FollowLinks follows symbolic links that point out of the folder, each folder
	// once. Without it they are a *PlaceError, where they point to a folder or to
	// what seems to be a document. Links to files in the folder are always read;
	// folders in it are walked in their own place only.
	FollowLinks bool
	// Skip are files and folders on disk that are left out, such as the database of
	// a store.
	Skip []string
	// TempDir is where members of archive files are unpacked that are read out of
	// order: compressed tars, archives in archives. Empty means os.TempDir. The
	// files have no name there while they are in use, where the system allows it.
	TempDir string
	Limits  SourceLimits
}

// SourceLimits bound what archive files may ask for. A zero field means the
// default. What is over a limit is a *PlaceError of the class Limit.
type SourceLimits struct {
	Members     int   // of one archive file; default 1,000,000
	MemberBytes int64 // of one member, unpacked; default 256 MiB
	NestedBytes int64 // of an archive file in an archive file; default 4 GiB
	Depth       int   // archive files in each other; default 4
	// InflateRate is the highest ratio of unpacked to packed bytes; default 200. It
	// counts for a member beyond 8 MiB, and for all that comes out of an archive
	// file on disk, at any depth, beyond FreeBytes; default 1 GiB.
	InflateRate int64
	FreeBytes   int64
}

// freeMember is the size below which the ratio of inflation is not looked at.
const freeMember = 8 << 20

func (l SourceLimits) withDefaults() SourceLimits {
	if l.Members <= 0 {
		l.Members = 1_000_000
	}
	if l.MemberBytes <= 0 {
		l.MemberBytes = 256 << 20
	}
	if l.NestedBytes <= 0 {
		l.NestedBytes = 4 << 30
	}
	if l.Depth <= 0 {
		l.Depth = 4
	}
	if l.InflateRate <= 0 {
		l.InflateRate = 200
	}
	if l.FreeBytes <= 0 {
		l.FreeBytes = 1 << 30
	}
	return l
}

// choice is SourceOptions, made ready.
type choice struct {
	SourceOptions
	include, exclude []pattern
	skip             map[string]bool // by diskKey
}

func newChoice(o SourceOptions) *choice {
	c := &choice{SourceOptions: o, include: newPatterns(o.Include), exclude: newPatterns(o.Exclude), skip: map[string]bool{}}
	c.Limits = o.Limits.withDefaults()
	for _, file := range o.Skip {
		if abs, err := filepath.Abs(file); err == nil {
			// The file itself need not be there yet.
			if dir, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
				abs = filepath.Join(dir, filepath.Base(abs))
			}
			c.skip[diskKey(abs)] = true
		}
	}
	return c
}

func (c *choice) skipped(file string) bool { return len(c.skip) > 0 && c.skip[diskKey(file)] }

// diskKey makes names of files on disk comparable.
func diskKey(file string) string {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return strings.ToLower(norm.NFC.String(file))
	}
	return file
}

// passed tells what becomes of a folder or file of which the folder is walked:
// included where it or a folder above it matches Include or there is none, and
// out where it is hidden or excluded.
func (c *choice) passed(path string, above bool) (included, out bool) {
	return c.passedBelow(path, strings.LastIndexByte(path, '/')+1, above)
}

// passedBelow is passed for all the folders on the way from the folder that ends
// at from to the path.
func (c *choice) passedBelow(path string, from int, above bool) (included, out bool) {
	if !c.Hidden {
		for name := range strings.SplitSeq(path[from:], "/") {
			if hidden(name) {
				return false, true
			}
		}
	}
	included = above || len(c.include) == 0
	if len(c.exclude) == 0 && included {
		return true, false
	}
	names := splitFolded(path)
	for n := strings.Count(path[:from], "/") + 1; n <= len(names); n++ {
		if matchAny(c.exclude, names[:n]) {
			return false, true
		}
		included = included || matchAny(c.include, names[:n])
	}
	return included, false
}

// hidden tells whether a file is one that systems and programs keep for
// themselves.
func hidden(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") {
		return true
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information":
		return true
	}
	return false
}

// archiveEndings are the endings of names of archive files.
var archiveEndings = [...]string{".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.zst", ".tzst"}

// archiveName tells whether a file may be an archive file by its name.
func archiveName(name string) bool { return endsIn(name, archiveEndings[:]) }

// documentEndings are the endings of names of what is read.
var documentEndings = [...]string{".pdf", ".docx", ".docm", ".dotx", ".dotm", ".doc", ".odt", ".ott", ".fodt", ".rtf", ".htm", ".html", ".mht", ".mhtml", ".txt", ".md"}

// documentName tells whether a file seems to be a document, or to hold some, by
// its name.
func documentName(name string) bool { return archiveName(name) || endsIn(name, documentEndings[:]) }

func endsIn(name string, endings []string) bool {
	for _, e := range endings {
		if len(name) > len(e) && strings.EqualFold(name[len(name)-len(e):], e) {
			return true
		}
	}
	return false
}
