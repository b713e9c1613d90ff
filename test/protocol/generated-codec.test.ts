import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../src/base/byte-reader.ts';
import { ErrorCode } from '../../src/base/error-code.ts';
import { INT64_MAX } from '../../src/base/int64.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { DescribeTopicPartitions } from '../../src/protocol/generated/describe-topic-partitions.ts';
import type { FetchRequestInput } from '../../src/protocol/generated/fetch.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { ConsumerGroupMemberMetadataValue } from '../../src/protocol/generated/records/consumer-group-member-metadata-value.ts';
import type { Codec } from '../../src/protocol/message.ts';
import { encode } from './all-codecs.ts';

function roundTrip<M extends I, I>(codec: Codec<M, I>, message: I, version: number): M {
  return codec.decode(new ByteReader(encode(codec, message, version)), version);
}

const partition = { partition: 3, fetchOffset: 42, partitionMaxBytes: 1024 };
const request: FetchRequestInput = { maxWaitMs: 500, minBytes: 1, topics: [] };

describe('defaults', () => {
  it('stand in for what the version does not carry', () => {
    const topics = [{ topic: 'a', partitions: [partition] }];
    const decoded = roundTrip(Fetch.request, { ...request, topics }, 4);
    expect(decoded).toEqual({
      clusterId: null,
      replicaId: -1,
      replicaState: { replicaId: -1, replicaEpoch: -1 },
      maxWaitMs: 500,
      minBytes: 1,
      maxBytes: 2 ** 31 - 1,
      isolationLevel: 0,
      sessionId: 0,
      sessionEpoch: -1,
      topics: [
        {
          topic: 'a',
          topicId: ZERO_UUID,
          partitions: [
            {
              ...partition,
              currentLeaderEpoch: -1,
              lastFetchedEpoch: -1,
              logStartOffset: -1,
              replicaDirectoryId: ZERO_UUID,
              highWatermark: INT64_MAX,
            },
          ],
        },
      ],
      forgottenTopicsData: [],
      rackId: '',
    });
  });

  it('cost nothing as tagged fields', () => {
    const explicit = {
      ...request,
      clusterId: null,
      replicaState: { replicaId: -1, replicaEpoch: -1 },
    };
    expect(encode(Fetch.request, explicit, 17)).toEqual(encode(Fetch.request, request, 17));
  });
});

describe('a value that the version has no field for', () => {
  it('fails when the field may not be dropped', () => {
    const topics = [{ topic: 'a', partitions: [{ ...partition, lastFetchedEpoch: 7 }] }];
    expect(() => encode(Fetch.request, { ...request, topics }, 11)).toThrow(
      new KafkaError(
        ErrorCode.UNSUPPORTED_VERSION,
        'version 11 of FetchRequest has no field lastFetchedEpoch, but it is set',
      ),
    );
    const forgottenTopicsData = [{ topic: 'a', partitions: [1] }];
    expect(() => encode(Fetch.request, { ...request, forgottenTopicsData }, 6)).toThrow(KafkaError);
    const replicaState = { replicaId: 1, replicaEpoch: 2 };
    expect(() => encode(Fetch.request, { ...request, replicaState }, 14)).toThrow(KafkaError);
  });

  it('is dropped when the field is ignorable, or has its default', () => {
    const topics = [
      { topic: 'a', partitions: [{ ...partition, currentLeaderEpoch: 7, lastFetchedEpoch: -1 }] },
    ];
    const decoded = roundTrip(Fetch.request, { ...request, rackId: 'b', topics }, 8);
    expect(decoded.rackId).toBe('');
    expect(decoded.topics[0]?.partitions[0]?.currentLeaderEpoch).toBe(-1);
  });
});

describe('null', () => {
  it('is refused in versions that have none', () => {
    expect(roundTrip(Metadata.request, { topics: null }, 1).topics).toBeNull();
    expect(() => encode(Metadata.request, { topics: null }, 0)).toThrow(
      'topics of MetadataRequest cannot be null in version 0',
    );
    const bytes = Buffer.from([0xff, 0xff, 0xff, 0xff]);
    expect(() => Metadata.request.decode(new ByteReader(bytes), 0)).toThrow(
      'MetadataRequest.topics: null where a value must be',
    );
  });

  it('may stand for a struct', () => {
    const message = { throttleTimeMs: 0, topics: [] };
    const nextCursor = { topicName: 'a', partitionIndex: 1 };
    expect(roundTrip(DescribeTopicPartitions.response, message, 0).nextCursor).toBeNull();
    expect(
      roundTrip(DescribeTopicPartitions.response, { ...message, nextCursor }, 0).nextCursor,
    ).toEqual(nextCursor);
  });

  it('may stand for a tagged struct, which is not the same as leaving it out', () => {
    const member = {
      instanceId: null,
      rackId: null,
      clientId: '',
      clientHost: '',
      subscribedTopicNames: [],
      subscribedTopicRegex: null,
      serverAssignor: null,
    };
    const codec = ConsumerGroupMemberMetadataValue;
    const empty = { sessionTimeoutMs: 0, supportedProtocols: [] };
    expect(
      roundTrip(codec, { ...member, classicMemberMetadata: null }, 0).classicMemberMetadata,
    ).toBeNull();
    expect(roundTrip(codec, member, 0).classicMemberMetadata).toEqual(empty);
  });
});

describe('tagged fields', () => {
  const unknownTaggedFields = [
    { tag: 7, data: Buffer.from('seven') },
    { tag: 900, data: Buffer.alloc(0) },
  ];

  it('that nobody knows are kept, beside those that somebody knows', () => {
    const decoded = roundTrip(
      Fetch.request,
      { ...request, clusterId: 'c', unknownTaggedFields },
      12,
    );
    expect(decoded.clusterId).toBe('c');
    expect(decoded.unknownTaggedFields).toEqual(unknownTaggedFields);
  });

  it('are written in ascending order, however they came', () => {
    const bytes = encode(Metadata.request, { topics: [], unknownTaggedFields }, 9);
    const reversed = Buffer.concat([
      bytes.subarray(0, bytes.indexOf(7)),
      Buffer.from([0x84, 0x07, 0]),
      Buffer.from([7, 5]),
      Buffer.from('seven'),
    ]);
    const decoded = Metadata.request.decode(new ByteReader(reversed), 9);
    expect(decoded.unknownTaggedFields).toEqual(unknownTaggedFields.toReversed());
    expect(encode(Metadata.request, decoded, 9)).toEqual(bytes);
  });

  it('that nobody knows are limited in number', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, tag) => ({ tag, data: Buffer.alloc(0) }));
    const codec = Metadata.request;
    const decoded = roundTrip(codec, { topics: [], unknownTaggedFields: many(1000) }, 9);
    expect(decoded.unknownTaggedFields).toHaveLength(1000);
    const bytes = encode(codec, { topics: [], unknownTaggedFields: many(1001) }, 9);
    expect(() => codec.decode(new ByteReader(bytes), 9)).toThrow(
      'MetadataRequest.tags: more than 1000 unknown tagged fields',
    );
  });

  it('must end where their size says', () => {
    const bytes = encode(Fetch.request, { ...request, clusterId: 'abc' }, 12);
    const at = bytes.lastIndexOf('abc') - 2;
    bytes[at] = (bytes[at] ?? 0) + 1;
    expect(() => Fetch.request.decode(new ByteReader(bytes), 12)).toThrow(
      'FetchRequest.clusterId: a tagged field',
    );
  });

  it('are malformed in a version that does not have them yet', () => {
    const replicaState = { replicaId: 1, replicaEpoch: 2 };
    const bytes = encode(Fetch.request, { ...request, replicaState }, 15);
    const asVersion14 = Buffer.concat([Buffer.alloc(4), bytes]);
    expect(() => Fetch.request.decode(new ByteReader(asVersion14), 14)).toThrow(
      'FetchRequest.replicaState: a tagged field that version 14 does not have',
    );
  });
});

describe('records', () => {
  const response = (
    records: Buffer | { byteLength: number; readInto(target: Buffer, at: number): void },
  ) => ({
    throttleTimeMs: 0,
    responses: [
      {
        topic: 'a',
        partitions: [
          { partitionIndex: 0, errorCode: 0, highWatermark: 1, abortedTransactions: null, records },
        ],
      },
    ],
  });

  it('are read straight into the response', () => {
    const source = {
      byteLength: 5,
      readInto: (target: Buffer, at: number) => void target.write('hello', at),
    };
    const bytes = encode(Fetch.response, response(source), 12);
    expect(bytes).toEqual(encode(Fetch.response, response(Buffer.from('hello')), 12));
  });

  it('are views of the frame', () => {
    const bytes = encode(Fetch.response, response(Buffer.from('hello')), 12);
    const decoded = Fetch.response.decode(new ByteReader(bytes), 12);
    bytes.fill('x');
    expect(decoded.responses[0]?.partitions[0]?.records?.toString()).toBe('xxxxx');
  });
});

describe('a malformed message', () => {
  it('names the field, through lists and structs', () => {
    const topic = { name: 'a', numPartitions: 1, replicationFactor: 1, assignments: [] };
    const configs = [
      { name: 'retention.ms', value: '1' },
      { name: 'cleanup.policy', value: 'compact' },
    ];
    const topics = [
      { ...topic, configs: [] },
      { ...topic, configs },
    ];
    const bytes = encode(CreateTopics.request, { topics, validateOnly: false }, 2);
    bytes.fill(0xff, bytes.indexOf('compact'), bytes.indexOf('compact') + 1);
    expect(() => CreateTopics.request.decode(new ByteReader(bytes), 2)).toThrow(
      'CreateTopicsRequest.topics[1].configs[1].value: a string that is not UTF-8',
    );
  });

  it('may not claim more elements than fit: each topic takes at least two bytes', () => {
    const bytes = encode(Fetch.request, request, 7);
    bytes.writeInt32BE(1_000_000, bytes.length - 8);
    expect(() => Fetch.request.decode(new ByteReader(bytes), 7)).toThrow(
      'FetchRequest.topics: a list of 1000000 elements',
    );
  });
});
