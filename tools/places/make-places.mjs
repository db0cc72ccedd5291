// Generates the tables in CarSearch.Core/Places/Data: airports.tsv, cities.tsv, codes.tsv, regions.tsv, countries.tsv and currencies.tsv.
// Usage, in this folder: npm ci --ignore-scripts && npm run make
// The output is deterministic: it depends on the pinned packages and the manual tables only. SOURCES.md lists the sources.
import { airports, byAirport, otherCodes, reviewed } from './airports.mjs';
import { cities } from './cities.mjs';
import { countries, current, facts, iso, regions } from './countries.mjs';
import { byCode, write } from './text.mjs';

console.warn('zones of another country:', reviewed.join('; ') || 'none');
console.warn('airports without a country:', airports.filter(a => !facts[a.country]).map(a => a.code).join() || 'none');

const cityCode = new Map(cities.flatMap(city => city.airports.map(airport => [airport.code, city.code])));
if (new Set(cities.map(city => city.code)).size !== cities.length) throw new Error('Duplicate city code');
for (const { code, airport } of otherCodes)
  if (byAirport.has(code) || !byAirport.has(airport)) throw new Error(`Code of a live airport, or of an unknown one: ${code} ${airport}`);
const degrees = value => String(Math.round(value * 10_000) / 10_000);
write('airports.tsv', ['code', 'name', 'city', 'country', 'region', 'zone', 'size', 'latitude', 'longitude', 'own names'],
  airports.sort(byCode).map(a => [
    a.code, a.name, cityCode.get(a.code), a.country, a.region, a.zone, a.size, degrees(a.lat), degrees(a.lon), a.own.join('|'),
  ]));
write('cities.tsv', ['code', 'name', 'country', 'region', 'airports, largest first', 'thousand people', 'aliases'], cities.sort(byCode)
  .map(c => [
    c.code, c.name, c.country, c.region, c.airports.map(a => a.code).join(' '), Math.round(c.people / 1000), c.aliases.join('|'),
  ]));
write('codes.tsv', ['code', 'airport', 'status'], otherCodes.sort(byCode).map(other => [other.code, other.airport, other.status]));
write('regions.tsv', ['country', 'code', 'name'], regions);
write('countries.tsv', ['code', 'name', 'currency', 'aliases'], countries.map(c => [c.code, c.name, c.currency, c.aliases.join('|')]));
write('currencies.tsv', ['code', 'name', 'decimals'], current.map(code => [code, iso.get(code).currency, iso.get(code).digits]));

if (process.argv.includes('--review')) {
  for (const c of cities.filter(c => c.airports[0].size === 'L')) {
    const own = c.airports.map(a => a.code + (a.own?.length ? '=' + a.own : '')).join(' ');
    console.log(c.code, c.name, c.country, c.people, own, '|', c.aliases.join(', '));
  }
}
