package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/clausule/clausule/clause/archive/child"
)

// runMain, set to 1, makes the program of the tests the command itself.
const runMain = "CLAUSULE_TEST_MAIN"

func TestMain(m *testing.M) {
	// A child of a test that calls run, or the command in a process of its own.
	if child.Started() || os.Getenv(runMain) == "1" {
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
