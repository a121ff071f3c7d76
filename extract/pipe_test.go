//go:build unix

package extract_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/clausule/clausule/extract"
)

// A named pipe is read when somebody writes to it; one that nobody writes to,
// or that never ends, does not hold up a program for ever.
func TestPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pijp")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("this file system has no named pipes:", err)
	}
	if _, err := extract.OpenFile(context.Background(), path, extract.Options{}); !errors.Is(err, extract.ErrFile) {
		t.Errorf("without a writer: %v, want ErrFile", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(10*time.Millisecond, cancel)
	if _, err := extract.OpenFile(ctx, path, extract.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled while waiting for a writer: %v", err)
	}

	wrote := make(chan error, 1)
	go func() { wrote <- os.WriteFile(path, []byte("De verwerker meldt."), 0) }()
	doc, err := extract.OpenFile(context.Background(), path, extract.Options{})
	if err != nil || doc.Text != "De verwerker meldt." {
		t.Errorf("with a writer: %v, %v", doc, err)
	}
	if err := <-wrote; err != nil {
		t.Error(err)
	}

	ctx, cancel = context.WithCancel(context.Background())
	defer cancel()
	silent := make(chan error, 1)
	go func() {
		w, err := os.OpenFile(path, os.O_WRONLY, 0)
		silent <- err
		if err == nil {
			cancel()
			<-time.After(time.Second)
			w.Close()
		}
	}()
	if _, err := extract.OpenFile(ctx, path, extract.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled while a writer is silent: %v", err)
	}
	if err := <-silent; err != nil {
		t.Error(err)
	}
}
