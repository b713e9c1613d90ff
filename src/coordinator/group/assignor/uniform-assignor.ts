// The assignor `uniform`: as many partitions for one member as for the next, counted over all topics, and
// within that as few movements as possible. Nothing is moved for the sake of racks; but where partitions
// are free to go to one of several members, a member of the same rack has them first.

import type {
  GroupAssignment,
  GroupSpec,
  PartitionAssignor,
  TopicDescriber,
} from './partition-assignor.ts';
import { assignAmongDifferentSubscriptions } from './uniform-heterogeneous.ts';
import { assignAmongEqualSubscriptions } from './uniform-homogeneous.ts';

export const uniformAssignor: PartitionAssignor = {
  name: 'uniform',

  assign(spec: GroupSpec, topics: TopicDescriber): GroupAssignment {
    return spec.subscriptionType === 'homogeneous'
      ? assignAmongEqualSubscriptions(spec, topics)
      : assignAmongDifferentSubscriptions(spec, topics);
  },
};
