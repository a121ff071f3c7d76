package export

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/archive"
)

// writeJSONL writes a record a line.
func writeJSONL(w io.Writer, list iter.Seq2[archive.Record, error]) error {
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for r, err := range list {
		if err != nil {
			return err
		}
		if err := lines.Encode(whole(&r)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// whole is a record of which all lists are there, if only empty, and of the sources
// the last part of their names only: where a folder stands on a machine is nobody's
// business.
func whole(r *archive.Record) *archive.Record {
	out := *r
	out.Places = listed(slices.Clone(out.Places)) // they are the store's
	for i := range out.Places {
		source := strings.TrimRight(out.Places[i].Source, `/\`)
		out.Places[i].Source = source[strings.LastIndexAny(source, `/\`)+1:]
	}
	out.Results = slices.Clone(out.Results)
	for i := range out.Results {
		res := &out.Results[i]
		res.Lacks, res.Flags, res.Findings = listed(res.Lacks), listed(res.Flags), listed(res.Findings)
		res.Nearest, res.Sources = listed(res.Nearest), listed(res.Sources)
	}
	return &out
}

func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
