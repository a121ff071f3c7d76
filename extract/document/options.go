package document

// Options choose how a document is read; the zero value is the documented
// default.
type Options struct {
	Limits Limits
	// Headers adds the running headers and footers of a word-processor file
	// as blocks; by default they are left out. In PDF they cannot be told
	// apart with certainty and are always kept, marked.
	Headers bool
	// Revisions chooses how tracked changes of a word-processor file are read.
	Revisions Revisions
	// Password opens an encrypted PDF file, as its user or its owner. Files
	// that open without one are read whatever it is.
	Password string
	// Fallback reads the pages of a PDF file that the own reader cannot read
	// well, and draws pages for OCR; nil for none.
	Fallback Fallback
	// OCR reads pages that are pictures.
	OCR OCR
	// Progress, when set, is told of long work: calls come one at a time, from
	// any goroutine.
	Progress func(Progress)
}

// OCR chooses the recognition of text in pictures.
type OCR struct {
	// Recognizer is the engine; nil for none, so that scanned pages stay
	// unread and are warned of.
	Recognizer Recognizer
	// Force recognises every page, also those whose text is in the file: for
	// a file with a bad recognition of old, or with letters that stand for
	// other letters.
	Force bool
	// Parallel is the number of pages recognised at the same time; 0 means
	// as many as there are processors, 4 at most.
	Parallel int
}
