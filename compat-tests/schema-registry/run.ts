// Schema registries that keep their schemas in a topic, against the broker: Apicurio, and Karapace where it is
// installed.

import { whyNoJava } from '../support/jvm.ts';
import { finishSkipped } from '../support/summary.ts';
import { runVitestSuite } from '../support/vitest-suite.ts';
import { installedKarapace } from './registry.ts';

const folder = 'compat-tests/schema-registry';
const noJava = whyNoJava();
const stories = [
  ...(noJava === undefined ? ['apicurio'] : []),
  ...(installedKarapace() === undefined ? [] : ['registry']),
];
if (installedKarapace() === undefined) {
  const how = 'PyPI has none; KLAMM_KARAPACE names the program of an installation';
  process.stdout.write(`\n!!! LEFT OUT: Karapace is not installed (${how})\n\n`);
}
if (noJava !== undefined) finishSkipped(`Apicurio: ${noJava}`);
else {
  runVitestSuite(
    'schema-registry',
    stories.map((name) => `${folder}/${name}.test.ts`),
  );
}
