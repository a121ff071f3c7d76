//go:build race

package report_test

// watched tells that the race detector looks on, which slows a test down tenfold.
const watched = true
