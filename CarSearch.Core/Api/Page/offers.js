// The offers as cards.

import { drawCar } from './cars.js';
import { element } from './dom.js';
import { exact, rounded } from './money.js';
import { texts } from './texts.js';

/** Creates the card of an offer. */
export function createCard(offer, { isSimulated, upgradeFrom }) {
  const { price } = offer;
  const heading = element('h3', {}, ...vehicleName(offer.vehicle));
  return element('li', { class: 'offer' },
    picture(offer),
    element('div', { class: 'offer-car' },
      heading,
      element('p', { class: 'class' }, texts.offerClass(offer)),
      element('ul', { class: 'specs' }, specs(offer).map(text => element('li', {}, text))),
      element('p', { class: 'station' }, station(offer))),
    element('ul', { class: 'terms' }, terms(offer).map(([kind, text]) => element('li', { class: kind }, text))),
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

/** The supplier's picture, where it has one that can be loaded; otherwise the silhouette of the type. */
function picture(offer) {
  const box = element('div', { class: 'picture', 'data-type': offer.type, 'data-size': offer.size });
  const address = httpsAddress(typeof offer.image === 'string' ? offer.image : offer.image?.url);
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

function station({ pickUp, dropOff }) {
  const text = pickUp.atAirport ? texts.inTerminal(texts.station(pickUp)) : texts.station(pickUp);
  const isSame = dropOff.place === pickUp.place && dropOff.name === pickUp.name;
  return isSame ? text : `${text}; ${texts.returnTo(texts.station(dropOff))}`;
}

/** What costs money or can: each with its kind, `good`, `bad` or `plain`. */
function terms(offer) {
  const { price, mileage } = offer;
  const list = [];
  if (price.estimated) {
    list.push(['bad', texts.estimated]);
  }
  if (offer.onRequest) {
    list.push(['bad', texts.onRequest]);
  }
  if (price.payAtPickUp !== null) {
    list.push(['plain', price.payAtPickUp === 0 ? texts.prepaid
      : texts.payAtPickUp(exact(price.payAtPickUp, price.currency), price.payAtPickUp === price.total)]);
  }
  if (mileage?.unlimited) {
    list.push(['good', texts.unlimited]);
  } else if (mileage) {
    list.push(['bad', texts.included(mileage.included, mileage.unit)]);
  }
  if (offer.freeCancellation !== null) {
    list.push([offer.freeCancellation ? 'good' : 'bad', texts.freeCancellation[offer.freeCancellation]]);
  }
  if (offer.pickUp.atAirport === false) {
    list.push(['plain', texts.shuttle]);
  }
  return [...list, ...furtherTerms(offer.terms)];
}

/** The member `terms`, without what the price and `freeCancellation` say already. */
function furtherTerms(terms) {
  if (!terms) {
    return [];
  }
  const { deposit, excess, covers, fuelPolicy, cancellation, fees, minimumAge } = terms;
  return [
    deposit && ['plain', texts.deposit(money(deposit))],
    ...(excess ?? []).map(one => ['plain', texts.excess(one.cover, money(one))]),
    covers && ['good', texts.covers(covers)],
    fuelPolicy && ['plain', texts.fuelPolicy(fuelPolicy)],
    cancellation?.until && ['plain', texts.cancelUntil(cancellation.until)],
    cancellation?.fee && ['bad', texts.cancellationFee(money(cancellation.fee))],
    ...(fees ?? []).map(fee => [fee.included === false ? 'bad' : 'plain', texts.fee(fee.kind, fee.amount === null ? null : money(fee), fee.included)]),
    minimumAge && ['plain', texts.minimumAge(minimumAge)],
  ].filter(Boolean);
}

const money = ({ amount, currency }) => exact(amount, currency);

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
