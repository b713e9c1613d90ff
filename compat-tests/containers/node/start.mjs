// Starts the image with Testcontainers for Node, as its documentation has it, prints where the broker is, and stops it
// when stdin ends. `kraft` in the words: with the module's KRaft mode.

import { once } from 'node:events';
import { KafkaContainer } from '@testcontainers/kafka';

const image = process.argv.includes('kraft') ? 'klamm:8.0.0' : 'klamm:0.1.0';
const container = new KafkaContainer(image).withExposedPorts(9093);
const started = await container.start();
process.stdout.write(`broker ${started.getHost()}:${started.getMappedPort(9093)}\n`);
process.stdin.resume();
await once(process.stdin, 'end');
await started.stop();
