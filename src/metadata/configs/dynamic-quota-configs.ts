// Configs of a broker that exist only dynamically: they are not read from a properties file.

import { atLeast, CLUSTER_WIDE, LONG_MAX, long, MEDIUM } from './config-definition.ts';

export const DYNAMIC_QUOTA_CONFIGS = {
  'follower.replication.throttled.rate': long(LONG_MAX, MEDIUM, CLUSTER_WIDE, atLeast(0)),
  'leader.replication.throttled.rate': long(LONG_MAX, MEDIUM, CLUSTER_WIDE, atLeast(0)),
  'replica.alter.log.dirs.io.max.bytes.per.second': long(
    LONG_MAX,
    MEDIUM,
    CLUSTER_WIDE,
    atLeast(0),
  ),
} as const;
