package rules

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// SharedPack is the folder of the shared vocabulary: concepts and general
// reservations that every pack may use.
const SharedPack = "begrippen"

// ProfileDir is the folder of the profiles, OverlayFile the file of settings
// and waivers that hold whatever profile is chosen.
const (
	ProfileDir  = "profielen"
	OverlayFile = "aanpassingen.yaml"
)

// compiledDir holds the catalogue compiled ahead; never a pack.
const compiledDir = "compiled"

// Limits on what one load reads.
const (
	maxPacks = 200
	maxFiles = 5000 // per pack
)

// Load reads packs from a file system, strictly:
//
//	<pack>/pack.yaml      name, version, title, order of the requirements
//	<pack>/<id>.yaml      one requirement
//	begrippen/*.yaml      concepts and general reservations
//	profielen/*.yaml      profiles
//	aanpassingen.yaml     settings and waivers for requirements of any pack
//
// The folders stand at the top or in a folder "packs"; a file system with a
// pack.yaml at the top is one pack. Without names all packs are read, else those
// named: "ksz", or requirements by id or glob: "ksz.audit.*"; "all" means all.
// Vocabulary that the file system does not define is taken from the built-in
// catalogue.
//
// The error joins all faults found, each an *Error with file, line, column and
// remedy (see Errors), or a *NotFoundError for a name that is not there.
func Load(fsys fs.FS, packs ...string) (*Catalogue, error) {
	base, err := vocabulary()
	if err != nil {
		return nil, err
	}
	return load(fsys, base, packs)
}

// load reads packs on the vocabulary of a catalogue.
func load(fsys fs.FS, base *Catalogue, packs []string) (*Catalogue, error) {
	s, err := read(fsys, packs)
	if err != nil {
		return nil, err
	}
	s.check(base)
	if err := join(s.faults); err != nil {
		return nil, err
	}
	if len(packs) > 0 && s.wantsAreas() {
		all, err := load(fsys, base, nil)
		if err != nil {
			return nil, err
		}
		return all.Select(packs...)
	}
	return s.catalogue(base)
}

// wantsAreas tells whether a requirement was read that can be judged only beside
// all areas of the responsibility matrix.
func (s *source) wantsAreas() bool {
	for _, p := range s.packs {
		for _, q := range p.requirements {
			if q.Division != nil || q.CountsAreas() {
				return true
			}
		}
	}
	return false
}

// source is what was read from a file system before it is checked as a whole.
type source struct {
	packs     []*packSource
	concepts  []ConceptDef
	weakeners []Weakener
	profiles  []Profile
	overlay   *Profile
	files     map[string]*reader // by path, for the places of values
	faults    []*Error
}

type packSource struct {
	Pack
	dir          string
	requirements []*Requirement
}

// read reads the files; faults are kept in the source, an error is returned only
// when the file system itself fails or a name asked for is not there.
func read(fsys fs.FS, want []string) (*source, error) {
	s := &source{files: map[string]*reader{}}
	prefix := ""
	if entry, err := fs.Stat(fsys, "packs"); err == nil && entry.IsDir() {
		below, err := fs.Sub(fsys, "packs")
		if err != nil {
			return nil, err
		}
		if err := s.readSettings(fsys, ""); err != nil { // they may stand beside "packs"
			return nil, err
		}
		fsys, prefix = below, "packs/"
	}
	dirs, err := packDirs(fsys)
	if err != nil {
		return nil, err
	}
	if err := s.readSettings(fsys, prefix); err != nil {
		return nil, err
	}
	if slices.Contains(want, "all") {
		want = nil
	}
	if len(want) == 0 {
		if err := s.strays(fsys, dirs, prefix); err != nil {
			return nil, err
		}
	}
	found := make([]bool, len(want))
	var names []string
	for _, dir := range dirs {
		if dir == SharedPack {
			if err := s.readShared(fsys, dir, prefix); err != nil {
				return nil, err
			}
			continue
		}
		name := dir
		if dir == "." {
			if name, err = s.packName(fsys, prefix); err != nil {
				return nil, err
			}
		}
		names = append(names, name)
		keep := func(id string) bool { return true }
		if len(want) > 0 {
			if !wanted(name, want) {
				continue
			}
			selected(name, name, want, found)
			keep = func(id string) bool { return selected(id, name, want, found) }
		}
		if err := s.readPack(fsys, dir, prefix, keep); err != nil {
			return nil, err
		}
	}
	for i, w := range want {
		if !found[i] && len(s.faults) == 0 {
			what := "eis"
			if !strings.Contains(w, ".") {
				what = "pack"
			}
			return nil, &NotFoundError{What: what, Name: w, Similar: similar(w, names, 3)}
		}
	}
	slices.SortStableFunc(s.packs, func(a, b *packSource) int {
		if a.Rank != b.Rank {
			return a.Rank - b.Rank
		}
		return strings.Compare(a.Name, b.Name)
	})
	return s, nil
}

// packDirs lists the folders that hold YAML files.
func packDirs(fsys fs.FS) ([]string, error) {
	if _, err := fs.Stat(fsys, "pack.yaml"); err == nil {
		dirs := []string{"."}
		if d, err := fs.Stat(fsys, SharedPack); err == nil && d.IsDir() {
			dirs = append(dirs, SharedPack)
		}
		return dirs, nil
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("regels niet te lezen: %w", err)
	}
	var dirs []string
	for _, e := range entries {
		if name := e.Name(); e.IsDir() && name != compiledDir && name != ProfileDir && name[0] != '.' && name[0] != '_' {
			files, err := yamlFiles(fsys, name)
			if err != nil {
				return nil, err
			}
			if len(files) > 0 {
				dirs = append(dirs, name)
			}
		}
	}
	if len(dirs) > maxPacks {
		return nil, &Error{Message: fmt.Sprintf("meer dan %d packs", maxPacks), Fix: "lees ze in delen"}
	}
	return dirs, nil
}

// yamlFiles lists the YAML files of a folder in the order of their names.
func yamlFiles(fsys fs.FS, dir string) ([]string, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("regels niet te lezen: %w", err)
	}
	var files []string
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || name[0] == '.' || name[0] == '_' {
			continue
		}
		if ext := path.Ext(name); ext == ".yaml" || ext == ".yml" {
			files = append(files, path.Join(dir, name))
		}
	}
	if len(files) > maxFiles {
		return nil, &Error{Origin: Origin{File: dir}, Message: fmt.Sprintf("meer dan %d bestanden in één map", maxFiles), Fix: "verdeel ze over meer packs"}
	}
	return files, nil
}

// open reads one file, never more than the limit.
func (s *source) open(fsys fs.FS, file, prefix string) (*reader, []byte, error) {
	r := &reader{file: prefix + file, marks: map[string]Origin{}}
	s.files[r.file] = r
	// A pipe would be waited for: only files are opened.
	if info, err := fs.Stat(fsys, file); err == nil && !info.Mode().IsRegular() {
		return nil, nil, &Error{Origin: Origin{File: r.file}, Message: "dit is geen bestand", Fix: "haal het weg of zet er een bestand neer"}
	}
	f, err := fsys.Open(file)
	if err != nil {
		return nil, nil, fmt.Errorf("regels niet te lezen: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	if err != nil {
		return nil, nil, fmt.Errorf("%s niet te lezen: %w", r.file, err)
	}
	return r, data, nil
}

// readSettings reads the profiles and the overlay.
func (s *source) readSettings(fsys fs.FS, prefix string) error {
	files, err := yamlFiles(fsys, ProfileDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err = s.each(fsys, files, prefix, func(r *reader, file string, n ast.Node) {
		p := r.profile(n)
		if name := strings.TrimSuffix(path.Base(file), path.Ext(file)); p.Name != "" && p.Name != name {
			r.fault(r.marks["naam"], "het profiel heet '"+p.Name+"' maar staat in '"+path.Base(file)+"'", "noem het bestand "+p.Name+".yaml")
		}
		s.profiles = append(s.profiles, *p)
	})
	if err != nil {
		return err
	}
	if _, err := fs.Stat(fsys, OverlayFile); err != nil {
		return nil
	}
	r, data, err := s.open(fsys, OverlayFile, prefix)
	if err != nil {
		return err
	}
	if n := r.parseYAML(data); n != nil {
		if s.overlay != nil {
			r.fault(Origin{File: r.file}, "er zijn twee bestanden "+OverlayFile+", ook "+s.overlay.Origin, "voeg ze samen")
		}
		s.overlay = r.overlay(n)
	}
	s.faults = append(s.faults, r.faults...)
	return nil
}

func (s *source) readShared(fsys fs.FS, dir, prefix string) error {
	files, err := yamlFiles(fsys, dir)
	if err != nil {
		return err
	}
	return s.each(fsys, files, prefix, func(r *reader, _ string, n ast.Node) {
		concepts, weakeners := r.shared(n)
		s.concepts = append(s.concepts, concepts...)
		s.weakeners = append(s.weakeners, weakeners...)
	})
}

// each reads files and gives the tree of every one that can be read; faults are
// kept.
func (s *source) each(fsys fs.FS, files []string, prefix string, f func(r *reader, file string, n ast.Node)) error {
	for _, file := range files {
		r, data, err := s.open(fsys, file, prefix)
		if err != nil {
			return err
		}
		if r.extension() {
			if n := r.parseYAML(data); n != nil {
				f(r, file, n)
			}
		}
		s.faults = append(s.faults, r.faults...)
	}
	return nil
}

// packName reads only the name of the pack at the top.
func (s *source) packName(fsys fs.FS, prefix string) (string, error) {
	r, data, err := s.open(fsys, "pack.yaml", prefix)
	if err != nil {
		return "", err
	}
	if n := r.parseYAML(data); n != nil {
		return r.pack(n).Name, nil
	}
	return "", join(r.faults)
}

func (s *source) readPack(fsys fs.FS, dir, prefix string, keep func(id string) bool) error {
	files, err := yamlFiles(fsys, dir)
	if err != nil {
		return err
	}
	p := &packSource{dir: dir}
	about := path.Join(dir, "pack.yaml")
	if !slices.Contains(files, about) {
		fix := "maak een pack.yaml met naam, versie en titel; clausule rules new doet dat voor u"
		if near := nearest(dir, []string{SharedPack, ProfileDir}); near != "" {
			fix = "bedoelde u de map '" + near + "'?"
		}
		s.faults = append(s.faults, &Error{Origin: Origin{File: prefix + dir}, Message: "de map heeft geen pack.yaml", Fix: fix})
	} else {
		r, data, err := s.open(fsys, about, prefix)
		if err != nil {
			return err
		}
		if n := r.parseYAML(data); n != nil {
			p.Pack = *r.pack(n)
			if dir != "." && p.Name != "" && p.Name != dir {
				r.fault(r.marks["naam"], "het pack heet '"+p.Name+"' maar staat in de map '"+dir+"'", "geef beide dezelfde naam")
			}
		}
		s.faults = append(s.faults, r.faults...)
	}
	for _, file := range files {
		id := strings.TrimSuffix(path.Base(file), path.Ext(file))
		if file == about || file == OverlayFile || !keep(id) {
			continue
		}
		r, data, err := s.open(fsys, file, prefix)
		if err != nil {
			return err
		}
		if r.extension() {
			if n := r.parseYAML(data); n != nil {
				q := r.requirement(n)
				r.identity(q, id, p)
				p.requirements = append(p.requirements, q)
			}
		}
		s.faults = append(s.faults, r.faults...)
	}
	p.sort()
	s.packs = append(s.packs, p)
	return nil
}

func (r *reader) extension() bool {
	if path.Ext(r.file) == ".yaml" {
		return true
	}
	r.fault(Origin{File: r.file}, "het bestand eindigt op .yml", "noem het .yaml")
	return false
}

// identity checks that the id is that of the file and of the pack: a rule must
// be found where its name says.
func (r *reader) identity(q *Requirement, file string, p *packSource) {
	switch {
	case q.ID == "":
	case p.Name != "" && q.ID.Pack() != p.Name:
		r.fault(r.marks["id"], fmt.Sprintf("id '%s' hoort niet in pack '%s'", q.ID, p.Name), fmt.Sprintf("laat het id met '%s.' beginnen", p.Name))
	case string(q.ID) != file:
		r.fault(r.marks["id"], fmt.Sprintf("id '%s' is niet de naam van het bestand", q.ID), fmt.Sprintf("noem het bestand %s.yaml", q.ID))
	}
}

// sort puts the requirements in the order of pack.yaml, those not listed after
// them by name.
func (p *packSource) sort() {
	rank := make(map[ID]int, len(p.Order))
	for i, id := range p.Order {
		rank[id] = i + 1
	}
	place := func(q *Requirement) int {
		if n := rank[q.ID]; n > 0 {
			return n
		}
		return len(p.Order) + 1
	}
	slices.SortStableFunc(p.requirements, func(a, b *Requirement) int { return place(a) - place(b) })
}

// wanted tells whether any of the names may lie in the pack.
func wanted(pack string, want []string) bool {
	for _, w := range want {
		head, _, _ := strings.Cut(w, ".")
		if ok, _ := path.Match(head, pack); ok || strings.Contains(head, "*") {
			return true
		}
	}
	return false
}

// selected tells whether the id is asked for, and ticks off what asked for it.
func selected(id, pack string, want []string, found []bool) bool {
	keep := false
	for i, w := range want {
		if w == pack || w == id {
			found[i], keep = true, true
		} else if ok, err := path.Match(w, id); err == nil && ok {
			found[i], keep = true, true
		}
	}
	return keep
}

// vocabulary is the built-in catalogue without packs: its concepts and
// reservations. Where none is compiled yet it is empty.
func vocabulary() (*Catalogue, error) {
	c, err := builtinShared()
	if errors.Is(err, fs.ErrNotExist) {
		return &Catalogue{}, nil
	}
	return c, err
}
