package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
)

func (p *program) explainSentenceCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Aliases:   []string{"verklaar"},
		Usage:     "toont welke eisen een zin raakt, met welk patroon en welke woorden",
		UsageText: "clausule rules explain [VLAGGEN] ZIN…",
		Description: `
De zin wordt gelezen alsof hij het hele contract is; alles achter de vlaggen hoort
bij de zin. Met - komt de tekst van de standaardinvoer.

Voorbeelden:
  clausule rules explain "Verwerker meldt een datalek binnen 24 uur aan Klant."
  clausule rules explain --rules mijn-packs --packs kantoor "Wij maken elke nacht een back-up."`,
		Flags: []cli.Flag{profileFlag(), packsFlag(), rulesFlag(), formatFlag("text", "json"), outputFlag(), verboseFlag(), widthFlag(), colorFlag()},
		Action: func(c *cli.Context) error {
			format, err := oneOf(c, "format", "text", "json")
			if err != nil {
				return err
			}
			color, err := oneOf(c, "color", "auto", "always", "never")
			if err != nil {
				return err
			}
			text := strings.Join(c.Args().Slice(), " ")
			if text == "-" {
				data, err := io.ReadAll(io.LimitReader(p.stdin, maxSentence+1))
				if err != nil {
					return err
				}
				text = string(data)
			}
			if strings.TrimSpace(text) == "" {
				return usagef("geef een zin, bijvoorbeeld: clausule rules explain \"Wij melden een datalek binnen 24 uur.\"")
			}
			if len(text) > maxSentence {
				return usagef("dat is meer dan een zin; toets een heel contract met clausule check of clausule explain")
			}
			catalogue, err := choiceOf(c, "").load()
			if err != nil {
				return err
			}
			checker, err := clause.New(catalogue, clause.Options{Language: p.lang, PatternsOnly: true})
			if err != nil {
				return err
			}
			doc, err := plain.Read(c.Context, document.Source{Name: "zin.txt", Data: []byte(text)}, document.Options{})
			if err != nil {
				return err
			}
			list, err := checker.ExplainAll(c.Context, doc)
			if err != nil {
				return err
			}
			aside := 0
			if !c.Bool("verbose") {
				all := len(list)
				list = slices.DeleteFunc(list, func(e *clause.Explanation) bool {
					return e.Area == nil && e.Result.Status == clause.Missing && len(e.Result.Nearest) == 0
				})
				aside = all - len(list)
			}
			target := c.String("output")
			err = p.write(target, nil, func(w io.Writer) error {
				if format == "json" {
					return report.ExplanationsJSON(w, list)
				}
				return report.Explanations(w, list, report.TextOptions{Language: p.lang, Width: p.columns(c.Int("width")), Color: p.useColor(color, target)})
			})
			if err == nil && aside > 0 {
				fmt.Fprintf(p.stderr, "clausule: bij %d andere eisen raakt de zin alleen een bijzaak; --verbose toont ze\n", aside)
			}
			return err
		},
	}
}

// maxSentence is the most text in bytes that is explained pattern by pattern.
const maxSentence = 64 << 10
