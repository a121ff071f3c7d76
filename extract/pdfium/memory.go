package pdfium

import "sync/atomic"

// headroom is the address space that must be left after a sandbox has grown.
// Go's runtime ends the program when it gets no memory, so a process with a
// limit (ulimit -v, a job of a batch system) must not let a sandbox take the
// last of it.
const headroom = 96 << 20

// memory is the memory of a sandbox. It lies outside Go's heap: there growing
// would leave the old pieces to the garbage collector, and failing to grow
// would end the program instead of the call.
type memory struct {
	buf   []byte // all of what was taken
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
	// Twice as much, so that the copying stays linear in the end; untouched
	// memory costs nothing.
	buf := take(min(max(size, 2*uint64(len(m.buf))), m.limit))
	if buf == nil {
		buf = take(size)
	}
	if buf == nil {
		m.no.Store(true)
		return nil
	}
	copy(buf, m.buf)
	give(m.buf)
	m.buf = buf
	return buf[:size]
}

// Free gives the memory back.
func (m *memory) Free() {
	give(m.buf)
	m.buf = nil
}
