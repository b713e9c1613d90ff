// Compares the generated codecs with Apache Kafka's message classes, byte by byte, both ways: ours are
// read and written again by theirs, theirs (random bytes by their own schema) by ours. One test is one
// message, version and direction. SPEC_PARITY_SEED repeats a run, SPEC_PARITY_ONLY limits it to a name.

import { loadSpecs } from '../../protocol-spec/generator/load.ts';
import type { Message, Spec } from '../../protocol-spec/generator/model.ts';
import { ByteReader } from '../../src/base/byte-reader.ts';
import type { AnyCodec } from '../../test/protocol/all-codecs.ts';
import { allCodecs, encode } from '../../test/protocol/all-codecs.ts';
import { Dice, randomMessage } from '../../test/protocol/random-message.ts';
import { javaClassOf } from './java-classes.ts';
import type { Outcome } from './java-peer.ts';
import { fetchJars, JavaPeer, whatIsMissing } from './java-peer.ts';
import { writeGolden } from './write-golden.ts';

const MESSAGES = 200;

const tally = { passed: 0, failed: 0 };

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Decodes all of these bytes and encodes the outcome. */
function rewrite(codec: AnyCodec, bytes: Buffer, version: number): Buffer {
  const reader = new ByteReader(bytes);
  const message = codec.decode(reader, version);
  if (reader.remaining > 0) throw new Error(`${reader.remaining} bytes left`);
  return encode(codec, message, version);
}

class Comparison {
  readonly #peer: JavaPeer;
  readonly #codec: AnyCodec;
  readonly #message: Message;
  readonly #className: string;

  constructor(peer: JavaPeer, codec: AnyCodec, spec: Spec, message: Message) {
    this.#peer = peer;
    this.#codec = codec;
    this.#message = message;
    this.#className = javaClassOf(spec, message);
  }

  /** Both directions of one version; the failures, in words. */
  async run(version: number, seed: number): Promise<string[]> {
    const failures = [await this.#ours(version, seed), await this.#theirs(version, seed)];
    for (const failure of failures) tally[failure === null ? 'passed' : 'failed']++;
    return failures.filter((failure) => failure !== null);
  }

  async #ours(version: number, seed: number): Promise<string | null> {
    const messages = Array.from({ length: MESSAGES }, (_, index) => {
      return encode(
        this.#codec,
        randomMessage(this.#message, version, new Dice(seed + index)),
        version,
      );
    });
    const outcomes = await this.#peer.run({
      className: this.#className,
      version,
      work: { messages },
    });
    return this.#judge(outcomes, `ours v${version}`, (_bytes, index) => messages[index] as Buffer);
  }

  async #theirs(version: number, seed: number): Promise<string | null> {
    const work = { count: MESSAGES, seed };
    const outcomes = await this.#peer.run({ className: this.#className, version, work });
    return this.#judge(outcomes, `theirs v${version}`, (bytes) =>
      rewrite(this.#codec, bytes, version),
    );
  }

  #judge(
    outcomes: readonly Outcome[],
    label: string,
    expected: (bytes: Buffer, index: number) => Buffer,
  ): string | null {
    for (const [index, outcome] of outcomes.entries()) {
      const problem = compare(outcome, (bytes) => expected(bytes, index));
      if (problem) return `${this.#message.name} ${label}, message ${index}: ${problem}`;
    }
    return null;
  }
}

function compare(outcome: Outcome, ours: (bytes: Buffer) => Buffer): string | null {
  if ('failure' in outcome) return outcome.failure;
  try {
    const bytes = ours(outcome.bytes);
    if (bytes.equals(outcome.bytes)) return null;
    return `\n  theirs ${outcome.bytes.toString('hex')}\n  ours   ${bytes.toString('hex')}`;
  } catch (error) {
    return `${String(error)}\n  theirs ${outcome.bytes.toString('hex')}`;
  }
}

async function compareAll(peer: JavaPeer, seed: number): Promise<void> {
  const byName = allCodecs();
  const only = process.env.SPEC_PARITY_ONLY;
  for (const spec of loadSpecs()) {
    for (const message of spec.messages) {
      if (only && message.name !== only) continue;
      const codec = byName.get(message.name);
      if (!codec) throw new Error(`${message.name} has no codec`);
      const comparison = new Comparison(peer, codec, spec, message);
      const failures: string[] = [];
      for (let version = message.versions.from; version <= message.versions.to; version++) {
        failures.push(...(await comparison.run(version, seed)));
      }
      const { from, to } = message.versions;
      say(`${failures.length === 0 ? 'ok  ' : 'FAIL'} ${message.name} v${from}-${to}`);
      for (const failure of failures) say(`     ${failure}`);
    }
  }
}

async function main(): Promise<void> {
  const missing = whatIsMissing();
  if (missing) {
    say(`SKIPPED: ${missing}, so the codecs are NOT compared with Apache Kafka's`);
    say(
      process.env.CI === 'true' ? '0 passed, 1 failed, 0 skipped' : '0 passed, 0 failed, 1 skipped',
    );
    if (process.env.CI === 'true') process.exitCode = 1;
    return;
  }
  fetchJars();
  const seed = Number(process.env.SPEC_PARITY_SEED ?? Date.now() % 1_000_000);
  say(`${MESSAGES} messages a version and direction, SPEC_PARITY_SEED=${seed}`);
  const peer = new JavaPeer();
  if (process.argv.includes('--write-golden')) await writeGolden(peer);
  await compareAll(peer, seed);
  peer.close();
  if (tally.passed === 0) tally.failed++;
  say(`${tally.passed} passed, ${tally.failed} failed, 0 skipped`);
  if (tally.failed > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  say(String(error));
  say(`${tally.passed} passed, ${tally.failed + 1} failed, 0 skipped`);
  process.exitCode = 1;
}
