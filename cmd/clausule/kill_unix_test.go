//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/sqlite"
)

// A scan that is killed again and again ends with one outcome for every document.
func TestScanKilled(t *testing.T) {
	const documents, kills = 150, 5
	source, database := t.TempDir(), filepath.Join(t.TempDir(), "archief.db")
	text, err := os.ReadFile("../../testdata/contracts/src/verwerkersovereenkomst-zwak.md")
	if err != nil {
		t.Fatal(err)
	}
	for i := range documents {
		if err := os.WriteFile(filepath.Join(source, fmt.Sprintf("%03d.md", i)), fmt.Appendf(text[:len(text):len(text)], "\nExemplaar %d.\n", i), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	scan := func() *exec.Cmd {
		cmd := exec.Command(self, "scan", "--db", database, source)
		cmd.Env = append(os.Environ(), runMain+"=1")
		return cmd
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range kills {
		cmd := scan()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(50+random.IntN(400)) * time.Millisecond)
		if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
	}
	for _, want := range []string{"a killed scan", "a scan that is done"} {
		if out, err := scan().CombinedOutput(); err != nil {
			t.Fatalf("after %s: %v\n%s", want, err, out)
		}
	}
	store, err := sqlite.Open(t.Context(), database, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.Check(t.Context()); err != nil {
		t.Errorf("the store is not sound: %v", err)
	}
	n := 0
	for rec, err := range store.Records(t.Context(), archive.Query{Results: true}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; len(rec.Places) != 1 || len(rec.Results) == 0 || !rec.Current {
			t.Errorf("%s stands in %d places and has %d results", rec.SHA256, len(rec.Places), len(rec.Results))
		}
	}
	if n != documents {
		t.Errorf("%d documents, want %d", n, documents)
	}
	runs, err := store.Runs(t.Context())
	if err != nil || runs[0].Tally.Unchanged != documents || runs[0].Tally.Hashed != 0 {
		t.Errorf("the last scan did %+v, %v", runs[0].Tally, err)
	}
}
