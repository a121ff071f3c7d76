
// The panel: one contract, one requirement, and the words the verdict rests on.
const panel = byId('panel');
const evidence = document.querySelectorAll('script.evidence');
let opened = { block: -1, content: null };
let asked = 0;

async function blockOf(contract) {
  const block = Math.floor(contract / data.per);
  if (opened.block !== block) opened = { block, content: unpack(evidence[block].textContent) };
  return opened.content;
}

function openCell(row, column) {
  const contract = rows[row];
  state.c = data.ids[contract];
  state.r = column >= 0 ? data.reqs[columns[column]].id : '';
  writeHash(true);
  return openContract(contract, column >= 0 ? columns[column] : -1, true);
}

function closePanel() {
  if (panel.hidden) return;
  panel.hidden = true;
  state.c = state.r = '';
  writeHash(false);
  grid.focus({ preventScroll: true });
  measure();
  draw();
}

async function openContract(contract, requirement, focus) {
  const turn = ++asked;
  panel.hidden = false;
  let block = null;
  try { block = await blockOf(contract); } catch { opened = { block: -1, content: null }; }
  if (turn !== asked) return;
  panel.replaceChildren(...about(contract, requirement, block));
  panel.scrollTop = 0;
  if (focus) panel.focus({ preventScroll: true });
  measure();
  draw();
}

// about is what the panel shows.
function about(contract, requirement, block) {
  const kept = block ? block.c[contract % data.per] : null;
  const text = (i) => i >= 0 ? block.s[i] : '';
  const close = node('button', { type: 'button', class: 'btn' }, words.close);
  close.addEventListener('click', closePanel);
  const facts = [supplierOf(contract), data.year[contract] || words.unknownYear, data.kinds[data.kind[contract]], ...(kept ? kept.f.map(text) : [])].filter(Boolean);
  const out = [
    node('div', { class: 'head' }, node('h2', { id: 'panel-h' }, nameOf(contract)), close),
    node('p', { class: 'minor' }, facts.join(' · ')),
  ];
  const badges = node('p', null);
  if (data.bits[contract] & 1) badges.append(node('span', { class: 'badge unknown' }, words.incomplete), ' ');
  if (data.bits[contract] & 2) badges.append(node('span', { class: 'badge partial' }, words.outdated));
  if (badges.childNodes.length) out.push(badges);
  if (!block) out.push(node('p', { class: 'warn card' }, words.failed));
  if (requirement >= 0) out.push(...verdict(contract, requirement, block, kept, text));
  else out.push(node('p', { class: 'muted' }, words.choose));
  out.push(...places(contract, kept), ...every(contract, requirement));
  if (kept && kept.w) out.push(node('h3', null, words.flags.replace(/:$/, '')), node('ul', null, ...kept.w.map((i) => node('li', null, text(i)))));
  if (kept) out.push(node('p', { class: 'minor' }, 'SHA-256 ', node('code', null, kept.h)));
  return out;
}

function verdict(contract, requirement, block, kept, text) {
  const q = data.reqs[requirement], status = cell(contract, requirement);
  const out = [
    node('h3', null, requirement + 1 + '. ' + q.t),
    node('p', null, status === none ? words.noVerdict : node('span', { class: 'badge ' + statuses[status] }, word(status)), ' ', node('span', { class: 'minor' }, words['i_' + q.i] || q.i, ' · ', node('code', null, q.id))),
  ];
  const result = kept ? kept.r.find((r) => r[0] === requirement) : null;
  if (result) {
    const [, reason, lacks, flags, findings] = result;
    if (reason >= 0) out.push(node('p', null, text(reason)));
    if (lacks.length) out.push(node('p', null, node('b', null, status === 0 ? words.because : words.lacks), ' ', lacks.map(text).join('; ')));
    if (flags.length) out.push(node('p', null, node('b', null, words.flags), ' ', flags.map(text).join('; ')));
    let quoted = 0;
    for (const [effect, at, quote, value, why] of findings) {
      const kind = ['gives', 'weak', 'against', 'overruled'][effect];
      const p = node('div', { class: 'p ' + kind }, node('p', { class: 'at' }, [text(at), words[kind]].filter(Boolean).join(' · ')));
      if (quote >= 0) { p.append(node('blockquote', { lang: 'nl' }, text(quote))); quoted++; }
      if (value >= 0) p.append(node('p', { class: 'why' }, node('b', null, words.value), ' ', text(value)));
      if (why >= 0) p.append(node('p', { class: 'why' }, text(why)));
      out.push(p);
    }
    if (!findings.length) out.push(node('p', { class: 'minor' }, words.noEvidence));
    else if (!quoted) out.push(node('p', { class: 'minor' }, block.q > 0 ? words.metLeftOut : words.noQuotes));
    else if (findings.some((f) => text(f[2]).endsWith('…'))) out.push(node('p', { class: 'minor' }, fill(words.cut, { n: status === 4 ? block.m : block.q })));
  }
  const step = (label, by) => {
    const at = columns.indexOf(requirement) + by;
    const b = node('button', { type: 'button', class: 'btn' }, label);
    b.disabled = at < 0 || at >= columns.length;
    b.addEventListener('click', () => pick(contract, columns[at]));
    return b;
  };
  const same = node('button', { type: 'button', class: 'btn' }, words.same);
  same.disabled = status === none;
  same.addEventListener('click', () => { change({ req: q.id, st: statuses[status] }); grid.scrollTop = 0; follow(contract, requirement); });
  out.push(node('div', { class: 'steps' }, step(words.prev, -1), step(words.next, 1), same));
  return out;
}

// pick goes to another requirement of the same contract.
function pick(contract, requirement) {
  state.r = data.reqs[requirement].id;
  writeHash(false);
  follow(contract, requirement);
  openContract(contract, requirement, true);
}

// follow brings the cursor to a contract and a requirement, where they are shown.
function follow(contract, requirement) {
  const row = rows.indexOf(contract), column = columns.indexOf(requirement);
  if (row < 0) return;
  cursor = { row, column: Math.max(0, column) };
  show();
  draw();
}

function places(contract, kept) {
  const list = kept ? kept.p : data.paths[contract];
  const ul = node('ul', null, ...list.map((p) => node('li', null, p)));
  if (kept && kept.n) ul.append(node('li', null, fill(words.more, { n: kept.n })));
  return [node('h3', null, words.places + (list.length > 1 ? ' (' + (list.length + (kept?.n || 0)) + ')' : '')), ul];
}

// every lists the requirements by verdict: the matrix for who does not see it.
function every(contract, requirement) {
  const out = [node('h3', null, words.every)];
  statuses.forEach((s, status) => {
    const of = [];
    for (let k = 0; k < m; k++) if (cell(contract, k) === status) of.push(k);
    if (!of.length) return;
    const list = node('ul', null, ...of.map((k) => {
      const b = node('button', { type: 'button', 'aria-current': k === requirement ? 'true' : null }, k + 1 + '. ' + data.reqs[k].t);
      b.addEventListener('click', () => pick(contract, k));
      return node('li', null, b);
    }));
    const box = node('details', { class: 'of ' + s }, node('summary', null, node('span', { class: 'signed' }, word(status)), ' (' + of.length + ')'), list);
    box.open = status === 0 || requirement < 0 && status === 1;
    out.push(box);
  });
  return out;
}
panel.addEventListener('keydown', (e) => {
  if (e.key === 'Escape') { e.preventDefault(); closePanel(); }
});
