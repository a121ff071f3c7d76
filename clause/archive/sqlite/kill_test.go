package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/clausule/clausule/clause/archive"
)

// storeEnv names the store for a test binary that is run again as one that writes
// until it is killed.
const storeEnv = "CLAUSULE_TEST_STORE"

func TestMain(m *testing.M) {
	if path := os.Getenv(storeEnv); path != "" {
		if err := writeForEver(path); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// killedBatch is how many documents a batch has that is written to be killed.
const killedBatch = 5

// writeForEver commits batches and says of each that it is in the store.
func writeForEver(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	list := batches(100)
	for n := 0; ; n++ {
		name := fmt.Sprintf("%d-%d", os.Getpid(), n)
		b := list[n%len(list)]
		b.Outcomes, b.Places = nil, nil
		for i, o := range list[n%len(list)].Outcomes[:killedBatch] {
			other := *o
			other.SHA256 = fmt.Sprintf("%s-%d", name, i)
			b.Outcomes = append(b.Outcomes, &other)
			b.Places = append(b.Places, archive.PlaceState{SHA256: other.SHA256, Place: archive.Place{Source: "bron", Path: other.SHA256}})
		}
		if err := s.Commit(ctx, b); err != nil {
			return err
		}
		fmt.Println("in", name)
	}
}

func TestKilled(t *testing.T) {
	binary, err := os.Executable()
	if err != nil {
		t.Skip("the test does not know its own program:", err)
	}
	path := filepath.Join(t.TempDir(), "a.db")
	rng := rand.New(rand.NewPCG(1, 1))
	told := map[string]bool{}
	for range 10 {
		cmd := exec.Command(binary)
		cmd.Env = append(os.Environ(), storeEnv+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		left := 1 + rng.IntN(4)
		for lines.Scan() {
			name, ok := strings.CutPrefix(lines.Text(), "in ")
			if !ok {
				t.Fatalf("the writer said: %s", lines.Text())
			}
			told[name] = true
			if left--; left == 0 {
				time.AfterFunc(time.Duration(rng.IntN(10_000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
			}
		}
		_ = cmd.Wait() // it was killed
	}
	s, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	there := map[string]int{}
	for r, err := range s.Records(t.Context(), archive.Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Places) != 1 {
			t.Errorf("%s stands in %d places", r.SHA256, len(r.Places))
		}
		there[r.SHA256[:strings.LastIndexByte(r.SHA256, '-')]]++
	}
	for name := range told {
		if there[name] != killedBatch {
			t.Errorf("of batch %s, which was in the store, %d documents are there", name, there[name])
		}
	}
	for name, n := range there {
		if n != killedBatch {
			t.Errorf("of batch %s %d documents are there", name, n)
		}
	}
	if len(told) < 10 {
		t.Errorf("only %d batches were told", len(told))
	}
}
