package child

import (
	"sync"
	"time"
)

// alarm calls a function when it was not set anew for a time. When Stop returns it
// has been called or never will be.
type alarm struct {
	d     time.Duration
	ring  func()
	mu    sync.Mutex
	timer *time.Timer // nil where there is no limit
	due   time.Time   // zero when it is stopped
}

// newAlarm sets an alarm; one of no time never rings.
func newAlarm(d time.Duration, ring func()) *alarm {
	a := &alarm{d: d, ring: ring}
	if d > 0 {
		a.due = time.Now().Add(d)
		a.timer = time.AfterFunc(d, a.fire)
	}
	return a
}

// fire rings, unless the alarm was stopped or set anew when the time was over.
func (a *alarm) fire() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.due.IsZero() && !time.Now().Before(a.due) {
		a.due = time.Time{}
		a.ring()
	}
}

// Reset sets the alarm anew.
func (a *alarm) Reset() {
	if a.timer == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.due = time.Now().Add(a.d)
	a.timer.Reset(a.d)
}

// Stop stops the alarm; Reset sets it again.
func (a *alarm) Stop() {
	if a.timer == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.due = time.Time{}
	a.timer.Stop()
}
