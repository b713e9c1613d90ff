// A share coordinator that keeps nothing but the states, in memory. A test can make it refuse, or be silent.

import { ErrorCode } from '../../../src/base/error-code.ts';
import type {
  InitialShareState,
  SharePersister,
  ShareStateQuery,
  ShareStateSummary,
  ShareStateVerdict,
} from '../../../src/base/share-persister.ts';
import type { TopicIdPartition } from '../../../src/base/share-state.ts';
import type { Uuid } from '../../../src/base/uuid.ts';

const REFUSED = { errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE, errorMessage: 'refused' };
const UNKNOWN = { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, errorMessage: 'unknown' };
const NO_ERROR = { errorCode: ErrorCode.NONE, errorMessage: null };

export class MemorySharePersister implements SharePersister {
  /** By group, topic id and partition. */
  readonly states = new Map<string, ShareStateSummary>();
  /** What was initialized, in order: topic id, partition and start offset. */
  readonly initialized: string[] = [];
  /** Which topics there are: others are refused. */
  knows: (topicId: Uuid) => boolean = () => true;
  /** Which partitions are refused. */
  refuses: (partition: TopicIdPartition) => boolean = () => false;
  private isHeld = false;
  private waiting: (() => void)[] = [];

  /** From now on nobody is answered. */
  hold(): void {
    this.isHeld = true;
  }

  /** Whoever waits is answered, in turn. */
  release(): void {
    this.isHeld = false;
    for (const answer of this.waiting.splice(0)) answer();
  }

  initialize(groupId: string, partitions: readonly InitialShareState[]) {
    return this.each(partitions, (initial) => {
      const { topicId, partition, stateEpoch, startOffset } = initial;
      this.initialized.push(`${topicId}-${partition}@${startOffset}`);
      const begun = { stateEpoch, startOffset, leaderEpoch: 0, deliveryCompleteCount: 0 };
      this.states.set(keyOf(groupId, initial), { ...NO_ERROR, ...begun });
      return NO_ERROR;
    });
  }

  delete(groupId: string, partitions: readonly TopicIdPartition[]) {
    return this.each(partitions, (partition) => {
      this.states.delete(keyOf(groupId, partition));
      return NO_ERROR;
    });
  }

  readSummary(groupId: string, partitions: readonly ShareStateQuery[]) {
    const absent = { stateEpoch: 0, leaderEpoch: 0, startOffset: -1, deliveryCompleteCount: -1 };
    return this.each(
      partitions,
      (query) => this.states.get(keyOf(groupId, query)) ?? { ...NO_ERROR, ...absent },
    ) as readonly ShareStateSummary[] | Promise<readonly ShareStateSummary[]>;
  }

  read(): never {
    throw new Error('groups do not read states');
  }

  write(): never {
    throw new Error('groups do not write states');
  }

  private each<P extends TopicIdPartition>(
    partitions: readonly P[],
    answer: (partition: P) => ShareStateVerdict,
  ): readonly ShareStateVerdict[] | Promise<readonly ShareStateVerdict[]> {
    const answers = () =>
      partitions.map((partition) => {
        if (this.refuses(partition)) return REFUSED;
        return this.knows(partition.topicId) ? answer(partition) : UNKNOWN;
      });
    if (!this.isHeld) return answers();
    return new Promise((resolve) => this.waiting.push(() => resolve(answers())));
  }
}

function keyOf(groupId: string, { topicId, partition }: TopicIdPartition): string {
  return `${groupId}:${topicId}:${partition}`;
}
