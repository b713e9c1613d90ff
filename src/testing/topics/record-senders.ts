// Who sent the records that a topic holds: the client id of the request that brought them, which no log keeps.
// Of each partition it is known from which offset on the records are whose.

import type { Uuid } from '../../base/uuid.ts';
import { ZERO_UUID } from '../../base/uuid.ts';
import type { InterceptedCall, Interceptor } from '../../dispatch/interceptor.ts';
import type { Services } from '../../dispatch/services.ts';
import type { ProduceRequest, ProduceResponseInput } from '../../protocol/generated/produce.ts';
import type { Partition } from '../../replication/partition.ts';

/** Records of one client, up to where the next stretch begins. */
interface Stretch {
  readonly from: number;
  readonly clientId: string | null;
}

/** A topic as requests name it: by its name or by its id. */
interface TopicReference {
  readonly name?: string | undefined;
  readonly topicId?: Uuid | undefined;
}

export class RecordSenders {
  /** By topic id and partition; ascending. */
  readonly #stretches = new Map<string, Stretch[]>();

  /** The client id that sent the record at this offset; null when it had none, or is not known. */
  of(partition: Partition, offset: number): string | null {
    const stretches = this.#stretches.get(keyOf(partition)) ?? [];
    return stretches.findLast(({ from }) => from <= offset)?.clientId ?? null;
  }

  /** The logs may end earlier than they did, as after going back to a snapshot. */
  forgetBeyondEnds({ replicas }: Services): void {
    for (const partition of replicas.partitions()) {
      const key = keyOf(partition);
      const stretches = this.#stretches.get(key);
      if (stretches === undefined) continue;
      const end = partition.log.logEndOffset;
      this.#stretches.set(
        key,
        stretches.filter(({ from }) => from < end),
      );
    }
  }

  /** Takes note of what `next` has handled. */
  readonly around =
    (next: Interceptor): Interceptor =>
    (call) => {
      if (call.handler.api.name !== 'Produce') return next(call);
      return next({
        ...call,
        handle: (request, change) => this.#handle(call, request as ProduceRequest, change),
      });
    };

  #handle(
    call: InterceptedCall,
    request: ProduceRequest,
    change: (response: unknown) => unknown = (response) => response,
  ): ReturnType<Interceptor> {
    const { context } = call;
    if (request.acks === 0) return this.#handleUnanswered(call, request);
    return call.handle(request, (response) => {
      const { responses } = response as ProduceResponseInput;
      for (const topic of responses) {
        for (const { index, baseOffset } of topic.partitionResponses) {
          const partition = partitionOf(context, topic, index);
          if (partition && baseOffset >= 0) this.#note(partition, baseOffset, context.clientId);
        }
      }
      return change(response);
    });
  }

  /** No answer tells where the records are: they are what the logs have more than before. */
  #handleUnanswered(call: InterceptedCall, request: ProduceRequest): ReturnType<Interceptor> {
    const { context } = call;
    const partitions = request.topicData.flatMap((topic) =>
      topic.partitionData.flatMap(({ index }) => partitionOf(context, topic, index) ?? []),
    );
    const ends = partitions.map(({ log }) => log.logEndOffset);
    const reply = call.handle(request);
    for (const [at, partition] of partitions.entries()) {
      const from = ends[at] ?? 0;
      if (partition.log.logEndOffset > from) this.#note(partition, from, context.clientId);
    }
    return reply;
  }

  #note(partition: Partition, from: number, clientId: string | null): void {
    const key = keyOf(partition);
    const stretches = this.#stretches.get(key) ?? [];
    const last = stretches.at(-1);
    // What is sent again is where it was; more of the same client is the same stretch.
    if (last !== undefined && (from <= last.from || last.clientId === clientId)) return;
    stretches.push({ from, clientId });
    this.#stretches.set(key, stretches);
  }
}

function keyOf({ topicId, index }: Partition): string {
  return `${topicId}-${index}`;
}

function partitionOf(
  { metadata, replicas }: Services,
  { name = '', topicId = ZERO_UUID }: TopicReference,
  index: number,
): Partition | undefined {
  const topic = name === '' ? metadata.topicName(topicId) : name;
  return topic === null ? undefined : replicas.partitionsOf(topic)[index];
}
