// What brokers make up, in the recording and now: learned from answers that belong together, put into the requests
// that follow.

/** Fields that hold such a thing, and of what kind it is. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['memberId', 'member'],
  ['leader', 'member'],
  ['topicId', 'topic'],
  ['producerId', 'producer'],
  ['sessionId', 'session'],
]);

type Message = Readonly<Record<string, unknown>>;

export class ReplacedNames {
  readonly #now = new Map<string, unknown>();

  /** Two answers to the same request: the recorded one, and today's. */
  learn(recorded: unknown, now: unknown): void {
    if (Array.isArray(recorded) && Array.isArray(now)) {
      for (const [at, each] of recorded.entries()) this.learn(each, partnerOf(each, at, now));
    }
    if (!isMessage(recorded) || !isMessage(now)) return;
    for (const [field, value] of Object.entries(recorded)) {
      const kind = KINDS.get(field);
      if (kind === undefined) this.learn(value, now[field]);
      else if (isScalar(value) && isScalar(now[field])) this.#note(kind, value, now[field]);
    }
  }

  /** A request as it is to be sent now, its bytes restored. */
  apply(recorded: unknown, kind?: string): unknown {
    if (Array.isArray(recorded)) return recorded.map((each) => this.apply(each));
    if (isMessage(recorded)) {
      if (typeof recorded.base64 === 'string') return Buffer.from(recorded.base64, 'base64');
      const fields = Object.entries(recorded).map(([field, value]) => {
        return [field, this.apply(value, KINDS.get(field))];
      });
      return Object.fromEntries(fields);
    }
    const known = kind === undefined ? undefined : this.#now.get(`${kind} ${recorded}`);
    return known ?? recorded;
  }

  #note(kind: string, recorded: unknown, now: unknown): void {
    // Who speaks for itself is right; who is listed by another may stand in another place.
    const key = `${kind} ${recorded}`;
    if (!this.#now.has(key)) this.#now.set(key, now);
  }
}

/** What has the same name, or stands in the same place. */
function partnerOf(each: unknown, at: number, others: readonly unknown[]): unknown {
  if (!isMessage(each) || typeof each.name !== 'string' || each.name === '') return others[at];
  return others.find((other) => isMessage(other) && other.name === each.name);
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
