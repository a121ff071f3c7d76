package main

import "testing"

func TestPace(t *testing.T) {
	const mb = 1 << 20
	for _, test := range []struct{ live, room uint64 }{
		{0, leastRoom}, {1 * mb, leastRoom}, {20 * mb, leastRoom}, {40 * mb, 40 * mb}, {100 * mb, mostRoom}, {400 * mb, 200 * mb},
	} {
		got := uint64(pace(test.live)) * max(test.live, minHeap) / 100
		if got > test.room || got < test.room-test.room/16 {
			t.Errorf("with %d in use: room for %d, want %d", test.live, got, test.room)
		}
	}
}
