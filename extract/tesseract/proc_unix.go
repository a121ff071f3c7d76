//go:build unix && !linux

package tesseract

import (
	"os/exec"
	"syscall"
)

// govern puts the process in a group of its own, which ends as a whole with
// the context, and away from the signals of the terminal. The function is
// called when the process has ended.
func govern(cmd *exec.Cmd) func() {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return func() {}
}
