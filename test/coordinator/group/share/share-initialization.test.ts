// Partitions get a state before they are assigned, whatever happens on the way.

import { expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { KafkaError } from '../../../../src/base/kafka-error.ts';
import { GROUP, SECOND_MS, ShareGroupBench, TOPIC } from '../../support/share-group-bench.ts';

const RETRY_MS = 30 * SECOND_MS;

function initializing(bench: ShareGroupBench): number[] {
  const { initializing: topics } = bench.group().statePartitions;
  return [...(topics.get(bench.idOf(TOPIC))?.partitions ?? [])];
}

it('nothing is assigned while the share coordinator is silent, and nobody waits for it', async () => {
  const bench = new ShareGroupBench();
  bench.persister.hold();
  await bench.settled('a');
  expect(initializing(bench)).toEqual([0, 1]);
  expect(bench.assigned('a')).toEqual([]);
  bench.persister.release();
  await bench.round('a');
  expect(bench.assigned('a')).toEqual(['tasks-0', 'tasks-1']);
});

it('what is refused is tried again by the next heartbeat', async () => {
  const bench = new ShareGroupBench();
  bench.persister.refuses = () => true;
  await bench.join('a');
  expect(initializing(bench)).toEqual([]);
  bench.persister.refuses = () => false;
  await bench.settled('a');
  expect(bench.assigned('a')).toEqual(['tasks-0', 'tasks-1']);
});

it('a partition that is refused does not keep back its neighbours', async () => {
  const bench = new ShareGroupBench();
  bench.persister.refuses = ({ partition }) => partition === 0;
  await bench.settled('a');
  expect(bench.assigned('a')).toEqual(['tasks-1']);
});

it('what is never answered is tried again after a while', async () => {
  const bench = new ShareGroupBench();
  bench.persister.hold();
  await bench.join('a');
  bench.restart();
  bench.persister.release();
  bench.persister.states.clear();
  bench.persister.initialized.length = 0;
  await bench.advance(RETRY_MS - SECOND_MS);
  await bench.beat('a', 2);
  expect(bench.persister.initialized).toEqual([]);
  await bench.advance(SECOND_MS);
  await bench.beat('a', 2);
  expect(bench.initialized()).toEqual(['tasks-0', 'tasks-1']);
});

it('a late answer about a topic that is gone is not noted', async () => {
  const bench = new ShareGroupBench();
  bench.persister.hold();
  await bench.join('a');
  await bench.deleteTopic(TOPIC);
  bench.persister.release();
  await bench.advance(0);
  expect(bench.initialized()).toEqual([]);
});

it('a late answer about a group that is gone does not bring it back', async () => {
  const bench = new ShareGroupBench();
  bench.persister.hold();
  await bench.join('a');
  await bench.leave('a');
  const removed = bench.remove();
  bench.persister.release();
  expect(await removed).toBe(ErrorCode.NONE);
  await bench.advance(0);
  expect(bench.state.groups.has(GROUP)).toBe(false);
});

it('an answer that could not be stored is asked for again', async () => {
  const bench = new ShareGroupBench();
  bench.persister.hold();
  await bench.join('a');
  bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
  bench.persister.release();
  await bench.advance(0);
  bench.writer.appendError = null;
  expect(initializing(bench)).toEqual([0, 1]);
  await bench.advance(RETRY_MS);
  await bench.beat('a', 2);
  expect(bench.initialized()).toEqual(['tasks-0', 'tasks-1']);
});

it('a state is begun with the epoch of its group, where its leader finds the beginning', async () => {
  const bench = new ShareGroupBench();
  await bench.join('a');
  const [state] = bench.persister.states.values();
  expect(state).toMatchObject({ stateEpoch: 2, startOffset: -1 });
});
