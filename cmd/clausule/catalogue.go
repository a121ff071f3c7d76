package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/clausule/clausule/rules"
)

// loadCatalogue gives the built-in catalogue, with the packs of a folder beside
// it when there is one, cut to what was asked.
func loadCatalogue(dir string, names []string) (*rules.Catalogue, error) {
	catalogue, err := builtinAnd(dir, names)
	if err == nil && catalogue.Len() == 0 {
		// A check against nothing would come out clean.
		return nil, usagef("--packs %s laat geen enkele eis over; clausule rules list toont ze alle", strings.Join(names, ","))
	}
	return catalogue, err
}

func builtinAnd(dir string, names []string) (*rules.Catalogue, error) {
	if dir == "" {
		return rules.Builtin(names...)
	}
	own, err := loadDir(dir)
	if err != nil {
		return nil, err
	}
	all, err := rules.Builtin()
	if err != nil {
		return nil, err
	}
	return all.Beside(own).Select(names...)
}

// loadDir reads the user's own packs.
func loadDir(dir string, names ...string) (*rules.Catalogue, error) {
	fsys, err := rulesDir(dir)
	if err != nil {
		return nil, err
	}
	own, err := rules.Load(fsys, names...)
	if err != nil {
		return nil, inDir(dir, err)
	}
	if own.Len() == 0 {
		return nil, usagef("in map %s staan geen regels; maak een map per pack met pack.yaml en één .yaml per eis", dir)
	}
	return own, nil
}

// rulesDir opens a folder of packs.
func rulesDir(dir string) (fs.FS, error) {
	stat, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usagef("map met regels %s bestaat niet; controleer --rules", dir)
	case err != nil:
		return nil, err
	case !stat.IsDir():
		return nil, usagef("%s is geen map; --rules wil de map waarin de packs staan", dir)
	}
	return os.DirFS(dir), nil
}

// inDir gives the places of faults as paths that the user can open.
func inDir(dir string, err error) error {
	faults := rules.Errors(err)
	if len(faults) == 0 {
		return err
	}
	list := make([]error, len(faults))
	for i, f := range faults {
		list[i] = relocate(dir, f)
	}
	return errors.Join(list...)
}

func relocate(dir string, f *rules.Error) *rules.Error {
	g := *f
	if dir != "" && g.Origin.File != "" {
		g.Origin.File = filepath.Join(dir, filepath.FromSlash(g.Origin.File))
	}
	return &g
}

// id reads a requirement's id as a user types it.
func id(s string) rules.ID { return rules.ID(strings.ToLower(strings.TrimSpace(s))) }

// unknownID says that a requirement does not exist and which may be meant.
func unknownID(c *rules.Catalogue, name rules.ID) error {
	e := &rules.NotFoundError{What: "eis", Name: string(name)}
	for _, near := range c.Suggest(string(name)) {
		e.Similar = append(e.Similar, string(near))
	}
	return e
}
