package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits on what is read, checked before the parser sees it. A requirement of a
// hundred patterns with its examples stays under 40 KiB. The YAML parser takes
// time and memory by the square of some of these numbers.
const (
	maxFileSize   = 256 << 10
	maxLineLength = 16 << 10
	maxYAMLDepth  = 24   // nested lists and mappings that a file may open
	maxKeys       = 1000 // keys of one mapping
	maxBlankLines = 20   // in succession
	maxFlowCommas = 1000 // in [a, b] and {a: b}, of one file
	maxMarks      = 50   // values that begin with & * or !
	maxFaults     = 100  // faults noted per file; more help nobody
	maxItems      = 2000
)

// checkBytes refuses what the parser should not see at all, and keeps the lines.
func (r *reader) checkBytes(data []byte) bool {
	refuse := func(line, column int, message, fix string) bool {
		r.fault(Origin{File: r.file, Line: line, Column: column}, message, fix)
		return false
	}
	if len(data) > maxFileSize {
		return refuse(0, 0, fmt.Sprintf("het bestand is groter dan %d KiB", maxFileSize>>10), "splits het")
	}
	r.lines = strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	var s shape
	for i, line := range r.lines {
		if !utf8.ValidString(line) {
			column := 1
			for _, c := range line {
				if c == utf8.RuneError {
					break
				}
				column++
			}
			return refuse(i+1, column, "een teken in een andere tekenset: het bestand is geen geldige UTF-8", "bewaar het als UTF-8 (in Kladblok: Opslaan als, Codering)")
		}
		if len(line) > maxLineLength {
			return refuse(i+1, 0, "de regel is te lang", "breek hem af met '>-'")
		}
		column := 0
		for _, c := range line {
			column++
			if what := unseen(c); what != "" {
				return refuse(i+1, column, fmt.Sprintf("%s (U+%04X), dat een woord in tweeën deelt", what, c), "haal het weg: typ het woord opnieuw")
			}
			if c < ' ' && c != '\t' || c == 0x7f {
				return refuse(i+1, column, fmt.Sprintf("een onzichtbaar stuurteken (U+%04X)", c), "haal het weg")
			}
		}
		if column, what := spaces(line); column > 0 {
			return refuse(i+1, column, what+" waar YAML een gewone spatie wil", "typ hier spaties met de spatiebalk")
		}
		first, _ := r.firstOfValue(i + 1)
		if message, fix := s.line(line, first); message != "" {
			return refuse(i+1, 0, message, fix)
		}
	}
	return true
}

// shape follows how a file is built, line by line, without understanding it.
type shape struct {
	keys  []keyCount // open mappings, by indentation
	blank int        // blank lines in succession
	depth int        // brackets open in a flow collection
	comma int        // commas seen in flow collections
	marks int        // values that begin with & * or !
}

type keyCount struct{ indent, keys int }

// line takes one line and the first character of its value; message is "" as
// long as the file stays within the limits.
func (s *shape) line(line string, first rune) (message, fix string) {
	body := strings.TrimLeft(line, " ")
	if strings.TrimSpace(body) == "" {
		if s.blank++; s.blank > maxBlankLines {
			return fmt.Sprintf("meer dan %d lege regels na elkaar", maxBlankLines), "haal ze weg"
		}
		return "", ""
	}
	s.blank = 0
	indent := len(line) - len(body)
	dashes := 0
	for strings.HasPrefix(body, "- ") || strings.HasPrefix(body, "? ") {
		body = strings.TrimLeft(body[2:], " ")
		dashes++
	}
	if indent/2+dashes > maxYAMLDepth {
		return "de inspringing is te diep", "maak de opbouw vlakker"
	}
	for len(s.keys) > 0 && s.keys[len(s.keys)-1].indent > indent {
		s.keys = s.keys[:len(s.keys)-1]
	}
	if dashes == 0 {
		if len(s.keys) == 0 || s.keys[len(s.keys)-1].indent < indent {
			s.keys = append(s.keys, keyCount{indent: indent})
		}
		if k := &s.keys[len(s.keys)-1]; strings.Contains(body, ":") {
			if k.keys++; k.keys > maxKeys {
				return fmt.Sprintf("meer dan %d sleutels onder elkaar", maxKeys), "verdeel ze over meer bestanden"
			}
		}
	}
	switch first {
	case '&', '*', '!':
		if s.marks++; s.marks > maxMarks {
			return "te veel waarden die met '&', '*' of '!' beginnen", "zet zulke waarden tussen enkele aanhalingstekens"
		}
	}
	return s.flow(body, first)
}

// flow follows a flow collection from the value that opens it to its end.
func (s *shape) flow(body string, first rune) (message, fix string) {
	if s.depth == 0 && first != '[' && first != '{' {
		return "", ""
	}
	for _, c := range body {
		switch c {
		case '[', '{':
			s.depth++
		case ']', '}':
			s.depth = max(s.depth-1, 0)
		case ',':
			s.comma++
		}
		if s.depth > maxYAMLDepth || s.comma > maxFlowCommas {
			return "te veel tussen haakjes '[…]' of '{…}'", "schrijf lijsten met streepjes onder elkaar"
		}
	}
	return "", ""
}
