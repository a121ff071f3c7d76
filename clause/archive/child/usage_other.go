//go:build !unix && !windows

package child

import "time"

// processorTime is not known here.
func processorTime() time.Duration { return ownTime() }

func ownTime() time.Duration { return 0 }
