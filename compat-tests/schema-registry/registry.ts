// Karapace, as it is installed on the machine: a process, its config, its REST interface. It keeps everything
// in a compacted topic, and elects its master in a consumer group of a protocol type of its own.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Broker } from '../support/broker.ts';
import { Child } from '../support/child-process.ts';
import { freePort } from '../support/free-port.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { until } from '../support/until.ts';
import type { RestAnswer } from './rest.ts';
import { askRegistry } from './rest.ts';

/** The program that starts Karapace; undefined when this machine has none. */
export function installedKarapace(): string | undefined {
  const program = process.env.KLAMM_KARAPACE || 'karapace';
  return spawnSync(program, ['--help']).status === 0 ? program : undefined;
}

/** A registry that can be killed, and started again on the same port. */
export class Registry {
  readonly #program: string;
  readonly #port: number;
  readonly #directory = temporaryDirectory();
  #child: Child | undefined;

  private constructor(program: string, broker: Broker, port: number) {
    this.#program = program;
    this.#port = port;
    writeFileSync(this.#configFile, JSON.stringify(config(broker, port)));
  }

  /** Starts a registry and resolves once it takes schemas. */
  static async start(broker: Broker): Promise<Registry> {
    const program = installedKarapace();
    if (program === undefined) throw new Error('Karapace is not installed');
    const karapace = new Registry(program, broker, await freePort());
    await karapace.startAgain();
    return karapace;
  }

  /** After `kill`; resolves once it has read its topic and is the master. */
  async startAgain(): Promise<void> {
    this.#child = new Child({
      command: this.#program,
      args: [this.#configFile],
      logFile: path.join(this.#directory, 'registry.log'),
    });
    await until('a registry that has read its topic', async () => {
      if (this.#child?.isRunning !== true) throw new Error(`it ended:\n${this.log()}`);
      const health = await this.ask('GET', '/_health').catch(() => undefined);
      const { schema_registry_ready: isReady, schema_registry_is_primary: isPrimary } = {
        ...health?.body,
      };
      return isReady === true && isPrimary === true;
    });
  }

  async kill(): Promise<void> {
    await this.#child?.end('SIGKILL');
  }

  /** One REST request. */
  ask(method: string, resource: string, body?: object): Promise<RestAnswer> {
    return askRegistry(`http://127.0.0.1:${this.#port}`, method, resource, body);
  }

  log(): string {
    return this.#child?.lastLines() ?? '';
  }

  get #configFile(): string {
    return path.join(this.#directory, 'karapace.json');
  }
}

function config(broker: Broker, port: number): object {
  return {
    bootstrap_uri: broker.address,
    host: '127.0.0.1',
    port,
    advertised_hostname: '127.0.0.1',
    karapace_registry: true,
    karapace_rest: false,
    log_level: 'INFO',
    topic_name: '_schemas',
    session_timeout_ms: 3_000,
    waiting_time_before_acting_as_master_ms: 100,
  };
}
