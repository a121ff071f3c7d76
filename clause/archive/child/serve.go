package child

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/extract"
)

// Serve is the work of a child: it reads and judges the documents that a Pool sends
// to it over in, and answers over out, until in ends. Build makes of the setup of
// the Pool what documents are judged and read with; its error is told to who asks
// the Pool for something. Nothing else may write to out.
//
// Serve is for a process of its own: it sets the limits of the process, and ends it
// where a document goes over one or the parent has gone. The errors are those of
// build and of the pipes.
func Serve(ctx context.Context, in io.Reader, out io.Writer, build func(setup []byte) (*clause.Checker, extract.Options, error)) error {
	s := &server{exit: os.Exit}
	return s.serve(ctx, in, out, func(data []byte) (archive.Settings, work, error) {
		checker, options, err := build(data)
		if err != nil {
			return archive.Settings{}, nil, err
		}
		judge := func(ctx context.Context, job archive.Job, beat func()) (*archive.Outcome, error) {
			options, also := options, options.Progress
			options.Progress = func(p extract.Progress) {
				beat()
				if also != nil {
					also(p)
				}
			}
			return archive.Judge(ctx, checker, options, job)
		}
		return archive.SettingsOf(checker, options), judge, nil
	})
}

// work reads and judges a document; beat is called where it gets on.
type work func(ctx context.Context, job archive.Job, beat func()) (*archive.Outcome, error)

// server is the child's side.
type server struct {
	exit   func(code int) // ends the process
	out    *frameWriter
	in     *inbox
	limits Limits
}

// orphanGrace is what work that can be cancelled has to end in when the parent has
// gone.
const orphanGrace = time.Second

func (s *server) serve(ctx context.Context, in io.Reader, out io.Writer, build func([]byte) (archive.Settings, work, error)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.out = newFrameWriter(out)
	reader := newFrameReader(in)
	k, content, err := reader.next(nil)
	if err != nil {
		return err
	}
	var first setup
	if k != sendSetup || json.Unmarshal(content, &first) != nil || first.Version != version {
		return s.refuse(errOtherVersion)
	}
	s.limits = first.Limits
	s.confine(first)
	settings, judge, err := build(first.Setup)
	if err != nil {
		return s.refuse(err)
	}
	pace(s.limits)
	hi, err := json.Marshal(hello{Version: version, Engine: settings.Engine, Reading: settings.Reading, Judging: settings.Judging})
	if err != nil {
		return err
	}
	if err := s.out.flush(sayHello, hi); err != nil {
		return err
	}
	served := make(chan struct{})
	defer close(served)
	s.in = newInbox(reader, served, func() {
		cancel()
		select {
		case <-served:
		case <-time.After(orphanGrace):
			s.exit(exitOrphan)
		}
	})
	answers := newAnswerWriter()
	for {
		k, content, err := s.in.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case k != sendJob:
			return errFrame
		}
		var header jobHeader
		if err := json.Unmarshal(content, &header); err != nil {
			return errFrame
		}
		if err := s.one(ctx, judge, header, answers); err != nil {
			return err
		}
	}
}

// errOtherVersion: parent and child are not of the same program.
var errOtherVersion = errors.New("het programma is veranderd; begin de scan opnieuw")

// refuse tells the parent that there is no working with the setup.
func (s *server) refuse(why error) error {
	data, err := json.Marshal(complaint{Message: cut(why.Error(), 8<<10)})
	if err != nil {
		return err
	}
	return errors.Join(why, s.out.flush(sayError, data))
}

// cut keeps a message within a frame.
func cut(s string, most int) string { return s[:min(len(s), most)] }

// confine sets what the whole process may take.
func (s *server) confine(first setup) {
	if first.Processors > 0 {
		runtime.GOMAXPROCS(first.Processors)
	}
	if m := s.limits.Memory; m > 0 {
		// Well below the limit, so that what can be collected is.
		if soft := m / 4 * 3; soft < debug.SetMemoryLimit(-1) {
			debug.SetMemoryLimit(soft)
		}
		bolt(m)
	}
}

// mostRoom is how much memory is taken beyond what a child keeps between documents
// before the garbage collector runs, in bytes: what some ten contracts take. Each
// run goes over all of the catalogue, and takes as long as half a contract.
const mostRoom = 128 << 20

// pace has the garbage collector run seldom. The soft limit on memory still has it
// run more often when a document needs much. A user's own setting is left alone.
func pace(l Limits) {
	if os.Getenv("GOGC") != "" {
		return
	}
	room := int64(mostRoom)
	if l.Memory > 0 {
		room = min(room, l.Memory/8)
	}
	runtime.GC()
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if live[0].Value.Kind() != metrics.KindUint64 {
		return
	}
	const least = 4 << 20 // where a percentage of 100 begins
	debug.SetGCPercent(int(100 * room / max(int64(live[0].Value.Uint64()), least)))
}

// one carries out a job. The error is that of the pipes.
func (s *server) one(ctx context.Context, judge work, header jobHeader, answers *answerWriter) error {
	begun := processorTime()
	beat := func() {
		// A parent that cannot be told has gone.
		_ = s.out.flush(sayBeat, nil)
	}
	stop := watch(s.limits, s.exit, beat)
	defer stop()
	body := &body{in: s.in}
	job := archive.Job{Name: header.Name, Path: header.Path, KeepText: header.KeepText, Body: body, Wanted: func() bool { return body.end == sendJudge }}
	if header.Text {
		text, err := io.ReadAll(io.LimitReader(body, math.MaxInt32))
		if err == nil && body.end == sendJudge {
			job.Body, job.Text = nil, text
		}
	}
	var out *archive.Outcome
	var err error
	if !header.Text || job.Text != nil {
		out, err = judge(ctx, job, beat)
	}
	if body.drain(); body.end != sendJudge {
		return body.broken
	}
	if err != nil {
		return s.tell(err)
	}
	if len(out.Text) > 0 {
		if len(out.Text) > most(sayText) {
			out.Text = nil
		} else if err := s.out.send(sayText, out.Text); err != nil {
			return err
		}
	}
	total := processorTime()
	a := &answer{SHA256: out.SHA256, Failure: out.Failure, Facts: out.Facts, Report: out.Report, CPU: total - begun, Resident: resident(), Total: total}
	content, err := answers.encode(a)
	if err != nil {
		return err
	}
	if len(content) > most(sayOutcome) {
		return errFrame
	}
	return s.out.flush(sayOutcome, content)
}

// tell tells the parent of an error that is no fault of the document.
func (s *server) tell(err error) error {
	c := complaint{Message: cut(err.Error(), 8<<10)}
	var text *archive.TextError
	if errors.As(err, &text) {
		c.Text, c.Message = true, cut(text.Err.Error(), 8<<10)
	}
	data, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return s.out.flush(sayError, data)
}
