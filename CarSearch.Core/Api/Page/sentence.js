// What an assistant would say of a result, and the voice that says it.

import { byId, setText } from './dom.js';
import { spoken } from './money.js';
import { texts } from './texts.js';

/** Composes the sentence: the first offer with its deposit, the cheapest upgrade, another type of car. */
export function compose(body, isFinal) {
  const [offer] = body.offers;
  if (!offer) {
    return body.total > 0 ? texts.sentenceNoMatch : isFinal ? texts.sentenceNoOffers : texts.sentenceNone;
  }
  const { currency } = body.request;
  const parts = [texts.sentence({
    isFinal,
    size: offer.size,
    vehicle: offer.vehicle.replace(/ or similar$/i, ''),
    place: offer.pickUp.place,
    money: spoken(offer.price.total, offer.price.currency),
    days: body.request.days,
    supplier: offer.supplier,
    rating: offer.supplierRating,
  })];
  const deposit = offer.terms?.deposit;
  if (deposit?.amount > 0) {
    parts.push(texts.sentenceDeposit(spoken(deposit.amount, deposit.currency)));
  }
  const upgrades = body.offers.filter(one => one.upgradeFor > 0).sort((one, other) => one.upgradeFor - other.upgradeFor);
  if (upgrades.length > 0) {
    parts.push(texts.sentenceUpgrade(spoken(upgrades[0].upgradeFor, currency), upgrades[0].size));
  }
  const other = body.facets.type.filter(one => one.value !== offer.type && one.from !== null).sort((one, two) => two.count - one.count)[0];
  if (other) {
    parts.push(texts.sentenceOther(other.value, spoken(other.from, currency)));
  }
  return parts.join(' ');
}

/** Makes the button that speaks the sentence, where the browser has a voice. */
export function createVoice() {
  const button = byId('speak');
  const voice = window.speechSynthesis;
  if (!voice || !window.SpeechSynthesisUtterance) {
    return;
  }
  const show = isSpeaking => {
    button.setAttribute('aria-pressed', String(isSpeaking));
    setText(button, isSpeaking ? texts.silence : texts.speak);
  };
  button.addEventListener('click', () => {
    const wasSpeaking = button.getAttribute('aria-pressed') === 'true';
    voice.cancel();
    show(!wasSpeaking);
    if (!wasSpeaking) {
      const utterance = new SpeechSynthesisUtterance(byId('sentence').textContent);
      utterance.lang = 'en';
      utterance.addEventListener('end', () => show(false));
      utterance.addEventListener('error', () => show(false));
      voice.speak(utterance);
    }
  });
  show(false);
  button.hidden = false;
}
