package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause/archive/dashboard"
	"github.com/clausule/clausule/clause/archive/export"
)

// exportFormats lists the forms of an export, the default first.
func exportFormats() []string { return []string{"csv", "xlsx", "jsonl", "parquet", "html"} }

func (p *program) archiveExportCommand() *cli.Command {
	return &cli.Command{
		Name:      "export",
		Aliases:   []string{"exporteer"},
		Usage:     "schrijft het archief als tabel, werkmap of dashboard",
		UsageText: "clausule archive export [VLAGGEN] [WOORDEN…] -o UITVOER",
		Description: `
Zonder --format kiest de naam van het bestand bij -o de vorm. dashboard.html wordt
één pagina voor de browser: alle contracten tegen alle eisen als kleurenkaart, per
eis de aandelen en het verloop over de jaren, uitschieters, en het citaat achter elk
oordeel. csv en parquet hebben een rij per bevinding, of met --rows een per contract
of per bestand dat niet gelezen is; xlsx heeft van elk een blad. jsonl heeft een
contract per regel.

Wat meegaat, kiest u met dezelfde vlaggen als bij clausule archive query; zonder
voorwaarden alles.

Voorbeelden:
  clausule archive export -o dashboard.html
  clausule archive export -o strijdig.xlsx --status strijdig
  clausule archive export -o contracten.csv --rows contracts
  clausule archive export -o alles.parquet`,
		Flags: append(queryFlags(), formatFlag(exportFormats()...), langFlag(), outputFlag(),
			&cli.StringFlag{Name: "rows", Aliases: []string{"rijen"}, Value: "findings",
				Usage: "csv, jsonl en parquet: een rij per `WAT`: findings (standaard: bevinding; een contract met zijn bevindingen in jsonl), contracts (contract) of failures (wat niet gelezen is)"},
			&cli.StringFlag{Name: "separator", Aliases: []string{"scheidingsteken"}, Value: "auto", EnvVars: env("separator"),
				Usage: "scheid de cellen van csv met dit `TEKEN`: auto (puntkomma; komma bij --lang en), comma, semicolon of tab"},
			&cli.StringFlag{Name: "title", Aliases: []string{"titel"}, Usage: "`TITEL` van een dashboard"},
		),
		Action: p.archiveExport,
	}
}

func (p *program) archiveExport(c *cli.Context) error {
	q, err := queryOf(c)
	if err != nil {
		return err
	}
	format, err := formOf(c, exportFormats()...)
	if err != nil {
		return err
	}
	rows, err := oneOf(c, "rows", "findings", "contracts", "failures")
	if err != nil {
		return err
	}
	if c.IsSet("rows") && (format == "xlsx" || format == "html") {
		return usagef("--rows is voor csv, jsonl en parquet; een werkmap heeft van alles een blad, en een dashboard toont alles")
	}
	separator, err := separatorOf(c)
	if err != nil {
		return err
	}
	target := c.String("output")
	if (format == "xlsx" || format == "parquet" || format == "html") && (target == "" || target == "-") && isTerminal(p.stdout) {
		return usagef("--format %s is niet op een scherm te tonen; geef met -o een bestand", format)
	}
	store, err := askArchive(c, q)
	if err != nil {
		return err
	}
	defer store.Close()
	return p.writing(c.Context, target, func(w io.Writer) error {
		if format == "html" {
			return dashboard.Write(c.Context, w, store, dashboard.Options{Language: p.lang, Title: c.String("title"), Query: q})
		}
		return export.Write(c.Context, w, store, q, export.Options{Format: export.Format(format), Rows: export.Rows(rows), Language: p.lang, Separator: separator})
	})
}
