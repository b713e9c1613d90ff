import { expect, it } from 'vitest';
import { MemoryFileSystem } from '../../../src/platform/memory-file-system.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { copyImage } from '../../../src/testing/content/disk-image.ts';

const segment = (offset: number, suffix: string) => `${String(offset).padStart(20, '0')}${suffix}`;

it('copies a clean that is under way, and leaves out what is on its way out', () => {
  const files = new MemoryFileSystem({ clock: new VirtualClock() });
  files.makeDirectory('/data');
  files.makeDirectory('/data/orders-0');
  const write = (name: string) => {
    const file = files.open(`/data/orders-0/${name}`, 'create');
    file.writeSync(Buffer.from(name), 0);
    file.close();
  };
  // The old segment is gone already, and the cleaned one has not got its name yet.
  const kept = [segment(0, '.log.swap'), segment(0, '.index.swap'), segment(7, '.log')];
  for (const name of [...kept, segment(0, '.log.deleted')]) write(name);

  copyImage({ files, path: '/data' }, { files, path: '/copy' });
  expect(files.list('/copy/orders-0').toSorted()).toEqual(kept.toSorted());
  const copied = files.open(`/copy/orders-0/${segment(0, '.log.swap')}`, 'read');
  expect(copied.size()).toBe(segment(0, '.log.swap').length);
  copied.close();
});
