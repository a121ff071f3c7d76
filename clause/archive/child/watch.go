package child

import (
	"sync"
	"time"
)

// The exit codes with which a child tells why it ended itself.
const (
	exitMemory = 91 // over Limits.Memory
	exitCPU    = 92 // over Limits.CPU
	exitOrphan = 93 // its parent has gone while it was at work
)

// often is how often a child looks at what it takes. A child that does nothing but
// take memory gets some 20 MB in that time.
const often = 10 * time.Millisecond

// watch looks after the limits while a document is in work, until the function
// that it gives is called. It calls exit where one is passed, and beat where the
// child has worked since the last beat.
func watch(l Limits, exit func(code int), beat func()) (stop func()) {
	done := make(chan struct{})
	var ended sync.WaitGroup
	ended.Go(func() {
		ticker := time.NewTicker(often)
		defer ticker.Stop()
		begun, told := ownTime(), processorTime()
		work := min(time.Second, l.Silence/4)
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
			}
			own, cpu := ownTime(), processorTime()
			switch {
			case l.Memory > 0 && resident() > l.Memory:
				exit(exitMemory)
			case l.CPU > 0 && own-begun > l.CPU:
				exit(exitCPU)
			case l.Silence > 0 && cpu-told >= work:
				told = cpu
				beat()
			}
		}
	})
	return func() {
		close(done)
		ended.Wait()
	}
}
