document.documentElement.classList.add('js');

// fill puts numbers into a text.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
// folded makes texts alike that differ by accents and capitals only.
const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const narrow = matchMedia('(max-width: 859px)');

// start makes one contract work: its passages and its requirements lead to each
// other, and its filters choose.
function start(view) {
  const doc = view.querySelector('.doc');
  const rep = view.querySelector('.rep');
  const results = [...rep.querySelectorAll('.q')];
  const keyOf = new Map(results.map((q) => [q, q.querySelector('code').textContent]));
  const number = (id) => Number(/\d+$/.exec(id)[0]);
  // A link leads to the marks first to last; what rests on them is around it.
  const links = [...rep.querySelectorAll('[data-m]')].map((a) => ({
    a, first: number(a.hash), last: Number(a.dataset.m) || number(a.hash),
    prefix: a.hash.slice(1).replace(/\d+$/, ''), rests: a.closest('.q, .area'),
  }));
  const linkOf = new Map(links.map((x) => [x.a, x]));
  const marksOf = (x) => {
    const list = [];
    for (let n = x.first; n <= x.last; n++) list.push(document.getElementById(x.prefix + n));
    return list;
  };
  const darken = () => { for (const x of view.querySelectorAll('.lit')) x.classList.remove('lit'); };

  // A quote stands in the page once, in the contract; here it is shown again.
  const longest = 4000; // characters; more is no quote but a chapter
  for (const quote of rep.querySelectorAll('.p > blockquote')) {
    const link = linkOf.get(quote.parentElement.querySelector('a'));
    if (!link || quote.lastChild && quote.lastChild.nodeName !== 'I') continue;
    let text = '', block = null;
    for (const mark of marksOf(link)) {
      const copy = mark.cloneNode(true);
      for (const x of copy.querySelectorAll('.pg, del')) x.remove();
      if (block && mark.parentElement !== block) text += ' ';
      block = mark.parentElement;
      text += copy.textContent;
      if (text.length > longest) { text = text.slice(0, longest) + ' …'; break; }
    }
    quote.append(text.replace(/\s+/g, ' ').trim());
  }

  // What a verdict rests on, and how often that was right.
  const bases = [...rep.querySelectorAll('.bases li')];
  for (const q of rep.querySelectorAll('[data-b]')) {
    const p = document.createElement('p');
    p.className = 'minor no-print';
    p.textContent = bases[q.dataset.b - 1].textContent;
    q.lastElementChild.append(p);
  }

  // A sign in the contract says where it leads.
  if (doc) for (const ref of doc.querySelectorAll('.ref')) {
    const to = document.getElementById(ref.hash.slice(1));
    const title = to.querySelector('h4, th').textContent;
    const more = /\d+$/.exec(ref.textContent);
    ref.setAttribute('aria-label', fill(more ? words.toMore : words.to, { title, n: more && more[0] }));
  }

  // Narrow screens show one of the two.
  const tabs = [...view.querySelectorAll('[data-tab]')];
  function show(pane) {
    view.dataset.show = pane;
    for (const tab of tabs) tab.setAttribute('aria-pressed', String(tab.dataset.tab === pane));
  }
  for (const tab of tabs) {
    tab.parentElement.hidden = false;
    tab.addEventListener('click', () => { show(tab.dataset.tab); scrollTo(0, 0); });
  }

  // From a requirement to the contract, and back to where one came from.
  const back = view.querySelector('.back');
  let from = null;
  function follow(a) {
    const link = linkOf.get(a);
    darken();
    show('doc');
    const marks = marksOf(link);
    for (const mark of marks) mark.classList.add('lit');
    if (link.rests) link.rests.classList.add('lit');
    from = link;
    back.hidden = false;
    marks[0].tabIndex = -1;
    marks[0].focus({ preventScroll: true });
    marks[0].scrollIntoView({ block: 'center' });
    say(fill(words.passage, { at: a.textContent }));
  }
  function goBack() {
    if (!from) return;
    show('rep');
    if (from.rests) reveal(from.rests);
    from.a.focus({ preventScroll: true });
    from.a.scrollIntoView({ block: 'center' });
    from = null;
    back.hidden = true;
  }
  if (back) back.addEventListener('click', goBack);

  // From the contract to what rests on a passage; once more gives the next.
  let turn = 0, lastMark = null;
  function rests(mark) {
    const n = number(mark.id);
    const list = [...new Set(links.filter((x) => x.rests && x.first <= n && n <= x.last).map((x) => x.rests))];
    if (list.length === 0) return;
    turn = mark === lastMark ? (turn + 1) % list.length : 0;
    lastMark = mark;
    const target = list[turn];
    darken();
    show('rep');
    reveal(target);
    target.classList.add('lit');
    for (const x of links) if (x.rests === target && x.first <= n && n <= x.last) for (const m of marksOf(x)) m.classList.add('lit');
    target.querySelector('summary, .unfold').focus({ preventScroll: true });
    target.scrollIntoView({ block: 'start' });
    if (list.length > 1) say(fill(words.nth, { n: turn + 1, all: list.length }));
  }
  // reveal unfolds a requirement or an area, and drops filters that hide it.
  function reveal(target) {
    if (target.hidden || target.closest('.group[hidden]')) form.reset();
    if (target.matches('details')) target.open = true;
    else unfoldArea(target.querySelector('.unfold'), true);
  }
  // An area of the matrix has its story in a row of its own.
  function unfoldArea(button, open) {
    if (!button) return;
    button.setAttribute('aria-expanded', String(open));
    document.getElementById(button.getAttribute('aria-controls')).hidden = !open;
  }
  for (const th of rep.querySelectorAll('[data-more]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'unfold';
    button.setAttribute('aria-controls', th.dataset.more);
    button.append(...th.childNodes);
    th.append(button);
    unfoldArea(button, false);
    button.addEventListener('click', () => unfoldArea(button, button.getAttribute('aria-expanded') === 'false'));
  }
  rep.addEventListener('click', (e) => {
    const a = e.target.closest('[data-m]');
    if (!a) return;
    e.preventDefault();
    follow(a);
  });
  if (doc) doc.addEventListener('click', (e) => {
    const ref = e.target.closest('a.ref');
    const mark = ref ? ref.previousElementSibling : e.target.closest('mark[id]');
    if (!mark || !ref && !getSelection().isCollapsed) return;
    e.preventDefault();
    rests(mark);
  });

  // Filters.
  const form = rep.querySelector('form');
  const count = rep.querySelector('.count');
  const chips = [...form.querySelectorAll('[data-status]')];
  let texts = null;
  function filter() {
    const wanted = new Set(chips.filter((c) => c.getAttribute('aria-pressed') === 'true').map((c) => c.dataset.status));
    const importance = form.elements.i.value, pack = form.elements.p.value;
    const parts = folded(form.elements.q.value).split(/\s+/).filter(Boolean);
    if (parts.length) texts ??= results.map((q) => folded(q.textContent));
    let shown = 0;
    results.forEach((q, i) => {
      q.hidden = wanted.size > 0 && ![...wanted].some((s) => q.classList.contains(s)) || importance !== '' && q.dataset.i !== importance ||
        pack !== '' && keyOf.get(q).split('.')[0] !== pack || !parts.every((part) => texts[i].includes(part));
      if (!q.hidden) shown++;
    });
    for (const group of rep.querySelectorAll('.group')) group.hidden = !group.querySelector('.q:not([hidden])');
    count.textContent = fill(shown === results.length ? words.all : words.shown, { n: shown, all: results.length });
    // In the contract only what is left in the list is marked.
    if (!doc) return;
    const off = shown < results.length;
    const kept = new Set();
    if (off) for (const x of links) if (x.rests && x.rests.matches('.q') && !x.rests.hidden) for (let n = x.first; n <= x.last; n++) kept.add(n);
    for (const mark of doc.querySelectorAll('mark[id]')) mark.classList.toggle('off', off && !kept.has(number(mark.id)));
  }
  form.hidden = false;
  // What is scrolled to stops below the filters, which stay in sight.
  new ResizeObserver(() => rep.style.setProperty('--above', form.offsetHeight + 12 + 'px')).observe(form);
  form.addEventListener('submit', (e) => e.preventDefault());
  form.addEventListener('input', filter);
  form.addEventListener('reset', () => {
    for (const c of chips) c.setAttribute('aria-pressed', 'false');
    setTimeout(filter);
  });
  for (const c of chips) c.addEventListener('click', () => {
    c.setAttribute('aria-pressed', String(c.getAttribute('aria-pressed') !== 'true'));
    filter();
  });
  const unfold = form.querySelector('[data-unfold]');
  unfold.addEventListener('click', () => {
    const open = unfold.textContent === words.open;
    for (const q of results) if (!q.hidden) q.open = open;
    unfold.textContent = open ? words.close : words.open;
  });
  filter();

  // Keys: through the list, to the search field, and back.
  const step = (by) => {
    const list = results.filter((q) => !q.hidden);
    const now = list.findIndex((q) => q.contains(document.activeElement));
    const next = list[now < 0 ? 0 : Math.min(Math.max(now + by, 0), list.length - 1)];
    if (!next) return;
    const summary = next.querySelector('summary');
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: 'nearest' });
  };
  document.addEventListener('keydown', (e) => {
    if (view.hidden || e.ctrlKey || e.altKey || e.metaKey) return;
    const at = document.activeElement;
    if (e.key === 'Escape' && from) { e.preventDefault(); goBack(); return; }
    if (at.matches('input, select, textarea')) return;
    const inList = at === document.body || rep.contains(at);
    const onSummary = at.matches('.q > summary');
    if (inList && e.key === 'j' || onSummary && e.key === 'ArrowDown') { e.preventDefault(); step(1); }
    else if (inList && e.key === 'k' || onSummary && e.key === 'ArrowUp') { e.preventDefault(); step(-1); }
    else if (inList && e.key === '/') { e.preventDefault(); form.elements.q.focus(); }
  });
  view.reveal = (id) => {
    const target = results.find((q) => q.id === id || keyOf.get(q) === id) || (view.querySelector('.area#' + CSS.escape(id)));
    if (!target) return false;
    show('rep');
    reveal(target);
    darken();
    target.classList.add('lit');
    target.querySelector('summary, .unfold')?.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'start' });
    return true;
  };
}

// One contract at a time; with several the table of them all comes first.
{
  const views = [...document.querySelectorAll('.contract')];
  for (const view of views) start(view);
  const overview = document.getElementById('overview');
  const choose = document.querySelector('.choose');
  const skips = [...document.querySelectorAll('.skip')];
  function choice(id) {
    for (const x of [overview, ...views]) if (x) x.hidden = x.id !== id;
    skips.forEach((s, i) => { s.hidden = views[i].hidden; });
    choose.value = id;
  }
  function go() {
    let id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    if (overview) {
      const view = views.find((v) => v.id === id || id && v.contains(document.getElementById(id)));
      choice(view ? view.id : 'overview');
    }
    const view = views.find((v) => !v.hidden);
    if (id && view) view.reveal(id);
  }
  if (overview) {
    choose.hidden = false;
    choose.addEventListener('change', () => { location.hash = choose.value; });
  }
  addEventListener('hashchange', go);
  go();
  const box = document.querySelector('[data-with-contract]');
  if (document.querySelector('.doc')) {
    box.hidden = false;
    const input = box.querySelector('input');
    input.addEventListener('change', () => document.documentElement.classList.toggle('with-contract', input.checked));
  }
}
