package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestGuide does what the guide for authors tells its reader to do, word for
// word: commands run, files are written and changed as it says, and what it
// shows of the output is there.
func TestGuide(t *testing.T) {
	guide, err := os.ReadFile("../../rules/UW-EERSTE-REGEL.md")
	if err != nil {
		t.Fatal(err)
	}
	follow(t, string(guide))
}

// TestReadmeRules does the same with what the README says of rules of one's own.
func TestReadmeRules(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "\n## Rules of your own\n")
	section, _, ok := strings.Cut(rest, "\n## ")
	if !ok {
		t.Fatal("the README has no section on rules of one's own")
	}
	follow(t, section)
}

func follow(t *testing.T, guide string) {
	t.Helper()
	script, files, err := scriptOf(guide)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var b strings.Builder
	b.WriteString(script)
	for i, text := range files {
		fmt.Fprintf(&b, "-- blok%d --\n%s", i, text)
	}
	if err := os.WriteFile(filepath.Join(dir, "guide.txtar"), []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Dir: dir, Cmds: map[string]func(*testscript.TestScript, bool, []string){
		"vervang": replaceLine, "onder": insertBelow,
	}})
}

// scriptOf makes a test script of a guide. A block of sh is commands, one with
// "fout" those that must fail, and text after it what they print; a block with
// bestand= is a file, with vervang= a line in place of the one that begins alike,
// with onder=FILE#LINE a line below that line.
func scriptOf(guide string) (script string, files []string, err error) {
	var b strings.Builder
	info, block := "", []string(nil)
	for number, line := range strings.Split(guide, "\n") {
		fence, ok := strings.CutPrefix(line, "```")
		switch {
		case !ok && info == "":
			continue
		case !ok:
			block = append(block, line)
			continue
		case info == "" && fence == "":
			return "", nil, fmt.Errorf("line %d: a block that does not say what it is", number+1)
		case info == "":
			info, block = fence, nil
			continue
		}
		kind, option, _ := strings.Cut(info, " ")
		verb, target, _ := strings.Cut(option, "=")
		switch {
		case kind == "sh" && (option == "" || option == "fout"):
			for _, command := range block {
				if option != "" {
					b.WriteString("! ")
				}
				b.WriteString("exec " + strings.ReplaceAll(command, "\"", "'") + "\n")
			}
		case kind == "text" && option == "":
			for _, want := range block {
				b.WriteString("stdout '" + strings.ReplaceAll(regexp.QuoteMeta(want), "'", "''") + "'\n")
			}
		case verb == "bestand":
			fmt.Fprintf(&b, "mkdir %s\ncp blok%d %s\n", path.Dir(target), len(files), target)
			files = append(files, strings.Join(block, "\n")+"\n")
		case verb == "vervang" || verb == "onder":
			fmt.Fprintf(&b, "%s blok%d '%s'\n", verb, len(files), target)
			files = append(files, strings.Join(block, "\n")+"\n")
		default:
			return "", nil, fmt.Errorf("line %d: unknown kind of block %q", number+1, info)
		}
		info = ""
	}
	return b.String(), files, nil
}

// replaceLine puts the line of a block in the place of the only line of a file
// that has the same beginning.
func replaceLine(ts *testscript.TestScript, _ bool, args []string) {
	line := strings.TrimRight(ts.ReadFile(args[0]), "\n")
	const alike = 6
	begin := []rune(line)[:len(line)-len(strings.TrimLeft(line, " "))+alike]
	editLines(ts, args[1], func(old string) ([]string, bool) {
		return []string{line}, strings.HasPrefix(old, string(begin))
	})
}

// insertBelow puts a block below the only line of a file with the text after '#'.
func insertBelow(ts *testscript.TestScript, _ bool, args []string) {
	block := strings.TrimRight(ts.ReadFile(args[0]), "\n")
	file, below, _ := strings.Cut(args[1], "#")
	editLines(ts, file, func(old string) ([]string, bool) {
		return []string{old, block}, strings.TrimSpace(old) == below
	})
}

func editLines(ts *testscript.TestScript, file string, edit func(string) ([]string, bool)) {
	var out []string
	found := 0
	for _, line := range strings.Split(ts.ReadFile(file), "\n") {
		if lines, ok := edit(line); ok {
			found++
			out = append(out, lines...)
		} else {
			out = append(out, line)
		}
	}
	if found != 1 {
		ts.Fatalf("%d lines of %s are meant, not one", found, file)
	}
	ts.Check(os.WriteFile(ts.MkAbs(file), []byte(strings.Join(out, "\n")), 0o666))
}
