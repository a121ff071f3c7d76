// Package tried tries the pages of reports in a browser. It stands apart so
// that only its own test program carries what drives one.
package tried

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	cdp "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/inbrowser"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

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
	b := inbrowser.Open(t, one)
	b.Sub("evidence and requirement lead to each other", func(b *inbrowser.Tab) {
		b.Click(".q.conflict a[data-m]")
		b.Wants(`document.querySelector('.q.conflict').classList.contains('lit')`, "true")
		b.Wants(`document.activeElement.matches('mark.lit') && inSight(document.activeElement)`, "true")
		b.Wants(`document.querySelectorAll('mark.lit').length > 0 && [...document.querySelectorAll('mark.lit')].map((m) => m.textContent).join('') === document.querySelector('.q.conflict blockquote').textContent`, "true")
		b.Keys(kb.Escape)
		b.Wants(`document.activeElement === document.querySelector('.q.conflict a[data-m]')`, "true")

		b.Text(`document.querySelector('.doc').scrollTop = 0`)
		b.Click(".paper .ref.weak")
		b.Wants(`document.activeElement.matches('.q[open].lit > summary') && inSight(document.activeElement)`, "true")
		b.Wants(`document.querySelector('.paper .ref.weak').getAttribute('href') === '#' + document.querySelector('.q.lit').id`, "true")
		b.Wants(`document.querySelector('.paper .ref.weak').previousElementSibling.classList.contains('lit')`, "true")
	})
	b.Sub("a passage with several requirements shows them by turns", func(b *inbrowser.Tab) {
		const mark = `[...document.querySelectorAll('.paper .ref')].find((r) => r.textContent.includes('+')).previousElementSibling`
		b.Text(mark + `.click()`)
		first := b.Text(`document.querySelector('.q.lit').id`)
		b.Text(mark + `.click()`)
		if second := b.Text(`document.querySelector('.q.lit').id`); second == first {
			b.Errorf("twice the requirement %s", first)
		}
		b.Wants(`new Promise((r) => setTimeout(() => r(document.getElementById('live').textContent), 200))`,
			b.Text(`"Eis 2 van " + (Number(/\d+/.exec(`+mark+`.nextElementSibling.textContent)[0]) + 1) + " bij deze passage"`))
	})
	b.Sub("an area and its passage lead to each other", func(b *inbrowser.Tab) {
		b.Load(one)
		b.Wants(`document.querySelectorAll('.more').length > 0 && [...document.querySelectorAll('.more')].filter((m) => m.checkVisibility()).length`, "0")
		b.Text(`document.querySelector('.area:has(a[data-m]) .unfold').focus()`)
		b.Keys(kb.Enter)
		b.Wants(`document.activeElement.getAttribute('aria-expanded')`, "true")
		b.Click(".area a[data-m]")
		b.Wants(`document.activeElement.matches('mark.lit') && inSight(document.activeElement)`, "true")
		b.Keys(kb.Escape)
		b.Wants(`document.activeElement.matches('.area.lit a[data-m]') && inSight(document.activeElement)`, "true")
	})
	b.Sub("filters choose and tell how many", func(b *inbrowser.Tab) {
		const shown = `[...document.querySelectorAll('.q')].filter((q) => q.checkVisibility()).length`
		all := len(strijdig.Report.Results)
		b.Wants(shown, fmt.Sprint(all))
		b.Click(`[data-status="conflict"]`)
		b.Wants(shown, fmt.Sprint(strijdig.Report.Summary.Conflict))
		b.Wants(`document.querySelector('.count').textContent`, fmt.Sprintf("%d van %d eisen", strijdig.Report.Summary.Conflict, all))
		b.Wants(`document.querySelector('.count').getAttribute('aria-live')`, "polite")
		b.Wants(`document.querySelector('[data-status="conflict"]').getAttribute('aria-pressed')`, "true")
		b.Wants(`document.querySelectorAll('mark.off').length > 0 && document.querySelectorAll('mark.against.off').length`, "0")
		b.Do(chromedp.SendKeys("[name=q]", "AANSPRAKELIJKHÉID", chromedp.ByQuery))
		b.Wants(shown+" > 0 && "+shown+" < "+fmt.Sprint(strijdig.Report.Summary.Conflict), "true")
		b.Click(`[type=reset]`)
		b.Wants(`new Promise((r) => setTimeout(() => r(`+shown+`), 50))`, fmt.Sprint(all))
		b.Do(chromedp.SetValue("[name=p]", "avg", chromedp.ByQuery), chromedp.Evaluate(`document.querySelector('[name=p]').dispatchEvent(new Event('input', {bubbles: true}))`, nil))
		b.Wants(`[...document.querySelectorAll('.q')].every((q) => q.checkVisibility() === q.querySelector('code').textContent.startsWith('avg.'))`, "true")
		b.Click(`[type=reset]`)
	})
	b.Sub("keys go through the list", func(b *inbrowser.Tab) {
		b.Load(one)
		b.Keys("j")
		b.Wants(`document.activeElement === document.querySelectorAll('.q > summary')[0]`, "true")
		b.Keys("j", kb.ArrowDown, kb.ArrowDown, kb.ArrowUp, "k")
		b.Wants(`[...document.querySelectorAll('.q > summary')].indexOf(document.activeElement)`, "1")
		b.Wants(`getComputedStyle(document.activeElement).outlineStyle`, "solid")
		open := b.Text(`document.activeElement.parentElement.open`)
		b.Keys(kb.Enter)
		if b.Text(`document.activeElement.parentElement.open`) == open {
			b.Error("Enter changes nothing")
		}
		b.Keys(kb.Enter)
		// Enter follows the evidence, Escape comes back.
		b.Text(`document.querySelector('.q[open] a[data-m]').focus()`)
		b.Keys(kb.Enter)
		b.Wants(`document.activeElement.matches('mark.lit')`, "true")
		b.Keys(kb.Escape)
		b.Wants(`document.activeElement.matches('a[data-m]')`, "true")
		b.Keys("/")
		b.Wants(`document.activeElement.name`, "q")
		b.Keys("j")
		b.Wants(`document.activeElement.value.endsWith('j')`, "true")
	})
	b.Sub("focus goes as the eye does", func(b *inbrowser.Tab) {
		b.Load(one)
		b.Keys(kb.Tab)
		b.Wants(`document.activeElement.matches('.skip') && inSight(document.activeElement)`, "true")
		b.Keys(kb.Enter)
		b.Wants(`inSight(document.getElementById('q'))`, "true")
		// Every stop of the report lies below the one before it, or to its right.
		b.Text(`document.querySelector('[data-status]').focus()`)
		top, left := -1.0, -1.0
		for range 14 {
			var at []float64
			b.Do(chromedp.Evaluate(`(() => { const r = document.activeElement.getBoundingClientRect(); const s = document.querySelector('.rep'); return [Math.round((r.top + r.bottom) / 2 + (document.activeElement.closest('.filters') ? 0 : s.scrollTop + 1e6)), Math.round(r.left), document.activeElement.closest('.rep') ? 1 : 0]; })()`, &at))
			if at[2] == 0 || at[0] < top-12 || at[0] < top+12 && at[1] <= left {
				b.Errorf("focus goes from (%v, %v) to (%v, %v): %s", top, left, at[0], at[1], b.Text(`document.activeElement.outerHTML.slice(0, 80)`))
			}
			top, left = at[0], at[1]
			b.Keys(kb.Tab)
		}
	})
	b.Sub("a model clause is copied", func(b *inbrowser.Tab) {
		b.Load(one)
		b.Do(browser.SetPermission(&browser.PermissionDescriptor{Name: "clipboard-read"}, browser.PermissionSettingGranted),
			browser.SetPermission(&browser.PermissionDescriptor{Name: "clipboard-write"}, browser.PermissionSettingGranted))
		want := ""
		for i := range strijdig.Report.Results {
			if r := &strijdig.Report.Results[i]; r.Status == "conflict" && r.Model != "" && want == "" {
				want = r.Model
			}
		}
		b.Click(`.q.conflict .copy`)
		b.Wants(`navigator.clipboard.readText()`, want)
		b.Wants(`document.querySelector('.q.conflict .copy').textContent`, "Gekopieerd")
		// A browser that denies the clipboard.
		b.Text(`(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); document.addEventListener('copy', () => { globalThis.copied = getSelection().toString(); }); })()`)
		b.Click(`.q.conflict .copy`)
		b.Wants(`new Promise((r) => setTimeout(() => r(globalThis.copied), 100))`, want)
	})
	b.Sub("prints", func(b *inbrowser.Tab) {
		b.Load(one)
		var pdf []byte
		b.Do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
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
	b.Sub("who does not see the page is told", func(b *inbrowser.Tab) {
		b.Load(one)
		b.Text(`document.querySelectorAll('details').forEach((d) => { d.open = true; })`)
		b.Text(`document.querySelectorAll('.unfold').forEach((x) => x.click())`)
		b.Named("main", "banner", "search", "region", "heading", "DisclosureTriangle", "searchbox", "combobox", "link", "button", "mark", "blockquote", "table", "rowheader", "columnheader")
	})
	for _, scheme := range []string{"light", "dark"} {
		b.Sub("contrast, "+scheme, func(b *inbrowser.Tab) {
			b.Screen(1440, 900, scheme)
			b.Load(several)
			for _, view := range []string{"overview", "c1v", "c2v", "c3v"} {
				b.Text(`new Promise((r) => { location.hash = '` + view + `'; setTimeout(r, 100); })`)
				b.Text(`document.querySelectorAll('details').forEach((d) => { d.open = true; })`)
				b.Text(`document.querySelectorAll('#` + view + ` .unfold').forEach((x) => x.click())`)
				b.Wants(inbrowser.Contrast, "")
			}
			b.Screen(1440, 900, "light")
		})
	}
	b.Sub("colours are chosen", func(b *inbrowser.Tab) {
		b.Load(one)
		const ground = `getComputedStyle(document.body.parentElement).backgroundColor`
		before := b.Text(ground)
		b.Click("[data-theme-switch]", "[data-theme-switch]")
		b.Wants(`document.querySelector('[data-theme-switch]').textContent`, "Kleuren: donker")
		if b.Text(ground) == before {
			b.Error("dark is as light as light")
		}
		b.Click(`[data-theme-switch]`)
		b.Wants(ground, before)
	})
	b.Sub("several contracts are chosen from", func(b *inbrowser.Tab) {
		b.Load(several)
		const seen = `[...document.querySelectorAll('.contract, #overview')].filter((v) => v.checkVisibility()).map((v) => v.id).join()`
		b.Wants(seen, "overview")
		b.Click(`#overview a[href="#c2v"]`)
		b.Wants(`new Promise((r) => setTimeout(() => r(`+seen+`), 100))`, "c2v")
		b.Wants(`document.querySelector('.choose').value`, "c2v")
	})
	b.Sub("narrow screens show one of the two", func(b *inbrowser.Tab) {
		b.Screen(390, 844, "light")
		b.Load(one)
		const panes = `[...document.querySelectorAll('.pane')].filter((p) => p.checkVisibility()).map((p) => p.id).join()`
		b.Wants(panes, "rep")
		b.Wants(`document.documentElement.scrollWidth <= 390`, "true")
		b.Text(`document.querySelector('.q.conflict a[data-m]').click()`)
		b.Wants(panes, "doc")
		b.Wants(`inSight(document.activeElement) && document.activeElement.matches('mark.lit')`, "true")
		b.Wants(`document.documentElement.scrollWidth <= 390`, "true")
		b.Click(".back")
		b.Wants(panes, "rep")
		b.Wants(`inSight(document.activeElement) && document.activeElement.matches('a[data-m]')`, "true")
		b.Click(`[data-tab="doc"]`)
		b.Wants(panes, "doc")
		b.Screen(1440, 900, "light")
	})
	if len(b.Complaints) > 0 {
		t.Errorf("the console says: %s", strings.Join(b.Complaints, "\n"))
	}
}
