package webpage_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause/internal/webpage"
	"github.com/clausule/clausule/clause/lang"
)

func write(t *testing.T, p webpage.Page, data any) string {
	t.Helper()
	var b strings.Builder
	if err := p.Write(&b, data); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What stands in a contract stays text, wherever a page shows it.
func TestEscapes(t *testing.T) {
	const evil = `</title></script><script>alert("x")</script><img src=x onerror='a()'>` + "\x00\x1b[2J\u202e"
	got := write(t, webpage.Page{
		Title: evil, Words: map[string]string{"evil": evil},
		Body: `<p title="{{.}}">{{.}}</p><p>{{plain .}}</p>`,
	}, evil)
	for _, part := range []string{"<script>alert", "<img", "</script><script>a", "\x00"} {
		if strings.Contains(got, part) {
			t.Errorf("%q stands in the page as it came", part)
		}
	}
	if n := strings.Count(got, "<script"); n != 2 {
		t.Errorf("%d scripts, want the words and the script of the page", n)
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"a  b\n\tc":         "a b c",
		"esc \x1b[31m rood": "esc \ufffd[31m rood",
		"a\u202eb\u200bc":   "abc",
		"één € 5":           "één € 5",
		"":                  "",
	} {
		if got := webpage.Plain(in); got != want {
			t.Errorf("Plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	const body = `{{template "print"}}{{count 2 "eis" "eisen"}}`
	for l, want := range map[lang.Language][]string{
		"":           {`<html lang="nl">`, ">Afdrukken<", "2 eisen"},
		lang.English: {`<html lang="en">`, ">Print<", "2 requirements"},
	} {
		got := write(t, webpage.Page{Language: l, Body: body}, nil)
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("%q: no %q", l, s)
			}
		}
	}
}

// saying is a text that a template asks for in a language.
var saying = regexp.MustCompile(`(?:\bt|\btf|\bcount [^"{}]+?) "([^"]*)"(?: "([^"]*)")?`)

// Every text of the templates below clause has an English form.
func TestTranslated(t *testing.T) {
	files := 0
	err := filepath.WalkDir("../..", func(path string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".html" || strings.Contains(path, "testdata") {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		for _, m := range saying.FindAllStringSubmatch(string(content), -1) {
			for _, text := range m[1:] {
				if text != "" && !lang.English.Known(text) {
					t.Errorf("%s: no English for %q", path, text)
				}
			}
		}
		return nil
	})
	if err != nil || files == 0 {
		t.Fatalf("%d templates, %v", files, err)
	}
}

type broken struct{}

var errBroken = errors.New("broken")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestWriterFails(t *testing.T) {
	if err := (webpage.Page{Body: "x"}).Write(broken{}, nil); !errors.Is(err, errBroken) {
		t.Errorf("%v", err)
	}
	if err := (webpage.Page{Body: "{{"}).Write(&strings.Builder{}, nil); err == nil {
		t.Error("a template that does not parse was written")
	}
}
