// Everything that a broker has to tell Prometheus, under the names by which Apache Kafka's exporters tell it. What is
// not counted as it goes is looked up when somebody asks.

import { Gauge, Registry } from 'prom-client';
import { isInternalTopic } from '../../base/internal-topics.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { Partition } from '../../replication/partition.ts';
import type { TestBroker } from '../../testing/test-broker.ts';
import { GroupGauges } from './group-gauges.ts';
import { NetworkSums } from './network-sums.ts';
import { processMetrics } from './process-metrics.ts';
import { RequestMetrics } from './request-metrics.ts';

export class BrokerMetrics {
  readonly #broker: TestBroker;
  readonly #ofBroker = new Registry();
  readonly #requests = new RequestMetrics(this.#ofBroker);
  readonly #groups = new GroupGauges(this.#ofBroker);
  readonly #network = new NetworkSums(this.#ofBroker);
  readonly #ofProcess = processMetrics();
  readonly #partitions: Gauge;
  readonly #logs: Readonly<Record<'size' | 'logstartoffset' | 'logendoffset', Gauge>>;

  constructor(broker: TestBroker) {
    this.#broker = broker;
    const registers = [this.#ofBroker];
    const log = (what: string, help: string) => {
      const labelNames = ['topic', 'partition'];
      return new Gauge({ name: `kafka_log_log_${what}`, help, labelNames, registers });
    };
    this.#logs = {
      size: log('size', 'Bytes of the segments of a partition.'),
      logstartoffset: log('logstartoffset', 'The first offset of a partition.'),
      logendoffset: log('logendoffset', 'The offset of the next record of a partition.'),
    };
    this.#partitions = new Gauge({
      name: 'kafka_server_replicamanager_partitioncount',
      help: 'Partitions of this broker.',
      registers,
    });
    broker.world.intercept(this.#requests.around);
  }

  /** Counts no more. */
  stop(): void {
    this.#requests.stop();
  }

  async render(): Promise<{ readonly text: string; readonly contentType: string }> {
    const { services, network } = this.#broker.running;
    this.#network.look(network);
    this.#lookAtLogs([...services.replicas.partitions()]);
    await this.#groups.look(services, (groupId) => this.#broker.group(groupId).view());
    const isThere = (topic: string) => services.metadata.topic(topic) !== undefined;
    await this.#requests.topics.forget(isThere);
    const texts = await Promise.all([this.#ofBroker.metrics(), this.#ofProcess.metrics()]);
    return { text: texts.join('\n'), contentType: this.#ofBroker.contentType };
  }

  /** Partitions that nobody has used are not opened for this; internal ones without content are left out. */
  #lookAtLogs(partitions: readonly Partition[]): void {
    this.#partitions.set(partitions.length);
    for (const gauge of Object.values(this.#logs)) gauge.reset();
    for (const { topic, index: partition, openedLog, ...rest } of partitions.map(seen)) {
      if (rest.size === 0 && isInternalTopic(topic)) continue;
      this.#logs.size.set({ topic, partition }, rest.size);
      if (openedLog === null) continue;
      this.#logs.logstartoffset.set({ topic, partition }, openedLog.logStartOffset);
      this.#logs.logendoffset.set({ topic, partition }, openedLog.logEndOffset);
    }
  }
}

function seen(partition: Partition) {
  const { topic, index, openedLog } = partition;
  return { topic, index, openedLog, size: sizeOf(partition) };
}

/** 0 while its log directory is offline. */
function sizeOf(partition: Partition): number {
  try {
    return partition.sizeInBytes;
  } catch (error) {
    if (error instanceof KafkaError) return 0;
    throw error;
  }
}
