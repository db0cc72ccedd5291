// What an offer costs beside its price, what it risks, and what it requires.

import { exact } from './money.js';
import { texts } from './texts.js';

const formatUntil = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** The terms of an offer: each with its kind, `good`, `bad` or `plain`, and its text. */
export function termsOf(offer) {
  const { price, mileage, terms } = offer;
  return [
    price.estimated ? ['bad', texts.estimated] : null,
    offer.onRequest ? ['bad', texts.onRequest] : null,
    payment(price),
    mileage === null ? null : mileage.unlimited ? ['good', texts.unlimited] : ['bad', texts.included(mileage.included, mileage.unit)],
    cancellation(offer, terms?.cancellation),
    offer.pickUp.atAirport === false ? ['plain', texts.shuttle] : null,
    ...(terms ? furtherTerms(terms) : []),
  ].filter(one => one !== null);
}

function payment({ payAtPickUp, total, currency }) {
  if (payAtPickUp === null) {
    return null;
  }
  return ['plain', payAtPickUp === 0 ? texts.prepaid : texts.payAtPickUp(exact(payAtPickUp, currency), payAtPickUp === total)];
}

/** The time is local to the pick-up, without an offset: it is shown as it is. */
function cancellation({ freeCancellation }, details) {
  const fee = details?.fee ? exact(details.fee.amount, details.fee.currency) : null;
  if (freeCancellation) {
    return ['good', details?.until ? texts.freeUntil(formatUntil.format(new Date(`${details.until}Z`)), fee) : texts.freeCancellation];
  }
  return freeCancellation === null && fee === null ? null : ['bad', fee === null ? texts.noFreeCancellation : texts.cancellationFee(fee)];
}

function furtherTerms({ deposit, excess, covers, fuelPolicy, fees, minimumAge }) {
  return [
    deposit ? ['plain', texts.deposit(exact(deposit.amount, deposit.currency))] : null,
    ...(excess ?? []).map(one => [one.amount === 0 ? 'good' : 'bad', texts.excess(exact(one.amount, one.currency), one.cover)]),
    covers ? ['good', texts.covers(covers)] : null,
    fuelPolicy ? ['plain', texts.fuelPolicy(fuelPolicy)] : null,
    ...(fees ?? []).filter(fee => fee.included !== true)
      .map(fee => ['bad', texts.fee(fee.kind, fee.amount === null ? null : exact(fee.amount, fee.currency))]),
    minimumAge ? ['plain', texts.minimumAge(minimumAge)] : null,
  ].filter(one => one !== null);
}
