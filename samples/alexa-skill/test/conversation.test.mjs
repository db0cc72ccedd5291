import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Session } from './alexa.mjs';
import { nextWeekendIn, sayDate, weekend } from './days.mjs';
import { useHost } from './host.mjs';

suite('A conversation with suppliers that respond at once', { timeout: 60_000 }, () => {
  let host, skill, session;
  useHost(started => ({ host, skill, session } = started));

  const get = query => host.request(`/api/searches/${session.token}?${query}`);
  const dollars = amount => Math.ceil(amount) === 1 ? '1 dollar' : `${Math.ceil(amount)} dollars`;

  test('asks for the size and the company while the search runs, and says the cheapest car', async () => {
    const started = await session.say('find a car in {place} {date}', nextWeekendIn('New York'));
    const [saturday, sunday] = [sayDate(weekend.saturday, 'en-US'), sayDate(weekend.sunday, 'en-US')];
    assert.equal(started.speech, `I'm looking for a car in New York, from ${saturday} at 10:00 AM until ${sunday} at 6:00 PM, `
      + 'for a driver aged 30. What size of car?');
    assert.equal(started.reprompt, 'You can say small, medium or large, or ask which sizes there are. What size of car?');
    assert.equal(started.hasEnded, false);
    const { request } = await get('limit=1');
    assert.deepEqual([request.pickUp.place, request.pickUp.at, request.dropOff.at, request.driverAge, request.residence],
      ['NYC', `${weekend.saturday}T10:00`, `${weekend.sunday}T18:00`, 30, 'US']);

    assert.equal((await session.say('a {size} one', { size: 'small' })).speech, 'Any company?');

    const found = await session.say('no');
    const { offers: [offer] } = await get('size=small&limit=1');
    assert.equal(offer.size, 'mini');
    assert.equal(found.speech, `I found a mini at ${offer.supplier}, for ${dollars(offer.price.total)}. `
      + `For example Mitsubishi Mirage or similar. Pick-up: ${offer.pickUp.name}. Anything else?`);
    assert.match(found.card, new RegExp(`^${offer.supplier}: a mini, \\$${offer.price.total.toFixed(2)}\\n`));
    assert.match(found.card, /\nhttps:\/\/\S+\nThis offer is simulated: there is no such car\.$/);

    const { token } = session;
    assert.ok(token);
    const end = await session.say('no');
    assert.deepEqual([end.speech, end.hasEnded], ['Have a good trip.', true]);
    assert.equal((await host.request(`/api/searches/${token}`)).code, 'NotFound');
  });

  test('is the same in French', async () => {
    session = new Session(skill, 'fr-FR');
    const started = await session.say('trouve une voiture à {place} {date}', {
      place: 'New York', date: ['le week-end prochain', weekend.value],
    });
    const [saturday, sunday] = [sayDate(weekend.saturday, 'fr-FR'), sayDate(weekend.sunday, 'fr-FR')];
    assert.equal(started.speech,
      `Je cherche une voiture à New York, du ${saturday} à 10:00 au ${sunday} à 18:00, pour un conducteur de 30 ans. `
      + 'Quelle taille de voiture ?');
    assert.equal((await get('limit=1')).request.residence, 'FR');

    assert.equal((await session.say('une {size}', { size: 'petite' })).speech, 'Un loueur en particulier ?');
    const found = await session.say('peu importe');
    const { offers: [offer] } = await get('size=small&limit=1');
    assert.equal(found.speech, `J'ai trouvé une mini chez ${offer.supplier}, pour ${dollars(offer.price.total)}. `
      + `Par exemple Mitsubishi Mirage ou similaire. Prise en charge : ${offer.pickUp.name}. Autre chose ?`);

    const { offers } = await get('size=mini&upgrade=economy&best=size');
    const upgrade = await session.say('une plus grande voiture');
    const cost = dollars(offers[1].upgradeFor / 2);
    assert.ok(upgrade.speech.startsWith(`Il y a une économique pour ${cost} de plus par jour et une compacte`), upgrade.speech);
    assert.ok(upgrade.speech.endsWith('Laquelle voulez-vous ?'));
    assert.match((await session.say('la {choice}', { choice: 'deuxième' })).speech, /^J'ai trouvé une compacte chez /);
    assert.equal((await session.say("c'est tout")).speech, 'Bon voyage.');
  });

  test('takes size and company in other orders, and changes them', async () => {
    await session.say('find a car in {place} {date}', nextWeekendIn('New York'));
    const company = await session.say('a {size} car from {company}', { size: 'compact', company: 'Alderway' });
    const { offers: [offer] } = await get('size=compact&supplier=Alderway&limit=1');
    assert.ok(company.speech.startsWith(`I found a compact at Alderway, for ${dollars(offer.price.total)}.`), company.speech);

    const type = await session.say('what about a {type}', { type: 'convertible' });
    assert.match(type.speech, /^(I found .* at Alderway, .* It is a convertible, for example |I didn't find a convertible at Alderway\.)/);
    assert.match((await session.say('what about {company}', { company: 'Kestrelgo' })).speech, /convertible|at Kestrelgo/);
    assert.match((await session.say('a {size} one', { size: 'large' })).speech, /^I found a full-size car at Kestrelgo/);
  });

  test('knows the companies of the search by dynamic entities', async () => {
    await session.say('find a car in {place} {date}', nextWeekendIn('New York'));
    const asked = await session.say('an {size}', { size: 'economy' });
    const entities = asked.directives.find(({ type }) => type === 'Dialog.UpdateDynamicEntities');
    const { suppliers } = await get('view=brief');
    assert.deepEqual(entities.types, [{ name: 'Company', values: suppliers.map(({ name }) => ({ id: name, name: { value: name } })) }]);

    const companies = await session.say('yes');
    const { offers } = await get('size=economy&best=supplier&view=brief');
    assert.ok(companies.speech.startsWith(`I have ${offers[0].supplier} from ${dollars(offers[0].price.total)}, `), companies.speech);
    assert.match((await session.say('with {company}', { company: 'Zippy' })).speech,
      /^Zippy is not among the companies\. I have .* Any company\?$/);
    assert.match((await session.say('the {choice} one', { choice: 'second' })).speech,
      new RegExp(`^I found an economy car at ${offers[1].supplier}, for `));
  });

  test('says what larger cars cost more a day, and takes one', async () => {
    await session.say('find a car in {place} {date}', nextWeekendIn('New York'));
    await session.say('a {size}', { size: 'compact' });
    await session.say('no preference');
    const { offers } = await get('size=compact&upgrade=special&best=size&view=brief');
    const cost = size => dollars(offers.find(offer => offer.size === size).upgradeFor / 2);

    assert.equal((await session.say('what does a larger car cost')).speech,
      `There is an intermediate car for ${cost('intermediate')} a day more and a standard car for ${cost('standard')} a day more. `
      + 'Which one would you like?');
    assert.equal((await session.say('how much more is a {size} car', { size: 'full size' })).speech,
      `There is a full-size car for ${cost('fullSize')} a day more. Would you like it?`);
    assert.match((await session.say('yes')).speech, /^I found a full-size car at /);
    assert.match((await session.say('how much more is a {size} car', { size: 'mini' })).speech,
      /^There is nothing larger\. Anything else\?$/);
    assert.match((await session.say('an upgrade')).speech, /^There is a premium car for /);
    assert.equal((await session.say('no')).speech, 'All right. Anything else?');
    assert.match((await session.say('yes')).speech, /^You can ask what a larger car costs, .* What would you like\?$/);
  });

  test('says the next offers, to the last one', async () => {
    await session.say('find a car in {place} {date}', nextWeekendIn('New York'));
    await session.say('a {size} car from {company}', { size: 'luxury', company: 'Alderway' });
    const { matched, offers } = await get('size=luxury&supplier=Alderway');
    for (const offer of offers.slice(1)) {
      const next = await session.say('the second cheapest');
      assert.ok(next.speech.startsWith(`I found a luxury car at Alderway, for ${dollars(offer.price.total)}.`), next.speech);
    }

    assert.equal(offers.length, matched);
    assert.equal((await session.say('next')).speech, 'That was the last offer. Anything else?');
    const end = await session.say("that's all");
    assert.equal(end.hasEnded, true);
  });

  test('lists the sizes', async () => {
    await session.say('find a car in {place} {date}', nextWeekendIn('New York'));
    const sizes = await session.say('which sizes are there');
    const { offers } = await get('best=size&view=brief');
    const [mini, economy, compact, intermediate] = offers.map(offer => dollars(offer.price.total));
    assert.equal(sizes.speech, `I have a mini from ${mini}, an economy car from ${economy}, a compact from ${compact}, `
      + `and an intermediate car from ${intermediate}. What size of car?`);
    assert.equal((await session.say('{size}', { size: 'gigantic' })).speech, "I don't know that size. What size of car?");
    assert.equal((await session.say("I don't mind")).speech, 'Any company?');
    assert.match((await session.say('which companies are there')).speech, /^I have .* Any company\?$/);
    assert.match((await session.say('no')).speech, /^I found a mini at /);
  });

  test('repeats, helps, and asks again', async () => {
    const opened = await session.open();
    assert.deepEqual([opened.speech, opened.elicits], ['Welcome to Car Search. Where do you want to pick up the car?', 'place']);
    const helped = await session.say('help');
    assert.match(helped.speech, /^I search for rental cars .* Where do you want to pick up the car\?$/);
    assert.equal(helped.elicits, 'place');
    assert.equal((await session.mumble()).speech, "Sorry, I didn't understand that. Where do you want to pick up the car?");
    await session.say('in {place}', { place: 'New York' });
    await session.say('from {date} for {duration}', { date: ['Saturday', weekend.saturday], duration: ['three days', 'P3D'] });
    assert.equal((await get('limit=1')).request.days, 3);
    assert.equal((await session.say('the {choice}', { choice: 'first' })).speech, "Sorry, I didn't understand that. What size of car?");
    await session.say('an {size} car', { size: 'intermediate' });
    const found = await session.say('no');
    const repeated = await session.say('repeat');
    assert.equal(repeated.speech, found.speech);
    assert.equal((await session.say('start over')).speech, 'Where do you want to pick up the car?');
    assert.equal(session.token, undefined);
    assert.equal((await session.say('yes')).speech, "Sorry, I didn't understand that. Where do you want to pick up the car?");
  });

  test('changes the trip, and keeps what was chosen', async () => {
    await session.say('find a car in {place} {date}', nextWeekendIn('New York'));
    await session.say('a {size}', { size: 'compact' });
    await session.say('no');
    const previous = session.token;
    assert.ok(previous);
    const changed = await session.say('in {place} instead', { place: 'Boston' });
    assert.match(changed.speech, /^I'm looking for a car in Boston, .* I found a compact at /);
    assert.equal((await host.request(`/api/searches/${previous}`)).code, 'NotFound');
    assert.match((await session.say('the driver is {age}', { age: ['twenty four', '24'] })).speech, / for a driver aged 24\. I found /);
    assert.equal((await get('limit=1')).request.driverAge, 24);
    assert.match((await session.say('pick it up at {time}', { time: ['noon', '12:00'] })).speech, / at 12:00 PM until .* at 6:00 PM, /);
    assert.match((await session.say('until {endDate}', { endDate: ['Sunday', weekend.sunday] })).speech,
      / at 12:00 PM until .* at 12:00 PM, /);
  });

  test('asks for the trip first, and keeps what was said before', async () => {
    for (const sample of ['what does a larger car cost', 'what sizes are there', 'which companies are there', 'next']) {
      session = new Session(skill);
      assert.equal((await session.say(sample)).speech, 'Where do you want to pick up the car?');
    }

    await session.say('a {size} car from {company}', { size: 'compact', company: 'Alderway' });
    await session.say('in {place}', { place: 'New York' });
    assert.match((await session.say('{date}', { date: ['next weekend', weekend.value] })).speech,
      /^I'm looking for .* for a driver aged 30\. I found a compact at Alderway, /);
  });

  test('logs why a session has ended', async t => {
    t.mock.method(console, 'error', () => {});
    await session.open();
    await session.fail('Not SSML.');
    assert.deepEqual(console.error.mock.calls.map(call => call.arguments), [['The session ended: ERROR, INVALID_RESPONSE: Not SSML.']]);
  });

  test('deletes the search of a user who leaves', async () => {
    for (const leave of [() => session.leave(), () => session.say('stop'), () => session.say('cancel'), () => session.say('go home')]) {
      session = new Session(skill);
      await session.say('find a car in {place} {date}', nextWeekendIn('New York'));
      const { token } = session;
      assert.equal((await host.request(`/api/searches/${token}`)).token, token);
      const { hasEnded } = await leave();
      assert.ok(hasEnded);
      assert.equal((await host.request(`/api/searches/${token}`)).code, 'NotFound');
    }
  });
});
