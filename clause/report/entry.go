package report

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/extract/document"
)

// entry writes a result that asks for something: what it is, where it stands,
// what lacks, what to do.
func (t *textReport) entry(r *clause.Result, style string) {
	t.WrapStyled(t.Paint(style, wording.Mark(r.Status)), 2, clean(r.Title), textpage.Bold)
	t.WrapStyled("", 2, string(r.Requirement)+" · "+t.Importance(r.Importance)+where(" · ", t.was(r))+where(" · ", t.shared(r)), textpage.Dim)
	// The reason repeats what lacks; it says more only where that is silent.
	if r.Reason != "" && r.Status != clause.Unknown && (t.verbose || r.Status != clause.Missing && len(r.Lacks) == 0) {
		t.Wrap("", 2, clean(r.Reason))
	}
	told := t.findings(telling(r), shownFindings)
	untold := slices.DeleteFunc(slices.Clone(r.Lacks), func(s string) bool { return strings.Contains(told, clean(s)) })
	switch lacks := clean(strings.Join(r.Lacks, "; ")); {
	case lacks == "" || r.Status == clause.Missing || r.Status == clause.Unknown:
	case r.Status == clause.Partial:
		t.noted("  Tekort:", lacks)
	case len(untold) > 0: // the passages may have said it already
		t.noted("  Want:", clean(strings.Join(untold, "; ")))
	}
	untoldFlags := slices.DeleteFunc(slices.Clone(r.Flags), func(f string) bool {
		return f == flagBlank && slices.Contains(r.Lacks, t.Text(lacksBlank))
	})
	if len(untoldFlags) > 0 {
		t.noted("  Let op:", t.flags(untoldFlags, "; "))
	}
	t.tensions(slices.DeleteFunc(slices.Clone(r.Tensions), func(x clause.Tension) bool {
		return x.Kind == clause.Hollowed && shows(r, &x.Takes, t.verbose)
	}), t.verbose)
	t.caveat(r)
	t.adjusted(r)
	t.lapsed(r)
	t.overruled(r)
	t.near(r)
	t.advice(r)
}

// What a blank is called as a flag, and as what a verdict lacks.
const (
	flagBlank  = "niet-ingevuld"
	lacksBlank = "de waarde is niet ingevuld"
)

// overruled writes the passages that give way to a part of the contract that goes
// before theirs.
func (t *textReport) overruled(r *clause.Result) {
	list := slices.DeleteFunc(slices.Clone(r.Nearest), func(f clause.Finding) bool { return !f.Overruled })
	if len(list) == 0 {
		return
	}
	t.Wrap("", 2, t.Text("Moet wijken door de rangorde:"))
	t.findings(list, 3)
}

// listed writes a result that is not there by its title, with what comes
// nearest to it.
func (t *textReport) listed(r *clause.Result, style string) {
	text := clean(r.Title) + " · " + string(r.Requirement) + where(" · ", t.was(r))
	if len(r.Nearest) > 0 {
		text += where(" · "+t.Text("vergelijk")+" ", t.TightPlace(&r.Nearest[0]))
	}
	t.Wrap(t.Paint(style, wording.Mark(r.Status)), 2, text)
	t.lapsed(r)
}

// preface tells once, above what could not be assessed, why and what to do: it
// is the same for all of it.
func (t *textReport) preface(first *clause.Result) {
	if first.Status != clause.Unknown {
		return
	}
	todo := t.Text("Lees na wat niet gelezen is, of bied een doorzoekbaar bestand aan.")
	if has(t.r, document.WarnLanguage) {
		todo = t.Text("Toets de Nederlandse tekst van het contract, als die er is.")
	}
	t.Wrap("", 0, clean(first.Reason)+" "+todo)
}

// telling gives the findings that say what the verdict says. One that falls
// short has no place beside "voldoet", nor beside a lack that is not its own: the
// reader would take it for a reproach.
func telling(r *clause.Result) []clause.Finding {
	if r.Status != clause.Met && r.Status != clause.Partial {
		return r.Findings
	}
	var out []clause.Finding
	for _, f := range r.Findings {
		own := slices.ContainsFunc(r.Lacks, func(lack string) bool { return strings.Contains(f.Why, lack) })
		if !f.Weak || f.Against || r.Status == clause.Partial && (own || f.Value != nil) {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return r.Findings
	}
	return out
}

// findings writes at most n passages with their places. Findings on the same
// words are one passage to the reader. It returns the reasons it gave.
func (t *textReport) findings(list []clause.Finding, n int) (told string) {
	groups := bySpan(list)
	for i, group := range groups {
		if i == n && !t.verbose {
			t.WrapStyled("", 4, t.Textf("… en %s; zie --verbose", t.Count(len(groups)-n, "andere passage", "andere passages")), textpage.Dim)
			break
		}
		told += t.passage(group)
	}
	return told
}

// bySpan groups findings with the same quote, in order of the first of each.
func bySpan(list []clause.Finding) [][]*clause.Finding {
	var groups [][]*clause.Finding
	type span struct {
		file       string
		start, end int
	}
	at := map[span]int{}
	for i := range list {
		f := &list[i]
		key := span{f.File, f.Start, f.End}
		if g, ok := at[key]; ok {
			groups[g] = append(groups[g], f)
			continue
		}
		at[key] = len(groups)
		groups = append(groups, []*clause.Finding{f})
	}
	return groups
}

// leading is the finding of a passage that is shown: the first whose value decides,
// else the first.
func leading(group []*clause.Finding) *clause.Finding {
	for _, f := range group {
		if f.Value != nil {
			return f
		}
	}
	return group[0]
}

// under is the place of a finding with the heading that it stands under.
func (w words) under(f *clause.Finding) string {
	at := w.found(f)
	if f.Label != "" && f.Heading != "" {
		at += " · " + textpage.Shorten(clean(f.Heading), 48)
	}
	return at
}

func (t *textReport) passage(group []*clause.Finding) (told string) {
	f := leading(group)
	at := t.under(f)
	for _, g := range group {
		if s := t.Novelty(g); s != "" {
			at += " · " + s
			break
		}
	}
	t.WrapStyled("", 4, at, textpage.Cyan)
	t.Wrap("", 6, "«"+quote(f, t.verbose)+"»")
	var reasons []string
	for _, g := range group {
		if g.Why != "" {
			reasons = append(reasons, clean(g.Why))
		}
	}
	for _, why := range t.merged(unique(reasons)) {
		t.WrapStyled("    →", 6, why, textpage.Dim)
		told += why + "\n"
	}
	return told
}

// merged puts reasons that end in the same reservation into one line: "Geeft a;
// b, maar: c." What a reason begins with is told by the format it is made of.
func (w words) merged(reasons []string) []string {
	opening, rest, _ := strings.Cut(w.Text("Geeft %s, maar: %s."), "%s")
	but, _, _ := strings.Cut(rest, "%s")
	var out []string
	for i, why := range reasons {
		gives, reservation, weak := strings.Cut(why, but)
		if n := len(out); weak && i > 0 && strings.HasPrefix(gives, opening) {
			if before, same := strings.CutSuffix(out[n-1], but+reservation); same && strings.HasPrefix(before, opening) {
				out[n-1] = before + "; " + strings.TrimPrefix(gives, opening) + but + reservation
				continue
			}
		}
		out = append(out, why)
	}
	return out
}

// shownFindings is how many passages of a result are shown.
const shownFindings = 3

// shows tells whether the findings of a result show a passage, with what it takes
// away.
func shows(r *clause.Result, f *clause.Finding, whole bool) bool {
	groups := bySpan(telling(r))
	if len(groups) > shownFindings && !whole {
		groups = groups[:shownFindings]
	}
	for _, group := range groups {
		if g := group[0]; g.File == f.File && g.Start == f.Start && g.End == f.End {
			return slices.ContainsFunc(group, func(g *clause.Finding) bool {
				return slices.ContainsFunc(r.Lacks, func(lack string) bool {
					return strings.Contains(g.Why, lack) && strings.Contains(f.Why, lack)
				})
			})
		}
	}
	return false
}

// near writes the passage that came closest, with why it does not count; a
// reader who expected a clause to count looks for exactly that.
func (t *textReport) near(r *clause.Result) {
	if len(r.Nearest) == 0 || (r.Status != clause.Missing && r.Status != clause.Unknown && !t.verbose) {
		return
	}
	groups := bySpan(slices.DeleteFunc(slices.Clone(r.Nearest), func(f clause.Finding) bool { return f.Overruled }))
	if len(groups) == 0 {
		return
	}
	t.Wrap("", 2, t.Text("Komt het dichtst in de buurt:"))
	if !t.verbose {
		groups = groups[:1]
	}
	for _, group := range groups {
		t.passage(group)
	}
}

// advice is one line on what to do, from the model clause.
func (t *textReport) advice(r *clause.Result) {
	if r.Model == "" || r.Status == clause.Unknown && !t.verbose {
		return
	}
	verb := t.Advice(r.Status)
	if t.verbose {
		t.Wrap("", 2, verb)
		t.Wrap("", 6, clean(r.Model))
		return
	}
	t.Wrap("", 2, verb+" "+brief(r.Model, 3*(t.Width-2)-textpage.DisplayWidth(verb)))
}

func has(r *clause.Report, code document.WarningCode) bool {
	return slices.ContainsFunc(r.Document.Warnings, func(w document.Warning) bool { return w.Code == code })
}
