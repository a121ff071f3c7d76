package contract

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// references finds the places that point to an annex or SLA which is not in
// the text.
func (p *parser) references() []Reference {
	present := p.present()
	var out []Reference
	for i := range p.c.Units {
		u := &p.c.Units[i]
		if u.Role == TOC || u.Role == RunningText || u.Role == HeadingOnly {
			continue
		}
		own := u.Own()
		for k := range own {
			key, size := annexAt(p.doc.Text, own, k)
			if size == 0 || present[key] || elsewhere(own, k+size) {
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

// present lists the annexes that stand in the text with something in them, and
// "sla" where the text is or holds one.
func (p *parser) present() map[string]bool {
	out := map[string]bool{}
	filled := map[int]bool{} // headings with text under them
	for i := range p.c.Units {
		u := &p.c.Units[i]
		if u.Role == TOC || u.Role == HeadingOnly || u.Role == RunningText || u.Role == Signature {
			continue
		}
		for k, steps := p.blocks[u.Block].parent, 0; k >= 0 && !filled[k] && steps < 64; k, steps = p.blocks[k].parent, steps+1 {
			filled[k] = true
		}
	}
	open := "" // annex whose heading came last
	for i := range p.blocks {
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
		if i < 12 && b.kind != document.Item && len(b.tokens) <= 12 && (strings.Contains(line, "service level agreement") || strings.HasPrefix(line, "sla")) {
			out["sla"] = true
		}
	}
	return out
}
