package content

import "github.com/clausule/clausule/extract/pdf/internal/object"

const (
	mostLayers    = 10_000
	mostMembers   = 100 // layers of a membership dictionary
	mostCondition = 16  // depth of a visibility expression
)

// layers tells which optional content is off (ISO 32000-1, 8.11).
type layers struct {
	any     bool // the file has optional content
	baseOff bool // what is not switched on is off
	off, on map[string]bool
}

// readLayers reads the default configuration, with the states that it sets
// automatically for viewing.
func readLayers(properties object.Value) layers {
	l := layers{any: properties.Kind() == object.Dict}
	if !l.any {
		return l
	}
	l.off, l.on = map[string]bool{}, map[string]bool{}
	d := properties.Key("D")
	l.baseOff = d.Key("BaseState").Name() == "OFF"
	each := func(list object.Value, f func(object.Value)) {
		for i := range min(list.Len(), mostLayers) {
			f(list.Index(i))
		}
	}
	each(d.Key("ON"), func(v object.Value) { l.on[v.Identity()] = true })
	each(d.Key("OFF"), func(v object.Value) { l.off[v.Identity()] = true })
	each(d.Key("AS"), func(usage object.Value) {
		if usage.Key("Event").Name() != "View" {
			return
		}
		each(usage.Key("OCGs"), func(v object.Value) {
			switch id := v.Identity(); v.Key("Usage").Key("View").Key("ViewState").Name() {
			case "ON":
				l.on[id] = true
				delete(l.off, id)
			case "OFF":
				l.off[id] = true
			}
		})
	})
	return l
}

// hides tells whether content that belongs to a group, or to a membership
// dictionary, is not shown.
func (l *layers) hides(v object.Value) bool {
	if !l.any || v.Kind() != object.Dict {
		return false
	}
	if v.Key("Type").Name() != "OCMD" && v.Key("OCGs").Kind() == object.Null {
		return !l.shows(v)
	}
	if condition := v.Key("VE"); condition.Len() > 0 {
		return !l.holds(condition, 0)
	}
	groups := v.Key("OCGs")
	if groups.Kind() == object.Dict {
		shown := l.shows(groups)
		if p := v.Key("P").Name(); p == "AnyOff" || p == "AllOff" {
			return shown
		}
		return !shown
	}
	on, off := 0, 0
	for i := range min(groups.Len(), mostMembers) {
		switch g := groups.Index(i); {
		case g.Kind() != object.Dict:
		case l.shows(g):
			on++
		default:
			off++
		}
	}
	if on+off == 0 {
		return false // nothing to depend on
	}
	switch v.Key("P").Name() {
	case "AllOn":
		return off > 0
	case "AnyOff":
		return off == 0
	case "AllOff":
		return on > 0
	}
	return on == 0
}

func (l *layers) shows(group object.Value) bool {
	id := group.Identity()
	return !l.off[id] && (!l.baseOff || l.on[id])
}

// holds evaluates a visibility expression: a group, or an array of And, Or or
// Not with expressions.
func (l *layers) holds(v object.Value, depth int) bool {
	if v.Kind() == object.Dict {
		return l.shows(v)
	}
	if v.Kind() != object.Array || depth >= mostCondition {
		return true
	}
	n := min(v.Len(), mostMembers)
	switch v.Index(0).Name() {
	case "Not":
		return n < 2 || !l.holds(v.Index(1), depth+1)
	case "Or":
		for i := 1; i < n; i++ {
			if l.holds(v.Index(i), depth+1) {
				return true
			}
		}
		return n < 2
	case "And":
		for i := 1; i < n; i++ {
			if !l.holds(v.Index(i), depth+1) {
				return false
			}
		}
	}
	return true
}
