package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/clausule/clausule/clause/archive/sqlite"
)

// An interrupt while a scan is recognised leaves no program behind.
func TestInterruptEndsRecognition(t *testing.T) {
	dir := t.TempDir()
	const script = `#!/bin/sh
case "$*" in
*--version*) echo tesseract 5.3.0 ;;
*--list-langs*) echo nld ;;
*) echo $$ >"${0%/*}/new" && mv "${0%/*}/new" "${0%/*}/pid"; exec sleep 60 ;;
esac
`
	if err := os.WriteFile(filepath.Join(dir, "tesseract"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	pid := 0
	go func() {
		for end := time.Now().Add(20 * time.Second); pid == 0 && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
			data, _ := os.ReadFile(filepath.Join(dir, "pid"))
			pid, _ = strconv.Atoi(strings.TrimSpace(string(data)))
		}
		cancel()
	}()
	var stdout, stderr bytes.Buffer
	scan := "../../testdata/variants/verwerkersovereenkomst-zwak-scan.pdf"
	code := run(ctx, []string{"clausule", "check", "--jobs", "2", scan, "../../testdata/contracts/verwerkersovereenkomst-zwak.pdf"}, strings.NewReader(""), &stdout, &stderr)
	if code != exitInterrupted || pid == 0 {
		t.Errorf("exit code %d, process %d, stderr %q", code, pid, stderr.String())
	}
	if err := syscall.Kill(pid, 0); pid > 0 && !errors.Is(err, syscall.ESRCH) {
		t.Errorf("process %d is still there: %v", pid, err)
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
}

// A terminal that goes away ends a scan as an interrupt does: what was ready is
// kept, and said to be.
func TestHangupKeepsWhatWasReady(t *testing.T) {
	if signal.Ignored(syscall.SIGHUP) {
		t.Skip("the tests run without a terminal that could go away")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	source, database := filepath.Join(dir, "bron"), filepath.Join(dir, "a.db")
	if err := os.Mkdir(source, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(source, "a.txt"), []byte("De verwerker meldt een inbreuk binnen 24 uur."), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "scan", "--watch", "--interval", "1h", "--db", database, source)
	cmd.Args[0] = "clausule"
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	begun := func() bool {
		store, err := sqlite.Open(t.Context(), database, sqlite.Options{ReadOnly: true})
		if err != nil {
			return false
		}
		defer store.Close()
		runs, err := store.Runs(t.Context())
		return err == nil && len(runs) > 0
	}
	for end := time.Now().Add(20 * time.Second); !begun() && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
	}
	if err := cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Error(err)
	}
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted || !strings.Contains(stderr.String(), "wat klaar was is bewaard") {
		t.Errorf("exit code %d, stderr %q", code, stderr.String())
	}
}
