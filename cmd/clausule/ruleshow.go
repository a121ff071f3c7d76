package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/rules"
)

func (p *program) showCommand() *cli.Command {
	return &cli.Command{
		Name:      "show",
		Aliases:   []string{"toon"},
		Usage:     "toont één eis: betekenis, bron, elementen, drempels, voorbeelden, modeltekst",
		UsageText: "clausule rules show [VLAGGEN] EIS",
		Description: `
Voorbeeld:
  clausule rules show ksz.audit.recht`,
		Flags: []cli.Flag{profileFlag(), rulesFlag(), formatFlag("text", "json"), outputFlag()},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usagef("geef één eis, bijvoorbeeld: clausule rules show ksz.audit.recht")
			}
			format, err := oneOf(c, "format", "text", "json")
			if err != nil {
				return err
			}
			r, err := lookupRequirement(choiceOf(c, ""), id(c.Args().First()))
			if err != nil {
				return err
			}
			return p.write(c.String("output"), nil, func(w io.Writer) error {
				if format == "json" {
					enc := json.NewEncoder(w)
					enc.SetEscapeHTML(false)
					enc.SetIndent("", "  ")
					return enc.Encode(r)
				}
				_, err := io.WriteString(w, printableLines(describe(r, p.lang)))
				return err
			})
		},
	}
}

// lookupRequirement finds a requirement with its examples: the built-in ones
// are read from their source, the compiled form has none.
func lookupRequirement(wanted choice, name rules.ID) (*rules.Requirement, error) {
	wanted.packs = []string{"all"}
	catalogue, err := wanted.load()
	if err != nil {
		return nil, err
	}
	r, ok := catalogue.Lookup(name)
	if !ok {
		return nil, unknownID(catalogue, name)
	}
	if len(r.Examples.Met)+len(r.Examples.Missing) > 0 {
		return r, nil
	}
	source, err := rules.Load(rules.Sources(), string(r.ID))
	var own *rules.NotFoundError
	if errors.As(err, &own) {
		return r, nil
	}
	if err != nil {
		return nil, err
	}
	if whole, ok := source.Lookup(r.ID); ok {
		set := *r // the settings of a profile stay
		set.Examples = whole.Examples
		r = &set
	}
	return r, nil
}

// describe puts a requirement into words.
func describe(r *rules.Requirement, l lang.Language) string {
	var b strings.Builder
	part := func(title string, lines ...string) {
		if len(lines) == 0 {
			return
		}
		b.WriteString("\n" + l.Text(title) + "\n")
		for _, l := range lines {
			wrapTo(&b, l)
		}
	}
	fmt.Fprintf(&b, "%s\n%s · %s · %s\n", clause.Title(r, l), r.ID, r.Importance, clause.Word(string(r.Bearer), l))
	if len(r.Aliases) > 0 {
		fmt.Fprintf(&b, "%s\n", l.Textf("ook bekend als %s", joinIDs(r.Aliases)))
	}
	if r.Meaning != "" {
		part("Betekenis", clause.Meaning(r, l))
	}
	var sources []string
	for _, source := range r.Sources {
		if l == lang.English {
			source = source.English()
		}
		sources = append(sources, strings.TrimSpace(source.Document+" "+source.Place))
	}
	part("Bron", sources...)
	if r.Certainty != "" {
		part("Zekerheid", clause.Phrase(r.Certainty.Dutch(), l))
	}
	if r.Caveat != "" {
		part("Voorbehoud", clause.Phrase(r.Caveat, l))
	}
	var elements []string
	for i, e := range r.Elements {
		scope := ""
		if i > 0 && e.Scope != "" {
			scope = l.Textf(" (binnen: %s)", clause.Word(string(e.Scope), l))
		}
		if e.Flag != "" {
			scope += l.Textf(" (zonder dit alleen de vlag %s)", e.Flag)
		}
		elements = append(elements, clause.Word(e.Name, l)+": "+clause.Asks(r, &e, l)+scope)
	}
	if r.Needed > 0 {
		part(l.Textf("Voldaan met ten minste %d van", r.Needed), elements...)
	} else {
		part("Voldaan met", elements...)
	}
	if r.Division != nil {
		part("Verdeling", l.Textf("gebruikelijk: %s", clause.Word(string(r.Division.Expected), l)))
	}
	var limits []string
	for _, name := range slices.Sorted(maps.Keys(r.Thresholds)) {
		t := r.Thresholds[name]
		limit := name + ": " + threshold(t.Value, l)
		if t.Basis != "" {
			limit += l.Textf(" (herkomst: %s)", clause.Word(string(t.Basis), l))
		}
		limits = append(limits, limit)
	}
	part("Drempels", limits...)
	var changes []string
	for _, c := range r.Changes {
		was := ""
		if c.Was != "" {
			was = l.Textf(" (was: %s)", short(c.Was))
		}
		changes = append(changes, l.Textf("%s, uit %s", c.Path+": "+short(c.Now)+was, c.Origin))
	}
	part("Aangepast", changes...)
	part("Woorden", r.Vocabulary.NL...)
	part("Woorden (België)", r.Vocabulary.BE...)
	part("Voorbeelden die voldoen", r.Examples.Met...)
	var partial []string
	for _, x := range r.Examples.Partial {
		partial = append(partial, x.Text+l.Textf(" (mist: %s)", x.Lacks))
	}
	part("Voorbeelden die gedeeltelijk voldoen", partial...)
	part("Voorbeelden die strijdig zijn", r.Examples.Conflict...)
	part("Voorbeelden die niet tellen", r.Examples.Missing...)
	part("Voorbeelden die het bij de klant leggen", r.Examples.Customer...)
	part("Voorbeelden die het verdelen", r.Examples.Both...)
	part("Voorbeelden die het bij de leverancier leggen", r.Examples.Provider...)
	part("Voorbeelden die niets regelen", r.Examples.Unassigned...)
	part("Modeltekst", r.Model.NL)
	if r.Model.BE != "" {
		part("Modeltekst (België)", r.Model.BE)
	}
	return b.String()
}

// threshold is a threshold as a rule writes it, or in English.
func threshold(value string, l lang.Language) string {
	if l == lang.English {
		value, _ = rules.EnglishLimit(value)
	}
	return value
}

func joinIDs(ids []rules.ID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	return strings.Join(names, ", ")
}

// short cuts a text for a line that only has to remind of it.
func short(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// printableLines makes each line of a text safe for a terminal.
func printableLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = printable(l)
	}
	return strings.Join(lines, "\n")
}

// wrapTo writes an item with a dash, in lines of 80.
func wrapTo(b *strings.Builder, text string) {
	line := "  -"
	for _, word := range strings.Fields(text) {
		if len([]rune(line))+1+len([]rune(word)) > 80 {
			b.WriteString(line + "\n")
			line = "   "
		}
		line += " " + word
	}
	b.WriteString(line + "\n")
}
