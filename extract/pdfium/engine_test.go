package pdfium

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clausule/clausule/extract/document"
)

func TestOpenErrors(t *testing.T) {
	for _, tc := range []struct {
		name   string
		data   []byte
		reason error
	}{
		{"empty", nil, document.ErrDamaged},
		{"no PDF", []byte(strings.Repeat("geen PDF ", 100)), document.ErrDamaged},
		{"other handler", encrypted("<</Filter/Other/V 1>>"), document.ErrEncrypted},
		{"password", encrypted("<</Filter/Standard/V 1/R 2/P -4/O<" + strings.Repeat("41", 32) + ">/U<" + strings.Repeat("42", 32) + ">>>"), document.ErrEncrypted},
	} {
		f, err := shared.Open(context.Background(), tc.data, "")
		var typed *document.Error
		if f != nil || !errors.As(err, &typed) || !errors.Is(err, tc.reason) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
	for _, page := range []int{0, -1, 2, 1 << 40} {
		f := open(t, shared, hello())
		if _, err := f.Words(context.Background(), page); !errors.Is(err, document.ErrDamaged) {
			t.Errorf("page %d: %v", page, err)
		}
		if got := text(words(t, f)); got != "Hallo" {
			t.Errorf("after page %d: %q", page, got)
		}
	}
}

func encrypted(dict string) []byte {
	return writePDF("/Encrypt 4 0 R/ID[<01><01>]", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R"+a4+">>", dict)
}

// After the context ends in the middle of a page, the file can be read on.
func TestCancel(t *testing.T) {
	f := open(t, shared, endless())
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(100*time.Millisecond, cancel)
	start := time.Now()
	if _, err := f.Words(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("it took %v", d)
	}
	ctx, cancel = context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := f.Render(ctx, 1, 72); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("deadline: %v", err)
	}
	if _, err := f.Words(ctx, 1); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("after the deadline: %v", err)
	}
	if _, err := shared.Open(ctx, hello(), ""); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("open after the deadline: %v", err)
	}
	if f.Pages() != 1 {
		t.Error("the pages are lost")
	}
}

// One bad page costs its time limit, and the other pages are read.
func TestPageTimeout(t *testing.T) {
	e := New(Options{CacheDir: sharedDir, PageTimeout: 300 * time.Millisecond})
	defer e.Close()
	data := endless()
	data = []byte(strings.Replace(string(data), "/Kids[5 0 R]/Count 1", "/Kids[5 0 R 38 0 R]/Count 2", 1))
	data = append(data, "38 0 obj\n<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents 39 0 R"+a4+">>\nendobj\n39 0 obj\n"+
		stream("", "BT /F 12 Tf 9 9 Td (Tweede) Tj ET")+"\nendobj\ntrailer<</Root 1 0 R>>\n"...)
	f := open(t, e, data)
	if f.Pages() != 2 {
		t.Fatalf("%d pages", f.Pages())
	}
	for range 2 {
		if _, err := f.Words(context.Background(), 1); !errors.Is(err, document.ErrLimit) {
			t.Errorf("bad page: %v", err)
		}
		p, err := f.Words(context.Background(), 2)
		if err != nil || text(p) != "Tweede" {
			t.Errorf("good page: %q, %v", text(p), err)
		}
	}
	for range maxDeaths {
		if _, err := f.Words(context.Background(), 1); !errors.Is(err, document.ErrLimit) {
			t.Errorf("bad page: %v", err)
		}
	}
	start := time.Now()
	if _, err := f.Words(context.Background(), 1); !errors.Is(err, document.ErrLimit) || time.Since(start) > 200*time.Millisecond {
		t.Errorf("a file without hope took %v: %v", time.Since(start), err)
	}
}

func TestMemoryLimit(t *testing.T) {
	e := New(Options{CacheDir: sharedDir, MemoryBytes: 1})
	defer e.Close()
	if _, err := e.Open(context.Background(), make([]byte, 64<<20), ""); !errors.Is(err, document.ErrLimit) {
		t.Errorf("a file larger than the memory: %v", err)
	}
	f := open(t, e, newPDF("", a4, strings.Repeat("BT /F 12 Tf 9 9 Td (aaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n", 200_000)))
	if _, err := f.Words(context.Background(), 1); !errors.Is(err, document.ErrLimit) {
		t.Errorf("page: %v", err)
	}
	if got := text(words(t, open(t, e, hello()))); got != "Hallo" {
		t.Errorf("the next file: %q", got)
	}
}

func TestMemory(t *testing.T) {
	m := newMemory(4 << 20)
	b := m.Reallocate(1 << 20)
	if len(b) != 1<<20 {
		t.Fatal("no memory")
	}
	b[0], b[1<<20-1] = 1, 2
	b = m.Reallocate(3 << 20)
	if len(b) != 3<<20 || b[0] != 1 || b[1<<20-1] != 2 || b[2<<20] != 0 {
		t.Error("the contents are lost")
	}
	if m.refused() || m.Reallocate(5<<20) != nil || !m.refused() {
		t.Error("the limit does not hold")
	}
	if b[0] != 1 {
		t.Error("the memory went with the refusal")
	}
	m.Free()
	m.Free()
}

func TestClose(t *testing.T) {
	e := New(Options{})
	if err := errors.Join(e.Close(), e.Close()); err != nil {
		t.Error(err)
	}
	if _, err := e.Open(context.Background(), hello(), ""); !errors.Is(err, document.ErrEngine) {
		t.Errorf("open: %v", err)
	}

	e = New(Options{CacheDir: sharedDir})
	f, idle := open(t, e, endless()), open(t, e, hello())
	done := make(chan error)
	go func() {
		_, err := f.Words(context.Background(), 1)
		done <- err
	}()
	time.Sleep(100 * time.Millisecond)
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	if err := <-done; !errors.Is(err, document.ErrEngine) {
		t.Errorf("a call during Close: %v", err)
	}
	if _, err := idle.Words(context.Background(), 1); !errors.Is(err, document.ErrEngine) {
		t.Errorf("after Close: %v", err)
	}
	if err := idle.Close(); err != nil {
		t.Error(err)
	}
}

func TestConcurrent(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 5 {
				want := fmt.Sprintf("woord%d van%d", i, j)
				f, err := shared.Open(context.Background(), newPDF("", a4, "BT /F 12 Tf 100 700 Td ("+want+") Tj ET"), "")
				if err != nil {
					t.Error(err)
					return
				}
				p, err := f.Words(context.Background(), 1)
				if err != nil || text(p) != want {
					t.Errorf("%q, %v", text(p), err)
				}
				if _, err := f.Render(context.Background(), 1, 30); err != nil {
					t.Error(err)
				}
				f.Close()
			}
		})
	}
	wg.Wait()
}

func TestNoLeaks(t *testing.T) {
	cycle := func(n int) {
		for range n {
			f, err := shared.Open(context.Background(), hello(), "")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Words(context.Background(), 1); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
	cycle(10)
	goroutines, heap, mapped := runtime.NumGoroutine(), inUse(), size(t)
	cycle(100)
	time.Sleep(50 * time.Millisecond)
	if n := runtime.NumGoroutine(); n > goroutines {
		t.Errorf("%d goroutines, were %d", n, goroutines)
	}
	if n := inUse(); n > heap+4<<20 {
		t.Errorf("%d bytes in use, were %d", n, heap)
	}
	if n := size(t); n > mapped+256<<20 {
		t.Errorf("%d bytes of address space, were %d", n, mapped)
	}
	if len(shared.files) > 0 && !t.Failed() {
		t.Logf("%d files are open", len(shared.files))
	}
}

func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// size is the address space of the process, 0 where it cannot be known.
func size(t *testing.T) uint64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var pages uint64
	if _, err := fmt.Sscan(string(b), &pages); err != nil {
		t.Fatal(err)
	}
	return pages * uint64(os.Getpagesize())
}

// A spoilt entry of the cache is thrown away, wherever the damage is.
func TestSpoiltCache(t *testing.T) {
	if err := shared.Prepare(context.Background()); err != nil {
		t.Fatal(err)
	}
	var entry string
	for _, path := range entries(filepath.Join(sharedDir, layout)) {
		if !strings.HasSuffix(path, sumExt) {
			entry = path
		}
	}
	if entry == "" || !intact(entry) {
		t.Fatalf("no entry %q", entry)
	}
	good, err := os.ReadFile(entry)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(entry + sumExt)
	if err != nil {
		t.Fatal(err)
	}
	version := filepath.Base(filepath.Dir(entry))
	place := func(t *testing.T, data, sum []byte) (parent, path string) {
		parent = t.TempDir()
		dir := filepath.Join(parent, layout, version)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		path = filepath.Join(dir, filepath.Base(entry))
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if sum != nil {
			if err := os.WriteFile(path+sumExt, sum, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return parent, path
	}
	flipped := func(at int) []byte {
		b := append([]byte(nil), good...)
		b[at] ^= 0x10
		return b
	}
	for name, data := range map[string][]byte{
		"number of functions": flipped(6 + 1 + 7), "table": flipped(200), "code": flipped(len(good) / 2), "end": flipped(len(good) - 1),
		"cut": good[:len(good)/2], "empty": {},
	} {
		parent, path := place(t, data, sum)
		if _, filled, ok := openCache(parent); filled || !ok {
			t.Errorf("%s: filled %v, ok %v", name, filled, ok)
		}
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s: the entry is still there", name)
		}
	}
	parent, path := place(t, good, nil)
	if _, filled, ok := openCache(parent); filled || !ok {
		t.Errorf("no digest: filled %v, ok %v", filled, ok)
	}
	parent, _ = place(t, good, sum)
	if _, filled, ok := openCache(parent); !filled || !ok {
		t.Errorf("good: filled %v, ok %v", filled, ok)
	}
	if testing.Short() {
		return
	}
	// And once in whole: the damage is made good and the file is read.
	parent, path = place(t, flipped(200), sum)
	e := New(Options{CacheDir: parent})
	defer e.Close()
	if got := text(words(t, open(t, e, hello()))); got != "Hallo" {
		t.Errorf("%q", got)
	}
	if !intact(path) {
		t.Error("there is no new entry")
	}
}

func TestUnusableCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, ok := openCache(file); ok {
		t.Error("a file is taken for a directory")
	}
	if runtime.GOOS == "windows" {
		return
	}
	open := t.TempDir()
	if err := os.MkdirAll(filepath.Join(open, layout), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(open, layout), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, _, ok := openCache(open); ok {
		t.Error("a directory that everybody may write to is used")
	}
	link := t.TempDir()
	if err := os.Symlink(t.TempDir(), filepath.Join(link, layout)); err != nil {
		t.Fatal(err)
	}
	if _, _, ok := openCache(link); ok {
		t.Error("a link is followed")
	}
}
