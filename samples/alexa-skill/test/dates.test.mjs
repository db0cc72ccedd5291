import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add, parseDate, parseDuration, parseTime } from '../lambda/dates.mjs';

const now = new Date('2026-11-29T15:00:00Z');

for (const [value, expected] of [
  ['2026-12-05', { start: '2026-12-05' }],
  ['PRESENT_REF', { start: '2026-11-29' }],
  ['2026-W49', { start: '2026-11-30', end: '2026-12-06' }],
  ['2026-W49-WE', { start: '2026-12-05', end: '2026-12-06' }],
  ['2026-W53-WE', { start: '2027-01-02', end: '2027-01-03' }],
  ['2027-W01', { start: '2027-01-04', end: '2027-01-10' }],
  ['2025-W01-WE', { start: '2025-01-04', end: '2025-01-05' }],
  ['2026-12', { isVague: true }],
  ['2026-12-XX', { isVague: true }],
  ['2027', { isVague: true }],
  ['202X', { isVague: true }],
  ['2027-SP', { isVague: true }],
  ['2027-Q1', { isVague: true }],
  ['2026-02-30', undefined],
  ['XXXX-12-24', undefined],
  ['tomorrow', undefined],
]) {
  test(`The date ${value}`, () => assert.deepEqual(parseDate(value, now), expected));
}

for (const [value, expected] of [
  ['10:00', '10:00'], ['23:59', '23:59'], ['MO', '09:00'], ['AF', '14:00'], ['EV', '18:00'], ['NI', '21:00'], ['24:00', undefined],
  [undefined, undefined],
]) {
  test(`The time ${value}`, () => assert.equal(parseTime(value), expected));
}

for (const [value, expected] of [
  ['P3D', '2027-02-03'], ['P1W', '2027-02-07'], ['P1W2D', '2027-02-09'], ['PT48H', '2027-02-02'], ['PT5H', '2027-02-01'],
  ['P1M', '2027-02-28'],
  ['P1Y', '2028-01-31'], ['PT10M', '2027-02-01'],
]) {
  test(`The duration ${value}`, () => assert.equal(add('2027-01-31', parseDuration(value)), expected));
}

for (const value of ['P', 'PT0S', 'three days', undefined]) {
  test(`No duration: ${value}`, () => assert.equal(parseDuration(value), undefined));
}
