package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/review"
	"github.com/clausule/clausule/clause/review/redline"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
	"github.com/clausule/clausule/rules"
)

func (p *program) reviewCommand() *cli.Command {
	return &cli.Command{
		Name:      "review",
		Aliases:   []string{"redigeer"},
		Usage:     "geeft het Word-bestand terug met opmerkingen en wat ontbreekt ingevoegd",
		UsageText: "clausule review [VLAGGEN] BESTAND [-o UITVOER]",
		Description: `
Zet in een kopie van het Word-bestand opmerkingen bij de woorden die beslissen
(voldoet, gedeeltelijk, strijdig; met reden, bron en voorstel) en voegt wat
ontbreekt in als bijgehouden wijziging: aan het eind van het artikel over dat
onderwerp, of in een nieuw artikel aan het slot. Bestaande nummers veranderen
niet. Verder blijft het bestand zoals het is. Een concept met bijgehouden
wijzigingen wordt getoetst alsof die zijn geaccepteerd.

Van een contract dat geen Word-bestand (docx) is, komt er een addendum in Word:
de voorgestelde bepalingen, klaar voor ondertekening, met een tabel van
bevindingen als toelichting. Met --addendum ook van een Word-bestand.

Zonder -o komt de uitvoer naast de invoer te staan: contract-review.docx, of
contract-addendum.docx. Een bestand met die naam wordt nooit overschreven.

Voorbeelden:
  clausule review verwerkersovereenkomst.docx
  clausule review --only must --author "mr. A. Bakker" concept.docx -o terug.docx
  clausule review voorwaarden.pdf -o addendum.docx`,
		Flags: append([]cli.Flag{
			profileFlag(), packsFlag(), rulesFlag(),
			&cli.StringFlag{Name: "date", Aliases: []string{"datum"}, EnvVars: env("date"),
				Usage: "zet deze `DAG` (2027-03-31) bij opmerkingen en invoegingen, en toets alsof het die dag is (standaard geen datum, en voor vrijstellingen vandaag)"},
			&cli.StringFlag{Name: "lang", Aliases: []string{"taal"}, EnvVars: env("lang"),
				Usage: "schrijf de opmerkingen in deze `TAAL`: nl (standaard) of en; wat in het contract komt, blijft Nederlands"},
			outputFlag(), patternsFlag(),
			&cli.BoolFlag{Name: "comments-only", Aliases: []string{"alleen-opmerkingen"}, EnvVars: env("comments-only"),
				Usage: "voeg niets in; ook wat ontbreekt, komt in opmerkingen"},
			&cli.StringFlag{Name: "only", Aliases: []string{"alleen"}, EnvVars: env("only"),
				Usage: "neem alleen eisen op die ten minste zo zwaar wegen: `BELANG` is must, must-bijlage, should of could (standaard alle)"},
			&cli.StringFlag{Name: "author", Aliases: []string{"auteur"}, EnvVars: env("author"), Value: review.DefaultAuthor,
				Usage: "`NAAM` bij opmerkingen en invoegingen (standaard " + review.DefaultAuthor + ")"},
			&cli.BoolFlag{Name: "addendum", EnvVars: env("addendum"),
				Usage: "schrijf een addendum in plaats van in het bestand zelf"},
		}, readerFlags()...),
		Action: p.review,
	}
}

func (p *program) review(c *cli.Context) error {
	files := c.Args().Slice()
	if err := checkInputs(files, "review"); err != nil {
		return err
	}
	if len(files) > 1 {
		return usagef("review neemt één bestand; dit zijn er %d", len(files))
	}
	name := files[0]
	options, err := reviewOptions(c)
	if err != nil {
		return err
	}
	if c.Bool("addendum") && options.CommentsOnly {
		return usagef("--addendum bestaat uit bepalingen en gaat niet samen met --comments-only; laat een van beide weg")
	}
	day, err := dateOf(c)
	if err != nil {
		return err
	}
	if c.String("date") != "" {
		options.Date = day
	}
	checker, err := p.checkerOf(c, clause.Options{Language: options.Language, Date: day})
	if err != nil {
		return err
	}
	reader, err := p.newReader(c, 1, 1)
	if err != nil {
		return err
	}
	defer reader.close()
	src, doc, err := reader.openWithSource(c.Context, name)
	if err != nil {
		return p.unread(c, err)
	}
	job := reviewing{p: p, checker: checker, options: options, name: name, source: src, doc: doc, reading: reader.options}
	job.inWord = doc.Format == document.FormatDOCX && !c.Bool("addendum")
	if job.inWord && job.reading.Revisions != document.AcceptRevisions {
		return usagef("review schrijft in het concept zoals het nu luidt, met --revisions accept; zet eerst in Word de wijzigingen terug, of gebruik --addendum")
	}
	if !job.inWord && options.CommentsOnly {
		return usagef("%s is geen Word-bestand (docx), en een addendum bestaat uit bepalingen en niet uit opmerkingen; laat --comments-only weg", name)
	}
	target, err := job.target(c.String("output"))
	if err != nil {
		return err
	}
	return job.write(c, target)
}

// reviewOptions reads the flags that are about the form of a review.
func reviewOptions(c *cli.Context) (review.Options, error) {
	o := review.Options{CommentsOnly: c.Bool("comments-only"), Author: strings.Join(strings.Fields(c.String("author")), " ")}
	var err error
	if o.Language, err = languageOf(c); err != nil {
		return o, err
	}
	if c.String("only") != "" {
		least, err := oneOf(c, "only", string(rules.Must), string(rules.MustAnnex), string(rules.Should), string(rules.Could))
		if err != nil {
			return o, err
		}
		o.Least = rules.Importance(least)
	}
	return o, nil
}

// reviewing is the review of one contract.
type reviewing struct {
	p       *program
	checker *clause.Checker
	options review.Options
	name    string
	source  document.Source
	doc     *document.Document
	reading document.Options
	inWord  bool // the file itself comes back
}

// target is the file to write: that of -o, or one beside the input that is not
// there yet. A Word file keeps its kind, with or without macros.
func (r *reviewing) target(output string) (string, error) {
	if output == "-" && isTerminal(r.p.stdout) {
		return "", usagef("een Word-bestand is niet op een scherm te tonen; geef met -o een bestand")
	}
	if output != "" {
		return output, r.fits(output)
	}
	if r.name == "-" {
		return "", usagef("geef met -o een bestand: standaardinvoer heeft geen naam")
	}
	kind, ext := "-addendum", ".docx"
	own := filepath.Ext(r.name)
	if r.inWord {
		kind = "-review"
		if slices.Contains(wordKinds, strings.ToLower(own)) {
			ext = own
		}
	}
	target := strings.TrimSuffix(r.name, own) + kind + ext
	if _, err := os.Lstat(target); err == nil {
		return "", usagef("%s bestaat al; geef met -o een andere naam, of deze om het te vervangen", target)
	}
	return target, nil
}

// fits tells whether a name that the user chose suits what comes into the file:
// Word opens no file whose name says another kind than its content.
func (r *reviewing) fits(output string) error {
	ext, own := strings.ToLower(filepath.Ext(output)), strings.ToLower(filepath.Ext(r.name))
	if !r.inWord || !slices.Contains(wordKinds, own) {
		own = ".docx"
	}
	other := slices.Contains(wordKinds, ext) && ext != own
	if other || slices.Contains([]string{".pdf", ".doc", ".odt", ".rtf", ".txt", ".md", ".html", ".htm", ".json"}, ext) {
		return usagef("de uitvoer is een Word-bestand (%s); geef met -o een naam die daarop eindigt", strings.TrimPrefix(own, "."))
	}
	return nil
}

// wordKinds are the names of Word packages: with and without macros, document
// and template.
var wordKinds = []string{".docx", ".docm", ".dotx", ".dotm"}

// write judges the contract and writes what comes of it.
func (r *reviewing) write(c *cli.Context, target string) error {
	doc, runs := r.doc, []docx.Run(nil)
	if r.inWord {
		var err error
		if doc, runs, err = docx.ReadRuns(c.Context, r.source, r.reading); err != nil {
			return r.p.unread(c, err)
		}
	}
	report, err := r.checker.Check(c.Context, doc)
	if err != nil {
		return err
	}
	var told string
	fill := func(w io.Writer) error {
		told, err = r.addendum(c, w, doc, report)
		return err
	}
	if r.inWord {
		plan, err := review.New(doc, runs, report, r.options)
		if err != nil {
			return err
		}
		fill = func(w io.Writer) error {
			outcome, err := review.Write(c.Context, w, r.source, r.reading, plan)
			if err == nil {
				told = written(outcome, r.options.CommentsOnly, r.options.Language)
			}
			return err
		}
	}
	out, err := r.p.openOutput(target, []string{r.name})
	if err != nil {
		return err
	}
	defer out.discard()
	if err := fill(out); err != nil {
		return r.failed(c, target, err)
	}
	if err := out.commit(); err != nil {
		return err
	}
	if target == "-" {
		target = r.name
	}
	fmt.Fprintln(r.p.stderr, "clausule: "+printable(target+": "+told))
	return r.p.incomplete(r.name, report.Document.Warnings)
}

// failed tells why nothing was written: for a reason in the file, or in where it
// had to go.
func (r *reviewing) failed(c *cli.Context, target string, err error) error {
	var refused *redline.Error
	var unread *document.Error
	switch {
	case c.Context.Err() != nil:
		return c.Context.Err()
	case errors.As(err, &refused):
		refused.Name = r.name
		complain(r.p.stderr, fmt.Errorf("%w; %s", refused, r.options.Language.Text("met --addendum komen de voorstellen in een eigen bestand")))
		return errUnread
	case errors.As(err, &unread):
		return r.p.unread(c, err)
	}
	return cannotWrite(target, err)
}

func (r *reviewing) addendum(c *cli.Context, w io.Writer, doc *document.Document, report *clause.Report) (string, error) {
	n, err := review.Addendum(c.Context, w, doc, report, r.options)
	return r.options.Language.Count(n, "bepaling in een addendum", "bepalingen in een addendum"), err
}

// written tells in one line what came into the file, and what did not and why.
func written(o *review.Outcome, commentsOnly bool, l lang.Language) string {
	s := l.Count(o.Comments, "opmerking", "opmerkingen")
	if !commentsOnly {
		s += ", " + l.Count(o.Clauses(), "bepaling ingevoegd", "bepalingen ingevoegd")
	}
	if n := len(o.Unplaced); n > 0 && !commentsOnly {
		s += ", " + l.Count(n, "niet geplaatst", "niet geplaatst")
		var reasons []string
		count := map[string]int{}
		for _, u := range o.Unplaced {
			if count[u.Reason]++; count[u.Reason] == 1 {
				reasons = append(reasons, u.Reason)
			}
		}
		for i, reason := range reasons {
			if count[reason] < n {
				reasons[i] = fmt.Sprintf("%s (%d)", reason, count[reason])
			}
		}
		s += " (" + strings.Join(reasons, "; ") + ")"
		if o.Clauses() == 0 {
			s += "; " + l.Text("met --addendum komen de voorstellen in een eigen bestand")
		}
	}
	if o.Protection != "" {
		s += "; " + l.Text("het bestand is tegen bewerken beveiligd: hef dat in Word op om te accepteren of te verwerpen")
	}
	return s
}
