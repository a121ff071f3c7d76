package docx

import (
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// paged starts the first page where the file tells where Word broke the pages
// when it last laid the document out, and drops the breaks where it does not.
// The breaks are trusted only when their number agrees with the number of
// pages that the file states of itself: a page reference that is wrong is
// worse than none.
func (r *reader) paged(paras []para) {
	breaks := 0
	for i := range paras {
		if n := paras[i].noted; n != nil {
			breaks += len(n.breaks)
		}
	}
	if breaks > 0 && r.statedPages() == breaks+1 && breaks < r.opts.Limits.WithDefaults().Pages {
		r.b.StartPage(document.PageText)
		return
	}
	for i := range paras {
		if n := paras[i].noted; n != nil {
			n.breaks = nil
		}
	}
}

// statedPages is the number of pages in the package's extended properties, 0
// unknown.
func (r *reader) statedPages() int {
	relations, err := r.pkg.Relationships(r.ctx, "")
	if err != nil {
		return 0
	}
	for _, rel := range relations {
		if rel.External || rel.Kind != "extended-properties" && rel.Kind != "extendedProperties" {
			continue
		}
		xml, err := r.pkg.ReadXML(r.ctx, rel.Target)
		if err != nil {
			return 0
		}
		s := xmlscan.New(xml, spaces(), r.pkg.XMLLimits())
		for t := s.Next(); t.Kind != xmlscan.EOF; t = s.Next() {
			if t.Kind == xmlscan.Start && t.Space == nsExtended && t.Local == "Pages" {
				if t = s.Next(); t.Kind == xmlscan.Text {
					n, _ := atoi(t.Text())
					return n
				}
			}
		}
	}
	return 0
}
