// Answers Produce and Fetch without a log. Everything else (topics, groups, versions) is for a real broker's
// services to answer, so that unchanged clients can work with the sink.

import { ZERO_UUID } from '../../src/base/uuid.ts';
import type { Dispatch, Reply } from '../../src/network/dispatch.ts';
import type { FetchRequest, FetchResponseInput } from '../../src/protocol/generated/fetch.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import type { RequestHeader } from '../../src/protocol/request-header.ts';
import { decodeRequestHeader, peekRequest } from '../../src/protocol/request-header.ts';
import { encodeResponseFrame } from '../../src/protocol/response-frame.ts';
import { SinkPartitions } from './sink-partitions.ts';

type Allocate = (size: number) => Buffer;

/** Every version that clients use may carry requests of the sink; older ones go to the services. */
const OLDEST_PRODUCE = 3;
const OLDEST_FETCH = 4;
const INTERNAL = '__';

export function sinkDispatch(services: Dispatch, allocate: Allocate): Dispatch {
  const partitions = new SinkPartitions();
  return (frame, connection) => {
    const { apiKey, apiVersion } = peekRequest(frame);
    if (apiKey === Produce.key && apiVersion >= OLDEST_PRODUCE) {
      return produce(
        decodeRequestHeader(frame, apiVersion >= Produce.flexibleFrom),
        partitions,
        allocate,
      );
    }
    if (apiKey === Fetch.key && apiVersion >= OLDEST_FETCH) {
      return fetch(
        decodeRequestHeader(frame, apiVersion >= Fetch.flexibleFrom),
        partitions,
        allocate,
      );
    }
    return services(frame, connection);
  };
}

function keyOf(name: string, topicId: string): string {
  if (name.startsWith(INTERNAL)) throw new Error('the sink keeps no internal topics');
  return topicId === ZERO_UUID ? name : topicId;
}

function produce(header: RequestHeader, partitions: SinkPartitions, allocate: Allocate): Reply {
  const { apiVersion, body } = header;
  const { topicData, acks } = Produce.request.decode(body, apiVersion);
  const responses = topicData.map(({ name, topicId, partitionData }) => {
    const partitionResponses = partitionData.map(({ index, records }) => {
      const baseOffset = records ? partitions.at(keyOf(name, topicId), index).append(records) : 0;
      return { index, errorCode: 0, baseOffset, logAppendTimeMs: -1, logStartOffset: 0 };
    });
    return { name, topicId, partitionResponses };
  });
  if (acks === 0) return null;
  return encodeResponseFrame(Produce, header, { responses, throttleTimeMs: 0 }, allocate);
}

function fetch(
  header: RequestHeader,
  partitions: SinkPartitions,
  allocate: Allocate,
): Reply | Promise<Reply> {
  const request = Fetch.request.decode(header.body, header.apiVersion);
  const { response, bytes } = answerTo(request, partitions);
  const encode = (answer: FetchResponseInput) =>
    encodeResponseFrame(Fetch, header, answer, allocate);
  if (bytes > 0 || request.minBytes === 0) return encode(response);
  return nextAppend(request, partitions).then(() => encode(answerTo(request, partitions).response));
}

/** Without a session: the client names all its partitions in every request. */
function answerTo({ topics, maxBytes }: FetchRequest, partitions: SinkPartitions) {
  let bytes = 0;
  const responses = topics.map(({ topic, topicId, partitions: wanted }) => ({
    topic,
    topicId,
    partitions: wanted.map(({ partition, fetchOffset, partitionMaxBytes }) => {
      const source = partitions.at(keyOf(topic, topicId), partition);
      const room = Math.min(partitionMaxBytes, maxBytes - bytes);
      const records = source.read(fetchOffset, room);
      bytes += records.byteLength;
      const { endOffset } = source;
      return {
        partitionIndex: partition,
        errorCode: 0,
        highWatermark: endOffset,
        lastStableOffset: endOffset,
        logStartOffset: 0,
        abortedTransactions: null,
        preferredReadReplica: -1,
        records,
      };
    }),
  }));
  return { bytes, response: { throttleTimeMs: 0, errorCode: 0, sessionId: 0, responses } };
}

function nextAppend(
  { topics, maxWaitMs }: FetchRequest,
  partitions: SinkPartitions,
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      resolve();
    };
    const timer = setTimeout(done, maxWaitMs);
    const stops = topics.flatMap(({ topic, topicId, partitions: wanted }) =>
      wanted.map(({ partition }) => partitions.at(keyOf(topic, topicId), partition).watch(done)),
    );
  });
}
