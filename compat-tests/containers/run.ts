// The image, started by Testcontainers' modules in an engine made of Linux namespaces. Needs root, Linux, iproute2, a
// JDK with Maven and Python with venv.

import { spawnSync } from 'node:child_process';
import { finishSkipped } from '../support/summary.ts';
import { runVitestSuite } from '../support/vitest-suite.ts';
import { whyNot } from './installs.ts';

function canUnshare(): boolean {
  const spaces = ['--mount', '--pid', '--net', '--uts', '--fork'];
  return spawnSync('unshare', [...spaces, 'true'], { stdio: 'ignore' }).status === 0;
}

const missing = whyNot('ip', 'nsenter', 'unshare', 'tar', 'javac', 'mvn', 'python3');
if (missing !== undefined) finishSkipped(`containers: there is no ${missing}`);
else if (canUnshare()) runVitestSuite('containers', ['compat-tests/containers']);
else {
  // A machine that is a container itself may not make namespaces: nothing that can be installed changes it.
  finishSkipped('containers: this user may not make namespaces', { allowedInCi: true });
}
