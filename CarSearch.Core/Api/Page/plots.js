// Plots of the lowest price by size and by supplier, from the facets.

import { shape } from './dom.js';
import { rounded } from './money.js';
import { texts } from './texts.js';

const width = 300;
const rowHeight = 22;
const labelWidth = 92;
const valueWidth = 62;
const headHeight = 24;

/** Plots a facet: a line for each value, as long as its lowest price. The radius of the point grows with the number of offers. */
export function plot(name, facet, currency) {
  const values = facet.filter(one => one.from !== null);
  if (values.length === 0) {
    return [];
  }
  const title = texts.plotTitle[name];
  const highest = Math.max(...values.map(one => one.from));
  const most = Math.max(...values.map(one => one.count));
  const rows = values.map(one => ({
    ...one,
    label: texts.facetValue(name, one.value),
    money: rounded(one.from, currency),
    x: labelWidth + (width - labelWidth - valueWidth) * one.from / highest,
  }));
  const height = headHeight + rows.length * rowHeight;
  return [shape('svg', {
    'class': 'plot', 'viewBox': `0 0 ${width} ${height}`, 'role': 'img',
    'aria-label': texts.plotLabel(title, rows.map(row => `${row.label} ${row.money}`)),
  },
  shape('text', { class: 'plot-title', x: 0, y: 12 }, title),
  rows.map((row, index) => plotRow(row, headHeight + (index + 0.5) * rowHeight, most)))];
}

function plotRow(row, y, most) {
  const radius = 2.5 + 4.5 * Math.sqrt(row.count / most);
  return shape('g', {},
    shape('text', { class: 'plot-label', x: labelWidth - 8, y: y + 4, 'text-anchor': 'end' }, truncate(row.label)),
    shape('line', { class: 'plot-line', x1: labelWidth, x2: row.x, y1: y, y2: y }),
    shape('circle', { class: 'plot-point', cx: row.x, cy: y, r: radius }),
    shape('text', { class: 'plot-value', x: row.x + radius + 5, y: y + 4 }, row.money));
}

const truncate = text => text.length > 14 ? `${text.slice(0, 13)}…` : text;
