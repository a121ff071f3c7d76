package contract

import (
	"slices"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// titleBlocks is how far into a document it tells what it is.
const titleBlocks = 3

// isAddendum tells whether a stretch of the set is an addendum by its title:
// "Addendum bij de verwerkersovereenkomst", "Tweede addendum".
func (p *parser) isAddendum(s *stretch) bool {
	const title = 20 // words
	for i, seen := s.from, 0; i < s.to && seen < titleBlocks; i++ {
		b := &p.blocks[i]
		if b.skip || b.kind == document.TOC || b.kind == document.Header || b.kind == document.Footer || len(b.tokens) == 0 {
			continue
		}
		if b.label.family == article {
			break
		}
		seen++
		if len(b.tokens) <= title && slices.ContainsFunc(b.tokens, func(t dutch.Token) bool { return t.Text == "addendum" }) {
			return true
		}
	}
	return false
}

// addendumNamed is the addendum that a sentence of a document means: itself, or
// another of the set; -1 for none.
func (p *parser) addendumNamed(part int) int {
	if p.c.Parts[part].Addendum {
		return part
	}
	return slices.IndexFunc(p.c.Parts, func(other Part) bool { return other.Addendum })
}

// amended are the places that an addendum goes before where it calls what it
// amends "de Overeenkomst": all there is but the addendum, whatever kind of
// contract that is.
func (p *parser) amended(addendum int) []Place {
	return slices.DeleteFunc(p.allPlaces(), func(at Place) bool { return at.Part == addendum })
}

// amendedLast drops the rankings that an addendum sets aside by saying that it
// goes before what it amends: it is the later agreement.
func amendedLast(found []ranking) []ranking {
	aside := map[[2]Place]bool{}
	for _, r := range found {
		if r.amends {
			aside[[2]Place{r.low, r.high}] = true
		}
	}
	if len(aside) == 0 {
		return found
	}
	return slices.DeleteFunc(found, func(r ranking) bool { return !r.amends && aside[[2]Place{r.high, r.low}] })
}
