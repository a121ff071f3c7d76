package rules

import (
	"fmt"
	"io/fs"
)

// The catalogue compiled ahead: reading fifty YAML files and parsing thousands of
// patterns costs more than checking a contract. The compiled form holds what a
// check and a report need, patterns in canonical form, no examples:
//
//	compiled/index.txt      the packs in order
//	compiled/begrippen.txt  the vocabulary
//	compiled/profielen.txt  the profiles
//	compiled/<pack>.txt     the requirements of one pack
const (
	compiledExt = ".txt"
	indexName   = "index"
)

// Compile reads all packs of a file system as Load does and gives the files of
// the compiled form by name. The same sources give the same bytes.
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
	files := map[string][]byte{}
	index := []Pack{}
	for _, p := range s.packs {
		index = append(index, p.Pack)
		var out compiledPack
		for _, q := range p.requirements {
			out.requirements = append(out.requirements, *q)
			out.digests = append(out.digests, c.RequirementDigest(q.ID))
		}
		files[p.Name+compiledExt] = encode(codeCompiledPack, &out)
	}
	files[indexName+compiledExt] = encode(codeIndex, &index)
	files[ProfileDir+compiledExt] = encode(codeProfiles, &s.profiles)
	files[SharedPack+compiledExt] = encode(codeShared, &compiledShared{c.shared, c.concepts, c.weakeners})
	return files, nil
}

func codeIndex(c *codec, packs *[]Pack) { list(c, packs, codePack) }

func codeProfiles(c *codec, profiles *[]Profile) { list(c, profiles, codeProfile) }

// Builtin gives the catalogue that comes with the library: all of it, or what
// Select makes of the names. The requirements have no Examples; for those, Load
// the Sources. A name that does not exist gives a *NotFoundError.
func Builtin(names ...string) (*Catalogue, error) {
	base, err := builtinShared()
	if err != nil {
		return nil, err
	}
	index, err := compiled(codeIndex, indexName)
	if err != nil {
		return nil, err
	}
	b := &builder{base: base}
	for _, pack := range *index {
		p, err := compiled(codeCompiledPack, pack.Name)
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
	shared, err := compiled(codeShared, SharedPack)
	if err != nil {
		return nil, err
	}
	c := &Catalogue{}
	c.setVocabulary(shared.concepts, shared.weakeners, shared.digest)
	c.builtin = shared.digest
	profiles, err := compiled(codeProfiles, ProfileDir)
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

// compiled reads one file of the compiled form.
func compiled[T any](code func(*codec, *T), name string) (*T, error) {
	data, err := embedded.ReadFile("packs/" + compiledDir + "/" + name + compiledExt)
	if err != nil {
		return nil, fmt.Errorf("de ingebouwde catalogus ontbreekt (go generate ./rules): %w", err)
	}
	v, err := decode(code, string(data))
	if err != nil {
		return nil, fmt.Errorf("de ingebouwde catalogus is beschadigd (go generate ./rules), %s: %w", name, err)
	}
	return v, nil
}
