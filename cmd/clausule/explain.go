package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report"
)

func (p *program) explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Aliases:   []string{"verklaar"},
		Usage:     "legt uit waarom een eis dit oordeel krijgt",
		UsageText: "clausule explain [VLAGGEN] BESTAND EIS",
		Description: `
Toont per onderdeel wat de eis vraagt en of het contract dat geeft, wat het dichtst
in de buurt komt van wat ontbreekt, een voorstel voor de tekst, en de route: welke
passages de eis raken en waarom ze wel of niet tellen. Met --verbose ook de
patronen, en de passages die voor het oordeel niet uitmaken.

Voorbeeld:
  clausule explain contract.docx ksz.vertrouwelijkheid.incidentmelding`,
		Flags:  append([]cli.Flag{profileFlag(), rulesFlag(), dateFlag(), patternsFlag(), formatFlag("text", "json"), outputFlag(), verboseFlag(), widthFlag(), colorFlag()}, readerFlags()...),
		Action: p.explain,
	}
}

func (p *program) explain(c *cli.Context) error {
	if c.NArg() != 2 {
		return usagef("geef een bestand en een eis, bijvoorbeeld: clausule explain contract.docx ksz.audit.recht")
	}
	files := c.Args().Slice()[:1]
	format, err := oneOf(c, "format", "text", "json")
	if err != nil {
		return err
	}
	color, err := oneOf(c, "color", "auto", "always", "never")
	if err != nil {
		return err
	}
	asked := id(c.Args().Get(1))
	wanted := choice{dir: c.String("rules"), profile: c.String("profile"), packs: []string{"all"}}
	catalogue, err := wanted.load()
	if err != nil {
		return err
	}
	if _, ok := catalogue.Lookup(asked); !ok {
		return unknownID(catalogue, asked)
	}
	day, err := dateOf(c)
	if err != nil {
		return err
	}
	checker, err := clause.New(catalogue, clause.Options{Date: day, PatternsOnly: c.Bool("patterns-only")})
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
	explanation, err := checker.Explain(c.Context, doc, asked)
	if err != nil {
		return err
	}
	target := c.String("output")
	err = p.write(target, files, func(w io.Writer) error {
		if format == "json" {
			return report.ExplanationJSON(w, explanation)
		}
		return report.Explanation(w, explanation, report.TextOptions{Verbose: c.Bool("verbose"), Width: p.columns(c.Int("width")), Color: p.useColor(color, target)})
	})
	if err != nil {
		return err
	}
	return p.incomplete(files[0], explanation.Warnings)
}
