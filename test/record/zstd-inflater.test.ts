import * as zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ZstdInflater } from '../../src/record/zstd-inflater.ts';

const LIMIT = 1024 * 1024;

function textOf(length: number): Buffer {
  return Buffer.alloc(length, 'some text, and then other text ');
}

function framed(length: number): Buffer {
  return zlib.zstdCompressSync(textOf(length));
}

/** What is inflated, or why it cannot be. */
function outcome(inflate: () => Buffer): string {
  try {
    return inflate().toString();
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

describe('a zstd inflater', () => {
  it('inflates one frame after the other, small and large', () => {
    const inflater = new ZstdInflater();
    for (const length of [10, 300_000, 1, 0, 64 * 1024, 5_000, 200_000]) {
      expect(inflater.inflate(framed(length), LIMIT).equals(textOf(length))).toBe(true);
    }
  });

  it('says of a frame that is cut off anywhere what zlib says, and goes on with the next', () => {
    const inflater = new ZstdInflater();
    const whole = framed(2_000);
    for (let length = 0; length < whole.length; length++) {
      const cut = whole.subarray(0, length);
      const expected = outcome(() => zlib.zstdDecompressSync(cut));
      expect(outcome(() => inflater.inflate(cut, LIMIT))).toBe(expected);
      expect(inflater.inflate(whole, LIMIT).equals(textOf(2_000))).toBe(true);
    }
  });

  it('refuses bytes that are no frame, and goes on with the next', () => {
    const inflater = new ZstdInflater();
    expect(() => inflater.inflate(Buffer.from('no frame at all'), LIMIT)).toThrow();
    expect(inflater.inflate(framed(10), LIMIT).equals(textOf(10))).toBe(true);
  });

  it('stops at the limit, and goes on with the next', () => {
    const inflater = new ZstdInflater();
    const tooLarge = expect.objectContaining({ code: 'ERR_BUFFER_TOO_LARGE' });
    expect(() => inflater.inflate(framed(5 * LIMIT), LIMIT)).toThrow(tooLarge);
    expect(inflater.inflate(framed(10), LIMIT).equals(textOf(10))).toBe(true);
  });

  it('is told another limit', () => {
    const inflater = new ZstdInflater();
    expect(inflater.inflate(framed(1_000), LIMIT).length).toBe(1_000);
    expect(() => inflater.inflate(framed(100_000), 500)).toThrow();
    expect(inflater.inflate(framed(1_000), LIMIT).length).toBe(1_000);
  });

  it('leaves no listeners behind', () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    const inflater = new ZstdInflater();
    for (let times = 0; times < 20; times++) inflater.inflate(framed(10), LIMIT);
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      process.off('warning', note);
      expect(warnings).toEqual([]);
    });
  });
});
