const day = 86_400_000;

/** A date a number of days ahead, in UTC. */
export function inDays(days) {
  return new Date(Date.now() + days * day).toISOString().slice(0, 10);
}

/** The weekend after a week, as AMAZON.DATE and as dates. */
export const weekend = nextWeekend();

/** The slots of a trip at that weekend. */
export const nextWeekendIn = place => ({ place, date: ['next weekend', weekend.value] });

function nextWeekend() {
  const today = new Date().getUTCDay();
  const saturday = inDays(((6 - today + 7) % 7) + 7);
  const sunday = new Date(Date.parse(saturday) + day).toISOString().slice(0, 10);

  // The week of a date is that of its Thursday.
  const thursday = new Date(Date.parse(saturday) - 2 * day);
  const week = Math.ceil(((thursday - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / day + 1) / 7);
  return { value: `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}-WE`, saturday, sunday };
}

/** Says a date as the skill does. */
export function sayDate(date, locale) {
  return new Intl.DateTimeFormat(locale, { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' }).format(new Date(date));
}

/** The next Sunday on which clocks skip from 2 to 3, and where: in spring, of one hemisphere or the other. */
export function nextClockChange() {
  const year = new Date().getUTCFullYear();
  const changes = [year, year + 1].flatMap(one => [
    { place: 'New York', date: getSunday(one, 2, 8) },
    { place: 'Sydney', date: getSunday(one, 9, 1) },
  ]);
  return changes.find(({ date }) => date > inDays(2));
}

/** The first Sunday of a month, from a day on. */
function getSunday(year, month, from) {
  const first = new Date(Date.UTC(year, month, from));
  return new Date(first.getTime() + ((7 - first.getUTCDay()) % 7) * day).toISOString().slice(0, 10);
}
