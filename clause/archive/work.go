package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"path"
	"strings"
)

// do carries out a task. An error ends the scan.
func (s *scan) do(ctx context.Context, t task) error {
	if t.text != nil {
		return s.rejudge(ctx, t)
	}
	defer t.body.Close()
	known := &reading{Reader: t.body, hash: sha256.New()}
	var (
		sum     string
		f       *flight
		state   *DocumentState
		blocked error // why the work was not wanted, where that is a fault
	)
	job := Job{
		Name: base(t.place.Path), Path: t.place.Path, Body: known, KeepText: !s.NoText,
		Wanted: func() bool {
			sum = hex.EncodeToString(known.hash.Sum(nil))
			if blocked = t.changed(known.n); blocked != nil {
				return false
			}
			var first bool
			f, first, state, blocked = s.claim(ctx, sum)
			return first && blocked == nil
		},
	}
	if t.file.Anew {
		job.Again = t.file.Open
	}
	out, err := s.Engine.Do(ctx, job)
	var body *BodyError
	var failure *Failure
	switch {
	case err == nil:
		if sum == "" {
			return fmt.Errorf("archive: de lezer heeft van %s niet gevraagd of het nog nodig was", t.place.Path)
		}
		if out.SHA256 != "" && out.SHA256 != sum {
			// The process broke down, and the second one got other bytes.
			r := Result{Place: t.place, Action: Failed, Failure: changedFailure()}
			return s.send(ctx, event{Result: r, write: true, ofPlace: true, of: f, lands: true})
		}
		out.SHA256 = sum
		r := Result{Place: t.place, Action: Judged, Opened: true, SHA256: sum, Outcome: out, Failure: out.Failure}
		if out.Failure != nil {
			r.Action = Failed
		}
		return s.send(ctx, event{Result: r, write: true, of: f, lands: true})
	case errors.Is(err, ErrUnwanted) && blocked == nil:
		r := Result{Place: t.place, Action: Copied, Opened: true, SHA256: sum}
		if state != nil && state.Failure != nil {
			r.Action, r.Failure = Failed, state.Failure
		}
		return s.send(ctx, event{Result: r, write: true, of: f})
	case errors.Is(err, ErrUnwanted) && errors.As(blocked, &failure):
		return s.failed(ctx, t.place, failure)
	case errors.Is(err, ErrUnwanted):
		return blocked
	case errors.As(err, &body) && ctx.Err() == nil:
		return s.failed(ctx, t.place, placeFailure(body.Err))
	}
	return err
}

// changed tells that a file is not what it was when the walk met it.
func (t *task) changed(n int64) error {
	size, mod := t.place.Size, t.place.ModTime
	if size >= 0 && n != size {
		return changedFailure()
	}
	if t.file.Stat == nil {
		return nil
	}
	now, at, err := t.file.Stat()
	if err != nil {
		return placeFailure(err)
	}
	if size >= 0 && now != size || !at.Equal(mod) {
		return changedFailure()
	}
	return nil
}

func changedFailure() *Failure {
	return &Failure{Class: Changed, Message: "het bestand veranderde terwijl het werd gelezen; de volgende scan leest het opnieuw"}
}

// spoiltText is said of a document that cannot be judged again from its text.
const spoiltText = "de bewaarde tekst van het document is beschadigd; scan opnieuw, dan wordt het bestand zelf gelezen"

// rejudge judges a document again from the text that was kept.
func (s *scan) rejudge(ctx context.Context, t task) error {
	out, err := s.Engine.Do(ctx, Job{Name: base(t.place.Path), Path: t.place.Path, Text: t.text})
	var spoilt *TextError
	if errors.As(err, &spoilt) {
		// A place with a failure is opened by the next scan.
		r := Result{Place: t.place, Action: Failed, SHA256: t.sha256, Failure: unreadable(spoiltText)}
		return s.send(ctx, event{Result: r, write: true, ofPlace: true, of: t.of, lands: true})
	}
	if err != nil {
		return err
	}
	out.SHA256, out.Text = t.sha256, t.text
	r := Result{Place: t.place, Action: Rejudged, SHA256: t.sha256, Outcome: out, Failure: out.Failure}
	if out.Failure != nil {
		r.Action = Failed
	}
	return s.send(ctx, event{Result: r, write: true, of: t.of, lands: true})
}

// reading reckons the hash and the length of what is read.
type reading struct {
	io.Reader
	hash hash.Hash
	n    int64
}

func (r *reading) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.hash.Write(p[:n])
	r.n += int64(n)
	return n, err
}

// base is the name of a file, without the folders and the archive files in which
// it stands.
func base(p string) string {
	return path.Base(p[strings.LastIndex(p, "!/")+1:])
}

// send hands an event to the goroutine that commits.
func (s *scan) send(ctx context.Context, e event) error {
	select {
	case s.events <- e:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
