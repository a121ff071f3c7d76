package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/rules/handbook"
)

// The catalogue as readers find it in the repository.
//
//go:generate go run . rules doc -o ../../testdata/catalogus.md
//go:generate go run . rules doc --format html -o ../../testdata/catalogus.html

func (p *program) docCommand() *cli.Command {
	return &cli.Command{
		Name:      "doc",
		Aliases:   []string{"catalogus"},
		Usage:     "schrijft de catalogus om te lezen: Markdown, of één HTML-pagina",
		UsageText: "clausule rules doc [VLAGGEN]",
		Description: `
Per eis: titel, betekenis, bron, belang, wat er nodig is, drempels met hun herkomst,
woorden, modeltekst en voorbeelden. De HTML-pagina heeft geen netwerk nodig en is
gemaakt om ook af te drukken.

Voorbeelden:
  clausule rules doc --format html -o catalogus.html
  clausule rules doc --rules mijn-regels --packs kantoor -o kantoor.md`,
		Flags: []cli.Flag{profileFlag(), packsFlag(), rulesFlag(), formatFlag("md", "html"), outputFlag(),
			&cli.IntFlag{Name: "examples", Aliases: []string{"voorbeelden"}, Value: 2, EnvVars: env("examples"),
				Usage: "toon per uitkomst ten hoogste dit `AANTAL` voorbeelden (standaard 2; -1 is alle)"}},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("rules doc neemt geen argumenten; kies eisen met: clausule rules doc --packs %s", c.Args().First())
			}
			format, err := oneOf(c, "format", "md", "html")
			if err != nil {
				return err
			}
			wanted := choiceOf(c, "")
			wanted.examples = true
			catalogue, err := wanted.load()
			if err != nil {
				return err
			}
			options := handbook.Options{Examples: c.Int("examples")}
			return p.write(c.String("output"), nil, func(w io.Writer) error {
				if format == "html" {
					return handbook.HTML(w, catalogue, options)
				}
				return handbook.Markdown(w, catalogue, options)
			})
		},
	}
}
