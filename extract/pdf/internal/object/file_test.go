package object

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

// plain is a file that both readers understand.
func plain() []byte {
	return pdftest.File("/ID [(abc) (def)]", "<< /Type /Catalog /Pages 2 0 R /Version /1.4 /Open true >>", "<< /Kids [3 0 R 3 0 R] /Count 2 >>",
		"<< /Type /Page /Size 1.5 /Contents 4 0 R /Missing 99 0 R >>", pdftest.Stream("/Filter /FlateDecode", pdftest.Deflate([]byte("BT ET"))))
}

// Both readers must give the same values.
func TestFiles(t *testing.T) {
	ordinary, err := Ordinary(t.Context(), plain(), Options{Limits: roomy})
	if err != nil {
		t.Fatal(err)
	}
	rebuilt, err := Rebuild(t.Context(), append([]byte("junk\n"), plain()...), Options{Limits: roomy})
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]File{"ordinary": ordinary, "rebuilt": rebuilt} {
		root := f.Trailer().Key("Root")
		page := root.Key("Pages").Key("Kids").Index(1)
		data, err := f.Data(t.Context(), page.Key("Contents"))
		switch {
		case root.Kind() != Dict || root.Key("Type").Name() != "Catalog" || !root.Key("Open").Bool():
			t.Errorf("%s: catalogue %v", name, root.Keys())
		case f.Trailer().Key("ID").Index(0).Bytes() != "abc":
			t.Errorf("%s: ID", name)
		case root.Key("Pages").Key("Kids").Len() != 2 || root.Key("Pages").Key("Count").Int() != 2:
			t.Errorf("%s: page tree", name)
		case page.Key("Size").Float() != 1.5 || page.Key("Size").Kind() != Real:
			t.Errorf("%s: number", name)
		case page.Key("Missing").Kind() != Null || page.Index(3).Kind() != Null || page.Key("No").Key("Way").Kind() != Null:
			t.Errorf("%s: what is missing is not null", name)
		case string(data) != "BT ET" || err != nil:
			t.Errorf("%s: data %q, error %v", name, data, err)
		case strings.Join(page.Keys(), " ") != "Contents Missing Size Type":
			t.Errorf("%s: keys %v", name, page.Keys())
		case page.Identity() != root.Key("Pages").Key("Kids").Index(0).Identity():
			t.Errorf("%s: identity", name)
		case f.Faults() != 0:
			t.Errorf("%s: %d faults", name, f.Faults())
		}
	}
}

func TestRebuild(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"the last definition wins", "1 0 obj<</Type/Catalog/Pages<</V(old)>>>>endobj 1 0 obj<</Type/Catalog/Pages<</V(new)>>>>endobj", "new"},
		{"objects in streams do not count", "1 0 obj<</Type/Catalog/Pages<</V(right)>>>>endobj 2 0 obj<</Length 56>>stream\n1 0 obj<</Type/Catalog/Pages<</V(wrong)>>>>endobj      \nendstream endobj", "right"},
		{"packed objects", "1 0 obj<</Type/Catalog/Pages 5 0 R>>endobj 2 0 obj<</Type/ObjStm/N 2/First 8/Length 24>>stream\n5 0 6 13<</V(packed)>> 7\nendstream endobj", "packed"},
		{"a later object over a packed one", "1 0 obj<</Type/Catalog/Pages 5 0 R>>endobj 2 0 obj<</Type/ObjStm/N 1/First 4/Length 18>>stream\n5 0 <</V(packed)>>\nendstream endobj 5 0 obj<</V(later)>>endobj", "later"},
		{"a wrong length", "1 0 obj<</Type/Catalog/Pages 5 0 R>>endobj 2 0 obj<</Type/ObjStm/N 1/First 4/Length 3>>stream\n5 0 <</V(packed)>>\nendstream endobj", "packed"},
		{"no catalogue", "3 0 obj<</Type/Pages/V(tree)/Kids[]>>endobj", "tree"},
	}
	for _, tt := range tests {
		f, err := Rebuild(t.Context(), []byte(tt.data), Options{Limits: roomy})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := f.Trailer().Key("Root").Key("Pages").Key("V").Bytes(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	if _, err := Rebuild(t.Context(), []byte("%PDF-1.4 nothing"), Options{Limits: roomy}); !errors.Is(err, ErrNoPDF) {
		t.Errorf("error %v, want %v", err, ErrNoPDF)
	}
}

// Real encrypted files stand outside the repository: those that open without a
// password must give a catalogue and readable content.
func TestEncrypted(t *testing.T) {
	shared := os.Getenv("CLAUSULE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "..", "shared")
	}
	files, _ := filepath.Glob(filepath.Join(shared, "testfiles", "pdf", "*", "*.pdf"))
	if len(files) == 0 {
		t.Skip("no shared test files; set CLAUSULE_SHARED")
	}
	opened, refused := map[int64]int{}, 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(data), "/Encrypt") {
			continue
		}
		f, err := Rebuild(t.Context(), data, Options{Limits: Limits{64 << 20, 512 << 20, 200}})
		if errors.Is(err, ErrPassword) || errors.Is(err, ErrCipher) {
			refused++
			continue
		}
		if err != nil || f.Trailer().Key("Encrypt").Kind() != Dict {
			continue
		}
		page := f.Trailer().Key("Root").Key("Pages")
		for page.Key("Kids").Len() > 0 {
			page = page.Key("Kids").Index(0)
		}
		content := page.Key("Contents")
		if content.Kind() == Array {
			content = content.Index(0)
		}
		if content.Kind() != Stream {
			continue
		}
		if _, err := f.Data(t.Context(), content); err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
			continue
		}
		opened[f.Trailer().Key("Encrypt").Key("V").Int()]++
	}
	t.Logf("opened by version of the handler %v, refused %d", opened, refused)
	if opened[1]+opened[2] == 0 || opened[4] == 0 || refused == 0 {
		t.Errorf("opened %v, refused %d: a cipher was not met", opened, refused)
	}
}

func FuzzRebuild(f *testing.F) {
	f.Add(plain())
	f.Add([]byte("1 0 obj<</Type/Catalog/Pages 5 0 R>>endobj 2 0 obj<</Type/ObjStm/N 1/First 4/Length 3>>stream\n5 0 <</V(packed)>>\nendstream endobj trailer<</Encrypt<</Filter/Standard/V 4/R 4/CF<</S<</CFM/AESV2>>>>/StmF/S/StrF/S/O(00000000000000000000000000000000)/U(0000000000000000)>>>>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Rebuild(t.Context(), data, Options{Limits: roomy})
		if err != nil {
			return
		}
		visit(t, file, file.Trailer(), 0)
	})
}

// FuzzOrdinary guards the other library: what passes the checks made before
// it must neither hang nor kill the process. The cross-reference table is always
// right, so that the rest is reached.
func FuzzOrdinary(f *testing.F) {
	f.Add("/Info 3 0 R", "<< /Kids [3 0 R] /Length 2 0 R /Filter [/FlateDecode /ASCII85Decode] >>", "<</A(x\\051)/B<41>/C[1 0 R null true -.5]>>")
	f.Add("/Prev 9", "<< /Length 3 0 R /Filter /ASCII85Decode >> stream\nGhVa\nendstream", "7")
	f.Add("", "<< /Length 4 /DecodeParms << /Predictor 12 /Columns 4 >> /Filter /FlateDecode >> stream\nabcd\nendstream", "[[[[")
	f.Fuzz(func(t *testing.T, trailer, second, third string) {
		file, err := Ordinary(t.Context(), pdftest.File(trailer, "<< /Type /Catalog /Pages 2 0 R /A 3 0 R >>", second, third), Options{Limits: roomy})
		if err != nil {
			return
		}
		visit(t, file, file.Trailer(), 0)
	})
}

func visit(t *testing.T, f File, v Value, depth int) {
	if depth > 6 {
		return
	}
	if v.Kind() == Stream {
		data, _ := f.Data(t.Context(), v)
		if int64(len(data)) > roomy.StreamBytes {
			t.Fatalf("stream of %d bytes", len(data))
		}
	}
	for _, k := range v.Keys()[:min(len(v.Keys()), 8)] {
		visit(t, f, v.Key(k), depth+1)
	}
	for i := range min(v.Len(), 4) {
		visit(t, f, v.Index(i), depth+1)
	}
}

func BenchmarkFiles(b *testing.B) {
	contents := make([]string, 200)
	for i := range contents {
		contents[i] = strings.Repeat(pdftest.Line("F1", 10, 72, 700, "De verwerker meldt een inbreuk."), 50)
	}
	data := pdftest.Pages(contents...)
	for name, open := range map[string]func(context.Context, []byte, Options) (File, error){"ordinary": Ordinary, "rebuild": Rebuild} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				f, err := open(b.Context(), data, Options{Limits: Limits{64 << 20, 512 << 20, 200}})
				if err != nil {
					b.Fatal(err)
				}
				kids := f.Trailer().Key("Root").Key("Pages").Key("Kids")
				for i := range kids.Len() {
					page := kids.Index(i)
					page.Key("Resources").Key("Font").Key("F1").Key("BaseFont").Name()
					if _, err := f.Data(b.Context(), page.Key("Contents")); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
