package rules

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/clausule/clausule/rules/pattern"
)

// reader walks the syntax tree of one YAML file. Every fault is noted with its
// place; reading goes on, so that a lawyer sees all faults at once.
type reader struct {
	file   string
	id     ID
	lines  []string
	faults []*Error
	// marks holds the place of every value by its path
	// ("elementen.melding.een-van.0.alle"), for checks after reading.
	marks map[string]Origin
	// flow are the places where a flow collection ([a, b], {a: b}) stands.
	flow []Origin
	// hyphens are the words of patterns that are written with hyphens.
	hyphens []hyphen
}

// parseYAML reads the bytes into a syntax tree with one document. It returns
// nil when there are faults.
func (r *reader) parseYAML(data []byte) ast.Node {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !r.checkBytes(data) {
		return nil
	}
	file, err := parse(data)
	if err != nil {
		r.syntax(err)
		return nil
	}
	var body ast.Node
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if _, null := doc.Body.(*ast.NullNode); null {
			continue
		}
		if body != nil {
			r.fault(r.at(doc.Body), "het bestand bevat meer dan één YAML-document", "haal de regel '---' weg of maak er twee bestanden van")
			return nil
		}
		body = doc.Body
	}
	if body == nil {
		r.fault(Origin{File: r.file}, "het bestand is leeg", "schrijf de inhoud of haal het bestand weg")
		return nil
	}
	return body
}

// parse shields the caller from a panic in the YAML parser: packs are foreign
// bytes.
func parse(data []byte) (file *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			file, err = nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	return parser.ParseBytes(data, 0)
}

// syntax notes an error of the YAML parser, in Dutch where it is a known one.
func (r *reader) syntax(err error) {
	at := Origin{File: r.file}
	message := err.Error()
	var located interface {
		GetToken() *token.Token
		GetMessage() string
	}
	if errors.As(err, &located) {
		message = located.GetMessage()
		if tk := located.GetToken(); tk != nil && tk.Position != nil {
			at.Line, at.Column = tk.Position.Line, tk.Position.Column
		}
	}
	dutch, fix := translate(message)
	if r.slipNear(at.Line, err) {
		return
	}
	if strings.Contains(message, "mapping value is not allowed") && r.tooDeep(at.Line, err) {
		return
	}
	if strings.Contains(message, "non-map value") {
		if key, rest, ok := r.keyWithoutColon(at.Line); ok {
			r.faults = append(r.faults, &Error{Origin: at, ID: r.id, Message: "na '" + key + "' ontbreekt een dubbele punt", Fix: "schrijf '" + key + ": " + rest + "'", Err: err})
			return
		}
	}
	if m, f := r.misplaced(at.Line); m != "" && (strings.Contains(message, "not allowed in this context") || strings.Contains(message, "non-map value")) {
		r.faults = append(r.faults, &Error{Origin: at, ID: r.id, Message: m, Fix: f, Err: err})
		return
	}
	if first, column := r.firstOfValue(at.Line); first != 0 && strings.ContainsRune("*&!%@`\"'[{", first) && !strings.Contains(message, "end character") {
		// Most faults with such a character first are told elsewhere on the
		// line, or as something else.
		at.Column = column
		dutch = fmt.Sprintf("een waarde die met %c begint, leest YAML niet als gewone tekst", first)
		fix = "zet de hele waarde tussen enkele aanhalingstekens (een apostrof daarbinnen dubbel) of schrijf haar onder '>-'"
	}
	r.faults = append(r.faults, &Error{Origin: at, ID: r.id, Message: dutch, Fix: fix, Err: err})
}

// slipNear looks for a slip in the line that the parser named and in the one
// before it, where it often is, and notes it.
func (r *reader) slipNear(line int, err error) bool {
	for _, n := range []int{line, line - 1} {
		if n < 1 || n > len(r.lines) {
			continue
		}
		if column, message, fix := lineSlip(r.lines[n-1]); column > 0 {
			r.faults = append(r.faults, &Error{Origin: Origin{File: r.file, Line: n, Column: column}, ID: r.id, Message: message, Fix: fix, Err: err})
			return true
		}
	}
	return false
}

// firstOfValue is the first character of the value on a line, after dashes and
// a key, with its column; 0 if there is none.
func (r *reader) firstOfValue(line int) (rune, int) {
	if line < 1 || line > len(r.lines) {
		return 0, 0
	}
	text := r.lines[line-1]
	rest := strings.TrimLeft(text, " ")
	for strings.HasPrefix(rest, "- ") {
		rest = strings.TrimLeft(rest[2:], " ")
	}
	if key, value, ok := strings.Cut(rest, ": "); ok && (pattern.ValidName(key)) {
		rest = strings.TrimLeft(value, " ")
	}
	if rest == "" {
		return 0, 0
	}
	first, _ := utf8.DecodeRuneInString(rest)
	return first, utf8.RuneCountInString(text) - utf8.RuneCountInString(rest) + 1
}

// translate gives the Dutch for the faults that people make in YAML.
func translate(message string) (dutch, fix string) {
	quote := "zet de waarde tussen enkele aanhalingstekens of schrijf haar onder '>-'"
	for _, known := range []struct{ part, dutch, fix string }{
		{"mapping value is not allowed", "een dubbele punt gevolgd door een spatie in een waarde", quote},
		{"mapping key", "deze sleutel staat er al", "voeg de twee samen"},
		{"already defined", "deze sleutel staat er al", "voeg de twee samen"},
		{"tab character", "een tab om in te springen", "gebruik spaties"},
		{"'\\t'", "een tab om in te springen", "gebruik spaties"},
		{"could not find end character of", "een aanhalingsteken wordt niet gesloten", "zet het sluitende aanhalingsteken erbij; een apostrof binnen enkele aanhalingstekens schrijft u dubbel ('')"},
		{"undefined anchor", "een waarde die met '*' begint, is in YAML een verwijzing", "zet haar tussen enkele aanhalingstekens, bijvoorbeeld '*lek'"},
		{"unexpected anchor", "een waarde die met '*' of '&' begint, is in YAML een verwijzing", "zet haar tussen enkele aanhalingstekens, bijvoorbeeld '*lek'"},
		{"alias name", "een waarde die met '*' begint, is in YAML een verwijzing", "zet haar tussen enkele aanhalingstekens, bijvoorbeeld '*lek'"},
		{"invalid header option", "een waarde die met '|' of '>' begint, is in YAML een tekstblok", "begin niet met dat teken, of zet de hele waarde tussen enkele aanhalingstekens"},
		{"reserved character", "een waarde mag niet met dit teken beginnen", quote},
		{"sequence was used where mapping is expected", "een lijst waar sleutels horen", "haal het streepje weg of spring anders in"},
		{"non-map value is specified", "een waarde waar een sleutel hoort", "schrijf 'sleutel: waarde' en let op de inspringing"},
		{"value is not allowed in this context", "deze waarde past hier niet", "let op de inspringing; " + quote},
		{"sequence end token", "een lijst met '[' wordt niet gesloten", "schrijf lijsten met streepjes onder elkaar"},
		{"flow mapping", "'{' zonder '}'", "schrijf sleutels onder elkaar"},
	} {
		if strings.Contains(message, known.part) {
			return known.dutch, known.fix
		}
	}
	return "de YAML is niet te lezen (" + message + ")", "let op inspringing, dubbele punten en aanhalingstekens; " + quote
}

func (r *reader) fault(at Origin, message, fix string) {
	if len(r.faults) < maxFaults {
		r.faults = append(r.faults, &Error{Origin: at, ID: r.id, Message: message, Fix: fix})
	}
}

// at is the place of a node.
func (r *reader) at(n ast.Node) Origin {
	o := Origin{File: r.file}
	if n == nil {
		return o
	}
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	if tk := n.GetToken(); tk != nil && tk.Position != nil {
		o.Line, o.Column = tk.Position.Line, tk.Position.Column
	}
	return o
}

// value notes the place of the node and refuses what a pack may not contain:
// references and tags. ok is false when there is nothing to read.
func (r *reader) value(n ast.Node, path, what string) (ok bool) {
	at := r.at(n)
	if r.marks == nil {
		r.marks = map[string]Origin{}
	}
	r.marks[path] = at
	switch x := n.(type) {
	case nil, *ast.NullNode:
		r.fault(at, what+" is leeg", "vul de waarde in of haal de sleutel weg")
		return false
	case *ast.AliasNode:
		r.fault(at, "een waarde die met '*' begint, is in YAML een verwijzing", "zet haar tussen enkele aanhalingstekens, bijvoorbeeld '*lek'")
		return false
	case *ast.AnchorNode:
		r.fault(at, "een anker ('&') is hier niet toegestaan", "schrijf de waarde uit, of zet haar tussen enkele aanhalingstekens")
		return false
	case *ast.TagNode:
		r.fault(at, "een YAML-type ('!') is hier niet toegestaan", "haal het weg, of zet de waarde tussen enkele aanhalingstekens")
		return false
	case *ast.MappingNode:
		if x.IsFlowStyle {
			r.flow = append(r.flow, at)
		}
	case *ast.SequenceNode:
		if x.IsFlowStyle && len(x.Values) > 0 { // [] is the only way to write an empty list
			r.flow = append(r.flow, at)
		}
	}
	return true
}

// key is one key of a mapping: its name, whether it must be there, and what
// reads its value.
type key struct {
	name string
	need bool
	read func(n ast.Node, path string)
}

// mapping reads a mapping with fixed keys.
func (r *reader) mapping(n ast.Node, path, what string, keys []key) {
	seen := map[string]bool{}
	if _, ok := scalar(n); ok {
		names := make([]string, 0, len(keys))
		for _, k := range keys {
			if k.need || len(keys) < 4 {
				names = append(names, "'"+k.name+": …'")
			}
		}
		r.fault(r.at(n), what+" moet uit sleutels bestaan", "schrijf daaronder, ingesprongen: "+strings.Join(names, ", "))
		return
	}
	whole := r.pairs(n, path, what, func(name string, at Origin, v ast.Node) {
		for _, k := range keys {
			if k.name == name {
				seen[name] = true
				k.read(v, sub(path, name))
				return
			}
		}
		names := make([]string, len(keys))
		for i, k := range keys {
			names[i] = k.name
		}
		fix := "toegestaan zijn: " + strings.Join(names, ", ")
		if near := meant(name, names); near != "" {
			fix = "bedoelde u '" + near + "'?"
			seen[near] = true // one fault is enough for one slip
		}
		if r.slipAt(at) {
			return
		}
		if slices.Contains(names, "een-van") && slices.Contains(patternKeys, name) {
			fix = "zet het patroon onder 'een-van:', met een streepje ervoor: '- " + name + ": …'"
			seen["een-van"] = true
		}
		r.fault(at, "onbekende sleutel '"+name+"'", fix)
	})
	if !whole {
		return
	}
	for _, k := range keys {
		if k.need && !seen[k.name] {
			r.fault(r.at(n), what+" heeft geen '"+k.name+"'", "voeg '"+k.name+": …' toe")
		}
	}
}

// pairs calls f for every key of a mapping, in order. It returns false when the
// node is no mapping.
func (r *reader) pairs(n ast.Node, path, what string, f func(name string, at Origin, v ast.Node)) bool {
	if !r.value(n, path, what) {
		return false
	}
	var values []*ast.MappingValueNode
	switch x := n.(type) {
	case *ast.MappingNode:
		values = x.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{x}
	default:
		r.fault(r.at(n), what+" moet uit sleutels bestaan", "schrijf 'sleutel: waarde' onder elkaar")
		return false
	}
	if len(values) > maxItems {
		r.fault(r.at(n), what+" heeft te veel sleutels", "splits het")
		return false
	}
	seen := map[string]bool{}
	for _, v := range values {
		at := r.at(v.Key)
		name, ok := scalar(v.Key)
		if !ok {
			r.fault(at, "een sleutel moet een woord zijn", "schrijf 'sleutel: waarde'")
			continue
		}
		if seen[name] {
			r.fault(at, "sleutel '"+name+"' staat er al", "voeg de twee samen")
			continue
		}
		seen[name] = true
		f(name, at, v.Value)
		switch v.Value.(type) {
		case *ast.MappingNode, *ast.SequenceNode:
			r.marks[sub(path, name)] = at // what has parts stands where its key stands
		}
	}
	return true
}

// list calls f for every item of a list.
func (r *reader) list(n ast.Node, path, what string, f func(n ast.Node, path string)) {
	if !r.value(n, path, what) {
		return
	}
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		if !r.slipAt(r.at(n)) {
			r.fault(r.at(n), what+" moet een lijst zijn", "schrijf elke regel ervan eronder, met '- ' ervoor")
		}
		return
	}
	if len(s.Values) > maxItems {
		r.fault(r.at(n), fmt.Sprintf("%s heeft meer dan %d regels", what, maxItems), "splits de lijst")
		return
	}
	for i, v := range s.Values {
		f(v, fmt.Sprintf("%s.%d", path, i))
	}
}

// slipAt notes a slip in the line of a place, if there is one.
func (r *reader) slipAt(at Origin) bool {
	if at.Line < 1 || at.Line > len(r.lines) {
		return false
	}
	column, message, fix := lineSlip(r.lines[at.Line-1])
	if column == 0 {
		return false
	}
	r.fault(Origin{File: r.file, Line: at.Line, Column: column}, message, fix)
	return true
}

// text reads a scalar as written, without white space around it.
func (r *reader) text(n ast.Node, path, what string) string {
	if !r.value(n, path, what) {
		return ""
	}
	s, ok := scalar(n)
	if !ok {
		m, isMapping := n.(*ast.MappingNode)
		if isMapping && !m.IsFlowStyle && len(m.Values) == 1 {
			r.fault(r.at(n), what+" heeft een dubbele punt met een spatie erachter; voor YAML is dat een sleutel", "zet de tekst tussen enkele aanhalingstekens of onder '>-'")
			return ""
		}
		r.fault(r.at(n), what+" moet tekst zijn", "schrijf de tekst achter de sleutel; bevat zij ': ', zet haar dan tussen enkele aanhalingstekens of onder '>-'")
		return ""
	}
	r.comment(n)
	if s = strings.TrimSpace(s); s == "" {
		r.fault(r.at(n), what+" is leeg", "vul de waarde in of haal de sleutel weg")
	}
	return s
}

// line reads a scalar as one line: every run of white space is one space.
func (r *reader) line(n ast.Node, path, what string) string {
	return strings.Join(strings.Fields(r.text(n, path, what)), " ")
}

// word reads one of the allowed words.
func (r *reader) word(n ast.Node, path, what string, allowed ...string) string {
	s := r.line(n, path, what)
	if s == "" || slices.Contains(allowed, s) {
		return s
	}
	fix := "kies uit: " + strings.Join(allowed, ", ")
	if near := meant(s, allowed); near != "" {
		fix = "schrijf '" + near + "' (" + fix + ")"
	}
	r.fault(r.at(n), "'"+s+"' is geen geldige waarde van "+what, fix)
	return ""
}

// truth reads true or false.
func (r *reader) truth(n ast.Node, path, what string) bool {
	if !r.value(n, path, what) {
		return false
	}
	if b, ok := n.(*ast.BoolNode); ok {
		return b.Value
	}
	fix := "schrijf 'true' of 'false'"
	if s, ok := scalar(n); ok {
		if word := meant(s, []string{"true", "false"}); word != "" {
			fix = "schrijf " + word + ", zonder aanhalingstekens"
		}
	}
	r.fault(r.at(n), what+" moet waar of onwaar zijn", fix)
	return false
}

// count reads a whole number from 1 to most; 0 after a fault.
func (r *reader) count(n ast.Node, path, what string, most int) int {
	if !r.value(n, path, what) {
		return 0
	}
	i, ok := n.(*ast.IntegerNode)
	if v, unsigned := valueOf(i, ok); unsigned && v >= 1 && v <= uint64(most) {
		return int(v)
	}
	r.fault(r.at(n), what+" moet een getal van 1 tot "+itoa(most)+" zijn", "schrijf bijvoorbeeld "+strings.Trim(what, "'")+": 10")
	return 0
}

// scalar is the text of a node as the author wrote it: a number stays "99.90".
func scalar(n ast.Node) (string, bool) {
	switch x := n.(type) {
	case *ast.StringNode:
		return x.Value, true
	case *ast.LiteralNode:
		return x.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return x.GetToken().Value, true
	}
	return "", false
}

// inside is the place of the n-th visible character of a scalar. The text of a
// folded or quoted scalar is not the text of the file, but both hold the same
// visible characters in the same order.
func (r *reader) inside(n ast.Node, visible int) Origin {
	at := r.at(n)
	line, col := at.Line, at.Column
	if lit, ok := n.(*ast.LiteralNode); ok {
		if lit.Start != nil && lit.Start.Position != nil {
			line = lit.Start.Position.Line
		}
		line, col = line+1, 1
	} else if tk := n.GetToken(); tk != nil && (tk.Type == token.SingleQuoteType || tk.Type == token.DoubleQuoteType) {
		col++
	}
	for ; line >= 1 && line <= len(r.lines); line, col = line+1, 1 {
		i := 0
		for _, c := range r.lines[line-1] {
			i++
			if i < col || unicode.IsSpace(c) {
				continue
			}
			if visible == 0 {
				return Origin{File: r.file, Line: line, Column: i}
			}
			visible--
		}
	}
	return at
}

func sub(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
