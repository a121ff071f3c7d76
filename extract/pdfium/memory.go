package pdfium

import (
	"runtime/metrics"
	"sync/atomic"
)

// Go's runtime ends the program when it gets no memory, so a process with a
// limit on its address space (ulimit -v, a job of a batch system) must not let
// PDFium take the last of it.
const (
	// headroom is what Go must have left after a sandbox has grown.
	headroom = 96 << 20
	// plenty is what it must have left for a sandbox to get all of its address
	// space at once. It is only taken when it is written to, and then never has
	// to be copied.
	plenty = 1 << 30
	// compileRoom is what compiling takes of Go's memory: 280 MB measured with
	// wazero 1.12 for amd64.
	compileRoom = 300 << 20
	// startRoom is the same when the code comes from the cache.
	startRoom = 64 << 20
	// minMemory is what a sandbox begins with.
	minMemory = 19 << 20
)

// idle is the memory that Go has from the system and does not use.
func idle() uint64 {
	free := []metrics.Sample{
		{Name: "/memory/classes/heap/free:bytes"},
		{Name: "/memory/classes/heap/released:bytes"},
	}
	metrics.Read(free)
	n := uint64(0)
	for _, s := range free {
		if s.Value.Kind() == metrics.KindUint64 {
			n += s.Value.Uint64()
		}
	}
	return n
}

// spare tells whether Go can get n bytes more.
func spare(n uint64) bool {
	has := idle()
	return has >= n || available(n-has)
}

// memory is the memory of a sandbox. It lies outside Go's heap if it can: there
// growing would leave the old pieces to the garbage collector, and failing to
// grow would end the program instead of the call.
type memory struct {
	buf   []byte // all of what was taken
	heap  bool   // whether buf is of Go's heap
	limit uint64
	no    atomic.Bool
}

func newMemory(limit uint64) *memory { return &memory{limit: limit} }

// refused tells whether PDFium asked for more than it could have.
func (m *memory) refused() bool { return m.no.Load() }

// Reallocate makes the memory size bytes long. It returns nil when that cannot
// be done, which the code in the sandbox sees as a failed allocation.
func (m *memory) Reallocate(size uint64) []byte {
	if size <= uint64(len(m.buf)) {
		return m.buf[:size]
	}
	if size > m.limit {
		m.no.Store(true)
		return nil
	}
	if m.buf == nil && m.grow(m.limit, plenty) {
		return m.buf[:size]
	}
	// Never in small steps, or most of the time would go into copying.
	for _, step := range []uint64{1, 4, 16} {
		n := uint64(len(m.buf))
		if m.grow(min(max(size, n+n/step), m.limit), headroom) {
			return m.buf[:size]
		}
	}
	m.no.Store(true)
	return nil
}

// grow replaces the buffer by one of size bytes, if Go has room more afterwards.
func (m *memory) grow(size, room uint64) bool {
	buf, heap := take(size), false
	if buf == nil {
		// After compiling, Go's heap may be all that a limited process has.
		// What is idle there is in pieces, so it must be far more than enough.
		if room == plenty || limitedHeap && idle() < 4*size+headroom/2 {
			return false
		}
		buf, heap = make([]byte, size), true
	} else if !spare(room) {
		give(buf)
		return false
	}
	copy(buf, m.buf)
	m.Free()
	m.buf, m.heap = buf, heap
	return true
}

// Free gives the memory back.
func (m *memory) Free() {
	if !m.heap {
		give(m.buf)
	}
	m.buf = nil
}
