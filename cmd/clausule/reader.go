package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdfium"
)

// readerFlags are the flags of every verb that reads contracts.
func readerFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "revisions", Aliases: []string{"wijzigingen"}, Value: "accept", EnvVars: env("revisions"),
			Usage: "lees een concept met bijgehouden wijzigingen als `LEZING`: accept (standaard: alsof alle zijn geaccepteerd), original (zoals het vóór de wijzigingen luidde), of all (beide in de tekst; getoetst wordt wat blijft en wat erbij komt, en het verslag zegt wat vervalt)"},
		&cli.BoolFlag{Name: "headers", Aliases: []string{"kopteksten"}, EnvVars: env("headers"),
			Usage: "lees ook de kop- en voetteksten van een tekstverwerkersbestand; ze komen in de tekst maar gelden niet als bepaling (alleen naar contactgegevens wordt er gezocht)"},
		&cli.StringFlag{Name: "ocr", Value: "auto", EnvVars: env("ocr"),
			Usage: "herken tekst in scans met het programma tesseract: `WANNEER` is auto (standaard: bladzijden zonder tekst), off, of force (alle bladzijden)"},
		&cli.StringFlag{Name: "ocr-lang", Aliases: []string{"ocr-taal"}, Value: "nld", EnvVars: env("ocr-lang"),
			Usage: "`TALEN` van de tekstherkenning, bijvoorbeeld nld+fra of nld,fra (standaard nld)"},
		&cli.StringFlag{Name: "fallback", Value: "auto", EnvVars: env("fallback"),
			Usage: "lees een PDF-bladzijde die niet goed te lezen is nog eens met PDFium: `WANNEER` is auto (standaard) of off"},
		&cli.StringFlag{Name: "password", EnvVars: env("password"),
			Usage: "`WACHTWOORD` van een beveiligde PDF; --password-file is veiliger, want anderen op deze computer kunnen een opdracht zien"},
		&cli.StringFlag{Name: "password-file", EnvVars: env("password-file"),
			Usage: "lees het wachtwoord uit de eerste regel van dit `BESTAND`; zonder beide wordt erom gevraagd"},
	}
}

// reader opens contracts as the flags of one call ask.
type reader struct {
	p        *program
	options  extract.Options
	progress *progress
	engine   *pdfium.Engine // nil when switched off
	asking   sync.Mutex     // one question for a password at a time

	interrupt context.CancelFunc // ends the call, as SIGINT does
}

// newReader reads the flags. total is the number of files that will be read,
// parallel of them at the same time. It puts a context in c that ends with an
// interrupt typed at a question.
func (p *program) newReader(c *cli.Context, total, parallel int) (*reader, error) {
	wanted, err := readingOf(c, parallel)
	if err != nil {
		return nil, err
	}
	r := &reader{p: p, progress: p.newProgress(total)}
	r.options, r.engine = wanted.options()
	c.Context, r.interrupt = context.WithCancel(c.Context)
	return r, nil
}

// close gives back what the engines hold.
func (r *reader) close() {
	r.progress.clear()
	r.interrupt()
	if r.engine != nil {
		// Nothing is lost when it fails: all has been read.
		_ = r.engine.Close()
	}
}

// open reads one contract; "-" is standard input. At a terminal it asks for the
// password of an encrypted file.
func (r *reader) open(ctx context.Context, name string) (*document.Document, error) {
	if name == "-" {
		_, doc, err := r.openWithSource(ctx, name)
		return doc, err
	}
	return r.unlock(ctx, name, func(opts extract.Options) (*document.Document, error) { return extract.OpenFile(ctx, name, opts) })
}

// openWithSource reads one contract as open does, and gives its bytes too.
func (r *reader) openWithSource(ctx context.Context, name string) (src document.Source, doc *document.Document, err error) {
	if name == "-" {
		src, err = r.p.standardInput(ctx)
	} else {
		src, err = extract.ReadFile(ctx, name, r.options.Limits)
	}
	if err != nil {
		return src, nil, err
	}
	doc, err = r.unlock(ctx, name, func(opts extract.Options) (*document.Document, error) { return extract.Open(ctx, src, opts) })
	var typed *document.Error
	if errors.As(err, &typed) {
		typed.Name = name
	}
	return src, doc, err
}

// unlock reads with the options of the call and, where it takes a password that
// somebody can be asked for, with that.
func (r *reader) unlock(ctx context.Context, name string, read func(extract.Options) (*document.Document, error)) (*document.Document, error) {
	opts := r.options
	opts.Progress = r.progress.pages(name)
	doc, err := read(opts)
	const attempts = 3
	for n := 0; n < attempts && errors.Is(err, extract.ErrPassword) && r.canAsk(name); n++ {
		password, given := r.ask(ctx, name, n > 0)
		if given != nil {
			return nil, given
		}
		opts.Password = password
		doc, err = read(opts)
	}
	return doc, err
}

// canAsk tells whether there is somebody to ask for a password.
func (r *reader) canAsk(name string) bool {
	return name != "-" && isTerminal(r.p.stdin) && isTerminal(r.p.stderr)
}

// ask asks for a password at the terminal, where it does not show. A read from
// a terminal cannot be cancelled; an interrupt must not wait for it.
func (r *reader) ask(ctx context.Context, name string, again bool) (string, error) {
	r.asking.Lock()
	defer r.asking.Unlock()
	// It may have ended while another question was open.
	if err := ctx.Err(); err != nil {
		return "", err
	}
	in, ok := r.p.stdin.(*os.File)
	if !ok {
		return "", errNoTerminal
	}
	fd := int(in.Fd())
	r.progress.clear()
	if again {
		fmt.Fprintln(r.p.stderr, r.p.lang.Text("Dat wachtwoord klopt niet."))
	}
	fmt.Fprint(r.p.stderr, r.p.lang.Textf("Wachtwoord voor %s: ", printable(filepath.Base(name))))
	// Not term.ReadPassword, which goes on reading at ^D.
	before, err := term.MakeRaw(fd)
	if err != nil {
		fmt.Fprintln(r.p.stderr)
		return "", errNoTerminal
	}
	type answer struct {
		password string
		err      error
	}
	answered := make(chan answer, 1)
	go func() {
		t := term.NewTerminal(struct {
			io.Reader
			io.Writer
		}{keys{in, r.interrupt}, io.Discard}, "")
		password, err := t.ReadPassword("")
		answered <- answer{password, err}
	}()
	var a answer
	select {
	case <-ctx.Done(): // the read goes on until the process ends
	case a = <-answered:
	}
	// Nothing can be done when this fails.
	_ = term.Restore(fd, before)
	fmt.Fprintln(r.p.stderr)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(a.err, io.EOF):
		return "", fmt.Errorf("%s: er is geen wachtwoord gegeven; typ het bij de vraag of geef het met --password-file", name)
	case a.err != nil:
		return "", fmt.Errorf("%s: het wachtwoord kan niet worden gelezen: %w", name, a.err)
	}
	return a.password, nil
}

// keys are what is typed at a terminal in raw mode, where ^C is a key as any
// other.
type keys struct {
	in        io.Reader
	interrupt func()
}

func (k keys) Read(p []byte) (int, error) {
	const ctrlC = 3
	n, err := k.in.Read(p)
	if bytes.IndexByte(p[:n], ctrlC) >= 0 {
		k.interrupt()
	}
	return n, err
}

var errNoTerminal = errors.New("er is geen terminal om een wachtwoord te vragen")

// standardInput reads the contract on standard input. A read from a terminal or
// pipe cannot be cancelled; an interrupt must not wait for it.
func (p *program) standardInput(ctx context.Context) (document.Source, error) {
	type input struct {
		source document.Source
		err    error
	}
	read := make(chan input, 1)
	go func() {
		src, err := extract.ReadSource("-", p.stdin, document.Limits{})
		read <- input{src, err}
	}()
	select {
	case <-ctx.Done():
		return document.Source{}, ctx.Err()
	case in := <-read:
		return in.source, in.err
	}
}
