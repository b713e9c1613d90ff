// What the broker's log says of groups, kept by group: who came and went, when a rebalance began and why.

import type { Clock } from '../../platform/clock.ts';
import type { LogFields } from '../../platform/logger.ts';

/** Something that happened to a group. */
export interface GroupEvent {
  /** Broker time, milliseconds since the epoch. */
  readonly atMs: number;
  /** In words, such as `group prepares to rebalance`. */
  readonly event: string;
  /** What belongs to it: `reason`, `member`, `generation` … */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Of each group, the newest. */
const MOST_EVENTS = 1_000;

export class GroupJournal {
  readonly #clock: Clock;
  readonly #events = new Map<string, GroupEvent[]>();
  readonly #told: (group: string, event: GroupEvent) => void;

  /** `told` hears of each event. */
  constructor(clock: Clock, told: (group: string, event: GroupEvent) => void = () => {}) {
    this.#clock = clock;
    this.#told = told;
  }

  /** Takes a line of the log, if it is about a group. */
  note(event: string, { group, groupId, ...details }: LogFields): void {
    const about = group ?? groupId;
    if (typeof about !== 'string') return;
    const events = this.#events.get(about) ?? [];
    const happened = { atMs: this.#clock.wallMs(), event, details };
    events.push(happened);
    if (events.length > MOST_EVENTS) events.shift();
    this.#events.set(about, events);
    this.#told(about, happened);
  }

  /** What happened to a group, oldest first. */
  of(groupId: string): readonly GroupEvent[] {
    return this.#events.get(groupId) ?? [];
  }
}
