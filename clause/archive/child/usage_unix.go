//go:build unix

package child

import (
	"syscall"
	"time"
)

// processorTime is what this process has taken of the processors, and the
// programs that it started and that have ended.
func processorTime() time.Duration { return ownTime() + usage(syscall.RUSAGE_CHILDREN) }

// ownTime is processorTime without those programs.
func ownTime() time.Duration { return usage(syscall.RUSAGE_SELF) }

func usage(who int) time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(who, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
