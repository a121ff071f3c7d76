package rules

import (
	"errors"
	pathpkg "path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/clausule/clausule/rules/pattern"
)

func itoa(n int) string { return strconv.Itoa(n) }

// requirement reads a file that holds one requirement.
func (r *reader) requirement(n ast.Node) *Requirement {
	q := &Requirement{Origin: r.file, marks: r.marks}
	clauses := func(name string, to *[]Clause) key {
		return key{name, false, func(n ast.Node, path string) { *to = r.clauses(n, path) }}
	}
	r.mapping(n, "", "de eis", []key{
		{"id", true, func(n ast.Node, path string) { q.ID = r.ident(n, path); r.id = q.ID }},
		{"titel", true, func(n ast.Node, path string) { q.Title = r.line(n, path, "'titel'") }},
		{"title", false, func(n ast.Node, path string) { q.TitleEN = r.line(n, path, "'title'") }},
		{"betekenis", false, func(n ast.Node, path string) { q.Meaning = r.line(n, path, "'betekenis'") }},
		{"meaning", false, func(n ast.Node, path string) { q.MeaningEN = r.line(n, path, "'meaning'") }},
		{"belang", true, func(n ast.Node, path string) { q.Importance = r.importance(n, path) }},
		{"drager", true, func(n ast.Node, path string) {
			q.Bearer = Bearer(r.word(n, path, "'drager'", string(Provider), string(Customer), string(Both), string(Document)))
		}},
		{"ook", false, func(n ast.Node, path string) {
			r.list(n, path, "'ook'", func(n ast.Node, path string) { q.Aliases = append(q.Aliases, r.ident(n, path)) })
		}},
		{"bron", false, func(n ast.Node, path string) { q.Sources = r.citations(n, path) }},
		{"zekerheid", false, func(n ast.Node, path string) {
			q.Certainty = Certainty(r.word(n, path, "'zekerheid'", string(CertaintyText), string(CertaintyTwo), string(CertaintyOne), string(CertaintyNone)))
		}},
		{"voorbehoud", false, func(n ast.Node, path string) { q.Caveat = r.line(n, path, "'voorbehoud'") }},
		{"woordenschat", false, func(n ast.Node, path string) { q.Vocabulary = r.words(n, path) }},
		{"nodig", false, func(n ast.Node, path string) { q.Needed = r.count(n, path, "'nodig'", maxNeeded) }},
		{"drempels", false, func(n ast.Node, path string) { q.Thresholds = r.thresholds(n, path) }},
		{"elementen", !hasKey(n, divisionKey), func(n ast.Node, path string) { q.Elements = r.elementsOf(n, path, true) }},
		{divisionKey, false, func(n ast.Node, path string) { q.Division = r.division(n, path) }},
		clauses(string(RoleWhole), &q.Whole),
		clauses(string(RolePartly), &q.Partly),
		clauses(string(RoleWeakened), &q.Weakened),
		clauses(string(RoleConflict), &q.Conflicts),
		clauses(string(RoleExcluded), &q.Excluded),
		clauses(string(RoleFlag), &q.Flags),
		{"ook-in", false, func(n ast.Node, path string) {
			r.list(n, path, "'ook-in'", func(n ast.Node, path string) {
				q.Places = append(q.Places, Place(r.word(n, path, "'ook-in'", string(PlaceDefinitions), string(PlaceRecitals),
					string(PlaceNotes), string(PlaceSignature), string(PlaceHeadings), string(PlaceMargins))))
			})
		}},
		{"verzwakkers", false, func(n ast.Node, path string) {
			q.Weakeners = []string{} // present but empty means none at all
			r.list(n, path, "'verzwakkers'", func(n ast.Node, path string) {
				if name := r.name(n, path, "de naam van een verzwakker"); name != "" {
					q.Weakeners = append(q.Weakeners, name)
				}
			})
		}},
		{"modeltekst", false, func(n ast.Node, path string) { q.Model = r.model(n, path) }},
		{"voorbeelden", false, func(n ast.Node, path string) { q.Examples = r.examples(n, path) }},
	})
	r.substance(q)
	r.limits(q)
	r.needed(q)
	r.filled(q)
	return q
}

func (r *reader) importance(n ast.Node, path string) Importance {
	return Importance(r.word(n, path, "'belang'", string(Must), string(MustAnnex), string(Should), string(Could)))
}

// maxNeeded bounds "nodig"; no rule has that many elements.
const maxNeeded = 99

// needed holds "nodig" against the elements.
func (r *reader) needed(q *Requirement) {
	counting := 0
	for i := range q.Elements {
		if q.Elements[i].Flag == "" {
			counting++
		}
	}
	switch {
	case q.Needed > counting:
		r.fault(r.marks["nodig"], "'nodig' vraagt "+itoa(q.Needed)+" elementen, maar er tellen er "+itoa(counting), "schrijf ten hoogste "+itoa(counting)+" of voeg elementen toe")
	case len(q.Elements) > 0 && counting == 0:
		r.fault(r.marks["elementen"], "alle elementen hebben een 'vlag'; dan kan niets de eis vervullen", "haal bij ten minste één element 'vlag' weg")
	case len(q.Elements) > 0 && q.Elements[0].Flag != "":
		r.fault(r.marks["elementen."+q.Elements[0].Name+".vlag"], "het eerste element is de kern en kan geen 'vlag' hebben", "zet een ander element vooraan")
	}
}

// ident reads an id: at least two parts of small letters, digits and hyphens,
// with dots between.
func (r *reader) ident(n ast.Node, path string) ID {
	s := r.line(n, path, "het id")
	if s == "" || validID(s) {
		return ID(s)
	}
	fix := "schrijf kleine letters, cijfers en streepjes, met punten ertussen, bijvoorbeeld ksz.audit.recht"
	if file := strings.TrimSuffix(pathpkg.Base(r.file), ".yaml"); path == "id" && validID(file) {
		fix = "schrijf " + file + ", zoals het bestand heet"
	}
	if likely := likelyID(s); likely != "" {
		fix = "schrijf " + likely
	}
	r.fault(r.at(n), "'"+s+"' is geen geldig id", fix)
	return ""
}

// likelyID is the valid id that somebody may have meant, or "".
func likelyID(s string) string {
	parts := strings.Split(s, ".")
	for i := range parts {
		parts[i] = likelyName(parts[i])
	}
	if id := strings.Join(parts, "."); validID(id) {
		return id
	}
	return ""
}

func validID(s string) bool {
	parts := strings.Split(s, ".")
	if len(parts) < 2 || len(s) > 128 {
		return false
	}
	for _, p := range parts {
		if !pattern.ValidName(p) {
			return false
		}
	}
	return true
}

// name reads a name such as that of an element.
func (r *reader) name(n ast.Node, path, what string) string {
	s := r.line(n, path, what)
	if s != "" && !r.validName(s, what, r.at(n)) {
		return ""
	}
	return s
}

func (r *reader) validName(s, what string, at Origin) bool {
	if pattern.ValidName(s) {
		return true
	}
	fix := "gebruik kleine letters, cijfers en streepjes"
	if name := likelyName(s); name != "" {
		fix = "schrijf " + name
	}
	r.fault(at, "'"+s+"' kan niet als "+what, fix)
	return false
}

func (r *reader) citations(n ast.Node, path string) (out []Citation) {
	r.list(n, path, "'bron'", func(n ast.Node, path string) {
		var c Citation
		r.mapping(n, path, "een bron", []key{
			{"document", true, func(n ast.Node, path string) { c.Document = r.line(n, path, "'document'") }},
			{"plaats", false, func(n ast.Node, path string) { c.Place = r.line(n, path, "'plaats'") }},
			{"soort", false, func(n ast.Node, path string) {
				c.Kind = CitationKind(r.word(n, path, "'soort' van een bron", string(Background)))
			}},
		})
		out = append(out, c)
	})
	return out
}

// thresholds reads limits: each a value with its origin, or the value alone.
func (r *reader) thresholds(n ast.Node, path string) map[string]Threshold {
	out := map[string]Threshold{}
	r.pairs(n, path, "'drempels'", func(name string, at Origin, v ast.Node) {
		path, what := sub(path, name), "drempel '"+name+"'"
		var t Threshold
		if _, ok := v.(*ast.MappingNode); ok {
			r.mapping(v, path, what, []key{
				{"waarde", true, func(n ast.Node, path string) { t.Value = r.line(n, path, "'waarde'") }},
				{"herkomst", true, func(n ast.Node, path string) {
					t.Basis = Basis(r.word(n, path, "'herkomst'", string(BasisLaw), string(BasisSource), string(BasisHouse), string(BasisOwn)))
				}},
			})
		} else {
			t.Value = r.line(v, path, what)
		}
		if !r.validName(name, "naam van een drempel", at) {
			name = likelyName(name) // so that who uses it hears of one slip only
		}
		out[name] = t
	})
	return out
}

func (r *reader) words(n ast.Node, path string) (v Vocabulary) {
	list := func(name string, to *[]string) key {
		return key{name, false, func(n ast.Node, path string) {
			r.list(n, path, "'"+name+"'", func(n ast.Node, path string) { *to = append(*to, r.line(n, path, "een woord")) })
		}}
	}
	r.mapping(n, path, "'woordenschat'", []key{list("nl", &v.NL), list("be", &v.BE)})
	return v
}

// elementsOf reads elements; those of a requirement are whole, those of an
// adjustment may leave out what the element says already.
func (r *reader) elementsOf(n ast.Node, path string, whole bool) (out []Element) {
	r.pairs(n, path, "'elementen'", func(name string, at Origin, v ast.Node) {
		if !r.validName(name, "naam van een element", at) {
			return
		}
		e := Element{Name: name}
		r.mapping(v, sub(path, name), "element '"+name+"'", []key{
			{"mist", whole, func(n ast.Node, path string) { e.Lacks = r.line(n, path, "'mist'") }},
			{"bereik", false, func(n ast.Node, path string) { e.Scope = r.scope(n, path) }},
			{"vlag", false, func(n ast.Node, path string) { e.Flag = r.name(n, path, "'vlag'") }},
			{"een-van", whole, func(n ast.Node, path string) { e.AnyOf = r.clauses(n, path) }},
		})
		out = append(out, e)
	})
	return out
}

func (r *reader) scope(n ast.Node, path string) Scope {
	return Scope(r.word(n, path, "'bereik'", string(ScopeSentence), string(ScopeParagraph), string(ScopeArticle), string(ScopeContract)))
}

func (r *reader) clauses(n ast.Node, path string) (out []Clause) {
	what := "'" + path[strings.LastIndexByte(path, '.')+1:] + "'"
	r.list(n, path, what, func(n ast.Node, path string) {
		out = append(out, r.clause(n, path))
	})
	r.someIn(n, what)
	return out
}

// someIn refuses an empty list.
func (r *reader) someIn(n ast.Node, what string) {
	if s, ok := n.(*ast.SequenceNode); ok && len(s.Values) == 0 {
		r.fault(r.at(n), what+" is leeg", "vul de lijst of haal de sleutel weg")
	}
}

// clause reads one pattern with what belongs to it.
func (r *reader) clause(n ast.Node, path string) Clause {
	var c Clause
	var kinds []string
	if s, ok := n.(*ast.StringNode); ok {
		if r.slipAt(r.at(n)) {
			return c
		}
		r.fault(r.at(n), "een patroon zonder sleutel: "+quoteShort(s.Value), "zet er 'alle: ', 'reeks: ' of 'woord: ' voor")
		return c
	}
	text := func(name string, to *string, mode pattern.Mode) key {
		return key{name, false, func(n ast.Node, path string) {
			switch name {
			case "alle", "reeks", "woord":
				kinds = append(kinds, name)
			}
			*to = r.pattern(n, path, name, mode)
		}}
	}
	whole := len(r.faults)
	r.mapping(n, path, "een patroon", []key{
		text("alle", &c.All, pattern.Set),
		text("reeks", &c.Sequence, pattern.Sequence),
		text("woord", &c.Words, pattern.Sequence),
		{"waarde", false, func(n ast.Node, path string) { kinds = append(kinds, "waarde"); c.Value = r.wanted(n, path) }},
		text("zonder", &c.Without, pattern.Sequence),
		text("kop", &c.Heading, pattern.Set),
		{"bereik", false, func(n ast.Node, path string) { c.Scope = r.scope(n, path) }},
		{"mist", false, func(n ast.Node, path string) { c.Reason = r.line(n, path, "'mist'") }},
		{"ontkend-telt", false, func(n ast.Node, path string) { c.Negation = r.truth(n, path, "'ontkend-telt'") }},
		{"ieder", false, func(n ast.Node, path string) { c.AnyParty = r.truth(n, path, "'ieder'") }},
		{"wijkt", false, func(n ast.Node, path string) { c.Yields = r.truth(n, path, "'wijkt'") }},
	})
	switch {
	case len(kinds) > 1:
		r.fault(r.at(n), "een patroon heeft "+strings.Join(kinds, " en "), "kies er één, of maak er twee patronen van")
	case len(kinds) == 0 && c.Heading != "" && strings.HasPrefix(path, divisionKey+"."+string(RoleArea)+"."):
	case c.Yields && !strings.HasPrefix(path, "strijdig"):
		r.fault(r.at(n), "'wijkt' betekent alleen iets bij 'strijdig'", "haal het hier weg")
	case len(kinds) == 0 && len(r.faults) == whole:
		r.fault(r.at(n), "een patroon heeft geen 'alle', 'reeks', 'woord' of 'waarde'", "voeg er één toe")
	}
	return c
}

// wanted reads the value that a clause asks for.
func (r *reader) wanted(n ast.Node, path string) *Value {
	v := &Value{}
	limit := func(name string, to *string) key {
		return key{name, false, func(n ast.Node, path string) { *to = r.line(n, path, "'"+name+"'") }}
	}
	holder := func(name string, to *Holder) key {
		return key{name, false, func(n ast.Node, path string) {
			*to = Holder(r.word(n, path, "'"+name+"'", string(HeldByCustomer), string(HeldByBoth), string(HeldByProvider)))
		}}
	}
	r.mapping(n, path, "'waarde'", []key{
		{"soort", true, func(n ast.Node, path string) {
			v.Kind = r.word(n, path, "'soort'", KindDuration, KindPercentage, KindFrequency, KindAmount, KindAreas)
		}},
		{"bij", false, func(n ast.Node, path string) { v.Near = r.pattern(n, path, "bij", pattern.Set) }},
		{"niet-bij", false, func(n ast.Node, path string) { v.NotNear = r.pattern(n, path, "niet-bij", pattern.Set) }},
		limit("hoogstens", &v.Max),
		limit("minstens", &v.Min),
		limit("deels-hoogstens", &v.PartMax),
		limit("deels-minstens", &v.PartMin),
		limit("samen", &v.Together),
		{"daarbuiten", false, func(n ast.Node, path string) { v.Beyond = r.word(n, path, "'daarbuiten'", "strijdig", "deels") }},
		holder("houder", &v.Holder),
		holder("verwacht", &v.Expected),
	})
	switch areas := v.Kind == KindAreas; {
	case v.Kind == "":
	case areas && (v.Near != "" || v.NotNear != ""):
		r.fault(r.at(n), "'bij' en 'niet-bij' betekenen niets bij soort '"+KindAreas+"'", "haal ze weg")
	case !areas && (v.Holder != "" || v.Expected != ""):
		r.fault(r.at(n), "'houder' en 'verwacht' horen bij soort '"+KindAreas+"'", "haal ze weg of schrijf soort: "+KindAreas)
	}
	return v
}

// pattern reads a pattern and gives its canonical form.
func (r *reader) pattern(n ast.Node, path, name string, mode pattern.Mode) string {
	s := r.line(n, path, "'"+name+"'")
	if s == "" {
		return ""
	}
	p, err := pattern.Parse(s, mode)
	at := r.at(n)
	if err == nil {
		r.hyphened(n, path, s)
		return p.String()
	}
	e := &Error{Origin: at, ID: r.id, Message: err.Error(), Err: err}
	var syntax *pattern.SyntaxError
	if errors.As(err, &syntax) {
		visible := 0
		for _, c := range syntax.Pattern[:min(syntax.Offset, len(syntax.Pattern))] {
			if !unicode.IsSpace(c) {
				visible++
			}
		}
		e.Origin = r.inside(n, visible)
		e.Message = "in '" + name + "': " + syntax.Message
		e.Fix = syntax.Fix
	}
	if len(r.faults) < maxFaults {
		r.faults = append(r.faults, e)
	}
	return ""
}

// comment refuses a "#" that ends a value before its author meant it to: what
// stands behind " #" is a remark to YAML. One of which the text begins after a
// space is taken for a remark.
func (r *reader) comment(n ast.Node) {
	tk := n.GetToken()
	at := r.at(n)
	if tk == nil || tk.Type != token.StringType || at.Line < 1 || at.Line > len(r.lines) {
		return
	}
	line := r.lines[at.Line-1]
	if i := strings.Index(line, " #"); i >= 0 && i+2 < len(line) && line[i+2] != ' ' && line[i+2] != '#' {
		at.Column = utf8.RuneCountInString(line[:i]) + 2
		r.fault(at, "wat achter ' #' staat, is voor YAML een opmerking en hoort niet bij de waarde", "haal '#' weg of zet de hele waarde tussen enkele aanhalingstekens; is het een opmerking, zet er dan een spatie achter")
	}
}

// hyphened keeps the words of a pattern that are written with hyphens: a
// text is compared without them, so that "in-kennis-stellen" is one word.
func (r *reader) hyphened(n ast.Node, path, text string) {
	for i, word := range strings.FieldsFunc(text, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("()|^", c) }) {
		if i = strings.Index(text, word); strings.Contains(strings.Trim(word, "-*"), "-") && !strings.HasPrefix(word, "<") {
			visible := 0
			for _, c := range text[:i] {
				if !unicode.IsSpace(c) {
					visible++
				}
			}
			r.hyphens = append(r.hyphens, hyphen{word: strings.Trim(word, "*"), path: path, at: r.inside(n, visible)})
		}
	}
}

// hyphen is a word with hyphens in a pattern.
type hyphen struct {
	word, path string
	at         Origin
}

func (r *reader) model(n ast.Node, path string) (m ModelText) {
	r.mapping(n, path, "'modeltekst'", []key{
		{"nl", true, func(n ast.Node, path string) { m.NL = r.text(n, path, "'nl'") }},
		{"be", false, func(n ast.Node, path string) { m.BE = r.text(n, path, "'be'") }},
	})
	return m
}

func (r *reader) examples(n ast.Node, path string) (x Examples) {
	texts := func(name string, to *[]string) key {
		return key{name, false, func(n ast.Node, path string) {
			r.list(n, path, "'"+name+"'", func(n ast.Node, path string) { *to = append(*to, r.text(n, path, "een voorbeeld")) })
		}}
	}
	r.mapping(n, path, "'voorbeelden'", []key{
		texts("voldaan", &x.Met),
		{"deels", false, func(n ast.Node, path string) {
			r.list(n, path, "'deels'", func(n ast.Node, path string) {
				if _, plain := scalar(n); plain {
					r.fault(r.at(n), "een voorbeeld onder 'deels' zegt ook wat er mist", "schrijf 'tekst: …' en daaronder, even ver ingesprongen, 'mist: …'")
					return
				}
				var p PartialExample
				r.mapping(n, path, "een voorbeeld onder 'deels'", []key{
					{"tekst", true, func(n ast.Node, path string) { p.Text = r.text(n, path, "'tekst'") }},
					{"mist", true, func(n ast.Node, path string) { p.Lacks = r.line(n, path, "'mist'") }},
				})
				x.Partial = append(x.Partial, p)
			})
		}},
		texts("strijdig", &x.Conflict),
		texts("ontbreekt", &x.Missing),
		texts(string(HeldByCustomer), &x.Customer),
		texts(string(HeldByBoth), &x.Both),
		texts(string(HeldByProvider), &x.Provider),
		texts(unassignedKey, &x.Unassigned),
		{"nog-niet", false, func(n ast.Node, path string) {
			r.list(n, path, "'nog-niet'", func(n ast.Node, path string) {
				var k KnownFailure
				r.mapping(n, path, "een voorbeeld onder 'nog-niet'", []key{
					{"tekst", true, func(n ast.Node, path string) { k.Text = r.text(n, path, "'tekst'") }},
					{"hoort", true, func(n ast.Node, path string) {
						k.Should = r.word(n, path, "'hoort'", append([]string{"voldaan", "deels", "strijdig", "ontbreekt"}, holderWords()...)...)
					}},
					{"reden", true, func(n ast.Node, path string) { k.Reason = r.line(n, path, "'reden'") }},
				})
				x.Known = append(x.Known, k)
			})
		}},
	})
	return x
}

func quoteShort(s string) string {
	if utf8.RuneCountInString(s) > 40 {
		s = string([]rune(s)[:40]) + "…"
	}
	return "'" + s + "'"
}
