// Apicurio Registry with its journal in the broker: every change is a record of a topic, which it reads from the
// beginning when it starts. A jar of Maven Central, brought into the cache once.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Broker } from '../support/broker.ts';
import { Child } from '../support/child-process.ts';
import { freePort } from '../support/free-port.ts';
import { cacheDirectory } from '../support/paths.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { until } from '../support/until.ts';
import type { RestAnswer } from './rest.ts';
import { askRegistry } from './rest.ts';

/** The newest of Maven Central that comes as a program and runs on Java 17. */
const VERSION = '3.0.9';
const home = path.join(cacheDirectory, 'registry');
const jar = path.join(home, `apicurio-registry-app-${VERSION}-runner.jar`);

function bring(): void {
  if (existsSync(jar)) return;
  mkdirSync(home, { recursive: true });
  const artifact = `io.apicurio:apicurio-registry-app:${VERSION}:tar.gz:all`;
  const copy = ['dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${home}`];
  execFileSync('mvn', ['-q', '-B', ...copy], { stdio: ['ignore', 'inherit', 'inherit'] });
  const archive = path.join(home, `apicurio-registry-app-${VERSION}-all.tar.gz`);
  execFileSync('tar', ['-xzf', archive, '-C', home], { stdio: ['ignore', 'inherit', 'inherit'] });
}

/** A registry that can be killed, and started again on the same port. */
export class Apicurio {
  readonly #port: number;
  readonly #broker: Broker;
  readonly #logFile = path.join(temporaryDirectory(), 'apicurio.log');
  #child: Child | undefined;

  private constructor(broker: Broker, port: number) {
    this.#broker = broker;
    this.#port = port;
  }

  /** Starts a registry and resolves once it answers. */
  static async start(broker: Broker): Promise<Apicurio> {
    bring();
    const apicurio = new Apicurio(broker, await freePort());
    await apicurio.startAgain();
    return apicurio;
  }

  /** After `kill`; resolves once it has read its journal. */
  async startAgain(): Promise<void> {
    const child = new Child({
      command: 'java',
      args: ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx512m', '-jar', jar],
      logFile: this.#logFile,
      env: {
        APICURIO_STORAGE_KIND: 'kafkasql',
        APICURIO_KAFKASQL_BOOTSTRAP_SERVERS: this.#broker.address,
        QUARKUS_HTTP_HOST: '127.0.0.1',
        QUARKUS_HTTP_PORT: String(this.#port),
      },
    });
    this.#child = child;
    await until('a registry that has read its journal', async () => {
      if (!child.isRunning) throw new Error(`it ended:\n${child.lastLines()}`);
      const answer = await this.ask('GET', '/subjects').catch(() => undefined);
      return answer?.status === 200;
    });
  }

  async kill(): Promise<void> {
    await this.#child?.end('SIGKILL');
  }

  /** One request to the interface that is Confluent's. */
  ask(method: string, resource: string, body?: object): Promise<RestAnswer> {
    const address = `http://127.0.0.1:${this.#port}/apis/ccompat/v7`;
    return askRegistry(address, method, resource, body);
  }
}
