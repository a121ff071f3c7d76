package clause

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/extract/document"
)

// Whose promise a provision is by the place where it stands: under a heading that
// names the duties of one party, or in a table with a column for each of them.

// grid is what the header row of a table says of its columns.
type grid struct {
	party  map[int]holders // columns of a party
	doer   map[int]bool    // columns that name who does it
	status map[int]bool    // columns that tell whether it is so
}

// tableOf names a table in a set of documents.
type tableOf struct{ part, table int }

// assignments are the headings and header rows that give what stands under them to
// a party.
type assignments struct {
	titles map[int]dutch.Party // by the offset of the first word of the heading
	grids  map[tableOf]*grid   // nil for a table that says nothing of the parties
	// line is the last line that reads as a heading and has no style of one, and
	// under are the units below it.
	line struct {
		party   dutch.Party
		head    int // offset of the heading above it
		article int
	}
	under map[int]dutch.Party
}

// place takes in a unit as heading or header row, or what stands above it.
func (s *surveyor) place() {
	table, cells, header := s.con.Cells(s.unitIndex)
	if len(cells) > 0 {
		at := tableOf{s.u.Part, table}
		if _, known := s.placed.grids[at]; header || !known {
			if s.placed.grids == nil {
				s.placed.grids = map[tableOf]*grid{}
			}
			s.placed.grids[at] = s.grid(cells, header)
		}
	} else if s.bare() && s.con.Doc.Blocks[s.u.Block].Kind != document.Item {
		party := s.dutyTitle()
		if party != dutch.NoParty {
			if s.placed.titles == nil {
				s.placed.titles = map[int]dutch.Party{}
			}
			s.placed.titles[s.u.Tokens[0].Start] = party
		}
		l := &s.placed.line
		l.party, l.head, l.article = party, s.headStart(), s.u.Article
		return
	}
	if l := &s.placed.line; l.party != dutch.NoParty && l.head == s.headStart() && l.article == s.u.Article {
		if s.placed.under == nil {
			s.placed.under = map[int]dutch.Party{}
		}
		s.placed.under[s.unitIndex] = l.party
	}
}

// headStart is where the nearest heading above the unit begins, -1 for none.
func (s *surveyor) headStart() int {
	if len(s.u.Head) == 0 {
		return -1
	}
	return s.u.Head[0].Start
}

// dutyTitle is the party whose duties a heading announces: "Verplichtingen van
// Klant", "Wat de Klant moet doen". "Bijstand bij verplichtingen van Klant" is what
// the other does.
func (s *surveyor) dutyTitle() dutch.Party {
	own := s.u.Own()
	k := 0
	for k < len(own) && skipsInTitle(own[k].Text) {
		k++
	}
	if k == len(own) {
		return dutch.NoParty
	}
	switch w := own[k].Text; {
	case dutyNoun(w):
	case w == "wat" || w == "dit" || w == "dat":
		if !slices.ContainsFunc(own, func(t dutch.Token) bool { return doingVerb(t.Text) }) {
			return dutch.NoParty
		}
	case s.mentioned(s.u.Lead+k) != dutch.NoParty:
		if !slices.ContainsFunc(own, func(t dutch.Token) bool { return dutyNoun(t.Text) || doingVerb(t.Text) }) {
			return dutch.NoParty
		}
	default:
		return dutch.NoParty
	}
	if slices.ContainsFunc(own, func(t dutch.Token) bool { return strings.HasPrefix(t.Text, "recht") }) {
		return dutch.NoParty // "Rechten en plichten"
	}
	var by holders
	for _, m := range s.u.Mentions {
		if m.Start < s.u.Lead {
			continue
		}
		b := m.Start - 1
		for b >= s.u.Lead && skipsInTitle(s.u.Tokens[b].Text) {
			b--
		}
		if b >= s.u.Lead && towards(s.u.Tokens[b].Text) {
			continue // "Verplichtingen van Verwerker jegens Klant"
		}
		if m.Party != dutch.Provider && m.Party != dutch.Customer {
			return dutch.NoParty
		}
		by |= borne(m.Party)
	}
	switch by {
	case byProvider:
		return dutch.Provider
	case byCustomer:
		return dutch.Customer
	case byBoth:
		return dutch.BothParties
	}
	return dutch.NoParty
}

func skipsInTitle(w string) bool {
	switch w {
	case "de", "het", "een", "overige", "algemene", "specifieke", "bijzondere", "belangrijkste", "eigen", "aanvullende", "andere":
		return true
	}
	return false
}

func dutyNoun(w string) bool {
	switch w {
	case "verplichting", "verplichtingen", "plicht", "plichten", "taak", "taken", "verantwoordelijkheid", "verantwoordelijkheden", "verantwoordelijk", "hoofdverplichtingen", "zorgplicht":
		return true
	}
	return false
}

func doingVerb(w string) bool {
	switch w {
	case "doet", "doen", "moet", "moeten", "zorgt", "regelt", "verzorgt":
		return true
	}
	return false
}

func towards(w string) bool {
	switch w {
	case "jegens", "aan", "tegenover", "opzichte", "voor", "met", "namens":
		return true
	}
	return false
}

// mentioned is the party that a token of the unit names.
func (s *surveyor) mentioned(token int) dutch.Party {
	for _, m := range s.u.Mentions {
		if m.Start <= token && token < m.End {
			return m.Party
		}
	}
	return dutch.NoParty
}

// grid reads a header row, or the first row of a table; nil where it says nothing of
// the parties.
func (s *surveyor) grid(cells []contract.Cell, header bool) *grid {
	if len(cells) < 2 {
		return nil
	}
	g := &grid{party: map[int]holders{}, doer: map[int]bool{}, status: map[int]bool{}}
	var all holders
	for i, c := range cells {
		text := strings.ToLower(strings.Trim(s.con.Doc.Slice(c.Span), " .:?*_()\n\t"))
		switch by := s.columnOf(c); {
		case header && statusColumn(text):
			g.status[c.Column] = true
		case by == byProvider || by == byCustomer:
			g.party[c.Column] = by
			all |= by
		}
		if (header || i > 0) && doerColumn(text) {
			g.doer[c.Column] = true
		}
	}
	if all != byBoth {
		clear(g.party)
	} else {
		clear(g.doer)
	}
	if len(g.party)+len(g.doer)+len(g.status) == 0 {
		return nil
	}
	return g
}

// columnOf is the party whose column a header cell names, in so many words.
func (s *surveyor) columnOf(c contract.Cell) holders {
	from, to := s.tokens(c.Span)
	if to-from > cellWords {
		return 0
	}
	var by holders
	for k := from; k < to; k++ {
		switch party := s.mentioned(k); {
		case party != dutch.NoParty:
			by |= borne(party)
		case skipsInTitle(s.u.Tokens[k].Text), dutyNoun(s.u.Tokens[k].Text), doingVerb(s.u.Tokens[k].Text):
		default:
			switch s.u.Tokens[k].Text {
			case "van", "voor", "bij", "door", "wat", "rol", "actie", "acties", "uitvoering":
			default:
				return 0
			}
		}
	}
	return by
}

// doerColumn knows the headers of a column that names who does something.
func doerColumn(text string) bool {
	switch text {
	case "uitvoerder", "uitvoering", "uitvoering door", "uitgevoerd door", "uit te voeren door", "uitvoerende partij", "verantwoordelijk", "verantwoordelijke", "verantwoordelijke partij",
		"verantwoordelijkheid", "verantwoordelijkheid van", "wie", "door wie", "door", "actie", "actie door", "actiehouder", "taak van", "taakhouder", "partij", "belegd bij", "ligt bij",
		"r", "r/a", "ra", "responsible", "wie doet dit", "wie doet het", "wie voert uit", "zorg voor":
		return true
	}
	return false
}

// statusColumn knows the headers of a column that tells whether something is so.
func statusColumn(text string) bool {
	switch text {
	case "status", "overeengekomen", "afgenomen", "van toepassing", "geïmplementeerd", "ingevoerd", "aanwezig", "inbegrepen", "toegezegd", "gegarandeerd", "ja/nee", "j/n", "getroffen":
		return true
	}
	return false
}

// laidWithCustomer tells whether what a hit speaks of, in a clause that names
// nobody, is the customer's by the table or the headings in which it stands.
func (s *surveyor) laidWithCustomer(spans []match.Span) bool {
	table, cells, _ := s.con.Cells(s.unitIndex)
	if len(cells) > 0 {
		if g := s.placed.grids[tableOf{s.u.Part, table}]; g != nil {
			if by := s.rowBearer(g, cells, spans); by != 0 {
				return by == byCustomer
			}
		}
	}
	if party, ok := s.placed.under[s.unitIndex]; ok {
		return party == dutch.Customer
	}
	if len(s.placed.titles) == 0 {
		return false
	}
	for _, t := range s.u.Head {
		if party, ok := s.placed.titles[t.Start]; ok {
			return party == dutch.Customer
		}
	}
	return false
}

// rowBearer is who bears what a hit in a row speaks of, by the columns; 0 where
// they do not say.
func (s *surveyor) rowBearer(g *grid, cells []contract.Cell, spans []match.Span) holders {
	touches := func(c contract.Cell) bool {
		from, to := s.tokens(c.Span)
		return slices.ContainsFunc(spans, func(sp match.Span) bool { return sp.Start < to && sp.End > from })
	}
	var by, within holders
	for _, c := range cells {
		switch {
		case g.party[c.Column] != 0:
			if !assigned(s.con.Doc.Slice(c.Span)) {
				continue
			}
			by |= g.party[c.Column]
			if touches(c) {
				within |= g.party[c.Column]
			}
		case g.doer[c.Column]:
			if who, only := s.parties(c.Span); only {
				by |= who
			}
		}
	}
	if within != 0 {
		return within
	}
	return by
}

// notSo tells whether the row in which a hit stands says, in a column for it, that
// what it speaks of is not so: "Hersteltijd | 4 uur | niet overeengekomen".
func (s *surveyor) notSo(cells []contract.Cell, table int) bool {
	g := s.placed.grids[tableOf{s.u.Part, table}]
	if g == nil || len(g.status) == 0 {
		return false
	}
	return slices.ContainsFunc(cells, func(c contract.Cell) bool {
		return g.status[c.Column] && noAnswer(s.con.Doc.Slice(c.Span))
	})
}

// weakHearsay is what the provider only passes on.
const weakHearsay = "dit is wat een ander doet of opgeeft, geen toezegging van de leverancier"

// hearsay tells whether the unit only passes on what somebody says of himself:
// "heeft volgens opgave van KPN een beschikbaarheid van 99,99%".
func (s *surveyor) hearsay() bool {
	for k := s.u.Lead; k+2 < len(s.words); k++ {
		switch s.words[k] {
		case "volgens", "blijkens", "naar":
		default:
			continue
		}
		n := k + 1
		switch s.words[n] {
		case "eigen", "zijn", "haar", "hun", "de", "diens":
			n++
		}
		switch s.words[n] {
		case "zeggen":
			return s.words[k+1] == "eigen"
		case "website":
			return s.words[k] != "naar" && s.words[k+1] != "de"
		case "opgave", "opgaaf":
			return s.words[k] != "naar" && (n+2 >= len(s.words) || s.words[n+1] != "van" || s.mentioned(n+2) == dutch.NoParty && s.mentioned(n+3) != dutch.Customer)
		}
	}
	return false
}

// byCompany tells whether a company that is no party to the contract acts in all
// that a hit speaks of: "Microsoft meldt een datalek aan zijn klanten".
func (s *surveyor) byCompany(spans []match.Span) bool {
	found := false
	for _, sp := range spans {
		if sp.End <= sp.Start {
			continue
		}
		c := s.clauseAt(sp.Start)
		if c == nil || c.Subordinate || c.Passive || c.Actor != dutch.NoParty || !knownCompany(s.words[c.Start]) || s.mentioned(c.Start) != dutch.NoParty {
			return false
		}
		found = true
	}
	return found
}

// knownCompany knows the companies whose services others build on.
func knownCompany(word string) bool {
	switch word {
	case "microsoft", "amazon", "aws", "google", "azure", "kpn", "ziggo", "oracle", "ibm", "salesforce", "apple", "cloudflare", "leaseweb", "transip", "ovh", "ovhcloud", "atlassian", "dropbox":
		return true
	}
	return false
}
