package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause/clausetest"
	"github.com/clausule/clausule/rules"
)

func (p *program) testCommand() *cli.Command {
	return &cli.Command{
		Name:      "test",
		Usage:     "toetst de voorbeelden die in de regels staan",
		UsageText: "clausule rules test [VLAGGEN] [EIS…]",
		Description: `
Zonder --rules de ingebouwde eisen, anders die in de map. Afsluitcode 2 als een
voorbeeld een ander oordeel krijgt dan erbij staat.

Voorbeeld:
  clausule rules test --rules mijn-packs`,
		Flags: []cli.Flag{rulesFlag(), verboseFlag(),
			&cli.BoolFlag{Name: "mutate", EnvVars: env("mutate"), Usage: "meld ook patronen die geen enkel voorbeeld nodig heeft (traag)"}},
		Action: func(c *cli.Context) error {
			catalogue, err := withExamples(c.String("rules"), c.Args().Slice())
			if err != nil {
				return err
			}
			outcome, err := clausetest.Run(c.Context, catalogue)
			if err != nil {
				return err
			}
			var unneeded []clausetest.Unneeded
			if c.Bool("mutate") {
				if unneeded, err = clausetest.Mutate(c.Context, catalogue); err != nil {
					return err
				}
			}
			dir := c.String("rules")
			for i := range outcome.Failures {
				relocateTo(dir, &outcome.Failures[i].Place)
			}
			for i := range unneeded {
				relocateTo(dir, &unneeded[i].Place)
			}
			if err := p.writeOutcome(outcome, unneeded, catalogue.Len(), c.Bool("verbose")); err != nil {
				return err
			}
			if n := len(outcome.Failures); n > 0 {
				return fmt.Errorf("%d van de %d voorbeelden krijgen een ander oordeel dan erbij staat; pas de regel of het voorbeeld aan", n, outcome.Total())
			}
			unneeded = slices.DeleteFunc(unneeded, func(u clausetest.Unneeded) bool { return u.Shared })
			if n := len(unneeded); n > 0 {
				return fmt.Errorf("%d patronen zijn door geen voorbeeld gedekt; voeg een voorbeeld toe of haal het patroon weg", n)
			}
			return nil
		},
	}
}

func (p *program) writeOutcome(o *clausetest.Outcome, unneeded []clausetest.Unneeded, requirements int, verbose bool) error {
	var b strings.Builder
	for _, f := range o.Failures {
		b.WriteString(p.lang.Textf("FOUT  %s\n", printable(f.String())))
	}
	if verbose {
		for _, k := range o.Known {
			b.WriteString(p.lang.Textf("NOG NIET  %s: hoort %s: %s (%s)\n", k.Requirement, p.lang.Text(k.Wanted()), printable(k.Text), k.Known))
		}
	}
	for _, u := range unneeded {
		if u.Shared {
			if verbose {
				b.WriteString(p.lang.Textf("DUBBEL  %s\n", printable(u.String())))
			}
			continue
		}
		b.WriteString(p.lang.Textf("ONGEDEKT  %s\n", printable(u.String())))
	}
	b.WriteString(p.lang.Textf("%d eisen, %d voorbeelden: %d goed, %d fout, %d nog niet\n",
		requirements, o.Total(), o.Passed, len(o.Failures), len(o.Known)))
	_, err := io.WriteString(p.stdout, b.String())
	return err
}

// withExamples loads rules from their sources: the user's folder, or ours.
func withExamples(dir string, names []string) (*rules.Catalogue, error) {
	for i, n := range names {
		names[i] = string(id(n))
	}
	if dir == "" {
		return rules.Load(rules.Sources(), names...)
	}
	own, err := loadDir(dir, names...)
	var missing *rules.NotFoundError
	if len(names) == 0 || !errors.As(err, &missing) {
		return own, err
	}
	// A built-in requirement, as the settings of the folder make it.
	ours, err := rules.Load(rules.Sources())
	if err != nil {
		return nil, err
	}
	if own, err = loadDir(dir); err != nil {
		return nil, err
	}
	all, err := ours.Beside(own)
	if err != nil {
		return nil, inDir(dir, err)
	}
	return all.Select(names...)
}

func (p *program) lintCommand() *cli.Command {
	return &cli.Command{
		Name:      "lint",
		Aliases:   []string{"controleer"},
		Usage:     "controleert regelbestanden: bestand, regel, fout en remedie",
		UsageText: "clausule rules lint [MAP]",
		Description: `
Zonder map de ingebouwde regels. Ook profielen, aanpassingen en vrijstellingen
(verlopen of niet) worden gecontroleerd. Elke fout staat op één regel, zoals editors die
lezen: bestand:regel:kolom. Afsluitcode 2 als er fouten zijn.

Voorbeeld:
  clausule rules lint mijn-packs`,
		Flags: []cli.Flag{rulesFlag(), dateFlag()},
		Action: func(c *cli.Context) error {
			dir := c.String("rules")
			day, err := dateOf(c)
			if err != nil {
				return err
			}
			if c.NArg() > 1 {
				return usagef("rules lint controleert één map tegelijk")
			}
			if c.NArg() == 1 {
				dir = c.Args().First()
			}
			return p.lint(dir, day)
		},
	}
}

// lint prints the faults of the user's folder, or of our own rules.
func (p *program) lint(dir string, day time.Time) error {
	fsys := rules.Sources()
	if dir != "" {
		var err error
		if fsys, err = rulesDir(dir); err != nil {
			return err
		}
	}
	var b strings.Builder
	faults, warnings := 0, 0
	found := rules.Lint(fsys)
	if all, _, err := (choice{dir: dir}).whole(); err == nil {
		for _, e := range all.Expired(day) {
			found = append(found, rules.Fault{Err: e, Severity: rules.SeverityWarning})
		}
	}
	for _, f := range found {
		if f.Severity == rules.SeverityError {
			faults++
		} else {
			warnings++
		}
		f.Err = relocate(dir, f.Err)
		b.WriteString(printable(f.String()) + "\n")
	}
	b.WriteString(p.lang.Textf("%d fouten, %d waarschuwingen\n", faults, warnings))
	if _, err := io.WriteString(p.stdout, b.String()); err != nil {
		return err
	}
	if faults > 0 {
		return fmt.Errorf("de regels hebben fouten (%d); zie de plaatsen hierboven", faults)
	}
	return nil
}
