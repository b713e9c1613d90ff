// What an operation does beside the log once its records are stored and replayed: timers, and what else a
// restart forgets.

import type { KafkaError } from '../../base/kafka-error.ts';

/** An outcome's `settle` that leaves a failure to the caller, as if there were none. */
export function whenStored(apply: () => void): (error: KafkaError | null) => void {
  return (error) => {
    if (error !== null) throw error;
    apply();
  };
}
