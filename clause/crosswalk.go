package clause

import (
	"cmp"
	"slices"

	"github.com/clausule/clausule/rules"
)

// Passage is a sentence of the contract with every requirement that it serves:
// one finding, many regimes.
type Passage struct {
	File   string   `json:"file,omitempty"` // of a bundle, as in Finding
	Quote  string   `json:"quote"`
	Start  int      `json:"start"` // byte offset in the extracted text
	End    int      `json:"end"`
	Page   int      `json:"page,omitempty"`
	Label  string   `json:"label"`
	Serves []Served `json:"serves"` // in catalogue order
}

// Served is a requirement to which a passage contributes.
type Served struct {
	Requirement rules.ID `json:"requirement"`
	// Elements are those that the passage gives, in the order of the findings.
	Elements []string `json:"elements"`
	// Status is the verdict on the requirement as a whole: Met or Partial.
	Status Status `json:"status"`
	// Weak tells that the passage gives none of them in full.
	Weak bool `json:"weak,omitempty"`
	// Sources are the provisions that ask for it.
	Sources []rules.Citation `json:"sources"`
}

// Crosswalk gathers, per passage that gives something, the requirements that
// rest on it, in the order of the text. A passage that takes a guarantee away,
// or that deals with the subject and falls short, serves none, and nothing rests
// on a conflict.
func (r *Report) Crosswalk() []Passage {
	type place struct {
		file       string
		start, end int
	}
	at := map[place]int{}
	out := []Passage{}
	for i := range r.Results {
		res := &r.Results[i]
		if res.Status != Met && res.Status != Partial {
			continue
		}
		for j := range res.Findings {
			f := &res.Findings[j]
			if f.Against || f.Element == elementPartly {
				continue
			}
			key := place{f.File, f.Start, f.End}
			n, ok := at[key]
			if !ok {
				n = len(out)
				at[key] = n
				out = append(out, Passage{File: f.File, Quote: f.Quote, Start: f.Start, End: f.End, Page: f.Page, Label: f.Label})
			}
			serves := &out[n].Serves
			if k := len(*serves) - 1; k >= 0 && (*serves)[k].Requirement == res.Requirement {
				s := &(*serves)[k]
				s.Elements, s.Weak = appendNew(s.Elements, f.Element), s.Weak && f.Weak
				continue
			}
			*serves = append(*serves, Served{res.Requirement, []string{f.Element}, res.Status, f.Weak, res.Sources})
		}
	}
	order := map[string]int{}
	for i := range r.Document.Files {
		order[r.Document.Files[i].Name] = i
	}
	slices.SortStableFunc(out, func(a, b Passage) int {
		return cmp.Or(cmp.Compare(order[a.File], order[b.File]), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return out
}
