// `klamm start --record` and `--strict`: who watches the broker, and what it comes to in the end.

import { StartError } from '../broker/start-error.ts';
import { StorageError } from '../platform/file-system.ts';
import { nodeClock } from '../platform/node-clock.ts';
import type { Observation } from '../testing/observation.ts';
import type { StartArguments } from './start-arguments.ts';

/** Nobody, unless it is asked for. Throws StartError when the file cannot be written. */
export async function observationOf({
  record,
  strict = false,
}: StartArguments): Promise<Observation | undefined> {
  if (record === undefined && !strict) return undefined;
  // Loaded when it is needed: a broker that nobody watches has no use for it.
  const { Observation } = await import('../testing/observation.ts');
  const observation = new Observation(nodeClock, { strict });
  try {
    if (record !== undefined) observation.traffic.recordTo(record);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw new StartError(`--record: cannot write ${record} (${error.code})`, { cause: error });
  }
  return observation;
}

/** Says on stderr what was found that should not be, a line each; the exit code that this comes to. */
export async function tellFindings(
  observation: Observation | undefined,
  services: Parameters<Observation['strictness']['conclude']>[0],
): Promise<number> {
  const findings = (await observation?.strictness.conclude(services)) ?? [];
  for (const { kind, message } of findings) {
    process.stderr.write(`klamm: strict: ${message} [${kind}]\n`);
  }
  return findings.length > 0 ? 1 : 0;
}
