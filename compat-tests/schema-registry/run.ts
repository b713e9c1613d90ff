// Karapace, a schema registry that keeps its schemas in a topic, against the broker.

import { finishSkipped } from '../support/summary.ts';
import { runVitestSuite } from '../support/vitest-suite.ts';
import { installedKarapace } from './registry.ts';

if (installedKarapace() !== undefined) {
  runVitestSuite('schema-registry', ['compat-tests/schema-registry']);
} else {
  const how = 'PyPI has none; KLAMM_KARAPACE names the program of an installation';
  finishSkipped(`Karapace is not installed (${how})`, { allowedInCi: true });
}
