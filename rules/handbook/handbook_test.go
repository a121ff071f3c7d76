package handbook_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"github.com/clausule/clausule/rules"
	"github.com/clausule/clausule/rules/handbook"
)

// tricky is a pack whose texts look like Markdown and HTML.
func tricky(t testing.TB) *rules.Catalogue {
	t.Helper()
	own, err := rules.Load(fstest.MapFS{
		"proef/pack.yaml": {Data: []byte("naam: proef\nversie: '1'\ntitel: Proef & <b>beproeving</b>\nbron:\n  - document: '*Eigen* tekst'\n")},
		"proef/proef.lek.yaml": {Data: []byte(`id: proef.lek
titel: Een <script>alert(1)</script> & een | streep
title: A leak
betekenis: 1. Niet *vet* en geen [link](http://example.org).
meaning: Not bold.
belang: must
drager: leverancier
ook:
  - proef.oud
bron:
  - document: Wet_boek
    plaats: art. 1
zekerheid: een-bron
voorbehoud: Na te lopen.
woordenschat:
  nl:
    - lek
  be:
    - gat
drempels:
  voldaan-tot:
    waarde: 48 uur | 1 werkdag
    herkomst: huis
nodig: 1
elementen:
  melding:
    mist: de melding
    een-van:
      - alle: meldt lek
  termijn:
    mist: een termijn
    bereik: artikel
    een-van:
      - waarde:
          soort: duur
          hoogstens: voldaan-tot
  wijze:
    mist: de wijze
    vlag: geen-wijze
    een-van:
      - woord: schriftelijk
modeltekst:
  nl: Verwerker meldt elk lek.
  be: De Verwerker meldt elk lek.
voorbeelden:
  voldaan:
    - |-
      # Kop

      | Lek | 24 uur |
    - Verwerker meldt elk lek.
    - Verwerker meldt ieder lek.
  deels:
    - tekst: Lek!
      mist: te kort
  ontbreekt:
    - Niets.
`)},
		rules.OverlayFile: {Data: []byte("aanpassingen:\n  proef.lek:\n    belang: should\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := own.Beside(own)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMarkdown(t *testing.T) {
	var b bytes.Buffer
	if err := handbook.Markdown(&b, tricky(t), handbook.Options{}); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, want := range []string{
		"# Catalogus van eisen\n\n1 eisen in 1 packs.",
		"- [Proef &amp; \\<b\\>beproeving\\</b\\>](#pack-proef) (1)\n  - [proef.lek](#proef.lek) Een \\<script\\>alert(1)\\</script\\> &amp; een \\| streep\n",
		"<a id=\"proef.lek\"></a><a id=\"proef.oud\"></a>\n\n### Een",
		"`proef.lek` · ook `proef.oud` · hoort erin (should) · plicht van de leverancier\n",
		"\n1\\. Niet \\*vet\\* en geen \\[link\\](http://example.org).\n",
		"*A leak. Not bold.*",
		"**Bron:** Wet\\_boek, art. 1\n", "- \\*Eigen\\* tekst\n",
		"**Zekerheid:** uit één secundaire bron; na te lopen door een jurist\n", "**Voorbehoud:** Na te lopen.\n",
		"**Voldaan met ten minste 1 van**\n\n- melding: de melding\n- termijn: een termijn (in hetzelfde artikel)\n- wijze: de wijze (in hetzelfde lid); zonder dit alleen de vlag geen-wijze\n",
		"| voldaan-tot | 48 uur of 1 werkdag | keuze van de catalogus |\n",
		"**Aangepast**\n\n- belang is should (was must), uit aanpassingen.yaml:3:13\n",
		"**Woorden:** lek\n\n**Woorden in België:** gat\n",
		"**Modeltekst**\n\n> Verwerker meldt elk lek.\n", "**Modeltekst voor België**\n\n> De Verwerker meldt elk lek.\n",
		"**Voldoet**\n\n- \\# Kop\\\n  \\| Lek \\| 24 uur \\|\n- Verwerker meldt elk lek.\n\n",
		"**Voldoet gedeeltelijk**\n\n- Lek! *(te kort)*\n", "**Telt niet**\n\n- Niets.\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "ieder lek") {
		t.Error("more than two examples")
	}
}

// Every requirement and alias has an anchor, every link a target; nothing is
// fetched and nothing runs.
func TestHTML(t *testing.T) {
	sources, err := rules.Load(rules.Sources())
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*rules.Catalogue{"tricky": tricky(t), "built-in": sources} {
		var b bytes.Buffer
		if err := handbook.HTML(&b, c, handbook.Options{Examples: -1, Title: "Eisen & <wensen>"}); err != nil {
			t.Fatal(err)
		}
		ids, links, text := map[string]int{}, []string{}, strings.Builder{}
		page, err := html.Parse(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		for n := range page.Descendants() {
			switch {
			case n.Type == html.TextNode:
				text.WriteString(n.Data)
			case n.Type == html.ElementNode && strings.Contains(" script img iframe link object embed ", " "+n.Data+" "):
				t.Errorf("%s: the page holds <%s>", name, n.Data)
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "id":
					ids[a.Val]++
				case a.Key == "href":
					links = append(links, a.Val)
				case a.Key == "src" || strings.HasPrefix(a.Key, "on"):
					t.Errorf("%s: the page has %s=%q", name, a.Key, a.Val)
				}
			}
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: anchor %s stands there %d times", name, id, n)
			}
		}
		for _, l := range links {
			if id, ok := strings.CutPrefix(l, "#"); !ok || ids[id] == 0 {
				t.Errorf("%s: link %q leads nowhere", name, l)
			}
		}
		for r := range c.All() {
			for _, id := range append([]rules.ID{r.ID}, r.Aliases...) {
				if ids[string(id)] == 0 {
					t.Errorf("%s: %s has no anchor", name, id)
				}
			}
			for _, part := range append([]string{r.Title, r.Model.NL, r.Model.BE}, r.Examples.Met...) {
				if !strings.Contains(text.String(), part) {
					t.Errorf("%s: %s: the page lacks %q", name, r.ID, part)
				}
			}
		}
	}
}

func ExampleMarkdown() {
	catalogue, err := rules.Builtin("ksz.audit.recht")
	if err != nil {
		fmt.Println(err)
		return
	}
	var b strings.Builder
	if err := handbook.Markdown(&b, catalogue, handbook.Options{Title: "Audit"}); err != nil {
		fmt.Println(err)
		return
	}
	title, _, _ := strings.Cut(b.String(), "\n")
	fmt.Println(title)
	// Output: # Audit
}
