package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

func (p *program) diffCommand() *cli.Command {
	return &cli.Command{
		Name:      "diff",
		Aliases:   []string{"verschil"},
		Usage:     "vergelijkt twee versies van regels, en de oordelen die erdoor veranderen",
		UsageText: "clausule rules diff [VLAGGEN] [OUD] NIEUW [CONTRACT…]",
		Description: `
OUD en NIEUW zijn mappen met regels (een map met packs, of één pack), of het woord
builtin voor de ingebouwde regels. Zonder OUD wordt met de ingebouwde vergeleken:
wat verandert er als ik deze map gebruik? Een pack in de map staat dan in de plaats van het
ingebouwde pack met die naam; aanpassingen.yaml telt mee.

Voorbeelden:
  clausule rules diff mijn-regels-2025 mijn-regels
  clausule rules diff mijn-regels contracten/*.docx`,
		Flags: append([]cli.Flag{packsFlag(), dateFlag(), formatFlag("text", "json"), outputFlag()}, readerFlags()...),
		Action: func(c *cli.Context) error {
			format, err := oneOf(c, "format", "text", "json")
			if err != nil {
				return err
			}
			sides, contracts, err := diffSides(c.Args().Slice())
			if err != nil {
				return err
			}
			day, err := dateOf(c)
			if err != nil {
				return err
			}
			old, now, err := loadSides(sides, list(c.String("packs")))
			if err != nil {
				return err
			}
			d := diffOutcome{Old: sides[0], New: sides[1], Difference: rules.Diff(old, now), Verdicts: []contractDiff{}}
			unread := false
			if len(contracts) > 0 {
				if err := checkInputs(contracts, "rules diff"); err != nil {
					return err
				}
				if d.Verdicts, unread, err = p.verdictChanges(c, contracts, old, now, day); err != nil {
					return err
				}
			}
			err = p.write(c.String("output"), contracts, func(w io.Writer) error {
				if format == "json" {
					enc := json.NewEncoder(w)
					enc.SetEscapeHTML(false)
					enc.SetIndent("", "  ")
					return enc.Encode(&d)
				}
				_, err := io.WriteString(w, d.text(len(contracts) > 0, p.lang))
				return err
			})
			if err == nil && unread {
				return errUnread
			}
			return err
		},
	}
}

// builtinSide is the word for the rules that come with the program.
const builtinSide = "builtin"

// diffSides parts the arguments into two versions and the contracts.
func diffSides(args []string) (sides [2]string, contracts []string, err error) {
	var found []string
	for len(args) > 0 && len(found) < 2 {
		arg := args[0]
		switch stat, err := os.Stat(arg); {
		case arg == builtinSide || arg == "ingebouwd":
			arg = builtinSide
		case err == nil && stat.IsDir():
		case err != nil && len(found) == 0:
			return sides, nil, usagef("map met regels %s bestaat niet; geef een map, of het woord %s", arg, builtinSide)
		default:
			arg = ""
		}
		if arg == "" {
			break
		}
		found, args = append(found, arg), args[1:]
	}
	switch len(found) {
	case 2:
		sides = [2]string(found)
	case 1:
		sides = [2]string{builtinSide, found[0]}
	default:
		return sides, nil, usagef("geef één of twee mappen met regels, bijvoorbeeld: clausule rules diff mijn-regels")
	}
	if sides[0] == sides[1] {
		return sides, nil, usagef("beide versies zijn %s; geef een map met andere regels", sides[0])
	}
	return sides, args, nil
}

// loadSides loads both versions. Two folders are compared as they stand, unless
// one of them sets requirements that it does not hold; against the built-in
// rules, or with settings, each is what a check would use.
func loadSides(sides [2]string, packs []string) (old, now *rules.Catalogue, err error) {
	builtin, err := rules.Builtin()
	if err != nil {
		return nil, nil, err
	}
	var own [2]*rules.Catalogue
	alone := true
	for i, side := range sides {
		if side == builtinSide {
			alone = false
			continue
		}
		if own[i], err = loadDir(side); err != nil {
			return nil, nil, err
		}
		alone = alone && !own[i].Adjusts()
	}
	var out [2]*rules.Catalogue
	for i, side := range sides {
		switch {
		case own[i] == nil:
			out[i] = builtin
		case alone:
			out[i] = own[i]
		default:
			if out[i], err = inPlace(builtin, own[i]); err != nil {
				return nil, nil, inDir(side, err)
			}
		}
	}
	if len(packs) == 0 {
		return out[0], out[1], nil
	}
	found := 0
	var missing error
	for i := range out {
		cut, err := out[i].Select(packs...)
		if err != nil { // what only the other has
			missing = err
			if cut, err = out[i].Select("-all"); err != nil {
				return nil, nil, err
			}
		} else {
			found++
		}
		out[i] = cut
	}
	if found == 0 {
		return nil, nil, missing
	}
	return out[0], out[1], nil
}

// inPlace puts a folder beside the built-in rules; a pack of the folder stands
// for the whole built-in pack of that name.
func inPlace(builtin, own *rules.Catalogue) (*rules.Catalogue, error) {
	var without []string
	for _, pack := range own.Packs() {
		if slices.ContainsFunc(builtin.Packs(), func(b rules.Pack) bool { return b.Name == pack.Name }) {
			without = append(without, "-"+pack.Name)
		}
	}
	if len(without) > 0 {
		kept, err := builtin.Select(without...)
		if err != nil {
			return nil, err
		}
		builtin = kept
	}
	return builtin.Beside(own)
}

// diffOutcome is the answer of rules diff.
type diffOutcome struct {
	Old string `json:"old"`
	New string `json:"new"`
	*rules.Difference
	Verdicts []contractDiff `json:"verdicts"` // per contract; those that stay are left out
}

type contractDiff struct {
	Document string        `json:"document"`
	Changes  []verdictDiff `json:"changes"`
}

// verdictDiff is a verdict that changed; Was or Now is "" where that version does
// not know the requirement. Of an area they are the holders.
type verdictDiff struct {
	Requirement rules.ID `json:"requirement"`
	Title       string   `json:"title"`
	Was         string   `json:"was,omitempty"`
	Now         string   `json:"now,omitempty"`
	Lacks       []string `json:"lacks,omitempty"` // of the new verdict
	wasDutch    string
	nowDutch    string
}

// verdictChanges checks contracts against both versions.
func (p *program) verdictChanges(c *cli.Context, files []string, old, now *rules.Catalogue, day time.Time) (out []contractDiff, unread bool, err error) {
	var checkers [2]*clause.Checker
	for i, catalogue := range []*rules.Catalogue{old, now} {
		if checkers[i], err = clause.New(catalogue, clause.Options{Language: p.lang, Date: day, PatternsOnly: true}); err != nil {
			return nil, false, err
		}
	}
	r, err := p.newReader(c, len(files), 1)
	if err != nil {
		return nil, false, err
	}
	defer r.close()
	defer r.progress.clear()
	out = []contractDiff{}
	for i, file := range files {
		r.progress.show(i+1, file)
		doc, err := r.open(c.Context, file)
		if c.Context.Err() != nil {
			return nil, false, c.Context.Err()
		}
		if err != nil {
			r.progress.clear()
			complain(p.stderr, err)
			unread = true
			continue
		}
		changes, err := compareVerdicts(c.Context, checkers, now, doc)
		if err != nil {
			return nil, false, err
		}
		out = append(out, contractDiff{doc.Name, changes})
	}
	return out, unread, nil
}

func compareVerdicts(ctx context.Context, checkers [2]*clause.Checker, now *rules.Catalogue, doc *document.Document) ([]verdictDiff, error) {
	var reports [2]*clause.Report
	for i, checker := range checkers {
		var err error
		if reports[i], err = checker.Check(ctx, doc); err != nil {
			return nil, err
		}
	}
	var was [2][]verdictDiff
	for i, r := range reports {
		for k := range r.Results {
			res := &r.Results[k]
			v := verdictDiff{Requirement: res.Requirement, Title: res.Title, Now: string(res.Status), Lacks: res.Lacks, nowDutch: res.Status.Dutch()}
			if res.Status == clause.Waived {
				v.Lacks = nil
			}
			was[i] = append(was[i], v)
		}
		for k := range r.Matrix {
			a := &r.Matrix[k]
			was[i] = append(was[i], verdictDiff{Requirement: a.Area, Title: a.Title, Now: string(a.Holder), nowDutch: string(a.Holder)})
		}
	}
	changes, seen := []verdictDiff{}, map[rules.ID]bool{}
	for _, v := range was[0] {
		name := v.Requirement
		if r, ok := now.Lookup(name); ok {
			name = r.ID // it may have got another id
		}
		v.Was, v.wasDutch, v.Now, v.nowDutch, v.Lacks = v.Now, v.nowDutch, "", "", nil
		if at := slices.IndexFunc(was[1], func(n verdictDiff) bool { return n.Requirement == name }); at >= 0 {
			n := was[1][at]
			seen[name] = true
			if n.Now == v.Was {
				continue
			}
			n.Was, n.wasDutch = v.Was, v.wasDutch
			v = n
		}
		changes = append(changes, v)
	}
	for _, n := range was[1] {
		if !seen[n.Requirement] {
			changes = append(changes, n)
		}
	}
	return changes, nil
}

// text puts the difference into words.
func (d *diffOutcome) text(contracts bool, l lang.Language) string {
	var b strings.Builder
	b.WriteString(l.Textf("Van %s naar %s\n", printable(sideName(d.Old, l)), printable(sideName(d.New, l))))
	if d.Empty() {
		b.WriteString("\n" + l.Text("De regels zijn gelijk.") + "\n")
	}
	d.entries(&b, l.Text("Nieuw"), d.Added)
	d.entries(&b, l.Text("Vervallen"), d.Removed)
	if len(d.Changed) > 0 {
		b.WriteString("\n" + l.Textf("Gewijzigd (%d)", len(d.Changed)) + "\n")
	}
	for _, r := range d.Changed {
		fmt.Fprintf(&b, "  %s · %s\n", r.ID, printable(r.Title))
		if !r.Judged {
			b.WriteString("    " + l.Text("(alleen tekst; het oordeel blijft gelijk)") + "\n")
		}
		for _, f := range r.Changes {
			writeField(&b, f)
		}
	}
	if len(d.Words) > 0 {
		b.WriteString("\n" + l.Textf("Begrippen en verzwakkers (%d)", len(d.Words)) + "\n")
	}
	for _, w := range d.Words {
		fmt.Fprintf(&b, "  %s\n", printable(w.Name))
		for _, s := range w.Removed {
			indented(&b, "- "+printable(s))
		}
		for _, s := range w.Added {
			indented(&b, "+ "+printable(s))
		}
	}
	d.waivers(&b, l)
	if contracts {
		d.verdicts(&b, l)
	}
	return b.String()
}

func sideName(side string, l lang.Language) string {
	if side == builtinSide {
		return l.Text("de ingebouwde regels")
	}
	return side
}

func (d *diffOutcome) entries(b *strings.Builder, title string, list []rules.Entry) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s (%d)\n", title, len(list))
	for _, e := range list {
		fmt.Fprintf(b, "  %s · %s\n", e.ID, printable(e.Title))
	}
}

func writeField(b *strings.Builder, f rules.FieldDiff) {
	switch {
	case f.Was == "":
		indented(b, "+ "+f.Field+": "+printable(f.Now))
	case f.Now == "":
		indented(b, "- "+f.Field+": "+printable(f.Was))
	case len(f.Was)+len(f.Now) < 60:
		indented(b, f.Field+": "+printable(f.Was)+" → "+printable(f.Now))
	default:
		indented(b, "- "+f.Field+": "+printable(f.Was))
		indented(b, "+ "+f.Field+": "+printable(f.Now))
	}
}

func (d *diffOutcome) waivers(b *strings.Builder, l lang.Language) {
	if len(d.Waivers) == 0 {
		return
	}
	b.WriteString("\n" + l.Textf("Vrijstellingen (%d)", len(d.Waivers)) + "\n")
	say := func(sign string, w *rules.Waiver) {
		if w != nil {
			indented(b, l.Textf("%s %s tot %s, door %s: %s", sign, w.Requirement, w.Until, printable(w.By), printable(w.Reason)))
		}
	}
	for _, w := range d.Waivers {
		say("-", w.Was)
		say("+", w.Now)
	}
}

func (d *diffOutcome) verdicts(b *strings.Builder, l lang.Language) {
	for _, c := range d.Verdicts {
		b.WriteString("\n" + l.Textf("Oordelen over %s (%d anders)", printable(c.Document), len(c.Changes)) + "\n")
		for _, v := range c.Changes {
			was, now := l.Text(v.wasDutch), l.Text(v.nowDutch)
			if was == "" {
				was = l.Text("(niet getoetst)")
			}
			if now == "" {
				now = l.Text("(niet getoetst)")
			}
			text := fmt.Sprintf("%s: %s → %s", v.Requirement, was, now)
			if len(v.Lacks) > 0 {
				text += l.Textf("; mist %s", strings.Join(v.Lacks, ", "))
			}
			indented(b, printable(text))
		}
	}
}

// indented writes an item under a heading, in lines of 100.
func indented(b *strings.Builder, text string) {
	const width, margin = 100, "    "
	line := margin
	for i, word := range strings.Fields(text) {
		if i > 0 && len([]rune(line))+1+len([]rune(word)) > width {
			b.WriteString(line + "\n")
			line = margin + "  " + word
			continue
		}
		if i > 0 {
			line += " "
		}
		line += word
	}
	b.WriteString(line + "\n")
}
