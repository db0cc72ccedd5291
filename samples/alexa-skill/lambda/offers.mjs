import { findAlternative } from './alternatives.mjs';
import { getRank, getSizes, sizes } from './cars.mjs';

const maxChoices = 4;
const maxUpgrades = 2;

/** Asks the next question about the car, or says the result. */
export function proceed(turn, say) {
  const { filters } = turn.state;
  if (filters.size === undefined && !filters.type) {
    return askSize(turn, say);
  }

  return filters.supplier === undefined ? askCompany(turn, say) : result(turn, say);
}

export function askSize(turn, say) {
  return turn.ask('size', turn.texts.whatSize, { say, hint: turn.texts.sizeHint });
}

/** Asks for a company. Alexa then recognizes the companies of this search. */
export async function askCompany(turn, say) {
  const { state, texts } = turn;
  state.pending = ['askCompany', say];
  const companies = await getCompanies(turn);
  if (companies.length === 1) {
    state.filters.supplier = null;
    return await result(turn, say);
  }

  const directives = companies.length > 0 ? [recognize(companies)] : [];
  return turn.ask('company', texts.anyCompany, { say, hint: texts.companyHint, directives });
}

/** Returns the names of the companies. They are known when the search runs, before any of them has responded. */
export async function getCompanies(turn) {
  const { state } = turn;
  if (!state.companies?.length) {
    const { suppliers } = await get(turn, { limit: 1, view: 'brief' });
    state.companies = suppliers.map(({ name }) => name);
  }

  return state.companies;
}

/** Says the cheapest offer that matches, or what there is so far. */
export async function result(turn, say = '') {
  const { state, texts } = turn;
  state.pending = ['result', say];
  const search = await get(turn, { supplier: state.filters.supplier, limit: 1, skip: state.skip, wait: getWait(turn) });
  const isRunning = search.status === 'NotStarted' || search.status === 'Running';
  if (!isRunning && search.status !== 'Succeeded') {
    state.pending = ['start'];
    return turn.ask('retry', texts.tryAgain, { say: join(say, texts.nobodyResponded) });
  }

  const [offer] = search.offers;
  if (offer) {
    return found(turn, search, offer, isRunning, say);
  }

  if (state.skip > 0 && !isRunning) {
    state.skip -= 1;
    return turn.ask('more', texts.anythingElse, { say: texts.lastOffer, hint: texts.moreHint });
  }

  state.offer = undefined;
  const alternative = search.matched === 0 ? findAlternative(turn, search) : undefined;
  if (isRunning) {
    return turn.ask('wait', texts.keepWaiting, { say: join(say, texts.stillSearching(getProgress(search)), alternative?.say) });
  }

  if (!alternative) {
    return turn.ask('startOver', texts.newSearch, { say: join(say, texts.noCars) });
  }

  const none = texts.noMatch({ car: turn.speech.car(state.filters), company: state.filters.supplier });
  return turn.ask('choice', alternative.question, { say: join(say, none, alternative.say), options: [{ filters: alternative.filters }] });
}

function found(turn, search, offer, isRunning, say) {
  const { state, texts, speech } = turn;
  const price = speech.price(offer.price.total, offer.price.currency);
  const values = { car: speech.car({ size: offer.size }), company: offer.supplier, price };
  const vehicle = offer.vehicle.replace(/ or similar$/i, '');
  const type = offer.type === 'car' ? undefined : texts.types[offer.type];
  const details = texts.details({ type, vehicle, station: offer.pickUp.name });
  const isSimulated = search.suppliers.some(({ name, simulated }) => name === offer.supplier && simulated);
  const { pickUp, dropOff } = search.request;
  const card = texts.card({
    ...values, vehicle, type, isSimulated, price: speech.exactPrice(offer.price.total, offer.price.currency), station: offer.pickUp.name,
    pickUp: speech.time(pickUp.at), dropOff: speech.time(dropOff.at), address: offer.bookingUrl,
  });
  state.offer = { size: offer.size, days: search.request.days, card };
  return isRunning
    ? turn.ask('wait', texts.waitForThem(getProgress(search).running), { say: join(say, texts.foundSoFar(values), details) })
    : turn.ask('more', texts.anythingElse, { say: join(say, texts.found(values), details), hint: texts.moreHint, card });
}

/** Says the next offer by price. */
export function nextOffer(turn) {
  const { state } = turn;
  if (!state.offer) {
    return proceed(turn);
  }

  state.skip += 1;
  return result(turn);
}

/** Says what a larger car costs more: the next two sizes, or those that were asked for. */
export async function upgrades(turn, size) {
  const { state, texts, speech } = turn;
  if (!state.offer) {
    return proceed(turn);
  }

  state.pending = ['upgrades', size];
  const { size: base, days } = state.offer;
  const wanted = size ? getSizes(size) : sizes;
  const { offers } = await get(turn, { supplier: state.filters.supplier, size: base, upgrade: 'special', best: 'size', view: 'brief' });
  const larger = offers
    .filter(offer => getRank(offer.size) > getRank(base) && wanted.includes(offer.size) && offer.upgradeFor !== undefined)
    .sort((one, other) => getRank(one.size) - getRank(other.size))
    .slice(0, maxUpgrades);
  if (larger.length === 0) {
    return turn.ask('more', texts.anythingElse, { say: texts.nothingLarger, hint: texts.moreHint });
  }

  const list = larger.map(({ size: to, upgradeFor, price }) => texts.upgrade({
    car: speech.car({ size: to }), price: upgradeFor > 0 ? speech.price(upgradeFor / days, price.currency) : undefined,
  }));
  const say = texts.upgrades(speech.and(list));
  const options = larger.map(offer => ({ filters: { size: offer.size } }));
  return turn.ask('choice', larger.length === 1 ? texts.likeIt : texts.whichOne, { say, options });
}

/** Says the sizes and from which price they start. */
export async function listSizes(turn) {
  const { state, texts, speech } = turn;
  state.pending = ['listSizes'];
  const all = { supplier: state.filters.supplier, size: null, best: 'size', view: 'brief' };
  const { offers } = await get(turn, { ...all, wait: getWait(turn), until: 'first' });
  const shown = offers.slice(0, maxChoices);
  const list = shown.map(offer => texts.from(speech.car({ size: offer.size }), getPrice(turn, offer)));
  const say = list.length > 0 ? texts.sizesSoFar(speech.and(list)) : texts.nothingSoFar;
  const options = shown.map(({ size }) => ({ filters: { size, type: null } }));
  return turn.ask('size', texts.whatSize, { say, hint: texts.sizeHint, options });
}

/** Says the companies and from which price they start. */
export async function listCompanies(turn, before = '') {
  const { state, texts, speech } = turn;
  state.pending = ['listCompanies', before];
  const { offers } = await get(turn, { best: 'supplier', view: 'brief', wait: getWait(turn), until: 'first' });
  const shown = offers.slice(0, maxChoices);
  const list = shown.map(offer => texts.from(offer.supplier, getPrice(turn, offer)));
  const say = list.length > 0 ? texts.companiesSoFar(speech.and(list)) : texts.nothingSoFar;
  const options = shown.map(({ supplier }) => ({ filters: { supplier } }));
  return turn.ask('company', texts.anyCompany, { say: join(before, say), hint: texts.companyHint, options });
}

function getProgress({ suppliers }) {
  const running = suppliers.filter(({ status }) => status === 'Running').length;
  return { running, responded: suppliers.length - running, companies: suppliers.length };
}

function getPrice({ speech }, { price }) {
  return speech.price(price.total, price.currency);
}

function get(turn, query) {
  const { token, filters } = turn.state;
  return turn.api.get(token, { size: filters.size, type: filters.type, ...query }, turn.deadline);
}

// Leaves the API and the network a second and a half.
function getWait({ settings, deadline }) {
  return Math.max(0, Math.min(settings.wait, deadline.remaining / 1000 - 1.5)).toFixed(1);
}

function recognize(companies) {
  const values = companies.slice(0, 100).map(name => ({ id: name, name: { value: name } }));
  return { type: 'Dialog.UpdateDynamicEntities', updateBehavior: 'REPLACE', types: [{ name: 'Company', values }] };
}

function join(...parts) {
  return parts.filter(Boolean).join(' ');
}
