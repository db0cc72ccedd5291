import { setTimeout } from 'node:timers/promises';
import { SkillBuilders } from 'ask-sdk-core';
import { ApiError, CarSearch } from './api.mjs';
import { intents, sessionEnded } from './conversation.mjs';
import { failed } from './failures.mjs';
import { Speech } from './speech.mjs';
import { Turn } from './turn.mjs';

// Alexa waits 8 seconds for a response. The start of a function that was idle takes its part of them.
const defaults = { deadline: 6000, wait: 4, driverAge: 30, sleep: setTimeout };

/** Reads the settings from environment variables. */
export function readSettings(environment) {
  const { CARSEARCH_URL: url, CARSEARCH_KEY: key, CARSEARCH_DRIVER_AGE: age, SKILL_ID: skillId } = environment;
  if (!URL.canParse(url ?? '')) {
    throw new Error('CARSEARCH_URL is not an address. Allowed: the address of CarSearch, such as https://carsearch.example.');
  }

  const driverAge = Number(age ?? defaults.driverAge);
  if (!(Number.isInteger(driverAge) && driverAge >= 18 && driverAge <= 99)) {
    throw new Error('CARSEARCH_DRIVER_AGE is not an age. Allowed: a whole number from 18 to 99.');
  }

  return { url, key, driverAge, skillId };
}

/** Creates the skill. */
export function createSkill(settings) {
  const all = { ...defaults, ...settings };
  const api = new CarSearch(all);
  const builder = SkillBuilders.custom();
  for (const [name, handle] of Object.entries({ ...intents, SessionEndedRequest: sessionEnded })) {
    builder.addRequestHandler(name, input => respond(new Turn(input, api, all), handle));
  }

  builder.addErrorHandler(() => true, unexpected);
  if (all.skillId) {
    builder.withSkillId(all.skillId);
  }

  return builder.create();
}

async function respond(turn, handle) {
  try {
    return await handle(turn);
  } catch (error) {
    if (error instanceof ApiError) {
      return failed(turn, error);
    }

    throw error;
  }
}

function unexpected(input, error) {
  console.error(error);
  const { texts } = new Speech(input.requestEnvelope.request.locale ?? 'en-US');
  return input.responseBuilder.speak(texts.unavailable).withShouldEndSession(true).getResponse();
}

let skill;

/** The function that AWS Lambda calls. */
export const handler = async (event, context) => {
  skill ??= createSkill(readSettings(process.env));
  return await skill.invoke(event, context);
};
