// The package as `npm pack` makes it, in a clean directory: the first steps of a user, the GitHub Action, and the
// recipes of docs/ci.md, line by line.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { parse } from 'yaml';
import { snippetsOf } from '../docs/markdown.ts';
import { PackedProject } from '../support/packed-package.ts';
import type { Values } from './ci-steps.ts';
import { CiJob, filledIn, readAction } from './ci-steps.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const repository = path.resolve(import.meta.dirname, '../..');
const action = readAction(path.join(repository, 'action.yml'));
const INSTALL = 'npm ci';
let project: PackedProject;

/** A test of the user's that needs the broker of the environment. */
const USERS_TEST = `
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Kafka, logLevel } from 'kafkajs';

test('what is written is there', async () => {
  const kafka = new Kafka({ brokers: [process.env.KAFKA_BROKERS], logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'orders', messages: [{ value: 'one' }] });
  await producer.disconnect();
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets('orders');
  await admin.disconnect();
  assert.ok(offsets.some(({ high }) => Number(high) > 0));
});
`;

beforeAll(() => {
  project = new PackedProject(['kafkajs']);
  project.write('broker.test.mjs', USERS_TEST);
});

afterAll(() => project?.remove());

function job(name: string): CiJob {
  const created = new CiJob(project.directory, path.join(project.directory, 'ci', name));
  onTestFinished(() => created.end());
  return created;
}

describe('a user who has installed the package', () => {
  it('starts a broker with npx', () => {
    expect(project.run('npx', 'klamm', '--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
    const started = ['npx', 'klamm', 'start', '--port', '0', '--exec', '--'] as const;
    expect(project.run(...started, 'node', '--test', 'broker.test.mjs')).toMatch(/pass 1/);
  });

  it('types the example of the README as it stands', () => {
    const readme = readFileSync(path.join(repository, 'README.md'), 'utf8');
    const example = snippetsOf('README.md', readme).find(({ language }) => language === 'js');
    project.write('example.mjs', example?.text ?? '');
    expect(project.run('node', '--test', 'example.mjs')).toMatch(/pass 1/);
  });

  it('has what the package is to have, and nothing else', () => {
    const listed = project.run('tar', '-tzf', project.tarball).trim().split('\n');
    const strange = listed.filter(
      (file) => !/^package\/(dist\/|LICENSE$|README\.md$|CHANGELOG\.md$|package\.json$)/.test(file),
    );
    expect(strange).toEqual([]);
    expect(listed).toContain('package/dist/cli.js');
  });
});

describe('the GitHub Action', () => {
  const given = () => ({ port: '0', version: `file:${project.tarball}` });

  it('starts a broker that later steps find', async () => {
    const steps = job('action');
    const config = path.join(project.directory, 'server.properties');
    project.write('server.properties', 'num.partitions=4\n');
    const outputs = await steps.action(action, { ...given(), topics: 'made:3', config, as: '3.9' });
    expect(steps.variables.KAFKA_BROKERS).toBe(outputs['bootstrap-servers']);
    const { output } = await steps.script('npx klamm topics list; npm test; npx klamm topics list');
    expect(output).toMatch(/made +3\n(?:.*\n)+orders +4\n/);
    expect(readFileSync(outputs.log ?? '', 'utf8')).toMatch(/"ready"/);
  });

  it('fails with what the broker says', async () => {
    const failing = job('failing').action(action, { ...given(), topics: 'a:none' });
    await expect(failing).rejects.toThrow(/klamm: --topics: the partitions of 'a:none'/);
  });
});

describe('the recipes of docs/ci.md', () => {
  const recipes = snippetsOf('docs/ci.md', readFileSync('docs/ci.md', 'utf8'));
  const recipe = (pattern: RegExp) => recipes.find(({ text }) => pattern.test(text))?.text ?? '';

  beforeAll(() => {
    // Every recipe begins with it, and they all run in this project.
    for (const { text } of recipes)
      if (/jobs|script|pipeline/.test(text)) expect(text).toContain(INSTALL);
    project.run('npm', 'ci');
  });

  it('GitHub Actions', async () => {
    const steps = job('github');
    const values = new Map<string, string>();
    const written: { jobs: { test: { steps: GithubStep[] } } } = parse(recipe(/OWNER\/klamm/));
    for (const { id, uses, run, with: inputs, if: condition } of written.jobs.test.steps) {
      if (condition !== undefined) continue;
      if (run !== undefined && run !== INSTALL) await steps.script(filledIn(run, values));
      if (!uses?.includes('klamm')) continue;
      const packed = { port: '0', version: `file:${project.tarball}` };
      const outputs = await steps.action(action, { ...inputs, ...packed });
      for (const [name, value] of Object.entries(outputs)) {
        values.set(`steps.${id}.outputs.${name}`, value);
      }
    }
    expect(steps.variables).toHaveProperty('KAFKA_BROKERS');
  });

  it('GitLab CI', async () => {
    const { test }: GitlabRecipe = parse(recipe(/^test:\n {2}image/));
    await job('gitlab').script(typed(test?.script ?? []));
    const { integration }: GitlabRecipe = parse(recipe(/^integration:/));
    const steps = job('gitlab-service');
    // The service's address is one of a container: a broker of the action stands for it.
    await steps.action(action, { port: '0', version: `file:${project.tarball}` });
    await steps.script(typed(integration?.script ?? []));
  });

  it('CircleCI', async () => {
    const { jobs }: CircleRecipe = parse(recipe(/^version: 2\.1/));
    const scripts = jobs.test.steps.flatMap((step) => (typeof step === 'string' ? [] : step.run));
    await job('circle').script(typed(scripts));
  });

  it('Jenkins', async () => {
    const scripts = [...recipe(/^pipeline/).matchAll(/sh '(.*)'/g)].map(([, line]) => line ?? '');
    expect(scripts).toHaveLength(2);
    await job('jenkins').script(typed(scripts));
  });
});

interface GithubStep {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Values;
  readonly if?: string;
}

type GitlabRecipe = Readonly<Partial<Record<string, { readonly script: readonly string[] }>>>;

interface CircleRecipe {
  readonly jobs: { readonly test: { readonly steps: readonly (string | { run: string })[] } };
}

/** The lines as they stand, but for the port (no test owns 9092) and an install that was done before. */
function typed(lines: readonly string[]): string {
  expect(lines.some((line) => /klamm|npm test/.test(line))).toBe(true);
  const rest = lines.filter((line) => line !== INSTALL);
  return rest.join('\n').replace(/klamm start (?!.*--port)/g, 'klamm start --port 0 ');
}
