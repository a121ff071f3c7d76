package child

import (
	"bytes"
	"fmt"
	"os"
)

const hasProcesses = true

// alive tells whether a process is there and is more than an entry that nobody
// has collected.
func alive(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	i := bytes.LastIndexByte(stat, ')')
	return i < 0 || i+2 >= len(stat) || stat[i+2] != 'Z'
}
