package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"golang.org/x/term"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
)

// The widest report: longer lines are hard to read.
const maxWidth = 110

func isTerminal(w any) bool {
	if v, ok := w.(*voice); ok {
		w = v.Writer
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// columns is the width of a report: what was asked, else that of the terminal,
// else 0 for the default.
func (p *program) columns(asked int) int {
	if asked > 0 {
		return asked
	}
	f, ok := p.stdout.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return min(n, maxWidth)
	}
	n, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return min(n, maxWidth)
}

// useColor decides on colour: "auto" means on a terminal that can, unless
// NO_COLOR is set (no-color.org).
func (p *program) useColor(choice, target string) bool {
	switch choice {
	case "always":
		return true
	case "never":
		return false
	}
	return (target == "" || target == "-") && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(p.stdout)
}

// progress shows on a terminal which file of how many is being read, and how far
// long work on it is. It is safe for concurrent use.
type progress struct {
	mu    sync.Mutex
	w     io.Writer // nil when there is no terminal to show it on
	lang  lang.Language
	total int
	file  string // the file at hand, as it was named; "" when there is but one
	said  string // what is said of it
}

func (p *program) newProgress(total int) *progress {
	g := &progress{total: total, lang: p.lang}
	if isTerminal(p.stderr) {
		g.w = p.stderr
	}
	return g
}

// show names the file that is waited for.
func (g *progress) show(n int, file string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.total < 2 {
		return
	}
	g.file = file
	g.said = fmt.Sprintf("%d/%d %s", n, g.total, printable(filepath.Base(file)))
	g.print(g.said)
}

// pages gives a function that tells how far long work on the pages of a file
// is. Of the files that are read beside the one waited for it tells nothing.
func (g *progress) pages(file string) func(document.Progress) {
	return func(p document.Progress) {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.total > 1 && g.file != file {
			return
		}
		if p.Done == p.Total {
			g.print(g.said)
			return
		}
		line := g.lang.Textf("%s: bladzijde %d van %d", g.lang.Text(string(p.Stage)), p.Done+1, p.Total)
		if g.said != "" {
			line = g.said + ", " + line
		}
		g.print(line)
	}
}

// clear empties the line, before a message and at the end.
func (g *progress) clear() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.print("")
}

func (g *progress) print(line string) {
	if g.w != nil {
		fmt.Fprint(g.w, "\r\x1b[K"+line)
	}
}
