// Creates the internal topics of Streams applications through the controller, as a client's CreateTopics would.

import { ErrorCode, errorName } from '../base/error-code.ts';
import type { InternalTopic } from '../coordinator/group/streams/configure-topology.ts';
import type { InternalTopicCreator } from '../coordinator/group/streams/internal-topic-creation.ts';
import type { Controller } from '../metadata/controller.ts';

const DEFAULT_REPLICATION_FACTOR = -1;

const HARMLESS: readonly number[] = [ErrorCode.NONE, ErrorCode.TOPIC_ALREADY_EXISTS];

export class ControllerTopicCreator implements InternalTopicCreator {
  readonly #controller: Pick<Controller, 'createTopics'>;

  constructor(controller: Pick<Controller, 'createTopics'>) {
    this.#controller = controller;
  }

  /** A topic that exists has not failed: somebody was faster. */
  async create(topics: readonly InternalTopic[]): Promise<ReadonlyMap<string, string>> {
    const results = await this.#controller.createTopics(topics.map(creatable));
    const failed = new Map<string, string>();
    for (const { name, errorCode, errorMessage } of results) {
      if (HARMLESS.includes(errorCode)) continue;
      failed.set(name, errorMessage || errorName(errorCode as ErrorCode));
    }
    return failed;
  }
}

function creatable({ name, partitions, replicationFactor, configs }: InternalTopic) {
  return {
    name,
    numPartitions: partitions,
    replicationFactor: replicationFactor === 0 ? DEFAULT_REPLICATION_FACTOR : replicationFactor,
    assignments: [],
    configs: configs.map(({ key, value }) => ({ name: key, value })),
  };
}
