// The state of a search: a bar for each supplier, the number of offers and the time.

import { byId, element, replaceChildren, setText } from './dom.js';
import { texts } from './texts.js';

const clock = { started: 0, timer: 0 };

/** Starts the clock, before the first response. */
export function startProgress() {
  stopClock();
  clock.started = performance.now();
  clock.timer = setInterval(() => showElapsed(performance.now() - clock.started), 100);
  showElapsed(0);
  replaceChildren(byId('suppliers'));
  byId('simulated').hidden = true;
  setText(byId('results-title'), texts.searching);
  setText(byId('trip'), '');
  setText(byId('offer-count'), '0');
  byId('cancel').disabled = false;
}

/** Stops the clock. */
export function stopProgress(title) {
  stopClock();
  byId('cancel').disabled = true;
  setText(byId('results-title'), title);
  for (const row of byId('suppliers').children) {
    row.classList.add('stopped');
  }
}

/** Shows the state of all suppliers. A search whose stored data is damaged has no request. */
export function showProgress(body, isEnded) {
  const { request } = body;
  setText(byId('trip'), request ? texts.trip(request.pickUp.name, request.dropOff.name, request.days) : '');
  setText(byId('offer-count'), body.total.toLocaleString('en'));
  const list = byId('suppliers');
  body.suppliers.forEach((supplier, index) => {
    const row = list.children[index] ?? createRow(list);
    updateRow(row, supplier);
  });
  showSimulated(body.suppliers);
  if (isEnded) {
    stopProgress(texts.ended[body.status] ?? body.status);
    if (body.completedAt) {
      showElapsed(new Date(body.completedAt) - new Date(body.requestedAt));
    }
  }
}

function createRow(list) {
  const row = element('li', {},
    element('p', { class: 'name' }, element('span', {}), element('span', { class: 'mark' })),
    element('div', { class: 'track' }, element('div', { class: 'fill' })),
    element('p', { class: 'reason' }));
  list.append(row);
  return row;
}

function updateRow(row, supplier) {
  const [name, , reason] = row.children;
  const status = supplier.status === 'Succeeded' && supplier.error ? 'Partial' : supplier.status;
  row.dataset.status = status;
  setText(name.children[0], supplier.name);
  setText(name.children[1], texts.supplierStatus[status] ?? status);
  setText(reason, [
    status === 'Succeeded' || status === 'Partial' ? texts.supplierOffers(supplier.offers, supplier.elapsedMs ?? 0) : null,
    supplier.error?.message,
  ].filter(Boolean).join('. '));
}

function showSimulated(suppliers) {
  const names = suppliers.filter(supplier => supplier.simulated === true).map(supplier => supplier.name);
  byId('simulated').hidden = names.length === 0;
  setText(byId('simulated'), names.length === 0 ? '' : names.length === suppliers.length ? texts.simulatedAll : texts.simulatedSome(names));
}

function showElapsed(milliseconds) {
  byId('elapsed').textContent = (milliseconds / 1000).toFixed(1);
}

function stopClock() {
  clearInterval(clock.timer);
}
