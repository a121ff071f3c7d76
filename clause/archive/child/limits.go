package child

import "time"

// Limits bound what one document may take. A zero field means the default, a
// negative one no limit.
type Limits struct {
	// Memory is the most that a child may have resident, in bytes; default 1 GiB.
	// Programs that it starts, as for the recognition of text, are not in it.
	Memory int64
	// CPU is the most time of processors, without such programs: a page may take two
	// minutes of recognition, and a scanned contract has hundreds. Default 5 minutes.
	// It holds on Unix and Windows.
	CPU time.Duration
	// Silence is the longest time without a sign of life: a page that was
	// recognised, or time of processors that was taken. Default 5 minutes: a page
	// that cannot be recognised is given up after 2, and the document goes on.
	Silence time.Duration
	// Wall is the longest time by the clock; default 30 minutes.
	Wall time.Duration
}

func (l Limits) withDefaults() Limits {
	if l.Memory == 0 {
		l.Memory = 1 << 30
	}
	set := func(d *time.Duration, value time.Duration) {
		if *d == 0 {
			*d = value
		}
	}
	set(&l.CPU, 5*time.Minute)
	set(&l.Silence, 5*time.Minute)
	set(&l.Wall, 30*time.Minute)
	return l
}
