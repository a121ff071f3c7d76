package lang

import (
	"cmp"
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

// Every line of the messages is whole and has the same operands in both
// languages, and its English is what Sentence gives of it.
func TestMessages(t *testing.T) {
	list, err := messageFiles.ReadDir("messages")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, f := range list {
		content, _ := messageFiles.ReadFile("messages/" + f.Name())
		n := 0
		for line := range strings.Lines(string(content)) {
			n++
			if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
				continue
			}
			at := fmt.Sprintf("%s:%d", f.Name(), n)
			dutch, english, ok := parseLine(line)
			if !ok || english == "" || seen[dutch] != "" {
				t.Errorf("%s: half a line, or one that stands in %q as well", at, seen[dutch])
			}
			seen[dutch] = at
			if a, b := operands(dutch), operands(english); strings.Join(a, " ") != strings.Join(b, " ") {
				t.Errorf("%s: operands %v in Dutch, %v in English", at, a, b)
			}
			message, want := example(dutch), example(english)
			if got := English.Sentence(message); got != want {
				t.Errorf("%s: %q is %q, want %q", at, message, got, want)
			}
		}
	}
}

// example fills in a format.
func example(format string) string {
	var values []any
	for _, o := range operands(format) {
		if strings.HasSuffix(o, "d") || strings.HasSuffix(o, "g") {
			values = append(values, 4)
		} else {
			values = append(values, "Xx")
		}
	}
	if len(values) == 0 {
		return format
	}
	return fmt.Sprintf(format, values...)
}

func TestSentence(t *testing.T) {
	for dutch, want := range map[string]string{
		// A reason, what is wrong and a remedy behind a name, each with marks of its own.
		"x: y.docx: het bestand is met een wachtwoord beveiligd (Word-document (.docx)); geef het wachtwoord (bij de opdracht: --password-file), of sla een kopie zonder wachtwoord op": "x: y.docx: the file is protected by a password (Word document (.docx)); give the password (with the command: --password-file), or save a copy without a password",
		"groot.pdf: het bestand gaat over een grens: de grootte van 536870913 bytes is meer dan 536.870.912; sla het opnieuw op in het programma waarmee het gemaakt is, of splits het": "groot.pdf: the file exceeds a limit: the size of 536870913 bytes is more than 536,870,912; save it again in the program that made it, or split it",
		// What is quoted stays.
		"De verwijzing “de bijlage” in 7.2 is verouderd: zij wijst naar wat nu 7.3 is.":                                                              "The cross-reference “de bijlage” in 7.2 is out of date: it points to what is now 7.3.",
		"Het document bevat bijgehouden wijzigingen (3 invoegingen en 1 schrapping van 2 auteurs); het is gelezen alsof die alle zijn geaccepteerd.": "The document contains tracked changes (3 insertions and 1 deletion by 2 authors); it was read as if all of them had been accepted.",
		`onbekende eis "a"; bedoelde u 'b' of 'c'?`: `unknown requirement "a"; did you mean 'b' or 'c'?`,
		"a\nhet bestand is leeg":                    "a\nthe file is empty",
		"een zin die nergens staat; en nog een":     "een zin die nergens staat; en nog een",
		"":                                          "",
	} {
		if got := English.Sentence(dutch); got != want {
			t.Errorf("%q\n gives %q\n  want %q", dutch, got, want)
		}
		if got := Dutch.Sentence(dutch); got != dutch {
			t.Errorf("%q changes in Dutch: %q", dutch, got)
		}
	}
}

// A message that is nothing but places to cut it costs no more than others.
func TestSentenceHostile(t *testing.T) {
	message := strings.Repeat(": ; \n", 1600)
	r := recognition{left: mostTries}
	if _, ok := r.sentence(message); ok || r.left < -10*mostTries {
		t.Errorf("known: %v, %d tries left", ok, r.left)
	}
}

func FuzzSentence(f *testing.F) {
	f.Add("x.pdf: het bestand is leeg; kies een bestand met inhoud")
	f.Add("%s%%: De pagina is een scan; de tekst is herkend met “. Vergelijk citaten en getallen met het beeld.")
	f.Fuzz(func(t *testing.T, message string) { English.Sentence(message) })
}

// Every text that package extract can tell a reader has an English form: what is
// Dutch in its code by its words, but for what it compares with.
func TestExtractComplete(t *testing.T) {
	content, err := messageFiles.ReadFile("messages/extract.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(content), "\n")
	n := 0
	for _, s := range literals(t, "../../extract") {
		message := example(s.text)
		if !dutchWords.MatchString(s.text) {
			continue
		}
		part := func(line string) bool { return strings.Contains(line, s.text) }
		if n++; English.Sentence(message) == message && !slices.ContainsFunc(lines, part) {
			t.Errorf("%s: no English for %q; add a line to clause/lang/messages/extract.tsv", s.at, s.text)
		}
	}
	if n < 150 {
		t.Errorf("only %d texts were found", n)
	}
}

// dutchWords tell a Dutch text of several words, or the name of a format.
var dutchWords = regexp.MustCompile(`(?i)(^| )(de|het|een|van|niet|met|geen|er|zijn|voor|en|staat|alinea's|wijzigingen) .* |^[^-]*-(afbeelding|document|archief|bestand|bericht)$`)

// literals are the strings in the code below root, but in tests and in what knows
// the words of documents.
func literals(t *testing.T, root string) []saying {
	t.Helper()
	var list []saying
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "stylename" || d.Name() == "testdata" || d.Name() == "pdftest") {
			return cmp.Or(err, fs.SkipDir)
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, _ := strconv.Unquote(lit.Value)
				list = append(list, saying{fset.Position(lit.Pos()).String(), text})
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
