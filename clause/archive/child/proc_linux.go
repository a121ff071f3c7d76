package child

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// govern puts the process in a group of its own, away from the signals of the
// terminal, and has it die with this one. The function is called when the process
// has ended.
func govern(cmd *exec.Cmd) func() {
	// The kernel sends the signal at the death of the thread that started the
	// process: it must not end, as a thread does with a goroutine that is
	// locked to it, before the process has.
	runtime.LockOSThread()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	return runtime.UnlockOSThread
}

// end kills a process and its group.
func end(p *os.Process) {
	_ = syscall.Kill(-p.Pid, syscall.SIGKILL)
	_ = p.Kill()
}

// self is the path of this program. By this one it is found also when another
// version was put in its place meanwhile.
func self() (string, error) {
	const link = "/proc/self/exe"
	if _, err := os.Stat(link); err == nil {
		return link, nil
	}
	return os.Executable()
}
