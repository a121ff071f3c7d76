// Package child reads and judges documents in child processes, so that what comes
// out of an archive can take nothing along but itself: a document that breaks its
// process, hangs or asks for too much is an outcome, and no other document is hurt.
//
// A program makes a Pool, which starts that same program anew. It begins by asking
// Started whether it is a child, and if so calls Serve and ends. What the children are to read and judge with goes
// over as a setup of the program's own making. The parent never holds a document:
// its bytes go to a child as they come.
package child

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/clausule/clausule/clause/archive"
)

// Config is how a Pool works; Settings are needed.
type Config struct {
	// Settings are those of the checker and the options that the children make of
	// Setup; see archive.SettingsOf. A child that comes to others is refused: the
	// rules have changed meanwhile.
	Settings archive.Settings
	// Setup is what Serve gives to its function. It goes through a pipe, and so can
	// hold what nobody may see; at most 10 MiB.
	Setup []byte
	// Args are the arguments with which this program is started again. It finds
	// out by Started that it is a child, and calls Serve.
	Args []string
	// Env is the environment of a child; nil means that of this process.
	Env []string
	// Command makes the command of a child instead; each call has to make another.
	// Its standard input, output and error, its Env where it has none, and its
	// SysProcAttr are set here.
	Command func() (*exec.Cmd, error)
	// Processes is the most children at the same time, and so of documents in
	// work; 0 means as many as there are processors. They are started when they
	// are needed.
	Processes int
	// Limits are those of a document.
	Limits Limits
	// Recycle is the number of documents after which a child is replaced; 0 means
	// 1000. One that has more than half of Limits.Memory after a document is
	// replaced then.
	Recycle int
}

// Pool is an archive.Engine of child processes.
type Pool struct {
	config Config
	slots  chan struct{}
	ended  chan struct{} // closed by Close
	held   sync.Pool     // of *bytes.Buffer

	mu     sync.Mutex
	closed bool
	idle   []*worker // the last used at the end
	all    map[*worker]struct{}
}

var _ archive.Engine = (*Pool)(nil)

// New makes a pool. No process is started before the first document.
func New(config Config) *Pool {
	config.Limits = config.Limits.withDefaults()
	if config.Processes <= 0 {
		config.Processes = runtime.GOMAXPROCS(0)
	}
	if config.Recycle <= 0 {
		config.Recycle = 1000
	}
	return &Pool{config: config, slots: make(chan struct{}, config.Processes), ended: make(chan struct{}), all: map[*worker]struct{}{}}
}

// Settings tell what the outcomes depend on.
func (p *Pool) Settings() archive.Settings { return p.config.Settings }

// attempts is how often a document is begun that breaks its process: the process
// may have been killed from outside.
const attempts = 2

// Do reads and judges one document in a child. It waits while all are at work. The
// errors of the pool itself are ErrClosed and those of the type *StartError.
func (p *Pool) Do(ctx context.Context, job archive.Job) (*archive.Outcome, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.ended:
		return nil, ErrClosed
	}
	d := &delivery{job: &job, body: job.Body}
	if job.Text == nil && job.Again == nil {
		d.held, _ = p.held.Get().(*bytes.Buffer)
		if d.held == nil {
			d.held = new(bytes.Buffer)
		}
		d.held.Reset()
		defer p.held.Put(d.held)
	}
	defer d.close()
	for n := 1; ; n++ {
		w, err := p.worker(ctx, n > 1)
		if err != nil {
			return nil, err
		}
		begun := time.Now()
		out, err := w.do(ctx, d)
		p.release(w)
		var died *death
		if !errors.As(err, &died) {
			if out != nil {
				out.Attempts, out.Wall = n, time.Since(begun)
			}
			return out, err
		}
		if p.isClosed() {
			return nil, ErrClosed
		}
		if died.class == archive.Crash && n < attempts && d.again() {
			continue
		}
		return &archive.Outcome{Failure: died.failure(p.config.Limits), Attempts: n, CPU: died.cpu, Wall: time.Since(begun)}, nil
	}
}

// worker gives a child that waits for work, or a new one.
func (p *Pool) worker(ctx context.Context, fresh bool) (*worker, error) {
	for !fresh {
		p.mu.Lock()
		n := len(p.idle)
		if n == 0 {
			p.mu.Unlock()
			break
		}
		w := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		if w.usable() {
			return w, nil
		}
		p.discard(w)
	}
	return p.start(ctx)
}

// release takes a child back.
func (p *Pool) release(w *worker) {
	p.mu.Lock()
	half := p.config.Limits.Memory / 2
	keep := !p.closed && w.usable() && w.served < p.config.Recycle && (half <= 0 || w.resident <= half)
	if keep {
		p.idle = append(p.idle, w)
	}
	p.mu.Unlock()
	if !keep {
		p.discard(w)
	}
}

// discard ends a child that is not at work.
func (p *Pool) discard(w *worker) {
	w.leave()
	p.mu.Lock()
	delete(p.all, w)
	p.mu.Unlock()
}

func (p *Pool) isClosed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.closed
}

// Close ends the children: those that wait for work have a second to end, those
// that are at work are killed, and Do returns ErrClosed.
func (p *Pool) Close() error {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil
	}
	p.closed = true
	close(p.ended)
	idle := p.idle
	p.idle = nil
	var busy []*worker
	for w := range p.all {
		if !slices.Contains(idle, w) {
			busy = append(busy, w)
		}
	}
	p.mu.Unlock()
	for _, w := range busy {
		w.kill(byClose)
	}
	var leaving sync.WaitGroup
	for _, w := range idle {
		leaving.Go(func() { p.discard(w) })
	}
	leaving.Wait()
	for _, w := range busy {
		<-w.ended
	}
	return nil
}

// delivery is a document on its way to a child, once or twice.
type delivery struct {
	job  *archive.Job
	body io.Reader
	// held is what was read of the body, for a second attempt, as long as it is
	// not too much; nil where it is not needed.
	held     *bytes.Buffer
	overflow bool
	known    bool // the first attempt has asked whether the document is wanted
	open     io.Closer
}

// mostHeld is how much of a document is kept, in bytes, that can be had but once.
const mostHeld = 2 << 20

// hold keeps a piece of the body.
func (d *delivery) hold(piece []byte) {
	switch {
	case d.held == nil || d.overflow || d.known:
	case d.held.Len()+len(piece) > mostHeld:
		d.overflow = true
		d.held.Reset()
	default:
		d.held.Write(piece)
	}
}

// again makes ready for another attempt, and tells whether there can be one.
func (d *delivery) again() bool {
	switch {
	case d.job.Text != nil:
	case d.held != nil:
		if d.overflow {
			return false
		}
		d.body = bytes.NewReader(d.held.Bytes())
	default:
		body, err := d.job.Again()
		if err != nil {
			return false
		}
		d.close()
		d.body, d.open = body, body
	}
	return true
}

func (d *delivery) close() {
	if d.open != nil {
		// It was only read from.
		_ = d.open.Close()
		d.open = nil
	}
}
