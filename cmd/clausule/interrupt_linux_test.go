package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
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
