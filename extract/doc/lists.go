package doc

import (
	"strings"

	"github.com/clausule/clausule/extract/internal/numbering"
)

const (
	lstfSize = 28 // LSTF, [MS-DOC] 2.9.147
	lvlfSize = 28 // LVLF, 2.9.150
	lfoSize  = 16 // LFO, 2.9.131
)

// maxLists bounds the definitions and the instances that are read; paragraphs
// cannot name more.
const maxLists = 0x7FE

// noStyle in a list says that no style belongs to the level.
const noStyle = 0x0FFF

// readLists reads the list definitions (PlfLst) and their instances (PlfLfo).
// What breaks off gives the lists in front of it; ok is false then.
func (f *file) readLists(styles *stylesheet) (defs *numbering.Definitions, ok bool) {
	offset, length := f.place(fibLst)
	if length < 2 {
		return nil, true
	}
	// The levels stand behind the definitions and are not counted in their
	// length (2.9.193).
	plf := f.table[offset:]
	count := min(u16(plf, 0), maxLists, (length-2)/lstfSize)
	r := levelReader{b: plf, at: 2 + u16(plf, 0)*lstfSize, ok: true}
	lists := make([]numbering.List, 0, count)
	for i := range count {
		lstf := part(plf, 2+i*lstfSize, lstfSize)
		list := numbering.List{ID: i32(lstf, 0)}
		levels := numbering.Levels
		if u8(lstf, 26)&1 != 0 { // fSimpleList
			levels = 1
		}
		for k := range levels {
			list.Levels[k] = r.level()
			if istd := u16(lstf, 8+2*k); istd != noStyle {
				list.Levels[k].Style = styles.id(istd)
			}
		}
		lists = append(lists, list)
	}
	instances, whole := f.readInstances()
	return numbering.Define(lists, instances), r.ok && whole
}

// readInstances reads the PlfLfo (2.9.192).
func (f *file) readInstances() ([]numbering.Instance, bool) {
	b := f.structure(fibLfo)
	count := u32(b, 0)
	r := levelReader{b: b, at: 4 + lfoSize*min(count, maxLists), ok: true}
	count = min(count, maxLists, max(len(b)-4, 0)/lfoSize)
	instances := make([]numbering.Instance, 0, count)
	for i := range count {
		lfo := part(b, 4+i*lfoSize, lfoSize)
		in := numbering.Instance{ID: i + 1, List: i32(lfo, 0)}
		r.at += 4 // a position that is not used
		for range u8(lfo, 12) {
			if !r.ok || r.at+8 > len(b) {
				r.ok = false
				break
			}
			start, flags := i32(b, r.at), u32(b, r.at+4)
			r.at += 8
			o := numbering.Override{Start: start, HasStart: flags&0x10 != 0}
			if flags&0x20 != 0 {
				level := r.level()
				o.Level = &level
				if o.HasStart {
					o.Start = level.Start
				}
			}
			if k := flags & 0x0F; k < numbering.Levels {
				if in.Overrides == nil {
					in.Overrides = map[int]numbering.Override{}
				}
				in.Overrides[k] = o
			}
		}
		instances = append(instances, in)
	}
	return instances, r.ok
}

// levelReader reads one LVL after the other.
type levelReader struct {
	b  []byte
	at int
	ok bool // nothing was cut off so far
}

// level reads an LVL (2.9.149). Behind a broken one come no others: nothing
// says where they begin.
func (r *levelReader) level() numbering.Level {
	b := r.b
	if !r.ok || r.at+lvlfSize+2 > len(b) {
		r.ok = false
		return numbering.Level{}
	}
	head := b[r.at : r.at+lvlfSize]
	para := u8(head, 25)
	char := u8(head, 24)
	at := r.at + lvlfSize + para
	props := plainRun()
	props.apply(part(b, at, char))
	at += char
	chars := u16(b, at)
	if at+2+2*chars > len(b) {
		r.ok = false
		return numbering.Level{}
	}
	r.at = at + 2 + 2*chars
	flags := u8(head, 5)
	l := numbering.Level{
		Defined: true, Start: i32(head, 0), Format: numbering.FormatCode(u8(head, 4)), Legal: flags&4 != 0,
		Hidden: toggle(props.vanish, false), Language: languageTag(props.language),
	}
	if flags&8 != 0 { // fNoRestart: not after the level named, nor those below it
		l.RestartAfter = u8(head, 26)
		l.NoRestart = l.RestartAfter == 0
	}
	switch u8(head, 15) {
	case 0:
		l.Suffix = "\t"
	case 1:
		l.Suffix = " "
	}
	l.Text = template(b[at+2:r.at], head[6:15], l.Format == "bullet")
	return l
}

// maxTemplate bounds the characters of a label's text; Word allows 31.
const maxTemplate = 255

// template writes the text of a level with %1 for the number of the first level
// and so on. Where the numbers stand is said beside the text, counted from 1.
func template(xst, places []byte, bullet bool) string {
	if bullet {
		return text16(xst, 0, min(len(xst)/2, maxTemplate))
	}
	var b strings.Builder
	next := 0
	for i := range min(len(xst)/2, maxTemplate) {
		c := u16(xst, 2*i)
		if next < len(places) && int(places[next]) == i+1 {
			next++
			if c < numbering.Levels {
				b.WriteByte('%')
				b.WriteByte(byte('1' + c))
				continue
			}
		}
		if c < ' ' {
			continue
		}
		b.WriteString(text16(xst, 2*i, 1))
	}
	return b.String()
}
