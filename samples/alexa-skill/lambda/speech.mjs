import english from './texts/en-US.mjs';
import french from './texts/fr-FR.mjs';

const all = { en: english, fr: french };

/** What is said in a language: its texts, and how it says prices, dates and lists. */
export class Speech {
  constructor(locale) {
    this.locale = new Intl.Locale(locale);
    this.texts = all[this.locale.language] ?? english;
  }

  /** Says an amount in whole units of its currency, rounded up, so that nobody pays more than was said. */
  price(amount, currency) {
    const units = Math.ceil(amount);
    const name = this.texts.currencies[currency]?.[new Intl.PluralRules(this.#language).select(units)];
    const format = new Intl.NumberFormat(this.#language, {
      style: 'currency', currency, currencyDisplay: 'name', minimumFractionDigits: 0, maximumFractionDigits: 0,
    });
    return format.formatToParts(units).map(part => part.type === 'currency' ? name ?? part.value : part.value).join('');
  }

  /** Writes the exact amount, for a card. */
  exactPrice(amount, currency) {
    return new Intl.NumberFormat(this.#language, { style: 'currency', currency }).format(amount);
  }

  /** Says a local time such as 2026-12-04T10:00. */
  time(local) {
    const [date, time] = local.split('T');
    const format = new Intl.DateTimeFormat(this.#language, { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' });
    return this.texts.dayAndTime(format.format(new Date(date)), this.clock(time));
  }

  /** Says a time such as 10:00. */
  clock(time) {
    const format = new Intl.DateTimeFormat(this.#language, { timeStyle: 'short', timeZone: 'UTC' });
    return format.format(new Date(`1970-01-01T${time}Z`)).replace(/\s/g, ' ');
  }

  and(items) {
    return this.#list(items, 'conjunction');
  }

  or(items) {
    return this.#list(items, 'disjunction');
  }

  country(code) {
    return new Intl.DisplayNames([this.#language], { type: 'region' }).of(code);
  }

  /** The place with what distinguishes it from others of its name. */
  place({ name, state, country }) {
    return `${name}, ${state ?? this.country(country)}`;
  }

  /** Names a car by its body type, or else by its size, with an article. */
  car({ size, type }) {
    return type && type !== 'car' ? this.texts.types[type] : this.texts.sizes[size] ?? this.texts.aCar;
  }

  get #language() {
    return this.texts.language;
  }

  #list(items, type) {
    return new Intl.ListFormat(this.#language, { type }).format(items);
  }
}
