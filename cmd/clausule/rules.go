package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/rules"
)

func (p *program) rulesCommand() *cli.Command {
	return &cli.Command{
		Name:      "rules",
		Aliases:   []string{"regels"},
		Usage:     "toont, zoekt, maakt, controleert, test en vergelijkt eisen",
		UsageText: "clausule rules OPDRACHT [VLAGGEN]",
		Description: `
Voorbeelden:
  clausule rules list
  clausule rules find back-up
  clausule rules new mijn-regels/kantoor.helpdesk
  clausule rules test --rules mijn-regels`,
		Subcommands: []*cli.Command{p.listCommand(), p.showCommand(), p.findCommand(), p.profilesCommand(), p.explainSentenceCommand(),
			p.newCommand(), p.lintCommand(), p.testCommand(), p.diffCommand(), p.docCommand()},
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return usagef("geef een opdracht: clausule rules list, show, find, profiles, explain, new, lint, test, diff of doc")
			}
			return unknownVerb(c.Args().First(), "rules ", c.Command.Subcommands)
		},
	}
}

func (p *program) listCommand() *cli.Command {
	return &cli.Command{
		Name:      "list",
		Aliases:   []string{"lijst"},
		Usage:     "toont alle eisen",
		UsageText: "clausule rules list [VLAGGEN]",
		Description: `
Voorbeeld:
  clausule rules list --packs ksz --format json`,
		Flags: []cli.Flag{profileFlag(), packsFlag(), rulesFlag(), formatFlag("text", "json"), outputFlag()},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("rules list neemt geen argumenten; zoeken gaat met: clausule rules find %s", c.Args().First())
			}
			catalogue, err := choiceOf(c, "").load()
			if err != nil {
				return err
			}
			return p.writeList(c, withAliases(catalogue, p.lang))
		},
	}
}

func (p *program) profilesCommand() *cli.Command {
	return &cli.Command{
		Name:      "profiles",
		Aliases:   []string{"profielen"},
		Usage:     "toont de profielen: welke eisen ze kiezen en wat ze anders zetten",
		UsageText: "clausule rules profiles [VLAGGEN]",
		Description: `
Voorbeeld:
  clausule rules profiles --rules mijn-packs`,
		Flags: []cli.Flag{rulesFlag(), formatFlag("text", "json"), outputFlag()},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("rules profiles neemt geen argumenten; toets met: clausule check --profile %s", c.Args().First())
			}
			format, err := oneOf(c, "format", "text", "json")
			if err != nil {
				return err
			}
			all, _, err := choice{dir: c.String("rules")}.whole()
			if err != nil {
				return err
			}
			return p.writeProfiles(c.String("output"), format, all)
		},
	}
}

// profileEntry is a profile as the list shows it.
type profileEntry struct {
	Name         string `json:"name"`
	Title        string `json:"title"`
	Meaning      string `json:"meaning,omitempty"`
	Requirements int    `json:"requirements"`
	Adjusted     int    `json:"adjusted"` // requirements with other settings
}

func (p *program) writeProfiles(target, format string, all *rules.Catalogue) error {
	entries := []profileEntry{}
	for _, profile := range all.Profiles() {
		cut, err := all.Profile(profile.Name)
		if err != nil {
			return err
		}
		e := profileEntry{Name: profile.Name, Title: clause.Phrase(profile.Title, p.lang), Meaning: clause.Phrase(profile.Meaning, p.lang), Requirements: cut.Len()}
		for r := range cut.All() {
			if len(r.Changes) > 0 {
				e.Adjusted++
			}
		}
		entries = append(entries, e)
	}
	return p.write(target, nil, func(w io.Writer) error {
		if format == "json" {
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			return enc.Encode(entries)
		}
		var b strings.Builder
		for _, e := range entries {
			fmt.Fprintf(&b, "%s · %s\n", printable(e.Name), printable(e.Title))
			count := p.lang.Textf("%d eisen", e.Requirements)
			if e.Adjusted > 0 {
				count = p.lang.Textf("%d eisen, waarvan %d anders ingesteld", e.Requirements, e.Adjusted)
			}
			wrapTo(&b, count)
			if e.Meaning != "" {
				wrapTo(&b, printable(e.Meaning))
			}
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

func (p *program) findCommand() *cli.Command {
	return &cli.Command{
		Name:      "find",
		Aliases:   []string{"zoek"},
		Usage:     "zoekt eisen op een paar letters van hun naam of titel",
		UsageText: "clausule rules find [VLAGGEN] WOORD…",
		Description: `
Voorbeeld:
  clausule rules find melding inbreuk`,
		Flags: []cli.Flag{profileFlag(), packsFlag(), rulesFlag(), formatFlag("text", "json"), outputFlag(),
			&cli.IntFlag{Name: "max", Value: 10, EnvVars: env("max"), Usage: "toon ten hoogste dit `AANTAL` (standaard 10; 0 is alles)"}},
		Action: func(c *cli.Context) error {
			query := strings.Join(c.Args().Slice(), " ")
			if strings.TrimSpace(query) == "" {
				return usagef("geef een woord om te zoeken, bijvoorbeeld: clausule rules find back-up")
			}
			catalogue, err := choiceOf(c, "").load()
			if err != nil {
				return err
			}
			var found []*rules.Requirement
			for _, f := range catalogue.Find(query, c.Int("max")) {
				found = append(found, f.Requirement)
			}
			if len(found) == 0 {
				fmt.Fprintf(p.stderr, "clausule: geen eis gevonden voor %q; clausule rules list toont ze alle\n", query)
			}
			items := []listed{}
			for _, r := range found {
				items = append(items, listed{ID: r.ID, Pack: r.Pack(), Title: clause.Title(r, p.lang), Importance: r.Importance})
			}
			return p.writeList(c, items)
		},
	}
}

// listed is one requirement in the JSON of rules list, a contract with other
// programs.
type listed struct {
	ID         rules.ID         `json:"id"`
	Pack       string           `json:"pack"`
	Title      string           `json:"title"`
	Importance rules.Importance `json:"importance"`
	// AliasOf is the requirement that the id is another name for: one rule,
	// counted once.
	AliasOf rules.ID `json:"aliasOf,omitempty"`
}

// withAliases lists the requirements pack by pack, after those of a pack the
// ids in it under which requirements of other packs are known.
func withAliases(catalogue *rules.Catalogue, l lang.Language) []listed {
	items := []listed{}
	for _, pack := range catalogue.Packs() {
		var aliases []listed
		for r := range catalogue.All() {
			if r.Pack() == pack.Name {
				items = append(items, listed{ID: r.ID, Pack: pack.Name, Title: clause.Title(r, l), Importance: r.Importance})
			}
			for _, alias := range r.Aliases {
				if alias.Pack() == pack.Name {
					aliases = append(aliases, listed{alias, pack.Name, clause.Title(r, l), r.Importance, r.ID})
				}
			}
		}
		items = append(items, aliases...)
	}
	return items
}

func (p *program) writeList(c *cli.Context, items []listed) error {
	format, err := oneOf(c, "format", "text", "json")
	if err != nil {
		return err
	}
	widest := 0
	for _, it := range items {
		widest = max(widest, utf8.RuneCountInString(string(it.ID)))
	}
	return p.write(c.String("output"), nil, func(w io.Writer) error {
		if format == "json" {
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			return enc.Encode(items)
		}
		var b strings.Builder
		for _, it := range items {
			same := ""
			if it.AliasOf != "" {
				same = p.lang.Textf(" (is %s)", it.AliasOf)
			}
			fmt.Fprintf(&b, "%-*s  %-12s  %s%s\n", widest, it.ID, it.Importance, printable(it.Title), same)
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}
