// XXH3 in its 64 bit form, without a seed: the hash by which Apache Kafka notices that the topics of a group
// have changed (KIP-1101). The numbers are the algorithm's own. Made for inputs of some kilobytes now and
// then, not for the records of a log.

const MASK = (1n << 64n) - 1n;

const PRIME32_1 = 0x9e3779b1n;
const PRIME32_2 = 0x85ebca77n;
const PRIME32_3 = 0xc2b2ae3dn;
const PRIME64_1 = 0x9e3779b185ebca87n;
const PRIME64_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME64_3 = 0x165667b19e3779f9n;
const PRIME64_4 = 0x85ebca77c2b2ae63n;
const PRIME64_5 = 0x27d4eb2f165667c5n;
const PRIME_MX1 = 0x165667919e3779f9n;
const PRIME_MX2 = 0x9fb21c651e98df25n;

const SECRET = Buffer.from(
  'b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f' +
    'cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c' +
    '3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8' +
    'a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364' +
    'eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e' +
    '2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e',
  'hex',
);

const STRIPE_BYTES = 64;
const STRIPES_PER_BLOCK = 16;
const BLOCK_BYTES = STRIPE_BYTES * STRIPES_PER_BLOCK;

/** The hash as a signed 64 bit integer, which is how Java and Kafka's records hold it. */
export function xxh3(bytes: Buffer): bigint {
  return BigInt.asIntN(64, hash(bytes));
}

function hash(bytes: Buffer): bigint {
  const { length } = bytes;
  if (length > 240) return hashLong(bytes);
  if (length > 128) return hash129To240(bytes);
  if (length > 16) return hash17To128(bytes);
  if (length > 8) return hash9To16(bytes);
  if (length >= 4) return hash4To8(bytes);
  return length > 0 ? hash1To3(bytes) : avalanche64(word(SECRET, 56) ^ word(SECRET, 64));
}

function hash1To3(bytes: Buffer): bigint {
  const { length } = bytes;
  const at = (index: number): number => bytes.readUInt8(index);
  const combined = (at(0) << 16) | (at(length >> 1) << 24) | at(length - 1) | (length << 8);
  const flip = SECRET.readUInt32LE(0) ^ SECRET.readUInt32LE(4);
  return avalanche64(BigInt((combined ^ flip) >>> 0));
}

function hash4To8(bytes: Buffer): bigint {
  const { length } = bytes;
  const high = BigInt(bytes.readUInt32LE(0)) << 32n;
  let keyed = high + BigInt(bytes.readUInt32LE(length - 4));
  keyed ^= word(SECRET, 8) ^ word(SECRET, 16);
  keyed ^= rotated(keyed, 49n) ^ rotated(keyed, 24n);
  keyed = (keyed * PRIME_MX2) & MASK;
  keyed ^= ((keyed >> 35n) + BigInt(length)) & MASK;
  keyed = (keyed * PRIME_MX2) & MASK;
  return keyed ^ (keyed >> 28n);
}

function hash9To16(bytes: Buffer): bigint {
  const { length } = bytes;
  const low = word(bytes, 0) ^ word(SECRET, 24) ^ word(SECRET, 32);
  const high = word(bytes, length - 8) ^ word(SECRET, 40) ^ word(SECRET, 48);
  return avalanche(BigInt(length) + swapped(low) + high + folded(low, high));
}

function hash17To128(bytes: Buffer): bigint {
  const { length } = bytes;
  let sum = BigInt(length) * PRIME64_1;
  // Pairs of 16 bytes from both ends inwards, as many as there are.
  for (let pair = 0; pair * 32 < length; pair++) {
    sum += mixed(bytes, pair * 16, pair * 32);
    sum += mixed(bytes, length - (pair + 1) * 16, pair * 32 + 16);
  }
  return avalanche(sum);
}

function hash129To240(bytes: Buffer): bigint {
  const { length } = bytes;
  let sum = BigInt(length) * PRIME64_1;
  for (let round = 0; round < 8; round++) sum += mixed(bytes, round * 16, round * 16);
  sum = avalanche(sum);
  for (let round = 8; round < Math.floor(length / 16); round++) {
    sum += mixed(bytes, round * 16, (round - 8) * 16 + 3);
  }
  return avalanche(sum + mixed(bytes, length - 16, 136 - 17));
}

function hashLong(bytes: Buffer): bigint {
  const lanes = [
    PRIME32_3,
    PRIME64_1,
    PRIME64_2,
    PRIME64_3,
    PRIME64_4,
    PRIME32_2,
    PRIME64_5,
    PRIME32_1,
  ];
  const { length } = bytes;
  const fullStripes = Math.floor((length - 1) / STRIPE_BYTES);
  const fullBlocks = Math.floor((length - 1) / BLOCK_BYTES);
  for (let stripe = 0; stripe < fullStripes; stripe++) {
    const inBlock = stripe % STRIPES_PER_BLOCK;
    accumulate(lanes, bytes.subarray(stripe * STRIPE_BYTES), inBlock * 8);
    const isBlockEnd = inBlock === STRIPES_PER_BLOCK - 1;
    if (isBlockEnd && stripe < fullBlocks * STRIPES_PER_BLOCK) scramble(lanes);
  }
  accumulate(lanes, bytes.subarray(length - STRIPE_BYTES), SECRET.length - STRIPE_BYTES - 7);
  let sum = BigInt(length) * PRIME64_1;
  for (let lane = 0; lane < lanes.length; lane += 2) {
    const secretAt = 11 + lane * 8;
    sum += folded(
      (lanes[lane] as bigint) ^ word(SECRET, secretAt),
      (lanes[lane + 1] as bigint) ^ word(SECRET, secretAt + 8),
    );
  }
  return avalanche(sum);
}

function accumulate(lanes: bigint[], stripe: Buffer, secretAt: number): void {
  for (let lane = 0; lane < lanes.length; lane++) {
    const data = word(stripe, lane * 8);
    const key = data ^ word(SECRET, secretAt + lane * 8);
    const product = (key & 0xffffffffn) * (key >> 32n);
    lanes[lane ^ 1] = ((lanes[lane ^ 1] as bigint) + data) & MASK;
    lanes[lane] = ((lanes[lane] as bigint) + product) & MASK;
  }
}

function scramble(lanes: bigint[]): void {
  for (let lane = 0; lane < lanes.length; lane++) {
    const value = lanes[lane] as bigint;
    const key = word(SECRET, SECRET.length - STRIPE_BYTES + lane * 8);
    lanes[lane] = ((value ^ (value >> 47n) ^ key) * PRIME32_1) & MASK;
  }
}

function mixed(bytes: Buffer, at: number, secretAt: number): bigint {
  return folded(
    word(bytes, at) ^ word(SECRET, secretAt),
    word(bytes, at + 8) ^ word(SECRET, secretAt + 8),
  );
}

/** The two halves of the 128 bit product, one laid over the other. */
function folded(a: bigint, b: bigint): bigint {
  const product = a * b;
  return (product & MASK) ^ (product >> 64n);
}

function avalanche(sum: bigint): bigint {
  let value = sum & MASK;
  value ^= value >> 37n;
  value = (value * PRIME_MX1) & MASK;
  return value ^ (value >> 32n);
}

function avalanche64(start: bigint): bigint {
  let value = start ^ (start >> 33n);
  value = (value * PRIME64_2) & MASK;
  value ^= value >> 29n;
  value = (value * PRIME64_3) & MASK;
  return value ^ (value >> 32n);
}

function rotated(value: bigint, by: bigint): bigint {
  return ((value << by) | (value >> (64n - by))) & MASK;
}

function swapped(value: bigint): bigint {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes.readBigUInt64BE();
}

function word(bytes: Buffer, at: number): bigint {
  return bytes.readBigUInt64LE(at);
}
