package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The kinds of value that a clause can ask for.
const (
	KindDuration   = "duur"
	KindPercentage = "percentage"
	KindFrequency  = "frequentie"
	KindAmount     = "bedrag"
	KindAreas      = "gebieden" // areas of the responsibility matrix that have a holder
)

// Limit is one threshold as a number with its unit. Limits of different units
// ("48 uur | 1 werkdag") are alternatives: a contract's value is held against the
// one in its own unit.
type Limit struct {
	Kind   string
	Amount float64
	// Unit is minuut, uur, dag, werkdag, week, maand or jaar of a duration;
	// empty of a percentage; "per jaar" of a frequency; euro of an amount.
	Unit string
}

// LimitError says that a threshold cannot be read.
type LimitError struct {
	Kind, Text string
}

// Error tells how such a threshold is written.
func (e *LimitError) Error() string {
	return fmt.Sprintf("%q is geen %s; schrijf bijvoorbeeld %s", e.Text, kindName(e.Kind), limitExample(e.Kind))
}

func kindName(kind string) string {
	if kind == "" {
		return "drempel"
	}
	return kind
}

func limitExample(kind string) string {
	switch kind {
	case KindDuration:
		return "'48 uur | 1 werkdag'"
	case KindPercentage:
		return "'99,5%'"
	case KindFrequency:
		return "'jaarlijks' of '2 keer per jaar'"
	case KindAmount:
		return "'€ 500.000'"
	case KindAreas:
		return "'6 gebieden'"
	}
	return "'48 uur', '99,5%', 'jaarlijks' of '€ 500.000'"
}

// ParseLimits reads a threshold: alternatives parted by "|". Numbers are
// written in digits, with a decimal comma; points part thousands. It returns a
// *LimitError when the text is no threshold of the kind.
func ParseLimits(kind, text string) ([]Limit, error) {
	var out []Limit
	for _, alt := range strings.Split(text, "|") {
		l, ok := parseLimit(kind, strings.ToLower(strings.TrimSpace(alt)))
		if !ok {
			return nil, &LimitError{Kind: kind, Text: strings.TrimSpace(alt)}
		}
		out = append(out, l)
	}
	return out, nil
}

func parseLimit(kind, s string) (Limit, bool) {
	switch kind {
	case KindPercentage:
		s, ok := cutAny(s, "%", "procent")
		n, isNumber := number(strings.TrimSpace(s))
		return Limit{Kind: kind, Amount: n}, ok && isNumber && n <= 100
	case KindAmount:
		t, euro := strings.CutPrefix(s, "€")
		if !euro {
			t, euro = cutAny(s, "euro")
		}
		n, ok := number(strings.TrimSpace(t))
		return Limit{Kind: kind, Amount: n, Unit: "euro"}, ok && euro
	case KindDuration:
		fields := strings.Fields(s)
		if len(fields) != 2 {
			return Limit{}, false
		}
		n, ok := number(fields[0])
		unit := durationUnit(fields[1])
		if unit == "kwartaal" {
			n, unit = n*3, "maand"
		}
		return Limit{Kind: kind, Amount: n, Unit: unit}, ok && unit != ""
	case KindAreas:
		t, named := cutAny(s, "gebieden", "gebied")
		n, ok := number(strings.TrimSpace(t))
		return Limit{Kind: kind, Amount: n, Unit: "gebied"}, ok && named
	case KindFrequency:
		n, ok := perYear(strings.Fields(s))
		return Limit{Kind: kind, Amount: n, Unit: "per jaar"}, ok
	}
	return Limit{}, false
}

func cutAny(s string, suffixes ...string) (string, bool) {
	for _, suffix := range suffixes {
		if t, ok := strings.CutSuffix(s, suffix); ok {
			return t, true
		}
	}
	return s, false
}

// number reads a Dutch number: 1.000.000 or 99,95.
func number(s string) (float64, bool) {
	whole, decimals, comma := strings.Cut(s, ",")
	if comma && !digits(decimals) {
		return 0, false
	}
	groups := strings.Split(whole, ".")
	for i, g := range groups {
		if !digits(g) || i > 0 && len(g) != 3 || len(groups) > 1 && len(g) > 3 {
			return 0, false
		}
	}
	n, err := strconv.ParseFloat(strings.Join(groups, "")+"."+decimals+"0", 64)
	return n, err == nil && n < 1e15
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != "" && len(s) <= 15
}

func durationUnit(word string) string {
	for _, u := range [][]string{
		{"minuut", "minuten"},
		{"uur", "uren", "klokuur", "klokuren"},
		{"dag", "dagen", "kalenderdag", "kalenderdagen", "etmaal", "etmalen"},
		{"werkdag", "werkdagen"},
		{"week", "weken"},
		{"maand", "maanden"},
		{"kwartaal", "kwartalen"},
		{"jaar", "jaren"},
	} {
		if slices.Contains(u, word) {
			return u[0]
		}
	}
	return ""
}

// perYear reads a frequency as times per year; "continu" is once per minute.
func perYear(words []string) (float64, bool) {
	const minutes = 365 * 24 * 60
	per := map[string]float64{
		"minuut": minutes, "uur": 365 * 24, "dag": 365, "werkdag": 260, "week": 52,
		"maand": 12, "kwartaal": 4, "halfjaar": 2, "jaar": 1,
	}
	switch len(words) {
	case 0:
		return 0, false
	case 1:
		switch words[0] {
		case "continu", "doorlopend":
			return minutes, true
		case "dagelijks":
			return 365, true
		case "wekelijks":
			return 52, true
		case "maandelijks":
			return 12, true
		case "halfjaarlijks":
			return 2, true
		case "jaarlijks":
			return 1, true
		case "tweejaarlijks":
			return 0.5, true
		}
		return 0, false
	}
	times := 1.0
	if len(words) == 4 && (words[1] == "keer" || words[1] == "maal") {
		n, ok := number(words[0])
		if !ok {
			return 0, false
		}
		times, words = n, words[2:]
	} else if words[0] == "eens" {
		words = words[1:]
	}
	if len(words) < 2 || words[0] != "per" {
		return 0, false
	}
	span := 1.0
	if len(words) == 3 {
		n, ok := number(words[1])
		if !ok || n == 0 {
			return 0, false
		}
		span, words = n, words[1:]
	}
	unit := words[1]
	if d := durationUnit(unit); d != "" {
		unit = d
	}
	n, ok := per[unit]
	return times * n / span, ok && len(words) == 2
}

// limitTexts are the limits of a value by their keys, empty ones left out.
func (v *Value) limitTexts(yield func(key, text string)) {
	for _, l := range []struct{ key, text string }{
		{"hoogstens", v.Max}, {"minstens", v.Min}, {"deels-hoogstens", v.PartMax}, {"deels-minstens", v.PartMin}, {"samen", v.Together},
	} {
		if l.text != "" {
			yield(l.key, l.text)
		}
	}
}

// limits checks that every limit names a threshold of the requirement or is one.
func (r *reader) limits(q *Requirement) {
	told := map[string]bool{}
	q.Clauses(func(_ Role, _ *Element, path string, c *Clause) bool {
		if c.Value == nil {
			return true
		}
		c.Value.limitTexts(func(key, text string) {
			if t, named := q.Thresholds[text]; named {
				if _, err := ParseLimits(c.Value.Kind, t.Value); err != nil && t.Value != "" && c.Value.Kind != "" && !told[text] {
					told[text] = true
					message, fix := limitAdvice(c.Value.Kind, t.Value)
					r.fault(r.threshold(text), "drempel '"+text+"': "+message, fix)
				}
				return
			}
			if _, err := ParseLimits(c.Value.Kind, text); err == nil || c.Value.Kind == "" {
				return
			}
			if _, bare := number(text); bare {
				message, fix := limitAdvice(c.Value.Kind, text)
				r.fault(r.marks[path+".waarde."+key], "bij '"+key+"': "+message, fix)
				return
			}
			fix := "voeg hem toe onder 'drempels' of schrijf de waarde zelf, bijvoorbeeld " + limitExample(c.Value.Kind)
			if known := keysOf(q.Thresholds); len(known) > 0 {
				fix = "de eis kent: " + strings.Join(known, ", ") + "; " + fix
			}
			if near := nearest(text, keysOf(q.Thresholds)); near != "" {
				fix = "bedoelde u '" + near + "'?"
			}
			r.fault(r.marks[path+".waarde."+key], "onbekende drempel '"+text+"' bij '"+key+"'", fix)
		})
		return true
	})
}

// threshold is the place of the value of a threshold.
func (r *reader) threshold(name string) Origin {
	if at, ok := r.marks["drempels."+name+".waarde"]; ok {
		return at
	}
	return r.marks["drempels."+name]
}

// limitAdvice tells why a text is no threshold of the kind, and what to write.
func limitAdvice(kind, text string) (message, fix string) {
	fix = "schrijf bijvoorbeeld " + limitExample(kind)
	for _, alt := range strings.Split(text, "|") {
		alt = strings.ToLower(strings.TrimSpace(alt))
		if _, ok := parseLimit(kind, alt); ok {
			continue
		}
		if _, ok := number(alt); ok {
			return "'" + alt + "' heeft geen eenheid", fix
		}
		if comma := strings.Replace(alt, ".", ",", 1); comma != alt {
			if _, ok := parseLimit(kind, comma); ok {
				return "'" + alt + "' heeft een punt waar een komma hoort", "schrijf '" + comma + "'"
			}
		}
		if _, rest, ok := strings.Cut(alt, " "); ok {
			if _, ok := parseLimit(kind, rest); ok {
				return "'" + alt + "' is meer dan getal en eenheid", "schrijf '" + rest + "'"
			}
		}
		if or := strings.ReplaceAll(alt, " of ", " | "); or != alt {
			if _, err := ParseLimits(kind, or); err == nil {
				return "tussen de keuzes in '" + alt + "' staat 'of'", "schrijf '" + or + "'"
			}
		}
		return "'" + alt + "' is geen " + kindName(kind), fix + ", met een getal in cijfers"
	}
	return "'" + text + "' is geen " + kindName(kind), fix
}

func keysOf[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Limits gives the limits of one key of a value: those of the threshold that it
// names, or its own. Nil without error means that the key is not set.
func (r *Requirement) Limits(v *Value, limit string) ([]Limit, error) {
	if limit == "" {
		return nil, nil
	}
	if t, ok := r.Thresholds[limit]; ok {
		limit = t.Value
	}
	return ParseLimits(v.Kind, limit)
}

// Fill puts the thresholds of the requirement into a text that names them in
// braces: "een termijn van ten hoogste {voldaan-tot}" says what the threshold is
// set to, also where a profile sets it otherwise.
func (r *Requirement) Fill(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	for _, name := range keysOf(r.Thresholds) {
		text = strings.ReplaceAll(text, "{"+name+"}", strings.ReplaceAll(r.Thresholds[name].Value, " | ", " of "))
	}
	return text
}

// filled refuses a name in braces that is no threshold.
func (r *reader) filled(q *Requirement) {
	for i := range q.Elements {
		e := &q.Elements[i]
		_, rest, open := strings.Cut(q.Fill(e.Lacks), "{")
		if !open {
			continue
		}
		name, _, _ := strings.Cut(rest, "}")
		fix := "noem een drempel van deze eis, of laat de accolades weg"
		if near := nearest(name, keysOf(q.Thresholds)); near != "" {
			fix = "bedoelde u '{" + near + "}'?"
		}
		r.fault(r.marks["elementen."+e.Name+".mist"], "'{"+name+"}' is geen drempel van deze eis", fix)
	}
}

// narrower finds values of which the limit of "partial" is not wider than that
// of "met": the paths of the keys, "….waarde.deels-hoogstens".
func (r *Requirement) narrower() (paths []string) {
	r.Clauses(func(_ Role, _ *Element, path string, c *Clause) bool {
		v := c.Value
		if v == nil {
			return true
		}
		if r.disorder(v, v.Max, v.PartMax, func(whole, part float64) bool { return part <= whole }) {
			paths = append(paths, path+".waarde.deels-hoogstens")
		}
		if r.disorder(v, v.Min, v.PartMin, func(whole, part float64) bool { return part >= whole }) {
			paths = append(paths, path+".waarde.deels-minstens")
		}
		return true
	})
	return paths
}

func (r *Requirement) disorder(v *Value, whole, part string, wrong func(whole, part float64) bool) bool {
	a, errA := r.Limits(v, whole)
	b, errB := r.Limits(v, part)
	if errA != nil || errB != nil {
		return false
	}
	for _, w := range a {
		for _, p := range b {
			if w.Unit == p.Unit && wrong(w.Amount, p.Amount) {
				return true
			}
		}
	}
	return false
}
