// Every route, in the order of the documentation: the server and the OpenAPI description are made of this list.

import type { Route } from '../route.ts';
import { brokerRoutes } from './broker-routes.ts';
import { clockRoutes } from './clock-routes.ts';
import { faultRoutes } from './fault-routes.ts';
import { groupRoutes } from './group-routes.ts';
import { mishapRoutes } from './mishap-routes.ts';
import { snapshotRoutes } from './snapshot-routes.ts';
import { topicRoutes } from './topic-routes.ts';
import { trafficRoutes } from './traffic-routes.ts';

export const allRoutes: readonly Route[] = [
  ...brokerRoutes,
  ...topicRoutes,
  ...groupRoutes,
  ...clockRoutes,
  ...faultRoutes,
  ...mishapRoutes,
  ...snapshotRoutes,
  ...trafficRoutes,
];
