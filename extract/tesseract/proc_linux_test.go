package tesseract_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/clausule/clausule/extract/tesseract"
)

// A process that is killed takes its recognition with it.
func TestDiesWithParent(t *testing.T) {
	const variable = "CLAUSULE_TEST_PROGRAM"
	if program := os.Getenv(variable); program != "" {
		_, _ = tesseract.New(tesseract.Options{Program: program}).Recognize(context.Background(), blank(t))
		return
	}
	program := stub(t, "slow")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	parent := exec.Command(self, "-test.run=^TestDiesWithParent$")
	parent.Env = append(os.Environ(), variable+"="+program)
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	pid := 0
	for end := time.Now().Add(20 * time.Second); pid == 0; time.Sleep(10 * time.Millisecond) {
		data, _ := os.ReadFile(filepath.Join(filepath.Dir(program), "pid"))
		pid, _ = strconv.Atoi(string(data))
		if time.Now().After(end) {
			t.Error("the program was not started")
			break
		}
	}
	if err := parent.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = parent.Wait()
	for end := time.Now().Add(5 * time.Second); pid > 0 && running(pid); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			_ = syscall.Kill(pid, syscall.SIGKILL)
			t.Fatal("the program outlives its parent")
		}
	}
}

// running tells whether a process is there and is more than an entry that
// nobody has collected.
func running(pid int) bool {
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return false
	}
	for i := len(stat) - 3; i > 0; i-- {
		if stat[i] == ')' {
			return stat[i+2] != 'Z'
		}
	}
	return true
}
