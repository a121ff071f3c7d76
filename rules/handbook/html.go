package handbook

import (
	_ "embed"
	"html/template"
	"io"

	"github.com/clausule/clausule/rules"
)

//go:embed page.html
var page string

// HTML writes the catalogue as one HTML page: nothing is fetched, no script is
// needed, and it prints well. Every id and alias is an anchor. Equal catalogues
// give equal bytes. Errors are those of the writer.
func HTML(w io.Writer, c *rules.Catalogue, o Options) error {
	t, err := template.New("page").Funcs(template.FuncMap{"intro": intro}).Parse(page)
	if err != nil {
		return err
	}
	return t.Execute(w, newBook(c, o))
}
