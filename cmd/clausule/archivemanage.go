package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause/archive"
)

func (p *program) archiveRetryCommand() *cli.Command {
	return &cli.Command{
		Name:      "retry",
		Aliases:   []string{"opnieuw"},
		Usage:     "laat de volgende scan opnieuw proberen wat niet gelezen kon worden",
		UsageText: "clausule archive retry [VLAGGEN]",
		Description: `
Een document dat niet gelezen kon worden, wordt niet vanzelf opnieuw geprobeerd,
tenzij het verandert. Na een nieuwe versie van een hulpprogramma of met ruimere
grenzen kan dat wel zin hebben. Bestanden die alleen niet te openen waren, probeert
elke scan opnieuw.

Voorbeelden:
  clausule archive retry --class crash,memory,timeout
  clausule archive retry --incomplete`,
		Flags: []cli.Flag{databaseFlag(),
			&cli.StringFlag{Name: "class", Aliases: []string{"reden"}, Value: "crash,memory,timeout,tool",
				Usage: "met deze `REDENEN`, met komma's: " + strings.Join(classNames(), ", ") + " (standaard crash, memory, timeout, tool)"},
			&cli.BoolFlag{Name: "incomplete", Aliases: []string{"onvolledig"},
				Usage: "wat wel getoetst is, maar niet geheel gelezen: scans bijvoorbeeld, als tesseract later is geïnstalleerd"},
		},
		Action: func(c *cli.Context) error {
			classes, err := named(c, "class", archive.Classes(), func(c archive.Class) []string { return []string{string(c), c.Dutch()} })
			if err != nil {
				return err
			}
			store, err := openArchive(c, true)
			if err != nil {
				return err
			}
			defer store.Close()
			which := archive.Retry{Classes: classes, Incomplete: c.Bool("incomplete")}
			if which.Incomplete && !c.IsSet("class") {
				which.Classes = nil
			}
			n, err := store.Reset(c.Context, which)
			if err != nil {
				return err
			}
			return p.write("", nil, func(w io.Writer) error {
				_, err := fmt.Fprintln(w, p.lang.Textf("De volgende scan probeert %s opnieuw.", p.lang.Count(n, "document", "documenten")))
				if err != nil || n == 0 {
					return err
				}
				return p.nextScan(c, store, w)
			})
		},
	}
}

// nextScan tells how to scan again what was scanned before.
func (p *program) nextScan(c *cli.Context, store archive.Store, w io.Writer) error {
	sources, err := scanned(c, store)
	if err != nil || len(sources) == 0 {
		return err
	}
	command := "clausule scan"
	if db := c.String("db"); db != defaultDatabase {
		command += " --db " + quoted(db)
	}
	for _, s := range sources {
		command += " " + quoted(filepath.FromSlash(s))
	}
	_, err = fmt.Fprintln(w, p.lang.Textf("Scan opnieuw, met de vlaggen van eerder: %s", command))
	return err
}

// quoted is a file name as a shell reads it.
func quoted(name string) string {
	if name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+") == "" {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}

// scanned lists the sources of all scans, the last first.
func scanned(c *cli.Context, store archive.Store) ([]string, error) {
	runs, err := store.Runs(c.Context)
	var names []string
	seen := map[string]bool{}
	for _, r := range runs {
		for _, s := range r.Sources {
			if !seen[s] {
				seen[s] = true
				names = append(names, s)
			}
		}
	}
	return names, err
}

func (p *program) archiveReconcileCommand() *cli.Command {
	return &cli.Command{
		Name:      "reconcile",
		Aliases:   []string{"controleer"},
		Usage:     "vergelijkt het archief met de bronnen en controleert het zelf",
		UsageText: "clausule archive reconcile [VLAGGEN] [MAP|ARCHIEF…]",
		Description: `
Controleert of het archief gaaf is, en noemt zonder bestanden te openen wat een scan
zou doen: wat nieuw is, veranderd, nog niet af, of uit de bron verdwenen. Zonder
bronnen: die van de scans tot nu toe. Met --sweep gaat wat verdwenen is uit het
archief, met alles wat ervan is bewaard, ook als een bron helemaal leeg is.

Afsluitcode 1: er zijn verschillen. 3: niet alles was te bekijken.

Voorbeeld:
  clausule archive reconcile --db archief.db`,
		Flags: append([]cli.Flag{databaseFlag(),
			&cli.BoolFlag{Name: "sweep", Aliases: []string{"opruimen"}, Usage: "haal uit het archief wat uit de bronnen verdwenen is"},
			&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, EnvVars: env("verbose"), Usage: "noem alle verschillen, niet alleen de eerste vijftig van een bron"},
		}, sourceFlags()...),
		Action: p.archiveReconcile,
	}
}

func (p *program) archiveReconcile(c *cli.Context) error {
	store, err := openArchive(c, c.Bool("sweep"))
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.Check(c.Context); err != nil {
		return err
	}
	names := c.Args().Slice()
	if len(names) == 0 {
		list, err := scanned(c, store)
		if err != nil {
			return err
		}
		for _, name := range list {
			names = append(names, filepath.FromSlash(name))
		}
	}
	sources, err := openSources(c, names, c.String("db"))
	if err != nil {
		return err
	}
	counts := map[archive.Drift]int{}
	err = p.writing(c.Context, "", func(w io.Writer) error {
		if _, err := fmt.Fprintln(w, p.lang.Text("Het archief is gaaf.")); err != nil {
			return err
		}
		for _, source := range sources {
			if err := p.drifts(c, source, store, w, counts); err != nil {
				return err
			}
		}
		return p.drifted(c, store, w, counts)
	})
	switch {
	case err != nil:
		return err
	case counts[archive.Closed] > 0:
		return errUnread
	case counts[archive.New]+counts[archive.Altered]+counts[archive.Unfinished]+counts[archive.Absent] > 0 && !c.Bool("sweep"):
		return errFindings
	}
	return nil
}

// driftWords name the differences.
var driftWords = map[archive.Drift]string{
	archive.New: "nieuw", archive.Altered: "veranderd", archive.Unfinished: "nog niet af", archive.Absent: "verdwenen", archive.Closed: "niet te bekijken",
}

// drifts tells where a source and the archive differ.
func (p *program) drifts(c *cli.Context, source archive.Source, store archive.Store, w io.Writer, counts map[archive.Drift]int) error {
	const most = 50
	told := 0
	for d, err := range archive.Reconcile(c.Context, source, store) {
		if err != nil {
			return err
		}
		counts[d.Drift]++
		if told++; told > most && !c.Bool("verbose") {
			continue
		}
		line := p.lang.Text(driftWords[d.Drift]) + ": " + d.Place.Path
		if d.Failure != nil {
			line += " (" + p.lang.Sentence(d.Failure.Message) + ")"
		}
		if _, err := fmt.Fprintln(w, printable(line)); err != nil {
			return err
		}
	}
	if told > most && !c.Bool("verbose") {
		if _, err := fmt.Fprintln(w, p.lang.Textf("en nog %d; --verbose noemt ze alle", told-most)); err != nil {
			return err
		}
	}
	if !c.Bool("sweep") || counts[archive.Absent] == 0 {
		return nil
	}
	n, err := archive.Sweep(c.Context, source, store)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, p.lang.Textf("Uit het archief gehaald: %s.", p.lang.Count(n, "plaats", "plaatsen")))
	return err
}

// drifted closes a list of differences.
func (p *program) drifted(c *cli.Context, store archive.Store, w io.Writer, counts map[archive.Drift]int) error {
	var parts []string
	for _, d := range []archive.Drift{archive.New, archive.Altered, archive.Unfinished, archive.Absent, archive.Closed} {
		if n := counts[d]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, p.lang.Text(driftWords[d])))
		}
	}
	if len(parts) == 0 {
		_, err := fmt.Fprintln(w, p.lang.Text("Het komt overeen met de bronnen."))
		return err
	}
	if _, err := fmt.Fprintln(w, p.lang.Textf("Verschillen met de bronnen: %s.", strings.Join(parts, ", "))); err != nil {
		return err
	}
	return p.nextScan(c, store, w)
}

func (p *program) archiveForgetCommand() *cli.Command {
	return &cli.Command{
		Name:      "forget",
		Aliases:   []string{"vergeet"},
		Usage:     "haalt een document uit het archief, met alles wat ervan is bewaard",
		UsageText: "clausule archive forget [VLAGGEN] PAD|SHA256…",
		Description: `
Haalt de tekst, de citaten, de oordelen en de plaatsen van een document weg, ook uit
de vrije ruimte van het bestand. Noem het met een pad zoals clausule archive query
dat toont, of met (het begin van) zijn sha256. Alle kopieën zijn hetzelfde document.
Staat het bestand nog in de bron, dan neemt een volgende scan het weer op.

Voorbeeld:
  clausule archive forget 2021/dpa-oud.pdf`,
		Flags:  []cli.Flag{databaseFlag()},
		Action: p.archiveForget,
	}
}

func (p *program) archiveForget(c *cli.Context) error {
	names := c.Args().Slice()
	if len(names) == 0 {
		return usagef("noem een document, bijvoorbeeld: clausule archive forget 2021/dpa-oud.pdf")
	}
	store, err := openArchive(c, true)
	if err != nil {
		return err
	}
	defer store.Close()
	// All of them are there before the first goes.
	documents := make([]archive.Record, len(names))
	for i, name := range names {
		if documents[i], err = documentNamed(c, store, name); err != nil {
			// It may have gone the last time, when another program was reading and
			// its bytes had to stay.
			_, left := store.Forget(c.Context, "")
			return errors.Join(err, left)
		}
	}
	return p.writing(c.Context, "", func(w io.Writer) error {
		for _, d := range documents {
			if _, err := store.Forget(c.Context, d.SHA256); err != nil {
				return err
			}
			for _, place := range d.Places {
				if _, err := fmt.Fprintln(w, printable(p.lang.Textf("vergeten: %s", place.Path))); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// documentNamed finds the one document with a path, or whose hash begins so.
func documentNamed(c *cli.Context, store archive.Store, name string) (archive.Record, error) {
	var found []archive.Record
	const shortest = 8 // of a hash
	hash := strings.ToLower(name)
	isHash := len(hash) >= shortest && strings.Trim(hash, "0123456789abcdef") == ""
	queries := []archive.Query{{Path: name}}
	if isHash {
		queries = []archive.Query{{SHA256: hash}}
	}
	// It may be the path on disk: that of the source and what is below it.
	runs, err := store.Runs(c.Context)
	if err != nil {
		return archive.Record{}, err
	}
	met := map[string]bool{}
	for _, run := range runs {
		for _, source := range run.Sources {
			if path, ok := strings.CutPrefix(filepath.ToSlash(name), source+"/"); ok && !met[source] {
				met[source] = true
				queries = append(queries, archive.Query{Path: path})
			}
		}
	}
	for _, q := range queries {
		for rec, err := range store.Records(c.Context, q) {
			if err != nil {
				return rec, err
			}
			named := isHash
			for _, place := range rec.Places {
				named = named || place.Path == name || place.Source+"/"+place.Path == filepath.ToSlash(name)
			}
			if named && !slices.ContainsFunc(found, func(r archive.Record) bool { return r.SHA256 == rec.SHA256 }) {
				found = append(found, rec)
			}
		}
	}
	switch len(found) {
	case 0:
		return archive.Record{}, usagef("in het archief staat geen document %s; clausule archive query --path toont de paden", name)
	case 1:
		return found[0], nil
	}
	return archive.Record{}, usagef("%s kan %d documenten zijn; noem de sha256, die staat in clausule archive query --format json", name, len(found))
}
