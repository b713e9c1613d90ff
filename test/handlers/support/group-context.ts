// What the handlers of groups are given, with a real coordinator on virtual time and a small cluster of
// topics. An answer is sent through the codec of the request's version: what cannot be encoded fails here.

import { ByteReader } from '../../../src/base/byte-reader.ts';
import { ByteWriter } from '../../../src/base/byte-writer.ts';
import { ErrorCode } from '../../../src/base/error-code.ts';
import type { Uuid } from '../../../src/base/uuid.ts';
import { DEFAULT_GROUP_COORDINATOR_CONFIG } from '../../../src/coordinator/group/group-coordinator-config.ts';
import { GroupCoordinator } from '../../../src/coordinator/group-coordinator.ts';
import type { AnyHandler, HandlerContext } from '../../../src/dispatch/handler.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import type { Api } from '../../../src/protocol/message.ts';
import { NO_CLAIMS } from '../../coordinator/support/group-bench.ts';
import { MemoryPartitionWriter } from '../../coordinator/support/memory-partition-writer.ts';
import { NO_TOPICS } from '../../coordinator/support/memory-topics.ts';

export const ORDERS_ID = 'AAECAwQFBgcICQoLDA0ODw' as Uuid;
export const UNKNOWN_ID = 'EBESExQVFhcYGRobHB0eHw' as Uuid;

interface StubTopic {
  readonly id: Uuid;
  readonly name: string;
  readonly partitions: readonly { readonly leader: number }[];
}

export class GroupApis {
  readonly clock = new VirtualClock();
  readonly writer = new MemoryPartitionWriter(3);
  readonly topics = new Map<string, StubTopic>();
  readonly created: string[] = [];
  readonly groups: GroupCoordinator;

  constructor() {
    this.groups = new GroupCoordinator({
      clock: this.clock,
      random: new SeededRandom(1),
      logger: silentLogger,
      writer: this.writer,
      config: DEFAULT_GROUP_COORDINATOR_CONFIG,
      claims: NO_CLAIMS,
      ...NO_TOPICS,
    });
    this.addTopic('orders', ORDERS_ID, 2);
  }

  addTopic(name: string, id: Uuid, partitions: number): StubTopic {
    const topic = {
      name,
      id,
      partitions: Array.from({ length: partitions }, () => ({ leader: 7 })),
    };
    this.topics.set(name, topic);
    return topic;
  }

  /** Sends a request in a version, through the codecs of both directions. */
  async send<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    handler: AnyHandler,
    api: Api<Req, Res, ReqIn, ResIn>,
    version: number,
    request: ReqIn,
  ): Promise<Res> {
    const decoded = recode(api.request, request, version);
    const answer = (await handler.handle(this.context(version), decoded)) as ResIn;
    return recode(api.response, answer, version);
  }

  private context(apiVersion: number): HandlerContext {
    const byId = (id: Uuid) => [...this.topics.values()].find((topic) => topic.id === id);
    const services = {
      groups: this.groups,
      // None of these is a share group.
      shareGroups: { deleteStates: () => ErrorCode.NONE },
      transactions: { partitionFor: () => 0 },
      metadata: {
        image: { controllerId: 7 },
        topic: (name: string) => this.topics.get(name),
        topicById: byId,
        topicName: (id: Uuid) => byId(id)?.name ?? null,
        partition: (name: string, at: number) => this.topics.get(name)?.partitions[at],
      },
      controller: {
        ensureTopic: async (name: string) => {
          this.created.push(name);
          return this.addTopic(name, UNKNOWN_ID, this.writer.partitionCount());
        },
      },
      advertisedEndpoint: () => ({ host: 'broker.test', port: 9092 }),
      connection: { remoteAddress: '::ffff:10.0.0.9' },
      clientId: 'tester',
      correlationId: 1,
      apiVersion,
    };
    return services as unknown as HandlerContext;
  }
}

function recode<M extends I, I>(codec: Api<M, M, I, I>['request'], message: I, version: number): M {
  const buffer = Buffer.alloc(codec.size(message, version));
  codec.encode(new ByteWriter(buffer), message, version);
  return codec.decode(new ByteReader(buffer), version);
}

/** All versions of an API, for tables of tests. */
export function versionsOf({ versions: [first, last] }: AnyHandler): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
