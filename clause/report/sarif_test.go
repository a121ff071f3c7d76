package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/rules"
)

// log is what the tests look at.
type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Rules []struct {
					ID                   string
					DefaultConfiguration struct{ Level string }
					Help                 *struct{ Text string }
				}
			}
		}
		Language    string
		Invocations []struct {
			ExecutionSuccessful        bool
			ExitCode                   int
			ToolExecutionNotifications []struct {
				Level      string
				Descriptor struct{ ID string }
			}
		}
		Artifacts []struct {
			Location struct{ URI string }
			MIMEType string
			Hashes   map[string]string
		}
		Results []struct {
			RuleID              string
			RuleIndex           int
			Level               string
			Message             struct{ Text string }
			Suppressions        []struct{ Kind string }
			PartialFingerprints map[string]string
			Locations           []struct {
				PhysicalLocation struct {
					ArtifactLocation struct {
						URI   string
						Index int
					}
				}
				LogicalLocations []struct{ Name string }
				Properties       struct {
					Page  int
					Quote string
				}
			}
			RelatedLocations []struct{ ID int }
		}
	}
}

func sarifOf(t *testing.T, o report.SARIFOptions, reports ...*clause.Report) sarifLog {
	t.Helper()
	var b bytes.Buffer
	if err := report.SARIF(&b, reports, o); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 {
		t.Fatalf("%d runs", len(log.Runs))
	}
	return log
}

func TestSARIF(t *testing.T) {
	r := waived()
	r.Matrix = matrix().Matrix
	run := sarifOf(t, report.SARIFOptions{Paths: [][]string{{"contracten/een ç.pdf"}}, ExitCode: 1}, r).Runs[0]
	var got []string
	for _, res := range run.Results {
		line := res.Level + " " + res.RuleID
		if len(res.Suppressions) > 0 {
			line += " suppressed"
		}
		got = append(got, line)
		if run.Tool.Driver.Rules[res.RuleIndex].ID != res.RuleID {
			t.Errorf("%s: rule %d is %s", res.RuleID, res.RuleIndex, run.Tool.Driver.Rules[res.RuleIndex].ID)
		}
		if at := res.Locations[0].PhysicalLocation.ArtifactLocation; at.URI != "contracten/een%20%C3%A7.pdf" || at.Index != 0 {
			t.Errorf("%s: %+v", res.RuleID, at)
		}
		if _, ok := res.PartialFingerprints["clausuleFinding/v1"]; !ok || res.Message.Text == "" {
			t.Errorf("%s: %+v", res.RuleID, res)
		}
	}
	want := []string{
		"warning ksz.vertrouwelijkheid.incidentmelding", "error ksz.continuiteit.integriteit", "warning ksz.datacenter.fysiek",
		"warning rendement.escrow", "error ksz.teruggave.vernietiging", "note ksz.continuiteit.rpo", "error ksz.privacy.sleutelbeheer suppressed",
	}
	for _, a := range r.Matrix {
		if a.Deviation == clause.Detriment {
			want = append(want, "warning "+string(a.Area))
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("results\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	first := run.Results[0]
	if at := first.Locations[0]; at.LogicalLocations[0].Name != "art. 7.2" || at.Properties.Page != 3 || at.Properties.Quote != longQuote || len(first.RelatedLocations) != 1 {
		t.Errorf("location %+v", at)
	}
	if n := len(run.Tool.Driver.Rules); n != len(r.Results)+len(r.Matrix) {
		t.Errorf("%d rules", n)
	}
	if rule := run.Tool.Driver.Rules[0]; rule.DefaultConfiguration.Level != "error" || !strings.Contains(rule.Help.Text, "art. 28 lid 3 onder h") {
		t.Errorf("rule %+v", rule)
	}
	call := run.Invocations[0]
	if !call.ExecutionSuccessful || call.ExitCode != 1 || len(call.ToolExecutionNotifications) != 2 || call.ToolExecutionNotifications[1].Level != "warning" {
		t.Errorf("invocation %+v", call)
	}
	if a := run.Artifacts[0]; a.MIMEType != "application/pdf" || a.Hashes["sha-256"] == "" {
		t.Errorf("artifact %+v", a)
	}
	if run := sarifOf(t, report.SARIFOptions{Language: lang.English, ExitCode: 3}, r).Runs[0]; run.Language != "en" || run.Invocations[0].ExecutionSuccessful {
		t.Errorf("language %s, %+v", run.Language, run.Invocations)
	}
}

// No path of this machine, and none that leads elsewhere, stands in the log.
func TestSARIFPaths(t *testing.T) {
	for path, want := range map[string]string{
		"a.pdf": "a.pdf", "./a.pdf": "a.pdf", "map/a.pdf": "map/a.pdf", `map\a.pdf`: "map/a.pdf", "map/../a#?.pdf": "a%23%3F.pdf",
		"/home/x/a.pdf": "naam.pdf", "../a.pdf": "naam.pdf", "..": "naam.pdf", `C:\x\a.pdf`: "naam.pdf", "": "naam.pdf", "-": "naam.pdf", "12:30.pdf": "./12:30.pdf",
	} {
		r := sample()
		r.Document.Name = "naam.pdf"
		if got := sarifOf(t, report.SARIFOptions{Paths: [][]string{{path}}}, r).Runs[0].Artifacts[0].Location.URI; got != want {
			t.Errorf("%q becomes %q, want %q", path, got, want)
		}
	}
}

func ExampleSARIF() {
	r := &clause.Report{
		Document: clause.DocumentInfo{Name: "overeenkomst.docx", Format: "docx"},
		Results:  []clause.Result{{Requirement: "ksz.audit.recht", Title: "De klant mag audits laten uitvoeren", Importance: rules.Must, Status: clause.Missing, Reason: "Geen bepaling gevonden."}},
	}
	var b bytes.Buffer
	if err := report.SARIF(&b, []*clause.Report{r}, report.SARIFOptions{ExitCode: 1}); err != nil {
		panic(err)
	}
	for line := range strings.Lines(b.String()) {
		if strings.Contains(line, `"level"`) || strings.Contains(line, `Geen bepaling`) || strings.Contains(line, `"uri"`) {
			os.Stdout.WriteString(strings.TrimSpace(line) + "\n")
		}
	}
	// Output:
	// "level": "error"
	// "uri": "overeenkomst.docx"
	// "level": "error",
	// "text": "De klant mag audits laten uitvoeren: ontbreekt. Geen bepaling gevonden."
	// "uri": "overeenkomst.docx",
}
