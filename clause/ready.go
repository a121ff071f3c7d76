package clause

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"sync"

	_ "embed"

	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/rules"
)

//go:generate go test . -run ^TestBuiltinProgram$ -update

// builtinProgram is every pattern of the built-in catalogue compiled: the digest
// of the vocabulary that they were compiled with, the program, the keys of the
// patterns, and per pattern the terms that can hold a negation. It is used where
// it lies: at the start nothing is copied out of it.
//
//go:embed builtin.program
var builtinProgram string

// readyProgram is a program compiled ahead with the way into it: which pattern
// has which id. So it serves any catalogue that uses some of its patterns.
type readyProgram struct {
	program *match.Program
	heads   string // by the highest bits of a hash the first key that has them, headSize bytes; one more at the end
	keys    string // keySize bytes a pattern, by hash: the hash and the id
	terms   string // termsSize bytes a pattern, by id
}

const (
	headBits  = 12
	headSize  = 4
	headsSize = headSize * (1<<headBits + 1)
	keySize   = 12
	termsSize = 8
)

// termSet is a set of terms of a pattern by their index. What lies beyond the
// first 64 is not held.
type termSet uint64

func (t termSet) has(i int) bool { return i < 64 && t&(1<<i) != 0 }

// hashOf gives the key of a pattern, eight bytes at a time.
func hashOf(text rules.PatternText) uint64 {
	const prime = 0x9e3779b97f4a7c15
	s := text.Text
	h := uint64(len(s))<<8 | uint64(text.Mode)
	for ; len(s) >= 8; s = s[8:] {
		h = bits.RotateLeft64((h^uint64At(s))*prime, 29)
	}
	for i := range len(s) {
		h = bits.RotateLeft64((h^uint64(s[i]))*prime, 29)
	}
	return h ^ h>>32
}

func uint64At(s string) uint64 {
	s = s[:8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
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

// decode reads what ahead wrote; nil if it is of another version.
func decode(text string) *readyProgram {
	const digest = 2 * sha256.Size
	if len(text) < digest {
		return nil
	}
	program, rest, err := match.Embedded(text[digest:])
	if err != nil || len(rest) != headsSize+(keySize+termsSize)*program.Len() {
		return nil
	}
	heads, rest := rest[:headsSize], rest[headsSize:]
	return &readyProgram{program: program, heads: heads, keys: rest[:keySize*program.Len()], terms: rest[keySize*program.Len():]}
}

// key gives the hash of a pattern and its id, by the order of the hashes.
func (r *readyProgram) key(i int) (hash uint64, id match.PatternID) {
	b := r.keys[keySize*i : keySize*(i+1)]
	return uint64At(b), match.PatternID(uint64At(b[keySize-8:]) >> 32)
}

// find gives the id of a pattern that was compiled ahead.
func (r *readyProgram) find(text rules.PatternText) (match.PatternID, bool) {
	if r == nil {
		return none, false
	}
	hash := hashOf(text)
	both := uint64At(r.heads[headSize*(hash>>(64-headBits)):])
	for i, end := int(uint32(both)), int(both>>32); i < end; i++ {
		if h, id := r.key(i); h == hash {
			return id, true
		}
	}
	return none, false
}

// negating gives the terms of a pattern that can hold a negation.
func (r *readyProgram) negating(id match.PatternID) termSet {
	return termSet(uint64At(r.terms[termsSize*int(id):]))
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
	type key struct {
		hash uint64
		id   match.PatternID
	}
	var keys []key
	for text, id := range p.ids {
		keys = append(keys, key{hashOf(text), id})
	}
	slices.SortFunc(keys, func(a, b key) int { return cmp.Compare(a.hash, b.hash) })
	next := 0
	for head := range uint64(1<<headBits + 1) {
		for next < len(keys) && keys[next].hash>>(64-headBits) < head {
			next++
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(next))
	}
	for _, k := range keys {
		out = binary.LittleEndian.AppendUint64(out, k.hash)
		out = binary.LittleEndian.AppendUint32(out, uint32(k.id))
	}
	for _, terms := range p.terms {
		out = binary.LittleEndian.AppendUint64(out, uint64(terms))
	}
	return out
}
