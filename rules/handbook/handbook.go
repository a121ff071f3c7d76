// Package handbook writes a catalogue as a book to read: as Markdown, and as one
// HTML page that needs no network and no script.
package handbook

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/clausule/clausule/rules"
)

// Options choose what the book holds; the zero value is the documented default.
type Options struct {
	// Examples is the largest number of sentences per outcome; 0 means 2,
	// negative all. A catalogue that was compiled ahead has none; see
	// rules.Builtin.
	Examples int
	// Title is the heading of the book; "" means "Catalogus van eisen".
	Title string
}

// book is a catalogue in words. Both writers show all of it.
type book struct {
	Title        string
	Requirements int
	Packs        []pack
	Profiles     []profile
}

type pack struct {
	Name, Version, Title string
	Sources              []string
	Requirements         []requirement
}

type requirement struct {
	ID                 string
	Title, TitleEN     string
	Aliases            []string
	Meaning, MeaningEN string
	Importance, Bearer string
	Sources            []string
	Certainty, Caveat  string
	NeededTitle        string
	Needed             []need
	Thresholds         []threshold
	WordsNL, WordsBE   string
	ModelNL, ModelBE   string
	Examples           []examples
	Changes            []string
	Area               string // of an area: who is expected to have it
}

type need struct{ Name, Text string }

type threshold struct{ Name, Value, Basis string }

type examples struct {
	Title     string
	Sentences []sentence
}

type sentence struct{ Text, Lacks string }

type profile struct {
	Name, Title, Meaning string
	On                   []string
	Requirements         int
	Changes              []string
}

func newBook(c *rules.Catalogue, o Options) *book {
	b := &book{Title: o.Title, Requirements: c.Len()}
	if b.Title == "" {
		b.Title = "Catalogus van eisen"
	}
	if o.Examples == 0 {
		o.Examples = 2
	}
	at := map[string]int{}
	for _, p := range c.Packs() {
		at[p.Name] = len(b.Packs)
		b.Packs = append(b.Packs, pack{Name: p.Name, Version: p.Version, Title: p.Title, Sources: citations(p.Sources)})
	}
	for r := range c.All() {
		i, ok := at[r.Pack()]
		if !ok { // chosen by an alias of a pack that has nothing else
			i = len(b.Packs)
			at[r.Pack()] = i
			b.Packs = append(b.Packs, pack{Name: r.Pack(), Title: r.Pack()})
		}
		b.Packs[i].Requirements = append(b.Packs[i].Requirements, describe(r, o.Examples))
	}
	for _, p := range c.Profiles() {
		if out, ok := describeProfile(c, p); ok {
			b.Profiles = append(b.Profiles, out)
		}
	}
	return b
}

// describeProfile says what a profile makes of the catalogue; ok is false for one
// that names what the catalogue leaves out.
func describeProfile(c *rules.Catalogue, p rules.Profile) (out profile, ok bool) {
	cut, err := c.Profile(p.Name)
	if err != nil || cut.Len() == 0 {
		return out, false
	}
	out = profile{Name: p.Name, Title: p.Title, Meaning: p.Meaning, On: p.On, Requirements: cut.Len()}
	for r := range cut.All() {
		whole, _ := c.Lookup(r.ID)
		for _, ch := range r.Changes {
			if whole == nil || !slices.Contains(whole.Changes, ch) { // those of the user's own rules hold everywhere
				out.Changes = append(out.Changes, fmt.Sprintf("%s: %s", r.ID, change(ch)))
			}
		}
	}
	return out, true
}

func change(c rules.Change) string {
	text := c.Path + " is " + short(c.Now)
	if c.Was != "" {
		text += " (was " + short(c.Was) + ")"
	}
	return text
}

// short cuts a text that only has to remind of itself.
func short(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func citations(list []rules.Citation) (out []string) {
	for _, s := range list {
		text := s.Document
		if s.Place != "" {
			text += ", " + s.Place
		}
		out = append(out, text)
	}
	return out
}

func describe(r *rules.Requirement, most int) requirement {
	out := requirement{
		ID: string(r.ID), Title: r.Title, TitleEN: r.TitleEN, Meaning: r.Meaning, MeaningEN: r.MeaningEN,
		Importance: r.Importance.Dutch() + " (" + string(r.Importance) + ")", Bearer: r.Bearer.Dutch(),
		Sources: citations(r.Sources), Certainty: r.Certainty.Dutch(), Caveat: r.Caveat,
		WordsNL: strings.Join(r.Vocabulary.NL, ", "), WordsBE: strings.Join(r.Vocabulary.BE, ", "),
		ModelNL: r.Model.NL, ModelBE: r.Model.BE,
	}
	for _, alias := range r.Aliases {
		out.Aliases = append(out.Aliases, string(alias))
	}
	out.NeededTitle, out.Needed = needs(r)
	if r.Division != nil {
		out.Area = "Een gebied van de verantwoordelijkheidsmatrix: wie draagt de zorg? Verwacht: " + string(r.Division.Expected) + "."
	}
	for _, name := range slices.Sorted(maps.Keys(r.Thresholds)) {
		t := r.Thresholds[name]
		out.Thresholds = append(out.Thresholds, threshold{name, strings.ReplaceAll(t.Value, " | ", " of "), t.Basis.Dutch()})
	}
	for _, ch := range r.Changes {
		out.Changes = append(out.Changes, change(ch)+", uit "+ch.Origin.String())
	}
	out.Examples = examplesOf(r, most)
	return out
}

// needs says what makes a requirement met.
func needs(r *rules.Requirement) (title string, out []need) {
	title = "Voldaan met"
	if r.Needed > 0 {
		title = fmt.Sprintf("Voldaan met ten minste %d van", r.Needed)
	}
	for i := range r.Elements {
		e := &r.Elements[i]
		text := r.Fill(e.Lacks)
		if i > 0 {
			text += " (" + e.Scope.Dutch() + ")"
		}
		if e.Flag != "" {
			text += "; zonder dit alleen de vlag " + e.Flag
		}
		out = append(out, need{e.Name, text})
	}
	return title, out
}

func examplesOf(r *rules.Requirement, most int) (out []examples) {
	x := &r.Examples
	add := func(title string, list []sentence) {
		if most > 0 && len(list) > most {
			list = list[:most]
		}
		if len(list) > 0 {
			out = append(out, examples{title, list})
		}
	}
	texts := func(list []string) (out []sentence) {
		for _, t := range list {
			out = append(out, sentence{Text: t})
		}
		return out
	}
	add("Voldoet", texts(x.Met))
	var partial []sentence
	for _, p := range x.Partial {
		partial = append(partial, sentence{p.Text, p.Lacks})
	}
	add("Voldoet gedeeltelijk", partial)
	add("Strijdig", texts(x.Conflict))
	add("Telt niet", texts(x.Missing))
	add("Bij de klant", texts(x.Customer))
	add("Gedeeld", texts(x.Both))
	add("Bij de leverancier", texts(x.Provider))
	add("Niet geregeld", texts(x.Unassigned))
	return out
}
