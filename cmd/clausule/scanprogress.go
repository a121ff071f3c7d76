package main

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/lang"
)

// scanProgress tells how far a scan is: a bar on a terminal, elsewhere a line now
// and then.
type scanProgress struct {
	w     io.Writer
	lang  lang.Language
	bar   *progressbar.ProgressBar // nil without a terminal
	began time.Time
	next  time.Time // of the next line

	places, failed int
	total          atomic.Int64 // files counted so far
	counted        atomic.Bool
	stop           context.CancelFunc
	ended          chan struct{} // the counting has
}

// lineEvery is the time between lines where there is no terminal.
const lineEvery = 10 * time.Second

func (p *program) newScanProgress(ctx context.Context, sources []archive.Source) *scanProgress {
	g := &scanProgress{w: p.stderr, lang: p.lang, began: time.Now(), ended: make(chan struct{})}
	g.next = g.began.Add(lineEvery)
	ctx, g.stop = context.WithCancel(ctx)
	if !isTerminal(p.stderr) {
		close(g.ended)
		return g
	}
	g.bar = progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(p.stderr), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString(p.lang.Text("bestanden")),
		progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth(),
		progressbar.OptionSetDescription(p.lang.Text("tellen")))
	// Counting needs a walk of its own; what is inside of archive files is counted
	// too, so it may take as long as a scan in which nothing has changed.
	go func() {
		defer close(g.ended)
		for _, source := range sources {
			for _, err := range source.Files(ctx) {
				if ctx.Err() != nil {
					return
				}
				if err == nil {
					g.total.Add(1)
				}
			}
		}
		g.counted.Store(true)
	}()
	return g
}

// add counts a result.
func (g *scanProgress) add(r archive.Result) {
	g.places++
	if r.Failure != nil {
		g.failed++
	}
	if g.bar != nil {
		if g.counted.Load() && g.bar.GetMax64() < 0 {
			g.bar.ChangeMax64(max(g.total.Load(), int64(g.places)))
		}
		if g.failed > 0 {
			g.bar.Describe(g.lang.Textf("%d niet gelezen", g.failed))
		} else {
			g.bar.Describe("")
		}
		_ = g.bar.Set(g.places) // what cannot be shown costs nothing
		return
	}
	if now := time.Now(); now.After(g.next) {
		g.next = now.Add(lineEvery)
		rate := float64(g.places) / now.Sub(g.began).Seconds()
		fmt.Fprintln(g.w, "clausule: "+g.lang.Textf("%d bestanden bekeken, %.1f per seconde, %d niet gelezen", g.places, rate, g.failed))
	}
}

// say prints a message without disturbing the bar.
func (g *scanProgress) say(message string) {
	if g.bar != nil {
		_ = g.bar.Clear()
	}
	fmt.Fprintln(g.w, "clausule: "+printable(message))
}

// close takes the bar away.
func (g *scanProgress) close() {
	g.stop()
	<-g.ended
	if g.bar != nil {
		_ = g.bar.Clear()
	}
}
