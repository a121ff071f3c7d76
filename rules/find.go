package rules

import (
	"slices"
	"strings"
	"unicode"

	"github.com/sahilm/fuzzy"
	"golang.org/x/text/unicode/norm"
)

// Found is a requirement that a query found.
type Found struct {
	Requirement *Requirement
	Score       int // higher is better; comparable within one query
}

// Find looks requirements up by a few letters of their id, title, aliases or
// meaning, in Dutch or English: case, accents and hyphens do not matter, every word of the query must
// match, and the letters of a word need not be adjacent ("incmeld"). Where no
// requirement has them all, those with the most of them are given. At most n are
// returned, best first, equals in catalogue order; n of 0 or less means all.
func (c *Catalogue) Find(query string, n int) []Found {
	words := strings.Fields(plain(query))
	var out []Found
	most := 1
	for _, q := range c.requirements {
		score, hits := score(q, words)
		if hits > most {
			most, out = hits, out[:0]
		}
		if hits == most {
			out = append(out, Found{Requirement: q, Score: score})
		}
	}
	slices.SortStableFunc(out, func(a, b Found) int { return b.Score - a.Score })
	if n > 0 && len(out) > n {
		out = out[:n]
	}
	return out
}

// A whole word is worth more than the start of one, that more than a part, and
// letters with gaps least; the id outweighs the title, and
// Dutch outweighs English.
const (
	scoreWord   = 4000
	scorePrefix = 3000
	scorePart   = 2000
	scoreLoose  = 0
)

// score holds a requirement against the words of a query and counts those that
// it has.
func score(q *Requirement, words []string) (total, hits int) {
	names := append([]ID{q.ID}, q.Aliases...)
	title, meaning := plain(q.Title), plain(q.Meaning)
	for _, w := range words {
		best, ok := 0, false
		for i, name := range names {
			if s, hit := scoreIn(w, plain(string(name)), true); hit {
				if plain(string(name)) == w {
					s += scoreWord
				}
				best, ok = max(best, s+200-min(i, 1)*100), true
			}
		}
		if s, hit := scoreIn(w, title, false); hit {
			best, ok = max(best, s), true
		}
		if s, hit := scoreIn(w, meaning, false); hit && !ok {
			best, ok = s/4, true
		}
		for _, english := range [...]string{q.TitleEN, q.MeaningEN} {
			if ok || english == "" {
				break
			}
			if s, hit := scoreIn(w, plain(english), false); hit {
				best, ok = s/8, true
			}
		}
		if ok {
			hits++
		}
		total += best
	}
	return total, hits
}

// scoreIn holds one word of the query against an id or a title. Letters with gaps
// count in ids only: in a title of ten words almost any four letters are found.
func scoreIn(word, text string, loose bool) (int, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if slices.Contains(parts, word) || text == word {
		return scoreWord, true
	}
	for _, p := range parts {
		if strings.HasPrefix(p, word) {
			return scorePrefix - min(len(p)-len(word), 100), true
		}
	}
	if at := strings.Index(text, word); at >= 0 {
		return scorePart - min(at, 100), true
	}
	if !loose || len(word) < 3 {
		return 0, false
	}
	m := fuzzy.FindNoSort(word, []string{text})
	if len(m) == 0 || !tight(m[0].MatchedIndexes, len(word)) {
		return 0, false
	}
	return scoreLoose + min(max(m[0].Score+500, 1), 1000), true
}

// tight tells whether matched letters stand near enough to be one word as
// somebody abbreviates it.
func tight(at []int, letters int) bool {
	return len(at) > 0 && at[len(at)-1]-at[0] < 3*letters
}

// plain is the text in small letters without accents and hyphens.
func plain(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) && r != '-' {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// Suggest gives ids that look like one that does not exist, best first, at most
// three: for "bedoelde u …?".
func (c *Catalogue) Suggest(id string) []ID {
	names := make([]string, 0, len(c.requirements))
	for _, q := range c.requirements {
		names = append(names, string(q.ID))
	}
	near := similar(id, names, 3)
	if len(near) == 0 {
		for _, f := range c.Find(strings.ReplaceAll(id, ".", " "), 3) {
			if name := string(f.Requirement.ID); !slices.Contains(near, name) && len(near) < 3 {
				near = append(near, name)
			}
		}
	}
	out := make([]ID, len(near))
	for i, n := range near {
		out[i] = ID(n)
	}
	return out
}

func (c *Catalogue) notFound(name string) *NotFoundError {
	e := &NotFoundError{What: "eis", Name: name}
	if !strings.Contains(name, ".") {
		e.What = "pack"
		names := make([]string, len(c.packs))
		for i, p := range c.packs {
			names[i] = p.Name
		}
		e.Similar = similar(name, names, 3)
		return e
	}
	for _, id := range c.Suggest(name) {
		e.Similar = append(e.Similar, string(id))
	}
	return e
}

// nearest is the one name that a slip of the pen may have meant, or "".
func nearest(name string, names []string) string {
	if s := similar(name, names, 1); len(s) > 0 {
		return s[0]
	}
	return ""
}

// similar are the names within a third of edits, nearest first, at most n; those
// much farther off than the first are left out.
func similar(name string, names []string, n int) []string {
	type hit struct {
		name string
		cost int
	}
	var hits []hit
	name = plain(name)
	if len(name) > 128 {
		return nil
	}
	for _, other := range names {
		limit := max(len(name), len(other)) / 3
		if cost := edits(name, plain(other), limit); cost <= limit {
			hits = append(hits, hit{other, cost})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.cost - b.cost })
	var out []string
	for i := 0; i < len(hits) && i < n && hits[i].cost <= 2*hits[0].cost+1; i++ {
		out = append(out, hits[i].name)
	}
	return out
}

// edits is the Levenshtein distance, with two letters swapped as one edit; any
// number above the limit means "more".
func edits(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return prev[len(b)]
}
