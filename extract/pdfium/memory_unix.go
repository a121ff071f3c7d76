//go:build unix

package pdfium

import (
	"os"
	"syscall"
)

func take(size uint64) []byte {
	spare, err := mapped(headroom)
	if err != nil {
		return nil
	}
	defer give(spare)
	buf, err := mapped(size)
	if err != nil {
		return nil
	}
	return buf
}

func mapped(size uint64) ([]byte, error) {
	return syscall.Mmap(-1, 0, int(size), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
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
