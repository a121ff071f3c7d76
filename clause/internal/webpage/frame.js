'use strict';
const words = JSON.parse(document.getElementById('words').textContent) || {};

// say puts a text where a screen reader tells it without moving there.
function say(text) {
  const live = document.getElementById('live');
  live.textContent = '';
  setTimeout(() => { live.textContent = text; }, 50);
}

// The colours: those of the system, or what the reader chose. A page from disk
// may not be allowed to remember the choice.
for (const button of document.querySelectorAll('[data-theme-switch]')) {
  const root = document.documentElement;
  const show = (theme) => {
    if (theme === 'auto') root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', theme);
    button.textContent = button.getAttribute('data-' + theme);
    button.value = theme;
  };
  let theme = 'auto';
  try { theme = localStorage.getItem('clausule-theme') || theme; } catch { /* not remembered */ }
  show(['auto', 'light', 'dark'].includes(theme) ? theme : 'auto');
  button.hidden = false;
  button.addEventListener('click', () => {
    const next = { auto: 'light', light: 'dark', dark: 'auto' }[button.value];
    show(next);
    try { localStorage.setItem('clausule-theme', next); } catch { /* not remembered */ }
  });
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// Paper has nothing to unfold.
{
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    for (const d of closed) d.open = true;
  });
  addEventListener('afterprint', () => {
    for (const d of closed) d.open = false;
    closed = [];
  });
}

// copyByHand is for a browser that denies the clipboard: the old command, and
// where that is denied too the text is left selected.
function copyByHand(from) {
  const selection = getSelection();
  selection.selectAllChildren(from);
  let done = false;
  try { done = document.execCommand('copy'); } catch { /* selected is what remains */ }
  if (done) selection.removeAllRanges();
  return done;
}

for (const from of document.querySelectorAll('[data-copy]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn copy';
  button.textContent = words.copy;
  from.after(button);
  button.addEventListener('click', async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(from.textContent);
    } catch {
      done = copyByHand(from);
    }
    button.textContent = done ? words.copied : words.byHand;
    say(button.textContent);
    setTimeout(() => { button.textContent = words.copy; }, 3000);
  });
}
