package clause

import (
	"math"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
)

// subject holds the words that set a requirement apart from the others of the
// catalogue, by stem, with how much each tells.
type subject map[string]float64

// subjectEnough is what a passage must say of a subject to be near it: one word
// that few requirements share, or several that more do. conceptEnough is the same
// for a concept that a pattern asks: one in ten requirements may ask it.
const (
	subjectEnough = 3
	conceptEnough = 2.3
)

// subject finds the words of requirement i in its title, its vocabulary and in
// what its core asks. A word tells more the fewer requirements use it.
func (c *Checker) subject(i int) subject {
	shared := map[string]int{}
	var own map[string]bool
	for k := range c.plan.requirements {
		r := &c.plan.requirements[k]
		texts := append(append([]string{r.Title}, r.Vocabulary.NL...), r.Vocabulary.BE...)
		texts = append(texts, r.elements[0].Lacks)
		stems := map[string]bool{}
		for _, text := range texts {
			for _, t := range dutch.Tokenize(text, 0) {
				if s := stem(t.Text); s != "" {
					stems[s] = true
				}
			}
		}
		for s := range stems {
			shared[s]++
		}
		if k == i {
			own = stems
		}
	}
	out := subject{}
	all := float64(len(c.plan.requirements))
	for s := range own {
		// Counted as one of at least some two hundred, so that a catalogue of
		// one requirement knows subjects too.
		out[s] = math.Log(max(all, 200) / float64(shared[s]))
	}
	return out
}

// concepts tells how much each concept tells of what a requirement is about: the
// more the fewer requirements ask for it.
func (c *Checker) concepts() map[string]float64 {
	shared := map[string]int{}
	for k := range c.plan.requirements {
		r := &c.plan.requirements[k]
		asked := map[string]bool{}
		for e := range r.elements {
			for i := range r.elements[e].clauses {
				rest := r.elements[e].clauses[i].PatternTexts().Main.Text
				for {
					_, after, ok := strings.Cut(rest, "<")
					name, more, closed := strings.Cut(after, ">")
					if !ok || !closed {
						break
					}
					asked[name], rest = true, more
				}
			}
		}
		for name := range asked {
			shared[name]++
		}
	}
	out := map[string]float64{}
	for name, n := range shared {
		out[name] = math.Log(max(float64(len(c.plan.requirements)), 200) / float64(n))
	}
	return out
}

// of tells how much a unit says of the subject; what stands in the nearest
// heading only counts for half.
func (s subject) of(u *contract.Unit) float64 {
	total, seen := 0.0, map[string]bool{}
	add := func(word string, share float64) {
		if key := s.key(word); key != "" && !seen[key] {
			seen[key] = true
			total += s[key] * share
		}
	}
	for i := range u.Tokens {
		add(stem(u.Tokens[i].Text), 1)
	}
	for _, m := range u.Mentions {
		if m.Party == dutch.Subprocessor {
			add(stem("onderaannemer"), 1)
		}
	}
	for i := range u.Head {
		add(stem(u.Head[i].Text), 0.5)
		if u.Head[i].Punct == '.' {
			break
		}
	}
	return total
}

// key finds the stem of the subject that a word has: its own, or one with which
// it begins ("hersteltijd" has "herstel"); "" for none.
func (s subject) key(word string) string {
	if _, ok := s[word]; ok || word == "" {
		return word
	}
	const least = 5
	for n := range word {
		if n >= least {
			if _, ok := s[word[:n]]; ok {
				return word[:n]
			}
		}
	}
	return ""
}

// stem cuts a word to where its forms and compounds are still alike; "" for one
// that is too short to tell a subject.
func stem(word string) string {
	const least, most = 3, 8
	if n := len(word); n < least || n < 5 && common(word) {
		return ""
	}
	runes := 0
	for n := range word {
		if runes == most {
			return word[:n]
		}
		runes++
	}
	for _, ending := range [...]string{"en", "de", "te", "e", "t", "s"} {
		if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) >= 4 {
			return rest
		}
	}
	return word
}

// common knows short words that are in every text.
func common(word string) bool {
	switch word {
	case "aan", "alle", "als", "bij", "dan", "dat", "deze", "die", "dit", "door", "een", "elk", "elke", "geen", "geldt", "haar", "hem", "het", "hun",
		"iets", "kan", "mag", "met", "moet", "naar", "niet", "nog", "ook", "over", "per", "staan", "tot", "uit", "van", "voor", "wat", "weer", "wel", "wie",
		"wordt", "zelf", "zich", "zij", "zijn", "zal", "zo", "aan-", "heeft", "hij", "hoe", "om", "op", "ten", "ter":
		return true
	}
	return false
}
