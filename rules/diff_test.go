package rules

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// told is a difference on lines.
func told(d *Difference) string {
	var b strings.Builder
	for _, e := range d.Added {
		fmt.Fprintf(&b, "added %s\n", e.ID)
	}
	for _, e := range d.Removed {
		fmt.Fprintf(&b, "removed %s\n", e.ID)
	}
	for _, r := range d.Changed {
		for _, f := range r.Changes {
			fmt.Fprintf(&b, "%s %v %s: %s -> %s\n", r.ID, r.Judged, f.Field, f.Was, f.Now)
		}
	}
	for _, w := range d.Words {
		fmt.Fprintf(&b, "%s +%v -%v\n", w.Name, w.Added, w.Removed)
	}
	for _, w := range d.Waivers {
		fmt.Fprintf(&b, "waiver %v -> %v\n", w.Was != nil, w.Now != nil)
	}
	return b.String()
}

func TestDiff(t *testing.T) {
	in := func(old, new string) []edit { return []edit{{meldingFile, old, new}} }
	for _, tc := range []struct {
		name  string
		edits []edit
		want  string
	}{
		{"nothing", nil, ""},
		{"spacing and remarks", in("alle: <berichten> ^<voorval>", "alle:   <berichten>  ^<voorval> # kern"), ""},
		{"examples", in("Partijen overleggen elk kwartaal.", "Partijen overleggen."), ""},
		{"title", in("titel: Een voorval", "titel: Elk voorval"), "proef.melding false titel: Een voorval wordt op tijd bericht -> Elk voorval wordt op tijd bericht\n"},
		{"importance", in("belang: must", "belang: should"), "proef.melding true belang: must -> should\n"},
		{"threshold", in("48 uur | 1 werkdag", "24 uur"), "proef.melding true drempels.voldaan-tot: 48 uur | 1 werkdag -> 24 uur\n"},
		{"origin of a threshold", in("voldaan-tot: 48 uur | 1 werkdag", "voldaan-tot:\n    waarde: 48 uur | 1 werkdag\n    herkomst: wet"), "proef.melding false drempels.voldaan-tot.herkomst:  -> wet\n"},
		{"source and alias", in("plaats: art. 1", "plaats: art. 2"), "proef.melding false bron: Eigen tekst art. 1 -> \nproef.melding false bron:  -> Eigen tekst art. 2\n"},
		{"pattern", in("<berichten> ^<voorval>", "<berichten> <voorval>"), "proef.melding true elementen.melding: alle: <berichten> ^<voorval> -> \nproef.melding true elementen.melding:  -> alle: <berichten> <voorval>\n"},
		{"condition of a pattern", in("^<voorval>", "^<voorval>\n        zonder: niet"), "proef.melding true elementen.melding: alle: <berichten> ^<voorval> -> alle: <berichten> ^<voorval>; zonder: niet\n"},
		{"value", in("daarbuiten: strijdig", "daarbuiten: deels"), "proef.melding true elementen.termijn: waarde: duur; bij: <berichten>; hoogstens: voldaan-tot; deels-hoogstens: deels-tot; daarbuiten: strijdig -> waarde: duur; bij: <berichten>; hoogstens: voldaan-tot; deels-hoogstens: deels-tot; daarbuiten: deels\n"},
		{"element", in("verzwakt:\n", "  wijze:\n    mist: de wijze\n    bereik: artikel\n    een-van:\n      - woord: schriftelijk\nverzwakt:\n"),
			"proef.melding true elementen.wijze:  -> element: de wijze\nproef.melding true elementen.wijze.bereik:  -> artikel\nproef.melding true elementen.wijze:  -> woord: schriftelijk\n"},
		{"what an element lacks", in("mist: de plicht om te berichten", "mist: de plicht"), "proef.melding true elementen.melding.mist: de plicht om te berichten -> de plicht\n"},
		{"list", in("mist: kosten", "mist: betaald"), "proef.melding true vlaggen: woord: tegen vergoeding; mist: kosten -> woord: tegen vergoeding; mist: betaald\n"},
		{"model text", in("binnen 24 uur aan", "meteen aan"), "proef.melding false modeltekst.nl: Verwerker bericht elk voorval binnen 24 uur aan Verwerkingsverantwoordelijke. -> Verwerker bericht elk voorval meteen aan Verwerkingsverantwoordelijke.\n"},
		{"weakeners", in("vlaggen:", "verzwakkers:\n  - keuze\nvlaggen:"), "proef.melding true verzwakkers: inspanning -> \nproef.melding true verzwakkers: voorwaarde -> \n"},
		{"another requirement", []edit{{file: "proef/proef.nog.yaml", new: minimal("proef.nog", "")}}, "added proef.nog\n"},
		{"another id", []edit{{meldingFile, "id: proef.melding\n", "id: andere.melding\n"}, {meldingFile, "- andere.melding", "- proef.melding"}},
			"andere.melding true id: proef.melding -> andere.melding\nandere.melding true ook: andere.melding -> \nandere.melding true ook:  -> proef.melding\n"},
		{"vocabulary", []edit{{"begrippen/woorden.yaml", "bericht* | mededeling", "bericht* | (bel | belt) | nota"}}, "<berichten> +[(bel | belt) nota] -[mededeling]\n"},
		{"weakener", []edit{{"begrippen/woorden.yaml", "woord: mits", "woord: mits | indien"}}, "verzwakker voorwaarde +[woord: mits | indien] -[woord: mits]\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			old, err := load(fixture(t), &Catalogue{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			fsys := fixture(t, tc.edits...)
			if tc.name == "another id" {
				fsys["andere/andere.melding.yaml"] = fsys[meldingFile]
				fsys["andere/pack.yaml"] = fsys["proef/pack.yaml"]
				fsys["andere/pack.yaml"].Data = []byte("naam: andere\nversie: '1'\ntitel: t\n")
				delete(fsys, meldingFile)
				delete(fsys, "proef/pack.yaml")
			}
			now, err := load(fsys, &Catalogue{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			d := Diff(old, now)
			if diff := cmp.Diff(strings.Split(tc.want, "\n"), strings.Split(told(d), "\n")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if d.Empty() != (tc.want == "") {
				t.Errorf("Empty gives %v", d.Empty())
			}
			if back := Diff(now, old); len(back.Added) != len(d.Removed) || len(back.Removed) != len(d.Added) {
				t.Errorf("the way back adds %v and removes %v", back.Added, back.Removed)
			}
		})
	}
}

func TestDiffOfSettings(t *testing.T) {
	all, err := Builtin("ksz")
	if err != nil {
		t.Fatal(err)
	}
	own, err := Load(files(OverlayFile, "aanpassingen:\n  ksz.audit.recht:\n    belang: could\nvrijstellingen:\n  - eis: ksz.audit.recht\n    reden: klein\n    door: A\n    tot: 2027-01-01\n"))
	if err != nil {
		t.Fatal(err)
	}
	set, err := all.Beside(own)
	if err != nil {
		t.Fatal(err)
	}
	want := "ksz.audit.recht true belang: must -> could\nwaiver false -> true\n"
	if got := told(Diff(all, set)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := told(Diff(set, all)); !strings.Contains(got, "waiver true -> false") {
		t.Errorf("back gives %s", got)
	}
	if !own.Adjusts() || all.Adjusts() {
		t.Error("Adjusts")
	}
}

// Areas of the responsibility matrix have a division in place of elements.
func TestDiffOfAreas(t *testing.T) {
	all, err := Builtin("gedeeld.backup")
	if err != nil {
		t.Fatal(err)
	}
	was, _ := all.Lookup("gedeeld.backup")
	now := *was
	division := *was.Division
	division.Expected = HeldByProvider
	division.Area = division.Area[:len(division.Area)-1]
	now.Division = &division
	other, err := all.Replace(&now)
	if err != nil {
		t.Fatal(err)
	}
	got := told(Diff(all, other))
	for _, want := range []string{"verdeling.verwacht: gedeeld -> leverancier\n", "verdeling.gebied: woord: "} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func ExampleDiff() {
	all, err := Builtin("ksz.audit.*")
	if err != nil {
		fmt.Println(err)
		return
	}
	fewer, err := all.Select("-ksz.audit.herstel")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range Diff(all, fewer).Removed {
		fmt.Println(e.ID)
	}
	// Output: ksz.audit.herstel
}
