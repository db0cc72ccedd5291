// The drawer for developers: the requests of this page as commands.

import { onRequest, setAccessKey } from './api.js';
import { byId, element, replaceChildren, setText } from './dom.js';
import { texts } from './texts.js';

const maxRequests = 100;

/** Creates the drawer. Returns a function that opens it at the access key. */
export function createDrawer() {
  const drawer = byId('drawer');
  const toggle = byId('drawer-toggle');
  const key = byId('key');
  const items = new Map();

  const setOpen = isOpen => {
    drawer.hidden = !isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
    (isOpen ? byId('drawer-close') : toggle).focus();
  };
  toggle.addEventListener('click', () => setOpen(drawer.hidden));
  byId('drawer-close').addEventListener('click', () => setOpen(false));
  drawer.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      setOpen(false);
    }
  });
  key.addEventListener('input', () => setAccessKey(key.value.trim()));

  onRequest(entry => {
    if (!items.has(entry)) {
      items.set(entry, createItem(entry));
      byId('requests').prepend(items.get(entry));
      byId('requests-none').hidden = true;
    }
    updateItem(items.get(entry), entry);
    if (items.size > maxRequests) {
      const [oldest] = items.keys();
      items.get(oldest).remove();
      items.delete(oldest);
    }
  });

  return () => {
    setOpen(true);
    key.focus();
  };
}

function createItem(entry) {
  const copy = element('button', { type: 'button', class: 'quiet', on: { click: async () => {
    await navigator.clipboard.writeText(entry.curl);
    setText(copy, texts.copied);
  } } }, texts.copy);
  return element('li', {},
    element('p', { class: 'request-head' },
      element('b', { class: 'method' }, entry.method),
      element('span', { class: 'path' }, entry.path),
      element('span', { class: 'status' }),
      element('span', { class: 'time' })),
    element('div', { class: 'command' }, element('pre', {}, element('code', {}, entry.curl)), navigator.clipboard ? copy : null),
    element('dl', {}));
}

function updateItem(item, entry) {
  const status = item.querySelector('.status');
  setText(status, String(entry.status ?? texts.pending));
  status.dataset.kind = entry.status === null ? 'pending' : entry.status >= 200 && entry.status < 400 ? 'good' : 'bad';
  setText(item.querySelector('.time'), entry.milliseconds === null ? '' : texts.requestTime(entry.milliseconds));
  replaceChildren(item.querySelector('dl'), entry.headers.map(([name, value]) =>
    [element('dt', {}, name), element('dd', {}, value)]));
}
