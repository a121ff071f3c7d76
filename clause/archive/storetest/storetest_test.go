package storetest

import (
	"testing"

	"github.com/clausule/clausule/clause/archive"
)

func TestMemory(t *testing.T) {
	Run(t, func(*testing.T) archive.Store { return archive.NewMemory() })
}
