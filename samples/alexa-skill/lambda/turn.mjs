import { escapeXmlCharacters, getLocale, getRequestType, getSlot } from 'ask-sdk-core';
import { Deadline } from './api.mjs';
import { Speech } from './speech.mjs';

const searchSlots = ['place', 'date', 'endDate', 'duration', 'days', 'time', 'age'];

/** One request of Alexa, and the response to it. */
export class Turn {
  constructor(input, api, settings) {
    const { request } = input.requestEnvelope;
    this.input = input;
    this.api = api;
    this.settings = settings;
    this.deadline = new Deadline(settings.deadline);
    this.requestId = request.requestId;
    this.now = new Date(request.timestamp);
    this.speech = new Speech(getLocale(input.requestEnvelope));
    this.texts = this.speech.texts;

    // A session that has no attributes yet, or is over, has none.
    this.state = input.requestEnvelope.session?.attributes ?? {};
    this.state.filters ??= {};
    this.state.trip ??= {};
  }

  get isIntent() {
    return getRequestType(this.input.requestEnvelope) === 'IntentRequest';
  }

  /** Returns the words of a slot as they were understood, or undefined. */
  said(name) {
    return this.#slot(name)?.value?.trim() || undefined;
  }

  /** Returns the id of the value that a slot resolves to: one of this session (dynamic entities) before one of the model. */
  id(name) {
    const matches = (this.#slot(name)?.resolutions?.resolutionsPerAuthority ?? [])
      .filter(authority => authority.status.code === 'ER_SUCCESS_MATCH');
    const dynamic = matches.find(({ authority }) => authority.includes('echo-sdk.dynamic'));
    return (dynamic ?? matches[0])?.values[0].value.id;
  }

  /**
   * Says something and asks a question, which is also the reprompt, after the hint. `options` are what "yes" or "the second one" choose,
   * `elicit` is the slot of SearchIntent that the answer fills.
   */
  ask(step, question, { say = '', hint = '', options = [], elicit, card, directives = [] } = {}) {
    this.state.last = { step, question, say, hint, options, elicit };

    // Names of suppliers, places and cars are data: none can be markup.
    const response = this.input.responseBuilder
      .speak(escapeXmlCharacters(`${say} ${question}`.trim()))
      .reprompt(escapeXmlCharacters(`${hint} ${question}`.trim()));
    if (card) {
      response.withSimpleCard(this.texts.cardTitle, card);
    }

    for (const directive of directives) {
      response.addDirective(directive);
    }

    if (elicit) {
      const slots = Object.fromEntries(searchSlots.map(name => [name, { name, confirmationStatus: 'NONE' }]));
      response.addElicitSlotDirective(elicit, { name: 'SearchIntent', confirmationStatus: 'NONE', slots });
    }

    return this.#respond(response);
  }

  /** Asks the last question again. */
  askAgain(say = this.state.last?.say) {
    const last = this.state.last ?? { step: 'place', question: this.texts.where, elicit: 'place' };
    return this.ask(last.step, last.question, { ...last, say });
  }

  /** Says something and ends the session. */
  end(text) {
    return this.#respond(this.input.responseBuilder.speak(escapeXmlCharacters(text)).withShouldEndSession(true));
  }

  #respond(response) {
    this.input.attributesManager.setSessionAttributes(this.state);
    return response.getResponse();
  }

  #slot(name) {
    return this.isIntent ? getSlot(this.input.requestEnvelope, name) : undefined;
  }
}
