//go:build unix

package tesseract

import (
	"os/exec"
	"syscall"
)

// ownGroup puts the process in a group of its own, which ends as a whole with
// the context, and away from the signals of the terminal.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
