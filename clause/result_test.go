package clause

import (
	"testing"

	"github.com/clausule/clausule/rules"
)

// A finding that falls short stands beside the lack that it tells, and nowhere
// else.
func TestTells(t *testing.T) {
	r := &requirementPlan{Requirement: &rules.Requirement{}}
	r.lists[listPartly] = []clausePlan{{Clause: &rules.Clause{Reason: "zonder test"}}, {Clause: &rules.Clause{}}}
	strong := &passage{list: listElement}
	weak := &passage{list: listElement, weak: []string{"tegen kosten"}}
	both := &passage{list: listElement, weak: []string{"tegen kosten", "naar redelijkheid"}}
	partly, silent := &passage{list: listPartly}, &passage{list: listPartly, clause: 1}
	against := &passage{list: listElement, against: true, weak: []string{"een getal"}}
	for _, tt := range []struct {
		name   string
		status Status
		lacks  []string
		want   []*passage
	}{
		{"met", Met, nil, []*passage{strong, against}},
		{"its own lack", Partial, []string{"tegen kosten"}, []*passage{strong, weak, against}},
		{"another lack", Partial, []string{"zonder test"}, []*passage{strong, partly, against}},
		{"nothing is said", Partial, nil, []*passage{strong, silent, against}},
		{"conflict", Conflict, []string{"verboden"}, []*passage{strong, weak, both, partly, against}},
	} {
		v := &verdict{plan: r, status: tt.status, lacks: tt.lacks}
		wanted := map[*passage]bool{}
		for _, p := range tt.want {
			wanted[p] = true
		}
		for i, p := range []*passage{strong, weak, both, partly, silent, against} {
			if got := v.tells(p); got != wanted[p] {
				t.Errorf("%s: passage %d is told: %v", tt.name, i, got)
			}
		}
	}
}
