// Writes test/protocol/fixtures/golden-messages.txt: for each message and version one that Apache Kafka's
// own class has written, so that the tests need no Java. Run by hand when the spec gains a version.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSpecs } from '../../protocol-spec/generator/load.ts';
import { javaClassOf } from './java-classes.ts';
import type { JavaPeer } from './java-peer.ts';

const TARGET = join(import.meta.dirname, '../../test/protocol/fixtures/golden-messages.txt');
const CANDIDATES = 40;
const LONGEST = 250;
const SEED = 20_261_121;

/** The longest of the candidates that is not too long: it shows the most. */
function choose(candidates: readonly Buffer[]): Buffer | undefined {
  const sorted = candidates.toSorted((a, b) => a.length - b.length);
  return sorted.findLast((bytes) => bytes.length <= LONGEST) ?? sorted[0];
}

/** Asks the Java side for every message, and writes the file. */
export async function writeGolden(peer: JavaPeer): Promise<void> {
  const lines = [
    '# Written by the message classes of Apache Kafka 4.3.1: message, version, bytes.',
  ];
  for (const spec of loadSpecs()) {
    for (const message of spec.messages) {
      const className = javaClassOf(spec, message);
      for (let version = message.versions.from; version <= message.versions.to; version++) {
        const outcomes = await peer.run({
          className,
          version,
          work: { count: CANDIDATES, seed: SEED },
        });
        const bytes = choose(
          outcomes.flatMap((outcome) => ('bytes' in outcome ? [outcome.bytes] : [])),
        );
        if (!bytes) throw new Error(`${message.name} v${version}: nothing was generated`);
        lines.push(`${message.name} ${version} ${bytes.toString('hex')}`.trimEnd());
      }
    }
  }
  writeFileSync(TARGET, `${lines.join('\n')}\n`);
}
