// An Apache Kafka node's directory on a disk in memory: its metadata log written record by record, its
// partitions batch by batch.

import { expect } from 'vitest';
import { ByteWriter } from '../../../src/base/byte-writer.ts';
import type { Uuid } from '../../../src/base/uuid.ts';
import { parseUuid } from '../../../src/base/uuid.ts';
import { importKafka } from '../../../src/migration/import.ts';
import type { ImportReport } from '../../../src/migration/import-report.ts';
import { MigrationError } from '../../../src/migration/migration-error.ts';
import type { MigrationWorld } from '../../../src/migration/migration-world.ts';
import type { ImportRequest } from '../../../src/migration/prepare-import.ts';
import { MemoryFileSystem } from '../../../src/platform/memory-file-system.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { PartitionRecord } from '../../../src/protocol/generated/records/partition-record.ts';
import { SnapshotFooterRecord } from '../../../src/protocol/generated/records/snapshot-footer-record.ts';
import { TopicRecord } from '../../../src/protocol/generated/records/topic-record.ts';
import type { RecordCodec } from '../../../src/protocol/message.ts';
import { encodeMetadataRecord } from '../../../src/protocol/record-bytes.ts';
import { buildBatch } from '../../../src/record/record-batch-builder.ts';

export const KAFKA = '/kafka';
export const TARGET = '/klamm';
export const CLUSTER_ID = 'a2xhbW0tY29tcGF0LXRlcw';
export const NODE_ID = 7;
export const DIRECTORY_ID = parseUuid('1loAixYLTw6RLOi8XnXUxA') as Uuid;
export const TOPIC_ID = parseUuid('QdPOgX3GRp6QIs15ncfu-w') as Uuid;

/** A metadata record's bytes. */
export const record = encodeMetadataRecord;

/** The records that make a topic of these partitions, led by the node. */
export function topicRecords(
  name: string,
  topicId: Uuid,
  { partitions = 1, ...fields }: { partitions?: number } & Partial<PartitionRecord> = {},
): Buffer[] {
  return [
    record(TopicRecord, { name, topicId }),
    ...Array.from({ length: partitions }, (_, partitionId) =>
      record(PartitionRecord, {
        partitionId,
        topicId,
        replicas: [NODE_ID],
        isr: [NODE_ID],
        removingReplicas: [],
        addingReplicas: [],
        leader: NODE_ID,
        leaderEpoch: 4,
        partitionEpoch: 9,
        directories: [DIRECTORY_ID],
        ...fields,
      }),
    ),
  ];
}

export class KafkaFixture {
  readonly clock = new VirtualClock(1_700_000_000_000);
  readonly disk = new MemoryFileSystem({ clock: this.clock });
  readonly directory: string;
  /** The offset of the next metadata record. */
  offset = 0;

  constructor(directory = KAFKA) {
    this.directory = directory;
    this.disk.makeDirectory(`${directory}/__cluster_metadata-0`);
    this.identify(directory, DIRECTORY_ID);
    this.write(`${directory}/.kafka_cleanshutdown`, '{"version":0,"brokerEpoch":11}');
  }

  /** Writes a directory's meta.properties. */
  identify(
    directory: string,
    directoryId: Uuid,
    more: Readonly<Record<string, string>> = {},
  ): void {
    const values = {
      version: '1',
      'cluster.id': CLUSTER_ID,
      'node.id': String(NODE_ID),
      'directory.id': directoryId,
      ...more,
    };
    const lines = Object.entries(values).map(([key, value]) => `${key}=${value}\n`);
    this.write(`${directory}/meta.properties`, `#\n${lines.join('')}`);
  }

  write(path: string, content: string | Buffer): void {
    this.disk.makeDirectory(path.slice(0, path.lastIndexOf('/')));
    this.disk.writeFileAtomic(path, Buffer.from(content));
  }

  append(path: string, content: Buffer): void {
    const before = this.disk.exists(path) ? this.disk.readFile(path) : Buffer.alloc(0);
    this.write(path, Buffer.concat([before, content]));
  }

  /** Appends one batch of metadata records to the log. */
  metadata(...values: readonly Buffer[]): void {
    const records = values.map((value) => ({ value }));
    const batch = buildBatch({ records, baseOffset: this.offset, partitionLeaderEpoch: 3 });
    this.append(`${this.directory}/__cluster_metadata-0/${'0'.repeat(20)}.log`, batch);
    this.offset += values.length;
  }

  /** Writes a snapshot that ends at this offset. */
  snapshot(offset: number, values: readonly Buffer[]): void {
    const body = buildBatch({ records: values.map((value) => ({ value })), baseOffset: 0 });
    const name = `${String(offset).padStart(20, '0')}-0000000002.checkpoint`;
    const content = Buffer.concat([body, controlBatch(4, values.length)]);
    this.write(`${this.directory}/__cluster_metadata-0/${name}`, content);
  }

  /** Writes a partition's segment with one batch of these texts; returns its path. */
  segment(
    partition: string,
    {
      baseOffset = 0,
      texts,
      topicId = TOPIC_ID,
    }: { baseOffset?: number; texts: readonly string[]; topicId?: Uuid | null },
  ): string {
    const path = partition.startsWith('/') ? partition : `${this.directory}/${partition}`;
    const file = `${path}/${String(baseOffset).padStart(20, '0')}.log`;
    const records = texts.map((text) => ({ value: Buffer.from(text) }));
    this.write(file, buildBatch({ records, baseOffset, partitionLeaderEpoch: 4, timestamp: 1 }));
    if (topicId) this.write(`${path}/partition.metadata`, `version: 0\ntopic_id: ${topicId}`);
    return file;
  }

  get world(): MigrationWorld {
    return {
      files: this.disk,
      clock: this.clock,
      pause: (ms) => this.clock.advance(ms),
      random: new SeededRandom(1),
      lockHolder: () => null,
      onProgress: () => {},
    };
  }

  /** The request for an import into TARGET. */
  request(request: Partial<ImportRequest> = {}): ImportRequest {
    return {
      sources: [this.directory],
      target: TARGET,
      mode: 'auto',
      accept: new Set(),
      without: new Set(),
      dryRun: false,
      ...request,
    };
  }

  /** Imports long after the node was stopped. */
  async import(
    request: Partial<ImportRequest> = {},
    world: Partial<MigrationWorld> = {},
  ): Promise<ImportReport> {
    await this.clock.advance(60_000);
    return importKafka({ ...this.world, ...world }, this.request(request));
  }
}

/** The refusal of an import, which must have changed nothing. */
export async function refusal(
  kafka: KafkaFixture,
  run: () => Promise<unknown>,
): Promise<MigrationError> {
  const before = kafka.disk.exists(TARGET);
  const error = await run().then(
    () => new Error('it was not refused'),
    (failure: unknown) => failure,
  );
  if (!(error instanceof MigrationError)) throw error;
  expect(kafka.disk.exists(TARGET)).toBe(before);
  return error;
}

/** A batch of one control record of the quorum. */
function controlBatch(type: number, baseOffset: number): Buffer {
  const key = Buffer.alloc(4);
  key.writeInt16BE(type, 2);
  const value = encoded(SnapshotFooterRecord, { version: 0 });
  return buildBatch({ records: [{ key, value }], baseOffset, isControl: true });
}

function encoded<M extends I, I>(codec: RecordCodec<M, I>, message: I): Buffer {
  const writer = new ByteWriter(Buffer.alloc(codec.size(message, 0)));
  codec.encode(writer, message, 0);
  return writer.buffer;
}
