package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/overview"
	"github.com/clausule/clausule/clause/archive/sqlite"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/rules"
)

// defaultDatabase is where a scan keeps what it found, unless told otherwise.
const defaultDatabase = "clausule.db"

func databaseFlag() cli.Flag {
	return &cli.StringFlag{Name: "db", Value: defaultDatabase, EnvVars: env("db"),
		Usage: "het archief staat in dit `BESTAND` (standaard " + defaultDatabase + " in de huidige map)"}
}

func jobsFlag(usage string) cli.Flag {
	return &cli.IntFlag{Name: "jobs", Aliases: []string{"j"}, EnvVars: env("jobs"), Usage: usage}
}

// sourceFlags choose the files of sources.
func sourceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "include", Aliases: []string{"alleen-bestanden"},
			Usage: "neem alleen bestanden waarvan de naam op dit `PATROON` past: '*.pdf', of '2024/**' voor een pad; mag vaker"},
		&cli.StringSliceFlag{Name: "exclude", Aliases: []string{"behalve"},
			Usage: "sla bestanden over waarvan de naam of het pad op dit `PATROON` past; mag vaker"},
		&cli.BoolFlag{Name: "hidden", Aliases: []string{"verborgen"}, EnvVars: env("hidden"),
			Usage: "neem ook verborgen en tijdelijke bestanden (.naam, ~$naam) mee"},
		&cli.BoolFlag{Name: "follow-links", Aliases: []string{"volg-koppelingen"}, EnvVars: env("follow-links"),
			Usage: "ga ook mappen in waarnaar een koppeling wijst; elke map één keer"},
	}
}

func (p *program) scanCommand() *cli.Command {
	return &cli.Command{
		Name:      "scan",
		Usage:     "toetst een heel archief: mappen, zip en tar; alleen wat nieuw of veranderd is",
		UsageText: "clausule scan [VLAGGEN] MAP|ARCHIEF|BESTAND…",
		Description: `
Leest en toetst alle contracten in mappen en in zip- en tar-bestanden, ook die in
elkaar zitten, en bewaart de uitkomst in een archief (--db). Een kopie wordt één
keer getoetst en op alle plaatsen vermeld. Afbreken kan altijd: de volgende scan
gaat verder waar deze was. Wat niet veranderde, wordt niet opnieuw gelezen; wat uit
de map verdween, verdwijnt ook uit het archief, met alles wat ervan is bewaard.

Elk document wordt gelezen in een eigen proces, met grenzen aan geheugen en tijd.
Een document waarop dat vastloopt, kost alleen zichzelf: het staat met de reden bij
wat niet gelezen is (clausule archive query --failed).

Het archief bevat citaten en, tenzij --no-text gegeven is, de tekst van de
contracten. Bewaar het even zorgvuldig als de contracten zelf.

Daarna: clausule archive query, export, stats en impact.

Voorbeelden:
  clausule scan contracten
  clausule scan --db archief.db contracten 2019.zip oud.tar.gz
  clausule scan --include '*.pdf' --include '*.docx' --jobs 4 /mnt/contracten
  clausule scan --watch inkomend`,
		Flags: append([]cli.Flag{
			databaseFlag(), profileFlag(), packsFlag(), rulesFlag(), dateFlag(), patternsFlag(),
			jobsFlag("lees zoveel documenten tegelijk: `AANTAL` (standaard één meer dan er processoren zijn)"),
			&cli.BoolFlag{Name: "no-text", Aliases: []string{"zonder-tekst"}, EnvVars: env("no-text"),
				Usage: "bewaar de tekst van de contracten niet; voor een andere catalogus moet dan alles opnieuw worden gelezen"},
			&cli.BoolFlag{Name: "rehash", Aliases: []string{"alles-lezen"}, EnvVars: env("rehash"),
				Usage: "lees ook bestanden waarvan grootte en datum gelijk bleven, om te zien of de inhoud dat ook is"},
			&cli.BoolFlag{Name: "watch", Aliases: []string{"wacht"}, EnvVars: env("watch"),
				Usage: "blijf de bronnen volgen en toets wat erbij komt, tot u afbreekt"},
			&cli.DurationFlag{Name: "interval", Value: 10 * time.Second, EnvVars: env("interval"),
				Usage: "kijk met --watch om de zoveel `TIJD`: 30s, 5m (standaard 10s)"},
			&cli.StringFlag{Name: "fail-on", Value: "never", EnvVars: env("fail-on"),
				Usage: "afsluitcode 1 als een contract in het archief iets heeft van deze `ERNST`: never (standaard), must (een verplichte eis ontbreekt of is strijdig), conflict, missing (strijdig of ontbreekt), partial (ook gedeeltelijk)"},
			&cli.StringFlag{Name: "sync", Value: "normal", EnvVars: env("sync"),
				Usage: "hoe zeker het bewaren is: `HOE` is normal (standaard: bij stroomuitval kunnen de laatste documenten opnieuw nodig zijn) of full"},
			&cli.IntFlag{Name: "max-memory", Value: 1024, EnvVars: env("max-memory"),
				Usage: "geheugen dat één document mag kosten, in `MEGABYTES` (standaard 1024)"},
			&cli.DurationFlag{Name: "max-time", Value: 30 * time.Minute, EnvVars: env("max-time"),
				Usage: "`TIJD` die één document mag kosten (standaard 30m); vijf minuten zonder voortgang is altijd te lang"},
		}, slices.Concat(sourceFlags(), unattended(readerFlags()))...),
		Action: p.scan,
	}
}

// unattended tells in the help of flags that nobody is asked for a password.
func unattended(flags []cli.Flag) []cli.Flag {
	for _, f := range flags {
		if s, ok := f.(*cli.StringFlag); ok && s.Name == "password-file" {
			s.Usage = "lees het wachtwoord uit de eerste regel van dit `BESTAND`; het wordt bij elk beveiligd bestand geprobeerd"
		}
	}
	return flags
}

func (p *program) scan(c *cli.Context) error {
	roots := c.Args().Slice()
	if len(roots) == 0 {
		return usagef("geef een map of een archief, bijvoorbeeld: clausule scan contracten")
	}
	failOn, err := oneOf(c, "fail-on", "never", "must", "conflict", "missing", "partial")
	if err != nil {
		return err
	}
	how, err := oneOf(c, "sync", "normal", "full")
	if err != nil {
		return err
	}
	for _, flag := range []string{"jobs", "max-memory"} {
		if c.Int(flag) < 0 {
			return usagef("--%s is negatief; geef een getal vanaf 1", flag)
		}
	}
	if c.Duration("interval") < time.Second || c.Duration("max-time") < time.Second {
		return usagef("--interval en --max-time zijn ten minste een seconde; schrijf bijvoorbeeld 30s of 5m")
	}
	database := c.String("db")
	sources, err := openSources(c, roots, database)
	if err != nil {
		return err
	}
	jobs := c.Int("jobs")
	if jobs == 0 {
		// A child waits while this process keeps what it found.
		jobs = runtime.GOMAXPROCS(0) + 1
	}
	engine, err := p.scanEngine(c, jobs)
	if err != nil {
		return err
	}
	defer engine.Close()
	store, err := sqlite.Open(c.Context, database, sqlite.Options{Sync: map[string]sqlite.Sync{"normal": sqlite.SyncNormal, "full": sqlite.SyncFull}[how]})
	if err != nil {
		return err
	}
	defer store.Close()
	s := &scanner{p: p, store: store, sources: sources, options: archive.Options{
		Engine: engine, Workers: jobs, NoText: c.Bool("no-text"), Rehash: c.Bool("rehash"),
	}}
	if c.Bool("watch") {
		s.options.Settle = settle
		return left(c.Context, s.watch(c.Context, c.Duration("interval")))
	}
	unread, err := s.once(c.Context)
	if err != nil {
		return left(c.Context, err)
	}
	stats, err := store.Stats(c.Context, archive.Query{})
	if err != nil {
		return err
	}
	if err := p.write("", nil, func(w io.Writer) error {
		return overview.Scan(w, s.tally, stats, overview.Options{Language: p.lang})
	}); err != nil {
		return err
	}
	if s.tally.Places == 0 && !unread {
		fmt.Fprintln(p.stderr, "clausule: "+p.lang.Text("er zijn geen bestanden gevonden; controleer de map, en --include en --exclude als u die gaf"))
	}
	failed, err := anyFails(c.Context, store, failOn)
	switch {
	case err != nil:
		return err
	case unread || stats.Incomplete > 0:
		return errUnread
	case failed:
		return errFindings
	}
	return nil
}

// errScanLeft: a scan was interrupted when it had begun to keep what it found.
var errScanLeft = errors.New("de scan is afgebroken")

// left is the error with which a scan ended, marked where it was interrupted.
func left(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return fmt.Errorf("%w: %w", errScanLeft, err)
	}
	return err
}

// settle is how long a file must be left alone before --watch reads it: it may be
// on its way still.
const settle = 2 * time.Second

// openSources opens what is to be scanned; all of it, before anything is written.
func openSources(c *cli.Context, roots []string, database string) ([]archive.Source, error) {
	options := archive.SourceOptions{
		Include: c.StringSlice("include"), Exclude: c.StringSlice("exclude"), Hidden: c.Bool("hidden"), FollowLinks: c.Bool("follow-links"),
	}
	if full, err := filepath.Abs(database); err == nil {
		options.Skip = []string{full, full + "-wal", full + "-shm", full + "-journal"}
	}
	var sources []archive.Source
	var faults []error
	for _, root := range roots {
		source, err := archive.OpenSource(root, options)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		sources = append(sources, source)
	}
	if len(faults) > 0 {
		return nil, usagef("%v", errors.Join(faults...))
	}
	return sources, nil
}

// scanner scans the sources of a call into its store.
type scanner struct {
	p       *program
	store   archive.Store
	sources []archive.Source
	options archive.Options
	tally   archive.Tally
	told    map[archive.Place]string // what was said of places that every scan tries again
}

// once scans all sources and tells whether something could not be read.
func (s *scanner) once(ctx context.Context) (unread bool, err error) {
	bar := s.p.newScanProgress(ctx, s.sources)
	defer bar.close()
	told := 0
	for _, source := range s.sources {
		for r, err := range archive.Scan(ctx, source, s.store, s.options) {
			if errors.Is(err, archive.ErrNothingFound) {
				bar.say(s.p.lang.Textf("%s is leeg, terwijl er eerder documenten in stonden; is de schijf verbonden? Er is niets uit het archief gehaald.", source.Name()))
				unread = true
				continue
			}
			if err != nil {
				return unread, err
			}
			s.tally.Add(r)
			bar.add(r)
			if r.Failure == nil {
				delete(s.told, site(r))
				continue
			}
			unread = true
			if s.known(r) {
				continue
			}
			const most = 20
			switch told++; {
			case told <= most:
				bar.say(r.Place.Path + ": " + s.p.lang.Sentence(r.Failure.Message))
			case told == most+1:
				bar.say(s.p.lang.Textf("er is meer dat niet kon worden gelezen; clausule archive query --failed toont alles"))
			}
		}
	}
	return unread, nil
}

// known tells whether a failure was told before: by the scan that found it, or by
// this call in an earlier round.
func (s *scanner) known(r archive.Result) bool {
	if r.Outcome != nil {
		return false
	}
	if !r.Failure.Class.OfPlace() {
		return r.SHA256 != ""
	}
	if s.told == nil {
		s.told = map[archive.Place]string{}
	}
	said := s.told[site(r)] == r.Failure.Message
	s.told[site(r)] = r.Failure.Message
	return said
}

// site is a place without what changes.
func site(r archive.Result) archive.Place {
	return archive.Place{Source: r.Place.Source, Path: r.Place.Path}
}

// watch scans again and again, until it is interrupted.
func (s *scanner) watch(ctx context.Context, interval time.Duration) error {
	fmt.Fprintln(s.p.stderr, "clausule: "+s.p.lang.Textf("kijkt om de %s of er iets bij is gekomen; breek af met Ctrl+C", interval))
	said := ""
	for {
		_, err := s.once(ctx)
		switch {
		case err == nil:
			said = ""
		case !errors.Is(err, extract.ErrFile):
			return err
		case said != err.Error(): // a source that is not there may come back
			said = err.Error()
			complain(s.p.stderr, err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(interval):
		}
	}
}

// anyFails tells whether a contract in the archive has a finding at the level of
// --fail-on; see fails.
func anyFails(ctx context.Context, store archive.Store, level string) (bool, error) {
	q := archive.Query{Status: []clause.Status{clause.Conflict}, Results: true, Limit: 1}
	queries := []archive.Query{q}
	switch level {
	case "never":
		return false, nil
	case "must":
		queries[0].Importance = []rules.Importance{rules.Must, rules.MustAnnex}
		missing := q
		missing.Status, missing.Importance = []clause.Status{clause.Missing}, []rules.Importance{rules.Must}
		queries = append(queries, missing)
	case "missing":
		queries[0].Status = append(queries[0].Status, clause.Missing)
	case "partial":
		queries[0].Status = append(queries[0].Status, clause.Missing, clause.Partial)
	}
	for _, q := range queries {
		for _, err := range store.Records(ctx, q) {
			return err == nil, err
		}
	}
	return false, nil
}

// existing refuses a database that is not there: a query must not make an empty
// one.
func existing(database string) error {
	if _, err := os.Stat(database); errors.Is(err, os.ErrNotExist) {
		return usagef("er is geen archief %s; maak het met clausule scan --db %s MAP, of noem het goede bestand met --db", database, database)
	}
	return nil
}
