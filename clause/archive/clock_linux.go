package archive

import (
	"runtime"
	"syscall"
	"time"
)

// rusageThread asks getrusage(2) for the calling thread.
const rusageThread = 1

// threadClock gives a function that tells how much time of processors this
// goroutine took meanwhile. It keeps the goroutine on its thread, so the function
// has to be called.
func threadClock() func() time.Duration {
	runtime.LockOSThread()
	begun := threadTime()
	return func() time.Duration {
		took := threadTime() - begun
		runtime.UnlockOSThread()
		return took
	}
}

func threadTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(rusageThread, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
