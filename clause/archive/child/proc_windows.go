package child

import (
	"os"
	"os/exec"
	"syscall"
)

// govern keeps the keys that interrupt a program at a terminal from the process.
// The function is called when the process has ended.
func govern(cmd *exec.Cmd) func() {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
	return func() {}
}

// end kills a process.
func end(p *os.Process) { _ = p.Kill() }

// self is the path of this program.
func self() (string, error) { return os.Executable() }
