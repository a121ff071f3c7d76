package main

import (
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause/lang"
)

// spoken is the language of a call: that of --lang, or of CLAUSULE_LANG. It has to
// be known before the call is understood, for what is wrong with it is said in it
// too. What the system is set to does not count: the same call writes the same on
// every machine.
func spoken(args []string) lang.Language {
	code := os.Getenv(env("lang")[0])
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if !isFlag(arg) {
			continue
		}
		name, value, has := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if name != "lang" && name != "taal" {
			continue
		}
		if !has && i+1 < len(args) {
			value = args[i+1]
		}
		code = value
	}
	l, err := lang.Parse(strings.TrimSpace(code))
	if err != nil {
		return lang.Dutch // the verb refuses it
	}
	return l
}

// voice is standard error in a language: what the program says there begins with
// its name, one line a message.
type voice struct {
	io.Writer
	lang lang.Language
}

func (v *voice) Write(b []byte) (int, error) {
	const name = "clausule: "
	lines := strings.SplitAfter(string(b), "\n")
	for i, line := range lines {
		if message, ok := strings.CutPrefix(line, name); ok {
			text := strings.TrimSuffix(message, "\n")
			lines[i] = name + v.lang.Sentence(text) + message[len(text):]
		}
	}
	_, err := io.WriteString(v.Writer, strings.Join(lines, ""))
	return len(b), err
}

// speak puts the help of all verbs into a language.
func speak(app *cli.App, l lang.Language) {
	app.Usage = l.Sentence(app.Usage)
	speakCommands(app.Commands, l)
}

func speakCommands(commands []*cli.Command, l lang.Language) {
	for _, c := range commands {
		c.Usage, c.UsageText, c.Description = l.Sentence(c.Usage), l.Sentence(c.UsageText), description(c.Description, l)
		for _, f := range c.Flags {
			switch f := f.(type) {
			case *cli.StringFlag:
				f.Usage = l.Sentence(f.Usage)
			case *cli.BoolFlag:
				f.Usage = l.Sentence(f.Usage)
			case *cli.IntFlag:
				f.Usage = l.Sentence(f.Usage)
			case *cli.DurationFlag:
				f.Usage = l.Sentence(f.Usage)
			case *cli.StringSliceFlag:
				f.Usage = l.Sentence(f.Usage)
			}
		}
		speakCommands(c.Subcommands, l)
	}
}

// description puts a description into a language, paragraph by paragraph. The
// commands of examples stay.
func description(text string, l lang.Language) string {
	paragraphs := strings.Split(strings.TrimSpace(text), "\n\n")
	for i, p := range paragraphs {
		title, commands, examples := strings.Cut(p, "\n  ")
		if examples && strings.HasPrefix(p, "Voorbeeld") {
			paragraphs[i] = l.Sentence(title) + "\n  " + commands
			continue
		}
		paragraphs[i] = l.Sentence(p)
	}
	return strings.Join(paragraphs, "\n\n")
}
