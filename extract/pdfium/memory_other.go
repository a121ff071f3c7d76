//go:build !unix

package pdfium

import "os"

// take gets no memory outside Go's heap here.
func take(uint64) []byte { return nil }

func give([]byte) {}

// available cannot be known here; nor are there the limits that it is about.
func available(uint64) bool { return true }

// trusted relies on the rights of the directory, which os.FileInfo does not
// show here.
func trusted(dir os.FileInfo) bool { return dir.IsDir() }

// limitedHeap: Go's heap is the only place for a sandbox.
const limitedHeap = false
