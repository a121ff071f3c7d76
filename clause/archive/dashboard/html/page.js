
// The requirements of the overview can be sorted.
const table = byId('reqs');
if (table) {
  const body = table.tBodies[0];
  for (const th of table.querySelectorAll('[data-sort]')) {
    const by = th.dataset.sort;
    const button = node('button', { type: 'button', class: 'sorter' }, ...th.childNodes);
    th.append(button);
    const column = [...th.parentElement.children].indexOf(th);
    const value = (tr) => by === 'title' ? folded(tr.cells[column].textContent) : tr.dataset[by] !== undefined ? Number(tr.dataset[by]) : parseInt(tr.cells[column].textContent, 10) || 0;
    button.addEventListener('click', () => {
      const up = th.getAttribute('aria-sort') ? th.getAttribute('aria-sort') === 'descending' : ['no', 'title', 'rank', 'met'].includes(by);
      for (const x of table.querySelectorAll('[aria-sort]')) x.removeAttribute('aria-sort');
      th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const list = [...body.rows].map((tr) => [value(tr), Number(tr.dataset.no), tr]);
      list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) * (up ? 1 : -1) || a[1] - b[1]);
      body.append(...list.map((x) => x[2]));
    });
  }
}

// What the address asks for is shown.
let ready = null;
const loaded = () => ready ??= unpack(byId('data').textContent).then(load);
function showView() {
  for (const v of document.querySelectorAll('.view')) v.classList.toggle('on', v.id === state.view);
  for (const a of document.querySelectorAll('[data-view]')) {
    if (a.dataset.view === state.view) a.setAttribute('aria-current', 'page');
    else a.removeAttribute('aria-current');
  }
}

async function go() {
  const before = state.view;
  state = readHash();
  showView();
  if (before !== state.view) scrollTo(0, 0);
  if (state.view !== 'matrix') return;
  try {
    await loaded();
  } catch {
    byId('count').textContent = words.failed;
    return;
  }
  syncForm();
  refresh();
  if (!state.c) { panel.hidden = true; return; }
  const contract = data.ids.indexOf(state.c);
  if (contract < 0) {
    panel.hidden = true;
    say(words.notFound);
    byId('info').textContent = words.notFound;
    return;
  }
  const requirement = data.reqs.findIndex((q) => q.id === state.r);
  follow(contract, requirement);
  await openContract(contract, requirement, true);
  follow(contract, requirement);
}
addEventListener('hashchange', go);

// On paper the matrix is a table of the first contracts, a sign a requirement.
const onPaper = 250;
function makePaper() {
  const paper = byId('paper');
  paper.hidden = true;
  if (!data) return;
  choose();
  const filters = fields.filter((f) => f !== 'sort' && state[f] !== '').map((f) => {
    const el = field(f);
    return el.closest('label').firstElementChild.textContent + ': ' + (el.selectedOptions ? el.selectedOptions[0]?.textContent ?? state[f] : state[f]);
  });
  const head = node('tr', null, ...[words.name, words.supplier, words.year, signs[0], signs[1]].map((t) => node('th', { scope: 'col' }, t)));
  const list = rows.slice(0, onPaper).map((i) => [
    node('tr', null, node('th', { scope: 'row' }, nameOf(i)), node('td', null, supplierOf(i)), node('td', null, String(data.year[i] || '–')), node('td', null, String(counts.conflict[i])), node('td', null, String(counts.missing[i]))),
    node('tr', null, node('td', { colspan: '5', class: 'signs' }, columns.map((k, c) => (c && c % 10 === 0 ? ' ' : '') + (cell(i, k) === none ? '·' : signs[cell(i, k)])).join(''))),
  ]).flat();
  paper.replaceChildren(
    node('h2', null, byId('matrix-h').textContent),
    node('p', null, fill(words.printed, { n: Math.min(onPaper, rows.length), all: n === rows.length ? n : rows.length }), ' ', filters.length ? fill(words.filters, { f: filters.join('; ') }) : ''),
    node('p', null, statuses.map((s, i) => signs[i] + ' ' + word(i)).join(' · ') + (m === columns.length ? '' : ' · ' + fill(words.cols, { n: columns.length }) + ': ' + columns.map((k) => k + 1).join(', '))),
    node('table', null, node('thead', null, head), node('tbody', null, ...list)),
  );
  paper.hidden = false;
}
addEventListener('beforeprint', makePaper);
addEventListener('afterprint', () => { byId('paper').hidden = true; });
// The matrix is ready on paper though it was not looked at.
setTimeout(() => { loaded().catch(() => { /* said when the matrix is asked for */ }); }, 300);
go();
