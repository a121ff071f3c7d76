package clause

import (
	"context"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/extract/document"
)

// ElementState says how one element of a requirement stands in the contract.
type ElementState struct {
	Element string       `json:"element"`
	Asks    string       `json:"asks"` // what it asks: "de melding van een inbreuk"
	State   ElementGiven `json:"state"`
	// Why tells what it falls short of; empty where it is given, or nothing in
	// the contract speaks of it.
	Why string `json:"why,omitempty"`
	// At is the passage that gives it, or that speaks of it and does not count.
	At *Finding `json:"at,omitempty"`
	// Wording is the part of our model clause that gives the element; empty
	// where it is given already.
	Wording string `json:"wording,omitempty"`
}

// ElementGiven tells whether an element is given.
type ElementGiven string

// The states of an element.
const (
	Given  ElementGiven = "given"
	Weak   ElementGiven = "weak"   // given with a reservation, or in part
	Absent ElementGiven = "absent" // not given, or not by a passage that counts
)

// elements tells how each element of a requirement stands. Those that change no
// verdict are left out. Nil for one that is met.
func (c *Checker) elements(ctx context.Context, d *draft, i int, v *verdict) ([]ElementState, error) {
	if v.status == Met {
		return nil, nil
	}
	r := &c.plan.requirements[i]
	wording, err := c.wording(ctx, i, d.now.belgian)
	if err != nil {
		return nil, err
	}
	var out []ElementState
	for e := range r.elements {
		if r.elements[e].Flag != "" {
			continue
		}
		s := ElementState{Element: r.elements[e].Name, Asks: r.elements[e].Lacks, State: Absent}
		p := v.best[e]
		switch {
		case p != nil && p.strong():
			s.State = Given
		case p != nil:
			s.State, s.Why = Weak, strings.Join(p.weak, "; ")
		case v.whole != nil:
			p = v.whole
			s.State = Given
			if !p.strong() {
				s.State, s.Why = Weak, strings.Join(p.weak, "; ")
			}
		case e == 0 && v.partly != nil:
			p = v.partly
			s.State, s.Why = Weak, r.lists[listPartly][p.clause].Reason
		case e == 0 && len(v.findings) > 0 && v.findings[0].list == listAlike:
			p = v.findings[0]
			s.State, s.Why = Weak, r.lang.Text(lacksAlike)
		default:
			p = refused(d.now.found[i], e)
		}
		if p != nil {
			f := d.finding(d.now, r, p)
			s.At = &f
			if s.State == Absent {
				s.Why = f.Why
			}
		}
		if s.State != Given {
			s.Wording = inTermsOf(d.now.con, wording[e])
		}
		out = append(out, s)
	}
	return out, nil
}

// refused is the passage that speaks of an element and comes nearest to counting.
func refused(found []passage, element int) *passage {
	var best *passage
	for i := range found {
		p := &found[i]
		if p.list != listElement || p.element != element || p.counts() {
			continue
		}
		if best == nil || p.against && !best.against || p.against == best.against && closeness[p.block] < closeness[best.block] {
			best = p
		}
	}
	return best
}

// wording gives, per element of a requirement, the sentence of its model clause
// that gives it; "" where no single one does.
func (c *Checker) wording(ctx context.Context, i int, belgian bool) ([]string, error) {
	r := &c.plan.requirements[i]
	out := make([]string, len(r.elements))
	text := model(r.Model, belgian)
	if text == "" {
		return out, nil
	}
	doc := &document.Document{Name: "model", Format: document.FormatText, Text: text}
	for start, line := range lines(text) {
		doc.Blocks = append(doc.Blocks, document.Block{Kind: document.Paragraph, Span: document.Span{Start: start, End: start + len(line)}, Body: start, Parent: -1})
	}
	d, err := c.draft(ctx, nil, doc)
	if err != nil {
		return nil, err
	}
	con := d.now.con
	v := judge(con, r, d.now.found[i], gapNone)
	for e := range out {
		p := v.best[e]
		if p == nil || !p.strong() {
			p = v.whole
		}
		if p != nil && p.strong() {
			out[e] = sentence(con, p.unit)
		}
	}
	return out, nil
}

// lines gives the lines of a text that are not empty, with where they begin.
func lines(text string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for start := 0; start < len(text); {
			line, _, _ := strings.Cut(text[start:], "\n")
			if strings.TrimSpace(line) != "" && !yield(start, line) {
				return
			}
			start += len(line) + 1
		}
	}
}

// sentence is the text of a unit with the words that introduce it.
func sentence(con *contract.Contract, unit int) string {
	var parts []string
	for k := unit; k >= 0; k = con.Units[k].LeadUnit {
		parts = append(parts, con.Doc.Slice(con.Units[k].Span))
	}
	slices.Reverse(parts)
	return strings.Join(parts, " ")
}
