package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause/lang"
)

func (p *program) helpCommand() *cli.Command {
	return &cli.Command{
		Name:      "help",
		Aliases:   []string{"hulp"},
		Usage:     "toont hulp, ook bij één opdracht",
		UsageText: "clausule help [OPDRACHT]",
		Action: func(c *cli.Context) error {
			commands := c.App.Commands
			var cmd *cli.Command
			path := ""
			for _, name := range c.Args().Slice() {
				next := find(commands, name)
				if next == nil {
					return unknownVerb(name, path, commands)
				}
				cmd, commands, path = next, next.Subcommands, path+next.Name+" "
			}
			if cmd == nil {
				return p.write("", nil, func(w io.Writer) error { return writeAppHelp(w, c.App, p.lang) })
			}
			return p.write("", nil, func(w io.Writer) error { return writeCommandHelp(w, cmd, p.lang) })
		},
	}
}

// writeAppHelp prints what the program is and which verbs it knows.
func writeAppHelp(w io.Writer, app *cli.App, l lang.Language) error {
	var b strings.Builder
	fmt.Fprintf(&b, "clausule %s.\n", app.Usage)
	fmt.Fprintf(&b, "\n%s\n  %s\n\n%s\n", l.Text("Gebruik:"), l.Sentence("clausule OPDRACHT [VLAGGEN] BESTAND…"), l.Text("Opdrachten:"))
	writeVerbs(&b, app.Commands)
	fmt.Fprintf(&b, "\n%s\n  clausule check verwerkersovereenkomst.docx\n\n%s\n\n%s\n", l.Sentence("Voorbeeld:"),
		l.Text(`Gelezen worden PDF, Word (docx, docm, dotx, doc), OpenDocument (odt), RTF, HTML,
tekst en Markdown. Alles gebeurt op deze computer; er wordt niets verstuurd.
Hulp bij één opdracht: clausule help check`), l.Text(`Afsluitcode: 0 in orde · 1 bevindingen vanaf --fail-on · 2 fout in de opdracht
of in een regel · 3 klaar, maar niet alles kon worden gelezen`))
	_, err := io.WriteString(w, b.String())
	return err
}

func writeVerbs(b *strings.Builder, commands []*cli.Command) {
	width := 20
	for _, c := range commands {
		width = max(width, len(strings.Join(c.Names(), ", ")))
	}
	for _, c := range commands {
		fmt.Fprintf(b, "  %-*s %s\n", width, strings.Join(c.Names(), ", "), c.Usage)
	}
}

// writeCommandHelp prints how a verb is used, with its flags.
func writeCommandHelp(w io.Writer, c *cli.Command, l lang.Language) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s.\n\n%s\n  %s\n", strings.Join(c.Names(), ", "), c.Usage, l.Text("Gebruik:"), c.UsageText)
	if c.Description != "" {
		b.WriteString("\n" + strings.TrimSpace(c.Description) + "\n")
	}
	if len(c.Subcommands) > 0 {
		b.WriteString("\n" + l.Text("Opdrachten:") + "\n")
		writeVerbs(&b, c.Subcommands)
	}
	if len(c.Flags) > 0 {
		b.WriteString("\n" + l.Text("Vlaggen:") + "\n")
	}
	for _, f := range c.Flags {
		writeFlag(&b, f, l)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeFlag(b *strings.Builder, f cli.Flag, l lang.Language) {
	var names []string
	for _, n := range f.Names() {
		if len(n) == 1 {
			names = append([]string{"-" + n}, names...)
		} else {
			names = append(names, "--"+n)
		}
	}
	doc, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return
	}
	usage := doc.GetUsage()
	// A word in back quotes names the value, as in the flag package.
	head, value, quoted := strings.Cut(usage, "`")
	if quoted {
		var tail string
		value, tail, _ = strings.Cut(value, "`")
		usage = head + value + tail
	} else {
		value = ""
	}
	if value != "" {
		value = " " + value
	}
	fmt.Fprintf(b, "  %s%s\n", strings.Join(names, ", "), value)
	if env := doc.GetEnvVars(); len(env) > 0 {
		usage += l.Textf(" (omgeving: %s)", env[0])
	}
	line := "     "
	for _, word := range strings.Fields(usage) {
		if len([]rune(line))+1+len([]rune(word)) > 80 {
			b.WriteString(line + "\n")
			line = "     "
		}
		line += " " + word
	}
	b.WriteString(line + "\n")
}
