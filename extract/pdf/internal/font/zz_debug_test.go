package font

import (
	"fmt"
	"github.com/clausule/clausule/extract/pdf/internal/object"
	"os"
	"testing"
)

func TestZZ(t *testing.T) {
	data, _ := os.ReadFile(os.Getenv("PDF"))
	if data == nil {
		t.Skip()
	}
	lim := object.Limits{StreamBytes: 1 << 26, TotalBytes: 1 << 28, Rate: 2000}
	file, err := object.Rebuild(t.Context(), data, lim)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	l := NewLoader(file)
	var walk func(v object.Value, d int)
	n := 0
	walk = func(v object.Value, d int) {
		if d > 12 || n > 20000 {
			return
		}
		n++
		id := v.Identity()
		if len(id) < 40 && id[0] == '#' {
			if seen[id] {
				return
			}
			seen[id] = true
		}
		if v.Key("Type").Name() == "Font" || v.Key("Subtype").Name() == "Type3" || v.Key("Subtype").Name() == "Type0" {
			f := l.Load(t.Context(), v)
			fmt.Printf("FONT %s %s %q enc=%v composite=%v ids=%v names=%v asCodes=%v\n", id, v.Key("Subtype").Name(), f.Name, v.Key("Encoding").Name(), f.composite, f.ids != nil, f.names != nil, f.asCodes != nil)
			if !f.composite {
				for c := 0; c < 256; c++ {
					g := f.simpleGlyph(byte(c))
					if g.Text == Unknown {
						nm := ""
						if f.names != nil {
							nm = f.names[c]
						}
						fmt.Printf("   U %d %q\n", c, nm)
					}
				}
				if f.program != nil {
					p := f.program()
					fmt.Printf("   codes=%d enc=%v glyphs=%d builtIn=%v\n", len(p.codes), p.encoding != nil, len(p.byGlyph), f.builtIn)
				}
			}
			if f.unicode != nil {
				fmt.Printf("   tounicode %d %d\n", len(f.unicode.single), len(f.unicode.ranges))
			}
			return
		}
		for _, k := range v.Keys() {
			if k == "Parent" {
				continue
			}
			walk(v.Key(k), d+1)
		}
		for i := 0; i < v.Len(); i++ {
			walk(v.Index(i), d+1)
		}
	}
	walk(file.Trailer().Key("Root"), 0)
}
