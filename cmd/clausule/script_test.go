package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/clausule/clausule/clause/archive/child"
)

func TestMain(m *testing.M) {
	if child.Started() { // by a test that calls run
		main()
	}
	testscript.Main(m, map[string]func(){"clausule": main})
}

// TestScript runs the command as a user does; every script stands in
// testdata/script.
func TestScript(t *testing.T) {
	contracts, err := filepath.Abs("../../testdata/contracts")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("CONTRACTS", contracts)
			env.Setenv("VARIANTS", filepath.Join(filepath.Dir(contracts), "variants"))
			for name, data := range badFiles() {
				if err := os.WriteFile(filepath.Join(env.WorkDir, name), data, 0o666); err != nil {
					return err
				}
			}
			return nil
		},
	})
}
