package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause/lang"
)

func TestSpoken(t *testing.T) {
	for _, tc := range []struct {
		args, env string
		want      lang.Language
	}{
		{"check a.docx", "", lang.Dutch},
		{"check --lang en a.docx", "", lang.English},
		{"check a.docx --taal=EN", "", lang.English},
		{"check a.docx", "en", lang.English},
		{"check --lang nl a.docx", "en", lang.Dutch},
		{"check --lang fr a.docx", "en", lang.Dutch},
		{"check -- --lang en", "", lang.Dutch},
		{"check --lang", "", lang.Dutch},
	} {
		t.Setenv("CLAUSULE_LANG", tc.env)
		t.Setenv("LANG", "en_GB.UTF-8")
		if got := spoken(strings.Fields("clausule " + tc.args)); got != tc.want {
			t.Errorf("%q with CLAUSULE_LANG=%q: %q, want %q", tc.args, tc.env, got, tc.want)
		}
	}
}

// Standard error is put into the language line by line; what the program does not
// say, and a progress line, stay.
func TestVoice(t *testing.T) {
	var b strings.Builder
	v := &voice{&b, lang.English}
	for _, s := range []string{"clausule: a.pdf: het bestand is leeg\nclausule: het bestand is leeg\n", "\r\x1b[Khet bestand is leeg", "het bestand is leeg\n"} {
		if n, err := io.WriteString(v, s); n != len(s) || err != nil {
			t.Error(n, err)
		}
	}
	if want := "clausule: a.pdf: the file is empty\nclausule: the file is empty\n\r\x1b[Khet bestand is leeghet bestand is leeg\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

// All help is in English: what the tree of verbs says in Dutch has a line in
// clause/lang/messages/help.tsv.
func TestSpeak(t *testing.T) {
	dutch, english := newApp(nil, io.Discard, io.Discard), newApp(nil, io.Discard, &voice{io.Discard, lang.English})
	n := 0
	same := func(at, dutch, english string) {
		if n++; dutch == english && strings.Contains(dutch, " ") && at != "version usage text" {
			t.Errorf("%s: no English for %q; add a line to clause/lang/messages/help.tsv", at, dutch)
		}
	}
	var walk func(path string, dutch, english []*cli.Command)
	walk = func(path string, dutch, english []*cli.Command) {
		for i, d := range dutch {
			e, at := english[i], path+d.Name
			same(at, d.Usage, e.Usage)
			same(at+" usage text", d.UsageText, e.UsageText)
			paragraphs := strings.Split(e.Description, "\n\n")
			for k, p := range strings.Split(d.Description, "\n\n") {
				same(at+" description", p, paragraphs[k])
			}
			for k, f := range d.Flags {
				same(at+" --"+f.Names()[0], f.(cli.DocGenerationFlag).GetUsage(), e.Flags[k].(cli.DocGenerationFlag).GetUsage())
			}
			walk(at+" ", d.Subcommands, e.Subcommands)
		}
	}
	walk("", dutch.Commands, english.Commands)
	if n < 100 {
		t.Errorf("only %d texts were compared", n)
	}
}

var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0*]*\d*(\.\d+)?[a-zA-Z]`)

// What this package says is wrong with a call has an English form, and so has what
// else it writes to standard error.
func TestFaultsInEnglish(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(fset, file, content, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			format := call.Args[0]
			if fun, ok := call.Fun.(*ast.SelectorExpr); ok {
				if !strings.HasPrefix(fun.Sel.Name, "Fprint") || len(call.Args) < 2 {
					return true
				}
				format = call.Args[1]
			} else if fun, ok := call.Fun.(*ast.Ident); !ok || fun.Name != "usagef" {
				return true
			}
			lit, ok := format.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, _ := strconv.Unquote(lit.Value)
			if strings.HasPrefix(text, "clausule: ") || call.Fun != nil && isIdent(call.Fun, "usagef") {
				for line := range strings.Lines(text) {
					line = strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "clausule: ")
					message := verb.ReplaceAllStringFunc(line, func(v string) string {
						switch v[len(v)-1] {
						case 'd':
							return "3"
						case 'q':
							return `"x"`
						}
						return "x"
					})
					if n++; strings.Contains(strings.ReplaceAll(message, "x", ""), " ") && lang.English.Sentence(message) == message {
						t.Errorf("%s: no English for %q; add a line to clause/lang/messages/cli.tsv", fset.Position(lit.Pos()), line)
					}
				}
			}
			return true
		})
	}
	if n < 40 {
		t.Errorf("only %d texts were found", n)
	}
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}
