package clause

import (
	"strings"
	"unicode"
)

const (
	// flagVerify marks a result that rests on text that a recogniser was not
	// sure of, or of which nobody knows how sure it was.
	flagVerify = "te-controleren"
	// weakDoubt is what a number in doubt takes from a promise.
	weakDoubt = "een getal is in de scan onzeker te lezen"
	// weakSameName is what a promise lacks of which the contract does not say
	// whose it is.
	weakSameName = "beide partijen heten hier hetzelfde, dus wie dit moet doen is onzeker"
)

// verify marks a passage that rests on recognised text. A number in doubt among
// the words that make the passage weakens a promise and cannot by itself make a
// conflict; any other doubtful word is only pointed out.
func (s *surveyor) verify(p *passage) {
	doc := s.con.Doc
	for _, span := range p.spans {
		for i := span.Start; i < span.End && i < len(s.u.Tokens); i++ {
			t := &s.u.Tokens[i]
			switch {
			case doc.IsDoubtful(t.Start, t.End):
				p.flags = appendNew(p.flags, flagVerify)
				p.doubt = p.doubt || s.number(i)
			case doc.OldRecognition(t.Start) && s.number(i):
				p.flags = appendNew(p.flags, flagVerify)
			}
		}
	}
	if p.doubt && positive(p.list) {
		p.weak = append(p.weak, s.plan.lang.Text(weakDoubt))
	}
}

// number tells whether a token of the unit is a number or part of a value.
func (s *surveyor) number(token int) bool {
	for i := range s.u.Values {
		if v := &s.u.Values[i]; v.Start <= token && token < v.End {
			return true
		}
	}
	return strings.ContainsFunc(s.u.Tokens[token].Text, unicode.IsDigit)
}
