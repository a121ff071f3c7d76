//go:build unix

package archive

import (
	"os"
	"syscall"
)

// openFile opens a file for reading. It does not wait for who writes to a pipe,
// which may have taken the place of the file since the folder was listed.
func openFile(name string) (*os.File, error) {
	return regular(os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0))
}
