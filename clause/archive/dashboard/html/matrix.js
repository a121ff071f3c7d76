
// The matrix: contracts below each other, requirements beside each other, drawn on
// a canvas as large as what is seen of it.
let data = null; // of the page
let n = 0, m = 0; // contracts and requirements
let cells = null; // verdicts, contract by contract
let keys = null; // what contracts are sorted and searched by
let columns = [], rows = []; // that are shown, in order
let counts = { key: null }; // of conflicts and missing, by contract, in the columns
let totals = null; // of the columns, over the rows: seven to a column
let cursor = { row: 0, column: 0 }; // row -1 is the heads
let hover = null;

const grid = byId('grid'), canvas = byId('canvas'), form = document.querySelector('.filters');
const field = (name) => form.elements.namedItem(name);
const cell = (contract, requirement) => cells[contract * m + requirement];
const nameOf = (contract) => { const p = data.paths[contract][0]; return p.slice(p.lastIndexOf('/') + 1); };
const supplierOf = (contract) => data.sups[data.sup[contract]];

function load(given) {
  data = given;
  n = data.ids.length;
  m = data.reqs.length;
  const codes = new Uint8Array(128).fill(none);
  [...'cmpuvw'].forEach((c, i) => { codes[c.charCodeAt(0)] = i; });
  cells = new Uint8Array(n * m);
  for (let i = 0; i < cells.length; i++) cells[i] = codes[data.cells.charCodeAt(i)];
  data.cells = null;
}

// prepare makes the texts to sort and search by; numbers in names count as such.
function prepare() {
  if (keys) return keys;
  const sup = data.sups.map(folded);
  keys = { name: [], search: [], sup };
  for (let i = 0; i < n; i++) {
    const paths = folded(data.paths[i].join('\n'));
    const first = paths.indexOf('\n') < 0 ? paths : paths.slice(0, paths.indexOf('\n'));
    keys.name.push(first.slice(first.lastIndexOf('/') + 1).replace(/\d+/g, (d) => d.padStart(9, '0')));
    keys.search.push(sup[data.sup[i]] + '\n' + paths);
  }
  return keys;
}

// count counts per contract what is in conflict and what is missing, in the columns.
function count() {
  const key = state.pack + '\n' + state.imp;
  if (counts.key === key) return;
  columns = [];
  data.reqs.forEach((q, k) => {
    if ((state.pack === '' || data.packs[q.p] === state.pack) && (state.imp === '' || q.i === state.imp)) columns.push(k);
  });
  counts = { key, conflict: new Uint16Array(n), missing: new Uint16Array(n) };
  const shown = Int32Array.from(columns);
  for (let i = 0; i < n; i++) {
    let c = 0, o = 0;
    for (let k = 0; k < shown.length; k++) {
      const s = cells[i * m + shown[k]];
      if (s === 0) c++;
      else if (s === 1) o++;
    }
    counts.conflict[i] = c;
    counts.missing[i] = o;
  }
}

// choose finds the contracts that the filters ask for, and sorts them.
function choose() {
  count();
  const parts = folded(state.q).split(/\s+/).filter(Boolean);
  const k = parts.length || state.sort === 'name' || state.sort === 'supplier' ? prepare() : null;
  const from = Number(state.from) || 0, to = Number(state.to) || 0, unknown = state.from === 'none';
  const kind = state.kind === '' ? -1 : data.kinds.indexOf(state.kind === '-' ? '' : state.kind);
  const req = state.req === '' ? -1 : data.reqs.findIndex((q) => q.id === state.req);
  const st = statuses.indexOf(state.st);
  const kept = [];
  for (let i = 0; i < n; i++) {
    if (unknown ? data.year[i] !== 0 : from && data.year[i] < from) continue;
    if (to && !unknown && (data.year[i] === 0 || data.year[i] > to)) continue;
    if (state.kind !== '' && data.kind[i] !== kind) continue;
    if (state.only === 'conflict' && counts.conflict[i] === 0 || state.only === 'open' && counts.conflict[i] + counts.missing[i] === 0) continue;
    if (state.only === 'incomplete' && !(data.bits[i] & 1) || state.only === 'outdated' && !(data.bits[i] & 2) || state.only === 'copies' && data.paths[i].length < 2) continue;
    if (req >= 0 && st >= 0 && cells[i * m + req] !== st) continue;
    if (parts.length && !parts.every((w) => k.search[i].includes(w))) continue;
    kept.push(i);
  }
  const text = (list) => (a, b) => list[a] < list[b] ? -1 : list[a] > list[b] ? 1 : 0;
  const by = {
    name: k && text(k.name),
    supplier: k && ((a, b) => { const x = k.sup[data.sup[a]], y = k.sup[data.sup[b]]; return x === y ? 0 : x === '' ? 1 : y === '' || x < y ? -1 : 1; }),
    year: (a, b) => (data.year[a] || 9999) - (data.year[b] || 9999),
    conflict: (a, b) => counts.conflict[b] - counts.conflict[a],
    missing: (a, b) => counts.missing[b] - counts.missing[a],
    open: (a, b) => counts.conflict[b] + counts.missing[b] - counts.conflict[a] - counts.missing[a],
    req: req >= 0 && ((a, b) => cells[a * m + req] - cells[b * m + req]),
  }[state.sort];
  if (by) kept.sort((a, b) => by(a, b) || a - b);
  if (state.desc) kept.reverse();
  rows = kept;
  totals = new Uint32Array(7 * columns.length);
  const shown = Int32Array.from(columns), width = shown.length;
  for (let r = 0; r < rows.length; r++) {
    const at = rows[r] * m;
    for (let c = 0; c < width; c++) totals[7 * c + cells[at + shown[c]]]++;
  }
}

// Sizes, in CSS pixels.
const size = { left: 340, head: 176, row: 24, cell: 20, small: false };
function measure() {
  size.small = state.small !== '';
  const narrow = grid.clientWidth < 700;
  size.left = narrow ? 150 : 372;
  size.wide = !narrow;
  size.row = size.small ? 15 : 24;
  size.cell = size.small ? 9 : 20;
  size.head = size.small ? 44 : 190;
  byId('spacer').style.width = size.left + columns.length * size.cell + 'px';
  byId('spacer').style.height = size.head + rows.length * size.row + 'px';
}

// The colours are those of the style sheet.
let colours = null;
function ink() {
  if (colours) return colours;
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  colours = { bg: of('--surface'), raised: of('--raised'), text: of('--text'), muted: of('--muted'), line: of('--line'), strong: of('--strong'), accent: of('--accent'), sans: style.fontFamily, fill: statuses.map((s) => of('--c-' + s)), on: statuses.map((s) => of('--ink-' + s)) };
  return colours;
}

// sign draws the sign of a verdict around a point.
function sign(g, status, x, y, r) {
  g.beginPath();
  switch (status) {
    case 0: g.moveTo(x - r, y - r); g.lineTo(x + r, y + r); g.moveTo(x + r, y - r); g.lineTo(x - r, y + r); g.stroke(); break;
    case 1: g.arc(x, y, r, 0, 7); g.stroke(); break;
    case 2: g.arc(x, y, r, 0, 7); g.stroke(); g.beginPath(); g.arc(x, y, r, Math.PI / 2, Math.PI * 1.5); g.fill(); break;
    case 3: g.fillText('?', x, y + 0.5); break;
    case 4: g.moveTo(x - r, y); g.lineTo(x - r / 3, y + r * 0.8); g.lineTo(x + r, y - r * 0.8); g.stroke(); break;
    case 5: g.moveTo(x - r, y); g.lineTo(x + r, y); g.stroke(); break;
  }
}

// small draws a cell without a sign: the height of what is filled tells the verdict
// to who sees no colours.
function smallCell(g, status, x, y, w, h, c) {
  g.fillStyle = c.fill[status];
  g.fillRect(x, y, w, h);
  g.fillStyle = c.on[status];
  switch (status) {
    case 0: g.fillRect(x + w / 2 - 1, y + 2, 2, h - 4); break;
    case 1: g.fillRect(x + w / 2 - 1, y + h / 2 - 1, 2, 2); break;
    case 2: g.fillRect(x + 1, y + h - 2, w - 2, 1); break;
    case 3: g.fillRect(x + 1, y + 1, w - 2, 1); break;
  }
}

// cut is a text that fits a width.
function cut(g, text, width) {
  if (g.measureText(text).width <= width) return text;
  let low = 0, high = Math.min(text.length, 120);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (g.measureText(text.slice(0, middle) + '…').width <= width) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, low) + '…';
}

let drawing = 0;
function draw() {
  if (!drawing) drawing = requestAnimationFrame(() => { drawing = 0; paint(); });
}

function paint() {
  if (state.view !== 'matrix' || !data) return;
  const width = grid.clientWidth, height = grid.clientHeight, ratio = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = width + 'px';
    canvas.style.height = height + 'px';
  }
  const g = canvas.getContext('2d'), c = ink();
  const { left, head, row, cell: w } = size;
  const dx = grid.scrollLeft, dy = grid.scrollTop;
  g.setTransform(ratio, 0, 0, ratio, 0, 0);
  g.fillStyle = c.bg;
  g.fillRect(0, 0, width, height);
  const firstRow = Math.max(0, Math.floor(dy / row)), lastRow = Math.min(rows.length, Math.ceil((dy + height - head) / row));
  const firstColumn = Math.max(0, Math.floor(dx / w)), lastColumn = Math.min(columns.length, Math.ceil((dx + width - left) / w));
  const shared = state.req === '' ? -1 : columns.findIndex((k) => data.reqs[k].id === state.req);

  // The cells.
  g.save();
  g.beginPath();
  g.rect(left, head, width - left, height - head);
  g.clip();
  g.lineWidth = 1.75;
  g.textAlign = 'center';
  g.textBaseline = 'middle';
  g.font = '700 12px ' + c.sans;
  for (let i = firstRow; i < lastRow; i++) {
    const y = head + i * row - dy, at = rows[i] * m;
    for (let j = firstColumn; j < lastColumn; j++) {
      const s = cells[at + columns[j]];
      if (s === none) continue;
      const x = left + j * w - dx;
      if (size.small) { smallCell(g, s, x, y, w - 1, row - 1, c); continue; }
      g.fillStyle = c.fill[s];
      g.fillRect(x + 0.5, y + 0.5, w - 1, row - 1);
      g.fillStyle = g.strokeStyle = c.on[s];
      sign(g, s, x + w / 2, y + row / 2, 4);
    }
  }
  if (shared >= 0) {
    g.strokeStyle = c.accent;
    g.lineWidth = 2;
    g.strokeRect(left + shared * w - dx, head - 2, w, height);
  }
  if (cursor.row >= 0 && document.activeElement === grid || state.c) {
    g.strokeStyle = c.text;
    g.lineWidth = 3;
    g.strokeRect(left + cursor.column * w - dx, head + cursor.row * row - dy, w, row);
  }
  g.restore();

  // The heads of the columns: pack, name, and how the shown contracts are divided.
  g.save();
  g.beginPath();
  g.rect(left, 0, width - left, head);
  g.clip();
  g.fillStyle = c.raised;
  g.fillRect(left, 0, width - left, head);
  const strip = 22, band = 18;
  g.textBaseline = 'middle';
  for (let j = firstColumn; j < lastColumn; j++) {
    const x = left + j * w - dx, q = data.reqs[columns[j]];
    let y = head - 3;
    const sum = rows.length || 1;
    for (const s of [4, 5, 3, 2, 1, 0]) {
      const h = (strip - 4) * totals[7 * j + s] / sum;
      g.fillStyle = c.fill[s];
      g.fillRect(x + 1, y - h, w - 2, h);
      y -= h;
    }
    if (!size.small) {
      g.save();
      g.translate(x + w / 2, head - strip - 3);
      g.rotate(-Math.PI / 2);
      g.textAlign = 'left';
      g.fillStyle = j === shared ? c.accent : c.text;
      g.font = (j === shared || cursor.row === -1 && cursor.column === j && document.activeElement === grid ? '700 ' : '') + '11.5px ' + c.sans;
      g.fillText(cut(g, columns[j] + 1 + '. ' + q.t, head - strip - band - 8), 0, 0);
      g.restore();
    }
    if (cursor.row === -1 && cursor.column === j && document.activeElement === grid) {
      g.strokeStyle = c.text;
      g.lineWidth = 3;
      g.strokeRect(x + 1.5, band, w - 3, head - band - 2);
    }
  }
  g.textAlign = 'left';
  g.font = '600 11.5px ' + c.sans;
  for (let j = 0; j < columns.length;) {
    const p = data.reqs[columns[j]].p;
    let end = j;
    while (end < columns.length && data.reqs[columns[end]].p === p) end++;
    const x = left + j * w - dx, to = left + end * w - dx;
    if (to > left && x < width) {
      const from = Math.max(x, left);
      g.fillStyle = c.strong;
      g.fillRect(x, 0, 1, head);
      g.fillStyle = c.muted;
      if (to - from > 30) g.fillText(cut(g, data.packs[p], to - from - 8), from + 5, band / 2 + 1);
    }
    j = end;
  }
  g.fillStyle = c.strong;
  g.fillRect(left, head - 1, width - left, 1);
  g.restore();

  // The contracts.
  g.fillStyle = c.bg;
  g.fillRect(0, 0, left, height);
  g.save();
  g.beginPath();
  g.rect(0, head, left, height - head);
  g.clip();
  g.textBaseline = 'middle';
  const plain = (size.small ? 11 : 13) + 'px ' + c.sans;
  const wide = size.wide ? { name: left - 212, sup: left - 204, supWidth: 88, year: left - 80, conflict: left - 44, missing: left - 8 } : { name: left - 34, conflict: left - 8 };
  for (let i = firstRow; i < lastRow; i++) {
    const y = head + i * row - dy, contract = rows[i];
    if (i === cursor.row && (document.activeElement === grid || state.c) || i === hover?.row) {
      g.fillStyle = c.raised;
      g.fillRect(0, y, left, row);
    }
    g.font = plain;
    g.textAlign = 'left';
    g.fillStyle = c.text;
    const mark = data.bits[contract] & 1 ? '? ' : data.bits[contract] & 2 ? '↻ ' : '';
    g.fillText(cut(g, mark + nameOf(contract), wide.name - 8), 8, y + row / 2);
    if (size.wide) {
      g.fillStyle = c.muted;
      g.fillText(cut(g, supplierOf(contract), wide.supWidth), wide.sup, y + row / 2);
      g.textAlign = 'right';
      g.fillText(data.year[contract] || '–', wide.year, y + row / 2);
      g.fillText(counts.missing[contract], wide.missing, y + row / 2);
    }
    g.textAlign = 'right';
    g.fillStyle = counts.conflict[contract] ? c.text : c.muted;
    g.fillText(counts.conflict[contract], wide.conflict, y + row / 2);
    if (!size.small) {
      g.fillStyle = c.line;
      g.fillRect(0, y + row - 1, left, 1);
    }
  }
  g.restore();
  g.fillStyle = c.raised;
  g.fillRect(0, 0, left, head);
  g.fillStyle = c.text;
  g.font = '600 12px ' + c.sans;
  g.textBaseline = 'middle';
  const base = head - 14, arrow = state.desc ? ' ▲' : ' ▼';
  size.heads = [];
  const put = (text, sort, x, align, from, to) => {
    g.textAlign = align;
    g.fillText(text + (state.sort === sort ? arrow : ''), x, base);
    size.heads.push({ sort, from, to });
  };
  put(words.name, 'name', 8, 'left', 0, wide.name);
  if (size.wide) {
    put(words.supplier, 'supplier', wide.sup, 'left', wide.sup, wide.sup + wide.supWidth);
    put(words.year, 'year', wide.year, 'right', wide.year - 32, wide.year + 2);
    put(signs[1], 'missing', wide.missing, 'right', wide.missing - 30, left);
  }
  put(signs[0], 'conflict', wide.conflict, 'right', wide.conflict - 30, wide.conflict + 4);
  g.fillStyle = c.strong;
  g.fillRect(0, head - 1, left, 1);
  g.fillRect(left - 1, 0, 1, height);
}

// where tells what lies under a point of the canvas.
function where(e) {
  const box = canvas.getBoundingClientRect();
  const x = e.clientX - box.left, y = e.clientY - box.top;
  const column = x < size.left ? -1 : Math.floor((x - size.left + grid.scrollLeft) / size.cell);
  const row = y < size.head ? -1 : Math.floor((y - size.head + grid.scrollTop) / size.row);
  if (column >= columns.length || row >= rows.length) return null;
  return { row, column, x };
}

// describe is a cell in words.
function describe(row, column) {
  if (row < 0) {
    if (!columns.length) return '';
    const q = data.reqs[columns[column]], t = totals.subarray(7 * column, 7 * column + 7);
    return columns[column] + 1 + '. ' + q.t + ' · ' + (words['i_' + q.i] || q.i) + ' · ' + statuses.map((s, i) => t[i] ? word(i) + ' ' + t[i] : '').filter(Boolean).join(', ');
  }
  const contract = rows[row];
  if (contract === undefined) return '';
  const about = [nameOf(contract), supplierOf(contract), data.year[contract] || ''].filter(Boolean).join(' · ') + (data.bits[contract] & 1 ? ' (' + words.incomplete + ')' : '');
  if (column < 0 || !columns.length) return about + ' · ' + data.paths[contract][0];
  return fill(words.cell, { contract: about, eis: data.reqs[columns[column]].t, oordeel: word(cell(contract, columns[column])) });
}

// tell puts the cell of the cursor where a screen reader finds it: as the active
// one of a grid, of which only this is in the page. The element is new every time,
// or its new text would not be told.
let told = 0;
function tell() {
  const text = describe(cursor.row, cursor.column);
  byId('info').textContent = text;
  const id = 'cell' + ++told;
  const at = node('span', { id, role: cursor.row < 0 ? 'columnheader' : 'gridcell', 'aria-colindex': cursor.column + 2 }, text);
  byId('cells').replaceChildren(node('div', { role: 'row', 'aria-rowindex': cursor.row + 2 }, at));
  grid.setAttribute('aria-activedescendant', id);
}

// show scrolls the cursor into sight.
function show() {
  const x = cursor.column * size.cell, y = cursor.row * size.row;
  const width = grid.clientWidth - size.left, height = grid.clientHeight - size.head;
  if (x < grid.scrollLeft) grid.scrollLeft = x;
  else if (x + size.cell > grid.scrollLeft + width) grid.scrollLeft = x + size.cell - width;
  if (cursor.row >= 0) {
    if (y < grid.scrollTop) grid.scrollTop = y;
    else if (y + size.row > grid.scrollTop + height) grid.scrollTop = y + size.row - height;
  }
}

function move(row, column) {
  cursor.row = Math.max(-1, Math.min(row, rows.length - 1));
  cursor.column = Math.max(0, Math.min(column, columns.length - 1));
  show();
  tell();
  draw();
}

// refresh shows what the state asks for.
function refresh() {
  choose();
  measure();
  cursor.row = Math.min(cursor.row, rows.length - 1);
  cursor.column = Math.max(0, Math.min(cursor.column, columns.length - 1));
  grid.setAttribute('aria-rowcount', rows.length + 1);
  grid.setAttribute('aria-colcount', columns.length + 1);
  byId('count').textContent = rows.length === 0 ? words.none
    : fill(rows.length === n ? words.all : words.shown, { n: rows.length, all: n }) + ' · ' + fill(words.cols, { n: columns.length });
  byId('info').textContent = words.hint;
  draw();
}

// change alters the state and shows it.
function change(values) {
  Object.assign(state, values);
  syncForm();
  writeHash(false);
  refresh();
}

// sortBy sorts, and turns the order when it was sorted so already.
function sortBy(sort, req) {
  const same = state.sort === sort && (sort !== 'req' || state.req === req);
  change({ sort, desc: same && !state.desc ? '1' : '', ...(sort === 'req' ? { req } : {}) });
  grid.scrollTop = 0;
}

function syncForm() {
  for (const name of fields) field(name).value = state[name];
  byId('dir').setAttribute('aria-pressed', String(state.desc !== ''));
  byId('zoom').setAttribute('aria-pressed', String(state.small !== ''));
}

grid.addEventListener('scroll', draw, { passive: true });
grid.addEventListener('focus', () => { tell(); draw(); });
grid.addEventListener('blur', draw);
grid.addEventListener('pointermove', (e) => {
  const at = where(e);
  canvas.style.cursor = at && (at.column >= 0 || at.row < 0 || at.row >= 0) ? 'pointer' : '';
  if (at?.row === hover?.row && at?.column === hover?.column) return;
  hover = at;
  if (at) byId('info').textContent = at.row < 0 && at.column < 0 ? words.hint : describe(at.row, at.column);
  draw();
});
grid.addEventListener('pointerleave', () => { hover = null; draw(); });
canvas.addEventListener('click', (e) => {
  const at = where(e);
  if (!at) return;
  grid.focus({ preventScroll: true });
  if (at.row < 0 && at.column < 0) {
    const head = size.heads.find((h) => h.from <= at.x && at.x < h.to);
    if (head) sortBy(head.sort);
    return;
  }
  cursor = { row: at.row, column: Math.max(0, at.column) };
  tell();
  draw();
  if (at.row < 0) sortBy('req', data.reqs[columns[at.column]].id);
  else openCell(at.row, at.column);
});
grid.addEventListener('keydown', (e) => {
  if (e.altKey || e.metaKey) return;
  const page = Math.max(1, Math.floor((grid.clientHeight - size.head) / size.row) - 1);
  const { row, column } = cursor;
  switch (e.key) {
    case 'ArrowDown': move(row + 1, column); break;
    case 'ArrowUp': move(row - 1, column); break;
    case 'ArrowRight': move(row, column + 1); break;
    case 'ArrowLeft': move(row, column - 1); break;
    case 'PageDown': move(row + page, column); break;
    case 'PageUp': move(Math.max(0, row - page), column); break;
    case 'Home': move(e.ctrlKey ? 0 : row, 0); break;
    case 'End': move(e.ctrlKey ? rows.length - 1 : row, columns.length - 1); break;
    case 'Enter':
      if (row < 0 && columns.length) sortBy('req', data.reqs[columns[column]].id);
      else if (row >= 0 && rows.length) openCell(row, columns.length ? column : -1);
      break;
    case 'Escape': closePanel(); break;
    default: return;
  }
  e.preventDefault();
});

form.addEventListener('submit', (e) => e.preventDefault());
form.addEventListener('input', () => {
  const values = {};
  for (const name of fields) values[name] = field(name).value;
  // To sort by a requirement, or to ask for a verdict on one, there must be one.
  if (values.req === '' && (values.st !== '' || values.sort === 'req')) values.req = data.reqs[columns[cursor.column] ?? 0]?.id ?? '';
  change(values);
  grid.scrollTop = 0;
});
form.addEventListener('reset', (e) => {
  e.preventDefault();
  change({ q: '', from: '', to: '', kind: '', pack: '', imp: '', only: '', req: '', st: '', sort: '', desc: '' });
});
byId('dir').addEventListener('click', () => change({ desc: state.desc ? '' : '1' }));
byId('zoom').addEventListener('click', () => change({ small: state.small ? '' : '1' }));
byId('extra').addEventListener('click', () => byId('extra').setAttribute('aria-expanded', String(form.classList.toggle('open'))));
new ResizeObserver(() => { if (data && state.view === 'matrix') { measure(); draw(); } }).observe(grid);
const recolour = () => { colours = null; draw(); };
new MutationObserver(recolour).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour);
