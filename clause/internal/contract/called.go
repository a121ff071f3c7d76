package contract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/clause/internal/dutch"
)

// Called is what a contract calls a party.
type Called struct {
	Name    string // as written: "Verwerker", "Gemeente", "Wolkje"
	Article string // "de" or "het" where the contract mostly puts it in front
}

// calls finds the name that a contract uses most for each of its two parties,
// pronouns aside: one that says "wij" has a name all the same, as a rule.
func (p *parser) calls() {
	type use struct {
		name                  string
		count, de, het, first int
	}
	uses := map[dutch.Party]map[string]*use{dutch.Provider: {}, dutch.Customer: {}}
	n := 0
	for i := range p.c.Units {
		u := &p.c.Units[i]
		if u.Role != Provision {
			continue
		}
		for _, m := range u.Mentions {
			list := uses[m.Party]
			if list == nil || m.Start < u.Lead || plural(u.Tokens[m.Start].Text) {
				continue
			}
			first, last := u.Tokens[m.Start], u.Tokens[m.End-1]
			name := p.doc.Text[first.Start:last.End]
			key := strings.ToLower(name)
			s := list[key]
			if s == nil {
				s = &use{name: name, first: n}
				list[key] = s
			}
			n++
			s.count++
			if better(name, s.name) {
				s.name = name
			}
			if m.Start > u.Lead && u.Tokens[m.Start-1].Punct == 0 {
				switch u.Tokens[m.Start-1].Text {
				case "de", "den":
					s.de++
				case "het":
					s.het++
				}
			}
		}
	}
	for _, party := range [...]dutch.Party{dutch.Provider, dutch.Customer} {
		var top *use
		pronoun := 0 // uses of the pronoun that is used most
		for _, s := range uses[party] {
			if pronounName(s.name) {
				pronoun = max(pronoun, s.count)
			}
			if pronounName(s.name) || strings.ContainsAny(s.name, "\n[]_") {
				continue
			}
			if top == nil || s.count > top.count || s.count == top.count && s.first < top.first {
				top = s
			}
		}
		if top == nil {
			continue
		}
		c := Called{Name: top.name}
		switch {
		case 2*top.de > top.count:
			c.Article = "de"
		case 2*top.het > top.count:
			c.Article = "het"
		}
		if r, _ := utf8.DecodeRuneInString(c.Name); pronoun > top.count && unicode.IsLower(r) && (c.Article == "" || top.count < minRoleUses) {
			continue // "wij zijn verwerker" tells a role, and "u" is the name
		}
		if p.c.called == nil {
			p.c.called = map[dutch.Party]Called{}
		}
		p.c.called[party] = c
	}
}

// minRoleUses is the number of times that a contract which says "u" has to say
// "de klant" for that to be a name of its own.
const minRoleUses = 3

// Called tells what the contract calls a party; not where it only says "wij" or
// "u".
func (c *Contract) Called(party dutch.Party) (Called, bool) {
	called, ok := c.called[party]
	return called, ok
}

func plural(w string) bool {
	return roleWord(w) != dutch.NoParty && strings.HasSuffix(w, "s") || strings.HasSuffix(w, "en") && roleWord(strings.TrimSuffix(w, "en")) != dutch.NoParty ||
		strings.HasSuffix(w, "n") && roleWord(strings.TrimSuffix(w, "n")) != dutch.NoParty
}

func pronounName(name string) bool {
	switch strings.ToLower(name) {
	case "wij", "we", "ons", "onze", "ik", "mij", "mijn", "u", "uw", "je", "jij", "jouw", "jullie":
		return true
	}
	return false
}
