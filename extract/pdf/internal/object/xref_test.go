package object

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

// small is a file of which the second object tells which version of it is read.
func small(trailer string) []byte {
	return pdftest.File(trailer, "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /V (first) >>", "(third)")
}

// update adds a section with a new second object; entries go into its trailer.
func update(data []byte, version, row, entries string) []byte {
	previous := bytes.LastIndex(data, []byte("xref\n0"))
	at := len(data)
	data = fmt.Appendf(bytes.Clone(data), "2 0 obj\n<< /Type /Pages /Kids [] /V (%s) /T 3 0 R >>\nendobj\n", version)
	start := len(data)
	return fmt.Appendf(data, "xref\n2 1\n%010d 00000 n \n%strailer\n<< /Root 1 0 R /Size 4 /Prev %d %s >>\nstartxref\n%d\n%%%%EOF\n", at, row, previous, entries, start)
}

func TestTable(t *testing.T) {
	plain := string(small(""))
	replace := func(old, new string) string {
		if !strings.Contains(plain, old) {
			t.Fatalf("%q is not in the file", old)
		}
		return strings.Replace(plain, old, new, 1)
	}
	hybrid := func() string {
		// The third object is deleted in the table and alive in the stream.
		d := update(small(""), "hybrid", "3 1\n0000000000 65535 f \n", "/XRefStm 0000000000")
		at := bytes.LastIndex(d, []byte("xref\n2"))
		third := bytes.Index(d, []byte("3 0 obj"))
		stream := fmt.Sprintf("9 0 obj\n%s\nendobj\n", pdftest.Stream("/Type /XRef /Size 4 /Index [3 1] /W [1 2 1]", []byte{1, byte(third >> 8), byte(third), 0}))
		s := string(d[:at]) + stream + string(d[at:])
		s = strings.Replace(s, "/XRefStm 0000000000", fmt.Sprintf("/XRefStm %010d", at), 1)
		i := strings.LastIndex(s, "startxref\n")
		return s[:i] + fmt.Sprintf("startxref\n%d\n%%%%EOF\n", at+len(stream))
	}
	tests := []struct {
		name, data, want string
		damaged          bool
	}{
		{name: "plain", data: plain, want: "first"},
		{name: "updated", data: string(update(small(""), "second", "", "")), want: "second"},
		{name: "deleted", data: string(update(small(""), "second", "3 1\n0000000000 00001 f \n", "")), want: "second"},
		{name: "hybrid", data: hybrid(), want: "hybrid"},
		{name: "version 2.0", data: replace("%PDF-1.4", "%PDF-2.0"), want: "first"},
		{name: "a version of nobody", data: replace("%PDF-1.4", "%PDF-x"), damaged: true},
		{name: "no header", data: replace("%PDF-1.4", "%%%%%%%%"), want: "first"},
		{name: "junk before", data: "HTTP/1.1 200 OK\r\n\r\n" + plain, want: "first"},
		{name: "junk behind", data: plain + strings.Repeat("\x00", 5000), want: "first"},
		{name: "no end mark", data: strings.TrimSuffix(plain, "%%EOF\n"), want: "first"},
		{name: "cut in the last number", data: strings.TrimSuffix(plain, "\n%%EOF\n")[:len(plain)-9], damaged: true},
		{name: "an update without its end", data: plain + "2 0 obj\n<< /Type /Pages /V (cut) >>\nendobj\n", damaged: true},
		{name: "numbered from one", data: replace("xref\n0 4", "xref\n1 4"), want: "first"},
		{name: "fewer rows than promised", data: replace("xref\n0 4", "xref\n0 9"), want: "first"},
		{name: "rows without blanks", data: strings.ReplaceAll(plain, "n \n", "n\n"), want: "first"},
		{name: "no size", data: replace("/Size 4", ""), want: "first"},
		{name: "a chain to nowhere", data: replace("/Size 4", "/Prev 99999"), damaged: true},
		{name: "a wrong offset", data: replace("0000000015", "0000000018"), damaged: true},
		{name: "no catalogue", data: replace("/Root 1 0 R", ""), damaged: true},
		{name: "a catalogue that is a page", data: replace("/Root 1 0 R", "/Root 2 0 R"), damaged: true},
		{name: "a direct catalogue", data: replace("/Root 1 0 R", "/Root << /Pages 2 0 R >>"), want: "first"},
		{name: "stream", data: string(pdftest.XRefStream("", nil, "<< /Type /Catalog /Pages 2 0 R >>", "<< /Kids [] /V (streamed) >>")), want: "streamed"},
		{name: "packed", data: string(pdftest.XRefStream("", [][3]int{{2, 2, 0}, {2, 2, 1}}, "<< /Type /Catalog /Pages 3 0 R >>",
			pdftest.Stream("/Type /ObjStm /N 2 /First 8", []byte("4 0 3 9 (packed) << /Kids [] /V 4 0 R >>")))), want: "packed"},
	}
	for _, tt := range tests {
		f, err := Ordinary(t.Context(), []byte(tt.data), Options{Limits: roomy})
		if tt.damaged {
			if err == nil {
				t.Errorf("%s: no error", tt.name)
			} else if !errors.Is(err, ErrDamaged) {
				t.Errorf("%s: error %v", tt.name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		pages := f.Trailer().Key("Root").Key("Pages")
		if got := pages.Key("V").Bytes(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		third := map[string]string{"updated": "third", "hybrid": "third"}[tt.name]
		if got := pages.Key("T").Bytes(); got != third || f.Faults() > 0 {
			t.Errorf("%s: third object %q, want %q; %d faults", tt.name, got, third, f.Faults())
		}
	}
}

// What the library cannot read comes from the own reader, one object at a time.
func TestAround(t *testing.T) {
	f, err := Ordinary(t.Context(), pdftest.File("", "<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Kids [3 0 R 4 0 R 5 0 R 6 0 R 7 0 R 8 0 R] >>", `(odd \q escape)`, "<< /A --5 /B (b) >>", "<< /A 1.2.3 >> ", "<< /A (open >>", "["+strings.Repeat(strings.Repeat(" ", 8)+"1 ", mostShown/8)+"]", "<< /Kids 2 0 R >> >>"), Options{Limits: roomy})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := f.(*ordinaryFile); !ok {
		t.Fatalf("%T", f)
	}
	kids := f.Trailer().Key("Root").Key("Pages").Key("Kids")
	if got := kids.Index(0).Bytes(); got != "odd q escape" {
		t.Errorf("string %q", got)
	}
	if v := kids.Index(1); v.Key("A").Int() != -5 || v.Key("B").Bytes() != "b" || v.Identity() != "#4" {
		t.Errorf("dictionary %v %v", v.Key("A").Int(), v.Identity())
	}
	if got := kids.Index(2).Key("A").Float(); got != 1.2 {
		t.Errorf("number %v", got)
	}
	if got := kids.Index(4).Len(); got != mostShown/8 {
		t.Errorf("array of %d", got)
	}
	if got := kids.Index(5).Key("Kids").Key("Kids").Index(5).Identity(); got != kids.Index(5).Identity() || got != "#8" {
		t.Errorf("identity %q", got)
	}
	if f.Faults() != 0 {
		t.Errorf("%d faults", f.Faults())
	}
}

func TestImage(t *testing.T) {
	jpeg := []byte("\xff\xd8\xff stored as it is")
	tests := []struct {
		name, entries string
		stored        []byte
		filter, want  string
		columns       int64
		err           error
	}{
		{"JPEG", "/Filter /DCTDecode", jpeg, "DCTDecode", string(jpeg), 0, nil},
		{"short name", "/Filter [/DCT]", jpeg, "DCTDecode", string(jpeg), 0, nil},
		{"JPEG deflated", "/Filter [/FlateDecode /DCTDecode] /DecodeParms [null << /Columns 7 >>]", pdftest.Deflate(jpeg), "DCTDecode", string(jpeg), 7, nil},
		{"fax", "/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 1728 >>", []byte("fax"), "CCITTFaxDecode", "fax", 1728, nil},
		{"samples", "/Filter /FlateDecode", pdftest.Deflate([]byte("samples")), "", "samples", 0, nil},
		{"plain", "", []byte("plain"), "", "plain", 0, nil},
		{"unknown", "/Filter /NoDecode", []byte("x"), "", "", 0, ErrFilter},
		{"bomb", "/Filter [/FlateDecode /JPXDecode]", pdftest.Deflate(make([]byte, 2<<20)), "JPXDecode", string(make([]byte, roomy.StreamBytes)), 0, ErrTooLarge},
		{"larger than it says", "/Filter /FlateDecode /Width 10 /Height 10", pdftest.Deflate(make([]byte, 1<<20)), "", string(make([]byte, 800+1<<16)), 0, ErrTooLarge},
	}
	for _, tt := range tests {
		data := pdftest.File("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Kids [] /I 3 0 R >>", pdftest.Stream(tt.entries, tt.stored))
		ordinary, err1 := Ordinary(t.Context(), data, Options{Limits: roomy})
		rebuilt, err2 := Rebuild(t.Context(), data, Options{Limits: roomy})
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		for _, f := range []File{ordinary, rebuilt} {
			got, filter, params, err := f.Image(t.Context(), f.Trailer().Key("Root").Key("Pages").Key("I"))
			if string(got) != tt.want || filter != tt.filter || params.Key("Columns").Int() != tt.columns || !errors.Is(err, tt.err) {
				t.Errorf("%s, %T: %.40q, filter %q, columns %d, error %v", tt.name, f, got, filter, params.Key("Columns").Int(), err)
			}
			if got, filter, _, err := f.Image(t.Context(), f.Trailer()); len(got) != 0 || filter != "" || err != nil {
				t.Errorf("%s: what is no stream gives %q, %q, %v", tt.name, got, filter, err)
			}
		}
	}
}

func FuzzTable(f *testing.F) {
	f.Add(small(""))
	f.Add(update(small(""), "second", "3 1\n0000000000 65535 f \n", "/XRefStm 9"))
	f.Add(pdftest.XRefStream("", [][3]int{{2, 2, 0}, {2, 2, 1}}, "<< /Type /Catalog /Pages 3 0 R >>", pdftest.Stream("/Type /ObjStm /N 2 /First 8", []byte("4 0 3 9 (packed) << /Kids [] /V 4 0 R >>"))))
	f.Add(pdftest.XRefStream("/Filter [/ASCIIHexDecode] /Index [0 3] /W [1 4 2]", nil, "<< /Type /Catalog /Pages 2 0 R >>", "<< /Kids [] /V (streamed) >>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Ordinary(t.Context(), data, Options{Limits: roomy})
		if err != nil {
			return
		}
		visit(t, file, file.Trailer(), 0)
	})
}
