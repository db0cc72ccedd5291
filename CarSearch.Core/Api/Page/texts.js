// All texts of the page, in English. Texts of the API are shown as they are.

const plural = (count, one, many = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const sizes = { fullSize: 'full-size' };
const types = { suv: 'SUV', other: 'other' };

/** Puts the article before a word. */
const article = word => `${/^[aeiou]|^SUV/.test(word) ? 'an' : 'a'} ${word}`;

const size = value => sizes[value] ?? value;
const type = value => types[value] ?? value;
const days = count => `${numbers[count] ?? count} ${count === 1 ? 'day' : 'days'}`;

/** Separates the words of a name of the API: `fullToFull` is "full to full". */
const words = name => name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

const capitalize = text => text.charAt(0).toUpperCase() + text.slice(1);

export const texts = {
  skip: 'Skip to the offers',
  title: 'Every rental car, one search',
  subtitle: 'All suppliers are asked at once. Offers appear while the slow ones still think.',
  description: 'OpenAPI',
  developers: 'For developers',
  examples: 'Try',
  type,

  pickUpPlace: 'Pick-up',
  dropOffPlace: 'Drop-off',
  pickUpAt: 'From',
  dropOffAt: 'Until',
  driverAge: 'Driver’s age',
  residence: 'Lives in',
  currency: 'Currency',
  placeHint: 'City or airport',
  samePlace: 'Same place',
  pickUpCountry: 'Country',
  submit: 'Search cars',
  suggestions: name => `Places for ${name}`,
  suggestionCount: count => count === 0 ? 'No places found.' : `${plural(count, 'place')} found.`,
  place: place => `${place.name} (${place.code})`,
  placeDetail: place => [place.kind === 'city' ? 'All airports' : place.city === place.name ? null : place.city, place.state, place.country]
    .filter(Boolean).join(', '),
  candidate: place => `${[place.name, place.state, place.country].filter(Boolean).join(', ')} (${place.code})`,

  searching: 'Searching',
  ended: { Succeeded: 'Search complete', Failed: 'Search failed', Canceled: 'Search canceled' },
  stopped: 'Search canceled',
  stoppedDetail: 'The search was canceled and its offers are deleted.',
  trip: (from, to, count) => `${from === to ? from : `${from} to ${to}`}, ${days(count)}`,
  cancel: 'Cancel',
  offersWord: 'offers',
  secondsWord: 'seconds',
  supplierStatus: { Running: 'Searching', Succeeded: 'Complete', Partial: 'Partly failed', TimedOut: 'Too late', Failed: 'Failed' },
  supplierOffers: (count, milliseconds) => `${plural(count, 'offer')} in ${(milliseconds / 1000).toFixed(1)} s`,
  simulatedTag: 'simulated',
  simulatedAll: 'These suppliers are simulated: nothing here can be rented.',
  simulatedSome: names => `Simulated, and not for rent: ${names.join(', ')}.`,
  liveStarted: 'The search has started.',
  liveEnded: (matched, suppliers) => `The search is complete: ${plural(matched, 'offer')} from ${plural(suppliers, 'supplier')}.`,
  liveMatched: matched => `${plural(matched, 'offer')} ${matched === 1 ? 'matches' : 'match'}.`,

  filters: 'What kind of car?',
  reset: 'Clear filters',
  facets: { size: 'Size', type: 'Type', transmission: 'Transmission', rating: 'Supplier’s rating', supplier: 'Supplier' },
  facetValue: (name, value) => ({ size, type, rating: bound => `${bound} and better` })[name]?.(value) ?? String(value),
  chipCount: count => count.toLocaleString('en'),
  chipFrom: money => `, from ${money}`,
  upgradeTitle: value => value ? `More room than ${article(size(value))}?` : 'Room for more?',
  upgradeChip: (value, money) => [size(value), ` for ${money} more`],
  upgradeHint: 'Choose one size to see what a larger car costs.',
  noUpgrade: 'There is no larger car.',
  seats: 'Seats, at least',
  anySeats: 'Any',
  maxPrice: 'Highest price',
  sort: 'Sort by',
  sorts: { price: 'price', rating: 'rating', size: 'size' },

  matched: (matched, total) => matched === total ? plural(total, 'offer') : `${matched.toLocaleString('en')} of ${plural(total, 'offer')}`,
  showNew: 'Show new offers',
  noneYet: 'The first offers are on their way.',
  noOffers: 'There are no offers.',
  noneMatch: 'No offer matches these filters.',
  previous: 'Previous',
  next: 'Next',
  range: (from, to, matched) => `${from}–${to} of ${matched.toLocaleString('en')}`,

  offerClass: offer => `${capitalize(size(offer.size))} ${type(offer.type)}${offer.acriss ? ` · ${offer.acriss}` : ''}`,
  orSimilar: 'or similar',
  seatCount: count => plural(count, 'seat'),
  doorCount: count => plural(count, 'door'),
  bagCount: count => plural(count, 'bag'),
  airConditioning: 'air conditioning',
  station: station => `${station.name}${station.name.includes(station.place) ? '' : ` (${station.place})`}`,
  inTerminal: station => `${station}, in the terminal`,
  shuttle: 'By shuttle',
  returnTo: station => `return: ${station}`,
  via: supplier => `via ${supplier}`,
  rated: rating => `Rated ${rating} of 10`,
  payAtPickUp: (money, isAll) => isAll ? 'Pay at pick-up' : `${money} at pick-up`,
  prepaid: 'Pay now',
  unlimited: 'Unlimited mileage',
  included: (distance, unit) => `${distance.toLocaleString('en')} ${unit} included`,
  freeCancellation: 'Free cancellation',
  noFreeCancellation: 'No free cancellation',
  freeUntil: (time, fee) => `Free cancellation until ${time}${fee ? `, then ${fee}` : ''}`,
  cancellationFee: fee => `Cancellation costs ${fee}`,
  deposit: money => `Deposit ${money}`,
  excess: (money, cover) => `Excess ${money}, ${words(cover)}`,
  covers: names => `With ${names.map(words).join(', ')}`,
  fuelPolicy: value => `Fuel: ${words(value)}`,
  fee: (kind, money) => `Not included: ${kind === 'other' ? 'a fee' : words(kind)}${money ? ` ${money}` : ''}`,
  minimumAge: age => `From age ${age}`,
  onRequest: 'On request: the supplier must confirm',
  estimated: 'Estimated price',
  perDay: money => `${money} a day`,
  forMore: (money, value) => `${money} more than ${article(size(value))}`,
  book: 'Book',
  bookLabel: (vehicle, supplier) => `Book ${vehicle} at ${supplier}`,

  plotTitle: { size: 'Lowest price by size', supplier: 'Lowest price by supplier' },
  plotLabel: (title, rows) => `${title}. ${rows.join('. ')}.`,

  sentenceNone: 'Nothing to say yet.',
  sentenceNoOffers: 'I found no car for these dates.',
  sentenceNoMatch: 'I found no car like that. Shall I look for another size?',
  sentence: offer => `${offer.isFinal ? '' : 'So far: '}${capitalize(article(size(offer.size)))} ${offer.vehicle} at ${offer.place} `
    + `is ${offer.money} for ${days(offer.days)} with ${offer.supplier}, rated ${offer.rating}.`,
  sentenceUpgrade: (money, value) => `For ${money} more there is ${article(size(value))} car.`,
  sentenceOther: (value, money) => `Or ${article(type(value))}, from ${money}?`,
  speak: 'Say it',
  silence: 'Stop',

  requests: 'Requests of this page',
  close: 'Close',
  key: 'Access key',
  keyHint: 'Stays in the memory of this page. In the commands it is $CARSEARCH_KEY.',
  keyRequired: 'This host requires an access key.',
  enterKey: 'Enter the key',
  noRequests: 'Nothing has been sent yet.',
  copy: 'Copy',
  copied: 'Copied',
  pending: 'waiting',
  aborted: 'aborted',
  unreachable: 'failed',
  requestTime: milliseconds => `${milliseconds.toLocaleString('en')} ms`,
  hostUnreachable: 'The host cannot be reached.',
  retrying: detail => `${detail} Trying again.`,
  retryIn: (detail, seconds) => `${detail} Try again in ${plural(seconds, 'second')}.`,
  unexpectedStatus: status => `The host responded with ${status}.`,
};
