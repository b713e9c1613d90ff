// How the bytes of keys, values and headers are written as text, and read from it.

import { ClientError } from '../../client/client-error.ts';

export const ENCODINGS = ['utf8', 'base64', 'hex'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** The bytes that a text stands for. Throws ClientError. */
export function bytesOf(text: string, encoding: Encoding): Buffer {
  const bytes = Buffer.from(text, encoding);
  // Node leaves out what is neither; the last characters of base64 may be padding.
  const isWhole =
    encoding === 'utf8' ||
    (encoding === 'hex'
      ? bytes.length * 2 === text.length
      : bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, ''));
  if (isWhole) return bytes;
  throw new ClientError(`'${text.slice(0, 100)}' is not ${encoding}`);
}

/** The text that stands for these bytes; null stays null. */
export function textOf(bytes: Buffer | null, encoding: Encoding): string | null {
  return bytes === null ? null : bytes.toString(encoding);
}
