// APIs of a protocol that groups may speak only if the cluster has agreed on it and the broker is set up for it.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { requireFeature } from './require-feature.ts';
import type { Services } from './services.ts';

/**
 * Throws KafkaError UNSUPPORTED_VERSION while the cluster's level of the feature is 0, or
 * `group.coordinator.rebalance.protocols` leaves the protocol out.
 */
export function requireGroupProtocol(
  services: Pick<Services, 'metadata' | 'configs'>,
  protocol: 'consumer' | 'streams',
  feature: string,
): void {
  requireFeature(services, feature);
  const { groupCoordinatorRebalanceProtocols } = services.configs.brokerConfig();
  if (groupCoordinatorRebalanceProtocols.includes(protocol)) return;
  throw new KafkaError(ErrorCode.UNSUPPORTED_VERSION, `The ${protocol} protocol is turned off.`);
}
