package clause_test

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The transformations of this file change how a contract is written, not what
// it says.

// lines applies a function to every line of a text.
func lines(text string, f func(string) string) string {
	all := strings.Split(text, "\n")
	for i := range all {
		all[i] = f(all[i])
	}
	return strings.Join(all, "\n")
}

// nthBlank replaces every nth single blank between two words of a line.
func nthBlank(n int, with string) func(string) string {
	count := 0
	return func(text string) string {
		return lines(text, func(line string) string {
			var b strings.Builder
			for i := range len(line) {
				if line[i] != ' ' || i == 0 || i+1 == len(line) || line[i-1] == ' ' || line[i+1] == ' ' {
					b.WriteByte(line[i])
					continue
				}
				if count++; count%n == 0 {
					b.WriteString(with)
				} else {
					b.WriteByte(' ')
				}
			}
			return b.String()
		})
	}
}

const pageWidth = 90

// wrap breaks every line that is wider than a page at its blanks.
func wrap(text string) string {
	return lines(text, func(line string) string { return broken(line, false) })
}

// hyphenate breaks them in the middle of a word where it can.
func hyphenate(text string) string {
	return lines(text, func(line string) string { return broken(line, true) })
}

func broken(line string, hyphens bool) string {
	if strings.Contains(line, "\t") || strings.Contains(line, "|") || strings.Contains(line, "  ") {
		return line // a row of a table
	}
	var b strings.Builder
	width := 0
	for i, word := range strings.Split(line, " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case width+1+n <= pageWidth:
			b.WriteByte(' ')
			width++
		case hyphens && cut(word) > 0:
			k := cut(word)
			b.WriteString(" " + word[:k] + "-\n")
			word, width = word[k:], 0
			n = utf8.RuneCountInString(word)
		default:
			b.WriteByte('\n')
			width = 0
		}
		b.WriteString(word)
		width += n
	}
	return b.String()
}

// cut gives a place where a long word of ordinary letters may be broken: after
// a vowel and before a consonant that a vowel follows; 0 for none.
func cut(word string) int {
	if len(word) < 9 || strings.ContainsFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return 0
	}
	vowel := func(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }
	for i := 4; i < len(word)-4; i++ {
		if vowel(word[i-1]) && !vowel(word[i]) && vowel(word[i+1]) {
			return i
		}
	}
	return 0
}

// wrapped tells whether the lines of a text end in the middle of sentences.
func wrapped(text string) bool {
	broken, all := 0, 0
	for line, rest, more := strings.Cut(text, "\n"); more; line, rest, more = strings.Cut(rest, "\n") {
		if line == "" {
			continue
		}
		all++
		if r, _ := utf8.DecodeRuneInString(rest); unicode.IsLower(r) && !strings.ContainsAny(line[len(line)-1:], ".;:?!") {
			broken++
		}
	}
	return broken*20 > all
}

// curly makes typographic quotes of straight ones, straight does the opposite.
func curly(text string) string {
	var b strings.Builder
	before := ' '
	for _, r := range text {
		switch {
		case r == '"' && (unicode.IsSpace(before) || before == '('):
			b.WriteRune('“')
		case r == '"':
			b.WriteRune('”')
		case r == '\'' && (unicode.IsSpace(before) || before == '('):
			b.WriteRune('‘')
		case r == '\'':
			b.WriteRune('’')
		default:
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

var straight = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "«", `"`, "»", `"`).Replace

// replaceWords replaces whole words; the case of the first letter is kept.
func replaceWords(pairs ...string) func(string) string {
	with := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		with[pairs[i]] = pairs[i+1]
	}
	letter := func(r rune) bool { return unicode.IsLetter(r) || r == '-' }
	return func(text string) string {
		var b strings.Builder
		for text != "" {
			n := strings.IndexFunc(text, letter)
			if n < 0 {
				n = len(text)
			}
			b.WriteString(text[:n])
			text = text[n:]
			n = strings.IndexFunc(text, func(r rune) bool { return !letter(r) })
			if n < 0 {
				n = len(text)
			}
			word := text[:n]
			text = text[n:]
			other, ok := with[strings.ToLower(word)]
			switch r, _ := utf8.DecodeRuneInString(word); {
			case !ok:
				b.WriteString(word)
			case word == strings.ToUpper(word):
				b.WriteString(strings.ToUpper(other))
			case unicode.IsUpper(r):
				b.WriteString(strings.ToUpper(other[:1]) + other[1:])
			default:
				b.WriteString(other)
			}
		}
		return b.String()
	}
}

// capitals writes the names of the parties as many law firms do.
func capitals(text string) string {
	return partyWord.ReplaceAllStringFunc(text, strings.ToUpper)
}

// small writes them as ordinary words, but at the start of a sentence.
func small(text string) string {
	return afterWord.ReplaceAllStringFunc(text, strings.ToLower)
}

// withoutArticles drops the article in front of the names of the parties, and
// withArticles puts it there.
func withoutArticles(text string) string { return withArticle.ReplaceAllString(text, "$1") }

func withArticles(text string) string {
	return afterWord.ReplaceAllStringFunc(text, func(s string) string {
		before, name, _ := strings.Cut(s, " ")
		switch before {
		case "de", "een", "als", "en", "of", "geen", "iedere", "elke", "deze", "die", "haar", "zijn", "beide", "der", "andere", "nieuwe", "gezamenlijk":
			return s
		}
		return before + " de " + name
	})
}

var (
	withArticle = regexp.MustCompile(`\b[Dd]e ((?:Ver|Be)werker|Verwerkingsverantwoordelijke|Leverancier|Opdrachtgever|Opdrachtnemer|Klant)\b`)
	afterWord   = regexp.MustCompile(`\b[a-z]+ (?:(?:Ver|Be)werker|Verwerkingsverantwoordelijke|Leverancier|Opdrachtgever|Opdrachtnemer|Klant)\b`)
)

// loudHeadings writes the headings of articles in capitals.
func loudHeadings(text string) string {
	return lines(text, func(line string) string {
		if articleHeading.MatchString(line) && len(line) < 70 {
			return strings.ToUpper(line)
		}
		return line
	})
}

var articleHeading = regexp.MustCompile(`^(?:#+ )?(?:[Aa]rtikel \d+|[Aa]rt\. \d+|\d+\.)[.:]? [^.;:,]*$`)

var partyWord = regexp.MustCompile(`\b(?:(?:[Vv]er|[Bb]e)werker|[Vv]erwerkingsverantwoordelijke|[Ll]everancier|[Oo]pdrachtgever|[Oo]pdrachtnemer|[Kk]lant|[Pp]artijen)\b`)

var (
	articleLine = regexp.MustCompile(`(?m)^([ \t]*(?:#+ )?(?:[Aa]rtikel |ARTIKEL |[Aa]rt\. )?)(\d{1,2})((?:\.\d+)*[.:)]?[ \t]+\S)`)
	articleRef  = regexp.MustCompile(`\b([Aa]rtikel(?:en)?|[Aa]rt\.) (\d{1,2})((?:\.\d+)*)\b([^.;\n]{0,60})`)
	ofLaw       = regexp.MustCompile(`AVG|GDPR|[Vv]erordening|[Ww]et\b|BW\b|Burgerlijk|UAVG|WBP|[Rr]ichtlijn|Wetboek|Awb|Wbp`)
)

// renumber adds to the numbers of all articles and to the references to them,
// not to those to a law.
func renumber(text string) string {
	const add = 20
	later := func(number string) string {
		n, _ := strconv.Atoi(number)
		return strconv.Itoa(n + add)
	}
	text = articleRef.ReplaceAllStringFunc(text, func(s string) string {
		m := articleRef.FindStringSubmatch(s)
		if ofLaw.MatchString(m[4]) {
			return s
		}
		return m[1] + " " + later(m[2]) + m[3] + m[4]
	})
	return articleLine.ReplaceAllStringFunc(text, func(s string) string {
		m := articleLine.FindStringSubmatch(s)
		if strings.Contains(strings.ToLower(m[1]), "art") {
			return s // done as a reference
		}
		return m[1] + later(m[2]) + m[3]
	})
}
