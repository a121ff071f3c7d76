package clause

import (
	"strings"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/rules"
)

// What is here puts the phrases of the catalogue into the language of a report.
// They are put there when a Checker is made, so that all that is made of them
// later is in that language as it stands.

// phrase gives a phrase of the catalogue in a language. One of a user's own rules
// that nobody translated stays as it was written.
func phrase(l lang.Language, dutch string) string {
	if l != lang.English || dutch == "" {
		return dutch
	}
	if english, ok := rules.English(dutch); ok {
		return english
	}
	return l.Text(dutch)
}

// flagText gives what a rule points out: a name, by which programs know it, stays;
// a sentence is for people.
func flagText(l lang.Language, dutch string) string {
	if !strings.Contains(dutch, " ") {
		return dutch
	}
	return phrase(l, dutch)
}

// Phrase gives a text of the catalogue in a language; one that has no translation
// stays as it is.
func Phrase(dutch string, l lang.Language) string { return phrase(l, dutch) }

// Title is the title of a requirement in a language.
func Title(r *rules.Requirement, l lang.Language) string { return title(l, r) }

// Meaning is what a requirement means, in a language.
func Meaning(r *rules.Requirement, l lang.Language) string {
	if l == lang.English && r.MeaningEN != "" {
		return r.MeaningEN
	}
	return r.Meaning
}

// Asks is what an element of a requirement asks, with its thresholds, in a
// language.
func Asks(r *rules.Requirement, e *rules.Element, l lang.Language) string {
	return filled(l, r, e.Lacks)
}

func title(l lang.Language, r *rules.Requirement) string {
	if l == lang.English && r.TitleEN != "" {
		return r.TitleEN
	}
	return r.Title
}

// filled is a phrase with the thresholds of a requirement in it.
func filled(l lang.Language, r *rules.Requirement, dutch string) string {
	if l == lang.English {
		if english, ok := r.FillEnglish(dutch); ok {
			return english
		}
	}
	return r.Fill(dutch)
}

// limitText is a threshold for a reader: "48 uur of 1 werkdag".
func limitText(l lang.Language, value string) string {
	if l == lang.English {
		if english, ok := rules.EnglishLimit(value); ok {
			return english
		}
	}
	return strings.ReplaceAll(value, " | ", " of ")
}

// Word gives a name that stands in a report for programs – a flag, an element, a
// holder, the role of a party – as a reader of the language reads it. One that
// has no translation is given in Dutch.
func Word(name string, l lang.Language) string {
	if l != lang.English {
		return name
	}
	word := phrase(l, name)
	if word == name {
		word = l.Text(strings.ReplaceAll(name, "-", " "))
	}
	if strings.Contains(word, " ") {
		return word
	}
	parts := strings.Split(word, "-")
	for i, p := range parts {
		if s, ok := englishSpelling[p]; ok {
			parts[i] = s
		}
	}
	return strings.ReplaceAll(strings.Join(parts, " "), "sub processor", "sub-processor")
}

// englishSpelling is how words are written that a name in lower case cannot
// spell.
var englishSpelling = map[string]string{
	"sla": "SLA", "eea": "EEA", "eu": "EU", "rto": "RTO", "rpo": "RPO", "dpia": "DPIA", "gdpr": "GDPR",
	"union": "Union", "united": "United", "states": "States", "dutch": "Dutch", "belgian": "Belgian",
}
