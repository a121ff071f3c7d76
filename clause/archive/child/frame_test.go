package child

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
)

// frames puts frames behind each other: a letter, then the content.
func frames(t testing.TB, list ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := newFrameWriter(&b)
	for _, f := range list {
		if err := w.flush(kind(f[0]), []byte(f[1:])); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// What is written is read, however the bytes come.
func TestFrames(t *testing.T) {
	content := make([]byte, 3<<20)
	rnd := rand.NewChaCha8([32]byte{1})
	_, _ = rnd.Read(content)
	var b bytes.Buffer
	w := newFrameWriter(&b)
	sizes := []int{0, 1, 4 << 10, 256 << 10, 1<<20 + 1, len(content)}
	for _, n := range sizes {
		if err := w.send(sayText, content[:n]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.flush(sayBeat, nil); err != nil {
		t.Fatal(err)
	}
	r := newFrameReader(iotest.HalfReader(&b))
	var buf []byte
	for _, n := range sizes {
		k, got, err := r.next(buf)
		if err != nil || k != sayText || !bytes.Equal(got, content[:n]) {
			t.Fatalf("%d bytes: %c, %d bytes, %v", n, k, len(got), err)
		}
		buf = got
	}
	if k, got, err := r.next(buf); k != sayBeat || len(got) != 0 || err != nil {
		t.Errorf("%c, %d bytes, %v", k, len(got), err)
	}
	if _, _, err := r.next(buf); err != io.EOF {
		t.Error(err)
	}
	if w.send(sendData, content) == nil {
		t.Error("a frame that is too large was written")
	}
}

func TestBrokenFrames(t *testing.T) {
	whole := frames(t, "Ttext")
	for n := 1; n < len(whole); n++ {
		if _, _, err := newFrameReader(bytes.NewReader(whole[:n])).next(nil); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	for _, s := range []string{"a line of text\n", "Z\x00\x00\x00\x01\x00", "T\xff\xff\xff\xff", "B\x01\x00\x00\x00x"} {
		if _, _, err := newFrameReader(strings.NewReader(s)).next(nil); err != errFrame {
			t.Errorf("%q: %v", s, err)
		}
	}
	// A claim takes no memory.
	claim := append(binary.LittleEndian.AppendUint32([]byte{byte(sayText)}, 200<<20), "little"...)
	if n := testing.AllocsPerRun(1, func() {
		_, buf, _ := newFrameReader(bytes.NewReader(claim)).next(nil)
		if cap(buf) > 1<<20 {
			t.Errorf("%d bytes were taken", cap(buf))
		}
	}); n > 20 {
		t.Errorf("%g allocations", n)
	}
}

// FuzzServe has a child read what no parent sends.
func FuzzServe(f *testing.F) {
	first, err := json.Marshal(setup{Version: version})
	if err != nil {
		f.Fatal(err)
	}
	begin := string(sendSetup) + string(first)
	for _, list := range [][]string{
		{begin, `J{"Name":"a"}`, "Dinnocent", "G", `J{"Name":"b"}`, "D", "K", `J{}`, "Dx", "A"},
		{begin, `J{"Text":true,"KeepText":true}`, "Dcomplain", "G"},
		{begin, "G"}, {begin, `J{"Name":"a"}`, `J{"Name":"a"}`}, {"Sno setup"}, {"Jfirst"},
	} {
		f.Add(frames(f, list...))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		s := &server{exit: func(int) {}}
		var out bytes.Buffer
		asked := 0
		// The errors are as many as the inputs.
		_ = s.serve(t.Context(), bytes.NewReader(in), &out, func([]byte) (archive.Settings, work, error) {
			s.limits = Limits{Memory: -1, CPU: -1, Silence: -1, Wall: -1}
			return hostileSettings(), func(ctx context.Context, job archive.Job, beat func()) (*archive.Outcome, error) {
				asked++
				if job.Body != nil {
					if _, err := io.Copy(io.Discard, job.Body); err != nil {
						return nil, err
					}
				}
				return &archive.Outcome{Report: &clause.Report{}, Text: job.Text}, nil
			}, nil
		})
		r := newFrameReader(&out)
		answers := 0
		for {
			k, _, err := r.next(nil)
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if k == sayOutcome {
				answers++
			}
		}
		if answers > asked {
			t.Errorf("%d answers to %d documents", answers, asked)
		}
	})
}

// said gives what a parent makes of what a child says about a document.
func said(t *testing.T, stream []byte) {
	t.Helper()
	w := &worker{config: &Config{}, reader: newFrameReader(bytes.NewReader(stream)), answers: newAnswerReader(), stderr: &head{}, ended: make(chan struct{})}
	close(w.ended)
	out, err := w.outcome(newAlarm(0, nil))
	if (out == nil) == (err == nil) {
		t.Fatalf("%v and %v", out, err)
	}
	if out != nil && (out.Report == nil) == (out.Failure == nil) {
		t.Error("an outcome of neither")
	}
}

// FuzzParent has a parent read what no child says. Outcomes are TestSpoiltAnswers':
// what package gob keeps from one run to the next leads the fuzzer astray.
func FuzzParent(f *testing.F) {
	f.Add(frames(f, "B", "Ttext", "B", `E{"Message":"weg","Text":true}`))
	f.Add(frames(f, "Ttext", `H{}`))
	f.Add([]byte("a line of text"))
	f.Fuzz(said)
}

// An outcome that was spoilt on its way is a death of the child or another outcome,
// but never half of one.
func TestSpoiltAnswers(t *testing.T) {
	for seed, a := range []*answer{
		{SHA256: "a", Report: &clause.Report{Results: []clause.Result{{Requirement: "avg.28.3a", Lacks: []string{"iets"}}}}},
		{Failure: archive.CrashFailure()},
		{},
	} {
		content, err := newAnswerWriter().encode(a)
		if err != nil {
			t.Fatal(err)
		}
		whole := frames(t, "B", "Ttext", "O"+string(content))
		said(t, whole)
		rnd := rand.New(rand.NewPCG(uint64(seed), 1))
		for range 300 {
			spoilt := bytes.Clone(whole)
			for range 1 + rnd.IntN(3) {
				spoilt[rnd.IntN(len(spoilt))] = byte(rnd.IntN(256))
			}
			said(t, spoilt[:len(spoilt)-rnd.IntN(2)*rnd.IntN(len(spoilt))])
		}
	}
}
