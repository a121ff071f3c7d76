// Command compilepacks writes the compiled form of the packs in a folder to its
// folder "compiled". It is run by "go generate ./rules".
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/clausule/clausule/rules"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "gebruik: compilepacks MAP")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run writes every file whole and then takes away those of packs that are gone.
func run(dir string) error {
	files, err := rules.Compile(os.DirFS(dir))
	if err != nil {
		return err
	}
	out := filepath.Join(dir, "compiled")
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for name, data := range files {
		tmp := filepath.Join(out, "."+name)
		if err := os.WriteFile(tmp, data, 0o644); err != nil {
			return err
		}
		if err := os.Rename(tmp, filepath.Join(out, name)); err != nil {
			return err
		}
	}
	entries, err := os.ReadDir(out)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if _, keep := files[e.Name()]; !keep && filepath.Ext(e.Name()) == ".txt" {
			if err := os.Remove(filepath.Join(out, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
