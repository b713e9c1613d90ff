// APIs that a cluster serves only from some level of a feature on (KIP-584).

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Services } from './services.ts';

/** Throws KafkaError UNSUPPORTED_VERSION while the cluster's level of the feature is 0. */
export function requireFeature({ metadata }: Pick<Services, 'metadata'>, name: string): void {
  if ((metadata.image.features.get(name) ?? 0) > 0) return;
  throw new KafkaError(ErrorCode.UNSUPPORTED_VERSION, `The cluster's ${name} is 0.`);
}
