package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause/archive"
)

// engineFor makes the engine of a scan as a call with these flags does.
func engineFor(t *testing.T, args ...string) (archive.Engine, error) {
	t.Helper()
	return poolFor(t, 1, args...)
}

// poolFor is engineFor with so many children.
func poolFor(t testing.TB, processes int, args ...string) (archive.Engine, error) {
	t.Helper()
	p := &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard}
	var engine archive.Engine
	app := &cli.App{Writer: io.Discard, ErrWriter: io.Discard, Flags: append([]cli.Flag{profileFlag(), packsFlag(), rulesFlag(), dateFlag(), patternsFlag(), langFlag()}, readerFlags()...)}
	app.Action = func(c *cli.Context) (err error) {
		engine, err = p.scanEngine(c, processes)
		return err
	}
	err := app.RunContext(t.Context(), append([]string{"clausule"}, args...))
	if engine != nil {
		t.Cleanup(func() {
			if err := engine.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	return engine, err
}

const protectedFile = "../../testdata/variants/verwerkersovereenkomst-zwak-beveiligd.pdf"

func readProtected(t *testing.T, e archive.Engine) (*archive.Outcome, error) {
	t.Helper()
	data, err := os.ReadFile(protectedFile)
	if err != nil {
		t.Fatal(err)
	}
	return e.Do(t.Context(), archive.Job{Name: "a.pdf", Path: "a.pdf", Body: bytes.NewReader(data)})
}

// Children read as the flags ask. A password reaches them through the pipe alone.
func TestScanEngine(t *testing.T) {
	const secret = "geheim"
	file := filepath.Join(t.TempDir(), "wachtwoord.txt")
	if err := os.WriteFile(file, []byte(secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("CLAUSULE_OCR", "off")
	for name, tc := range map[string]struct {
		args, env string
		want      archive.Class
	}{
		"no password": {"", "", archive.Encrypted},
		"file":        {"--password-file " + file, "", ""},
		"environment": {"", secret, ""},
		"English":     {"--lang en --packs ksz,avg --patterns-only --date 2027-01-01 --revisions all --headers", secret, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("CLAUSULE_PASSWORD", tc.env)
			e, err := engineFor(t, strings.Fields(tc.args)...)
			if err != nil {
				t.Fatal(err)
			}
			out, err := readProtected(t, e)
			if err != nil {
				t.Fatal(err)
			}
			if tc.want != "" {
				if out.Failure == nil || out.Failure.Class != tc.want {
					t.Errorf("%+v", out.Failure)
				}
				return
			}
			if out.Failure != nil {
				t.Fatal(out.Failure)
			}
			if english := strings.Contains(out.Report.Results[0].Reason, "provision"); english != (name == "English") {
				t.Errorf("in English: %v: %s", english, out.Report.Results[0].Reason)
			}
			if got := len(e.Settings().Requirements); got != len(out.Report.Results) {
				t.Errorf("%d requirements in the settings, %d results", got, len(out.Report.Results))
			}
			for _, pid := range childrenOf(t) {
				for _, of := range []string{"cmdline", "environ"} {
					data, err := os.ReadFile(fmt.Sprintf("/proc/%s/%s", pid, of))
					if err == nil && bytes.Contains(data, []byte(secret)) {
						t.Errorf("the password stands in %s of the child", of)
					}
				}
			}
		})
	}
}

// childrenOf gives the children of this process, where the system tells.
func childrenOf(t *testing.T) (pids []string) {
	lists, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lists {
		data, err := os.ReadFile(l)
		if err == nil {
			pids = append(pids, strings.Fields(string(data))...)
		}
	}
	if len(lists) > 0 && len(pids) == 0 {
		t.Error("no child was found")
	}
	return pids
}

// Rules that change while a scan is going on end it.
func TestRulesChange(t *testing.T) {
	dir := t.TempDir()
	overlay := filepath.Join(dir, "aanpassingen.yaml")
	write := func(until string) {
		text := "vrijstellingen:\n  - eis: ksz.audit.recht\n    reden: alleen openbare gegevens\n    door: J. Smit\n    tot: " + until + "\n"
		if err := os.WriteFile(overlay, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, tc := range map[string]struct {
		change func()
		want   string
	}{
		"other": {func() { write("2027-12-31") }, "intussen veranderd; begin de scan opnieuw"},
		"gone":  {func() { os.RemoveAll(dir) }, "bestaat niet"},
	} {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		write("2027-03-31")
		e, err := engineFor(t, "--rules", dir, "--date", "2027-01-01")
		if err != nil {
			t.Fatal(err)
		}
		tc.change()
		if _, err := readProtected(t, e); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
	if _, err := engineFor(t, "--rules", filepath.Join(dir, "weg")); err == nil {
		t.Error("an engine without rules")
	}
	if _, err := engineFor(t, "--revisions", "soms"); err == nil {
		t.Error("a flag of no meaning")
	}
}
