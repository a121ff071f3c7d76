document.documentElement.classList.add('js');

const byId = (id) => document.getElementById(id);
// fill puts numbers and names into a text.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
// folded makes texts alike that differ by accents and capitals only.
const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
// node makes an element with texts and elements in it; what stands in contracts
// becomes text, never markup.
function node(tag, attributes, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) if (value !== null && value !== undefined) el.setAttribute(name, value);
  el.append(...children.filter((c) => c !== null && c !== undefined && c !== ''));
  return el;
}

// unpack opens data of the page.
async function unpack(text) {
  const raw = atob(text.trim());
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text());
}

// The verdicts, by their place in the order of a report; 6 is for none.
const statuses = ['conflict', 'missing', 'partial', 'unknown', 'met', 'waived'];
const signs = ['✗', '○', '◐', '?', '✓', '–', ' '];
const none = 6;
const word = (status) => status === none ? words.noVerdict : words['s_' + statuses[status]];

// What is looked at stands in the address, so that a link shows the same.
const fields = ['q', 'from', 'to', 'kind', 'pack', 'imp', 'only', 'req', 'st', 'sort'];
const initial = { view: 'overview', q: '', from: '', to: '', kind: '', pack: '', imp: '', only: '', req: '', st: '', sort: '', desc: '', small: '', c: '', r: '' };
let state = { ...initial };

function readHash() {
  const given = new URLSearchParams(location.hash.slice(1));
  const next = { ...initial };
  for (const name of Object.keys(initial)) if (given.has(name)) next[name] = given.get(name).slice(0, 300);
  if (!['overview', 'matrix', 'unread'].includes(next.view)) next.view = 'overview';
  return next;
}

function writeHash(step) {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value !== '' && (name === 'view' || value !== initial[name])) out.set(name, value);
  const hash = '#' + out;
  if (hash === location.hash) return;
  // A page from disk may not be allowed to.
  try { history[step ? 'pushState' : 'replaceState'](null, '', hash); } catch { /* the link is then not kept */ }
}
