// Package dashboard writes what an archive of contracts holds as one web page: how
// many contracts meet each requirement, what stands out, what could not be read,
// and a matrix of contracts and requirements that leads to the words on which
// every verdict rests. The page is one file that fetches nothing.
package dashboard

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"io"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/internal/webpage"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
)

//go:embed html/page.html
var body string

//go:embed html/page.css
var style string

//go:embed html/base.js
var scriptBase string

//go:embed html/matrix.js
var scriptMatrix string

//go:embed html/panel.js
var scriptPanel string

//go:embed html/page.js
var scriptPage string

// Most is how many contracts with verdicts a page can hold.
const Most = 20_000

// Options choose what a page shows and in what form. The zero value is a page in
// Dutch on all of an archive.
type Options struct {
	Language lang.Language // what the page says of its own; verdicts have the language of the scan
	// Title heads the page; empty for "Contractarchief".
	Title string
	// Query chooses documents and results. The page shows the results that meet its
	// conditions; Results and Findings are set by Write.
	Query archive.Query
	// budget is the least of bytes for evidence; 0 for budgetLeast.
	budget int
}

// TooManyError tells that an archive holds more contracts than a page can.
type TooManyError struct {
	Documents int // with verdicts
}

func (e *TooManyError) Error() string {
	return fmt.Sprintf("een pagina toont ten hoogste %d contracten; dit zijn er %d. Kies er minder, bijvoorbeeld op jaar, leverancier of pad", Most, e.Documents)
}

// ErrChanged tells that the archive changed while it was written out: verdicts and
// quotes would not belong together.
var ErrChanged = errors.New("het archief veranderde tijdens het schrijven van de pagina; wacht tot de scan klaar is en probeer het opnieuw")

// Write writes an archive as a page. It goes over the records twice and keeps a
// few hundred bytes of each contract, no quotes. Equal archives give equal bytes.
// Its errors are *TooManyError, before anything is written, ErrChanged, and those
// of the store, the context and the writer.
func Write(ctx context.Context, w io.Writer, store archive.Store, options Options) error {
	if options.Language == "" {
		options.Language = lang.Dutch
	}
	words := wording.Words{Language: options.Language}
	q := options.Query
	q.Results, q.Findings = true, true
	c, err := collect(ctx, store, q, words, cmp.Or(options.budget, budgetLeast))
	if err != nil {
		return err
	}
	blocks, stop := c.blocks(ctx, store, q)
	defer stop()
	title := wording.Shorten(wording.Clean(options.Title), 200)
	if title == "" {
		title = words.Text("Contractarchief")
	}
	main, err := c.packed()
	if err != nil {
		return err
	}
	page := webpage.Page{
		Language: options.Language, Title: title, Body: body,
		Style: style, Script: scriptBase + scriptMatrix + scriptPanel + scriptPage,
		Words: scriptWords(words),
		Funcs: template.FuncMap{"evidence": blocks, "bar": bar, "group": newGroup},
	}
	return page.Write(w, overview{collection: c, Words: words, Title: title, Main: template.HTML(main)}.view())
}
