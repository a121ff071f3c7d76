package main

import (
	"fmt"
	"strings"
)

// The source is a line a paragraph:
//
//	%% nummering: artikel   artikel, art, cijfer, kop or getypt
//	%% voettekst: …         footer; koptekst: header
//	%% auteurs: …; …        who make the tracked changes
//	%% pdf: nee             no PDF, which would print what is deleted
//	# Titel                 title of the document
//	## Kop                  numbered heading of an article
//	== Kop                  heading without a number
//	@@ Kop                  heading of a numbered annex
//	= tekst                 numbered sub-paragraph: 7.2
//	a) tekst                lettered item, numbered by Word
//	A. tekst                recital, lettered by Word
//	1) tekst                numbered item, numbered by Word
//	- tekst                 bullet
//	| a | b |               table; the row of dashes stands under its head
//	[inhoud]                table of contents
//	[[tekst]]               text box
//
// Within a line: **vet**, *schuin*, ^[voetnoot], {+ingevoegd+}, {-geschrapt-},
// {>hierheen verplaatst>}, {<vanhier verplaatst<}; with @ behind the opening
// marks the change is the second author's. At the end of a line {++} and {--}
// say that the mark of the paragraph is inserted or deleted.
// Everything else stands in the document as it is typed here.

type kind int

const (
	plain kind = iota
	title
	article
	heading
	annex
	lid
	letter
	recital
	number
	bullet
	table
	contents
	box
)

type paragraph struct {
	kind kind
	text string
	rows [][]string // of a table
}

type contract struct {
	numbering, header, footer string
	authors                   []string // of tracked changes
	onPaper                   bool     // as PDF too
	paragraphs                []paragraph
	footnotes                 []string
}

func parse(text string) (*contract, error) {
	c := &contract{numbering: "kop", authors: []string{"Juridische dienst"}, onPaper: true}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " ")
		if setting, ok := strings.CutPrefix(line, "%% "); ok {
			key, value, _ := strings.Cut(setting, ": ")
			switch key {
			case "nummering":
				c.numbering = value
			case "voettekst":
				c.footer = value
			case "koptekst":
				c.header = value
			case "auteurs":
				c.authors = strings.Split(value, "; ")
			case "pdf":
				c.onPaper = value != "nee"
			default:
				return nil, fmt.Errorf("line %d: unknown setting %q", i+1, key)
			}
			continue
		}
		if strings.HasPrefix(line, "|") {
			c.row(line)
			continue
		}
		if line == "" {
			c.paragraphs = append(c.paragraphs, paragraph{}) // ends a table; dropped below
			continue
		}
		p := paragraph{kind: plain, text: line}
		for _, mark := range [...]struct {
			prefix string
			kind   kind
		}{{"# ", title}, {"## ", article}, {"== ", heading}, {"@@ ", annex}, {"= ", lid}, {"a) ", letter}, {"A. ", recital}, {"1) ", number}, {"- ", bullet}} {
			if rest, ok := strings.CutPrefix(line, mark.prefix); ok {
				p = paragraph{kind: mark.kind, text: rest}
				break
			}
		}
		switch {
		case line == "[inhoud]":
			p = paragraph{kind: contents}
		case strings.HasPrefix(line, "[[") && strings.HasSuffix(line, "]]"):
			p = paragraph{kind: box, text: line[2 : len(line)-2]}
		}
		c.paragraphs = append(c.paragraphs, p)
	}
	kept := c.paragraphs[:0]
	for _, p := range c.paragraphs {
		if p.kind != plain || p.text != "" {
			kept = append(kept, p)
		}
	}
	c.paragraphs = kept
	return c, nil
}

// row adds a line of a table to the table before it or begins a new one.
func (c *contract) row(line string) {
	if strings.Trim(line, "|-: ") == "" {
		return
	}
	cells := strings.Split(strings.Trim(line, "|"), "|")
	for i, cell := range cells {
		cells[i] = strings.TrimSpace(cell)
	}
	if n := len(c.paragraphs); n == 0 || c.paragraphs[n-1].kind != table {
		c.paragraphs = append(c.paragraphs, paragraph{kind: table})
	}
	last := &c.paragraphs[len(c.paragraphs)-1]
	last.rows = append(last.rows, cells)
}
