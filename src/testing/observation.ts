// Whoever watches a broker: its traffic, what happens to its groups, and whether applications do as they should.
// They see each request and hear each line of the log; the broker knows nothing of them.

import type { Interceptor } from '../dispatch/interceptor.ts';
import type { Clock } from '../platform/clock.ts';
import type { LogFields, Logger } from '../platform/logger.ts';
import { GroupJournal } from './groups/group-journal.ts';
import { ReadPositions } from './read-positions.ts';
import { Strictness } from './strict/strictness.ts';
import { Traffic } from './traffic/traffic.ts';

export interface ObservationOptions {
  /** Whether what applications should not do is looked for. */
  readonly strict?: boolean;
}

export class Observation {
  readonly traffic: Traffic;
  readonly journal: GroupJournal;
  readonly positions = new ReadPositions();
  readonly strictness: Strictness;

  constructor(clock: Clock, { strict = false }: ObservationOptions) {
    this.traffic = new Traffic(clock);
    this.journal = new GroupJournal(clock, (group, event) => this.traffic.noteEvent(group, event));
    this.strictness = new Strictness(clock, this.positions, strict);
  }

  /** Hears a line of the log that is above debug. */
  hear(message: string, fields: LogFields): void {
    this.journal.note(message, fields);
    this.strictness.hear(message, fields);
  }

  /** Sees each request first and its answer last. */
  around(next: Interceptor): Interceptor {
    return this.traffic.around(this.positions.around(this.strictness.around(next)));
  }

  /** A logger whose lines are heard on their way. */
  hearing(logger: Logger, bound: LogFields = {}): Logger {
    const tell = (level: 'info' | 'warn' | 'error') => (fields: LogFields, message: string) => {
      this.hear(message, { ...bound, ...fields });
      logger[level](fields, message);
    };
    return {
      debug: (fields, message) => logger.debug(fields, message),
      info: tell('info'),
      warn: tell('warn'),
      error: tell('error'),
      child: (fields) => this.hearing(logger.child(fields), { ...bound, ...fields }),
    };
  }
}
