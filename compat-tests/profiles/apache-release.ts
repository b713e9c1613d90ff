// Starts Apache Kafka of one release as a single broker: with a ZooKeeper of its own or as KRaft, broker and
// controller in one. The jars come from Maven, once. Nothing is set that is not needed to start.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { Child } from '../support/child-process.ts';
import { freePort } from '../support/free-port.ts';
import { cacheDirectory, repositoryRoot } from '../support/paths.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { until } from '../support/until.ts';
import type { Release } from './releases.ts';

const CLUSTER_ID = 'a2xhbW0tY29tcGF0LXRlcw';
const JVM = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx512m'];
const LOG4J = 'log4j.rootLogger=WARN, out\nlog4j.appender.out=org.apache.log4j.ConsoleAppender\n';
const LAYOUT = 'log4j.appender.out.layout=org.apache.log4j.SimpleLayout\n';

export interface ApacheRelease {
  readonly port: number;
  stop(): Promise<void>;
}

/** Resolves once the broker accepts connections. */
export async function startApache(release: Release): Promise<ApacheRelease> {
  const directory = temporaryDirectory();
  const log4j = path.join(directory, 'log4j.properties');
  writeFileSync(log4j, LOG4J + LAYOUT);
  const java = [`-Dlog4j.configuration=file:${log4j}`, ...javaCommand(release)];
  const run = (name: string, ...args: string[]) =>
    new Child({ command: 'java', args: [...java, ...args], logFile: path.join(directory, name) });

  const [port, other] = [await freePort(), await freePort()];
  const children: Child[] = [];
  const file = path.join(directory, 'server.properties');
  if (release.mode === 'zookeeper') {
    const zoo = path.join(directory, 'zoo.properties');
    writeFileSync(zoo, zookeeperProperties(directory, other));
    const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';
    children.push(run('zookeeper.txt', '-Dzookeeper.admin.enableServer=false', main, zoo));
    writeFileSync(file, brokerWithZookeeper(directory, port, other));
  } else {
    writeFileSync(file, brokerWithKraft(directory, port, other));
    const arguments_ = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', file];
    execFileSync('java', [...java, ...arguments_], { stdio: 'ignore' });
  }
  const broker = run('broker.txt', 'kafka.Kafka', file);
  children.push(broker);
  await until(`Apache Kafka ${release.version}`, async () => {
    if (!broker.isRunning) throw new Error(`${release.version} ended:\n${broker.lastLines()}`);
    return accepts(port);
  });
  const stop = async () => {
    await Promise.all(children.map((child) => child.end('SIGKILL')));
  };
  return { port, stop };
}

/** The start of a `java` command line with the classes of a release. */
export function javaCommand(release: Release): string[] {
  return [...JVM, '-cp', path.join(jarsOf(release), '*')];
}

/** Brings the jars of a release, unless they are there. */
function jarsOf({ version }: Release): string {
  const directory = path.join(cacheDirectory, 'releases', version);
  const stamp = path.join(directory, '.complete');
  if (existsSync(stamp)) return directory;
  mkdirSync(directory, { recursive: true });
  const pom = path.join(repositoryRoot, 'compat-tests/profiles/pom.xml');
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime'];
  const settings = [`-Dkafka.version=${version}`, `-DoutputDirectory=${directory}`];
  execFileSync('mvn', ['-q', '-B', '-f', pom, ...goal, ...settings], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  writeFileSync(stamp, '');
  return directory;
}

function zookeeperProperties(directory: string, port: number): string {
  const dataDir = path.join(directory, 'zookeeper');
  return `dataDir=${dataDir}\nclientPort=${port}\nclientPortAddress=127.0.0.1\n`;
}

function brokerWithZookeeper(directory: string, port: number, zookeeper: number): string {
  return [
    'broker.id=0',
    `zookeeper.connect=127.0.0.1:${zookeeper}`,
    `listeners=PLAINTEXT://127.0.0.1:${port}`,
    `log.dirs=${path.join(directory, 'data')}`,
    '',
  ].join('\n');
}

function brokerWithKraft(directory: string, port: number, controller: number): string {
  return [
    'process.roles=broker,controller',
    'node.id=0',
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names=CONTROLLER',
    `controller.quorum.voters=0@127.0.0.1:${controller}`,
    `log.dirs=${path.join(directory, 'data')}`,
    '',
  ].join('\n');
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
