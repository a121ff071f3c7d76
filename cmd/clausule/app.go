package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause/lang"
)

// program is the command line with its surroundings; it holds no other state.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	lang           lang.Language
}

// The exit codes, a contract with scripts. The highest that applies counts.
const (
	exitClean       = 0   // no findings at or above --fail-on
	exitFindings    = 1   // findings at --fail-on
	exitUsage       = 2   // usage, configuration or rule fault: nothing was judged
	exitUnread      = 3   // finished, but something could not be read
	exitInterrupted = 130 // SIGINT, SIGTERM or SIGHUP, as shells number the first
)

// The outcomes that are no faults: what there is to say has been said.
var (
	errFindings = errors.New("bevindingen")
	errUnread   = errors.New("niet alles kon worden gelezen")
)

// usageError is a call that cannot be carried out as it was written.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// run carries out one call and returns the exit code; it is the only place
// where errors become codes and messages.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if isChild(args) {
		return serve(ctx, stdin, stdout, stderr)
	}
	language := spoken(args)
	if language != lang.Dutch {
		stderr = &voice{stderr, language}
	}
	app := newApp(stdin, stdout, stderr)
	args, err := arrange(app, args)
	if err == nil {
		err = app.RunContext(ctx, args)
	}
	code := exitCode(err)
	switch {
	case code != exitUsage:
	case ctx.Err() != nil, errors.Is(err, context.Canceled):
		message := "clausule: afgebroken; er is geen uitvoer geschreven die niet af was"
		if errors.Is(err, errScanLeft) {
			message = "clausule: afgebroken; wat klaar was is bewaard, en de volgende scan gaat daar verder"
		}
		fmt.Fprintln(stderr, message)
		return exitInterrupted
	default:
		complain(stderr, err)
	}
	return code
}

// complain prints an error, and the parts of a joined error on lines of their
// own.
func complain(w io.Writer, err error) {
	for _, line := range strings.Split(strings.TrimRight(err.Error(), "\n"), "\n") {
		fmt.Fprintln(w, "clausule: "+strings.TrimPrefix(printable(line), "clausule: "))
	}
}

// printable keeps file names and quotes in a message from steering the
// terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 {
			return '\ufffd'
		}
		return r
	}, s)
}

// newApp builds the command tree.
func newApp(stdin io.Reader, stdout, stderr io.Writer) *cli.App {
	p := &program{stdin: stdin, stdout: stdout, stderr: stderr, lang: lang.Dutch}
	if v, ok := stderr.(*voice); ok {
		p.lang = v.lang
	}
	app := &cli.App{
		Name:            "clausule",
		HelpName:        "clausule",
		Usage:           "toetst verwerkersovereenkomsten en cloudcontracten aan een catalogus van eisen",
		Reader:          stdin,
		Writer:          stdout,
		ErrWriter:       stderr,
		HideHelp:        true, // the help is our own, in Dutch
		HideHelpCommand: true,
		HideVersion:     true,
		Commands: []*cli.Command{
			p.checkCommand(), p.extractCommand(), p.explainCommand(), p.compareCommand(), p.reviewCommand(), p.scanCommand(), p.archiveCommand(), p.rulesCommand(), p.versionCommand(), p.helpCommand(),
		},
		Action:         p.noVerb,
		OnUsageError:   onUsageError,
		ExitErrHandler: func(*cli.Context, error) {}, // run decides
	}
	for _, c := range app.Commands {
		prepare(c)
	}
	speak(app, p.lang)
	return app
}

// prepare sets what holds for every verb.
func prepare(c *cli.Command) {
	c.HideHelp, c.HideHelpCommand = true, true
	c.OnUsageError = onUsageError
	if len(c.Subcommands) == 0 && lookup(c, "lang") == nil {
		c.Flags = append(c.Flags, langFlag())
	}
	for _, s := range c.Subcommands {
		prepare(s)
	}
}

// noVerb answers a call without a known verb.
func (p *program) noVerb(c *cli.Context) error {
	if !c.Args().Present() {
		writeAppHelp(p.stderr, c.App, p.lang)
		return usagef("geef een opdracht, bijvoorbeeld: clausule check contract.docx")
	}
	return unknownVerb(c.Args().First(), "", c.App.Commands)
}

// unknownVerb tells which verb may have been meant.
func unknownVerb(verb, parent string, commands []*cli.Command) error {
	var names []string
	for _, c := range commands {
		names = append(names, c.Names()...)
	}
	hint := fmt.Sprintf("clausule help %stoont de opdrachten", parent)
	if near := nearest(verb, names); near != "" {
		hint = fmt.Sprintf("bedoelde u 'clausule %s%s'?", parent, near)
	} else if _, err := os.Stat(verb); err == nil && parent == "" {
		hint = fmt.Sprintf("bedoelde u 'clausule check %s'?", verb)
	}
	return usagef("onbekende opdracht %q; %s", verb, hint)
}

// onUsageError puts what the flag parser says into Dutch.
func onUsageError(c *cli.Context, err error, _ bool) error {
	m := regexp.MustCompile(`for flag -{0,2}([\w-]+)`).FindStringSubmatch(err.Error())
	if m == nil {
		return usagef("de opdracht is niet te lezen (%v); zie clausule help", err)
	}
	where := "bij --" + m[1]
	if env := regexp.MustCompile(`environment variable "(\w+)"`).FindStringSubmatch(err.Error()); env != nil {
		where = "in omgevingsvariabele " + env[1]
	}
	give := "een geheel getal"
	switch lookup(c.Command, m[1]).(type) {
	case *cli.BoolFlag:
		give = "true of false"
	case *cli.DurationFlag:
		give = "een tijd, bijvoorbeeld 30s of 5m"
	}
	return usagef("ongeldige waarde %s; geef %s", where, give)
}

// exitCode is that of an outcome.
func exitCode(err error) int {
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errUnread):
		return exitUnread
	case errors.Is(err, errFindings):
		return exitFindings
	}
	return exitUsage
}
