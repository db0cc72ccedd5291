import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

const builtIn = {
  yes: 'AMAZON.YesIntent', no: 'AMAZON.NoIntent', next: 'AMAZON.NextIntent', repeat: 'AMAZON.RepeatIntent', help: 'AMAZON.HelpIntent',
  stop: 'AMAZON.StopIntent', cancel: 'AMAZON.CancelIntent', 'start over': 'AMAZON.StartOverIntent', 'go home': 'AMAZON.NavigateHomeIntent',
};

const sessions = [];

/** Reports what was said in all sessions since the last report. */
export function report(t) {
  sessions.splice(0).flatMap(({ transcript }) => transcript).forEach(line => t.diagnostic(line));
}

/** Reads the interaction model of a locale. */
export function readModel(locale) {
  const file = new URL(`../skill-package/interactionModels/custom/${locale}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).interactionModel;
}

/**
 * A session of a user with a skill. What is said must be a sample of the interaction model, with slots in braces; the values of slots are
 * resolved as Alexa resolves them, and a value of a built-in type is given with what was said: `['next weekend', '2026-W50-WE']`.
 */
export class Session {
  #attributes = {};
  #dynamic = [];
  #elicited;
  #isNew = true;

  constructor(skill, locale = 'en-US') {
    this.skill = skill;
    this.locale = locale;
    this.model = readModel(locale);
    this.transcript = [];
    sessions.push(this);
  }

  get token() {
    return this.#attributes.token;
  }

  open() {
    return this.#send({ type: 'LaunchRequest' }, '(opens the skill)');
  }

  /** Says something and returns the response: its speech, reprompt and card as text, its directives, and whether the session has ended. */
  say(sample, values = {}) {
    const { name, slots } = this.#understand(sample);
    const filled = (slots ?? []).map(({ name: slot, type }) => [slot, this.#resolve(slot, type, values[slot])]);
    const words = sample.replace(/\{(\w+)\}/g, (_, slot) => [values[slot]].flat()[0]);
    const intent = { name, confirmationStatus: 'NONE', slots: Object.fromEntries(filled) };
    return this.#send({ type: 'IntentRequest', dialogState: 'STARTED', intent }, words);
  }

  /** Says something that no intent has. */
  mumble() {
    const intent = { name: 'AMAZON.FallbackIntent', confirmationStatus: 'NONE' };
    return this.#send({ type: 'IntentRequest', dialogState: 'STARTED', intent }, '(something else)');
  }

  /** Leaves without a word. */
  leave() {
    return this.#send({ type: 'SessionEndedRequest', reason: 'EXCEEDED_MAX_REPROMPTS' }, '(says nothing)');
  }

  /** Ends because of a response that Alexa does not accept. */
  fail(message) {
    return this.#send({ type: 'SessionEndedRequest', reason: 'ERROR', error: { type: 'INVALID_RESPONSE', message } }, '(hears an error)');
  }

  #understand(sample) {
    const { intents } = this.model.languageModel;
    if (this.#elicited) {
      const intent = intents.find(({ name }) => name === this.#elicited.intent);
      if (intent.slots.find(({ name }) => name === this.#elicited.slot).samples?.includes(sample)) {
        return intent;
      }
    }

    const found = intents.find(({ samples }) => samples.includes(sample)) ?? intents.find(({ name }) => name === builtIn[sample]);
    assert.ok(found, `no intent has the sample "${sample}"`);
    return found;
  }

  #resolve(name, type, given) {
    const slot = { name, confirmationStatus: 'NONE' };
    if (given === undefined) {
      return slot;
    }

    const [words, value = words] = [given].flat();
    const match = (source, types) => {
      const values = types.find(one => one.name === type)?.values ?? [];
      const known = values.find(({ name: { value: text, synonyms = [] } }) =>
        [text, ...synonyms].some(one => one.toLowerCase() === words.toLowerCase()));
      return {
        authority: `amzn1.er-authority.echo-sdk.${source}amzn1.ask.skill.test.${type}`,
        status: { code: known ? 'ER_SUCCESS_MATCH' : 'ER_SUCCESS_NO_MATCH' },
        ...(known && { values: [{ value: { name: known.name.value, id: known.id } }] }),
      };
    };
    const isCustom = this.model.languageModel.types.some(one => one.name === type);
    const resolutionsPerAuthority = [match('', this.model.languageModel.types), match('dynamic.', this.#dynamic)];
    return { ...slot, value, source: 'USER', ...(isCustom && { resolutions: { resolutionsPerAuthority } }) };
  }

  async #send(request, words) {
    const envelope = {
      version: '1.0',
      session: {
        new: this.#isNew, sessionId: 'amzn1.echo-api.session.test', application: { applicationId: 'amzn1.ask.skill.test' },
        attributes: this.#attributes, user: { userId: 'amzn1.ask.account.test' },
      },
      context: { System: { application: { applicationId: 'amzn1.ask.skill.test' }, user: { userId: 'amzn1.ask.account.test' } } },
      request: {
        ...request, requestId: `amzn1.echo-api.request.${randomUUID()}`, timestamp: new Date().toISOString(), locale: this.locale,
      },
    };
    const { response, sessionAttributes } = JSON.parse(JSON.stringify(await this.skill.invoke(JSON.parse(JSON.stringify(envelope)))));
    this.#isNew = false;
    this.#attributes = sessionAttributes ?? {};
    const directives = response.directives ?? [];
    this.#dynamic = directives.find(({ type }) => type === 'Dialog.UpdateDynamicEntities')?.types ?? this.#dynamic;
    const elicit = directives.find(({ type }) => type === 'Dialog.ElicitSlot');
    this.#elicited = elicit && { intent: elicit.updatedIntent.name, slot: elicit.slotToElicit };
    const result = {
      speech: getText(response.outputSpeech), reprompt: getText(response.reprompt?.outputSpeech), card: response.card?.content,
      directives, elicits: elicit?.slotToElicit, hasEnded: response.shouldEndSession !== false, ssml: response.outputSpeech?.ssml,
    };
    this.transcript.push(`User: ${words}`, `Alexa: ${result.speech}`);
    return result;
  }
}

function getText(output) {
  const text = /^<speak>([^<>]*)<\/speak>$/.exec(output?.ssml ?? '<speak></speak>');
  assert.ok(text, `not SSML: ${output?.ssml}`);
  return text[1].replace(/&(amp|lt|gt|quot|apos);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name]);
}
