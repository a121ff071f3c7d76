package child

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/rules"
)

// The program of the tests is its own child: by its second argument it knows what
// to be.
const (
	asReader  = "be-a-child"   // reads and judges
	asHostile = "be-hostile"   // does what documents ask it to
	asParent  = "be-a-parent"  // keeps children until it is killed
	asBroken  = "be-broken"    // ends at once
	asRefuser = "be-a-refuser" // cannot use its setup
)

func TestMain(m *testing.M) {
	if len(os.Args) < 2 || !strings.HasPrefix(os.Args[1], "be-") {
		os.Exit(m.Run())
	}
	var err error
	switch os.Args[1] {
	case asReader:
		err = Serve(context.Background(), os.Stdin, os.Stdout, build)
	case asHostile:
		s := &server{exit: os.Exit}
		err = s.serve(context.Background(), os.Stdin, os.Stdout, func([]byte) (archive.Settings, work, error) {
			return hostileSettings(), hostile, nil
		})
	case asParent:
		err = parent()
	case asBroken:
		os.Exit(3)
	case asRefuser:
		err = Serve(context.Background(), os.Stdin, os.Stdout, func([]byte) (*clause.Checker, extract.Options, error) {
			return nil, extract.Options{}, errors.New("map met regels weg bestaat niet")
		})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// build makes the checker of a pack.
func build(pack []byte) (*clause.Checker, extract.Options, error) {
	catalogue, err := rules.Builtin()
	if err != nil {
		return nil, extract.Options{}, err
	}
	if catalogue, err = catalogue.Select(string(pack)); err != nil {
		return nil, extract.Options{}, err
	}
	checker, err := clause.New(catalogue, clause.Options{})
	return checker, extract.Options{}, err
}

func hostileSettings() archive.Settings {
	return archive.Settings{Engine: "test", Reading: "r", Judging: "j"}
}

// hostile does what a document says. It answers with the hash of what it got.
func hostile(ctx context.Context, job archive.Job, beat func()) (*archive.Outcome, error) {
	data := job.Text
	if job.Body != nil {
		var err error
		if data, err = io.ReadAll(job.Body); err != nil {
			return nil, err
		}
	}
	if !job.Wanted() {
		return nil, archive.ErrUnwanted
	}
	what, rest, _ := strings.Cut(string(data), " ")
	switch what {
	case "panic":
		panic("over the document at 0xc000123456")
	case "gopanic":
		go panic("beside it")
		select {}
	case "exit":
		os.Exit(7)
	case "loop":
		for n := 0; ; n++ {
			_ = n
		}
	case "allocate":
		var all [][]byte
		for {
			b := make([]byte, 1<<20)
			for i := 0; i < len(b); i += 1 << 10 {
				b[i] = 1
			}
			all = append(all, b)
		}
	case "program": // one that takes long, as the recognition of many pages does
		cmd := exec.Command("sh", "-c", "i=0; while [ $i -lt 250000 ]; do i=$((i+1)); done")
		if err := cmd.Run(); err != nil {
			return nil, err
		}
		time.Sleep(20 * often)
	case "silence":
		time.Sleep(time.Hour)
	case "wall":
		for {
			time.Sleep(20 * time.Millisecond)
			beat()
		}
	case "garbage":
		fmt.Println("a line that does not belong here")
		time.Sleep(time.Hour)
	case "huge":
		os.Stdout.Write([]byte{byte(sayOutcome), 0xff, 0xff, 0xff, 0xff})
		time.Sleep(time.Hour)
	case "claim":
		os.Stdout.Write([]byte{byte(sayText), 0, 0, 0, 0x0f, 1, 2, 3})
		os.Exit(0)
	case "close":
		os.Stdout.Close()
		os.Stdin.Close()
		time.Sleep(time.Hour)
	case "kill":
		p, _ := os.FindProcess(os.Getpid())
		_ = p.Kill()
		time.Sleep(time.Hour)
	case "once": // breaks its process the first time; the rest names a file
		if _, err := os.Stat(rest); err != nil {
			_ = os.WriteFile(rest, nil, 0o666)
			os.Exit(1)
		}
	case "complain":
		return nil, &archive.TextError{Err: errors.New("niet te lezen")}
	case "pid":
		if err := os.WriteFile(rest, []byte(fmt.Sprint(os.Getpid())), 0o666); err != nil {
			return nil, err
		}
		time.Sleep(time.Hour)
	}
	sum := sha256.Sum256(data)
	out := &archive.Outcome{SHA256: hex.EncodeToString(sum[:]), Report: &clause.Report{SchemaVersion: len(data)}}
	if job.KeepText {
		out.Text = data
	}
	return out, nil
}

// newPool makes a pool of the program of the tests.
func newPool(t testing.TB, as string, config Config) *Pool {
	t.Helper()
	config.Args = []string{as}
	// The race detector would have each child wait for a second at its end.
	config.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0")
	if as != asReader {
		config.Settings = hostileSettings()
	}
	p := New(config)
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		if n := len(p.all); n > 0 {
			t.Errorf("%d children are left", n)
		}
	})
	return p
}

// short are limits that a hostile document is soon over, but for one that does
// nothing at all: on a busy machine an innocent one may be still for a while too.
func short() Limits {
	return Limits{Memory: 400 << 20, CPU: 500 * time.Millisecond, Silence: time.Minute, Wall: time.Minute}
}

// still are limits for a document that does nothing.
func still() Limits {
	l := short()
	l.Silence = 2 * time.Second
	return l
}

// Each hostile document has its own failure, and every innocent one that is in work
// at the same time comes through.
func TestHostile(t *testing.T) {
	busy := newPool(t, asHostile, Config{Processes: 3, Limits: short()})
	patient := newPool(t, asHostile, Config{Processes: 3, Limits: still()})
	for _, tc := range []struct {
		document string
		class    archive.Class
		attempts int
	}{
		{"panic", archive.Crash, 2},
		{"gopanic", archive.Crash, 2},
		{"exit", archive.Crash, 2},
		{"loop", archive.Timeout, 1},
		{"allocate", archive.Memory, 1},
		{"silence", archive.Timeout, 1},
		{"garbage", archive.Crash, 2},
		{"huge", archive.Crash, 2},
		{"claim", archive.Crash, 2},
		{"close", archive.Crash, 2},
		{"kill", archive.Crash, 2},
	} {
		t.Run(tc.document, func(t *testing.T) {
			p := busy
			if tc.document == "silence" {
				p = patient
			}
			var all sync.WaitGroup
			for i := range 4 {
				all.Go(func() {
					text := fmt.Sprintf("innocent %d %s", i, tc.document)
					innocent(t, p, text)
				})
			}
			out, err := p.Do(t.Context(), archive.Job{Name: "a", Body: strings.NewReader(tc.document)})
			all.Wait()
			if err != nil {
				t.Fatal(err)
			}
			if out.Failure == nil || out.Failure.Class != tc.class || out.Attempts != tc.attempts {
				t.Fatalf("%+v after %d attempts, want %s", out.Failure, out.Attempts, tc.class)
			}
			if m := out.Failure.Message; m == "" || strings.Contains(m, "0x") || strings.Contains(m, "/") {
				t.Errorf("message %q", m)
			}
		})
	}
}

func innocent(t testing.TB, p *Pool, text string) {
	t.Helper()
	out, err := p.Do(context.Background(), archive.Job{Name: "a", Body: strings.NewReader(text)})
	if err != nil {
		t.Error(err)
		return
	}
	sum := sha256.Sum256([]byte(text))
	if out.Failure != nil || out.SHA256 != hex.EncodeToString(sum[:]) || out.Attempts != 1 {
		t.Errorf("%.40q: %+v after %d attempts", text, out.Failure, out.Attempts)
	}
}

// What programs take that a document needs does not count for its processor time.
func TestProgramTime(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip(err)
	}
	p := newPool(t, asHostile, Config{Processes: 1, Limits: Limits{CPU: 150 * time.Millisecond}})
	out, err := p.Do(t.Context(), archive.Job{Body: strings.NewReader("program")})
	if err != nil || out.Failure != nil {
		t.Fatalf("%+v, %v", out, err)
	}
}

// A document that gives signs of life for ever is ended all the same.
func TestWall(t *testing.T) {
	l := short()
	l.Wall = 300 * time.Millisecond
	p := newPool(t, asHostile, Config{Processes: 1, Limits: l})
	out, err := p.Do(t.Context(), archive.Job{Body: strings.NewReader("wall")})
	if err != nil || out.Failure == nil || out.Failure.Class != archive.Timeout || !strings.Contains(out.Failure.Message, "300 milliseconden") {
		t.Errorf("%+v, %v", out, err)
	}
}

// What breaks its process once is read by the second, of bytes that are held or had
// anew.
func TestSecondAttempt(t *testing.T) {
	p := newPool(t, asHostile, Config{Processes: 1, Limits: short()})
	long := strings.Repeat(" ", mostHeld)
	for i, again := range []bool{false, true} {
		text := "once " + filepath.Join(t.TempDir(), "was-here")
		asked, opened := 0, 0
		job := archive.Job{Body: strings.NewReader(text), KeepText: true, Wanted: func() bool { asked++; return true }}
		if again {
			job.Again = func() (io.ReadCloser, error) { opened++; return io.NopCloser(strings.NewReader(text)), nil }
		}
		out, err := p.Do(t.Context(), job)
		if err != nil || out.Failure != nil || out.Attempts != 2 || asked != 1 || opened != i || string(out.Text) != text {
			t.Errorf("again %v: %+v, %v; asked %d times, opened %d times", again, out, err, asked, opened)
		}
	}
	out, err := p.Do(t.Context(), archive.Job{Body: strings.NewReader("exit " + long)})
	if err != nil || out.Failure == nil || out.Attempts != 1 {
		t.Errorf("too long to be held: %+v, %v", out, err)
	}
	out, err = p.Do(t.Context(), archive.Job{Body: strings.NewReader("exit"), Again: func() (io.ReadCloser, error) { return nil, os.ErrNotExist }})
	if err != nil || out.Failure == nil || out.Attempts != 1 {
		t.Errorf("gone meanwhile: %+v, %v", out, err)
	}
}

// brokenBody fails behind some bytes, with the error that a truncated member of a
// zip file gives.
type brokenBody struct{ n int }

func (b *brokenBody) Read(p []byte) (int, error) {
	if b.n == 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n := min(b.n, len(p))
	b.n -= n
	return n, nil
}

// Documents that are not wanted and bodies that break off leave the child as it was.
func TestUnwanted(t *testing.T) {
	p := newPool(t, asHostile, Config{Processes: 1, Limits: short()})
	innocent(t, p, "first")
	child := p.idle[0].process.Pid
	body := strings.NewReader("exit")
	_, err := p.Do(t.Context(), archive.Job{Body: body, Wanted: func() bool { return body.Len() > 0 }})
	if !errors.Is(err, archive.ErrUnwanted) {
		t.Error(err)
	}
	for _, n := range []int{0, 7, pieceSize + 7} {
		_, err = p.Do(t.Context(), archive.Job{Body: &brokenBody{n}})
		var fault *archive.BodyError
		if !errors.As(err, &fault) || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	_, err = p.Do(t.Context(), archive.Job{Text: []byte("complain"), Wanted: func() bool { t.Error("asked"); return true }})
	var text *archive.TextError
	if !errors.As(err, &text) || text.Err.Error() != "niet te lezen" {
		t.Error(err)
	}
	innocent(t, p, strings.Repeat("last", pieceSize))
	if p.idle[0].process.Pid != child {
		t.Error("the child was replaced")
	}
}

// A context that ends, and Close, end what is in work.
func TestEnds(t *testing.T) {
	p := newPool(t, asHostile, Config{Processes: 2})
	file := filepath.Join(t.TempDir(), "pid")
	ctx, cancel := context.WithCancelCause(t.Context())
	go func() {
		pidIn(t, file)
		cancel(errors.New("enough"))
	}()
	if _, err := p.Do(ctx, archive.Job{Body: strings.NewReader("pid " + file)}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	innocent(t, p, "after it")
	file2 := filepath.Join(t.TempDir(), "pid")
	go func() {
		pidIn(t, file2)
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := p.Do(t.Context(), archive.Job{Body: strings.NewReader("pid " + file2)}); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if _, err := p.Do(t.Context(), archive.Job{Body: strings.NewReader("after the end")}); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	for _, f := range []string{file, file2} {
		gone(t, pidIn(t, f))
	}
}

// pidIn waits for a file with the number of a process.
func pidIn(t testing.TB, file string) int {
	pid := 0
	for end := time.Now().Add(20 * time.Second); pid == 0; time.Sleep(5 * time.Millisecond) {
		data, _ := os.ReadFile(file)
		_, _ = fmt.Sscan(string(data), &pid)
		if time.Now().After(end) {
			t.Error("no child came to its document")
			return 0
		}
	}
	return pid
}

// gone waits for the end of a process.
func gone(t testing.TB, pid int) {
	t.Helper()
	if pid == 0 || !hasProcesses {
		return
	}
	for end := time.Now().Add(10 * time.Second); alive(pid); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("process %d is still there", pid)
		}
	}
}

// What keeps children from starting is an error of the pool.
func TestCannotStart(t *testing.T) {
	other := hostileSettings()
	other.Judging = "other rules"
	older := hostileSettings()
	older.Engine = "0.0.1"
	for name, tc := range map[string]struct {
		config Config
		want   string
	}{
		"no program":      {Config{Command: func() (*exec.Cmd, error) { return exec.Command(filepath.Join(t.TempDir(), "nothing")), nil }}, "is niet te starten"},
		"ends at once":    {Config{Args: []string{asBroken}}, "eindigt voordat het begint"},
		"cannot use it":   {Config{Args: []string{asRefuser}}, "map met regels weg bestaat niet"},
		"other rules":     {Config{Args: []string{asHostile}, Settings: other}, "zijn intussen veranderd"},
		"other program":   {Config{Args: []string{asHostile}, Settings: older}, "het programma is veranderd"},
		"no child at all": {Config{Args: []string{"-test.list=nothing"}}, "eindigt voordat het begint"},
	} {
		t.Run(name, func(t *testing.T) {
			if tc.config.Settings.Engine == "" {
				tc.config.Settings = hostileSettings()
			}
			p := New(tc.config)
			defer p.Close()
			_, err := p.Do(t.Context(), archive.Job{Body: strings.NewReader("a")})
			var start *StartError
			if !errors.As(err, &start) || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%v, want %q", err, tc.want)
			}
		})
	}
}

// Children are replaced when they have done their number, or have grown.
func TestRecycle(t *testing.T) {
	p := newPool(t, asHostile, Config{Processes: 1, Recycle: 2, Limits: short()})
	pids := map[int]bool{}
	for range 6 {
		innocent(t, p, "innocent")
		if len(p.idle) > 0 {
			pids[p.idle[0].process.Pid] = true
		}
	}
	if len(pids) != 3 {
		t.Errorf("%d children for 6 documents, 2 each", len(pids))
	}
	p.config.Recycle, p.config.Limits.Memory = 1000, 2 // half of which it has
	w, err := p.worker(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	w.resident = 1 << 20
	p.release(w)
	if len(p.idle) != 0 {
		t.Error("a child that has grown is kept")
	}
}

// Nothing is left behind: no process, no goroutine, no open file.
func TestNoLeak(t *testing.T) {
	before := openFiles(t)
	p := New(Config{Settings: hostileSettings(), Args: []string{asHostile}, Processes: 2, Limits: short()})
	for range 3 {
		innocent(t, p, "innocent")
		if _, err := p.Do(t.Context(), archive.Job{Body: strings.NewReader("exit")}); err != nil {
			t.Error(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if after := openFiles(t); after > before {
		t.Errorf("%d open files, %d before", after, before)
	}
}

// openFiles counts them, where the system tells.
func openFiles(t *testing.T) int {
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("no /proc here:", err)
	}
	return len(list)
}

// parent has two children in work until it is killed; the arguments are the files
// in which they tell who they are.
func parent() error {
	p := New(Config{Settings: hostileSettings(), Args: []string{asHostile}, Processes: 2})
	var all sync.WaitGroup
	for _, file := range os.Args[2:] {
		all.Go(func() {
			if _, err := p.Do(context.Background(), archive.Job{Body: strings.NewReader("pid " + file)}); err != nil {
				fmt.Fprintln(os.Stderr, err)
			}
		})
	}
	all.Wait()
	return nil
}

// Children end with a parent that is killed.
func TestParentKilled(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	files := []string{filepath.Join(t.TempDir(), "1"), filepath.Join(t.TempDir(), "2")}
	cmd := exec.Command(self, asParent, files[0], files[1])
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	pids := []int{pidIn(t, files[0]), pidIn(t, files[1])}
	if err := cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = cmd.Wait()
	for _, pid := range pids {
		gone(t, pid)
	}
}

// A child gives exactly what the same work in this process gives.
func TestSameAsInProcess(t *testing.T) {
	checker, options, err := build([]byte("avg"))
	if err != nil {
		t.Fatal(err)
	}
	here := archive.NewEngine(checker, options)
	p := newPool(t, asReader, Config{Settings: here.Settings(), Setup: []byte("avg"), Processes: 2})
	files, err := filepath.Glob("../../../testdata/contracts/*.*")
	if err != nil || len(files) < 10 {
		t.Fatal(len(files), err)
	}
	files = append(files, "../../../go.sum", "child_test.go")
	var all sync.WaitGroup
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		job := func() archive.Job {
			return archive.Job{Name: filepath.Base(file), Path: file, Body: bytes.NewReader(data), KeepText: true}
		}
		all.Go(func() {
			want, err := here.Do(t.Context(), job())
			if err != nil {
				t.Error(err)
				return
			}
			got, err := p.Do(t.Context(), job())
			if err != nil {
				t.Error(err)
				return
			}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(archive.Outcome{}, "CPU", "Wall")); diff != "" {
				t.Errorf("%s: -here +child:\n%s", file, diff)
			}
			if want.Text == nil {
				return
			}
			again, err := p.Do(t.Context(), archive.Job{Name: filepath.Base(file), Path: file, Text: want.Text})
			if err != nil {
				t.Error(err)
				return
			}
			if diff := cmp.Diff(want, again, cmpopts.IgnoreFields(archive.Outcome{}, "CPU", "Wall", "Text")); diff != "" {
				t.Errorf("%s: judged again from its text: -read +text:\n%s", file, diff)
			}
		})
	}
	all.Wait()
	var text *archive.TextError
	if _, err := p.Do(t.Context(), archive.Job{Name: "a", Text: []byte("no text")}); !errors.As(err, &text) {
		t.Error(err)
	}
}
