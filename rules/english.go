package rules

import (
	"embed"
	"strings"
	"sync"
)

// englishTables say in English what the built-in catalogue says in Dutch, a file
// a pack. Each line is the Dutch, a tab and the English; a phrase of several
// packs stands with the first of them. The test of the tables knows which phrases
// there are: go test ./rules -run TestEnglishTables -update.
//
//go:embed english/*.tsv
var englishTables embed.FS

// English gives the English form of a text of the built-in catalogue as it stands
// in its file: what an element or a clause says that lacks, a name, a flag, a
// caveat, a title, and the words that Dutch gives for importance, bearer, basis,
// certainty and scope. Titles and meanings of requirements stand in the
// requirements themselves. A text that is not of the catalogue has no English
// form and gives itself and false: what a user writes stays Dutch.
func English(text string) (string, bool) {
	if english, ok := englishPhrases()[text]; ok {
		return english, true
	}
	return text, false
}

// FillEnglish is Fill for readers of English: the English form of a text of the
// requirement, with its thresholds put in. Without one it gives what Fill does
// and false.
func (r *Requirement) FillEnglish(text string) (string, bool) {
	english, ok := English(text)
	if !ok {
		return r.Fill(text), false
	}
	for _, name := range keysOf(r.Thresholds) {
		limit, _ := EnglishLimit(r.Thresholds[name].Value)
		english = strings.ReplaceAll(english, "{"+name+"}", limit)
	}
	return english, true
}

// englishPhrases reads the tables when a phrase is first asked for.
var englishPhrases = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	list, _ := englishTables.ReadDir("english")
	for _, f := range list {
		content, _ := englishTables.ReadFile("english/" + f.Name())
		for line := range strings.Lines(string(content)) {
			dutch, english, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
			if ok && english != "" {
				table[dutch] = english
			}
		}
	}
	return table
})
