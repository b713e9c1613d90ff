// The door `klamm/testing`: a broker inside a test, and what a test may do with it.

export type { BrokerSettings, TopicOptions } from './testing/broker-settings.ts';
export type { Duration } from './testing/duration.ts';
export type {
  DiskFaultMatch,
  Fault,
  FaultEffect,
  FaultFrequency,
  FaultMatch,
  FaultStrike,
} from './testing/faults/fault.ts';
export type { ErrorName, Faults } from './testing/faults/faults.ts';
export type { DescribedGroup, GroupMember, GroupType } from './testing/groups/described-group.ts';
export type { GroupEvent } from './testing/groups/group-journal.ts';
export type { GroupOffset } from './testing/groups/group-offsets.ts';
export type { TestGroup } from './testing/groups/test-group.ts';
export type { GroupView } from './testing/groups/watched-group.ts';
export { groupMatchers } from './testing/matchers/group-matchers.ts';
export type { KlammMatchers } from './testing/matchers/matchers.ts';
export { matchers } from './testing/matchers/matchers.ts';
export type { ExpectedRecord, MatcherResult } from './testing/matchers/record-matchers.ts';
export { recordMatchers } from './testing/matchers/record-matchers.ts';
export type { SharedBrokerOptions } from './testing/shared/shared-broker.ts';
export { connectBroker, SharedBroker } from './testing/shared/shared-broker.ts';
export type { SharedGroup } from './testing/shared/shared-group.ts';
export type { SharedTopic } from './testing/shared/shared-topic.ts';
export type { Snapshot } from './testing/snapshot.ts';
export { loadSnapshot } from './testing/snapshot.ts';
export type { StartBrokerOptions } from './testing/start-broker.ts';
export { startBroker } from './testing/start-broker.ts';
export type { Finding, FindingKind } from './testing/strict/finding.ts';
export { StrictnessError } from './testing/strict/finding.ts';
export type { Strictness } from './testing/strict/strictness.ts';
export type { TestBroker } from './testing/test-broker.ts';
export type { TestClock } from './testing/test-clock.ts';
export type { ReceivedRecord, RecordMatch } from './testing/topics/received-record.ts';
export type { TestTopic } from './testing/topics/test-topic.ts';
export type { Exchange } from './testing/traffic/exchange.ts';
export { timeline } from './testing/traffic/timeline.ts';
export type { Traffic } from './testing/traffic/traffic.ts';
export type { WaitOptions } from './testing/wait-until.ts';
export { WaitTimeoutError } from './testing/wait-until.ts';
