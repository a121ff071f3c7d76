package archive

import (
	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/extract/document"
)

// facts finds what an archive is sorted by.
func facts(doc *document.Document, r *clause.Report, path string) Facts {
	f := Facts{Year: year(doc, path)}
	for _, p := range r.Parties {
		switch p.Role {
		case "leverancier":
			f.Supplier = contract.FullName(doc.Text, p.Names)
		case "klant":
			f.Customer = contract.FullName(doc.Text, p.Names)
		}
	}
	// One name for both is that of neither.
	if f.Supplier == f.Customer {
		f.Supplier, f.Customer = "", ""
	}
	return f
}
