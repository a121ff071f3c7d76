package docx

import (
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx/opc"
)

func openPackage(t testing.TB, data []byte, limits document.Limits) *opc.Package {
	t.Helper()
	p, err := opc.Open(document.Source{Name: "a.docx", Data: data}, limits)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestContainerGivesTheSameBytes: an ordinary package goes through the
// container, and what comes out is what stands in the file.
func TestContainerGivesTheSameBytes(t *testing.T) {
	in := parts(strings.Repeat(text("Tekst met é, € en &amp;."), 1000))
	pkg := openPackage(t, pack(t, in), document.Limits{})
	if !ordinary(pkg, ordinaryMain) {
		t.Fatal("an ordinary package is not taken for one")
	}
	content, err := contained(pkg)
	if err != nil || content != in[ordinaryMain] || !pkg.Matches(ordinaryMain, content) {
		t.Fatalf("%d bytes of %d, %v", len(content), len(in[ordinaryMain]), err)
	}
	got, err := mainXML(t.Context(), pkg, ordinaryMain)
	if err != nil || got != in[ordinaryMain] {
		t.Errorf("%d bytes of %d, %v", len(got), len(in[ordinaryMain]), err)
	}
}

// TestContainerIsGuarded: the container never gets what goes over a limit, is
// very large, or is laid out in a way that it does not know.
func TestContainerIsGuarded(t *testing.T) {
	small := parts(text("x"))
	bomb := parts("")
	bomb[ordinaryMain] = strings.Repeat(" ", 9<<20)
	if _, err := contained(openPackage(t, pack(t, bomb), document.Limits{})); err == nil {
		t.Error("a bomb reached the container")
	}
	if ordinary(openPackage(t, pack(t, bomb), document.Limits{}), ordinaryMain) {
		t.Error("a part over the container's size is taken for ordinary")
	}
	if _, err := contained(openPackage(t, pack(t, small), document.Limits{PartBytes: 10})); err == nil {
		t.Error("a part over the limit reached the container")
	}
	if ordinary(openPackage(t, pack(t, small), document.Limits{}), "word/document2.xml") {
		t.Error("another main part is taken for ordinary")
	}
	delete(small, ordinaryRelations)
	if ordinary(openPackage(t, pack(t, small), document.Limits{}), ordinaryMain) {
		t.Error("a package without relationships is taken for ordinary")
	}
}
