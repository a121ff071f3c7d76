package report

import (
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
	"github.com/clausule/clausule/rules"
)

// settingWords bounds what a line shows of a text that was set otherwise.
const settingWords = 60

// adjusted tells what a profile or the user's own rules set otherwise than the
// rule itself does, and where.
func (t *textReport) adjusted(r *clause.Result) {
	for i := range r.Adjusted {
		s := &r.Adjusted[i]
		t.labelled("  Ingesteld:", 13, t.settingFrom(s))
	}
}

// settingFrom tells it with where it stands.
func (w words) settingFrom(s *clause.Setting) string {
	if origin := clean(s.Origin); origin != "" {
		return w.Textf("%s, uit %s", w.setting(s), origin)
	}
	return w.setting(s)
}

// setting puts a value that was set otherwise into words.
func (w words) setting(s *clause.Setting) string {
	was, now := clean(s.Was), clean(s.Now)
	part, rest, _ := strings.Cut(s.Path, ".")
	rest = clean(rest)
	switch part {
	case "drempels":
		return rest + " " + now + w.former(was)
	case "belang":
		return w.Textf("belang %s", w.Importance(rules.Importance(now))) + w.former(w.Importance(rules.Importance(was)))
	case "modeltekst":
		return w.Textf("eigen modeltekst (%s)", strings.ToUpper(rest))
	case "elementen":
		name, what, _ := strings.Cut(rest, ".")
		switch {
		case what == "":
			return w.Textf("element %s erbij", name)
		case what == "vlag":
			return w.Textf("element %s verplicht", name)
		case was == "":
			return w.Textf("patroon erbij voor %s: %s", name, textpage.Shorten(now, settingWords))
		}
		return name + ": " + textpage.Shorten(now, settingWords) + w.former(textpage.Shorten(was, settingWords))
	}
	return w.Textf("patroon erbij onder %s: %s", clean(part), textpage.Shorten(now, settingWords))
}

func (w words) former(was string) string {
	if was == "" {
		return ""
	}
	return w.Textf(" (was %s)", was)
}
