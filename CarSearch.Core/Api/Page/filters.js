// The conversation: facets as chips, the upgrade, and limits.

import { byId, element, replaceChildren, setText } from './dom.js';
import { rounded } from './money.js';
import { plot } from './plots.js';
import { texts } from './texts.js';

const names = ['size', 'type', 'transmission', 'rating', 'supplier'];
const single = new Set(['transmission', 'rating', 'upgrade']);
const ladder = ['mini', 'economy', 'compact', 'intermediate', 'standard', 'fullSize', 'premium', 'luxury', 'oversize'];
const seatCounts = [4, 5, 7, 9];

const amountInput = id => element('input', { id, 'type': 'text', 'inputmode': 'decimal', 'autocomplete': 'off',
  'aria-describedby': `${id}-error` });

/** The filters that are chosen. `onChange` is called after each change. */
export class Filters {
  #chosen = new Map();
  #facets = null;
  #currency = 'USD';

  constructor(onChange) {
    this.onChange = onChange;
    byId('reset').addEventListener('click', () => {
      this.clear();
      onChange();
    });
    this.inputs = {
      seats: element('select', { id: 'seats' },
        element('option', { value: '' }, texts.anySeats), seatCounts.map(count => element('option', { value: count }, String(count)))),
      maxPrice: amountInput('max-price'),
      payment: element('select', { id: 'payment' },
        Object.entries(texts.payments).map(([value, text]) => element('option', { value }, text))),
      maxDeposit: amountInput('max-deposit'),
    };
    for (const [name, input] of Object.entries(this.inputs)) {
      byId('limits').append(element('div', { class: 'field' }, element('label', { for: input.id }, texts[name]), input,
        element('div', { id: `${input.id}-error`, class: 'error' })));
      input.addEventListener('change', onChange);
    }
    this.groups = new Map(names.map(name => {
      const chips = element('div', { class: 'chips' });
      const group = element('div', { 'role': 'group', 'aria-labelledby': `facet-${name}` },
        element('h3', { id: `facet-${name}` }, texts.facets[name]), chips);
      byId('facets').append(group);
      return [name, { group, chips }];
    }));
    this.upgradeTitle = element('h3', { id: 'upgrade-title' });
    this.upgradeChips = element('div', { class: 'chips' });
    this.groups.get('size').group.after(element('div', { 'id': 'upgrade', 'role': 'group', 'aria-labelledby': 'upgrade-title' },
      this.upgradeTitle, this.upgradeChips));
  }

  /** The size that an upgrade compares with, if there is exactly one. */
  get size() {
    const chosen = this.#values('size');
    return chosen.length === 1 && ladder.includes(chosen[0]) ? chosen[0] : null;
  }

  /** The parameters of the query. */
  get parameters() {
    const query = Object.fromEntries([...this.#chosen].filter(([, values]) => values.length > 0)
      .map(([name, values]) => [name, values.join(',')]));
    for (const [name, input] of Object.entries(this.inputs)) {
      if (input.value.trim() !== '') {
        query[name] = input.value.trim();
      }
    }
    return query;
  }

  /** Removes all filters. */
  clear() {
    this.#chosen.clear();
    for (const input of Object.values(this.inputs)) {
      input.value = '';
    }
    this.showErrors({});
  }

  /** Shows the errors of a query at their fields. Returns those that have none. */
  showErrors(errors) {
    for (const [name, input] of Object.entries(this.inputs)) {
      const messages = errors[name] ?? [];
      replaceChildren(byId(`${input.id}-error`), messages.map(message => element('p', {}, message)));
      if (messages.length > 0) {
        input.setAttribute('aria-invalid', 'true');
      } else {
        input.removeAttribute('aria-invalid');
      }
    }
    return Object.fromEntries(Object.entries(errors).filter(([name]) => !(name in this.inputs)));
  }

  /** Shows the facets of a response. */
  show({ facets, request }) {
    this.#facets = facets;
    this.#currency = request?.currency ?? this.#currency;
    for (const [name, { group, chips }] of this.groups) {
      const chosen = this.#values(name);
      const found = facets[name] ?? [];
      const gone = chosen.filter(value => !found.some(one => String(one.value) === value))
        .map(value => ({ value, count: 0, from: null }));
      const values = [...found, ...gone];
      group.hidden = values.length === 0;
      replaceChildren(chips, values.map(one => this.#chip(name, one)));
    }
    this.#showUpgrade();
    byId('reset').disabled = Object.keys(this.parameters).length === 0;
    replaceChildren(byId('plots'), ['size', 'supplier'].map(name => plot(name, facets[name] ?? [], this.#currency)).flat());
  }

  #values(name) {
    return this.#chosen.get(name) ?? [];
  }

  #chip(name, { value, count, from }) {
    const key = String(value);
    const isPressed = this.#values(name).includes(key);
    return element('button', { 'type': 'button', 'class': 'chip', 'data-key': `${name}:${key}`, 'aria-pressed': String(isPressed),
      'on': { click: () => this.#toggle(name, key) } },
    element('b', {}, texts.facetValue(name, value)), ' ', element('span', {}, texts.chipCount(count)),
    from === null ? null : element('small', {}, texts.chipFrom(rounded(from, this.#currency))));
  }

  #toggle(name, key) {
    const chosen = this.#values(name);
    const rest = chosen.filter(value => value !== key);
    const isAdded = rest.length === chosen.length;
    this.#chosen.set(name, isAdded ? [...(single.has(name) ? [] : rest), key] : rest);
    if (name === 'size') {
      this.#chosen.delete('upgrade');
    }
    this.onChange();
  }

  /** What each larger size costs more than the chosen one, by the lowest prices of both. */
  #showUpgrade() {
    const { size } = this;
    const current = this.#facets.size.find(one => one.value === size);
    const larger = this.#facets.size.filter(one =>
      size !== null && ladder.indexOf(one.value) > ladder.indexOf(size) && one.from !== null && current?.from > 0);
    setText(this.upgradeTitle, texts.upgradeTitle(size));
    replaceChildren(this.upgradeChips, larger.length === 0
      ? element('p', { class: 'hint' }, size === null ? texts.upgradeHint : texts.noUpgrade)
      : larger.map(one => {
        const [name, more] = texts.upgradeChip(one.value, rounded(one.from - current.from, this.#currency));
        return element('button', { 'type': 'button', 'class': 'chip upgrade-chip', 'data-key': `upgrade:${one.value}`,
          'aria-pressed': String(this.#values('upgrade').includes(one.value)),
          'on': { click: () => this.#toggle('upgrade', one.value) } }, element('b', {}, name), element('small', {}, more));
      }));
  }
}
