//go:build !unix

package tesseract

import "os/exec"

// govern leaves the process as it is: it is killed alone when the context
// ends, and tesseract starts no others. The function is called when the
// process has ended.
func govern(*exec.Cmd) func() { return func() {} }
