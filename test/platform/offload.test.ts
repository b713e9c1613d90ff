import { onTestFinished } from 'vitest';
import { InlineOffload } from '../../src/platform/inline-offload.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { nodeClock } from '../../src/platform/node-clock.ts';
import { nodeFileSystem } from '../../src/platform/node-file-system.ts';
import { NodeOffload } from '../../src/platform/node-offload.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { describeOffload } from './offload-conformance.ts';

describeOffload('on threads', () => {
  const offload = new NodeOffload();
  onTestFinished(() => offload.close());
  return { offload, fileSystem: nodeFileSystem, path: `${temporaryDirectory()}/counting` };
});

describeOffload('on the event loop', () => {
  const fileSystem = new MemoryFileSystem({ clock: nodeClock });
  const offload = new InlineOffload({ fileSystem, clock: nodeClock });
  return { offload, fileSystem, path: '/counting' };
});
