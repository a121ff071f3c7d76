package clause

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/rules"
)

// Who bears the task that a sentence speaks of.

// bearing is what a sentence says of who bears a task.
type bearing struct {
	by     holders
	force  force
	ground string
	// implied tells that no party is named.
	implied bool
	// helped tells that the customer has a share only in that he is helped.
	helped bool
}

// told is a hit of words that say whose task something is.
type told struct {
	by     holders
	shared bool // with so many words
	beside bool // beside who acts, not in his place
	span   match.Span
}

// minSentence is the number of words from which a unit can lay a task with the
// provider without naming anybody.
const minSentence = 4

// allocate notes for every area that the unit is about who bears it.
func (s *surveyor) allocate(named []areaHit, byName bool) {
	general := s.tellings()
	for _, h := range named {
		a := &s.plan.areas[h.area]
		all := general
		var own []told // what the unit says in its own words of this area
		for i := range a.holders {
			c := &a.holders[i]
			hits := s.scanners.own.Match(c.main, s.around)
			if len(hits) == 0 || !s.supported(&c.clausePlan) {
				continue
			}
			for _, sp := range hits[0].Spans {
				if sp.End > sp.Start {
					t := told{by: c.by, span: sp}
					all = append(all[:len(all):len(all)], t)
					if sp.Start >= s.u.Lead {
						own = append(own, t)
					}
					break
				}
			}
		}
		b := s.bearing(all)
		if len(own) > 0 && s.u.Lead > 0 {
			// "Dit doen wij: – u logt in met een wachtwoord"
			b = s.weigh(all, s.u.Lead, len(s.u.Tokens))
		}
		if b.by == 0 {
			b = s.continued()
		}
		if b.by == 0 && byName && a.Division.Expected != rules.HeldByCustomer && s.impersonal() {
			b = bearing{by: byProvider, implied: true, ground: s.plan.lang.Text("de zin noemt geen partij, en dan is het een taak van wie de dienst levert")}
		}
		if b.by != 0 {
			s.divider.last.unit, s.divider.last.by, s.divider.last.helped = s.unitIndex, b.by, b.helped
			s.note(h, allocation{by: b.by, force: b.force, implied: b.implied, helped: b.helped, ground: b.ground})
		}
	}
}

// question tells whether the unit asks something. What a question speaks of is
// the subject of the sentences that answer it; it gives nobody a task.
func (s *surveyor) question() bool {
	own := s.u.Own()
	return len(own) > 0 && strings.HasSuffix(strings.TrimRight(s.con.Doc.Slice(s.u.Span), " *_"), "?")
}

// answers gives the areas of the question in the same paragraph that the unit
// answers: "Is er een datalek? Dan bellen wij u."
func (s *surveyor) answers() []areaHit {
	if a := &s.divider.asked; a.paragraph == s.u.Paragraph && len(s.u.Prev) > 0 {
		return specific(a.areas)
	}
	return nil
}

// continued finds who bears what a sentence speaks of that goes on about the one
// before it: "Dat gebeurt via …".
func (s *surveyor) continued() bearing {
	u, last := s.u, &s.divider.last
	if n := len(u.Prev); n == 0 || last.by == 0 || u.Prev[n-1] != last.unit {
		return bearing{}
	}
	switch u.Own()[0].Text {
	case "dat", "dit", "hierbij", "daarbij", "hiervoor", "daarvoor", "hiertoe", "daartoe", "hierdoor", "zo":
		return bearing{by: last.by, helped: last.helped, ground: s.plan.lang.Text("de zin gaat verder op de vorige")}
	}
	return bearing{}
}

// tellings finds the words in the unit that say whose task something is.
func (s *surveyor) tellings() []told {
	var out []told
	for _, t := range s.plan.division.says {
		if t.pattern == none {
			continue
		}
		for _, h := range s.scanners.own.Match(t.pattern, nil) {
			if sp := h.Spans[0]; sp.End > sp.Start {
				out = append(out, told{by: t.by, shared: t.shared, span: sp})
			}
		}
	}
	return append(out, s.joined()...)
}

// joined finds a party that joins a clause of the other as a second subject: one
// that takes over its verb ("Leverancier beveiligt zijn netwerk en Klant het
// zijne"), or whose own verb was not seen.
func (s *surveyor) joined() []told {
	var out []told
	u := s.u
	for _, m := range u.Mentions {
		if m.Start <= u.Lead || m.End >= len(u.Tokens) || u.Tokens[m.End-1].Punct != 0 {
			continue
		}
		before := m.Start - 1
		if t := u.Tokens[before].Text; t == "de" || t == "het" {
			before--
		}
		if before >= 0 && u.Tokens[before].Text == "door" {
			// "wordt door Leverancier gemaakt en door Klant getest"
			if c := s.clauseAt(m.Start); c != nil && c.Passive && c.Actor != m.Party && c.Actor != dutch.NoParty {
				out = append(out, told{by: borne(m.Party), beside: true, span: match.Span{Start: m.Start, End: m.End}})
			}
			continue
		}
		if before < 0 || u.Tokens[before].Text != "en" && u.Tokens[before].Punct != ',' && u.Tokens[before].Punct != ';' {
			continue
		}
		if !s.subject(m.End) {
			continue
		}
		by := borne(m.Party)
		if by != byProvider && by != byCustomer {
			continue
		}
		if c := s.clauseAt(m.Start); c != nil && c.Start < before && (c.Actor == dutch.Provider || c.Actor == dutch.Customer) && c.Actor != m.Party && !c.Passive {
			out = append(out, told{by: by, beside: true, span: match.Span{Start: m.Start, End: m.End + 1}})
		}
	}
	return out
}

// consents tells whether the words that introduce the unit make no task of it:
// "Klant geeft toestemming voor:".
func (s *surveyor) consents() bool {
	for i := range s.u.Clauses {
		if c := &s.u.Clauses[i]; c.Start < s.u.Lead && s.within(s.plan.division.aside, c) {
			return true
		}
	}
	return false
}

// borne is the set of a party.
func borne(p dutch.Party) holders {
	switch p {
	case dutch.Provider:
		return byProvider
	case dutch.Customer:
		return byCustomer
	case dutch.BothParties:
		return byBoth
	}
	return 0
}

// subject tells whether the words from token k on can follow a second subject:
// what he takes care of, or his verb.
func (s *surveyor) subject(k int) bool {
	tokens := s.u.Tokens
	switch tokens[k].Text {
	case "onder", "voor", "bij", "in", "van":
		k++
	}
	if k >= len(tokens) {
		return false
	}
	switch w := tokens[k].Text; w {
	case "zijn", "haar", "hun", "het", "de", "die", "dat", "diens", "eigen", "is", "bent", "blijft", "zal", "zult", "moet", "dient", "heeft", "hebt", "zorgt", "doet":
		return true
	case "direct", "exact", "omtrent", "contact", "terecht", "slecht", "plicht":
		return false
	default:
		return len(w) >= 6 && w[len(w)-1] == 't'
	}
}

// bearing weighs the clauses of the unit. What introduces it decides where it
// names one party: "Wij verwachten dat u: …".
func (s *surveyor) bearing(tellings []told) bearing {
	if s.u.Lead > 0 {
		if s.consents() {
			return bearing{}
		}
		if b := s.weigh(tellings, 0, s.u.Lead); b.by == byProvider || b.by == byCustomer {
			return b
		}
		return s.weigh(tellings, s.u.Lead, len(s.u.Tokens))
	}
	return s.weigh(tellings, 0, len(s.u.Tokens))
}

func (s *surveyor) weigh(tellings []told, from, to int) bearing {
	l := s.plan.lang
	var b bearing
	var burdens bool // the customer has a task of his own
	var only []match.Hit
	if id := s.plan.division.only; id != none {
		only = s.scanners.own.Match(id, nil)
	}
	for i := range s.u.Clauses {
		c := &s.u.Clauses[i]
		if c.Start < from || c.Start >= to {
			continue
		}
		if s.within(s.plan.division.aside, c) {
			continue
		}
		by, ground := s.clauseBearer(c), l.Text("die partij handelt")
		helped := false
		if by == byProvider {
			switch {
			case s.handsOver(i):
				by, ground = byBoth, l.Text("de leverancier geeft het door en de klant handelt het af")
			case s.helps(c):
				by, ground, helped = byBoth, l.Text("de leverancier helpt bij een taak van de klant"), true
			}
		}
		var said, beside holders
		for _, t := range tellings {
			if t.span.Start < c.Start || t.span.Start >= c.End {
				continue
			}
			if t.shared {
				return bearing{by: byBoth, force: stated, ground: s.plan.lang.Text("de zin zegt dat het een gedeelde taak is")}
			}
			if t.beside {
				beside |= t.by
			} else {
				said |= t.by
			}
		}
		if said != 0 {
			by, ground = said, l.Text("de zin zegt het")
		}
		if by |= beside; by == 0 {
			continue
		}
		force := counted
		for _, h := range only {
			if sp := h.Spans[0]; by != byBoth && c.Start <= sp.Start && sp.Start < c.End {
				force, ground = exclusively, l.Text("die partij draagt het alleen")
			}
		}
		if b.by == 0 || force > b.force {
			b.ground = ground
		}
		burdens = burdens || by&byCustomer != 0 && !helped
		b.by |= by
		b.force = max(b.force, force)
	}
	b.helped = b.by&byCustomer != 0 && !burdens
	return b
}

// within tells whether a pattern occurs in a clause.
func (s *surveyor) within(id match.PatternID, c *dutch.Clause) bool {
	if id == none {
		return false
	}
	for _, h := range s.scanners.own.Match(id, nil) {
		if sp := h.Spans[0]; c.Start <= sp.Start && sp.Start < c.End {
			return true
		}
	}
	return false
}

// clauseBearer is who bears what a clause speaks of by acting in it. Rights are
// no tasks; what the provider refuses to do is left to the customer.
func (s *surveyor) clauseBearer(c *dutch.Clause) holders {
	if c.Subordinate || c.Conditional || c.Modality == dutch.Right {
		return 0
	}
	if c.Modality != dutch.Refusal {
		return borne(c.Actor)
	}
	if c.Actor == dutch.Provider {
		return byCustomer
	}
	return 0
}

// helps tells whether all that the provider does in a clause is to help the
// customer: "ondersteunt Klant bij …".
func (s *surveyor) helps(c *dutch.Clause) bool {
	for k := c.Start; k < c.End; k++ {
		switch s.words[k] {
		case "en", "alsmede":
			return false // he does something else as well
		case "ondersteunt", "ondersteunen", "helpt", "helpen", "assisteert", "assisteren":
			if s.customerIn(k-4, k+4, c) {
				return true
			}
		case "bijstand", "hulp", "ondersteuning", "assistentie", "medewerking":
			if s.customerIn(k-4, k+4, c) && s.lends(c.Start, k) {
				return true
			}
		}
	}
	return false
}

// lends tells whether a word between two tokens gives help: "verleent … bijstand".
func (s *surveyor) lends(from, to int) bool {
	return slices.ContainsFunc(s.words[from:to], func(w string) bool {
		switch w {
		case "verleent", "verlenen", "biedt", "bieden", "geeft", "geven":
			return true
		}
		return false
	})
}

// customerIn tells whether the customer is named between two tokens of a clause.
func (s *surveyor) customerIn(from, to int, c *dutch.Clause) bool {
	return slices.ContainsFunc(s.u.Mentions, func(m dutch.Mention) bool {
		return m.Party == dutch.Customer && max(from, c.Start) <= m.Start && m.Start <= min(to, c.End-1)
	})
}

// handsOver tells whether the clause behind clause i says that the customer deals
// with what clause i hands him.
func (s *surveyor) handsOver(i int) bool {
	if i+1 >= len(s.u.Clauses) {
		return false
	}
	next := &s.u.Clauses[i+1]
	if next.Start >= next.End || !next.Subordinate {
		return false
	}
	switch s.words[next.Start] {
	case "die", "dat", "welke":
		if !slices.ContainsFunc(s.u.Mentions, func(m dutch.Mention) bool { return m.Party == dutch.Customer && m.End == next.Start }) {
			return false
		}
	case "waarna", "zodat", "opdat":
		if next.Actor != dutch.Customer {
			return false
		}
	default:
		return false
	}
	for k := next.Start; k < next.End; k++ {
		switch s.words[k] {
		case "afhandelt", "afhandelen", "behandelt", "behandelen", "beantwoordt", "beantwoorden", "afwikkelt", "afwikkelen", "beoordeelt", "beoordelen", "uitvoert", "uitvoeren", "oppakt", "oppakken":
			return true
		}
	}
	return false
}

// impersonal tells whether the unit is a statement in which nobody acts.
func (s *surveyor) impersonal() bool {
	if len(s.u.Own()) < minSentence || s.consents() {
		return false
	}
	for i := range s.u.Clauses {
		c := &s.u.Clauses[i]
		if c.End <= s.u.Lead || c.Subordinate || c.Conditional {
			continue
		}
		if c.Actor != dutch.NoParty || len(c.Negations) > 0 || c.Modality == dutch.Right || c.Modality == dutch.Refusal || s.within(s.plan.division.aside, c) {
			return false
		}
	}
	return true
}
