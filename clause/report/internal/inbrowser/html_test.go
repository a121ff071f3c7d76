// Package inbrowser tries the pages of reports in a browser. It stands apart so
// that only its own test program carries what drives one.
package inbrowser

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	cdp "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// tab is a page in a browser without a screen.
type tab struct {
	*testing.T
	ctx        context.Context
	complaints []string // of the console
}

// open starts a browser on a page; the test is skipped where there is none.
func open(t *testing.T, file string) *tab {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Skip("no Chromium here: what the page does was not tried")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // root has no sandbox
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &tab{T: t, ctx: ctx}
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			b.complaints = append(b.complaints, fmt.Sprint(e.Type, e.Args))
		case *runtime.EventExceptionThrown:
			b.complaints = append(b.complaints, e.ExceptionDetails.Error())
		case *log.EventEntryAdded:
			b.complaints = append(b.complaints, e.Entry.Text)
		}
	})
	b.do(log.Enable(), runtime.Enable())
	b.screen(1440, 900, "light")
	b.load(file)
	return b
}

func (b *tab) do(actions ...chromedp.Action) {
	b.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

func (b *tab) load(file string) {
	b.Helper()
	b.do(chromedp.Navigate("file://"+file), chromedp.Evaluate(inSight, nil))
}

// inSight tells whether an element lies wholly or, where it is higher than the
// window, partly in what is seen of the page, and nothing lies over it.
const inSight = `globalThis.inSight = (el) => {
  const r = el.getClientRects()[0];
  if (!r || r.top < 0 || r.left < 0 || r.top > innerHeight || r.left > innerWidth) return false;
  const top = document.elementFromPoint(r.left + Math.min(r.width, 40) / 2, r.top + r.height / 2);
  return el.contains(top) || !!top && top.contains(el);
}; undefined`

// screen sets the size of the window and the colours of the system.
func (b *tab) screen(width, height int64, scheme string) {
	b.Helper()
	b.do(emulation.SetDeviceMetricsOverride(width, height, 1, false),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}))
}

// text evaluates an expression of the page, and waits for a promise.
func (b *tab) text(expression string) string {
	b.Helper()
	var s string
	b.do(chromedp.Evaluate("(async () => String(await ("+expression+")))()", &s, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true).WithUserGesture(true)
	}))
	return s
}

// wants fails unless the page says so.
func (b *tab) wants(expression, want string) {
	b.Helper()
	if got := b.text(expression); got != want {
		b.Errorf("%s = %q, want %q", expression, got, want)
	}
}

func (b *tab) click(selectors ...string) {
	b.Helper()
	for _, s := range selectors {
		b.do(chromedp.Click(s, chromedp.ByQuery))
	}
}

func (b *tab) keys(keys ...string) {
	b.Helper()
	for _, k := range keys {
		b.do(chromedp.KeyEvent(k))
	}
}

// judged is a contract with its report.
func judged(t *testing.T, file string) report.Contract {
	t.Helper()
	catalogue, err := rules.Builtin("ksz", "avg", "gedeeld")
	if err != nil {
		t.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := extract.OpenFile(t.Context(), file, extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := checker.Check(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return report.Contract{Report: r, Documents: []*document.Document{doc}}
}

func TestHTML(t *testing.T) {
	const contracts = "../../../../testdata/contracts/"
	dir := t.TempDir()
	save := func(name string, list ...report.Contract) string {
		file := filepath.Join(dir, name)
		var page bytes.Buffer
		if err := report.HTML(&page, list, report.HTMLOptions{}); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, page.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	zwak := judged(t, contracts+"verwerkersovereenkomst-zwak.docx")
	strijdig := judged(t, contracts+"verwerkersovereenkomst-strijdig.pdf")
	one := save("een.html", strijdig)
	several := save("meer.html", zwak, strijdig, judged(t, "../../../../testdata/bundle/raamovereenkomst.md"))
	b := open(t, one)
	sub := func(name string, test func(*tab)) {
		t.Run(name, func(t *testing.T) {
			inner := *b
			inner.T = t
			test(&inner)
		})
	}

	sub("evidence and requirement lead to each other", func(b *tab) {
		b.click(".q.conflict a[data-m]")
		b.wants(`document.querySelector('.q.conflict').classList.contains('lit')`, "true")
		b.wants(`document.activeElement.matches('mark.lit') && inSight(document.activeElement)`, "true")
		b.wants(`document.querySelectorAll('mark.lit').length > 0 && [...document.querySelectorAll('mark.lit')].map((m) => m.textContent).join('') === document.querySelector('.q.conflict blockquote').textContent`, "true")
		b.keys(kb.Escape)
		b.wants(`document.activeElement === document.querySelector('.q.conflict a[data-m]')`, "true")

		b.text(`document.querySelector('.doc').scrollTop = 0`)
		b.click(".paper .ref.weak")
		b.wants(`document.activeElement.matches('.q[open].lit > summary') && inSight(document.activeElement)`, "true")
		b.wants(`document.querySelector('.paper .ref.weak').getAttribute('href') === '#' + document.querySelector('.q.lit').id`, "true")
		b.wants(`document.querySelector('.paper .ref.weak').previousElementSibling.classList.contains('lit')`, "true")
	})
	sub("a passage with several requirements shows them by turns", func(b *tab) {
		const mark = `[...document.querySelectorAll('.paper .ref')].find((r) => r.textContent.includes('+')).previousElementSibling`
		b.text(mark + `.click()`)
		first := b.text(`document.querySelector('.q.lit').id`)
		b.text(mark + `.click()`)
		if second := b.text(`document.querySelector('.q.lit').id`); second == first {
			b.Errorf("twice the requirement %s", first)
		}
		b.wants(`new Promise((r) => setTimeout(() => r(document.getElementById('live').textContent), 200))`,
			b.text(`"Eis 2 van " + (Number(/\d+/.exec(`+mark+`.nextElementSibling.textContent)[0]) + 1) + " bij deze passage"`))
	})
	sub("an area and its passage lead to each other", func(b *tab) {
		b.load(one)
		b.wants(`document.querySelectorAll('.more').length > 0 && [...document.querySelectorAll('.more')].filter((m) => m.checkVisibility()).length`, "0")
		b.text(`document.querySelector('.area:has(a[data-m]) .unfold').focus()`)
		b.keys(kb.Enter)
		b.wants(`document.activeElement.getAttribute('aria-expanded')`, "true")
		b.click(".area a[data-m]")
		b.wants(`document.activeElement.matches('mark.lit') && inSight(document.activeElement)`, "true")
		b.keys(kb.Escape)
		b.wants(`document.activeElement.matches('.area.lit a[data-m]') && inSight(document.activeElement)`, "true")
	})
	sub("filters choose and tell how many", func(b *tab) {
		const shown = `[...document.querySelectorAll('.q')].filter((q) => q.checkVisibility()).length`
		all := len(strijdig.Report.Results)
		b.wants(shown, fmt.Sprint(all))
		b.click(`[data-status="conflict"]`)
		b.wants(shown, fmt.Sprint(strijdig.Report.Summary.Conflict))
		b.wants(`document.querySelector('.count').textContent`, fmt.Sprintf("%d van %d eisen", strijdig.Report.Summary.Conflict, all))
		b.wants(`document.querySelector('.count').getAttribute('aria-live')`, "polite")
		b.wants(`document.querySelector('[data-status="conflict"]').getAttribute('aria-pressed')`, "true")
		b.wants(`document.querySelectorAll('mark.off').length > 0 && document.querySelectorAll('mark.against.off').length`, "0")
		b.do(chromedp.SendKeys("[name=q]", "AANSPRAKELIJKHÉID", chromedp.ByQuery))
		b.wants(shown+" > 0 && "+shown+" < "+fmt.Sprint(strijdig.Report.Summary.Conflict), "true")
		b.click(`[type=reset]`)
		b.wants(`new Promise((r) => setTimeout(() => r(`+shown+`), 50))`, fmt.Sprint(all))
		b.do(chromedp.SetValue("[name=p]", "avg", chromedp.ByQuery), chromedp.Evaluate(`document.querySelector('[name=p]').dispatchEvent(new Event('input', {bubbles: true}))`, nil))
		b.wants(`[...document.querySelectorAll('.q')].every((q) => q.checkVisibility() === q.querySelector('code').textContent.startsWith('avg.'))`, "true")
		b.click(`[type=reset]`)
	})
	sub("keys go through the list", func(b *tab) {
		b.load(one)
		b.keys("j")
		b.wants(`document.activeElement === document.querySelectorAll('.q > summary')[0]`, "true")
		b.keys("j", kb.ArrowDown, kb.ArrowDown, kb.ArrowUp, "k")
		b.wants(`[...document.querySelectorAll('.q > summary')].indexOf(document.activeElement)`, "1")
		b.wants(`getComputedStyle(document.activeElement).outlineStyle`, "solid")
		open := b.text(`document.activeElement.parentElement.open`)
		b.keys(kb.Enter)
		if b.text(`document.activeElement.parentElement.open`) == open {
			b.Error("Enter changes nothing")
		}
		b.keys(kb.Enter)
		// Enter follows the evidence, Escape comes back.
		b.text(`document.querySelector('.q[open] a[data-m]').focus()`)
		b.keys(kb.Enter)
		b.wants(`document.activeElement.matches('mark.lit')`, "true")
		b.keys(kb.Escape)
		b.wants(`document.activeElement.matches('a[data-m]')`, "true")
		b.keys("/")
		b.wants(`document.activeElement.name`, "q")
		b.keys("j")
		b.wants(`document.activeElement.value.endsWith('j')`, "true")
	})
	sub("focus goes as the eye does", func(b *tab) {
		b.load(one)
		b.keys(kb.Tab)
		b.wants(`document.activeElement.matches('.skip') && inSight(document.activeElement)`, "true")
		b.keys(kb.Enter)
		b.wants(`inSight(document.getElementById('q'))`, "true")
		// Every stop of the report lies below the one before it, or to its right.
		b.text(`document.querySelector('[data-status]').focus()`)
		top, left := -1.0, -1.0
		for range 14 {
			var at []float64
			b.do(chromedp.Evaluate(`(() => { const r = document.activeElement.getBoundingClientRect(); const s = document.querySelector('.rep'); return [Math.round((r.top + r.bottom) / 2 + (document.activeElement.closest('.filters') ? 0 : s.scrollTop + 1e6)), Math.round(r.left), document.activeElement.closest('.rep') ? 1 : 0]; })()`, &at))
			if at[2] == 0 || at[0] < top-12 || at[0] < top+12 && at[1] <= left {
				b.Errorf("focus goes from (%v, %v) to (%v, %v): %s", top, left, at[0], at[1], b.text(`document.activeElement.outerHTML.slice(0, 80)`))
			}
			top, left = at[0], at[1]
			b.keys(kb.Tab)
		}
	})
	sub("a model clause is copied", func(b *tab) {
		b.load(one)
		b.do(browser.SetPermission(&browser.PermissionDescriptor{Name: "clipboard-read"}, browser.PermissionSettingGranted),
			browser.SetPermission(&browser.PermissionDescriptor{Name: "clipboard-write"}, browser.PermissionSettingGranted))
		want := ""
		for i := range strijdig.Report.Results {
			if r := &strijdig.Report.Results[i]; r.Status == "conflict" && r.Model != "" && want == "" {
				want = r.Model
			}
		}
		b.click(`.q.conflict .copy`)
		b.wants(`navigator.clipboard.readText()`, want)
		b.wants(`document.querySelector('.q.conflict .copy').textContent`, "Gekopieerd")
		// A browser that denies the clipboard.
		b.text(`(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); document.addEventListener('copy', () => { globalThis.copied = getSelection().toString(); }); })()`)
		b.click(`.q.conflict .copy`)
		b.wants(`new Promise((r) => setTimeout(() => r(globalThis.copied), 100))`, want)
	})
	sub("prints", func(b *tab) {
		b.load(one)
		var pdf []byte
		b.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
			pdf, _, err = cdp.PrintToPDF().WithPreferCSSPageSize(true).Do(ctx)
			return err
		}))
		doc, err := extract.Open(context.Background(), extract.Source{Name: "afdruk.pdf", Data: pdf}, extract.Options{})
		if err != nil {
			b.Fatal(err)
		}
		text := strings.Join(strings.Fields(doc.Text), " ")
		if len(doc.Pages) < 2 || len(doc.Unread()) > 0 {
			b.Errorf("%d pages, %v without text", len(doc.Pages), doc.Unread())
		}
		for _, r := range strijdig.Report.Results[:20] {
			if !strings.Contains(text, r.Title) {
				b.Errorf("%q is not on paper", r.Title)
			}
			for _, f := range r.Findings[:min(1, len(r.Findings))] {
				if words := strings.Fields(f.Quote); !strings.Contains(text, strings.Join(words[:min(6, len(words))], " ")) {
					b.Errorf("the quote %q is not on paper", f.Quote)
				}
			}
		}
		for _, control := range []string{"Wis filters", "Alles openen", "Afdrukken", "Kopieer", "Kleuren"} {
			if strings.Contains(text, control) {
				b.Errorf("the control %q is on paper", control)
			}
		}
	})
	sub("who does not see the page is told", func(b *tab) {
		b.load(one)
		b.text(`document.querySelectorAll('details').forEach((d) => { d.open = true; })`)
		b.text(`document.querySelectorAll('.unfold').forEach((x) => x.click())`)
		b.named()
	})
	for _, scheme := range []string{"light", "dark"} {
		sub("contrast, "+scheme, func(b *tab) {
			b.screen(1440, 900, scheme)
			b.load(several)
			for _, view := range []string{"overview", "c1v", "c2v", "c3v"} {
				b.text(`new Promise((r) => { location.hash = '` + view + `'; setTimeout(r, 100); })`)
				b.text(`document.querySelectorAll('details').forEach((d) => { d.open = true; })`)
				b.text(`document.querySelectorAll('#` + view + ` .unfold').forEach((x) => x.click())`)
				b.wants(contrast, "")
			}
			b.screen(1440, 900, "light")
		})
	}
	sub("colours are chosen", func(b *tab) {
		b.load(one)
		const ground = `getComputedStyle(document.body.parentElement).backgroundColor`
		before := b.text(ground)
		b.click("[data-theme-switch]", "[data-theme-switch]")
		b.wants(`document.querySelector('[data-theme-switch]').textContent`, "Kleuren: donker")
		if b.text(ground) == before {
			b.Error("dark is as light as light")
		}
		b.click(`[data-theme-switch]`)
		b.wants(ground, before)
	})
	sub("several contracts are chosen from", func(b *tab) {
		b.load(several)
		const seen = `[...document.querySelectorAll('.contract, #overview')].filter((v) => v.checkVisibility()).map((v) => v.id).join()`
		b.wants(seen, "overview")
		b.click(`#overview a[href="#c2v"]`)
		b.wants(`new Promise((r) => setTimeout(() => r(`+seen+`), 100))`, "c2v")
		b.wants(`document.querySelector('.choose').value`, "c2v")
	})
	sub("narrow screens show one of the two", func(b *tab) {
		b.screen(390, 844, "light")
		b.load(one)
		const panes = `[...document.querySelectorAll('.pane')].filter((p) => p.checkVisibility()).map((p) => p.id).join()`
		b.wants(panes, "rep")
		b.wants(`document.documentElement.scrollWidth <= 390`, "true")
		b.text(`document.querySelector('.q.conflict a[data-m]').click()`)
		b.wants(panes, "doc")
		b.wants(`inSight(document.activeElement) && document.activeElement.matches('mark.lit')`, "true")
		b.wants(`document.documentElement.scrollWidth <= 390`, "true")
		b.click(".back")
		b.wants(panes, "rep")
		b.wants(`inSight(document.activeElement) && document.activeElement.matches('a[data-m]')`, "true")
		b.click(`[data-tab="doc"]`)
		b.wants(panes, "doc")
		b.screen(1440, 900, "light")
	})
	if len(b.complaints) > 0 {
		t.Errorf("the console says: %s", strings.Join(b.complaints, "\n"))
	}
}

// named checks that everything that can be used, and every landmark, has a name
// in the tree that a screen reader sees.
func (b *tab) named() {
	b.Helper()
	var nodes []*accessibility.Node
	b.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		nodes, err = accessibility.GetFullAXTree().Do(ctx)
		return err
	}))
	value := func(v *accessibility.Value) string {
		if v == nil {
			return ""
		}
		return string(bytes.Trim(v.Value, `"`))
	}
	seen := map[string]int{}
	for _, n := range nodes {
		role, name := value(n.Role), value(n.Name)
		if n.Ignored {
			continue
		}
		seen[role]++
		switch role {
		case "button", "link", "searchbox", "combobox", "checkbox", "DisclosureTriangle", "heading", "region", "image", "search":
			if name == "" {
				b.Errorf("a %s has no name: node %v", role, n.BackendDOMNodeID)
			}
		}
	}
	for _, role := range []string{"main", "banner", "search", "region", "heading", "DisclosureTriangle", "searchbox", "combobox", "link", "button", "mark", "blockquote", "table", "rowheader", "columnheader"} {
		if seen[role] == 0 {
			b.Errorf("no %s in the tree", role)
		}
	}
}

// contrast lists the texts of which the contrast with what lies behind them is
// less than 4.5 (WCAG 2.2, 1.4.3), as an expression of the page.
const contrast = `(() => {
  const parse = (c) => { const m = /rgba?\(([^)]+)\)/.exec(c); const v = m ? m[1].split(/[ ,\/]+/).map(Number) : [0, 0, 0, 0]; return v.length > 3 ? v : [...v, 1]; };
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map((x) => { x /= 255; return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (el) => {
    for (; el; el = el.parentElement) {
      const rect = el.matches('svg g') && el.querySelector('rect');
      const c = parse(rect ? getComputedStyle(rect).fill : getComputedStyle(el).backgroundColor);
      if (c[3] === 1) return c;
    }
    return [255, 255, 255, 1];
  };
  const bad = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let n = 0;
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || el.closest('script, style, title, desc, option, .vh, .skip, :disabled') || !el.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    n++;
    const style = getComputedStyle(el);
    const [a, b] = [light(parse(el.closest('svg') ? style.fill : style.color)), light(behind(el))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) bad.add(el.tagName + '.' + el.className + ' ' + ratio.toFixed(2) + ' ' + walker.currentNode.textContent.slice(0, 30));
  }
  return n < 20 ? 'only ' + n + ' texts' : [...bad].join('\n');
})()`
