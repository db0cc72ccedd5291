const day = 86_400_000;

/** The time of pick-up, where none is said. */
export const defaultTime = '10:00';

/** The time of return at the end of a weekend or week. */
export const endOfPeriod = '18:00';

const partsOfDay = { MO: '09:00', AF: '14:00', EV: '18:00', NI: '21:00' };

/**
 * Reads a value of AMAZON.DATE. Returns `{ start }` for a day, `{ start, end }` for a weekend or a week,
 * `{ isVague: true }` for what has no first day that could be meant (a month, a season), or undefined.
 */
export function parseDate(value, now) {
  if (value === 'PRESENT_REF') {
    return { start: format(now) };
  }

  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return isDate(value) ? { start: value } : undefined;
  }

  const week = /^(\d{4})-W(\d{2})(-WE)?$/.exec(value);
  if (week) {
    const monday = startOfWeek(Number(week[1]), Number(week[2]));
    return { start: addDays(monday, week[3] ? 5 : 0), end: addDays(monday, 6) };
  }

  return /^\d{3}[\dX](-(\d{2}|Q[1-4]|WI|SP|SU|FA))?(-XX)?$/.test(value) ? { isVague: true } : undefined;
}

/** Reads a value of AMAZON.TIME: a time, or a part of the day. */
export function parseTime(value) {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? value : partsOfDay[value];
}

/** Reads a value of AMAZON.DURATION as whole days and months. A part of a day counts as one. */
export function parseDuration(value) {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/.exec(value ?? '');
  if (!match) {
    return undefined;
  }

  const [years, months, weeks, days, hours, minutes] = match.slice(1).map(part => Number(part ?? 0));
  const duration = { months: years * 12 + months, days: weeks * 7 + days + Math.ceil((hours + minutes / 60) / 24) };
  return duration.months + duration.days > 0 ? duration : undefined;
}

/** Adds a duration to a date. A month that is too short for the day ends it, as February does for the 31st. */
export function add(date, { months, days }) {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return addDays(format(new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, lastDay)))), days);
}

/** The days from the date of `now` in UTC to a date. */
export function daysAhead(date, now) {
  return (Date.parse(date) - Date.parse(format(now))) / day;
}

export function addDays(date, days) {
  return format(new Date(Date.parse(date) + days * day));
}

function format(instant) {
  return instant.toISOString().slice(0, 10);
}

function isDate(text) {
  const instant = new Date(text);
  return !Number.isNaN(instant.getTime()) && format(instant) === text;
}

// ISO 8601: the first week of a year contains January 4.
function startOfWeek(year, week) {
  const january4 = new Date(Date.UTC(year, 0, 4));
  const weekday = (january4.getUTCDay() + 6) % 7;
  return addDays(format(january4), (week - 1) * 7 - weekday);
}
