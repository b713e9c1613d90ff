// A whole broker in this process: a network and a disk in memory, a clock that stands still. It is stopped
// when the test ends; `kill` leaves behind what a process that was killed leaves.

import { onTestFinished } from 'vitest';
// Loaded before a log is cleaned: a clock that stands still does not wait for modules.
import '../../../src/log/cleaner/clean-task.ts';
import type { Broker } from '../../../src/broker/broker.ts';
import { startBroker } from '../../../src/broker/broker.ts';
import type { BrokerOptions } from '../../../src/broker/broker-options.ts';
import { parseTopicSpecs } from '../../../src/broker/config/topic-spec.ts';
import { InlineOffload } from '../../../src/platform/inline-offload.ts';
import { MemoryFileSystem } from '../../../src/platform/memory-file-system.ts';
import { MemoryTransport } from '../../../src/platform/memory-transport.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { RecordingLogger } from '../../support/recording-logger.ts';
import { MemoryWireClient } from './memory-wire-client.ts';

export const DATA = '/data';
const DISK_BYTES = 1_000_000_000;

export interface TestBrokerOptions {
  readonly properties?: Readonly<Record<string, string>>;
  /** As `--topics` takes them. */
  readonly topics?: string;
  readonly disk?: MemoryFileSystem;
  readonly clock?: VirtualClock;
  readonly transport?: MemoryTransport;
  readonly nodeId?: number;
  /** `log.dirs`; `/data` alone unless told otherwise. */
  readonly directories?: readonly string[];
  readonly metadataDirectory?: string;
  readonly port?: number;
}

/** A disk of its own that holds nothing. */
export function emptyDisk(clock = new VirtualClock()): MemoryFileSystem {
  return new MemoryFileSystem({ clock, capacityBytes: DISK_BYTES });
}

export class TestBroker {
  readonly clock: VirtualClock;
  readonly disk: MemoryFileSystem;
  readonly transport: MemoryTransport;
  readonly logger = new RecordingLogger();
  readonly #options: TestBrokerOptions;
  #broker: Broker | null = null;

  /** A broker that has been told to start and may not serve yet. */
  constructor(options: TestBrokerOptions = {}) {
    this.#options = options;
    this.clock = options.clock ?? new VirtualClock();
    this.disk = options.disk ?? emptyDisk(this.clock);
    this.transport = options.transport ?? new MemoryTransport();
  }

  static async started(options: TestBrokerOptions = {}): Promise<TestBroker> {
    const broker = new TestBroker(options);
    await broker.start();
    return broker;
  }

  async start(): Promise<void> {
    this.#broker = await startBroker(this.#brokerOptions());
    onTestFinished(() => this.stop());
  }

  async stop(): Promise<void> {
    const broker = this.#broker;
    this.#broker = null;
    await broker?.stop();
  }

  /** Asks to stop twice, the second time before the first is done. */
  async stopTwice(): Promise<void> {
    const broker = this.#broker;
    this.#broker = null;
    await Promise.all([broker?.stop(), broker?.stop()]);
    await broker?.stop();
  }

  /** Goes on with the same disk and clock, as a new process would. Settings may change. */
  async restarted(change: TestBrokerOptions = {}): Promise<TestBroker> {
    await this.stop();
    const { clock, disk } = this;
    return TestBroker.started({ ...this.#options, clock, disk, ...change });
  }

  /** What kill -9 leaves at this moment, with a new broker on it. */
  killed(change: TestBrokerOptions = {}): Promise<TestBroker> {
    const clock = new VirtualClock(this.clock.wallMs());
    return TestBroker.started({
      ...this.#options,
      clock,
      disk: this.disk.copy({ clock, capacityBytes: DISK_BYTES }),
      ...change,
    });
  }

  get port(): number {
    return this.#broker?.endpoints[0]?.port ?? 0;
  }

  /** Why the broker has stopped by itself; waits until it has. */
  get failed(): Promise<string> {
    return this.#broker?.failed ?? Promise.reject(new Error('not started'));
  }

  get clusterId(): string {
    return this.#broker?.clusterId ?? '';
  }

  connect(clientId = 'test'): MemoryWireClient {
    return new MemoryWireClient(this.transport.connect(this.port), this.clock, clientId);
  }

  #brokerOptions(): BrokerOptions {
    const {
      properties = {},
      topics = '',
      nodeId = 0,
      directories = [DATA],
      metadataDirectory,
      port = 0,
    } = this.#options;
    const { clock, disk: files, transport, logger } = this;
    const offload = new InlineOffload({ fileSystem: files, clock });
    return {
      properties: new Map(Object.entries(properties)),
      listeners: [{ name: 'PLAINTEXT', host: '127.0.0.1', port, advertised: null }],
      logDirectories: directories,
      ...(metadataDirectory === undefined ? {} : { metadataDirectory }),
      nodeId,
      topics: parseTopicSpecs(topics),
      platform: { clock, random: new SeededRandom(nodeId + 1), files, transport, offload },
      logger,
    };
  }
}

/** The same files on another disk; nobody holds a lock there. */
