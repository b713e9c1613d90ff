// A broker that dies before any one of the writes that a Streams application takes: those of its group, of the
// internal topics that are created for it. Its members, when the broker is back, get all their tasks, each once.

import { expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import type {
  StreamsGroupHeartbeatRequestInput,
  StreamsGroupHeartbeatResponse,
} from '../../src/protocol/generated/streams-group-heartbeat.ts';
import { StreamsGroupHeartbeat } from '../../src/protocol/generated/streams-group-heartbeat.ts';
import { subtopology } from '../coordinator/group/streams/support/topologies.ts';
import type { MemoryWireClient } from './support/memory-wire-client.ts';
import { TestBroker } from './support/test-broker.ts';

const SECOND_MS = 1000;
const groupId = 'app';
const options = {
  topics: 'lines:2',
  properties: { 'offsets.topic.num.partitions': '1' },
};
const WORD_COUNT = [
  subtopology('0', { sources: ['lines'], sinks: ['words'] }),
  subtopology('1', { repartitions: ['words'], changelogs: ['counts'] }),
];
const ALL = ['0_0', '0_1', '1_0', '1_1'];

interface World {
  readonly broker: TestBroker;
  readonly client: MemoryWireClient;
}

/** A thread of the application: it gives up and takes over what it is told, and joins again when it is fenced. */
class Member {
  readonly id: string;
  epoch = 0;
  active: NonNullable<StreamsGroupHeartbeatResponse['activeTasks']> = [];

  constructor(id: string) {
    this.id = id;
  }

  get tasks(): string[] {
    return this.active.flatMap(({ subtopologyId, partitions }) =>
      partitions.map((partition) => `${subtopologyId}_${partition}`),
    );
  }

  async beat({ client }: World): Promise<void> {
    const answer = await client.send(StreamsGroupHeartbeat, 0, this.#request());
    if (answer.errorCode === ErrorCode.NONE) {
      this.epoch = answer.memberEpoch;
      this.active = answer.activeTasks ?? this.active;
      return;
    }
    const mustRejoin: readonly number[] = [
      ErrorCode.FENCED_MEMBER_EPOCH,
      ErrorCode.UNKNOWN_MEMBER_ID,
      ErrorCode.GROUP_ID_NOT_FOUND,
    ];
    expect(mustRejoin).toContain(answer.errorCode);
    this.epoch = 0;
    this.active = [];
  }

  #request(): StreamsGroupHeartbeatRequestInput {
    const isJoining = this.epoch === 0;
    return {
      groupId,
      memberId: this.id,
      memberEpoch: this.epoch,
      endpointInformationEpoch: 0,
      rebalanceTimeoutMs: isJoining ? 60_000 : -1,
      topology: isJoining ? { epoch: 0, subtopologies: WORD_COUNT } : null,
      processId: isJoining ? this.id : null,
      activeTasks: this.active,
      standbyTasks: [],
      warmupTasks: [],
    };
  }
}

async function connected(broker: TestBroker): Promise<World> {
  const client = broker.connect();
  await client.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: [groupId] });
  return { broker, client };
}

/** Beats until the members have all tasks between them, as many each. */
async function share(world: World, members: readonly Member[]): Promise<void> {
  for (let round = 0; round < 40; round++) {
    for (const member of members) await member.beat(world);
    const had = members.flatMap(({ tasks }) => tasks).sort();
    expect(new Set(had).size).toBe(had.length);
    const isShared = members.every(({ tasks }) => tasks.length === ALL.length / members.length);
    if (isShared && had.join() === ALL.join()) return;
    await world.broker.clock.advance(SECOND_MS);
  }
  throw new Error('the members never have all tasks');
}

/** What each member knew, and the disk, right before one write. */
interface Crash {
  readonly disk: MemoryFileSystem;
  readonly wallMs: number;
  readonly members: readonly Member[];
}

/** One member gets all tasks; another comes and gets its share. */
async function crashes(): Promise<Crash[]> {
  const world = await connected(await TestBroker.started(options));
  const { disk, clock } = world.broker;
  const found: Crash[] = [];
  const [first, second] = [new Member('a'), new Member('b')];
  disk.faults = (action) => {
    if (action !== 'write') return null;
    const members = [first, second].map((member) => Object.assign(new Member(member.id), member));
    found.push({ disk: disk.copy(), wallMs: clock.wallMs(), members });
    return null;
  };
  await share(world, [first]);
  await share(world, [first, second]);
  disk.faults = null;
  return found;
}

it('an application goes on whenever the broker dies', async () => {
  const found = await crashes();
  expect(found.length).toBeGreaterThan(8);
  for (const { disk, wallMs, members } of found) {
    const clock = new VirtualClock(wallMs);
    const again = await connected(await TestBroker.started({ ...options, disk, clock }));
    await share(again, members);
    await again.broker.stop();
  }
});
