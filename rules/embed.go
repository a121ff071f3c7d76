package rules

import (
	"embed"
	"io/fs"
)

//go:generate go run ./internal/compilepacks packs

// embedded holds the sources. Pages of a binary that are not read cost no memory,
// so they are there for who wants them.
//
//go:embed packs/*/*.yaml
var embedded embed.FS

// Sources is the built-in catalogue as its authors wrote it, for Load, Lint and
// the examples: <pack>/<id>.yaml and begrippen/*.yaml.
func Sources() fs.FS {
	sub, err := fs.Sub(embedded, "packs")
	if err != nil {
		return embedded // cannot happen: the name is valid
	}
	return sub
}
