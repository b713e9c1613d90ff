import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../src/base/byte-reader.ts';
import { allCodecs, encode } from './all-codecs.ts';

const FIXTURE = join(import.meta.dirname, 'fixtures/golden-messages.txt');

const codecs = allCodecs();
const golden = readFileSync(FIXTURE, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [name = '', version = '', hex = ''] = line.split(' ');
    return { name, version: Number(version), bytes: Buffer.from(hex, 'hex') };
  });

describe("messages that Apache Kafka's own classes have written", () => {
  it('are there for every codec', () => {
    expect(new Set(golden.map(({ name }) => name))).toEqual(new Set(codecs.keys()));
  });

  it('come back from decoding and encoding with the same bytes', () => {
    const wrong = golden.filter(({ name, version, bytes }) => {
      const codec = codecs.get(name);
      if (!codec) return true;
      const reader = new ByteReader(bytes);
      const message = codec.decode(reader, version);
      return reader.remaining > 0 || !encode(codec, message, version).equals(bytes);
    });
    expect(wrong.map(({ name, version }) => `${name} v${version}`)).toEqual([]);
  });
});
