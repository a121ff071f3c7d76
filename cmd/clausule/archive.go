package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/overview"
	"github.com/clausule/clausule/clause/archive/sqlite"
	"github.com/clausule/clausule/rules"
)

func (p *program) archiveCommand() *cli.Command {
	return &cli.Command{
		Name:    "archive",
		Aliases: []string{"archief"},
		Usage:   "vraagt en beheert wat clausule scan heeft gevonden",
		Subcommands: []*cli.Command{
			p.archiveQueryCommand(), p.archiveExportCommand(), p.archiveStatsCommand(), p.archiveImpactCommand(),
			p.archiveRetryCommand(), p.archiveReconcileCommand(), p.archiveForgetCommand(),
		},
		UsageText: "clausule archive OPDRACHT [VLAGGEN]",
		Description: `
Het archief is één bestand (--db). Vragen kan ook terwijl een scan nog loopt.

Voorbeelden:
  clausule archive stats
  clausule archive query --status strijdig --importance must
  clausule archive export -o dashboard.html`,
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				if err := writeCommandHelp(p.stderr, c.Command, p.lang); err != nil {
					return err
				}
				return usagef("geef een opdracht, bijvoorbeeld: clausule archive stats")
			}
			return unknownVerb(c.Args().First(), "archive ", c.Command.Subcommands)
		},
	}
}

// queryFlags choose documents and results.
func queryFlags() []cli.Flag {
	return []cli.Flag{
		databaseFlag(),
		&cli.StringFlag{Name: "requirement", Aliases: []string{"eis", "e"},
			Usage: "deze `EISEN`, met komma's: ksz.audit.recht, een pack (ksz) of een deel (ksz.audit.*)"},
		&cli.StringFlag{Name: "status", Aliases: []string{"oordeel"},
			Usage: "deze `OORDELEN`, met komma's: strijdig, ontbreekt, gedeeltelijk, onbekend, voldoet, vrijgesteld (of conflict, missing, partial, unknown, met, waived)"},
		&cli.StringFlag{Name: "importance", Aliases: []string{"belang"},
			Usage: "eisen die zo wegen: `BELANG` is must, must-bijlage, should of could, met komma's"},
		&cli.StringSliceFlag{Name: "value", Aliases: []string{"waarde"},
			Usage: "het getal waarop een bevinding berust, voldoet aan deze `VOORWAARDE`: '> 48 uur', '<= 3 dagen', '< 99,9%'; werkdagen tellen voor zolang ze kunnen duren, met een weekend erin (2 werkdagen: 96 uur); mag vaker"},
		&cli.StringFlag{Name: "supplier", Aliases: []string{"leverancier"},
			Usage: "contracten met een leverancier in wiens `NAAM` dit voorkomt"},
		&cli.StringFlag{Name: "year", Aliases: []string{"jaar"},
			Usage: "contracten van dit `JAAR`: 2021, 2018-2021, 2020- of -2015"},
		&cli.StringFlag{Name: "kind", Aliases: []string{"soort"},
			Usage: "dit `SOORT` stuk, met komma's: verwerkersovereenkomst, sla, voorwaarden, hoofdovereenkomst, anders"},
		&cli.StringFlag{Name: "path", Aliases: []string{"pad"},
			Usage: "contracten op een `PAD` waarin dit voorkomt, of dat op dit patroon past ('2021/*.pdf')"},
		&cli.BoolFlag{Name: "failed", Aliases: []string{"niet-gelezen"}, Usage: "wat niet gelezen kon worden, met de reden"},
		&cli.StringFlag{Name: "class", Aliases: []string{"reden"},
			Usage: "daarvan alleen deze `REDENEN`, met komma's: " + strings.Join(classNames(), ", ")},
		&cli.BoolFlag{Name: "outdated", Aliases: []string{"verouderd"}, Usage: "wat onder andere instellingen getoetst is dan die van de laatste scan"},
	}
}

func classNames() []string {
	var names []string
	for _, c := range archive.Classes() {
		names = append(names, string(c))
	}
	return names
}

// queryOf reads the flags of queryFlags. The arguments are words to be looked for.
func queryOf(c *cli.Context) (q archive.Query, err error) {
	q.Requirements = list(strings.ToLower(c.String("requirement")))
	q.Supplier, q.Path = c.String("supplier"), c.String("path")
	q.Failed, q.Outdated = c.Bool("failed"), c.Bool("outdated")
	q.Text = strings.Join(c.Args().Slice(), " ")
	if q.Status, err = named(c, "status", clause.Statuses(), func(s clause.Status) []string { return []string{string(s), s.Dutch(), known[s]} }); err != nil {
		return q, err
	}
	if q.Kinds, err = named(c, "kind", kinds, func(k clause.Kind) []string { return []string{string(k), strings.Fields(k.Dutch())[0]} }); err != nil {
		return q, err
	}
	importance := []rules.Importance{rules.Must, rules.MustAnnex, rules.Should, rules.Could}
	if q.Importance, err = named(c, "importance", importance, func(i rules.Importance) []string { return []string{string(i)} }); err != nil {
		return q, err
	}
	if q.Classes, err = named(c, "class", archive.Classes(), func(c archive.Class) []string { return []string{string(c), c.Dutch()} }); err != nil {
		return q, err
	}
	q.Failed = q.Failed || len(q.Classes) > 0
	for _, s := range c.StringSlice("value") {
		condition, err := archive.ParseCondition(s)
		if err != nil {
			return q, usagef("%v", err)
		}
		q.Values = append(q.Values, condition)
	}
	if q.FromYear, q.ToYear, err = years(c.String("year")); err != nil {
		return q, err
	}
	q.Results = len(q.Requirements)+len(q.Status)+len(q.Importance)+len(q.Values) > 0 || q.Text != ""
	q.Findings = q.Results
	if q.Failed && q.Results {
		return q, usagef("--failed gaat over wat niet gelezen is; daar is geen oordeel of citaat van, dus laat de voorwaarden daarop weg")
	}
	return q, nil
}

var (
	kinds = []clause.Kind{clause.KindProcessorAgreement, clause.KindServiceLevels, clause.KindTerms, clause.KindMainAgreement, clause.KindOther}
	// known are other names that people use for a verdict.
	known = map[clause.Status]string{clause.Unknown: "onbekend"}
)

// named reads a flag whose value is a list of members of a set, each by one of its
// names.
func named[T ~string](c *cli.Context, flag string, set []T, names func(T) []string) ([]T, error) {
	var out []T
	for _, s := range list(c.String(flag)) {
		found := false
		var all []string
		for _, member := range set {
			for _, name := range names(member) {
				if name == "" {
					continue
				}
				all = append(all, name)
				if strings.EqualFold(name, s) && !found {
					out, found = append(out, member), true
				}
			}
		}
		if !found {
			hint := "clausule help archive query noemt ze"
			if near := nearest(strings.ToLower(s), all); near != "" {
				hint = "bedoelde u " + near + "?"
			}
			return nil, usagef("onbekende waarde %q voor --%s; %s", s, flag, hint)
		}
	}
	return out, nil
}

// years reads "2021", "2018-2021", "2020-" and "-2015".
func years(s string) (from, to int, err error) {
	if s = strings.ReplaceAll(s, " ", ""); s == "" {
		return 0, 0, nil
	}
	first, last, isRange := strings.Cut(s, "-")
	if !isRange {
		last = first
	}
	bad := usagef("--year %s is geen jaar; schrijf 2021, 2018-2021, 2020- of -2015", s)
	for _, y := range []struct {
		text string
		into *int
	}{{first, &from}, {last, &to}} {
		if y.text == "" {
			continue
		}
		if *y.into, err = strconv.Atoi(y.text); err != nil || *y.into < 1900 || *y.into > 2999 {
			return 0, 0, bad
		}
	}
	if from == 0 && to == 0 || from > to && to != 0 {
		return 0, 0, bad
	}
	return from, to, nil
}

// askArchive opens the archive of a call that a query was read from. Requirements
// that no scan knew are refused: nothing would be found of them, which reads as if
// there were nothing.
func askArchive(c *cli.Context, q archive.Query) (*sqlite.Store, error) {
	store, err := openArchive(c, false)
	if err != nil || len(q.Requirements) == 0 {
		return store, err
	}
	runs, err := store.Runs(c.Context)
	if err == nil {
		err = knownRequirements(runs, q.Requirements)
	}
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

func knownRequirements(runs []archive.Run, wanted []string) error {
	var known []rules.ID
	var ids []string
	for _, run := range runs {
		for _, r := range run.Settings.Requirements {
			known, ids = append(known, r.ID), append(ids, string(r.ID))
		}
	}
	for _, w := range wanted {
		one, err := archive.NewMatcher(archive.Query{Requirements: []string{w}})
		if err != nil {
			return err
		}
		if len(known) == 0 || slices.ContainsFunc(known, func(id rules.ID) bool { return one.Requirement(id, "") }) {
			continue
		}
		hint := "clausule archive stats toont de eisen van dit archief"
		if near := nearest(w, ids); near != "" {
			hint = "bedoelde u " + near + "?"
		}
		return usagef("het archief kent geen eis %s; %s", w, hint)
	}
	return nil
}

// openArchive opens the archive of a call. A query writes nothing: it works on an
// archive that may only be read, and beside a scan.
func openArchive(c *cli.Context, write bool) (*sqlite.Store, error) {
	database := c.String("db")
	if err := existing(database); err != nil {
		return nil, err
	}
	return sqlite.Open(c.Context, database, sqlite.Options{ReadOnly: !write})
}

func (p *program) archiveQueryCommand() *cli.Command {
	return &cli.Command{
		Name:      "query",
		Aliases:   []string{"zoek"},
		Usage:     "zoekt contracten, oordelen en citaten",
		UsageText: "clausule archive query [VLAGGEN] [WOORDEN…]",
		Description: `
Zonder voorwaarden: alle contracten met hun aantallen. Woorden worden gezocht in de
citaten: ze moeten er alle in staan; tussen aanhalingstekens staat een zinsnede, en
een ster vult aan ('verwijder*'). Voorwaarden van verschillende soort gelden samen.

Voorbeelden:
  clausule archive query --requirement ksz.vertrouwelijkheid.incidentmelding --value '> 48 uur'
  clausule archive query --status strijdig --importance must --year 2020-
  clausule archive query --supplier Azure --requirement 'ksz.soevereiniteit.*'
  clausule archive query '"buiten de EER"' 'subverwerker*'
  clausule archive query --failed --class crash,timeout`,
		Flags: append(queryFlags(),
			&cli.IntFlag{Name: "limit", Aliases: []string{"hoogstens"}, Value: 100, Usage: "toon hoogstens zoveel documenten: `AANTAL` (standaard 100; 0 voor alle)"},
			formatFlag("text", "json", "jsonl"), langFlag(), outputFlag(),
			&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, EnvVars: env("verbose"), Usage: "toon alle bevindingen met hun hele citaat, en alle plaatsen"},
			widthFlag(), colorFlag()),
		Action: p.archiveQuery,
	}
}

func (p *program) archiveQuery(c *cli.Context) error {
	q, err := queryOf(c)
	if err != nil {
		return err
	}
	if q.Limit = c.Int("limit"); q.Limit < 0 {
		return usagef("--limit is negatief; geef een getal, of 0 voor alle")
	}
	format, err := formOf(c, "text", "json", "jsonl")
	if err != nil {
		return err
	}
	o, err := p.overviewOptions(c)
	if err != nil {
		return err
	}
	store, err := askArchive(c, q)
	if err != nil {
		return err
	}
	defer store.Close()
	found := 0
	err = p.writing(c.Context, c.String("output"), func(w io.Writer) error {
		records := store.Records(c.Context, q)
		switch format {
		case "text":
			found, err = overview.Records(w, records, o)
		default:
			err = writeSeq(w, records, format == "json")
		}
		return err
	})
	if err == nil && format == "text" && q.Limit > 0 && found == q.Limit {
		fmt.Fprintln(p.stderr, "clausule: "+p.lang.Textf("er kan meer zijn dan deze %d; --limit 0 toont alles", found))
	}
	return err
}

// overviewOptions reads the flags of the form of an overview.
func (p *program) overviewOptions(c *cli.Context) (overview.Options, error) {
	color, err := oneOf(c, "color", "auto", "always", "never")
	if err != nil {
		return overview.Options{}, err
	}
	if c.Int("width") < 0 {
		return overview.Options{}, usagef("--width is negatief; geef een getal vanaf 1")
	}
	return overview.Options{Language: p.lang, Width: p.columns(c.Int("width")), Color: p.useColor(color, c.String("output")), Verbose: c.Bool("verbose")}, nil
}

// writing is write for what reads an archive while it writes: an error of the
// archive is told as it is.
func (p *program) writing(ctx context.Context, target string, fill func(io.Writer) error) error {
	var fault error
	err := p.write(target, nil, func(w io.Writer) error {
		t := &tellTale{Writer: w}
		err := fill(t)
		if err != nil && t.err == nil {
			fault = err
		}
		return err
	})
	if fault != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fault
	}
	return err
}

// tellTale remembers whether it was the writing that failed.
type tellTale struct {
	io.Writer
	err error
}

func (t *tellTale) Write(b []byte) (int, error) {
	n, err := t.Writer.Write(b)
	if err != nil {
		t.err = err
	}
	return n, err
}

// writeSeq writes values as JSON as they come: an array, or one a line.
func writeSeq[T any](w io.Writer, values iter.Seq2[T, error], array bool) error {
	first, between, last := "", "", ""
	if array {
		first, between, last = "[", ",", "\n]\n"
	}
	n := 0
	for v, err := range values {
		if err != nil {
			return err
		}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		lead := first
		if n++; n > 1 {
			lead = between
		}
		if array {
			enc.SetIndent("  ", "  ")
			lead += "\n  "
		}
		if err := enc.Encode(v); err != nil {
			return err
		}
		text := b.Bytes()
		if array {
			text = bytes.TrimSuffix(text, []byte("\n"))
		}
		if _, err := w.Write(append([]byte(lead), text...)); err != nil {
			return err
		}
	}
	if array && n == 0 {
		last = "[]\n"
	}
	_, err := io.WriteString(w, last)
	return err
}

func (p *program) archiveStatsCommand() *cli.Command {
	return &cli.Command{
		Name:      "stats",
		Aliases:   []string{"cijfers"},
		Usage:     "telt: documenten, soorten, jaren, en per eis de oordelen",
		UsageText: "clausule archive stats [VLAGGEN] [WOORDEN…]",
		Description: `
Vlaggen en woorden kiezen zoals bij clausule archive query. Met een voorwaarde op
oordelen of citaten wordt alleen geteld wat eraan voldoet.

Voorbeelden:
  clausule archive stats
  clausule archive stats --supplier Microsoft --year 2022-`,
		Flags: append(queryFlags(), formatFlag("text", "json"), langFlag(), outputFlag(), widthFlag(), colorFlag()),
		Action: func(c *cli.Context) error {
			q, err := queryOf(c)
			if err != nil {
				return err
			}
			format, err := formOf(c, "text", "json")
			if err != nil {
				return err
			}
			o, err := p.overviewOptions(c)
			if err != nil {
				return err
			}
			store, err := askArchive(c, q)
			if err != nil {
				return err
			}
			defer store.Close()
			stats, err := store.Stats(c.Context, q)
			if err != nil {
				return err
			}
			return p.write(c.String("output"), nil, func(w io.Writer) error {
				if format == "text" {
					o.Part = !reflect.DeepEqual(q, archive.Query{})
					return overview.Stats(w, stats, o)
				}
				enc := json.NewEncoder(w)
				enc.SetEscapeHTML(false)
				enc.SetIndent("", "  ")
				return enc.Encode(stats)
			})
		},
	}
}
