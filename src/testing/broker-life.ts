// One broker from its start to its end, with what stands between it and the world. When it is killed nothing more of
// it reaches the disk or a client, as when its process ends.

import { CloseConnection } from '../base/close-connection.ts';
import type { Broker } from '../broker/broker.ts';
import type { Interceptor } from '../dispatch/interceptor.ts';
import type { InterposedFileSystem } from '../platform/interposed-file-system.ts';

export class BrokerLife {
  readonly disk: InterposedFileSystem;
  #broker: Broker | null = null;

  constructor(disk: InterposedFileSystem) {
    this.disk = disk;
  }

  /** The broker, which serves. */
  get broker(): Broker {
    if (this.#broker === null) throw new Error('the broker has not started yet');
    return this.#broker;
  }

  begin(broker: Broker): void {
    this.#broker = broker;
  }

  /** From now on nothing is written, and nobody is answered. */
  cutOff(): void {
    this.disk.cutOff();
  }

  /** Lets through what comes while the broker lives. */
  guard(next: Interceptor): Interceptor {
    const requireLife = <T>(reply: T): T => {
      if (this.disk.isCutOff) throw new CloseConnection('the broker was killed');
      return reply;
    };
    return (call) => {
      requireLife(null);
      const reply = next(call);
      return reply instanceof Promise ? reply.then(requireLife) : requireLife(reply);
    };
  }
}
