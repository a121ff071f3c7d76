package likeness

import (
	"encoding/binary"
	"errors"
	"slices"

	"github.com/clausule/clausule/clause/internal/contract"
)

// Model is what was learned of all requirements. It is read where it lies:
// nothing is unpacked.
type Model struct {
	ids    []string
	bias   []int32
	first  string // by the highest bits of a feature the first of those that have them, 4 bytes; one more at the end
	keys   string // features, ascending, 4 bytes each
	starts string // per feature the first of its postings, 4 bytes; one more at the end
	posts  string // requirement (2 bytes) and worth (1 byte)
}

// ErrModel says that bytes are no model written by Append of this version.
var ErrModel = errors.New("likeness: dit is geen model van deze versie")

const (
	version  = "clausule-likeness-2\n"
	postSize = 3
	// headBits is the number of highest bits by which features are found: some
	// four have the same.
	headBits = 13
	heads    = 1 << headBits
)

// head gives the highest bits of a feature.
func head(f Feature) int { return int(f >> (32 - headBits)) }

// Append adds the model of some fits to b.
func Append(b []byte, fits []Fit) []byte {
	type post struct {
		of    int
		worth int8
	}
	by := map[Feature][]post{}
	for i, f := range fits {
		for _, w := range f.Weights {
			by[w.Feature] = append(by[w.Feature], post{i, w.Worth})
		}
	}
	features := make([]Feature, 0, len(by))
	total := 0
	for f, posts := range by {
		features = append(features, f)
		total += len(posts)
	}
	slices.Sort(features)
	b = append(b, version...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(fits)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(features)))
	b = binary.LittleEndian.AppendUint32(b, uint32(total))
	for _, f := range fits {
		b = append(b, byte(len(f.ID)))
		b = append(b, f.ID...)
		b = binary.LittleEndian.AppendUint32(b, uint32(int32(f.Bias)))
	}
	at := 0
	for h := range heads + 1 {
		for at < len(features) && head(features[at]) < h {
			at++
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(at))
	}
	for _, f := range features {
		b = binary.LittleEndian.AppendUint32(b, uint32(f))
	}
	at = 0
	for _, f := range features {
		b = binary.LittleEndian.AppendUint32(b, uint32(at))
		at += len(by[f])
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(at))
	for _, f := range features {
		for _, p := range by[f] {
			b = binary.LittleEndian.AppendUint16(b, uint16(p.of))
			b = append(b, byte(p.worth))
		}
	}
	return b
}

// Read takes a model that Append wrote. It returns ErrModel for anything else
// that could not be used without harm.
func Read(s string) (*Model, error) {
	m, err := Embedded(s)
	if err != nil || !m.valid() {
		return nil, ErrModel
	}
	return m, nil
}

// Embedded is Read for a model that is part of the binary, as its code is: only
// the version and the lengths are looked at.
func Embedded(s string) (*Model, error) {
	if len(s) < len(version)+12 || s[:len(version)] != version {
		return nil, ErrModel
	}
	s = s[len(version):]
	n, features, posts := int(u32(s, 0)), int(u32(s, 1)), int(u32(s, 2))
	s = s[12:]
	m := &Model{}
	for range n {
		if len(s) == 0 || len(s) < 1+int(s[0])+4 {
			return nil, ErrModel
		}
		end := 1 + int(s[0])
		m.ids, m.bias = append(m.ids, s[1:end]), append(m.bias, int32(u32(s[end:], 0)))
		s = s[end+4:]
	}
	if features > len(s)/8 || posts > len(s)/postSize || len(s) != 4*(heads+1)+8*features+4+postSize*posts {
		return nil, ErrModel
	}
	m.first, s = s[:4*(heads+1)], s[4*(heads+1):]
	m.keys, m.starts, m.posts = s[:4*features], s[4*features:8*features+4], s[8*features+4:]
	return m, nil
}

// valid tells whether every number in the model names what it can name.
func (m *Model) valid() bool {
	features, posts := len(m.keys)/4, len(m.posts)/postSize
	if u32(m.first, 0) != 0 || int(u32(m.first, heads)) != features || u32(m.starts, 0) != 0 || int(u32(m.starts, features)) != posts {
		return false
	}
	for h := range heads {
		if u32(m.first, h) > u32(m.first, h+1) {
			return false
		}
	}
	for i := range features {
		if u32(m.starts, i) > u32(m.starts, i+1) || i > 0 && u32(m.keys, i-1) >= u32(m.keys, i) {
			return false
		}
	}
	for i := range posts {
		if int(m.posts[postSize*i])|int(m.posts[postSize*i+1])<<8 >= len(m.ids) {
			return false
		}
	}
	return true
}

// find gives the place of a feature among the keys; -1 for one that no
// requirement knows.
func (m *Model) find(f Feature) int {
	h := head(f)
	for i, end := int(u32(m.first, h)), int(u32(m.first, h+1)); i < end; i++ {
		switch key := Feature(u32(m.keys, i)); {
		case key == f:
			return i
		case key > f:
			return -1
		}
	}
	return -1
}

// u32 is number i of a row of four-byte numbers.
func u32(s string, i int) uint32 {
	s = s[4*i : 4*i+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// postsOf gives what the key at a place adds to the requirements.
func (m *Model) postsOf(key int) string {
	return m.posts[postSize*int(u32(m.starts, key)) : postSize*int(u32(m.starts, key+1))]
}

// Len is the number of requirements.
func (m *Model) Len() int { return len(m.ids) }

// Index is the place of a requirement in the model; -1 for one that it does not
// know.
func (m *Model) Index(id string) int { return slices.Index(m.ids, id) }

// Scorer scores one sentence after the other. It is not for use by several at the
// same time.
type Scorer struct {
	model  *Model
	seen   []uint64 // keys of the sentence, as bits
	scores []int32
}

// NewScorer makes a scorer by the model.
func (m *Model) NewScorer() *Scorer {
	return &Scorer{m, make([]uint64, len(m.keys)/4/64+1), make([]int32, m.Len())}
}

// Scores gives the score of each requirement for a sentence with these features,
// each of which counts once: the log odds that it regulates what the requirement
// is about, in units of 1/48. The slice is reused by the next call.
func (s *Scorer) Scores(features []Feature) []int32 {
	m, into := s.model, s.scores
	copy(into, m.bias)
	clear(s.seen)
	for _, f := range features {
		i := m.find(f)
		if i < 0 || s.seen[i/64]&(1<<(i%64)) != 0 {
			continue
		}
		s.seen[i/64] |= 1 << (i % 64)
		for posts := m.postsOf(i); len(posts) >= postSize; posts = posts[postSize:] {
			into[int(posts[0])|int(posts[1])<<8] += int32(int8(posts[2]))
		}
	}
	return into
}

// Word is a token of a unit with what it adds to a score: half of what each pair
// of words adds in which it stands.
type Word struct {
	Token int
	Worth int // in units of 1/48
}

// Words gives the words of a unit that speak most for a requirement, at most n,
// the strongest first.
func (m *Model) Words(requirement int, u *contract.Unit, n int) []Word {
	worth := make([]int, len(u.Tokens))
	seen := map[Feature]bool{}
	each(u, func(f Feature, first, last int) {
		if seen[f] {
			return
		}
		seen[f] = true
		w := m.worth(requirement, f)
		worth[first] += w - w/2
		worth[last] += w / 2
	})
	var out []Word
	for i, w := range worth {
		if w > 0 {
			out = append(out, Word{i, w})
		}
	}
	slices.SortStableFunc(out, func(a, b Word) int { return b.Worth - a.Worth })
	return out[:min(n, len(out))]
}

// worth is what a feature adds to the score of a requirement.
func (m *Model) worth(requirement int, f Feature) int {
	i := m.find(f)
	if i < 0 {
		return 0
	}
	for posts := m.postsOf(i); len(posts) >= postSize; posts = posts[postSize:] {
		if int(posts[0])|int(posts[1])<<8 == requirement {
			return int(int8(posts[2]))
		}
	}
	return 0
}
