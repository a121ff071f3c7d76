package main

import (
	"fmt"
	"io"
	"os"
	"strconv"

	"golang.org/x/term"
)

// The widest report: longer lines are hard to read.
const maxWidth = 110

func isTerminal(w any) bool {
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

// progress shows which file of how many is being read, on a terminal only.
type progress struct {
	w     io.Writer
	total int
}

func (p *program) newProgress(total int) *progress {
	if total < 2 || !isTerminal(p.stderr) {
		return &progress{}
	}
	return &progress{w: p.stderr, total: total}
}

func (g *progress) show(n int, name string) {
	if g.w != nil {
		fmt.Fprintf(g.w, "\r\x1b[K%d/%d %s", n, g.total, printable(name))
	}
}

// clear empties the line, before a message and at the end.
func (g *progress) clear() {
	if g.w != nil {
		fmt.Fprint(g.w, "\r\x1b[K")
	}
}
