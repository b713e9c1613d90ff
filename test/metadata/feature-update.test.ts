// The levels of features: what a new cluster has, who may change them how.

import { describe, expect, it, onTestFinished } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { listFeatures, TRANSACTION_VERSION } from '../../src/metadata/features.ts';
import { startTestCluster } from './test-cluster.ts';

const UPGRADE = 1;
const SAFE_DOWNGRADE = 2;

/** The features of Apache Kafka 4.3 that are here too, and their levels. */
const HIGHEST_LEVELS = [
  ['group.version', 1],
  ['share.version', 1],
  ['streams.version', 1],
  [TRANSACTION_VERSION, 2],
] as const;

async function start() {
  const cluster = await startTestCluster({});
  onTestFinished(() => cluster.stop());
  const update = async (level: number, upgradeType = UPGRADE, feature = TRANSACTION_VERSION) => {
    try {
      await cluster.controller.updateFeatures([{ feature, level, upgradeType }]);
      return ErrorCode.NONE;
    } catch (error) {
      return (error as { code?: ErrorCode }).code;
    }
  };
  const level = () => cluster.metadata.image.features.get(TRANSACTION_VERSION);
  return { cluster, update, level };
}

describe('the features of a cluster', () => {
  it('begin at their highest level', async () => {
    const { level, cluster } = await start();
    expect(level()).toBe(2);
    expect(listFeatures(cluster.metadata.image, 4, null)).toMatchObject({
      supportedFeatures: HIGHEST_LEVELS.map(([name, maxVersion]) => {
        return { name, minVersion: 0, maxVersion };
      }),
      finalizedFeatures: HIGHEST_LEVELS.map(([name, level]) => {
        return { name, minVersionLevel: level, maxVersionLevel: level };
      }),
    });
  });

  it('are not told with a lowest version of 0 to clients that do not know it', async () => {
    const { cluster } = await start();
    expect(listFeatures(cluster.metadata.image, 3, null).supportedFeatures).toEqual([]);
  });

  it('go down only when that is what was asked for, and up again', async () => {
    const { update, level } = await start();
    expect(await update(1)).toBe(ErrorCode.INVALID_UPDATE_VERSION);
    expect(await update(1, SAFE_DOWNGRADE)).toBe(ErrorCode.NONE);
    expect(level()).toBe(1);
    expect(await update(2, SAFE_DOWNGRADE)).toBe(ErrorCode.INVALID_UPDATE_VERSION);
    expect(await update(2)).toBe(ErrorCode.NONE);
    expect(level()).toBe(2);
  });

  it('at level 0 are not finalized', async () => {
    const { update, level } = await start();
    expect(await update(0, SAFE_DOWNGRADE)).toBe(ErrorCode.NONE);
    expect(level()).toBeUndefined();
  });

  it.each([
    ['too high a level', 3, UPGRADE],
    ['a negative level', -1, UPGRADE],
    ['an unknown kind of change', 1, 9],
  ])('refuse %s', async (_, level, upgradeType) => {
    const { update } = await start();
    expect(await update(level, upgradeType)).toBe(ErrorCode.INVALID_UPDATE_VERSION);
  });

  it('that do not exist are refused, on or off', async () => {
    const { update } = await start();
    for (const level of [0, 1]) {
      expect(await update(level, UPGRADE, 'no.such')).toBe(ErrorCode.INVALID_UPDATE_VERSION);
    }
  });

  it('change all or none, and not at all when it is only tried', async () => {
    const { cluster, level } = await start();
    const down = { feature: TRANSACTION_VERSION, level: 1, upgradeType: SAFE_DOWNGRADE };
    const wrong = { feature: 'no.such', level: 1, upgradeType: UPGRADE };
    await expect(cluster.controller.updateFeatures([down, wrong])).rejects.toThrow('no.such');
    await cluster.controller.updateFeatures([down], true);
    expect(level()).toBe(2);
  });
});
