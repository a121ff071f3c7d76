// Package scaffold writes the files that an author of rules begins with: filled
// in, explained in Dutch, and free of faults as they stand.
package scaffold

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/clausule/clausule/rules"
)

//go:embed eis.yaml
var requirement string

//go:embed pack.yaml
var pack string

//go:embed aanpassingen.yaml
var overlay string

// Requirement gives the file <id>.yaml of a new requirement.
func Requirement(id rules.ID) []byte {
	return []byte(strings.ReplaceAll(requirement, "{{id}}", string(id)))
}

// Pack gives the pack.yaml of a new pack.
func Pack(name string) []byte {
	return []byte(strings.ReplaceAll(pack, "{{pack}}", name))
}

// Overlay gives an aanpassingen.yaml with the settings of one requirement as they
// are now, to be changed, and a waiver that does not hold yet. The day is that on
// which it is written; the waiver proposes a year.
func Overlay(r *rules.Requirement, day time.Time) []byte {
	return []byte(strings.NewReplacer(
		"{{aanpassing}}", strings.TrimRight(Adjustment(r), "\n"),
		"{{id}}", string(r.ID),
		"{{datum}}", day.AddDate(1, 0, 0).Format(time.DateOnly),
	).Replace(overlay))
}

// Adjustment gives the lines under "aanpassingen" for one requirement: its
// settings as they are now.
func Adjustment(r *rules.Requirement) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  # %s\n  %s:\n", r.Title, r.ID)
	b.WriteString("    # must, must-bijlage, should of could\n")
	fmt.Fprintf(&b, "    belang: %s\n", r.Importance)
	if len(r.Thresholds) > 0 {
		b.WriteString("    # Zet hier uw eigen grens; zonder deze regels geldt die van de eis.\n    drempels:\n")
		for _, name := range slices.Sorted(maps.Keys(r.Thresholds)) {
			fmt.Fprintf(&b, "      %s: %s\n", name, quoted(r.Thresholds[name].Value))
		}
	}
	var optional []string
	for _, e := range r.Elements {
		if e.Flag != "" {
			optional = append(optional, e.Name)
		}
	}
	if len(optional) > 0 {
		b.WriteString("    # Deze elementen geven alleen een vlag; wat u hier noemt, wordt verplicht.\n    # verplicht:\n")
		for _, name := range optional {
			fmt.Fprintf(&b, "    #   - %s\n", name)
		}
	}
	b.WriteString("    # Een eigen voorstel voor de tekst:\n    # modeltekst:\n    #   nl: >-\n    #     Verwerker …\n")
	return b.String()
}

// quoted gives a value as YAML reads it back.
func quoted(s string) string {
	if s != "" && strings.IndexByte("%@`*&!|>'\"#-?:[]{},", s[0]) < 0 && !strings.Contains(s, ": ") && !strings.Contains(s, " #") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}
