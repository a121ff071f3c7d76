package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/lang"
)

// newTestProgress is a progress with a clock of its own and a screen of so many
// columns; 0 is no terminal.
func newTestProgress(l lang.Language, columns int) (g *scanProgress, screen *bytes.Buffer, now *time.Time) {
	at := time.Unix(0, 0)
	screen = &bytes.Buffer{}
	g = &scanProgress{w: screen, lang: l, terminal: columns > 0, columns: func() int { return columns }, now: func() time.Time { return at }, recent: []sample{{at: at}}, next: at.Add(lineEvery)}
	g.stop = func() {}
	return g, screen, &at
}

func TestScanProgressStatus(t *testing.T) {
	for _, tc := range []struct {
		language              lang.Language
		places, failed, total int
		after                 time.Duration
		want                  string
	}{
		{"", 0, 0, 0, 0, "0 bestanden bekeken"},
		{"", 0, 0, 69, time.Minute, "0 van 69 bestanden"},
		{"", 1234, 0, 0, 100 * time.Second, "1.234 bestanden bekeken, 12 per seconde"},
		{"", 500, 3, 10000, 100 * time.Second, "500 van 10.000 bestanden, 5,0 per seconde, nog ± 32 min, 3 niet gelezen"},
		{"", 10, 0, 10000, 100 * time.Second, "10 van 10.000 bestanden, 6,0 per minuut, nog meer dan een dag"},
		{"", 500, 0, 30000, 100 * time.Second, "500 van 30.000 bestanden, 5,0 per seconde, nog ± 1 uur 39 min"},
		{"", 9990, 0, 10000, 100 * time.Second, "9.990 van 10.000 bestanden, 99 per seconde, nog ± 1 min"},
		{"", 10001, 0, 10000, 100 * time.Second, "10.001 van 10.001 bestanden, 100 per seconde"},
		{lang.English, 500, 1, 10000, 100 * time.Second, "500 of 10,000 files, 5.0 a second, about 32 min left, 1 not read"},
	} {
		g, _, now := newTestProgress(tc.language, 80)
		g.total, g.counted = tc.total, tc.total > 0
		*now = now.Add(tc.after)
		g.places, g.failed = tc.places, tc.failed
		if got := g.status(); got != tc.want {
			t.Errorf("%q, want %q", got, tc.want)
		}
	}
}

// A scan that begins with thousands of files that have not changed is no measure
// of what comes after them.
func TestScanProgressRate(t *testing.T) {
	g, _, now := newTestProgress("", 80)
	g.places = 5000
	*now = now.Add(time.Second)
	if got := g.rate(); got != 5000 {
		t.Errorf("%v a second at first", got)
	}
	for range 60 {
		g.places += 2
		*now = now.Add(time.Second)
		g.rate()
	}
	if got := g.rate(); got != 2 {
		t.Errorf("%v a second after a minute of 2 a second", got)
	}
}

func TestScanProgressTerminal(t *testing.T) {
	for _, columns := range []int{30, 60, 80, 200} {
		g, screen, now := newTestProgress("", columns)
		g.total, g.counted = 200, true
		*now = now.Add(10 * time.Second)
		for range 100 {
			g.add(archive.Result{Action: archive.Judged})
		}
		g.add(archive.Result{Action: archive.Failed, Failure: &archive.Failure{Class: archive.Empty}})
		g.add(archive.Result{Action: archive.Gone}) // not one of those counted
		g.say("leeg.txt: het bestand is leeg")
		g.close()
		lines := strings.Split(screen.String(), "\r\x1b[K")
		if len(lines) != 4 || lines[0] != "" || lines[1] != "clausule: leeg.txt: het bestand is leeg\n" || lines[3] != "" {
			t.Fatalf("%d columns: %q", columns, lines)
		}
		if n := len([]rune(lines[2])); n >= columns || !strings.HasPrefix(lines[2], " 50% ") {
			t.Errorf("%d columns: a line of %d: %q", columns, n, lines[2])
		}
		if bar := strings.Count(lines[2], "█"); columns == 200 && bar != 15 {
			t.Errorf("a bar of %d of 30 at half of the work: %q", bar, lines[2])
		}
	}
}

// Without a terminal there is a line now and then, and nothing to take away.
func TestScanProgressLines(t *testing.T) {
	g, screen, now := newTestProgress(lang.English, 0)
	for range 250 {
		*now = now.Add(100 * time.Millisecond)
		g.add(archive.Result{Action: archive.Judged})
	}
	g.close()
	want := "clausule: looked at 101 files, 10 a second\nclausule: looked at 202 files, 10 a second\n"
	if screen.String() != want {
		t.Errorf("%q", screen)
	}
}
