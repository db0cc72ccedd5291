import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { nextWeekendIn } from './days.mjs';
import { useHost } from './host.mjs';

// The suppliers respond one after the other; the last ones are out of the reach of a test.
const slow = {
  SupplierTimeout: '00:05:00', Deadline: '00:05:00', Simulated__MinFixedLatency: '00:00:00.2', Simulated__FixedLatency: '00:05:00',
};
const trip = nextWeekendIn('New York');

suite('A search that is still running', { timeout: 60_000 }, () => {
  suite('with suppliers that respond one after the other', () => {
    let host, session;
    useHost(started => ({ host, session } = started), { settings: slow, wait: 0.5 });

    const getRunning = async () => {
      const { suppliers } = await host.request(`/api/searches/${session.token}?view=brief`);
      return suppliers.filter(({ status }) => status === 'Running').map(({ name }) => name);
    };

    test('asks for the size at once', async () => {
      assert.match((await session.say('find a car in {place} {date}', trip)).speech, /What size of car\?$/);
      assert.ok((await getRunning()).length > 0);
    });

    test('says the cheapest so far', async () => {
      await session.say('find a car in {place} {date}', trip);
      const sizes = await session.say('what sizes do you have');
      assert.match(sizes.speech, /^I have a mini from \d+ dollars, .* What size of car\?$/);
      await session.say('a {size} one', { size: 'small' });
      const soFar = await session.say('no');
      assert.match(soFar.speech, new RegExp('^So far, I found a mini at \\w+, for \\d+ dollars\\. For example .* or similar\\. '
        + 'Pick-up: .* [2-9] companies have not responded yet\\. Shall I wait for them\\?$'));
      assert.match((await session.say('yes')).speech, /^So far, I found a mini /);
      assert.equal((await session.say('no')).speech, 'All right. Anything else?');
    });

    test('says what there is so far, where nothing matches', async () => {
      await session.say('find a car in {place} {date}', trip);
      const last = (await getRunning()).at(-1);
      await session.say('which sizes are there');
      const still = await session.say('a {size} car from {company}', { size: 'compact', company: last });
      assert.match(still.speech, new RegExp("^I'm still searching\\. \\d of 10 companies have responded\\. "
        + 'Other companies have a compact from \\d+ dollars\\. Shall I keep waiting\\?$'));
      assert.match((await session.say('keep waiting')).speech, /^I'm still searching\./);
      assert.match((await session.say('no')).speech, /^All right\./);
    });
  });

  suite('with suppliers that respond soon', () => {
    let session;
    const settings = { Simulated__MinFixedLatency: '00:00:00.5', Simulated__FixedLatency: '00:00:05' };
    useHost(started => ({ session } = started), { settings, wait: 1 });

    test('ends while the user waits', async () => {
      await session.say('find a car in {place} {date}', trip);
      await session.say('a {size} one', { size: 'small' });
      let found = await session.say('no');
      assert.match(found.speech, /^(So far, I found|I'm still searching\.) /);
      while (/Shall I /.test(found.speech)) {
        found = await session.say('yes');
      }

      assert.match(found.speech, /^I found a mini at .* Anything else\?$/);
    });
  });
});
