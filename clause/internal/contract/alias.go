package contract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/clause/internal/dutch"
)

// alias is a place where the contract gives somebody or something a name:
// hierna te noemen “Leverancier”, (de “Klant”).
type alias struct {
	name  string
	at    int // byte in the text where the naming begins
	quote bool
	paren bool // stands alone between brackets, without "hierna"
	// role is the party that the words behind the naming say it is: (hierna:
	// “Duinzicht”), verwerkingsverantwoordelijke.
	role dutch.Party
}

// aliases finds the namings in a text.
func aliases(text string) []alias {
	var out []alias
	taken := 0
	for at := 0; at < len(text); at++ {
		if at < taken {
			continue
		}
		c := text[at]
		if c == '(' {
			end := strings.IndexByte(text[at:], ')')
			if end > 0 && end <= 240 {
				inner := text[at+1 : at+end]
				name, quoted, ok := "", false, false
				if end <= 90 {
					name, quoted, ok = bracketedName(inner)
				}
				if !ok {
					name, ok = lastQuoted(inner)
					quoted = ok
				}
				if ok {
					out = append(out, alias{name: name, at: at, quote: quoted, paren: true, role: roleBehind(text[at+end+1:])})
					taken = at + end
				}
			}
			continue
		}
		if at > 0 && wordByte(text[at-1]) {
			continue
		}
		n := 0
		switch {
		case hasFold(text[at:], "hierna"):
			n = len("hierna")
		case hasFold(text[at:], "verder te noemen"):
			n = len("verder te noemen")
		case hasFold(text[at:], "nader te noemen"):
			n = len("nader te noemen")
		case hasFold(text[at:], "ook te noemen"), hasFold(text[at:], "ook wel te noemen"):
			n = strings.Index(text[at:], "noemen") + len("noemen")
		case hasFold(text[at:], "verder genoemd"), hasFold(text[at:], "verder aangeduid"), hasFold(text[at:], "verder aan te duiden"):
			n = len("verder")
		case hasFold(text[at:], "te noemen") && !strings.Contains(text[max(0, at-30):at], "ierna"):
			n = len("te noemen")
		case hasFold(text[at:], "gezamenlijk te noemen"):
			n = len("gezamenlijk te noemen")
		default:
			continue
		}
		for _, name := range namesAfter(text[at+n:]) {
			name.at = at
			if k := strings.Index(text[at+n:], name.name); k >= 0 {
				name.role = roleBehind(text[at+n+k+len(name.name):])
			}
			out = append(out, name)
		}
		taken = at + n
	}
	return out
}

// roleBehind is the party that the words right behind a naming say that it is:
// “, verwerkingsverantwoordelijke,”, “, in haar hoedanigheid van verwerker”.
func roleBehind(text string) dutch.Party {
	text = text[:min(len(text), 160)]
	if end := strings.IndexByte(text, ')'); end >= 0 && !strings.Contains(text[:end], "(") {
		text = text[end+1:] // the rest of the bracket in which the naming stands
	}
	text = strings.TrimLeft(text, "\"”»’'*_ ")
	rest, apart := strings.CutPrefix(text, ",")
	for k, w := range strings.FieldsFunc(rest, func(r rune) bool { return r == ' ' || r == '\t' }) {
		word := strings.ToLower(strings.TrimRight(w, ",.;:\n"))
		switch word {
		case "in", "haar", "zijn", "hun", "diens", "de", "het", "hoedanigheid", "van", "rol", "handelend", "optredend", "fungerend", "als", "zijnde", "hierbij":
			if k < 6 && word == strings.ToLower(w) {
				apart = apart || word == "als" || word == "hoedanigheid" || word == "zijnde"
				continue
			}
		}
		if party := roleWord(word); apart && (party == dutch.Provider || party == dutch.Customer) {
			return party
		}
		break
	}
	return dutch.NoParty
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf
}

func hasFold(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// connective are the words that may stand between "hierna" and the name.
func connective(w string) bool {
	switch strings.ToLower(w) {
	case "te", "noemen", "genoemd", "ook", "gezamenlijk", "samen", "aangeduid", "als", "aan", "duiden", "worden", "wordt", "verder", "nader", "kortweg", "wel",
		"respectievelijk", "tezamen", "afzonderlijk", "individueel", "ieder", "elk", "en", "of", "de", "het", "den":
		return true
	}
	return false
}

// namesAfter reads the name, or the names, behind "hierna".
func namesAfter(text string) []alias {
	var out []alias
	rest := text
	for len(out) < 3 {
		rest = strings.TrimLeft(rest, " \t\n:*_,")
		r, size := utf8.DecodeRuneInString(rest)
		if strings.ContainsRune("\"“„«‘'”’", r) {
			end := strings.IndexAny(rest[size:], "\"”“»’'*\n")
			if end <= 0 || end > 60 {
				return out
			}
			out = append(out, alias{name: bare(rest[size : size+end]), quote: true})
			_, closing := utf8.DecodeRuneInString(rest[size+end:])
			rest = strings.TrimLeft(rest[size+end+closing:], "*_")
			trimmed := strings.TrimLeft(rest, " ")
			if !strings.HasPrefix(trimmed, "of ") && !strings.HasPrefix(trimmed, "/") && !strings.HasPrefix(trimmed, "en ") {
				return out
			}
			rest = strings.TrimLeft(trimmed, "/")
			continue
		}
		word := leadingWord(rest)
		if word == "" {
			return out
		}
		if connective(word) {
			rest = rest[len(word):]
			continue
		}
		if name := capitals(rest); name != "" {
			return append(out, alias{name: name})
		}
		return append(out, alias{name: word})
	}
	return out
}

// bare is a quoted name without its article: “de Dienstverlener”.
func bare(name string) string {
	name = strings.TrimSpace(name)
	for _, article := range [...]string{"de ", "het ", "den "} {
		if hasFold(name, article) {
			return strings.TrimSpace(name[len(article):])
		}
	}
	return name
}

// leadingWord is the word at the start of a text, hyphens and dots inside it
// included.
func leadingWord(text string) string {
	end := 0
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		inner := r == '-' || r == '.' || r == '’' || r == '\'' || r == '&'
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !inner {
			break
		}
		end += size
	}
	return strings.TrimRight(text[:end], ".-'’&")
}

// capitals reads a name of words with capitals at the start of a text:
// "Acme Cloud Services", "D’Arc Automatisering B.V.".
func capitals(text string) string {
	end, words := 0, 0
	for rest := text; words < 6; {
		trimmed := strings.TrimLeft(rest, " ")
		w := leadingWord(trimmed)
		r, _ := utf8.DecodeRuneInString(w)
		small := w == "de" || w == "van" || w == "der" || w == "den" || w == "en" || w == "voor"
		if w == "" || !unicode.IsUpper(r) && !(words > 0 && (unicode.IsDigit(r) || small)) {
			break
		}
		words++
		at := len(text) - len(trimmed) + len(w)
		if !small {
			end = at
		}
		rest = text[at:]
		if strings.HasPrefix(rest, ".") && len(w) > 1 && strings.Contains(w, ".") {
			rest = rest[1:] // the closing dot of "B.V."
			if !small {
				end++
			}
		}
		if !strings.HasPrefix(rest, " ") {
			break
		}
	}
	return text[:end]
}

// bracketedName reads what stands between brackets when it is no more than a
// name: “Verwerker”, de “Klant”, de Verwerker.
func bracketedName(inner string) (name string, quoted, ok bool) {
	rest := strings.TrimSpace(strings.Trim(inner, "*_ "))
	for {
		w := leadingWord(rest)
		if w == "" || !connective(w) {
			break
		}
		rest = strings.TrimLeft(rest[len(w):], " *_")
	}
	if hasFold(rest, "hierna") || hasFold(rest, "verder") {
		return "", false, false
	}
	r, size := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune("\"“„«‘'”", r) {
		end := strings.IndexAny(rest[size:], "\"”“»’'")
		if end <= 0 || end > 50 {
			return "", false, false
		}
		_, closing := utf8.DecodeRuneInString(rest[size+end:])
		if strings.Trim(rest[size+end+closing:], " *_.,;") != "" {
			return "", false, false
		}
		return bare(rest[size : size+end]), true, true
	}
	rest = strings.Trim(rest, " *_")
	if rest == "" || strings.ContainsAny(rest, " ,;:/") {
		return "", false, false
	}
	return rest, false, leadingWord(rest) == rest
}

// lastQuoted reads the name that closes a bracket with other particulars:
// (Amsterdam, KvK 12345678, "Acme").
func lastQuoted(inner string) (string, bool) {
	inner = strings.TrimRight(inner, " *_.")
	before, found := strings.CutSuffix(inner, "\"")
	opening := strings.LastIndex(before, "\"")
	for _, pair := range [...][2]string{{"“", "”"}, {"„", "”"}, {"«", "»"}, {"‘", "’"}, {"'", "'"}} {
		if b, ok := strings.CutSuffix(inner, pair[1]); ok && !found {
			before, found, opening = b, true, strings.LastIndex(b, pair[0])
			if opening >= 0 {
				opening += len(pair[0]) - 1
			}
		}
	}
	if !found || opening < 0 || len(before)-opening > 50 {
		return "", false
	}
	lead := strings.TrimRight(before[:opening], " \"“„«‘'")
	if !strings.HasSuffix(lead, ",") && !strings.HasSuffix(lead, ";") {
		return "", false // part of a sentence, no particulars
	}
	name := bare(before[opening+1:])
	return name, name != ""
}

// companies finds the names in front of a legal form, without the form: "De
// besloten vennootschap Acme Cloud B.V." gives Acme Cloud;
// and trade names: "handelend onder de naam Acme".
func companies(text string) []string {
	var out []string
	fields := strings.Fields(text)
	for i, f := range fields {
		bare := strings.Trim(f, ",;:()[]“”\"'*_«»")
		if !legalField(bare) || i == 0 {
			continue
		}
		from := i
		for from > 0 && i-from < 6 {
			w := fields[from-1]
			if strings.ContainsAny(w[len(w)-1:], ",;:)") {
				break
			}
			w = strings.TrimLeft(w, "(\"“«*_'")
			r, _ := utf8.DecodeRuneInString(w)
			small := w == "de" || w == "van" || w == "der" || w == "en" || w == "&" || w == "voor" || w == "-"
			if !unicode.IsUpper(r) && !unicode.IsDigit(r) && !small {
				break
			}
			from--
		}
		for from < i {
			w := strings.TrimLeft(fields[from], "(\"“«*_'")
			r, _ := utf8.DecodeRuneInString(w)
			if unicode.IsUpper(r) && w != "De" && w != "Het" && w != "Tussen" && w != "En" && w != "Deze" && w != "De:" {
				break
			}
			if unicode.IsDigit(r) && !strings.HasSuffix(w, ".") {
				break
			}
			from++
		}
		if from < i {
			out = append(out, strings.Trim(strings.Join(fields[from:i], " "), ",;:()[]“”\"'*_«»"))
		}
	}
	for _, mark := range [...]string{"handelend onder de naam ", "handelend onder naam ", "h.o.d.n. ", "handelend als ", "met handelsnaam ", "handelsnaam: ", "tevens handelend onder de naam "} {
		if at := strings.Index(text, mark); at >= 0 {
			if name := capitals(strings.TrimLeft(text[at+len(mark):], "\"“«*_'")); name != "" {
				out = append(out, name)
			}
		}
	}
	return out
}

// legalField tells whether a word is the legal form of a company.
func legalField(w string) bool {
	switch w {
	case "B.V.", "B.V", "BV", "N.V.", "N.V", "NV", "V.O.F.", "VOF", "v.o.f.", "C.V.", "BVBA", "CVBA", "SRL", "S.R.L.", "SA", "S.A.", "GmbH", "Ltd", "Ltd.", "Limited", "Inc.", "Inc",
		"LLC", "PLC", "plc", "AG", "SAS", "Corp.", "U.A.", "vzw", "VZW", "PBC", "S.à", "S.à.r.l.", "BV/SRL", "bv", "b.v.", "nv", "n.v.":
		return true
	}
	return false
}

// legalPerson tells whether an introduction ends in the name of a legal person,
// the form in front of it or a public body among them: "N.V. Bank van Elders",
// "Stichting Duinzicht", "het OCMW van Zandbeemd".
func legalPerson(anchor string) bool {
	fields := strings.Fields(anchor)
	for _, f := range fields[max(0, len(fields)-16):] {
		bare := strings.Trim(f, ",;:()[]“”\"'*_«»")
		if legalField(bare) {
			return true
		}
		switch bare {
		case "Stichting", "Vereniging", "Coöperatie", "Gemeente", "gemeente", "Provincie", "Waterschap", "OCMW", "Stad", "stad", "Maatschap", "maatschap", "vennootschap", "vereniging",
			"stichting", "Universiteit", "Hogeschool", "Ministerie", "Staat":
			return true
		}
	}
	return false
}

// leadingName is the name of several words with which the introduction of a
// party begins, up to a comma: "Stichting Duinzicht, gevestigd te …".
func leadingName(anchor string) string {
	start := unnumbered(strings.TrimLeft(anchor, " \t\n*_•-;,"))
	name := capitals(start)
	if !strings.Contains(name, " ") || !strings.HasPrefix(start[len(name):], ",") {
		return ""
	}
	if party, _ := nameRole(name); party != dutch.NoParty {
		return ""
	}
	return name
}

// unnumbered is a text without the number of its line: "(1) ", "a) ", "II. ".
func unnumbered(text string) string {
	mark, rest, found := strings.Cut(text, " ")
	bare := strings.Trim(mark, "().")
	if !found || len(bare) > 3 || bare == mark {
		return text
	}
	for i := 0; i < len(bare); i++ {
		if c := bare[i]; !(c >= '0' && c <= '9' || strings.IndexByte("IVXivxabcde", c) >= 0) {
			return text
		}
	}
	return strings.TrimLeft(rest, " ")
}

// seated tells whether an introduction says where a party has its seat or who
// represents it, as that of a thing does not.
func seated(anchor string) bool {
	low := strings.ToLower(anchor)
	for _, s := range [...]string{"gevestigd", "zetel", "vertegenwoordigd", "ingeschreven", "kvk", "ondernemingsnummer", "kantoorhoudend", "wonende"} {
		if strings.Contains(low, s) {
			return true
		}
	}
	return false
}
