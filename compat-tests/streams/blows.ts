// What happens to the application and its broker while lines flow, and when: by the part of the words that
// have been counted.

import type { Broker } from '../support/broker.ts';
import type { Instance } from './instance.ts';

/** All that can be struck. */
export interface Target {
  readonly broker: Broker;
  readonly first: Instance;
  readonly second: Instance;
  /** Resolves once so many more of the words, as a part of all, have been counted. */
  advance(part: number): Promise<void>;
}

interface Blow {
  readonly name: string;
  readonly at: number;
  strike(target: Target): Promise<void>;
}

export const BLOWS: readonly Blow[] = [
  {
    name: 'an instance is killed and comes back at once',
    at: 0.1,
    async strike({ first }) {
      await first.kill();
      first.start();
    },
  },
  {
    name: 'an instance is killed and stays away until the other has taken over',
    at: 0.25,
    async strike({ second, advance }) {
      await second.kill();
      await advance(0.1);
      second.start();
    },
  },
  {
    name: 'the broker is killed and comes back',
    at: 0.45,
    async strike({ broker }) {
      await broker.kill();
      await broker.startAgain();
    },
  },
  {
    name: 'an instance is stopped and started, as a new version is rolled out',
    at: 0.6,
    async strike({ first }) {
      await first.stop();
      first.start();
    },
  },
  {
    name: 'both instances are killed; one comes back on a machine without its state',
    at: 0.75,
    async strike({ first, second }) {
      await Promise.all([first.kill(), second.kill()]);
      first.loseState();
      first.start();
      second.start();
    },
  },
  {
    name: 'an instance and the broker are killed together',
    at: 0.9,
    async strike({ broker, second }) {
      await Promise.all([broker.kill(), second.kill()]);
      await broker.startAgain();
      second.start();
    },
  },
];
