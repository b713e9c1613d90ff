// What a share group's members may do, as the group is configured. Supplied by the broker; read anew for each
// request, so that a change counts at once.

import type { Isolation } from '../partition.ts';

export interface ShareGroupSettings {
  /** `share.record.lock.duration.ms` */
  readonly lockDurationMs: number;
  /** `share.delivery.count.limit` */
  readonly maxDeliveryCount: number;
  /** `share.partition.max.record.locks` */
  readonly maxInFlight: number;
  /** `share.renew.acknowledge.enable` */
  readonly isRenewEnabled: boolean;
  /** `share.isolation.level` */
  readonly isolation: Isolation;
  /** `share.auto.offset.reset`: where a group begins that has no state yet. */
  readonly startsAt: ShareStart;
}

/** Where a group begins: `durationMs` looks for the first record that is no older. */
export type ShareStart = 'earliest' | 'latest' | { readonly durationMs: number };
