// The world of one broker under test, which outlives the broker: its clock, its content, its faults. A broker is
// started in it, ends (cleanly or killed), and another goes on where it was.

import { resolve } from 'node:path';
import { startBroker } from '../broker/broker.ts';
import type { Interceptor } from '../dispatch/interceptor.ts';
import { InlineOffload } from '../platform/inline-offload.ts';
import { InterposedFileSystem } from '../platform/interposed-file-system.ts';
import type { Logger } from '../platform/logger.ts';
import { nodeClock } from '../platform/node-clock.ts';
import { nodeRandom } from '../platform/node-random.ts';
import { NodeTransport } from '../platform/node-transport.ts';
import type { Random } from '../platform/random.ts';
import { SeededRandom } from '../platform/seeded-random.ts';
import type { Transport } from '../platform/transport.ts';
import { BrokerLife } from './broker-life.ts';
import type { BrokerSettings, Settings } from './broker-settings.ts';
import { settingsOf } from './broker-settings.ts';
import { CallbackLogger } from './callback-logger.ts';
import type { BrokerContent } from './content/broker-content.ts';
import { DirectoryBrokerContent, MemoryBrokerContent } from './content/broker-content.ts';
import { Faults } from './faults/faults.ts';
import { Observation } from './observation.ts';
import type { DrivenClock } from './test-clock.ts';
import { newClock, TestClock } from './test-clock.ts';
import { RecordSenders } from './topics/record-senders.ts';

export class BrokerWorld {
  readonly options: BrokerSettings;
  readonly clock: DrivenClock;
  /** The same in the hands of the test. */
  readonly time: TestClock;
  readonly faults: Faults;
  readonly observation: Observation;
  readonly senders = new RecordSenders();
  /** Resolves with the reason when the disk leaves nothing to serve. */
  readonly failed: Promise<string>;
  #fail: (reason: string) => void = () => {};
  readonly #content: BrokerContent;
  #ports: readonly number[] = [];
  #interceptor: Interceptor;
  readonly #settings: Settings;
  readonly #random: Random;
  readonly #logger: Logger;

  /** Throws StartError that names what is wrong with the options. */
  static async of(options: BrokerSettings): Promise<BrokerWorld> {
    return new BrokerWorld(options, await settingsOf(options));
  }

  private constructor(options: BrokerSettings, settings: Settings) {
    const { seed, log } = options;
    this.options = options;
    this.clock = newClock(options.clock ?? 'real', options.startTime);
    this.time = new TestClock(this.clock);
    this.#random = seed === undefined ? nodeRandom : new SeededRandom(seed);
    this.observation = options.observation ?? new Observation(this.clock, options);
    this.#logger = new CallbackLogger((level, message, fields) => {
      if (level !== 'debug') this.observation.hear(message, fields);
      log?.(level, message, fields);
    });
    this.faults = new Faults(this.clock, this.#random);
    this.#interceptor = this.time.around(
      this.observation.around(this.senders.around(this.faults.interceptor)),
    );
    this.failed = new Promise((resolve) => {
      this.#fail = resolve;
    });
    this.#settings = settings;
    const path = resolve(settings.logDirectories[0] ?? '');
    const isOnDisk = options.directory !== undefined;
    this.#content = isOnDisk
      ? new DirectoryBrokerContent(path)
      : new MemoryBrokerContent(path, this.clock);
  }

  /** Whether all that the broker holds is in one directory, which can be copied and put back. */
  get isInOneDirectory(): boolean {
    const { logDirectories, metadataDirectory } = this.#settings;
    return logDirectories.length <= 1 && metadataDirectory === undefined;
  }

  /** What the broker holds, to be copied or put back. Throws Error where it is not in one directory. */
  get content(): BrokerContent {
    if (this.isInOneDirectory) return this.#content;
    throw new Error('a broker with several log directories has no snapshots');
  }

  /** Starts a broker on what is there, on the ports of the one before. */
  async start(): Promise<BrokerLife> {
    const { clock } = this;
    const life = new BrokerLife(
      new InterposedFileSystem(this.#content.files, this.faults.diskHook),
    );
    const fileSystem = life.disk;
    const onLoading = (loading: Promise<unknown>) => clock.waitFor(loading);
    const offload = new InlineOffload({ fileSystem, clock, onLoading });
    const transport = this.#transport();
    const settings = this.#settings;
    const broker = await startBroker({
      ...settings,
      listeners: settings.listeners.map((each, at) => ({
        ...each,
        port: this.#ports[at] ?? each.port,
      })),
      platform: {
        ...{ clock, connectionClock: nodeClock, random: this.#random },
        ...{ files: fileSystem, transport, offload },
        ...this.options.prepared?.machine,
      },
      logger: this.#logger,
      interceptor: life.guard((call) => this.#interceptor(call)),
    });
    life.begin(broker);
    this.#ports = broker.endpoints.map(({ port }) => port);
    this.senders.forgetBeyondEnds(broker.services);
    void broker.failed.then(this.#fail);
    return life;
  }

  /** Stands around all that is there: sees each request first, and its answer last. */
  intercept(around: (next: Interceptor) => Interceptor): void {
    this.#interceptor = around(this.#interceptor);
  }

  /** Something that nobody waited for has failed. */
  reportFailure(error: unknown): void {
    this.#logger.error({ error }, 'a restart that a fault has caused failed');
  }

  /** The machine's sockets, some of which a fault closes at once. */
  #transport(): Transport {
    const sockets = new NodeTransport();
    return {
      listen: (options, accept) =>
        sockets.listen(options, (stream) =>
          this.faults.refusesConnection() ? null : accept(stream),
        ),
    };
  }
}
