package main

import (
	"io"
	"strings"
	"testing"
)

func TestArrange(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"check a.pdf", "check -- a.pdf"},
		{"check a.pdf --format json b.pdf", "check --format json -- a.pdf b.pdf"},
		{"check a.pdf --format=json", "check --format=json -- a.pdf"},
		{"toets a.pdf -v --width 90", "toets -v --width 90 -- a.pdf"},
		{"check -- -o.pdf --format", "check -- -o.pdf --format"},
		{"check - -o x.txt", "check -o x.txt -- -"},
		{"check -o - a", "check -o - -- a"},
		{"check --packs -ksz.audit.recht a", "check --packs -ksz.audit.recht -- a"},
		{"regels lijst --format json", "regels lijst --format json --"},
		{"rules show ksz.audit.recht --format json", "rules show --format json -- ksz.audit.recht"},
		{"check a.pdf --help", "help check"},
		{"rules list -h", "help rules list"},
		{"rules --help", "help rules"},
		{"-h", "help"},
		{"--version", "version"},
		{"a.pdf", "a.pdf"},
		// Faults, by a part of the message.
		{"check --formt json a", "!bedoelde u --format?"},
		{"check --zzz a", "!onbekende vlag --zzz bij 'check'"},
		{"check a --format", "!--format mist een waarde"},
		{"check --output --format json a", "!--output mist een waarde"},
		{"--format json check a", "!vlaggen staan na de opdracht"},
	}
	for _, tt := range tests {
		args, err := arrange(newApp(nil, io.Discard, io.Discard), append([]string{"clausule"}, strings.Fields(tt.in)...))
		if part, fault := strings.CutPrefix(tt.want, "!"); fault {
			if err == nil || !strings.Contains(err.Error(), part) {
				t.Errorf("%s: error %v, want %s", tt.in, err, part)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.in, err)
			continue
		}
		if got := strings.Join(args[1:], " "); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestNearest(t *testing.T) {
	verbs := []string{"check", "toets", "extract", "tekst", "explain", "verklaar", "rules", "regels", "version"}
	for word, want := range map[string]string{
		"chekc": "check", "chek": "check", "Check": "check", "ver": "verklaar", "regel": "regels", "teskt": "tekst",
		"contract.docx": "", "x": "", "": "",
	} {
		if got := nearest(word, verbs); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

// Every verb and every flag is explained, with an example, in lines that fit.
func TestHelp(t *testing.T) {
	paths := [][]string{{}}
	app := newApp(nil, io.Discard, io.Discard)
	for _, c := range app.Commands {
		paths = append(paths, []string{c.Name})
		for _, s := range c.Subcommands {
			paths = append(paths, []string{c.Name, s.Name})
		}
	}
	for _, path := range paths {
		code, stdout, stderr := call(t, append([]string{"help"}, path...)...)
		if code != exitClean || stderr != "" {
			t.Errorf("help %v: exit code %d, %s", path, code, stderr)
		}
		if len(path) > 0 && path[0] != "help" && !strings.Contains(stdout, "\nVoorbeeld") {
			t.Errorf("help %v has no example", path)
		}
		for _, line := range strings.Split(stdout, "\n") {
			if n := len([]rune(line)); n > 100 {
				t.Errorf("help %v: line of %d: %s", path, n, line)
			}
		}
	}
	if code, _, stderr := call(t, "help", "chek"); code != exitUsage || !strings.Contains(stderr, "bedoelde u") {
		t.Errorf("help for an unknown verb: %d, %s", code, stderr)
	}
}
