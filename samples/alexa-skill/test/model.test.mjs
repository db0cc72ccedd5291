import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { suite, test } from 'node:test';
import { intents } from '../lambda/conversation.mjs';
import { Speech } from '../lambda/speech.mjs';
import { readModel } from './alexa.mjs';

const root = new URL('../', import.meta.url);
const read = path => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const { components: { schemas } } = read('../../CarSearch.Core/Api/openapi.json');
const manifest = read('skill-package/skill.json').manifest;
const locales = ['en-US', 'fr-FR'];
const sorted = values => [...values].sort();

test('The package has the locales of the manifest', () => {
  const files = readdirSync(new URL('skill-package/interactionModels/custom', root));
  assert.deepEqual(sorted(files), locales.map(locale => `${locale}.json`));
  assert.deepEqual(sorted(Object.keys(manifest.publishingInformation.locales)), locales);
});

for (const locale of locales) {
  suite(`The interaction model of ${locale}`, () => {
    const { languageModel, dialog, prompts } = readModel(locale);

    test('has exactly the intents that are handled', () => {
      const handled = Object.keys(intents).filter(name => name !== 'LaunchRequest');
      assert.deepEqual(sorted(languageModel.intents.map(({ name }) => name)), sorted(handled));
    });

    test('has each sample once, with slots of its intent and characters that Alexa accepts', () => {
      const all = languageModel.intents.flatMap(({ samples }) => samples);
      assert.deepEqual(all.filter((sample, index) => all.indexOf(sample) !== index), []);
      for (const { slots = [], samples } of languageModel.intents) {
        const names = slots.map(({ name }) => name);
        for (const sample of [...samples, ...slots.flatMap(slot => slot.samples ?? [])]) {
          const used = [...sample.matchAll(/\{(\w+)\}/g)].map(match => match[1]);
          assert.deepEqual(used.filter(name => !names.includes(name)), [], sample);
          assert.equal(new Set(used).size, used.length, sample);
          assert.match(sample, /^[\p{L}{} '.-]+$/u);
        }
      }
    });

    test('has a definition of each slot type, and uses each', () => {
      const used = new Set(languageModel.intents.flatMap(({ slots = [] }) => slots.map(({ type }) => type)));
      const defined = languageModel.types.map(({ name }) => name);
      assert.deepEqual([...used].filter(type => !type.startsWith('AMAZON.') && !defined.includes(type)), []);
      assert.deepEqual(defined.filter(type => !used.has(type)), []);
    });

    test('has the values of the API', () => {
      const ids = name => sorted(languageModel.types.find(type => type.name === name).values.map(({ id }) => id));
      assert.deepEqual(ids('CarSize'), sorted(schemas.SizeFilter.enum));
      assert.deepEqual(ids('BodyType'), sorted(schemas.BodyType.enum.filter(type => type !== 'car')));
      assert.deepEqual(ids('Choice'), ['1', '2', '3', '4']);
      assert.ok(ids('AMAZON.City').every(id => new RegExp(schemas.PlaceCode.pattern).test(id)));
    });

    test('has each word for one value of a type', () => {
      for (const { name, values } of languageModel.types) {
        const words = values.flatMap(({ name: { value, synonyms } }) => [value, ...synonyms]).map(word => word.toLowerCase());
        assert.deepEqual(words.filter((word, index) => words.indexOf(word) !== index), [], name);
      }
    });

    test('has a dialog with the slots of the intent, and a prompt for each that is required', () => {
      const [search] = dialog.intents;
      const intent = languageModel.intents.find(({ name }) => name === search.name);
      assert.deepEqual(search.slots.map(({ name, type }) => ({ name, type })), intent.slots.map(({ name, type }) => ({ name, type })));
      assert.equal(dialog.delegationStrategy, 'SKILL_RESPONSE');
      const required = search.slots.filter(slot => slot.elicitationRequired).map(({ prompts: { elicitation } }) => elicitation);
      assert.deepEqual(sorted(required), sorted(prompts.map(({ id }) => id)));
    });

    test('has an invocation name of two words, in lower case', () =>
      assert.match(languageModel.invocationName, /^[\p{Ll}']+ [\p{Ll}']+$/u));

    test('has the sizes and types that are said', () => {
      const { texts } = new Speech(locale);
      assert.equal(texts.language, locale);
      assert.deepEqual(sorted(Object.keys(texts.sizes)), sorted(schemas.SizeFilter.enum));
      assert.deepEqual(sorted(Object.keys(texts.types)), sorted(schemas.BodyType.enum.filter(type => type !== 'car')));
    });
  });
}

test('The models have the same intents, slots and types', () => {
  const shape = ({ languageModel: { intents: all, types }, dialog }) => ({
    intents: all.map(({ name, slots = [] }) => ({ name, slots: slots.map(slot => [slot.name, slot.type]) })),
    types: types.map(({ name }) => name),
    dialog: dialog.intents.map(({ name, slots }) => ({ name, slots: slots.map(slot => [slot.name, slot.elicitationRequired]) })),
  });
  assert.deepEqual(shape(readModel('fr-FR')), shape(readModel('en-US')));
});

test('Every text exists in both languages, and takes the same values', () => {
  const shape = texts => Object.entries(texts).map(([name, text]) => [name, typeof text, text.length * (typeof text === 'function')]);
  assert.deepEqual(shape(new Speech('fr-FR').texts), shape(new Speech('en-US').texts));
});

test('Every text is used', () => {
  const code = readdirSync(new URL('lambda', root)).filter(file => file.endsWith('.mjs'))
    .map(file => readFileSync(new URL(`lambda/${file}`, root), 'utf8')).join('\n');
  const unused = Object.keys(new Speech('en-US').texts).filter(name => !new RegExp(`exts\\.${name}\\b`).test(code));
  assert.deepEqual(unused, []);
});
