// The image by itself: what its Dockerfile runs, checks and starts.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { repositoryRoot } from '../support/paths.ts';
import { until } from '../support/until.ts';
import { Container } from './engine/container.ts';
import { buildImage } from './engine/image.ts';
import { OutputLog } from './engine/output-log.ts';

const dockerfile = readFileSync(path.join(repositoryRoot, 'Dockerfile'), 'utf8');
let image: string;

beforeAll(async () => {
  image = await buildImage();
});

async function started(command: readonly string[], environment: readonly string[] = []) {
  const options = { id: 'image', image, hostname: 'image', environment, ports: [9092] };
  const container = new Container({ ...options, command });
  onTestFinished(() => container.remove());
  await container.start();
  return container;
}

async function run(container: Container, ...command: string[]) {
  const log = new OutputLog();
  const code = await container.execute(command, log);
  return { code, output: log.text };
}

describe('the image', () => {
  it('serves at once, is healthy then, and stops cleanly as process 1', async () => {
    const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
    const [, health = '[]'] = /HEALTHCHECK .* CMD (\[.*\])$/m.exec(dockerfile) ?? [];
    const container = await started(JSON.parse(command));
    await until('the broker to serve', () => container.log.text.includes('KafkaServer id=0'));
    expect(await run(container, ...JSON.parse(health))).toEqual({ code: 0, output: '' });
    container.signal('SIGTERM');
    await until('the container to end', () => !container.isRunning);
    expect(container.exitCode).toBe(0);
  });

  it('runs what the build runs last', async () => {
    const [, script = ''] = /^RUN (klamm start [\s\S]*?)\n\n/m.exec(dockerfile) ?? [];
    const container = await started(['sleep', '600']);
    expect(await run(container, 'sh', '-c', script)).toEqual({
      code: 0,
      output: expect.stringContaining('stopped'),
    });
  });
});
