// Messages and bytes in and out, by topic: what Produce brought and was kept, what Fetch and ShareFetch were answered.

import type { Registry } from 'prom-client';
import { Counter } from 'prom-client';
import type { Uuid } from '../../base/uuid.ts';
import type { HandlerContext } from '../../dispatch/handler.ts';
import type { FetchResponseInput } from '../../protocol/generated/fetch.ts';
import type { ProduceRequest, ProduceResponseInput } from '../../protocol/generated/produce.ts';
import type { RecordsInput } from '../../protocol/message.ts';
import { countRecords } from './counted-records.ts';

/** How a message names a topic, by its version. */
interface NamedTopic {
  readonly name?: string | undefined;
  readonly topic?: string | undefined;
  readonly topicId?: Uuid | undefined;
}

export class TopicTraffic {
  readonly #messagesIn: Counter<'topic'>;
  readonly #messagesOut: Counter<'topic'>;
  readonly #bytesIn: Counter<'topic'>;
  readonly #bytesOut: Counter<'topic'>;

  constructor(registry: Registry) {
    const counter = (what: string, help: string) => {
      const name = `kafka_server_brokertopicmetrics_${what}_total`;
      return new Counter({ name, help, labelNames: ['topic'], registers: [registry] });
    };
    this.#messagesIn = counter('messagesin', 'Records that were produced and kept.');
    this.#messagesOut = counter('messagesout', 'Records in the batches that were fetched.');
    this.#bytesIn = counter('bytesin', 'Bytes of the batches that were produced and kept.');
    this.#bytesOut = counter('bytesout', 'Bytes of the batches that were fetched.');
  }

  /** Counts what was kept; a response that is left out (acks=0) had no errors to tell. */
  produced(
    context: HandlerContext,
    request: ProduceRequest,
    response?: ProduceResponseInput,
  ): void {
    const refused = new Set<string>();
    for (const { partitionResponses, ...topic } of response?.responses ?? []) {
      for (const { index, errorCode } of partitionResponses) {
        if (errorCode !== 0) refused.add(`${index} ${nameOf(context, topic)}`);
      }
    }
    for (const { partitionData, ...named } of request.topicData) {
      const topic = nameOf(context, named);
      for (const { index, records } of partitionData) {
        if (!records || topic === undefined || refused.has(`${index} ${topic}`)) continue;
        this.#messagesIn.inc({ topic }, countRecords(records));
        this.#bytesIn.inc({ topic }, records.byteLength);
      }
    }
  }

  /** The response with records that are counted when they are read into the answer. */
  fetched<Response extends Pick<FetchResponseInput, 'responses'>>(
    context: HandlerContext,
    response: Response,
  ): Response {
    const responses = response.responses.map((each) => {
      const topic = nameOf(context, each);
      if (topic === undefined) return each;
      const partitions = each.partitions.map((partition) => {
        const { records } = partition;
        return records ? { ...partition, records: this.#counted(topic, records) } : partition;
      });
      return { ...each, partitions };
    });
    return { ...response, responses };
  }

  /** Forgets topics that are not there any more. */
  async forget(isThere: (topic: string) => boolean): Promise<void> {
    for (const counter of [this.#messagesIn, this.#messagesOut, this.#bytesIn, this.#bytesOut]) {
      const { values } = await counter.get();
      for (const { labels } of values) {
        if (!isThere(String(labels.topic))) counter.remove(labels);
      }
    }
  }

  #counted(topic: string, records: RecordsInput): RecordsInput {
    const { byteLength } = records;
    if (byteLength === 0) return records;
    return {
      byteLength,
      readInto: (target, at) => {
        if ('readInto' in records) records.readInto(target, at);
        else records.copy(target, at);
        this.#messagesOut.inc({ topic }, countRecords(target.subarray(at, at + byteLength)));
        this.#bytesOut.inc({ topic }, byteLength);
      },
    };
  }
}

function nameOf({ metadata }: HandlerContext, named: NamedTopic): string | undefined {
  const name = named.name || named.topic;
  return name || (named.topicId && metadata.topicName(named.topicId)) || undefined;
}
