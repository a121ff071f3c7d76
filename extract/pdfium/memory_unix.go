//go:build unix

package pdfium

import (
	"os"
	"syscall"
)

// take gets memory from the system; nil when there is none. It is zero, and is
// not really taken before it is written to.
func take(size uint64) []byte {
	buf, err := syscall.Mmap(-1, 0, int(size), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return nil
	}
	return buf
}

// available tells whether the system would give n bytes.
func available(n uint64) bool {
	buf := take(n)
	give(buf)
	return buf != nil
}

func give(buf []byte) {
	if buf != nil {
		// Of a mapping that we made ourselves, this cannot fail.
		_ = syscall.Munmap(buf)
	}
}

// trusted tells whether nobody but this user and the administrator can put
// files into a directory. What lies there is run as machine code.
func trusted(dir os.FileInfo) bool {
	st, ok := dir.Sys().(*syscall.Stat_t)
	return ok && dir.IsDir() && dir.Mode().Perm()&0o022 == 0 && (int(st.Uid) == os.Geteuid() || st.Uid == 0)
}

// limitedHeap tells that Go's heap is the last resort for a sandbox.
const limitedHeap = true
