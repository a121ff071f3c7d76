package scaffold_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/clausule/clausule/clause/clausetest"
	"github.com/clausule/clausule/rules"
	"github.com/clausule/clausule/rules/scaffold"
)

func folder() fstest.MapFS {
	return fstest.MapFS{
		"kantoor/pack.yaml":             {Data: scaffold.Pack("kantoor")},
		"kantoor/kantoor.helpdesk.yaml": {Data: scaffold.Requirement("kantoor.helpdesk")},
	}
}

// What an author begins with has no faults, its examples pass, and each of its
// patterns is needed.
func TestRequirementIsClean(t *testing.T) {
	for _, f := range rules.Lint(folder()) {
		t.Error(f)
	}
	own, err := rules.Load(folder())
	if err != nil {
		t.Fatal(err)
	}
	out, err := clausetest.Run(context.Background(), own)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range out.Failures {
		t.Error(f)
	}
	if out.Total() < 8 || len(out.Known) > 0 {
		t.Errorf("%d examples, %d of them known failures", out.Total(), len(out.Known))
	}
	unneeded, err := clausetest.Mutate(context.Background(), own)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range unneeded {
		t.Error(u)
	}
}

// The settings of every built-in requirement come out as they go in, and change
// nothing.
func TestOverlayIsClean(t *testing.T) {
	all, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for r := range all.All() {
		own, err := rules.Load(fstest.MapFS{rules.OverlayFile: {Data: scaffold.Overlay(r, day)}})
		if err != nil {
			t.Fatalf("%s: %v", r.ID, err)
		}
		both, err := all.Beside(own)
		if err != nil {
			t.Fatalf("%s: %v", r.ID, err)
		}
		if set, _ := both.Lookup(r.ID); len(set.Changes) > 0 || both.RequirementDigest(r.ID) != all.RequirementDigest(r.ID) {
			t.Errorf("%s is changed: %v", r.ID, set.Changes)
		}
	}
}

// Without the marks of a remark the waiver holds.
func TestOverlayWaiver(t *testing.T) {
	all, err := rules.Builtin("ksz.audit.recht")
	if err != nil {
		t.Fatal(err)
	}
	r, _ := all.Lookup("ksz.audit.recht")
	text := string(scaffold.Overlay(r, time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)))
	head, waiver, ok := strings.Cut(text, "# vrijstellingen:")
	if !ok {
		t.Fatal("no waiver")
	}
	own, err := rules.Load(fstest.MapFS{rules.OverlayFile: {Data: []byte(head + "vrijstellingen:" + strings.ReplaceAll(waiver, "\n#", "\n"))}})
	if err != nil {
		t.Fatal(err)
	}
	both, err := all.Beside(own)
	if err != nil {
		t.Fatal(err)
	}
	if w := both.Waivers(); len(w) != 1 || w[0].Requirement != "ksz.audit.recht" || w[0].Until != "2027-05-01" || w[0].By == "" {
		t.Errorf("waivers: %+v", w)
	}
}

func ExampleRequirement() {
	data := scaffold.Requirement("kantoor.boete")
	own, err := rules.Load(fstest.MapFS{
		"kantoor/pack.yaml":          {Data: scaffold.Pack("kantoor")},
		"kantoor/kantoor.boete.yaml": {Data: data},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for r := range own.All() {
		fmt.Println(r.ID, r.Importance)
	}
	// Output: kantoor.boete should
}
