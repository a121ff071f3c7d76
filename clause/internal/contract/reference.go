package contract

import (
	"sort"
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// references finds the places that point to an annex or SLA which is not in
// the text.
func (p *parser) references() []Reference {
	for k := range p.parts {
		s := &p.parts[k]
		s.present = p.present(s)
	}
	if len(p.parts) > 1 {
		p.nameAnnexes()
	}
	var out []Reference
	for i := range p.c.Units {
		u := &p.c.Units[i]
		if u.Role == TOC || u.Role == RunningText || u.Role == HeadingOnly {
			continue
		}
		own := u.Own()
		for k := range own {
			key, size := annexAt(p.doc.Text, own, k)
			if size == 0 || p.resolved(u.Part, key) {
				continue
			}
			if elsewhere(own, k+size) && !p.lacks(u.Part, key, own[k+size:]) {
				continue
			}
			span := document.Span{Start: own[k].Start, End: own[k+size-1].End}
			out = append(out, Reference{Text: p.doc.Slice(span), Span: span})
		}
	}
	return out
}

// annexAt reads a reference at token k: its key and its length in tokens.
func annexAt(text string, tokens []dutch.Token, k int) (string, int) {
	switch w := tokens[k].Text; w {
	case "bijlage", "annex", "aanhangsel", "appendix", "addendum", "schedule":
		if k+1 >= len(tokens) || tokens[k].Punct != 0 {
			return "", 0
		}
		id := tokens[k+1]
		if len(id.Text) > 4 || !annexID(raw(text, id)) {
			return "", 0
		}
		return "annex " + id.Text, 2
	case "sla", "slas":
		if k > 0 && (tokens[k-1].Text == "de" || tokens[k-1].Text == "een" || tokens[k-1].Text == "bijgevoegde" || tokens[k-1].Text == "deze") {
			return "sla", 1
		}
	case "service":
		if k+2 < len(tokens) && tokens[k+1].Text == "level" && tokens[k+2].Text == "agreement" {
			return "sla", 3
		}
	}
	return "", 0
}

// annexID tells whether a word can be the number of an annex.
func annexID(w string) bool {
	if w == "" {
		return false
	}
	if w[0] >= '0' && w[0] <= '9' {
		return len(w) <= 3
	}
	return len(w) == 1 && w[0] >= 'A' && w[0] <= 'Z' || w == strings.ToUpper(w) && strings.Trim(w, "IVX") == "" || len(w) == 2 && w[0] >= 'A' && w[0] <= 'Z' && w[1] >= '0' && w[1] <= '9'
}

// elsewhere tells whether the words behind a reference show that it is an
// annex of another document: "bijlage I bij de Verordening", "Bijlage 3 bij de
// Hoofdovereenkomst".
func elsewhere(tokens []dutch.Token, k int) bool {
	if k >= len(tokens) {
		return false
	}
	if w := tokens[k].Text; w != "bij" && w != "van" && w != "bis" {
		return false
	}
	for n := k + 1; n < min(len(tokens), k+4); n++ {
		w := tokens[n].Text
		switch {
		case w == "verordening", w == "richtlijn", w == "avg", w == "wet", strings.HasSuffix(w, "besluit"), strings.HasSuffix(w, "regeling"), w == "hoofdovereenkomst", w == "richtlijnen",
			w == "dienstverleningsovereenkomst", w == "bio", w == "iso", w == "nis2", w == "raamovereenkomst":
			return true
		}
	}
	return false
}

// resolved tells whether what a document calls by a key stands in it or is
// another document of the set.
func (p *parser) resolved(part int, key string) bool {
	s := &p.parts[part]
	if s.present[key] {
		return true
	}
	if len(p.parts) == 1 {
		return false
	}
	if key == "sla" {
		return p.other(part, ServiceLevels) >= 0
	}
	return p.annexDocument(part, key) >= 0
}

// lacks tells whether a document of the set has no such annex, although another
// says that it does: "Bijlage 3 bij de Hoofdovereenkomst". Tokens are those behind
// the name of the annex.
func (p *parser) lacks(part int, key string, tokens []dutch.Token) bool {
	for k := range tokens[:min(len(tokens), 4)] {
		if g := genreOf(tokens[k].Text); g == genreMain {
			main := p.other(part, MainAgreement)
			return main >= 0 && !p.resolved(main, key)
		}
	}
	return false
}

// annexDocument is the document of the set that is an annex of another: by its
// title or the name of its file, or because it is of the kind that the other says
// the annex to be; -1 for none.
func (p *parser) annexDocument(part int, key string) int {
	for k := range p.parts {
		if k != part && p.parts[k].is == key {
			return k
		}
	}
	if g, ok := p.parts[part].annexes[key]; ok {
		return p.other(part, g.kind())
	}
	return none
}

// other is the first other document of a kind, -1 for none.
func (p *parser) other(part int, kind Kind) int {
	for k := range p.parts {
		if k != part && kind != Other && p.c.Parts[k].Kind == kind {
			return k
		}
	}
	return none
}

// nameAnnexes finds what the documents of a set call their annexes ("Bijlage 2
// (SLA)", "Bijlage 3: Verwerkersovereenkomst"), and which documents are annexes.
func (p *parser) nameAnnexes() {
	const within = 8 // words behind the number in which the name stands
	for k := range p.parts {
		s := &p.parts[k]
		if s.annexes != nil {
			return
		}
		s.annexes = map[string]genre{}
		s.is = p.annexKey(s)
		for i := s.from; i < s.to; i++ {
			b := &p.blocks[i]
			if b.skip || b.kind == document.Header || b.kind == document.Footer {
				continue
			}
			if b.label.family == annex && b.label.id != "" {
				s.name("annex "+b.label.id, b.tokens[:min(len(b.tokens), within)])
			}
			for n := range b.tokens {
				switch key, size := annexAt(p.doc.Text, b.tokens, n); {
				case size == 2:
					s.name(key, behind(b.tokens[n+1:], within))
				}
			}
		}
	}
}

// behind is what stands behind the number of an annex in the same breath, up to
// the next full stop or annex.
func behind(tokens []dutch.Token, n int) []dutch.Token {
	if len(tokens) == 0 {
		return nil
	}
	rest := tokens[1:]
	open := tokens[0].Punct
	if open == '.' || open == ';' || open == ',' || open == ')' || open == 0 {
		return nil // "bijlage 2 is van toepassing"
	}
	for k := range rest[:min(n, len(rest))] {
		if c := rest[k].Punct; c == '.' || c == ';' || c == ')' || c == '\n' {
			return rest[:k+1]
		}
	}
	return rest[:min(n, len(rest))]
}

// name notes the kind of document that an annex is called by.
func (s *stretch) name(key string, tokens []dutch.Token) {
	if _, ok := s.annexes[key]; ok {
		return
	}
	for k := range tokens {
		g := genreOf(tokens[k].Text)
		if k+1 < len(tokens) {
			g = genrePair(tokens[k].Text, tokens[k+1].Text, g)
		}
		if g != genreNone && g.kind() != Other {
			s.annexes[key] = g
			return
		}
	}
}

// annexKey is the annex that a document is by its first lines ("Bijlage 2 bij de
// raamovereenkomst") or by the name of its file ("bijlage-2-sla.pdf").
func (p *parser) annexKey(s *stretch) string {
	words := 0
	for i := s.from; i < s.to && words < 40; i++ {
		b := &p.blocks[i]
		if b.skip || b.kind == document.TOC {
			continue
		}
		if b.label.family == annex && b.label.id != "" && words <= titleLineWords {
			return "annex " + b.label.id
		}
		if b.label.family == article {
			break
		}
		// "… is bijlage 2 bij de raamovereenkomst"
		for k := range b.tokens[:min(len(b.tokens), 40)] {
			if key, size := annexAt(p.doc.Text, b.tokens, k); size == 2 && elsewhere(b.tokens, k+size) {
				return key
			}
		}
		words += len(b.tokens)
	}
	name := strings.NewReplacer("_", " ", "-", " ", ".", " ").Replace(s.doc.Name)
	tokens := dutch.Tokenize(name, 0)
	for k := range tokens {
		if key, size := annexAt(name, tokens, k); size == 2 {
			return key
		}
	}
	return ""
}

// present lists the annexes that stand in the text with something in them, and
// "sla" where the text is or holds one.
func (p *parser) present(s *stretch) map[string]bool {
	out := map[string]bool{}
	filled := map[int]bool{} // headings with text under them
	units := p.c.Units
	for i := sort.Search(len(units), func(i int) bool { return units[i].Block >= s.from }); i < len(units) && units[i].Block < s.to; i++ {
		u := &units[i]
		if u.Role == TOC || u.Role == HeadingOnly || u.Role == RunningText || u.Role == Signature {
			continue
		}
		for k, steps := p.blocks[u.Block].parent, 0; k >= 0 && !filled[k] && steps < 64; k, steps = p.blocks[k].parent, steps+1 {
			filled[k] = true
		}
	}
	open := "" // annex whose heading came last
	for i := s.from; i < s.to; i++ {
		b := &p.blocks[i]
		if b.skip || b.kind == document.TOC || b.kind == document.Header || b.kind == document.Footer {
			continue
		}
		line := opening(b.tokens, 12)
		head := b.kind == document.Heading || b.label.family == annex && p.headingLike(i)
		if b.label.family == annex {
			key := "annex " + strings.ReplaceAll(b.label.id, ".", "")
			open = ""
			if head {
				open = key
			}
			if filled[i] || !p.headingLike(i) && len(b.tokens) > 12 {
				out[key] = true
			}
		} else if open != "" && b.kind != document.Heading && len(b.tokens) > 0 {
			out[open], open = true, ""
		}
		if head && (strings.Contains(line, "service level agreement") || strings.HasPrefix(line, "sla ") || line == "sla" || strings.HasSuffix(line, " sla") || strings.Contains(line, " sla ") || strings.Contains(line, "dienstenniveau") || strings.Contains(line, "service levels")) {
			out["sla"] = true
		}
		if i < s.from+12 && b.kind != document.Item && len(b.tokens) <= 12 && (strings.Contains(line, "service level agreement") || strings.HasPrefix(line, "sla")) {
			out["sla"] = true
		}
	}
	return out
}
