// Generated from protocol-spec; change that and run the generator.

import { RequestHeader } from './request-header.ts';
import { ResponseHeader } from './response-header.ts';
import { ConsumerProtocolAssignment } from './records/consumer-protocol-assignment.ts';
import { ConsumerProtocolSubscription } from './records/consumer-protocol-subscription.ts';
import { ControlRecordTypeSchema } from './records/control-record-type-schema.ts';
import { EndTxnMarker } from './records/end-txn-marker.ts';
import { KRaftVersionRecord } from './records/k-raft-version-record.ts';
import { LeaderChangeMessage } from './records/leader-change-message.ts';
import { SnapshotFooterRecord } from './records/snapshot-footer-record.ts';
import { SnapshotHeaderRecord } from './records/snapshot-header-record.ts';
import { VotersRecord } from './records/voters-record.ts';
import { DefaultPrincipalData } from './records/default-principal-data.ts';
import { ProducerSnapshot } from './records/producer-snapshot.ts';
import { QuorumStateData } from './records/quorum-state-data.ts';
import { LegacyOffsetCommitKey } from './records/legacy-offset-commit-key.ts';
import { LegacyOffsetCommitValue } from './records/legacy-offset-commit-value.ts';
import { OffsetCommitKey } from './records/offset-commit-key.ts';
import { OffsetCommitValue } from './records/offset-commit-value.ts';
import { GroupMetadataKey } from './records/group-metadata-key.ts';
import { GroupMetadataValue } from './records/group-metadata-value.ts';
import { ConsumerGroupMetadataKey } from './records/consumer-group-metadata-key.ts';
import { ConsumerGroupMetadataValue } from './records/consumer-group-metadata-value.ts';
import { ConsumerGroupPartitionMetadataKey } from './records/consumer-group-partition-metadata-key.ts';
import { ConsumerGroupPartitionMetadataValue } from './records/consumer-group-partition-metadata-value.ts';
import { ConsumerGroupMemberMetadataKey } from './records/consumer-group-member-metadata-key.ts';
import { ConsumerGroupMemberMetadataValue } from './records/consumer-group-member-metadata-value.ts';
import { ConsumerGroupTargetAssignmentMetadataKey } from './records/consumer-group-target-assignment-metadata-key.ts';
import { ConsumerGroupTargetAssignmentMetadataValue } from './records/consumer-group-target-assignment-metadata-value.ts';
import { ConsumerGroupTargetAssignmentMemberKey } from './records/consumer-group-target-assignment-member-key.ts';
import { ConsumerGroupTargetAssignmentMemberValue } from './records/consumer-group-target-assignment-member-value.ts';
import { ConsumerGroupCurrentMemberAssignmentKey } from './records/consumer-group-current-member-assignment-key.ts';
import { ConsumerGroupCurrentMemberAssignmentValue } from './records/consumer-group-current-member-assignment-value.ts';
import { ShareGroupMemberMetadataKey } from './records/share-group-member-metadata-key.ts';
import { ShareGroupMemberMetadataValue } from './records/share-group-member-metadata-value.ts';
import { ShareGroupMetadataKey } from './records/share-group-metadata-key.ts';
import { ShareGroupMetadataValue } from './records/share-group-metadata-value.ts';
import { ShareGroupTargetAssignmentMetadataKey } from './records/share-group-target-assignment-metadata-key.ts';
import { ShareGroupTargetAssignmentMetadataValue } from './records/share-group-target-assignment-metadata-value.ts';
import { ShareGroupTargetAssignmentMemberKey } from './records/share-group-target-assignment-member-key.ts';
import { ShareGroupTargetAssignmentMemberValue } from './records/share-group-target-assignment-member-value.ts';
import { ShareGroupCurrentMemberAssignmentKey } from './records/share-group-current-member-assignment-key.ts';
import { ShareGroupCurrentMemberAssignmentValue } from './records/share-group-current-member-assignment-value.ts';
import { ShareGroupStatePartitionMetadataKey } from './records/share-group-state-partition-metadata-key.ts';
import { ShareGroupStatePartitionMetadataValue } from './records/share-group-state-partition-metadata-value.ts';
import { ConsumerGroupRegularExpressionKey } from './records/consumer-group-regular-expression-key.ts';
import { ConsumerGroupRegularExpressionValue } from './records/consumer-group-regular-expression-value.ts';
import { StreamsGroupMetadataKey } from './records/streams-group-metadata-key.ts';
import { StreamsGroupMetadataValue } from './records/streams-group-metadata-value.ts';
import { StreamsGroupMemberMetadataKey } from './records/streams-group-member-metadata-key.ts';
import { StreamsGroupMemberMetadataValue } from './records/streams-group-member-metadata-value.ts';
import { StreamsGroupTargetAssignmentMetadataKey } from './records/streams-group-target-assignment-metadata-key.ts';
import { StreamsGroupTargetAssignmentMetadataValue } from './records/streams-group-target-assignment-metadata-value.ts';
import { StreamsGroupTargetAssignmentMemberKey } from './records/streams-group-target-assignment-member-key.ts';
import { StreamsGroupTargetAssignmentMemberValue } from './records/streams-group-target-assignment-member-value.ts';
import { StreamsGroupCurrentMemberAssignmentKey } from './records/streams-group-current-member-assignment-key.ts';
import { StreamsGroupCurrentMemberAssignmentValue } from './records/streams-group-current-member-assignment-value.ts';
import { StreamsGroupTopologyKey } from './records/streams-group-topology-key.ts';
import { StreamsGroupTopologyValue } from './records/streams-group-topology-value.ts';
import { RegisterBrokerRecord } from './records/register-broker-record.ts';
import { UnregisterBrokerRecord } from './records/unregister-broker-record.ts';
import { TopicRecord } from './records/topic-record.ts';
import { PartitionRecord } from './records/partition-record.ts';
import { ConfigRecord } from './records/config-record.ts';
import { PartitionChangeRecord } from './records/partition-change-record.ts';
import { FenceBrokerRecord } from './records/fence-broker-record.ts';
import { UnfenceBrokerRecord } from './records/unfence-broker-record.ts';
import { RemoveTopicRecord } from './records/remove-topic-record.ts';
import { DelegationTokenRecord } from './records/delegation-token-record.ts';
import { UserScramCredentialRecord } from './records/user-scram-credential-record.ts';
import { FeatureLevelRecord } from './records/feature-level-record.ts';
import { ClientQuotaRecord } from './records/client-quota-record.ts';
import { ProducerIdsRecord } from './records/producer-ids-record.ts';
import { BrokerRegistrationChangeRecord } from './records/broker-registration-change-record.ts';
import { AccessControlEntryRecord } from './records/access-control-entry-record.ts';
import { RemoveAccessControlEntryRecord } from './records/remove-access-control-entry-record.ts';
import { NoOpRecord } from './records/no-op-record.ts';
import { ZkMigrationStateRecord } from './records/zk-migration-state-record.ts';
import { RemoveUserScramCredentialRecord } from './records/remove-user-scram-credential-record.ts';
import { BeginTransactionRecord } from './records/begin-transaction-record.ts';
import { EndTransactionRecord } from './records/end-transaction-record.ts';
import { AbortTransactionRecord } from './records/abort-transaction-record.ts';
import { RemoveDelegationTokenRecord } from './records/remove-delegation-token-record.ts';
import { RegisterControllerRecord } from './records/register-controller-record.ts';
import { ClearElrRecord } from './records/clear-elr-record.ts';
import { ShareSnapshotKey } from './records/share-snapshot-key.ts';
import { ShareSnapshotValue } from './records/share-snapshot-value.ts';
import { ShareUpdateKey } from './records/share-update-key.ts';
import { ShareUpdateValue } from './records/share-update-value.ts';
import { TransactionLogKey } from './records/transaction-log-key.ts';
import { TransactionLogValue } from './records/transaction-log-value.ts';

/** Every codec of a header or a stored record. Loads them all: for tools and tests. */
export const ALL_RECORD_CODECS = [
  RequestHeader,
  ResponseHeader,
  ConsumerProtocolAssignment,
  ConsumerProtocolSubscription,
  ControlRecordTypeSchema,
  EndTxnMarker,
  KRaftVersionRecord,
  LeaderChangeMessage,
  SnapshotFooterRecord,
  SnapshotHeaderRecord,
  VotersRecord,
  DefaultPrincipalData,
  ProducerSnapshot,
  QuorumStateData,
  LegacyOffsetCommitKey,
  LegacyOffsetCommitValue,
  OffsetCommitKey,
  OffsetCommitValue,
  GroupMetadataKey,
  GroupMetadataValue,
  ConsumerGroupMetadataKey,
  ConsumerGroupMetadataValue,
  ConsumerGroupPartitionMetadataKey,
  ConsumerGroupPartitionMetadataValue,
  ConsumerGroupMemberMetadataKey,
  ConsumerGroupMemberMetadataValue,
  ConsumerGroupTargetAssignmentMetadataKey,
  ConsumerGroupTargetAssignmentMetadataValue,
  ConsumerGroupTargetAssignmentMemberKey,
  ConsumerGroupTargetAssignmentMemberValue,
  ConsumerGroupCurrentMemberAssignmentKey,
  ConsumerGroupCurrentMemberAssignmentValue,
  ShareGroupMemberMetadataKey,
  ShareGroupMemberMetadataValue,
  ShareGroupMetadataKey,
  ShareGroupMetadataValue,
  ShareGroupTargetAssignmentMetadataKey,
  ShareGroupTargetAssignmentMetadataValue,
  ShareGroupTargetAssignmentMemberKey,
  ShareGroupTargetAssignmentMemberValue,
  ShareGroupCurrentMemberAssignmentKey,
  ShareGroupCurrentMemberAssignmentValue,
  ShareGroupStatePartitionMetadataKey,
  ShareGroupStatePartitionMetadataValue,
  ConsumerGroupRegularExpressionKey,
  ConsumerGroupRegularExpressionValue,
  StreamsGroupMetadataKey,
  StreamsGroupMetadataValue,
  StreamsGroupMemberMetadataKey,
  StreamsGroupMemberMetadataValue,
  StreamsGroupTargetAssignmentMetadataKey,
  StreamsGroupTargetAssignmentMetadataValue,
  StreamsGroupTargetAssignmentMemberKey,
  StreamsGroupTargetAssignmentMemberValue,
  StreamsGroupCurrentMemberAssignmentKey,
  StreamsGroupCurrentMemberAssignmentValue,
  StreamsGroupTopologyKey,
  StreamsGroupTopologyValue,
  RegisterBrokerRecord,
  UnregisterBrokerRecord,
  TopicRecord,
  PartitionRecord,
  ConfigRecord,
  PartitionChangeRecord,
  FenceBrokerRecord,
  UnfenceBrokerRecord,
  RemoveTopicRecord,
  DelegationTokenRecord,
  UserScramCredentialRecord,
  FeatureLevelRecord,
  ClientQuotaRecord,
  ProducerIdsRecord,
  BrokerRegistrationChangeRecord,
  AccessControlEntryRecord,
  RemoveAccessControlEntryRecord,
  NoOpRecord,
  ZkMigrationStateRecord,
  RemoveUserScramCredentialRecord,
  BeginTransactionRecord,
  EndTransactionRecord,
  AbortTransactionRecord,
  RemoveDelegationTokenRecord,
  RegisterControllerRecord,
  ClearElrRecord,
  ShareSnapshotKey,
  ShareSnapshotValue,
  ShareUpdateKey,
  ShareUpdateValue,
  TransactionLogKey,
  TransactionLogValue,
] as const;
