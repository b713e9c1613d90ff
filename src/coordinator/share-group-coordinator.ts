// Share groups as handlers see them (KIP-932): one method per API, request in, response out. What is stored of
// a group changes on its partition of `__consumer_offsets`; the state of its share partitions is kept by the
// share coordinator. Whatever takes both is noted in the group first, then done there, then noted as done, so
// that an interruption leaves something that can be gone on with.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { SharePersister, ShareStateVerdict } from '../base/share-persister.ts';
import type { TopicIdPartition } from '../base/share-state.ts';
import { UNCHECKED_EPOCH, UNINITIALIZED_START_OFFSET } from '../base/share-state.ts';
import type { Uuid } from '../base/uuid.ts';
import type { Logger } from '../platform/logger.ts';
import type {
  AlterShareGroupOffsetsRequest,
  AlterShareGroupOffsetsResponseInput,
} from '../protocol/generated/alter-share-group-offsets.ts';
import type {
  DeleteShareGroupOffsetsRequest,
  DeleteShareGroupOffsetsResponseInput,
} from '../protocol/generated/delete-share-group-offsets.ts';
import type {
  DescribeShareGroupOffsetsRequestGroup,
  DescribeShareGroupOffsetsResponseGroupInput,
} from '../protocol/generated/describe-share-group-offsets.ts';
import type { DescribedGroupInput } from '../protocol/generated/share-group-describe.ts';
import type {
  ShareGroupHeartbeatRequest,
  ShareGroupHeartbeatResponseInput,
} from '../protocol/generated/share-group-heartbeat.ts';
import type { GroupTopics } from './group/group-topics.ts';
import type { GroupRequestContext } from './group/request-context.ts';
import { alteredOffsets, alterShareOffsets } from './group/share/alter-share-offsets.ts';
import type { ShareDeletion } from './group/share/delete-share-offsets.ts';
import {
  beginGroupDeletion,
  beginOffsetDeletion,
  endOffsetDeletion,
} from './group/share/delete-share-offsets.ts';
import type { AskedTopic, LatestOffset } from './group/share/describe-share-offsets.ts';
import { describeShareOffsets, unknownTopic } from './group/share/describe-share-offsets.ts';
import { forgetShareTopics } from './group/share/forget-share-topics.ts';
import {
  describeShareGroup,
  initializedPartitions,
  undescribedShareGroup,
} from './group/share/share-group-queries.ts';
import { topicPartitionsOf } from './group/share/share-group-records.ts';
import { requireValidHeartbeat } from './group/share/share-group-validation.ts';
import { shareHeartbeat } from './group/share/share-heartbeat.ts';
import { eachPartition, noteInitialized } from './group/share/share-initialization.ts';
import type { ShareHeartbeat, ShareInitialization } from './group/share/share-step.ts';
import type { NamedPartitionsById } from './group/share/state-partitions.ts';
import type { GroupShards } from './group-shards.ts';

export interface ShareGroupCoordinatorOptions {
  readonly shards: GroupShards;
  readonly persister: SharePersister;
  readonly topics: GroupTopics;
  readonly latestOffset: LatestOffset;
  readonly logger: Logger;
}

export class ShareGroupCoordinator {
  private readonly options: ShareGroupCoordinatorOptions;

  constructor(options: ShareGroupCoordinatorOptions) {
    this.options = options;
  }

  heartbeat(
    context: GroupRequestContext,
    request: ShareGroupHeartbeatRequest,
  ): Answer<ShareGroupHeartbeatResponseInput> {
    const { shards } = this.options;
    return shards.answer(
      () => {
        requireValidHeartbeat(request);
        return whenAnswered(
          shards.write(request.groupId, (state) => shareHeartbeat(state, context, request)),
          ({ answer, initialize }) => {
            if (initialize !== null) this.inBackground(() => this.initialize(initialize));
            return heartbeatAnswer(answer);
          },
        );
      },
      ({ code, message }) => heartbeatFailed(code, message),
    );
  }

  /** In the order of the ids. */
  describeGroups(groupIds: readonly string[]): Promise<DescribedGroupInput[]> {
    return this.options.shards.describeEach(
      groupIds,
      describeShareGroup,
      (groupId, { code, message }) => undescribedShareGroup(groupId, code, message),
    );
  }

  /** The offsets of all partitions that have a state when `topics` is null. */
  describeOffsets(
    request: DescribeShareGroupOffsetsRequestGroup,
  ): Answer<DescribeShareGroupOffsetsResponseGroupInput> {
    const { groupId, topics } = request;
    return this.options.shards.answer<DescribeShareGroupOffsetsResponseGroupInput>(
      () =>
        topics === null
          ? whenAnswered(this.initializedTopics(groupId), (asked) => this.summaries(groupId, asked))
          : this.describeTopics(groupId, topics),
      ({ code, message }) => ({ groupId, topics: [], errorCode: code, errorMessage: message }),
    );
  }

  alterOffsets(
    request: AlterShareGroupOffsetsRequest,
  ): Answer<AlterShareGroupOffsetsResponseInput> {
    const { shards, persister } = this.options;
    const { groupId } = request;
    return shards.answer<AlterShareGroupOffsetsResponseInput>(() => {
      requireGroupId(groupId);
      return whenAnswered(
        shards.write(groupId, (state) => alterShareOffsets(state, request)),
        ({ topics, initialize }) => {
          if (initialize.length === 0) return { ...DONE, responses: topics };
          return whenAnswered(persister.initialize(groupId, initialize), (verdicts) =>
            whenAnswered(this.noteInitialized(groupId, initialize, verdicts), () => {
              return { ...DONE, responses: alteredOffsets(topics, initialize, verdicts) };
            }),
          );
        },
      );
    }, failed);
  }

  deleteOffsets(
    request: DeleteShareGroupOffsetsRequest,
  ): Answer<DeleteShareGroupOffsetsResponseInput> {
    const { shards } = this.options;
    const { groupId } = request;
    return shards.answer<DeleteShareGroupOffsetsResponseInput>(() => {
      requireGroupId(groupId);
      return whenAnswered(
        shards.write(groupId, (state) => beginOffsetDeletion(state, request)),
        (deletion) => this.goOnDeleting(groupId, deletion),
      );
    }, failed);
  }

  /** Removes the states of a group that is to be deleted; NONE for a group of another kind, or for none. */
  deleteStates(groupId: string): Answer<ErrorCode> {
    const { shards } = this.options;
    return shards.answer<ErrorCode>(
      () =>
        whenAnswered(
          shards.write(groupId, (state) => beginGroupDeletion(state, groupId)),
          (partitions) =>
            whenAnswered(this.deleteEach(groupId, partitions), (failures) => {
              const [failure] = failures.values();
              return failure?.errorCode ?? ErrorCode.NONE;
            }),
        ),
      ({ code }) => code,
    );
  }

  /** Forgets the partitions of deleted topics; the share coordinator deletes their states by itself. */
  onTopicsDeleted(topicIds: ReadonlySet<Uuid>): Promise<void> {
    const { runtime } = this.options.shards;
    return runtime.writeAll(({ state }) => forgetShareTopics(state, topicIds));
  }

  private initialize({ groupId, stateEpoch, partitions }: ShareInitialization): Answer<void> {
    const startOffset = UNINITIALIZED_START_OFFSET;
    const initial = eachPartition(partitions).map((each) => ({ ...each, stateEpoch, startOffset }));
    return whenAnswered(this.options.persister.initialize(groupId, initial), (verdicts) =>
      this.noteInitialized(groupId, initial, verdicts),
    );
  }

  private noteInitialized(
    groupId: string,
    partitions: readonly TopicIdPartition[],
    verdicts: readonly ShareStateVerdict[],
  ): Answer<void> {
    const { shards, logger } = this.options;
    const failure = verdicts.find(({ errorCode }) => errorCode !== ErrorCode.NONE);
    if (failure !== undefined) {
      logger.warn({ groupId, ...failure }, 'share partitions could not be initialized');
    }
    return shards.write(groupId, (state) => noteInitialized(state, groupId, partitions, verdicts));
  }

  private async goOnDeleting(
    groupId: string,
    { refused, partitions }: ShareDeletion,
  ): Promise<DeleteShareGroupOffsetsResponseInput> {
    const failures = await this.deleteEach(groupId, partitions);
    const gone = [...partitions.keys()].filter((topicId) => !failures.has(topicId));
    await this.options.shards.write(groupId, (state) => endOffsetDeletion(state, groupId, gone));
    const answers = Array.from(partitions, ([topicId, { name: topicName }]) => {
      const { errorCode, errorMessage } = failures.get(topicId) ?? NO_ERROR;
      return { topicName, topicId, errorCode, errorMessage };
    });
    const done = answers.filter(({ errorCode }) => errorCode === ErrorCode.NONE);
    const failedOnes = answers.filter(({ errorCode }) => errorCode !== ErrorCode.NONE);
    return { ...DONE, responses: [...done, ...refused, ...failedOnes] };
  }

  /** Deletes the states; a topic of which one could not be deleted is in the result. */
  private deleteEach(
    groupId: string,
    topics: NamedPartitionsById,
  ): Answer<ReadonlyMap<Uuid, ShareStateVerdict>> {
    const partitions = eachPartition(topics);
    if (partitions.length === 0) return new Map();
    return whenAnswered(this.options.persister.delete(groupId, partitions), (verdicts) => {
      const failures = new Map<Uuid, ShareStateVerdict>();
      verdicts.forEach((verdict, at) => {
        const topicId = partitions[at]?.topicId;
        if (topicId !== undefined && verdict.errorCode !== ErrorCode.NONE) {
          failures.set(topicId, verdict);
        }
      });
      return failures;
    });
  }

  private initializedTopics(groupId: string): Answer<AskedTopic[]> {
    const { shards, topics } = this.options;
    return whenAnswered(
      shards.read(groupId, (state) => initializedPartitions(state, groupId)),
      (initialized) =>
        [...initialized].flatMap(([topicId, { partitions }]) => {
          const topic = topics.byId(topicId);
          if (topic === undefined) return [];
          return [{ topicId, name: topic.name, partitions: [...partitions] }];
        }),
    );
  }

  private describeTopics(
    groupId: string,
    topics: NonNullable<DescribeShareGroupOffsetsRequestGroup['topics']>,
  ): Answer<DescribeShareGroupOffsetsResponseGroupInput> {
    const asked: AskedTopic[] = [];
    const unknown: DescribeShareGroupOffsetsResponseGroupInput['topics'][number][] = [];
    for (const { topicName, partitions } of topics) {
      const topic = this.options.topics.byName(topicName);
      if (topic === undefined) unknown.push(unknownTopic(topicName, partitions));
      else asked.push({ topicId: topic.topicId, name: topicName, partitions });
    }
    return whenAnswered(this.summaries(groupId, asked), (described) => {
      return { ...described, topics: [...described.topics, ...unknown] };
    });
  }

  private summaries(
    groupId: string,
    asked: readonly AskedTopic[],
  ): Answer<DescribeShareGroupOffsetsResponseGroupInput> {
    const { persister, latestOffset } = this.options;
    const queries = asked.flatMap(({ topicId, partitions }) =>
      partitions.map((partition) => ({ topicId, partition, leaderEpoch: UNCHECKED_EPOCH })),
    );
    if (queries.length === 0) return { groupId, topics: [], ...NO_ERROR };
    return whenAnswered(persister.readSummary(groupId, queries), (summaries) => {
      return { groupId, topics: describeShareOffsets(asked, summaries, latestOffset), ...NO_ERROR };
    });
  }

  /** What nobody waits for; what it could not store is tried again by a later heartbeat. */
  private inBackground(run: () => Answer<void>): void {
    const fail = (error: unknown) => {
      if (!(error instanceof KafkaError)) throw error;
      this.options.logger.warn({ err: error }, 'share partitions stay to be initialized');
    };
    try {
      const answer = run();
      if (answer instanceof Promise) void answer.catch(fail);
    } catch (error) {
      fail(error);
    }
  }
}

const NO_ERROR = { errorCode: ErrorCode.NONE, errorMessage: null } as const;

const DONE = { throttleTimeMs: 0, ...NO_ERROR } as const;

function requireGroupId(groupId: string): void {
  if (groupId !== '') return;
  throw new KafkaError(ErrorCode.INVALID_GROUP_ID, 'The group id is empty.');
}

function failed({ code, message }: KafkaError) {
  return { throttleTimeMs: 0, errorCode: code, errorMessage: message, responses: [] };
}

function heartbeatAnswer({
  assigned,
  ...answer
}: ShareHeartbeat['answer']): ShareGroupHeartbeatResponseInput {
  const assignment = assigned && { topicPartitions: topicPartitionsOf(assigned) };
  return { ...DONE, ...answer, assignment };
}

/** The answer to a heartbeat that was refused. */
export function heartbeatFailed(
  errorCode: ErrorCode,
  errorMessage: string | null,
): ShareGroupHeartbeatResponseInput {
  return {
    throttleTimeMs: 0,
    errorCode,
    errorMessage,
    memberId: null,
    memberEpoch: 0,
    heartbeatIntervalMs: 0,
    assignment: null,
  };
}
