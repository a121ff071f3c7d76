package clause

import (
	"sort"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
)

// A gap tells why what was not found may still stand in the contract; gapNone
// when the whole of it was read and understood.
type gap uint8

const (
	gapNone gap = iota
	gapUnread
	gapLanguage
)

// sentence tells it of what was not found.
func (g gap) sentence(l lang.Language) string {
	if g == gapLanguage {
		return l.Text("Niet gevonden, maar de tekst is niet in het Nederlands.")
	}
	return l.Text("Niet gevonden, maar een deel van het document kon niet worden gelezen.")
}

// gaps finds the gap of a contract, and the warnings that judging it adds to
// those of reading it. Files are the names of its documents, nil for one.
func gaps(con *contract.Contract, files []string, textBytes int, l lang.Language) (gap, []document.Warning) {
	var found gap
	var warnings []document.Warning
	if len(con.Doc.Unread()) > 0 {
		found = gapUnread
	}
	for _, w := range con.Doc.Warnings {
		if w.Incomplete() {
			found = gapUnread
		}
	}
	ours := true // of the kinds for which the requirements are written
	for k := range con.Parts {
		part, file := &con.Parts[k], ""
		if files != nil {
			file = files[k]
		}
		if foreign(part) {
			found = gapLanguage
			warnings = append(warnings, document.Warning{Code: document.WarnLanguage, File: file, Message: l.Textf(
				"De tekst lijkt niet Nederlands (%s); de eisen zijn alleen voor Nederlandse contracten geschreven.", part.Language)})
		}
		if w, ok := kindWarning(part, l); ok && !part.Annex {
			w.File = file
			warnings = append(warnings, w)
			ours = false
		}
	}
	if len(parties(con)) == 0 && ours && found != gapLanguage && provisions(con) >= fewProvisions {
		warnings = append(warnings, document.Warning{Code: document.WarnParties, Message: l.Text("Wie in dit contract de leverancier is en wie de klant, is niet herkend; een plicht van de klant kan zijn meegeteld als die van de leverancier. Kijk bij ieder oordeel na wie het moet doen.")})
	}
	if con.SameName {
		warnings = append(warnings, document.Warning{Code: document.WarnSameName, Message: l.Text("Beide partijen hebben in dit contract dezelfde naam; wie wat moet doen, is daardoor onzeker. Geef iedere partij een eigen naam.")})
	}
	if len(con.Doc.Text) > textBytes {
		found = gapUnread
		warnings = append(warnings, document.Warning{Code: document.WarnLimit, Message: l.Textf(
			"Het document heeft meer dan %d bytes tekst; wat daarna komt, is niet getoetst. Bied het in delen aan.", textBytes)})
	}
	return found, warnings
}

// fewProvisions is the number of provisions from which a contract can be expected
// to name its parties.
const fewProvisions = 5

func provisions(con *contract.Contract) int {
	n := 0
	for i := range con.Units {
		if con.Units[i].Role == contract.Provision {
			n++
		}
	}
	return n
}

// foreignWords is the length in words from which the language of a text can be
// relied upon.
const foreignWords = 40

func foreign(part *contract.Part) bool {
	return part.Language != "" && part.Language != "nl" && part.Words >= foreignWords
}

// within gives the documents with no more blocks than fit in the text that is
// judged; the text itself stays whole, so that offsets do.
func within(docs []*document.Document, textBytes int) []*document.Document {
	total := 0
	for _, doc := range docs {
		total += len(doc.Text)
	}
	if total <= textBytes {
		return docs
	}
	out := make([]*document.Document, len(docs))
	for k, doc := range docs {
		short := *doc
		short.Blocks = doc.Blocks[:sort.Search(len(doc.Blocks), func(i int) bool { return doc.Blocks[i].Span.End > textBytes })]
		out[k] = &short
		textBytes = max(0, textBytes-len(doc.Text))
	}
	return out
}
