package rules

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func three(t testing.TB) *Catalogue {
	t.Helper()
	var edits []edit
	for _, p := range []struct{ name, ids string }{{"aa", "aa.x.een aa.x.twee aa.y"}, {"bb", "bb.een"}} {
		edits = append(edits, edit{file: p.name + "/pack.yaml", new: "naam: " + p.name + "\nversie: '1'\ntitel: t\n"})
		for _, id := range strings.Fields(p.ids) {
			extra := ""
			if id == "bb.een" {
				extra = "ook:\n  - cc.anders\n"
			}
			edits = append(edits, edit{file: p.name + "/" + id + ".yaml", new: minimal(id, extra)})
		}
	}
	c, err := load(fixture(t, edits...), &Catalogue{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSelect(t *testing.T) {
	c := three(t)
	for _, tc := range []struct {
		names, want, packs string
	}{
		{"", "aa.x.een aa.x.twee aa.y bb.een proef.melding", "aa@1 bb@1 proef@1.0"},
		{"all", "aa.x.een aa.x.twee aa.y bb.een proef.melding", "aa@1 bb@1 proef@1.0"},
		{"bb aa.y", "aa.y bb.een", "aa@1 bb@1"},
		{"aa.x.*", "aa.x.een aa.x.twee", "aa@1"},
		{"*een", "aa.x.een bb.een", "aa@1 bb@1"},
		{"cc.anders", "bb.een", "bb@1"},
		{"-aa", "bb.een proef.melding", "bb@1 proef@1.0"},
		{"aa -aa.x.* aa.x.twee", "aa.x.twee aa.y", "aa@1"},
	} {
		got, err := c.Select(strings.Fields(tc.names)...)
		if err != nil {
			t.Errorf("%q: %v", tc.names, err)
			continue
		}
		if ids(got) != tc.want || strings.Join(got.Names(), " ") != tc.packs {
			t.Errorf("%q gives %s of %v, want %s of %s", tc.names, ids(got), got.Names(), tc.want, tc.packs)
		}
		if _, ok := got.Concept("voorval"); !ok {
			t.Errorf("%q lost the vocabulary", tc.names)
		}
		if _, ok := got.Lookup("proef.melding"); ok != strings.Contains(tc.want, "proef.melding") {
			t.Errorf("%q: Lookup does not follow the selection", tc.names)
		}
	}
	for name, similar := range map[string][]string{"ab": nil, "aa.x.en": {"aa.x.een"}, "profe": {"proef"}, "aa.z.*": nil, "[": nil} {
		_, err := c.Select("aa", name)
		var missing *NotFoundError
		if !errors.As(err, &missing) || missing.Name != name {
			t.Errorf("%q gives %v", name, err)
			continue
		}
		for _, want := range similar {
			if !slices.Contains(missing.Similar, want) || !strings.Contains(err.Error(), "bedoelde u '") {
				t.Errorf("%q suggests %v, want %s", name, missing.Similar, want)
			}
		}
	}
}

// The digest follows what can change a verdict, and only that.
func TestDigest(t *testing.T) {
	digest := func(edits ...edit) string {
		c, err := load(fixture(t, edits...), &Catalogue{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return c.Digest()
	}
	base := digest()
	if len(base) != 64 || base != digest() {
		t.Fatalf("digest %q is not stable", base)
	}
	for name, e := range map[string]edit{
		"title":   {meldingFile, "titel: Een", "titel: Eén"},
		"meaning": {meldingFile, "uit eigen beweging", "vanzelf"},
		"model":   {meldingFile, "binnen 24 uur aan", "aan"},
		"example": {meldingFile, "- Partijen overleggen elk kwartaal.", "- Iets anders."},
		"comment": {meldingFile, "belang:", "# zie art. 1\nbelang:"},
		"spacing": {meldingFile, "<berichten> ^<voorval>", "<berichten>   ^<voorval>"},
		"case":    {meldingFile, "onverwijld |", "ONVERWIJLD |"},
		"source":  {meldingFile, "plaats: art. 1", "plaats: art. 2"},
		"default weakeners in words": {meldingFile, "modeltekst:",
			"verzwakkers:\n  - inspanning\n  - keuze\n  - voorwaarde\nmodeltekst:"},
	} {
		if digest(e) != base {
			t.Errorf("%s changes the digest", name)
		}
	}
	seen := map[string]string{base: "base"}
	for name, e := range map[string]edit{
		"pattern":   {meldingFile, "onverwijld |", "onverwijld | meteen |"},
		"threshold": {meldingFile, "48 uur | 1", "36 uur | 1"},
		"scope":     {meldingFile, "bereik: lid", "bereik: zin"},
		"importance": {
			meldingFile, "belang: must", "belang: should"},
		"bearer":     {meldingFile, "drager: leverancier", "drager: klant"},
		"what lacks": {meldingFile, "mist: een termijn", "mist: een tijd"},
		"concept":    {"begrippen/woorden.yaml", "voorvallen", "ramp"},
		"weakener":   {"begrippen/woorden.yaml", "mits", "indien"},
		"weakeners":  {meldingFile, "modeltekst:", "verzwakkers: []\nmodeltekst:"},
		"negation":   {meldingFile, "<berichten> ^<voorval>", "<berichten> ^<voorval>\n        ontkend-telt: true"},
	} {
		d := digest(e)
		if other, ok := seen[d]; ok {
			t.Errorf("%s gives the digest of %s", name, other)
		}
		seen[d] = name
	}
	c := three(t)
	part, err := c.Select("aa")
	if err != nil {
		t.Fatal(err)
	}
	if part.Digest() == c.Digest() {
		t.Error("a selection has the digest of the whole")
	}
	if d := c.RequirementDigest("aa.y"); d == "" || d != part.RequirementDigest("aa.y") || c.RequirementDigest("aa.z") != "" {
		t.Errorf("digest of one requirement: %q", d)
	}
}

// What the library ships must be what the authors wrote.
func TestBuiltinIsSources(t *testing.T) {
	sources, err := Load(Sources())
	if err != nil {
		t.Fatal(err)
	}
	builtin, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	const remedy = "run: go generate ./rules"
	if got, want := ids(builtin), ids(sources); got != want {
		t.Fatalf("requirements differ (%s):\n%s", remedy, cmp.Diff(strings.Fields(want), strings.Fields(got)))
	}
	for want := range sources.All() {
		short := *want
		short.Examples = Examples{}
		got, _ := builtin.Lookup(want.ID)
		if diff := cmp.Diff(&short, got, cmpopts.IgnoreUnexported(Requirement{})); diff != "" {
			t.Errorf("%s differs (%s):\n%s", want.ID, remedy, diff)
		}
	}
	if diff := cmp.Diff(slices.Collect(sources.Concepts()), slices.Collect(builtin.Concepts())); diff != "" {
		t.Errorf("concepts differ (%s):\n%s", remedy, diff)
	}
	if diff := cmp.Diff(slices.Collect(sources.Weakeners()), slices.Collect(builtin.Weakeners())); diff != "" {
		t.Errorf("weakeners differ (%s):\n%s", remedy, diff)
	}
	if sources.Digest() != builtin.Digest() {
		t.Errorf("digests differ (%s)", remedy)
	}
	files, err := Compile(Sources())
	if err != nil {
		t.Fatal(err)
	}
	if string(files[compiledName]) != compiledCatalogue {
		t.Errorf("%s is stale (%s)", compiledName, remedy)
	}
}

func TestBuiltinPacks(t *testing.T) {
	all, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all.Packs() {
		c, err := Builtin(p.Name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := all.Select(p.Name)
		if err != nil {
			t.Fatal(err)
		}
		if ids(c) != ids(want) || c.Digest() != want.Digest() || !slices.Equal(c.Names(), []string{p.String()}) {
			t.Errorf("%s: %s of %v, want %s", p.Name, ids(c), c.Names(), ids(want))
		}
	}
	c, err := Builtin("ksz.*.incidentmelding")
	if err != nil || ids(c) != "ksz.vertrouwelijkheid.incidentmelding" {
		t.Errorf("glob: %v %v", c, err)
	}
	for _, name := range []string{"kszz", "ksz.audit.rechtt", "../ksz", ""} {
		_, err := Builtin(name)
		var missing *NotFoundError
		if !errors.As(err, &missing) {
			t.Errorf("%q gives %v", name, err)
		}
	}
}

// The built-in packs are held to the same rules as anybody's.
func TestBuiltinLint(t *testing.T) {
	for _, f := range Lint(Sources()) {
		if f.Severity == SeverityError {
			t.Error(f)
		}
	}
}

func TestCompileRefusesFaults(t *testing.T) {
	fsys := fixture(t, edit{meldingFile, "verzwakt:", "verzwak:"})
	if _, err := Compile(fsys); len(Errors(err)) != 1 {
		t.Errorf("a broken pack compiles: %v", err)
	}
	delete(fsys, "begrippen/woorden.yaml")
	if _, err := Compile(fsys); err == nil {
		t.Error("a pack without its vocabulary compiles")
	}
	if _, err := Compile(fstest.MapFS{}); err != nil {
		t.Errorf("nothing compiles to nothing, got %v", err)
	}
}

func BenchmarkBuiltin(b *testing.B) {
	var size int64
	entries, err := fs.ReadDir(Sources(), compiledDir)
	if err != nil {
		b.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			b.Fatal(err)
		}
		size += info.Size()
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoadSources(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(Sources()); err != nil {
			b.Fatal(err)
		}
	}
}
