import assert from 'node:assert/strict';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { createSkill } from '../lambda/index.mjs';
import { report, Session } from './alexa.mjs';
import { nextWeekendIn } from './days.mjs';
import { useHost } from './host.mjs';
import { startStub } from './stub.mjs';

const search = session => session.say('find a car in {place} {date}', nextWeekendIn('New York'));
const problem = (status, retryAfter) => ({
  status, headers: { ...(retryAfter && { 'Retry-After': retryAfter }) }, content: { status, code: 'Any', detail: 'A detail.' },
});
const accepted = { status: 202, content: { token: '0123456789abcdef0123456789abcdef', status: 'NotStarted' } };

suite('An API that refuses', { timeout: 60_000 }, () => {
  let session, stub, log;
  const write = console.error;
  beforeEach(() => {
    log = [];
    console.error = (...values) => log.push(values.join(' '));
  });
  afterEach(async t => {
    console.error = write;
    report(t);
    await stub?.stop();
  });

  const open = async (respond, settings) => {
    stub = await startStub(respond);
    session = new Session(createSkill({ url: stub.url, ...settings }));
    return await search(session);
  };

  test('is busy for a moment: the search is sent again, after the time that it asked for', async () => {
    const slept = [];
    const busy = await open((_, number) => number === 1 ? problem(503, 10) : accepted, { sleep: time => slept.push(time) });
    assert.equal(busy.speech, 'Many people are searching at the moment. Shall I try again?');
    assert.match((await session.say('yes')).speech, /What size of car\?$/);
    assert.ok(slept[0] > 2000 && slept[0] <= 3000, `half of the deadline, not ${slept[0]}`);
    const [first, second] = stub.requests;
    assert.equal(first.headers['idempotency-key'], second.headers['idempotency-key']);
    assert.equal(first.body, second.body);
  });

  test('is busy for longer: the session ends', async () => {
    const busy = await open(() => problem(429, 60));
    assert.equal(busy.speech, 'Too many people are searching at the moment. Please try again in a few minutes.');
    assert.ok(busy.hasEnded);
  });

  test('does not respond in time', async () => {
    const silent = await open(() => null, { deadline: 200 });
    assert.equal(silent.speech, "I can't reach the car search at the moment. Shall I try again?");
    assert.equal(silent.hasEnded, false);
    assert.equal((await session.say('no')).speech, 'Have a good trip.');
  });

  test('is not asked to wait longer than Alexa waits', async () => {
    const get = ({ method }) => method === 'POST' ? accepted : { content: { ...result({}), status: 'Running' } };
    for (const [settings, expected] of [[{}, '4.0'], [{ wait: 30, deadline: 5000 }, '3.5'], [{ deadline: 1400 }, '0.0']]) {
      await open(get, settings);
      await session.say('a {size}', { size: 'compact' });
      const [wait] = stub.requests.map(({ url }) => new URL(url, stub.url).searchParams.get('wait')).filter(Boolean);
      assert.ok(wait <= expected && wait > expected - 0.5, wait);
      await stub.stop();
    }
  });

  test('closes the connection: the search is not started twice', async () => {
    await open((_, number) => number === 1 ? undefined : accepted);
    assert.match((await session.say('try again')).speech, /What size of car\?$/);
    assert.equal(new Set(stub.requests.map(({ headers }) => headers['idempotency-key'])).size, 1);
  });

  test('is behind a proxy without a backend', async () => {
    const failed = await open(() => ({ status: 502, content: '<html>Bad Gateway</html>' }));
    assert.equal(failed.speech, "I can't reach the car search at the moment. Shall I try again?");
  });

  test('refuses what the skill does not send', async () => {
    const refused = await open(() => ({ status: 400, content: { detail: 'Not valid.', errors: { currency: ['Not valid.'] } } }));
    assert.equal(refused.speech, 'Sorry, the car search is out of order. Please try again later.');
    assert.ok(refused.hasEnded);
    assert.deepEqual(log, ['400 to POST: Not valid. ']);
  });

  test('responds with something else', async () => {
    await open(request => request.method === 'POST' ? accepted : { content: {} });
    const failed = await session.say('a {size}', { size: 'compact' });
    assert.equal(failed.speech, 'Sorry, the car search is out of order. Please try again later.');
    assert.match(log[0], /TypeError/);
  });

  test('has expired the search: another one is started, with what was chosen', async () => {
    let hasExpired = true;
    await open(({ method }) => {
      const response = method === 'POST' ? accepted : hasExpired ? problem(410) : { content: result({}) };
      hasExpired &&= method === 'POST';
      return response;
    });
    assert.equal((await session.say('a {size}', { size: 'compact' })).speech, 'The search has expired. Shall I search again?');
    assert.match((await session.say('yes')).speech, /^I'm looking for a car in New York, .* I found a compact at /);
    assert.deepEqual(stub.requests.map(({ method }) => method), ['POST', 'GET', 'POST', 'GET', 'GET']);
  });

  test('has one company only: nobody is asked for it, and its name is no markup', async () => {
    await open(({ method }) => method === 'POST' ? accepted : { content: result({ name: 'Rent & <break time="10s"/> Go' }) });
    const found = await session.say('a {size}', { size: 'compact' });
    assert.equal(found.speech, 'I found a compact at Rent & <break time="10s"/> Go, for 100 dollars. '
      + 'For example Any & Car or similar. Pick-up: JFK. Anything else?');
    assert.match(found.ssml, /at Rent &amp; &lt;break time=&quot;10s&quot;\/&gt; Go, for/);
    assert.match(found.card, /^Rent & <break time="10s"\/> Go: a compact, \$99\.10\nAny & Car or similar\nJFK\n/);
    assert.doesNotMatch(found.card, /simulated/);
  });

  test('has larger cars in another currency only: what they cost more is unknown', async () => {
    const { offers: [offer], ...rest } = result({});
    const larger = { ...offer, size: 'fullSize', price: { total: 80, currency: 'EUR' }, count: 1 };
    await open(({ method }) => method === 'POST' ? accepted : { content: { ...rest, offers: [offer, larger] } });
    await session.say('a {size}', { size: 'compact' });
    assert.equal((await session.say('an upgrade')).speech, 'There is nothing larger. Anything else?');
  });

  test('has found something when the user stops waiting: there is a card', async () => {
    await open(({ method }) => method === 'POST' ? accepted : { content: { ...result({}), status: 'Running' } });
    const soFar = await session.say('a {size}', { size: 'compact' });
    assert.match(soFar.speech, /^So far, I found a compact at Northway, .* 0 companies have not responded yet\. Shall I wait for them\?$/);
    assert.equal(soFar.card, undefined);
    assert.match((await session.say('no')).card, /^Northway: a compact, \$99\.10\n/);
  });

  test('has not started the search yet', async () => {
    const none = { total: 0, matched: 0, offers: [], suppliers: [], facets: { size: [], type: [], supplier: [] } };
    let status = 'NotStarted';
    await open(({ method }) => method === 'POST' ? accepted : { content: { ...result({}), status, ...(status === 'NotStarted' && none) } });
    const asked = await session.say('a {size}', { size: 'compact' });
    assert.equal(asked.speech, 'Any company?');
    assert.deepEqual(asked.directives, []);
    assert.equal((await session.say('no')).speech, "I'm still searching. Shall I keep waiting?");
    status = 'Succeeded';
    assert.match((await session.say('{company}', { company: 'Northway' })).speech, /^I found a compact at Northway, /);
  });

  test('has lost the search', async () => {
    const lost = { status: 'Failed', request: null, total: 0, matched: 0, offers: [], suppliers: [] };
    await open(({ method }) => method === 'POST' ? accepted : { content: lost });
    await session.say('a {size}', { size: 'compact' });
    assert.equal((await session.say('no')).speech, 'None of the companies was able to respond. Shall I try again?');
  });

  test('has nothing that matches: the larger of two sizes that are equally near is proposed, or all cars', async () => {
    const none = { matched: 0, offers: [], total: 9 };
    const two = [{ value: 'intermediate', count: 4, from: 80.5 }, { value: 'fullSize', count: 5, from: null }];
    for (const [size, expected] of [
      [two, "I didn't find a standard car. There is a full-size car. Would you like it?"],
      [two.slice(0, 1), "I didn't find a standard car. There is an intermediate car from 81 dollars. Would you like it?"],
      [[], "I didn't find a standard car. There are other cars. Shall I look there?"],
    ]) {
      const content = { ...result({}), ...none, facets: { size, type: [], supplier: [] } };
      await open(({ method }) => method === 'POST' ? accepted : { content });
      assert.equal((await session.say('a {size} car', { size: 'standard' })).speech, expected);
      await session.say('yes');
      assert.equal(new URL(stub.requests.at(-1).url, stub.url).searchParams.get('size'), size.at(-1)?.value ?? null);
      await stub.stop();
    }
  });

  test('has no cars at all', async () => {
    await open(({ method }) => method === 'POST' ? accepted : { content: { ...result({}), total: 0, matched: 0, offers: [] } });
    const none = await session.say('a {size}', { size: 'compact' });
    assert.equal(none.speech, 'I found no cars for this place and time. Shall I start a new search?');
    assert.equal((await session.say('yes')).speech, 'Where do you want to pick up the car?');
  });

  test('gets its key, and only for the API', async () => {
    await open(() => accepted, { key: 'secret' });
    assert.equal(stub.requests[0].headers['x-functions-key'], 'secret');
    assert.equal(JSON.stringify(session.transcript).includes('secret'), false);
  });
});

suite('A host', { timeout: 60_000 }, () => {
  let host, session;
  useHost(started => ({ host, session } = started));

  test('refuses a wrong key', async t => {
    t.mock.method(console, 'error', () => {});
    const refused = await search(new Session(createSkill({ url: host.url, key: 'wrong' })));
    assert.equal(refused.speech, 'Sorry, the car search is out of order. Please try again later.');
    assert.equal(console.error.mock.calls[0].arguments[0], '401 to POST: Unauthorized');
  });

  test('has deleted the search', async t => {
    t.mock.method(console, 'error', () => {});
    await search(session);
    await session.say('a {size}', { size: 'compact' });
    await session.say('no');
    await host.request(`/api/searches/${session.token}`, { method: 'DELETE' });
    assert.equal((await session.say('an upgrade')).speech, 'The search has expired. Shall I search again?');
    assert.match((await session.say('yes')).speech, /^I'm looking for .* I found a compact at /);
  });
});

suite('A host with failing suppliers', { timeout: 60_000 }, () => {
  let session;
  useHost(started => ({ session } = started), { settings: { Simulated__FaultRate: 1000 } });

  test('asks to try again', async () => {
    await search(session);
    await session.say('a {size}', { size: 'compact' });
    const failed = await session.say('no');
    assert.equal(failed.speech, 'None of the companies was able to respond. Shall I try again?');
    const previous = session.token;
    assert.match((await session.say('yes')).speech, /^I'm looking for .* None of the companies was able to respond\. Shall I try again\?$/);
    assert.notEqual(session.token, previous);
  });
});

/** A search with one offer. */
function result({ name = 'Northway' }) {
  return {
    status: 'Succeeded',
    suppliers: [{ name, status: 'Succeeded', simulated: false }],
    request: { pickUp: { at: '2030-01-01T10:00' }, dropOff: { at: '2030-01-02T10:00' }, days: 1, currency: 'USD' },
    total: 1,
    matched: 1,
    offers: [{
      supplier: name, size: 'compact', type: 'car', vehicle: 'Any & Car', pickUp: { name: 'JFK' }, bookingUrl: null,
      price: { total: 99.1, currency: 'USD' },
    }],
    facets: { size: [], type: [], supplier: [] },
  };
}
