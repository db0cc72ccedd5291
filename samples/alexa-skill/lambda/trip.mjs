import { add, daysAhead, defaultTime, endOfPeriod, parseDate, parseDuration, parseTime } from './dates.mjs';
import { proceed } from './offers.mjs';

const maxCandidates = 3;
const maxDaysAhead = 328;

/** Adds what was said to the trip. Then the search starts, or the first thing that is missing is asked for. */
export function plan(turn) {
  const { trip, last } = turn.state;
  delete turn.state.key;

  const place = turn.said('place');
  if (place) {
    const candidate = last?.options?.find(option => option.place && isMeant(turn, option.place, place))?.place;

    // The model has codes of some airports. Cities of Amazon have other ids.
    const code = /^[A-Z]{3}$/.test(turn.id('place')) ? turn.id('place') : place;
    setPlace(turn, candidate ? { code: candidate.code, name: turn.speech.place(candidate) } : { code, name: place });
  }

  const problem = setDates(turn);
  trip.time = parseTime(turn.said('time')) ?? trip.time;
  trip.age = Number(turn.said('age')) || trip.age;
  return start(turn, problem);
}

/** Takes a place among several. */
export function choosePlace(turn, place) {
  setPlace(turn, { ...place, name: turn.speech.place(place) });
  return start(turn);
}

/** Starts the search, or asks for what is missing. */
export async function start(turn, say = '') {
  const { state, texts, speech } = turn;
  const { trip } = state;
  if (!trip.place) {
    return turn.ask('place', texts.where, { say, elicit: 'place' });
  }

  if (!trip.date) {
    return turn.ask('date', texts.when, { say, elicit: 'date' });
  }

  if (!trip.end && !trip.duration) {
    return turn.ask('duration', texts.howLong, { say, elicit: 'duration' });
  }

  const [pickUp, dropOff] = getTimes(trip);
  const age = trip.age ?? turn.settings.driverAge;
  const search = {
    pickUp: { place: trip.place, at: pickUp }, dropOff: { at: dropOff }, driverAge: age, residence: speech.locale.region,
  };

  // Kept until there is a response, so that sending the search again does not start another one.
  state.key ??= turn.requestId;
  state.pending = ['start'];
  let token;
  try {
    token = await turn.api.start(search, state.key, turn.deadline);
  } catch (error) {
    if (error.status !== 400) {
      throw error;
    }

    delete state.key;
    return repair(turn, error);
  }

  const previous = state.token;
  Object.assign(state, { token, skip: 0, key: undefined, offer: undefined, companies: undefined });
  if (previous) {
    await turn.api.delete(previous, turn.deadline);
  }

  return proceed(turn, texts.searching({ place: trip.name, pickUp: speech.time(pickUp), dropOff: speech.time(dropOff), age }));
}

/** Asks for the first thing that the API refused. */
function repair(turn, error) {
  const { state: { trip }, texts } = turn;
  const { errors = {}, candidates = {} } = error.problem ?? {};
  if (errors['pickUp.place']) {
    return repairPlace(turn, candidates['pickUp.place'] ?? []);
  }

  if (errors['pickUp.at']) {
    return repairPickUp(turn);
  }

  if (errors['dropOff.at']) {
    Object.assign(trip, { end: undefined, duration: undefined });
    return turn.ask('duration', texts.howLong, { say: texts.badReturn, elicit: 'duration' });
  }

  if (errors.driverAge) {
    trip.age = undefined;
    return turn.ask('age', texts.howOld, { say: texts.badAge, elicit: 'age' });
  }

  throw error;
}

function repairPlace(turn, candidates) {
  const { state: { trip }, texts, speech } = turn;
  const said = trip.name;
  Object.assign(trip, { place: undefined, name: undefined });
  const places = candidates.slice(0, maxCandidates).map(({ code, name, city, state, country }) => ({ code, name, city, state, country }));
  const names = places.map(place => speech.place(place));
  const ask = (question, say) => turn.ask('place', question, { say, options: places.map(place => ({ place })), elicit: 'place' });
  switch (places.length) {
    case 0: return ask(texts.where, texts.unknownPlace(said));
    case 1: return ask(texts.didYouMean(names[0]), texts.unknownPlace(said));
    default: return ask(texts.whichPlace(speech.or(names)), texts.severalPlaces(said));
  }
}

/** The API knows the local time, so it alone decides whether a time has passed. Here it is only said why. */
function repairPickUp(turn) {
  const { state: { trip }, texts, now } = turn;
  const days = daysAhead(trip.date, now);
  const isToday = Math.abs(days) <= 1 && !trip.time;
  if (isToday || (days > 1 && days < maxDaysAhead)) {
    const time = turn.speech.clock(trip.time ?? defaultTime);
    trip.time = undefined;
    return turn.ask('time', texts.whatTime, { say: texts.badTime(time), elicit: 'time' });
  }

  Object.assign(trip, { date: undefined, end: undefined, time: undefined });
  return turn.ask('date', texts.when, { say: days > 1 ? texts.tooFarAhead : texts.inThePast, elicit: 'date' });
}

function setPlace(turn, { code, name }) {
  Object.assign(turn.state.trip, { place: code, name });
}

/** Whether words mean one of several places: its state, its country, its city or its code. */
function isMeant(turn, place, words) {
  const names = [place.state, place.code, place.name, turn.speech.place(place), turn.speech.country(place.country)];
  return names.some(name => name && fold(name) === fold(words));
}

function fold(text) {
  return text.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

/** Sets the dates that were said. Returns what is wrong with them. */
function setDates(turn) {
  const { state: { trip }, texts, now } = turn;
  let problem;
  if (turn.said('date')) {
    const date = parseDate(turn.said('date'), now);
    problem = date?.start ? '' : date ? texts.vagueDate : texts.unknownDate;
    Object.assign(trip, { date: date?.start, end: date?.end, isPeriod: Boolean(date?.end) });
    if (date?.end) {
      trip.duration = undefined;
    }
  }

  const until = turn.said('endDate') && parseDate(turn.said('endDate'), now);
  if (until?.start) {
    Object.assign(trip, { end: until.end ?? until.start, isPeriod: Boolean(until.end), duration: undefined });
  }

  const days = Number(turn.said('days'));
  const duration = days > 0 ? { months: 0, days } : parseDuration(turn.said('duration'));
  if (duration) {
    Object.assign(trip, { duration, end: undefined, isPeriod: false });
  }

  return problem;
}

/** The local times of pick-up and return. */
function getTimes(trip) {
  const time = trip.time ?? defaultTime;
  const end = trip.end ?? add(trip.date, trip.duration);
  return [`${trip.date}T${time}`, `${end}T${trip.isPeriod ? endOfPeriod : time}`];
}
