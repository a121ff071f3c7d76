package numbering

import "strconv"

// List is a list definition of a format that keeps no numbering part, such as
// RTF (\list) and the binary Word format (LSTF).
type List struct {
	ID     int
	Levels [Levels]Level
}

// Level describes how one level of a list is numbered; the fields are those of
// ECMA-376 Part 1, 17.9.6.
type Level struct {
	// Defined tells that the list has this level; others number nothing.
	Defined bool
	Start   int    // first value
	Format  string // see FormatCode; "" means decimal
	Text    string // label with %1 to %9 for the number of each level
	// NoRestart keeps the level counting when a higher one steps. RestartAfter
	// limits the restart to steps of that level (counted from 1) and higher
	// ones; 0 means every higher level.
	NoRestart    bool
	RestartAfter int
	Legal        bool   // digits at every level
	Suffix       string // between label and text: "\t", " " or ""
	Style        string // id of the paragraph style that belongs to this level
	Hidden       bool   // the label itself is formatted as hidden text
	Language     string // of a label in words, such as "nl-NL"; "" for the document's
}

// Instance is a use of a list: a paragraph refers to it by its ID, which must
// be above 0. Several instances of one list continue each other.
type Instance struct {
	ID        int
	List      int // ID of the List
	Overrides map[int]Override
}

// Override changes one level, counted from 0, of an instance.
type Override struct {
	Start    int
	HasStart bool   // the level starts at Start, when the instance is used for the first time
	Level    *Level // takes the place of the list's level where not nil
}

// Define makes definitions of lists and their instances. Of several with one ID
// the first counts; what goes over the bounds that hold for Parse is left out.
func Define(lists []List, instances []Instance) *Definitions {
	d := &Definitions{nums: make(map[int]*num, min(len(instances), maxLists)), abstracts: make(map[int]*abstract, min(len(lists), maxLists))}
	seen := map[string]bool{}
	for i := range lists {
		if _, twice := d.abstracts[lists[i].ID]; twice || len(d.abstracts) >= maxLists {
			continue
		}
		a := &abstract{id: lists[i].ID}
		for k := range lists[i].Levels {
			if l := &lists[i].Levels[k]; l.Defined {
				a.levels[k] = d.define(l, seen)
			}
		}
		d.abstracts[a.id] = a
	}
	for _, in := range instances {
		if _, twice := d.nums[in.ID]; twice || len(d.nums) >= maxLists {
			continue
		}
		n := &num{abstract: in.List}
		for k := range Levels {
			o, ok := in.Overrides[k]
			if !ok {
				continue
			}
			if n.overrides == nil {
				n.overrides = map[int]override{}
			}
			own := override{start: o.Start, hasStart: o.HasStart}
			if o.Level != nil {
				own.level = d.define(o.Level, seen)
			}
			n.overrides[k] = own
		}
		d.nums[in.ID] = n
	}
	return d
}

func (d *Definitions) define(l *Level, seen map[string]bool) *level {
	own := &level{start: l.Start, format: format{name: l.Format}, text: l.Text, restart: -1, legal: l.Legal,
		suffix: l.Suffix, style: l.Style, hidden: l.Hidden, language: l.Language}
	switch {
	case l.NoRestart:
		own.restart = 0
	case l.RestartAfter > 0:
		own.restart = l.RestartAfter
	}
	if own.format.name == "" {
		own.format.name = "decimal"
	}
	own.format.name = d.understood(own.format.name, seen)
	return own
}

// understood gives a format that can be shown, and notes one that cannot.
func (d *Definitions) understood(name string, seen map[string]bool) string {
	if known(name) {
		return name
	}
	if !seen[name] && len(d.Unknown) < maxUnknown {
		seen[name] = true
		d.Unknown = append(d.Unknown, name)
	}
	return "decimal"
}

// FormatCode names the number format that the binary Word format and RTF write
// as a number (MSONFC, [MS-OSHARED] 2.2.1.3); "nfcN" for one that is not built.
func FormatCode(nfc int) string {
	switch nfc {
	case 0:
		return "decimal"
	case 1:
		return "upperRoman"
	case 2:
		return "lowerRoman"
	case 3:
		return "upperLetter"
	case 4:
		return "lowerLetter"
	case 5:
		return "ordinal"
	case 6:
		return "cardinalText"
	case 7:
		return "ordinalText"
	case 8:
		return "hex"
	case 22:
		return "decimalZero"
	case 23:
		return "bullet"
	case 57:
		return "numberInDash"
	case 255:
		return "none"
	}
	return "nfc" + strconv.Itoa(nfc)
}
