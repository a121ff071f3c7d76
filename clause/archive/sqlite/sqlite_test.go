package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/storetest"
)

// open opens a new store.
func open(t testing.TB, options Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "a b#?%ä.db"), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) archive.Store {
		s := open(t, Options{})
		t.Cleanup(func() {
			if t.Failed() {
				return
			}
			again, err := Open(context.Background(), s.path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			if err := again.Check(context.Background()); err != nil {
				t.Error(err)
			}
		})
		return s
	})
}
