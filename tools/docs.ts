// `npm run docs`: writes the parts of the README that follow from the code, between their markers. With
// `--check` nothing is written, and a part that is not as the code has it is a failure.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { allHandlers } from '../src/handlers/all-handlers.ts';

const README = path.resolve(import.meta.dirname, '../README.md');

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

const before = readFileSync(README, 'utf8');
const after = withPart(before, 'apis', apiTable());
if (process.argv.includes('--check')) {
  if (after !== before) {
    process.stderr.write('README.md is not as the code has it: npm run docs\n');
    process.exitCode = 1;
  }
} else if (after !== before) {
  writeFileSync(README, after);
}
