// What the broker's configs say of the share coordinator, in its terms.

import type { ShareCoordinatorConfig } from '../coordinator/share/share-coordinator-config.ts';
import { DEFAULT_SHARE_COORDINATOR_CONFIG } from '../coordinator/share/share-coordinator-config.ts';
import type { BrokerConfig } from '../metadata/configs/broker-configs.ts';

export function shareCoordinatorConfigOf(config: BrokerConfig): ShareCoordinatorConfig {
  return {
    ...DEFAULT_SHARE_COORDINATOR_CONFIG,
    updatesPerSnapshot: config.shareCoordinatorSnapshotUpdateRecordsPerSnapshot,
    commitTimeoutMs: config.shareCoordinatorWriteTimeoutMs,
  };
}
