// Package inbrowser tries pages in a browser without a screen, in tests. It stands
// apart so that only test programs carry what drives one.
package inbrowser

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Tab is a page in a browser without a screen.
type Tab struct {
	*testing.T
	Context    context.Context
	Complaints []string // of the console
}

// Open starts a browser on a page; the test is skipped where there is none.
func Open(t *testing.T, file string) *Tab {
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
	b := &Tab{T: t, Context: ctx}
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			b.Complaints = append(b.Complaints, fmt.Sprint(e.Type, e.Args))
		case *runtime.EventExceptionThrown:
			b.Complaints = append(b.Complaints, e.ExceptionDetails.Error())
		case *log.EventEntryAdded:
			b.Complaints = append(b.Complaints, e.Entry.Text)
		}
	})
	b.Do(log.Enable(), runtime.Enable())
	b.Screen(1440, 900, "light")
	b.Load(file)
	return b
}

// Do runs actions.
func (b *Tab) Do(actions ...chromedp.Action) {
	b.Helper()
	if err := chromedp.Run(b.Context, actions...); err != nil {
		b.Fatal(err)
	}
}

// Load goes to a file.
func (b *Tab) Load(file string) {
	b.Helper()
	b.Do(chromedp.Navigate("file://"+file), chromedp.Evaluate(inSight, nil))
}

// Sub runs a test of the page under a name of its own.
func (b *Tab) Sub(name string, test func(*Tab)) {
	b.Helper()
	t := b.T
	t.Run(name, func(t *testing.T) {
		b.T = t
		test(b)
	})
	b.T = t
}

// inSight tells whether an element lies wholly or, where it is higher than the
// window, partly in what is seen of the page, and nothing lies over it.
const inSight = `globalThis.inSight = (el) => {
  const r = el.getClientRects()[0];
  if (!r || r.top < 0 || r.left < 0 || r.top > innerHeight || r.left > innerWidth) return false;
  const top = document.elementFromPoint(r.left + Math.min(r.width, 40) / 2, r.top + r.height / 2);
  return el.contains(top) || !!top && top.contains(el);
}; undefined`

// Screen sets the size of the window and the colours of the system.
func (b *Tab) Screen(width, height int64, scheme string) {
	b.Helper()
	b.Do(emulation.SetDeviceMetricsOverride(width, height, 1, false),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}))
}

// Text evaluates an expression of the page, and waits for a promise.
func (b *Tab) Text(expression string) string {
	b.Helper()
	var s string
	b.Do(chromedp.Evaluate("(async () => String(await ("+expression+")))()", &s, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true).WithUserGesture(true)
	}))
	return s
}

// Wants fails unless the page says so.
func (b *Tab) Wants(expression, want string) {
	b.Helper()
	if got := b.Text(expression); got != want {
		b.Errorf("%s = %q, want %q", expression, got, want)
	}
}

// Click clicks on the first element of each selector.
func (b *Tab) Click(selectors ...string) {
	b.Helper()
	for _, s := range selectors {
		b.Do(chromedp.Click(s, chromedp.ByQuery))
	}
}

// Keys presses keys.
func (b *Tab) Keys(keys ...string) {
	b.Helper()
	for _, k := range keys {
		b.Do(chromedp.KeyEvent(k))
	}
}

// Named checks that everything that can be used, and every landmark, has a name
// in the tree that a screen reader sees, and that the tree has these roles.
func (b *Tab) Named(roles ...string) {
	b.Helper()
	var nodes []*accessibility.Node
	b.Do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
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
	for _, role := range roles {
		if seen[role] == 0 {
			b.Errorf("no %s in the tree", role)
		}
	}
}

// Contrast lists the texts of which the contrast with what lies behind them is
// less than 4.5 (WCAG 2.2, 1.4.3), as an expression of the page.
const Contrast = `(() => {
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
