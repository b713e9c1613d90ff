// `KAFKA_CREATE_TOPICS` of wurstmeister/kafka: name:partitions:replicas[:cleanup.policy], which is what `--topics`
// takes, separated by commas or by what `KAFKA_CREATE_TOPICS_SEPARATOR` says.

import type { Environment } from './environment-setting.ts';

/** The topics as `--topics` takes them; empty for none. */
export function environmentTopics(environment: Environment): string {
  const separator = environment.KAFKA_CREATE_TOPICS_SEPARATOR ?? ',';
  // The image takes the escapes of its shell: a line break is often written as $'\n'.
  const real = separator.replace(/^\$'\\n'$/, '\n');
  const topics = (environment.KAFKA_CREATE_TOPICS ?? '').split(real === '' ? ',' : real);
  return topics
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '')
    .join(',');
}
