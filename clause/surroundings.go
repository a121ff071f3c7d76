package clause

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
)

// contextWords bounds how much preceding text may supply a term.
const contextWords = 80

// context loads what surrounds the unit: headings, and the text that precedes
// it in the same paragraph or, under a heading, in the same article, as far as
// contextWords reaches.
func (s *surveyor) context() *match.JoinedScanner {
	if !s.contextDone {
		s.contextDone = true
		words := appendWords(nil, s.u.Head)
		synonyms := map[int]string{}
		for i, w := range s.synonyms(s.u.Head) {
			synonyms[i] = w
		}
		d := map[string][]match.Span{}
		for i := s.unitIndex - 1; i >= 0 && len(words) < contextWords; i-- {
			prev := &s.con.Units[i]
			if prev.Paragraph != s.u.Paragraph && (prev.Article != s.u.Article || s.u.Article == 0) {
				break
			}
			offset := len(words) - prev.Lead
			words = appendWords(words, prev.Tokens[prev.Lead:])
			for i, w := range s.synonyms(prev.Tokens[prev.Lead:]) {
				synonyms[i+prev.Lead+offset] = w
			}
			for name, spans := range dynamic(prev) {
				for _, sp := range spans {
					if sp.Start >= prev.Lead {
						d[name] = append(d[name], match.Span{Start: sp.Start + offset, End: sp.End + offset})
					}
				}
			}
		}
		s.scanners.context.Load(match.Text{Words: words, Dynamic: d, Synonyms: synonyms})
	}
	return s.scanners.context
}

func (s *surveyor) head() *match.JoinedScanner {
	if !s.headDone {
		s.headDone = true
		s.scanners.head.Load(match.Text{Words: appendWords(nil, s.u.Head), Synonyms: s.synonyms(s.u.Head)})
	}
	return s.scanners.head
}

func appendWords(words []string, tokens []dutch.Token) []string {
	for i := range tokens {
		words = append(words, tokens[i].Text)
	}
	return words
}

// dynamic places party names and values of a unit for the matcher.
func dynamic(u *contract.Unit) map[string][]match.Span {
	d := make(map[string][]match.Span, 4)
	place := func(name string, m *dutch.Mention) {
		if m.Start > 0 && u.Tokens[m.Start-1].Text == "de" {
			// Whoever writes "mag de Klant" means what "mag Klant" says.
			d[name] = append(d[name], match.Span{Start: m.Start - 1, End: m.End})
		}
		d[name] = append(d[name], match.Span{Start: m.Start, End: m.End})
	}
	for i := range u.Mentions {
		m := &u.Mentions[i]
		switch m.Party {
		case dutch.Provider:
			place(conceptProvider, m)
		case dutch.Customer:
			place(conceptCustomer, m)
		case dutch.BothParties:
			place(conceptParties, m)
			place(conceptProvider, m)
		}
	}
	for _, v := range u.Values {
		sp := match.Span{Start: v.Start, End: v.End}
		switch v.Kind {
		case dutch.Duration:
			d[conceptDuration] = append(d[conceptDuration], sp)
		case dutch.Percentage:
			d[conceptPercentage] = append(d[conceptPercentage], sp)
		case dutch.Frequency:
			d[conceptFrequency] = append(d[conceptFrequency], sp)
		case dutch.Money:
			d[conceptMoney] = append(d[conceptMoney], sp)
		case dutch.Blank:
			d[conceptBlank] = append(d[conceptBlank], sp)
		}
	}
	return d
}

// emailAddresses finds the e-mail addresses among the tokens: words that an @
// joins, with the dots, hyphens and underscores around them.
func emailAddresses(text string, tokens []dutch.Token) []match.Span {
	var spans []match.Span
	joined := func(i int, marks string) bool { // tokens i and i+1 stand joined by one mark
		if i < 0 || i+1 >= len(tokens) {
			return false
		}
		between := tokens[i].End
		return tokens[i+1].Start == between+1 && strings.IndexByte(marks, text[between]) >= 0
	}
	for i := range tokens {
		if !joined(i, "@") {
			continue
		}
		start, end := i, i+2
		for joined(start-1, "._+") {
			start--
		}
		for joined(end-1, "._") {
			end++
		}
		spans = append(spans, match.Span{Start: start, End: end})
	}
	return spans
}
