package html

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
)

// role is what a part of a page is for.
type role uint8

const (
	navigation role = iota
	banner          // the header of the site
	footer          // the footer of the site
	dialog
	cookies // the question after cookies
	beside  // a sidebar: what an author sets apart may be of the contract
	named   // by a class or an id only: less certain
)

// region is a part of the page that is probably not the contract.
type region struct {
	role    role
	text    int  // bytes of text in it
	running int  // bytes of sentences in it
	speaks  bool // holds a sentence, if only a short one
	title   bool // holds a heading of the highest level
	menu    bool // holds navigation, a list or a form
	cookie  bool // speaks of cookies
}

// runningText is how many bytes of sentences make a part of a page too much to be
// navigation: it is kept whatever it is called.
const runningText = 400

// regionOf finds out whether an element begins a part of the page that is not
// the contract.
func (w *walker) regionOf(f *frame, a *attrs) {
	in := &f.in
	switch f.name {
	case "nav", "ul", "ol", "form":
		if in.region >= 0 {
			w.regions[in.region].menu = true
		}
	case "h1":
		if in.region >= 0 {
			w.regions[in.region].title = true
		}
	}
	switch {
	case f.name == "main" || a.role == "main":
		in.main = true
	case f.name == "article" && in.article == 0:
		w.articles++
		in.article = int32(w.articles)
	}
	if !f.block {
		return
	}
	r, ok := w.roleOf(f, a)
	if !ok || len(w.regions) >= maxIDs {
		return
	}
	if in.region >= 0 && w.regions[in.region].role == r {
		return
	}
	if in.region >= 0 && r == navigation {
		w.regions[in.region].menu = true
	}
	w.regions = append(w.regions, region{role: r})
	in.region = int32(len(w.regions) - 1)
}

// roleOf reads the role of an element from its name, its role, its class and
// its id.
func (w *walker) roleOf(f *frame, a *attrs) (role, bool) {
	if tableOfContents(f.name, a) {
		return 0, false
	}
	inside := f.in.main || f.in.article > 0 // a header there is that of the text
	switch a.role {
	case "navigation", "search", "menu", "menubar":
		return navigation, true
	case "banner":
		return banner, true
	case "contentinfo":
		return footer, true
	case "complementary":
		return beside, true
	case "dialog", "alertdialog":
		if cookie(a) {
			return cookies, true
		}
		return dialog, true
	case "doc-endnotes", "doc-footnote":
		return 0, false
	}
	switch f.name {
	case "nav", "search":
		return navigation, true
	case "header":
		if !inside && f.in.table == nil {
			return banner, true
		}
	case "footer":
		if !inside && f.in.table == nil {
			return footer, true
		}
	case "aside":
		return beside, true
	case "dialog":
		return dialog, true
	case "div", "ul", "section", "ol":
		if cookie(a) {
			return cookies, true
		}
		if f.in.cell == nil && called(a) {
			return named, true
		}
	}
	return 0, false
}

// cookie tells whether a class or id says that an element asks after cookies.
// An id that is no more than such a word is that of a heading in the text, for
// links to come to.
func cookie(a *attrs) bool {
	id := a.id
	switch strings.ToLower(id) {
	case "cookie", "cookies", "consent", "gdpr":
		id = ""
	}
	for _, s := range [...]string{a.class, id} {
		for word := range words(s) {
			switch word {
			case "cookie", "cookies", "cookiebanner", "cookiebar", "cookieconsent", "consent", "cookiebot", "cybot", "onetrust", "gdpr":
				return true
			}
		}
	}
	return false
}

// called tells whether a class or id says that an element is navigation.
func called(a *attrs) bool {
	for _, s := range [...]string{a.class, a.id} {
		for word := range words(s) {
			switch word {
			case "nav", "navbar", "navigation", "navigatie", "menu", "submenu", "breadcrumb", "breadcrumbs", "kruimelpad",
				"sidebar", "share", "sharing", "delen", "social", "skiplink", "skiplinks", "masthead", "pagination":
				return true
			}
		}
	}
	return false
}

// measure counts the text of a paragraph for the part of the page in which it
// stands.
func (w *walker) measure(p *para) {
	if p.cell != nil {
		t := p.cell.table
		p.cell.paras++
		t.paras = max(t.paras, p.cell.paras)
		t.titled = t.titled || p.kind == document.Heading
		t.firstRow(p)
	}
	if p.region < 0 {
		return
	}
	r := &w.regions[p.region]
	r.text += len(p.text)
	if runs(p.text) {
		r.running += len(p.text)
	}
	r.speaks = r.speaks || p.kind != document.Heading && speaks(p.text)
	r.cookie = r.cookie || strings.Contains(strings.ToLower(p.text), "cookie")
}

// speaks tells whether a paragraph is a sentence, which menus, links and lines
// of addresses are not.
func speaks(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasSuffix(text, ".") && strings.Count(text, " ") >= 4
}

// runs tells whether a paragraph is running text: of some length, with the signs
// that end a sentence.
func runs(text string) bool {
	text = strings.TrimSpace(text)
	if len(text) < 60 {
		return false
	}
	return strings.Contains(text, ". ") || strings.ContainsAny(text[len(text)-1:], ".;:?!")
}
