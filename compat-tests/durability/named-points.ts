// The steps at which a broker is killed; `run.ts` goes through them.

import type { KillPoint } from './kill-points.ts';

export const KILL_POINTS: readonly KillPoint[] = [
  { name: 'a batch is written', action: 'writeSync', pattern: '/log-0/.*\\.log$', nth: 100 },
  { name: 'a segment begins', action: 'make', pattern: '/log-0/0*[1-9]\\d*\\.log$', nth: 2 },
  { name: 'an index is written', action: 'writeSync', pattern: '/log-0/.*\\.(time)?index$' },
  { name: 'a partition directory gets its first file', action: 'make', pattern: '/topic-39-0/' },
  { name: 'the log start is noted', action: 'rename', pattern: 'log-start-offset-checkpoint$' },
  { name: 'the recovery points are noted', action: 'rename', pattern: 'recovery-point', nth: 3 },
  { name: 'a segment is set aside', action: 'rename', pattern: '/log-0/.*\\.deleted$' },
  { name: 'a segment is removed', action: 'remove', pattern: '/log-0/.*\\.deleted$' },
  { name: 'a cleaned segment is named for the swap', action: 'rename', pattern: '\\.swap$' },
  { name: 'the swap is made durable', action: 'syncDirectory', pattern: '/compacted-0$', nth: 3 },
  { name: 'a cleaned one takes its place', action: 'rename', pattern: '/compacted-0/\\d+\\.log$' },
  { name: 'cleaned ones are set aside', action: 'rename', pattern: '/compacted-0/.*\\.deleted$' },
  { name: 'cleaned ones are removed', action: 'remove', pattern: '/compacted-0/.*\\.deleted$' },
  { name: 'the cleaner notes how far it is', action: 'rename', pattern: 'cleaner-offset' },
  { name: 'the metadata are written', action: 'writeSync', pattern: 'metadata\\.log', nth: 12 },
  { name: 'a topic is deleted', action: 'rename', pattern: '-delete$' },
  { name: 'a deleted topic is removed', action: 'removeTree', pattern: '-delete/', nth: 2 },
  { name: 'its directory is removed', action: 'removeTree', pattern: '-delete$' },
  {
    name: 'the checkpoints of a clean stop',
    action: 'writeFileAtomic',
    pattern: 'recovery-point',
    stopAfter: 100,
  },
  {
    name: 'the word of a clean stop',
    action: 'writeFileAtomic',
    pattern: 'cleanshutdown$',
    stopAfter: 100,
  },
];
