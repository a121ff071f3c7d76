package xmlscan

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

const (
	known   = "urn:known"
	spaceOf = Space(7)
)

func names() map[string]Space { return map[string]Space{known: spaceOf, known + "/strict": spaceOf} }

// events writes a scan in short: +7:name{7:attr=value} "text" -name !error.
func events(src string, limits Limits) string {
	var b strings.Builder
	s := New(src, names(), limits)
	for t := s.Next(); t.Kind != EOF; t = s.Next() {
		switch t.Kind {
		case Start:
			fmt.Fprintf(&b, "+%d:%s", t.Space, t.Local)
			for _, a := range t.Attrs {
				fmt.Fprintf(&b, "{%d:%s=%s}", a.Space, a.Local, a.Value())
			}
		case End:
			fmt.Fprintf(&b, "-%s", t.Local)
		case Text:
			fmt.Fprintf(&b, "%q", t.Text())
		}
	}
	if s.Err() != nil {
		b.WriteString("!" + s.Err().Error())
	}
	return b.String()
}

func TestScan(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"plain", `<a b="1">x</a>`, `+0:a{0:b=1}"x"-a`},
		{"self-closing", `<a><b/></a>`, `+0:a+0:b-b-a`},
		{"namespace by URI, whatever the prefix", `<q:a xmlns:q="urn:known" q:b="1" b="2"/>`,
			`+7:a{0:q=urn:known}{7:b=1}{0:b=2}-a`},
		{"two URIs, one space", `<a xmlns="urn:known/strict"/>`, `+7:a{0:xmlns=urn:known/strict}-a`},
		{"default namespace is not for attributes", `<a xmlns="urn:known" b="1"/>`, `+7:a{0:xmlns=urn:known}{0:b=1}-a`},
		{"namespace ends with its element", `<a><b xmlns="urn:known"><c/></b><d/></a>`,
			`+0:a+7:b{0:xmlns=urn:known}+7:c-c-b+0:d-d-a`},
		{"prefix hidden, twice, and back", `<q:a xmlns:q="urn:known"><q:b xmlns:q="urn:x" xmlns:q="urn:y"><q:c xmlns:q="urn:known"/><q:d/></q:b><q:e/></q:a>`,
			`+7:a{0:q=urn:known}+0:b{0:q=urn:x}{0:q=urn:y}+7:c{0:q=urn:known}-c+0:d-d-b+7:e-e-a`},
		{"default namespace taken away", `<a xmlns="urn:known"><b xmlns=""/></a>`, `+7:a{0:xmlns=urn:known}+0:b{0:xmlns=}-b-a`},
		{"unknown prefix", `<z:a/>`, `+0:a-a`},
		{"references", `<a b="&lt;&#65;&#x42;&quot;">&amp;&apos;&gt;&#8364;</a>`, `+0:a{0:b=<AB"}"&'>€"-a`},
		{"CDATA is text and has no references", `<a><![CDATA[<&amp;]]></a>`, `+0:a"<&amp;"-a`},
		{"comments and instructions", `<?xml version="1.0"?><!-- < --><a><?x <?>y<!--z--></a><!-- -->`, `+0:a"y"-a`},
		{"line ends", "<a b='1\r\n2\t3'>x\r\ny\rz</a>", `+0:a{0:b=1 2 3}"x\ny\nz"-a`},
		{"byte order mark", "\ufeff<a/>", `+0:a-a`},
		{"blanks in tags", "<a  b = '1'\n></a >", `+0:a{0:b=1}-a`},

		{"document type", `<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`, `!line 1, byte 0: document type declaration is refused`},
		{"unknown entity", "<a>\n\nx&y;</a>", `+0:a!line 3, byte 6: reference to an unknown entity or character`},
		{"unknown entity in attribute", `<a b="&y;"/>`, `!line 1, byte 3: reference to an unknown entity or character`},
		{"control character by reference", `<a>&#0;</a>`, `+0:a!line 1, byte 3: reference to an unknown entity or character`},
		{"wrong end tag", `<a><b></a>`, `+0:a+0:b!line 1, byte 6: end tag a does not match`},
		{"end without start", `</a>`, `!line 1, byte 0: end tag a does not match`},
		{"does not end", `<a>`, `+0:a!line 1, byte 3: element a does not end`},
		{"cut in a tag", `<a><b c="`, `+0:a!line 1, byte 6: attribute value does not end`},
		{"second root", `<a/><b/>`, `+0:a-a!line 1, byte 4: second root element`},
		{"text behind the root", `<a/>x`, `+0:a-a!line 1, byte 4: text outside the root element`},
		{"empty", ``, `!line 1, byte 0: no root element`},
		{"attribute without blank", `<a b="1"c="2"/>`, `!line 1, byte 8: blank expected in tag`},
		{"attribute without quotes", `<a b=1/>`, `!line 1, byte 3: attribute value without quotes`},
		{"bracket in attribute", `<a b="<"/>`, `!line 1, byte 3: < in attribute value`},
		{"name that is only a prefix", `<a:/>`, `!line 1, byte 0: malformed tag`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := events(c.src, Limits{}); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		name, src string
		limits    Limits
		limit     string
	}{
		{"depth within", strings.Repeat("<a>", 5) + strings.Repeat("</a>", 5), Limits{Depth: 5}, ""},
		{"depth beyond", strings.Repeat("<a>", 6) + strings.Repeat("</a>", 6), Limits{Depth: 5}, "nested elements"},
		{"default depth", strings.Repeat("<a>", 200_000), Limits{}, "nested elements"},
		{"attributes within", "<a" + strings.Repeat(" b='1'", 4) + "/>", Limits{Attrs: 4}, ""},
		{"attributes beyond", "<a" + strings.Repeat(" b='1'", 5) + "/>", Limits{Attrs: 4}, "attributes in a tag"},
		{"namespaces in force", `<a xmlns:b="1" xmlns:c="1"><a xmlns:d="1"/></a>`, Limits{Prefixes: 3}, "namespace declarations"},
		{"namespaces one after the other", `<a><a xmlns:b="1" xmlns:c="1"/><a xmlns:d="1" xmlns:e="1"/></a>`, Limits{Prefixes: 3}, ""},
		{"name", "<" + strings.Repeat("a", 2000) + "/>", Limits{}, "bytes in a name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := New(c.src, nil, c.limits)
			for s.Next().Kind != EOF {
			}
			var fault *Error
			if errors.As(s.Err(), &fault); fault == nil && c.limit != "" || fault != nil && fault.Limit != c.limit {
				t.Errorf("got %v, want a fault of limit %q", s.Err(), c.limit)
			}
		})
	}
}

func TestOffsets(t *testing.T) {
	const src = "\ufeff<a><b c='1'>x&amp;y</b><d/></a>"
	want := []string{"<a>", "<b c='1'>", "x&amp;y", "</b>", "<d/>", "", "</a>"}
	s := New(src, nil, Limits{})
	for i, w := range want {
		tok := s.Next()
		if got := src[tok.Start:tok.End]; got != w {
			t.Errorf("token %d: got %q, want %q", i, got, w)
		}
	}
	if tok := s.Next(); tok.Kind != EOF || s.Err() != nil {
		t.Errorf("no proper end: %v, %v", tok.Kind, s.Err())
	}
}

func TestSkipAndDepth(t *testing.T) {
	s := New("<a><b><c>x</c><b/></b><d/></a>", nil, Limits{})
	s.Next()
	s.Next()
	if s.Depth() != 2 {
		t.Fatalf("depth %d inside b, want 2", s.Depth())
	}
	s.Skip()
	if tok := s.Next(); tok.Kind != Start || tok.Local != "d" {
		t.Fatalf("after the skip: %v %s, want the start of d", tok.Kind, tok.Local)
	}
	s.Skip() // a self-closing element
	if tok := s.Next(); tok.Kind != End || tok.Local != "a" {
		t.Fatalf("after the second skip: %v %s, want the end of a", tok.Kind, tok.Local)
	}
}

// TestAheadAndLeap passes over an element whose like was scanned before.
func TestAheadAndLeap(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{`<a><b c="1"><d/></b><e/></a>`, `<d/></b>`},
		{`<a><b/><e/></a>`, ``},
		{`<a><b><x><b>1</b></x></b><e/></a>`, `<x><b>1</b>`}, // not the end of the element itself
		{`<a><b></bc></b><e/></a>`, `</bc></b>`},
		{`<a><b><toolong1234567890/></b><e/></a>`, ``},
		{`<a><b xmlns="urn:known"><c/></b><e/></a>`, ``},
		{`<a xmlns="urn:known"><b><c/></b><e/></a>`, `<c/></b>`},
		{`<a><b>`, ``},
	} {
		s := New(c.src, names(), Limits{})
		s.Next()
		s.Next()
		got := s.Ahead(20)
		if got != c.want {
			t.Errorf("%s: ahead is %q, want %q", c.src, got, c.want)
		}
		if c.want != `<d/></b>` {
			continue
		}
		s.Leap(got)
		if s.Depth() != 1 || c.src[s.Offset():] != `<e/></a>` {
			t.Errorf("after the leap: depth %d, at %q", s.Depth(), c.src[s.Offset():])
		}
		if tok := s.Next(); tok.Kind != Start || tok.Local != "e" {
			t.Errorf("after the leap: %v %s, want the start of e", tok.Kind, tok.Local)
		}
	}
}

func TestDecode(t *testing.T) {
	utf16 := func(s string, big bool) string {
		var b strings.Builder
		for _, r := range s {
			if big {
				b.WriteString(string([]byte{byte(r >> 8), byte(r)}))
			} else {
				b.WriteString(string([]byte{byte(r), byte(r >> 8)}))
			}
		}
		return b.String()
	}
	for _, c := range []struct {
		name, data, want string
		err              error
	}{
		{"UTF-8", "<a>é</a>", "<a>é</a>", nil},
		{"declared UTF-8", `<?xml version="1.0" encoding="utf-8"?><a/>`, `<?xml version="1.0" encoding="utf-8"?><a/>`, nil},
		{"little-endian with mark", "\xff\xfe" + utf16("<a>é€</a>", false), "<a>é€</a>", nil},
		{"big-endian with mark", "\xfe\xff" + utf16("<a>é€</a>", true), "<a>é€</a>", nil},
		{"little-endian without mark", utf16("<?xml?><a/>", false), "<?xml?><a/>", nil},
		{"surrogate pair", "\xff\xfe<\x00\x3d\xd8\x00\xde", "<😀", nil},
		{"half a pair", "\xff\xfe<\x00\x3d\xd8", "", ErrCharacter},
		{"odd length", "\xff\xfe<", "", ErrCharacter},
		{"Latin-1", `<?xml version="1.0" encoding="ISO-8859-1"?><a/>`, "", ErrEncoding},
		{"NUL", "<a>\x00</a>", "", ErrCharacter},
		{"control character", "<a>\x01</a>", "", ErrCharacter},
		{"malformed UTF-8", "<a>\xc3</a>", "", ErrCharacter},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Decode(c.data)
			if !errors.Is(err, c.err) || c.err == nil && (err != nil || got != c.want) {
				t.Errorf("got %q, %v; want %q, %v", got, err, c.want, c.err)
			}
		})
	}
}

// FuzzScan holds the scanner against encoding/xml: where both accept a
// document, they must see the same elements and the same text.
func FuzzScan(f *testing.F) {
	f.Add(`<?xml version="1.0"?><w:a xmlns:w="urn:known" w:b='&amp;'>x<![CDATA[y]]><c/></w:a>`)
	f.Add(`<a><b></a></b>`)
	f.Add(`<!DOCTYPE a><a/>`)
	f.Add("\ufeff<a b=\"1\r\n\">&#x41;</a>")
	f.Fuzz(func(t *testing.T, src string) {
		src, err := Decode(src)
		if err != nil {
			return
		}
		s := New(src, names(), Limits{})
		var ours strings.Builder
		last := 0
		for tok := s.Next(); tok.Kind != EOF; tok = s.Next() {
			if tok.Start < last || tok.End < tok.Start || tok.End > len(src) {
				t.Fatalf("token at [%d,%d) after %d of %d", tok.Start, tok.End, last, len(src))
			}
			last = tok.End
			switch tok.Kind {
			case Start:
				ours.WriteString("<" + tok.Local + ">")
			case End:
				ours.WriteString("</" + tok.Local + ">")
			case Text:
				ours.WriteString(tok.Text())
			}
		}
		if s.Err() != nil {
			return
		}
		if s.Depth() != 0 {
			t.Fatalf("%d elements left open without a fault", s.Depth())
		}
		var theirs strings.Builder
		d := xml.NewDecoder(strings.NewReader(src))
		d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
		depth := 0
		for {
			tok, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return
			}
			switch tok := tok.(type) {
			case xml.StartElement:
				depth++
				theirs.WriteString("<" + tok.Name.Local + ">")
			case xml.EndElement:
				depth--
				theirs.WriteString("</" + tok.Name.Local + ">")
			case xml.CharData:
				if depth > 0 {
					theirs.Write(tok)
				}
			}
		}
		if ours.String() != theirs.String() {
			t.Fatalf("%q:\nours   %q\ntheirs %q", src, ours.String(), theirs.String())
		}
	})
}

func BenchmarkScan(b *testing.B) {
	src := `<w:d xmlns:w="urn:known">` + strings.Repeat(`<w:p w:rsidR="00A1"><w:pPr><w:pStyle w:val="Kop1"/></w:pPr>`+
		`<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">De Verwerker meldt een inbreuk </w:t></w:r></w:p>`, 5000) + `</w:d>`
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		s := New(src, names(), Limits{})
		for s.Next().Kind != EOF {
		}
		if s.Err() != nil {
			b.Fatal(s.Err())
		}
	}
}

// TestPart: a stretch that was passed over is read later, in the namespaces of
// that place, and ends where it ends.
func TestPart(t *testing.T) {
	src := `<a xmlns:x="u"><b><x:c>een</x:c>twee</b><d/></a>`
	s := New(src, map[string]Space{"u": 7}, Limits{})
	s.Next()
	s.Next()
	start := s.tok.End
	s.Skip()
	end := s.tok.Start
	part := s.Part(start, end)
	if tok := part.Next(); tok.Kind != Start || tok.Space != 7 || tok.Local != "c" || tok.Start != start {
		t.Errorf("got %+v", *tok)
	}
	part.Skip()
	if tok := part.Next(); tok.Kind != Text || tok.Text() != "twee" {
		t.Errorf("got %+v", *tok)
	}
	if tok := part.Next(); tok.Kind != EOF || part.Err() != nil {
		t.Errorf("got %+v, %v", *tok, part.Err())
	}
	if tok := s.Next(); tok.Kind != Start || tok.Local != "d" {
		t.Errorf("the scanner itself goes on with %+v", *tok)
	}
}
