package document

// Limits bound what a reader may take from hostile or broken bytes. They are
// checked before memory is taken. A zero field means the default.
type Limits struct {
	FileBytes   int64 // size of the file; default 256 MiB
	PartBytes   int64 // one inflated stream or package part; default 64 MiB, in Word's and OpenDocument's packages 40 MiB
	TotalBytes  int64 // all inflated streams of a document; default 512 MiB, in PDF 256 MiB, in those packages 96 MiB
	TextBytes   int64 // extracted text; default 64 MiB
	Pages       int   // default 20,000
	Parts       int   // entries of a package; default 10,000
	Depth       int   // nesting of objects or elements; default 1,000 for XML, 64 for PDF objects
	InflateRate int64 // highest ratio of inflated to stored bytes beyond 8 MiB; default 200
}

// WithDefaults fills the zero fields.
func (l Limits) WithDefaults() Limits {
	set := func(field *int64, value int64) {
		if *field == 0 {
			*field = value
		}
	}
	set(&l.FileBytes, 256<<20)
	set(&l.PartBytes, 64<<20)
	set(&l.TotalBytes, 512<<20)
	set(&l.TextBytes, 64<<20)
	set(&l.InflateRate, 200)
	if l.Pages == 0 {
		l.Pages = 20_000
	}
	if l.Parts == 0 {
		l.Parts = 10_000
	}
	return l
}
