// A combobox of places, by the ARIA Authoring Practices: editable, with a list that completes as one types.

import { root, send, withQuery } from './api.js';
import { element, replaceChildren, setText } from './dom.js';
import { texts } from './texts.js';

const delay = 120;
const limit = '8';

export class PlaceBox {
  #places = [];
  #active = -1;
  #chosen = null;
  #timer = 0;
  #request = null;

  /** Makes a combobox of a text field. */
  constructor(input, announce, onKeyRequired) {
    this.input = input;
    this.announce = announce;
    this.onKeyRequired = onKeyRequired;
    this.list = element('ul', { id: `${input.id}-list`, class: 'suggestions', role: 'listbox', hidden: true });
    this.list.setAttribute('aria-label', texts.suggestions(input.labels[0].textContent));
    for (const [name, value] of Object.entries({ 'role': 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
      'aria-controls': this.list.id, 'autocomplete': 'off', 'spellcheck': 'false' })) {
      input.setAttribute(name, value);
    }
    input.after(this.list);
    input.addEventListener('input', () => this.#changed());
    input.addEventListener('keydown', event => this.#key(event));
    input.addEventListener('blur', () => this.#close());

    // The press of a button would move the focus, and close the list before the click.
    this.list.addEventListener('pointerdown', event => event.preventDefault());
  }

  /** The code of the chosen place, or the text as typed: the API resolves names too. */
  get value() {
    const text = this.input.value.trim();
    return this.#chosen && text === texts.place(this.#chosen) ? this.#chosen.code : text;
  }

  /** Sets the place. */
  choose(place) {
    this.#chosen = place;
    this.input.value = texts.place(place);
    this.#close();
    this.input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #changed() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    const text = this.input.value.trim();
    if (text === '') {
      this.#close();
      return;
    }
    this.#timer = setTimeout(() => this.#load(text), delay);
  }

  async #load(text) {
    this.#request = new AbortController();
    const { signal } = this.#request;
    try {
      const result = await send('GET', withQuery(`${root}places`, { q: text, limit }), { signal });
      if (result.problem?.needsKey) {
        this.onKeyRequired(result.problem);
      }
      if (document.activeElement === this.input) {
        this.#show(result.problem ? [] : result.body);
      }
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  #show(places) {
    this.#places = places;
    replaceChildren(this.list, places.map((place, index) => element('li',
      { id: `${this.list.id}-${index}`, 'role': 'option', 'aria-selected': 'false', on: { click: () => this.choose(place) } },
      element('span', { class: 'code' }, place.code),
      element('span', {}, place.name, element('small', {}, texts.placeDetail(place))))));
    this.list.hidden = places.length === 0;
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
    this.#activate(-1);
    this.announce(texts.suggestionCount(places.length));
  }

  #close() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.#activate(-1);
  }

  #activate(index) {
    this.list.children[this.#active]?.setAttribute('aria-selected', 'false');
    this.#active = index;
    const option = this.list.children[index];
    if (option) {
      option.setAttribute('aria-selected', 'true');
      option.scrollIntoView({ block: 'nearest' });
      this.input.setAttribute('aria-activedescendant', option.id);
    } else {
      this.input.removeAttribute('aria-activedescendant');
    }
  }

  #key(event) {
    const isOpen = !this.list.hidden;
    const count = this.#places.length;
    if (event.isComposing || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === 'ArrowDown' && isOpen) {
      this.#activate((this.#active + 1) % count);
    } else if (event.key === 'ArrowDown') {
      this.#changed();
    } else if (event.key === 'ArrowUp' && isOpen) {
      this.#activate(this.#active <= 0 ? count - 1 : this.#active - 1);
    } else if (event.key === 'Enter' && isOpen && this.#active >= 0) {
      this.choose(this.#places[this.#active]);
    } else if (event.key === 'Escape' && isOpen) {
      this.#close();
    } else if (event.key === 'Escape') {
      this.input.value = '';
    } else {
      return;
    }
    event.preventDefault();
  }
}
