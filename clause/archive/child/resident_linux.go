package child

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
)

// resident is the memory that this process has, in bytes: the second number of
// /proc/self/statm, in pages (proc(5)). Where there is no such file it is 0.
func resident() int64 {
	f, err := os.Open("/proc/self/statm")
	if err != nil {
		return 0
	}
	defer f.Close()
	var buf [128]byte
	n, err := f.Read(buf[:])
	if err != nil {
		return 0
	}
	fields := bytes.Fields(buf[:n])
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

// bolt sets a second lock on memory, for a process that takes it so fast that
// nobody looks: addresses that can be written to. Those that are never written to
// count too, hence the room: a sandbox of PDFium takes half a GiB of them.
func bolt(memory int64) {
	const (
		rlimitData = 2 // RLIMIT_DATA, getrlimit(2)
		room       = 1 << 30
	)
	var l syscall.Rlimit
	if memory <= 0 || syscall.Getrlimit(rlimitData, &l) != nil {
		return
	}
	l.Cur = min(l.Max, uint64(memory)+room)
	// It is only a second lock: without it there is the first.
	_ = syscall.Setrlimit(rlimitData, &l)
}
