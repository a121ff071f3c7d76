package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/rules"
	"github.com/clausule/clausule/rules/scaffold"
)

func (p *program) newCommand() *cli.Command {
	return &cli.Command{
		Name:      "new",
		Aliases:   []string{"nieuw"},
		Usage:     "maakt een ingevuld voorbeeld van een eigen eis, met uitleg bij elke sleutel",
		UsageText: "clausule rules new [VLAGGEN] MAP/EIS",
		Description: `
MAP is de map voor uw eigen regels; EIS is het pack, een punt en een naam. Van
mijn-regels/kantoor.helpdesk komen mijn-regels/kantoor/kantoor.helpdesk.yaml en,
als het er nog niet is, mijn-regels/kantoor/pack.yaml. Het bestand is zoals het
er staat een werkende eis. Wat al bestaat, wordt nooit overschreven.

Met --aanpassing komt er een aanpassingen.yaml waarin u een bestaande eis anders
instelt (belang, grenzen, modeltekst) of er vrijstelling van geeft.

Voorbeelden:
  clausule rules new mijn-regels/kantoor.helpdesk
  clausule rules new --aanpassing mijn-regels/ksz.audit.recht`,
		Flags: []cli.Flag{rulesFlag(), dateFlag(),
			&cli.BoolFlag{Name: "aanpassing", Aliases: []string{"adjust"}, EnvVars: env("aanpassing"),
				Usage: "maak een aanpassingen.yaml voor een eis die er al is"}},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usagef("geef een map en een id, bijvoorbeeld: clausule rules new mijn-regels/kantoor.helpdesk")
			}
			if c.Bool("aanpassing") {
				return p.newOverlay(c)
			}
			return p.newRequirement(c.String("rules"), c.Args().First())
		},
	}
}

// newPlace is where a new requirement goes.
type newPlace struct {
	root string // the folder that --rules wants
	dir  string // the folder of the pack
	id   rules.ID
}

// placeOf reads MAP/EIS as people write it: with or without the folder of the
// pack, with or without .yaml, with the name of the pack before the id or not.
func placeOf(base, arg string) (newPlace, error) {
	arg = filepath.FromSlash(strings.TrimSpace(arg))
	dir, name := filepath.Split(arg)
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".yaml"), ".yml")
	dir = filepath.Clean(filepath.Join(base, dir)) // Join of nothing is nothing, Clean of that "."
	named := packName(dir)
	if !strings.Contains(name, ".") && named != "" {
		name = named + "." + name
	}
	pl := newPlace{root: dir, dir: dir, id: id(name)}
	if !pl.id.Valid() {
		return pl, usagef("%q is geen id; schrijf het pack, een punt en een naam, in kleine letters, cijfers en streepjes, bijvoorbeeld: clausule rules new mijn-regels/kantoor.helpdesk", name)
	}
	if named == pl.id.Pack() {
		if _, err := os.Stat(filepath.Join(dir, "pack.yaml")); err != nil || filepath.Base(dir) == named {
			pl.root = filepath.Dir(dir)
		}
		return pl, nil
	}
	pl.dir = filepath.Join(dir, pl.id.Pack())
	return pl, nil
}

// packName is the pack whose folder this is: as its pack.yaml says, or as a
// folder without one is called where that can be a pack.
func packName(dir string) string {
	if _, err := os.Stat(filepath.Join(dir, "pack.yaml")); err == nil {
		if own, err := rules.Load(os.DirFS(dir)); err == nil {
			for _, pack := range own.Packs() {
				return pack.Name
			}
		}
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	name := filepath.Base(abs)
	if entries, err := os.ReadDir(dir); err == nil {
		for _, e := range entries {
			if e.IsDir() { // a folder of packs
				return ""
			}
		}
	}
	return name
}

func (p *program) newRequirement(base, arg string) error {
	pl, err := placeOf(base, arg)
	if err != nil {
		return err
	}
	builtin, err := rules.Builtin()
	if err != nil {
		return err
	}
	for _, pack := range builtin.Packs() {
		if pack.Name == pl.id.Pack() {
			return usagef("'%s' is een ingebouwd pack; kies een eigen naam voor het pack, of stel een ingebouwde eis anders in met: clausule rules new --aanpassing %s", pack.Name, arg)
		}
	}
	file := filepath.Join(pl.dir, string(pl.id)+".yaml")
	if _, err := os.Lstat(file); err == nil {
		return usagef("%s bestaat al en blijft zoals het is; kies een ander id", file)
	}
	if err := os.MkdirAll(pl.dir, 0o777); err != nil {
		return cannotWrite(pl.dir, err)
	}
	about := filepath.Join(pl.dir, "pack.yaml")
	made, err := createFile(about, scaffold.Pack(pl.id.Pack()))
	if err != nil {
		return err
	}
	if made {
		fmt.Fprintln(p.stdout, printable(about))
	}
	switch made, err := createFile(file, scaffold.Requirement(pl.id)); {
	case err != nil:
		return err
	case !made:
		return usagef("%s bestaat al en blijft zoals het is; kies een ander id", file)
	}
	fmt.Fprintln(p.stdout, printable(file))
	p.advise(pl)
	return nil
}

// advise tells what comes next.
func (p *program) advise(pl newPlace) {
	root := printable(shellWord(pl.root))
	fmt.Fprintf(p.stderr, "clausule: vervang het voorbeeld door uw eigen eis; controleer met: clausule rules lint %s\nclausule: en toets de voorbeelden met: clausule rules test --rules %s %s\n", root, root, pl.id)
	own, err := rules.Load(os.DirFS(pl.root))
	if err != nil {
		return // lint tells
	}
	for _, pack := range own.Packs() {
		if pack.Name == pl.id.Pack() && len(pack.Order) > 0 {
			fmt.Fprintf(p.stderr, "clausule: zet %s ook onder 'eisen' in pack.yaml\n", pl.id)
		}
	}
}

// shellWord is a path as one can paste it in a command.
func shellWord(path string) string {
	if strings.ContainsAny(path, " '\"&;()") {
		return "\"" + path + "\""
	}
	return path
}

func (p *program) newOverlay(c *cli.Context) error {
	arg := filepath.FromSlash(strings.TrimSpace(c.Args().First()))
	dir, name := filepath.Split(arg)
	dir = filepath.Clean(filepath.Join(c.String("rules"), dir))
	day, err := dateOf(c)
	if err != nil {
		return err
	}
	all, err := rules.Builtin()
	if err != nil {
		return err
	}
	if stat, err := os.Stat(dir); err == nil && stat.IsDir() { // the user's own requirements count too
		own, err := rules.Load(os.DirFS(dir))
		if err != nil {
			return inDir(dir, err)
		}
		if both, err := all.Beside(own); err == nil {
			all = both
		}
	}
	r, ok := all.Lookup(id(strings.TrimSuffix(name, ".yaml")))
	if !ok {
		return unknownID(all, id(name))
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return cannotWrite(dir, err)
	}
	file := filepath.Join(dir, rules.OverlayFile)
	switch made, err := createFile(file, scaffold.Overlay(r, day)); {
	case err != nil:
		return err
	case !made:
		if _, err := io.WriteString(p.stdout, scaffold.Adjustment(r)); err != nil {
			return err
		}
		return usagef("%s bestaat al en blijft zoals het is; zet de regels hierboven onder 'aanpassingen:'", file)
	}
	fmt.Fprintln(p.stdout, printable(file))
	fmt.Fprintf(p.stderr, "clausule: pas de waarden aan; controleer met: clausule rules lint %s\n", printable(shellWord(dir)))
	return nil
}

// createFile writes a file whole or not at all, and never over one that is
// there: made is false then.
func createFile(file string, data []byte) (made bool, err error) {
	temp, err := os.CreateTemp(filepath.Dir(file), ".nieuw-*.tmp")
	if err != nil {
		return false, cannotWrite(file, err)
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(data)
	if err == nil {
		err = temp.Chmod(0o644)
	}
	if e := temp.Close(); err == nil {
		err = e
	}
	if err != nil {
		return false, cannotWrite(file, err)
	}
	// A link, unlike a rename, fails where the name is taken.
	switch err := os.Link(temp.Name(), file); {
	case err == nil:
		return true, nil
	case errors.Is(err, fs.ErrExist):
		return false, nil
	}
	// File systems without links: the name may be taken in between by somebody
	// else, and nobody else is making rules here.
	if _, err := os.Lstat(file); err == nil {
		return false, nil
	}
	if err := os.Rename(temp.Name(), file); err != nil {
		return false, cannotWrite(file, err)
	}
	return true, nil
}
