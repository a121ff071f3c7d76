// Package webpage is the frame of the web pages that reports are written as: one
// file that fetches nothing, with a style sheet for screen and paper, light and
// dark, and a script for what every page has. A page brings its body, and may
// bring a style sheet and a script of its own.
package webpage

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"maps"
	"strings"
	"unicode"

	"github.com/clausule/clausule/clause/lang"
)

//go:embed frame.html
var frame string

//go:embed frame.css
var frameStyle string

//go:embed frame.js
var frameScript string

// Page is what a page brings to the frame.
type Page struct {
	Language lang.Language // of the page; the zero value is Dutch
	Title    string
	// Body is a template of package html/template. Beside Funcs it has those of
	// the frame: t, tf and count say a text in the language as Text, Textf and
	// Count of package lang do, and plain is Plain.
	Body  string
	Funcs template.FuncMap
	// Style and Script come after those of the frame; neither may hold a text of
	// several lines, of which the white space would matter. The policy of the page
	// lets only these run, so that nothing that stands in a contract ever does.
	Style  string
	Script string
	// Words are texts that the script says, by names of its own.
	Words map[string]string
}

// Write writes a page. Equal pages give equal bytes. Errors are those of the
// writer and of the template.
func (p Page) Write(w io.Writer, data any) error {
	l := p.Language
	if l == "" {
		l = lang.Dutch
	}
	t := template.New("frame").Funcs(template.FuncMap{
		"t": l.Text, "tf": l.Textf, "count": l.Count, "plain": Plain,
	}).Funcs(p.Funcs)
	t, err := t.Parse(frame)
	if err != nil {
		return err
	}
	if t, err = t.New("body").Parse(p.Body); err != nil {
		return err
	}
	style, script := squeezed(frameStyle+p.Style), squeezed(frameScript+p.Script)
	words := map[string]string{"copy": l.Text("Kopieer"), "copied": l.Text("Gekopieerd"), "byHand": l.Text("Geselecteerd: kopieer met Ctrl+C")}
	maps.Copy(words, p.Words)
	return t.ExecuteTemplate(w, "frame", map[string]any{
		"Language": l, "Title": Plain(p.Title), "Policy": policy(style, script),
		"Style": template.CSS(style), "Script": template.JS(script), // both are ours
		"Words": words, "Data": data,
	})
}

// policy is the Content Security Policy of a page that loads nothing and has one
// style sheet and one script (W3C, Content Security Policy Level 3).
func policy(style, script string) string {
	return "default-src 'none'; style-src " + digest(style) + "; script-src " + digest(script) +
		"; base-uri 'none'; form-action 'none'"
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// squeezed is a style sheet or a script without indentation and without the lines
// that are a comment.
func squeezed(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") || strings.HasPrefix(line, "/*") && strings.HasSuffix(line, "*/") {
			continue
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// Plain is a text for one line of a page: white space becomes single spaces,
// control characters show as U+FFFD, and invisible marks that could turn the
// reading order or hide a break are left out.
func Plain(s string) string { return strings.Join(strings.Fields(Visible(s)), " ") }

// Visible is Plain of a text that keeps its white space.
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == ' ':
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return unicode.ReplacementChar
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}
