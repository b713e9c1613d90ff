// Brings up what share groups need of the partitions of this broker.

import type { SharePersister } from '../base/share-persister.ts';
import { SharePartitions } from '../replication/share/share-partitions.ts';
import { ShareSessionCache } from '../replication/share/share-session-cache.ts';
import type { CoordinatorNeeds } from './open-coordinators.ts';
import { ShareGroupConfigs } from './share-group-settings.ts';

export function openShares(
  { clock, logger, configs, metadata }: CoordinatorNeeds,
  persister: SharePersister,
): SharePartitions {
  const groups = new ShareGroupConfigs(configs, () => metadata.image);
  return new SharePartitions({
    persister,
    clock,
    logger,
    sessions: new ShareSessionCache(() => configs.brokerConfig().groupShareMaxShareSessions),
    settings: (groupId) => groups.settings(groupId),
  });
}
