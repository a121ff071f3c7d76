package object

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

// secret is an encrypted file of which the second object has a string, the
// third is a stream, the fourth an object stream and the sixth a stream that
// is not encrypted.
func secret(c pdftest.Cipher, user, owner string) []byte {
	return pdftest.Encrypted(c, user, owner, "<< /Type /Catalog /Pages 2 0 R /C 5 0 R >>", "<< /Type /Pages /Kids [] /V (geheim) /S 3 0 R /P 6 0 R >>",
		pdftest.Stream("/Filter /FlateDecode", pdftest.Deflate([]byte("vertrouwelijk"))),
		pdftest.Stream("/Type /ObjStm /N 1 /First 4", []byte("9 0 (ingepakt)")), "null",
		pdftest.Stream("/Filter [/Crypt] /DecodeParms [<< /Name /Identity >>]", []byte("open")))
}

func TestPasswords(t *testing.T) {
	const long = "een wachtwoord dat langer is dan de tweeëndertig bytes die er in de oude revisies toe doen"
	tests := []struct {
		name               string
		user, owner, given string // the first two as bytes in the key
		strong             bool   // holds for revisions 5 and 6
		weak               bool   // for those before
		want               error
	}{
		{"none needed", "", "baas", "", true, true, nil},
		{"none needed, one given", "", "baas", "iets", true, true, nil},
		{"the user's", "klant", "baas", "klant", true, true, nil},
		{"the owner's", "klant", "baas", "baas", true, true, nil},
		{"only one set", "klant", "", "klant", false, true, nil},
		{"none given", "klant", "baas", "", true, true, ErrPassword},
		{"a wrong one", "klant", "baas", "Klant", true, true, ErrWrongPassword},
		{"Latin letters", "caf\xe9", "baas", "café", false, true, nil},
		{"euro and dashes", "\xa0 5 \x85", "baas", "€ 5 –", false, true, nil},
		{"as it stands in the owner's place", "klant", "ge\xefnd", "geïnd", false, true, nil},
		{"UTF-8 in an old file", "café", "baas", "café", true, true, nil},
		{"prepared", "café IX x", "baas", "cafe\u0301 \u2168\u00a0\u00adx", true, false, nil},
		{"not prepared by the writer", "\u2168", "baas", "\u2168", true, true, nil},
		{"longer than what counts", long[:32], "baas", long, false, true, nil},
		{"longer than 127 bytes", strings.Repeat("x", 127), "baas", strings.Repeat("x", 200), true, false, nil},
	}
	for _, tt := range tests {
		for _, c := range pdftest.Ciphers() {
			if strong := c >= pdftest.AES256R5; strong && !tt.strong || !strong && !tt.weak {
				continue
			}
			options := Options{Limits: roomy, Password: tt.given}
			data := secret(c, tt.user, tt.owner)
			f1, err1 := Ordinary(t.Context(), data, options)
			f2, err2 := Rebuild(t.Context(), data, options)
			for i, err := range []error{err1, err2} {
				name := fmt.Sprintf("%s, %s, reader %d", tt.name, c, i)
				if !errors.Is(err, tt.want) || tt.want == ErrPassword && errors.Is(err, ErrWrongPassword) || tt.want == nil && err != nil {
					t.Errorf("%s: error %v, want %v", name, err, tt.want)
				}
				if err != nil {
					continue
				}
				file := []File{f1, f2}[i]
				pages := file.Trailer().Key("Root").Key("Pages")
				if got := pages.Key("V").Bytes(); got != "geheim" {
					t.Errorf("%s: string %q", name, got)
				}
				if got, err := file.Data(t.Context(), pages.Key("S")); string(got) != "vertrouwelijk" || err != nil {
					t.Errorf("%s: stream %q, error %v", name, got, err)
				}
				if got, err := file.Data(t.Context(), pages.Key("P")); c >= pdftest.RC4R4 && string(got) != "open" || err != nil {
					t.Errorf("%s: plain stream %q, error %v", name, got, err)
				}
			}
			if own, ok := f2.(*ownFile); ok {
				if got := own.resolve(Ref{Number: 9}).Bytes(); got != "ingepakt" {
					t.Errorf("%s, %s: packed string %q", tt.name, c, got)
				}
			}
		}
	}
}

// Encryption dictionaries that are slightly wrong, or that nobody could have
// written.
func TestHandlers(t *testing.T) {
	sound := string(secret(pdftest.AES128R4, "", "baas"))
	tests := []struct {
		name, old, new string
		cipher         pdftest.Cipher
		want           error
	}{
		{"length in bytes", "/Length 128", "/Length  16", pdftest.RC4R3, nil},
		{"length of another version", "/Length 128", "/Length  40", pdftest.AES128R4, nil},
		{"length without sense", "/Length 128", "/Length 1e9", pdftest.RC4R3, nil},
		{"permissions with a sign", "/P 4294963396", "/P      -3900", pdftest.RC4R3, nil},
		{"a handler of somebody else", "/Filter /Standard", "/Filter /Acme.Pub", pdftest.RC4R3, ErrCipher},
		{"an unknown version", "/V 4", "/V 9", pdftest.AES128R4, ErrCipher},
		{"an unknown revision", "/R 4", "/R 9", pdftest.AES128R4, ErrCipher},
		{"an unknown filter", "/StmF /StdCF", "/StmF /NoSCF", pdftest.AES128R4, ErrCipher},
		{"short entries", "/U <", "/U <41> % ", pdftest.AES256R6, ErrCipher},
		{"a huge revision", "/R 6", "/R 6000000000", pdftest.AES256R6, ErrCipher},
	}
	for _, tt := range tests {
		data := string(secret(tt.cipher, "", "baas"))
		if !strings.Contains(data, tt.old) {
			t.Fatalf("%s: %q is not in the file", tt.name, tt.old)
		}
		f, err := Rebuild(t.Context(), []byte(strings.Replace(data, tt.old, tt.new, 1)), Options{Limits: roomy})
		if !errors.Is(err, tt.want) || tt.want == nil && err != nil {
			t.Errorf("%s: error %v, want %v", tt.name, err, tt.want)
		}
		if err == nil && f.Trailer().Key("Root").Key("Pages").Key("V").Bytes() != "geheim" {
			t.Errorf("%s: not decrypted", tt.name)
		}
	}
	// Without its last block an encrypted string keeps what was before.
	d := &decrypter{key: bytes.Repeat([]byte{1}, 16)}
	for n := range 70 {
		if got := d.decrypt(methodAES128, Ref{1, 0}, []byte(sound)[:n]); len(got) > n {
			t.Errorf("%d bytes of %d", len(got), n)
		}
	}
}

func FuzzDecrypter(f *testing.F) {
	for _, c := range pdftest.Ciphers() {
		data := string(secret(c, "klant", "baas"))
		at := strings.Index(data, "/Encrypt")
		f.Add("klant", []byte(data[at+len("/Encrypt"):]), []byte("0123456789abcdef0123456789abcdef0"))
	}
	f.Fuzz(func(t *testing.T, password string, dict, data []byte) {
		l := Lexer{Data: dict}
		v := ownValue{file: &ownFile{}, v: l.Next()}
		d, err := newDecrypter(v, "0123456789abcdef", password)
		if err != nil {
			return
		}
		for m := methodNone; m <= methodAES256; m++ {
			if out := d.decrypt(m, Ref{3, 1}, data); len(out) > len(data) {
				t.Fatalf("%d bytes of %d", len(out), len(data))
			}
		}
	})
}
