package child

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/clausule/clausule/clause/archive"
)

// worker is the parent's side of a child. But for kill it belongs to one goroutine
// at a time.
type worker struct {
	config  *Config
	process *os.Process
	in, out *os.File // of the pipes
	writer  *frameWriter
	reader  *frameReader
	answers *answerReader
	buf     []byte // of frames that come in
	piece   []byte // of the document that goes out
	stderr  *head

	killing sync.Mutex
	why     atomic.Int32     // a cause: why it was killed from here
	ended   chan struct{}    // closed when the process has ended
	state   *os.ProcessState // how; set before

	served   int
	resident int64         // after the last document, in bytes
	total    time.Duration // of processors, until the last document
}

// starts is how often a child is started that dies before it can do anything.
const starts = 3

// closing is how long a child may take to end when its input has ended.
const closing = time.Second

// mark is set in the environment of children, which must not start others of
// their kind: a program that forgot to call Serve would do so without end.
const mark = "CLAUSULE_CHILD"

// Started tells whether this process was started by a Pool, and so has to call
// Serve.
func Started() bool { return os.Getenv(mark) != "" }

// start starts a child and waits until it is ready.
func (p *Pool) start(ctx context.Context) (*worker, error) {
	if Started() {
		return nil, &StartError{Detail: "dit is er zelf een", Remedy: "laat het programma child.Serve aanroepen voordat het iets anders doet"}
	}
	var err error
	for range starts {
		var w *worker
		if w, err = p.launch(); err != nil {
			return nil, err
		}
		if err = w.greet(ctx); err == nil {
			return w, nil
		}
		w.kill(byProtocol)
		p.discard(w)
		var died *death
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case p.isClosed():
			return nil, ErrClosed
		case !errors.As(err, &died):
			return nil, err
		}
	}
	return nil, &StartError{Detail: "het eindigt voordat het begint", Remedy: "controleer of er geheugen vrij is en geen beveiligingsprogramma het tegenhoudt", Err: err}
}

// launch starts a process.
func (p *Pool) launch() (*worker, error) {
	cmd, err := p.command()
	if err != nil {
		return nil, cannotStart(err)
	}
	inRead, inWrite, err := os.Pipe()
	if err != nil {
		return nil, cannotStart(err)
	}
	outRead, outWrite, err := os.Pipe()
	if err != nil {
		inRead.Close()
		inWrite.Close()
		return nil, cannotStart(err)
	}
	w := &worker{
		config: &p.config, in: inWrite, out: outRead,
		writer: newFrameWriter(inWrite), reader: newFrameReader(outRead), answers: newAnswerReader(),
		piece: make([]byte, pieceSize), stderr: &head{}, ended: make(chan struct{}),
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = inRead, outWrite, w.stderr
	if cmd.Env == nil {
		cmd.Env = p.config.Env
	}
	if cmd.Env == nil {
		cmd.Env = os.Environ()
	}
	cmd.Env = append(slices.Clip(cmd.Env), mark+"=1")
	// A program that it started must not keep its pipes open.
	cmd.WaitDelay = closing
	started := make(chan error, 1)
	go func() {
		defer govern(cmd)()
		err := cmd.Start()
		inRead.Close()
		outWrite.Close()
		w.process = cmd.Process
		started <- err
		if err == nil {
			// How it ended is in the state.
			_ = cmd.Wait()
			w.killing.Lock()
			w.state = cmd.ProcessState
			close(w.ended)
			w.killing.Unlock()
		}
	}()
	if err := <-started; err != nil {
		inWrite.Close()
		outRead.Close()
		return nil, cannotStart(err)
	}
	p.mu.Lock()
	closed := p.closed
	p.all[w] = struct{}{}
	p.mu.Unlock()
	if closed {
		w.kill(byClose)
	}
	return w, nil
}

// command is that of a child.
func (p *Pool) command() (*exec.Cmd, error) {
	if p.config.Command != nil {
		return p.config.Command()
	}
	path, err := self()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(path, p.config.Args...)
	cmd.Args[0] = os.Args[0]
	return cmd, nil
}

func cannotStart(err error) error {
	return &StartError{Detail: "het is niet te starten (" + err.Error() + ")", Remedy: "controleer of het programma nog op zijn plaats staat en het systeem nieuwe processen toelaat", Err: err}
}

// greet gives the setup and waits for the answer.
func (w *worker) greet(ctx context.Context) error {
	defer context.AfterFunc(ctx, func() { w.kill(byContext) })()
	quiet := newAlarm(w.config.Limits.Silence, func() { w.kill(bySilence) })
	defer quiet.Stop()
	// The processors are shared, or each child would collect garbage on all.
	cores := runtime.GOMAXPROCS(0)
	data, err := json.Marshal(setup{Version: version, Limits: w.config.Limits, Processors: max(1, (cores+w.config.Processes-1)/w.config.Processes), Setup: w.config.Setup})
	if err != nil {
		return err
	}
	if len(data) > most(sendSetup) {
		return &StartError{Detail: "de instellingen zijn te groot", Remedy: "geef er ten hoogste 10 MiB van mee"}
	}
	if err := w.writer.flush(sendSetup, data); err != nil {
		return w.died()
	}
	k, content, err := w.receive()
	if err != nil {
		return err
	}
	var hi hello
	var no complaint
	want := &w.config.Settings
	switch {
	case k == sayError && json.Unmarshal(content, &no) == nil:
		return &StartError{Detail: no.Message}
	case k != sayHello || json.Unmarshal(content, &hi) != nil:
		return w.astray()
	case hi.Version != version || hi.Engine != want.Engine:
		return &StartError{Detail: errOtherVersion.Error()}
	case hi.Reading != want.Reading || hi.Judging != want.Judging:
		return &StartError{Detail: "de regels of de instellingen zijn intussen veranderd", Remedy: "begin de scan opnieuw"}
	}
	return nil
}

// do sends a document and waits for what becomes of it. The error is a *death where
// the child ended, and else one that Do of the pool gives.
func (w *worker) do(ctx context.Context, d *delivery) (*archive.Outcome, error) {
	stop := context.AfterFunc(ctx, func() { w.kill(byContext) })
	defer func() {
		if !stop() {
			w.kill(byContext) // it may not have come to that yet
		}
	}()
	w.stderr.reset()
	quiet := newAlarm(w.config.Limits.Silence, func() { w.kill(bySilence) })
	defer quiet.Stop()
	lost, err := w.deliver(ctx, d, quiet)
	if err != nil {
		return nil, err
	}
	if !lost {
		quiet.Reset()
		lost = w.writer.flush(sendJudge, nil) != nil
	}
	if lost {
		return nil, w.ending(ctx)
	}
	out, err := w.outcome(quiet)
	var died *death
	if errors.As(err, &died) && ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return out, err
}

// deliver sends the bytes of a document. A child that died of them is lost; the
// body is then read to its end all the same, and it is asked whether the document
// is wanted.
func (w *worker) deliver(ctx context.Context, d *delivery, quiet *alarm) (lost bool, err error) {
	header, err := json.Marshal(jobHeader{Name: d.job.Name, Path: d.job.Path, KeepText: d.job.KeepText, Text: d.job.Text != nil})
	if err != nil {
		return false, err
	}
	lost = w.writer.send(sendJob, header) != nil
	body := d.body
	if d.job.Text != nil {
		body = bytes.NewReader(d.job.Text)
	}
	for {
		quiet.Stop() // a body that does not come is no fault of the child
		n, err := fillPiece(body, w.piece)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		d.hold(w.piece[:n])
		if n > 0 && !lost {
			quiet.Reset()
			lost = w.writer.send(sendData, w.piece[:n]) != nil
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			quiet.Reset()
			w.abort(sendAbort, lost)
			return false, &archive.BodyError{Err: err}
		}
	}
	if d.job.Text == nil && !d.known {
		d.known = true
		if d.job.Wanted != nil && !d.job.Wanted() {
			quiet.Reset()
			w.abort(sendSkip, lost)
			return false, archive.ErrUnwanted
		}
	}
	return lost, nil
}

// fillPiece reads until buf is full or there is an error: io.EOF at the end alone.
func fillPiece(r io.Reader, buf []byte) (n int, err error) {
	const idle = 100 // reads without a byte
	for tries := 0; n < len(buf) && err == nil; {
		var got int
		got, err = r.Read(buf[n:])
		n += got
		if tries++; got > 0 {
			tries = 0
		} else if tries > idle && err == nil {
			err = io.ErrNoProgress
		}
	}
	return n, err
}

// abort tells the child that nothing is to be done.
func (w *worker) abort(k kind, lost bool) {
	if lost || w.writer.flush(k, nil) != nil {
		w.kill(byProtocol)
	}
}

// outcome waits for what became of the document.
func (w *worker) outcome(quiet *alarm) (*archive.Outcome, error) {
	wall := newAlarm(w.config.Limits.Wall, func() { w.kill(byWall) })
	defer wall.Stop()
	var text []byte
	for {
		quiet.Reset()
		k, content, err := w.receive()
		if err != nil {
			return nil, err
		}
		switch k {
		case sayBeat:
		case sayText:
			text = bytes.Clone(content)
		case sayError:
			var no complaint
			if json.Unmarshal(content, &no) != nil {
				return nil, w.astray()
			}
			if no.Text {
				return nil, &archive.TextError{Err: errors.New(no.Message)}
			}
			return nil, errors.New(no.Message)
		case sayOutcome:
			a, err := w.answers.decode(content)
			if err != nil {
				return nil, w.astray()
			}
			w.served++
			w.resident, w.total = a.Resident, a.Total
			return &archive.Outcome{SHA256: a.SHA256, Failure: a.Failure, Facts: a.Facts, Report: a.Report, Text: text, CPU: a.CPU}, nil
		default:
			return nil, w.astray()
		}
	}
}

// receive reads a frame, which holds until the next. The error is a *death.
func (w *worker) receive() (kind, []byte, error) {
	const keep = 1 << 20 // a larger buffer is not kept
	if cap(w.buf) > keep {
		w.buf = nil
	}
	k, content, err := w.reader.next(w.buf)
	if err == errFrame {
		return 0, nil, w.astray()
	}
	if err != nil {
		return 0, nil, w.died()
	}
	w.buf = content
	return k, content, nil
}

// astray ends a child that does not keep to the frames.
func (w *worker) astray() error {
	w.kill(byProtocol)
	return w.died()
}

// ending is died, or the error of the context where that is why.
func (w *worker) ending(ctx context.Context) error {
	err := w.died()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// died waits for the end of a child that has closed its pipes, and tells what it
// died of.
func (w *worker) died() error {
	// Who ends has its exit code before its pipes close; who only closes them is
	// ended here.
	select {
	case <-w.ended:
	case <-time.After(closing / 10):
		w.kill(byProtocol)
		<-w.ended
	}
	d := deathOf(cause(w.why.Load()), w.state, w.stderr.String())
	if w.state != nil {
		d.cpu = max(0, w.state.UserTime()+w.state.SystemTime()-w.total)
	}
	return d
}

// kill kills the process. The first cause counts.
func (w *worker) kill(why cause) {
	w.why.CompareAndSwap(int32(byNobody), int32(why))
	w.killing.Lock()
	defer w.killing.Unlock()
	select {
	case <-w.ended: // its number may be that of another now
	default:
		end(w.process)
	}
}

// usable tells whether the child can be given a document.
func (w *worker) usable() bool {
	select {
	case <-w.ended:
		return false
	default:
		return cause(w.why.Load()) == byNobody
	}
}

// leave ends a child that is not at work, and closes its pipes.
func (w *worker) leave() {
	w.in.Close()
	select {
	case <-w.ended:
	case <-time.After(closing):
		w.kill(byClose)
		<-w.ended
	}
	w.out.Close()
}

// head keeps the beginning of what is written to it.
type head struct {
	mu  sync.Mutex
	buf []byte
}

const mostHead = 4 << 10

func (h *head) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.buf = append(h.buf, p[:min(len(p), mostHead-len(h.buf))]...)
	return len(p), nil
}

func (h *head) reset() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.buf = h.buf[:0]
}

func (h *head) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return string(h.buf)
}
