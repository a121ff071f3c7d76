package child

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/clausule/clausule/clause/archive"
)

// ErrClosed: the pool was closed.
var ErrClosed = errors.New("child: de hulpprocessen zijn al beëindigd")

// StartError tells that there is no child to be had: with none of them can a
// document be read.
type StartError struct {
	Detail string // what is wrong, in Dutch
	Remedy string // what to do
	Err    error  // underlying error; may be nil
}

func (e *StartError) Error() string {
	s := "het hulpproces dat documenten leest, werkt niet: " + e.Detail
	if e.Remedy != "" {
		s += "; " + e.Remedy
	}
	return s
}

func (e *StartError) Unwrap() error { return e.Err }

// cause is why a child was killed from here.
type cause int32

const (
	byNobody cause = iota
	byContext
	byClose
	bySilence
	byWall
	byProtocol // it did not keep to the frames
)

// death is the end of a child while it had a document. It is an error.
type death struct {
	class archive.Class
	cause cause // of a Timeout; byNobody for one of CPU
	cpu   time.Duration
}

func (d *death) Error() string { return "child: the process ended: " + string(d.class) }

// deathOf tells what a child died of, by what it left.
func deathOf(why cause, state *os.ProcessState, stderr string) *death {
	d := &death{class: archive.Crash, cause: why}
	code := -1
	if state != nil {
		code = state.ExitCode()
	}
	switch {
	case why == bySilence || why == byWall:
		d.class = archive.Timeout
	case code == exitMemory, code == exitRuntime && outOfMemory(stderr):
		d.class = archive.Memory
	case code == exitCPU:
		d.class = archive.Timeout
	}
	return d
}

// exitRuntime is the code with which Go ends a program that it cannot go on with.
const exitRuntime = 2

// outOfMemory tells whether Go ended a program because the system had no memory
// for it. The document cannot write that: it stands in front.
func outOfMemory(stderr string) bool {
	for _, s := range []string{"runtime: out of memory", "fatal error: out of memory", "runtime: cannot allocate memory", "fatal error: runtime: cannot allocate memory", "fatal error: runtime: out of memory"} {
		if strings.HasPrefix(stderr, s) {
			return true
		}
	}
	return false
}

// failure is what the store is told of a death.
func (d *death) failure(l Limits) *archive.Failure {
	f := &archive.Failure{Class: d.class}
	switch {
	case d.class == archive.Crash:
		return archive.CrashFailure()
	case d.class == archive.Memory:
		f.Message = fmt.Sprintf("het bestand vraagt bij het lezen meer geheugen dan een document mag (%s); splits het, of sla het opnieuw op in het programma waarmee het gemaakt is", amount(l.Memory))
	case d.cause == bySilence:
		f.Message = fmt.Sprintf("het lezen van het bestand kwam %s lang niet verder; sla het opnieuw op in het programma waarmee het gemaakt is en scan het weer", span(l.Silence))
	case d.cause == byWall:
		f.Message = fmt.Sprintf("het lezen van het bestand duurde langer dan een document mag (%s); splits het en scan de delen", span(l.Wall))
	default:
		f.Message = fmt.Sprintf("het bestand vraagt bij het lezen meer rekentijd dan een document mag (%s); splits het, of sla het opnieuw op in het programma waarmee het gemaakt is", span(l.CPU))
	}
	return f
}

// amount writes a number of bytes.
func amount(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// span writes a length of time.
func span(d time.Duration) string {
	switch {
	case d == time.Minute:
		return "1 minuut"
	case d >= time.Minute && d%time.Minute == 0:
		return fmt.Sprintf("%d minuten", d/time.Minute)
	case d == time.Second:
		return "1 seconde"
	case d >= time.Second && d%time.Second == 0:
		return fmt.Sprintf("%d seconden", d/time.Second)
	}
	return fmt.Sprintf("%d milliseconden", d.Milliseconds())
}
