package rules

import (
	"strings"
	"testing"
	"testing/fstest"
)

// What looks like a rule and is not read is told; what an editor or the author put
// aside is not.
func TestStrays(t *testing.T) {
	const pack = "naam: kantoor\nversie: '1'\ntitel: Kantoor\n"
	many := func(extra ...string) fstest.MapFS {
		return files(append([]string{"kantoor/pack.yaml", pack, "kantoor/kantoor.a.yaml", minimal("kantoor.a", "")}, extra...)...)
	}
	single := func(extra ...string) fstest.MapFS {
		return files(append([]string{"pack.yaml", pack, "kantoor.a.yaml", minimal("kantoor.a", "")}, extra...)...)
	}
	for _, tc := range []struct {
		name string
		fsys fstest.MapFS
		want string // "" for none
	}{
		{"nothing", many("LEESMIJ.txt", "x", "contract.docx", "x"), ""},
		{"put aside", many("_oud.yaml", "x", ".git.yaml", "x", "kantoor/_oud/kantoor.b.yaml", "x", "kantoor/kantoor.b.yaml~", "x", "kantoor/kantoor.b.yaml.bak", "x"), ""},
		{"settings", many(OverlayFile, "aanpassingen:\n  kantoor.a:\n    belang: must\n"), ""},
		{"beside the folders", many("kantoor.b.yaml", "x"), "kantoor.b.yaml: het bestand staat naast de mappen"},
		{"ending of Windows", many("kantoor/kantoor.b.yml.TXT", "x"), "kantoor/kantoor.b.yml.TXT: het bestand eindigt op .TXT en wordt niet gelezen; noem het kantoor.b.yaml"},
		{"word processor", many("aanpassingen.yaml.docx", "x"), "aanpassingen.yaml.docx: het bestand eindigt op .docx"},
		{"capitals", many("kantoor/kantoor.b.YAML", "x"), "kantoor/kantoor.b.YAML: het bestand eindigt op .YAML en wordt niet gelezen; noem het kantoor.b.yaml"},
		{"too deep", many("kantoor/extra/kantoor.b.yaml", "x"), "kantoor/extra/kantoor.b.yaml: een map in de map van een pack wordt niet gelezen"},
		{"profile too deep", many("profielen/streng/streng.yaml", "x"), "profielen/streng/streng.yaml: een map in de map"},
		{"one pack", single("begrippen/b.yaml", "begrippen:\n  iets-anders:\n    - anders\n", "profielen/p.yaml", "naam: p\ntitel: P\neisen:\n  - kantoor\n"), ""},
		{"one pack, too deep", single("extra/kantoor.b.yaml", "x"), "extra/kantoor.b.yaml: een map in de map van een pack wordt niet gelezen"},
		{"one pack, ending", single("kantoor.b.yaml.txt", "x"), "kantoor.b.yaml.txt: het bestand eindigt op .txt"},
	} {
		_, err := load(tc.fsys, &Catalogue{}, nil)
		switch {
		case tc.want == "" && err != nil:
			t.Errorf("%s: %v", tc.name, err)
		case tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)):
			t.Errorf("%s: got %v, want %s", tc.name, err, tc.want)
		}
		// Who names what he wants is not told of the rest.
		if _, err := load(tc.fsys, &Catalogue{}, []string{"kantoor.a"}); err != nil {
			t.Errorf("%s: by name: %v", tc.name, err)
		}
	}
}
