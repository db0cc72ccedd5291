import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Session } from './alexa.mjs';
import { inDays, nextClockChange, nextWeekendIn, weekend } from './days.mjs';
import { useHost } from './host.mjs';

suite('A trip that the API refuses', { timeout: 60_000 }, () => {
  let host, skill, session;
  useHost(started => ({ host, skill, session } = started));

  const getRequest = async () => (await host.request(`/api/searches/${session.token}?limit=1`)).request;

  test('has an ambiguous place: one of them is chosen by its number', async () => {
    const asked = await session.say('find a car in {place} {date}', nextWeekendIn('Springfield'));
    assert.equal(asked.speech, 'Several places match Springfield. Do you mean Springfield, Missouri or Springfield, Illinois?');
    assert.equal(asked.elicits, 'place');
    assert.match((await session.say('the {choice} one', { choice: 'second' })).speech,
      /^I'm looking for a car in Springfield, Illinois, from /);
    assert.equal((await getRequest()).pickUp.place, 'SPI');
  });

  test('has an ambiguous place: one of them is chosen by its state', async () => {
    await session.say('find a car in {place} {date}', nextWeekendIn('Springfield'));
    assert.match((await session.say('the one in {place}', { place: 'missouri' })).speech,
      /^I'm looking for a car in Springfield, Missouri, from /);
    assert.equal((await getRequest()).pickUp.place, 'SGF');
  });

  test('has an ambiguous place: three are named, and another one can be said', async () => {
    const asked = await session.say('find a car in {place} {date}', nextWeekendIn('San Jose'));
    assert.equal(asked.speech,
      'Several places match San Jose. Do you mean San Jose, California, San José, Costa Rica, or San Jose, Philippines?');
    assert.equal((await session.say('number {choice}', { choice: 'four' })).speech,
      "Sorry, I didn't understand that. Do you mean San Jose, California, San José, Costa Rica, or San Jose, Philippines?");
    assert.equal((await session.say('no')).speech, 'Where do you want to pick up the car?');
    assert.match((await session.say('{place}', { place: 'San José, Costa Rica' })).speech,
      /^I'm looking for a car in San José, Costa Rica, from /);
    assert.equal((await getRequest()).pickUp.place, 'SJO');
  });

  test('has an ambiguous place, in French', async () => {
    session = new Session(skill, 'fr-FR');
    const asked = await session.say('trouve une voiture à {place} {date}', { place: 'San Jose', date: ['demain', inDays(3)] });
    assert.equal(asked.speech, 'Pour combien de jours ?');
    assert.equal((await session.say('pour {duration}', { duration: ['une semaine', 'P1W'] })).speech,
      'Plusieurs lieux correspondent à San Jose. '
      + 'Voulez-vous dire San Jose, California, San José, Costa Rica ou San Jose, Philippines ?');
    assert.match((await session.say('celui de {place}', { place: 'Costa Rica' })).speech,
      /^Je cherche une voiture à San José, Costa Rica, du /);
    assert.equal((await getRequest()).days, 7);
  });

  test('has an unknown place with a similar one', async () => {
    const asked = await session.say('find a car in {place} {date}', nextWeekendIn('Atlantis'));
    assert.equal(asked.speech, "I don't know a place called Atlantis. Did you mean Atlanta, Georgia?");
    assert.match((await session.say('yes')).speech, /^I'm looking for a car in Atlanta, Georgia, from /);
    assert.equal((await getRequest()).pickUp.place, 'ATL');
  });

  test('has an unknown place with several similar ones, or none', async () => {
    const similar = await session.say('find a car in {place} {date}', nextWeekendIn('Pari'));
    assert.equal(similar.speech, 'Several places match Pari. Do you mean Paris, France, Bari, Italy, or Sari, Iran?');
    const unknown = await session.say('I mean {place}', { place: 'Xqzw' });
    assert.equal(unknown.speech, "I don't know a place called Xqzw. Where do you want to pick up the car?");
    assert.equal(unknown.elicits, 'place');
    assert.match((await session.say('at {place}', { place: 'Kennedy airport' })).speech,
      /^I'm looking for a car in Kennedy airport, from /);
    assert.equal((await getRequest()).pickUp.place, 'JFK');
  });

  test('is asked for piece by piece', async () => {
    assert.equal((await session.say('find a car')).elicits, 'place');
    const when = await session.say('in {place}', { place: 'New York' });
    assert.deepEqual([when.speech, when.elicits], ['When do you want to pick it up?', 'date']);
    assert.equal((await session.say('{date}', { date: ['in December', inDays(40).slice(0, 7)] })).speech,
      'I need the day. When do you want to pick it up?');
    assert.equal((await session.say('{date}', { date: ['one day', 'XXXX'] })).speech,
      "I didn't get the date. When do you want to pick it up?");
    const howLong = await session.say('on {date}', { date: ['Monday', inDays(40)] });
    assert.deepEqual([howLong.speech, howLong.elicits], ['For how many days?', 'duration']);
    assert.match((await session.say('{days}', { days: ['three', '3'] })).speech, /What size of car\?$/);
    const { pickUp, dropOff } = await getRequest();
    assert.deepEqual([pickUp.at, dropOff.at], [`${inDays(40)}T10:00`, `${inDays(43)}T10:00`]);
  });

  test('begins in the past, or too far ahead', async () => {
    await session.say('find a car in {place} for {date}', { place: 'New York', date: ['last week', inDays(-7)] });
    const past = await session.say('for {duration}', { duration: ['two days', 'P2D'] });
    assert.deepEqual([past.speech, past.elicits], ['That date is in the past. When do you want to pick it up?', 'date']);
    assert.equal((await session.say('{date}', { date: ['next year', inDays(345)] })).speech,
      'That is too far ahead. The companies take searches for the next 330 days. When do you want to pick it up?');
    assert.match((await session.say('{date}', { date: ['tomorrow', inDays(2)] })).speech, /What size of car\?$/);
  });

  test('begins today, when the usual time has passed', async () => {
    const early = inDays(-1);
    const day = { place: 'New York', date: ['today', early], duration: ['two days', 'P2D'] };
    const asked = await session.say('find a car in {place} {date} for {duration}', day);
    assert.equal(asked.speech, "You can't pick up a car at 10:00 AM that day. At what time do you want to pick it up?");
    assert.equal(asked.elicits, 'time');
    const past = await session.say('at {time}', { time: ['one minute past midnight', '00:01'] });
    assert.equal(past.speech, 'That date is in the past. When do you want to pick it up?');
  });

  test('begins at a time that a clock change skips', async () => {
    const { place, date } = nextClockChange();
    await session.say('find a car in {place} {date} at {time}', { place, date: ['that Sunday', date], time: ['half past two', '02:30'] });
    assert.equal((await session.say('for {duration}', { duration: ['a day', 'P1D'] })).speech,
      "You can't pick up a car at 2:30 AM that day. At what time do you want to pick it up?");
    assert.match((await session.say('{time}', { time: ['in the afternoon', 'AF'] })).speech, / at 2:00 PM until /);
  });

  test('ends before it begins, or lasts too long', async () => {
    const dates = { place: 'New York', date: ['Saturday', weekend.saturday], endDate: ['tomorrow', inDays(1)] };
    const before = await session.say('find a car in {place} from {date} until {endDate}', dates);
    const question = 'The return has to be after the pick-up, and at most 90 days later. For how many days?';
    assert.deepEqual([before.speech, before.elicits], [question, 'duration']);
    assert.equal((await session.say('for {duration}', { duration: ['a year', 'P1Y'] })).speech, question);
    assert.match((await session.say('for {duration}', { duration: ['a month', 'P1M'] })).speech, /What size of car\?$/);
  });

  test('has a driver who is too young', async () => {
    const trip = { ...nextWeekendIn('New York'), age: ['twelve', '12'] };
    const asked = await session.say('find a car in {place} {date} for a driver aged {age}', trip);
    assert.deepEqual([asked.speech, asked.elicits], ['The driver has to be 18 to 99 years old. How old is the driver?', 'age']);
    assert.match((await session.say('{age} years old', { age: ['thirty one', '31'] })).speech,
      / for a driver aged 31\. What size of car\?$/);
    assert.equal((await getRequest()).driverAge, 31);
  });
});

suite('A search without matches', { timeout: 60_000 }, () => {
  let session;
  useHost(started => ({ session } = started));

  test('proposes the other companies', async () => {
    await session.say('find a car in {place} {date}', nextWeekendIn('New York'));
    await session.say('a {size}', { size: 'compact' });
    const none = await session.say('{company}', { company: 'Fjordbil' });
    assert.match(none.speech,
      /^I didn't find a compact at Fjordbil\. Other companies have a compact from \d+ dollars\. Shall I look there\?$/);
    assert.match((await session.say('yes')).speech, /^I found a compact at /);
  });

  test('proposes the nearest size', async () => {
    await session.say('find a car in {place} {date}', nextWeekendIn('Pago Pago'));
    await session.say('a {size} car', { size: 'luxury' });
    assert.match((await session.say('no')).speech,
      /^I didn't find a luxury car\. There is a premium car from \d+ dollars\. Would you like it\?$/);
    assert.match((await session.say('yes')).speech, /^I found a premium car at /);
  });

  test('proposes another type', async () => {
    await session.say('find a car in {place} {date}', nextWeekendIn('Pago Pago'));
    await session.say('a {type}', { type: 'sports car' });
    assert.match((await session.say('no')).speech, /^I didn't find a sports car\. There is a car from \d+ dollars\. Would you like it\?$/);
    assert.equal((await session.say('no')).speech, 'All right. Anything else?');
    assert.match((await session.say('which companies are there')).speech, /^I have no such offers so far\. Any company\?$/);
  });
});
