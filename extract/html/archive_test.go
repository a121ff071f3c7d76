package html

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// archiveOf is a web archive with a picture and a page in it.
func archiveOf(encoding, page string) string {
	return "From: <Saved by Blink>\r\nSubject: Voorwaarden\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--grens\"\r\n\r\n\r\n" +
		"----grens\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n" +
		"----grens\r\nContent-Type: text/html; charset=\"windows-1252\"\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + page + "\r\n----grens--\r\n"
}

func TestArchive(t *testing.T) {
	const page = "<html><body><p>De verwerker meldt \xe9\xe9n datalek.</p></body></html>"
	lines := func(s string, n int) string {
		var b strings.Builder
		for len(s) > n {
			b.WriteString(s[:n] + "\r\n")
			s = s[n:]
		}
		return b.String() + s
	}
	for name, data := range map[string]string{
		"8bit":             archiveOf("8bit", page),
		"base64":           archiveOf("base64", lines(base64.StdEncoding.EncodeToString([]byte(page)), 20)),
		"quoted-printable": archiveOf("quoted-printable", "<html><body><p>De verwerker =\r\nmeldt =E9=E9n datalek.</p></body></html>"),
		"nested": "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=ab\n\n--ab\nContent-Type: text/plain\n\nnee\n--ab\n" +
			"Content-Type: text/html; charset=windows-1252\n\n" + page + "\n--ab--\n--a--\n",
		"start": "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a; start=\"<hoofd>\"\n\n--a\nContent-Type: text/html\n\n<p>nee\n--a\n" +
			"Content-Type: text/html; charset=windows-1252\nContent-ID: <hoofd>\n\n" + page + "\n--a--\n",
		"no end":      "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: text/html; charset=windows-1252\n\n" + page,
		"single part": "MIME-Version: 1.0\nContent-Type: text/html; charset=windows-1252\n\n" + page,
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, data, document.Options{})
			want(t, doc, "paragraph: De verwerker meldt één datalek.")
			if len(doc.Warnings) > 0 {
				t.Errorf("warnings %v", doc.Warnings)
			}
		})
	}
	t.Run("damaged base64", func(t *testing.T) {
		doc := read(t, archiveOf("base64", base64.StdEncoding.EncodeToString([]byte("<p>Tekst."))+"####"), document.Options{})
		want(t, doc, "paragraph: Tekst.")
		if codes(doc) != "pagina-onleesbaar" {
			t.Errorf("warnings %v", doc.Warnings)
		}
	})
}

func TestQuotedPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"a=3Db=\nc  \nd=": "a=bc\nd",
		"=ZZ =4":          "=ZZ =4",
		"a\r\nb\r\n":      "a\nb\n",
		"=3d=C3=A9":       "=é",
	} {
		if got := string(quoted([]byte(in))); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
