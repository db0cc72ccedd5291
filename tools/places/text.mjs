// Reads the manual tables, writes the output, and compares names.
import fs from 'node:fs';

const here = new URL('.', import.meta.url);
const data = new URL('../../CarSearch.Core/Places/Data/', import.meta.url);
export const byCode = (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
export const readManual = name => fs.readFileSync(new URL(name, here), 'utf8').split('\n')
  .filter(line => line && !line.startsWith('#')).map(line => line.split('\t').map(cell => cell.trim()));
export const list = cell => (cell ?? '').split('|').map(name => name.trim()).filter(Boolean);
export const readNames = (file, row) => {
  const rows = readManual(file), names = new Map(rows.map(row));
  if (names.size !== rows.length) throw new Error(`Two rows of one code in ${file}`);
  return names;
};
export const write = (name, header, rows) => {
  for (const row of rows) if (row.some(cell => /[\t\n\r]/.test(String(cell)))) throw new Error(`Separator in a cell: ${row}`);
  const text = ['#' + header.join('\t'), ...rows.map(row => row.join('\t').trimEnd())].join('\n') + '\n';
  fs.writeFileSync(new URL(name, data), text);
  console.log(name, rows.length, 'rows', Buffer.byteLength(text), 'bytes');
};

const special = {
  'ß': 'ss', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'æ': 'ae', 'œ': 'oe', 'ı': 'i', 'ə': 'e', 'þ': 'th', 'ð': 'd', 'ħ': 'h',
};
export const fold = text => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f'’ʻʼ‘.`´]/g, '')
  .replace(/[ßøłđæœıəþðħ]/g, letter => special[letter]).replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
export const tidy = text => (text ?? '').replace(/\s+/g, ' ').replace(/[Ţţ]/g, c => (c === 'Ţ' ? 'Ț' : 'ț')).trim();

/** Gets the names in an OurAirports municipality: "Gqeberha (Port Elizabeth)", "Pendik, Istanbul", "Ferno (VA)", "Toulouse/Blagnac". */
export function municipalityNames(text, country) {
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

export function unique(names, taken) {
  const seen = new Set(taken.map(fold));
  return names.filter(name => fold(name) && !seen.has(fold(name)) && seen.add(fold(name)));
}

/** Gets the title of an airport without designations, as NameIndex removes them. */
export function shortTitle(title) {
  let text = fold(title);
  for (let before; before !== text;) {
    before = text;
    text = text.replace(/ (airport|international|intl|regional|municipal|airfield)$/, '');
  }
  return text;
}
