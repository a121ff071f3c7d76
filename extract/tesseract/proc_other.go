//go:build !unix

package tesseract

import "os/exec"

// ownGroup leaves the process as it is: it is killed alone when the context
// ends, and tesseract starts no others.
func ownGroup(*exec.Cmd) {}
