package clause

import (
	"time"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/rules"
)

// Waiver tells why a requirement is not held against the contract. It is there
// only where the waiver holds on Options.Date; without a date none does.
type Waiver struct {
	Reason string `json:"reason"`
	By     string `json:"by"`
	Until  string `json:"until"`            // the last day: 2027-03-31
	Status Status `json:"status,omitempty"` // the verdict if it were held against it; "" of an area
}

// Setting is a value of a requirement that a profile or the user's own rules
// set otherwise than its file does.
type Setting struct {
	Path   string `json:"path"` // "drempels.voldaan-tot"
	Was    string `json:"was,omitempty"`
	Now    string `json:"now"`
	Origin string `json:"origin"` // file:line:column; of a built-in profile below "profielen/"
}

// waive takes a result out of the judgement where a waiver holds.
func (c *Checker) waive(res *Result) {
	w, ok := c.catalogue.Waiver(res.Requirement)
	if !ok || !w.Holds(c.options.Date) {
		return
	}
	res.Waiver = &Waiver{Reason: w.Reason, By: w.By, Until: w.Until, Status: res.Status}
	res.Status, res.Model, res.Basis, res.Confidence = Waived, "", "", 0
	res.Reason = waived(w, c.plan.lang)
}

// waiveArea takes the deviation from an area where a waiver holds.
func (c *Checker) waiveArea(a *Area) {
	w, ok := c.catalogue.Waiver(a.Area)
	if !ok || !w.Holds(c.options.Date) {
		return
	}
	a.Waiver = &Waiver{Reason: w.Reason, By: w.By, Until: w.Until}
	a.Deviation, a.Model = "", ""
	a.Reason = waived(w, c.plan.lang)
}

// waived is a waiver in one sentence; its reason stands as the user wrote it.
func waived(w *rules.Waiver, l lang.Language) string {
	until := w.Until
	if day, err := time.Parse(time.DateOnly, until); err == nil {
		until = day.Format(l.Text("02-01-2006"))
	}
	return l.Say("Vrijgesteld tot en met %s door %s: %s", until, w.By, w.Reason)
}

func settings(r *rules.Requirement) []Setting {
	var out []Setting
	for _, c := range r.Changes {
		out = append(out, Setting{Path: c.Path, Was: c.Was, Now: c.Now, Origin: c.Origin.String()})
	}
	return out
}

// day is the day of the judgement where something hangs on it.
func (c *Checker) day() string {
	if len(c.catalogue.Waivers()) == 0 || c.options.Date.IsZero() {
		return ""
	}
	return c.options.Date.Format(time.DateOnly)
}
