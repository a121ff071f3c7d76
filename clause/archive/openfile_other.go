//go:build !unix

package archive

import "os"

// openFile opens a file for reading.
func openFile(name string) (*os.File, error) { return regular(os.Open(name)) }
