package rules

import "fmt"

// Replace gives the catalogue of one requirement: r, with the vocabulary of c.
// It serves to try a variant of a rule; r need not be in c. It fails when r
// cannot be put into canonical form.
func (c *Catalogue) Replace(r *Requirement) (*Catalogue, error) {
	digest, err := r.digest()
	if err != nil {
		return nil, fmt.Errorf("eis %s: %w", r.ID, err)
	}
	out := &builder{base: c}
	out.add(r, digest)
	return out.catalogue(c.packs), nil
}
