import { groups, sizes } from './cars.mjs';
import { askCompany, getCompanies, listCompanies, listSizes, nextOffer, proceed, result, upgrades } from './offers.mjs';
import { choosePlace, plan, start } from './trip.mjs';

/** What an intent, or another request, leads to. */
export const intents = {
  LaunchRequest: turn => turn.ask('place', turn.texts.where, { say: turn.texts.welcome, elicit: 'place' }),
  SearchIntent: plan,
  RefineIntent: refine,
  UpgradeIntent: turn => withSearch(turn, () => upgrades(turn, turn.id('size'))),
  SizesIntent: turn => withSearch(turn, listSizes),
  CompaniesIntent: turn => withSearch(turn, listCompanies),
  ChooseIntent: turn => choose(turn, Number(turn.id('choice')) - 1),
  'AMAZON.NextIntent': turn => withSearch(turn, nextOffer),
  'AMAZON.YesIntent': turn => answer(turn, 'yes'),
  'AMAZON.NoIntent': turn => answer(turn, 'no'),
  'AMAZON.RepeatIntent': turn => turn.askAgain(),
  'AMAZON.HelpIntent': turn => turn.askAgain(turn.texts.help),
  'AMAZON.FallbackIntent': turn => turn.askAgain(turn.texts.notUnderstood),
  'AMAZON.StartOverIntent': startOver,
  'AMAZON.StopIntent': end,
  'AMAZON.CancelIntent': end,
  'AMAZON.NavigateHomeIntent': end,
};

/** What "yes" and "no" mean after each question. */
const answers = {
  place: { yes: chooseFirst, no: turn => turn.ask('place', turn.texts.where, { elicit: 'place' }) },
  size: { yes: listSizes, no: turn => apply(turn, { size: null }) },
  company: { yes: listCompanies, no: turn => apply(turn, { supplier: null }) },
  wait: { yes: turn => result(turn), no: turn => askForMore(turn, turn.state.offer?.card) },
  choice: { yes: chooseFirst, no: turn => askForMore(turn) },
  more: { yes: turn => turn.ask('more', turn.texts.whatElse, { say: turn.texts.moreHint }), no: end },
  startOver: { yes: startOver, no: end },
  retry: { yes: retry, no: end },
};

/** What can be done again after an error. */
const operations = { start, proceed, askCompany, result, upgrades, listSizes, listCompanies };

/** Handles the end of a session that the skill did not end. There is nobody to respond to. */
export async function sessionEnded(turn) {
  const { reason, error } = turn.input.requestEnvelope.request;
  if (error) {
    console.error(`The session ended: ${reason}, ${error.type}: ${error.message}`);
  }

  await deleteSearch(turn);
  return turn.input.responseBuilder.getResponse();
}

function answer(turn, word) {
  const handle = answers[turn.state.last?.step]?.[word];
  return handle ? handle(turn) : turn.askAgain(turn.texts.notUnderstood);
}

/** Takes a size, a body type or a company. A size replaces a body type, and the other way round. */
async function refine(turn) {
  const { state, texts } = turn;
  const [size, type] = [turn.id('size'), turn.id('type')];
  const isSize = sizes.includes(size) || size in groups;
  if ((turn.said('size') && !isSize) || (turn.said('type') && !type)) {
    return turn.ask('size', texts.whatSize, { say: texts.unknownSize, hint: texts.sizeHint });
  }

  if (isSize || type) {
    Object.assign(state.filters, { size: isSize ? size : null, type: type ?? null });
  }

  const company = turn.id('company') ?? turn.said('company');
  if (!company) {
    return apply(turn, {});
  }

  if (!state.token) {
    return apply(turn, { supplier: company });
  }

  state.pending = ['proceed'];
  const supplier = (await getCompanies(turn)).find(name => name.toLowerCase() === company.toLowerCase());
  return supplier ? apply(turn, { supplier }) : listCompanies(turn, texts.unknownCompany(company));
}

function apply(turn, filters) {
  Object.assign(turn.state.filters, filters);
  turn.state.skip = 0;
  return withSearch(turn, proceed);
}

function askForMore(turn, card) {
  return turn.ask('more', turn.texts.anythingElse, { say: turn.texts.allRight, hint: turn.texts.moreHint, card });
}

function chooseFirst(turn) {
  return choose(turn, 0);
}

function choose(turn, index) {
  const option = turn.state.last?.options?.[index];
  if (!option) {
    return turn.askAgain(turn.texts.notUnderstood);
  }

  return option.place ? choosePlace(turn, option.place) : apply(turn, option.filters);
}

/** Before a search has started, what it needs is asked for first. */
function withSearch(turn, operation) {
  return turn.state.token ? operation(turn) : start(turn);
}

async function retry(turn) {
  const { state, settings, deadline } = turn;
  const [name, ...values] = state.pending;
  await settings.sleep(Math.min(Math.max(0, (state.notBefore ?? 0) - Date.now()), deadline.remaining / 2));
  return operations[name](turn, ...values);
}

async function startOver(turn) {
  await deleteSearch(turn);
  turn.state = { filters: {}, trip: {} };
  return turn.ask('place', turn.texts.where, { elicit: 'place' });
}

async function end(turn) {
  await deleteSearch(turn);
  return turn.end(turn.texts.goodbye);
}

/** The token is nowhere but in the session, so nobody can read the search afterwards. */
async function deleteSearch({ state, api, deadline }) {
  if (state.token) {
    await api.delete(state.token, deadline);
  }
}
