package clause

import (
	"crypto/sha256"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"sync"

	_ "embed"

	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/rules"
)

//go:generate go test . -run ^TestBuiltinProgram$ -update

// builtinProgram is every pattern of the built-in catalogue compiled: the digest
// of the vocabulary that they were compiled with, the program, and per pattern a
// key and the terms that can hold a negation.
//
//go:embed builtin.program
var builtinProgram string

// readyProgram is a program compiled ahead with the way into it: which pattern
// has which id. So it serves any catalogue that uses some of its patterns.
type readyProgram struct {
	program *match.Program
	terms   [][]bool // by id: see patterns.negating
	keys    []patternKey
}

// patternKey leads from the text of a pattern to its id; sorted by hash.
type patternKey struct {
	hash uint64
	id   match.PatternID
}

func hashOf(text rules.PatternText) uint64 {
	h := fnv.New64a()
	h.Write([]byte{byte(text.Mode)})
	h.Write([]byte(text.Text))
	return h.Sum64()
}

// ready gives the program compiled ahead if it was compiled with the
// vocabulary of the catalogue, else nil.
func ready(cat *rules.Catalogue) *readyProgram {
	digest := cat.BuiltinVocabulary()
	if digest == "" || !strings.HasPrefix(builtinProgram, digest) {
		return nil
	}
	return decoded()
}

// decoded is builtinProgram, read once: it is data, and every Checker can use it.
var decoded = sync.OnceValue(func() *readyProgram { return decode(builtinProgram) })

// decode reads what ahead wrote; nil if it is something else.
func decode(text string) *readyProgram {
	const digest = 2 * sha256.Size
	if len(text) < digest {
		return nil
	}
	program, rest, err := match.Read([]byte(text[digest:]))
	if err != nil {
		return nil
	}
	r := &readyProgram{program: program}
	n := program.Len()
	if len(rest) < 8*n {
		return nil
	}
	r.keys = make([]patternKey, n)
	for i := range r.keys {
		r.keys[i] = patternKey{binary.LittleEndian.Uint64(rest[8*i:]), match.PatternID(i)}
	}
	slices.SortFunc(r.keys, func(a, b patternKey) int { return compareHash(a, b.hash) })
	r.terms = make([][]bool, 0, n)
	for rest = rest[8*n:]; len(rest) > 0; {
		count, size := binary.Uvarint(rest)
		if size <= 0 || count > uint64(len(rest)-size) {
			return nil
		}
		terms := make([]bool, count)
		for i, c := range rest[size : size+int(count)] {
			terms[i] = c == 1
		}
		r.terms, rest = append(r.terms, terms), rest[size+int(count):]
	}
	if len(r.terms) != n {
		return nil
	}
	return r
}

func compareHash(k patternKey, hash uint64) int {
	switch {
	case k.hash < hash:
		return -1
	case k.hash > hash:
		return 1
	}
	return 0
}

// find gives the id of a pattern that was compiled ahead.
func (r *readyProgram) find(text rules.PatternText) (match.PatternID, bool) {
	if r == nil {
		return none, false
	}
	i, ok := slices.BinarySearchFunc(r.keys, hashOf(text), compareHash)
	if !ok {
		return none, false
	}
	return r.keys[i].id, true
}

// size is the number of ids taken.
func (r *readyProgram) size() match.PatternID {
	if r == nil {
		return 0
	}
	return match.PatternID(r.program.Len())
}

// ahead writes the form that ready reads, of patterns that were all compiled.
func (p *patterns) ahead(program *match.Program) []byte {
	out := program.Append([]byte(p.catalogue.BuiltinVocabulary()))
	hashes := make([]uint64, len(p.terms))
	for text, id := range p.ids {
		hashes[id] = hashOf(text)
	}
	for _, h := range hashes {
		out = binary.LittleEndian.AppendUint64(out, h)
	}
	for _, terms := range p.terms {
		out = binary.AppendUvarint(out, uint64(len(terms)))
		for _, t := range terms {
			c := byte(0)
			if t {
				c = 1
			}
			out = append(out, c)
		}
	}
	return out
}
