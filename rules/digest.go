package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
)

// Digest is the SHA-256, in hexadecimal, of everything in the catalogue that can
// change a verdict: patterns, thresholds, what lacks, importance and bearer of
// every requirement, in order, and the vocabulary. Titles, explanations, model
// texts, examples, comments and the way a pattern is spaced do not count, so that
// an archive checks a contract again only when the outcome may differ.
func (c *Catalogue) Digest() string {
	h := sha256.New()
	io.WriteString(h, c.shared)
	for i, q := range c.requirements {
		io.WriteString(h, "\n"+string(q.ID)+" "+c.digests[i])
		if w, ok := c.Waiver(q.ID); ok {
			io.WriteString(h, " vrij tot "+w.Until)
		}
	}
	for _, a := range c.needed() {
		io.WriteString(h, "\n+"+string(a.ID)+" "+a.digest)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// RequirementDigest identifies what one requirement says, its settings included
// and the vocabulary that its patterns name left out: two catalogues with the
// same digest of an id hold the same rule. It is "" where the id is not there.
func (c *Catalogue) RequirementDigest(id ID) string {
	if i, ok := c.byID[id]; ok {
		return c.digests[i]
	}
	return ""
}

// digest is that of one requirement: its JSON without what only a reader sees.
func (r *Requirement) digest() (string, error) {
	d := *r
	d.Title, d.TitleEN, d.Meaning, d.MeaningEN = "", "", "", ""
	d.Sources, d.Aliases, d.Certainty, d.Caveat, d.Vocabulary = nil, nil, "", "", Vocabulary{}
	d.Thresholds = make(map[string]Threshold, len(r.Thresholds))
	for name, t := range r.Thresholds {
		d.Thresholds[name] = Threshold{Value: t.Value}
	}
	d.Model, d.Examples = ModelText{}, Examples{}
	d.Weakeners = r.WeakenerNames()
	return digestOf(d)
}

func digestOf(v any) (string, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}
