// Waiting over HTTP: how long, and what is said when the time is up.

import * as v from 'valibot';
import { WaitTimeoutError } from '../../testing/wait-until.ts';
import { Problem } from '../problem.ts';
import { duration } from '../schema.ts';

/** The parameters of every wait. */
export const WAITING = {
  timeout: v.optional(duration('how long to wait, in real time; left out: 10 seconds')),
};

/** A wait that took too long is a problem that tells what was there instead. */
export async function waited<Seen>(wait: Promise<Seen>): Promise<Seen> {
  try {
    return await wait;
  } catch (error) {
    if (error instanceof WaitTimeoutError) throw new Problem(504, error.message);
    throw error;
  }
}
