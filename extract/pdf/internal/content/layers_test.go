package content

import (
	"testing"

	"github.com/clausule/clausule/extract/pdf/internal/object"
	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

func TestLayers(t *testing.T) {
	// Objects 2 to 4 are layers; of each case the catalogue has the
	// configuration and the content that is asked about.
	const a, b, c = "<< /Type /OCG /Name (a) >>", "<< /Type /OCG /Name (b) >>", "<< /Type /OCG /Name (c) /Usage << /View << /ViewState /OFF >> >> >>"
	tests := []struct {
		name, config, content string
		hidden                bool
	}{
		{"on", "", "2 0 R", false},
		{"off", "/OFF [2 0 R]", "2 0 R", true},
		{"another is off", "/OFF [2 0 R]", "3 0 R", false},
		{"base state off", "/BaseState /OFF /ON [3 0 R]", "2 0 R", true},
		{"base state off, switched on", "/BaseState /OFF /ON [3 0 R]", "3 0 R", false},
		{"off for viewing", "/AS [<< /Event /View /Category [/View] /OCGs [4 0 R] >>]", "4 0 R", true},
		{"off for viewing, not applied", "/AS [<< /Event /Print /Category [/Print] /OCGs [4 0 R] >>]", "4 0 R", false},
		{"any on", "/OFF [2 0 R]", "<< /Type /OCMD /OCGs [2 0 R 3 0 R] >>", false},
		{"any on, none is", "/OFF [2 0 R 3 0 R]", "<< /Type /OCMD /OCGs [2 0 R 3 0 R] >>", true},
		{"all on", "/OFF [2 0 R]", "<< /Type /OCMD /P /AllOn /OCGs [2 0 R 3 0 R] >>", true},
		{"any off", "/OFF [2 0 R]", "<< /Type /OCMD /P /AnyOff /OCGs [2 0 R 3 0 R] >>", false},
		{"all off", "/OFF [2 0 R]", "<< /Type /OCMD /P /AllOff /OCGs [2 0 R 3 0 R] >>", true},
		{"all off, one only", "/OFF [2 0 R]", "<< /Type /OCMD /P /AllOff /OCGs 2 0 R >>", false},
		{"one only", "/OFF [2 0 R]", "<< /Type /OCMD /OCGs 2 0 R >>", true},
		{"no groups", "/OFF [2 0 R]", "<< /Type /OCMD /OCGs [null] >>", false},
		{"not", "/OFF [2 0 R]", "<< /Type /OCMD /VE [/Not 2 0 R] >>", false},
		{"and, or", "/OFF [2 0 R]", "<< /Type /OCMD /VE [/And 3 0 R [/Or 2 0 R [/Not 3 0 R]]] >>", true},
	}
	for _, tt := range tests {
		file, err := object.Rebuild(t.Context(), pdftest.File("", "<< /Type /Catalog /Pages << >> /OCProperties << /OCGs [2 0 R 3 0 R 4 0 R] /D << "+tt.config+" >> >> /X "+tt.content+" >>", a, b, c),
			object.Limits{StreamBytes: 1 << 20, TotalBytes: 4 << 20, Rate: 200})
		if err != nil {
			t.Fatal(err)
		}
		root := file.Trailer().Key("Root")
		l := readLayers(root.Key("OCProperties"))
		if got := l.hides(root.Key("X")); got != tt.hidden {
			t.Errorf("%s: hidden %v", tt.name, got)
		}
	}
}

func TestTextString(t *testing.T) {
	for in, want := range map[string]string{
		"gewoon": "gewoon", "\xfe\xff\x20\xac": "€", "\xff\xfe\xac\x20": "€", "\xef\xbb\xbf\xe2\x82\xac": "€", "\xa0\x80\x92\x9f\x18": "€•™\uFFFD˘",
		"\xe9": "é", "\xfe\xff\x00\x1b\x00n\x00l\x00\x1b\x00a": "a", "": "", "\xfe\xff\xd8\x00": "\uFFFD", "\x8a": "−",
	} {
		if got := textString(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
