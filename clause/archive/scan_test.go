package archive_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
)

// shelf is a source in memory.
type shelf struct {
	mu     sync.Mutex
	files  map[string]*shelved
	opened map[string]int
	broken []string // folders that cannot be walked
}

type shelved struct {
	text string
	mod  time.Time
	err  error // of opening
	// grow changes the file when it was opened.
	grow bool
}

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func newShelf(files ...string) *shelf {
	s := &shelf{files: map[string]*shelved{}, opened: map[string]int{}}
	for _, f := range files {
		path, text, _ := strings.Cut(f, "=")
		s.files[path] = &shelved{text: text, mod: noon}
	}
	return s
}

func (s *shelf) Name() string { return "/kast" }

func (s *shelf) Files(ctx context.Context) iter.Seq2[archive.File, error] {
	return func(yield func(archive.File, error) bool) {
		for _, b := range s.broken {
			if !yield(archive.File{}, &archive.PlaceError{Path: b, Failure: &archive.Failure{Class: archive.Denied, Message: "geen toegang"}}) {
				return
			}
		}
		for _, path := range slices.Sorted(maps.Keys(s.files)) {
			f := s.files[path]
			file := archive.File{Path: path, Size: int64(len(f.text)), ModTime: f.mod,
				Open: func() (io.ReadCloser, error) {
					s.mu.Lock()
					defer s.mu.Unlock()
					s.opened[path]++
					return io.NopCloser(strings.NewReader(f.text)), f.err
				},
				Stat: func() (int64, time.Time, error) {
					if f.grow {
						return int64(len(f.text)) + 1, f.mod, nil
					}
					return int64(len(f.text)), f.mod, nil
				},
			}
			if !yield(file, nil) {
				return
			}
		}
	}
}

// openings counts how often files were opened since the last call.
func (s *shelf) openings() int {
	n := 0
	for _, k := range s.opened {
		n += k
	}
	clear(s.opened)
	return n
}

// clerk is an engine that takes the text of a document for its verdict.
type clerk struct {
	catalogue, reader string
	mu                sync.Mutex
	done              map[string]int
	// before is called with the text of each document that is wanted.
	before func(ctx context.Context, text string) error
	wall   time.Duration
	spoilt string // the text that cannot be used any more
	other  string // the text that is another when it is read again
}

func (c *clerk) Settings() archive.Settings {
	return archive.Settings{Reading: "r" + c.reader, Judging: "j" + c.catalogue, Engine: "1", Catalogue: c.catalogue,
		Requirements: []archive.Requirement{{ID: "test.eis", Pack: "test", Title: "Eis", Importance: "must"}}}
}

func (c *clerk) Close() error { return nil }

func (c *clerk) Do(ctx context.Context, job archive.Job) (*archive.Outcome, error) {
	text := job.Text
	if text != nil && string(text) == c.spoilt {
		return nil, &archive.TextError{Err: errors.New("bedorven")}
	}
	if text == nil {
		var b bytes.Buffer
		if _, err := b.ReadFrom(job.Body); err != nil {
			return nil, &archive.BodyError{Err: err}
		}
		if !job.Wanted() {
			return nil, archive.ErrUnwanted
		}
		text = b.Bytes()
	}
	c.mu.Lock()
	if c.done == nil {
		c.done = map[string]int{}
	}
	c.done[string(text)]++
	c.mu.Unlock()
	if c.before != nil {
		if err := c.before(ctx, string(text)); err != nil {
			return nil, err
		}
	}
	out := &archive.Outcome{Attempts: 1, Wall: c.wall}
	if strings.HasPrefix(string(text), "kapot") {
		out.Failure = &archive.Failure{Class: archive.Damaged, Message: "het is stuk"}
		return out, nil
	}
	out.Report = &clause.Report{
		Document: clause.DocumentInfo{Name: job.Name, Format: "txt", Kind: clause.KindOther},
		Results:  []clause.Result{{Requirement: "test.eis", Title: "Eis", Importance: "must", Status: clause.Met, Reason: string(text) + " volgens " + c.catalogue}},
		Summary:  clause.Summary{Met: 1},
	}
	if job.KeepText {
		out.Text = text
	}
	if c.other != "" && string(text) == c.other {
		out.SHA256 = "van iets anders"
	}
	return out, nil
}

// works counts the documents in work since the last call.
func (c *clerk) works() int {
	n := 0
	for _, k := range c.done {
		n += k
	}
	clear(c.done)
	return n
}

// scan scans and gives what was done with each path.
func scan(t *testing.T, source archive.Source, store archive.Store, o archive.Options) map[string]archive.Result {
	t.Helper()
	results := map[string]archive.Result{}
	for r, err := range archive.Scan(t.Context(), source, store, o) {
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := results[r.Place.Path]; twice {
			t.Errorf("%s was told twice", r.Place.Path)
		}
		results[r.Place.Path] = r
	}
	return results
}

// actions tells what was done, path by path.
func actions(results map[string]archive.Result) string {
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(results)) {
		fmt.Fprintf(&b, "%s:%s ", path, results[path].Action)
	}
	return strings.TrimSpace(b.String())
}

// stored gives the reasons of all verdicts in a store with their places.
func stored(t *testing.T, store archive.Store) string {
	t.Helper()
	var b strings.Builder
	for rec, err := range store.Records(t.Context(), archive.Query{Results: true}) {
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range rec.Places {
			b.WriteString(p.Path + " ")
		}
		for _, r := range rec.Results {
			b.WriteString("(" + r.Reason + ") ")
		}
		if rec.Failure != nil {
			b.WriteString("[" + string(rec.Failure.Class) + "] ")
		}
	}
	return strings.TrimSpace(b.String())
}

func TestScanDoesWhatIsNew(t *testing.T) {
	source, store, engine := newShelf("a=een", "b=twee", "c=een", "d=kapot", "e=kapot"), archive.NewMemory(), &clerk{catalogue: "c1"}
	o := archive.Options{Engine: engine, Workers: 1}
	steps := []struct {
		name          string
		change        func()
		want          string
		opened, works int
		stored        string
	}{
		{"first", func() {}, "a:judged b:judged c:copied d:failed e:failed", 5, 3,
			"a c (een volgens c1) b (twee volgens c1) d e [damaged]"},
		{"nothing changed", func() {}, "a:unchanged b:unchanged c:unchanged d:failed e:failed", 0, 0,
			"a c (een volgens c1) b (twee volgens c1) d e [damaged]"},
		{"one changed", func() { source.files["b"] = &shelved{text: "derde", mod: noon} },
			"a:unchanged b:judged c:unchanged d:failed e:failed", 1, 1,
			"a c (een volgens c1) b (derde volgens c1) d e [damaged]"},
		{"another time, the same bytes", func() { source.files["a"].mod = noon.Add(time.Hour) },
			"a:copied b:unchanged c:unchanged d:failed e:failed", 1, 0,
			"a c (een volgens c1) b (derde volgens c1) d e [damaged]"},
		{"one gone, one moved", func() {
			delete(source.files, "e")
			source.files["f"] = source.files["b"]
			delete(source.files, "b")
		}, "a:unchanged b:gone c:unchanged d:failed e:gone f:copied", 1, 0,
			"a c (een volgens c1) d [damaged] f (derde volgens c1)"},
		{"another catalogue", func() { engine.catalogue = "c2" }, "a:rejudged c:unchanged d:failed f:rejudged", 0, 2,
			"a c (een volgens c2) d [damaged] f (derde volgens c2)"},
		{"another way of reading", func() { engine.reader = "ocr" }, "a:judged c:copied d:failed f:judged", 4, 3,
			"a c (een volgens c2) d [damaged] f (derde volgens c2)"},
		{"every hash", func() { o.Rehash = true }, "a:copied c:copied d:failed f:copied", 4, 0,
			"a c (een volgens c2) d [damaged] f (derde volgens c2)"},
	}
	for _, step := range steps {
		step.change()
		results := scan(t, source, store, o)
		if got := actions(results); got != step.want {
			t.Errorf("%s: did %s, want %s", step.name, got, step.want)
		}
		if opened, works := source.openings(), engine.works(); opened != step.opened || works != step.works {
			t.Errorf("%s: opened %d files and judged %d documents, want %d and %d", step.name, opened, works, step.opened, step.works)
		}
		if got := stored(t, store); got != step.stored {
			t.Errorf("%s: the store has\n%s, want\n%s", step.name, got, step.stored)
		}
	}
	if results := scan(t, source, store, o); results["d"].Failure == nil || results["d"].Failure.Class != archive.Damaged {
		t.Errorf("a failure that is known is not told again: %+v", results["d"])
	}
}

func TestScanWithoutTextReadsAgain(t *testing.T) {
	source, store, engine := newShelf("a=een", "b=een", "c=twee"), archive.NewMemory(), &clerk{catalogue: "c1"}
	o := archive.Options{Engine: engine, NoText: true}
	scan(t, source, store, o)
	source.openings()
	engine.catalogue = "c2"
	scan(t, source, store, o)
	if n := source.openings(); n != 3 {
		t.Errorf("opened %d files, want all 3", n)
	}
	if got, want := stored(t, store), "a b (een volgens c2) c (twee volgens c2)"; got != want {
		t.Errorf("the store has %s, want %s", got, want)
	}
}

func TestScanFailuresOfPlaces(t *testing.T) {
	source, store, engine := newShelf("a=een", "b=twee", "c=drie", "d=vier"), archive.NewMemory(), &clerk{catalogue: "c1"}
	o := archive.Options{Engine: engine}
	scan(t, source, store, o)
	source.files["a"] = &shelved{text: "anders", mod: noon, err: &fs.PathError{Op: "open", Path: "a", Err: fs.ErrPermission}}
	source.files["b"] = &shelved{text: "anders", mod: noon, err: fs.ErrNotExist}
	source.files["c"] = &shelved{text: "anders", mod: noon, grow: true}
	source.files["d"] = &shelved{text: "anders", mod: noon, err: errors.New("het medium hapert")}
	for range 2 { // every scan tries again
		results := scan(t, source, store, o)
		for path, class := range map[string]archive.Class{"a": archive.Denied, "b": archive.Vanished, "c": archive.Changed, "d": archive.Unreadable} {
			if r := results[path]; r.Failure == nil || r.Failure.Class != class || r.Action != archive.Failed {
				t.Errorf("%s: %+v, want %s", path, r, class)
			}
		}
		if n := source.openings(); n < 4 {
			t.Errorf("opened %d files, want 4", n)
		}
	}
	stats, err := store.Stats(t.Context(), archive.Query{})
	if err != nil {
		t.Fatal(err)
	}
	if stats.Documents != 4 {
		t.Errorf("%d documents are left of 4: what cannot be opened now must not lose what was found before", stats.Documents)
	}
	for _, f := range source.files {
		f.err, f.grow = nil, false
	}
	scan(t, source, store, o)
	if got, want := stored(t, store), "a b c d (anders volgens c1)"; got != want {
		t.Errorf("the store has %s, want %s", got, want)
	}
}

// covered is a source that looks at a part.
type covered struct {
	*shelf
	part string
}

func (c covered) Covers(path string) bool { return strings.HasPrefix(path, c.part) }

func TestScanSweeps(t *testing.T) {
	source, store := newShelf("in/a=een", "in/b=twee", "uit/a=drie", "uit2/a=vier", "x.zip!/a=vijf"), archive.NewMemory()
	o := archive.Options{Engine: &clerk{}}
	scan(t, source, store, o)
	left := func(s archive.Source) string {
		t.Helper()
		scan(t, s, store, o)
		var paths []string
		for rec, err := range store.Records(t.Context(), archive.Query{}) {
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range rec.Places {
				paths = append(paths, p.Path)
			}
		}
		return strings.Join(paths, " ")
	}
	delete(source.files, "in/b")
	delete(source.files, "uit/a")
	delete(source.files, "uit2/a")
	delete(source.files, "x.zip!/a")
	source.broken = []string{"uit", "x.zip"}
	if got, want := left(source), "in/a uit/a x.zip!/a"; got != want {
		t.Errorf("left %s, want %s: what could not be walked stays", got, want)
	}
	source.broken = nil
	if got, want := left(covered{source, "in/"}), "in/a uit/a x.zip!/a"; got != want {
		t.Errorf("left %s, want %s: what was not asked for stays", got, want)
	}
	if got, want := left(source), "in/a"; got != want {
		t.Errorf("left %s, want %s", got, want)
	}
	clear(source.files)
	var last error
	for _, err := range archive.Scan(t.Context(), source, store, o) {
		last = err
	}
	if !errors.Is(last, archive.ErrNothingFound) {
		t.Errorf("an empty source gives %v, want ErrNothingFound", last)
	}
	if got := stored(t, store); got == "" {
		t.Error("an empty source emptied the store")
	}
}

// TestScanCopiesOnce: many copies at the same time are judged once, and told when
// there is an outcome.
func TestScanCopiesOnce(t *testing.T) {
	source, store := newShelf(), archive.NewMemory()
	for i := range 400 {
		source.files[fmt.Sprintf("%03d", i)] = &shelved{text: fmt.Sprintf("tekst %d", i%7), mod: noon}
	}
	source.files["zz"] = &shelved{text: "kapot", mod: noon}
	source.files["zzz"] = &shelved{text: "kapot", mod: noon}
	engine := &clerk{before: func(context.Context, string) error { time.Sleep(time.Millisecond); return nil }}
	results := scan(t, source, store, archive.Options{Engine: engine, Workers: 8, Batch: 3})
	for path := range source.files {
		if _, ok := results[path]; !ok {
			t.Errorf("%s was not told", path)
		}
	}
	if len(results) != 402 {
		t.Errorf("%d places were told, want 402", len(results))
	}
	if n := engine.works(); n != 8 {
		t.Errorf("%d documents were judged, want 8", n)
	}
	if results["zz"].Failure == nil || results["zzz"].Failure == nil {
		t.Error("a copy of a document that failed did not fail")
	}
	stats, err := store.Stats(t.Context(), archive.Query{})
	if err != nil {
		t.Fatal(err)
	}
	if stats.Documents != 8 || stats.Places != 402 {
		t.Errorf("the store has %d documents at %d places, want 8 at 402", stats.Documents, stats.Places)
	}
}

// ledger is a store that tells what was committed when.
type ledger struct {
	archive.Store
	batches []int
	after   int // commits that succeed; -1 for all
}

var errFull = errors.New("de schijf is vol")

func (l *ledger) Commit(ctx context.Context, b archive.Batch) error {
	if l.after == 0 {
		return errFull
	}
	l.after--
	l.batches = append(l.batches, len(b.Outcomes))
	return l.Store.Commit(ctx, b)
}

func TestScanCommits(t *testing.T) {
	source := newShelf()
	for i := range 25 {
		source.files[fmt.Sprintf("%03d", i)] = &shelved{text: fmt.Sprint(i), mod: noon}
	}
	o := archive.Options{Workers: 2, Batch: 10, BatchAge: time.Hour}
	t.Run("in batches", func(t *testing.T) {
		l := &ledger{Store: archive.NewMemory(), after: -1}
		o := o
		o.Engine = &clerk{}
		scan(t, source, l, o)
		if want := []int{10, 10, 5}; !slices.Equal(l.batches, want) {
			t.Errorf("batches of %v, want %v", l.batches, want)
		}
	})
	t.Run("slow ones at once", func(t *testing.T) {
		l := &ledger{Store: archive.NewMemory(), after: -1}
		o := o
		o.Engine = &clerk{wall: time.Minute}
		scan(t, source, l, o)
		if len(l.batches) != 25 {
			t.Errorf("%d batches, want 25", len(l.batches))
		}
	})
	t.Run("a full disk", func(t *testing.T) {
		l := &ledger{Store: archive.NewMemory(), after: 1}
		o := o
		o.Engine = &clerk{}
		told := 0
		var last error
		for _, err := range archive.Scan(t.Context(), source, l, o) {
			if last = err; err == nil {
				told++
			}
		}
		if !errors.Is(last, errFull) || told != 10 {
			t.Errorf("told %d results and then %v, want the 10 of the first batch and the error of the store", told, last)
		}
		l.after = -1
		engine := &clerk{}
		o.Engine = engine
		scan(t, source, l, o)
		if n := engine.works(); n != 15 {
			t.Errorf("%d documents were judged afterwards, want 15", n)
		}
	})
}

// TestScanBrokenOff: what was ready when a scan is broken off is not done again.
func TestScanBrokenOff(t *testing.T) {
	source, store := newShelf(), archive.NewMemory()
	for i := range 40 {
		source.files[fmt.Sprintf("%03d", i)] = &shelved{text: fmt.Sprint(i), mod: noon}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var mu sync.Mutex
	begun := 0
	stuck := &clerk{before: func(ctx context.Context, text string) error {
		mu.Lock()
		begun++
		last := begun > 20
		mu.Unlock()
		if !last {
			return nil
		}
		cancel()
		<-ctx.Done()
		return ctx.Err()
	}}
	told := 0
	var last error
	for _, err := range archive.Scan(ctx, source, store, archive.Options{Engine: stuck, Workers: 4, BatchAge: time.Hour}) {
		if last = err; err == nil {
			told++
		}
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("the scan ended with %v, want that it was cancelled", last)
	}
	if told == 0 {
		t.Error("nothing was kept of what was ready")
	}
	engine := &clerk{}
	scan(t, source, store, archive.Options{Engine: engine})
	if n := engine.works(); n != 40-told {
		t.Errorf("%d documents were judged afterwards, want the %d that were not told", n, 40-told)
	}
	runs, err := store.Runs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(runs) != 2 || !runs[1].Ended.IsZero() || runs[0].Ended.IsZero() || runs[0].Tally.Judged != 40-told {
		t.Errorf("the store remembers %+v", runs)
	}
}

func TestScanLeftEarly(t *testing.T) {
	source, store := newShelf("a=1", "b=2", "c=3"), archive.NewMemory()
	for r, err := range archive.Scan(t.Context(), source, store, archive.Options{Engine: &clerk{}, Workers: 1, Batch: 1}) {
		if err != nil || r.Place.Path != "a" {
			t.Fatal(r, err)
		}
		break
	}
	if got, want := stored(t, store), "a (1 volgens )"; !strings.HasPrefix(got, want) {
		t.Errorf("the store has %s, want %s", got, want)
	}
}

func TestScanEngineFault(t *testing.T) {
	broken := errors.New("de lezer start niet")
	engine := &clerk{before: func(context.Context, string) error { return broken }}
	var last error
	for _, err := range archive.Scan(t.Context(), newShelf("a=1", "b=2"), archive.NewMemory(), archive.Options{Engine: engine}) {
		last = err
	}
	if !errors.Is(last, broken) {
		t.Errorf("the scan ended with %v, want %v", last, broken)
	}
	for _, err := range archive.Scan(t.Context(), newShelf(), archive.NewMemory(), archive.Options{}) {
		last = err
	}
	if !errors.Is(last, archive.ErrNoEngine) {
		t.Errorf("without an engine: %v", last)
	}
}

func TestScanSettles(t *testing.T) {
	source, store := newShelf("oud=1", "nieuw=2"), archive.NewMemory()
	source.files["nieuw"].mod = noon.Add(time.Hour)
	o := archive.Options{Engine: &clerk{}, Settle: time.Minute, Now: func() time.Time { return noon.Add(time.Hour + time.Second) }}
	if got, want := actions(scan(t, source, store, o)), "nieuw:postponed oud:judged"; got != want {
		t.Errorf("did %s, want %s", got, want)
	}
	o.Now = func() time.Time { return noon.Add(2 * time.Hour) }
	if got, want := actions(scan(t, source, store, o)), "nieuw:judged oud:unchanged"; got != want {
		t.Errorf("did %s, want %s", got, want)
	}
}

func TestImpact(t *testing.T) {
	source, store := newShelf("a=een", "b=twee", "c=kapot"), archive.NewMemory()
	scan(t, source, store, archive.Options{Engine: &clerk{catalogue: "c1"}})
	other := &strict{clerk{catalogue: "c2"}}
	var got []string
	for i, err := range archive.ImpactOf(t.Context(), store, other, archive.Query{}, 3) {
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range i.Changes {
			got = append(got, fmt.Sprintf("%s %s %s→%s", i.Record.Places[0].Path, c.Requirement, c.Was, c.Now))
		}
	}
	want := []string{"a test.nieuw →missing", "a test.eis met→", "b test.nieuw →missing", "b test.eis met→"}
	if !slices.Equal(got, want) {
		t.Errorf("changes %q, want %q", got, want)
	}
	if got := stored(t, store); !strings.Contains(got, "volgens c1") || strings.Contains(got, "volgens c2") {
		t.Errorf("the store has changed: %s", got)
	}
}

// strict is a clerk with another catalogue.
type strict struct{ clerk }

func (s *strict) Do(ctx context.Context, job archive.Job) (*archive.Outcome, error) {
	out, err := s.clerk.Do(ctx, job)
	if err == nil && out.Report != nil {
		out.Report.Results = []clause.Result{{Requirement: "test.nieuw", Status: clause.Missing}}
	}
	return out, err
}

// Texts that cannot be used any more end no scan: the next one reads the documents,
// also where there are copies.
func TestScanSpoiltText(t *testing.T) {
	source, store := newShelf("a=een", "b=twee", "c=een", "d=drie"), archive.NewMemory()
	scan(t, source, store, archive.Options{Engine: &clerk{}})
	source.openings()
	engine := &clerk{catalogue: "2", spoilt: "een"}
	for _, step := range []struct {
		want     string
		openings int
	}{
		{"a:failed b:rejudged c:failed d:rejudged", 0},
		{"a:judged b:unchanged c:copied d:unchanged", 2},
		{"a:unchanged b:unchanged c:unchanged d:unchanged", 0},
	} {
		if got := actions(scan(t, source, store, archive.Options{Engine: engine, Workers: 1})); got != step.want {
			t.Errorf("scan: %s, want %s", got, step.want)
		}
		if n := source.openings(); n != step.openings {
			t.Errorf("%d files were opened, want %d", n, step.openings)
		}
	}
}

// What was read the second time, when the process had died of it, is not kept under
// the hash of what was read the first time.
func TestScanChangedBetweenAttempts(t *testing.T) {
	source, store := newShelf("a=een", "b=twee", "c=een"), archive.NewMemory()
	engine := &clerk{other: "een"}
	if got, want := actions(scan(t, source, store, archive.Options{Engine: engine, Workers: 1})), "a:failed b:judged c:failed"; got != want {
		t.Errorf("scan: %s, want %s", got, want)
	}
	engine.other = ""
	if got, want := actions(scan(t, source, store, archive.Options{Engine: engine, Workers: 1})), "a:judged b:unchanged c:copied"; got != want {
		t.Errorf("next scan: %s, want %s", got, want)
	}
}
