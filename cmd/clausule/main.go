// Command clausule reads Dutch processor agreements and cloud contracts, holds
// them against a catalogue of requirements and says per requirement whether the
// contract meets it, where it says so and what lacks. It works offline.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

func main() {
	// Most runs end before there is anything to collect. Memory that is never
	// touched costs nothing and keeps the collector from running at every few
	// megabytes: it waits until about twice this is in use.
	ballast := make([]byte, 24<<20)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	code := run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr)
	runtime.KeepAlive(ballast)
	os.Exit(code)
}
