// The topics that a broker was asked to have when it starts. One that exists is left as it is.

import { errorName } from '../base/error-code.ts';
import type { Controller } from '../metadata/controller.ts';
import type { Metadata } from '../metadata/metadata.ts';
import { USE_DEFAULT } from '../metadata/topic-creation.ts';
import type { TopicSpec } from './config/topic-spec.ts';
import { StartError } from './start-error.ts';

/** Creates what is missing; throws StartError that names the topic which cannot be created. */
export async function createStartTopics(
  topics: readonly TopicSpec[],
  metadata: Metadata,
  controller: Controller,
): Promise<void> {
  const missing = topics.filter(({ name }) => !metadata.topic(name));
  if (missing.length === 0) return;
  const results = await controller.createTopics(
    missing.map(({ name, partitions, replicationFactor, configs }) => ({
      name,
      numPartitions: partitions ?? USE_DEFAULT,
      replicationFactor: replicationFactor ?? USE_DEFAULT,
      assignments: [],
      configs: Array.from(configs, ([key, value]) => ({ name: key, value })),
    })),
  );
  for (const { name, errorCode, errorMessage } of results) {
    if (errorCode === 0) continue;
    throw new StartError(
      `topic ${name} cannot be created: ${errorMessage ?? errorName(errorCode)}`,
    );
  }
}
