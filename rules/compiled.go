package rules

import (
	_ "embed"
	"fmt"
	"io/fs"
)

// The catalogue compiled ahead: reading fifty YAML files and parsing thousands of
// patterns costs more than checking a contract. The compiled form holds what a
// check and a report need, patterns in canonical form, no examples, in parts:
//
//	index       the packs in order
//	begrippen   the vocabulary
//	profielen   the profiles
//	<pack>      the requirements of one pack
//
// It is one text, of which all that is read from it is part: nothing is copied.
// To make it anew from nothing, an empty file is enough.
//
//go:embed packs/compiled/catalogus.txt
var compiledCatalogue string

const (
	compiledName = "catalogus.txt"
	indexName    = "index"
)

// compiledPart is a part of the compiled form.
type compiledPart struct{ name, text string }

func codeParts(c *codec, parts *[]compiledPart) {
	list(c, parts, func(c *codec, p *compiledPart) {
		text(c, &p.name)
		text(c, &p.text)
	})
}

// Compile reads all packs of a file system as Load does and gives the files of
// the compiled form by name: one. The same sources give the same bytes.
func Compile(fsys fs.FS) (map[string][]byte, error) {
	s, err := read(fsys, nil)
	if err != nil {
		return nil, err
	}
	s.check(&Catalogue{}) // the compiled form stands by itself
	if err := join(s.faults); err != nil {
		return nil, err
	}
	c, err := s.catalogue(&Catalogue{})
	if err != nil {
		return nil, err
	}
	var parts []compiledPart
	add := func(name string, text []byte) { parts = append(parts, compiledPart{name, string(text)}) }
	index := []Pack{}
	for _, p := range s.packs {
		index = append(index, p.Pack)
		var out compiledPack
		for _, q := range p.requirements {
			out.requirements = append(out.requirements, *q)
			out.digests = append(out.digests, c.RequirementDigest(q.ID))
		}
		add(p.Name, encode(codeCompiledPack, &out))
	}
	add(indexName, encode(codeIndex, &index))
	add(ProfileDir, encode(codeProfiles, &s.profiles))
	add(SharedPack, encode(codeShared, &compiledShared{c.shared, c.concepts, c.weakeners}))
	return map[string][]byte{compiledName: encode(codeParts, &parts)}, nil
}

func codeIndex(c *codec, packs *[]Pack) { list(c, packs, codePack) }

func codeProfiles(c *codec, profiles *[]Profile) { list(c, profiles, codeProfile) }

// Builtin gives the catalogue that comes with the library: all of it, or what
// Select makes of the names. The requirements have no Examples; for those, Load
// the Sources. A name that does not exist gives a *NotFoundError.
func Builtin(names ...string) (*Catalogue, error) {
	parts, err := compiledParts()
	if err != nil {
		return nil, err
	}
	base, err := parts.shared()
	if err != nil {
		return nil, err
	}
	index, err := compiled(parts, codeIndex, indexName)
	if err != nil {
		return nil, err
	}
	b := &builder{base: base}
	for _, pack := range *index {
		p, err := compiled(parts, codeCompiledPack, pack.Name)
		if err != nil {
			return nil, err
		}
		for i := range p.requirements {
			b.add(&p.requirements[i], p.digests[i])
		}
	}
	c := b.catalogue(*index)
	if len(names) == 0 {
		return c, nil
	}
	return c.Select(names...)
}

// builtinShared is the built-in vocabulary without requirements.
func builtinShared() (*Catalogue, error) {
	parts, err := compiledParts()
	if err != nil {
		return nil, err
	}
	return parts.shared()
}

// catalogueParts are the parts of the compiled form by name.
type catalogueParts map[string]string

func compiledParts() (catalogueParts, error) {
	if compiledCatalogue == "" {
		return nil, fmt.Errorf("de ingebouwde catalogus ontbreekt (go generate ./rules): %w", fs.ErrNotExist)
	}
	list, err := decode(codeParts, compiledCatalogue)
	if err != nil {
		return nil, fmt.Errorf("de ingebouwde catalogus is beschadigd (go generate ./rules): %w", err)
	}
	parts := catalogueParts{}
	for _, p := range *list {
		parts[p.name] = p.text
	}
	return parts, nil
}

func (parts catalogueParts) shared() (*Catalogue, error) {
	shared, err := compiled(parts, codeShared, SharedPack)
	if err != nil {
		return nil, err
	}
	c := &Catalogue{}
	c.setVocabulary(shared.concepts, shared.weakeners, shared.digest)
	c.builtin = shared.digest
	profiles, err := compiled(parts, codeProfiles, ProfileDir)
	if err != nil {
		return nil, err
	}
	for i := range *profiles {
		p := &(*profiles)[i]
		p.builtin = true
		for j := range p.Adjustments {
			p.Adjustments[j].source = p
		}
	}
	c.profiles = *profiles
	return c, nil
}

// compiled reads one part of the compiled form.
func compiled[T any](parts catalogueParts, code func(*codec, *T), name string) (*T, error) {
	v, err := decode(code, parts[name])
	if err != nil {
		return nil, fmt.Errorf("de ingebouwde catalogus is beschadigd (go generate ./rules), %s: %w", name, err)
	}
	return v, nil
}
