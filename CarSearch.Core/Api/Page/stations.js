// Where the car is picked up and returned: the stations of an offer.

import { element } from './dom.js';
import { texts } from './texts.js';

// Cards are created anew with each response, and stay open.
const opened = new Set();

/** Creates the line of the stations, with their details if there are any. */
export function createStations({ id, pickUp, dropOff }) {
  const isSame = JSON.stringify(pickUp) === JSON.stringify(dropOff);
  const isSameName = dropOff.place === pickUp.place && dropOff.name === pickUp.name;
  const name = pickUp.atAirport ? texts.inTerminal(texts.station(pickUp)) : texts.station(pickUp);
  const line = isSameName ? name : `${name}; ${texts.returnTo(texts.station(dropOff))}`;
  const stations = (isSame ? [[texts.pickUpAndReturn, pickUp]] : [[texts.pickUpStation, pickUp], [texts.returnStation, dropOff]])
    .map(([title, station]) => [title, details(station)]).filter(([, rows]) => rows.length > 0);
  if (stations.length === 0) {
    return element('p', { class: 'station' }, line);
  }
  return element('details', { 'class': 'station', 'open': opened.has(id), 'on': { toggle: event => remember(id, event.target.open) } },
    element('summary', { 'data-key': `station:${id}` }, line),
    stations.map(([title, rows]) => [element('h4', {}, title),
      element('dl', {}, rows.map(([term, text]) => element('div', {}, element('dt', {}, term), element('dd', {}, text))))]).flat());
}

const details = ({ address, howToGetThere, hours, phone }) => [
  [texts.address, address],
  [texts.howToGetThere, howToGetThere && texts.access(howToGetThere)],
  [texts.hours, hours && texts.openingHours(hours)],
  [texts.phone, phone],
].filter(([, text]) => text);

function remember(id, isOpen) {
  if (isOpen) {
    opened.add(id);
  } else {
    opened.delete(id);
  }
}
