// An Apache Kafka node on directories of its own: formatted as a test wants it, started from a
// server.properties, stopped or killed. Also started on what an export has written.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from '../support/child-process.ts';
import { freePort } from '../support/free-port.ts';
import { javaArguments } from '../support/jvm.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import type { ToolHost } from '../support/tool-host.ts';

export const CLUSTER_ID = 'bWlncmF0aW9uLWNsdXN0ZQ';
const START_TIMEOUT_MS = 60_000;

export interface KafkaNodeOptions {
  /** As `kafka-storage format` takes it; left out: the newest. */
  readonly releaseVersion?: string;
  /** Names of the log directories; the first one holds the metadata too. */
  readonly directories?: readonly string[];
  readonly properties?: Readonly<Record<string, string>>;
}

export class KafkaNode {
  readonly home: string;
  readonly directories: readonly string[];
  readonly propertiesFile: string;
  readonly port: number;
  #child: Child | undefined;

  private constructor(home: string, directories: readonly string[], place: Place) {
    this.home = home;
    this.directories = directories;
    this.propertiesFile = place.propertiesFile;
    this.port = place.port;
  }

  /** Formats directories and starts a node on them. */
  static async start(tools: ToolHost, options: KafkaNodeOptions = {}): Promise<KafkaNode> {
    const home = temporaryDirectory();
    const names = options.directories ?? ['data'];
    const directories = names.map((name) => path.join(home, name));
    const port = await freePort();
    const propertiesFile = path.join(home, 'server.properties');
    const node = new KafkaNode(home, directories, { propertiesFile, port });
    writeFileSync(propertiesFile, asText({ ...node.#defaults(), ...options.properties }));
    await node.#format(tools, options.releaseVersion);
    await node.startAgain();
    return node;
  }

  /** Starts a node on the directory of an export, with settings on top of those that came with it. */
  static async startExported(
    directory: string,
    properties: Readonly<Record<string, string>> = {},
  ): Promise<KafkaNode> {
    const propertiesFile = path.join(directory, 'server.properties');
    const written = readFileSync(propertiesFile, 'utf8');
    const port = Number(/PLAINTEXT:\/\/127\.0\.0\.1:(\d+)/.exec(written)?.[1]);
    writeFileSync(propertiesFile, written + asText(properties));
    const node = new KafkaNode(directory, [directory], { propertiesFile, port });
    await node.startAgain();
    return node;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async startAgain(): Promise<void> {
    this.#child = new Child({
      command: 'java',
      args: [...javaArguments('broker', '512m'), 'kafka.Kafka', this.propertiesFile],
      logFile: `${this.home}.log`,
    });
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await accepts(this.port))) {
      if (!this.#child.isRunning || Date.now() > deadline) {
        throw new Error(`Apache Kafka did not start:\n${this.#child.lastLines()}`);
      }
      await sleep(50);
    }
  }

  async stop(): Promise<void> {
    await this.#child?.end('SIGTERM');
  }

  async kill(): Promise<void> {
    await this.#child?.end('SIGKILL');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  #defaults(): Record<string, string> {
    const controller = `127.0.0.1:${this.port + 1}`;
    return {
      'process.roles': 'broker,controller',
      'node.id': '3',
      listeners: `PLAINTEXT://127.0.0.1:${this.port},CONTROLLER://${controller}`,
      'controller.listener.names': 'CONTROLLER',
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      'controller.quorum.voters': `3@${controller}`,
      'log.dirs': this.directories.join(','),
      'offsets.topic.replication.factor': '1',
      'offsets.topic.num.partitions': '5',
      'transaction.state.log.replication.factor': '1',
      'transaction.state.log.min.isr': '1',
      'transaction.state.log.num.partitions': '5',
      'group.initial.rebalance.delay.ms': '0',
    };
  }

  async #format(tools: ToolHost, releaseVersion: string | undefined): Promise<void> {
    for (const directory of this.directories) mkdirSync(directory, { recursive: true });
    const version = releaseVersion === undefined ? [] : ['--release-version', releaseVersion];
    const args = ['format', '-c', this.propertiesFile, '-t', CLUSTER_ID, ...version];
    const { code, stdout, stderr } = await tools.run('kafka-storage', args);
    if (code !== 0) throw new Error(`format failed: ${stdout}${stderr}`);
  }
}

interface Place {
  readonly propertiesFile: string;
  readonly port: number;
}

function asText(properties: Readonly<Record<string, string>>): string {
  const lines = Object.entries(properties).map(([key, value]) => `${key}=${value}\n`);
  return lines.join('');
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
