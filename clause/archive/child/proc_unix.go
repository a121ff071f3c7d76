//go:build unix && !linux

package child

import (
	"os"
	"os/exec"
	"syscall"
)

// govern puts the process in a group of its own, away from the signals of the
// terminal. The function is called when the process has ended.
func govern(cmd *exec.Cmd) func() {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return func() {}
}

// end kills a process and its group.
func end(p *os.Process) {
	_ = syscall.Kill(-p.Pid, syscall.SIGKILL)
	_ = p.Kill()
}

// self is the path of this program.
func self() (string, error) { return os.Executable() }
