package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/storetest"
)

// batches are those of a synthetic archive.
func batches(n int) []archive.Batch { return slices.Collect(storetest.Synthetic(n, 3)) }

// foreign makes a database that is none of ours, by statements.
func foreign(t *testing.T, statements string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "vreemd.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpenFaults(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "tekst.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("geen database\n", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	newer := filepath.Join(folder, "nieuwer.db")
	s, err := Open(t.Context(), newer, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.writer.conn.ExecContext(t.Context(), "PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, path string
		want       error
	}{
		{"folder that is not there", filepath.Join(folder, "niets", "a.db"), ErrMissing},
		{"a folder", folder, ErrNotStore},
		{"no database", text, ErrNotStore},
		{"of another program", foreign(t, "CREATE TABLE t (a)"), ErrNotStore},
		{"marked by another program", foreign(t, "PRAGMA application_id = 77"), ErrNotStore},
		{"newer", newer, ErrNewer},
	} {
		before, _ := os.ReadFile(tc.path)
		for _, readOnly := range []bool{false, true} {
			_, err := Open(t.Context(), tc.path, Options{ReadOnly: readOnly})
			var typed *Error
			if !errors.Is(err, tc.want) || !errors.As(err, &typed) || typed.Path != tc.path || !strings.Contains(err.Error(), tc.want.Error()) {
				t.Errorf("%s (to read only: %v): %v, want %v", tc.name, readOnly, err, tc.want)
			}
		}
		if after, _ := os.ReadFile(tc.path); string(before) != string(after) {
			t.Errorf("%s: the file was changed", tc.name)
		}
	}
	if _, err := Open(t.Context(), filepath.Join(folder, "niets.db"), Options{ReadOnly: true}); !errors.Is(err, ErrMissing) {
		t.Errorf("a store that is not there, to read: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, filepath.Join(folder, "x.db"), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestFull(t *testing.T) {
	s := open(t, Options{})
	list := batches(200)
	if err := s.Commit(t.Context(), list[0]); err != nil {
		t.Fatal(err)
	}
	var pages int
	if err := s.writer.conn.QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := s.writer.conn.ExecContext(t.Context(), "PRAGMA max_page_count = "+strconv.Itoa(pages+20)); err != nil {
		t.Fatal(err)
	}
	err := s.Commit(t.Context(), list[1])
	var typed *Error
	if !errors.Is(err, ErrFull) || !errors.As(err, &typed) {
		t.Fatalf("on a full disk: %v", err)
	}
	count := func() int {
		stats, err := s.Stats(t.Context(), archive.Query{})
		if err != nil {
			t.Fatal(err)
		}
		return stats.Documents
	}
	if n := count(); n != len(list[0].Outcomes) {
		t.Errorf("%d documents after a batch that failed, want %d", n, len(list[0].Outcomes))
	}
	if _, err := s.writer.conn.ExecContext(t.Context(), "PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	for _, b := range list[1:] {
		if err := s.Commit(t.Context(), b); err != nil {
			t.Fatalf("when there is room again: %v", err)
		}
	}
	if n := count(); n != 200 {
		t.Errorf("%d documents in the end, want 200", n)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// Another process is a store of its own; a connection of its own is the same to
// SQLite.
func TestTwoAtOnce(t *testing.T) {
	a := open(t, Options{})
	list := batches(100)
	if err := a.Commit(t.Context(), list[0]); err != nil {
		t.Fatal(err)
	}
	reader, err := Open(t.Context(), a.path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	b, err := Open(t.Context(), a.path, Options{Wait: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	// While a writes, readers go on, and b waits and gives up.
	if err := a.write(t.Context(), func(ctx context.Context, w *writer) error {
		if _, err := w.exec(ctx, "INSERT INTO documents (sha256) VALUES ('x')"); err != nil {
			return err
		}
		if stats, err := reader.Stats(ctx, archive.Query{}); err != nil || stats.Documents != 50 {
			t.Errorf("read while another writes: %+v, %v", stats, err)
		}
		if err := b.Commit(ctx, list[1]); !errors.Is(err, ErrBusy) {
			t.Errorf("write while another writes: %v", err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := b.Commit(t.Context(), list[1]); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Store{a, b, reader} {
		if stats, err := s.Stats(t.Context(), archive.Query{}); err != nil || stats.Documents != 100 {
			t.Errorf("after it: %+v, %v", stats, err)
		}
	}
	if err := reader.Commit(t.Context(), list[0]); !errors.Is(err, ErrReadOnly) {
		t.Errorf("write to what was opened to read: %v", err)
	}
	if err := reader.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestCorrupt(t *testing.T) {
	s := open(t, Options{})
	for _, b := range batches(50) {
		if err := s.Commit(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 20 * 4096; i < len(data)-4096; i += 512 {
		data[i] ^= 0x55
	}
	if err := os.WriteFile(s.path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err = Open(t.Context(), s.path, Options{})
	if err == nil {
		err = s.Check(t.Context())
		_ = s.Close()
	}
	if !errors.Is(err, ErrCorrupt) {
		t.Errorf("a damaged file: %v", err)
	}
}

func TestUnpackDamaged(t *testing.T) {
	report := batches(1)[0].Outcomes[0].Report
	var p packer
	p.reset()
	numbers := make([]int64, len(report.Results))
	l := lexicon{{}}
	for i := range report.Results {
		numbers[i] = int64(i + 1)
		l = append(l, described(&report.Results[i]))
	}
	p.results(report.Results, numbers)
	if got, err := unpackResults(p.out, l); err != nil || len(got) != len(report.Results) {
		t.Fatalf("%d results, %v", len(got), err)
	}
	for n := range p.out {
		if n > 300 && n%101 != 0 {
			continue
		}
		if _, err := unpackResults(p.out[:n], l); !errors.Is(err, ErrCorrupt) {
			t.Fatalf("cut off at %d: %v", n, err)
		}
		damaged := slices.Clone(p.out)
		damaged[n] ^= 0xff
		_, _ = unpackResults(damaged, l) // it may read as something else, and does not panic
	}
}

func TestFileMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files have no mode here")
	}
	s := open(t, Options{Sync: SyncFull})
	if err := s.Commit(t.Context(), batches(1)[0]); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(s.path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%q has mode %v", suffix, info.Mode())
		}
	}
	var sync int
	if err := s.writer.conn.QueryRowContext(t.Context(), "PRAGMA synchronous").Scan(&sync); err != nil || sync != 2 {
		t.Errorf("synchronous is %d, %v", sync, err)
	}
}

// Nothing is written any more when the file lost its name, and what took its place
// is left as it is.
func TestReplacedFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file in use keeps its name there")
	}
	for _, other := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "a.db")
		s, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		batch := batches(4)[0]
		if err := s.Commit(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if other {
			if err := os.WriteFile(path, []byte("een ander"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Commit(t.Context(), batch); !errors.Is(err, ErrReplaced) {
			t.Errorf("other %v: %v, want ErrReplaced", other, err)
		}
		if _, err := s.Forget(t.Context(), "x"); !errors.Is(err, ErrReplaced) {
			t.Errorf("other %v: %v, want ErrReplaced", other, err)
		}
		s.Close()
		if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
			t.Errorf("other %v: %d bytes are left for another file of that name", other, info.Size())
		}
		if data, err := os.ReadFile(path); other && (err != nil || string(data) != "een ander") {
			t.Errorf("the other file is %q, %v", data, err)
		}
	}
}

// What the system says before SQLite is asked has its sentinel too.
func TestSystemErrors(t *testing.T) {
	for err, want := range map[error]error{syscall.EROFS: ErrReadOnly, syscall.ENOSPC: ErrFull, syscall.EACCES: ErrDenied, syscall.ENOENT: ErrMissing} {
		if got := wrap(t.Context(), "a.db", &os.PathError{Op: "open", Path: "a.db", Err: err}); !errors.Is(got, want) {
			t.Errorf("%v is %v, want %v", err, got, want)
		}
	}
}
