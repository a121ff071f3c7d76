package lang

import (
	"fmt"
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
