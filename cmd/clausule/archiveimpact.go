package main

import (
	"io"
	"iter"
	"runtime"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/overview"
)

func (p *program) archiveImpactCommand() *cli.Command {
	return &cli.Command{
		Name:      "impact",
		Aliases:   []string{"gevolg"},
		Usage:     "zegt welke oordelen een andere catalogus zou veranderen",
		UsageText: "clausule archive impact [VLAGGEN]",
		Description: `
Toetst de bewaarde teksten opnieuw, met de regels die de vlaggen noemen, en zegt per
contract welke oordelen anders uitvallen dan die in het archief. Er wordt niets
bewaard: een volgende scan met die vlaggen doet dat. Documenten kiest u met dezelfde
vlaggen als bij clausule archive query.

Voorbeelden:
  clausule archive impact --rules mijn-regels
  clausule archive impact --profile ksz-streng --supplier Azure
  clausule archive impact --packs all --format jsonl -o gevolg.jsonl`,
		Flags: append(chosenDocuments(), profileFlag(), packsFlag(), rulesFlag(), dateFlag(), patternsFlag(), jobsFlag("toets zoveel documenten tegelijk: `AANTAL` (standaard het aantal processoren)"),
			formatFlag("text", "json", "jsonl"), langFlag(), outputFlag(),
			&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, EnvVars: env("verbose"), Usage: "noem alle plaatsen van een document"}, widthFlag(), colorFlag()),
		Action: p.archiveImpact,
	}
}

func (p *program) archiveImpact(c *cli.Context) error {
	if c.NArg() > 0 {
		return usagef("impact neemt geen bestanden; kies documenten met --path, --supplier of --year")
	}
	q, err := queryOf(c)
	if err != nil {
		return err
	}
	format, err := formOf(c, "text", "json", "jsonl")
	if err != nil {
		return err
	}
	o, err := p.overviewOptions(c)
	if err != nil {
		return err
	}
	jobs := c.Int("jobs")
	if jobs < 0 {
		return usagef("--jobs is negatief; geef een getal vanaf 1")
	}
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	store, err := openArchive(c, false)
	if err != nil {
		return err
	}
	defer store.Close()
	engine, err := p.scanEngine(c, jobs)
	if err != nil {
		return err
	}
	defer engine.Close()
	untold := 0
	err = p.writing(c.Context, c.String("output"), func(w io.Writer) error {
		impacts := archive.ImpactOf(c.Context, store, engine, q, jobs)
		if format == "text" {
			_, untold, err = overview.Impact(w, impacts, o)
			return err
		}
		return writeSeq(w, encoded(impacts, &untold), format == "json")
	})
	if err == nil && untold > 0 {
		return errUnread
	}
	return err
}

// chosenDocuments are those of queryFlags that choose documents.
func chosenDocuments() []cli.Flag {
	var flags []cli.Flag
	for _, f := range queryFlags() {
		switch f.Names()[0] {
		case "db", "supplier", "year", "kind", "path":
			flags = append(flags, f)
		}
	}
	return flags
}

// impactJSON is an impact as programs read it.
type impactJSON struct {
	SHA256  string                  `json:"sha256"`
	Places  []archive.Place         `json:"places"`
	Facts   archive.Facts           `json:"facts"`
	Failure *archive.Failure        `json:"failure,omitempty"`
	Changes []archive.VerdictChange `json:"changes"`
}

// encoded gives impacts for programs, and counts those that could not be told.
// Documents for which nothing changes are left out.
func encoded(impacts iter.Seq2[archive.Impact, error], untold *int) iter.Seq2[impactJSON, error] {
	return func(yield func(impactJSON, error) bool) {
		for i, err := range impacts {
			if err != nil {
				yield(impactJSON{}, err)
				return
			}
			if i.Failure != nil {
				*untold++
			} else if len(i.Changes) == 0 {
				continue
			}
			if i.Changes == nil {
				i.Changes = []archive.VerdictChange{}
			}
			if !yield(impactJSON{i.Record.SHA256, i.Record.Places, i.Record.Facts, i.Failure, i.Changes}, nil) {
				return
			}
		}
	}
}
