package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/webpage"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
)

//go:embed html/page.html
var htmlBody string

//go:embed html/page.css
var htmlStyle string

//go:embed html/page.js
var htmlScript string

// Contract is a report with the text that it is on.
type Contract struct {
	Report *clause.Report
	// Documents are what was judged: one, or those of a bundle in its order.
	// Without them the page shows the report alone.
	Documents []*document.Document
}

// HTMLOptions choose the form of a page. The zero value is a page in Dutch.
type HTMLOptions struct {
	Language lang.Language // what the page says of its own; a report has the language that it was made in
}

// HTML writes contracts with what they were found to be as one page that fetches
// nothing, for screen and paper: left the contract with the passages marked on
// which verdicts rest, right the verdicts, the gravest first, each leading to the
// other. Several contracts have a table of them all and are chosen from it.
//
// Whatever stands in a contract stays text. A passage stands in the page once, as
// a part of the contract, and beside a verdict at most shortened, so that the page
// grows with the text. Equal reports give equal bytes. Errors are those of the
// writer.
func HTML(w io.Writer, contracts []Contract, o HTMLOptions) error {
	l := o.Language
	data := htmlData{Several: len(contracts) > 1}
	for i := range contracts {
		id := ""
		if data.Several {
			id = "c" + strconv.Itoa(i+1)
		}
		data.Contracts = append(data.Contracts, viewOf(&contracts[i], l, id))
	}
	title := l.Text("Toetsingsverslag")
	switch len(contracts) {
	case 0:
	case 1:
		title = data.Contracts[0].Name + " · " + title
	default:
		title += " · " + l.Count(len(contracts), "contract", "contracten")
	}
	return webpage.Page{
		Language: l, Title: title, Body: htmlBody, Style: htmlStyle, Script: htmlScript,
		Funcs: template.FuncMap{"percent": percent},
		Words: map[string]string{
			"shown": l.Text("{n} van {all} eisen"), "all": l.Text("{n} eisen"), "nth": l.Text("Eis {n} van {all} bij deze passage"),
			"passage": l.Text("Passage getoond: {at}"), "to": l.Text("Naar: {title}"), "toMore": l.Text("Naar: {title} (en nog {n})"), "open": l.Text("Alles openen"), "close": l.Text("Alles sluiten"),
		},
	}.Write(w, data)
}

// percent is a share for an attribute of a drawing.
func percent(x float64) string { return fmt.Sprintf("%.2f%%", x) }

type htmlData struct {
	Several   bool
	Contracts []*htmlView
}

// htmlView is a contract as its page shows it.
type htmlView struct {
	words
	r       *clause.Report
	id      string // what its ids begin with
	anchors *anchors
	results int    // that have an id
	foreign string // the language of the contract, where it is not the page's

	ID, Name, Lang   string
	Facts, Files     []string
	Revisions        string
	Parties          []htmlParty
	Unread, Warnings []string
	OpenRefs, Blanks []htmlOpen
	Changed          []htmlChanged
	Counts           []htmlCount
	Coverage         htmlCoverage
	Groups           []htmlGroup
	Packs            []string
	Importances      []htmlChoice
	Areas            []htmlArea
	Served           []htmlServed
	Bases            []string // what verdicts rest on, and how often that was right
	Docs             []htmlDocument
	Catalogue        string
	Hash             string
	Tool             string
}

func viewOf(c *Contract, l lang.Language, id string) *htmlView {
	w := wordsIn(l)
	d := &c.Report.Document
	v := &htmlView{words: w, r: c.Report, id: id, ID: id, anchors: newAnchors(c.Documents, d), Name: w.File(d.Name), Lang: "nl"}
	if len(d.Files) > 0 {
		v.Name = l.Textf("Bundel: %s", w.File(d.Files[0].Name))
	}
	if l == lang.English {
		v.foreign = v.Lang
	}
	v.Facts, v.Files, v.Parties = v.facts(), v.files(), v.parties()
	v.Revisions = upperFirst(w.Revisions(d.Revisions))
	v.Unread, v.Warnings = w.Attention(wording.Untold(c.Report))
	// The gravest of what rests on a passage is met first.
	v.Groups = v.groups()
	v.Areas, v.OpenRefs, v.Blanks, v.Served = v.areas(), v.openRefs(), v.blanks(), v.served()
	v.Changed = v.changed(v.Groups)
	v.Packs, v.Importances = v.choices()
	v.Counts, v.Coverage = v.counts(), v.coverage()
	text := textView{id: id, anchors: v.anchors}
	for i := range c.Documents {
		v.Docs = append(v.Docs, text.document(i, len(c.Documents) > 1))
	}
	v.Catalogue, v.Hash = clean(strings.Join(c.Report.Catalogue.Packs, ", ")), clean(d.SHA256)
	v.Tool = clean(c.Report.Tool.Name + " " + c.Report.Tool.Version)
	return v
}

// Incomplete tells that a part of the contract was not read.
func (v *htmlView) Incomplete() bool { return len(v.Unread) > 0 }

// Kind is the kind of document, in words.
func (v *htmlView) Kind() string { return v.r.Document.Kind.In(v.Language) }

// Summary counts the verdicts.
func (v *htmlView) Summary() clause.Summary { return v.r.Summary }
