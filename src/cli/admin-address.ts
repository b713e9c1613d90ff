// Where the admin endpoint of `klamm start` is to be: `--admin`, or the variable KLAMM_ADMIN.

import type { HostPort } from '../base/host-port.ts';
import { parseHostPort } from '../base/host-port.ts';
import { StartError } from '../broker/start-error.ts';

const LOOPBACK = '127.0.0.1';

/** The address that `[HOST:]PORT` names, on loopback unless it says otherwise; null for what is no address. */
export function parseAdminAddress(text: string): HostPort | null {
  const isPortAlone = /^\d{1,5}$/.test(text);
  const address = parseHostPort(isPortAlone ? `${LOOPBACK}:${text}` : text, NO_PORT);
  return address?.port === NO_PORT ? null : address;
}

/** Stands for a port that is missing. */
const NO_PORT = -1;

/** What the environment asks for; undefined for nothing. Throws StartError. */
export function adminOfEnvironment(given = process.env.KLAMM_ADMIN): HostPort | undefined {
  if (given === undefined || given === '') return undefined;
  const address = parseAdminAddress(given);
  if (address) return address;
  throw new StartError(`KLAMM_ADMIN: '${given}' is not of the form [HOST:]PORT`);
}
