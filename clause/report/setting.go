package report

import (
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// settingWords bounds what a line shows of a text that was set otherwise.
const settingWords = 60

// adjusted tells what a profile or the user's own rules set otherwise than the
// rule itself does, and where.
func (t *textReport) adjusted(r *clause.Result) {
	for i := range r.Adjusted {
		s := &r.Adjusted[i]
		t.wrap("  Ingesteld:", 13, setting(s)+where(", uit ", clean(s.Origin)))
	}
}

// setting puts a value that was set otherwise into words.
func setting(s *clause.Setting) string {
	was, now := clean(s.Was), clean(s.Now)
	part, rest, _ := strings.Cut(s.Path, ".")
	rest = clean(rest)
	switch part {
	case "drempels":
		return rest + " " + now + former(was)
	case "belang":
		return "belang " + importance(rules.Importance(now)) + former(importance(rules.Importance(was)))
	case "modeltekst":
		return "eigen modeltekst (" + strings.ToUpper(rest) + ")"
	case "elementen":
		name, what, _ := strings.Cut(rest, ".")
		switch {
		case what == "":
			return "element " + name + " erbij"
		case what == "vlag":
			return "element " + name + " verplicht"
		case was == "":
			return "patroon erbij voor " + name + ": " + shorten(now, settingWords)
		}
		return name + ": " + shorten(now, settingWords) + former(shorten(was, settingWords))
	}
	return "patroon erbij onder " + clean(part) + ": " + shorten(now, settingWords)
}

func former(was string) string {
	if was == "" {
		return ""
	}
	return " (was " + was + ")"
}
