package clause

import "sort"

// blanks lists what is still to be filled in, with where it stands.
func (d *draft) blanks() []BlankField {
	con := d.now.con
	var out []BlankField
	for _, span := range con.Blanks {
		loc := con.Doc.Locate(span)
		i := sort.Search(len(con.Units), func(k int) bool { return con.Units[k].Span.Start > span.Start }) - 1
		if i >= 0 && span.Start < con.Units[i].Span.End {
			loc = con.Locate(i)
		}
		file, at := d.now.place(span)
		b := BlankField{Text: con.Doc.Slice(span), Start: at.Start, End: at.End, Page: d.docs[file].PageAt(at.Start), Label: loc.Label, Heading: loc.Heading}
		if d.files != nil {
			b.File = d.files[file]
		}
		out = append(out, b)
	}
	return out
}
