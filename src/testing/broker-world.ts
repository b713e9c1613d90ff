// The world of one broker under test, which outlives the broker: its clock, its disk, its faults. A broker is
// started in it, ends (cleanly or killed), and another goes on where it was.

import type { Broker } from '../broker/broker.ts';
import { startBroker } from '../broker/broker.ts';
import type { Interceptor } from '../dispatch/interceptor.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { InlineOffload } from '../platform/inline-offload.ts';
import type { Logger } from '../platform/logger.ts';
import { MemoryFileSystem } from '../platform/memory-file-system.ts';
import { nodeFileSystem } from '../platform/node-file-system.ts';
import { nodeRandom } from '../platform/node-random.ts';
import { NodeTransport } from '../platform/node-transport.ts';
import type { Random } from '../platform/random.ts';
import { SeededRandom } from '../platform/seeded-random.ts';
import type { BrokerSettings } from './broker-settings.ts';
import { settingsOf } from './broker-settings.ts';
import { CallbackLogger } from './callback-logger.ts';
import { Faults } from './faults/faults.ts';
import { GroupJournal } from './group-journal.ts';
import { RecordSenders } from './record-senders.ts';
import type { DrivenClock } from './test-clock.ts';
import { newClock } from './test-clock.ts';
import { Traffic } from './traffic/traffic.ts';

export class BrokerWorld {
  readonly options: BrokerSettings;
  readonly clock: DrivenClock;
  readonly faults: Faults;
  readonly traffic: Traffic;
  readonly journal: GroupJournal;
  readonly senders = new RecordSenders();
  /** Resolves with the reason when the disk leaves nothing to serve. */
  readonly failed: Promise<string>;
  #fail: (reason: string) => void = () => {};
  #files: FileSystem;
  #ports: readonly number[] = [];
  #interceptor: Interceptor;
  readonly #random: Random;
  readonly #logger: Logger;

  /** A disk that is given is used; otherwise an empty one, or the directory of the options. */
  constructor(options: BrokerSettings, disk?: MemoryFileSystem) {
    const { seed, directory, log } = options;
    this.options = options;
    this.clock = newClock(options.clock ?? 'real');
    this.#random = seed === undefined ? nodeRandom : new SeededRandom(seed);
    this.journal = new GroupJournal(this.clock);
    this.#logger = new CallbackLogger((level, message, fields) => {
      if (level !== 'debug') this.journal.note(message, fields);
      log?.(level, message, fields);
    });
    this.faults = new Faults(this.clock, this.#random);
    this.traffic = new Traffic(this.clock);
    this.#interceptor = this.traffic.around(this.senders.around(this.faults.interceptor));
    this.failed = new Promise((resolve) => {
      this.#fail = resolve;
    });
    const memory = disk?.copy({ clock: this.clock }) ?? new MemoryFileSystem({ clock: this.clock });
    this.#files = directory === undefined ? memory : nodeFileSystem;
  }

  /** Starts a broker on what the disk holds, on the ports of the one before. */
  async start(): Promise<Broker> {
    const { clock } = this;
    const fileSystem = this.#files;
    const offload = new InlineOffload({ fileSystem, clock });
    const transport = new NodeTransport();
    const settings = await settingsOf(this.options);
    const broker = await startBroker({
      ...settings,
      listeners: settings.listeners.map((each, at) => ({
        ...each,
        port: this.#ports[at] ?? each.port,
      })),
      platform: {
        ...{ clock, random: this.#random, files: fileSystem, transport, offload },
        ...this.options.prepared?.machine,
      },
      logger: this.#logger,
      interceptor: (call) => this.#interceptor(call),
    });
    this.#ports = broker.endpoints.map(({ port }) => port);
    this.senders.forgetBeyondEnds(broker.services);
    void broker.failed.then(this.#fail);
    return broker;
  }

  /** Stands around all that is there: sees each request first, and its answer last. */
  intercept(around: (next: Interceptor) => Interceptor): void {
    this.#interceptor = around(this.#interceptor);
  }

  /** The disk as it is at this moment: what a process that is killed now leaves. Throws without one in memory. */
  copyOfDisk(): MemoryFileSystem {
    if (this.#files instanceof MemoryFileSystem) return this.#files.copy();
    throw new Error('only a broker in memory can be copied or killed: leave out `directory`');
  }

  /** From the next start on, the disk is this one, as it is now. */
  replaceDisk(disk: MemoryFileSystem): void {
    this.#files = disk.copy({ clock: this.clock });
  }
}
