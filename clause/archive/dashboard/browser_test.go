package dashboard_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	cdp "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/dashboard"
	"github.com/clausule/clausule/clause/internal/inbrowser"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract"
)

func save(t *testing.T, name string, store archive.Store, options dashboard.Options) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := bufio.NewWriter(f)
	if err := dashboard.Write(t.Context(), out, store, options); err != nil {
		t.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	return file
}

// show goes to what an address tells, and waits for it.
func show(b *inbrowser.Tab, hash string) {
	b.Helper()
	b.Text(`(async () => {
		location.hash = ` + quoted(hash) + `;
		const want = new URLSearchParams(` + quoted(hash) + `);
		for (let i = 0; i < 500; i++) {
			await new Promise((r) => setTimeout(r, 20));
			if (state.view === want.get('view') && (state.view !== 'matrix' || data) && (!want.get('c') || !panel.hidden && state.c === want.get('c') && panel.querySelector('h2'))) break;
		}
		await new Promise((r) => setTimeout(r, 100));
	})()`)
}

func quoted(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}

// set gives a field of the filters a value, as a hand would.
func set(name, value string) string {
	return fmt.Sprintf(`(() => { const el = document.querySelector('[name=%s]'); el.value = %s; el.dispatchEvent(new Event('input', { bubbles: true })); })()`, name, quoted(value))
}

func failures(n int) []archive.Record {
	var list []archive.Record
	for i := range n {
		list = append(list, archive.Record{
			Places:  []archive.Place{{Path: fmt.Sprintf("2019/stuk-%02d.pdf", i)}},
			Failure: &archive.Failure{Class: archive.Classes()[i%5], Message: "Het bestand is niet te lezen; controleer het."},
		})
	}
	return list
}

func TestInBrowser(t *testing.T) {
	store := &made{n: 160, requirements: 60, failures: failures(9)}
	file := save(t, "archief.html", store, dashboard.Options{Title: "Cloudcontracten"})
	b := inbrowser.Open(t, file)

	b.Sub("the overview comes first and leads to the matrix", func(b *inbrowser.Tab) {
		b.Wants(`[...document.querySelectorAll('.view')].filter((v) => v.checkVisibility()).map((v) => v.id).join()`, "overview")
		b.Click(`.reqs td.n a`)
		b.Wants(`new Promise((r) => setTimeout(() => r([...document.querySelectorAll('.view')].filter((v) => v.checkVisibility()).map((v) => v.id).join()), 300))`, "matrix")
		b.Wants(`rows.length > 0 && rows.every((i) => cell(i, data.reqs.findIndex((q) => q.id === state.req)) === statuses.indexOf(state.st))`, "true")
	})
	b.Sub("requirements are sorted", func(b *inbrowser.Tab) {
		show(b, "view=overview")
		b.Click(`[data-sort="share"] button`)
		b.Wants(`[...document.querySelectorAll('#reqs tbody tr')].every((tr, i, all) => !i || Number(all[i - 1].dataset.share) >= Number(tr.dataset.share))`, "true")
		b.Wants(`document.querySelector('[data-sort="share"]').getAttribute('aria-sort')`, "descending")
		b.Click(`[data-sort="no"] button`)
		b.Wants(`document.querySelector('#reqs tbody tr').dataset.no`, "1")
	})
	b.Sub("filters choose", func(b *inbrowser.Tab) {
		show(b, "view=matrix")
		b.Wants(`document.getElementById('count').textContent`, "160 contracten · 60 eisen")
		b.Text(set("q", "NOORDERDATA"))
		b.Wants(`rows.length > 0 && rows.length < 60 && rows.every((i) => supplierOf(i) === 'Noorderdata')`, "true")
		b.Text(set("q", "map-001"))
		b.Wants(`rows.length`, "60")
		b.Text(set("q", ""))
		b.Text(set("from", "2018"))
		b.Text(set("to", "2020"))
		b.Wants(`rows.length > 0 && rows.every((i) => data.year[i] >= 2018 && data.year[i] <= 2020)`, "true")
		b.Text(set("from", "none"))
		b.Wants(`rows.length > 0 && rows.every((i) => data.year[i] === 0)`, "true")
		b.Click(`[type=reset]`)
		b.Text(set("pack", "avg"))
		b.Text(set("imp", "must"))
		b.Wants(`columns.length > 0 && columns.every((k) => data.reqs[k].id.startsWith('avg.') && data.reqs[k].i === 'must')`, "true")
		b.Text(set("only", "conflict"))
		b.Wants(`rows.length > 0 && rows.every((i) => columns.some((k) => cell(i, k) === 0))`, "true")
		b.Text(set("kind", "service level agreement (SLA)"))
		b.Wants(`rows.length > 0 && rows.every((i) => data.kinds[data.kind[i]] === 'service level agreement (SLA)')`, "true")
		b.Wants(`location.hash.includes('only=conflict') && location.hash.includes('pack=avg')`, "true")
		b.Text(set("q", "niets van dien aard"))
		b.Wants(`document.getElementById('count').textContent`, "Geen contract voldoet aan deze filters.")
		b.Keys(kb.Enter)
		b.Click(`[type=reset]`)
		b.Wants(`rows.length + location.hash`, "160#view=matrix")
	})
	b.Sub("contracts are sorted", func(b *inbrowser.Tab) {
		for _, by := range [][2]string{
			{"name", `keys.name[i]`}, {"supplier", `keys.sup[data.sup[i]]`}, {"year", `data.year[i] || 9999`}, {"conflict", `-counts.conflict[i]`}, {"missing", `-counts.missing[i]`},
		} {
			b.Text(set("sort", by[0]))
			b.Wants(`rows.map((i) => `+by[1]+`).every((x, i, all) => !i || all[i - 1] <= x)`, "true")
		}
		b.Click("#dir")
		b.Wants(`rows.map((i) => counts.missing[i]).every((x, i, all) => !i || all[i - 1] <= x)`, "true")
		b.Click(`[type=reset]`)
		// A click on the head of a requirement sorts by it.
		b.Do(chromedp.ActionFunc(func(ctx context.Context) error {
			var at []float64
			if err := chromedp.Evaluate(`(() => { const r = canvas.getBoundingClientRect(); return [r.left + size.left + 2.5 * size.cell, r.top + 80]; })()`, &at).Do(ctx); err != nil {
				return err
			}
			return chromedp.MouseClickXY(at[0], at[1]).Do(ctx)
		}))
		b.Wants(`state.sort + ' ' + state.req`, "req "+string(requirement(2).ID))
		b.Wants(`rows.map((i) => cell(i, 2)).every((x, i, all) => !i || all[i - 1] <= x)`, "true")
		b.Click(`[type=reset]`)
	})
	b.Sub("a cell leads to the quote", func(b *inbrowser.Tab) {
		r := store.record(7)
		k := 0
		for len(r.Results[k].Lacks) == 0 {
			k++
		}
		b.Do(chromedp.ActionFunc(func(ctx context.Context) error {
			var at []float64
			if err := chromedp.Evaluate(fmt.Sprintf(`(() => { const r = canvas.getBoundingClientRect(); return [r.left + size.left + %d.5 * size.cell, r.top + size.head + 7.5 * size.row]; })()`, k), &at).Do(ctx); err != nil {
				return err
			}
			return chromedp.MouseClickXY(at[0], at[1]).Do(ctx)
		}))
		b.Do(chromedp.WaitVisible("#panel blockquote", chromedp.ByQuery))
		text := b.Text(`panel.textContent`)
		for _, want := range []string{r.Places[0].Path, r.Results[k].Title, r.Results[k].Reason, r.Results[k].Lacks[0], r.Results[k].Findings[0].Quote[:80], "art. " + r.Results[k].Findings[0].Label, fmt.Sprintf("blz. %d", r.Results[k].Findings[0].Page), r.SHA256} {
			if !strings.Contains(text, want) {
				b.Errorf("no %q in the panel", want)
			}
		}
		address := b.Text(`location.href`)
		b.Keys(kb.Escape)
		b.Wants(`panel.hidden && document.activeElement === grid`, "true")
		// The address alone shows the same.
		b.Load("/dev/null")
		b.Do(chromedp.Navigate(address), chromedp.WaitVisible("#panel blockquote", chromedp.ByQuery))
		b.Wants(`panel.textContent === `+quoted(text), "true")
		b.Text(`panel.querySelector('.steps .btn:nth-child(2)').click()`)
		b.Wants(`new Promise((r) => setTimeout(() => r(state.r + panel.querySelector('code').textContent), 200))`, strings.Repeat(string(requirement(k+1).ID), 2))
	})
	b.Sub("keys go through the cells", func(b *inbrowser.Tab) {
		b.Load(file)
		show(b, "view=matrix")
		b.Text(`grid.focus()`)
		b.Keys(kb.ArrowDown, kb.ArrowDown, kb.ArrowRight, kb.ArrowRight, kb.ArrowRight, kb.ArrowLeft)
		b.Wants(`cursor.row + ',' + cursor.column`, "2,2")
		const active = `document.getElementById(grid.getAttribute('aria-activedescendant'))`
		r := store.record(2)
		b.Wants(active+`.textContent`, fmt.Sprintf("%s · %s · %d; %s: %s", filepath.Base(r.Places[0].Path), r.Facts.Supplier, r.Facts.Year, r.Results[2].Title, r.Results[2].Status.Dutch()))
		b.Wants(active+`.getAttribute('role') + `+active+`.parentElement.getAttribute('aria-rowindex')`, "gridcell4")
		b.Wants(`grid.getAttribute('aria-rowcount') + ' ' + grid.getAttribute('aria-colcount')`, "161 61")
		b.Keys(kb.End)
		b.Wants(`cursor.column === columns.length - 1 && grid.scrollLeft > 0`, "true")
		b.Keys(kb.PageDown, kb.PageDown)
		b.Wants(`grid.scrollTop > 0`, "true")
		b.Keys(kb.Enter)
		b.Do(chromedp.WaitVisible("#panel h3", chromedp.ByQuery))
		b.Wants(`document.activeElement === panel && state.c === data.ids[rows[cursor.row]]`, "true")
		b.Keys(kb.Escape)
		b.Wants(`document.activeElement === grid`, "true")
		b.Text(`move(-1, 4)`)
		b.Keys(kb.Enter)
		b.Wants(`state.sort + state.req`, "req"+string(requirement(4).ID))
		b.Click(`[type=reset]`)
	})
	b.Sub("who does not see the page is told", func(b *inbrowser.Tab) {
		show(b, "view=overview")
		b.Named("main", "banner", "navigation", "region", "heading", "link", "button", "table", "rowheader", "columnheader", "image")
		show(b, "view=matrix&c="+store.record(3).SHA256[:12]+"&r="+string(requirement(3).ID))
		b.Named("main", "search", "searchbox", "combobox", "grid", "complementary", "DisclosureTriangle", "button")
		show(b, "view=unread")
		b.Named("DisclosureTriangle", "heading")
	})
	for _, scheme := range []string{"light", "dark"} {
		b.Sub("contrast, "+scheme, func(b *inbrowser.Tab) {
			b.Screen(1440, 900, scheme)
			b.Load(file)
			for _, hash := range []string{"view=overview", "view=matrix&c=" + store.record(7).SHA256[:12] + "&r=" + string(requirement(1).ID), "view=unread"} {
				show(b, hash)
				b.Text(`document.querySelectorAll('details').forEach((d) => { d.open = true; })`)
				b.Wants(inbrowser.Contrast, "")
			}
			// The signs in the cells.
			b.Wants(`(() => {
				const light = (c) => { const [r, g, b] = [1, 3, 5].map((i) => { const x = parseInt(c.length === 4 ? c[(i + 1) / 2] + c[(i + 1) / 2] : c.slice(i, i + 2), 16) / 255; return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
				return statuses.filter((s, i) => { const [a, b] = [light(ink().fill[i]), light(ink().on[i])]; return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5; }).join();
			})()`, "")
			b.Screen(1440, 900, "light")
		})
	}
	b.Sub("prints", func(b *inbrowser.Tab) {
		b.Load(file)
		show(b, "view=matrix&q=noorderdata")
		var pdf []byte
		b.Do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
			pdf, _, err = cdp.PrintToPDF().WithPreferCSSPageSize(true).WithPrintBackground(true).Do(ctx)
			return err
		}))
		doc, err := extract.Open(context.Background(), extract.Source{Name: "afdruk.pdf", Data: pdf}, extract.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if dir := os.Getenv("DASHBOARD_PRINT"); dir != "" {
			_ = os.WriteFile(filepath.Join(dir, "print.pdf"), pdf, 0o666)
		}
		text := strings.Join(strings.Fields(doc.Text), " ")
		for _, want := range []string{"Cloudcontracten", string(requirement(59).ID), "Niet gelezen (9)", "2019/stuk-08.pdf", "Gekozen: Naam, leverancier of pad: noorderdata"} {
			if !strings.Contains(text, want) {
				b.Errorf("%q is not on paper", want)
			}
		}
		for _, control := range []string{"Wis filters", "Afdrukken", "Kleuren", "Pijltjes"} {
			if strings.Contains(text, control) {
				b.Errorf("the control %q is on paper", control)
			}
		}
		b.Wants(`document.getElementById('paper').hidden`, "true")
	})
	b.Sub("narrow screens", func(b *inbrowser.Tab) {
		b.Screen(390, 844, "light")
		b.Load(file)
		for _, hash := range []string{"view=overview", "view=matrix", "view=unread", "view=matrix&c=" + store.record(7).SHA256[:12]} {
			show(b, hash)
			b.Wants(`document.documentElement.scrollWidth <= 390`, "true")
		}
		b.Wants(`panel.getBoundingClientRect().width`, "390")
		b.Screen(1440, 900, "light")
	})
	b.Sub("hostile texts stay texts", func(b *inbrowser.Tab) {
		b.Load(save(t, "kwaad.html", &made{n: 30, requirements: 8, edit: hostile}, dashboard.Options{Title: evil, Language: lang.English}))
		show(b, "view=matrix&c="+store.record(7).SHA256[:12]+"&r="+string(requirement(1).ID))
		b.Do(chromedp.WaitVisible("#panel h3", chromedp.ByQuery))
		b.Wants(`document.querySelectorAll('img').length + ' ' + document.scripts.length + ' ' + panel.textContent.includes('<script>alert(1)</script>')`, "0 4 true")
		b.Wants(`document.documentElement.lang + document.querySelector('[data-view=unread]').textContent`, "enNot read (0)")
	})
	for _, n := range []int{0, 1} {
		b.Sub(fmt.Sprint("contracts: ", n), func(b *inbrowser.Tab) {
			b.Load(save(t, fmt.Sprint(n, ".html"), &made{n: n, requirements: n * 8}, dashboard.Options{}))
			show(b, "view=matrix")
			b.Text(`grid.focus()`)
			b.Keys(kb.ArrowDown, kb.ArrowRight, kb.Enter)
			b.Wants(`new Promise((r) => setTimeout(() => r(panel.hidden), 200))`, fmt.Sprint(n == 0))
		})
	}
	if len(b.Complaints) > 0 {
		t.Errorf("the console says: %s", strings.Join(b.Complaints, "\n"))
	}
}

// Ten thousand contracts: every step does what it should. How long each took is
// told, in milliseconds from the event until after the next frame.
func TestTenThousand(t *testing.T) {
	if testing.Short() {
		t.Skip("ten thousand contracts")
	}
	file := save(t, "groot.html", &made{n: 10_000, requirements: 117, distinct: 450}, dashboard.Options{})
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%.1f MB", float64(info.Size())/1e6)
	if info.Size() > 40e6 {
		t.Errorf("%d bytes, want 40 MB at most", info.Size())
	}
	b := inbrowser.Open(t, file)
	t.Logf("opened in %s ms", b.Text(`performance.getEntriesByType('navigation')[0].loadEventEnd.toFixed(0)`))
	timed := func(name, before, act, wants, want string) {
		b.Helper()
		var took []string
		for range 2 {
			took = append(took, b.Text(`(async () => {
				const framed = () => new Promise((r) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = r; c.port2.postMessage(0); }));
				await (`+before+`);
				await framed();
				await framed();
				const begin = performance.now();
				await (`+act+`);
				await framed();
				return (performance.now() - begin).toFixed(0);
			})()`))
			b.Wants(wants, want)
		}
		t.Logf("%-28s %s ms", name, strings.Join(took, " "))
	}
	timed("to the matrix", `location.hash = ''`, `new Promise((r) => { location.hash = 'view=matrix'; const wait = () => data && rows.length ? r() : setTimeout(wait, 1); wait(); })`, `rows.length`, "10000")
	timed("filter by text", set("q", ""), set("q", "noorderdata 2019"), `rows.length > 0 && rows.every((i) => supplierOf(i) === 'Noorderdata')`, "true")
	timed("clear the filters", set("only", "open"), `document.querySelector('[type=reset]').click()`, `rows.length`, "10000")
	timed("sort by name", `change({ sort: '' })`, set("sort", "name"), `rows.every((x, i) => !i || keys.name[rows[i - 1]] <= keys.name[x])`, "true")
	timed("sort by conflicts", `change({ sort: '' })`, set("sort", "conflict"), `rows.every((x, i) => !i || counts.conflict[rows[i - 1]] >= counts.conflict[x])`, "true")
	timed("choose a pack", `change({ pack: '' })`, set("pack", "avg"), `columns.length > 0 && columns.length < 30`, "true")
	b.Text(`change({ pack: '', sort: '' })`)
	timed("verdict on a requirement", `change({ req: '', st: '' })`, set("st", "conflict"), `rows.length > 0 && rows.length < 5000`, "true")
	b.Text(`change({ req: '', st: '' })`)
	timed("scroll to the end", `grid.scrollTop = 0`, `grid.scrollTop = 1e9`, `grid.scrollTop > 200000`, "true")
	timed("a key", `0`, `move(cursor.row + 1, cursor.column + 1)`, `document.getElementById(grid.getAttribute('aria-activedescendant')) !== null`, "true")
	timed("open a cell", `globalThis.turn = (globalThis.turn ?? 0) + 1711`, `openCell(turn % n, turn % 117)`, `panel.querySelector('h3').textContent.startsWith(turn % 117 + 1 + '.') && panel.querySelector('code').textContent.length > 5`, "true")
	timed("small cells", `0`, `change({ small: state.small ? '' : '1' })`, `rows.length`, "10000")
	if len(b.Complaints) > 0 {
		t.Errorf("the console says: %s", strings.Join(b.Complaints, "\n"))
	}
}

func BenchmarkWrite(b *testing.B) {
	store := &made{n: 1000, requirements: 117}
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := dashboard.Write(b.Context(), &out, store, dashboard.Options{}); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(out.Len()))
	}
}
