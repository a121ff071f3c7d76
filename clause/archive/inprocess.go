package archive

import (
	"context"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract"
)

// InProcess is an Engine that works in this process: for tests, and for programs
// that trust their documents. A document that panics in a reader costs itself
// alone; one that takes all memory takes the process along.
type InProcess struct {
	checker  *clause.Checker
	options  extract.Options
	settings Settings
}

var _ Engine = (*InProcess)(nil)

// NewEngine makes an engine that reads with options and judges with a checker. Who
// calls it closes the engines of the options.
func NewEngine(checker *clause.Checker, options extract.Options) *InProcess {
	return &InProcess{checker: checker, options: options, settings: SettingsOf(checker, options)}
}

// Settings tell what the outcomes depend on.
func (e *InProcess) Settings() Settings { return e.settings }

// Do reads and judges one document. CPU of the outcome is that of the thread that
// did it, on systems that tell; what programs and other threads did for it, as in
// the recognition of text, is not in it.
func (e *InProcess) Do(ctx context.Context, job Job) (out *Outcome, err error) {
	clock := threadClock()
	begun := time.Now()
	defer func() {
		if r := recover(); r != nil {
			// The value may hold text of the document, or addresses.
			out, err = &Outcome{Failure: CrashFailure(), Attempts: 1}, nil
		}
		cpu := clock()
		if out != nil {
			out.CPU, out.Wall = cpu, time.Since(begun)
		}
	}()
	return Judge(ctx, e.checker, e.options, job)
}

// Close does nothing.
func (e *InProcess) Close() error { return nil }

// CrashFailure is the failure of a document in the reading of which the program
// broke down.
func CrashFailure() *Failure {
	return &Failure{Class: Crash, Message: "het programma liep vast op dit bestand; open het in het programma waarmee het gemaakt is, sla het opnieuw op en scan het weer, of bekijk het zelf"}
}
