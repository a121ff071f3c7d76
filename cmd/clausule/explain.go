package main

import (
	"io"
	"runtime"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report"
)

func (p *program) explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Aliases:   []string{"verklaar"},
		Usage:     "legt uit waarom een eis dit oordeel krijgt",
		UsageText: "clausule explain [VLAGGEN] BESTAND EIS\n   clausule explain --bundle [VLAGGEN] BESTAND BESTAND… EIS",
		Description: `
Toont per onderdeel wat de eis vraagt en of het contract dat geeft, wat het dichtst
in de buurt komt van wat ontbreekt, een voorstel voor de tekst, en de route: welke
passages de eis raken en waarom ze wel of niet tellen. Met --verbose ook de
patronen, en de passages die voor het oordeel niet uitmaken.

Voorbeelden:
  clausule explain contract.docx ksz.vertrouwelijkheid.incidentmelding
  clausule explain --bundle hoofd.docx sla.pdf ksz.vertrouwelijkheid.incidentmelding`,
		Flags:  append([]cli.Flag{profileFlag(), rulesFlag(), dateFlag(), patternsFlag(), bundleFlag(), formatFlag("text", "json"), langFlag(), outputFlag(), verboseFlag(), widthFlag(), colorFlag()}, readerFlags()...),
		Action: p.explain,
	}
}

func (p *program) explain(c *cli.Context) error {
	args := c.Args().Slice()
	bundle := c.Bool("bundle")
	if len(args) < 2 || len(args) > 2 && !bundle {
		return usagef("geef een bestand en een eis, bijvoorbeeld: clausule explain contract.docx ksz.audit.recht; met --bundle de bestanden en dan de eis")
	}
	files := args[:len(args)-1]
	if bundle {
		if err := checkBundle(files); err != nil {
			return err
		}
	}
	format, err := oneOf(c, "format", "text", "json")
	if err != nil {
		return err
	}
	color, err := oneOf(c, "color", "auto", "always", "never")
	if err != nil {
		return err
	}
	language, err := languageOf(c)
	if err != nil {
		return err
	}
	asked := id(args[len(args)-1])
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
	checker, err := clause.New(catalogue, clause.Options{Language: language, Date: day, PatternsOnly: c.Bool("patterns-only")})
	if err != nil {
		return err
	}
	jobs := min(runtime.GOMAXPROCS(0), len(files))
	reader, err := p.newReader(c, len(files), jobs)
	if err != nil {
		return err
	}
	defer reader.close()
	var explanation *clause.Explanation
	name := files[0]
	if bundle {
		name = "de bundel"
		docs, err := reader.openTogether(c.Context, files, jobs)
		if err != nil {
			return err
		}
		if explanation, err = checker.ExplainBundle(c.Context, asked, docs...); err != nil {
			return err
		}
	} else {
		doc, err := reader.open(c.Context, name)
		if err != nil {
			return p.unread(c, err)
		}
		if explanation, err = checker.Explain(c.Context, doc, asked); err != nil {
			return err
		}
	}
	target := c.String("output")
	err = p.write(target, files, func(w io.Writer) error {
		if format == "json" {
			return report.ExplanationJSON(w, explanation)
		}
		return report.Explanation(w, explanation, report.TextOptions{Language: language, Verbose: c.Bool("verbose"), Width: p.columns(c.Int("width")), Color: p.useColor(color, target)})
	})
	if err != nil {
		return err
	}
	return p.incomplete(name, explanation.Warnings)
}
