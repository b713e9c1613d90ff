import { expect, it } from 'vitest';
import { descriptorLimit } from '../../src/platform/descriptor-limit.ts';

it('the limit of descriptors is that of this process, where it can be known', () => {
  const limit = descriptorLimit();
  if (process.platform === 'linux') expect(limit).toBeGreaterThan(20);
  else expect(limit).toBeUndefined();
});
