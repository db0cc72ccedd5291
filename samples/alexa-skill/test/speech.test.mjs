import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSkill, handler, readSettings } from '../lambda/index.mjs';
import { Speech } from '../lambda/speech.mjs';
import { Session } from './alexa.mjs';

for (const [locale, amount, currency, expected] of [
  ['en-US', 100, 'USD', '100 dollars'],
  ['en-US', 99.01, 'USD', '100 dollars'],
  ['en-US', 0.4, 'USD', '1 dollar'],
  ['en-US', 1234.5, 'USD', '1,235 dollars'],
  ['en-US', 80, 'EUR', '80 euros'],
  ['en-US', 12000, 'JPY', '12,000 Japanese yen'],
  ['fr-FR', 1, 'USD', '1 dollar'],
  ['fr-FR', 80.5, 'EUR', '81 euros'],
]) {
  test(`${amount} ${currency} in ${locale}`, () => assert.equal(new Speech(locale).price(amount, currency), expected));
}

test('Another English or French has the texts of its language, and its own residence', () => {
  assert.equal(new Speech('fr-CA').texts.goodbye, 'Bon voyage.');
  assert.equal(new Speech('en-GB').texts.goodbye, 'Have a good trip.');
  assert.equal(new Speech('en-GB').locale.region, 'GB');
});

test('Another language has the English texts', () => assert.equal(new Speech('de-DE').texts.goodbye, 'Have a good trip.'));

test('Settings are read from the environment', () => {
  assert.deepEqual(readSettings({ CARSEARCH_URL: 'https://a.example', CARSEARCH_KEY: 'k', CARSEARCH_DRIVER_AGE: '45', SKILL_ID: 's' }),
    { url: 'https://a.example', key: 'k', driverAge: 45, skillId: 's' });
  assert.equal(readSettings({ CARSEARCH_URL: 'https://a.example' }).driverAge, 30);
});

for (const [environment, name] of [
  [{}, 'CARSEARCH_URL'], [{ CARSEARCH_URL: 'a.example' }, 'CARSEARCH_URL'],
  [{ CARSEARCH_URL: 'https://a.example', CARSEARCH_DRIVER_AGE: '17' }, 'CARSEARCH_DRIVER_AGE'],
  [{ CARSEARCH_URL: 'https://a.example', CARSEARCH_DRIVER_AGE: '25.5' }, 'CARSEARCH_DRIVER_AGE'],
]) {
  test(`A wrong setting is named: ${JSON.stringify(environment)}`, () =>
    assert.throws(() => readSettings(environment), error => error.message.startsWith(`${name} is not an a`)));
}

test('The function of AWS Lambda responds', async () => {
  process.env.CARSEARCH_URL = 'https://carsearch.example';
  const { speech } = await new Session({ invoke: handler }).open();
  assert.equal(speech, 'Welcome to Car Search. Where do you want to pick up the car?');
});

test('A request to another skill is refused', async () => {
  const skill = createSkill({ url: 'https://carsearch.example', skillId: 'amzn1.ask.skill.other' });
  await assert.rejects(new Session(skill).open(), /skill id/i);
});
