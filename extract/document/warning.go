package document

import "fmt"

// Warning tells of something that a reader could not read or had to guess. The
// document is usable; what the warning covers may be incomplete.
type Warning struct {
	Code    WarningCode `json:"code"`
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
	// WarnRevisions: the document holds tracked changes; they were taken as
	// accepted.
	WarnRevisions WarningCode = "wijzigingen-geaccepteerd"
	// WarnEncoding: the text's encoding had to be guessed.
	WarnEncoding WarningCode = "tekencodering-geraden"
	// WarnLanguage: the text is not in Dutch, so that the requirements, which
	// are written for Dutch contracts, find little in it.
	WarnLanguage WarningCode = "andere-taal"
)

// Incomplete tells whether the warning means that text is lacking or was not
// understood, so that "not found" may be the reader's fault.
func (w Warning) Incomplete() bool {
	switch w.Code {
	case WarnPageWithoutText, WarnPageFailed, WarnLimit, WarnNotFollowed, WarnLanguage:
		return true
	}
	return false
}

func (w Warning) String() string {
	if w.Page > 0 {
		return fmt.Sprintf("pagina %d: %s", w.Page, w.Message)
	}
	return w.Message
}
