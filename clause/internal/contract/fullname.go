package contract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/clause/internal/dutch"
)

// introduction is how much of a text is searched for the introduction of the
// parties, in bytes.
const introduction = 12_000

// FullName gives the name of a party, as somebody who keeps contracts would file
// it, from the names that a contract gives the party: with its legal form where the
// text has that ("Acme Hosting B.V."), else the name under which it trades, else
// the first name that is no word for a role. A party that only has words for its
// role gets the name in front of "hierna: Verwerker", if that is one of a company
// or a public body. It is empty where the text names nobody.
func FullName(text string, names []string) string {
	var proper []string
	for _, name := range names {
		if properName(name) {
			proper = append(proper, name)
		}
	}
	for _, name := range proper {
		if full := withForm(text, name); full != "" {
			return full
		}
	}
	if len(proper) > 0 {
		for _, name := range proper {
			if trades(text, name) {
				return name
			}
		}
		return proper[0]
	}
	if len(text) > introduction {
		text = text[:introduction]
	}
	return namedAs(text, names)
}

// properName tells whether a name is that of somebody: no role, no pronoun, no
// department and no sort of organisation.
func properName(name string) bool {
	if !strings.ContainsFunc(name, unicode.IsUpper) && !strings.Contains(name, ".") {
		return false
	}
	if party, _ := nameRole(name); party != dutch.NoParty || pronounName(name) {
		return false
	}
	tokens := dutch.Tokenize(name, 0)
	if len(tokens) == 0 || len(tokens) == 1 && (organisation(tokens[0].Text) || noBrand(tokens[0].Text) || plural(tokens[0].Text)) {
		return false
	}
	switch tokens[0].Text {
	case "afdeling", "directie", "sectie":
		return false
	}
	return roleWord(tokens[len(tokens)-1].Text) == dutch.NoParty || roleWord(tokens[0].Text) == dutch.NoParty
}

// withForm finds the name in the text with a legal form behind it, at most a few
// words further on: of "Acme" that is "Acme Hosting B.V.". It is empty for none.
func withForm(text, name string) string {
	if fields := strings.Fields(name); legalField(fields[len(fields)-1]) {
		if at := strings.Index(text, name+"."); at >= 0 && strings.HasSuffix(name, ".V") {
			return name + "."
		}
		return name
	}
	for at, tries := 0, 0; tries < 200; tries++ {
		k := strings.Index(text[at:], name)
		if k < 0 {
			return ""
		}
		start := at + k
		at = start + len(name)
		if start > 0 && wordByte(text[start-1]) {
			continue
		}
		if end := formEnd(text, at); end > 0 {
			return strings.Join(strings.Fields(text[start:end]), " ")
		}
	}
	return ""
}

// formEnd gives where the legal form ends that belongs to the name that ends at a
// place, 0 for none.
func formEnd(text string, at int) int {
	for range 4 {
		rest := text[at:]
		if strings.HasPrefix(rest, ",") && len(rest) > 1 && rest[1] == ' ' {
			// "Acme, B.V."
			if w := formAt(rest[2:]); w > 0 {
				return at + 2 + w
			}
			return 0
		}
		trimmed := strings.TrimLeft(rest[:min(len(rest), 80)], " \n\u00a0")
		space := len(rest[:min(len(rest), 80)]) - len(trimmed)
		if space == 0 || space > 3 {
			return 0
		}
		at += space
		if w := formAt(text[at:]); w > 0 {
			return at + w
		}
		w := leadingWord(trimmed)
		r, _ := utf8.DecodeRuneInString(w)
		if w == "" || !unicode.IsUpper(r) && w != "en" && w != "van" {
			return 0
		}
		at += len(w)
	}
	return 0
}

// formAt gives the length of the legal form with which a text begins.
func formAt(text string) int {
	end := strings.IndexAny(text[:min(len(text), 12)], " ,;:()[]“”\"'*_«»\n\t|")
	if end < 0 {
		end = min(len(text), 12)
	}
	for _, w := range [...]string{text[:end], strings.TrimRight(text[:end], ".")} {
		if legalField(w) {
			return len(w)
		}
	}
	return 0
}

// trades tells whether the text says that somebody trades under a name.
func trades(text, name string) bool {
	for _, mark := range [...]string{"handelend onder de naam ", "h.o.d.n. ", "handelend als ", "handelsnaam ", "handelsnaam: "} {
		if strings.Contains(text, mark+name) {
			return true
		}
	}
	return false
}

// namedAs finds who is called by one of the names in an introduction: “de gemeente
// Zandbeemd, hierna: Opdrachtgever”, “Wij zijn Acme B.V.”.
func namedAs(text string, names []string) string {
	before, from, line := 0, 0, 0
	for raw := range strings.Lines(text) {
		start := line
		line += len(raw)
		if !naming(raw) {
			continue
		}
		for _, a := range aliases(raw) {
			if at := start + a.at; from < at {
				before, from = from, at // else a second name at the same place
			}
			if !called(a.name, names) {
				continue
			}
			if name := introducedIn(text[before:from]); name != "" {
				return name
			}
		}
	}
	return says(text, names)
}

// naming tells whether a line may give somebody a name, at a fraction of the cost of
// finding out which.
func naming(line string) bool {
	for _, mark := range [...]string{"ierna", "noemen", "erder ", "(“", "(\"", "(„", "(‘", "('", "(de ", "(het "} {
		if strings.Contains(line, mark) {
			return true
		}
	}
	return false
}

// introducedIn reads the name of the party that an introduction ends with.
func introducedIn(anchor string) string {
	// What belongs to another party stands before a semicolon or a blank line.
	for _, border := range [...]string{";", "\n\n", ".\n"} {
		if at := strings.LastIndex(strings.TrimRight(anchor, " \n\t"), border); at >= 0 {
			anchor = anchor[at+len(border):]
		}
	}
	anchor = anchor[max(0, len(anchor)-600):]
	if name := publicBody(anchor); name != "" {
		return name
	}
	if list := companies(anchor); len(list) > 0 {
		name := list[len(list)-1]
		if full := withForm(anchor, name); full != "" {
			return full
		}
		return name
	}
	return leadingName(anchor)
}

// says finds who the text says that one of the names is: “Wij zijn Acme B.V.”.
func says(text string, names []string) string {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		lower = text // of the few letters that another case makes longer, none is Dutch
	}
	for _, name := range names {
		name := strings.ToLower(name)
		for at := 0; name != ""; {
			k := strings.Index(lower[at:], name)
			if k < 0 {
				break
			}
			start := at + k
			at = start + len(name)
			rest := strings.TrimLeft(lower[at:min(len(lower), at+12)], "”\"’'»*")
			verb, ok := strings.CutPrefix(rest, " zijn ")
			if !ok {
				verb, ok = strings.CutPrefix(rest, " is ")
			}
			if r, _ := utf8.DecodeLastRuneInString(lower[:start]); !ok || start > 0 && unicode.IsLetter(r) {
				continue
			}
			of := text[min(len(text), at+12)-len(verb):]
			if company := capitals(of); company != "" {
				if full := withForm(of[:min(len(of), 200)], company); full != "" {
					return full
				}
			}
		}
	}
	return ""
}

func called(name string, names []string) bool {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// publicBody reads the name of a public body in an introduction: "de gemeente Zandbeemd".
func publicBody(anchor string) string {
	lower := strings.ToLower(anchor)
	if len(lower) != len(anchor) {
		return ""
	}
	for _, word := range [...]string{"gemeente", "provincie", "waterschap", "hoogheemraadschap", "stad", "ocmw", "universiteit", "hogeschool", "stichting", "vereniging", "ministerie van"} {
		at := strings.Index(lower, word+" ")
		if at < 0 || at > 0 && wordByte(anchor[at-1]) {
			continue
		}
		rest := anchor[at+len(word)+1:]
		name := capitals(strings.TrimPrefix(rest, "van "))
		if name == "" {
			continue
		}
		if word == "ocmw" {
			return "OCMW " + name
		}
		return strings.ToUpper(word[:1]) + word[1:] + " " + name
	}
	return ""
}
