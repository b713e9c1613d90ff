// The list of configs that have an effect is what the code reads: a config is in it exactly when its name,
// its typed property or that of the topic or group config that falls back to it is used somewhere.

import { expect, it } from 'vitest';
import { EFFECTIVE_CONFIGS } from '../../../src/broker/config/effective-configs.ts';
import { BROKER_CONFIGS } from '../../../src/metadata/configs/broker-configs.ts';
import { TOPIC_CONFIG_SYNONYMS } from '../../../src/metadata/configs/config-synonyms.ts';
import { GROUP_CONFIGS } from '../../../src/metadata/configs/group-configs.ts';
import { camelCase } from '../../../src/metadata/configs/typed-configs.ts';
import { writtenCode } from '../../tidy/source-tree.ts';

/**
 * Where names stand because they are declared or passed on, or are read of or written for another broker,
 * not because something follows from them here.
 */
const DECLARATIONS =
  /^src\/(metadata\/configs\/|coordinator\/group\/group-config\.ts|log\/log-config\.ts|broker\/config\/effective-configs\.ts|migration\/|cli\/import-command\.ts)/;

/** Read for the topics of coordinators, and of no effect while there is one replica; or only ever mentioned. */
const MENTIONED =
  /^(share\.coordinator\.state\.topic\.min\.isr|transaction\.state\.log\.min\.isr|min\.insync|unclean\.leader)\b/;

/** What a group may set, a broker bounds: `group.consumer.min.session.timeout.ms`. */
const LIMIT = /\.(min|max)\./;

const words = new Set(
  writtenCode(['src'])
    .filter(({ path }) => !DECLARATIONS.test(path))
    .flatMap(({ text }) => text.match(/\b[a-z]+[A-Z]\w*\b|(?<=')[a-z0-9.]+(?=')/g) ?? []),
);

function isRead(name: string): boolean {
  const topicConfigs = Object.entries(TOPIC_CONFIG_SYNONYMS)
    .filter(([, synonyms]) => synonyms.some((synonym) => synonym.name === name))
    .map(([topicConfig]) => camelCase(topicConfig));
  const groupConfigs = Object.keys(GROUP_CONFIGS)
    .filter((groupConfig) => [name, name.replace(LIMIT, '.')].includes(`group.${groupConfig}`))
    .map(camelCase);
  return [name, camelCase(name), ...topicConfigs, ...groupConfigs].some((word) => words.has(word));
}

it('configs with an effect are known ones', () => {
  expect([...EFFECTIVE_CONFIGS].filter((name) => !Object.hasOwn(BROKER_CONFIGS, name))).toEqual([]);
});

it('a config has an effect exactly when the code reads it', () => {
  const read = Object.keys(BROKER_CONFIGS).filter(isRead);
  expect(read.filter((name) => !MENTIONED.test(name))).toEqual([...EFFECTIVE_CONFIGS].sort());
});
