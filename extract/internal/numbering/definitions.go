// Package numbering computes the numbers that Word shows in front of
// automatically numbered paragraphs. The file holds none of them: it holds
// list definitions, and each number follows from the paragraphs before it.
//
// The rules are those of ECMA-376 Part 1 (5th edition), section 17.9, with the
// deviations of Word that MS-OI29500 documents; comments name the section.
//
// Parse reads the definitions (the numbering part of the package); a Counter
// walks through the paragraphs of one story in order and gives each its Label.
package numbering

import (
	"strconv"
	"strings"

	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// Levels is the number of levels of a list; they are counted from 0.
const Levels = 9

// maxLists bounds the definitions and the instances that are kept; Word itself
// stops at some 2,000.
const maxLists = 1 << 15

// maxUnknown bounds the names of formats that are reported.
const maxUnknown = 20

const (
	spaceW xmlscan.Space = iota + 1
	spaceMC
	spaceW14
)

func spaces() map[string]xmlscan.Space {
	return map[string]xmlscan.Space{
		"http://schemas.openxmlformats.org/wordprocessingml/2006/main": spaceW,
		"http://purl.oclc.org/ooxml/wordprocessingml/main":             spaceW,
		"http://schemas.openxmlformats.org/markup-compatibility/2006":  spaceMC,
		"http://schemas.microsoft.com/office/word/2010/wordml":         spaceW14,
	}
}

// Definitions are the lists that a document defines. They do not change after
// Parse and may be shared.
type Definitions struct {
	nums      map[int]*num
	abstracts map[int]*abstract
	byStyle   map[string]*abstract // by styleLink; of several, the one with the lowest id
	// Unknown names the number formats that are shown as plain digits
	// because they are not built, each once, in order of appearance.
	Unknown []string
}

// num is a list instance (17.9.15).
type num struct {
	abstract  int
	overrides map[int]override
}

// override changes one level of a list instance (17.9.8).
type override struct {
	start    int
	hasStart bool
	level    *level // replaces the whole level when not nil
}

// abstract is a list definition (17.9.1).
type abstract struct {
	id           int
	levels       [Levels]*level
	numStyleLink string // 17.9.21: the real definition is reached through this style
	styleLink    string // 17.9.27: this is the definition of that style
}

// level is the appearance of one level (17.9.6).
type level struct {
	start    int
	format   format
	text     string // 17.9.11
	hasText  bool
	restart  int // 17.9.10; -1 when absent
	legal    bool
	suffix   string
	style    string // 17.9.23: the paragraph style bound to this level
	hidden   bool   // the number itself is formatted as hidden text
	picture  bool   // a picture bullet
	language string // of the level's run properties, "" when absent
}

// format is a number format (17.9.17, 17.18.59).
type format struct {
	name string
	// pad is the width of a custom format of zero-padded digits.
	pad int
}

// Parse reads a numbering part, which must be valid UTF-8 (see
// xmlscan.Decode). An error is an *xmlscan.Error; what was read before it is
// returned with it and may be used.
func Parse(xml string, limits xmlscan.Limits) (*Definitions, error) {
	p := &parser{s: xmlscan.New(xml, spaces(), limits),
		d: &Definitions{nums: map[int]*num{}, abstracts: map[int]*abstract{}, byStyle: map[string]*abstract{}}, unknown: map[string]bool{}}
	for {
		t := p.s.Next()
		if t.Kind == xmlscan.EOF {
			return p.d, p.s.Err()
		}
		if t.Kind != xmlscan.Start || t.Space != spaceW {
			continue
		}
		switch t.Local {
		case "abstractNum":
			p.abstract(t)
		case "num":
			p.num(t)
		}
	}
}

type parser struct {
	s       *xmlscan.Scanner
	d       *Definitions
	unknown map[string]bool
}

// children calls f for every child element of the element that just began. f
// either consumes the child (returns true) or leaves it to be skipped.
func (p *parser) children(f func(t *xmlscan.Token) bool) {
	for {
		t := p.s.Next()
		switch t.Kind {
		case xmlscan.EOF, xmlscan.End:
			return
		case xmlscan.Start:
			if !f(t) {
				p.s.Skip()
			}
		}
	}
}

func (p *parser) abstract(t *xmlscan.Token) {
	id, ok := number(t, "abstractNumId")
	a := &abstract{id: id}
	p.children(func(t *xmlscan.Token) bool {
		if t.Space != spaceW {
			return false
		}
		switch t.Local {
		case "lvl":
			if i, ok := number(t, "ilvl"); ok && i >= 0 && i < Levels {
				a.levels[i] = p.level()
				return true
			}
		case "numStyleLink":
			a.numStyleLink = value(t)
		case "styleLink":
			a.styleLink = value(t)
		}
		return false
	})
	if _, twice := p.d.abstracts[id]; ok && !twice && len(p.d.abstracts) < maxLists {
		p.d.abstracts[id] = a
		if first := p.d.byStyle[a.styleLink]; a.styleLink != "" && (first == nil || id < first.id) {
			p.d.byStyle[a.styleLink] = a
		}
	}
}

func (p *parser) num(t *xmlscan.Token) {
	id, ok := number(t, "numId")
	n := &num{abstract: -1}
	p.children(func(t *xmlscan.Token) bool {
		if t.Space != spaceW {
			return false
		}
		switch t.Local {
		case "abstractNumId":
			if v, ok := number(t, "val"); ok {
				n.abstract = v
			}
		case "lvlOverride":
			i, ok := number(t, "ilvl")
			var o override
			p.children(func(t *xmlscan.Token) bool {
				switch {
				case t.Space == spaceW && t.Local == "startOverride":
					o.start, o.hasStart = number(t, "val")
				case t.Space == spaceW && t.Local == "lvl":
					o.level = p.level()
					return true
				}
				return false
			})
			if ok && i >= 0 && i < Levels {
				if n.overrides == nil {
					n.overrides = map[int]override{}
				}
				n.overrides[i] = o
			}
			return true
		}
		return false
	})
	if _, twice := p.d.nums[id]; ok && !twice && len(p.d.nums) < maxLists {
		p.d.nums[id] = n
	}
}

func (p *parser) level() *level {
	l := &level{restart: -1, suffix: "\t", format: format{name: "decimal"}}
	p.children(func(t *xmlscan.Token) bool {
		if t.Space == spaceMC && t.Local == "AlternateContent" {
			p.alternate(l)
			return true
		}
		if t.Space != spaceW {
			return false
		}
		switch t.Local {
		case "start":
			l.start, _ = number(t, "val")
		case "numFmt":
			if f, ok := p.format(t); ok {
				l.format = f
			}
		case "lvlText":
			l.text, l.hasText = value(t), true
		case "lvlRestart":
			if v, ok := number(t, "val"); ok {
				l.restart = v
			}
		case "isLgl":
			l.legal = on(t)
		case "suff":
			switch value(t) {
			case "space":
				l.suffix = " "
			case "nothing":
				l.suffix = ""
			}
		case "pStyle":
			l.style = value(t)
		case "lvlPicBulletId":
			l.picture = true
		case "rPr":
			p.children(func(t *xmlscan.Token) bool {
				if t.Space == spaceW {
					switch t.Local {
					case "vanish":
						l.hidden = on(t)
					case "lang":
						l.language = value(t)
					}
				}
				return false
			})
			return true
		}
		return false
	})
	return l
}

// alternate reads a number format in markup compatibility: Word writes its
// custom formats there, with a plain format as fallback.
func (p *parser) alternate(l *level) {
	done := false
	p.children(func(t *xmlscan.Token) bool {
		if t.Space != spaceMC || done || t.Local != "Choice" && t.Local != "Fallback" {
			return false
		}
		p.children(func(t *xmlscan.Token) bool {
			if t.Space == spaceW && t.Local == "numFmt" {
				if f, ok := p.format(t); ok {
					l.format, done = f, true
				}
			}
			return false
		})
		return true
	})
}

// format reads a numFmt element; ok is false for a custom sequence that is not
// understood, so that the fallback is taken.
func (p *parser) format(t *xmlscan.Token) (f format, ok bool) {
	f.name = value(t)
	if f.name == "custom" {
		pattern, _ := t.Attr(spaceW, "format")
		first, _, _ := strings.Cut(pattern, ",")
		first = strings.TrimSpace(first)
		switch {
		case first == "α":
			return format{name: "greekLower"}, true
		case first == "Α":
			return format{name: "greekUpper"}, true
		case first != "" && len(first) <= 10 && strings.Trim(first, "0123456789") == "":
			return format{name: "decimal", pad: len(first)}, true
		}
		return f, false
	}
	f.name = p.d.understood(f.name, p.unknown)
	return f, true
}

func value(t *xmlscan.Token) string {
	v, _ := t.Attr(spaceW, "val")
	return v
}

// number reads an integer attribute. Values beyond 32 bits are no list of a
// real document; they count as absent.
func number(t *xmlscan.Token, local string) (int, bool) {
	v, ok := t.Attr(spaceW, local)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.TrimSpace(v), 10, 32)
	return int(n), err == nil
}

// on reads an on/off element (17.17.4).
func on(t *xmlscan.Token) bool {
	v, ok := t.Attr(spaceW, "val")
	return !ok || v != "0" && v != "false" && v != "off"
}
