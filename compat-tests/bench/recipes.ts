// How the subjects are started: Apache Kafka as its own scripts start it, Klamm as a user starts it, and the
// sink. Nothing is tuned on either side.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { shippedJvmArguments } from '../support/jvm.ts';
import { pinnedNode, repositoryRoot } from '../support/paths.ts';
import { liveBytesOfJvm, liveBytesOfNode } from './live-memory.ts';
import type { Recipe, SubjectPlace } from './subject.ts';

const CLUSTER_ID = 'a2xhbW0tYmVuY2gtdGVzdA';

/** The published bundle of this tree. */
export const BUNDLE = path.join(repositoryRoot, 'dist/cli.js');

/** Opens nothing: it says that an inspector, when one is asked for, takes a port that is free. */
const INSPECTABLE = '--inspect-port=0';

/** Apache Kafka 4.3.1 with the heap and flags of `kafka-server-start.sh` and the settings that it ships. */
export const apacheKafka: Recipe = {
  title: 'Apache Kafka',

  prepare(place) {
    writeFileSync(propertiesFile(place), serverProperties(place));
    const tool = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '--standalone'];
    const args = [...shippedJvmArguments('tools', ['-Xmx256M']), ...tool];
    execFileSync('java', [...args, '-c', propertiesFile(place)], { stdio: 'pipe' });
  },

  command(place) {
    const gcLog = `-Xlog:gc*:file=${place.directory}/gc.log:time,tags:filecount=10,filesize=100M`;
    const jvm = shippedJvmArguments('broker', ['-Xmx1G', '-Xms1G', gcLog]);
    return { command: 'java', args: [...jvm, 'kafka.Kafka', propertiesFile(place)] };
  },

  liveBytes: liveBytesOfJvm,
};

/** Klamm from a bundle: `klamm start`. */
export function klamm(bundle: string, title = 'Klamm'): Recipe {
  return {
    title,
    prepare() {},
    command: ({ port, dataDirectory }) => ({
      command: pinnedNode,
      args: [INSPECTABLE, bundle, 'start', '--port', String(port), '--data', dataDirectory],
    }),
    liveBytes: liveBytesOfNode,
  };
}

/** Klamm's network layer without a log behind it. */
export const sink: Recipe = {
  title: 'sink',
  prepare() {},
  command: ({ port }) => ({
    command: pinnedNode,
    args: [INSPECTABLE, path.join(repositoryRoot, 'compat-tests/bench/sink.ts'), String(port)],
  }),
  liveBytes: liveBytesOfNode,
};

function propertiesFile({ directory }: SubjectPlace): string {
  return path.join(directory, 'server.properties');
}

/** What Apache Kafka ships as config/server.properties, with the addresses and the directory of this place. */
function serverProperties({ port, dataDirectory }: SubjectPlace): string {
  // The controller needs a port of its own; one above is as free as any, and stays the same.
  const controller = `127.0.0.1:${port + 1}`;
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.bootstrap.servers': controller,
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'num.network.threads': '3',
    'num.io.threads': '8',
    'socket.send.buffer.bytes': '102400',
    'socket.receive.buffer.bytes': '102400',
    'socket.request.max.bytes': '104857600',
    'log.dirs': dataDirectory,
    'num.partitions': '1',
    'num.recovery.threads.per.data.dir': '2',
    'offsets.topic.replication.factor': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'log.retention.hours': '168',
    'log.segment.bytes': '1073741824',
    'log.retention.check.interval.ms': '300000',
  };
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
