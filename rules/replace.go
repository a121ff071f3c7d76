package rules

import "fmt"

// Replace gives the catalogue of one requirement: r, with the vocabulary of c.
// It serves to try a variant of a rule; r need not be in c. One that counts areas
// of the responsibility matrix has those of c behind it. It fails when r
// cannot be put into canonical form.
func (c *Catalogue) Replace(r *Requirement) (*Catalogue, error) {
	digest, err := r.digest()
	if err != nil {
		return nil, fmt.Errorf("eis %s: %w", r.ID, err)
	}
	out := &builder{base: c}
	out.add(r, digest)
	if r.CountsAreas() {
		for i, q := range c.requirements {
			if q.Division != nil && q.ID != r.ID {
				out.add(q, c.digests[i])
			}
		}
	}
	return out.catalogue(c.packs), nil
}
