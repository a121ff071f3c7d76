package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

func (p *program) compareCommand() *cli.Command {
	return &cli.Command{
		Name:      "compare",
		Aliases:   []string{"vergelijk"},
		Usage:     "vergelijkt twee versies van een contract: wat wint en wat verliest de klant",
		UsageText: "clausule compare [VLAGGEN] OUD NIEUW\n   clausule compare [VLAGGEN] CONCEPT",
		Description: `
Toetst beide versies en zegt per eis wat er verandert: verloren, verzwakt,
versterkt of nieuw, met het citaat en de plaats in beide. Een getal dat verschuift,
wordt genoemd ("24 uur → 72 uur"), ook als het oordeel gelijk blijft. Alleen wat het
contract geeft telt: andere woorden, een andere volgorde of nummering, andere namen
of een ander soort bestand is geen verandering.

Met één bestand, een concept met bijgehouden wijzigingen, wordt de tekst van vóór
de wijzigingen vergeleken met die waarin ze alle zijn geaccepteerd: wat doet dit
concept. --revisions doet dan niet mee.

Wat in een van beide niet gelezen kon worden, geldt niet als verloren.

Zonder --format kiest de naam van het bestand bij -o de vorm: verschil.html wordt
een pagina voor de browser.

Voorbeelden:
  clausule compare versie1.docx versie2.pdf
  clausule compare concept.docx
  clausule compare -o verschil.html versie1.docx versie2.docx
  clausule compare --format json --fail-on any oud.docx nieuw.docx`,
		Flags: append([]cli.Flag{
			profileFlag(), packsFlag(), rulesFlag(), dateFlag(), formatFlag(comparisonFormats()...), langFlag(), outputFlag(),
			&cli.StringFlag{Name: "fail-on", Value: "must", EnvVars: env("fail-on"),
				Usage: "afsluitcode 1 vanaf `ERNST`: never, must (standaard: een verplichte eis is verloren of verzwakt), lost (een eis is verloren), any (een eis is verloren of verzwakt, of een taak is naar de klant verschoven)"},
			patternsFlag(), verboseFlag(), widthFlag(), colorFlag(),
		}, readerFlags()...),
		Action: p.compare,
	}
}

// comparisonFormats lists the forms of a comparison, the default first.
func comparisonFormats() []string { return []string{"text", "json", "md", "html"} }

func (p *program) compare(c *cli.Context) error {
	files := c.Args().Slice()
	if n := len(files); n == 0 || n > 2 {
		return usagef("geef de oude en de nieuwe versie, bijvoorbeeld: clausule compare oud.docx nieuw.docx; of één concept met bijgehouden wijzigingen")
	}
	if err := checkInputs(files, "compare"); err != nil {
		return err
	}
	format, err := formOf(c, comparisonFormats()...)
	if err != nil {
		return err
	}
	language, err := languageOf(c)
	if err != nil {
		return err
	}
	failOn, err := oneOf(c, "fail-on", "must", "never", "lost", "any")
	if err != nil {
		return err
	}
	color, err := oneOf(c, "color", "auto", "always", "never")
	if err != nil {
		return err
	}
	if c.Int("width") < 0 {
		return usagef("--width is negatief; geef een getal vanaf 1")
	}
	day, err := dateOf(c)
	if err != nil {
		return err
	}
	checker, err := p.checkerOf(c, clause.Options{Language: language, Date: day, Points: true})
	if err != nil {
		return err
	}
	jobs := min(runtime.GOMAXPROCS(0), len(files))
	reader, err := p.newReader(c, len(files), jobs)
	if err != nil {
		return err
	}
	defer reader.close()
	var docs []*document.Document
	if len(files) == 1 {
		docs, err = reader.readings(c.Context, files[0])
	} else {
		docs, err = reader.versions(c.Context, files, jobs)
	}
	if err != nil {
		return err
	}
	var reports []*clause.Report
	for _, doc := range docs {
		r, err := checker.Check(c.Context, doc)
		if err != nil {
			return err
		}
		reports = append(reports, r)
	}
	comparison, err := clause.Compare(reports[0], reports[1])
	if err != nil {
		return err
	}
	target := c.String("output")
	options := report.ComparisonOptions{
		Language: language, Width: p.columns(c.Int("width")), Color: p.useColor(color, target), Verbose: c.Bool("verbose"),
	}
	err = p.write(target, files, func(w io.Writer) error {
		switch format {
		case "json":
			return report.ComparisonJSON(w, comparison)
		case "md":
			return report.ComparisonMarkdown(w, comparison, options)
		case "html":
			return report.ComparisonHTML(w, comparison, options)
		}
		return report.Comparison(w, comparison, options)
	})
	if err != nil {
		return err
	}
	unread := false
	for i, r := range reports[2-len(files):] {
		unread = p.incomplete(files[i], r.Document.Warnings) != nil || unread
	}
	switch {
	case unread:
		return errUnread
	case lost(failOn, comparison):
		return errFindings
	}
	return nil
}

// versions reads the two versions. Where one of them cannot be read there is
// nothing to compare.
func (r *reader) versions(ctx context.Context, files []string, jobs int) ([]*document.Document, error) {
	var docs []*document.Document
	err := inOrder(ctx, r, files, jobs, r.open, func(_ string, doc *document.Document, err error) error {
		if err != nil {
			complain(r.p.stderr, err)
			return nil
		}
		docs = append(docs, doc)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(docs) < len(files) {
		fmt.Fprintln(r.p.stderr, "clausule: er is niets vergeleken, want niet beide versies konden worden gelezen")
		return nil, errUnread
	}
	return docs, nil
}

// readings reads a draft with tracked changes twice: as it was before them, and
// as if all had been accepted.
func (r *reader) readings(ctx context.Context, file string) ([]*document.Document, error) {
	var piped []byte
	if file == "-" {
		src, err := r.p.standardInput(ctx)
		if err != nil {
			return nil, err
		}
		piped = src.Data
	}
	var docs []*document.Document
	changes := 0
	for _, reading := range []document.Revisions{document.OriginalRevisions, document.AcceptRevisions} {
		if file == "-" {
			again := *r.p
			again.stdin = bytes.NewReader(piped)
			r.p = &again
		}
		r.options.Revisions = reading
		doc, err := r.open(ctx, file)
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			complain(r.p.stderr, err)
			return nil, errUnread
		}
		docs, changes = append(docs, doc), changes+len(doc.Changes)
	}
	if changes == 0 {
		return nil, usagef("%s bevat geen bijgehouden wijzigingen, dus er is niets om mee te vergelijken; geef ook de andere versie: clausule compare oud.docx nieuw.docx", file)
	}
	return docs, nil
}

// lost tells whether a comparison has a loss at the level of --fail-on. What
// could not be read in one of the versions is none.
func lost(level string, c *clause.Comparison) bool {
	for i := range c.Changes {
		change := &c.Changes[i]
		fails := false
		switch level {
		case "must":
			fails = change.Worse() && (change.Importance == rules.Must || change.Importance == rules.MustAnnex)
		case "lost":
			fails = change.Kind == clause.Lost
		case "any":
			fails = change.Worse()
		}
		if fails {
			return true
		}
	}
	return level == "any" && slices.ContainsFunc(c.Areas, func(a clause.AreaChange) bool { return a.Direction == clause.Worse })
}
