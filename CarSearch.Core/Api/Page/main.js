// The page: puts its parts together.

import { drawCar, types } from './cars.js';
import { byId, element, holdWhileInUse, replaceChildren, setText } from './dom.js';
import { createDrawer } from './drawer.js';
import { Filters } from './filters.js';
import { createForm } from './form.js';
import { createCard } from './offers.js';
import { showProgress, startProgress, stopProgress } from './progress.js';
import { start } from './search.js';
import { compose, createVoice } from './sentence.js';
import { texts } from './texts.js';

let search = null;
let links = {};
let starts = 0;
let isPageTurned = false;

for (const node of document.querySelectorAll('[data-text]')) {
  node.textContent = texts[node.dataset.text];
}

// Only the host that serves the page at the root has the reference.
byId('reference').hidden = location.pathname !== '/';

const announce = text => setText(byId('live'), text);
const openAtKey = createDrawer();
const form = createForm({ onSearch, onKey: openAtKey, announce });
const filters = new Filters(read);
const shownFilters = holdWhileInUse(byId('filters'), body => filters.show(body));
const shownOffers = holdWhileInUse(byId('offers'), showOffers,
  pending => byId('show-new').classList.toggle('waiting', pending !== undefined));
createVoice();
byId('lineup').append(...types.map(type =>
  element('li', { 'class': 'picture', 'data-type': type }, drawCar(type), texts.type(type))));

byId('sort').append(...Object.entries(texts.sorts).map(([value, text]) => element('option', { value }, text)));
byId('sort').addEventListener('change', read);
setText(byId('show-new'), texts.showNew);
byId('show-new').addEventListener('click', () => {
  shownOffers.flush();
  byId('offers-title').focus();
});
byId('cancel').addEventListener('click', cancel);
for (const name of ['previous', 'next']) {
  byId(name).addEventListener('click', () => turnPage(links[name]));
}

async function onSearch(request) {
  const number = ++starts;
  search?.abandon();
  search = null;
  const started = await start(request, { onResult, onProblem, onRetry });
  if (number !== starts) {
    await started.search?.abandon();
    return;
  }
  if (started.problem) {
    byId('results').hidden = true;
    form.showProblem(started.problem);
    return;
  }
  ({ search } = started);
  filters.clear();
  byId('sort').value = 'price';
  clearResults('NotStarted');
  startProgress();
  byId('lineup').hidden = true;
  byId('results').hidden = false;
  byId('results').focus({ preventScroll: true });
  byId('results').scrollIntoView({ behavior: prefersStill() ? 'auto' : 'smooth', block: 'start' });
  announce(texts.liveStarted);
  await search.read(search.path);
}

/** Reads the search with the filters as they are now. */
async function read() {
  const sort = byId('sort').value;
  await search?.filter({ ...filters.parameters, ...(sort === 'price' ? {} : { sort }) });
}

async function turnPage(path) {
  isPageTurned = true;
  await search.read(path);
}

function onResult(body, { isEnded, isRequested }) {
  ({ links } = body);
  byId('results-error').hidden = true;
  if (isRequested) {
    filters.showErrors({});
  }
  showProgress(body, isEnded);
  setText(byId('sentence'), compose(body, isEnded));
  shownFilters.update(body, isRequested);
  shownOffers.update(body, isRequested);
  if (isRequested && isPageTurned) {
    isPageTurned = false;
    byId('offers-title').focus();
  }
  if (isEnded) {
    const responded = body.suppliers.filter(supplier => supplier.status === 'Succeeded').length;
    announce(isRequested ? texts.liveMatched(body.matched) : texts.liveEnded(body.matched, responded));
    if (body.error) {
      showError(body.error.message);
    }
  }
}

function onProblem(problem) {
  const others = filters.showErrors(problem.errors ?? {});
  if (problem.errors && Object.keys(others).length === 0) {
    return;
  }
  stopProgress(problem.title ?? problem.detail);
  clearResults('Failed');
  showError(problem.detail, problem.needsKey);
}

function onRetry(problem) {
  showError(texts.retrying(problem.detail));
}

async function cancel() {
  byId('cancel').disabled = true;
  const problem = await search.cancel();
  if (problem) {
    byId('cancel').disabled = false;
    showError(problem.detail);
    return;
  }
  stopProgress(texts.stopped);
  clearResults('Canceled');
  showError(texts.stoppedDetail);
  byId('results').focus({ preventScroll: true });
}

function showError(text, needsKey = false) {
  replaceChildren(byId('results-error'), element('p', {}, text),
    needsKey ? element('button', { type: 'button', class: 'chip', on: { click: openAtKey } }, texts.enterKey) : []);
  byId('results-error').hidden = false;
}

function clearResults(status) {
  byId('results-error').hidden = true;
  setText(byId('sentence'), texts.sentenceNone);
  const empty = {
    status, facets: { size: [], type: [] }, offers: [], suppliers: [], total: 0, matched: 0, request: null, links: {},
  };
  shownFilters.update(empty, true);
  shownOffers.update(empty, true);
}

function showOffers(body) {
  const simulated = new Set(body.suppliers.filter(supplier => supplier.simulated === true).map(supplier => supplier.name));
  setText(byId('offers-title'), texts.matched(body.matched, body.total));
  replaceChildren(byId('offers'), body.offers.length === 0
    ? element('li', { class: 'none' }, noOffers(body))
    : body.offers.map(offer => createCard(offer, { isSimulated: simulated.has(offer.supplier), upgradeFrom: filters.size })));
  byId('pages').hidden = body.matched === 0;
  byId('previous').disabled = !body.links.previous;
  byId('next').disabled = !body.links.next;
  const first = Number(new URL(body.links.self ?? '', location.origin).searchParams.get('skip')) + 1;
  setText(byId('range'), texts.range(first, first - 1 + body.offers.length, body.matched));
}

const noOffers = body => body.total > 0 ? texts.noneMatch
  : body.status === 'NotStarted' || body.status === 'Running' ? texts.noneYet : texts.noOffers;

const prefersStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
