package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
)

func (p *program) extractCommand() *cli.Command {
	return &cli.Command{
		Name:      "extract",
		Aliases:   []string{"tekst"},
		Usage:     "toont de tekst die een toets ziet",
		UsageText: "clausule extract [VLAGGEN] BESTAND",
		Description: `
De uitvoer is precies de tekst waarnaar start en end in een JSON-verslag
verwijzen. Met --format json komen de blokken erbij: koppen, leden, cellen, met
nummer en bladzijde, in changes de bijgehouden wijzigingen en in references de
verwijzingen met het blok waarnaar zij wijzen. Met --revisions all staat in de
tekst zowel wat vervalt als wat ervoor in de plaats komt, zonder onderscheid
("binnen 24 48 uur"); alleen changes zegt welke woorden wat zijn.

Voorbeelden:
  clausule extract --format json contract.pdf
  clausule extract --revisions original concept.docx`,
		Flags:  append([]cli.Flag{formatFlag("text", "json"), outputFlag()}, readerFlags()...),
		Action: p.extract,
	}
}

func (p *program) extract(c *cli.Context) error {
	files := c.Args().Slice()
	if err := checkInputs(files, "extract"); err != nil {
		return err
	}
	if len(files) > 1 {
		return usagef("extract leest één bestand tegelijk; er staan er %d", len(files))
	}
	format, err := oneOf(c, "format", "text", "json")
	if err != nil {
		return err
	}
	reader, err := p.newReader(c, 1, 1)
	if err != nil {
		return err
	}
	defer reader.close()
	doc, err := reader.open(c.Context, files[0])
	if err != nil {
		return p.unread(c, err)
	}
	err = p.write(c.String("output"), files, func(w io.Writer) error {
		if format == "json" {
			return writeDocument(w, doc, p.lang)
		}
		_, err := io.WriteString(w, doc.Text)
		return err
	})
	if err != nil {
		return err
	}
	if format == "text" {
		p.drafted(files[0], doc)
	}
	return p.incomplete(files[0], doc.Warnings)
}

// drafted tells how a draft was read, of which the text itself shows nothing.
func (p *program) drafted(name string, doc *document.Document) {
	for _, w := range doc.Warnings {
		if w.Code != document.WarnRevisions {
			continue
		}
		message := name + ": " + w.Message
		if doc.Revisions == document.AllRevisions {
			message += " Welke woorden dat zijn, staat in changes van --format json."
		}
		fmt.Fprintln(p.stderr, "clausule: "+printable(message))
	}
}

// writeDocument writes a document with its blocks and its cross references as
// an indented JSON object, with its warnings in a language.
func writeDocument(w io.Writer, doc *document.Document, l lang.Language) error {
	d := struct {
		document.Document
		References []document.Link `json:"references,omitempty"`
	}{*doc, doc.References()}
	d.Warnings = slices.Clone(d.Warnings)
	for i := range d.Warnings {
		d.Warnings[i].Message = l.Sentence(d.Warnings[i].Message)
	}
	if d.Blocks == nil {
		d.Blocks = []document.Block{}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(&d)
}

// unread reports the one file that a verb is about as not readable.
func (p *program) unread(c *cli.Context, err error) error {
	if c.Context.Err() != nil {
		return c.Context.Err()
	}
	complain(p.stderr, err)
	return errUnread
}

// incomplete reports what of the one document could not be read.
func (p *program) incomplete(name string, warnings []document.Warning) error {
	if s := incomplete(p.lang, name, warnings); s != "" {
		fmt.Fprintln(p.stderr, "clausule: "+printable(s))
		return errUnread
	}
	return nil
}
