package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The forms of a report on one contract stand in testdata/golden, of a part of
// the catalogue; a change in them is a change for every user.
func TestGoldenFormats(t *testing.T) {
	for name, args := range map[string][]string{
		"strijdig.md":     {"--format", "md"},
		"strijdig.csv":    {"--format", "csv"},
		"strijdig-en.csv": {"--format", "csv", "--lang", "en"},
		"strijdig.sarif":  {"--format", "sarif"},
	} {
		args = append([]string{"check", "--fail-on", "never", "--packs", "ksz.vertrouwelijkheid.*,gedeeld.backup,gedeeld.inhoud"}, args...)
		code, got, stderr := call(t, append(args, "../../testdata/contracts/verwerkersovereenkomst-strijdig.pdf")...)
		if code != exitClean || stderr != "" {
			t.Fatalf("%s: exit code %d, %s", name, code, stderr)
		}
		golden(t, name, got)
	}
}

func schema(t *testing.T, name string) func(data []byte) error {
	t.Helper()
	const dir = "../../testdata/schema/"
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	data, err := os.ReadFile(dir + "report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.AddResource("https://github.com/clausule/clausule/testdata/schema/report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(dir + name)
	if err != nil {
		t.Fatal(err)
	}
	return func(data []byte) error {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return err
		}
		return s.Validate(value)
	}
}

// All that is written as JSON is valid by its published schema.
func TestSchemas(t *testing.T) {
	if testing.Short() {
		t.Skip("judges many contracts many times")
	}
	dir := t.TempDir()
	waivers := "vrijstellingen:\n  - eis: ksz.vertrouwelijkheid.incidentmelding\n    reden: Wij melden zelf.\n    door: A. Jansen\n    tot: 2027-12-31\n"
	if err := os.WriteFile(filepath.Join(dir, "aanpassingen.yaml"), []byte(waivers), 0o666); err != nil {
		t.Fatal(err)
	}
	hostile := filepath.Join(dir, "=1+1 <b>|`.txt")
	text := "Artikel 1. <script>alert(1)</script> ]]> \"x\" =1+1 |`\n\n1.1 Verwerker meldt een inbreuk \x01\x1b\u202e\u200b\ufffe\U0001ffff binnen 24 uur aan Klant, " +
		strings.Repeat("x", 20_000) + strings.Repeat(" en meldt een inbreuk binnen 72 uur aan Klant", 500) + ".\n"
	if err := os.WriteFile(hostile, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	const data = "../../testdata/"
	files := contracts(t)
	concept, weak, belgian := data+"contracts/verwerkersovereenkomst-concept.docx", data+"contracts/verwerkersovereenkomst-zwak.docx", data+"contracts/verwerkersovereenkomst-belgie.docx"
	for _, tc := range []struct {
		schema string
		args   []string
	}{
		{"reports.schema.json", append([]string{"check", "--format", "json", "--packs", "all", "--crosswalk"}, files...)},
		{"reports.schema.json", []string{"check", "--format", "json", "--packs", "ksz", "--revisions", "all", concept, belgian}},
		{"reports.schema.json", []string{"check", "--format", "json", "--packs", "ksz", "--revisions", "original", concept, "niet-daar.docx"}},
		{"report.schema.json", []string{"check", "--format", "jsonl", "--packs", "ksz,gedeeld", "--date", "2026-06-01", "--rules", dir, weak}},
		{"report.schema.json", []string{"check", "--format", "json", "--profile", "ksz-streng", "--lang", "en", weak}},
		{"report.schema.json", []string{"check", "--format", "json", "--bundle", data + "bundle/raamovereenkomst.md", data + "bundle/bijlage-1-verwerkersovereenkomst.txt", data + "contracts/sla-hosting.pdf"}},
		{"report.schema.json", []string{"check", "--format", "json", "--packs", "ksz.audit.*", data + "variants/verwerkersovereenkomst-zwak-scan.pdf", "--ocr", "off"}},
		{"report.schema.json", []string{"check", "--format", "json", "--packs", "ksz,gedeeld", hostile}},
		{"oasis/sarif-schema-2.1.0.json", []string{"check", "--format", "sarif", "--packs", "ksz,gedeeld", hostile}},
		{"explanation.schema.json", []string{"explain", "--format", "json", hostile, "ksz.vertrouwelijkheid.incidentmelding"}},
		{"explanation.schema.json", []string{"explain", "--format", "json", weak, "ksz.vertrouwelijkheid.incidentmelding"}},
		{"explanation.schema.json", []string{"explain", "--format", "json", weak, "gedeeld.backup"}},
		{"explanation.schema.json", []string{"explain", "--format", "json", "--revisions", "all", concept, "ksz.vertrouwelijkheid.incidentmelding"}},
		{"oasis/sarif-schema-2.1.0.json", append([]string{"check", "--format", "sarif"}, files[:3]...)},
		{"oasis/sarif-schema-2.1.0.json", []string{"check", "--format", "sarif", "--bundle", data + "bundle/raamovereenkomst.md", data + "bundle/bijlage-1-verwerkersovereenkomst.txt"}},
	} {
		_, out, stderr := call(t, tc.args...)
		if out == "" {
			t.Errorf("%v: no output; %s", tc.args, stderr)
			continue
		}
		if err := schema(t, tc.schema)([]byte(out)); err != nil {
			t.Errorf("%v: %#v", tc.args, err)
		}
	}
}
