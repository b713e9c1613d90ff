// Members of share groups live as long as their heartbeats come.

import { expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { SECOND_MS, ShareGroupBench } from '../../support/share-group-bench.ts';

const SESSION_MS = 45 * SECOND_MS;

it('a member that falls silent leaves when its session is over', async () => {
  const bench = new ShareGroupBench();
  await bench.settled('a', 'b');
  await bench.advance(SESSION_MS - SECOND_MS);
  await bench.beat('b', bench.epochOf('b'));
  await bench.advance(SECOND_MS);
  expect([...bench.group().members.keys()]).toEqual(['b']);
  await bench.round('b');
  expect(bench.assigned('b')).toEqual(['tasks-0', 'tasks-1']);
});

it('a session is as long as the group is configured', async () => {
  const bench = new ShareGroupBench({ group: { shareSessionTimeoutMs: 10 * SECOND_MS } });
  await bench.join('a');
  await bench.advance(10 * SECOND_MS);
  expect(bench.group().members.size).toBe(0);
});

it('a refused heartbeat does not keep a member alive', async () => {
  const bench = new ShareGroupBench();
  await bench.join('a');
  await bench.advance(SESSION_MS - SECOND_MS);
  expect((await bench.beat('a', 7)).errorCode).toBe(ErrorCode.FENCED_MEMBER_EPOCH);
  await bench.advance(SECOND_MS);
  expect(bench.group().members.size).toBe(0);
});

it('sessions begin anew when the group is loaded', async () => {
  const bench = new ShareGroupBench();
  await bench.join('a');
  await bench.advance(SESSION_MS - SECOND_MS);
  bench.restart();
  expect(bench.group().members.size).toBe(1);
  await bench.advance(SESSION_MS - SECOND_MS);
  expect(bench.group().members.size).toBe(1);
  await bench.advance(SECOND_MS);
  expect(bench.group().members.size).toBe(0);
});

it('a partition that goes elsewhere takes its sessions along', async () => {
  const bench = new ShareGroupBench();
  await bench.join('a');
  const written = bench.writer.log(0).length;
  bench.groups.unload(0);
  bench.writer.notLed.add(0);
  await bench.advance(SESSION_MS);
  expect(bench.writer.log(0)).toHaveLength(written);
  expect((await bench.beat('a', 2)).errorCode).toBe(ErrorCode.NOT_COORDINATOR);
});
