package lang

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for code, want := range map[string]Language{"": Dutch, "nl": Dutch, "en": English, "EN": English} {
		if got, err := Parse(code); got != want || err != nil {
			t.Errorf("Parse(%q) = %q, %v", code, got, err)
		}
	}
	var unknown *ErrUnknown
	if _, err := Parse("fr"); !errors.As(err, &unknown) || unknown.Code != "fr" {
		t.Errorf("Parse(fr): %v", err)
	}
}

func TestText(t *testing.T) {
	for _, tc := range []struct {
		got, want string
	}{
		{Dutch.Text("voldoet"), "voldoet"},
		{Language("").Text("voldoet"), "voldoet"},
		{English.Text("voldoet"), "met"},
		{English.Text("een tekst van de gebruiker"), "een tekst van de gebruiker"},
		{English.Count(1, "eis", "eisen"), "1 requirement"},
		{English.Count(2, "eis", "eisen"), "2 requirements"},
		{Dutch.Count(2, "eis", "eisen"), "2 eisen"},
	} {
		if tc.got != tc.want {
			t.Errorf("%q, want %q", tc.got, tc.want)
		}
	}
}

// verb is an operand in a format.
var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*\d*(\.\d+)?[a-zA-Z]`)

// Every line is whole, stands in one file only, and has the same operands in
// both languages.
func TestTables(t *testing.T) {
	seen := map[string]string{}
	list, err := files.ReadDir("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		content, _ := files.ReadFile("en/" + f.Name())
		n := 0
		for line := range strings.Lines(string(content)) {
			n++
			at := fmt.Sprintf("%s:%d", f.Name(), n)
			dutch, english, ok := parseLine(line)
			switch {
			case strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "":
				continue
			case !ok || english == "":
				t.Errorf("%s: no tab, or nothing on one side of it: %q", at, line)
			case seen[dutch] != "":
				t.Errorf("%s: %q stands in %s as well", at, dutch, seen[dutch])
			}
			seen[dutch] = at
			if a, b := operands(dutch), operands(english); !slices.Equal(a, b) {
				t.Errorf("%s: operands %v in Dutch, %v in English", at, a, b)
			}
		}
	}
}

// operands lists the verbs of a format by the operand that they show.
func operands(format string) []string {
	var list []string
	for i, v := range verb.FindAllString(strings.ReplaceAll(format, "%%", ""), -1) {
		kind := v[len(v)-1:]
		if _, rest, explicit := strings.Cut(v, "["); explicit {
			number, _, _ := strings.Cut(rest, "]")
			list = append(list, number+kind)
			continue
		}
		list = append(list, strconv.Itoa(i+1)+kind)
	}
	slices.Sort(list)
	return list
}

// Every text that the code asks for in a language has a translation.
func TestComplete(t *testing.T) {
	for _, s := range asked(t, "../..") {
		if !English.Known(s.text) {
			t.Errorf("%s: no English for %q; add a line to a file of clause/lang/en", s.at, s.text)
		}
	}
}

type saying struct{ at, text string }

// asked finds the literals that Text, Textf and Count of this package are called
// with, in all code below root but tests.
func asked(t *testing.T, root string) []saying {
	t.Helper()
	var list []saying
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			fun, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			from, to := 0, 0
			switch fun.Sel.Name {
			case "Text", "Textf":
				to = 1
			case "Count":
				from, to = 1, 3
			}
			if pkg, ok := fun.X.(*ast.Ident); ok && (pkg.Name == "strings" || pkg.Name == "bytes" || pkg.Name == "fmt") {
				return true
			}
			for i := from; i < min(to, len(call.Args)); i++ {
				if lit, ok := call.Args[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
					text, _ := strconv.Unquote(lit.Value)
					list = append(list, saying{fset.Position(lit.Pos()).String(), text})
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
