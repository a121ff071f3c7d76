package main

import (
	"io"
	"runtime"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
)

func (p *program) versionCommand() *cli.Command {
	return &cli.Command{
		Name:      "version",
		Aliases:   []string{"versie"},
		Usage:     "toont de versie",
		UsageText: "clausule version",
		Description: `
Voorbeeld:
  clausule version`,
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("version neemt geen argumenten")
			}
			return p.write("", nil, func(w io.Writer) error {
				_, err := io.WriteString(w, p.lang.Textf("clausule %s (rapportschema %d, %s %s/%s)\n",
					clause.Version, clause.SchemaVersion, runtime.Version(), runtime.GOOS, runtime.GOARCH))
				return err
			})
		},
	}
}
