package tesseract

import (
	"os/exec"
	"runtime"
	"syscall"
)

// govern puts the process in a group of its own, which ends as a whole with
// the context, and away from the signals of the terminal. It dies with this
// process too, should that be killed. The function is called when the process
// has ended.
func govern(cmd *exec.Cmd) func() {
	// The kernel sends the signal at the death of the thread that started the
	// process: it must not end, as a thread does with a goroutine that is
	// locked to it, before the process has.
	runtime.LockOSThread()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return runtime.UnlockOSThread
}
