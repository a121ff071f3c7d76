package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

func (p *program) checkCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Aliases:   []string{"toets"},
		Usage:     "toetst contracten en zegt per eis of eraan voldaan is, waar, en wat ontbreekt",
		UsageText: "clausule check [VLAGGEN] BESTAND…",
		Description: `
Het verslag zet voorop wat actie vraagt: strijdig, ontbreekt, gedeeltelijk; met
artikel, bladzijde, citaat, wat er mist en een voorstel. Een bladzijde die niet
gelezen kon worden, levert nooit "ontbreekt" op maar "niet te beoordelen".

Bovenaan staat het soort document: verwerkersovereenkomst, SLA, voorwaarden van
de leverancier, hoofdovereenkomst of anders. Wat iets anders lijkt, krijgt een
waarschuwing en wordt toch getoetst.

Een concept met bijgehouden wijzigingen wordt getoetst alsof die zijn
geaccepteerd. Met --revisions all zegt het verslag ook wat door de wijzigingen
vervalt, wat nieuw is en welke oordelen erdoor veranderen.

Met --bundle worden alle bestanden samen getoetst als één contract: een
hoofdovereenkomst met haar verwerkersovereenkomst, SLA en bijlagen. Er komt één
verslag, dat bij elke passage het bestand noemt; een verwijzing naar een van de
andere stukken is dan niet meer open, en een rangorderegeling beslist wat bij
strijd voorgaat.

Zonder --format kiest de naam van het bestand bij -o de vorm: verslag.html wordt
een pagina voor de browser met het contract ernaast, uitkomst.xlsx een werkmap,
verslag.md een pagina voor een wiki. Een csv-bestand is bedoeld voor Excel in
Nederland en België (puntkomma's, Nederlandse titels); met --lang en is het voor
programma's (komma's, vaste Engelse namen).

Voorbeelden:
  clausule check verwerkersovereenkomst.docx
  clausule check -o verslag.html verwerkersovereenkomst.docx
  clausule check -o uitkomst.xlsx contracten/*.docx
  clausule check --bundle overeenkomst.docx verwerkers.pdf sla.pdf
  clausule check --revisions all concept.docx
  clausule check --format json -o uitkomst.json contracten/*.pdf
  cat contract.txt | clausule check --packs ksz,avg -`,
		Flags: append([]cli.Flag{
			profileFlag(), packsFlag(), rulesFlag(), dateFlag(), formatFlag(formatNames()...), langFlag(), outputFlag(),
			&cli.StringFlag{Name: "fail-on", Value: "must", EnvVars: env("fail-on"),
				Usage: "afsluitcode 1 vanaf `ERNST`: never, must (standaard: een verplichte eis ontbreekt of is strijdig), conflict, missing (strijdig of ontbreekt), partial (ook gedeeltelijk)"},
			&cli.StringFlag{Name: "separator", Aliases: []string{"scheidingsteken"}, Value: "auto", EnvVars: env("separator"),
				Usage: "scheid de cellen van csv met dit `TEKEN`: auto (puntkomma; komma bij --lang en), comma, semicolon of tab"},
			patternsFlag(), bundleFlag(),
			&cli.BoolFlag{Name: "crosswalk", Aliases: []string{"kruistabel"}, EnvVars: env("crosswalk"),
				Usage: "zeg ook per bepaling aan welke wetten en beleidslijnen zij voldoet of bijdraagt"},
			verboseFlag(), widthFlag(), colorFlag(),
			jobsFlag("lees zoveel bestanden tegelijk: `AANTAL` (standaard het aantal processoren); de volgorde van het verslag blijft"),
		}, readerFlags()...),
		Action: p.check,
	}
}

func (p *program) check(c *cli.Context) error {
	files := c.Args().Slice()
	if err := checkInputs(files, "check"); err != nil {
		return err
	}
	bundle := c.Bool("bundle")
	if bundle {
		if err := checkBundle(files); err != nil {
			return err
		}
	}
	name, err := formOf(c, formatNames()...)
	if err != nil {
		return err
	}
	format := formatOf(name)
	separator, err := separatorOf(c)
	if err != nil {
		return err
	}
	language, err := languageOf(c)
	if err != nil {
		return err
	}
	failOn, err := oneOf(c, "fail-on", "must", "never", "conflict", "missing", "partial")
	if err != nil {
		return err
	}
	color, err := oneOf(c, "color", "auto", "always", "never")
	if err != nil {
		return err
	}
	for _, flag := range []string{"jobs", "width"} {
		if c.Int(flag) < 0 {
			return usagef("--%s is negatief; geef een getal vanaf 1", flag)
		}
	}
	day, err := dateOf(c)
	if err != nil {
		return err
	}
	checker, err := p.checkerOf(c, clause.Options{Language: language, Date: day})
	if err != nil {
		return err
	}
	target := c.String("output")
	if format.binary && (target == "" || target == "-") && isTerminal(p.stdout) {
		return usagef("--format %s is niet op een scherm te tonen; geef met -o een bestand", format.name)
	}
	out, err := p.openOutput(target, files)
	if err != nil {
		return err
	}
	defer out.discard()

	jobs := c.Int("jobs")
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	jobs = min(jobs, len(files))
	reader, err := p.newReader(c, len(files), jobs)
	if err != nil {
		return err
	}
	defer reader.close()
	form := style{
		language: language, width: p.columns(c.Int("width")), color: p.useColor(color, target),
		verbose: c.Bool("verbose"), several: len(files) > 1 && !bundle, separator: separator,
	}
	var list []judged
	each := func(j judged) error {
		if c.Bool("crosswalk") {
			j.report.Passages = j.report.Crosswalk()
		}
		if !format.documents {
			j.docs = nil
		}
		list = append(list, j)
		if !format.each {
			return nil
		}
		if err := format.write(out, list[len(list)-1:], form); err != nil {
			return cannotWrite("het verslag", err)
		}
		return nil
	}
	run := reader.checkAll
	if bundle {
		run = reader.checkTogether
	}
	unread, err := run(c.Context, checker, files, jobs, each)
	if err != nil {
		return err
	}
	outcome := verdict(failOn, list, unread)
	if len(list) > 0 || format.empty && form.several {
		if !format.each {
			form.exit = exitCode(outcome)
			if err := format.write(out, list, form); err != nil {
				return cannotWrite("het verslag", err)
			}
		}
		if err := out.commit(); err != nil {
			return err
		}
	}
	return outcome
}

// verdict is how a check ends: errUnread, errFindings at the level of --fail-on,
// or nil.
func verdict(failOn string, list []judged, unread bool) error {
	if unread {
		return errUnread
	}
	for i := range list {
		if fails(failOn, list[i].report) {
			return errFindings
		}
	}
	return nil
}

// checkAll checks files, several at the same time, and hands the reports on in
// the order of the files. A file that cannot be read costs one line on standard
// error and leaves the others alone.
func (r *reader) checkAll(ctx context.Context, checker *clause.Checker, files []string, jobs int, each func(judged) error) (unread bool, err error) {
	check := func(ctx context.Context, file string) (judged, error) { return r.checkOne(ctx, checker, file) }
	err = inOrder(ctx, r, files, jobs, check, func(file string, j judged, err error) error {
		if err != nil {
			complain(r.p.stderr, err)
			unread = true
			return nil
		}
		if s := incomplete(r.p.lang, file, j.report.Document.Warnings); s != "" {
			fmt.Fprintln(r.p.stderr, "clausule: "+printable(s))
			unread = true
		}
		return each(j)
	})
	return unread, err
}

// inOrder does something with files, several at the same time, and hands the
// outcomes on in the order of the files. When it returns nothing is being read
// any more: an engine that runs a program has ended it.
func inOrder[T any](ctx context.Context, r *reader, files []string, jobs int, do func(context.Context, string) (T, error), each func(string, T, error) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer waitFor(&workers)
	defer cancel()
	type outcome struct {
		value T
		err   error
	}
	outcomes := make([]chan outcome, len(files))
	for i := range outcomes {
		outcomes[i] = make(chan outcome, 1)
	}
	slots := make(chan struct{}, jobs)
	var large sync.Mutex
	workers.Go(func() {
		for i, file := range files {
			select {
			case slots <- struct{}{}:
			case <-ctx.Done():
				return
			}
			workers.Go(func() {
				if isLarge(file) {
					large.Lock()
					defer large.Unlock()
				}
				value, err := do(ctx, file)
				<-slots
				outcomes[i] <- outcome{value, err}
			})
		}
	})
	defer r.progress.clear()
	for i, file := range files {
		r.progress.show(i+1, file)
		var o outcome
		select {
		case o = <-outcomes[i]:
		case <-ctx.Done():
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		r.progress.clear()
		if err := each(file, o.value, o.err); err != nil {
			return err
		}
	}
	return nil
}

// patience is how long the end of the work is waited for: a program that was
// killed is given 5 seconds to close its pipes. What takes longer is a read that
// cannot be cancelled, as from a pipe that nobody writes to.
const patience = 6 * time.Second

func waitFor(workers *sync.WaitGroup) {
	done := make(chan struct{})
	go func() {
		workers.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(patience):
	}
}

// isLarge tells whether a file is so large that reading two of its kind at the
// same time may ask for more memory than there is.
func isLarge(file string) bool {
	const size = 4 << 20
	info, err := os.Stat(file)
	return err == nil && info.Size() > size
}

func (r *reader) checkOne(ctx context.Context, checker *clause.Checker, file string) (judged, error) {
	doc, err := r.open(ctx, file)
	if err != nil {
		return judged{}, err
	}
	report, err := checker.Check(ctx, doc)
	return judged{report, []*document.Document{doc}, []string{file}}, err
}

// fails tells whether a report has a finding at the level of --fail-on. What
// usually stands in an annex that is not part of the file does not fail it by
// being absent.
func fails(level string, r *clause.Report) bool {
	for i := range r.Results {
		res := &r.Results[i]
		lost := res.Status == clause.Conflict || res.Status == clause.Missing
		switch level {
		case "must":
			lost = res.Importance == rules.Must && lost || res.Importance == rules.MustAnnex && res.Status == clause.Conflict
		case "conflict":
			lost = res.Status == clause.Conflict
		case "missing":
		case "partial":
			lost = lost || res.Status == clause.Partial
		default:
			return false
		}
		if lost {
			return true
		}
	}
	// What the customer bears and another should is a signal like a conflict; no
	// area is obligatory.
	return level != "never" && level != "must" && slices.ContainsFunc(r.Matrix, func(a clause.Area) bool { return a.Deviation == clause.Detriment })
}
