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
	var unknown *UnknownError
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
		{Dutch.Say("%s is meer dan %s", "3 dagen", "48 uur"), "3 dagen is meer dan 48 uur"},
		{Dutch.Say("%[2]s en %[1]s", "a", "b"), "b en a"},
		{Dutch.Say("100%% van %s, %s", "a"), "100% van a, "},
		{Dutch.Say("50 % korting%"), "50 % korting%"},
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

// asked finds the texts that Text, Textf, Say and Count of this package are
// called with, literals and constants, in all code below root but tests; tell of
// package clause takes two forms of one text.
func asked(t *testing.T, root string) []saying {
	t.Helper()
	var list []saying
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if d.Name() == "rules" || d.Name() == "extract" {
			return fs.SkipDir // they know no languages
		}
		files, _ := filepath.Glob(path + "/*.go")
		files = slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, "_test.go") })
		var parsed []*ast.File
		for _, f := range files {
			file, err := parser.ParseFile(fset, f, nil, 0)
			if err != nil {
				return err
			}
			parsed = append(parsed, file)
		}
		consts := constants(parsed)
		for _, file := range parsed {
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					for _, arg := range texts(call) {
						if text, ok := value(arg, consts); ok && text != "" {
							list = append(list, saying{fset.Position(arg.Pos()).String(), text})
						}
					}
				}
				return true
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// texts are the arguments of a call that are texts of this package.
func texts(call *ast.CallExpr) []ast.Expr {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	if pkg, ok := fun.X.(*ast.Ident); ok && (pkg.Name == "strings" || pkg.Name == "bytes" || pkg.Name == "fmt" || pkg.Name == "report") {
		return nil
	}
	from, to := 0, 0
	switch fun.Sel.Name {
	case "Text", "Textf", "Say", "labelled", "labelledStyled", "noted", "behind":
		to = 1
	case "tell":
		to = 2
	case "Count":
		from, to = 1, 3
	}
	return call.Args[min(from, len(call.Args)):min(to, len(call.Args))]
}

// constants are the string constants of a package by their names.
func constants(files []*ast.File) map[string]string {
	out := map[string]string{}
	for _, file := range files {
		for _, d := range file.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok || decl.Tok != token.CONST {
				continue
			}
			for _, spec := range decl.Specs {
				v := spec.(*ast.ValueSpec)
				for i, name := range v.Names {
					if i < len(v.Values) {
						if text, ok := value(v.Values[i], nil); ok {
							out[name.Name] = text
						}
					}
				}
			}
		}
	}
	return out
}

// value is the text of a literal or a constant.
func value(e ast.Expr, consts map[string]string) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.Ident:
		text, ok := consts[e.Name]
		return text, ok
	}
	return "", false
}

func TestNumber(t *testing.T) {
	for _, tc := range []struct {
		n              int
		dutch, english string
	}{{0, "0", "0"}, {999, "999", "999"}, {1000, "1.000", "1,000"}, {268435456, "268.435.456", "268,435,456"}, {-1, "-1", "-1"}, {-123456, "-123.456", "-123,456"}} {
		if d, e := Dutch.Number(tc.n), English.Number(tc.n); d != tc.dutch || e != tc.english {
			t.Errorf("%d is %s and %s, want %s and %s", tc.n, d, e, tc.dutch, tc.english)
		}
	}
}
