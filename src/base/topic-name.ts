// The rule for topic names: 1 to 249 of [a-zA-Z0-9._-], and neither "." nor "..".

import { ErrorCode } from './error-code.ts';
import { KafkaError } from './kafka-error.ts';

export const MAX_TOPIC_NAME_LENGTH = 249;

const LEGAL_CHARACTERS = /^[a-zA-Z0-9._-]+$/;

/** What is wrong with this topic name; null when nothing is. */
export function topicNameProblem(name: string): string | null {
  if (name.length === 0) return 'the empty string is not allowed';
  if (name === '.' || name === '..') return `'${name}' is not allowed`;
  if (name.length > MAX_TOPIC_NAME_LENGTH) {
    return `the length of '${name}' is longer than the max allowed length ${MAX_TOPIC_NAME_LENGTH}`;
  }
  if (!LEGAL_CHARACTERS.test(name)) {
    return `'${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`;
  }
  return null;
}

/** Throws INVALID_TOPIC_EXCEPTION for a name that no topic can have. */
export function requireTopicName(name: string): void {
  const problem = topicNameProblem(name);
  if (problem) {
    throw new KafkaError(ErrorCode.INVALID_TOPIC_EXCEPTION, `Topic name is invalid: ${problem}`);
  }
}
