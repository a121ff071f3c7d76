package document

import (
	"fmt"
	"strconv"
	"strings"
)

// Warning tells of something that a reader could not read or had to guess. The
// document is usable; what the warning covers may be incomplete.
type Warning struct {
	Code    WarningCode `json:"code"`
	File    string      `json:"file,omitempty"` // of several that are one contract; empty elsewhere
	Page    int         `json:"page,omitempty"` // 1-based; 0 for the whole document
	Message string      `json:"message"`        // one sentence in Dutch, for the report
}

// WarningCode is the machine-readable kind of a warning.
type WarningCode string

// The kinds of warning.
const (
	// WarnPageWithoutText: the page shows something (an image, usually a
	// scan) but holds no text. Its Page.Source is PageNone.
	WarnPageWithoutText WarningCode = "pagina-zonder-tekst"
	// WarnGlyphs: characters without a Unicode value; U+FFFD stands for them.
	WarnGlyphs WarningCode = "tekens-zonder-unicode"
	// WarnPicture: beside the text of the page stands an image that was not
	// read; it may be a photograph or a table.
	WarnPicture WarningCode = "afbeelding-niet-gelezen"
	// WarnPageFailed: the page could not be interpreted to its end.
	WarnPageFailed WarningCode = "pagina-onleesbaar"
	// WarnRepaired: the file was damaged and was read after repair.
	WarnRepaired WarningCode = "bestand-hersteld"
	// WarnLimit: a limit cut the text short.
	WarnLimit WarningCode = "limiet-bereikt"
	// WarnPartMissing: a part of the package (styles, numbering, notes) is
	// absent or unreadable; labels or headings may be lacking.
	WarnPartMissing WarningCode = "onderdeel-ontbreekt"
	// WarnNotFollowed: embedded content (altChunk, OLE object) was not read.
	WarnNotFollowed WarningCode = "inhoud-niet-gelezen"
	// WarnRevisions: the document holds tracked changes; the message tells how
	// they were read.
	WarnRevisions WarningCode = "wijzigingen-geaccepteerd"
	// WarnReferenceLost: a cross reference points to a place that is not in the
	// document.
	WarnReferenceLost WarningCode = "verwijzing-zonder-doel"
	// WarnReferenceStale: a cross reference shows another number than the place
	// that it points to has.
	WarnReferenceStale WarningCode = "verwijzing-verouderd"
	// WarnEncoding: the text's encoding had to be guessed.
	WarnEncoding WarningCode = "tekencodering-geraden"
	// WarnFallback: the page was read by the fallback engine.
	WarnFallback WarningCode = "gelezen-met-reservelezer"
	// WarnOCR: the page is a picture; its text was recognised now.
	WarnOCR WarningCode = "tekst-herkend"
	// WarnOCRLayer: the page is a picture; its text was recognised before, by
	// somebody else, and nothing is known of how sure it is.
	WarnOCRLayer WarningCode = "tekstlaag-herkend"
	// WarnOCRPoor: the page was recognised so badly that its text cannot be
	// relied upon.
	WarnOCRPoor WarningCode = "tekst-slecht-herkend"
	// WarnNotes: comments or stamps were put on the page; they are no part of
	// the contract and stand apart in the text.
	WarnNotes WarningCode = "opmerkingen-op-pagina"
	// WarnStruck: text on the page is struck out.
	WarnStruck WarningCode = "doorgehaalde-tekst"
	// WarnHidden: the page holds text that nobody sees; it was left out.
	WarnHidden WarningCode = "onzichtbare-tekst"
	// WarnAround: what stands around the main text of a web page was left out,
	// and there are sentences in it.
	WarnAround WarningCode = "omlijsting-weggelaten"
	// WarnLanguage: the text is not in Dutch, so that the requirements, which
	// are written for Dutch contracts, find little in it.
	WarnLanguage WarningCode = "andere-taal"
	// WarnKind: the document does not look like a contract of the kinds for
	// which the requirements are written. It is judged all the same.
	WarnKind WarningCode = "ander-soort-document"
	// WarnSameName: the contract gives both parties one name, so that who
	// promises what is uncertain. Judging gives it, no reader.
	WarnSameName WarningCode = "partijen-met-dezelfde-naam"
	// WarnParties: who is the provider and who the customer was not recognised,
	// so that a duty of the one may have been taken for one of the other. Judging
	// gives it, no reader.
	WarnParties WarningCode = "partijen-niet-herkend"
)

// Incomplete tells whether the warning means that text is lacking or was not
// understood, so that "not found" may be the reader's fault.
func (w Warning) Incomplete() bool {
	switch w.Code {
	case WarnPageWithoutText, WarnPageFailed, WarnLimit, WarnNotFollowed, WarnOCRPoor, WarnLanguage:
		return true
	}
	return false
}

func (w Warning) String() string { return Lines([]Warning{w})[0] }

// WarningGroup is what warnings say that say the same of one file.
type WarningGroup struct {
	File    string
	Pages   []int // rising; nil for the whole document
	Message string
}

// Group puts warnings together that say the same of several pages of a file, in
// the place of the first.
func Group(warnings []Warning) []WarningGroup {
	type line struct{ file, message string }
	var groups []WarningGroup
	at := map[line]int{}
	for _, w := range warnings {
		l := line{w.File, w.Message}
		i, ok := at[l]
		if !ok {
			i = len(groups)
			at[l] = i
			groups = append(groups, WarningGroup{File: w.File, Message: w.Message})
		}
		if w.Page > 0 {
			groups[i].Pages = append(groups[i].Pages, w.Page)
		}
	}
	return groups
}

// Lines tells warnings in Dutch, in as few lines as they need; see Group.
func Lines(warnings []Warning) []string {
	var lines []string
	for _, g := range Group(warnings) {
		where := g.File
		if len(g.Pages) > 0 {
			if where != "" {
				where += ", "
			}
			if len(g.Pages) == 1 {
				where += fmt.Sprintf("pagina %d", g.Pages[0])
			} else {
				where += fmt.Sprintf("pagina's %s", g.Ranges("en"))
			}
		}
		if where != "" {
			where += ": "
		}
		lines = append(lines, where+g.Message)
	}
	return lines
}

// Ranges writes the pages as "1-3, 7 en 9", with a word for and.
func (g *WarningGroup) Ranges(and string) string {
	pages := g.Pages
	var parts []string
	for i := 0; i < len(pages); {
		j := i
		for j+1 < len(pages) && pages[j+1] == pages[j]+1 {
			j++
		}
		part := strconv.Itoa(pages[i])
		if j > i {
			part += "-" + strconv.Itoa(pages[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	last := len(parts) - 1
	if last < 1 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:last], ", ") + " " + and + " " + parts[last]
}
