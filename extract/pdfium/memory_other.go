//go:build !unix

package pdfium

import "os"

func take(size uint64) []byte { return make([]byte, size) }

func give([]byte) {}

// trusted relies on the rights of the directory, which os.FileInfo does not
// show here.
func trusted(dir os.FileInfo) bool { return dir.IsDir() }
