package sqlite

import (
	"bytes"
	"context"
	"errors"
	"os"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/extract/document"
)

const marker = "zwaardvisgeheim"

// secret is an outcome with a word in everything that comes from a document.
func secret(o *archive.Outcome) *archive.Outcome {
	copied := *o
	copied.SHA256 = marker + "hash"
	copied.Facts = archive.Facts{Supplier: marker + " B.V.", Customer: marker}
	copied.Text = []byte("tekst " + marker)
	r := *o.Report
	r.Document.Warnings = []document.Warning{{Code: document.WarnPageFailed, Message: marker}}
	r.Parties = []clause.PartyInfo{{Role: "klant", Names: []string{marker}}}
	r.Results = append([]clause.Result(nil), r.Results...)
	for i := range r.Results {
		for _, f := range r.Results[i].Findings {
			f.Quote = marker + " " + f.Quote
			r.Results[i].Findings = []clause.Finding{f}
			break
		}
	}
	copied.Report = &r
	return &copied
}

// bytesOf are those of all files of a store.
func bytesOf(t *testing.T, s *Store) []byte {
	t.Helper()
	var all []byte
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		data, err := os.ReadFile(s.path + suffix)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	return all
}

func TestNothingIsLeft(t *testing.T) {
	for name, remove := range map[string]func(s *Store) error{
		"forget": func(s *Store) error {
			ok, err := s.Forget(t.Context(), marker+"hash")
			if err == nil && !ok {
				err = errors.New("it was not there")
			}
			return err
		},
		"sweep": func(s *Store) error {
			n, err := s.Sweep(t.Context(), "geheime bron", func(string) bool { return false })
			if err == nil && n != 1 {
				err = errors.New("its place was not there")
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, Options{})
			list := batches(150)
			b := list[1]
			o := secret(b.Outcomes[0])
			b.Outcomes = append([]*archive.Outcome{o}, b.Outcomes[1:]...)
			b.Places = append([]archive.PlaceState{{SHA256: o.SHA256, Place: archive.Place{Source: "geheime bron", Path: marker + ".pdf"}}}, b.Places...)
			for _, batch := range []archive.Batch{list[0], b, list[2]} {
				if err := s.Commit(t.Context(), batch); err != nil {
					t.Fatal(err)
				}
			}
			var packed []byte
			if err := s.readers.QueryRowContext(t.Context(), "SELECT results FROM details JOIN documents ON id = document WHERE sha256 = ?", o.SHA256).Scan(&packed); err != nil {
				t.Fatal(err)
			}
			traces := map[string][]byte{"word": []byte(marker), "results": packed[40:72], "end of results": packed[len(packed)-32:]}
			before := bytesOf(t, s)
			for what, trace := range traces {
				if !bytes.Contains(before, trace) {
					t.Fatalf("%s: not there to begin with", what)
				}
			}
			if err := remove(s); err != nil {
				t.Fatal(err)
			}
			after := bytesOf(t, s)
			for what, trace := range traces {
				if bytes.Contains(after, trace) {
					t.Errorf("%s: still in the bytes", what)
				}
			}
			// FTS5 leaves out what a term begins with as the one before it does.
			if bytes.Contains(after, []byte(marker[1:])) || bytes.Contains(after, []byte(marker[4:])) {
				t.Error("part of the word is still in the bytes")
			}
			if err := s.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// A reader of the old state keeps it from being erased; Forget says so, and does it
// when it is asked again.
func TestForgetWhileRead(t *testing.T) {
	s := open(t, Options{Wait: 1})
	b := batches(10)[0]
	if err := s.Commit(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	tx, err := s.readers.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := tx.QueryRow("SELECT count(*) FROM documents").Scan(&n); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(t.Context(), b.Outcomes[0].SHA256); !errors.Is(err, ErrNotErased) {
		t.Errorf("while somebody reads: %v", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if ok, err := s.Forget(t.Context(), b.Outcomes[0].SHA256); ok || err != nil {
		t.Errorf("once more: %v, %v", ok, err)
	}
	if info, err := os.Stat(s.path + "-wal"); err != nil || info.Size() != 0 {
		t.Errorf("the file beside it: %v, %v", info, err)
	}
}
