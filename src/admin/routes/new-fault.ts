// The faults that can be set over HTTP: a kind is the name of the method of `Faults` that sets it, and takes the
// same options.

import * as v from 'valibot';
import type { Fault } from '../../testing/faults/fault.ts';
import type { Faults } from '../../testing/faults/faults.ts';
import { duration, fields, oneOf, probability, text, wholeNumber } from '../schema.ts';
import { ApiName, ErrorName } from './shapes.ts';

/** How often a fault strikes. */
const FREQUENCY = {
  times: v.optional(wholeNumber(1, 'how often; left out: until it is removed')),
  skip: v.optional(wholeNumber(0, 'so many that match pass before the first is struck')),
  probability: v.optional(probability('how likely; left out: always')),
};

const PARTITION = {
  topic: v.optional(text('what is about this topic')),
  partition: v.optional(wholeNumber(0, 'with `topic`: this partition alone')),
};

/** Which requests a fault strikes. */
const REQUESTS = {
  api: ApiName,
  ...PARTITION,
  group: v.optional(text('requests of this group')),
  transactionalId: v.optional(text('requests of this producer')),
  clientId: v.optional(text('requests of this client')),
  connection: v.optional(text('requests of this connection, by its name in the traffic')),
  ...FREQUENCY,
};

/** Which steps of the disk. */
const DISK = { ...PARTITION, ...FREQUENCY };
const STEPS = {
  on: v.optional(v.pipe(v.array(oneOf(['read', 'write', 'sync'])), v.description('left out: all'))),
};

const when = v.optional(oneOf(['before', 'after']));

const KINDS = [
  fields({ kind: v.literal('fail'), error: ErrorName, ...REQUESTS }),
  fields({ kind: v.literal('delay'), by: duration('of the broker’s time'), ...REQUESTS }),
  fields({ kind: v.literal('drop'), when, ...REQUESTS }),
  fields({
    kind: v.literal('cut'),
    afterBytes: wholeNumber(0, 'bytes of the answer that are sent'),
    ...REQUESTS,
  }),
  fields({ kind: v.literal('throttle'), by: duration('what the client is told'), ...REQUESTS }),
  fields({
    kind: v.literal('restart'),
    how: v.optional(oneOf(['clean', 'kill'])),
    when,
    ...REQUESTS,
  }),
  fields({ kind: v.literal('refuseConnections'), ...FREQUENCY }),
  fields({
    kind: v.literal('failDisk'),
    code: v.optional(text('of the operating system, such as `EIO`')),
    ...STEPS,
    ...DISK,
  }),
  fields({ kind: v.literal('fillDisk'), ...DISK }),
  fields({
    kind: v.literal('slowDisk'),
    by: duration('of the broker’s time, for each step'),
    ...STEPS,
    ...DISK,
  }),
] as const;

const NAMES = KINDS.map(({ entries }) => entries.kind.literal);

export const NewFault = v.variant('kind', KINDS, () => `must be one of ${NAMES.join(', ')}`);

export type NewFault = v.InferOutput<typeof NewFault>;

/** What of the options a method takes as its first argument. */
type RequestFault = (api: string, options: object) => Fault;
type OtherFault = (options: object) => Fault;

export function setFault(faults: Faults, { kind, ...fault }: NewFault): Fault {
  const setter = faults[kind].bind(faults);
  if (!('api' in fault)) return (setter as OtherFault)(given(fault));
  const { api, ...options } = fault;
  return (setter as RequestFault)(api, given(options));
}

/** Without the fields that were not given. */
function given(all: object): object {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
