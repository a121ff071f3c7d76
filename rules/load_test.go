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

	"github.com/clausule/clausule/rules/pattern"
)

func TestLoad(t *testing.T) {
	c, err := load(fixture(t), &Catalogue{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, ok := c.Lookup("proef.melding")
	if !ok || c.Len() != 1 {
		t.Fatalf("Lookup: %v, Len %d", ok, c.Len())
	}
	want := &Requirement{
		ID:         "proef.melding",
		Title:      "Een voorval wordt op tijd bericht",
		Meaning:    "De leverancier bericht een voorval uit eigen beweging en op tijd.",
		Importance: Must,
		Bearer:     Provider,
		Aliases:    []ID{"andere.melding"},
		Sources:    []Citation{{Document: "Eigen tekst", Place: "art. 1"}},
		Thresholds: map[string]Threshold{"voldaan-tot": {Value: "48 uur | 1 werkdag"}, "deels-tot": {Value: "72 uur | 2 werkdagen"}},
		Elements: []Element{
			{Name: "melding", Lacks: "de plicht om te berichten", AnyOf: []Clause{{All: "<berichten> ^<voorval>"}}},
			{Name: "termijn", Lacks: "een termijn van ten hoogste 48 uur", Scope: ScopeParagraph, AnyOf: []Clause{
				{Value: &Value{Kind: KindDuration, Near: "<berichten>", Max: "voldaan-tot", PartMax: "deels-tot", Beyond: "strijdig"}},
				{Words: "onverwijld | zonder onredelijke vertraging"},
			}},
		},
		Weakened:  []Clause{{Words: "ernstige <voorval>", Reason: "alleen bij een ernstig voorval"}},
		Conflicts: []Clause{{All: "<verwerker> (niet gehouden | niet verplicht) <berichten>"}},
		Excluded:  []Clause{{All: "<berichten> toezichthouder", Reason: "een bericht aan de toezichthouder is geen bericht aan de klant"}},
		Flags:     []Clause{{Words: "tegen vergoeding", Reason: "kosten"}},
		Model:     ModelText{NL: "Verwerker bericht elk voorval binnen 24 uur aan Verwerkingsverantwoordelijke."},
		Examples: Examples{
			Met: []string{
				"Verwerker bericht de klant binnen 24 uur over elk voorval.",
				"Van een voorval stelt Verwerker de klant onverwijld in kennis.",
			},
			Partial:  []PartialExample{{Text: "Verwerker bericht de klant over elk voorval.", Lacks: "termijn"}},
			Conflict: []string{"Verwerker is niet gehouden een voorval te berichten."},
			Missing:  []string{"Partijen overleggen elk kwartaal."},
		},
		Origin: meldingFile,
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Requirement{})); diff != "" {
		t.Errorf("requirement (-want +got):\n%s", diff)
	}
	for path, place := range map[string]string{
		"elementen.termijn.een-van.1.woord": meldingFile + ":31:16", "voorbeelden.voldaan.1": meldingFile + ":49:7",
		"voorbeelden.deels.0": meldingFile + ":53:7", "modeltekst.nl": meldingFile + ":44:7", "nergens": meldingFile,
	} {
		if at := got.Place(path).String(); at != place {
			t.Errorf("%s stands at %s, want %s", path, at, place)
		}
	}
	if alias, ok := c.Lookup("andere.melding"); !ok || alias != got {
		t.Errorf("alias gives %v, %v", alias, ok)
	}
	if _, ok := c.Lookup("proef.niets"); ok {
		t.Error("an unknown id was found")
	}
	if diff := cmp.Diff([]string{"proef@1.0"}, c.Names()); diff != "" {
		t.Error(diff)
	}
	if d, ok := c.Concept("voorval"); !ok || !slices.Equal(d.Terms, []string{"voorval | voorvallen | *lek"}) {
		t.Errorf("concept voorval: %v %v", d, ok)
	}
	if w, ok := c.Weakener("keuze"); !ok || w.Lacks != "naar eigen keuze" {
		t.Errorf("weakener keuze: %v %v", w, ok)
	}
}

// Every fault must be told at its line and column, with a remedy.
func TestLoadFaults(t *testing.T) {
	in := func(old, new string) []edit { return []edit{{meldingFile, old, new}} }
	cases := []struct {
		name  string
		edits []edit
	}{
		{"unknown key with near name", in("verzwakt:", "verzwak:")},
		{"unknown key", in("verzwakt:", "xyzzy:")},
		{"missing keys", in("drager: leverancier\n", "")},
		{"wrong word", in("belang: must", "belang: moet")},
		{"invalid id", in("id: proef.melding", "id: Proef Melding")},
		{"id of another file", in("id: proef.melding", "id: proef.meldng")},
		{"id of another pack", in("id: proef.melding", "id: ander.melding")},
		{"list expected", in("een-van:\n      - alle: <berichten> ^<voorval>", "een-van: <berichten>")},
		{"mapping expected", in("elementen:\n", "elementen: iets\nelementen2:\n")},
		{"pattern without key", in("- alle: <berichten> ^<voorval>", "- <berichten> ^<voorval>")},
		{"two kinds in one pattern", in("- alle: <berichten> ^<voorval>", "- alle: <berichten>\n        reeks: a b")},
		{"no kind in a pattern", in("- alle: <berichten> ^<voorval>", "- zonder: a b")},
		{"pattern fault in a plain value", in("<berichten> ^<voorval>", "<berichten> (a | b")},
		{"pattern fault in a quoted value", in("<berichten> ^<voorval>", "'<berichten> a | | b'")},
		{"pattern fault in a folded value", in("<berichten> ^<voorval>", ">-\n          <berichten>\n          a*b")},
		{"unknown concept", in("<berichten> ^<voorval>", "<berichten> ^<voorvall>")},
		{"unknown concept in a folded value", in("<berichten> ^<voorval>", ">-\n          <zzzzzz>\n          a")},
		{"asterisk first", in("<berichten> ^<voorval>", "*lek <berichten>")},
		{"anchor", in("<berichten> ^<voorval>", "&lek <berichten>")},
		{"tag", in("<berichten> ^<voorval>", "!lek <berichten>")},
		{"alias of a whole value", in("<berichten> ^<voorval>", "*lek")},
		{"colon in a value", in("titel: Een voorval", "titel: Een: voorval")},
		{"unclosed quote", in("titel: Een voorval", "titel: 'Een voorval")},
		{"key twice", in("belang: must\n", "belang: must\nbelang: should\n")},
		{"tab", in("  - document: Eigen", "\t- document: Eigen")},
		{"bad indentation", in("    plaats: art. 1", "   plaats: art. 1")},
		{"empty value", in("titel: Een voorval wordt op tijd bericht", "titel:")},
		{"empty list", in("een-van:\n      - alle: <berichten> ^<voorval>", "een-van: []")},
		{"unknown threshold", in("hoogstens: voldaan-tot", "hoogstens: voldaan-to")},
		{"unknown kind of value", in("soort: duur", "soort: tijd")},
		{"no truth", in("- alle: <berichten> ^<voorval>", "- alle: <berichten>\n        ieder: ja")},
		{"text expected", in("betekenis: >-\n  De leverancier bericht een voorval uit eigen beweging\n  en op tijd.", "betekenis:\n  - een\n  - twee")},
		{"unknown weakener", in("vlaggen:", "verzwakkers:\n  - inspaning\nvlaggen:")},
		{"own id as alias", in("- andere.melding", "- proef.melding")},
		{"example without what lacks", in("      mist: termijn\n", "")},
		{"empty file", []edit{{file: meldingFile, new: "# niets\n"}}},
		{"two documents", in("titel:", "---\ntitel:")},
		{"no UTF-8", in("Eigen tekst", "Eigen \xff tekst")},
		{"control character", in("Eigen tekst", "Eigen \x07 tekst")},
		{"huge file", in("Eigen tekst", strings.Repeat("x\n", maxFileSize/2+1))},
		{"long line", in("Eigen tekst", strings.Repeat("x", maxLineLength+1))},
		{"deep flow", in("Eigen tekst", strings.Repeat("[", 2000))},
		{"deep block", in("Eigen tekst", strings.Repeat("- ", 2000))},
		{"many keys", []edit{{file: meldingFile, new: strings.Repeat("sleutel: x\n", maxKeys+1)}}},
		{"many blank lines", in("titel:", strings.Repeat("\n", maxBlankLines+1)+"titel:")},
		{"many commas", in("titel: Een", "titel: ["+strings.Repeat("a,", maxFlowCommas+1)+"]")},
		{"many references", in("titel:", strings.Repeat("titel: *a\n", maxMarks+1)+"titel:")},
		{"yml", []edit{{file: "proef/x.yml", new: "id: proef.x\n"}}},
		{"no pack.yaml", []edit{{file: "los/los.eis.yaml", new: "id: los.eis\n"}}},
		{"pack in another folder", []edit{{"proef/pack.yaml", "naam: proef", "naam: poef"}}},
		{"pack of a reserved name", []edit{{file: "index/pack.yaml", new: "naam: index\nversie: '1'\ntitel: t\n"}}},
		{"rank", []edit{{"proef/pack.yaml", "versie", "rang: -1\nversie"}}},
		{"concept cycle", []edit{{"begrippen/woorden.yaml", "  voorval:", "  kring:\n    - a <cirkel>\n  cirkel:\n    - b <kring>\n  voorval:"}}},
		{"concept of itself", []edit{{"begrippen/woorden.yaml", "*lek", "*lek | groot <voorval>"}}},
		{"dynamic concept defined", []edit{{"begrippen/woorden.yaml", "  voorval:", "  klant:\n    - koper\n  voorval:"}}},
		{"concept twice", []edit{{file: "begrippen/nog.yaml", new: "begrippen:\n  voorval:\n    - ramp\n"}}},
		{"weakener twice", []edit{{file: "begrippen/nog.yaml", new: "verzwakkers:\n  keuze:\n    mist: x\n    een-van:\n      - woord: y\n"}}},
		{"id twice and alias clash", []edit{
			{file: "proef/proef.a.yaml", new: minimal("proef.a", "ook:\n  - andere.melding\n")},
			{file: "proef/proef.b.yaml", new: minimal("proef.b", "ook:\n  - proef.a\n")},
		}},
		{"two faults in two files", []edit{{meldingFile, "verzwakt:", "verzwak:"}, {"begrippen/woorden.yaml", "mits", "(mits"}}},
	}
	var b strings.Builder
	for _, tc := range cases {
		_, err := load(fixture(t, tc.edits...), &Catalogue{}, nil)
		if err == nil {
			t.Errorf("%s: no error", tc.name)
			continue
		}
		b.WriteString("## " + tc.name + "\n" + strings.ReplaceAll(err.Error(), strings.Repeat("x", 100), "…") + "\n\n")
		for _, e := range Errors(err) {
			if e.Fix == "" || e.Message == "" || e.Origin.File == "" {
				t.Errorf("%s: place, fault or remedy lacks: %+v", tc.name, e)
			}
		}
		if len(Errors(err)) == 0 {
			t.Errorf("%s: no *Error in %v", tc.name, err)
		}
	}
	golden(t, "load", b.String())
}

// minimal is a valid requirement of one word.
func minimal(id, extra string) string {
	return "id: " + id + "\ntitel: t\nbelang: could\ndrager: beide\n" + extra +
		"elementen:\n  kern:\n    mist: iets\n    een-van:\n      - woord: iets\n"
}

func TestLoadUnwraps(t *testing.T) {
	_, err := load(fixture(t, edit{meldingFile, "<berichten> ^<voorval>", "<berichten> (a"}), &Catalogue{}, nil)
	var syntax *pattern.SyntaxError
	if !errors.As(err, &syntax) {
		t.Errorf("no *pattern.SyntaxError in %v", err)
	}
	_, err = load(fstest.MapFS{"x": &fstest.MapFile{}}, &Catalogue{}, []string{"ksz"})
	var missing *NotFoundError
	if !errors.As(err, &missing) || missing.What != "pack" {
		t.Errorf("unknown pack gives %v", err)
	}
	_, err = load(brokenFS{}, &Catalogue{}, nil)
	if !errors.Is(err, fs.ErrPermission) {
		t.Errorf("unreadable file system gives %v", err)
	}
}

type brokenFS struct{}

func (brokenFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

func TestLoadSelection(t *testing.T) {
	pack := func(name, rank string, ids ...string) []edit {
		out := []edit{{file: name + "/pack.yaml", new: "naam: " + name + "\nversie: '1'\ntitel: t\n" + rank + "eisen:\n  - " + strings.Join(ids, "\n  - ") + "\n"}}
		for _, id := range ids {
			out = append(out, edit{file: name + "/" + id + ".yaml", new: minimal(id, "")})
		}
		return out
	}
	var edits []edit
	edits = append(edits, pack("zz", "rang: 1\n", "zz.b", "zz.a")...)
	edits = append(edits, pack("aa", "", "aa.x.een", "aa.x.twee", "aa.y")...)
	edits = append(edits, edit{file: "zz/zz.0.yaml", new: minimal("zz.0", "")})
	fsys := fixture(t, edits...)
	for _, tc := range []struct {
		want  string
		names []string
	}{
		{"zz.b zz.a zz.0 aa.x.een aa.x.twee aa.y proef.melding", nil},
		{"zz.b zz.a zz.0 aa.x.een aa.x.twee aa.y proef.melding", []string{"all"}},
		{"aa.x.een aa.x.twee aa.y", []string{"aa"}},
		{"zz.a aa.x.een aa.x.twee", []string{"aa.x.*", "zz.a"}},
		{"zz.b aa.y", []string{"*.b", "aa.y"}},
	} {
		c, err := load(fsys, &Catalogue{}, tc.names)
		if err != nil {
			t.Errorf("%v: %v", tc.names, err)
			continue
		}
		if got := ids(c); got != tc.want {
			t.Errorf("%v gives %s, want %s", tc.names, got, tc.want)
		}
	}
	for _, name := range []string{"ab", "aa.z", "zz.zz.*"} {
		_, err := load(fsys, &Catalogue{}, []string{"zz", name})
		var missing *NotFoundError
		if !errors.As(err, &missing) || missing.Name != name {
			t.Errorf("%s gives %v", name, err)
		}
	}
	// A file that is not asked for may be broken: its author is still at it.
	fsys["aa/aa.y.yaml"] = &fstest.MapFile{Data: []byte("id: [")}
	if _, err := load(fsys, &Catalogue{}, []string{"aa.x.*"}); err != nil {
		t.Errorf("a file outside the selection was read: %v", err)
	}
}

func ids(c *Catalogue) string {
	var out []string
	for q := range c.All() {
		out = append(out, string(q.ID))
	}
	return strings.Join(out, " ")
}

// A pack may stand alone, lie in a folder "packs", and lean on the vocabulary of
// a base.
func TestLoadLayouts(t *testing.T) {
	full := fixture(t)
	base, err := load(full, &Catalogue{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	nested, single := fstest.MapFS{}, fstest.MapFS{}
	for name, f := range full {
		nested["packs/"+name] = f
		if rest, ok := strings.CutPrefix(name, "proef/"); ok {
			single[rest] = f
		}
	}
	for name, fsys := range map[string]fs.FS{"nested": nested, "single": single} {
		c, err := load(fsys, base, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if c.Digest() != base.Digest() || ids(c) != "proef.melding" {
			t.Errorf("%s gives %s with digest %s", name, ids(c), c.Digest())
		}
	}
	if _, err := load(single, &Catalogue{}, nil); err == nil {
		t.Error("concepts were found without a vocabulary")
	}
}

func FuzzLoad(f *testing.F) {
	full := fixture(f)
	f.Add(full[meldingFile].Data, full["begrippen/woorden.yaml"].Data, full["proef/pack.yaml"].Data)
	f.Add([]byte("a: &a [*a, *a]\n"), []byte("begrippen: {a: [<b>], b: [<a>]}"), []byte("naam: proef\nversie: 1\ntitel: |\n  x"))
	f.Fuzz(func(t *testing.T, requirement, words, pack []byte) {
		fsys := fstest.MapFS{
			meldingFile:              &fstest.MapFile{Data: requirement},
			"begrippen/woorden.yaml": &fstest.MapFile{Data: words},
			"proef/pack.yaml":        &fstest.MapFile{Data: pack},
		}
		c, err := load(fsys, &Catalogue{}, nil)
		if (c == nil) == (err == nil) {
			t.Fatalf("catalogue %v with error %v", c, err)
		}
		for _, e := range Errors(err) {
			if e.Message == "" || e.Origin.File == "" {
				t.Errorf("fault without place or text: %+v", e)
			}
		}
		if c == nil {
			return
		}
		for q := range c.All() {
			q.Clauses(func(_ Role, _ *Element, path string, cl *Clause) bool {
				if _, err := cl.Patterns(); err != nil {
					t.Errorf("%s of a loaded catalogue: %v", path, err)
				}
				return true
			})
		}
		for _, f := range lint(fsys, &Catalogue{}) {
			if f.Err.Message == "" {
				t.Errorf("lint fault without text: %+v", f.Err)
			}
		}
	})
}
