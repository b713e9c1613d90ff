// The text files in which Apache Kafka keeps offsets: a version line "0", a line with the number of
// entries, then one entry a line with its words separated by spaces.

const VERSION = '0';

/** The text of a checkpoint file with these entries. */
export function formatCheckpoint(entries: readonly (readonly (string | number)[])[]): Buffer {
  const lines = entries.map((words) => `${words.join(' ')}\n`);
  return Buffer.from(`${VERSION}\n${entries.length}\n${lines.join('')}`);
}

/** The entries of a checkpoint file, each of `width` words; null when it is not one, or is cut off. */
export function parseCheckpoint(content: Buffer, width: number): string[][] | null {
  const text = content.toString('utf8');
  if (!text.endsWith('\n')) return null;
  const [version, count, ...lines] = text.slice(0, -1).split('\n');
  if (version !== VERSION || String(lines.length) !== count) return null;
  const entries = lines.map((line) => line.split(' '));
  return entries.every((words) => words.length === width) ? entries : null;
}

/** A number that an entry holds: an integer that a double holds exactly; null for anything else. */
export function parseCheckpointNumber(word: string | undefined): number | null {
  if (word === undefined || !/^-?\d{1,16}$/.test(word)) return null;
  const value = Number(word);
  return Number.isSafeInteger(value) ? value : null;
}
