// The offers as cards.

import { drawCar } from './cars.js';
import { element } from './dom.js';
import { exact, rounded } from './money.js';
import { createStations } from './stations.js';
import { termsOf } from './terms.js';
import { texts } from './texts.js';

/** Creates the card of an offer. */
export function createCard(offer, { isSimulated, upgradeFrom }) {
  const { price } = offer;
  const heading = element('h3', {}, ...vehicleName(offer.vehicle));
  return element('li', { class: 'offer' },
    picture(offer, isSimulated),
    element('div', { class: 'offer-car' },
      heading,
      element('p', { class: 'class' }, texts.offerClass(offer)),
      element('ul', { class: 'specs' }, specs(offer).map(text => element('li', {}, text))),
      createStations(offer)),
    element('ul', { class: 'terms' }, termsOf(offer).map(([kind, text]) => element('li', { class: kind }, text))),
    element('div', { class: 'offer-price' },
      offer.vendor ? element('p', { class: 'vendor' }, offer.vendor) : null,
      element('p', { class: 'supplier' },
        element('span', {}, offer.vendor ? texts.via(offer.supplier) : offer.supplier),
        element('b', { class: 'rating', title: texts.rated(offer.supplierRating) },
          element('span', { class: 'visually-hidden' }, texts.rated(offer.supplierRating)),
          element('span', { 'aria-hidden': 'true' }, offer.supplierRating.toFixed(1))),
        isSimulated ? element('span', { class: 'tag' }, texts.simulatedTag) : null),
      offer.upgradeFor > 0
        ? element('p', { class: 'upgrade' }, texts.forMore(rounded(offer.upgradeFor, price.currency), upgradeFrom))
        : null,
      element('p', { class: 'total' }, exact(price.total, price.currency)),
      element('p', { class: 'per-day' }, texts.perDay(exact(price.perDay, price.currency))),
      bookingLink(offer)));
}

function vehicleName(vehicle) {
  const name = vehicle.replace(/ or similar$/i, '');
  return name === vehicle ? [vehicle] : [name, ' ', element('small', {}, texts.orSimilar)];
}

/** The supplier's picture if it can be loaded, otherwise the silhouette of the type. Those of simulated suppliers do not exist. */
function picture(offer, isSimulated) {
  const box = element('div', { class: 'picture', 'data-type': offer.type, 'data-size': offer.size });
  const address = isSimulated ? null : httpsAddress(offer.image);
  if (address === null) {
    box.append(drawCar(offer.type));
  } else {
    box.append(element('img', { src: address, alt: '', loading: 'lazy', referrerpolicy: 'no-referrer',
      on: { error: () => box.replaceChildren(drawCar(offer.type)) } }));
  }
  return box;
}

const specs = offer => [
  offer.transmission,
  offer.seats === null ? null : texts.seatCount(offer.seats),
  offer.doors === null ? null : texts.doorCount(offer.doors),
  offer.bags === null ? null : texts.bagCount(offer.bags),
  offer.fuel && offer.fuel !== 'unspecified' ? texts.facetValue('fuel', offer.fuel) : null,
  offer.airConditioning ? texts.airConditioning : null,
].filter(Boolean);

function bookingLink(offer) {
  const address = httpsAddress(offer.bookingUrl);
  return address === null ? null : element('a', {
    'class': 'book', 'href': address, 'target': '_blank', 'rel': 'noopener noreferrer',
    'aria-label': texts.bookLabel(offer.vehicle, offer.supplier),
  }, texts.book);
}

/** The address, if it is one of https. */
function httpsAddress(text) {
  return typeof text === 'string' && URL.canParse(text) && new URL(text).protocol === 'https:' ? text : null;
}
