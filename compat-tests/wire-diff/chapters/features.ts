// The level of transactions as a feature of the cluster: who may change it how, and transactions at the
// lower levels. The last chapter, for it leaves the brokers as no other finds them.

import { setTimeout as sleep } from 'node:timers/promises';
import { AddPartitionsToTxn } from '../../../src/protocol/generated/add-partitions-to-txn.ts';
import { ApiVersions } from '../../../src/protocol/generated/api-versions.ts';
import { DescribeTransactions } from '../../../src/protocol/generated/describe-transactions.ts';
import { EndTxn } from '../../../src/protocol/generated/end-txn.ts';
import { FindCoordinator } from '../../../src/protocol/generated/find-coordinator.ts';
import { InitProducerId } from '../../../src/protocol/generated/init-producer-id.ts';
import { UpdateFeatures } from '../../../src/protocol/generated/update-features.ts';
import type { Chapter, Side } from '../side.ts';

const FEATURE = 'transaction.version';
const TOPIC = 'at-lower-levels';
const UPGRADE = 1;
const SAFE_DOWNGRADE = 2;
const UNSAFE_DOWNGRADE = 3;
/** What Apache Kafka answers until it has made the topic of the transactions and loaded its partitions. */
const NOT_READY: readonly number[] = [14, 16];

export const features: Chapter = {
  title: 'features',

  async run(side) {
    await side.newTopic(TOPIC);
    for (const version of [0, 1, 2]) await refusals(side, version);
    await lifeAt(side, 2);
    await lower(side, 1, SAFE_DOWNGRADE);
    await lifeAt(side, 1);
    await lower(side, 0, UNSAFE_DOWNGRADE);
    await lifeAt(side, 0);
    await side.compare('up again', UpdateFeatures, 2, update(2, 2, UPGRADE));
    await untilLevel(side, 2);
  },
};

function update(version: number, level: number, upgradeType: number, feature = FEATURE) {
  const named = { feature, maxVersionLevel: level };
  const typed = version >= 1 ? { ...named, upgradeType } : named;
  return { timeoutMs: 10_000, featureUpdates: [typed] } as never;
}

async function refusals(side: Side, version: number): Promise<void> {
  const ask = (name: string, request: never) =>
    side.compare(name, UpdateFeatures, version, request);
  await ask('no features', { timeoutMs: 1_000, featureUpdates: [] } as never);
  await ask('the level it has', update(version, 2, UPGRADE));
  await ask('too high a level', update(version, 3, UPGRADE));
  await ask('a negative level', update(version, -1, UPGRADE));
  await ask('a downgrade as an upgrade', update(version, 1, UPGRADE));
  await ask('an unknown feature', update(version, 1, UPGRADE, 'no.such.feature'));
  await ask('an unknown feature off', update(version, 0, UPGRADE, 'no.such.feature'));
  if (version === 0) return;
  await ask('no such type', update(version, 1, 9));
  await ask('type 0', update(version, 1, 0));
  await ask('an upgrade as a downgrade', update(version, 3, SAFE_DOWNGRADE));
  const only = { ...(update(version, 1, SAFE_DOWNGRADE) as object), validateOnly: true } as never;
  await ask('a downgrade, to be tried only', only);
}

async function lower(side: Side, level: number, upgradeType: number): Promise<void> {
  await side.compare(`down to ${level}`, UpdateFeatures, 2, update(2, level, upgradeType));
  await untilLevel(side, level);
}

/** A broker of Apache Kafka hears of it from its controller. */
async function untilLevel(side: Side, level: number): Promise<void> {
  const client = { clientSoftwareName: 'wire-diff', clientSoftwareVersion: '1' };
  for (let attempt = 0; attempt < 400; attempt++) {
    const { finalizedFeatures } = await side.ask(ApiVersions, 4, client);
    const known = finalizedFeatures.find(({ name }) => name === FEATURE);
    if ((known?.maxVersionLevel ?? 0) === level) {
      side.note(`level ${level}`, known ?? 'none');
      return;
    }
    await sleep(25);
  }
  throw new Error(`${FEATURE} is never ${level}`);
}

/** Commit, abort and fencing by a broker at this level, of a client that speaks the older protocol. */
async function lifeAt(side: Side, level: number): Promise<void> {
  const transactionalId = `at-level-${level}`;
  const init = { transactionalId, transactionTimeoutMs: 60_000 };
  await side.ask(FindCoordinator, 4, { keyType: 1, coordinatorKeys: [transactionalId] });
  let begun = await side.ask(InitProducerId, 5, init);
  while (NOT_READY.includes(begun.errorCode)) {
    await sleep(25);
    begun = await side.ask(InitProducerId, 5, init);
  }
  const { producerId, producerEpoch } = begun;
  const add = () =>
    side.ask(AddPartitionsToTxn, 3, {
      v3AndBelowTransactionalId: transactionalId,
      v3AndBelowProducerId: producerId,
      v3AndBelowProducerEpoch: producerEpoch,
      v3AndBelowTopics: [{ name: TOPIC, partitions: [0] }],
    } as never);
  const end = { transactionalId, producerId, producerEpoch };
  for (const committed of [true, false]) {
    await add();
    const name = `level ${level}, ${committed ? 'commit' : 'abort'}`;
    await side.compare(name, EndTxn, 4, { ...end, committed });
    await untilComplete(side, transactionalId);
    await side.compare(`${name} again`, EndTxn, 4, { ...end, committed });
    await describe(side, `${name}, described`, transactionalId);
  }
  await add();
  await side.compare(`level ${level}, fencing`, InitProducerId, 5, init);
  await untilComplete(side, transactionalId);
  await describe(side, `level ${level}, fenced`, transactionalId);
  for (const version of [4, 5]) {
    await side.compare(`level ${level}, late`, EndTxn, version, { ...end, committed: true });
  }
  await side.compare(`level ${level}, after fencing`, InitProducerId, 5, init);
}

async function describe(side: Side, name: string, transactionalId: string): Promise<void> {
  await side.compare(name, DescribeTransactions, 0, { transactionalIds: [transactionalId] });
}

async function untilComplete(side: Side, transactionalId: string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const request = { transactionalIds: [transactionalId] };
    const { transactionStates } = await side.ask(DescribeTransactions, 0, request);
    if (!transactionStates[0]?.transactionState.startsWith('Prepare')) return;
    await sleep(10);
  }
  throw new Error(`${transactionalId} is not completed`);
}
