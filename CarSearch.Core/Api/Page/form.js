// The form of a search: its fields, what they are preset to, and the errors of the API at them.

import { byId, element, replaceChildren } from './dom.js';
import { PlaceBox } from './places.js';
import { texts } from './texts.js';

const currencies = 'AED AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS INR JPY KRW MXN NOK NZD PLN SEK SGD THB TRY USD ZAR'.split(' ');
const regions = { US: 'USD', GB: 'GBP', CA: 'CAD', AU: 'AUD', NZ: 'NZD', CH: 'CHF', JP: 'JPY', NO: 'NOK', SE: 'SEK', DK: 'DKK', IN: 'INR',
  ...Object.fromEntries('AT BE DE ES FI FR GR IE IT LU NL PT'.split(' ').map(country => [country, 'EUR'])) };
const examples = [
  { code: 'NYC', name: 'New York' },
  { code: 'LON', name: 'London' },
  { code: 'MUC', name: 'Munich' },
  { code: 'HND', name: 'Tokyo Haneda' },
];

/** The fields, by their member in the request. */
const members = {
  'pickUp.place': { id: 'pick-up-place', text: 'pickUpPlace', class: 'wide', placeholder: texts.placeHint, isPlace: true },
  'dropOff.place': { id: 'drop-off-place', text: 'dropOffPlace', class: 'wide', placeholder: texts.samePlace, isPlace: true },
  'pickUp.at': { id: 'pick-up-at', text: 'pickUpAt', class: 'time', type: 'datetime-local' },
  'dropOff.at': { id: 'drop-off-at', text: 'dropOffAt', class: 'time', type: 'datetime-local' },
  'driverAge': { id: 'driver-age', text: 'driverAge', class: 'small', inputmode: 'numeric' },
  'residence': { id: 'residence', text: 'residence', class: 'small', placeholder: texts.pickUpCountry, maxlength: 2 },
  'currency': { id: 'currency', text: 'currency', class: 'small', list: 'currencies', maxlength: 3 },
};

/** Creates the form. `onSearch` is called with the request of a search, `onKey` to ask for the access key. */
export function createForm({ onSearch, onKey, announce }) {
  const form = byId('search');
  const fields = Object.entries(members).map(([member, { text, isPlace, class: name, ...attributes }]) => {
    const input = element('input', { type: 'text', 'aria-describedby': `${attributes.id}-error`, 'data-member': member, ...attributes });
    const error = element('div', { id: `${attributes.id}-error`, class: 'error' });
    const field = element('div', { class: `field ${name}` }, element('label', { for: attributes.id }, texts[text]), input, error);
    byId('fields').append(field);
    return { member, input, error, box: isPlace ? new PlaceBox(input, announce, showProblem) : null };
  });
  const field = member => fields.find(one => one.member === member);
  byId('fields').append(
    element('datalist', { id: 'currencies' }, currencies.map(code => element('option', { value: code }))),
    element('button', { type: 'submit', class: 'primary' }, texts.submit));
  byId('examples').append(...examples.map(place => element('button', { type: 'button', class: 'chip', on: { click: () => {
    field('pickUp.place').box.choose(place);
    form.requestSubmit();
  } } }, place.name)));

  const [friday, sunday] = nextWeekend(new Date());
  const region = new Intl.Locale(navigator.language).region ?? '';
  const preset = {
    'pickUp.at': friday, 'dropOff.at': sunday, 'driverAge': '30', 'residence': region, 'currency': regions[region] ?? 'USD',
  };
  for (const [member, value] of Object.entries(preset)) {
    field(member).input.value = value;
  }

  form.addEventListener('submit', event => {
    event.preventDefault();
    clearErrors();
    onSearch(read());
  });

  function read() {
    const text = member => field(member).input.value.trim() || undefined;
    const place = member => field(member).box.value || undefined;
    const age = text('driverAge');
    return {
      pickUp: { place: place('pickUp.place'), at: text('pickUp.at') },
      dropOff: { place: place('dropOff.place'), at: text('dropOff.at') },
      driverAge: /^\d+$/.test(age) ? Number(age) : age,
      residence: text('residence')?.toUpperCase(),
      currency: text('currency')?.toUpperCase(),
    };
  }

  function clearErrors() {
    byId('form-error').hidden = true;
    for (const { input, error } of fields) {
      input.removeAttribute('aria-invalid');
      error.replaceChildren();
    }
  }

  /** Shows the errors of the API in its words: each at its field, and those of no field below the form. */
  function showProblem(problem) {
    const errors = Object.entries(problem.errors ?? {});
    for (const [member, messages] of errors.filter(([name]) => field(name))) {
      const { input, error, box } = field(member);
      input.setAttribute('aria-invalid', 'true');
      const candidates = (problem.candidates?.[member] ?? []).map(place => element('button',
        { type: 'button', class: 'chip', on: { click: () => { box.choose(place); input.focus(); } } }, texts.candidate(place)));
      replaceChildren(error, messages.map(message => element('p', {}, message)), candidates);
    }
    fields.find(({ input }) => input.hasAttribute('aria-invalid'))?.input.focus();
    const others = errors.filter(([name]) => !field(name)).flatMap(([name, messages]) => messages.map(message => `${name}: ${message}`));
    const detail = problem.retryAfter ? texts.retryIn(problem.detail, problem.retryAfter) : problem.detail;
    replaceChildren(byId('form-error'), element('p', {}, detail), others.map(text => element('p', {}, text)),
      problem.needsKey ? element('button', { type: 'button', class: 'chip', on: { click: onKey } }, texts.enterKey) : []);
    byId('form-error').hidden = false;
  }

  // An error is about the value as it was sent.
  form.addEventListener('change', event => {
    const changed = field(event.target.dataset.member);
    changed?.input.removeAttribute('aria-invalid');
    changed?.error.replaceChildren();
  });

  return { showProblem, clearErrors };
}

/** Friday and Sunday of the next weekend at 10:00, as values of date fields. */
function nextWeekend(today) {
  const friday = new Date(today.getFullYear(), today.getMonth(), today.getDate() + ((5 - today.getDay() + 6) % 7) + 1, 10);
  const sunday = new Date(friday.getFullYear(), friday.getMonth(), friday.getDate() + 2, 10);
  const two = number => String(number).padStart(2, '0');
  return [friday, sunday].map(day => `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T10:00`);
}
