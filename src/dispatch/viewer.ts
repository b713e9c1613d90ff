// From where a client looks at the cluster: through its listener, at the address that it dialled.

import type { Viewer } from '../metadata/cluster-view.ts';
import type { HandlerContext } from './handler.ts';

/** The view of the client that sent this request. */
export function viewerOf({ configs, connection, advertisedEndpoint }: HandlerContext): Viewer {
  return {
    listenerName: connection.listenerName,
    nodeId: configs.nodeId,
    ownEndpoint: advertisedEndpoint(connection),
  };
}
