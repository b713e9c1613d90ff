// DescribeCluster (key 60): the cluster's id, controller and brokers (KIP-700). v1 says whether brokers or
// controllers are asked for (KIP-919): this endpoint is a broker's. v2 can list fenced brokers too.

import { ErrorCode } from '../base/error-code.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { viewerOf } from '../dispatch/viewer.ts';
import { ALL_CLUSTER_OPERATIONS, NOT_ASKED_FOR } from '../metadata/allowed-operations.ts';
import { viewBrokers } from '../metadata/cluster-view.ts';
import { DescribeCluster } from '../protocol/generated/describe-cluster.ts';

const BROKER_ENDPOINT = 1;
const CONTROLLER_ENDPOINT = 2;

export const describeCluster = defineHandler(DescribeCluster, {
  versions: [0, 2],

  handle(context, request) {
    if (request.endpointType !== BROKER_ENDPOINT)
      return wrongEndpoint(context, request.endpointType);
    const { metadata } = context;
    const viewer = viewerOf(context);
    const brokers = viewBrokers(metadata.image, viewer, request.includeFencedBrokers);
    return {
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      errorMessage: null,
      endpointType: BROKER_ENDPOINT,
      clusterId: metadata.clusterId,
      // Any broker forwards what only the controller may do, so this one is as good as another.
      controllerId: brokers.some(({ id }) => id === viewer.nodeId) ? viewer.nodeId : -1,
      brokers: brokers.map(({ id, ...broker }) => ({ brokerId: id, ...broker })),
      clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
        ? ALL_CLUSTER_OPERATIONS
        : NOT_ASKED_FOR,
    };
  },

  failure: (errorCode, _request, _context, errorMessage) => failed(errorCode, errorMessage),
});

function wrongEndpoint({ apiVersion }: HandlerContext, endpointType: number) {
  if (endpointType === CONTROLLER_ENDPOINT) {
    const message =
      'The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER';
    return failed(ErrorCode.MISMATCHED_ENDPOINT_TYPE, message);
  }
  const code = apiVersion === 0 ? ErrorCode.INVALID_REQUEST : ErrorCode.UNSUPPORTED_ENDPOINT_TYPE;
  return failed(code, `Unsupported endpoint type ${endpointType}`);
}

function failed(errorCode: ErrorCode, errorMessage: string) {
  return { throttleTimeMs: 0, errorCode, errorMessage, clusterId: '', brokers: [] };
}
