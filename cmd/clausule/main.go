// Command clausule reads Dutch processor agreements and cloud contracts, holds
// them against a catalogue of requirements and says per requirement whether the
// contract meets it, where it says so and what lacks. It works offline.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	if !isChild(os.Args) { // those have a pace of their own
		paceCollector()
	}
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // nohup
		signals = append(signals, syscall.SIGHUP) // the terminal went away
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	code := run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr)
	os.Exit(code)
}
