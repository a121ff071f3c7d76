package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/term"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/lang"
)

// scanProgress tells how far a scan is: a bar on a terminal, elsewhere a line now
// and then.
type scanProgress struct {
	mu       sync.Mutex
	w        io.Writer
	lang     lang.Language
	terminal bool
	columns  func() int // of the terminal
	now      func() time.Time

	places, failed int
	total          int // files counted so far
	counted        bool
	recent         []sample  // the last window, a second apart
	next           time.Time // of the next line where there is no terminal

	stop  context.CancelFunc
	ended sync.WaitGroup // the counting and the drawing
}

// sample is how far a scan was at a time.
type sample struct {
	at     time.Time
	places int
}

const (
	// lineEvery is the time between lines where there is no terminal.
	lineEvery = 10 * time.Second
	// drawEvery is the time between two drawings of the bar.
	drawEvery = 250 * time.Millisecond
	// window is how far back the rate looks: files that have not changed go by a
	// thousand times faster than those that have.
	window = 30 * time.Second
)

func (p *program) newScanProgress(ctx context.Context, sources []archive.Source) *scanProgress {
	g := &scanProgress{w: p.stderr, lang: p.lang, terminal: isTerminal(p.stderr), columns: p.errorColumns, now: time.Now}
	g.recent = []sample{{at: g.now()}}
	g.next = g.now().Add(lineEvery)
	ctx, g.stop = context.WithCancel(ctx)
	if !g.terminal {
		return g
	}
	// Counting needs a walk of its own; what is inside of archive files is counted
	// too, so it may take as long as a scan in which nothing has changed.
	g.ended.Go(func() { g.count(ctx, sources) })
	g.ended.Go(func() {
		tick := time.NewTicker(drawEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				g.mu.Lock()
				g.draw(g.status())
				g.mu.Unlock()
			}
		}
	})
	return g
}

// errorColumns is the width of the terminal that messages go to.
func (p *program) errorColumns() int {
	w := io.Writer(p.stderr)
	if v, ok := w.(*voice); ok {
		w = v.Writer
	}
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return n
		}
	}
	return 80
}

// count counts the places that the scan will come to.
func (g *scanProgress) count(ctx context.Context, sources []archive.Source) {
	for _, source := range sources {
		for range source.Files(ctx) {
			if ctx.Err() != nil {
				return
			}
			g.mu.Lock()
			g.total++
			g.mu.Unlock()
		}
	}
	g.mu.Lock()
	g.counted = true
	g.mu.Unlock()
}

// add counts a result.
func (g *scanProgress) add(r archive.Result) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if r.Action == archive.Gone {
		return
	}
	g.places++
	if r.Failure != nil {
		g.failed++
	}
	if now := g.now(); !g.terminal && now.After(g.next) {
		g.next = now.Add(lineEvery)
		fmt.Fprintln(g.w, "clausule: "+g.status())
	}
}

// status says how far the scan is.
func (g *scanProgress) status() string {
	rate := g.rate()
	var parts []string
	if g.counted {
		parts = append(parts, g.lang.Textf("%s van %s bestanden", g.lang.Number(g.places), g.lang.Number(max(g.total, g.places))))
	} else {
		parts = append(parts, g.lang.Textf("%s bestanden bekeken", g.lang.Number(g.places)))
	}
	switch {
	case rate >= 10:
		parts = append(parts, g.lang.Textf("%s per seconde", g.lang.Number(int(rate))))
	case rate >= 1:
		parts = append(parts, g.lang.Textf("%s per seconde", g.decimal(rate)))
	case rate > 0:
		parts = append(parts, g.lang.Textf("%s per minuut", g.decimal(rate*60)))
	}
	if left := g.total - g.places; g.counted && rate > 0 && left > 0 {
		parts = append(parts, g.remaining(time.Duration(float64(left)/rate*float64(time.Second))))
	}
	if g.failed > 0 {
		parts = append(parts, g.lang.Textf("%s niet gelezen", g.lang.Number(g.failed)))
	}
	return strings.Join(parts, ", ")
}

// rate is the number of places a second in the last window.
func (g *scanProgress) rate() float64 {
	now := g.now()
	if last := g.recent[len(g.recent)-1]; now.Sub(last.at) >= time.Second {
		g.recent = append(g.recent, sample{now, g.places})
	}
	for len(g.recent) > 2 && now.Sub(g.recent[1].at) >= window {
		g.recent = g.recent[1:]
	}
	first := g.recent[0]
	if passed := now.Sub(first.at).Seconds(); passed >= 0.5 {
		return float64(g.places-first.places) / passed
	}
	return 0
}

// remaining says how long a scan will go on, no more precisely than is known.
func (g *scanProgress) remaining(d time.Duration) string {
	switch minutes := int(math.Ceil(d.Minutes())); {
	case minutes < 60:
		return g.lang.Textf("nog ± %d min", minutes)
	case minutes < 24*60:
		return g.lang.Textf("nog ± %d uur %d min", minutes/60, minutes%60)
	}
	return g.lang.Text("nog meer dan een dag")
}

// decimal writes a number with one decimal.
func (g *scanProgress) decimal(f float64) string {
	s := strconv.FormatFloat(f, 'f', 1, 64)
	if g.lang == lang.English {
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}

// draw shows a status on the terminal, behind a bar as soon as the files have been
// counted; an empty one clears the line.
func (g *scanProgress) draw(status string) {
	// In the last column some terminals go on to the next line.
	columns := g.columns() - 1
	if status != "" && g.counted && g.total > 0 {
		const narrowest = 8
		wide := min(30, columns-utf8.RuneCountInString(status)-8)
		done := float64(min(g.places, g.total)) / float64(g.total)
		lead := fmt.Sprintf("%3d%% ", int(done*100))
		if wide >= narrowest {
			full := int(done * float64(wide))
			lead += strings.Repeat("█", full) + strings.Repeat("░", wide-full) + " "
		}
		status = lead + status
	}
	if line := []rune(status); len(line) > columns {
		status = string(line[:max(0, columns)])
	}
	fmt.Fprint(g.w, "\r\x1b[K"+status)
}

// say prints a message above the bar.
func (g *scanProgress) say(message string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.terminal {
		g.draw("")
	}
	fmt.Fprintln(g.w, "clausule: "+printable(message))
	if g.terminal {
		g.draw(g.status())
	}
}

// close takes the bar away.
func (g *scanProgress) close() {
	g.stop()
	g.ended.Wait()
	if g.terminal {
		g.draw("")
	}
}
