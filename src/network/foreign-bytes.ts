// Names what arrives when something that does not speak Kafka dials a Kafka port. It judges the first four
// bytes, where Kafka has the size of the frame.

/** The beginnings of HTTP requests; as a frame size each of them is above a gigabyte. */
const HTTP_BEGINNINGS = new Set([
  'GET ',
  'HEAD',
  'POST',
  'PUT ',
  'DELE',
  'OPTI',
  'PATC',
  'CONN',
  'TRAC',
  'PRI ',
]);

/** What these four bytes (a big-endian int32) are the beginning of; null when they may well be a size. */
export function describeForeignBytes(firstFour: number): string | null {
  // A TLS record: type 22 (handshake), version 3.x.
  if (firstFour >>> 16 === 0x1603) {
    return 'a TLS client hello on a plaintext listener: the client is configured for SSL';
  }
  const text = Buffer.from([firstFour >>> 24, firstFour >>> 16, firstFour >>> 8, firstFour]);
  const beginning = text.toString('latin1');
  if (HTTP_BEGINNINGS.has(beginning)) {
    return `an HTTP request (${beginning.trim()}…) on a Kafka port: a browser, proxy or health check dials it`;
  }
  if (beginning === 'SSH-') return 'an SSH client on a Kafka port';
  return null;
}
