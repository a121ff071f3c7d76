package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// choice says which requirements are wanted, and with which settings.
type choice struct {
	dir     string   // the user's own rules
	profile string   // its settings, and its selection where packs is empty
	packs   []string // a selection
	// examples asks for the requirements with their examples, which have to be
	// read from their sources.
	examples bool
}

// choiceOf reads the flags. Where neither a profile nor packs are asked for, the
// profile is the one given.
func choiceOf(c *cli.Context, profile string) choice {
	ch := choice{dir: c.String("rules"), profile: c.String("profile"), packs: list(c.String("packs"))}
	if ch.profile == "" && len(ch.packs) == 0 {
		ch.profile = profile
	}
	return ch
}

// load gives the built-in catalogue, with the user's own rules beside it when
// there are any, cut and set as was asked.
func (ch choice) load() (*rules.Catalogue, error) {
	all, own, err := ch.whole()
	if err != nil {
		return nil, err
	}
	switch {
	case ch.profile == "":
		all, err = all.Select(ch.packs...)
	case len(ch.packs) == 0:
		var also []string // who writes a pack wants it used, and who writes a profile says so
		if own != nil && !own.Defines(ch.profile) {
			for _, p := range own.Packs() {
				if !ownsPack(all, own, p.Name) {
					continue // some of ours, set otherwise: the profile says which it wants
				}
				also = append(also, p.Name)
			}
		}
		all, err = all.Profile(ch.profile, also...)
	default:
		if all, err = all.Settings(ch.profile); err == nil {
			all, err = all.Select(ch.packs...)
		}
	}
	if err != nil {
		return nil, inDir(ch.dir, err)
	}
	if all.Len() == 0 {
		// A check against nothing would come out clean.
		return nil, usagef("--packs %s laat geen enkele eis over; clausule rules list toont ze alle", strings.Join(ch.packs, ","))
	}
	return all, nil
}

// ownsPack tells whether all requirements of a pack are the user's own.
func ownsPack(all, own *rules.Catalogue, pack string) bool {
	for r := range all.All() {
		if r.Pack() != pack {
			continue
		}
		if _, ok := own.Lookup(r.ID); !ok {
			return false
		}
	}
	return true
}

// whole gives everything there is, and what of it is the user's own.
func (ch choice) whole() (all, own *rules.Catalogue, err error) {
	if ch.examples {
		all, err = rules.Load(rules.Sources())
	} else {
		all, err = rules.Builtin()
	}
	if err != nil || ch.dir == "" {
		return all, nil, err
	}
	if own, err = loadDir(ch.dir); err != nil {
		return nil, nil, err
	}
	if all, err = all.Beside(own); err != nil {
		return nil, nil, inDir(ch.dir, err)
	}
	return all, own, nil
}

// checkerOf makes the checker that the flags of a command ask for, and tells of the
// waivers that no longer hold.
func (p *program) checkerOf(c *cli.Context, o clause.Options) (*clause.Checker, error) {
	wanted := choiceOf(c, rules.DefaultProfile)
	catalogue, err := wanted.load()
	if err != nil {
		return nil, err
	}
	p.warnExpired(wanted.dir, catalogue, o.Date)
	o.PatternsOnly = c.Bool("patterns-only")
	return clause.New(catalogue, o)
}

// warnExpired tells of the waivers that no longer hold.
func (p *program) warnExpired(dir string, c *rules.Catalogue, day time.Time) {
	for _, e := range c.Expired(day) {
		complain(p.stderr, relocate(dir, e))
	}
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
	if own.Empty() {
		return nil, usagef("in map %s staan geen regels; maak een map per pack met pack.yaml en één .yaml per eis, of een aanpassingen.yaml; begin met: clausule rules new %s", dir, filepath.Join(dir, "kantoor.helpdesk"))
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
	relocateTo(dir, &g.Origin)
	return &g
}

// relocateTo makes the place one that the user can open from where he is. What
// is not in his folder is ours.
func relocateTo(dir string, at *rules.Origin) {
	if dir == "" || at.File == "" {
		return
	}
	file := filepath.Join(dir, filepath.FromSlash(at.File))
	if _, err := fs.Stat(rules.Sources(), at.File); err == nil {
		if _, err := os.Stat(file); err != nil {
			at.File = "ingebouwd: " + at.File
			return
		}
	}
	at.File = file
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
