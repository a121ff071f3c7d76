package report

import (
	"encoding/json"
	"io"
	"slices"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// JSON writes one report as an indented JSON object and a newline. Characters
// such as < and & stand as they are, lists without members are [] and never
// null, and equal reports give equal bytes.
func JSON(w io.Writer, r *clause.Report) error {
	return encode(w, normal(r), "  ")
}

// JSONArray writes reports as one indented JSON array, in the order given, also
// when there is only one or none.
func JSONArray(w io.Writer, reports []*clause.Report) error {
	list := make([]*clause.Report, len(reports))
	for i, r := range reports {
		list[i] = normal(r)
	}
	return encode(w, list, "  ")
}

// JSONL writes every report on a line of its own.
func JSONL(w io.Writer, reports []*clause.Report) error {
	for _, r := range reports {
		if err := encode(w, normal(r), ""); err != nil {
			return err
		}
	}
	return nil
}

func encode(w io.Writer, value any, indent string) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	return enc.Encode(value)
}

// normal copies what it must to give every list of the report at least an
// empty value: programs that read the report should not have to tell null from
// an empty list. The report itself is left alone, it may be in use elsewhere.
func normal(r *clause.Report) *clause.Report {
	if r == nil {
		r = &clause.Report{SchemaVersion: clause.SchemaVersion}
	}
	c := *r
	fill(&c.Catalogue.Packs)
	fill(&c.Document.Warnings)
	if info := c.Document.Revisions; info != nil {
		filled := *info
		fill(&filled.Authors)
		c.Document.Revisions = &filled
	}
	c.Parties = append([]clause.PartyInfo{}, r.Parties...)
	for i := range c.Parties {
		fill(&c.Parties[i].Names)
	}
	c.Results = append([]clause.Result{}, r.Results...)
	for i := range c.Results {
		c.Results[i] = normalResult(c.Results[i])
	}
	c.Matrix = slices.Clone(r.Matrix)
	for i := range c.Matrix {
		c.Matrix[i] = normalArea(c.Matrix[i])
	}
	c.Passages = slices.Clone(r.Passages)
	for i := range c.Passages {
		serves := append([]clause.Served{}, c.Passages[i].Serves...)
		for k := range serves {
			fill(&serves[k].Elements)
			fill(&serves[k].Sources)
		}
		c.Passages[i].Serves = serves
	}
	return &c
}

func normalArea(a clause.Area) clause.Area {
	fill(&a.Findings)
	fill(&a.Sources)
	return a
}

func normalResult(r clause.Result) clause.Result {
	fill(&r.Lacks)
	fill(&r.Flags)
	fill(&r.Findings)
	fill(&r.Nearest)
	fill(&r.Sources)
	return r
}

func fill[T string | document.Warning | clause.Finding | rules.Citation](list *[]T) {
	if *list == nil {
		*list = []T{}
	}
}
