package rules

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// The catalogue compiled ahead: reading fifty YAML files and parsing thousands of
// patterns costs more than checking a contract. The compiled form holds what a
// check and a report need, patterns in canonical form, no examples:
//
//	compiled/index.json      the packs in order
//	compiled/begrippen.json  the vocabulary
//	compiled/<pack>.json     the requirements of one pack
const (
	indexFile  = "index.json"
	sharedFile = SharedPack + ".json"
)

type compiledShared struct {
	Digest    string       `json:"digest"`
	Concepts  []ConceptDef `json:"begrippen"`
	Weakeners []Weakener   `json:"verzwakkers"`
}

type compiledRequirement struct {
	Digest string `json:"digest"`
	*Requirement
}

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
	index := make([]Pack, len(s.packs))
	files := map[string]any{
		indexFile:  index,
		sharedFile: compiledShared{Digest: c.shared, Concepts: c.concepts, Weakeners: c.weakeners},
	}
	for i, p := range s.packs {
		index[i] = p.Pack
		list := []compiledRequirement{}
		for _, q := range p.requirements {
			short := *q
			short.Examples = Examples{}
			list = append(list, compiledRequirement{Digest: c.RequirementDigest(q.ID), Requirement: &short})
		}
		files[p.Name+".json"] = list
	}
	out := make(map[string][]byte, len(files))
	for name, v := range files {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		if err := enc.Encode(v); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = b.Bytes()
	}
	return out, nil
}

// Builtin gives the catalogue that comes with the library: all packs, or those
// named; ids, aliases and globs ("ksz.audit.*") may be named too. Only the packs
// that are needed are decoded. The requirements have no Examples; for those, Load
// the Sources. A name that does not exist gives a *NotFoundError.
func Builtin(packs ...string) (*Catalogue, error) {
	base, err := builtinShared()
	if err != nil {
		return nil, err
	}
	var index []Pack
	if err := decodeCompiled(indexFile, &index); err != nil {
		return nil, err
	}
	names := make([]string, len(index))
	for i, p := range index {
		names[i] = p.Name
	}
	// A name without a dot is a pack; anything else may lie anywhere.
	whole := !slices.ContainsFunc(packs, func(name string) bool { return !slices.Contains(names, name) })
	b := &builder{base: base}
	for _, p := range index {
		if len(packs) > 0 && whole && !slices.Contains(packs, p.Name) {
			continue
		}
		var list []compiledRequirement
		if err := decodeCompiled(p.Name+".json", &list); err != nil {
			return nil, err
		}
		for _, q := range list {
			q.Requirement.Origin = path.Join(p.Name, string(q.ID)+".yaml")
			b.add(q.Requirement, q.Digest)
		}
	}
	c := b.catalogue(index)
	if len(packs) > 0 && !whole {
		return c.Select(packs...)
	}
	return c, nil
}

// builtinShared is the built-in vocabulary without requirements.
func builtinShared() (*Catalogue, error) {
	var shared compiledShared
	if err := decodeCompiled(sharedFile, &shared); err != nil {
		return nil, err
	}
	c := &Catalogue{}
	c.setVocabulary(shared.Concepts, shared.Weakeners, shared.Digest)
	return c, nil
}

func decodeCompiled(name string, v any) error {
	data, err := embedded.ReadFile("packs/" + compiledDir + "/" + name)
	if err != nil {
		return fmt.Errorf("de ingebouwde catalogus ontbreekt (go generate ./rules): %w", err)
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("de ingebouwde catalogus is beschadigd, %s: %w", name, err)
	}
	return nil
}
