package redline

import "github.com/clausule/clausule/clause/lang"

// Placement is where a comment or an insertion came to stand.
type Placement struct {
	Fit Fit
	// Why is the reason that it is not Exact. Two come with other fits too:
	// Section, of an insertion that is Exact, and TooMany, of an insertion that
	// stands there without its comment.
	Why Why
}

// Fit says how near a comment or an insertion stands to the place that was
// asked for.
type Fit uint8

// The fits, from the best to the worst.
const (
	Exact     Fit = iota // just there
	Widened              // a comment on somewhat more or less of the text than asked
	Whole                // a comment at the whole paragraph
	Elsewhere            // at the nearest paragraph that can hold it
	Left                 // it is not in the file
)

// Why is a reason for which a place could not be taken.
type Why uint8

// The reasons.
const (
	None     Why = iota
	Control      // a content control that is bound to data, locked, of one value, or not filled in
	Field        // the result of a field, such as a table of contents
	Deleted      // deleted text, or text that another change moved
	Textbox      // a text box
	Note         // a footnote or an endnote
	Running      // a running header or footer
	Frame        // a text frame, such as an initial
	Formula      // a formula, or phonetic text
	Variant      // text of which the file holds variants for older and newer versions of Word
	Label        // an automatic number, which is no text of the file
	Crossing     // it begins in one table cell or text and ends in another
	Section      // the paragraph ends a section; what was inserted stands in the next
	TooMany      // Word opens no file with more than 32,767 commented stretches
	Nowhere      // the document has no such place, or there is nothing to put there
)

// reasons say in Dutch what stands at the place.
var reasons = [...]string{
	Control:  "een invulveld dat Word zelf vult of dat vergrendeld is",
	Field:    "een veld, zoals een inhoudsopgave",
	Deleted:  "tekst die een bijgehouden wijziging schrapt of verplaatst",
	Textbox:  "een tekstvak",
	Note:     "een voet- of eindnoot",
	Running:  "een kop- of voettekst",
	Frame:    "een tekstkader",
	Formula:  "een formule",
	Variant:  "tekst die het bestand in varianten bevat",
	Label:    "een automatisch nummer",
	Crossing: "tekst die in een andere tabelcel of een ander tekstdeel eindigt",
	Section:  "het einde van een sectie",
	TooMany:  "een bestand met het hoogste aantal opmerkingen dat Word opent",
	Nowhere:  "geen plaats in de tekst",
}

// Text says in one phrase where it came to stand and why: "bij de hele alinea; op
// die plek staat een veld, zoals een inhoudsopgave". It is empty for what is
// Exact.
func (p Placement) Text(l lang.Language) string {
	where := ""
	switch {
	case p.Fit == Exact && p.Why == Section:
		return l.Text("de tekst staat in de volgende sectie, want op die plek eindigt er een")
	case p.Fit != Left && p.Why == TooMany:
		return l.Text("zonder opmerking; het bestand heeft het hoogste aantal dat Word opent")
	case p.Fit == Exact:
		return ""
	case p.Fit == Widened:
		where = l.Text("bij iets meer of minder tekst")
	case p.Fit == Whole:
		where = l.Text("bij de hele alinea")
	case p.Fit == Elsewhere:
		where = l.Text("bij de dichtstbijzijnde alinea waar het kan")
	default:
		where = l.Text("niet in het bestand gezet")
	}
	if p.Why == None || int(p.Why) >= len(reasons) {
		return where
	}
	return l.Textf("%s; op die plek staat %s", where, l.Text(reasons[p.Why]))
}
