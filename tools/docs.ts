// `npm run docs`: writes what follows from the code, parts of the README between their markers and the reference of
// the configuration. With `--check` nothing is written, and what is not as the code has it is a failure.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { allHandlers } from '../src/handlers/all-handlers.ts';
import { configReference } from './config-reference.ts';

const repository = path.resolve(import.meta.dirname, '..');
const README = path.join(repository, 'README.md');
const CONFIGURATION = path.join(repository, 'docs/configuration.md');

/** The APIs that are served, in the order of their keys. */
function apiTable(): string {
  const rows = [...allHandlers]
    .sort((one, other) => one.api.key - other.api.key)
    .map(({ api, versions, announcedFrom }) => {
      const [first, last] = versions;
      const note =
        announcedFrom === undefined ? '' : ` (announced from ${announcedFrom}, as there)`;
      const kafka = `${api.minVersion}–${api.maxVersion}`;
      return `| ${api.key} | ${api.name} | ${first}–${last}${note} | ${kafka} |`;
    });
  const head = ['| key | API | versions | Apache Kafka 4.3 |', '| --: | --- | --- | --- |'];
  return [...head, ...rows].join('\n');
}

function withPart(text: string, name: string, content: string): string {
  const begin = `<!-- ${name}: written by npm run docs -->`;
  const end = `<!-- /${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md lacks the markers of ${name}`);
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}

const pages = [
  { file: README, render: (text: string) => withPart(text, 'apis', apiTable()) },
  { file: CONFIGURATION, render: configReference },
];

for (const { file, render } of pages) {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const after = render(before);
  if (after === before) continue;
  if (process.argv.includes('--check')) {
    const name = path.relative(repository, file);
    process.stderr.write(`${name} is not as the code has it: npm run docs\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, after);
  }
}
