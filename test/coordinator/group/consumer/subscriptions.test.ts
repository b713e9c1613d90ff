// What members subscribe to: names and regular expressions, topics that come, grow and go, and how often a group
// may be assigned anew.

import { beforeAll, describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { loadRegexEngine } from '../../../../src/coordinator/group/consumer/regex-engine.ts';
import { assignedTo, ConsumerBench, errorOf } from '../../support/consumer-bench.ts';

beforeAll(loadRegexEngine);

const BY_REGEX = { subscribedTopicRegex: 't.*' };

async function matched() {
  const bench = new ConsumerBench();
  const t1 = bench.setTopic('t1', 1);
  bench.setTopic('other', 1);
  const joined = await bench.enter('a', BY_REGEX);
  await bench.settle();
  return { bench, t1, joined };
}

describe('a member that subscribes by a regular expression', () => {
  it('has nothing until the topics were looked at, and then what matches', async () => {
    const { bench, t1, joined } = await matched();
    expect(joined).toMatchObject({ errorCode: 0, memberEpoch: 1 });
    expect(assignedTo(joined)).toEqual({});
    const told = await bench.beat('a', 1);
    expect(told.memberEpoch).toBe(2);
    expect(assignedTo(told)).toEqual({ [t1]: [0] });
  });

  it('gets topics that come later, at the earliest ten seconds after the last look', async () => {
    const { bench, t1 } = await matched();
    await bench.beat('a', 1);
    const t2 = bench.setTopic('t2', 1);
    await bench.beat('a', 2);
    await bench.settle();
    expect((await bench.group()).isSubscribedTo('t2')).toBe(false);
    await bench.advance(10_001);
    await bench.beat('a', 2);
    await bench.settle();
    expect(assignedTo(await bench.beat('a', 2))).toEqual({ [t1]: [0], [t2]: [0] });
  });

  it('shares what was found with others that subscribe alike', async () => {
    const { bench } = await matched();
    await bench.beat('a', 1);
    expect((await bench.enter('b', BY_REGEX)).memberEpoch).toBe(3);
  });

  it('takes what was found with it when it is the last', async () => {
    const { bench } = await matched();
    await bench.beat('a', 1);
    await bench.beat('a', -1);
    const group = await bench.group();
    expect([...group.resolvedRegexes.keys()]).toEqual([]);
    expect(group.isSubscribedTo('t1')).toBe(false);
  });

  it('may name topics too, and change its mind', async () => {
    const { bench, t1 } = await matched();
    const other = bench.topics.byName('other')?.topicId ?? '';
    await bench.beat('a', 1);
    const both = await bench.beat('a', 2, { subscribedTopicNames: ['other'] });
    expect(assignedTo(both)).toEqual({ [t1]: [0], [other]: [0] });
    const owned = { topicPartitions: [{ topicId: other as never, partitions: [0] }] };
    const named = await bench.beat('a', 3, { subscribedTopicRegex: '', ...owned });
    expect(assignedTo(named)).toEqual({ [other]: [0] });
  });

  it('keeps what was found over a restart', async () => {
    const { bench } = await matched();
    await bench.beat('a', 1);
    bench.restart();
    expect((await bench.group()).resolvedRegexes.get('t.*')?.topics).toEqual(['t1']);
    await bench.advance(10_001);
    bench.setTopic('t2', 1);
    await bench.beat('a', 2);
    await bench.settle();
    expect((await bench.group()).resolvedRegexes.get('t.*')?.topics).toEqual(['t1', 't2']);
  });

  it.each(['[', '(?=t)', 't**'])('is refused when it is none: %s', async (regex) => {
    const bench = new ConsumerBench();
    const [code, message] = errorOf(await bench.enter('a', { subscribedTopicRegex: regex }));
    expect(code).toBe(ErrorCode.INVALID_REGULAR_EXPRESSION);
    expect(message).toContain(
      `SubscribedTopicRegex \`${regex}\` is not a valid regular expression: `,
    );
  });
});

describe('a topic', () => {
  it('that comes, grows and goes is noticed by the next heartbeat', async () => {
    const bench = new ConsumerBench();
    await bench.enter('a');
    const t = bench.setTopic('t', 1);
    expect(assignedTo(await bench.beat('a', 2))).toEqual({ [t]: [0] });
    bench.setTopic('t', 2);
    expect(assignedTo(await bench.beat('a', 3))).toEqual({ [t]: [0, 1] });
    bench.deleteTopic('t');
    const told = await bench.beat('a', 4, { topicPartitions: [] });
    expect(told.memberEpoch).toBe(5);
    expect(assignedTo(told)).toEqual({});
  });

  it('that nobody subscribes to changes nothing', async () => {
    const bench = new ConsumerBench();
    await bench.enter('a');
    bench.setTopic('u', 1);
    expect((await bench.beat('a', 2)).memberEpoch).toBe(2);
  });
});

it('a group is assigned anew at most once in its interval', async () => {
  const bench = new ConsumerBench({ groupConfig: { consumerAssignmentIntervalMs: 1_000 } });
  bench.setTopic('t', 2);
  await bench.enter('a');
  expect((await bench.enter('b')).memberEpoch).toBe(2);
  expect((await bench.group()).state).toBe('Assigning');
  await bench.advance(1_000);
  expect((await bench.beat('b', 2)).memberEpoch).toBe(3);
});

it('the assignor that most members wish for assigns', async () => {
  const bench = new ConsumerBench();
  const t = bench.setTopic('t', 3);
  const u = bench.setTopic('u', 3);
  const wish = { subscribedTopicNames: ['t', 'u'], serverAssignor: 'range' };
  await bench.enter('a', wish);
  await bench.enter('b', wish);
  const target = (await bench.group()).targetAssignment;
  expect(target.get('a')).toEqual(
    new Map([
      [t, [0, 1]],
      [u, [0, 1]],
    ]),
  );
});

it('the session and the interval of heartbeats are those of the group', async () => {
  const groupConfig = { consumerSessionTimeoutMs: 500, consumerHeartbeatIntervalMs: 100 };
  const bench = new ConsumerBench({ groupConfig });
  expect((await bench.enter('a')).heartbeatIntervalMs).toBe(100);
  await bench.advance(500);
  expect((await bench.group()).members.size).toBe(0);
});
