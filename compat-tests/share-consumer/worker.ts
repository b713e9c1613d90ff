// One process with members of a share group, and what it has said so far.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Broker } from '../support/broker.ts';
import { Child } from '../support/child-process.ts';
import { javaArguments } from '../support/jvm.ts';

/** What a member got, and what it says of it. */
export interface Delivery {
  readonly place: string;
  readonly offset: number;
  readonly deliveries: number;
  readonly action: 'ACCEPT' | 'RELEASE' | 'REJECT' | 'RENEW';
}

export interface WorkerTask {
  readonly broker: Broker;
  readonly topic: string;
  readonly group: string;
  readonly mode: 'implicit' | 'explicit';
  /** Members in this process. */
  readonly members: number;
  readonly directory: string;
  readonly settings?: Readonly<Record<string, string>>;
}

let started = 0;

export class ShareWorker {
  readonly #child: Child;
  readonly #logFile: string;

  constructor({ broker, topic, group, mode, members, directory, settings = {} }: WorkerTask) {
    this.#logFile = path.join(directory, `worker-${started++}.log`);
    const given = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    const args = [broker.address, topic, group, String(members), mode, ...given];
    this.#child = new Child({
      command: 'java',
      args: [...javaArguments('tools', '128m'), 'ShareWorker', ...args],
      logFile: this.#logFile,
    });
  }

  /** SIGKILL: what its members have stays locked. */
  kill(): Promise<void> {
    return this.#child.end('SIGKILL');
  }

  /** SIGTERM: its members leave. */
  stop(): Promise<void> {
    return this.#child.end('SIGTERM');
  }

  get deliveries(): Delivery[] {
    return this.#lines('got').map(([, partition = '', offset = '', deliveries, action]) => ({
      place: `${partition}/${offset}`,
      offset: Number(offset),
      deliveries: Number(deliveries),
      action: action as Delivery['action'],
    }));
  }

  /** The records of which the broker has confirmed what was said. */
  get confirmed(): string[] {
    return this.#lines('done').map(([, partition, offset]) => `${partition}/${offset}`);
  }

  /** All that it has printed. */
  output(): string {
    return readFileSync(this.#logFile, 'utf8');
  }

  #lines(event: string): string[][] {
    const lines = this.output().split('\n').slice(0, -1);
    return lines
      .filter((line) => line.startsWith(`${event} `))
      .map((line) => line.split(' ').slice(1));
  }
}
