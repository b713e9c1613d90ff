// The names of the topics that a member subscribes to, by name or by its regular expression.

import type { ConsumerGroup } from './consumer-group.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { regexOf } from './consumer-member.ts';

/** Those that the regular expression matched when it was looked at last; before, it matches none. */
export function* subscribedNames(group: ConsumerGroup, member: ConsumerMember): Iterable<string> {
  yield* member.subscribedTopicNames;
  const regex = regexOf(member);
  if (regex !== null) yield* group.resolvedRegexes.get(regex)?.topics ?? [];
}
