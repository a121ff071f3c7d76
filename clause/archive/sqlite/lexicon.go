package sqlite

import (
	"context"
	"slices"

	"github.com/clausule/clausule/clause"
)

// lexicon has requirements by their number. Rows of requirements are only added,
// so that one that was read stays right.
type lexicon []requirement

// describe reads the requirements.
func describe(ctx context.Context, from querier) (lexicon, error) {
	rows, err := from.QueryContext(ctx, "SELECT id, requirement, importance, title, caveat FROM requirements ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	l := lexicon{{}}
	for rows.Next() {
		var n int
		var r requirement
		if err := rows.Scan(&n, &r.id, &r.importance, &r.title, &r.caveat); err != nil {
			return nil, err
		}
		if n < len(l) || n > len(l)+maxRequirements {
			return nil, ErrCorrupt
		}
		l = append(slices.Grow(l, n+1-len(l))[:n], r)
	}
	return l, rows.Err()
}

// maxRequirements bounds the gaps between numbers, of which there are none.
const maxRequirements = 1 << 16

// known gives the requirements up to a number at least.
func (s *Store) described(ctx context.Context, from querier, n int) (lexicon, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n < len(s.lexicon) {
		return s.lexicon, nil
	}
	l, err := describe(ctx, from)
	if err != nil {
		return nil, err
	}
	s.lexicon = l
	return l, nil
}

// unpacked gives the results of a document.
func (s *Store) unpacked(packed []byte, l lexicon) ([]clause.Result, error) {
	data, err := s.unpack.DecodeAll(packed, nil)
	if err != nil {
		return nil, ErrCorrupt
	}
	return unpackResults(data, l)
}
