// Heartbeat (key 12): a member of a classic group is alive, and learns of a rebalance. v3 adds static
// members (KIP-345), v4 is flexible.

import { whenAnswered } from '../base/answer.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { Heartbeat } from '../protocol/generated/heartbeat.ts';

export const heartbeat = defineHandler(Heartbeat, {
  versions: [0, 4],

  handle({ groups }, request) {
    return whenAnswered(groups.heartbeat(request), (errorCode) => ({ errorCode }));
  },

  failure: (errorCode) => ({ errorCode }),
});
