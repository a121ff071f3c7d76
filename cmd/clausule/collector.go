package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	// firstHeap is how much memory is taken before the garbage collector first
	// runs. Most calls end before that.
	firstHeap = 32 << 20
	// minHeap is what the collector starts at when its percentage is 100.
	minHeap = 4 << 20

	// How much is taken beyond what is in use before the collector runs again:
	// as much as is in use, within these bounds, or the share of it.
	leastRoom = 24 << 20
	mostRoom  = 64 << 20
	roomShare = 50 // percent
)

// paceCollector keeps the garbage collector from running when there is little
// to collect. The run time of Go starts it at 4 MiB and each time that what is
// in use has doubled: too often for a small contract, and too late for a
// hostile one. Memory that is not taken costs nothing. A user's own setting is
// left alone.
func paceCollector() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(100 * firstHeap / minHeap)
	afterCollection(100 * firstHeap / minHeap)
}

// afterCollection sets the pace anew after each collection: a cleanup runs when
// its object was collected.
func afterCollection(percent int) {
	runtime.AddCleanup(new([16]byte), func(percent int) {
		if p := pace(inUse()); p != percent {
			percent = p
			debug.SetGCPercent(percent)
		}
		afterCollection(percent)
	}, percent)
}

// pace gives the percentage of what is in use that may be taken beyond it.
func pace(live uint64) int {
	room := max(min(max(live, leastRoom), mostRoom), live/100*roomShare)
	return int(100 * room / max(live, minHeap))
}

// inUse tells how many bytes the last collection left.
func inUse() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return sample[0].Value.Uint64()
}
