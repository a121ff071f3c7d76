// Package likeness tells how much a sentence looks like the sentences by which
// the rules exemplify a requirement. It knows no meaning: it adds up weights of
// words, pairs of words and parts of words, which were fitted once on those
// examples and on nothing else, so that it can point at a provision whose wording
// no pattern knows.
package likeness

import (
	"slices"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
)

const (
	stem = 6 // bytes to which words are cut: "controleert" and "controle" are one
	gram = 5 // bytes of the parts of longer words: "sleutelbeheer" shares some with "beheer"
	// most is the number of words of a sentence that are looked at.
	most = 96
)

// Feature is a word, a pair of words or a part of a word, as a hash.
type Feature uint32

// Of puts the features of a unit into buf, which may be nil, and returns it. A
// feature may stand there more than once. The names of a party count as one word,
// and so do all numbers; articles do not count.
func Of(u *contract.Unit, buf []Feature) []Feature {
	buf = buf[:0]
	each(u, func(f Feature, _, _ int) { buf = append(buf, f) })
	return buf
}

// Distinct gives the features of a unit in ascending order, each once.
func Distinct(u *contract.Unit) []Feature {
	all := Of(u, nil)
	slices.Sort(all)
	return slices.Compact(all)
}

// each gives the features of a unit with the first and the last token on which
// they rest.
func each(u *contract.Unit, yield func(f Feature, first, last int)) {
	var words [most]Feature
	var at [most]int
	n := 0
	mentions := u.Mentions
	for i := 0; i < len(u.Tokens) && n < most; {
		for len(mentions) > 0 && mentions[0].End <= i {
			mentions = mentions[1:]
		}
		at[n] = i
		if len(mentions) > 0 && mentions[0].Start <= i {
			words[n] = party(mentions[0].Party)
			n++
			i = mentions[0].End
			continue
		}
		w := u.Tokens[i].Text
		i++
		switch {
		case article(w):
			continue
		case w[0] >= '0' && w[0] <= '9':
			words[n] = number
		default:
			words[n] = hash(w[:min(len(w), stem)])
			for k := 0; len(w) > stem && k+gram <= len(w); k++ {
				yield(join(hash(w[k:k+gram]), 0, part), at[n], at[n])
			}
		}
		n++
	}
	for i, w := range words[:n] {
		yield(w, at[i], at[i])
		if i+1 < n {
			yield(join(w, words[i+1], next), at[i], at[i+1])
		}
		if i+2 < n {
			yield(join(w, words[i+2], nextButOne), at[i], at[i+2])
		}
	}
}

func article(w string) bool {
	switch w {
	case "de", "het", "een", "den", "der", "dat", "die", "deze", "dit":
		return true
	}
	return false
}

// number is the feature of every number; those of the parties lie behind it.
const number Feature = 1

func party(p dutch.Party) Feature { return number + 1 + Feature(p) }

// The ways in which two features are one.
const (
	next = 1 + iota
	nextButOne
	part
)

// hash is the 32-bit FNV-1a hash of a word.
func hash(w string) Feature {
	h := uint32(2166136261)
	for i := 0; i < len(w); i++ {
		h = (h ^ uint32(w[i])) * 16777619
	}
	return Feature(h)
}

func join(a, b Feature, how uint32) Feature {
	h := uint32(a)*0x9E3779B1 + how
	h ^= h >> 15
	h = (h ^ uint32(b)) * 0x85EBCA77
	return Feature(h ^ h>>13)
}
