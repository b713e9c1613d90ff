// A share coordinator that answers later, or that its records could not be stored, as a test likes it.

import { ErrorCode } from '../../../../src/base/error-code.ts';
import type {
  SharePersister,
  ShareStateChange,
  ShareStateQuery,
  ShareStateVerdict,
} from '../../../../src/base/share-persister.ts';
import type { ShareCoordinator } from '../../../../src/coordinator/share-coordinator.ts';

const REFUSED: ShareStateVerdict = {
  errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE,
  errorMessage: null,
};

type Persisting = Pick<SharePersister, 'read' | 'write'>;

export class MoodyPersister implements Persisting {
  refuses = false;
  /** Whether writes are answered only when `release` is called. */
  holds = false;
  readonly #coordinator: ShareCoordinator;
  #held: (() => void)[] = [];

  constructor(coordinator: ShareCoordinator) {
    this.#coordinator = coordinator;
  }

  read(groupId: string, partitions: readonly ShareStateQuery[]) {
    return this.#coordinator.read(groupId, partitions);
  }

  write(groupId: string, partitions: readonly ShareStateChange[]) {
    const written = this.refuses ? [REFUSED] : this.#coordinator.write(groupId, partitions);
    if (!this.holds) return written;
    return new Promise<readonly ShareStateVerdict[]>((resolve) => {
      this.#held.push(() => resolve(written));
    });
  }

  /** Answers all writes that wait. */
  release(): void {
    for (const answer of this.#held.splice(0)) answer();
  }
}
