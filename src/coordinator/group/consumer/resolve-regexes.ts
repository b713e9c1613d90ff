// What the regular expressions of a group match, looked up beside the requests and stored when it is known.
// Nobody waits for it: a member that subscribes by a new one learns of its partitions by later heartbeats.

import type { Clock } from '../../../platform/clock.ts';
import type { Effects } from '../../runtime/coordinator-shard.ts';
import { NO_EFFECTS } from '../../runtime/coordinator-shard.ts';
import type { GroupState } from '../group-state.ts';
import type { ConsumerGroup, ResolvedRegex } from './consumer-group.ts';
import { consumerGroup } from './consumer-group.ts';
import { groupEpochRecord, regexRecord } from './consumer-group-records.ts';
import { areSameNames, distinctNames } from './consumer-member.ts';
import { GroupChange } from './group-change.ts';
import { compileRegex, isRegexEngineLoaded, loadRegexEngine } from './regex-engine.ts';

/** Names that are looked at before others have their turn. */
const NAMES_PER_TURN = 2_000;

/** Begins to look at the topics; what is found is stored unless it is gone by then. */
export function resolveRegexes(
  state: GroupState,
  group: ConsumerGroup,
  regexes: readonly string[],
): void {
  group.isResolving = true;
  group.mustResolveRegexes = false;
  const { groupId } = group;
  const done = matchesOf(state, regexes).then((resolved) => {
    group.isResolving = false;
    state.scheduler.execute(() => storeMatches(state, groupId, resolved));
  });
  done.catch((error: unknown) => {
    group.isResolving = false;
    group.mustResolveRegexes = true;
    state.logger.error({ group: groupId, error }, 'regular expressions could not be resolved');
  });
}

async function matchesOf(
  { topics, clock }: GroupState,
  regexes: readonly string[],
): Promise<ReadonlyMap<string, ResolvedRegex>> {
  const version = topics.revision;
  const timestampMs = clock.wallMs();
  if (!isRegexEngineLoaded()) await loadRegexEngine();
  const names = [...topics.names()];
  const resolved = new Map<string, ResolvedRegex>();
  for (const regex of regexes) {
    const matched = await namesThatMatch(clock, compileRegex(regex), names);
    resolved.set(regex, { topics: distinctNames(matched), version, timestampMs });
  }
  return resolved;
}

async function namesThatMatch(
  clock: Clock,
  matches: (name: string) => boolean,
  names: readonly string[],
): Promise<string[]> {
  const matched: string[] = [];
  for (let at = 0; at < names.length; at += NAMES_PER_TURN) {
    if (at > 0) await new Promise<void>((resolve) => void clock.setTimer(0, resolve));
    matched.push(...names.slice(at, at + NAMES_PER_TURN).filter(matches));
  }
  return matched;
}

/** The group has its next epoch if anything is matched that was not, or no longer. */
function storeMatches(
  state: GroupState,
  groupId: string,
  found: ReadonlyMap<string, ResolvedRegex>,
): Effects {
  const group = consumerGroup(state.groups.get(groupId));
  if (group === undefined) return NO_EFFECTS;
  const change = new GroupChange(state, group);
  const topics = group.topics.copy();
  let isNews = false;
  for (const [regex, resolved] of found) {
    if (!group.regexes.has(regex)) continue;
    const known = group.resolvedRegexes.get(regex)?.topics ?? [];
    if (!areSameNames(known, resolved.topics)) {
      isNews = true;
      topics.add(known, 'byRegex', -1);
      topics.add(resolved.topics, 'byRegex', 1);
    }
    change.records.push(regexRecord(groupId, regex, resolved));
  }
  const metadataHash = state.topicHashes.ofGroup(topics.names());
  if (isNews || metadataHash !== group.metadataHash) {
    change.records.push(groupEpochRecord(groupId, { epoch: group.groupEpoch + 1, metadataHash }));
    change.afterwards((live) => {
      live.mustCheckTopics = false;
    });
  }
  return change.outcome(undefined);
}
