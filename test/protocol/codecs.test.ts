import { describe, expect, it } from 'vitest';
import { loadSpecs } from '../../protocol-spec/generator/load.ts';
import type { Message } from '../../protocol-spec/generator/model.ts';
import { ByteReader } from '../../src/base/byte-reader.ts';
import { MalformedMessageError } from '../../src/base/malformed-message-error.ts';
import type { AnyCodec } from './all-codecs.ts';
import { allCodecs, encode } from './all-codecs.ts';
import { Dice, randomMessage } from './random-message.ts';

const codecs = allCodecs();

/** Every message in each of its versions. */
const cases = loadSpecs().flatMap((spec) =>
  spec.messages.flatMap((message) => {
    const codec = codecs.get(message.name);
    if (!codec) throw new Error(`${message.name} has no codec`);
    return versionsOf(message).map((version) => ({ message, version, codec }));
  }),
);

function versionsOf({ versions: { from, to } }: Message): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Runs `check` on some random encodings of every message and version. */
function forAll(
  count: number,
  check: (codec: AnyCodec, bytes: Buffer, version: number) => void,
): void {
  for (const [index, { message, version, codec }] of cases.entries()) {
    for (let seed = 0; seed < count; seed++) {
      const input = randomMessage(message, version, new Dice(index * 1000 + seed));
      try {
        check(codec, encode(codec, input, version), version);
      } catch (error) {
        throw new Error(`${message.name} v${version}, seed ${seed}: ${String(error)}`, {
          cause: error,
        });
      }
    }
  }
}

describe('every message in every version', () => {
  it('is there', () => {
    expect(cases.length).toBeGreaterThan(600);
    expect(codecs.size).toBe(new Set(cases.map(({ message }) => message.name)).size);
  });

  it('comes back from its bytes, and gives the same bytes again', () => {
    forAll(8, (codec, bytes, version) => {
      const reader = new ByteReader(bytes);
      const message = codec.decode(reader, version);
      expect(reader.remaining).toBe(0);
      expect(encode(codec, message, version).equals(bytes)).toBe(true);
    });
  });

  it('is malformed when it ends early, wherever that is', () => {
    forAll(1, (codec, bytes, version) => {
      const step = Math.max(1, Math.floor(bytes.length / 40));
      for (let end = 0; end < bytes.length; end += step) {
        expect(() => codec.decode(new ByteReader(bytes, 0, end), version)).toThrow(
          MalformedMessageError,
        );
      }
    });
  });

  it('is decoded or malformed whatever its bytes are, and never read past its end', () => {
    const dice = new Dice(4711);
    forAll(3, (codec, bytes, version) => {
      for (let round = 0; round < 6 && bytes.length > 0; round++) {
        const broken = Buffer.from(bytes);
        for (let i = 0; i <= round; i++)
          broken[dice.below(broken.length)] = dice.pick([0, 1, 127, 128, 255]);
        decodeOrMalformed(codec, broken, version);
      }
    });
  });

  it('is decoded or malformed when it is nothing but noise', () => {
    const dice = new Dice(42);
    for (const { codec, version } of cases) {
      for (let round = 0; round < 10; round++) {
        decodeOrMalformed(codec, dice.bytes(dice.below(120)), version);
      }
    }
  });
});

function decodeOrMalformed(codec: AnyCodec, bytes: Buffer, version: number): void {
  const reader = new ByteReader(bytes);
  try {
    codec.decode(reader, version);
  } catch (error) {
    if (!(error instanceof MalformedMessageError)) throw error;
  }
  expect(reader.position).toBeLessThanOrEqual(bytes.length);
}
